#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <regex>

#include "indexer/articles/html.hpp"
#include "indexer/articles/identity.hpp"
#include "indexer/articles/json_values.hpp"
#include "indexer/articles/reader.hpp"
#include "tests/fuzz/articles_fuzz.cpp"

namespace fs = std::filesystem;
using namespace dispatches;
using namespace dispatches::articles;

namespace {

// A folder that goes with the test.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("dispatches-articles-" + std::to_string(getpid()));
  Folder() { fs::remove_all(path), fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  fs::path write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << bytes;
    return path / name;
  }
};

struct Read {
  std::vector<Article> articles;
  std::vector<Rejection> rejected;
};

Read read_all(const fs::path& path, const Defaults& defaults = {}) {
  Read read;
  for (const Input& input : files_below(path)) {
    const Reader* reader = reader_for(input.path);
    if (reader == nullptr) continue;
    const auto take = [&](RawRecord record) {
      auto outcome = reader->parse(input, record, defaults);
      if (outcome) read.articles.push_back(*outcome);
      else read.rejected.push_back(outcome.rejection());
      return true;
    };
    reader->split(input, take, [&](const Rejection& rejection) { read.rejected.push_back(rejection); });
  }
  return read;
}

Read read_bytes(const std::string& name, const std::string& bytes, const Defaults& defaults = {}) {
  const Folder folder;
  return read_all(folder.write(name, bytes), defaults);
}

Article only(const Read& read) {
  for (const Rejection& rejection : read.rejected) UNSCOPED_INFO(rejection.where << ": " << rejection.reason);
  REQUIRE(read.articles.size() == 1);
  return read.articles.front();
}

std::string texts(const Article& article, ParagraphKind kind) {
  std::string all;
  for (const Paragraph& paragraph : article.paragraphs)
    if (paragraph.kind == kind) all += (all.empty() ? "" : " / ") + paragraph.text;
  return all;
}
std::string body(const Article& article) { return texts(article, ParagraphKind::body); }
std::string captions(const Article& article) { return texts(article, ParagraphKind::caption); }
std::string day(const Article& article) { return article.published ? text::format_date(*article.published) : "none"; }

const std::string kSentence = "Negotiators of both sides met in the harbour town for a third day and agreed to go on in the morning.";

}  // namespace

TEST_CASE("an address is the same however it was linked to") {
  const std::string plain = "https://example.org/a";
  for (const char* same : {"http://www.Example.org/a/", "https://example.org:443/a#top", "HTTPS://EXAMPLE.org/a?utm_source=x&fbclid=1", "//example.org/a"})
    CHECK(canonical_url(same) == plain);
  CHECK(canonical_url("https://example.org") == "https://example.org/");
  CHECK(canonical_url("https://example.org/a?id=7&utm_medium=mail&page=2") == "https://example.org/a?id=7&page=2");
  CHECK(canonical_url(canonical_url("http://www.example.org/a b/?x=1")) == "https://example.org/a%20b?x=1");
  for (const char* none : {"", "ftp://example.org/a", "mailto:a@b.org", "example.org/a", "https://", "https:///a"}) CHECK(canonical_url(none).empty());
  CHECK(host_of("https://www.news.example.co.uk/a") == "news.example.co.uk");
}

TEST_CASE("an address longer than any real one is none") {
  CHECK(canonical_url("https://example.org/" + std::string(kMaxUrlBytes, 'a')).empty());
}

TEST_CASE("ids have the agreed shape and come from the input's id, the address, the path, in this order") {
  CHECK(std::regex_match(make_id("url", "https://example.org/"), std::regex("[a-z][a-z0-9]{11,19}")));
  CHECK(make_id("url", "a", "b") != make_id("url", "ab"));
  Article article;
  article.source = "Harbour Post";
  article.url = "https://example.org/a";
  const std::string own = article_id(article, "17", "x.json", "content");
  CHECK(own == article_id(article, "17", "other.json", "other"));
  CHECK(own != article_id(article, "", "x.json", "content"));
  CHECK(article_id(article, "", "x.json", "content") == article_id(article, "", "y.json", "other"));
  article.url.clear();
  CHECK(article_id(article, "", "x.json", "content") != article_id(article, "", "x.json", "other"));
}

