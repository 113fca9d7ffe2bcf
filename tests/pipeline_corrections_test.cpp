// What an editor puts right in articles: it wins over the input, survives the nights, and goes with its line.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <sstream>

#include "indexer/pipeline/corrections.hpp"
#include "indexer/pipeline/live_rows.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/generation.hpp"
#include "tests/support.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using namespace dispatches::pipeline;
using namespace dispatches::tests;

namespace {

constexpr const char* kAddress = "https://kurier.example/a";

// An archive of two articles, corrected again and again.
class Archive {
 public:
  Archive() { write("Wrong title", "2024-01-01"); }

  void write(const std::string& title, const std::string& date, const std::string& body = "Grain left the harbour.") const {
    folder_.write("news/a.jsonl", fmt::format(R"({{"url": "{}", "title": "{}", "date": "{}", "source": "Kurier", "author": "N. N.", "body": "{}"}})", kAddress, title, date, body) + "\n");
    folder_.write("news/b.txt", "---\ntitle: Beside it\nsource: Kurier\n---\nTalks went on.\n");
  }

  // Absent: a night that is given no corrections.
  RunReport night(const std::optional<std::string>& corrections) {
    UpdateOptions options = update_of(folder_.path / "db", {folder_.path / "news"});
    if (corrections) options.corrections = folder_.write("corrections.jsonl", *corrections);
    return update(options);
  }
  schema::StoredArticle article(const std::string& id_or_nothing = {}) const {
    const auto segments = live_segments_of(*schema::current_generation(folder_.path / "db"));
    const auto place = id_or_nothing.empty() ? place_of_term(schema::make_term(schema::Term::url, kAddress), segments) : place_of(id_or_nothing, segments);
    REQUIRE(place);
    return stored_at(*place, segments);
  }
  bool is_sound() const {
    std::ostringstream out;
    return check(folder_.path / "db", out);
  }
  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
};

std::string line(const std::string& rest) { return fmt::format(R"({{"url": "http://www.kurier.example/a/", {}}})", rest) + "\n"; }

}  // namespace

TEST_CASE("a correction wins over the input and survives the nights, in every member") {
  Archive archive;
  archive.night({});
  const std::string id = archive.article().id;
  const RunReport corrected =
      archive.night(line(R"("title": "Right title", "date": "2024-02", "source": "Abendblatt", "author": ["Anna Lind", "Bo Berg"], "lang": "de")"));
  CHECK(corrected.updated == 1);
  CHECK(corrected.unchanged == 1);
  const auto is_right = [&] {
    const schema::StoredArticle article = archive.article();
    return article.id == id && article.title() == "Right title" && text::format_date(*article.published) == "2024-02" && article.source == "Abendblatt" &&
           article.authors == std::vector<std::string>{"Anna Lind", "Bo Berg"} && article.language == "de";
  };
  CHECK(is_right());
  CHECK(archive.night({}).unchanged == 2);
  archive.write("Another wrong title", "2024-01-02", "Grain left the harbour again.");
  CHECK(archive.night({}).updated == 1);
  CHECK(is_right());
  CHECK(archive.article().text.find("again") != std::string::npos);
  relink(archive.folder().path / "db", tests::knowledge(), false, {});
  reanalyse(archive.folder().path / "db", tests::knowledge(), {});
  CHECK(is_right());
  CHECK(archive.night({}).updated == 0);
  CHECK(archive.is_sound());
}

TEST_CASE("what a line no longer says is as the input has it again") {
  Archive archive;
  archive.night(line(R"("title": "Right title", "author": null)"));
  CHECK(archive.article().authors.empty());
  const RunReport partly = archive.night(line(R"("title": "Right title")"));
  CHECK(partly.updated == 1);
  CHECK(archive.article().title() == "Right title");
  CHECK(archive.article().authors == std::vector<std::string>{"N. N."});
  CHECK(archive.night(std::string("\n")).updated == 1);
  CHECK(archive.article().title() == "Wrong title");
  CHECK(archive.night({}).unchanged == 2);
  CHECK(archive.is_sound());
}

TEST_CASE("an article whose input has gone is corrected too") {
  Archive archive;
  archive.night({});
  const std::string id = archive.article().id;
  fs::remove(archive.folder().path / "news/a.jsonl");
  CHECK(archive.night(fmt::format(R"({{"id": "{}", "date": null}})", id)).updated == 1);
  CHECK_FALSE(archive.article(id).published);
  CHECK(archive.article(id).title() == "Wrong title");
  CHECK(archive.is_sound());
}

TEST_CASE("the line with an article's id goes before the one with its address") {
  Archive archive;
  archive.night({});
  const std::string id = archive.article().id;
  archive.night(fmt::format(R"({{"id": "{}", "title": "By id"}})", id) + "\n" + line(R"("title": "By address", "source": "Abendblatt")"));
  CHECK(archive.article().title() == "By id");
  CHECK(archive.article().source == "Abendblatt");
}

TEST_CASE("a bad line of corrections stops the run with its place, and nothing is half applied") {
  Archive archive;
  archive.night({});
  const std::string good = line(R"("title": "Right title")");
  const std::pair<const char*, const char*> bad[] = {
      {"nonsense", "no JSON object"}, {R"(["title"])", "no JSON object"}, {R"({"title": "x"})", "by its id or its url"}, {R"({"id": "a", "url": "https://a.example/", "title": "x"})", "by its id or its url"},
      {R"({"id": "abcdefghijkl"})", "nothing is put right"}, {R"({"id": "abcdefghijkl", "titel": "x"})", "'titel' is not known"}, {R"({"id": "abcdefghijkl", "title": 7})", "is no text"},
      {R"({"id": "abcdefghijkl", "title": " "})", "use null"}, {R"({"id": "abcdefghijkl", "date": "soon"})", "'soon' is no date"}, {R"({"id": "abcdefghijkl", "lang": "Klingon!"})", "is no language"},
      {R"({"url": "kurier", "title": "x"})", "is no address"}, {"{\"id\": \"\xff\"}", "UTF-8"}, {R"({"url": "https://kurier.example/a#b", "title": "Twice"})", "line 1 speaks of the same article"}};
  for (const auto& [text, why] : bad) {
    INFO(text);
    CHECK_THROWS_WITH(archive.night(good + text + "\n"), Catch::Contains("corrections.jsonl:2: ") && Catch::Contains(why));
  }
  CHECK_THROWS_AS(archive.night(std::string(kMaxCorrectionsBytes + 1, ' ')), BadCorrections);
  CHECK(archive.article().title() == "Wrong title");
}
