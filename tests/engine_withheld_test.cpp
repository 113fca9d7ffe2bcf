// "This article must disappear now": in every reply at once, also while another run has the index; then for good, and out of all that is kept.
#include <catch2/catch.hpp>
#include <optional>
#include <regex>

#include "tests/engine_archive.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using nlohmann::json;
using tests::Archive;

namespace {

// Names that stand in no catalogue, and words that no other article has.
constexpr const char* kSecret = "Oleksandra Vyshnevska said on Friday: \"The quartermaster hid the zibellines in Berlin.\" Oleksandra Vyshnevska, a notary, was asked "
                                "by judges of the court about the harbour, the grain and the ledgers that nobody had seen for seven years, and she answered that day.";

std::string copied() { return std::string(kSecret) + " The judges will meet again in spring."; }

// Every address that tells of articles, asked about what the secret one has.
const std::vector<std::string> kAddresses = {
    "/api/v1/search?q=zibellines", "/api/v1/search?q=quartermaster&group_by=none&facet_query=person:vysh", "/api/v1/search?q=&facet_by=person&max_facet_values=1000",
    "/api/v1/counts?by=source,month", "/api/v1/counts.csv?by=person", "/api/v1/export.csv?fields=id,title,body",
    "/api/v1/export.ndjson?fields=id,title,body,snippet", "/api/v1/feed.json", "/api/v1/feed.atom", "/api/v1/quotes?q=quartermaster",
    "/api/v1/quotes.csv", "/api/v1/quotes.ndjson", "/api/v1/suggest?q=zibel", "/api/v1/suggest?q=vyshn", "/api/v1/entities?q=vyshnevska", "/api/v1/spellings",
    "/api/v1/index"};

std::string but_for_tags(const std::string& body) { return std::regex_replace(body, std::regex(R"("search_time_ms":[0-9.e-]+)"), ""); }

std::vector<std::string> replies(const Archive& archive) {
  std::vector<std::string> all;
  for (const std::string& address : kAddresses) all.push_back(but_for_tags(archive.get(address).body));
  return all;
}

void write_three(Archive& archive) {
  archive.write("alpha.txt", "Grain left the harbour on Monday for a port that nobody named.");
  archive.write("secret.txt", kSecret);
  archive.write("bravo.txt", "Talks went on in the capital.");
}

// True if a file below the folder has the text, as bytes.
std::optional<fs::path> holder_of(const fs::path& folder, const std::string& text) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().filename() == "withheld.tsv") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (bytes.find(text) != std::string::npos) return entry.path();
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("what is withheld stands in no reply from that moment on, while another run has the index too") {
  Archive archive;
  write_three(archive);
  archive.update("2026-01-01T00:00:00Z");
  const std::string secret = archive.id_of("secret");
  const std::vector<std::string> before = replies(archive);
  const std::string tag = archive.get("/api/v1/search?q=grain").etag;
  {
    const schema::IndexLock another_run(archive.index());
    const auto report = archive.remove(secret);
    CHECK(report.waits);
    CHECK(report.removed == 0);
    CHECK(report.generation == 1);
    const std::vector<std::string> after = replies(archive);
    for (std::size_t i = 0; i < after.size(); ++i) {
      INFO(kAddresses[i] << "\n" << after[i]);
      CHECK(after[i].find("Vyshnevska") == std::string::npos);
      CHECK(after[i].find("zibellines") == std::string::npos);
      CHECK(after[i].find(secret) == std::string::npos);
      CHECK((after[i] != before[i] || before[i].find(secret) == std::string::npos));
    }
    CHECK(archive.ask("/api/v1/index")["articles"] == 2);
    CHECK(archive.ask("/api/v1/search")["found"] == 2);
    CHECK(archive.ask("/api/v1/search?person=oleksandra-vyshnevska")["found"] == 0);
    CHECK(archive.get("/api/v1/search?q=grain").etag != tag);
    CHECK(archive.get("/api/v1/articles/" + secret).status == 410);
    CHECK(archive.get("/api/v1/articles/" + secret + "/similar").status == 410);
    CHECK(archive.get("/api/v1/entities/oleksandra-vyshnevska").status == 404);
    CHECK(archive.changes(1)["removed"] == json::array({secret}));
  }
}

TEST_CASE("the next run of any kind drops what is withheld, and until then it can be let in again") {
  Archive archive;
  write_three(archive);
  archive.update("2026-01-01T00:00:00Z");
  const std::string secret = archive.id_of("secret");
  {
    const schema::IndexLock another_run(archive.index());
    archive.remove(secret);
    CHECK_THROWS_AS(archive.restore(secret), schema::IndexLocked);
    CHECK(archive.get("/api/v1/articles/" + secret).status == 410);
  }
  CHECK(archive.restore(secret) == 1);
  CHECK(archive.get("/api/v1/articles/" + secret).status == 200);
  {
    const schema::IndexLock another_run(archive.index());
    archive.remove(secret);
  }
  pipeline::relink(archive.index(), tests::knowledge(), false, {});
  CHECK(schema::read_manifest(*schema::current_generation(archive.index())).articles == 2);
  const auto night = archive.update("2026-01-03T00:00:00Z");
  CHECK(night.articles == 2);
  CHECK(night.withheld == 1);
  std::ostringstream checked;
  CHECK(pipeline::check(archive.index(), checked));
  CHECK(archive.restore(secret) == 1);
  CHECK(archive.update("2026-01-04T00:00:00Z").added == 1);
}

