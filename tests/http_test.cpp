// searchd/http without a socket: parameters, JSON, heads, the gate.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "indexer/names/lexicon_maker.hpp"
#include "searchd/http/gate.hpp"
#include "searchd/http/json.hpp"
#include "searchd/http/params.hpp"

namespace {

namespace fs = std::filesystem;
using namespace dispatches;
using namespace std::chrono_literals;
using http::Parameters;
using nlohmann::json;

query::SearchRequest good(const Parameters& parameters) {
  const auto read = http::read_search(parameters);
  if (const auto* refusal = std::get_if<http::Refusal>(&read)) FAIL(refusal->message);
  return std::get<query::SearchRequest>(read);
}

http::Refusal bad(const Parameters& parameters) {
  const auto read = http::read_search(parameters);
  REQUIRE(std::holds_alternative<http::Refusal>(read));
  return std::get<http::Refusal>(read);
}

std::chrono::sys_days day(int y, unsigned m, unsigned d) { return std::chrono::year(y) / m / d; }

}  // namespace

// ---- parameters

TEST_CASE("a request without parameters asks for everything with the defaults") {
  const auto request = good({});
  CHECK(request.q.empty());
  CHECK(request.page == 1);
  CHECK(request.per_page == 10);
  CHECK(request.facet_by.size() == query::kFacets);
  CHECK(request.group_by_story);
  CHECK_FALSE(request.sort_by);
}

TEST_CASE("every parameter of a search is read") {
  const auto request = good({{"q", " zelensky\tnato "}, {"person", "a"}, {"person", "b"}, {"match.person", "all"}, {"exclude.source", "s"},
                             {"within", "ukraine"}, {"exclude.within", "crimea"}, {"author", "Ann"}, {"url", "https://x"}, {"missing", "published"},
                             {"indexed_since", "2025-12-01T09:30:00Z"}, {"spelling", "exact"}, {"words", "all"}, {"sort_by", "oldest"},
                             {"page", "3"}, {"per_page", "20"}, {"group_by", "none"}, {"facet_by", "person, lang"}, {"max_facet_values", "5"},
                             {"facet_query", "person:zal"}, {"facet_query", "place:within:ukraine"}, {"interval", "week"}, {"snippet_words", "0"},
                             {"label_lang", "uk"}});
  CHECK(request.q == "zelensky nato");
  CHECK(request.filter(query::Facet::person).chosen == std::vector<std::string>{"a", "b"});
  CHECK(request.filter(query::Facet::person).match_all);
  CHECK(request.filter(query::Facet::source).excluded == std::vector<std::string>{"s"});
  CHECK(request.within == std::vector<std::string>{"ukraine"});
  CHECK(request.exclude_within == std::vector<std::string>{"crimea"});
  CHECK(request.authors == std::vector<std::string>{"Ann"});
  CHECK(request.missing == std::vector<std::string>{"published"});
  CHECK(request.indexed_since == day(2025, 12, 1) + 9h + 30min);
  CHECK(request.spelling == query::Spelling::exact);
  CHECK(request.words == query::Words::all);
  CHECK(request.sort_by == query::SortBy::oldest);
  CHECK(request.page == 3);
  CHECK_FALSE(request.group_by_story);
  CHECK(request.facet_by == std::vector<query::Facet>{query::Facet::person, query::Facet::language});
  REQUIRE(request.facet_queries.size() == 2);
  CHECK(request.facet_queries[0].begins == "zal");
  CHECK(request.facet_queries[1].within == "ukraine");
  CHECK(request.interval == query::Interval::week);
  CHECK(request.snippet_words == 0);
  CHECK(request.label_lang == "uk");
}

TEST_CASE("a date stands for its first day in from and its last in to") {
  CHECK(good({{"from", "2025"}}).from == day(2025, 1, 1));
  CHECK(good({{"from", "2025-06"}}).from == day(2025, 6, 1));
  CHECK(good({{"to", "2025"}}).to == day(2025, 12, 31));
  CHECK(good({{"to", "2024-02"}}).to == day(2024, 2, 29));
  CHECK(good({{"to", "2025-06-07"}}).to == day(2025, 6, 7));
}

