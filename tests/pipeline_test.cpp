// An article's way into the index, and what nights, removals and upkeep do to it.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "indexer/names/lexicon.hpp"
#include "indexer/pipeline/next_generation.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/schema/generation.hpp"
#include "tests/pipeline_index.hpp"
#include "tests/support.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using namespace dispatches::pipeline;
using namespace dispatches::tests;

namespace {

std::string text_article(int number, const std::string& extra = "") {
  return fmt::format("---\ntitle: Report number {}\ndate: 2025-03-{:02}\nsource: Northern Ledger\n---\nVolodymyr Zelensky met envoys in Berlin for the {}th time. {}\n", number,
                     number % 28 + 1, number, extra);
}

void write_articles(const TemporaryFolder& folder, int from, int to) {
  for (int i = from; i < to; ++i) folder.write(fmt::format("news/{:03}.txt", i), text_article(i));
}

}  // namespace

TEST_CASE("the first night reads everything, the second finds it unchanged") {
  const TemporaryFolder folder;
  write_articles(folder, 0, 30);
  const auto options = update_of(folder.path / "db", {folder.path / "news"});
  const RunReport first = update(options);
  CHECK(first.added == 30);
  CHECK(first.articles == 30);
  CHECK(first.generation == 1);
  const RunReport second = update(options);
  CHECK(second.added == 0);
  CHECK(second.unchanged == 30);
  CHECK(second.generation == 1);
  CHECK(is_sound(folder.path / "db"));
}

TEST_CASE("a touched file is unchanged, another text is an update, a new file is new") {
  const TemporaryFolder folder;
  write_articles(folder, 0, 10);
  const auto options = update_of(folder.path / "db", {folder.path / "news"});
  update(options);
  fs::last_write_time(folder.path / "news/001.txt", fs::file_time_type::clock::now() + std::chrono::hours(1));
  folder.write("news/002.txt", text_article(2, "A line was added."));
  folder.write("news/new.txt", text_article(99));
  const RunReport night = update(options);
  CHECK(night.added == 1);
  CHECK(night.updated == 1);
  CHECK(night.unchanged == 9);
  CHECK(night.articles == 11);
  CHECK(is_sound(folder.path / "db"));
}

TEST_CASE("many nights keep few segments and lose nothing") {
  const TemporaryFolder folder, fresh;
  const auto options = update_of(folder.path / "db", {folder.path / "news"});
  for (int night = 0; night < 14; ++night) {
    write_articles(folder, night * 3, night * 3 + 3);
    if (night > 2) folder.write("news/000.txt", text_article(0, fmt::format("Changed in night {}.", night)));
    if (night > 4) folder.write(fmt::format("news/{:03}.txt", night), text_article(night, "Corrected."));
    CHECK(update(options).articles == static_cast<std::uint64_t>(night * 3 + 3));
    const auto manifest = schema::read_manifest(*schema::current_generation(folder.path / "db"));
    CHECK(manifest.segments.size() <= kMaxSegments);
  }
  CHECK(is_sound(folder.path / "db"));
  update(update_of(fresh.path / "db", {folder.path / "news"}));
  CHECK(content_of(folder.path / "db") == content_of(fresh.path / "db"));
}

TEST_CASE("threads do not change what is indexed") {
  const TemporaryFolder folder;
  write_articles(folder, 0, 60);
  auto one = update_of(folder.path / "one", {folder.path / "news"}), four = update_of(folder.path / "four", {folder.path / "news"});
  one.jobs = 1;
  four.jobs = 4;
  update(one);
  update(four);
  CHECK(content_of(folder.path / "one") == content_of(folder.path / "four"));
  CHECK(is_sound(folder.path / "four"));
}

