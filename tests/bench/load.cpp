// How much can searchd answer, and does anybody notice bad company? Starts a searchd of its own, asks it the questions of a file over keep-alive
// connections, and prints requests a second, requests for each CPU second of the daemon, and how long a client waits: for one client, for several, and beside
// idle and dribbling ones.
//
//   load --db DIR --questions FILE [--bin build/release/bin] [--seconds N] [--clients N] [--idle N] [--dribbling N] [--with "&snippet_words=0"]
//
// FILE: one question a line. One thread and poll() serve all clients, and a reply is not looked into: what the client costs is printed, for it comes out of
// the same cores. Build: cmake --build --preset release --target load
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "load: {}\n", why);
  std::exit(1);
}

class Searchd {
 public:
  Searchd(const std::string& program, const std::string& database) {
    int ends[2];
    if (pipe(ends) != 0) give_up("no pipe");
    process_ = fork();
    if (process_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      execl(program.c_str(), program.c_str(), "--db", database.c_str(), "--port", "0", "--log-level", "off", nullptr);
      _exit(127);
    }
    close(ends[1]);
    std::string said;
    for (char c = 0; c != '\n' && read(ends[0], &c, 1) == 1;) said += c;
    if (said.rfind(':') == std::string::npos) give_up("cannot start " + program);
    port = std::atoi(said.c_str() + said.rfind(':') + 1);
  }
  ~Searchd() {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }

  // CPU seconds of all its threads.
  double cpu() const {
    double nanoseconds = 0;
    for (const auto& task : fs::directory_iterator(fmt::format("/proc/{}/task", process_))) {
      double spent = 0;
      std::ifstream(task.path() / "schedstat") >> spent;
      nanoseconds += spent;
    }
    return nanoseconds / 1e9;
  }

  int port = 0;

 private:
  pid_t process_ = 0;
};

double own_cpu() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

class Client {
 public:
  explicit Client(int port) : descriptor(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET, address.sin_port = htons(static_cast<std::uint16_t>(port)), address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) give_up("cannot connect");
    const int yes = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  }
  ~Client() { close(descriptor); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void ask(const std::string& request) {
    received_.clear(), length_ = 0;
    began = Clock::now();
    if (::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) give_up("the daemon hung up");
  }
  // Takes what has come; true when the reply is whole.
  bool receive() {
    char buffer[64 * 1024];
    const ssize_t count = recv(descriptor, buffer, sizeof buffer, 0);
    if (count <= 0) give_up("the daemon hung up in the middle of a reply");
    received_.append(buffer, static_cast<std::size_t>(count));
    if (length_ == 0) read_head();
    return length_ > 0 && received_.size() >= length_;
  }
  bool was_good() const { return received_.compare(9, 3, "200") == 0; }
  bool closes() const { return received_.substr(0, received_.find("\r\n\r\n")).find("Connection: close") != std::string::npos; }

  int descriptor;
  Clock::time_point began;

 private:
  void read_head() {
    const std::size_t head = received_.find("\r\n\r\n");
    if (head == std::string::npos) return;
    const std::size_t field = received_.find("Content-Length: ");
    length_ = head + 4 + (field < head ? std::strtoul(received_.c_str() + field + 16, nullptr, 10) : 0);
  }

  std::string received_;
  std::size_t length_ = 0;                 // of the whole reply; 0: not known yet
};

std::string request_for(const std::string& question, const std::string& with) {
  std::string escaped;
  for (const char c : question) escaped += std::isalnum(static_cast<unsigned char>(c)) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return fmt::format("GET /api/v1/search?q={}{} HTTP/1.1\r\nHost: localhost\r\n\r\n", escaped, with);
}

struct Load {
  std::vector<double> waits;               // milliseconds, of each request
  std::size_t failed = 0;
  double seconds = 0, server = 0, client = 0;  // wall; CPU of the daemon and of this program

  double rate() const { return static_cast<double>(waits.size()) / seconds; }
  double per_cpu_second() const { return static_cast<double>(waits.size()) / server; }
  double wait(double share) {
    std::sort(waits.begin(), waits.end());
    return waits.empty() ? 0 : waits[std::min(waits.size() - 1, static_cast<std::size_t>(share * static_cast<double>(waits.size())))];
  }
};

