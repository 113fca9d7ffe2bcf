#include "searchd/http/connections.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "searchd/http/connection.hpp"
#include "searchd/http/workers.hpp"

namespace dispatches::http {

namespace {

constexpr std::uint32_t kReading = EPOLLIN | EPOLLRDHUP, kWriting = EPOLLOUT;

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

AddressList addresses_of(const std::string& host, int port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (error != 0) throw CannotListen(fmt::format("cannot listen on {}: {}", host, gai_strerror(error)));
  return AddressList(found, &freeaddrinfo);
}

// SO_REUSEADDR and not SO_REUSEPORT: a second daemon on the same port must fail.
int listening_socket(const addrinfo& address) {
  const int descriptor = socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  const int yes = 1;
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 && listen(descriptor, 511) == 0) return descriptor;
  const int error = errno;
  close(descriptor);
  errno = error;
  return -1;
}

int listen_on(const std::string& host, int port) {
  const AddressList addresses = addresses_of(host, port);
  for (const addrinfo* one = addresses.get(); one; one = one->ai_next)
    if (const int descriptor = listening_socket(*one); descriptor >= 0) return descriptor;
  throw CannotListen(fmt::format("cannot listen on {}:{}: {}", host, port, std::strerror(errno)));
}

int port_of(int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(address).sin6_port : reinterpret_cast<sockaddr_in&>(address).sin_port);
}

void name_peer(const sockaddr_storage& address, Connection& connection) {
  char text[INET6_ADDRSTRLEN] = "";
  const bool six = address.ss_family == AF_INET6;
  const auto& in6 = reinterpret_cast<const sockaddr_in6&>(address);
  const auto& in4 = reinterpret_cast<const sockaddr_in&>(address);
  inet_ntop(address.ss_family, six ? static_cast<const void*>(&in6.sin6_addr) : &in4.sin_addr, text, sizeof text);
  connection.peer = text;
  connection.peer_port = ntohs(six ? in6.sin6_port : in4.sin_port);
}

}  // namespace

// The one thread that owns all connections that no worker has in hand.
class Connections::Loop {
 public:
  explicit Loop(Connections& home)
      : home_(home), limits_(home.limits_), epoll_(epoll_create1(EPOLL_CLOEXEC)),
        workers_(limits_, home.handlers_, [this] { wake(); }) {
    watch(home_.listener_, EPOLLIN, EPOLL_CTL_ADD);
    watch(home_.wake_, EPOLLIN, EPOLL_CTL_ADD);
  }
  ~Loop() { close(epoll_); }

  void run() {
    while (!home_.stopping_) {
      epoll_event events[64];
      const int count = epoll_wait(epoll_, events, 64, 100);
      for (int i = 0; i < count; ++i) handle(events[i]);
      take_back();
      home_.handlers_.metrics->connections = parked_.size() + workers_.held();
      if (Clock::now() >= next_sweep_) sweep();
    }
    finish();
  }

 private:
  void wake() const { (void)!write(home_.wake_, "\1\0\0\0\0\0\0\0", 8); }

