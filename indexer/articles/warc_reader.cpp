// .warc .warc.gz (ISO 28500, WARC 1.0 and 1.1) and their forerunner .arc .arc.gz (Internet Archive, ARC 1 and 2): the
// pages that a crawler was given. One record of ours is the address of a page and the HTTP response as it came (RFC
// 9112); transfer and content encodings are undone in parsing.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/articles/archive.hpp"
#include "indexer/articles/files.hpp"
#include "indexer/articles/html.hpp"
#include "indexer/articles/http_response.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/base/ascii.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

constexpr std::string_view kArcBeginning = "filedesc://";

using Take = std::function<bool(RawRecord)>;
using Reject = std::function<void(Rejection)>;

// What a record of a crawl says of its content.
struct RecordHead {
  enum class Kind : std::uint8_t { response, resource, other };
  Kind kind = Kind::other;
  std::string target, type;  // address; media type
  std::optional<std::uint64_t> length;
};

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  return number;
}

// `lines`: behind "WARC/1.0". wget writes its address as "<http://…>".
RecordHead warc_head(std::string_view lines) {
  RecordHead head;
  std::string_view target = header(lines, "warc-target-uri");
  if (target.starts_with('<') && target.ends_with('>')) target = target.substr(1, target.size() - 2);
  head.target = text::clean(target);
  head.type = header(lines, "content-type");
  head.length = number_in(header(lines, "content-length"));
  const std::string kind = lower(header(lines, "warc-type"));
  if (kind == "response" && lower(head.type).starts_with("application/http")) head.kind = RecordHead::Kind::response;
  if (kind == "resource" && is_html(lower(head.type))) head.kind = RecordHead::Kind::resource;
  return head;
}

// "http://x.example/a b 192.0.2.1 20010911120000 text/html 1591"; version 2 has more between type and length. Addresses
// with spaces in them stand as they are. Absent if the line is none such.
std::optional<RecordHead> arc_head(std::string_view line) {
  const auto is_date = [](std::string_view word) {
    return word.size() >= 12 && word.size() <= 18 && word.find_first_not_of("0123456789") == word.npos;
  };
  std::vector<std::string_view> words;
  for (std::string_view rest = text::trim(line); !rest.empty(); rest = text::trim(rest)) {
    words.push_back(rest.substr(0, rest.find(' ')));
    rest.remove_prefix(words.back().size());
  }
  if (words.size() < 5 || words[0].find(':') == words[0].npos) return std::nullopt;
  const auto date = std::find_if(words.begin() + 2, words.end() - 2, is_date);
  if (date == words.end() - 2) return std::nullopt;
  const auto end = static_cast<std::size_t>((date - 1)->data() - words[0].data());
  return RecordHead{words[0].starts_with(kArcBeginning) ? RecordHead::Kind::other : RecordHead::Kind::response,
                    text::clean(text::trim(std::string_view(words[0].data(), end))), std::string(date[1]),
                    number_in(words.back())};
}

class CrawlSplitter {
 public:
  CrawlSplitter(const Input& input, const Take& take, const Reject& reject)
      : input_(input), take_(take), reject_(reject), source_(input.path) {}

  void split() {
    while (go_on_) {
      const auto head = next_head();
      if (!head) break;
      take_record(*head);
      ++number_;
    }
    if (!source_.trouble().empty() && go_on_) reject("the file is cut off or damaged here: " + source_.trouble());
  }

 private:
  void reject(std::string reason) { reject_({input_.relative + place(), std::move(reason)}); }
  std::string place() const { return fmt::format(":#{}", number_ + 1); }

  // Reads up to the content of the next record; absent at the end. What stands between records and is none is said once.
  std::optional<RecordHead> next_head() {
    bool is_lost = false;
    for (std::string line; line.clear(), source_.append_line(line, kMaxHeadBytes);) {
      if (line.starts_with("WARC/")) return warc_head(head_lines());
      is_arc_ = is_arc_ || line.starts_with(kArcBeginning);
      if (is_arc_)
        if (auto head = arc_head(line)) return head;
      if (!text::trim(line).empty() && !std::exchange(is_lost, true))
        reject("there is no record where one should begin; it is looked for further on");
    }
    return std::nullopt;
  }

  std::string head_lines() {
    std::string lines;
    for (std::string line; line.clear(), source_.append_line(line, kMaxHeadBytes) && !text::trim(line).empty();)
      if (lines.size() + line.size() <= kMaxHeadBytes) lines += line;
    return lines;
  }

  void take_record(const RecordHead& head) {
    if (!head.length)
      reject("the record does not say how long it is");
    else if (head.kind == RecordHead::Kind::response)
      take_response(head, *head.length);
    else if (head.kind == RecordHead::Kind::resource)
      take_resource(head, *head.length);
    else if (source_.skip(*head.length) < *head.length)
      reject_cut();
  }

  // Whether it is a page stands in its first bytes; only pages are held.
  void take_response(const RecordHead& record, std::uint64_t length) {
    std::string bytes = record.target + "\n";
    const std::size_t begin = bytes.size();
    std::uint64_t left = length;
    left -= source_.append(bytes, static_cast<std::size_t>(std::min<std::uint64_t>(left, kMaxHeadBytes)));
    // The first servers (HTTP 0.9) sent no head.
    if (is_html(lower(record.type)) && bytes.compare(begin, 5, "HTTP/") != 0) bytes.insert(begin, head_for(record.type));
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

  static std::string head_for(std::string_view type) {
    return fmt::format("HTTP/1.1 200 OK\r\nContent-Type: {}\r\n\r\n", type);
  }

  // A page without the response it came in: the record says of what type it is.
  void take_resource(const RecordHead& head, std::uint64_t length) {
    std::string bytes = head.target + "\n" + head_for(head.type);
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
  bool is_arc_ = false;  // it began as one
  bool go_on_ = true;
};

class WarcReader : public Reader {
 public:
  void split(const Input& input, const Take& take, const Reject& reject) const override {
    CrawlSplitter(input, take, reject).split();
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
