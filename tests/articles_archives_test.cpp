// Archives and crawls: what is inside is read as if it lay there, and nothing inside can take more than its share.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>

#include "indexer/articles/archive.hpp"
#include "indexer/articles/identity.hpp"
#include "indexer/articles/readers.hpp"
#include "tests/articles_packing.hpp"
#include "tests/articles_reading.hpp"

using namespace dispatches;
using namespace dispatches::articles;
using namespace dispatches::tests;

namespace {

const std::string kPage =
    "<html><head><title>Talks</title></head><body><article><p>" + kSentence + "</p></article></body></html>";
const std::string kLines =
    "{\"title\": \"A\", \"body\": \"a\"}\n{\"title\": \"B\", \"body\": \n{\"title\": \"C\", \"body\": \"c\"}\n";

Read within(const ArchiveLimits& limits, const std::string& name, const std::string& bytes) {
  const Folder folder;
  const Input input{folder.write(name, bytes), name};
  Read read;
  const auto take = [&](RawRecord record) {
    auto outcome = archive_reader().parse(input, record, {});
    if (outcome)
      read.articles.push_back(*outcome);
    else
      read.rejected.push_back(outcome.rejection());
    return true;
  };
  split_archive(input, limits, take, [&](const Rejection& rejection) { read.rejected.push_back(rejection); });
  return read;
}

std::string response(const std::string& http, const std::string& url = "https://www.x.example/a?utm_source=y",
                     const std::string& type = "response") {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url +
         "\r\nWARC-Date: 2024-05-15T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: " +
         std::to_string(http.size()) + "\r\n\r\n" + http + "\r\n\r\n";
}
// Records of an ARC file; version 2 says more between type and length.
std::string arc_record(const std::string& content, const std::string& url = "http://www.x.example/a",
                       const std::string& type = "text/html", const std::string& more = "") {
  return fmt::format("{} 192.0.2.1 20010911120000 {} {}{}\n{}\n", url, type, more, content.size(), content);
}
std::string arc_beginning(const std::string& version = "1 0") {
  return arc_record(version + " Harbour Archive\nURL IP-address Archive-date Content-type Archive-length\n",
                    "filedesc://crawl-1.arc", "text/plain");
}
std::string http(const std::string& body, const std::string& fields = "", const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\n" + fields + "\r\n" + body;
}

}  // namespace

TEST_CASE("what is in an archive is read by its own name, place and content") {
  const Files files{{"./2025/a.html", kPage},
                    {"Київ/б.txt", kSentence},
                    {"d.jsonl", kLines},
                    {"x.docx", "?"},
                    {".git/a.html", kPage},
                    {"__MACOSX/a.txt", "x"},
                    {"e.md.gz", gzip("# Head\n\n" + kSentence)}};
  for (const auto& [name, bytes] : Files{{"a.zip", zip(files)},
                                         {"a.tar", tar(files)},
                                         {"a.tar.gz", gzip(tar(files))},
                                         {"a.tgz", gzip(tar(files))},
                                         {"a.tar.zst", zstd(tar(files))},
                                         {"a.txt", zip(files)}}) {
    INFO(name);
    const Read read = read_bytes(name, bytes);
    std::vector<std::string> places;
    for (const Article& article : read.articles) places.push_back(article.where);
    CHECK(places == std::vector<std::string>{name + "!/2025/a.html", name + "!/Київ/б.txt", name + "!/d.jsonl:1",
                                             name + "!/d.jsonl:3", name + "!/e.md.gz!/e.md"});
    REQUIRE(read.rejected.size() == 1);
    CHECK(read.rejected[0].where == name + "!/d.jsonl:2");
    CHECK(read.articles.back().title == "Head");
  }
}

TEST_CASE("records of an archive are numbered through, and their ids are made of both paths") {
  const Folder folder;
  const Input input{folder.write("a.zip", zip({{"a.txt", kSentence}, {"b.jsonl", kLines}, {"c/a.txt", kSentence}})),
                    "in/a.zip"};
  const auto records = [&] {
    std::vector<RawRecord> all;
    reader_for(input.path)
        ->split(
            input, [&](RawRecord record) { return all.push_back(std::move(record)), true; }, [](const Rejection&) {});
    return all;
  };
  const auto first = records(), second = records();
  REQUIRE(first.size() == 5);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < first.size(); ++i) {
    CHECK(first[i].number == i);
    CHECK(first[i].place == second[i].place);
    if (const auto article = archive_reader().parse(input, first[i], {})) ids.insert(article->id);
  }
  CHECK(first[4].place == "!/c/a.txt");
  CHECK(ids.size() == 4);
  const auto article = archive_reader().parse(input, first[4], {});
  REQUIRE(article);
  CHECK(article->id == make_id("path", "in/a.zip!/c/a.txt"));
  std::size_t taken = 0;
  reader_for(input.path)
      ->split(
          input, [&](const RawRecord&) { return ++taken < 2; }, [](const Rejection&) {});
  CHECK(taken == 2);
}