  void watch(int descriptor, std::uint32_t events, int operation) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    epoll_ctl(epoll_, operation, descriptor, &event);
  }

  void handle(const epoll_event& event) {
    if (event.data.fd == home_.listener_) return accept_all();
    if (event.data.fd == home_.wake_) {
      char counter[8];
      (void)!read(home_.wake_, counter, sizeof counter);
      return;
    }
    const auto found = parked_.find(event.data.fd);
    if (found != parked_.end()) advance(*found->second, !found->second->reply.empty());
  }

  void accept_all() {
    for (int taken = 0; taken < 100; ++taken) {
      sockaddr_storage address{};
      socklen_t size = sizeof address;
      const int descriptor = accept4(home_.listener_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (descriptor < 0) {
        // Out of descriptors: the sweep frees some; without a pause the loop would spin on the waiting client.
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) usleep(10'000);
        return;
      }
      const int yes = 1;
      setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      if (parked_.size() + workers_.held() >= limits_.connections && !drop_longest_idle()) {
        close(descriptor);
        ++home_.handlers_.metrics->dropped;
        continue;
      }
      auto connection = std::make_unique<Connection>(descriptor);
      name_peer(address, *connection);
      connection->deadline = Clock::now() + limits_.idle;
      park(std::move(connection));
    }
  }

  void park(std::unique_ptr<Connection> connection) {
    const int descriptor = connection->descriptor;
    watch(descriptor, connection->reply.empty() ? kReading : kWriting, EPOLL_CTL_ADD);
    parked_[descriptor] = std::move(connection);
  }

  std::unique_ptr<Connection> unpark(int descriptor) {
    const auto found = parked_.find(descriptor);
    std::unique_ptr<Connection> connection = std::move(found->second);
    parked_.erase(found);
    watch(descriptor, 0, EPOLL_CTL_DEL);
    return connection;
  }

  void drop(int descriptor) { unpark(descriptor); }

  bool drop_longest_idle() {
    const Connection* oldest = nullptr;
    for (const auto& [descriptor, connection] : parked_)
      if (connection->reply.empty() && (!oldest || connection->deadline < oldest->deadline)) oldest = connection.get();
    if (oldest) drop(oldest->descriptor);
    return oldest != nullptr;
  }

  // One step for a connection that can be read or written.
  void advance(Connection& connection, bool writing) {
    const int descriptor = connection.descriptor;
    if (writing ? !connection.send() : !connection.receive(limits_)) return drop(descriptor);
    if (writing && !connection.reply.empty()) return;
    if (writing && connection.has_more()) return workers_.resume(unpark(descriptor));
    if (writing) {
      if (connection.closing && !connection.half_close()) return drop(descriptor);
      connection.await_request(limits_);
      watch(descriptor, kReading, EPOLL_CTL_MOD);
    }
    proceed(descriptor, connection);
  }

  void proceed(int descriptor, Connection& connection) {
    switch (connection.examine(limits_, home_.handlers_)) {
      case Connection::State::incomplete: return;
      case Connection::State::refused: return refuse(descriptor);
      case Connection::State::complete: break;
    }
    std::unique_ptr<Connection> taken = unpark(descriptor);
    if (workers_.take(taken)) return;
    taken->refuse({429, "too_busy", "too many requests at once; try again in a moment", {}, {{"Retry-After", "1"}}}, home_.handlers_);
    park(std::move(taken));
    refuse(descriptor);
  }

  void refuse(int descriptor) {
    Connection& connection = *parked_.at(descriptor);
    connection.deadline = Clock::now() + limits_.reply;
    watch(descriptor, kWriting, EPOLL_CTL_MOD);
  }

  // What workers have done with: a reply that the client has not wholly taken, or a connection that waits for its next request.
  void take_back() {
    for (std::unique_ptr<Connection>& connection : workers_.done()) {
      const int descriptor = connection->descriptor;
      Connection& one = *connection;
      park(std::move(connection));
      if (one.reply.empty()) proceed(descriptor, one);
    }
  }

  void sweep() {
    const auto now = Clock::now();
    std::vector<int> late;
    for (const auto& [descriptor, connection] : parked_)
      if (connection->deadline <= now) late.push_back(descriptor);
    for (int descriptor : late) {
      Connection& connection = *parked_.at(descriptor);
      if (!connection.is_mid_request()) {
        drop(descriptor);
        continue;
      }
      connection.refuse({408, "too_slow", "the request did not arrive in time", {}, {}}, home_.handlers_);
      refuse(descriptor);
    }
    next_sweep_ = now + std::chrono::milliseconds(100);
  }

  // Requests that have come are answered, also those in the kernel's queue, and replies under way go on to their end; then everything closes.
  void finish() {
    accept_all();
    close(std::exchange(home_.listener_, -1));
    std::vector<int> readable;
    for (const auto& [descriptor, connection] : parked_)
      if (connection->reply.empty() && !connection->closing) readable.push_back(descriptor);
    for (int descriptor : readable) advance(*parked_.at(descriptor), false);
    workers_.finish();
    watch(home_.wake_, 0, EPOLL_CTL_DEL);
    for (std::unique_ptr<Connection>& connection : workers_.done()) park(std::move(connection));
    const auto end = Clock::now() + limits_.finishing;
    for (drop_late(); !parked_.empty() && Clock::now() < end; drop_late()) {
      epoll_event events[64];
      const int count = epoll_wait(epoll_, events, 64, 100);
      for (int i = 0; i < count; ++i)
        if (const auto found = parked_.find(events[i].data.fd); found != parked_.end() && !go_on(*found->second)) drop(found->first);
    }
    parked_.clear();
  }

  // As much of a reply as the client takes now, made here: the workers have gone. False: that was all.
  bool go_on(Connection& connection) const {
    do {
      if (connection.has_more() && !connection.refill(limits_)) return false;
      if (!connection.send()) return false;
    } while (connection.has_more());
    return !connection.reply.empty();
  }

  void drop_late() {
    std::vector<int> late;
    for (const auto& [descriptor, connection] : parked_)
      if (connection->reply.empty() || connection->deadline <= Clock::now()) late.push_back(descriptor);
    for (const int descriptor : late) drop(descriptor);
  }

  Connections& home_;
  const Limits& limits_;
  int epoll_;
  Workers workers_;
  std::unordered_map<int, std::unique_ptr<Connection>> parked_;
  Clock::time_point next_sweep_{};
};

Connections::Connections(const std::string& host, int port, const Limits& limits, Handlers handlers)
    : limits_(limits), handlers_(std::move(handlers)), listener_(listen_on(host, port)), wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      port_(port_of(listener_)) {}

Connections::~Connections() {
  if (listener_ >= 0) close(listener_);
  close(wake_);
}

void Connections::run() { Loop(*this).run(); }

void Connections::stop() {
  stopping_ = true;
  (void)!write(wake_, "\1\0\0\0\0\0\0\0", 8);
}

}  // namespace dispatches::http