TEST_CASE("the same number of two outlets without a name is two articles if they come from different folders") {
  const Article article;
  CHECK(article_id(article, "1", "post/a.json", "") != article_id(article, "1", "gazette/a.json", ""));
  CHECK(article_id(article, "1", "post/a.json", "") == article_id(article, "1", "post/b.json", ""));
}

TEST_CASE("the content hash changes with all that is shown, the text fingerprint with the words of the body alone") {
  Article article;
  article.title = "Talks";
  article.paragraphs = {{ParagraphKind::body, "They met."}, {ParagraphKind::caption, "A hall."}};
  const std::string hash = content_hash(article);
  const auto fingerprint = text_fingerprint(article);
  CHECK(hash.size() == 32);
  Article other = article;
  other.title = "Talk";
  other.paragraphs[0].text = "they  MET";
  other.paragraphs[1].text = "Another hall.";
  CHECK(content_hash(other) != hash);
  CHECK(text_fingerprint(other) == fingerprint);
  other.paragraphs[0].text = "They left.";
  CHECK(text_fingerprint(other) != fingerprint);
  other = article;
  other.paragraphs[0].kind = ParagraphKind::caption;
  CHECK(content_hash(other) != hash);
}

TEST_CASE("files come in the order of their paths, without hidden ones and links that lead out or in circles") {
  const Folder folder;
  for (const char* name : {"b.txt", "a/z.txt", "a.txt", ".hidden.txt", ".git/x.txt", "a/.tmp"}) folder.write(name, "x");
  fs::create_directory_symlink(folder.path, folder.path / "a" / "circle");
  fs::create_symlink("/etc/hostname", folder.path / "outside.txt");
  fs::create_symlink(folder.path / "b.txt", folder.path / "c.txt");
  std::vector<std::string> found;
  for (const Input& input : files_below(folder.path)) found.push_back(input.relative);
  CHECK(found == std::vector<std::string>{"a.txt", "a/z.txt", "b.txt", "c.txt"});
  CHECK(files_below(folder.path / "b.txt").front().relative == "b.txt");
  CHECK_THROWS_AS(files_below(folder.path / "none"), std::runtime_error);
}

TEST_CASE("files of no known kind are skipped, and a file is read as what it is, not as what it is called") {
  const Folder folder;
  CHECK(reader_for(folder.write("a.pdf", "x")) == nullptr);
  CHECK(reader_for(folder.write("a.txt", "Plain.")) == &text_reader());
  CHECK(reader_for(folder.write("b.txt", "\xEF\xBB\xBF \n<!DOCTYPE html><p>x")) == &html_reader());
  CHECK(reader_for(folder.write("c.txt", "{\n \"title\": \"x\"}")) == &json_reader());
  CHECK(reader_for(folder.write("d.txt", "[Photo/Agencies]\nText.")) == &text_reader());
  CHECK(reader_for(folder.write("e.TSV", "title\tbody\n")) == &table_reader());
}

TEST_CASE("a caption with its credit is a caption and dates an article that states no other date") {
  const Article article = only(read_bytes("a.txt", "\nTwo envoys shake hands in Berlin, Germany, December 15, 2025. [Photo/Agencies]\n" + kSentence +
                                                       "\n\"We go on,\" a spokesman said.\njonathan@mail.chinadailyuk.com"));
  CHECK(captions(article) == "Two envoys shake hands in Berlin, Germany, December 15, 2025.");
  CHECK(body(article) == kSentence + " / \"We go on,\" a spokesman said.");
  CHECK(article.source == "chinadailyuk.com");
  CHECK(article.title.empty());
  CHECK(article.authors.empty());
  CHECK(day(article) == "2025-12-15");
}

