// Long replies: one generation from beginning to end, few at once, and cut short where they break.
#include <nlohmann/json.hpp>

#include "http_daemon.hpp"
#include "search_archive.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::tests;

// A service without a socket over an archive that may change under it.
struct Desk {
  explicit Desk(std::size_t articles) {
    archive.publish(made_up_articles(articles, 1, 0, 5), 1);
    service.refresh();
  }
  http::Reply get(const std::string& path) const { return service.answer({"GET", path, path, {}, "", ""}); }

  TestArchive archive;
  http::Page page;
  search::Searcher searcher{archive.path};
  http::Service service{searcher, page, {archive.path, "test", std::chrono::hours(36)}};
};

std::string header(const http::Reply& reply, const std::string& name) {
  for (const auto& [key, value] : reply.headers)
    if (key == name) return value;
  return {};
}

// The last piece, and what came before it.
http::Piece drain(const http::Reply& reply, std::string& text) {
  http::Piece last = http::Piece::more;
  while (last == http::Piece::more) {
    std::string piece;
    last = reply.rest(piece);
    text += piece;
  }
  return last;
}

}  // namespace

TEST_CASE("an export keeps to the generation that it began with") {
  Desk desk(900);
  const http::Reply begun = desk.get("/api/v1/export.ndjson");
  std::string text;
  REQUIRE(begun.rest(text) == http::Piece::more);
  desk.archive.publish(made_up_articles(30, 1, 0, 6), 1);
  desk.service.refresh();
  desk.archive.publish(made_up_articles(20, 1, 0, 8), 1);  // the folder of the first goes
  desk.service.refresh();
  CHECK(drain(begun, text) == http::Piece::last);
  CHECK(header(begun, "Dispatches-Generation") == "1");
  CHECK(std::to_string(std::count(text.begin(), text.end(), '\n')) == header(begun, "Dispatches-Found"));
  CHECK(header(desk.get("/api/v1/export.ndjson"), "Dispatches-Generation") == "3");
}

TEST_CASE("few exports run at once, and one that ends makes room") {
  Desk desk(50);
  std::vector<http::Reply> running;
  for (int i = 0; i < http::kMaxExports; ++i) {
    running.push_back(desk.get(i % 2 ? "/api/v1/export.csv" : "/api/v1/export.ndjson"));
    CHECK(running.back().status == 200);
  }
  const http::Reply refused = desk.get("/api/v1/export.csv");
  CHECK(refused.status == 429);
  CHECK(header(refused, "Retry-After") == "10");
  CHECK(refused.etag.empty());
  CHECK(desk.get("/api/v1/search").status == 200);
  CHECK(desk.get("/metrics").body.find("\ndispatches_exports_running 4\n") != std::string::npos);
  running.pop_back();
  CHECK(desk.get("/api/v1/export.csv").status == 200);
}

TEST_CASE("an export that breaks says so instead of ending well") {
  Desk desk(3000);
  const http::Reply begun = desk.get("/api/v1/export.ndjson");
  std::string text;
  REQUIRE(begun.rest(text) == http::Piece::more);
  for (const auto& entry : fs::directory_iterator(desk.archive.path / "gen-000001"))
    if (entry.path().filename().string().starts_with("seg-")) fs::resize_file(entry.path(), 16 * 1024);
  CHECK(drain(begun, text) == http::Piece::broken);
}

TEST_CASE("HEAD of an export says what it would hold and takes no room") {
  Desk desk(50);
  for (int i = 0; i < 2 * http::kMaxExports; ++i) {
    const http::Reply reply = desk.service.answer({"HEAD", "/api/v1/export.csv", "/api/v1/export.csv", {}, "", ""});
    CHECK(reply.status == 200);
    CHECK(header(reply, "Dispatches-Found") == "50");
  }
}
