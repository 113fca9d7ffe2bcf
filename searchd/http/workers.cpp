#include "searchd/http/workers.hpp"

#include <poll.h>

namespace dispatches::http {

Workers::Workers(const Limits& limits, const Handlers& handlers, std::function<void()> wake)
    : limits_(limits), handlers_(handlers), wake_(std::move(wake)) {
  for (std::size_t i = 0; i < limits.threads; ++i) threads_.emplace_back([this] { work(); });
}

bool Workers::take(std::unique_ptr<Connection>& connection) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= limits_.waiting) return false;
    ++held_;
    waiting_.push_back(std::move(connection));
  }
  condition_.notify_one();
  return true;
}

void Workers::resume(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    ++held_;
    waiting_.push_back(std::move(connection));
  }
  condition_.notify_one();
}

std::vector<std::unique_ptr<Connection>> Workers::done() {
  const std::lock_guard lock(mutex_);
  held_ -= done_.size();
  return std::exchange(done_, {});
}

void Workers::finish() {
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
  }
  condition_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

std::unique_ptr<Connection> Workers::next() {
  std::unique_lock lock(mutex_);
  condition_.wait(lock, [&] { return finishing_ || !waiting_.empty(); });
  if (waiting_.empty()) return nullptr;
  std::unique_ptr<Connection> connection = std::move(waiting_.front());
  waiting_.pop_front();
  return connection;
}

void Workers::work() {
  while (std::unique_ptr<Connection> connection = next()) {
    const bool kept = serve(*connection);
    // A reply that goes on waits its turn behind the requests that have come meanwhile.
    const bool goes_on = kept && connection->has_more();
    if (!kept) connection.reset();
    {
      const std::lock_guard lock(mutex_);
      if (goes_on) waiting_.push_back(std::move(connection));
      else if (kept) done_.push_back(std::move(connection));
      else --held_;
    }
    if (kept && !goes_on) wake_();
  }
}

// True: the loop goes on with it. False: it is done with.
bool Workers::serve(Connection& connection) {
  do {
    if (!connection.has_more()) connection.serve(limits_, handlers_, finishing_);
    else if (!connection.refill(limits_)) return false;
    if (!connection.send()) return false;
    if (!connection.reply.empty() || connection.has_more()) return true;
    if (connection.closing) return false;
    connection.await_request(limits_);
  } while (has_next_request(connection));
  return !connection.drained;
}

bool Workers::has_next_request(Connection& connection) const {
  constexpr int kMoment = 1;  // milliseconds
  {
    const std::lock_guard lock(mutex_);
    if (finishing_ || !waiting_.empty()) return false;
  }
  pollfd one{connection.descriptor, POLLIN, 0};
  if (connection.received.empty() && poll(&one, 1, kMoment) <= 0) return false;
  if (one.revents != 0 && !connection.receive(limits_)) {
    connection.drained = true;  // the client is gone
    return false;
  }
  return connection.examine(limits_, handlers_) == Connection::State::complete;
}

}  // namespace dispatches::http
