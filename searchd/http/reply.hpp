// Answers as plain values, before they are bytes: a Reply of a handler, and a Refusal of what was not worth handling.
#pragma once

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

struct Reply {
  int status = 200;
  std::string content_type;              // empty: no body
  std::string body;
  std::string etag;                      // with its quotes; empty: none
  Headers headers;
};

}  // namespace dispatches::http
