// The pool of threads that serve complete requests. A worker stays with a quick client for a few moments, so that a busy connection does not
// go back and forth; what waits for its client goes back to the loop.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "searchd/http/connection.hpp"

namespace dispatches::http {

class Workers {
 public:
  // `wake` is called by a worker after it put something into done(). REQUIRES: all three outlive it.
  Workers(const Limits& limits, const Handlers& handlers, std::function<void()> wake);
  ~Workers() { finish(); }

  // Takes the connection over, to serve the request that it holds. False if too many wait; then `connection` stays with the caller.
  bool take(std::unique_ptr<Connection>& connection);
  // The same for one whose reply goes on; never refused.
  void resume(std::unique_ptr<Connection> connection);
  std::vector<std::unique_ptr<Connection>> done();  // back from workers
  std::size_t held() const { return held_; }        // connections taken and not yet back

  void finish();  // serves what was taken, then ends the threads; the connections that are left stand in done()

 private:
  void work();
  std::unique_ptr<Connection> next();
  bool serve(Connection& connection);
  bool has_next_request(Connection& connection) const;

  const Limits& limits_;
  const Handlers& handlers_;
  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable condition_;
  std::deque<std::unique_ptr<Connection>> waiting_;
  std::vector<std::unique_ptr<Connection>> done_;
  std::atomic<std::size_t> held_ = 0;
  std::atomic<bool> finishing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace dispatches::http
