// .csv .tsv: a header line with the common names, then a row an article (RFC 4180; the delimiter is told from the
// header).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "indexer/articles/fields.hpp"
#include "indexer/articles/files.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

// A table of articles has a dozen columns; one with thousands is something else.
constexpr std::size_t kMaxColumns = 1000;
// Rows whose quotes never close are left at their first line so often; then the file is not a table.
constexpr int kMaxRestarts = 100;

// Quotes count at the beginning of a field only: 'the 5" gun' is a value.
class RowParser {
 public:
  explicit RowParser(char delimiter) : delimiter_(delimiter) {}

  // Reads on; true if the row ends with the line (else a quoted field goes on in the next).
  bool take(std::string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at)
      take_byte(line[at], at + 1 < line.size() ? line[at + 1] : '\n', at);
    return !in_quotes_;
  }

  // The fields of the whole row. REQUIRES: take() gave true.
  std::vector<std::string> fields() {
    finish();
    return std::move(fields_);
  }

 private:
  void take_byte(char c, char next, std::size_t& at) {
    if (in_quotes_) {
      if (c != '"') {
        field_ += c;
      } else if (next == '"') {
        field_ += '"';
        ++at;
      } else {
        in_quotes_ = false;
      }
    } else if (c == '"' && at_start_) {
      in_quotes_ = true;
      at_start_ = false;
    } else if (c == delimiter_) {
      finish();
    } else if (c != '\n' && c != '\r') {
      field_ += c;
      at_start_ = false;
    }
  }

  void finish() {
    fields_.push_back(std::move(field_));
    field_.clear();
    at_start_ = true;
  }

  char delimiter_;
  std::vector<std::string> fields_;
  std::string field_;
  bool in_quotes_ = false, at_start_ = true;
};

std::vector<std::string> fields_of(std::string_view row, char delimiter) {
  RowParser parser(delimiter);
  parser.take(row);
  return parser.fields();
}

// The one that parts the header into the most known names.
char delimiter_of(std::string_view header) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char delimiter : {',', '\t', ';', '|'}) {
    const auto names = fields_of(header, delimiter);
    const auto known = std::count_if(names.begin(), names.end(),
                                     [](const std::string& name) { return field_named(name).has_value(); });
    if (known > most) best = delimiter, most = known;
  }
  return best;
}

// Why no rows can be read under that header; empty if they can.
std::string why_not_a_header(std::string_view header) {
  const auto names = fields_of(header, delimiter_of(header));
  if (names.size() > kMaxColumns) return fmt::format("the header has more than {} columns", kMaxColumns);
  const auto is_body = [](const std::string& name) {
    const auto named = field_named(name);
    return named && named->field == Field::body;
  };
  if (std::none_of(names.begin(), names.end(), is_body))
    return "the first line names no column of text (body, text, content …)";
  return {};
}

// A row may go on over lines; the number of the first is its place.
class RowSplitter {
 public:
  RowSplitter(const Input& input, const std::function<bool(RawRecord)>& take,
              const std::function<void(Rejection)>& reject)
      : input_(input), take_(take), reject_(reject), source_(input.path) {}

  void split() {
    if (!read_header()) return;
    for (std::string row; next_line(row); row.clear()) {
      if (text::trim(row).empty() || passed_over_) continue;
      if (!take_row(std::move(row))) return;
    }
  }

 private:
  bool next_line(std::string& line) {
    ++line_;
    passed_over_ = false;
    if (waiting_begin_ < waiting_.size()) {
      line += take_waiting();
      return true;
    }
    const LineEnd end = source_.append_line(line, kMaxRecordBytes);
    if (end.too_long) {
      passed_over_ = true;
      reject_({place(line_), too_large_reason()});
    }
    return end.found;
  }

  std::string take_waiting() {
    const std::size_t begin = waiting_begin_;
    waiting_begin_ = std::min(waiting_.find('\n', begin), waiting_.size() - 1) + 1;
    return waiting_.substr(begin, waiting_begin_ - begin);
  }

  bool read_header() {
    while (text::trim(header_).empty()) {
      header_.clear();
      if (!next_line(header_)) return false;
      if (passed_over_) return false;
    }
    // In what a table is written shows in its rows.
    const std::string decoded = text::is_valid_utf8(header_) ? header_ : text::decode(header_ + std::string(source_.ahead()));
    const std::string_view names = std::string_view(decoded).substr(0, decoded.find('\n'));
    delimiter_ = delimiter_of(names);
    if (!header_.ends_with('\n')) header_ += '\n';
    const std::string reason = why_not_a_header(names);
    if (!reason.empty()) reject_({place(line_), reason});
    return reason.empty();
  }

  // Reads the lines that belong to the row. False if no more rows are wanted.
  bool take_row(std::string row) {
    const std::size_t first = line_;
    RowParser parser(delimiter_);
    std::size_t begin = 0;
    while (!parser.take(std::string_view(row).substr(begin))) {
      begin = row.size();
      std::string line;
      if (!next_line(line) || passed_over_ || row.size() + line.size() > kMaxRecordBytes)
        return give_up(std::move(row), std::move(line), first);
      row += line;
    }
    return take_({header_ + row, fmt::format(":{}", first), number_++});
  }

  // A quote that never closes swallows what follows: only its own line is lost.
  bool give_up(std::string row, std::string line, std::size_t first) {
    reject_({place(first), "a quoted field is not closed"});
    ++number_;
    waiting_ = row.substr(std::min(row.find('\n'), row.size() - 1) + 1) + line + waiting_.substr(waiting_begin_);
    waiting_begin_ = 0;
    line_ = first;
    return ++restarts_ < kMaxRestarts;
  }

  std::string place(std::size_t line) const { return fmt::format("{}:{}", input_.relative, line); }

  const Input& input_;
  const std::function<bool(RawRecord)>& take_;
  const std::function<void(Rejection)>& reject_;
  ByteSource source_;
  std::string header_, waiting_;    // lines that are read again, from waiting_begin_ on
  std::size_t waiting_begin_ = 0;
  char delimiter_ = ',';
  std::size_t line_ = 0, number_ = 0;
  int restarts_ = 0;
  bool passed_over_ = false;
};

class TableReader : public Reader {
 public:
  void split(const Input& input, const std::function<bool(RawRecord)>& take,
             const std::function<void(Rejection)>& reject) const override {
    RowSplitter(input, take, reject).split();
  }

  // The record is the header line and the row.
  Outcome<Article> parse(const Input& input, const RawRecord& record, const Defaults& defaults) const override {
    const std::string text = text::decode(record.bytes, defaults.encoding);
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view header = std::string_view(text).substr(0, end);
    const char delimiter = delimiter_of(header);
    const auto names = fields_of(header, delimiter);
    const auto values = fields_of(std::string_view(text).substr(std::min(end + 1, text.size())), delimiter);
    if (names.size() != values.size())
      return Rejection{input.relative + record.place,
                       fmt::format("the row has {} columns, the header {}", values.size(), names.size())};
    FieldCollector collector;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (const auto named = field_named(names[i])) collector.add(*named, values[i]);
    return article_from_fields(collector.take(), input, record, defaults);
  }
};

}  // namespace

const Reader& table_reader() {
  static const TableReader reader;
  return reader;
}

}  // namespace dispatches::articles
