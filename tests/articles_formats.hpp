// The test cases of the formats with structure: pages, JSON, tables, and the limits on each. Part of articles_test.
#pragma once

#include <map>

#include "indexer/articles/html.hpp"
#include "indexer/articles/json_values.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/text/utf8.hpp"
#include "tests/articles_reading.hpp"

using namespace dispatches;
using namespace dispatches::articles;
using namespace dispatches::tests;

namespace {
std::string page(const std::string& head, const std::string& main) {
  return "<!DOCTYPE html><html lang=\"en\"><head>" + head +
         "</head><body class=\"has-sidebar share-page\"><div class=\"cookie-note\"><p>We use cookies on this page, and "
         "on all others.</p></div>"
         "<header><nav><a href=\"/\">Home</a></nav></header>" +
         main +
         "<aside><p>Most read: another article about a matter of no interest here.</p></aside>"
         "<div id=\"comments\"><p>I do not agree with this article at all, said the commentator.</p></div><footer><p>© "
         "Harbour Post. All rights reserved.</p></footer></body></html>";
}
const std::string kBody =
    "<article><h1>Talks go on</h1><p class=\"byline\">By Jane Roe</p><figure><img src=a.jpg><figcaption>The hall. "
    "(Photo: Reuters)</figcaption></figure><p>" +
    kSentence +
    "</p><div class=\"read-also\"><a href=/x>Read also: other talks</a></div><div "
    "class=\"share-bar\">Share</div><p>They said <b class=\"meta-org\">NATO</b> knew.<br>It did.</p><ul><li>" +
    kSentence + "</li></ul></article>";
}  // namespace

TEST_CASE("a page's text is the article's, without what surrounds it") {
  const Article article = only(read_bytes(
      "a.html",
      page("<title>Talks go on | Harbour Post</title><meta property=\"og:site_name\" content=\"Harbour Post\">",
           kBody)));
  CHECK(body(article) == kSentence + " / They said NATO knew. It did. / " + kSentence);
  CHECK(captions(article) == "The hall.");
  CHECK(article.title == "Talks go on");
  CHECK(article.source == "Harbour Post");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe"});
  CHECK(article.language == "en");
  CHECK(day(article) == "none");
}

TEST_CASE("JSON-LD is believed before meta, meta before the text") {
  const std::string meta =
      "<meta property=\"og:title\" content=\"Meta title\"><meta property=\"article:published_time\" "
      "content=\"2024-02-02T10:00:00+02:00\"><meta name=author content=\"Mary Major\">"
      "<link rel=canonical href=\"https://www.harbourpost.example/a?utm_source=x\">";
  const std::string ld =
      "<script "
      "type=\"application/ld+json\">//<![CDATA[\n{\"@context\":\"https://"
      "schema.org\",\"@graph\":[{\"@type\":\"Organization\",\"@id\":\"#org\",\"name\":\"Harbour Post\"},"
      "{\"@type\":[\"ReportageNewsArticle\"],\"headline\":\"LD &amp; "
      "title\",\"datePublished\":\"2024-01-01\",\"publisher\":{\"@id\":\"#org\"},\"author\":[{\"name\":\"Jane "
      "Roe\"},\"John Doe\"],\"inLanguage\":\"en-GB\"}]}\n//]]></script>";
  const Article article = only(read_bytes("a.html", page(meta + ld, kBody)));
  CHECK(article.title == "LD & title");
  CHECK(day(article) == "2024-01-01");
  CHECK(article.source == "Harbour Post");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe", "John Doe"});
  CHECK(article.url == "https://harbourpost.example/a");
  const Article without = only(read_bytes("a.html", page(meta, kBody)));
  CHECK(without.title == "Meta title");
  CHECK(day(without) == "2024-02-02T08:00:00Z");
  CHECK(without.authors == std::vector<std::string>{"Mary Major"});
  CHECK(without.source.empty());
}

