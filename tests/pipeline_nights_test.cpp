// What nights make of inputs that move, go, come back and contend for an article; and what a folder must be to hold an index.
#include <fmt/format.h>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "indexer/pipeline/rejections.hpp"
#include "indexer/schema/generation.hpp"
#include "tests/pipeline_index.hpp"
#include "tests/support.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using namespace dispatches::pipeline;
using namespace dispatches::tests;

namespace {

std::string report(const std::string& body, const std::string& date, const std::string& url = "https://news.example/1") {
  return nlohmann::json{{"title", "Report"}, {"body", body}, {"date", date}, {"url", url}}.dump();
}

std::string plain(const std::string& body) { return "---\ntitle: A plain note\n---\n" + body + "\n"; }

// The text of the one article that is there.
std::string only(const fs::path& index) {
  const auto content = content_of(index);
  REQUIRE(content.size() == 1);
  return *content.begin();
}

// While it lives even root is kept out of what nobody may read.
class OrdinaryRights {
 public:
  OrdinaryRights() {
    syscall(SYS_capget, &header_, before_);
    __user_cap_data_struct less[2] = {before_[0], before_[1]};
    less[0].effective &= ~(1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH);
    syscall(SYS_capset, &header_, less);
  }
  ~OrdinaryRights() { syscall(SYS_capset, &header_, before_); }

 private:
  __user_cap_header_struct header_{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct before_[2] = {};
};

// A folder without these rights, until it goes.
class Closed {
 public:
  Closed(fs::path folder, fs::perms rights) : folder_(std::move(folder)) { fs::permissions(folder_, rights); }
  ~Closed() { fs::permissions(folder_, fs::perms::owner_all); }

 private:
  fs::path folder_;
};

struct Desk {
  explicit Desk(bool prune = false) {
    options.prune = prune;
    options.prune_limit = 1;
  }
  RunReport night() const { return update(options); }
  fs::path index() const { return folder.path / "db"; }