TEST_CASE("a line that is only a photo credit is no text, no title and no source") {
  for (const char* credit : {"Photo: The Guardian", "[Photo/Xinhua]", "(Photo: Reuters)", "Фото: Укрінформ", "Foto: Jane Roe/dpa", "© AFP", "Photo by Jane Roe", "Crédit photo : AFP"}) {
    INFO(credit);
    const Article article = only(read_bytes("a.txt", "\n" + std::string(credit) + "\n" + kSentence + "\n" + kSentence + "\n\n\n"));
    CHECK(article.paragraphs.size() == 2);
    CHECK(body(article) == kSentence + " / " + kSentence);
    CHECK(article.title.empty());
    CHECK(article.source.empty());
    CHECK(day(article) == "none");
  }
}

TEST_CASE("a sentence that mentions a photo is text") {
  for (const char* sentence : {"She showed a photo of her son to the reporters in the hall.", "In the picture: nothing but ruins, said the mayor of the town on Friday evening, and left.",
                               "The agency published the image (see the report) without a comment.", "By Monday morning the bridge was open again."}) {
    INFO(sentence);
    const Article article = only(read_bytes("a.txt", kSentence + "\n" + sentence + "\n"));
    CHECK(captions(article).empty());
    CHECK(article.paragraphs.size() == 2);
  }
}

TEST_CASE("captions of different dates date nothing") {
  const Article article = only(read_bytes("a.txt", "A hall in Berlin, December 15, 2025. [Photo/Agencies]\n" + kSentence + "\nA hall in Paris, December 16, 2025. [Photo/AFP]\n" + kSentence));
  CHECK(day(article) == "none");
}

TEST_CASE("a dateline dates an article before a caption does") {
  const Article article = only(read_bytes("a.txt", "KHARKIV, May 15, 2024 – " + kSentence + "\n\nA bus waits. May 13, 2024. [Photo/Meridian Wire]\n\n" + kSentence));
  CHECK(day(article) == "2024-05-15");
  CHECK(day(only(read_bytes("a.txt", "Gao, 12. Dezember 2023. " + kSentence))) == "2023-12-12");
  CHECK(day(only(read_bytes("a.txt", "ANCHORAGE, Alaska, Aug. 15, 2025 (Agency) – " + kSentence))) == "2025-08-15");
  CHECK(day(only(read_bytes("a.txt", "On Friday, 12 May 2023. " + kSentence))) == "none");
}

TEST_CASE("title, date and byline are taken from the lines that state them and from nowhere else") {
  const Article article = only(read_bytes("a.txt", "Negotiators agree to go on\n\nBy Jane Roe and John Doe | 15 December 2025\n\n" + kSentence + "\n\n" + kSentence));
  CHECK(article.title == "Negotiators agree to go on");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe", "John Doe"});
  CHECK(day(article) == "2025-12-15");
  CHECK(body(article) == kSentence + " / " + kSentence);
  CHECK(only(read_bytes("a.txt", "Алиев и Пашинян подписали декларацию\n\n9 августа 2025 года\n\n" + kSentence)).title == "Алиев и Пашинян подписали декларацию");
  CHECK(day(only(read_bytes("a.txt", "Titel der Meldung\n\nVon Jane Roe\n\n9 августа 2025 года\n\n" + kSentence))) == "2025-08-09");
  CHECK(only(read_bytes("a.txt", "This is a sentence.\n\n" + kSentence)).title.empty());
}

TEST_CASE("lines broken at a width are one paragraph, long lines are one each") {
  const std::string wrapped = "Negotiators of both sides met in the harbour town for a third day\nand agreed to go on in the morning, after a night in which nobody\nslept much and the coffee ran out.";
  CHECK(only(read_bytes("a.txt", wrapped + "\n\n" + wrapped)).paragraphs.size() == 2);
  CHECK(only(read_bytes("a.txt", kSentence + "\n" + kSentence + "\n" + kSentence)).paragraphs.size() == 3);
}

