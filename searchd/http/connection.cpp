#include "searchd/http/connection.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace dispatches::http {

namespace {

constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
// Of a long reply that the kernel holds unsent. By itself it takes megabytes, and says that there is room again only when a third of them has gone: a slow
// client takes longer over that than a reply may.
constexpr int kUnsent = 16 * 1024;
constexpr auto kGoodbye = std::chrono::milliseconds(500);

bool would_wait() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

Connection::~Connection() { close(descriptor); }

bool Connection::receive(const Limits& limits) {
  const std::size_t most = std::max(limits.head.head_bytes + limits.head.body_bytes, needed);
  char buffer[16 * 1024];
  for (int times = 0; times < 8 && received.size() <= most; ++times) {
    const ssize_t count = recv(descriptor, buffer, sizeof buffer, 0);
    if (count == 0) return false;
    if (count < 0) return would_wait();
    if (drained) continue;
    if (received.empty()) deadline = Clock::now() + limits.request;
    received.append(buffer, static_cast<std::size_t>(count));
    if (static_cast<std::size_t>(count) < sizeof buffer) break;
  }
  return true;
}

bool Connection::send() {
  while (sent < reply.size()) {
    const ssize_t count = ::send(descriptor, reply.data() + sent, reply.size() - sent, MSG_NOSIGNAL);
    if (count < 0) return would_wait();
    sent += static_cast<std::size_t>(count);
  }
  reply.clear();
  sent = 0;
  return true;
}

Connection::State Connection::examine(const Limits& limits, const Handlers& handlers) {
  if (closing) return State::incomplete;
  if (needed == 0) {
    // An empty line before a request is let pass (RFC 9112, 2.2).
    while (received.starts_with("\r\n")) received.erase(0, 2);
    const std::size_t length = head_length(received);
    if (length == 0) {
      const auto too_long = overgrown(received, limits.head);
      if (!too_long) return State::incomplete;
      return refuse(*too_long, handlers), State::refused;
    }
    auto head = read_head(std::string_view(received).substr(0, length), limits.head);
    if (const Refusal* refusal = std::get_if<Refusal>(&head)) return refuse(*refusal, handlers), State::refused;
    if (const auto refusal = handlers.admit(std::get<Head>(head))) return refuse(*refusal, handlers), State::refused;
    needed = length + std::get<Head>(head).body_bytes;
    if (received.size() < needed && std::get<Head>(head).awaits_word()) ::send(descriptor, kGoOn.data(), kGoOn.size(), MSG_NOSIGNAL);
  }
  return received.size() >= needed ? State::complete : State::incomplete;
}

void Connection::refuse(const Refusal& refusal, const Handlers& handlers) {
  reply = handlers.refuse(refusal);
  sent = 0;
  received.clear();
  closing = true;
}

void Connection::serve(const Limits& limits, const Handlers& handlers, bool last) {
  Exchange exchange{std::string_view(received).substr(0, needed), peer, peer_port, last || ++served >= limits.requests_per_connection, {}, {}};
  closing = !handlers.serve(exchange) || exchange.last;
  reply = std::move(exchange.reply);
  rest = std::move(exchange.rest);
  if (rest) setsockopt(descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsent, sizeof kUnsent);
  received.erase(0, needed);
  needed = 0;
  deadline = Clock::now() + limits.reply;
}

bool Connection::refill(const Limits& limits) {
  const Piece piece = rest(reply);
  if (piece != Piece::more) rest = nullptr;
  deadline = Clock::now() + limits.reply;
  return piece != Piece::broken;
}

void Connection::await_request(const Limits& limits) {
  if (closing) return;
  deadline = Clock::now() + (received.empty() ? limits.idle : limits.request);
}

bool Connection::half_close() {
  if (drained || shutdown(descriptor, SHUT_WR) != 0) return false;
  drained = true;
  deadline = Clock::now() + kGoodbye;
  return true;
}

}  // namespace dispatches::http