TEST_CASE("a page built by scripts has the text that its JSON-LD states") {
  const Article article = only(
      read_bytes("a.html",
                 "<html><head><script "
                 "type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"T\",\"articleBody\":\"" +
                     kSentence + "\\n\\n" + kSentence + "\"}</script></head><body><div id=root></div></body></html>"));
  CHECK(body(article) == kSentence + " / " + kSentence);
}

TEST_CASE("a page without any marks is read by where its prose stands") {
  std::string prose;
  for (int i = 0; i < 6; ++i) prose += "<p>" + kSentence + "</p>";
  const Article article = only(read_bytes(
      "a.html",
      page("<title>T</title>",
           "<div id=x1><ul><li><a href=/1>One</a></li><li><a href=/2>Two</a></li></ul></div><div id=x2><div id=x3>" +
               prose + "</div></div>")));
  CHECK(article.paragraphs.size() == 6);
}

TEST_CASE("pages beyond the limits are refused, and quickly") {
  const auto reason = [](const std::string& html) {
    const Read read = read_bytes("a.html", "<html>" + html);
    return read.rejected.empty() ? std::string() : read.rejected.front().reason;
  };
  const auto nested = [](std::size_t depth) {
    std::string html;
    for (std::size_t i = 0; i < depth; ++i) html += "<div>";
    return html + "<p>" + kSentence + "</p>";
  };
  CHECK(reason(nested(kMaxHtmlDepth - 10)).empty());
  CHECK(reason(nested(kMaxHtmlDepth + 10)) == "the page is nested too deep");
  CHECK(reason(nested(300000)) == "the page is nested too deep");
  std::string attributes, growing;
  for (std::size_t i = 0; i < kMaxHtmlAttributes + 10; ++i) attributes += " a" + std::to_string(i);
  CHECK(reason("<p" + attributes + ">" + kSentence) == "an element of the page has too many attributes");
  // Each block opens all unclosed elements of the blocks before it again.
  for (int i = 0; i < 20000; ++i) growing += "<div><b id=" + std::to_string(i) + "></div>";
  CHECK(reason(growing) == "the page takes too much memory to parse");
}

TEST_CASE("objects are read by any of the common names") {
  const Article article = only(read_bytes(
      "a.json",
      R"({"uri": "urn:1", "headline": "Talks &amp; tea", "bodies": [{"value": "<p>One &mdash; two.</p><p>Three.</p>"}], "versioncreated": "2024-05-01T10:00:00Z",
      "publisher": {"name": "Harbour Post", "id": 3}, "link": "https://x.example/1", "language": "en-GB", "authors": [{"name": "Jane Roe"}, "John Doe"]})"));
  CHECK(article.title == "Talks & tea");
  CHECK(body(article) == "One — two. / Three.");
  CHECK(day(article) == "2024-05-01T10:00:00Z");
  CHECK(article.source == "Harbour Post");
  CHECK(article.language == "en");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe", "John Doe"});
  CHECK(article.where == "a.json");
  const Article second = only(read_bytes(
      "a.json",
      R"({"title": "T", "maintext": "One.\nTwo.", "date": null, "date_publish": "2024-05-01", "source_domain": "www.x.example", "byline": "By Jane Roe and John Doe"})"));
  CHECK(body(second) == "One. / Two.");
  CHECK(day(second) == "2024-05-01");
  CHECK(second.authors == std::vector<std::string>{"Jane Roe", "John Doe"});
}

TEST_CASE("a date like yesterday counts from when the record was fetched, and is none where that is not stated") {
  const auto read = [](const std::string& members) {
    return day(only(read_bytes("a.json", R"({"title": "T", "body": "Text.", "date": "yesterday")" + members + "}")));
  };
  CHECK(read(R"(, "date_download": "2025-12-15 08:00:00")") == "2025-12-14");
  CHECK(read("") == "none");
}