TEST_CASE("what is no date is refused with the forms that are") {
  const auto refusal = bad({{"from", "2025-13"}});
  CHECK(refusal.status == 400);
  CHECK(refusal.code == "bad_date");
  CHECK(refusal.message == "from: '2025-13' is not a date; use YYYY, YYYY-MM or YYYY-MM-DD");
  CHECK(refusal.parameter == "from");
  for (const char* value : {"2025-02-30", "25", "2025-1-1", "-025", "2025/01", "2025-01-0x", "0000", "tomorrow", "2025-12-01T10:00:00Z"})
    CHECK(bad({{"to", value}}).code == "bad_date");
  CHECK(bad({{"from", "2025-02"}, {"to", "2025-01"}}).parameter == "to");
  CHECK(bad({{"indexed_since", "yesterday"}}).code == "bad_date");
}

TEST_CASE("an unknown parameter is refused with the name that is nearest") {
  CHECK(bad({{"sort", "newest"}}).message == "'sort' is not a parameter; the nearest is 'sort_by'");
  CHECK(bad({{"sort", "newest"}}).code == "unknown_parameter");
  CHECK(http::nearest_parameter("persons") == "person");
  CHECK(http::nearest_parameter("exclude.sources") == "exclude.source");
  CHECK(http::nearest_parameter("pagesize") == "page");
}

TEST_CASE("an empty parameter counts as absent") {
  const auto request = good({{"from", ""}, {"page", ""}, {"page", "2"}, {"person", ""}, {"person", " "}, {"nonsense", ""}});
  CHECK_FALSE(request.from);
  CHECK(request.page == 2);
  CHECK(request.filter(query::Facet::person).chosen.empty());
}

TEST_CASE("bad values are refused with what is allowed") {
  CHECK(bad({{"page", "0"}}).message == "page: '0' is not a whole number from 1 to 10000");
  for (const char* value : {"-1", "1.5", "1e3", "ten", "99999999999999999999", "101"}) CHECK(bad({{"per_page", value}}).code == "bad_number");
  CHECK(bad({{"page", "101"}, {"per_page", "100"}}).code == "too_deep");
  CHECK(bad({{"spelling", "fuzzy"}}).message == "spelling: 'fuzzy' is not known; use variants, folded or exact");
  CHECK(bad({{"facet_by", "person,people"}}).parameter == "facet_by");
  CHECK(bad({{"facet_query", "zal"}}).code == "bad_value");
  CHECK(bad({{"missing", "title"}}).code == "bad_value");
  CHECK(bad({{"label_lang", "klingonese"}}).code == "bad_value");
  CHECK(bad({{"q", "a"}, {"q", "b"}}).code == "repeated_parameter");
  CHECK(bad({{"q", "caf\xff"}}).code == "bad_text");
  CHECK(bad({{"as_of", "soon"}}).code == "bad_date");
  Parameters many;
  for (int i = 0; i < 101; ++i) many.emplace("person", std::to_string(i));
  CHECK(bad(many).code == "too_many_values");
}

TEST_CASE("facet_by none asks for no facet") { CHECK(good({{"facet_by", "none"}}).facet_by.empty()); }

TEST_CASE("a JSON body takes the same names as the address") {
  const auto read = http::parameters_of_json(R"({"q": "nato", "person": ["a", "b"], "page": 2, "from": null})");
  REQUIRE(std::holds_alternative<Parameters>(read));
  const auto request = good(std::get<Parameters>(read));
  CHECK(request.q == "nato");
  CHECK(request.filter(query::Facet::person).chosen.size() == 2);
  CHECK(request.page == 2);
  for (const char* body : {"", "[]", "nonsense", "{\"q\": {}}", "{\"q\": 1.5}", "{\"q\": [[\"a\"]]}", "{\"q\": \"\xff\"}", "{\"q\": true}"})
    CHECK(std::holds_alternative<http::Refusal>(http::parameters_of_json(body)));
}

// ---- JSON

namespace {

struct Library {
  schema::Manifest manifest;
  std::shared_ptr<const names::Lexicon> lexicon = made();
  http::Shown shown{manifest, *lexicon, "en"};

  Library() {
    manifest.number = 17;
    manifest.index_id = "00ff";
    manifest.articles = 2;
    manifest.built = day(2026, 11, 20) + 2h;
  }