TEST_CASE("of one id from two inputs the newer wins, and the same one every night") {
  const TemporaryFolder folder;
  folder.write("news/a.json", R"({"title": "Old", "body": "The older text of the report.", "date": "2025-01-01", "url": "https://news.example/1"})");
  folder.write("news/b.json", R"({"title": "New", "body": "The newer text of the report.", "date": "2025-02-01", "url": "http://www.news.example/1#top"})");
  const auto options = update_of(folder.path / "db", {folder.path / "news"});
  const RunReport first = update(options);
  CHECK(first.added == 1);
  CHECK(first.articles == 1);
  CHECK(content_of(folder.path / "db").begin()->find("newer text") != std::string::npos);
  folder.write("news/a.json", R"({"title": "Old", "body": "The older text of the report, changed.", "date": "2025-01-01", "url": "https://news.example/1"})");
  const RunReport second = update(options);
  CHECK(second.updated == 0);
  CHECK(second.articles == 1);
  CHECK(content_of(folder.path / "db").begin()->find("newer text") != std::string::npos);
  CHECK(is_sound(folder.path / "db"));
}

TEST_CASE("what is rejected is named with file, place and reason, and alarms once") {
  const TemporaryFolder folder;
  folder.write("news/a.jsonl", "{\"title\": \"Good\", \"body\": \"A whole report.\"}\n{\"title\": \"No body\"}\nnot json\n");
  const auto options = update_of(folder.path / "db", {folder.path / "news"});
  const RunReport first = update(options);
  CHECK(first.added == 1);
  CHECK(first.rejected == 2);
  CHECK(first.new_rejections);
  REQUIRE(first.rejections.size() == 2);
  CHECK_THAT(first.rejections[0].where, Catch::EndsWith("a.jsonl:2"));
  CHECK_FALSE(first.rejections[0].reason.empty());
  const RunReport second = update(options);
  CHECK(second.rejected == 2);
  CHECK_FALSE(second.new_rejections);
  auto again = options;
  again.retry_rejects = true;
  CHECK_FALSE(update(again).new_rejections);
}

TEST_CASE("nothing is removed without --prune, with it what has gone") {
  const TemporaryFolder folder;
  write_articles(folder, 0, 20);
  auto options = update_of(folder.path / "db", {folder.path / "news"});
  update(options);
  fs::remove(folder.path / "news/003.txt");
  CHECK(update(options).articles == 20);
  options.prune = true;
  const RunReport pruned = update(options);
  CHECK(pruned.removed == 1);
  CHECK(pruned.articles == 19);
  CHECK(is_sound(folder.path / "db"));
}

TEST_CASE("pruning refuses a missing or empty folder and a large loss, and leaves the index as it was") {
  const TemporaryFolder folder;
  write_articles(folder, 0, 20);
  auto options = update_of(folder.path / "db", {folder.path / "news"});
  update(options);
  options.prune = true;
  for (int i = 0; i < 10; ++i) fs::remove(folder.path / fmt::format("news/{:03}.txt", i));
  CHECK_THROWS_AS(update(options), RunStopped);
  fs::rename(folder.path / "news", folder.path / "elsewhere");
  CHECK_THROWS_AS(update(options), RunStopped);
  fs::create_directory(folder.path / "news");
  CHECK_THROWS_AS(update(options), RunStopped);
  CHECK(schema::read_manifest(*schema::current_generation(folder.path / "db")).articles == 20);
  fs::remove(folder.path / "news");
  fs::rename(folder.path / "elsewhere", folder.path / "news");
  options.prune_limit = 0.5;
  CHECK(update(options).removed == 10);
}

TEST_CASE("a dry run says what would be done and writes nothing") {
  const TemporaryFolder folder;
  write_articles(folder, 0, 5);
  auto options = update_of(folder.path / "db", {folder.path / "news"});
  options.dry_run = true;
  CHECK(update(options).added == 5);
  CHECK_FALSE(schema::current_generation(folder.path / "db"));
}

TEST_CASE("the wreck of a killed run is cleared and changes nothing") {
  const TemporaryFolder folder;
  write_articles(folder, 0, 5);
  const auto options = update_of(folder.path / "db", {folder.path / "news"});
  folder.write("db/building/gen-000001/seg-000001", "half written");
  folder.write("db/building/pieces/piece-000000/postlist.glass", "half written");
  CHECK(update(options).articles == 5);
  CHECK(is_sound(folder.path / "db"));
}

TEST_CASE("compacting leaves one segment with the same articles, and a copy stands for itself") {
  const TemporaryFolder folder;
  const auto options = update_of(folder.path / "db", {folder.path / "news"});
  for (int night = 0; night < 4; ++night) {
    write_articles(folder, night * 5, night * 5 + 5);
    folder.write("news/000.txt", text_article(0, fmt::format("Night {}.", night)));
    update(options);
  }
  const auto before = content_of(folder.path / "db");
  const RunReport copied = compact(folder.path / "db", folder.path / "copy", {});
  CHECK(copied.articles == 20);
  CHECK(content_of(folder.path / "copy") == before);
  CHECK(is_sound(folder.path / "copy"));
  compact(folder.path / "db", {}, {});
  const auto manifest = schema::read_manifest(*schema::current_generation(folder.path / "db"));
  CHECK(manifest.segments.size() == 1);
  CHECK(manifest.segments[0].tombstones == 0);
  CHECK(content_of(folder.path / "db") == before);
  CHECK(is_sound(folder.path / "db"));
}

TEST_CASE("an earlier generation can be had again, under a new number") {
  const TemporaryFolder folder;
  const auto options = update_of(folder.path / "db", {folder.path / "news"});
  write_articles(folder, 0, 3);
  update(options);
  const auto first = content_of(folder.path / "db");
  write_articles(folder, 3, 6);
  update(options);
  const RunReport back = back_to(folder.path / "db", 1);
  CHECK(back.generation == 3);
  CHECK(back.articles == 3);
  CHECK(content_of(folder.path / "db") == first);
  CHECK(is_sound(folder.path / "db"));
  CHECK_THROWS_AS(back_to(folder.path / "db", 77), RunStopped);
  CHECK(update(options).added == 3);
  CHECK(is_sound(folder.path / "db"));
}

TEST_CASE("analysing again keeps articles, ids and times") {
  const TemporaryFolder folder;
  write_articles(folder, 0, 8);
  folder.write("news/undated.txt", "Володимир Зеленський прибув до Берліна.\n\nПереговори тривали п'ять годин.\n");
  const auto options = update_of(folder.path / "db", {folder.path / "news"});
  update(options);
  const auto before = content_of(folder.path / "db");
  const RunReport again = reanalyse(folder.path / "db", tests::knowledge(), {});
  CHECK(again.articles == 9);
  CHECK(content_of(folder.path / "db") == before);
  CHECK(is_sound(folder.path / "db"));
  CHECK(update(options).unchanged == 9);
}

TEST_CASE("a new alias in the catalogue takes effect by relinking, without an article being read") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path / "catalogue");
  const auto people = [&](const std::string& names) {
    folder.write("catalogue/people.json", R"([{"id": "jane-roe", "type": "person", "names": {"en": [)" + names + "]}}]");
  };
  people(R"("Jane Roe", "Janina Roe")");
  folder.write("news/a.txt", "---\ntitle: One\n---\nJane Roe spoke. Later Janina Roe left.\n");
  auto options = update_of(folder.path / "db", {folder.path / "news"});
  options.knowledge.catalogue = folder.path / "catalogue";
  update(options);
  people(R"("Jane Roe")");
  const RelinkReport report = relink(folder.path / "db", options.knowledge, false, {});
  REQUIRE(report.changes.size() == 1);
  CHECK(report.changes[0].spelling == "Janina Roe");
  CHECK(report.changes[0].before == "jane-roe");
  CHECK(report.changes[0].after == "janina-roe");
  people(R"("Jane Roe", "Janina Roe")");
  CHECK(relink(folder.path / "db", options.knowledge, true, {}).changes.size() == 1);
  CHECK(relink(folder.path / "db", options.knowledge, false, {}).changes.size() == 1);
  CHECK(is_sound(folder.path / "db"));
}

TEST_CASE("explain shows an article as analysed, its offsets counted in each field") {
  const TemporaryFolder folder;
  const auto file = folder.write("a.txt", "---\ntitle: Envoys in Kyiv\n---\nEmmanuel Macron met Zelensky.\n\nThey spoke of NATO.\n");
  std::ostringstream out;
  explain({file}, tests::knowledge(), out);
  const auto json = nlohmann::json::parse(out.str());
  CHECK(json["title"] == "Envoys in Kyiv");
  CHECK(json["title_derived"] == false);
  std::set<std::string> found;
  for (const auto& mention : json["mentions"]) {
    const std::string field = json[mention["field"].get<std::string>()];
    const std::size_t begin = mention["begin"], end = mention["end"];
    CHECK(field.substr(begin, end - begin) == mention["text"]);
    found.insert(mention["entity"].get<std::string>());
  }
  CHECK(found == std::set<std::string>{"kyiv", "emmanuel-macron", "volodymyr-zelenskyy", "nato"});
}

TEST_CASE("a derived title is the first sentence of the lead and says so") {
  const TemporaryFolder folder;
  const std::string lead = "Rescuers worked through the night after the strike on the port. " + std::string("More sentences follow here to make the paragraph long enough to be cut. ");
  const auto file = folder.write("a.txt", lead + "\n\nA second paragraph.\n");
  std::ostringstream out;
  explain({file}, tests::knowledge(), out);
  const auto json = nlohmann::json::parse(out.str());
  CHECK(json["title_derived"] == true);
  CHECK(json["title"] == "Rescuers worked through the night after the strike on the port.");
}
