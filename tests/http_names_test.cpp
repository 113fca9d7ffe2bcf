// searchd/http: names and spellings as the interface says them: entities with the reasons of their spellings, candidates, lists of names.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "search_archive.hpp"
#include "searchd/http/gate.hpp"
#include "searchd/http/service.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::tests;
using nlohmann::json;
using http::Parameters;

// An archive of a few articles with a service over it.
class Desk {
 public:
  explicit Desk(std::vector<PlainArticle> articles) {
    archive_.publish(std::move(articles), 1);
    service_.refresh();
  }

  http::Reply get(const std::string& path, Parameters parameters = {}) const { return service_.answer({"GET", path, path, std::move(parameters), "", ""}); }
  json ask(const std::string& path, Parameters parameters = {}) const { return json::parse(get(path, std::move(parameters)).body); }
  http::Reply post(const std::string& path, const std::string& body) const { return service_.answer({"POST", path, path, {}, body, ""}); }

 private:
  TestArchive archive_;
  http::Page page_;
  search::Searcher searcher_{archive_.path};
  http::Service service_{searcher_, page_, {archive_.path, "test", std::chrono::hours(36)}};
};

PlainArticle written(const std::string& id, const std::string& name, const std::string& antecedent = "", const std::string& source = "Kurier") {
  PlainArticle article = article_of(id, "Note", name, {{0, name, antecedent}});
  article.source = source;
  article.published = text::Date{day(2025, 3, 4), text::Precision::day};
  return article;
}

const Desk& desk() {
  static const Desk kDesk = [] {
    PlainArticle two = written("a00000000004", "Zelensky", "", "Ledger");
    two.body = {"Сергій Стерненко"};
    two.mentions = {{0, "Сергій Стерненко", ""}};
    return Desk({written("a00000000001", "Zelenskyy"), written("a00000000002", "Zelensky"), written("a00000000003", "Зеленський", "", "Ledger"), two,
                 written("a00000000005", "Bush", "George W. Bush")});
  }();
  return kDesk;
}

const json* variant(const json& entity, const std::string& value) {
  for (const json& one : entity["variants"])
    if (one["value"] == value) return &one;
  return nullptr;
}

int status_of(const std::string& head) {
  const auto read = http::read_head(head + "\r\n", {});
  if (const auto* refusal = std::get_if<http::Refusal>(&read)) return refusal->status;
  const auto refusal = http::refusal_of(std::get<http::Head>(read), {});
  return refusal ? refusal->status : 200;
}

}  // namespace

TEST_CASE("an entity says of each spelling in which language and script it stands, and why it is one of its own") {
  const json entity = desk().ask("/api/v1/entities/volodymyr-zelenskyy");
  CHECK(entity["count"] == 3);
  REQUIRE(variant(entity, "Zelenskyy"));
  CHECK(variant(entity, "Zelenskyy")->at("reason") == json{{"by", "catalogue"}});
  CHECK(variant(entity, "Zelenskyy")->at("lang") == "en");
  REQUIRE(variant(entity, "Zelensky"));
  CHECK(variant(entity, "Zelensky")->at("reason") == json{{"by", "rule"}, {"score", 0.91}, {"with", "Zelenskyy"}});
  REQUIRE(variant(entity, "Зеленський"));
  CHECK(variant(entity, "Зеленський")->at("reason") == json{{"by", "override"}, {"who", "olena"}, {"why", "as asked"}});
  CHECK(variant(entity, "Зеленський")->at("script") == "Cyrl");
  CHECK(variant(entity, "Зеленський")->at("lang") == "uk");
  CHECK(entity["first_seen"] == "2025-03-04");
}

TEST_CASE("a bare surname is somebody's by the fuller name in its articles") {
  const json entity = desk().ask("/api/v1/entities/george-w-bush");
  REQUIRE(variant(entity, "Bush"));
  CHECK(variant(entity, "Bush")->at("reason") == json{{"by", "catalogue"}, {"with", "George W. Bush"}});
}

TEST_CASE("an id that was merged away answers with the entity it became") {
  const json entity = desk().ask("/api/v1/entities/once-a-president");
  CHECK(entity["id"] == "volodymyr-zelenskyy");
  CHECK(entity["count"] == 3);
  CHECK(desk().ask("/api/v1/search", {{"person", "once-a-president"}})["found"] == 3);
  CHECK(desk().ask("/api/v1/entities/once-a-president/spellings")["entity"]["id"] == "volodymyr-zelenskyy");
}

TEST_CASE("filters apply to an entity and its spellings") {
  const json entity = desk().ask("/api/v1/entities/volodymyr-zelenskyy", {{"source", "kurier"}});
  CHECK(entity["count"] == 2);
  CHECK_FALSE(variant(entity, "Зеленський"));
  const json rows = desk().ask("/api/v1/entities/volodymyr-zelenskyy/spellings", {{"source", "northern-ledger"}})["rows"];
  CHECK(rows == json::array({{{"value", "Зеленський"}, {"count", 1}}}));
}

TEST_CASE("spellings come by source and by date, as asked") {
  const std::string path = "/api/v1/entities/volodymyr-zelenskyy/spellings";
  const json plain = desk().ask(path);
  CHECK(plain["rows"].size() == 3);
  CHECK(plain["interval"] == "none");
  CHECK_FALSE(plain["rows"][0].contains("source"));
  CHECK_FALSE(plain["rows"][0].contains("from"));
  const json by = desk().ask(path, {{"by", "source"}, {"interval", "month"}});
  CHECK(by["rows"][0]["source"] == json{{"id", "kurier"}, {"name", "Kurier"}});
  CHECK(by["rows"][0]["from"] == "2025-03-01");
  CHECK(by["interval"] == "month");
  CHECK(by["undated"] == 0);
  CHECK(desk().get(path, {{"by", "month"}}).status == 400);
  CHECK(desk().get("/api/v1/entities/nobody/spellings").status == 404);
}

