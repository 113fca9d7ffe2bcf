// The interface is as /openapi.json says: every address and parameter is described and taken, every reply over the sample is of its shape.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "searchd/http/openapi.hpp"
#include "tests/engine_sample.hpp"
#include "tests/json_schema.hpp"

namespace {

using namespace dispatches;
using tests::engine;
using nlohmann::json;

const json& document() {
  static const json kDocument = json::parse(http::openapi_json("test"));
  return kDocument;
}

// The description of a path, its "{id}" filled in or not.
std::string described_path(const std::string& path) {
  for (const auto& [pattern, unused] : document()["paths"].items()) {
    const std::size_t brace = pattern.find("{id}");
    if (pattern == path) return pattern;
    if (brace == std::string::npos || !path.starts_with(pattern.substr(0, brace)) || !path.ends_with(pattern.substr(brace + 4))) continue;
    if (path.substr(brace, path.size() - pattern.size() + 4).find('/') == std::string::npos) return pattern;
  }
  return {};
}

std::vector<std::string> faults(const http::Question& question) {
  const http::Reply reply = engine().answer(question);
  const tests::Schemas schemas(document());
  const json& operation = document()["paths"].at(described_path(question.path)).at(question.method == "POST" ? "post" : "get");
  const std::string status = std::to_string(reply.status);
  if (!operation["responses"].contains(status)) return {"the status " + status + " is not described"};
  const json& content = schemas.resolved(operation["responses"][status])["content"];
  const std::string media = reply.content_type.substr(0, reply.content_type.find(';'));
  if (!content.contains(media)) return {media + " is not described"};
  const json& schema = content[media]["schema"];
  std::vector<std::string> all;
  std::istringstream lines(reply.body);
  for (std::string line; media == "application/x-ndjson" && std::getline(lines, line);)
    for (const std::string& fault : schemas.faults(schema, json::parse(line))) all.push_back(fault);
  if (media == "application/x-ndjson") return all;
  return schemas.faults(schema, media.ends_with("json") ? json::parse(reply.body) : json(reply.body));
}

void check_as_described(const http::Question& question) {
  INFO(question.method << " " << question.target << " " << question.body);
  CHECK(faults(question) == std::vector<std::string>());
}

http::Question post(const std::string& path, const json& body) { return {"POST", path, path, {}, body.dump(), ""}; }

json parameters_of(const json& operation) {
  json list = json::array();
  for (const json& one : operation.value("parameters", json::array())) list.push_back(tests::Schemas(document()).resolved(one));
  return list;
}

// A value that the parameter's schema lets in.
std::string value_of(const json& parameter) {
  const json& schema = parameter["schema"].contains("items") ? parameter["schema"]["items"] : parameter["schema"];
  if (schema.contains("enum")) return schema["enum"].back();
  if (schema.contains("minimum")) return schema["minimum"].dump();
  if (schema.contains("examples")) return schema["examples"].back();
  return schema.contains("pattern") ? "2025" : parameter["name"] == "label_lang" ? "uk" : parameter["name"] == "facet_query" ? "person:z" : "x";
}

const char* const kShapes[] = {
    "", "q=Zelensky&snippet_words=10", "q=zzzzzz", "q=Selenskyj+talks", "q=Bush&facet_by=person,place", "sort_by=newest&page=2&per_page=3",
    "group_by=none&label_lang=uk&interval=week", "person=volodymyr-zelenskyy&place=kyiv&place=lviv", "exclude.source=meridian-wire&facet_by=source",
    "facet_query=person:zel&max_facet_values=50", "interval=none&facet_by=none", "from=2025-01&to=2025-06-30&missing=author",
    "as_of=2030-01-01&indexed_since=2020", "match.person=all&person=volodymyr-zelenskyy&words=most", "spelling=exact&q=Zelensky", "lang=uk&q=війна",
    "within=ukraine&exclude.lang=en", "author=nobody&url=https://nowhere.example/x&story=none",
    // errors
    "persn=x", "from=soon", "page=0", "person=nobody+at+all", "person=Bush", "per_page=100&page=1000", "q=a&q=b"};

}  // namespace

