// The daemon on the wire: HTTP/1.1 by cpp-httplib over connections of our own (connections.hpp says why), in front of a Service.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "searchd/http/connections.hpp"
#include "searchd/http/gate.hpp"
#include "searchd/http/service.hpp"

namespace dispatches::http {

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 8080;                        // 0: a free one
  Limits limits;
  std::vector<std::string> hosts;         // names by which it is asked besides loopback ones: see GateRules
  std::string allow_origin;               // CORS; empty: none
  std::vector<std::string> credentials;   // of read_credentials(); empty: open to all
  bool log_queries = false;
};

class Server {
 public:
  // Listens at once. Throws CannotListen. REQUIRES: the service outlives it.
  Server(const Service& service, ServerOptions options);
  ~Server();

  int port() const;
  void run();   // until stop()
  void stop();  // from any thread; the requests in hand are answered first

 private:
  class Protocol;
  std::unique_ptr<Protocol> protocol_;
  std::unique_ptr<Connections> connections_;
};

// Calls service.refresh() every second from a thread of its own, for as long as it lives.
class Refresher {
 public:
  explicit Refresher(Service& service);
  ~Refresher();

 private:
  std::mutex mutex_;
  std::condition_variable condition_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace dispatches::http