TEST_CASE("those a source spells in more than one way are listed with their ways") {
  const json list = desk().ask("/api/v1/spellings", {{"source", "Kurier"}});
  CHECK(list["found"] == 1);
  CHECK(list["entities"][0]["id"] == "volodymyr-zelenskyy");
  CHECK(list["entities"][0]["ways"] == 2);
  CHECK(list["entities"][0]["variants"].size() == 2);
  CHECK(desk().ask("/api/v1/spellings", {{"source", "northern-ledger"}})["found"] == 0);
}

TEST_CASE("candidates come with the number of their articles") {
  const json asked = desk().ask("/api/v1/search", {{"q", "Bush"}})["query_info"]["understood"][0];
  CHECK(asked["entity"].is_null());
  REQUIRE(asked["candidates"].size() == 2);
  CHECK(asked["candidates"][0]["id"] == "george-w-bush");
  CHECK(asked["candidates"][0]["count"] == 1);
  CHECK(asked["candidates"][1]["count"] == 0);
  const json error = desk().ask("/api/v1/search", {{"person", "Bush"}})["error"];
  CHECK(error["code"] == "ambiguous_entity");
  CHECK(error["candidates"][0]["count"] == 1);
}

TEST_CASE("what is left out is said to be left out") {
  const json facet = desk().ask("/api/v1/search", {{"exclude.person", "george-w-bush"}, {"facet_by", "person"}})["facet_counts"][0];
  for (const json& value : facet["counts"]) CHECK(value.contains("excluded") == (value["id"] == "george-w-bush"));
  CHECK(facet["counts"].back()["active"] == false);
  CHECK(facet["counts"].back()["count"] == 0);
}

TEST_CASE("a list of names is answered name by name") {
  const json reply = json::parse(desk().post("/api/v1/names", R"({"names": ["Selenskyj", "Bush", "Nobody Atall", "Selenskyj", "sternenko"], "from": "2025"})").body);
  const json& names = reply["names"];
  REQUIRE(names.size() == 5);
  CHECK(names[0]["text"] == "Selenskyj");
  CHECK(names[0]["match"] == "one");
  CHECK(names[0]["entity"]["id"] == "volodymyr-zelenskyy");
  CHECK(names[0]["count"] == 3);
  CHECK(names[0]["spellings"].size() == 3);
  CHECK(names[0]["first"] == "2025-03-04");
  CHECK(names[0]["last"] == "2025-03-04");
  CHECK(names[1]["match"] == "several");
  CHECK(names[1]["entity"].is_null());
  CHECK(names[1]["candidates"].size() == 2);
  CHECK(names[2]["match"] == "none");
  CHECK(names[2]["count"] == 0);
  CHECK_FALSE(names[2].contains("first"));
  CHECK(names[3] == names[0]);
  CHECK(names[4]["entity"]["id"] == "serhii-sternenko");
  CHECK(json::parse(desk().post("/api/v1/names", R"({"names": []})").body)["names"].empty());
  CHECK(json::parse(desk().post("/api/v1/names", R"({"names": ["Zelensky"], "from": "2026"})").body)["names"][0]["count"] == 0);
}

TEST_CASE("a list of names has bounds, and must be one") {
  const auto error = [&](const json& body) {
    const http::Reply reply = desk().post("/api/v1/names", body.dump());
    return std::to_string(reply.status) + " " + (reply.status == 200 ? "" : json::parse(reply.body)["error"]["code"].get<std::string>());
  };
  json names = json::array();
  for (int i = 0; i < 1000; ++i) names.push_back("Nobody " + std::to_string(i));
  CHECK(error({{"names", names}}) == "200 ");
  names.push_back("One more");
  CHECK(error({{"names", names}}) == "400 too_many_values");
  std::string longest;
  for (int i = 0; i < 256; ++i) longest += "ж";
  CHECK(error({{"names", {longest}}}) == "200 ");
  CHECK(error({{"names", {longest + "ж"}}}) == "400 bad_value");
  CHECK(error({{"names", {1}}}) == "400 bad_value");
  CHECK(error({{"names", "Zelensky"}}) == "400 bad_value");
  CHECK(error(json::object()) == "400 bad_value");
  CHECK(error({{"names", json::array()}, {"nonsense", "x"}}) == "400 unknown_parameter");
  CHECK(desk().post("/api/v1/names", "[1]").status == 400);
  CHECK(desk().get("/api/v1/names").status == 405);
}

TEST_CASE("many values of one name are refused before they are compared") {
  json people = json::array();
  for (int i = 0; i < 20000; ++i) people.push_back("p" + std::to_string(i));
  CHECK(json::parse(desk().post("/api/v1/names", json{{"names", json::array()}, {"person", people}}.dump()).body)["error"]["code"] == "too_many_values");
}

TEST_CASE("only a list of names may have a long body, and it is asked for by POST alone") {
  const auto with = [](const std::string& line, std::size_t bytes) {
    return status_of(line + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(bytes) + "\r\n");
  };
  CHECK(with("POST /api/v1/names", 320 * 1024) == 200);
  CHECK(with("POST /api/v1/names", 320 * 1024 + 1) == 413);
  CHECK(with("POST /api/v1/search", 64 * 1024) == 200);
  CHECK(with("POST /api/v1/search", 64 * 1024 + 1) == 413);
  CHECK(with("POST /api/v1/names?x=1", 320 * 1024) == 200);
  CHECK(with("GET /api/v1/names", 0) == 405);
  CHECK(with("HEAD /api/v1/names", 0) == 405);
}
