#include <catch2/catch.hpp>
#include <fstream>
#include <map>

#include "indexer/articles/identity.hpp"
#include "tests/articles_formats.hpp"
#include "tests/articles_reading.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using namespace dispatches::articles;
using namespace dispatches::tests;

TEST_CASE("an address is the same however it was linked to") {
  const std::string plain = "https://example.org/a";
  for (const char* same : {"http://www.Example.org/a/", "https://example.org:443/a#top",
                           "HTTPS://EXAMPLE.org/a?utm_source=x&fbclid=1", "//example.org/a"})
    CHECK(canonical_url(same) == plain);
  CHECK(canonical_url("https://example.org") == "https://example.org/");
  CHECK(canonical_url("https://example.org/a?id=7&utm_medium=mail&page=2") == "https://example.org/a?id=7&page=2");
  CHECK(canonical_url(canonical_url("http://www.example.org/a b/?x=1")) == "https://example.org/a%20b?x=1");
  for (const char* none : {"", "ftp://example.org/a", "mailto:a@b.org", "example.org/a", "https://", "https:///a"})
    CHECK(canonical_url(none).empty());
  CHECK(host_of("https://www.news.example.co.uk/a") == "news.example.co.uk");
}

TEST_CASE("an address longer than any real one is none") {
  CHECK(canonical_url("https://example.org/" + std::string(kMaxUrlBytes, 'a')).empty());
}

