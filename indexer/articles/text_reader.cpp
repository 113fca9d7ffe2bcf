// .txt .md: one article a file, with or without front matter.
#include <algorithm>
#include <utility>

#include "indexer/articles/fields.hpp"
#include "indexer/articles/files.hpp"
#include "indexer/articles/markdown.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

// Longer or larger ones are text between two rules.
constexpr std::size_t kMaxFrontMatterLines = 200;
constexpr std::size_t kMaxFrontMatterBytes = 64u << 10;

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

std::string unquoted(std::string_view value) {
  value = text::trim(value);
  if (value.size() < 2 || value.front() != value.back() || (value.front() != '"' && value.front() != '\''))
    return std::string(value);
  const std::string inside(value.substr(1, value.size() - 2));
  return value.front() == '"' ? text::replaced(text::replaced(inside, "\\\"", "\""), "\\\\", "\\")
                              : text::replaced(inside, "''", "'");
}

// "[[Jane Roe]]" is a link between notes.
std::string unlinked(std::string_view value) {
  const bool is_link = value.starts_with("[[") && value.ends_with("]]") && value.size() > 4;
  return std::string(is_link ? value.substr(2, value.size() - 4) : value);
}

// "key: value" lines, lists as "[a, b]" or "- a", texts over lines behind ">" or "|" (the part of YAML that front matter
// uses); or "key = value" lines (TOML).
class FrontMatter {
 public:
  explicit FrontMatter(bool is_toml) : is_toml_(is_toml) {}

  // False if the line is none of front matter: then the text has none.
  bool take(std::string_view line) {
    const std::string_view content = text::trim(line);
    const bool is_inner = line.starts_with(' ') || line.starts_with('\t');
    if (in_block_ && (is_inner || content.empty())) {
      block_.append(content).append(1, ' ');
      return true;
    }
    finish_block();
    if (content.empty() || content.starts_with('#')) return true;
    if (is_toml_ && content.starts_with('[') && content.ends_with(']')) in_table_ = true;
    if (in_table_) return true;
    if (!is_toml_ && (content.starts_with("- ") || is_inner)) return take_continued(content);
    return take_pair(content);
  }

  Fields fields() {
    finish_block();
    return collector_.take();
  }

 private:
  bool take_pair(std::string_view content) {
    const char separator = is_toml_ ? '=' : ':';
    const std::size_t at = content.find(separator);
    if (at == content.npos || at == 0 || at > 40) return false;
    if (!is_toml_ && at + 1 < content.size() && content[at + 1] != ' ') return false;
    named_ = field_named(text::trim(content.substr(0, at)));
    // A body is what stands behind the front matter.
    if (named_ && named_->field == Field::body) named_.reset();
    take_value(text::trim(content.substr(at + 1)));
    return true;
  }

  // Of what is nested, names count: "publisher:", and below it "name: Harbour Post", "url: …".
  bool take_continued(std::string_view content) {
    if (content.starts_with("- ")) content = text::trim(content.substr(2));
    const std::size_t colon = content.find(": ");
    const bool is_member = colon != content.npos && content.find_first_of(" \"'") > colon;
    if (is_member && content.substr(0, colon) != "name") return true;
    if (is_member) content = text::trim(content.substr(colon + 1));
    take_value(content);
    return true;
  }

  void take_value(std::string_view value) {
    if (value.starts_with('[') && !value.starts_with("[[") && value.ends_with(']')) {
      for (std::string_view rest = value.substr(1, value.size() - 2); !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        add(unquoted(one));
      }
    } else if ((value.starts_with('|') || value.starts_with('>')) && value.size() <= 3) {
      in_block_ = true;
    } else {
      add(unlinked(unquoted(value)));
    }
  }

  void add(const std::string& value) {
    if (named_) collector_.add(*named_, value);
  }

  void finish_block() {
    if (std::exchange(in_block_, false)) add(text::squeeze(block_));
    block_.clear();
  }

  bool is_toml_;
  FieldCollector collector_;
  std::optional<NamedField> named_;
  std::string block_;
  bool in_block_ = false, in_table_ = false;
};

// Takes the front matter off the text, if it has one.
Fields take_front_matter(std::string_view& text) {
  std::string_view rest = text;
  while (!rest.empty() && rest.front() == '\n') rest.remove_prefix(1);
  const std::string_view fence = text::trim(take_line(rest));
  if (fence != "---" && fence != "+++") return {};
  FrontMatter front_matter(fence == "+++");
  for (std::size_t lines = 0; lines < kMaxFrontMatterLines && !rest.empty(); ++lines) {
    const std::string_view line = take_line(rest);
    if (text.size() - rest.size() > kMaxFrontMatterBytes) break;
    const std::string_view content = text::trim(line);
    if (content == fence || (content == "..." && fence == "---")) {
      text = rest;
      return front_matter.fields();
    }
    if (!front_matter.take(line)) break;
  }
  return {};
}

bool is_markdown(const Input& input) {
  const std::string extension = text::fold_case(input.path.extension().string());
  return extension == ".md" || extension == ".markdown";
}

class TextReader : public Reader {
 public:
  void split(const Input& input, const std::function<bool(RawRecord)>& take,
             const std::function<void(Rejection)>& reject) const override {
    take_whole_file(input, take, reject);
  }

  Outcome<Article> parse(const Input& input, const RawRecord& record, const Defaults& defaults) const override {
    const std::string decoded = text::decode(record.bytes, defaults.encoding);
    std::string_view text = decoded;
    Fields fields = take_front_matter(text);
    fields.body = text;
    if (is_markdown(input)) take_markdown(fields);
    return article_from_fields(fields, input, record, defaults);
  }

 private:
  static void take_markdown(Fields& fields) {
    Markdown markdown = read_markdown(fields.body);
    if (fields.title.empty())
      fields.title = markdown.title;
    else if (!markdown.title.empty() && text::fold(markdown.title) != text::fold(fields.title))
      markdown.text = markdown.title + "\n\n" + markdown.text;
    fields.body = text::clean(markdown.text);  // a mark taken from between may join an accent to a letter
  }
};

}  // namespace

const Reader& text_reader() {
  static const TextReader reader;
  return reader;
}

}  // namespace dispatches::articles
