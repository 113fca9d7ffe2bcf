// searchd: flags → index → searcher → server. Reads an index, never writes. The wiring diagram of the reading side.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <malloc.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <optional>
#include <regex>
#include <thread>

#include "indexer/base/data_folder.hpp"
#include "searchd/http/server.hpp"

namespace {

namespace fs = std::filesystem;
using namespace dispatches;

constexpr int kDone = 0, kUsage = 2, kCannotServe = 3;

struct Flags {
  fs::path db, web, password_file;
  std::string base_url, log_level = "info", stale_after = "36h";
  std::optional<std::string> explain;
  http::ServerOptions server;
};

const std::map<std::string, long> kUnits = {{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};

// "36h", "90m", "2d".
std::chrono::seconds duration_of(const std::string& text) { return std::chrono::seconds(std::stol(text) * kUnits.at(text.substr(text.size() - 1))); }

std::string check_duration(const std::string& text) {
  static const std::regex kForm("[0-9]{1,6}[smhd]");
  return std::regex_match(text, kForm) ? "" : "use a whole number and s, m, h or d: 36h";
}

std::string check_address(const std::string& text) {
  static const std::regex kForm("(https?://[^/?#\\s]+(/[^?#\\s]*)?)?", std::regex::icase);
  return std::regex_match(text, kForm) ? "" : "give the whole address: https://search.example.org";
}

void declare(CLI::App& app, Flags& flags) {
  app.add_option("--db", flags.db, "the index")->required();
  app.add_option("--host", flags.server.host, "address to listen on")->capture_default_str();
  app.add_option("--port", flags.server.port, "0 takes a free one")->check(CLI::Range(0, 65535))->capture_default_str();
  app.add_option("--web", flags.web, "folder with the page")->check(CLI::ExistingDirectory);
  app.add_option("--threads", flags.server.limits.threads, "searches at the same time")->check(CLI::Range(1, 1024))->capture_default_str();
  app.add_option("--base-url", flags.base_url, "where readers find this daemon: https://search.example.org")->check(check_address);
  app.add_option("--allow-origin", flags.server.allow_origin, "let pages of that origin ask (CORS); * for all");
  app.add_option("--password-file", flags.password_file, "lines user:password, for HTTP Basic")->check(CLI::ExistingFile);
  app.add_option("--stale-after", flags.stale_after, "age at which the index is called stale")->check(check_duration)->capture_default_str();
  app.add_option("--log-level", flags.log_level)->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))->capture_default_str();
  app.add_flag("--log-queries", flags.server.log_queries, "log every request with the client's address");
  app.add_option("--explain", flags.explain, "print how these words are understood, and exit");
  app.set_version_flag("--version", "searchd " DISPATCHES_VERSION);
}

http::Page page_of(const fs::path& chosen) {
  const fs::path folder = chosen.empty() ? data_folder("web", DISPATCHES_SOURCE_DIR "/web") : chosen;
  if (fs::is_directory(folder)) return http::Page(folder);
  spdlog::warn("no folder with the page was found; only the API is served (--web DIR)");
  return {};
}

int explain(search::Searcher& searcher, const Flags& flags) {
  searcher.refresh();
  const auto snapshot = searcher.snapshot();
  if (!snapshot) return fmt::print(stderr, "searchd: there is no index in {}\n", flags.db.string()), kCannotServe;
  const auto request = http::read_search({{"q", *flags.explain}});
  if (const auto* refusal = std::get_if<http::Refusal>(&request)) return fmt::print(stderr, "searchd: {}\n", refusal->message), kUsage;
  fmt::print("{}\n", searcher.explain(*snapshot, std::get<query::SearchRequest>(request)));
  return kDone;
}

// SIGTERM and SIGINT arrive here and nowhere else: every thread is started with them blocked.
class SignalWaiter {
 public:
  explicit SignalWaiter(http::Server& server)
      : thread_([&server] {
          int signal = 0;
          sigwait(&signals(), &signal);
          server.stop();
        }) {}
  ~SignalWaiter() {
    pthread_kill(thread_.native_handle(), SIGTERM);  // it waits still if the server ended of itself
    thread_.join();
  }

  static void block() {
    pthread_sigmask(SIG_BLOCK, &signals(), nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }

 private:
  static const sigset_t& signals() {
    static const sigset_t kSignals = [] {
      sigset_t set;
      sigemptyset(&set);
      sigaddset(&set, SIGTERM);
      sigaddset(&set, SIGINT);
      return set;
    }();
    return kSignals;
  }
  std::thread thread_;
};

// Half of the descriptors for clients: every search at work holds one for each segment.
void share_out_descriptors(http::Limits& limits) {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 65536);
  setrlimit(RLIMIT_NOFILE, &files);
  limits.connections = std::min<std::size_t>(limits.connections, files.rlim_cur / 2);
}

// An arena of malloc's for each thread keeps what its busiest request needed: 16 threads kept 20 MB between them, two arenas next to nothing.
constexpr int kArenas = 2;

void prepare(Flags& flags) {
  mallopt(M_ARENA_MAX, kArenas);
  share_out_descriptors(flags.server.limits);
  if (!flags.password_file.empty()) flags.server.credentials = http::read_credentials(flags.password_file);
  for (const std::string& address : {flags.base_url, flags.server.host})
    if (!address.empty()) flags.server.hosts.push_back(http::host_of(address));
  if (!http::is_loopback(flags.server.host) && flags.server.credentials.empty())
    spdlog::warn("listening on {} without --password-file: whoever reaches this address can read the archive", flags.server.host);
}

int serve(search::Searcher& searcher, Flags& flags) {
  SignalWaiter::block();
  prepare(flags);
  const http::Page page = page_of(flags.web);
  http::Service service(searcher, page, {flags.db, DISPATCHES_VERSION, duration_of(flags.stale_after), flags.base_url});
  service.refresh();
  if (!searcher.snapshot()) spdlog::warn("no index could be opened in {} yet; it is taken as soon as there is one", flags.db.string());
  http::Server server(service, flags.server);
  const http::Refresher refresher(service);
  const SignalWaiter waiter(server);
  const bool six = flags.server.host.find(':') != std::string::npos;
  fmt::print("listening on http://{}{}{}:{}\n", six ? "[" : "", flags.server.host, six ? "]" : "", server.port());
  std::fflush(stdout);
  server.run();
  return kDone;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Answers questions over an index of articles, and serves the page.", "searchd");
  Flags flags;
  declare(app, flags);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  spdlog::set_default_logger(spdlog::stderr_logger_mt("searchd"));
  spdlog::set_level(spdlog::level::from_str(flags.log_level));
  try {
    search::Searcher searcher(flags.db);
    return flags.explain ? explain(searcher, flags) : serve(searcher, flags);
  } catch (const Xapian::Error& error) {
    fmt::print(stderr, "searchd: {}\n", error.get_description());
  } catch (const std::exception& error) {
    fmt::print(stderr, "searchd: {}\n", error.what());
  }
  return kCannotServe;
}