  static std::shared_ptr<const names::Lexicon> made() {
    names::LexiconMaker maker;
    maker.add(names::NewEntity{"volodymyr-zelenskyy", names::EntityType::person, "Q3874799", "", "", {}, {}, true, {{"en", "Volodymyr Zelenskyy"}}, {{"en", "President of Ukraine"}}});
    maker.add(names::NewEntity{"kyiv", names::EntityType::place, "Q1899", "city", "ukraine", 50.45, 30.52, true, {{"en", "Kyiv"}, {"uk", "Київ"}}, {}});
    maker.add(names::NewTopic{"peace-talks", "", {{"en", "Peace talks"}}});
    return maker.finish();
  }
};

schema::StoredArticle article() {
  schema::StoredArticle article;
  article.id = "a1234567890x";
  article.url = "https://example.org/a";
  article.source = "Example";
  article.language = "en";
  article.published = text::Date{day(2025, 12, 1), text::Precision::month};
  article.indexed = article.updated = day(2026, 1, 2) + 3h;
  article.topics = {"peace-talks"};
  article.text = "Talks in Kyiv\nThey met.\n";
  article.sections = {{schema::SectionKind::title, 0, 13, 0}, {schema::SectionKind::body, 14, 23, 3}};
  article.title_begin = 0, article.title_end = 13;
  return article;
}

search::SearchResult result() {
  search::SearchResult result;
  result.found = 1, result.found_stories = 1;
  result.hits.push_back({article(), 12.7, {{"Talks in ", false, names::kNobody}, {"Kyiv", true, names::kNobody}}, {{"They met.", false, names::kNobody}}, "example", "Example", {{1, 2}}});
  result.hits.back().story = {"a1234567890y", 3, 2, 2, {"a1234567890z", "", text::Date{day(2025, 12, 3), text::Precision::day}}};
  search::FacetValue value{"kyiv", "Kyiv", 1, 1, true, 1, {{"Kyiv", 1}}};
  result.facets = {{query::Facet::place, 1, 0, {value}},
                   {query::Facet::language, 2, 0, {{"uk", "uk", 1, 1, false, names::kNobody, {}}, {"en", "en", 1, 1, false, names::kNobody, {}}}}};
  result.histogram = search::Histogram{query::Interval::month, 4, 2, {{day(2025, 12, 1), 88}}};
  result.understood = {{"Зеленский", 0, {}}, {"bush", names::kNobody, {0}}};
  result.notes = {"odd byte \xff here"};
  return result;
}

}  // namespace

TEST_CASE("a search is said in the shape of the interface") {
  const Library library;
  const json reply = json::parse(http::search_json(result(), {}, library.shown, 3.14159));
  CHECK(reply["found"] == 1);
  CHECK(reply["search_time_ms"] == 3.142);
  const json& hit = reply["hits"][0];
  CHECK(hit["title"] == "Talks in Kyiv");
  CHECK(hit["source"] == json{{"id", "example"}, {"name", "Example"}});
  CHECK(hit["published"] == "2025-12");
  CHECK(hit["published_precision"] == "month");
  CHECK(hit["title_marked"][1] == json{{"text", "Kyiv"}, {"mark", true}});
  CHECK(hit["entities"][0] == json{{"id", "kyiv"}, {"type", "place"}, {"name", "Kyiv"}, {"mentions", 2}});
  CHECK(hit["topics"][0] == "peace-talks");
  CHECK(hit["topic_names"][0] == "Peace talks");
  CHECK(hit["story"] == json{{"id", "a1234567890y"}, {"size", 3}, {"matching", 2}, {"sources", 2}, {"first", {{"id", "a1234567890z"}, {"published", "2025-12-03"}}}});
  const json& place = reply["facet_counts"][0]["counts"][0];
  CHECK(place["kind"] == "city");
  CHECK(place["parent"] == "ukraine");
  CHECK(place["lat"] == 50.45);
  CHECK(place["wikidata"] == "Q1899");
  CHECK(place["active"] == true);
  CHECK(place["variants"][0] == json{{"value", "Kyiv"}, {"count", 1}});
  CHECK(reply["histogram"]["buckets"][0] == json{{"from", "2025-12-01"}, {"count", 88}});
  CHECK(reply["histogram"]["undated"] == 4);
  const json& understood = reply["query_info"]["understood"];
  CHECK(understood[0]["entity"]["id"] == "volodymyr-zelenskyy");
  CHECK(understood[1]["entity"].is_null());
  CHECK(understood[1]["candidates"][0]["description"] == "President of Ukraine");
  CHECK(reply["query_info"]["did_you_mean"].is_null());
  CHECK(reply["index"] == json{{"id", "00ff"}, {"generation", 17}, {"built", "2026-11-20T02:00:00Z"}, {"articles", 2}});
}

