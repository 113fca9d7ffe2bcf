// The two programs side by side for many nights: searchd answers without a pause while the indexer publishes generations. No request fails, every reply is
// of one generation, and what old generations held is let go. A few nights always; many where DISPATCHES_LONG is set.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>

#include <atomic>
#include <cstdlib>
#include <iterator>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "http_daemon.hpp"
#include "support.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::tests;
using nlohmann::json;

constexpr std::size_t kNewEachNight = 12;

pid_t start(const std::string& program, std::vector<std::string> arguments, int output) {
  arguments.insert(arguments.begin(), BINARY_DIR "/" + program);
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const pid_t process = fork();
  if (process != 0) return process;
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execv(argv[0], argv.data());
  _exit(127);
}

// Its exit status.
int run(const std::string& program, const std::vector<std::string>& arguments) {
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  int status = 0;
  waitpid(start(program, arguments, nowhere), &status, 0);
  close(nowhere);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Searchd {
 public:
  explicit Searchd(const fs::path& index) {
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    process_ = start("searchd", {"--db", index, "--port", "0", "--threads", "4", "--log-level", "off"}, ends[1]);
    close(ends[1]);
    std::string said;
    for (char c = 0; c != '\n' && read(ends[0], &c, 1) == 1;) said += c;
    output_ = ends[0];
    std::smatch found;
    REQUIRE(std::regex_search(said, found, std::regex("listening on http://127.0.0.1:([0-9]+)")));
    port = std::stoi(found[1]);
  }
  ~Searchd() {
    if (process_ > 0) end();
    close(output_);
  }
  int end() {
    int status = 0;
    kill(process_, SIGTERM);
    waitpid(std::exchange(process_, 0), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  // Megabytes in memory.
  double memory() const {
    std::ifstream in(fmt::format("/proc/{}/status", process_));
    const std::string text(std::istreambuf_iterator<char>(in), {});
    std::smatch found;
    return std::regex_search(text, found, std::regex("VmRSS:\\s+([0-9]+)")) ? std::stod(found[1]) / 1024 : 0;
  }
  // The generations of which it holds files open.
  std::set<std::string> generations() const {
    std::set<std::string> held;
    std::error_code gone;
    for (const auto& one : fs::directory_iterator(fmt::format("/proc/{}/fd", process_))) {
      std::smatch found;
      const std::string file = fs::read_symlink(one, gone).string();
      if (!gone && std::regex_search(file, found, std::regex("gen-[0-9]+"))) held.insert(found[0]);
    }
    return held;
  }

  int port = 0;

 private:
  pid_t process_ = 0;
  int output_ = -1;
};

// What one reply said.
struct Seen {
  std::uint32_t generation = 0;
  std::size_t found = 0, articles = 0;
  std::string fault;                       // empty: a good reply, whole in itself
};

Seen seen_in(const std::string& reply) {
  if (status(reply) != 200) return {0, 0, 0, "status: " + reply.substr(0, 200)};
  const json said = json::parse(body(reply), nullptr, false);
  if (said.is_discarded()) return {0, 0, 0, "not JSON"};
  Seen seen{said["index"]["generation"], said["found"], said["index"]["articles"], {}};
  std::size_t dated = said["histogram"]["undated"], of_sources = said["facet_counts"][4]["without"];
  for (const json& bucket : said["histogram"]["buckets"]) dated += bucket["count"].get<std::size_t>();
  for (const json& value : said["facet_counts"][4]["counts"]) of_sources += value["count"].get<std::size_t>();
  if (dated != seen.found || of_sources != seen.found) seen.fault = fmt::format("{} found, {} in the histogram, {} by source", seen.found, dated, of_sources);
  return seen;
}

// An export in HTTP/1.0 ends with its connection; a broken one is shorter than it says.
Seen seen_in_export(int port) {
  Wire wire(port);
  wire.send("GET /api/v1/export.csv?q=steady&fields=id,source HTTP/1.0\r\nHost: localhost\r\n\r\n");
  std::string reply;
  for (std::string more = wire.rest(); !more.empty(); more = wire.rest()) reply += more;
  if (status(reply) != 200) return {0, 0, 0, "export: " + reply.substr(0, 200)};
  const std::string rows = body(reply);
  Seen seen{static_cast<std::uint32_t>(std::stoul(header(reply, "Dispatches-Generation"))), std::stoul(header(reply, "Dispatches-Found")), 0, {}};
  if (const auto lines = static_cast<std::size_t>(std::count(rows.begin(), rows.end(), '\n')); lines != seen.found + 1) seen.fault = fmt::format("export of {} lines for {} found", lines, seen.found);
  return seen;
}

// Asks without a pause until it is told to stop; remembers each distinct thing that it saw.
class Reader {
 public:
  Reader(int port, std::string question, const std::atomic<bool>& stop) : port_(port), thread_([this, question = std::move(question), &stop] {
    while (!stop) note(ask(question));
  }) {}
  void join() { thread_.join(); }

  std::map<std::tuple<std::uint32_t, std::size_t, std::size_t, std::string>, std::size_t> seen;
  std::size_t asked = 0;

 private:
  Seen ask(const std::string& question) {
    if (!wire_) wire_ = std::make_unique<Wire>(port_);
    wire_->send("GET /api/v1/search?" + question + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const std::string reply = wire_->reply();
    if (header(reply, "Connection") == "close") wire_.reset();  // after its thousandth request
    return seen_in(reply);
  }
  void note(const Seen& one) {
    ++seen[{one.generation, one.found, one.articles, one.fault}];
    ++asked;
    std::this_thread::sleep_for(4ms);  // the indexer wants a processor too
  }

  int port_;
  std::unique_ptr<Wire> wire_;
  std::thread thread_;
};

// Folder, index and what each generation must hold.
class Nights {
 public:
  void update() {
    std::string lines;
    for (std::size_t i = 0; i < kNewEachNight; ++i, ++written_)
      lines += json{{"title", fmt::format("Note {}", written_)}, {"url", fmt::format("https://desk.example/{}", written_)}, {"source", written_ % 3 ? "Kurier" : "Ledger"},
                    {"date", fmt::format("2025-{:02}-{:02}", 1 + written_ % 12, 1 + written_ % 28)}, {"body", fmt::format("A steady word of Volodymyr Zelenskyy on grain and NATO, number {}.", written_)}}.dump() + "\n";
    folder.write(fmt::format("in/night-{:04}.jsonl", night_++), lines);
    REQUIRE(run("indexer", {"update", "--db", index(), "--progress", "never", "--jobs", "1", folder.path / "in"}) == 0);
    alive_ += kNewEachNight;
    publish();
  }
  void remove() {
    REQUIRE(run("indexer", {"remove", "--db", index(), "--url", fmt::format("https://desk.example/{}", removed_++)}) == 0);
    --alive_;
    publish();
  }
  void maintain(const std::string& command) {
    REQUIRE(run("indexer", {command, "--db", index()}) == 0);
    publish();
  }
  void next(std::size_t step) {
    switch (step % 6) {
      case 1: return remove();
      case 3: return maintain("relink");
      case 5: return maintain("compact");
      default: return update();
    }
  }

  fs::path index() const { return folder.path / "index"; }
  std::uint32_t generation() const { return expected.rbegin()->first; }

  TemporaryFolder folder;
  std::map<std::uint32_t, std::size_t> expected;  // generation → articles

 private:
  void publish() {
    std::ifstream in(index() / "current");
    std::string name;
    REQUIRE(in >> name);
    expected[static_cast<std::uint32_t>(std::stoul(name.substr(4)))] = alive_;
  }

  std::size_t night_ = 0, written_ = 0, removed_ = 0, alive_ = 0;
};

void await(const Searchd& searchd, std::uint32_t generation) {
  for (const auto end = std::chrono::steady_clock::now() + 60s; std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(20ms)) {
    Wire wire(searchd.port);
    wire.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    if (body(wire.reply()).starts_with(fmt::format("generation {} ", generation))) return;
  }
  FAIL("generation " << generation << " was not taken up");
}

void check_export(const Searchd& searchd, const Nights& nights) {
  const Seen seen = seen_in_export(searchd.port);
  CHECK(seen.fault == "");
  REQUIRE(nights.expected.contains(seen.generation));
  CHECK(seen.found == nights.expected.at(seen.generation));
}

}  // namespace

TEST_CASE("searchd serves through many nights: no request fails or mixes generations, and nothing of the old ones stays") {
  const std::size_t steps = std::getenv("DISPATCHES_LONG") ? 42 : 6;
  Nights nights;
  nights.update();
  Searchd searchd(nights.index());
  await(searchd, nights.generation());
  std::atomic<bool> stop = false;
  std::vector<std::unique_ptr<Reader>> readers;
  for (const char* question : {"q=steady", "q=zelensky+grain&per_page=3", "q=%22steady+word%22&sort_by=newest", "org=nato&facet_by=person,org,place,topic,source,lang"})
    readers.push_back(std::make_unique<Reader>(searchd.port, question, stop));
  std::vector<double> memory;
  for (std::size_t step = 0; step < steps; ++step) {
    nights.next(step);
    await(searchd, nights.generation());
    check_export(searchd, nights);
    CHECK(searchd.generations().size() <= 2);
    memory.push_back(searchd.memory());
  }
  stop = true;
  for (const auto& reader : readers) reader->join();

  std::size_t asked = 0;
  std::set<std::uint32_t> seen;
  for (const auto& reader : readers) {
    asked += reader->asked;
    for (const auto& [one, times] : reader->seen) {
      const auto& [generation, found, articles, fault] = one;
      CAPTURE(generation, found, articles, times);
      CHECK(fault == "");
      REQUIRE(nights.expected.contains(generation));
      CHECK(found == nights.expected.at(generation));
      CHECK(articles == nights.expected.at(generation));
      seen.insert(generation);
    }
  }
  CHECK(seen.size() > steps / 2);
  CHECK(asked > 20 * steps);
  // Each night adds articles; the first few fill caches and pools.
#ifndef __SANITIZE_ADDRESS__  // which keeps what was freed for a while
  CHECK(memory.back() < memory[memory.size() / 3] + 24);
#endif
  // Whoever asks now takes the newest, and with the last request of the old ones their files go.
  check_export(searchd, nights);
  std::this_thread::sleep_for(200ms);
  CHECK(searchd.generations() == std::set<std::string>{fmt::format("gen-{:06}", nights.generation())});
  WARN(fmt::format("{} requests over {} generations; megabytes in memory: {:.0f}", asked, nights.expected.size(), fmt::join(memory, " ")));
  CHECK(searchd.end() == 0);
}