TEST_CASE("a compressed file is read as what it holds") {
  CHECK(only(read_bytes("a.html.gz", gzip(kPage))).where == "a.html.gz!/a.html");
  CHECK(only(read_bytes("a.html.zst", zstd(kPage))).title == "Talks");
  CHECK(only(read_bytes("a.txt.gz", gzip(kPage))).title == "Talks");
  CHECK(only(read_bytes("a.html.gz", kPage)).title == "Talks");  // not packed, whatever its name says
  CHECK(read_bytes("a.bin.gz", gzip(kPage)).articles.empty());
  CHECK(read_bytes("a.bin.gz", gzip(kPage)).rejected.empty());
}

TEST_CASE("archives inside archives are read to the bounded depth") {
  std::string packed = zip({{"x.txt", kSentence}});
  for (const char* name : {"b.zip", "a.zip"}) packed = zip({{name, packed}});
  CHECK(only(read_bytes("top.zip", packed)).where == "top.zip!/a.zip!/b.zip!/x.txt");
  const Read deeper = read_bytes("top.zip", zip({{"c.tar", tar({{"t.zip", packed}, {"y.txt", kSentence}})}}));
  CHECK(only({deeper.articles, {}}).where == "top.zip!/c.tar!/y.txt");
  REQUIRE(deeper.rejected.size() == 1);
  CHECK(deeper.rejected[0].where == "top.zip!/c.tar!/t.zip!/a.zip");
  CHECK(deeper.rejected[0].reason == "archives are nested deeper than 3 levels");
}

TEST_CASE("a bomb is left when it has unpacked to too many times its size") {
  const std::string zeros(80u << 20, 'a');
  const Read bomb = read_bytes("a.zip", zip({{"a.txt", kSentence}, {"b.csv", zeros}, {"c.txt", kSentence}}));
  CHECK(bomb.articles.size() == 1);
  REQUIRE(bomb.rejected.size() == 1);
  CHECK(bomb.rejected[0].where == "a.zip!/b.csv");
  CHECK(bomb.rejected[0].reason == "the archive unpacks to more than 200 times its size; the rest is not read");
  // What nobody wants is not unpacked from a zip, but passed over in a tar.
  CHECK(read_bytes("a.tgz", gzip(tar({{"b.bin", zeros}, {"a.txt", kSentence}}))).rejected.size() == 1);
  CHECK(read_bytes("a.zip", zip({{"in.zip", zip({{"b.csv", zeros}})}})).rejected.size() == 1);
}

TEST_CASE("entries and their sizes are bounded") {
  const std::string packed = tar({{"a.txt", kSentence}, {"b.txt", kSentence + kSentence}, {"c.txt", kSentence}});
  ArchiveLimits few;
  few.entries = 2;
  const Read by_number = within(few, "a.tar", packed);
  CHECK(by_number.articles.size() == 2);
  REQUIRE(by_number.rejected.size() == 1);
  CHECK(by_number.rejected[0].reason == "the archive has more than 2 entries; the rest is not read");
  ArchiveLimits small;
  small.entry_bytes = kSentence.size();
  const Read by_size = within(small, "a.tar", packed);
  CHECK(by_size.articles.size() == 2);
  REQUIRE(by_size.rejected.size() == 1);
  CHECK(by_size.rejected[0].where == "a.tar!/b.txt");
  CHECK(by_size.rejected[0].reason.starts_with("unpacked it is larger than"));
}

TEST_CASE("a damaged archive is read as far as it goes, and says where it ended") {
  const std::string packed = tar({{"a.txt", kSentence}, {"b.txt", std::string(5000, 'x')}});
  const Read cut = read_bytes("a.tar", packed.substr(0, 3000));
  CHECK(cut.articles.size() == 1);
  REQUIRE(!cut.rejected.empty());
  CHECK(cut.rejected[0].where == "a.tar!/b.txt");
  const Read none = read_bytes("a.zip", "this is no archive");
  REQUIRE(none.rejected.size() == 1);
  CHECK(none.rejected[0].where == "a.zip");
  CHECK(none.rejected[0].reason == "it is not an archive");
  CHECK(read_bytes("a.zip", "").rejected.empty());
  CHECK(read_bytes("a.gz", gzip("x").substr(0, 12)).articles.empty());
}