TEST_CASE("a date that is not known is absent") {
  const Library library;
  auto undated = result();
  undated.hits[0].article.published.reset();
  const json reply = json::parse(http::search_json(undated, {}, library.shown, 1));
  CHECK_FALSE(reply["hits"][0].contains("published"));
  CHECK_FALSE(reply["hits"][0].contains("published_precision"));
}

TEST_CASE("an article is said with its paragraphs and whom they name") {
  const Library library;
  const json reply = json::parse(http::article_json({result().hits[0], {{"lead", {{"They met in ", false, names::kNobody}, {"Kyiv", true, 1}}}}, {}}, {}, library.shown));
  CHECK(reply["paragraphs"][0]["kind"] == "lead");
  CHECK(reply["paragraphs"][0]["text"][1] == json{{"text", "Kyiv"}, {"mark", true}, {"entity", "kyiv"}});
  CHECK_FALSE(reply["paragraphs"][0]["text"][0].contains("entity"));
  CHECK(reply["versions"].empty());
  CHECK_FALSE(reply.contains("snippet"));
}

TEST_CASE("an error says code, message and parameter") {
  CHECK(json::parse(http::error_json({400, "bad_date", "from: no", "from", {}})) ==
        json{{"error", {{"code", "bad_date"}, {"message", "from: no"}, {"param", "from"}}}});
}

TEST_CASE("the last run is the newest file of the folder, and a broken one is none") {
  const fs::path folder = fs::temp_directory_path() / ("http_test_runs_" + std::to_string(getpid()));
  fs::create_directories(folder);
  CHECK_FALSE(http::read_last_run(folder));
  std::ofstream(folder / "2026-01-01T000000Z.json") << R"({"finished": "2026-01-01T00:10:00Z", "status": 3})";
  std::ofstream(folder / "2026-01-02T000000Z.json") << R"({"finished": "2026-01-02T00:10:00Z", "status": 1, "new": 5, "secret": 1})";
  const auto run = http::read_last_run(folder);
  REQUIRE(run);
  CHECK(run->went_well);
  CHECK(run->finished == day(2026, 1, 2) + 10min);
  CHECK(json::parse(run->json) == json{{"finished", "2026-01-02T00:10:00Z"}, {"status", 1}, {"new", 5}});
  std::ofstream(folder / "2026-01-03T000000Z.json") << "{\"fini";
  CHECK_FALSE(http::read_last_run(folder));
  fs::remove_all(folder);
}

// ---- heads and gate

namespace {

const std::string kPlain = "GET / HTTP/1.1\r\nHost: localhost\r\n";

int status_of(const std::string& head, const http::GateRules& rules = {}) {
  const auto read = http::read_head(head + "\r\n", {});
  if (const auto* refusal = std::get_if<http::Refusal>(&read)) return refusal->status;
  const auto refusal = http::refusal_of(std::get<http::Head>(read), rules);
  return refusal ? refusal->status : 200;
}

}  // namespace

TEST_CASE("a head that two readers could part differently is refused") {
  CHECK(status_of(kPlain) == 200);
  CHECK(status_of("GET / HTTP/1.0\r\n") == 200);
  CHECK(status_of("GET /\r\n") == 400);
  CHECK(status_of("GET / HTTP/2.0\r\nHost: localhost\r\n") == 400);
  CHECK(status_of("GET / HTTP/1.1\r\n") == 400);
  CHECK(status_of("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n") == 400);
  CHECK(status_of(kPlain + "Host: localhost\r\n") == 400);
  CHECK(status_of(kPlain + "A : b\r\n") == 400);
  CHECK(status_of(kPlain + "A: b\r\n folded\r\n") == 400);
  CHECK(status_of(kPlain + "A: b\nC: d\r\n") == 400);
  CHECK(status_of(kPlain + std::string("A: b\0c\r\n", 8)) == 400);
  CHECK(status_of(kPlain + "Transfer-Encoding: chunked\r\n") == 400);
  CHECK(status_of(kPlain + "Content-Length: 0\r\n") == 200);
  CHECK(status_of(kPlain + "Content-Length: 5\r\n") == 400);
  CHECK(status_of(kPlain + "Content-Length: 0\r\nContent-Length: 0\r\n") == 400);
  CHECK(status_of(kPlain + "Content-Length: -1\r\n") == 400);
  CHECK(status_of(kPlain + "Content-Length: 1, 2\r\n") == 400);
}