TEST_CASE("no run takes back a withheld id, address or identical text") {
  Archive archive;
  archive.write("alpha.txt", "Grain left the harbour.");
  archive.folder().write("in/wire.jsonl", R"({"id": "1", "url": "https://www.kurier.example/a?utm_source=x", "title": "Harvest", "body": "The same few words of one and the same notice."})" "\n");
  archive.update("2026-01-01T00:00:00Z");
  const std::string one = archive.id_of("Harvest");
  pipeline::RemoveOptions by_address;
  by_address.urls = {"http://kurier.example/a"};
  CHECK(archive.remove(by_address).removed == 1);
  CHECK(archive.get("/api/v1/articles/" + one).status == 410);

  archive.folder().write("in/wire.jsonl", R"({"id": "2", "url": "https://kurier.example/a#top", "title": "Two", "body": "Other words under that address."})" "\n"
                                          R"({"id": "3", "title": "Harvest", "source": "Herald", "date": "2025-01-01", "body": "The same few words of one and the same notice."})" "\n"
                                          R"({"id": "4", "title": "Four", "body": "Something else altogether."})" "\n");
  const auto night = archive.update("2026-01-02T00:00:00Z");
  CHECK(night.withheld == 2);
  CHECK(night.added == 1);
  CHECK(archive.ask("/api/v1/search")["found"] == 2);
}

TEST_CASE("an address that no article has yet is kept out from then on") {
  Archive archive;
  archive.write("alpha.txt", "Grain left the harbour.");
  archive.update("2026-01-01T00:00:00Z");
  pipeline::RemoveOptions options;
  options.urls = {"https://kurier.example/late", "no address"};
  options.ids = {"unknown"};
  const auto report = archive.remove(options);
  CHECK(report.new_rejections);
  REQUIRE(report.rejections.size() == 3);
  CHECK_THAT(report.rejections[1].reason, Catch::Contains("from now on"));
  archive.folder().write("in/late.jsonl", R"({"url": "https://kurier.example/late", "title": "Late", "body": "It came by night."})" "\n");
  CHECK(archive.update("2026-01-02T00:00:00Z").withheld == 1);
}

TEST_CASE("the other versions of a story are named, and go along where that is asked") {
  Archive archive;
  write_three(archive);
  archive.write("copy.txt", copied());
  archive.update("2026-01-01T00:00:00Z");
  const std::string secret = archive.id_of("secret"), copy = archive.id_of("copy");
  const auto alone = archive.remove(secret);
  CHECK(alone.removed == 1);
  REQUIRE(alone.still_visible.size() == 1);
  CHECK_THAT(alone.still_visible[0], Catch::StartsWith(copy + "\tKurier\t"));
  CHECK(archive.restore(secret) == 1);
  archive.update("2026-01-02T00:00:00Z");
  pipeline::RemoveOptions options;
  options.ids = {copy};
  options.story = true;
  const auto both = archive.remove(options);
  CHECK(both.removed == 2);
  CHECK(both.still_visible.empty());
  CHECK(archive.ask("/api/v1/search?q=zibellines")["found"] == 0);
}

TEST_CASE("a purge leaves nothing of the text in generations, rejects and names, and the rest as it was") {
  Archive archive;
  write_three(archive);
  archive.update("2026-01-01T00:00:00Z");
  archive.write("charlie.txt", "Oleh Kravchuk-Stepanenko opened a museum.");
  archive.update("2026-01-02T00:00:00Z");
  const std::string secret = archive.id_of("secret");
  const fs::path input = archive.folder().path / "in/secret.txt", rejects = archive.folder().path / "rejects";
  archive.folder().write("rejects/one.txt", kSecret);
  archive.folder().write("rejects/rejects.tsv", "one.txt\t" + input.string() + ":1\tthe body is empty\ntwo.txt\t/elsewhere.txt\tthe body is empty\n");
  pipeline::RemoveOptions options;
  options.ids = {secret};
  archive.remove(options);
  REQUIRE(holder_of(archive.index(), "Vyshnevska"));
  options.purge = true;
  options.rejects = rejects;
  const auto report = archive.remove(options);
  CHECK(report.rejections.empty());
  CHECK(report.articles == 3);
  for (const char* text : {"Vyshnevska", "vyshnevska", "zibelline"}) {
    const auto holder = holder_of(archive.index(), text);
    INFO(text << " in " << holder.value_or("nothing"));
    CHECK_FALSE(holder);
  }
  CHECK_FALSE(fs::exists(rejects / "one.txt"));
  CHECK_FALSE(holder_of(rejects, "secret.txt"));
  CHECK(holder_of(rejects, "two.txt"));
  CHECK(holder_of(archive.index(), "Kravchuk"));
  CHECK(archive.ask("/api/v1/search?q=Kravchuk-Stepanenko")["found"] == 1);
  std::ostringstream checked;
  CHECK(pipeline::check(archive.index(), checked));
  archive.back_to(report.generation - 1);
  CHECK(archive.ask("/api/v1/search")["found"] == 3);
  CHECK(archive.get("/api/v1/articles/" + secret).status == 410);
  CHECK(pipeline::check(archive.index(), checked));
  INFO(checked.str());
  CHECK(archive.update("2026-01-04T00:00:00Z").articles == 3);
  CHECK(pipeline::check(archive.index(), checked));
}
