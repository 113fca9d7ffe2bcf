// searchd/http: pages for browsers without scripts, made from replies of the API. Whatever stands in those stays text.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "searchd/http/markup.hpp"
#include "searchd/http/plain.hpp"

namespace {

using namespace dispatches;
using http::Markup;
using http::tag;
using nlohmann::json;

constexpr const char* kHostile = "<script>alert(1)</script>\"'&";
constexpr const char* kEscaped = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;";

json piece(const char* text, bool mark = false) { return {{"text", text}, {"mark", mark}}; }

json hit() {
  return {{"id", "a1"}, {"title", kHostile}, {"title_marked", {piece(kHostile, true)}}, {"url", "javascript:alert(1)"}, {"source", {{"id", "s"}, {"name", kHostile}}},
          {"author", {kHostile}}, {"language", "ar"}, {"language_name", kHostile}, {"snippet", {piece(kHostile)}},
          {"entities", {{{"id", "x\" onclick=\"y"}, {"type", "person"}, {"name", kHostile}, {"mentions", 2}}}}, {"topics", json::array()}, {"topic_names", json::array()},
          {"story", {{"id", "a1"}, {"size", 3}}}};
}

json search_reply(int found) {
  return {{"found", found}, {"found_stories", found}, {"page", 2}, {"per_page", 10}, {"hits", {hit()}},
          {"facet_counts", {{{"field", "person"}, {"distinct", 1}, {"without", 4}, {"counts", {{{"id", "ann"}, {"value", kHostile}, {"count", 7}, {"active", true}}}}}}},
          {"query_info", {{"words", "all"}, {"understood", json::array()}, {"did_you_mean", kHostile}, {"notes", {kHostile}}}}};
}

http::Question asked(const std::string& path, http::Parameters parameters) {
  parameters.emplace("plain", "1");
  return {"GET", path, path, std::move(parameters), {}, {}};
}

std::string page(const http::Question& question, const json& reply, int status = 200) {
  const http::Reply made = http::plain_page(question, {status, "application/json", reply.dump(), "W/\"1\"", {}, {}});
  CHECK(made.status == status);
  CHECK(made.content_type == "text/html; charset=utf-8");
  CHECK(made.etag == "W/\"1\"");
  return made.body;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void check_harmless(const std::string& html) {
  INFO(html);
  CHECK_FALSE(has(html, "<script"));
  CHECK_FALSE(has(html, "\"javascript:"));
  CHECK_FALSE(has(html, "onclick=\""));
  CHECK(has(html, kEscaped));
}

}  // namespace

TEST_CASE("markup escapes text and attributes, and leaves out attributes that say nothing") {
  CHECK(Markup(kHostile).html() == kEscaped);
  CHECK(Markup(std::string_view("a\0b\x1b\tc\n", 7)).html() == "ab\tc\n");
  CHECK(tag("a", {{"href", "/?q=\"&<"}, {"title", ""}}, {"x & y"}).html() == "<a href=\"/?q=&quot;&amp;&lt;\">x &amp; y</a>");
  CHECK(tag("input", {{"value", ""}}).html() == "<input value=\"\">");
  CHECK(http::joined({"a", "", Markup("b")}).html() == "a · b");
}

TEST_CASE("only an address of the page with plain=1 asks for a plain page") {
  const auto behind = http::question_behind(asked("/article/a1", {{"q", "x"}}));
  REQUIRE(behind);
  CHECK(behind->path == "/api/v1/articles/a1");
  CHECK(behind->parameters == http::Parameters{{"q", "x"}});
  CHECK(http::question_behind(asked("/", {}))->path == "/api/v1/search");
  CHECK(http::question_behind(asked("/entity/kyiv", {}))->path == "/api/v1/entities/kyiv");
  CHECK_FALSE(http::question_behind({"GET", "/", "/", {{"q", "plain"}}, {}, {}}));
  CHECK_FALSE(http::question_behind(asked("/js/app.js", {})));
  CHECK_FALSE(http::question_behind(asked("/api/v1/search", {})));
}

TEST_CASE("a plain search says what was found, and its links keep what was asked") {
  const std::string html = page(asked("/", {{"q", kHostile}, {"person", "ann"}, {"page", "2"}}), search_reply(31));
  check_harmless(html);
  CHECK(has(html, "<h1>31 articles for “" + std::string(kEscaped) + "”</h1>"));
  CHECK(has(html, "Page 2 of 4"));
  const std::string q = "q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E%22%27%26";
  CHECK(has(html, "href=\"/?page=3&amp;person=ann&amp;" + q + "&amp;plain=1\""));
  CHECK(has(html, "href=\"/?" + q + "&amp;plain=1\"><b>✓ "));  // the chosen one leads to where it is not
  CHECK(has(html, "href=\"/?missing=person&amp;" + q + "&amp;plain=1\">4 without"));
  CHECK(has(html, "href=\"/article/a1?person=ann&amp;" + q + "&amp;plain=1\""));
  CHECK(has(html, "<input type=\"hidden\" name=\"person\" value=\"ann\">"));
  CHECK(has(html, "lang=\"ar\" dir=\"rtl\""));
  CHECK(has(html, "href=\"/entity/x%22%20onclick%3D%22y?plain=1\""));
}

TEST_CASE("a plain search of one page has no links to others") { CHECK_FALSE(has(page(asked("/", {}), search_reply(1)), "class=\"pages\"")); }

TEST_CASE("a plain article has its text, quotes and versions, and how two of them differ") {
  json article = hit();
  article["paragraphs"] = {{{"kind", "lead"}, {"text", {piece(kHostile), {{"text", "Ann"}, {"mark", true}, {"entity", "x\" onclick=\"y"}}}}}};
  article["quotes"] = {{{"quote", kHostile}, {"direct", true}, {"speaker", {{"as_written", kHostile}}}}};
  article["versions"] = {{{"id", "b2"}, {"source", kHostile}, {"published", "2025-05-17"}}};
  std::string html = page(asked("/article/a1", {{"q", "x"}}), article);
  check_harmless(html);
  CHECK(has(html, "<mark><a class=\"named person\" href=\"/entity/x%22%20onclick%3D%22y?plain=1\">Ann</a></mark>"));
  CHECK(has(html, "“" + std::string(kEscaped) + "”"));
  CHECK(has(html, "href=\"/article/a1?compare=b2&amp;q=x&amp;plain=1\">Differences"));
  CHECK(has(html, "href=\"/?q=x&amp;plain=1\">← Back to results"));

  article["comparison"] = {{"id", "b2"}, {"parts", {{{"kind", "same"}, {"text", "It"}}, {{"kind", "only_here"}, {"text", kHostile}}, {{"kind", "only_there"}, {"text", "was"}}}}};
  html = page(asked("/article/a1", {{"compare", "b2"}}), article);
  check_harmless(html);
  CHECK(has(html, "It <ins>" + std::string(kEscaped) + "</ins> <del>was</del>"));
}

TEST_CASE("a plain page of a name has its spellings, sources and companions") {
  const json entity = {{"id", "ann"}, {"type", "person"}, {"name", kHostile}, {"count", 9}, {"variants", {{{"value", kHostile}, {"count", 5}}}},
                       {"together", {{{"id", "bob"}, {"type", "person"}, {"name", "Bob"}, {"count", 3}, {"lift", 1.25}}}},
                       {"sources", {{{"id", "s"}, {"name", "Post"}, {"count", 2}, {"total", 8}}}}};
  const std::string html = page(asked("/entity/ann", {{"from", "2025"}}), entity);
  check_harmless(html);
  CHECK(has(html, "href=\"/?from=2025&amp;person=ann&amp;plain=1\">Search these articles"));
  CHECK(has(html, "href=\"/?from=2025&amp;person=ann&amp;source=s&amp;plain=1\">Post</a> 2 of 8"));
  CHECK(has(html, "<bdi>Bob</bdi></a> 3 × 1.2"));
}

TEST_CASE("a refusal is a page with its sentence and status") {
  const std::string html = page(asked("/", {{"person", "Bush"}}), {{"error", {{"code", "ambiguous_entity"}, {"message", kHostile},
                                {"candidates", {{{"id", "g"}, {"type", "person"}, {"name", "George"}, {"description", "president"}}}}}}}, 400);
  check_harmless(html);
  CHECK(has(html, "<bdi>George</bdi></a>, president"));
}

TEST_CASE("what has not changed is passed on without a body") {
  const http::Reply reply = http::plain_page(asked("/", {}), {304, {}, {}, "W/\"1\"", {}, {}});
  CHECK(reply.status == 304);
  CHECK(reply.body.empty());
}

TEST_CASE("without scripts the page leads to the plain one of the very address") {
  const http::Reply index = {200, "text/html", "<meta content=\"0;url=?plain=1\"> end", "\"1\"", {}, {}};
  CHECK(http::with_plain_address(index, "/").body == index.body);
  CHECK(http::with_plain_address(index, "/").etag == index.etag);
  const http::Reply led = http::with_plain_address(index, "/?q=\"><script>&from=2025");
  CHECK(led.body == "<meta content=\"0;url=/?q=&quot;&gt;&lt;script&gt;&amp;from=2025&amp;plain=1\"> end");
  CHECK(led.etag != index.etag);
}
