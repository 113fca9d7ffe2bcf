// The head of a request as it came over the wire, examined before anything else touches it: its bounds, its form, how much body follows.
// What is doubtful is refused and the connection closed, so that two readers of the same bytes (a proxy, httplib) cannot part them differently
// (RFC 9112, sections 2, 5 and 11).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "searchd/http/reply.hpp"

namespace dispatches::http {

inline constexpr std::string_view kSearchPath = "/api/v1/search", kNamesPath = "/api/v1/names";
constexpr bool takes_body(std::string_view path) { return path == kSearchPath || path == kNamesPath; }

struct HeadLimits {
  std::size_t head_bytes = 32 * 1024;
  std::size_t line_bytes = 8 * 1024;  // httplib's own bound, of the request line too
  std::size_t headers = 100;
  std::size_t body_bytes = 64 * 1024;
  std::size_t names_body_bytes = 320 * 1024;  // of a list of names
  // Of a request to that path.
  std::size_t body_bytes_of(std::string_view path) const { return path == kNamesPath ? names_body_bytes : body_bytes; }
};

struct Head {
  std::string method, target, version;                            // target as sent: "/api/v1/search?q=…"
  std::vector<std::pair<std::string, std::string>> headers;       // names in lower case
  std::size_t body_bytes = 0;

  std::string_view path() const;                                  // of the target, not decoded
  std::string_view header(std::string_view name) const;           // the first of that name, else empty
  std::size_t count(std::string_view name) const;
  bool awaits_word() const;                                       // "Expect: 100-continue": the body comes when it is told to
};

// Bytes of `received` up to and with the empty line; 0 if it has not come yet.
std::size_t head_length(std::string_view received);

// `head` is what head_length() measured. A refusal has status 400, 413, 414, 415 or 431.
std::variant<Head, Refusal> read_head(std::string_view head, const HeadLimits& limits);

// Of a head that grew past the limits before it was complete; absent while it is within them.
std::optional<Refusal> overgrown(std::string_view received, const HeadLimits& limits);

}  // namespace dispatches::http
