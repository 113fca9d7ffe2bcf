// searchd/http on the wire: files, tags, bounds, slow and hostile clients, an index that comes, changes and breaks.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "http_daemon.hpp"
#include "search_archive.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::tests;
using namespace std::chrono_literals;
using nlohmann::json;

const std::string kPlain = "GET / HTTP/1.1\r\nHost: localhost\r\n";

}  // namespace

TEST_CASE("the page holds its own files and nothing else of the folder") {
  const PageFolder folder;
  const http::Page page(folder.path);
  REQUIRE(page.file("/"));
  CHECK(page.file("/") == page.file("/article/a1b2"));
  CHECK(page.file("/") == page.file("/entity/kyiv"));
  CHECK(page.file("/js/app.js")->content_type == "text/javascript; charset=utf-8");
  for (const char* path : {"", "/js", "/js/", "/article/", "/article/a/b", "/notes.bak", "/.hidden.js", "/link.txt", "/etc/passwd", "/../etc/passwd", "//"})
    CHECK_FALSE(page.file(path));
  CHECK_THROWS(http::Page(folder.path / "nowhere"));
}

TEST_CASE("a tag is found in a list, weak or strong, packed or not") {
  CHECK(http::names_etag("\"a\", W/\"b\"", "W/\"b\""));
  CHECK(http::names_etag("\"b-gzip\"", "\"b\""));
  CHECK(http::names_etag("*", "\"b\""));
  CHECK_FALSE(http::names_etag("\"ab\"", "\"b\""));
  CHECK_FALSE(http::names_etag("b", "\"b\""));
  CHECK_FALSE(http::names_etag("\"b", "\"b\""));
  CHECK_FALSE(http::names_etag("", "\"b\""));
}

TEST_CASE("a file has a tag, and one who has it is told so") {
  const Daemon daemon;
  const std::string first = daemon.ask("GET /");
  CHECK(status(first) == 200);
  CHECK(header(first, "Content-Type") == "text/html; charset=utf-8");
  CHECK(header(first, "Cache-Control") == "no-cache");
  CHECK(header(first, "Vary") == "Accept-Encoding");
  CHECK(header(first, "X-Content-Type-Options") == "nosniff");
  CHECK(header(first, "Referrer-Policy") == "no-referrer");
  CHECK(header(first, "Content-Security-Policy").find("require-trusted-types-for 'script'") != std::string::npos);
  const std::string etag = header(first, "ETag");
  CHECK(etag.starts_with('"'));
  const std::string again = daemon.ask("GET /", "If-None-Match: " + etag + "\r\n");
  CHECK(status(again) == 304);
  CHECK(header(again, "ETag") == etag);
  CHECK(header(again, "Content-Length").empty());
  CHECK(header(again, "Access-Control-Allow-Origin").empty());
  const std::string packed = daemon.ask("GET /", "Accept-Encoding: br, gzip\r\n");
  CHECK(header(packed, "Content-Encoding") == "gzip");
  CHECK(header(packed, "ETag") == etag.substr(0, etag.size() - 1) + "-gzip\"");
  CHECK(body(packed).size() < body(first).size());
}

TEST_CASE("HEAD says what GET says, without the body") {
  const Daemon daemon;
  Wire wire(daemon.port());
  wire.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const std::string head = wire.reply(true);
  CHECK(status(head) == 200);
  CHECK(header(head, "Content-Length") == header(daemon.ask("GET /"), "Content-Length"));
  wire.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(body(wire.reply()) == "alive\n");
}

TEST_CASE("without an index the daemon is alive, not ready, and says so") {
  const Daemon daemon;
  CHECK(status(daemon.ask("GET /healthz")) == 200);
  CHECK(status(daemon.ask("GET /readyz")) == 503);
  const std::string reply = daemon.ask("GET /api/v1/search?q=x");
  CHECK(status(reply) == 503);
  CHECK(header(reply, "Content-Type") == "application/json");
  CHECK(header(reply, "Retry-After") == "5");
  CHECK(json::parse(body(reply))["error"]["code"] == "no_index");
}