TEST_CASE("front matter states what it states") {
  const Article article = only(read_bytes("a.md", "---\ntitle: \"A: \\\"title\\\"\"\ndate: 2024-06\nsource: Harbour Post\nurl: http://www.harbourpost.example/a/?utm_source=x\nauthors:\n  - Jane Roe\n  - "
                                                  "John Doe\nlang: uk-UA\nmood: grim\n---\n\n# A: \"title\"\n\nOne *very* [plain](http://x.example) text_with_marks.\n\n> - item\n"));
  CHECK(article.title == "A: \"title\"");
  CHECK(day(article) == "2024-06");
  CHECK(article.source == "Harbour Post");
  CHECK(article.url == "https://harbourpost.example/a");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe", "John Doe"});
  CHECK(article.language == "uk");
  CHECK(body(article) == "One very plain text_with_marks. / item");
}

TEST_CASE("text between two rules is not front matter") {
  const Article article = only(read_bytes("a.txt", "---\nHe said it twice, and left\n---\n" + kSentence));
  CHECK(body(article).find("He said it twice") != std::string::npos);
}

TEST_CASE("what the user sets counts only where the input is silent") {
  const Defaults defaults{"Set Outlet", "de", "Europe/Kyiv", "https://set.example/2024/", ""};
  const Article silent = only(read_bytes("a.txt", kSentence, defaults));
  CHECK(silent.source == "Set Outlet");
  CHECK(silent.language == "de");
  const Article stated = only(read_bytes("a.txt", "---\nsource: Own\nlang: en\nurl: a.html\ndate: 2024-07-01 12:00\n---\n" + kSentence, defaults));
  CHECK(stated.source == "Own");
  CHECK(stated.language == "en");
  CHECK(stated.url == "https://set.example/2024/a.html");
  CHECK(day(stated) == "2024-07-01T09:00:00Z");
}

TEST_CASE("text in an old encoding is read by what it holds") {
  // "Переговоры продолжаются в городе" and more in windows-1251
  const std::string word = "\xCF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB \xEF\xF0\xEE\xE4\xEE\xEB\xE6\xE0\xFE\xF2\xF1\xFF \xE2 \xE3\xEE\xF0\xEE\xE4\xE5. ";
  CHECK(body(only(read_bytes("a.html", "<meta charset=windows-1251><article><p>" + word + word + "</p></article>"))).starts_with("Переговоры продолжаются в городе."));
  CHECK(body(only(read_bytes("a.txt", word + word, {"", "", "", "", "windows-1251"}))).starts_with("Переговоры"));
}

namespace {
std::string page(const std::string& head, const std::string& main) {
  return "<!DOCTYPE html><html lang=\"en\"><head>" + head + "</head><body class=\"has-sidebar share-page\"><div class=\"cookie-note\"><p>We use cookies on this page, and on all others.</p></div>"
         "<header><nav><a href=\"/\">Home</a></nav></header>" + main + "<aside><p>Most read: another article about a matter of no interest here.</p></aside>"
         "<div id=\"comments\"><p>I do not agree with this article at all, said the commentator.</p></div><footer><p>© Harbour Post. All rights reserved.</p></footer></body></html>";
}
const std::string kBody = "<article><h1>Talks go on</h1><p class=\"byline\">By Jane Roe</p><figure><img src=a.jpg><figcaption>The hall. (Photo: Reuters)</figcaption></figure><p>" + kSentence +
                          "</p><div class=\"read-also\"><a href=/x>Read also: other talks</a></div><div class=\"share-bar\">Share</div><p>They said <b class=\"meta-org\">NATO</b> knew.<br>It did.</p><ul><li>" +
                          kSentence + "</li></ul></article>";
}  // namespace

TEST_CASE("a page's text is the article's, without what surrounds it") {
  const Article article = only(read_bytes("a.html", page("<title>Talks go on | Harbour Post</title><meta property=\"og:site_name\" content=\"Harbour Post\">", kBody)));
  CHECK(body(article) == kSentence + " / They said NATO knew. It did. / " + kSentence);
  CHECK(captions(article) == "The hall.");
  CHECK(article.title == "Talks go on");
  CHECK(article.source == "Harbour Post");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe"});
  CHECK(article.language == "en");
  CHECK(day(article) == "none");
}

