// One client's connection: what has come, what is still to go, and by when. Owned by the loop or by one worker, never by both.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "searchd/http/connections.hpp"

namespace dispatches::http {

using Clock = std::chrono::steady_clock;

struct Connection {
  enum class State { incomplete, complete, refused };

  explicit Connection(int socket) : descriptor(socket) {}
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Whatever can be read or written without waiting. False: gone, closed or (when reading) nothing more to expect.
  bool receive(const Limits& limits);
  bool send();

  // Looks at what has come; a refusal stands in `reply` then.
  State examine(const Limits& limits, const Handlers& handlers);
  void refuse(const Refusal& refusal, const Handlers& handlers);

  // Makes the next piece of a long reply. False: it broke, and the connection must close. REQUIRES: has_more().
  bool refill(const Limits& limits);
  bool has_more() const { return rest && reply.empty(); }

  // REQUIRES: the last examine() said `complete`.
  void serve(const Limits& limits, const Handlers& handlers, bool last);

  void await_request(const Limits& limits);   // sets the deadline
  bool half_close();                          // says goodbye, and waits a moment for the client's: a reset could overtake the reply
  bool is_mid_request() const { return reply.empty() && !closing && !received.empty(); }

  int descriptor;
  std::string peer;
  int peer_port = 0;
  std::string received, reply;
  Pieces rest;                                // of the reply, not made yet; null: none
  std::size_t sent = 0;                       // bytes of `reply`
  std::size_t needed = 0;                     // bytes of the request now coming; 0 until its head is there
  std::size_t served = 0;                     // requests
  bool closing = false;                       // after `reply`
  bool drained = false;                       // half closed: what comes is thrown away
  Clock::time_point deadline{};
};

}  // namespace dispatches::http
