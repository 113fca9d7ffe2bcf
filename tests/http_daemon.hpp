// A daemon over a folder of page files and, where one is given, an index; and a client with nothing between it and the wire.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "searchd/http/server.hpp"
#include "tests/folder.hpp"

namespace dispatches::tests {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// A page's files, and beside them what must not be served.
struct PageFolder : TemporaryFolder {
  PageFolder() {
    write("index.html", "<!doctype html><title>x</title>" + std::string(2000, ' '));
    write("js/app.js", "export {};");
    write("notes.bak", "secret");
    write(".hidden.js", "secret");
    fs::create_symlink("/etc/passwd", path / "link.txt");
    fs::create_directory_symlink("/etc", path / "etc");
  }
};

// A client with nothing between it and the wire. Threads may use it that Catch's macros are not for: what goes wrong shows as an empty reply.
class Wire {
 public:
  explicit Wire(int port) : descriptor_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    (void)!connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address);
  }
  ~Wire() { close(descriptor_); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  void send(const std::string& bytes) { (void)!::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

  // One reply; with `bodiless`, its head. Empty if the connection closed before.
  std::string reply(bool bodiless = false) {
    while (held_.find("\r\n\r\n") == std::string::npos)
      if (!more()) return std::exchange(held_, {});
    const std::size_t head = held_.find("\r\n\r\n") + 4, field = held_.find("Content-Length: ");
    const std::size_t length = head + (bodiless || field > head ? 0 : std::stoul(held_.substr(field + 16)));
    while (held_.size() < length && more()) {}
    std::string one = held_.substr(0, length);
    held_.erase(0, length);
    return one;
  }
  // What has come, or comes next; empty at the end.
  std::string rest() {
    if (held_.empty()) more();
    return std::exchange(held_, {});
  }
  bool closed() {
    while (more()) held_.clear();
    return ended_;
  }

 private:
  bool more() {
    char buffer[4096];
    pollfd one{descriptor_, POLLIN, 0};
    if (poll(&one, 1, 5000) <= 0) return false;
    const ssize_t count = recv(descriptor_, buffer, sizeof buffer, 0);
    ended_ = count <= 0;
    if (count > 0) held_.append(buffer, static_cast<std::size_t>(count));
    return count > 0;
  }
  int descriptor_;
  std::string held_;
  bool ended_ = false;
};

class Daemon {
 public:
  explicit Daemon(http::ServerOptions options = {}, fs::path index = "/nowhere")
      : index_(std::move(index)), server_(service_, prepared(options)), thread_([this] { server_.run(); }) {
    service_.refresh();
  }
  ~Daemon() {
    server_.stop();
    thread_.join();
  }
  int port() const { return server_.port(); }
  http::Service& service() { return service_; }
  std::string ask(const std::string& line, const std::string& headers = {}) const {
    Wire wire(port());
    wire.send(line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    return wire.reply(line.starts_with("HEAD"));
  }

 private:
  static http::ServerOptions prepared(http::ServerOptions options) {
    options.port = 0;
    if (options.limits.request == http::Limits().request) options.limits.request = 300ms;
    options.limits.threads = 2;
    return options;
  }
  fs::path index_;
  PageFolder folder_;
  http::Page page_{folder_.path};
  search::Searcher searcher_{index_};
  http::Service service_{searcher_, page_, {index_, "1", std::chrono::hours(36)}};
  http::Server server_;
  std::thread thread_;
};

inline std::string header(const std::string& reply, const std::string& name) {
  const std::size_t at = reply.find("\r\n" + name + ": ");
  if (at == std::string::npos || at > reply.find("\r\n\r\n")) return {};
  const std::size_t begin = at + name.size() + 4;
  return reply.substr(begin, reply.find("\r\n", begin) - begin);
}

inline std::string body(const std::string& reply) { return reply.substr(reply.find("\r\n\r\n") + 4); }
inline int status(const std::string& reply) { return reply.size() > 12 ? std::stoi(reply.substr(9, 3)) : 0; }

}  // namespace dispatches::tests
