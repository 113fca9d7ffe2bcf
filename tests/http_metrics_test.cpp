// What the daemon counts of itself: every line by the grammar of the text format, and counts that rise.
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "http_daemon.hpp"
#include "search_archive.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::tests;

std::string metrics(const Daemon& daemon) {
  const std::string reply = daemon.ask("GET /metrics");
  REQUIRE(status(reply) == 200);
  CHECK(header(reply, "Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  return body(reply);
}

// Of a sample by its name and labels as they stand; -1: there is none.
double value(const std::string& text, const std::string& sample) {
  const std::size_t at = ("\n" + text).find("\n" + sample + " ");
  return at == std::string::npos ? -1 : std::stod(text.substr(at + sample.size()));
}

}  // namespace

TEST_CASE("every line of the metrics is a comment or a sample, each family together under its type") {
  TestArchive archive;
  archive.publish(made_up_articles(20, 1, 0, 7), 1);
  fs::create_directories(archive.path / "runs");
  std::ofstream(archive.path / "runs" / "2026-01-02T000000Z.json") << R"({"finished": "2026-01-02T00:10:00Z", "status": 1})";
  const Daemon daemon({}, archive.path);
  daemon.ask("GET /api/v1/search?q=talks");
  static const std::regex kComment("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  static const std::regex kSample(R"re(([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-z_]+="([^"\\\n]|\\.)*"(,[a-z_]+="([^"\\\n]|\\.)*")*\})? ([0-9.e+-]+|\+Inf|NaN))re");
  std::istringstream lines(metrics(daemon));
  std::set<std::string> families, samples;
  std::string family, type;
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    std::smatch match;
    if (std::regex_match(line, match, kComment)) {
      if (match[1] == "HELP") CHECK(families.insert(match[2]).second);
      family = match[2];
      if (match[1] == "TYPE") type = match[3];
      continue;
    }
    REQUIRE(std::regex_match(line, match, kSample));
    const std::string name = match[1];
    CHECK((type == "histogram" ? name == family + "_bucket" || name == family + "_sum" || name == family + "_count" : name == family));
    CHECK((type == "counter") == name.ends_with("_total"));
    CHECK(samples.insert(name + match[2].str()).second);
  }
  for (const char* name : {"dispatches_build_info", "dispatches_index_generation", "dispatches_index_articles", "dispatches_index_built_timestamp_seconds",
                           "dispatches_index_stale", "dispatches_snapshot_age_seconds", "dispatches_indexer_last_run_timestamp_seconds",
                           "dispatches_indexer_last_run_status", "dispatches_exports_running", "process_resident_memory_bytes"})
    CHECK(families.contains(name));
}

TEST_CASE("counts rise with what is asked, and say nothing of what was asked for") {
  TestArchive archive;
  archive.publish(made_up_articles(20, 1, 0, 7), 1);
  const Daemon daemon({}, archive.path);
  const std::string before = metrics(daemon);
  for (int i = 0; i < 3; ++i) daemon.ask("GET /api/v1/search?q=unmistakable");
  daemon.ask("GET /api/v1/search?persn=unmistakable");
  daemon.ask("GET /api/v1/articles/unmistakable");
  daemon.ask("GET /js/app.js");
  daemon.ask("GET /unmistakable");
  daemon.ask("POST /api/v1/index");
  const std::string after = metrics(daemon);
  const auto risen = [&](const std::string& sample) { return value(after, sample) - value(before, sample); };
  const std::string requests = "dispatches_http_requests_total", times = "dispatches_http_request_duration_seconds";
  CHECK(risen(requests + R"({route="/api/v1/search",status="2xx"})") == 3);
  CHECK(risen(requests + R"({route="/api/v1/search",status="4xx"})") == 1);
  CHECK(risen(requests + R"({route="/api/v1/articles/{id}",status="4xx"})") == 1);
  CHECK(risen(requests + R"({route="page",status="2xx"})") == 1);
  CHECK(risen(requests + R"({route="none",status="4xx"})") == 1);
  CHECK(risen(requests + R"({route="/metrics",status="2xx"})") == 1);
  CHECK(risen(times + R"(_bucket{route="/api/v1/search",le="+Inf"})") == 4);
  CHECK(risen(times + R"(_count{route="/api/v1/search"})") == 4);
  CHECK(risen(times + R"(_sum{route="/api/v1/search"})") > 0);
  CHECK(risen(R"(dispatches_http_refused_total{status="405"})") == 1);
  CHECK(value(after, "dispatches_http_requests_in_flight") == 1);  // the one that asks
  CHECK(value(after, "dispatches_index_articles") == 20);
  CHECK(value(after, "dispatches_index_generation") == 1);
  CHECK(value(after, "dispatches_index_stale") == 1);
  CHECK(value(after, "process_resident_memory_bytes") > 1e6);
  CHECK(after.find("unmistakable") == std::string::npos);
}

TEST_CASE("without an index the metrics say so") {
  const Daemon daemon;
  const std::string text = metrics(daemon);
  CHECK(value(text, "dispatches_index_open") == 0);
  CHECK(value(text, "dispatches_index_generation") == -1);
  CHECK(value(text, "dispatches_indexer_last_run_status") == -1);
}

TEST_CASE("times fall into the bucket that holds them, and no bucket holds less than the one before") {
  http::Metrics counted({"a"});
  counted.count_reply(0, 200, std::chrono::milliseconds(1));
  counted.count_reply(0, 200, std::chrono::milliseconds(40));
  counted.count_reply(0, 503, std::chrono::seconds(60));
  counted.count_refusal(418);
  const std::string text = counted.text(), bucket = "dispatches_http_request_duration_seconds_bucket";
  CHECK(value(text, bucket + R"({route="a",le="0.001"})") == 1);
  CHECK(value(text, bucket + R"({route="a",le="0.025"})") == 1);
  CHECK(value(text, bucket + R"({route="a",le="0.05"})") == 2);
  CHECK(value(text, bucket + R"({route="a",le="5"})") == 2);
  CHECK(value(text, bucket + R"({route="a",le="+Inf"})") == 3);
  CHECK(value(text, R"(dispatches_http_requests_total{route="a",status="5xx"})") == 1);
  CHECK(value(text, R"(dispatches_http_refused_total{status="500"})") == 1);
  CHECK(http::label("a\"b\\c\nd") == R"("a\"b\\c\nd")");
}