// Each client asks its next question when it has its reply, for so long.
Load run(const Searchd& searchd, const std::vector<std::string>& requests, std::size_t clients, double seconds) {
  std::vector<std::unique_ptr<Client>> all;
  for (std::size_t i = 0; i < clients; ++i) all.push_back(std::make_unique<Client>(searchd.port));
  Load load;
  std::size_t next = 0;
  const double server = searchd.cpu(), client = own_cpu();
  const auto began = Clock::now();
  for (auto& one : all) one->ask(requests[next++ % requests.size()]);
  std::vector<pollfd> ready(clients);
  while (Seconds(Clock::now() - began).count() < seconds) {
    for (std::size_t i = 0; i < clients; ++i) ready[i] = {all[i]->descriptor, POLLIN, 0};
    poll(ready.data(), clients, 1000);
    for (std::size_t i = 0; i < clients; ++i) {
      if (ready[i].revents == 0 || !all[i]->receive()) continue;
      load.waits.push_back(std::chrono::duration<double, std::milli>(Clock::now() - all[i]->began).count());
      load.failed += !all[i]->was_good();
      if (all[i]->closes()) all[i] = std::make_unique<Client>(searchd.port);
      all[i]->ask(requests[next++ % requests.size()]);
    }
  }
  load.seconds = Seconds(Clock::now() - began).count();
  load.server = searchd.cpu() - server, load.client = own_cpu() - client;
  return load;
}

void print(const std::string& what, Load& load) {
  fmt::print("{:34} {:7.0f} {:9.0f} {:7.2f} {:7.2f} {:7.2f} {:8.2f} {:8.2f} {:7}\n", what, load.rate(), load.per_cpu_second(), load.server / load.seconds, load.client / load.seconds,
             load.wait(.5), load.wait(.99), load.wait(1), load.failed);
}

// Sends a byte to each of them whenever some have passed, as a process of its own, so that it ends with this one's pipe.
class Dribblers {
 public:
  Dribblers(int port, std::size_t idle, std::size_t dribbling) {
    int ends[2];
    if (pipe(ends) != 0) give_up("no pipe");
    process_ = fork();
    if (process_ == 0) {
      close(ends[1]);
      dribble(port, idle, dribbling, ends[0]);
      _exit(0);
    }
    close(ends[0]);
    pipe_ = ends[1];
    usleep(300'000);
  }
  ~Dribblers() {
    close(pipe_);
    waitpid(process_, nullptr, 0);
  }

 private:
  // A client that was cut for its slowness comes again.
  static void dribble(int port, std::size_t idle, std::size_t dribbling, int parent) {
    const std::string request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + std::string(2000, 'x');
    std::vector<std::unique_ptr<Client>> quiet, slow;
    for (std::size_t i = 0; i < idle; ++i) quiet.push_back(std::make_unique<Client>(port));
    for (std::size_t i = 0; i < dribbling; ++i) slow.push_back(std::make_unique<Client>(port));
    pollfd ended{parent, POLLIN, 0};
    for (std::size_t at = 0; poll(&ended, 1, 50) == 0; ++at)
      for (auto& one : slow)
        if (::send(one->descriptor, request.data() + at % request.size(), 1, MSG_NOSIGNAL) != 1) one = std::make_unique<Client>(port);
  }

  pid_t process_ = 0;
  int pipe_ = -1;
};

std::vector<std::string> read_requests(const std::string& file, const std::string& with) {
  std::vector<std::string> requests;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) requests.push_back(request_for(line, with));
  if (requests.empty()) give_up("no question in " + file);
  return requests;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Asks a searchd of its own as much as it can answer.", "load");
  std::string database, questions, binaries = "build/release/bin", with;
  double seconds = 5;
  std::size_t clients = 4, idle = 200, dribbling = 60;
  app.add_option("--db", database)->required();
  app.add_option("--questions", questions, "one a line")->required()->check(CLI::ExistingFile);
  app.add_option("--bin", binaries)->capture_default_str();
  app.add_option("--seconds", seconds, "of each part")->capture_default_str();
  app.add_option("--clients", clients)->capture_default_str();
  app.add_option("--idle", idle)->capture_default_str();
  app.add_option("--dribbling", dribbling)->capture_default_str();
  app.add_option("--with", with, "further parameters, as they stand in an address");
  CLI11_PARSE(app, argc, argv);

  const Searchd searchd(binaries + "/searchd", database);
  const std::vector<std::string> requests = read_requests(questions, with);
  run(searchd, requests, 1, std::min(seconds, 2.0));  // fills caches
  fmt::print("{:34} {:>7} {:>9} {:>7} {:>7} {:>7} {:>8} {:>8} {:>7}\n", "", "req/s", "/CPU s", "CPU", "own", "p50 ms", "p99", "most", "failed");
  Load one = run(searchd, requests, 1, seconds), several = run(searchd, requests, clients, seconds);
  print("1 client", one);
  print(fmt::format("{} clients", clients), several);
  const std::vector<std::string> probes = {"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"};
  Load alone = run(searchd, probes, 1, seconds / 2);
  print("probe alone", alone);
  {
    const Dribblers company(searchd.port, idle, dribbling);
    Load probe = run(searchd, probes, 1, seconds / 2), beside = run(searchd, requests, 1, seconds);
    print(fmt::format("probe beside {} idle, {} dribbling", idle, dribbling), probe);
    print("1 client beside them", beside);
  }
  fmt::print("{} clients get {:.2f} times the throughput of one; for each CPU second of the daemon {:.2f} times as much\n", clients, several.rate() / one.rate(),
             several.per_cpu_second() / one.per_cpu_second());
  return 0;
}
