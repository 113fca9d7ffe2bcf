// searchd/http under attack: requests that two readers could part differently, clients that dribble, do not read or go away, work that costs too much,
// an index that breaks while it is read. A normal client notices none of it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "http_daemon.hpp"
#include "search_archive.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::tests;
using namespace std::chrono_literals;
using nlohmann::json;

const std::string kGet = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";
const std::string kPost = "POST /api/v1/search HTTP/1.1\r\nHost: localhost\r\n";

// Milliseconds that a client waits for an answer from beginning to end.
double probe(const Daemon& daemon, const std::string& target = "/healthz") {
  const auto began = std::chrono::steady_clock::now();
  CHECK(status(daemon.ask("GET " + target)) == 200);
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

// Articles whose texts no buffer of a socket holds.
std::vector<PlainArticle> long_articles() {
  std::vector<PlainArticle> articles;
  std::string body;
  for (int i = 0; i < 300; ++i) body += std::string(50, static_cast<char>('a' + i % 26)) + (i == 299 ? "" : " ");
  for (int i = 0; i < 1000; ++i) articles.push_back(article_of("a" + std::to_string(10'000'000'000 + i), "Note", body));
  return articles;
}

// A client that asks for a long reply and takes no more of it than its status, unless it is told to.
class Idler {
 public:
  explicit Idler(int port) : descriptor_(socket(AF_INET, SOCK_STREAM, 0)) {
    const int small = 4096;
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    sockaddr_in address{};
    address.sin_family = AF_INET, address.sin_port = htons(static_cast<std::uint16_t>(port)), address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    const std::string request = "GET /api/v1/export.csv?fields=id,body HTTP/1.1\r\nHost: localhost\r\n\r\n";
    REQUIRE(::send(descriptor_, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size()));
    std::string begin(12, ' ');
    runs = recv(descriptor_, begin.data(), begin.size(), MSG_WAITALL) == 12 && begin == "HTTP/1.1 200";
  }
  ~Idler() { close(descriptor_); }
  Idler(const Idler&) = delete;
  Idler& operator=(const Idler&) = delete;
  bool runs = false;                       // its export was let in
  // So much at a time, with pauses. True: the reply came to its last chunk.
  bool reads_to_the_end(std::size_t bytes, std::chrono::milliseconds pause) const {
    std::string last, piece(bytes, ' ');
    for (ssize_t count = 1; count > 0; std::this_thread::sleep_for(pause)) {
      count = recv(descriptor_, piece.data(), piece.size(), 0);
      if (count > 0) last = ends(last + piece.substr(0, static_cast<std::size_t>(count)));
      if (last.ends_with("\r\n0\r\n\r\n")) return true;
    }
    return false;
  }
  // As a process that dies: the other side gets a reset.
  void vanish() const {
    const linger now{1, 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  }

 private:
  static std::string ends(const std::string& text) { return text.substr(text.size() - std::min<std::size_t>(text.size(), 16)); }
  int descriptor_;
};

// As many exports as may run at once. Those of before may take a moment to end.
std::vector<std::unique_ptr<Idler>> running_exports(const Daemon& daemon) {
  std::vector<std::unique_ptr<Idler>> readers;
  for (const auto end = std::chrono::steady_clock::now() + 10s; readers.size() < http::kMaxExports && std::chrono::steady_clock::now() < end;)
    if (auto one = std::make_unique<Idler>(daemon.port()); one->runs) readers.push_back(std::move(one));
  REQUIRE(readers.size() == http::kMaxExports);
  return readers;
}

// The status of one more export, asked for until it is `wanted` or some seconds have passed.
int export_status(const Daemon& daemon, int wanted) {
  int last = 0;
  for (const auto end = std::chrono::steady_clock::now() + 10s; std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(20ms))
    if (last = status(daemon.ask("HEAD /api/v1/export.csv")); last == wanted) break;
  return last;
}

// The status of one question that no socket carried.
http::Reply answer(const http::Service& service, const std::string& path, const http::Parameters& parameters = {}, const std::string& body = {}) {
  return service.answer({body.empty() ? "GET" : "POST", path, path, parameters, body, {}});
}

}  // namespace

TEST_CASE("what two readers of a request could part differently is refused, and the connection closes") {
  const Daemon daemon;
  const std::string smuggled = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const std::vector<std::pair<std::string, int>> requests = {
      {kPost + "Content-Length: 2\r\nContent-Length: 44\r\n\r\n{}" + smuggled, 400},
      {kPost + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + smuggled, 400},
      {kPost + "Content-Length: 2, 2\r\n\r\n{}" + smuggled, 400},
      {kPost + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled, 400},
      {kPost + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + smuggled, 400},
      {kPost + "Transfer-Encoding : chunked\r\nContent-Length: 2\r\n\r\n{}" + smuggled, 400},
      {kPost + "X: a\r\n Content-Length: 44\r\n\r\n" + smuggled, 400},
      {kPost + "Content-Length: -1\r\n\r\n" + smuggled, 400},
      {kPost + "Content-Length: +2\r\n\r\n{}" + smuggled, 400},
      {kPost + "Content-Length: 0x2\r\n\r\n{}" + smuggled, 400},
      {kPost + "Content-Length: \r\n\r\n" + smuggled, 400},
      {kPost + "Content-Length: 99999999999999999999999\r\n\r\n" + smuggled, 413},
      {kPost + "Content-Length: 18446744073709551615\r\n\r\n" + smuggled, 413},
      {kPost + "Content-Length: 65537\r\n\r\n" + smuggled, 413},
      {kPost + "X: a\nContent-Length: 44\r\n\r\n" + smuggled, 400},
      {kPost + "X: a\rContent-Length: 44\r\n\r\n" + smuggled, 400},
      {kPost + std::string("X: a\0b\r\n\r\n", 10) + smuggled, 400},
      {std::string("GET /\0healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 44) + smuggled, 400},
      {"GET /healthz HTTP/1.1\r\n\r\n" + smuggled, 400},
      {"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n" + smuggled, 400},
      {"GET  /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" + smuggled, 400},
      {"GET /healthz HTTP/2.0\r\nHost: localhost\r\n\r\n" + smuggled, 400},
      {"GET /healthz\r\n\r\n" + smuggled, 400},
      {"GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" + smuggled, 400},
      {"GET localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n" + smuggled, 400},
      {"CONNECT /x HTTP/1.1\r\nHost: localhost\r\n\r\n" + smuggled, 405},
      {"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n" + smuggled, 405},
      {"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 44\r\nContent-Encoding: gzip\r\n\r\n" + smuggled, 415},
  };
  for (const auto& [request, expected] : requests) {
    CAPTURE(request);
    Wire wire(daemon.port());
    wire.send(request);
    const std::string reply = wire.reply();
    CHECK(status(reply) == expected);
    CHECK(header(reply, "Connection") == "close");
    CHECK(wire.reply().empty());
    CHECK(wire.closed());
  }
  probe(daemon);
}

TEST_CASE("lines that end in a bare LF are no head, and time out") {
  const Daemon daemon;
  Wire wire(daemon.port());
  wire.send("GET /healthz HTTP/1.1\nHost: localhost\n\n");
  CHECK(status(wire.reply()) == 408);
  CHECK(wire.closed());
}

TEST_CASE("odd escapes in an address are taken as they stand, or refused; none is a file or a defect") {
  TestArchive archive;
  archive.publish(made_up_articles(20, 1, 0, 5), 1);
  const Daemon daemon({}, archive.path);
  for (const char* query : {"q=%", "q=%4", "q=%zz", "q=%u0041", "q=%00", "q=a%00b", "q=%e2%80%ae", "q=&&&=&q", "q=%25%25", "q=a;b", "q=%c3%a9", "=", "%00", "q=a#b", "q=+%2b+"}) {
    CAPTURE(query);
    const int said = status(daemon.ask(std::string("GET /api/v1/search?") + query));
    CHECK((said == 200 || said == 400));
  }
  for (const char* query : {"q=%ff", "q=%c0%af", "q=%ed%a0%80"}) CHECK(status(daemon.ask(std::string("GET /api/v1/search?") + query)) == 400);
  for (const char* path : {"/%00", "/index.html%00", "/healthz%00", "/%", "/%zz", "/%2e%2e/%2e%2e/etc/passwd", "/..%5c..", "//etc/passwd", "/api/v1/articles/%00", "/api/v1/articles/..%2f..", "/api/v1/%73earch%00"}) {
    CAPTURE(path);
    CHECK(status(daemon.ask(std::string("GET ") + path)) == 404);
  }
}

TEST_CASE("a client that waits to be told to send its body is told") {
  http::ServerOptions options;
  options.limits.request = 10s;
  const Daemon daemon(options);
  Wire wire(daemon.port());
  wire.send(kPost + "Content-Length: 2\r\nExpect: 100-Continue\r\n\r\n");
  CHECK(status(wire.reply(true)) == 100);
  wire.send("{}");
  CHECK(status(wire.reply()) == 503);  // there is no index
  wire.send(kPost + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n{}");  // did not wait
  CHECK(status(wire.reply()) == 503);
  wire.send(kPost + "Content-Length: 700000\r\nExpect: 100-continue\r\n\r\n");
  CHECK(status(wire.reply()) == 413);
  CHECK(wire.closed());
}

TEST_CASE("clients that dribble and clients that are idle do not disturb a normal one") {
  const Daemon daemon;  // with two threads
  std::vector<std::unique_ptr<Wire>> idle, dribbling;
  for (int i = 0; i < 200; ++i) idle.emplace_back(std::make_unique<Wire>(daemon.port()));
  for (int i = 0; i < 60; ++i) dribbling.emplace_back(std::make_unique<Wire>(daemon.port()));
  std::vector<double> waits;
  for (std::size_t at = 0; at < 20; ++at) {
    for (const auto& one : dribbling) one->send(kGet.substr(at, 1));
    std::this_thread::sleep_for(5ms);
    waits.push_back(probe(daemon));
  }
  std::sort(waits.begin(), waits.end());
  WARN("a probe waits " << waits[10] << " ms (median), " << waits.back() << " ms (most) beside 200 idle and 60 dribbling clients");
  CHECK(waits[10] < 200);
}

TEST_CASE("beyond the number of connections the longest idle gives way to one who asks") {
  http::ServerOptions options;
  options.limits.connections = 10;
  const Daemon daemon(options);
  std::vector<std::unique_ptr<Wire>> idle;
  for (int i = 0; i < 40; ++i) idle.emplace_back(std::make_unique<Wire>(daemon.port()));
  probe(daemon);
  CHECK(idle.front()->closed());
}

TEST_CASE("a reader that takes nothing of an export holds no thread, and is cut") {
  TestArchive archive;
  archive.publish(long_articles(), 1);
  http::ServerOptions options;
  options.limits.reply = 3s;
  const Daemon daemon(options, archive.path);
  const auto readers = running_exports(daemon);
  CHECK(export_status(daemon, 429) == 429);       // as many as may run
  probe(daemon, "/api/v1/search?q=note");         // though there are but two threads
  CHECK(export_status(daemon, 200) == 200);       // the readers were cut after their time
}

TEST_CASE("a slow reader has its export whole, as long as it takes each piece in time") {
  TestArchive archive;
  std::vector<PlainArticle> articles = long_articles();
  articles.resize(300);
  archive.publish(articles, 1);
  http::ServerOptions options;
  options.limits.reply = 400ms;
  const Daemon daemon(options, archive.path);
  const Idler reader(daemon.port());
  REQUIRE(reader.runs);
  CHECK(reader.reads_to_the_end(64 * 1024, 2ms));
}

TEST_CASE("an export under way ends whole though the daemon is told to end") {
  TestArchive archive;
  archive.publish(long_articles(), 1);
  auto daemon = std::make_unique<Daemon>(http::ServerOptions(), archive.path);
  const Idler reader(daemon->port());
  REQUIRE(reader.runs);
  std::this_thread::sleep_for(100ms);             // until it waits for its reader
  std::thread ending([&] { daemon.reset(); });
  std::this_thread::sleep_for(100ms);
  CHECK(reader.reads_to_the_end(256 * 1024, 0ms));
  ending.join();
}

TEST_CASE("an export whose reader goes away ends, and others may begin") {
  TestArchive archive;
  archive.publish(long_articles(), 1);
  const Daemon daemon({}, archive.path);
  for (int round = 0; round < 3; ++round) {
    auto readers = running_exports(daemon);
    CHECK(export_status(daemon, 429) == 429);
    for (const auto& reader : readers) reader->vanish();
    readers.clear();
    CHECK(export_status(daemon, 200) == 200);
  }
}

TEST_CASE("work that costs too much is given up at every address, and said") {
  TestArchive archive;
  archive.publish(made_up_articles(60, 2, 0.1, 5), 2);
  search::Searcher searcher(archive.path);
  const http::Page page;
  http::ServiceOptions options{archive.path, "1"};
  options.cpu_limit = 0ms;
  http::Service service(searcher, page, options);
  service.refresh();
  const std::vector<std::pair<std::string, http::Parameters>> questions = {
      {"/api/v1/search", {{"q", "grain talks"}}}, {"/api/v1/search", {{"person", "nato"}}}, {"/api/v1/articles/" + archive.articles[0].id, {{"q", "grain"}}},
      {"/api/v1/export.csv", {}}, {"/api/v1/export.ndjson", {{"q", "\"grain talks\""}}}, {"/api/v1/suggest", {{"q", "gra"}}}, {"/api/v1/entities", {}},
      {"/api/v1/entities/nato", {}}, {"/api/v1/entities/nato/spellings", {{"by", "source"}}}, {"/api/v1/spellings", {}}, {"/api/v1/counts", {{"by", "person"}}},
      {"/api/v1/counts.csv", {{"by", "day"}}}, {"/api/v1/feed.json", {}}, {"/api/v1/feed.atom", {}}};
  for (const auto& [path, parameters] : questions) {
    CAPTURE(path);
    const http::Reply reply = answer(service, path, parameters);
    CHECK(reply.status == 503);
    CHECK(json::parse(reply.body)["error"]["code"] == "time_limit");
    CHECK(reply.etag.empty());
    CHECK_FALSE(reply.rest);
    CHECK(std::count(reply.headers.begin(), reply.headers.end(), std::pair<std::string, std::string>("Retry-After", "10")) == 1);
  }
  CHECK(answer(service, "/api/v1/names", {}, R"({"names": ["NATO"]})").status == 503);
  CHECK(answer(service, "/api/v1/index").status == 200);
  CHECK(answer(service, "/healthz").status == 200);
}

TEST_CASE("an index that breaks while it is read is a refusal that says nothing of the inside") {
  TestArchive archive;
  std::vector<PlainArticle> articles = made_up_articles(400, 1, 0, 5);
  archive.publish(articles, 1);
  const Daemon daemon({}, archive.path);
  const fs::path segment = archive.path / "gen-000001" / schema::read_manifest(archive.path / "gen-000001").segments[0].name;
  {
    std::fstream file(segment, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    for (std::uintmax_t left = fs::file_size(segment) - 4096; left > 0; --left) file.put('\xff');
  }
  int refused = 0;
  for (const char* target : {"/api/v1/search?q=grain", "/api/v1/search?q=%22grain+talks%22", "/api/v1/export.csv", "/api/v1/counts?by=person", "/api/v1/articles/a00000000000", "/api/v1/suggest?q=gra"}) {
    const std::string reply = daemon.ask(std::string("GET ") + target);
    CAPTURE(target, reply);
    refused += status(reply) == 503;
    CHECK((status(reply) == 200 || status(reply) == 404 || status(reply) == 503));
    for (const char* inside : {"Xapian", "Database", "exception", "gen-0", "/tmp", ".cc", ".cpp"}) CHECK(reply.find(inside) == std::string::npos);
  }
  CHECK(refused > 0);
  probe(daemon);
}

TEST_CASE("a password file lets in those in it, over the wire") {
  const TestArchive archive;
  std::ofstream(archive.path / "passwords") << "# desk\nolena:kalyna\n";
  http::ServerOptions options;
  options.credentials = http::read_credentials(archive.path / "passwords");
  const Daemon daemon(options);
  const std::string refused = daemon.ask("GET /");
  CHECK(status(refused) == 401);
  CHECK(header(refused, "WWW-Authenticate").starts_with("Basic"));
  CHECK(header(refused, "Connection") == "close");
  CHECK(status(daemon.ask("GET /", "Authorization: Basic b2xlbmE6d3Jvbmc=\r\n")) == 401);
  CHECK(status(daemon.ask("GET /", "Authorization: Basic b2xlbmE6a2FseW5h\r\n")) == 200);
  CHECK(status(daemon.ask("GET /healthz")) == 200);
}
