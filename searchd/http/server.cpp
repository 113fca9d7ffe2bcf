#include "searchd/http/server.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <httplib.h>
#include <spdlog/spdlog.h>

#include <cstring>

#include "indexer/text/utf8.hpp"

namespace dispatches::http {

namespace {

const Headers& security_headers() {
  static const Headers kHeaders = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
       "frame-ancestors 'none'; require-trusted-types-for 'script'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"}};
  return kHeaders;
}

std::string http_date() { return fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(std::time(nullptr))); }

const char* reason(int status) {
  switch (status) {
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    default: return "Error";
  }
}

// Where httplib reads from and writes to: a request that is there already, and a reply that goes out when it is whole.
class ExchangeStream final : public httplib::Stream {
 public:
  explicit ExchangeStream(Exchange& exchange, std::string_view request) : exchange_(exchange), rest_(request) {}

  bool is_readable() const override { return !rest_.empty(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* into, size_t size) override {
    const std::size_t count = std::min(size, rest_.size());
    std::memcpy(into, rest_.data(), count);
    rest_.remove_prefix(count);
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* from, size_t size) override {
    exchange_.reply.append(from, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override { ip = exchange_.peer, port = exchange_.peer_port; }
  void get_local_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
  socket_t socket() const override { return -1; }  // only compared with FD_SETSIZE

 private:
  Exchange& exchange_;
  std::string_view rest_;
};

// RFC 9112, 7.1. A reader sees that a reply broke by the last chunk that never comes.
Pieces in_chunks(Pieces pieces) {
  return [pieces = std::move(pieces)](std::string& into) {
    std::string bytes;
    const Piece piece = pieces(bytes);
    if (piece == Piece::broken) return piece;
    if (!bytes.empty()) into += fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
    if (piece == Piece::last) into += "0\r\n\r\n";
    return piece;
  };
}

// httplib hands its handlers neither stream nor connection: the rest of the reply that this thread is making stands here until serve() has it.
Pieces& rest_in_hand() {
  static thread_local Pieces rest;
  return rest;
}

// Headers that httplib must not see are renamed. Ranges are optional (RFC 9110, 14.2), no file here is worth one, and httplib's have been a hole; what a
// client expects before its body it has been told by then.
std::string for_httplib(std::string_view request) {
  const std::size_t end = head_length(request);
  std::string copy(request);
  const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b | 0x20 : b); };
  for (const std::string_view name : {"\r\nrange:", "\r\nexpect:"})
    for (std::size_t at = copy.find("\r\n"); at + name.size() < end; at = copy.find("\r\n", at + 2))
      if (std::equal(name.begin(), name.end(), copy.begin() + static_cast<std::ptrdiff_t>(at), same)) copy[at + 2] = 'X';
  return copy;
}

}  // namespace