TEST_CASE("a quote that never closes costs its own line, and quickly, however many follow") {
  const Folder folder;
  std::string table = "title,body\nT,\"open\n";
  constexpr std::size_t kRows = 400000;
  for (std::size_t i = 0; i < kRows; ++i) table += "T,x\n";
  std::size_t rows = 0;
  std::vector<std::string> rejected;
  table_reader().split(
      {folder.write("a.csv", table), "a.csv"}, [&](const RawRecord&) { return ++rows > 0; },
      [&](const Rejection& rejection) { rejected.push_back(rejection.where + ": " + rejection.reason); });
  CHECK(rows == kRows);
  CHECK(rejected == std::vector<std::string>{"a.csv:2: a quoted field is not closed"});
}

TEST_CASE("an outlet's or agency's name alone at the end of a record is not text") {
  const Article article = only(
      read_bytes("a.json", R"({"title": "T", "body": "One sentence.\n\nMeridian Wire", "author": "Meridian Wire"})"));
  CHECK(body(article) == "One sentence.");
}

TEST_CASE("arrays, wrapped arrays, lines and values one behind the other are all records") {
  const std::string a = R"({"title": "A", "body": "a { \" ] text"})", b = R"({"title": "B", "body": "b"})";
  for (const auto& [name, bytes] : std::map<std::string, std::string>{
           {"array.json", "[" + a + ",\n" + b + "]"},
           {"wrapped.json",
            R"({"status": "ok", "meta": {"items": 2}, "articles": [)" + a + "," + b + R"(], "next": [1, {"x": "}"}]})"},
           {"lines.jsonl", a + "\n\n" + b + "\n"},
           {"lines.json", a + "\n" + b},
           {"pretty.jsonl", "{\n\"title\": \"A\",\n\"body\": \"a\"}\n{\n\"title\": \"B\",\n\"body\": \"b\"}"}}) {
    INFO(name);
    const Read read = read_bytes(name, bytes);
    CHECK(read.rejected.empty());
    REQUIRE(read.articles.size() == 2);
    CHECK(read.articles[0].title == "A");
    CHECK(read.articles[1].title == "B");
  }
  CHECK(only(read_bytes("article.json", R"({"title": "A", "body": "a", "items": [{"x": 1}]})")).title == "A");
}

TEST_CASE("a broken record is rejected by its place, and the others are read") {
  const Read lines = read_bytes("a.jsonl", R"({"title": "A", "body": "a"})"
                                           "\n"
                                           R"({"title": "B", "body": )"
                                           "\n[1]\n"
                                           R"({"title": "C", "body": ""})"
                                           "\n"
                                           R"({"title": "D", "body": "d"})");
  CHECK(lines.articles.size() == 2);
  REQUIRE(lines.rejected.size() == 3);
  CHECK(lines.rejected[0].where == "a.jsonl:2");
  CHECK(lines.rejected[0].reason.find("not valid JSON") != std::string::npos);
  CHECK(lines.rejected[1].where == "a.jsonl:3");
  CHECK(lines.rejected[2].reason == "the body is empty");
  CHECK(lines.articles[1].where == "a.jsonl:5");
  const Read array = read_bytes(
      "a.json",
      R"([{"title": "A", "body": "a"}, 7, {"title": "B" "body": "b"}, {"title": "C", "body": "c"}, {"title": )");
  CHECK(array.articles.size() == 2);
  REQUIRE(array.rejected.size() == 3);
  CHECK(array.rejected[0].where == "a.json:#2");
  CHECK(array.rejected[1].where == "a.json:#3");
  CHECK(array.rejected[2].where == "a.json:#5");
}