TEST_CASE("ids have the agreed shape and come from the input's id, the address, the path, in this order") {
  const std::string id = make_id("url", "https://example.org/");
  CHECK((id.size() >= 12 && id.size() <= 20 && id.front() >= 'a' && id.front() <= 'z'));
  CHECK(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos);
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

TEST_CASE("the content hash changes with all that is shown") {
  Article article;
  article.title = "Talks";
  article.paragraphs = {{ParagraphKind::body, "They met."}, {ParagraphKind::caption, "A hall."}};
  const std::string hash = content_hash(article);
  CHECK(hash.size() == 32);
  Article other = article;
  other.title = "Talk";
  other.paragraphs[0].text = "they  MET";
  other.paragraphs[1].text = "Another hall.";
  CHECK(content_hash(other) != hash);
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
  const Article article =
      only(read_bytes("a.txt", "\nTwo envoys shake hands in Berlin, Germany, December 15, 2025. [Photo/Agencies]\n" +
                                   kSentence + "\n\"We go on,\" a spokesman said.\njonathan@mail.chinadailyuk.com"));
  CHECK(captions(article) == "Two envoys shake hands in Berlin, Germany, December 15, 2025.");
  CHECK(body(article) == kSentence + " / \"We go on,\" a spokesman said.");
  CHECK(article.source == "chinadailyuk.com");
  CHECK(article.title.empty());
  CHECK(article.authors.empty());
  CHECK(day(article) == "2025-12-15");
}

TEST_CASE("a line that is only a photo credit is no text, no title and no source") {
  for (const char* credit : {"Photo: The Guardian", "[Photo/Xinhua]", "(Photo: Reuters)", "Фото: Укрінформ",
                             "Foto: Jane Roe/dpa", "© AFP", "Photo by Jane Roe", "Crédit photo : AFP"}) {
    INFO(credit);
    const Article article =
        only(read_bytes("a.txt", "\n" + std::string(credit) + "\n" + kSentence + "\n" + kSentence + "\n\n\n"));
    CHECK(article.paragraphs.size() == 2);
    CHECK(body(article) == kSentence + " / " + kSentence);
    CHECK(article.title.empty());
    CHECK(article.source.empty());
    CHECK(day(article) == "none");
  }
}

TEST_CASE("a sentence that mentions a photo is text") {
  for (const char* sentence :
       {"She showed a photo of her son to the reporters in the hall.",
        "In the picture: nothing but ruins, said the mayor of the town on Friday evening, and left.",
        "The agency published the image (see the report) without a comment.",
        "By Monday morning the bridge was open again."}) {
    INFO(sentence);
    const Article article = only(read_bytes("a.txt", kSentence + "\n" + sentence + "\n"));
    CHECK(captions(article).empty());
    CHECK(article.paragraphs.size() == 2);
  }
}

TEST_CASE("captions of different dates date nothing") {
  const Article article =
      only(read_bytes("a.txt", "A hall in Berlin, December 15, 2025. [Photo/Agencies]\n" + kSentence +
                                   "\nA hall in Paris, December 16, 2025. [Photo/AFP]\n" + kSentence));
  CHECK(day(article) == "none");
}

TEST_CASE("a dateline dates an article before a caption does") {
  const Article article =
      only(read_bytes("a.txt", "KHARKIV, May 15, 2024 – " + kSentence +
                                   "\n\nA bus waits. May 13, 2024. [Photo/Meridian Wire]\n\n" + kSentence));
  CHECK(day(article) == "2024-05-15");
  CHECK(day(only(read_bytes("a.txt", "Gao, 12. Dezember 2023. " + kSentence))) == "2023-12-12");
  CHECK(day(only(read_bytes("a.txt", "ANCHORAGE, Alaska, Aug. 15, 2025 (Agency) – " + kSentence))) == "2025-08-15");
  CHECK(day(only(read_bytes("a.txt", "On Friday, 12 May 2023. " + kSentence))) == "none");
}

TEST_CASE("title, date and byline are taken from the lines that state them and from nowhere else") {
  const Article article =
      only(read_bytes("a.txt", "Negotiators agree to go on\n\nBy Jane Roe and John Doe | 15 December 2025\n\n" +
                                   kSentence + "\n\n" + kSentence));
  CHECK(article.title == "Negotiators agree to go on");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe", "John Doe"});
  CHECK(day(article) == "2025-12-15");
  CHECK(body(article) == kSentence + " / " + kSentence);
  CHECK(
      only(read_bytes("a.txt", "Алиев и Пашинян подписали декларацию\n\n9 августа 2025 года\n\n" + kSentence)).title ==
      "Алиев и Пашинян подписали декларацию");
  CHECK(day(only(read_bytes("a.txt", "Titel der Meldung\n\nVon Jane Roe\n\n9 августа 2025 года\n\n" + kSentence))) ==
        "2025-08-09");
  CHECK(only(read_bytes("a.txt", "This is a sentence.\n\n" + kSentence)).title.empty());
}

TEST_CASE("lines broken at a width are one paragraph, long lines are one each") {
  const std::string wrapped =
      "Negotiators of both sides met in the harbour town for a third day\nand agreed to go on in the morning, after a "
      "night in which nobody\nslept much and the coffee ran out.";
  CHECK(only(read_bytes("a.txt", wrapped + "\n\n" + wrapped)).paragraphs.size() == 2);
  CHECK(only(read_bytes("a.txt", kSentence + "\n" + kSentence + "\n" + kSentence)).paragraphs.size() == 3);
}

TEST_CASE("front matter states what it states") {
  const Article article = only(read_bytes("a.md",
                                          "---\ntitle: \"A: \\\"title\\\"\"\ndate: 2024-06\nsource: Harbour Post\nurl: "
                                          "http://www.harbourpost.example/a/?utm_source=x\nauthors:\n  - Jane Roe\n  - "
                                          "John Doe\nlang: uk-UA\nmood: grim\n---\n\n# A: \"title\"\n\nOne *very* "
                                          "[plain](http://x.example) text_with_marks.\n\n> - item\n"));
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
  const Article stated = only(read_bytes(
      "a.txt", "---\nsource: Own\nlang: en\nurl: a.html\ndate: 2024-07-01 12:00\n---\n" + kSentence, defaults));
  CHECK(stated.source == "Own");
  CHECK(stated.language == "en");
  CHECK(stated.url == "https://set.example/2024/a.html");
  CHECK(day(stated) == "2024-07-01T09:00:00Z");
}

TEST_CASE("text in an old encoding is read by what it holds") {
  // "Переговоры продолжаются в городе" and more in windows-1251
  const std::string word =
      "\xCF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB \xEF\xF0\xEE\xE4\xEE\xEB\xE6\xE0\xFE\xF2\xF1\xFF \xE2 "
      "\xE3\xEE\xF0\xEE\xE4\xE5. ";
  CHECK(body(only(read_bytes("a.html", "<meta charset=windows-1251><article><p>" + word + word + "</p></article>")))
            .starts_with("Переговоры продолжаются в городе."));
  CHECK(body(only(read_bytes("a.txt", word + word, {"", "", "", "", "windows-1251"}))).starts_with("Переговоры"));
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
    for (const char* boilerplate : {"cookie", "Read also", "Lesen Sie auch", "Читайте", "À lire aussi", "©",
                                    "Most read", "Photo/", "<p", "&amp;", "---"}) {
      INFO(boilerplate);
      CHECK(all.find(boilerplate) == std::string::npos);
    }
  }
}

TEST_CASE("an address as a URI holds nothing that no URI may") {
  CHECK(text::as_uri("https://example.org/a?b=c%20d&e=[f]") == "https://example.org/a?b=c%20d&e=[f]");
  CHECK(text::as_uri("https://example.org/путь?q=ü \"<{|}>") == "https://example.org/%D0%BF%D1%83%D1%82%D1%8C?q=%C3%BC%20%22%3C%7B%7C%7D%3E");
}