TEST_CASE("a head has bounds") {
  CHECK(status_of("GET /" + std::string(8200, 'a') + " HTTP/1.1\r\nHost: localhost\r\n") == 414);
  CHECK(status_of(kPlain + "A: " + std::string(8200, 'a') + "\r\n") == 431);
  std::string many = kPlain;
  for (int i = 0; i < 100; ++i) many += "A: b\r\n";
  CHECK(status_of(many) == 431);
  const std::string post = "POST /api/v1/search HTTP/1.1\r\nHost: localhost\r\n";
  CHECK(status_of(post + "Content-Length: 10\r\n") == 200);
  CHECK(status_of(post) == 400);
  CHECK(status_of(post + "Content-Length: 70000\r\n") == 413);
  CHECK(status_of(post + "Content-Length: 99999999999999999999999\r\n") == 413);
  CHECK(status_of(post + "Content-Length: 10\r\nContent-Encoding: gzip\r\n") == 415);
  CHECK(status_of(post + "Content-Length: 10\r\nContent-Type: multipart/form-data; boundary=x\r\n") == 415);
}

TEST_CASE("a loopback daemon answers to its own names only") {
  const auto asked_as = [](const std::string& host, const http::GateRules& rules = {}) {
    return status_of("GET / HTTP/1.1\r\nHost: " + host + "\r\n", rules);
  };
  for (const char* host : {"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST", "localhost."}) CHECK(asked_as(host) == 200);
  for (const char* host : {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "", "127.0.0.1@evil.example"})
    CHECK(asked_as(host) == 400);
  http::GateRules rules;
  rules.hosts = {http::host_of("https://Search.example.org:8443/x")};
  CHECK(asked_as("search.example.org", rules) == 200);
  rules.loopback = false;
  CHECK(asked_as("evil.example", rules) == 200);
}

TEST_CASE("methods other than GET, HEAD and POST of a search are refused") {
  const auto with = [](const std::string& method, const std::string& path) {
    return status_of(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n");
  };
  CHECK(with("HEAD", "/") == 200);
  CHECK(with("POST", "/api/v1/search") == 200);
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "PRI"}) CHECK(with(method, "/api/v1/index") == 405);
}

TEST_CASE("a password is asked for where one is set, but not of probes") {
  const fs::path file = fs::temp_directory_path() / ("http_test_password_" + std::to_string(getpid()));
  std::ofstream(file) << "# readers\n\nalice:open sesame\nbob:x\n";
  http::GateRules rules;
  rules.credentials = http::read_credentials(file);
  fs::remove(file);
  CHECK(rules.credentials == std::vector<std::string>{"YWxpY2U6b3BlbiBzZXNhbWU=", "Ym9iOng="});
  CHECK(status_of(kPlain, rules) == 401);
  CHECK(status_of(kPlain + "Authorization: Basic YWxpY2U6b3BlbiBzZXNhbWU=\r\n", rules) == 200);
  CHECK(status_of(kPlain + "Authorization: basic Ym9iOng=\r\n", rules) == 200);
  CHECK(status_of(kPlain + "Authorization: Basic  Ym9iOng=\r\n", rules) == 200);
  CHECK(status_of(kPlain + "Authorization: Basic \r\n", rules) == 401);
  CHECK(status_of(kPlain + "Authorization: Basic Ym9iOng\r\n", rules) == 401);
  CHECK(status_of("GET /healthz HTTP/1.1\r\nHost: localhost\r\n", rules) == 200);
  CHECK_THROWS(http::read_credentials(file));
  std::ofstream(file) << "alice:\n";
  CHECK_THROWS(http::read_credentials(file));
  fs::remove(file);
}

TEST_CASE("gzip is taken only from those who take it") {
  CHECK(http::accepts_gzip("gzip, deflate, br"));
  CHECK(http::accepts_gzip("br;q=1.0, GZIP;q=0.8"));
  CHECK(http::accepts_gzip("*"));
  CHECK_FALSE(http::accepts_gzip(""));
  CHECK_FALSE(http::accepts_gzip("br, deflate"));
  CHECK_FALSE(http::accepts_gzip("gzip;q=0, *"));
  CHECK_FALSE(http::accepts_gzip("gzip; q=0.0"));
}
