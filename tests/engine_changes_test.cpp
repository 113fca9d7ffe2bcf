// What is new, updated and removed since a generation, and what an `as_of` no longer shows, over runs of the indexer.
#include <catch2/catch.hpp>
#include <set>

#include "tests/engine_archive.hpp"

using namespace dispatches;
using nlohmann::json;
using tests::Archive;

namespace {

using Ids = std::set<std::string>;

Ids ids(const json& list) { return list.get<Ids>(); }

}  // namespace

TEST_CASE("one who has a generation is told what changed since") {
  Archive archive;
  archive.write("alpha.txt", "Grain left the harbour.");
  archive.write("bravo.txt", "Talks went on in the capital.");
  archive.update("2026-01-01T00:00:00Z");
  const std::string alpha = archive.id_of("alpha"), bravo = archive.id_of("bravo");
  archive.write("alpha.txt", "Grain left the harbour again.");
  archive.write("charlie.txt", "A winter of aid.");
  archive.update("2026-01-02T00:00:00Z");
  const std::string charlie = archive.id_of("charlie");
  json told = archive.changes(1);
  CHECK(told["since"] == 1);
  CHECK(told["generation"] == 2);
  CHECK(ids(told["new"]) == Ids{charlie});
  CHECK(ids(told["updated"]) == Ids{alpha});
  CHECK(told["removed"].empty());

  archive.drop("charlie.txt");
  archive.update("2026-01-03T00:00:00Z");
  archive.remove(bravo);
  const http::Reply withheld = archive.get("/api/v1/articles/" + bravo);
  CHECK(withheld.status == 410);
  CHECK(json::parse(withheld.body)["error"]["code"] == "withheld");
  CHECK(archive.get("/api/v1/articles/" + charlie).status == 404);
  told = archive.changes(1);
  CHECK(told["generation"] == 4);
  CHECK(told["new"].empty());  // come and gone
  CHECK(ids(told["updated"]) == Ids{alpha});
  CHECK(ids(told["removed"]) == Ids{bravo});
  CHECK(ids(archive.changes(2)["removed"]) == Ids{bravo, charlie});
  const json none = archive.changes(4);
  CHECK((none["new"].empty() && none["updated"].empty() && none["removed"].empty()));

  archive.back_to(3);
  told = archive.changes(4);  // what is withheld does not come back with an old generation
  CHECK((told["new"].empty() && told["updated"].empty() && told["removed"].empty()));
  CHECK(ids(archive.changes(3)["removed"]) == Ids{bravo});
  const json note = archive.ask("/api/v1/search?as_of=2026-01-01")["query_info"]["notes"].back();
  CHECK_THAT(note.get<std::string>(), Catch::Contains("in the whole archive, 1 updated and 3 removed"));
  CHECK_THAT(archive.ask("/api/v1/search?as_of=2025")["query_info"]["notes"].back().get<std::string>(), Catch::Contains("at least"));
}

TEST_CASE("what cannot be told since is said, with what can") {
  Archive archive;
  archive.write("alpha.txt", "Grain left the harbour.");
  archive.update("2026-01-01T00:00:00Z");
  const http::Reply forgotten = archive.get("/api/v1/changes?since=0");
  CHECK(forgotten.status == 410);
  CHECK(forgotten.etag.empty());
  CHECK(json::parse(forgotten.body)["error"]["code"] == "changes_forgotten");
  CHECK(json::parse(forgotten.body)["error"]["oldest"] == 1);
  CHECK(archive.get("/api/v1/changes?since=1").status == 200);
  for (const char* rest : {"", "?since=", "?since=2", "?since=-1", "?since=x", "?since=1&since=2", "?since=1&q=x", "?since=1&person=nato", "?since=1000000000"}) {
    INFO(rest);
    CHECK(archive.get(std::string("/api/v1/changes") + rest).status == 400);
  }
}

TEST_CASE("old stock takes no place in a feed of what is new") {
  Archive archive;
  archive.write("alpha.txt", "Grain left the harbour.");
  archive.write("bravo.txt", "Talks went on in the capital.");
  archive.update("2026-01-01T00:00:00Z");
  for (int i = 0; i < 60; ++i) archive.write("old" + std::to_string(i) + ".txt", "Stock number " + std::to_string(i) + " of the years before.");
  archive.update("2026-01-02T00:00:00Z", true);
  const json feed = archive.ask("/api/v1/feed.json");
  CHECK(feed["items"].size() == 2);
  CHECK_FALSE(feed.contains("next_url"));
  CHECK(archive.ask("/api/v1/search?q=stock")["found"] == 60);
}
