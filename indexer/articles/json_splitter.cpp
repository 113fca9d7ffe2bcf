// Limits of JSON values, found without parsing them.
#include "indexer/articles/json_splitter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/articles/fields.hpp"
#include "indexer/articles/files.hpp"
#include "indexer/articles/json_values.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;
using Take = std::function<bool(RawRecord)>;
using Reject = std::function<void(Rejection)>;

// Members of a wrapping object that hold the articles.
constexpr std::array wrappers{"articles"sv, "items"sv, "results"sv, "data"sv,     "docs"sv, "documents"sv, "records"sv,
                              "entries"sv,  "news"sv,  "posts"sv,   "messages"sv, "hits"sv, "stories"sv};
// Members of a wrapping object that hold another.
constexpr std::array outer_wrappers{"response"sv, "result"sv, "data"sv, "hits"sv};

constexpr int kMaxWrappers = 3;  // inside one another; APIs use two

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_space(int c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

// True if the brackets of the line are closed at its end and not before.
bool is_one_value(std::string_view line) {
  line = text::trim(line);
  if (!line.starts_with('{')) return false;
  int depth = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '"') {
      for (++at; at < line.size() && line[at] != '"'; ++at)
        if (line[at] == '\\') ++at;
    } else if (line[at] == '{' || line[at] == '[') {
      ++depth;
    } else if (line[at] == '}' || line[at] == ']') {
      if (--depth == 0) return at + 1 == line.size();
    }
  }
  return false;
}

// JSON Lines if two lines begin a value each, or if the only one is whole (then both ways come to the same).
bool is_json_lines(const Input& input) {
  ByteSource source(input.path);
  std::array<std::string, 2> lines;
  bool was_too_long = false;
  for (std::string& line : lines)
    while (text::trim(line).empty()) {
      line.clear();
      const LineEnd end = source.append_line(line, kMaxRecordBytes);
      if (!end.found) break;
      if (end.too_long) {
        was_too_long = true;
        line = "{";
      }
    }
  const std::string_view second = text::trim(lines[1]);
  if (second.empty()) return false;
  const bool second_begins = second.starts_with("{") && (was_too_long || second.size() > 1);
  const std::string extension = text::fold_case(input.path.extension().string());
  const bool named = extension == ".jsonl" || extension == ".ndjson";
  return second_begins &&
         (is_one_value(lines[0]) || is_one_value(second) || (named && text::trim(lines[0]).starts_with('{')));
}

void split_lines(const Input& input, const Take& take, const Reject& reject) {
  ByteSource source(input.path);
  RawRecord record;
  for (std::size_t line = 1;; ++line) {
    record.bytes.clear();
    const LineEnd end = source.append_line(record.bytes, kMaxRecordBytes);
    if (!end.found) return;
    record.place = fmt::format(":{}", line);
    if (end.too_long) {
      reject({input.relative + record.place, too_large_reason()});
      ++record.number;
    } else if (!text::trim(record.bytes).empty()) {
      const std::size_t number = record.number;
      if (!take(std::move(record))) return;
      record.number = number + 1;
    }
  }
}

// A scanner over the bytes of values that are written over several lines.
class ValueSplitter {
 public:
  ValueSplitter(const Input& input, const Take& take, const Reject& reject)
      : input_(input), take_(take), reject_(reject), source_(input.path) {
    step();
  }

  void split() {
    for (skip_spaces(); byte_ >= 0 && go_on_; skip_spaces()) {
      if (byte_ == '[') {
        step();
        split_array();
      } else if (byte_ == '{') {
        split_object();
      } else if (byte_ == ',') {
        step();
      } else {
        return reject_here("it is not a JSON object or an array of objects");
      }
    }
  }

 private:
  void step() { byte_ = source_.next(); }

  void skip_spaces() {
    while (is_space(byte_)) step();
  }

  // The byte goes to the record, as long as it has room.
  void keep() {
    if (record_.size() < kMaxRecordBytes)
      record_ += static_cast<char>(byte_);
    else
      too_large_ = true;
    step();
  }

  // A string with its quotes, to the record.
  void keep_string() {
    keep();
    while (byte_ >= 0 && byte_ != '"') {
      if (byte_ == '\\') keep();
      if (byte_ >= 0) keep();
    }
    if (byte_ == '"') keep();
  }

  // What is left of a value, `depth` brackets deep inside it, to the record. False if the file ends first.
  bool keep_value(int depth) {
    do {
      if (byte_ < 0) return false;
      if (byte_ == '"') {
        keep_string();
        continue;
      }
      if (byte_ == '{' || byte_ == '[') ++depth;
      if (byte_ == '}' || byte_ == ']') --depth;
      keep();
    } while (depth > 0);
    return true;
  }

  void split_array() {
    while (go_on_) {
      for (skip_spaces(); byte_ == ','; skip_spaces()) step();
      if (byte_ == ']') return step();
      if (byte_ < 0) return reject_here("the file ends inside the array");
      if (byte_ == '{')
        take_element();
      else
        skip_scalar();
    }
  }