TEST_CASE("every address that is answered is described, and every one described is answered") {
  std::set<std::string> described, answered = {"/", "/article/{id}", "/entity/{id}"};
  for (const auto& [path, unused] : document()["paths"].items()) described.insert(path);
  for (const std::string_view path : http::Service::addresses()) answered.emplace(path);
  CHECK(described == answered);
}

TEST_CASE("every parameter that an address takes is described, and every one described is taken") {
  std::set<std::string> all;
  for (const auto& [path, methods] : document()["paths"].items())
    for (const json& one : parameters_of(methods.value("get", json::object()))) all.insert(one["name"]);
  CHECK(all.size() >= 40);
  for (const http::Route& route : http::routes()) {
    if (route.post_only) continue;
    std::set<std::string> described;
    for (const json& one : parameters_of(document()["paths"][std::string(route.path)]["get"])) {
      described.insert(one["name"]);
      if (one["in"] == "path") continue;
      std::string path(route.path), id;
      if (const std::size_t brace = path.find("{id}"); brace != std::string::npos) path.replace(brace, 4, "kyiv");
      INFO(path << " " << one["name"]);
      http::Question question{"GET", path, path, {{one["name"], value_of(one)}}, "", ""};
      if (one["name"] != "by" && described.contains("by")) question.parameters.emplace("by", "source");
      const http::Reply reply = engine().answer(question);
      if (reply.status == 400) CHECK(json::parse(reply.body)["error"]["code"] == "unknown_entity");
    }
    for (const std::string& name : all)
      if (!described.contains(name) && name != "id") {
        INFO(route.path << " " << name);
        std::string path(route.path);
        if (const std::size_t brace = path.find("{id}"); brace != std::string::npos) path.replace(brace, 4, "kyiv");
        const http::Reply reply = engine().answer({"GET", path, path, {{name, "x"}}, "", ""});
        CHECK(json::parse(reply.body)["error"]["code"] == "unknown_parameter");
      }
  }
}