TEST_CASE("what is not there is a JSON error below the API and plain text elsewhere") {
  const Daemon daemon;
  const std::string api = daemon.ask("GET /api/v1/nothing");
  CHECK(status(api) == 404);
  CHECK(json::parse(body(api))["error"]["code"] == "not_found");
  const std::string file = daemon.ask("GET /nothing");
  CHECK(status(file) == 404);
  CHECK(header(file, "Content-Type") == "text/plain; charset=utf-8");
  for (const char* path : {"/js/app.js%00.html", "/%2e%2e/etc/passwd", "/..%2fetc/passwd", "/js", "/link.txt"})
    CHECK(status(daemon.ask(std::string("GET ") + path)) == 404);
}

TEST_CASE("a refused method closes the connection, so that its body is never a request") {
  const Daemon daemon;
  Wire wire(daemon.port());
  wire.send("POST /api/v1/index HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const std::string reply = wire.reply();
  CHECK(status(reply) == 405);
  CHECK(header(reply, "Allow") == "GET, HEAD");
  CHECK(header(reply, "Connection") == "close");
  CHECK(header(reply, "X-Content-Type-Options") == "nosniff");
  CHECK(json::parse(body(reply))["error"]["code"] == "method_not_allowed");
  CHECK(wire.reply().empty());
  CHECK(wire.closed());
}

TEST_CASE("a head without end is cut at its bound") {
  const Daemon daemon;
  Wire line(daemon.port());
  line.send("GET /" + std::string(20000, 'a'));
  CHECK(status(line.reply()) == 414);
  CHECK(line.closed());
  Wire head(daemon.port());
  head.send(kPlain);
  for (int i = 0; i < 5000; ++i) head.send("A: 0123456789\r\n");
  CHECK(status(head.reply()) == 431);
  CHECK(head.closed());
  CHECK(status(daemon.ask("GET /healthz", "Transfer-Encoding: chunked\r\n")) == 400);
}

TEST_CASE("a slow client is cut, and holds nobody up meanwhile") {
  const Daemon daemon;  // with two threads
  std::vector<std::unique_ptr<Wire>> slow;
  for (int i = 0; i < 60; ++i) slow.emplace_back(std::make_unique<Wire>(daemon.port()))->send("GET / HT");
  for (int i = 0; i < 200; ++i) slow.emplace_back(std::make_unique<Wire>(daemon.port()));
  const auto began = std::chrono::steady_clock::now();
  CHECK(status(daemon.ask("GET /healthz")) == 200);
  CHECK(std::chrono::steady_clock::now() - began < 200ms);
  CHECK(status(slow[0]->reply()) == 408);
  CHECK(slow[0]->closed());
}

TEST_CASE("a foreign Host header is refused") {
  const Daemon daemon;
  Wire wire(daemon.port());
  wire.send("GET /api/v1/index HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  const std::string reply = wire.reply();
  CHECK(status(reply) == 400);
  CHECK(json::parse(body(reply))["error"]["code"] == "foreign_host");
  for (const char* host : {"[::1].evil.com", "127.0.0.1:80.evil.com", "[::1]evil", "localhost:abc", "localhost/evil", "127.0.0.256", "local host", "[::1"}) {
    Wire other(daemon.port());
    other.send("GET /healthz HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
    INFO(host);
    CHECK(status(other.reply()) == 400);
  }
  for (const char* host : {"[::1]:8080", "LOCALHOST:1", "127.9.9.9", "localhost."}) {
    Wire other(daemon.port());
    other.send("GET /healthz HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
    INFO(host);
    CHECK(status(other.reply()) == 200);
  }
}

TEST_CASE("requests that come all at once are answered in order on one connection") {
  const Daemon daemon;
  Wire wire(daemon.port());
  const std::string end = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  wire.send("GET /healthz" + end + "GET /js/app.js" + end + "\r\nGET /nothing" + end);
  CHECK(body(wire.reply()) == "alive\n");
  CHECK(body(wire.reply()) == "export {};");
  CHECK(status(wire.reply()) == 404);
  wire.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  CHECK(header(wire.reply(), "Connection") == "close");
  CHECK(wire.closed());
}

TEST_CASE("ranges are not answered") {
  const Daemon daemon;
  for (const char* range : {"bytes=0-1", "bytes=0-,0-,0-", "nonsense", "bytes=5-1"}) CHECK(status(daemon.ask("GET /", std::string("rAnge: ") + range + "\r\n")) == 200);
}

TEST_CASE("a body is read in pieces, and one that never comes is cut") {
  const Daemon daemon;
  Wire wire(daemon.port());
  wire.send("POST /api/v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{\"q\":");
  std::this_thread::sleep_for(20ms);
  wire.send("\"x\"} ");
  CHECK(status(wire.reply()) == 503);  // there is no index
  wire.send("POST /api/v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{\"q\":");
  CHECK(status(wire.reply()) == 408);
}

TEST_CASE("another origin may ask only where it was let in") {
  http::ServerOptions options;
  options.allow_origin = "https://desk.example";
  const Daemon daemon(options);
  const std::string preflight = daemon.ask("OPTIONS /api/v1/search");
  CHECK(status(preflight) == 204);
  CHECK(header(preflight, "Access-Control-Allow-Origin") == "https://desk.example");
  CHECK(header(daemon.ask("GET /api/v1/search"), "Access-Control-Allow-Origin") == "https://desk.example");
  CHECK(header(daemon.ask("GET /"), "Vary") == "Accept-Encoding, Origin");
}

TEST_CASE("a second daemon on the same port is told that it cannot listen") {
  const Daemon daemon;
  CHECK_THROWS_AS(http::Connections("127.0.0.1", daemon.port(), {}, {}), http::CannotListen);
  CHECK_THROWS_AS(http::Connections("no.such.host.invalid", 0, {}, {}), http::CannotListen);
}

TEST_CASE("a request that has come is answered also when the daemon is told to stop") {
  std::unique_ptr<Daemon> daemon = std::make_unique<Daemon>();
  Wire wire(daemon->port());
  wire.send(kPlain + "\r\n");
  daemon.reset();
  CHECK(status(wire.reply()) == 200);
}

// ---- with an index

namespace {

std::string path_of_first_article(const Daemon& daemon) {
  return "/api/v1/articles/" + json::parse(body(daemon.ask("GET /api/v1/search?sort_by=newest")))["hits"][0]["id"].get<std::string>();
}

std::string post(const Daemon& daemon, const std::string& text, const std::string& headers = {}) {
  Wire wire(daemon.port());
  wire.send("POST /api/v1/search HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text);
  return wire.reply();
}

// A reply without what differs between two equal searches.
json searched(const std::string& reply) {
  json object = json::parse(body(reply));
  object.erase("search_time_ms");
  return object;
}

}  // namespace

TEST_CASE("a daemon with an index answers searches, articles and what it holds") {
  tests::TestArchive archive;
  archive.publish(tests::made_up_articles(80, 2, 0.1, 11), 2);
  const Daemon daemon({}, archive.path);
  CHECK(status(daemon.ask("GET /readyz")) == 200);

  const std::string all = daemon.ask("GET /api/v1/search?per_page=100");
  CHECK(status(all) == 200);
  CHECK(header(all, "Content-Type") == "application/json");
  const json found = json::parse(body(all));
  CHECK(found["found"] == found["index"]["articles"]);
  CHECK(found["hits"].size() == found["found_stories"]);
  CHECK(found["facet_counts"].size() == query::kFacets);

  const std::string path = path_of_first_article(daemon);
  const json article = json::parse(body(daemon.ask("GET " + path + "?q=talks")));
  CHECK("/api/v1/articles/" + article["id"].get<std::string>() == path);
  CHECK_FALSE(article["paragraphs"].empty());
  const std::string none = daemon.ask("GET /api/v1/articles/a00000000000");
  CHECK(status(none) == 404);
  CHECK(json::parse(body(none))["error"]["code"] == "no_such_article");

  const json index = json::parse(body(daemon.ask("GET /api/v1/index")));
  CHECK(index["articles"] == found["found"]);
  CHECK(index["sources"].size() == 2);  // two spellings of one, and another
  CHECK(index["entities"].get<int>() > 3);
  CHECK(index["stale"] == true);        // built in February
  CHECK(index["from"] < index["to"]);
}

TEST_CASE("a search has a weak tag that holds for the generation") {
  tests::TestArchive archive;
  archive.publish(tests::made_up_articles(40, 1, 0, 3), 1);
  Daemon daemon({}, archive.path);
  const std::string first = daemon.ask("GET /api/v1/search?q=talks");
  const std::string tag = header(first, "ETag"), condition = "If-None-Match: " + tag + "\r\n";
  CHECK(tag.starts_with("W/\""));
  CHECK(status(daemon.ask("GET /api/v1/search?q=talks", condition)) == 304);
  CHECK(status(daemon.ask("HEAD /api/v1/search?q=talks", condition)) == 304);
  CHECK(status(daemon.ask("GET /api/v1/search?q=talks", "If-None-Match: \"other\"\r\n" + condition)) == 304);
  CHECK(status(daemon.ask("GET /api/v1/search?q=grain", condition)) == 200);
  CHECK(header(daemon.ask("GET /api/v1/search?q=talks", "Accept-Encoding: gzip\r\n"), "ETag") == tag);
  CHECK(header(daemon.ask("GET /api/v1/search?q=talks", "Accept-Encoding: gzip\r\n"), "Content-Encoding") == "gzip");
  archive.publish(tests::made_up_articles(50, 1, 0, 4), 1);
  daemon.service().refresh();
  const std::string next = daemon.ask("GET /api/v1/search?q=talks", condition);
  CHECK(status(next) == 200);
  CHECK(json::parse(body(next))["index"]["generation"] == 2);
}

TEST_CASE("an index that appears is picked up by itself") {
  tests::TestArchive archive;
  Daemon daemon({}, archive.path);
  const http::Refresher refresher(daemon.service());
  CHECK(status(daemon.ask("GET /readyz")) == 503);
  archive.publish(tests::made_up_articles(10, 1, 0, 5), 1);
  const auto end = std::chrono::steady_clock::now() + 10s;
  while (status(daemon.ask("GET /readyz")) != 200 && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(50ms);
  CHECK(status(daemon.ask("GET /api/v1/search")) == 200);
}

TEST_CASE("an index that breaks leaves the old generation in force") {
  tests::TestArchive archive;
  archive.publish(tests::made_up_articles(10, 1, 0, 5), 1);
  Daemon daemon({}, archive.path);
  fs::create_directories(archive.path / "gen-000002");
  std::ofstream(archive.path / "gen-000002" / "manifest.json") << "{";
  std::ofstream(archive.path / "current") << "gen-000002";
  daemon.service().refresh();
  CHECK(json::parse(body(daemon.ask("GET /api/v1/search")))["index"]["generation"] == 1);
}

TEST_CASE("a long list of names comes over the wire whole") {
  tests::TestArchive archive;
  archive.publish(tests::made_up_articles(60, 1, 0, 9), 1);
  const Daemon daemon({}, archive.path);
  json names = json::array();
  for (int i = 0; i < 999; ++i) names.push_back(std::string(240, 'x') + std::to_string(i));
  names.push_back("Zelensky");
  const std::string body = json{{"names", names}}.dump();
  REQUIRE(body.size() > 200 * 1024);
  tests::Wire wire(daemon.port());
  wire.send("POST /api/v1/names HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  const std::string reply = wire.reply();
  CHECK(status(reply) == 200);
  const json answered = json::parse(tests::body(reply))["names"];
  REQUIRE(answered.size() == 1000);
  CHECK(answered[999]["entity"]["id"] == "volodymyr-zelenskyy");
  CHECK(header(daemon.ask("GET /api/v1/names"), "Allow") == "POST");
}

TEST_CASE("a POST finds what the same GET finds") {
  tests::TestArchive archive;
  archive.publish(tests::made_up_articles(60, 1, 0, 9), 1);
  const Daemon daemon({}, archive.path);
  const std::string asked = R"({"q": "talks", "place": ["kyiv", "lviv"], "per_page": 5, "sort_by": "newest"})";
  const std::string got = daemon.ask("GET /api/v1/search?q=talks&place=kyiv&place=lviv&per_page=5&sort_by=newest");
  CHECK(searched(post(daemon, asked)) == searched(got));
  CHECK(searched(post(daemon, asked, "Content-Type: application/x-www-form-urlencoded\r\n")) == searched(got));
  CHECK(status(post(daemon, "[1]")) == 400);
  CHECK(json::parse(body(post(daemon, R"({"q": "talks", "per_page": 1, "q": "grain"})")))["error"]["code"] == "repeated_parameter");
  CHECK(status(post(daemon, "{\"sort\": \"newest\"}")) == 400);
}

TEST_CASE("what cannot be asked is said with its parameter, over the wire too") {
  tests::TestArchive archive;
  archive.publish(tests::made_up_articles(20, 1, 0, 9), 1);
  const Daemon daemon({}, archive.path);
  const auto error = [&](const std::string& query) {
    const std::string reply = daemon.ask("GET /api/v1/search?" + query);
    CHECK(status(reply) == 400);
    CHECK(header(reply, "ETag").empty());
    return json::parse(body(reply))["error"];
  };
  CHECK(error("from=2025-13")["param"] == "from");
  CHECK(error("q=%ff")["code"] == "bad_text");
  CHECK(error("persn=x")["message"] == "'persn' is not a parameter; the nearest is 'person'");
  CHECK(error("person=nobody+at+all")["code"] == "unknown_entity");
  CHECK(error("per_page=1000")["code"] == "bad_number");
  CHECK(status(daemon.ask("GET /api/v1/index?q=x")) == 400);
  CHECK(status(daemon.ask("GET /api/v1/search?q=(%22AND+%22+OR+NOT+((&page=&")) == 200);
}

TEST_CASE("an export comes in chunks, whole, to its last") {
  tests::TestArchive archive;
  archive.publish(tests::made_up_articles(900, 2, 0.1, 5), 2);
  const Daemon daemon({}, archive.path);
  const json all = json::parse(body(daemon.ask("GET /api/v1/search?per_page=1")));
  tests::Wire wire(daemon.port());
  wire.send("GET /api/v1/export.csv HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  const std::string head = wire.reply(true);
  CHECK(status(head) == 200);
  CHECK(header(head, "Transfer-Encoding") == "chunked");
  CHECK(header(head, "Content-Length").empty());
  CHECK(header(head, "Dispatches-Found") == std::to_string(all["found"].get<int>()));
  CHECK(header(head, "Dispatches-Generation") == "1");
  std::string rest;
  for (std::string more = wire.rest(); !more.empty(); more = wire.rest()) rest += more;
  CHECK(rest.ends_with("\r\n0\r\n\r\n"));
  CHECK(static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '\n')) > all["found"].get<std::size_t>());
  CHECK(header(daemon.ask("HEAD /api/v1/export.csv"), "Dispatches-Found") == header(head, "Dispatches-Found"));
}

// Two lengths would be two readers' two ends (RFC 9112, 6.2); HTTP/1.0 knows no chunks.
TEST_CASE("a table of unknown length says no length, of articles and of quotes") {
  tests::TestArchive archive;
  archive.publish(tests::made_up_articles(20, 2, 0.1, 5), 2);
  const Daemon daemon({}, archive.path);
  for (const std::string path : {"/api/v1/export.csv", "/api/v1/export.ndjson", "/api/v1/quotes.csv", "/api/v1/quotes.ndjson"}) {
    INFO(path);
    tests::Wire wire(daemon.port()), old(daemon.port());
    wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const std::string head = wire.reply(true);
    CHECK(header(head, "Transfer-Encoding") == "chunked");
    CHECK(header(head, "Content-Length").empty());
    CHECK(header(daemon.ask("HEAD " + path), "Content-Length").empty());
    old.send("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n");
    const std::string first = old.reply(true);
    CHECK(header(first, "Transfer-Encoding").empty());
    CHECK(header(first, "Content-Length").empty());
    CHECK(old.closed());
  }
}
