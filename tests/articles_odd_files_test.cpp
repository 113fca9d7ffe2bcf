// What users bring besides the formats as their standards write them: exports of chats, databases and spreadsheets, pages
// that browsers saved, files under misleading names.
#include <catch2/catch.hpp>

#include "indexer/text/utf8.hpp"
#include "tests/articles_reading.hpp"

using namespace dispatches;
using namespace dispatches::articles;
using namespace dispatches::tests;

namespace {

const std::string kRussian = "Стороны договорились продолжить переговоры в порту утром.";
// The same in windows-1251.
std::string cp1251(const std::string& utf8) {
  std::string bytes;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = text::next_character(utf8, at);
    bytes += static_cast<char>(c < 0x80 ? c : c == 0x451 ? 0xB8 : c - 0x410 + 0xC0);
  }
  return bytes;
}
std::string page(const std::string& begin, const std::string& head, const std::string& above) {
  return begin + "<html><head>" + head + "</head><body>" + above + "<div class=text><p>" + kSentence + "</p><p>" + kSentence +
         "</p></div></body></html>";
}

}  // namespace

TEST_CASE("a text may stand in objects and arrays") {
  for (const std::string stated :
       {R"({"rendered": "<p>One.</p><p>Two.</p>", "protected": false})", R"({"text": "One.\n\nTwo.", "format": "plain"})",
        R"(["One.", "Two."])", R"([{"type": "paragraph", "text": "One."}, {"type": "image", "url": "x"}, {"type": "paragraph", "text": "Two."}])",
        R"({"blocks": [{"data": {"text": "One."}}, {"data": {"text": "Two."}}]})"}) {
    INFO(stated);
    const Article article = only(read_bytes("a.json", R"({"title": {"rendered": "Talks &#8211; tea"}, "author": 17, "content": )" + stated + "}"));
    CHECK(article.title == "Talks – tea");
    CHECK(body(article) == "One. / Two.");
    CHECK(article.authors.empty());
  }
}

TEST_CASE("what databases and APIs wrap articles in is taken off") {
  const std::string members = R"("title": "Talks", "body": "One.", "published": "2024-05-01")";
  for (const std::string& stated :
       {R"({"_index": "news", "_id": "1", "_source": {)" + members + "}}",
        R"({"hits": {"total": 1, "hits": [{"_id": "1", "_source": {)" + members + "}}]}}",
        R"({"status": "ok", "response": {"docs": [{)" + members + R"(}], "meta": {"hits": 1}}, "more": {"x": "}"}})",
        R"({"data": [{"type": "articles", "id": "1", "attributes": {)" + members + "}}]}"}) {
    INFO(stated);
    const Article article = only(read_bytes("a.json", stated));
    CHECK(article.title == "Talks");
    CHECK(day(article) == "2024-05-01");
  }
}

TEST_CASE("of a record whose text was not sent the summary is read, but no description of anything else") {
  CHECK(body(only(read_bytes("a.json", R"({"title": "T", "url": "https://x.example/a", "content": null, "description": "One."})"))) == "One.");
  CHECK(read_bytes("a.json", R"({"name": "tool", "version": "1.0", "description": "A tool."})").articles.empty());
  CHECK(read_bytes("a.json", R"({"uri": "urn:1", "type": "event", "headline": "T", "versioncreated": "2024-05-01", "description": "An event."})").articles.empty());
}

TEST_CASE("the messages of an exported channel are articles of that channel") {
  const Read read = read_bytes("result.json", R"({"name": "Harbour channel", "type": "public_channel", "id": 7, "messages": [
    {"id": 1, "type": "service", "date": "2024-05-01T10:00:00", "action": "create_channel", "text": ""},
    {"id": 2, "type": "message", "date": "2024-05-01T10:00:00", "date_unixtime": "1714550400", "photo": "a.jpg", "text": ""},
    {"id": 3, "type": "message", "date": "2024-05-01T12:00:00", "text": ["They met. ", {"type": "bold", "text": "Nobody"}, " knew."]},
    {"id": 4, "type": "message", "date": "2024-05-01T13:00:00", "text": "They left."}]})");
  CHECK(read.rejected.empty());
  REQUIRE(read.articles.size() == 2);
  CHECK(body(read.articles[0]) == "They met. Nobody knew.");
  CHECK(read.articles[0].source == "Harbour channel");
  CHECK(day(read.articles[1]) == "2024-05-01T13:00:00Z");
}

TEST_CASE("the columns of a table may be headed in the newsroom's language and encoding") {
  const std::string table = "Заголовок;Дата;Источник;Текст\r\nПереговоры;15.12.2025;Вестник;\"" + kRussian + "\r\n\r\n" + kRussian + "\"\r\n";
  for (const std::string& bytes : {table, cp1251(table)}) {
    const Article article = only(read_bytes("a.csv", bytes));
    CHECK(article.title == "Переговоры");
    CHECK(article.source == "Вестник");
    CHECK(day(article) == "2025-12-15");
    CHECK(body(article) == kRussian + " / " + kRussian);
  }
  const Article german = only(read_bytes("a.csv", "Überschrift,Veröffentlicht,Inhalt,Autor\nT,01.05.2024,Eins.,Erika Muster\n"));
  CHECK(german.title == "T");
  CHECK(german.authors == std::vector<std::string>{"Erika Muster"});
}

TEST_CASE("front matter may fold texts over lines, nest names, link notes, or be TOML") {
  const Article yaml = only(read_bytes("a.md",
                                       "---\ntitle: >-\n  A folded title\n  over two lines\nauthors:\n  - name: Jane Roe\n    site: \"@jane\"\n"
                                       "publisher:\n  name: Harbour Post\n  url: https://x.example\ndescription: |\n  Some: text\n\n  more\n"
                                       "date: 2024-05-01\n---\nText.\n"));
  CHECK(yaml.title == "A folded title over two lines");
  CHECK(yaml.authors == std::vector<std::string>{"Jane Roe"});
  CHECK(yaml.source == "Harbour Post");
  CHECK(day(yaml) == "2024-05-01");
  CHECK(body(yaml) == "Text.");
  const Article toml = only(read_bytes("a.md", "+++\ntitle = \"Talks\"\ndate = 2024-05-01T10:00:00Z\nauthors = [\"Jane Roe\", 'John Doe']\n[params]\ntitle = \"No\"\n+++\nText.\n"));
  CHECK(toml.title == "Talks");
  CHECK(toml.authors == std::vector<std::string>{"Jane Roe", "John Doe"});
  CHECK(day(toml) == "2024-05-01T10:00:00Z");
  CHECK(only(read_bytes("a.md", "---\ntitle: T\nauthor:\n  - \"[[Jane Roe]]\"\n---\nText.\n")).authors == std::vector<std::string>{"Jane Roe"});
}

TEST_CASE("a byline may state the date behind a comma") {
  const Article article = only(read_bytes("a.md", "# Talks\n\n*By Jane Roe, 15 December 2025*\n\n" + kSentence + "\n"));
  CHECK(article.authors == std::vector<std::string>{"Jane Roe"});
  CHECK(day(article) == "2025-12-15");
  CHECK(body(article) == kSentence);
}

TEST_CASE("a page in an encoding that it does not declare is read, with the date beside its headline") {
  std::string html = page("", "<title>Переговоры - Вестник</title>",
                          "<div class=menu><a href=/>Главная</a> <span class=date>1 мая 2020</span></div><h1>Переговоры</h1><div class=\"news-date\">15 декабря 2025, 14:30</div>");
  html = text::replaced(html, kSentence, kRussian);
  const Article article = only(read_bytes("a.html", cp1251(html)));
  CHECK(article.title == "Переговоры");
  CHECK(day(article) == "2025-12-15T14:30:00Z");
  CHECK(texts(article, ParagraphKind::body).starts_with(kRussian));
}

TEST_CASE("where a page was saved from is its address, unless it states one itself") {
  const auto url = [](const std::string& begin, const std::string& head) { return only(read_bytes("a.html", page(begin, head, ""))).url; };
  const std::string edge = "<!-- saved from url=(0027)https://x.example/a?id=5 -->\n", extension = "<!--\n Page saved with SingleFile \n url: https://x.example/b \n-->";
  CHECK(url(edge, "") == "https://x.example/a?id=5");
  CHECK(url("<!DOCTYPE html> " + extension, "") == "https://x.example/b");
  CHECK(url(edge, "<link rel=canonical href=https://x.example/c>") == "https://x.example/c");
  CHECK(url("<!-- saved from url=(0014)about:internet -->", "") == "");
}

TEST_CASE("JSON-LD states an article's address also by the page that it is part of") {
  const std::string graph =
      R"(<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "T", "isPartOf": {"@id": "https://x.example/g"}},
      {"@type": "WebPage", "@id": "https://x.example/g", "url": "https://x.example/g/"}, {"@type": "WebSite", "@id": "https://x.example/#site", "url": "https://x.example/"}]}</script>)";
  CHECK(only(read_bytes("a.html", page("", graph, ""))).url == "https://x.example/g");
}

