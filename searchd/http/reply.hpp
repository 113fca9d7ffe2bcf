// Answers as plain values, before they are bytes: a Reply of a handler, and a Refusal of what was not worth handling.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dispatches::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

// {"error": {code, message, param}} with a status.
struct Refusal {
  int status = 400;
  std::string code, message, parameter;  // parameter: empty for none
  Headers headers;                       // "Retry-After", "Allow"
};

// Whether more of a long reply follows; broken: it cannot be finished, and its reader must see that.
enum class Piece : std::uint8_t { more, last, broken };
// Appends the next piece of a reply. Called by one thread at a time, not always the same one; does not throw; not after `last` or `broken`.
using Pieces = std::function<Piece(std::string& into)>;

struct Reply {
  int status = 200;
  std::string content_type;              // empty: no body
  std::string body;
  std::string etag;                      // with its quotes; empty: none
  Headers headers;
  Pieces rest;                           // what follows the body, of a reply too long to be held; null: nothing
};

}  // namespace dispatches::http