TEST_CASE("records beyond the limits are rejected one by one") {
  const std::string good = R"({"title": "A", "body": "a"})";
  const Read large = read_bytes(
      "a.jsonl", good + "\n{\"title\": \"B\", \"body\": \"" + std::string(kMaxRecordBytes, 'x') + "\"}\n" + good);
  CHECK(large.articles.size() == 2);
  REQUIRE(large.rejected.size() == 1);
  CHECK(large.rejected[0].where == "a.jsonl:2");
  CHECK(large.rejected[0].reason == "the record is larger than 32 MB");
  const Read in_array = read_bytes(
      "a.json", "[{\"title\": \"B\", \"body\": \"" + std::string(kMaxRecordBytes, 'x') + "\"}, " + good + "]");
  CHECK(in_array.articles.size() == 1);
  CHECK(in_array.rejected.size() == 1);
  const Read file = read_bytes("a.txt", std::string(kMaxRecordBytes + 1, 'x'));
  CHECK(file.rejected.size() == 1);
  const Read deep = read_bytes("a.jsonl", good + "\n{\"body\": " + std::string(kMaxJsonDepth + 1, '[') +
                                              std::string(kMaxJsonDepth + 1, ']') + "}\n");
  REQUIRE(deep.rejected.size() == 1);
  CHECK(deep.rejected[0].reason.find("nested deeper") != std::string::npos);
  std::string words;
  while (words.size() <= kMaxTextBytes) words += "word ";
  const Read text = read_bytes("a.txt", words);
  REQUIRE(text.rejected.size() == 1);
  CHECK(text.rejected[0].reason.find("bytes, more than") != std::string::npos);
}

TEST_CASE("long titles and many authors are cut at the limits, at a character") {
  std::string title, authors;
  for (int i = 0; i < 600; ++i) title += "Ї";
  for (int i = 0; i < 80; ++i) authors += "\"Jane Roe" + std::to_string(i) + "\",";
  const Article article = only(
      read_bytes("a.json", "{\"title\": \"" + title + "\", \"body\": \"b\", \"authors\": [" + authors + "\"X\"]}"));
  CHECK(text::length(article.title) == kMaxTitleCharacters);
  CHECK(text::is_valid_utf8(article.title));
  CHECK(article.authors.size() == kMaxAuthors);
}

TEST_CASE("tables are read with the delimiter of their header, quotes and line breaks included") {
  for (const char delimiter : {',', ';', '\t'}) {
    std::string table =
        "Title,Body,Published At,Outlet,mood\r\n\"A, \"\"quoted\"\"\",\"One.\nTwo.\",2024-05-01,Harbour "
        "Post,x\r\n\r\nB,b,2024-05-02,Harbour Post,y";
    std::string with;
    bool quoted = false;
    for (const char c : table) quoted ^= c == '"', with += c == ',' && !quoted ? delimiter : c;
    const Read read = read_bytes("a.csv", with);
    REQUIRE(read.articles.size() == 2);
    CHECK(read.articles[0].title == "A, \"quoted\"");
    CHECK(body(read.articles[0]) == "One. / Two.");
    CHECK(read.articles[0].where == "a.csv:2");
    CHECK(read.articles[1].where == "a.csv:5");
    CHECK(day(read.articles[1]) == "2024-05-02");
  }
}

TEST_CASE("ragged rows and rows without an end are rejected, the rows behind them are read") {
  const Read read = read_bytes("a.csv", "title,body\nA,a\nB,b,c\nC,\"c\nD,d\nE,e\n");
  REQUIRE(read.articles.size() == 3);
  CHECK(read.articles[1].title == "D");
  REQUIRE(read.rejected.size() == 2);
  CHECK(read.rejected[0].where == "a.csv:3");
  CHECK(read.rejected[0].reason == "the row has 3 columns, the header 2");
  CHECK(read.rejected[1].where == "a.csv:4");
  CHECK(read.rejected[1].reason == "a quoted field is not closed");
}

TEST_CASE("a table without a column of text, or with thousands of columns, is rejected as a whole") {
  CHECK(read_bytes("a.csv", "name,age\nx,1\n").rejected.size() == 1);
  std::string header = "title,body";
  for (int i = 0; i < 1001; ++i) header += ",c";
  CHECK(read_bytes("a.csv", header + "\n").rejected.size() == 1);
}

TEST_CASE("a table in UTF-16, as spreadsheets write it, is read") {
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("title\tbody\nA\ta text\n")) wide += c, wide += '\0';
  CHECK(body(only(read_bytes("a.tsv", wide))) == "a text");
}
