#include "indexer/articles/http_response.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "indexer/articles/archive.hpp"
#include "indexer/base/ascii.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

// Codings put one on another; servers use one.
constexpr int kMaxCodings = 3;

std::optional<std::size_t> chunk_size(std::string_view line) {
  std::size_t size{};
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  if (error != std::errc() || end == line.data()) return std::nullopt;
  return size;
}

// RFC 9112, 7.1. Crawlers undo chunks and leave the header: then the body stands as it is.
std::string without_chunks(std::string_view body) {
  std::string result;
  for (std::string_view rest = body; !rest.empty();) {
    const std::string_view line = take_line(rest);
    const auto size = chunk_size(line);
    if (!size) return result.empty() ? std::string(body) : result;
    if (*size == 0) break;
    result += rest.substr(0, *size);
    rest.remove_prefix(std::min(rest.size(), *size));
    if (rest.starts_with('\r')) rest.remove_prefix(1);
    if (rest.starts_with('\n')) rest.remove_prefix(1);
  }
  return result;
}

bool is_packed_as(std::string_view coding, std::string_view body) {
  if (coding == "gzip" || coding == "x-gzip") return body.starts_with("\x1F\x8B");
  if (coding == "zstd") return body.starts_with("\x28\xB5\x2F\xFD");
  return coding == "deflate" && body.starts_with('\x78');
}

}  // namespace

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return text::trim(line);
}

std::string_view header(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const std::string_view line = take_line(head);
    const std::size_t colon = line.find(':');
    if (colon != line.npos && lower(text::trim(line.substr(0, colon))) == name)
      return text::trim(line.substr(colon + 1));
  }
  return {};
}

std::optional<std::size_t> head_size(std::string_view bytes) {
  for (std::size_t at = bytes.find('\n'); at != bytes.npos; at = bytes.find('\n', at + 1)) {
    if (bytes.substr(at + 1).starts_with("\r\n")) return at + 3;
    if (bytes.substr(at + 1).starts_with('\n')) return at + 2;
  }
  return std::nullopt;
}

bool is_html(std::string_view type) {
  return type.starts_with("text/html") || type.starts_with("application/xhtml+xml");
}

bool is_page(std::string_view head) {
  std::string_view lines = head;
  const std::string_view status = take_line(lines);
  if (!status.starts_with("HTTP/") || status.find(" 200") != status.find(' ')) return false;
  return is_html(lower(header(lines, "content-type")));
}

Outcome<std::string> page_in(std::string_view head, std::string_view response, const std::string& where) {
  std::string body = lower(header(head, "transfer-encoding")).find("chunked") != std::string::npos
                         ? without_chunks(response)
                         : std::string(response);
  std::string codings = lower(header(head, "content-encoding"));
  for (int i = 0; i < kMaxCodings && !codings.empty(); ++i) {
    const std::size_t comma = codings.rfind(',');
    const std::string coding(text::trim(comma == codings.npos ? codings : codings.substr(comma + 1)));
    codings.resize(comma == codings.npos ? 0 : comma);
    // Crawlers that unpack leave the header too.
    if (coding != "br" && !is_packed_as(coding, body)) continue;
    Outcome<std::string> plain = coding == "br" ? unpacked_brotli(body, kMaxRecordBytes) : unpacked(body, kMaxRecordBytes);
    if (!plain && coding == "br" && text::trim(body).starts_with('<')) continue;
    if (!plain) return Rejection{where, plain.rejection().reason};
    body = std::move(*plain);
  }
  return body;
}

std::string charset_in(std::string_view content_type) {
  const std::string type = lower(content_type);
  const std::size_t at = type.find("charset=");
  if (at == type.npos) return {};
  const std::string value = type.substr(at + 8, type.find(';', at) - at - 8);
  return std::string(text::trim(text::replaced(value, "\"", "")));
}

}  // namespace dispatches::articles