TEST_CASE("JSON-LD is believed before meta, meta before the text") {
  const std::string meta = "<meta property=\"og:title\" content=\"Meta title\"><meta property=\"article:published_time\" content=\"2024-02-02T10:00:00+02:00\"><meta name=author content=\"Mary Major\">"
                           "<link rel=canonical href=\"https://www.harbourpost.example/a?utm_source=x\">";
  const std::string ld = "<script type=\"application/ld+json\">//<![CDATA[\n{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"Organization\",\"@id\":\"#org\",\"name\":\"Harbour Post\"},"
                         "{\"@type\":[\"ReportageNewsArticle\"],\"headline\":\"LD &amp; title\",\"datePublished\":\"2024-01-01\",\"publisher\":{\"@id\":\"#org\"},\"author\":[{\"name\":\"Jane "
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
  const Article article = only(read_bytes("a.html", "<html><head><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"T\",\"articleBody\":\"" + kSentence + "\\n\\n" + kSentence +
                                                        "\"}</script></head><body><div id=root></div></body></html>"));
  CHECK(body(article) == kSentence + " / " + kSentence);
}

TEST_CASE("a page without any marks is read by where its prose stands") {
  std::string prose;
  for (int i = 0; i < 6; ++i) prose += "<p>" + kSentence + "</p>";
  const Article article = only(read_bytes("a.html", page("<title>T</title>", "<div id=x1><ul><li><a href=/1>One</a></li><li><a href=/2>Two</a></li></ul></div><div id=x2><div id=x3>" + prose + "</div></div>")));
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
  const Article article = only(read_bytes("a.json", R"({"uri": "urn:1", "headline": "Talks &amp; tea", "bodies": [{"value": "<p>One &mdash; two.</p><p>Three.</p>"}], "versioncreated": "2024-05-01T10:00:00Z",
      "publisher": {"name": "Harbour Post", "id": 3}, "link": "https://x.example/1", "language": "en-GB", "authors": [{"name": "Jane Roe"}, "John Doe"]})"));
  CHECK(article.title == "Talks & tea");
  CHECK(body(article) == "One — two. / Three.");
  CHECK(day(article) == "2024-05-01T10:00:00Z");
  CHECK(article.source == "Harbour Post");
  CHECK(article.language == "en");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe", "John Doe"});
  CHECK(article.where == "a.json");
  const Article second = only(read_bytes("a.json", R"({"title": "T", "maintext": "One.\nTwo.", "date": null, "date_publish": "2024-05-01", "source_domain": "www.x.example", "byline": "By Jane Roe and John Doe"})"));
  CHECK(body(second) == "One. / Two.");
  CHECK(day(second) == "2024-05-01");
  CHECK(second.authors == std::vector<std::string>{"Jane Roe", "John Doe"});
}

TEST_CASE("an outlet's or agency's name alone at the end of a record is not text") {
  const Article article = only(read_bytes("a.json", R"({"title": "T", "body": "One sentence.\n\nMeridian Wire", "author": "Meridian Wire"})"));
  CHECK(body(article) == "One sentence.");
}

TEST_CASE("arrays, wrapped arrays, lines and values one behind the other are all records") {
  const std::string a = R"({"title": "A", "body": "a { \" ] text"})", b = R"({"title": "B", "body": "b"})";
  for (const auto& [name, bytes] : std::map<std::string, std::string>{{"array.json", "[" + a + ",\n" + b + "]"},
                                                                     {"wrapped.json", R"({"status": "ok", "meta": {"items": 2}, "articles": [)" + a + "," + b + R"(], "next": [1, {"x": "}"}]})"},
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
  const Read lines = read_bytes("a.jsonl", R"({"title": "A", "body": "a"})" "\n" R"({"title": "B", "body": )" "\n[1]\n" R"({"title": "C", "body": ""})" "\n" R"({"title": "D", "body": "d"})");
  CHECK(lines.articles.size() == 2);
  REQUIRE(lines.rejected.size() == 3);
  CHECK(lines.rejected[0].where == "a.jsonl:2");
  CHECK(lines.rejected[0].reason.find("not valid JSON") != std::string::npos);
  CHECK(lines.rejected[1].where == "a.jsonl:3");
  CHECK(lines.rejected[2].reason == "the body is empty");
  CHECK(lines.articles[1].where == "a.jsonl:5");
  const Read array = read_bytes("a.json", R"([{"title": "A", "body": "a"}, 7, {"title": "B" "body": "b"}, {"title": "C", "body": "c"}, {"title": )");
  CHECK(array.articles.size() == 2);
  REQUIRE(array.rejected.size() == 3);
  CHECK(array.rejected[0].where == "a.json:#2");
  CHECK(array.rejected[1].where == "a.json:#3");
  CHECK(array.rejected[2].where == "a.json:#5");
}