class Server::Protocol final : public httplib::Server {
 public:
  Protocol(const Service& service, ServerOptions options)
      : service_(service), options_(std::move(options)),
        rules_{is_loopback(options_.host), options_.hosts, options_.allow_origin, options_.credentials} {
    set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(options_.limits.idle).count());
    set_keep_alive_max_count(options_.limits.requests_per_connection);
    set_payload_max_length(std::max(options_.limits.head.body_bytes, options_.limits.head.names_body_bytes));  // read_head() knows which holds
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) { return begin(request, response); });
    for (const std::string_view path : {kSearchPath, kNamesPath})
      Post(std::string(path), [this](const httplib::Request& request, httplib::Response& response) { answer(request, response); });
    set_error_handler([](const httplib::Request& request, httplib::Response& response) { explain(request, response); });
    set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) { response.status = 500; });
    set_post_routing_handler([this](const httplib::Request& request, httplib::Response& response) { dress(request, response); });
  }

  std::optional<Refusal> admit(const Head& head) const { return refusal_of(head, rules_); }

  // Without httplib: what is refused here was not fit for it.
  std::string refuse(const Refusal& refusal) const {
    service_.metrics().count_refusal(refusal.status);
    const std::string body = error_json(refusal);
    std::string reply = fmt::format("HTTP/1.1 {} {}\r\n", refusal.status, reason(refusal.status));
    Headers headers = security_headers();
    headers.insert(headers.end(), refusal.headers.begin(), refusal.headers.end());
    headers.insert(headers.end(), {{"Date", http_date()}, {"Cache-Control", "no-store"}, {"Connection", "close"},
                                   {"Content-Type", "application/json"}, {"Content-Length", std::to_string(body.size())}});
    if (!options_.allow_origin.empty()) headers.emplace_back("Access-Control-Allow-Origin", options_.allow_origin);
    for (const auto& [name, value] : headers) reply += fmt::format("{}: {}\r\n", name, value);
    return reply + "\r\n" + body;
  }

  bool serve(Exchange& exchange) {
    const auto began = Clock::now();
    const std::string request = for_httplib(exchange.request);
    ExchangeStream stream(exchange, request);
    bool closed = false, understood = false, in_pieces = true;
    rest_in_hand() = nullptr;
    const auto set_up = [&](httplib::Request& read) {
      understood = true;
      in_pieces = read.version == "HTTP/1.1";
      choose_coding(read);
      if (asks_to_close(read)) closed = true, read.headers.erase("Connection"), read.set_header("Connection", "close");
    };
    const bool good = process_request(stream, exchange.last, closed, set_up);
    exchange.rest = in_pieces && rest_in_hand() ? in_chunks(std::move(rest_in_hand())) : std::move(rest_in_hand());
    rest_in_hand() = nullptr;
    closed |= exchange.rest && !in_pieces;
    if (options_.log_queries) log(exchange, request, Clock::now() - began);
    return good && understood && !closed;
  }

 private:
  using Clock = std::chrono::steady_clock;

  // Brotli at httplib's level 11 costs more than a search.
  static void choose_coding(httplib::Request& request) {
    const bool gzip = accepts_gzip(request.get_header_value("Accept-Encoding"));
    request.headers.erase("Accept-Encoding");
    if (gzip) request.set_header("Accept-Encoding", "gzip");
    request.ranges.clear();
  }

  // "Close", "close, TE": httplib knows the plain word only.
  static bool asks_to_close(const httplib::Request& request) {
    std::string options = request.get_header_value("Connection");
    for (char& c : options) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    return options.find("close") != std::string::npos;
  }

  HandlerResponse begin(const httplib::Request& request, httplib::Response& response) const {
    if (request.method == "POST") return HandlerResponse::Unhandled;  // its body comes first
    if (request.method == "OPTIONS") preflight(response);
    else answer(request, response);
    return HandlerResponse::Handled;
  }

  static void preflight(httplib::Response& response) {
    response.status = 204;
    response.set_header("Access-Control-Allow-Methods", "GET, HEAD, POST");
    response.set_header("Access-Control-Allow-Headers", "Content-Type, If-None-Match, Authorization");
    response.set_header("Access-Control-Max-Age", "86400");
  }

  void answer(const httplib::Request& request, httplib::Response& response) const {
    const Question question{request.method, request.path, request.target, request.params, request.body, every(request, "If-None-Match"), request.get_header_value("Host")};
    Reply reply = service_.answer(question);
    response.status = reply.status;
    for (const auto& [name, value] : reply.headers) response.set_header(name, value);
    if (!reply.etag.empty()) response.set_header("ETag", etag_of(reply, request));
    if (reply.content_type.empty()) return;
    response.set_header("Content-Type", reply.content_type);
    response.body = std::move(reply.body);
    if (reply.rest && request.method != "HEAD") rest_in_hand() = std::move(reply.rest);
  }

  // A list may be spread over several lines (RFC 9110, 5.3).
  static std::string every(const httplib::Request& request, const char* name) {
    std::string list = request.get_header_value(name);
    for (std::size_t i = 1; i < request.get_header_value_count(name); ++i) list += ", " + request.get_header_value(name, i);
    return list;
  }

  // A strong tag is of the bytes that are sent: packed ones have their own.
  static std::string etag_of(const Reply& reply, const httplib::Request& request) {
    const bool is_text = reply.content_type.starts_with("text/") || reply.content_type == "image/svg+xml" || reply.status == 304;
    if (reply.etag.starts_with("W/") || !is_text || !request.has_header("Accept-Encoding")) return reply.etag;
    return reply.etag.substr(0, reply.etag.size() - 1) + "-gzip\"";
  }

  // What httplib itself found wrong has no body yet.
  static void explain(const httplib::Request& request, httplib::Response& response) {
    if (!response.body.empty()) return;
    const Refusal refusal = response.status == 500 ? Refusal{500, "internal", "something went wrong inside the program", {}, {}}
                                                   : Refusal{response.status, "bad_request", "the request could not be read", {}, {}};
    const Reply reply = refused(refusal, request.path);
    response.set_content(reply.body, reply.content_type);
  }

  void dress(const httplib::Request& request, httplib::Response& response) const {
    for (const auto& [name, value] : security_headers()) response.set_header(name, value);
    response.set_header("Date", http_date());
    response.set_header("Vary", options_.allow_origin.empty() ? "Accept-Encoding" : "Accept-Encoding, Origin");
    if (!options_.allow_origin.empty()) {
      response.set_header("Access-Control-Allow-Origin", options_.allow_origin);
      response.set_header("Access-Control-Expose-Headers", "ETag, Retry-After, Dispatches-Query, Dispatches-Generation, Dispatches-Found");
    }
    // Neither of a length nor of ranges: httplib says 0, and "bytes".
    if (response.status == 304 || response.status == 204) response.headers.erase("Content-Length");
    if (request.method == "HEAD") response.headers.erase("Accept-Ranges");
    // Nobody knows yet how long an export will be, of articles or of quotes.
    if (response.has_header("Dispatches-Query")) response.headers.erase("Content-Length");
    if (!rest_in_hand()) return;
    if (request.version == "HTTP/1.1") response.set_header("Transfer-Encoding", "chunked");
    else response.headers.erase("Keep-Alive"), response.set_header("Connection", "close");
  }

  static void log(const Exchange& exchange, std::string_view request, Clock::duration took) {
    const std::string line = text::clean(request.substr(0, std::min(request.find("\r\n"), std::size_t{2000})));
    const std::string_view status = std::string_view(exchange.reply).substr(0, 12);
    spdlog::info("{} {} {} {:.1f} ms", exchange.peer, line, status.size() == 12 ? status.substr(9) : "-",
                 std::chrono::duration<double, std::milli>(took).count());
  }

  const Service& service_;
  const ServerOptions options_;
  const GateRules rules_;
};

Server::Server(const Service& service, ServerOptions options) {
  const std::string host = options.host;
  const int port = options.port;
  const Limits limits = options.limits;
  protocol_ = std::make_unique<Protocol>(service, std::move(options));
  Protocol& protocol = *protocol_;
  connections_ = std::make_unique<Connections>(host, port, limits,
                                               Handlers{[&protocol](const Head& head) { return protocol.admit(head); },
                                                        [&protocol](const Refusal& refusal) { return protocol.refuse(refusal); },
                                                        [&protocol](Exchange& exchange) { return protocol.serve(exchange); }, &service.metrics()});
}

Server::~Server() = default;
int Server::port() const { return connections_->port(); }
void Server::run() { connections_->run(); }
void Server::stop() { connections_->stop(); }

Refresher::Refresher(Service& service)
    : thread_([this, &service] {
        std::unique_lock lock(mutex_);
        while (!condition_.wait_for(lock, std::chrono::seconds(1), [this] { return ending_; })) {
          lock.unlock();
          service.refresh();
          lock.lock();
        }
      }) {}

Refresher::~Refresher() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  condition_.notify_all();
  thread_.join();
}

}  // namespace dispatches::http