  void take_element() {
    begin_record();
    record_ = feed_;
    const bool is_whole = keep_value(0);
    if (!feed_.empty()) record_ += '}';
    if (is_whole)
      give(fmt::format(":#{}", number_ + 1));
    else
      reject_here("the file ends inside the record");
  }

  // A stray scalar or array among the objects.
  void skip_scalar() {
    begin_record();
    if (byte_ == '[') {
      if (!keep_value(0)) return;
    } else {
      while (byte_ >= 0 && byte_ != ',' && byte_ != ']' && byte_ != '{') {
        if (byte_ == '"')
          keep_string();
        else
          keep();
      }
    }
    reject_here("it is not an object");
    ++number_;
  }

  // An article, or what wraps articles: known at the first member that is an array of objects under one of the names
  // above, unless members of an article come before it.
  void split_object() {
    begin_record();
    keep();
    bool is_article = false, is_feed = false;
    int depth = 0;  // of wrapping objects inside this one
    while (byte_ >= 0 && (byte_ != '}' || depth > 0)) {
      if (byte_ != '"') {
        depth -= byte_ == '}';
        keep();
        continue;
      }
      const std::size_t key_begin = record_.size();
      const std::string key = take_key();
      if (byte_ == '[' && (!is_article || is_feed) && is_one_of(wrappers, key)) {
        keep();
        for (; is_space(byte_);) keep();
        if (byte_ == '{') {
          if (depth == 0 && (is_feed || key == "messages")) begin_feed(key_begin);
          split_array();
          return skip_rest(depth + 1);
        }
        if (!keep_value(1)) break;
      } else if (byte_ == '{' && !is_article && is_one_of(outer_wrappers, key) && depth < kMaxWrappers) {
        keep();
        ++depth;
      } else {
        is_article = is_article || is_text_field(key);
        const std::size_t value_begin = record_.size();
        if (!keep_member()) break;
        is_feed = is_feed || (key == "version" && record_.find("jsonfeed.org/version", value_begin) != record_.npos);
      }
    }
    if (byte_ != '}') return reject_here("the file ends inside the record");
    keep();
    skip_spaces();
    give(number_ == 0 && byte_ < 0 ? "" : fmt::format(":#{}", number_ + 1));
  }

  // What a JSON Feed states before its items goes with each of them, if it is not too long for that.
  void begin_feed(std::size_t end) {
    const std::string_view before = text::trim(std::string_view(record_).substr(0, std::min(end, record_.size())));
    const bool is_short = before.size() <= kMaxFeedContextBytes && before.ends_with(',');
    const std::string context = is_short ? std::string(before.substr(0, before.size() - 1)) + "}" : std::string("{}");
    feed_ = fmt::format("{{\"{}\": {}, \"{}\": ", kFeedContextKey, context, kFeedItemKey);
  }

  std::string take_key() {
    const std::size_t begin = record_.size();
    keep_string();
    std::string key = record_.substr(std::min(begin, record_.size()));
    while (is_space(byte_)) keep();
    if (byte_ == ':') keep();
    while (is_space(byte_)) keep();
    return key.size() < 2 ? std::string() : text::fold_case(text::prefix(key.substr(1, key.size() - 2), 64));
  }

  // The value of a member, up to the comma or brace behind it.
  bool keep_member() {
    if (byte_ == '"') return keep_string(), true;
    if (byte_ == '{' || byte_ == '[') return keep_value(0);
    while (byte_ >= 0 && byte_ != ',' && byte_ != '}') keep();
    return byte_ >= 0;
  }

  // What stands behind the articles in the wrapping objects, `depth` of them.
  void skip_rest(int depth) {
    begin_record();
    while (byte_ >= 0 && depth > 0 && go_on_) {
      record_.clear();
      if (byte_ == '"') {
        keep_string();
        continue;
      }
      if (byte_ == '{' || byte_ == '[') ++depth;
      if (byte_ == '}' || byte_ == ']') --depth;
      step();
    }
  }

  static bool is_text_field(std::string_view key) {
    const auto named = field_named(key);
    return named && (named->field == Field::title || named->field == Field::body);
  }

  void begin_record() {
    record_.clear();
    too_large_ = false;
  }

  void give(std::string place) {
    if (too_large_)
      reject_({input_.relative + place, too_large_reason()});
    else
      go_on_ = take_({std::move(record_), std::move(place), number_});
    ++number_;
  }

  void reject_here(std::string reason) {
    reject_({fmt::format("{}:#{}", input_.relative, number_ + 1), std::move(reason)}), go_on_ = go_on_ && byte_ >= 0;
  }

  const Input& input_;
  const Take& take_;
  const Reject& reject_;
  ByteSource source_;
  int byte_ = -1;
  std::string record_, feed_;  // feed_: what begins each record of a JSON Feed
  bool too_large_ = false, go_on_ = true;
  std::size_t number_ = 0;
};

}  // namespace

void split_json(const Input& input, const Take& take, const Reject& reject) {
  if (is_json_lines(input))
    split_lines(input, take, reject);
  else
    ValueSplitter(input, take, reject).split();
}

}  // namespace dispatches::articles
