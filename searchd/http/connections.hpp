// The connections of the daemon: accepted, read and written by one loop, served by a pool of threads. A thread is given a request only when its
// last byte has come, and gives back what the client is slow to take: so idle and dribbling clients cost memory and no thread. Knows nothing
// of what is answered; server.cpp does.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "searchd/http/head.hpp"
#include "searchd/http/metrics.hpp"

namespace dispatches::http {

struct Limits {
  HeadLimits head;
  std::size_t threads = 16;
  std::size_t connections = 900;          // at most; beyond it the longest idle gives way
  std::size_t waiting = 200;              // requests that wait for a thread; more are answered 429
  std::size_t requests_per_connection = 1000;
  std::chrono::milliseconds request{3000};  // from the first byte of a request to its last
  std::chrono::milliseconds idle{15000};    // without a byte, between requests
  std::chrono::milliseconds reply{15000};   // for a reply to be taken, of a long one each piece
  std::chrono::milliseconds finishing{30000};  // for replies under way when the program is told to end
};

// A complete request and the place for its reply.
struct Exchange {
  std::string_view request;               // head and body, and nothing else
  std::string peer;                       // address of the client
  int peer_port = 0;
  bool last = false;                      // the connection closes after this: say so
  std::string reply;                      // bytes as they go over the wire
  Pieces rest;                            // the bytes behind them, made as the client takes them; null: none
};

// What the loop asks of the server. All may be called by several threads at once, and do not throw.
struct Handlers {
  std::function<std::optional<Refusal>(const Head&)> admit;
  std::function<std::string(const Refusal&)> refuse;     // the whole reply, with "Connection: close"
  std::function<bool(Exchange&)> serve;                  // false: close
  Metrics* metrics = nullptr;                            // REQUIRES for run(): not null
};

// Could not listen: the address is taken, not ours, or not an address.
struct CannotListen : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Connections {
 public:
  // Listens at once; clients are answered from run() on. Port 0: a free one. Throws CannotListen.
  Connections(const std::string& host, int port, const Limits& limits, Handlers handlers);
  ~Connections();
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  int port() const { return port_; }
  void run();   // until stop(); then finishes the requests that have come
  void stop();  // from any thread, also before run()

 private:
  class Loop;
  Limits limits_;
  Handlers handlers_;
  int listener_ = -1, wake_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
};

}  // namespace dispatches::http