TEST_CASE("an outlet that microdata names is the source") {
  CHECK(only(read_bytes("a.html", page("", "", "<div itemprop=publisher itemscope><meta itemprop=name content=\"Harbour Post\"></div>"))).source == "Harbour Post");
}

TEST_CASE("what a browser saved beside a page is not read, and pages of a copied site are, whatever their ending") {
  const Folder folder;
  const std::string html = page("<!DOCTYPE html>", "<title>T</title>", "");
  for (const char* name : {"a.html", "a_files/frame.html", "b_files/c.html", "story.php", "story.php?id=5", "12345"}) folder.write(name, html);
  folder.write("README", kSentence);
  folder.write("code.php", "<?php echo 1; ?>");
  std::string read;
  for (const Article& article : read_all(folder.path).articles) read += article.where + " ";
  CHECK(read == "12345 a.html b_files/c.html story.php story.php?id=5 ");
}

TEST_CASE("documents, pictures and the like are of no known kind, whatever their name says") {
  std::string noise;
  for (unsigned i = 1, n = 0; n < 3000; ++n) noise += static_cast<char>((i = i * 1103515245 + 12345) >> 16);
  for (const std::string& bytes : {"%PDF-1.7\n" + noise, "\xFF\xD8\xFF\xE0" + noise, "\xD0\xCF\x11\xE0" + noise, noise, std::string("{\\rtf1\\ansi text}")})
    for (const char* name : {"a.txt", "a.html", "a.json", "a.csv"}) {
      const Read read = read_bytes(name, bytes);
      CHECK((read.articles.empty() && read.rejected.empty()));
    }
}

TEST_CASE("an empty file of any kind stalls and breaks nothing") {
  for (const char* name : {"a.json", "a.csv", "a.jsonl", "a.warc.gz", "a.arc", "a.zip"}) {
    INFO(name);
    const Read read = read_bytes(name, "");
    CHECK((read.articles.empty() && read.rejected.empty()));
  }
  CHECK(read_bytes("a.txt", "").rejected.at(0).reason == "the body is empty");
}