TEST_CASE("what a consumer throws goes through an archive as it is") {
  const Folder folder;
  const Input input{folder.write("a.zip", zip({{"a.txt", kSentence}})), "a.zip"};
  const auto fail = [](const RawRecord&) -> bool { throw std::runtime_error("the disk is full"); };
  CHECK_THROWS_WITH(archive_reader().split(input, fail, [](const Rejection&) {}), "the disk is full");
}

TEST_CASE("pages of a crawl are articles at their addresses, and its dates are not theirs") {
  const std::string warc = response("GET / HTTP/1.1\r\n\r\n", "https://x.example/", "request") + response(http(kPage)) +
                           response(http(kPage, "", "404 Not Found")) +
                           response(http(kPage), "https://x.example/r", "revisit") +
                           response("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx");
  std::string members;
  for (const std::string& one : {response("x", "", "metadata"), response(http(kPage))}) members += gzip(one);
  for (const auto& [name, bytes] : Files{{"a.warc", warc}, {"a.warc.gz", gzip(warc)}, {"b.warc.gz", members}}) {
    INFO(name);
    const Article article = only(read_bytes(name, bytes));
    CHECK(article.url == "https://x.example/a");
    CHECK(article.title == "Talks");
    CHECK(body(article) == kSentence);
    CHECK(day(article) == "none");
    CHECK(article.where == name + ":#2");
  }
  CHECK(only(read_bytes("a.zip", zip({{"c.warc.gz", members}}))).where == "a.zip!/c.warc.gz:#2");
  CHECK(only(read_bytes("a.txt", warc)).title == "Talks");
}

TEST_CASE("a page that was saved without its response is a page of a crawl too") {
  const auto resource = [](const std::string& type, const std::string& page) {
    return fmt::format(
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://x.example/a\r\nContent-Type: {}\r\n"
        "Content-Length: {}\r\n\r\n{}\r\n\r\n",
        type, page.size(), page);
  };
  const Article article =
      only(read_bytes("a.warc", resource("image/png", "x") + resource("text/html; charset=utf-8", kPage)));
  CHECK(article.url == "https://x.example/a");
  CHECK(body(article) == kSentence);
}

TEST_CASE("chunks and packed bodies are undone, also where a crawler has done so and left the header") {
  const std::string half = kPage.substr(0, 40), rest = kPage.substr(40);
  const std::string chunked =
      "28\r\n" + half + "\r\n" + fmt::format("{:x}", rest.size()) + ";x=y\r\n" + rest + "\r\n0\r\n\r\n";
  const std::string packed = gzip(kPage);
  for (const auto& one :
       {http(chunked, "Transfer-Encoding: chunked\r\n"), http(kPage, "Transfer-Encoding: chunked\r\n"),
        http(packed, "Content-Encoding: gzip\r\n"), http(kPage, "Content-Encoding: gzip\r\n"),
        http(fmt::format("{:x}\r\n", packed.size()) + packed + "\r\n0\r\n\r\n",
             "content-encoding: gzip\r\ntransfer-encoding: chunked\r\n")})
    CHECK(body(only(read_bytes("a.warc", response(one)))) == kSentence);
}

TEST_CASE("a page packed with brotli is unpacked, and one that is damaged, cut off or too large is named") {
  const auto read = [](const std::string& bytes) { return read_bytes("a.warc", response(http(bytes, "Content-Encoding: br\r\n"))); };
  const std::string packed = brotli(kPage);
  CHECK(body(only(read(packed))) == kSentence);
  CHECK(body(only(read(kPage))) == kSentence);  // unpacked by the crawler
  for (const std::string& bytes : {std::string("\xff\xff damaged"), packed.substr(0, packed.size() / 2), std::string()}) {
    const Read refused = read(bytes);
    REQUIRE(refused.rejected.size() == 1);
    CHECK(refused.rejected[0].where == "a.warc:#1");
  }
  CHECK(read(brotli(std::string(kMaxRecordBytes + 1, ' '))).rejected.at(0).reason == "unpacked it is larger than 32 MB");
}