  TemporaryFolder folder;
  UpdateOptions options = update_of(folder.path / "db", {folder.path / "news"});
};

}  // namespace

TEST_CASE("an article that lost to another input comes back when the winner goes") {
  const Desk desk(true);
  desk.folder.write("news/a.json", report("The oldest text of the report.", "2025-01-01"));
  desk.folder.write("news/b.json", report("The middle text of the report.", "2025-01-02"));
  desk.folder.write("news/c.json", report("The newest text of the report.", "2025-01-03"));
  CHECK(desk.night().added == 1);
  CHECK_THAT(only(desk.index()), Catch::Contains("newest"));
  fs::remove(desk.folder.path / "news/c.json");
  const RunReport second = desk.night();
  CHECK(second.updated == 1);
  CHECK(second.removed == 0);
  CHECK_THAT(only(desk.index()), Catch::Contains("middle"));
  fs::remove(desk.folder.path / "news/b.json");
  desk.night();
  CHECK_THAT(only(desk.index()), Catch::Contains("oldest"));
  fs::remove(desk.folder.path / "news/a.json");
  desk.folder.write("news/other.json", report("Something else.", "2025-01-01", "https://news.example/2"));
  CHECK(desk.night().removed == 1);
  CHECK_THAT(only(desk.index()), Catch::Contains("Something else"));
  CHECK(is_sound(desk.index()));
}

TEST_CASE("several that win and go at once give the article to the next, also where that lies elsewhere and is read later") {
  Desk desk(true);
  desk.folder.write("other/a.json", report("The oldest text of the report.", "2025-01-01"));
  desk.folder.write("news/b.json", report("The middle text of the report.", "2025-01-02"));
  desk.folder.write("news/c.json", report("The newest text of the report.", "2025-01-03"));
  desk.folder.write("news/d.json", report("Something else.", "2025-01-03", "https://news.example/2"));
  desk.options.paths = {desk.folder.path / "news", desk.folder.path / "other"};
  CHECK(desk.night().articles == 2);
  fs::remove(desk.folder.path / "news/b.json");
  fs::remove(desk.folder.path / "news/c.json");
  desk.options.paths = {desk.folder.path / "news"};
  CHECK(desk.night().removed == 1);
  CHECK_THAT(only(desk.index()), Catch::Contains("Something else"));
  desk.options.paths = {desk.folder.path / "other"};
  CHECK(desk.night().added == 1);
  CHECK(content_of(desk.index()).size() == 2);
}

TEST_CASE("the winner is the same whichever input changed last, as if all were read at once") {
  const Desk desk, fresh;
  desk.folder.write("news/a.json", report("The first text of the report.", "2025-01-02"));
  desk.folder.write("news/b.json", report("The second text of the report.", "2025-01-03"));
  desk.night();
  desk.folder.write("news/b.json", report("The second text of the report, dated back.", "2025-01-01"));
  const RunReport night = desk.night();
  CHECK(night.updated == 1);
  CHECK_THAT(only(desk.index()), Catch::Contains("first text"));
  CHECK(desk.night().generation == night.generation);
  desk.folder.write("news/a.json", report("The first text of the report.", "2024-12-01"));
  desk.night();
  CHECK_THAT(only(desk.index()), Catch::Contains("dated back"));
  update(update_of(fresh.index(), {desk.folder.path / "news"}));
  CHECK(content_of(desk.index()) == content_of(fresh.index()));
}

TEST_CASE("of many that claim an article each has it when those before it have gone") {
  const Desk desk(true);
  for (int i = 1; i <= 9; ++i) desk.folder.write(fmt::format("news/{}.json", i), report(fmt::format("Text of day {}.", i), fmt::format("2025-01-0{}", i)));
  desk.night();
  for (int i = 9; i > 1; --i) {
    fs::remove(desk.folder.path / fmt::format("news/{}.json", i));
    desk.night();
    CHECK_THAT(only(desk.index()), Catch::Contains(fmt::format("Text of day {}.", i - 1)));
  }
}

TEST_CASE("a file that moves keeps its articles and their ids, and is not read again") {
  const Desk desk(true);
  desk.folder.write("news/a.txt", plain("A note without an address."));
  desk.folder.write("news/b.jsonl", report("One line.", "2025-01-01") + "\n" + R"({"title": "Two", "body": "Another without an address."})" + "\n{broken\n");
  const RunReport first = desk.night();
  CHECK(first.added == 3);
  CHECK(first.rejected == 1);
  const auto before = content_of(desk.index());
  fs::create_directories(desk.folder.path / "news/2025/spring");
  fs::rename(desk.folder.path / "news/a.txt", desk.folder.path / "news/2025/spring/renamed.txt");
  fs::rename(desk.folder.path / "news/b.jsonl", desk.folder.path / "news/2025/b.jsonl");
  const RunReport moved = desk.night();
  CHECK(moved.added + moved.updated + moved.removed == 0);
  CHECK(moved.unchanged == 3);
  CHECK(moved.rejected == 1);
  CHECK_FALSE(moved.new_rejections);
  CHECK(content_of(desk.index()) == before);
  desk.folder.write("news/2025/spring/renamed.txt", plain("A note without an address, corrected."));
  const RunReport corrected = desk.night();
  CHECK(corrected.updated == 1);
  CHECK(corrected.articles == 3);
  CHECK(is_sound(desk.index()));
}

TEST_CASE("a copy of a file that is still there is another input") {
  const Desk desk;
  desk.folder.write("news/a.txt", plain("A note without an address."));
  desk.night();
  fs::copy(desk.folder.path / "news/a.txt", desk.folder.path / "news/b.txt");
  CHECK(desk.night().added == 1);
}

TEST_CASE("a rejection goes with its input, and a record that is met again is kept once") {
  Desk desk(true);
  desk.options.rejects = desk.folder.path / "rejects";
  desk.folder.write("news/a.txt", plain("A whole note."));
  desk.folder.write("news/b.jsonl", "{broken\n" + report("A whole one.", "2025-01-01") + "\n");
  CHECK(desk.night().new_rejections == 1);
  desk.folder.write("news/b.jsonl", "{broken\n" + report("A whole one, changed.", "2025-01-01") + "\n");
  const RunReport again = desk.night();
  CHECK(again.rejections.size() == 1);
  CHECK(again.new_rejections == 0);
  CHECK_THAT(to_json(again), Catch::Contains("\"new\": false"));
  std::ifstream list(desk.options.rejects / "rejects.tsv");
  CHECK(std::count(std::istreambuf_iterator<char>(list), {}, '\n') == 1);
  CHECK(std::distance(fs::directory_iterator(desk.options.rejects), {}) == 2);
  fs::remove(desk.folder.path / "news/b.jsonl");
  CHECK(desk.night().rejected == 0);
}

TEST_CASE("a record that was rejected before is known wherever it stands in a file that grows; another one beside it is not") {
  const Desk desk;
  const std::string whole = report("A whole one.", "2025-01-01") + "\n", second = report("A second one.", "2025-01-01", "https://news.example/2") + "\n";
  desk.folder.write("news/b.jsonl", "{broken\n" + whole);
  CHECK(desk.night().new_rejections == 1);
  desk.folder.write("news/b.jsonl", second + "{broken\n" + whole);
  const RunReport grown = desk.night();
  CHECK(grown.added == 1);
  CHECK(grown.rejected == 1);
  CHECK(grown.new_rejections == 0);
  desk.folder.write("news/b.jsonl", second + "{broken\n" + whole + "{broken too\n");
  const RunReport third = desk.night();
  CHECK(third.rejected == 2);
  CHECK(third.new_rejections == 1);
  CHECK_THAT(third.rejections.front().where, Catch::EndsWith(":4"));
}

TEST_CASE("where no record can be told, as many rejections of an input for one reason are known as there were") {
  const KnownRejections known({{"a.warc", ":7", "cut off", ""}, {"a.warc", ":9", "too large", ""}, {"b.json", "", "no JSON", "hash"}});
  CHECK(known.has_input("a.warc"));
  CHECK_FALSE(known.has_input("c.warc"));
  std::vector<RejectedRecord> now;
  for (const schema::RejectionState& state : std::vector<schema::RejectionState>{
           {"a.warc", ":12", "cut off", ""}, {"a.warc", ":13", "cut off", ""}, {"a.warc", ":9", "too large", ""}, {"b.json", "#3", "no JSON", "hash"}, {"b.json", "#4", "no JSON", "other"}})
    now.push_back({state, {}});
  CHECK(known.new_first(now) == 2);
  REQUIRE(now.size() == 5);
  CHECK(now[0].state.place == ":13");
  CHECK(now[1].state.place == "#4");
}

TEST_CASE("a folder that cannot be read is rejected with its reason, all else is indexed, and nothing in it is pruned") {
  const OrdinaryRights rights;
  Desk desk(true);
  desk.folder.write("news/a.txt", plain("A note."));
  desk.folder.write("news/closed/deep/b.txt", plain("Another note."));
  desk.folder.write("news/closed/c.txt", plain("A third note."));
  CHECK(desk.night().articles == 3);
  desk.folder.write("news/d.txt", plain("A fourth note."));
  const fs::path closed = desk.folder.path / "news/closed";
  fs::remove(closed / "c.txt");
  // Without the right to list it, without any, and without the right to look at what is listed.
  const auto night_with = [&](fs::perms left, const std::string& where) {
    const Closed while_closed(closed, left);
    const RunReport night = desk.night();
    CHECK(night.articles == 4);
    CHECK(night.removed == 0);
    REQUIRE(night.rejections.size() == 1);
    CHECK_THAT(night.rejections[0].where, Catch::EndsWith(where));
    CHECK_THAT(night.rejections[0].reason, Catch::Contains("cannot be read: Permission denied"));
    return night.new_rejections;
  };
  CHECK(night_with(fs::perms::owner_exec, "news/closed/") == 1);
  CHECK(night_with(fs::perms::none, "news/closed/") == 0);
  CHECK(night_with(fs::perms::owner_read, "news/closed/deep/") == 1);
  const RunReport open_again = desk.night();
  CHECK(open_again.rejected == 0);
  CHECK(open_again.removed == 1);
  CHECK(open_again.articles == 3);
  CHECK(is_sound(desk.index()));
}

TEST_CASE("a path that cannot be read at all stops the run") {
  const OrdinaryRights rights;
  const Desk desk;
  desk.folder.write("news/a.txt", plain("A note."));
  desk.night();
  const Closed while_closed(desk.folder.path / "news", fs::perms::none);
  CHECK_THROWS_WITH(desk.night(), Catch::Contains("cannot be read"));
}

TEST_CASE("a file that has the size of the night before and another content is read") {
  const Desk desk;
  desk.folder.write("news/a.txt", plain("Ten ships left."));
  desk.folder.write("news/b.txt", plain("A note."));
  desk.night();
  const fs::path file = desk.folder.path / "news/a.txt";
  const auto written = fs::last_write_time(file);
  desk.folder.write("news/a.txt", plain("Two ships left."));
  fs::last_write_time(file, written);
  const RunReport night = desk.night();
  CHECK(night.updated == 1);
  CHECK(night.unchanged == 1);
}

TEST_CASE("a folder that is no index is refused, and nothing in it is touched") {
  const Desk desk;
  desk.folder.write("news/a.txt", plain("A note."));
  desk.folder.write("db/building/thesis.tex", "years of work");
  desk.folder.write("db/notes.txt", "mine");
  CHECK_THROWS_WITH(desk.night(), Catch::Contains("is no index") && Catch::Contains("empty folder"));
  CHECK(fs::exists(desk.folder.path / "db/building/thesis.tex"));
  CHECK_FALSE(fs::exists(desk.folder.path / "db/lock"));
  UpdateOptions onto_file = desk.options;
  onto_file.index = desk.folder.path / "news/a.txt";
  CHECK_THROWS_WITH(update(onto_file), Catch::Contains("is a file"));
}

TEST_CASE("a lost or empty `current` costs nothing: the newest generation is put into force again") {
  const Desk desk;
  desk.folder.write("news/a.txt", plain("A note."));
  desk.night();
  const auto before = content_of(desk.index());
  for (const char* content : {"", "\n"}) {
    desk.folder.write("db/current", content);
    CHECK_THROWS_WITH(schema::current_generation(desk.index()), Catch::Contains("indexer update"));
    CHECK(desk.night().unchanged == 1);
    CHECK(content_of(desk.index()) == before);
  }
  fs::remove(desk.folder.path / "db/current");
  CHECK(desk.night().generation == 1);
}

TEST_CASE("a generation that a killed run left unpublished takes the place of none that was in force") {
  const Desk desk;
  desk.folder.write("news/a.txt", plain("A note."));
  desk.night();
  fs::copy(desk.index() / "gen-000001", desk.index() / "gen-000002");
  desk.folder.write("news/b.txt", plain("Another note."));
  CHECK(desk.night().generation == 3);
  const auto kept = schema::kept_generations(desk.index());
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].filename() == "gen-000001");
  CHECK(kept[1].filename() == "gen-000003");
}

TEST_CASE("a dry run over no index leaves none behind") {
  Desk desk;
  desk.folder.write("news/a.txt", plain("A note."));
  desk.options.dry_run = true;
  CHECK(desk.night().added == 1);
  CHECK_FALSE(fs::exists(desk.index()));
}
