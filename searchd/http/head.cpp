#include "searchd/http/head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "indexer/base/ascii.hpp"

namespace dispatches::http {

namespace {

constexpr std::string_view kLineEnd = "\r\n";

Refusal malformed(std::string message) { return {400, "bad_request", std::move(message), {}, {}}; }

Refusal too_large(const HeadLimits& limits) {
  return {431, "head_too_large", fmt::format("the request's headers are longer than {} bytes, a line of them than {}, or more than {}",
                                             limits.head_bytes, limits.line_bytes, limits.headers), {}, {}};
}

Refusal line_too_long(const HeadLimits& limits) {
  return {414, "address_too_long", fmt::format("the address is longer than {} bytes; POST /api/v1/search takes the same as JSON", limits.line_bytes),
          {}, {}};
}

bool is_token(std::string_view text) {  // RFC 9110, 5.6.2
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kMarks.find(c) != std::string_view::npos;
  });
}

bool is_visible(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
}

// A lone CR, LF or NUL is where parsers disagree.
bool is_field_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool read_request_line(std::string_view line, Head& head) {
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  head.method = line.substr(0, first);
  head.target = line.substr(first + 1, last - first - 1);
  head.version = line.substr(last + 1);
  return is_token(head.method) && is_visible(head.target) && (head.version == "HTTP/1.1" || head.version == "HTTP/1.0");
}

bool read_field(std::string_view line, Head& head) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) || !is_field_text(line)) return false;
  head.headers.emplace_back(lower(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  return true;
}

// A body is taken with a Content-Length only: every other way of stating its end has been a way around a limit.
std::optional<Refusal> read_body_length(Head& head, const HeadLimits& limits) {
  if (head.count("transfer-encoding")) return malformed("a body in pieces (Transfer-Encoding) is not taken; send Content-Length");
  if (head.count("content-length") > 1) return malformed("two Content-Length headers");
  const std::string_view stated = head.header("content-length");
  if (!head.count("content-length")) return std::nullopt;
  const auto [end, error] = std::from_chars(stated.data(), stated.data() + stated.size(), head.body_bytes);
  const bool is_number = !stated.empty() && end == stated.data() + stated.size() && error != std::errc::invalid_argument;
  if (!is_number) return malformed("Content-Length is not a number");
  const std::size_t most = limits.body_bytes_of(head.path());
  if (error == std::errc::result_out_of_range || head.body_bytes > most)
    return Refusal{413, "body_too_large", fmt::format("the body is longer than {} bytes", most), {}, {}};
  if (head.body_bytes > 0 && (head.count("content-encoding") || head.header("content-type").starts_with("multipart/")))
    return Refusal{415, "bad_body", "the body must be plain JSON, neither compressed nor in parts", {}, {}};
  return std::nullopt;
}

}  // namespace

std::string_view Head::path() const { return std::string_view(target).substr(0, target.find('?')); }

std::string_view Head::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

std::size_t Head::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; }));
}

bool Head::awaits_word() const { return version == "HTTP/1.1" && lower(header("expect")) == "100-continue"; }

std::size_t head_length(std::string_view received) {
  const std::size_t end = received.find("\r\n\r\n");
  return end == std::string_view::npos ? 0 : end + 4;
}

std::optional<Refusal> overgrown(std::string_view received, const HeadLimits& limits) {
  if (received.find(kLineEnd) == std::string_view::npos && received.size() > limits.line_bytes) return line_too_long(limits);
  if (received.size() > limits.head_bytes) return too_large(limits);
  return std::nullopt;
}

std::variant<Head, Refusal> read_head(std::string_view text, const HeadLimits& limits) {
  Head head;
  std::size_t line_end = text.find(kLineEnd);
  if (line_end > limits.line_bytes) return line_too_long(limits);
  if (text.size() > limits.head_bytes) return too_large(limits);
  if (!read_request_line(text.substr(0, line_end), head)) return malformed("the request line is not HTTP/1.1");
  for (std::size_t begin = line_end + 2; begin < text.size(); begin = line_end + 2) {
    line_end = text.find(kLineEnd, begin);
    const std::string_view line = text.substr(begin, line_end - begin);
    if (line.empty()) break;
    if (line.size() > limits.line_bytes || head.headers.size() == limits.headers) return too_large(limits);
    if (!read_field(line, head)) return malformed("a header line is not 'Name: value'");
  }
  if (head.version == "HTTP/1.1" && head.count("host") != 1) return malformed("a request needs one Host header");
  if (!head.target.starts_with('/') && head.method != "OPTIONS") return malformed("the address must begin with '/'");
  if (auto refusal = read_body_length(head, limits)) return std::move(*refusal);
  return head;
}

}  // namespace dispatches::http