TEST_CASE("of what a crawler cut off, what it kept is read, and a revisit tells nothing new") {
  const std::string revisit = response("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "https://x.example/a", "revisit");
  std::string cut = response(http(kPage.substr(0, kPage.find("</article>"))));
  cut.insert(cut.find("Content-Length"), "WARC-Truncated: length\r\n");
  CHECK(body(only(read_bytes("a.warc", cut + revisit))) == kSentence);
}

TEST_CASE("a crawl that is cut off or spoilt is read where it is whole") {
  const std::string whole = response(http(kPage));
  const Read cut = read_bytes("a.warc", whole + whole.substr(0, whole.size() - 50));
  CHECK(cut.articles.size() == 1);
  REQUIRE(cut.rejected.size() == 1);
  CHECK(cut.rejected[0].where == "a.warc:#2");
  CHECK(cut.rejected[0].reason == "the file ends inside the record");
  std::string noise;
  for (unsigned i = 1, n = 0; n < 600000; ++n)
    noise += static_cast<char>('a' + ((i = i * 1103515245 + 12345) >> 16) % 26);
  const std::string packed = gzip(whole) + gzip(response("HTTP/1.1 200 OK\r\n\r\n" + noise)) + gzip(whole);
  const Read short_of = read_bytes("a.warc.gz", packed.substr(0, packed.size() - 100000));
  CHECK(short_of.articles.size() == 1);
  CHECK(short_of.rejected.size() == 1);
  const Read spoilt = read_bytes("a.warc", whole + "noise\r\nmore\r\n" + whole);
  CHECK(spoilt.articles.size() == 2);
  CHECK(spoilt.rejected.size() == 1);
  const Read large = read_bytes("a.warc", response(http(std::string(kMaxRecordBytes, 'x'))) + whole);
  CHECK(large.articles.size() == 1);
  REQUIRE(large.rejected.size() == 1);
  CHECK(large.rejected[0].reason == "the record is larger than 32 MB");
}

TEST_CASE("pages of a crawl by the Internet Archive's older format are articles too") {
  const std::string records[] = {arc_beginning(), arc_record("192.0.2.1", "dns:x.example", "text/dns"),
                                 arc_record(http(kPage, "", "404 Not Found")),
                                 arc_record(http(kPage), "http://www.x.example/a b?utm_source=y"),
                                 arc_record("GIF89a", "http://x.example/b.gif", "image/gif")};
  std::string plain, members;
  for (const std::string& one : records) plain += one, members += gzip(one);
  for (const auto& [name, bytes] :
       Files{{"a.arc", plain}, {"a.arc.gz", gzip(plain)}, {"b.arc.gz", members}, {"a.txt", plain}}) {
    INFO(name);
    const Article article = only(read_bytes(name, bytes));
    CHECK(article.url == "https://x.example/a%20b");
    CHECK(article.title == "Talks");
    CHECK(body(article) == kSentence);
    CHECK(day(article) == "none");
    CHECK(article.where == name + ":#4");
  }
  CHECK(only(read_bytes("a.zip", zip({{"c.arc.gz", members}}))).where == "a.zip!/c.arc.gz:#4");
  const std::string second = arc_beginning("2 0") + arc_record(http(gzip(kPage), "Content-Encoding: gzip\r\n"), "http://x.example/c",
                                                               "text/html", "200 fac069150613fe55599cc7fa88aa089d - 209 x.arc ");
  CHECK(only(read_bytes("a.arc", second)).url == "https://x.example/c");
  const std::string chunked = http(fmt::format("{:x}\r\n{}\r\n0\r\n\r\n", kPage.size(), kPage), "Transfer-Encoding: chunked\r\n");
  CHECK(body(only(read_bytes("a.arc", arc_beginning() + arc_record(chunked)))) == kSentence);
  CHECK(body(only(read_bytes("a.arc", arc_beginning() + arc_record(kPage)))) == kSentence);  // HTTP 0.9
}

TEST_CASE("an older crawl that is cut off, spoilt or too large is read where it is whole") {
  const std::string begin = arc_beginning(), whole = arc_record(http(kPage));
  const auto reasons = [](const std::string& bytes, std::size_t articles) {
    const Read read = read_bytes("a.arc", bytes);
    CHECK(read.articles.size() == articles);
    std::string all;
    for (const Rejection& one : read.rejected) all += one.where + " " + one.reason + "; ";
    return all;
  };
  CHECK(reasons(begin + whole + whole.substr(0, whole.size() - 50), 1) == "a.arc:#3 the file ends inside the record; ");
  CHECK(reasons(begin + "http://x.example/b 192.0.2.1 20010911120000 text/html -1\n" + whole, 1) ==
        "a.arc:#2 the record does not say how long it is; ");
  CHECK(reasons(begin + whole + "noise 1 2 3 4\nmore\n" + whole, 2) ==
        "a.arc:#3 there is no record where one should begin; it is looked for further on; ");
  CHECK(reasons(begin + arc_record(http(std::string(kMaxRecordBytes, 'x'))) + whole, 1) == "a.arc:#2 the record is larger than 32 MB; ");
  CHECK(reasons(begin + arc_record(http(gzip(kPage).substr(0, 30), "Content-Encoding: gzip\r\n")) + whole, 1).starts_with("a.arc:#2 it cannot be unpacked"));
}
