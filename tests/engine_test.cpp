// The whole engine over the sample, as data: each case of tests/cases/*.json is a request and what its reply must say.
// A reply that is not JSON stands as one text under "/text".
//   {"say": "a sentence", "get": "/api/v1/search?q=…", "status": 200, "expect": {"/found": 12, "/hits/0/title": {"contains": "…"}}}
// The keys of `expect` are JSON pointers (RFC 6901); "*" stands for every element of an array. A value is compared as it is, or by
// {"at_least": n}, {"at_most": n}, {"contains": text}, {"absent": true}, {"size": n}, {"same_as": address}.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/engine_sample.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using tests::engine;
using tests::question_of;
using tests::sample_index;
using nlohmann::json;

namespace {

void check_value(const json& reply, const std::string& pointer, const json& wanted) {
  if (const std::size_t star = pointer.find("/*"); star != std::string::npos) {
    const json& list = reply.at(json::json_pointer(pointer.substr(0, star)));
    for (std::size_t i = 0; i < list.size(); ++i) check_value(reply, fmt::format("{}/{}{}", pointer.substr(0, star), i, pointer.substr(star + 2)), wanted);
    return;
  }
  const json::json_pointer where(pointer);
  const bool operators = wanted.is_object();
  INFO(pointer << " of " << (reply.contains(where) ? reply.at(where).dump() : "nothing"));
  if (operators && wanted.contains("absent")) {
    CHECK_FALSE(reply.contains(where));
    return;
  }
  REQUIRE(reply.contains(where));
  const json& found = reply.at(where);
  if (!operators) CHECK(found == wanted);
  else if (wanted.contains("at_least")) CHECK(found >= wanted["at_least"]);
  else if (wanted.contains("at_most")) CHECK(found <= wanted["at_most"]);
  else if (wanted.contains("size")) CHECK(found.size() == wanted["size"]);
  else if (wanted.contains("same_as")) CHECK(found == engine().ask(wanted["same_as"]).at(where));
  else if (wanted.contains("contains")) CHECK_THAT(found.is_string() ? found.get<std::string>() : found.dump(), Catch::Contains(wanted["contains"].get<std::string>()));
  else FAIL("unknown expectation " << wanted.dump());
}

}  // namespace

TEST_CASE("the engine answers every case as its sentence says") {
  std::size_t cases = 0;
  for (const auto& file : fs::directory_iterator(SOURCE_DIR "/tests/cases")) {
    if (file.path().extension() != ".json") continue;
    const json all = json::parse(std::ifstream(file.path()));
    for (const json& one : all) {
      ++cases;
      INFO(file.path().filename().string() << ": " << one["say"].get<std::string>() << "\n" << one["get"].get<std::string>());
      const http::Reply reply = engine().get(one["get"]);
      CHECK(reply.status == one.value("status", 200));
      json body = json::parse(reply.body, nullptr, false);
      if (body.is_discarded()) body = {{"text", reply.body}};
      for (const auto& [pointer, wanted] : one["expect"].items()) check_value(body, pointer, wanted);
    }
  }
  CHECK(cases >= 40);
}

TEST_CASE("choosing a facet value leads to as many articles as it counted") {
  const json all = engine().ask("/api/v1/search?max_facet_values=200");
  for (const json& facet : all["facet_counts"])
    for (const json& value : facet["counts"]) {
      const std::string address = fmt::format("/api/v1/search?{}={}&per_page=1&facet_by=none&interval=none", facet["field"].get<std::string>(), value["id"].get<std::string>());
      INFO(address);
      CHECK(engine().ask(address)["found"] == value["count"]);
    }
}

void check_pages(const std::string& order, const std::string& grouped, const char* counted) {
  std::set<std::string> seen;
  const std::string asked = fmt::format("/api/v1/search?q=Zelensky&per_page=7&sort_by={}&group_by={}", order, grouped);
  const std::size_t found = engine().ask(asked)[counted];
  for (std::size_t page = 1; page <= found / 7 + 1; ++page) {
    const json reply = engine().ask(fmt::format("{}&page={}", asked, page));
    for (const json& hit : reply["hits"]) CHECK(seen.insert(hit["id"]).second);
  }
  CAPTURE(asked);
  CHECK(seen.size() == found);
}

TEST_CASE("pages hold every article once, or every story, in each order") {
  for (const char* order : {"relevance", "newest", "oldest", "indexed"}) {
    check_pages(order, "none", "found");
    check_pages(order, "story", "found_stories");
  }
}

TEST_CASE("no entity of the sample is anything but a name with an article") {
  const json reply = engine().ask("/api/v1/search?facet_by=person,org,place&max_facet_values=1000");
  for (const json& facet : reply["facet_counts"])
    for (const json& value : facet["counts"]) {
      INFO(value.dump());
      CHECK(value["count"] >= 1);
      CHECK_FALSE(value["value"].get<std::string>().empty());
      CHECK_FALSE(value["variants"].empty());
    }
}

TEST_CASE("a damaged index is told from a missing one") {
  const tests::TemporaryFolder folder;
  const http::Page page;
  search::Searcher searcher(folder.path / "db");
  http::Service service(searcher, page, {folder.path / "db", "test", std::chrono::hours(36)});
  service.refresh();
  CHECK_THAT(service.answer(question_of("/readyz")).body, Catch::Contains("no index yet"));
  fs::copy(sample_index(), folder.path / "db", fs::copy_options::recursive);
  fs::resize_file(folder.path / "db/gen-000001/seg-000001", 9000);
  service.refresh();
  const http::Reply reply = service.answer(question_of("/readyz"));
  CHECK(reply.status == 503);
  CHECK_THAT(reply.body, Catch::Contains("indexer check"));
}