TEST_CASE("what a body may hold is described") {
  const tests::Schemas schemas(document());
  const auto body = [&](const std::string& path) { return document()["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]; };
  const json good = {{"q", "talks"}, {"person", {"volodymyr-zelenskyy"}}, {"page", 2}, {"facet_by", {"person", "org"}}, {"from", nullptr}, {"sort_by", "newest"}};
  CHECK(schemas.faults(body("/api/v1/search"), good).empty());
  CHECK(engine().answer(post("/api/v1/search", good)).status == 200);
  CHECK(schemas.faults(body("/api/v1/names"), {{"names", {"Zelensky"}}, {"lang", "en"}}).empty());
  for (const json& wrong : {json{{"q", {{"a", 1}}}}, json{{"nonsense", "x"}}, json{{"page", "two"}}, json{{"sort_by", "best"}}}) {
    CHECK_FALSE(schemas.faults(body("/api/v1/search"), wrong).empty());
    CHECK(engine().answer(post("/api/v1/search", wrong)).status == 400);
  }
  CHECK_FALSE(schemas.faults(body("/api/v1/names"), json::object()).empty());
}

TEST_CASE("the defaults that are described are those that hold") {
  for (const http::Route& route : http::routes()) {
    if (route.post_only) continue;
    for (const json& one : parameters_of(document()["paths"][std::string(route.path)]["get"])) {
      if (!one["schema"].contains("default")) continue;
      const json& value = one["schema"]["default"];
      std::string said = value.is_string() ? value.get<std::string>() : value.dump();
      if (value.is_array()) said.clear();
      for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) said += (i ? "," : "") + value[i].get<std::string>();
      INFO(route.path << " " << one["name"] << " " << said);
      const auto plain = http::read_search({}, route.defaults), stated = http::read_search({{one["name"], said}}, route.defaults);
      const auto known = std::find_if(http::search_parameters().begin(), http::search_parameters().end(), [&](const http::Parameter& p) { return p.name == one["name"]; });
      REQUIRE(std::holds_alternative<query::SearchRequest>(stated));
      CHECK(known->value(std::get<query::SearchRequest>(stated)) == known->value(std::get<query::SearchRequest>(plain)));
    }
  }
}

TEST_CASE("every reply over the sample is of the shape that is described") {
  const std::string article = engine().ask("/api/v1/search?q=Zelensky")["hits"][0]["id"];
  const std::vector<std::string> paths = {"/api/v1/search", "/api/v1/articles/" + article, "/api/v1/articles/none", "/api/v1/articles/" + article + "/similar", "/api/v1/articles/none/similar", "/api/v1/export.csv", "/api/v1/export.ndjson",
                                          "/api/v1/suggest", "/api/v1/entities", "/api/v1/entities/volodymyr-zelenskyy", "/api/v1/entities/kyiv",
                                          "/api/v1/entities/none", "/api/v1/entities/volodymyr-zelenskyy/spellings", "/api/v1/spellings", "/api/v1/feed.json",
                                          "/api/v1/feed.atom", "/api/v1/index", "/api/v1/quotes", "/api/v1/quotes.csv", "/api/v1/quotes.ndjson"};
  for (const std::string& path : paths)
    for (const char* shape : kShapes) check_as_described(tests::question_of(path + "?" + shape));
  for (const char* by : {"by=source", "by=person,month", "by=topic,lang", "by=day", "by=week", "by=", "by=nothing", "by=day,month"})
    for (const char* path : {"/api/v1/counts?", "/api/v1/counts.csv?"}) check_as_described(tests::question_of(std::string(path) + by));
  for (const char* rest : {"suggest?q=ze", "suggest?q=sanct", "entities?q=zel&type=person", "entities?type=nobody", "export.csv?fields=id,body&dialect=excel",
                           "export.csv?fields=none", "entities/volodymyr-zelenskyy/spellings?by=source&interval=month", "entities/kyiv/spellings?by=x",
                           "quotes?speaker=volodymyr-zelenskyy", "quotes?about=kyiv&q=talks", "quotes?speaker=nobody-at-all", "changes?since=1", "changes?since=0", "changes?since=7", "changes"})
    check_as_described(tests::question_of(std::string("/api/v1/") + rest));
  for (const char* path : {"/openapi.json", "/opensearch.xml", "/healthz", "/readyz"}) check_as_described(tests::question_of(path));
  for (const json& body : {json{{"q", "talks"}, {"page", 2}}, json{{"q", {{"a", 1}}}}, json::array(), json{{"nonsense", "x"}}}) check_as_described(post("/api/v1/search", body));
  for (const json& body : {json{{"names", {"Zelensky", "Bush", "Nobody Atall"}}}, json{{"names", json::array()}}, json{{"names", 1}}, json::object()})
    check_as_described(post("/api/v1/names", body));
}

TEST_CASE("a reply of another shape is told from one that is described") {
  const tests::Schemas schemas(document());
  const json reply = engine().ask("/api/v1/search?q=Zelensky");
  const json& schema = document()["components"]["schemas"]["Search"];
  REQUIRE(schemas.faults(schema, reply).empty());
  const auto faults_of_changed = [&](const std::string& patch) { return schemas.faults(schema, reply.patch(json::parse(patch))).size(); };
  CHECK(faults_of_changed(R"([{"op": "remove", "path": "/found"}])") == 1);
  CHECK(faults_of_changed(R"([{"op": "move", "from": "/hits/0/title", "path": "/hits/0/headline"}])") == 2);
  CHECK(faults_of_changed(R"([{"op": "replace", "path": "/hits/0/indexed", "value": "yesterday"}])") == 1);
  CHECK(faults_of_changed(R"([{"op": "replace", "path": "/facet_counts/0/counts/0/count", "value": -1}])") == 1);
  CHECK(faults_of_changed(R"([{"op": "replace", "path": "/query_info/spelling", "value": "loose"}])") == 1);
  CHECK(faults_of_changed(R"([{"op": "replace", "path": "/query_info/did_you_mean", "value": 1}])") == 1);
}
