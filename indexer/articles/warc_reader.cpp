// .warc .warc.gz (ISO 28500, WARC 1.0 and 1.1): the pages that a crawler was given. One record of ours is the address
// of a page and the HTTP response as it came (RFC 9112); transfer and content encodings are undone in parsing.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "indexer/articles/archive.hpp"
#include "indexer/articles/files.hpp"
#include "indexer/articles/html.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using Take = std::function<bool(RawRecord)>;
using Reject = std::function<void(Rejection)>;

// Of the lines before a record's or a response's content; servers send up to 16 KB.
constexpr std::size_t kMaxHeadBytes = 64u << 10;
// Codings put one on another; servers use one.
constexpr int kMaxCodings = 3;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return result;
}

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return text::trim(line);
}

// The value of a field in the lines of a head; empty if it has none.
std::string_view header(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const std::string_view line = take_line(head);
    const std::size_t colon = line.find(':');
    if (colon != line.npos && lower(text::trim(line.substr(0, colon))) == name)
      return text::trim(line.substr(colon + 1));
  }
  return {};
}

template <class Number>
std::optional<Number> number_in(std::string_view text, int base = 10) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  return number;
}

// Bytes of the lines up to the empty one, with it; none if there is no empty line.
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

// "HTTP/1.1 200 OK" and a type that is HTML's.
bool is_page(std::string_view head) {
  std::string_view lines = head;
  const std::string_view status = take_line(lines);
  if (!status.starts_with("HTTP/") || status.find(" 200") != status.find(' ')) return false;
  return is_html(lower(header(lines, "content-type")));
}

// wget writes "<http://…>".
std::string target_of(std::string_view head) {
  std::string_view target = header(head, "warc-target-uri");
  if (target.starts_with('<') && target.ends_with('>')) target = target.substr(1, target.size() - 2);
  return text::clean(target);
}

class WarcSplitter {
 public:
  WarcSplitter(const Input& input, const Take& take, const Reject& reject)
      : input_(input), take_(take), reject_(reject), source_(input.path) {}

  void split() {
    while (go_on_ && find_record()) take_record();
    if (!source_.trouble().empty() && go_on_) reject("the file is cut off or damaged here: " + source_.trouble());
  }

 private:
  void reject(std::string reason) { reject_({input_.relative + place(), std::move(reason)}); }
  std::string place() const { return fmt::format(":#{}", number_ + 1); }

  // Reads up to the first line of the next record. What stands between records and is none is said once.
  bool find_record() {
    bool is_lost = false;
    for (std::string line; line.clear(), source_.append_line(line, kMaxHeadBytes);) {
      if (line.starts_with("WARC/")) return true;
      if (!text::trim(line).empty() && !std::exchange(is_lost, true))
        reject("there is no record where one should begin; it is looked for further on");
    }
    return false;
  }

  void take_record() {
    std::string head;
    for (std::string line; line.clear(), source_.append_line(line, kMaxHeadBytes) && !text::trim(line).empty();)
      if (head.size() + line.size() <= kMaxHeadBytes) head += line;
    const auto length = number_in<std::uint64_t>(header(head, "content-length"));
    if (!length)
      reject("the record does not say how long it is");
    else if (lower(header(head, "warc-type")) == "response" &&
             lower(header(head, "content-type")).starts_with("application/http"))
      take_response(target_of(head), *length);
    else if (lower(header(head, "warc-type")) == "resource" && is_html(lower(header(head, "content-type"))))
      take_resource(head, *length);
    else if (source_.skip(*length) < *length)
      reject_cut();
    ++number_;
  }

  // Whether it is a page stands in its first bytes; only pages are held.
  void take_response(const std::string& target, std::uint64_t length) {
    std::string bytes = target + "\n";
    const std::size_t begin = bytes.size();
    std::uint64_t left = length;
    left -= source_.append(bytes, static_cast<std::size_t>(std::min<std::uint64_t>(left, kMaxHeadBytes)));
    const std::string_view start = std::string_view(bytes).substr(begin);
    const auto head = head_size(start);
    const bool is_wanted = head && is_page(start.substr(0, *head));
    const bool is_large = length > kMaxRecordBytes;
    if (is_wanted && !is_large)
      left -= source_.append(bytes, static_cast<std::size_t>(left));
    else
      left -= source_.skip(left);
    if (left > 0) return reject_cut();
    if (is_wanted && is_large) return reject(too_large_reason());
    if (is_wanted) go_on_ = take_({std::move(bytes), place(), number_});
  }

  // A page without the response it came in: the record says of what type it is.
  void take_resource(const std::string& head, std::uint64_t length) {
    std::string bytes =
        fmt::format("{}\nHTTP/1.1 200 OK\r\nContent-Type: {}\r\n\r\n", target_of(head), header(head, "content-type"));
    const bool is_large = length > kMaxRecordBytes;
    const std::uint64_t read =
        is_large ? source_.skip(length) : source_.append(bytes, static_cast<std::size_t>(length));
    if (read < length) return reject_cut();
    if (is_large) return reject(too_large_reason());
    go_on_ = take_({std::move(bytes), place(), number_});
  }

  // Where the stream has trouble, that is said at its end.
  void reject_cut() {
    if (source_.trouble().empty()) reject("the file ends inside the record");
  }

  const Input& input_;
  const Take& take_;
  const Reject& reject_;
  UnpackedSource source_;
  std::size_t number_ = 0;
  bool go_on_ = true;
};

// RFC 9112, 7.1. Crawlers undo chunks and leave the header: then the body stands as it is.
std::string without_chunks(std::string_view body) {
  std::string result;
  for (std::string_view rest = body; !rest.empty();) {
    const std::string_view line = take_line(rest);
    const auto size = number_in<std::size_t>(line, 16);
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

// The page inside a response: the codings undone, the last first.
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

class WarcReader : public Reader {
 public:
  void split(const Input& input, const Take& take, const Reject& reject) const override {
    WarcSplitter(input, take, reject).split();
  }

  // The record is the address on a line, then the response. When it was fetched is not when it was published.
  Outcome<Article> parse(const Input& input, const RawRecord& record, const Defaults& defaults) const override {
    const std::string where = input.relative + record.place;
    std::string_view response = record.bytes;
    PageOrigin origin{std::string(take_line(response)), {}};
    const auto size = head_size(response);
    if (!size) return Rejection{where, "the response has no head"};
    const std::string_view head = response.substr(0, *size);
    const Outcome<std::string> page = page_in(head, response.substr(*size), where);
    if (!page) return page.rejection();
    origin.encoding = charset_in(header(head, "content-type"));
    return article_of_page(*page, origin, input, record, defaults);
  }
};

}  // namespace

const Reader& warc_reader() {
  static const WarcReader reader;
  return reader;
}

}  // namespace dispatches::articles