TEST_CASE("records beyond the limits are rejected one by one") {
  const std::string good = R"({"title": "A", "body": "a"})";
  const Read large = read_bytes("a.jsonl", good + "\n{\"title\": \"B\", \"body\": \"" + std::string(kMaxRecordBytes, 'x') + "\"}\n" + good);
  CHECK(large.articles.size() == 2);
  REQUIRE(large.rejected.size() == 1);
  CHECK(large.rejected[0].where == "a.jsonl:2");
  CHECK(large.rejected[0].reason == "the record is larger than 32 MB");
  const Read in_array = read_bytes("a.json", "[{\"title\": \"B\", \"body\": \"" + std::string(kMaxRecordBytes, 'x') + "\"}, " + good + "]");
  CHECK(in_array.articles.size() == 1);
  CHECK(in_array.rejected.size() == 1);
  const Read file = read_bytes("a.txt", std::string(kMaxRecordBytes + 1, 'x'));
  CHECK(file.rejected.size() == 1);
  const Read deep = read_bytes("a.jsonl", good + "\n{\"body\": " + std::string(kMaxJsonDepth + 1, '[') + std::string(kMaxJsonDepth + 1, ']') + "}\n");
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
  const Article article = only(read_bytes("a.json", "{\"title\": \"" + title + "\", \"body\": \"b\", \"authors\": [" + authors + "\"X\"]}"));
  CHECK(text::length(article.title) == kMaxTitleCharacters);
  CHECK(text::is_valid_utf8(article.title));
  CHECK(article.authors.size() == kMaxAuthors);
}

TEST_CASE("tables are read with the delimiter of their header, quotes and line breaks included") {
  for (const char delimiter : {',', ';', '\t'}) {
    std::string table = "Title,Body,Published At,Outlet,mood\r\n\"A, \"\"quoted\"\"\",\"One.\nTwo.\",2024-05-01,Harbour Post,x\r\n\r\nB,b,2024-05-02,Harbour Post,y";
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

TEST_CASE("every article of the sample is read with what it states and without what it does not") {
  const Read read = read_all(SOURCE_DIR "/corpus/articles");
  CHECK(read.rejected.empty());
  CHECK(read.articles.size() >= 120);
  std::map<std::string, std::string> where_of;
  for (const Article& article : read.articles) {
    INFO(article.where);
    CHECK(where_of.emplace(article.id, article.where).second);
    CHECK((article.where.ends_with(".txt") || !article.source.empty()));
    const std::string all = body(article) + captions(article);
    for (const char* boilerplate : {"cookie", "Read also", "Lesen Sie auch", "Читайте", "À lire aussi", "©", "Most read", "Photo/", "<p", "&amp;", "---"}) {
      INFO(boilerplate);
      CHECK(all.find(boilerplate) == std::string::npos);
    }
  }
}

TEST_CASE("inputs that once were trouble are read or rejected, and nothing else") {
  std::size_t replayed = 0;
  for (const Input& input : files_below(SOURCE_DIR "/tests/fuzz/articles")) {
    INFO(input.relative);
    std::ifstream file(input.path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    CHECK(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()) == 0);
    ++replayed;
  }
  CHECK(replayed >= 10);
}
