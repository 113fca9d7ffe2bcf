// Who may come in: the rules that a request meets before its body is read and before any handler sees it. Pure; shared by threads.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/http/head.hpp"

namespace dispatches::http {

struct GateRules {
  bool loopback = true;                   // listening on a loopback address: foreign Host headers are refused (DNS rebinding)
  std::vector<std::string> hosts;         // further names by which the daemon is known: of --host and --base-url, lower case, without port
  std::string allow_origin;               // for CORS; empty: none
  std::vector<std::string> credentials;   // "user:password" in base64; empty: open to all
};

// Absent: let in. Else 400, 401 or 405; the connection closes after it, for an unread body would be taken for further requests.
std::optional<Refusal> refusal_of(const Head& head, const GateRules& rules);

// Lines "user:password"; empty lines and those beginning with # are left out. Throws std::runtime_error for an unreadable or empty file.
std::vector<std::string> read_credentials(const std::filesystem::path& file);

bool is_loopback(std::string_view host);  // "127.0.0.1", "::1", "localhost"

// "https://example.org:8443/x" → "example.org"; "[::1]:80" → "[::1]". Lower case.
std::string host_of(std::string_view address);

// Takes as long for a wrong text as for the right one of the same length.
bool equal_in_constant_time(std::string_view a, std::string_view b);

// True if Accept-Encoding lets gzip in (RFC 9110, 12.5.3).
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace dispatches::http
