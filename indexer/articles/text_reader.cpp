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

// "key: value" lines, lists as "[a, b]" or "- a" (the part of YAML that front matter uses).
class FrontMatter {
 public:
  // False if the line is none of front matter: then the text has none.
  bool take(std::string_view line) {
    const std::string_view content = text::trim(line);
    if (content.empty() || content.starts_with('#')) return true;
    if (content.starts_with("- ") || line.starts_with(' ') || line.starts_with('\t')) return take_continued(content);
    const std::size_t colon = content.find(':');
    if (colon == content.npos || colon == 0 || colon > 40 || (colon + 1 < content.size() && content[colon + 1] != ' '))
      return false;
    named_ = field_named(content.substr(0, colon));
    // A body is what stands behind the front matter.
    if (named_ && named_->field == Field::body) named_.reset();
    take_value(text::trim(content.substr(colon + 1)));
    return true;
  }

  Fields fields() { return collector_.take(); }

 private:
  bool take_continued(std::string_view content) {
    if (content.starts_with("- ")) content = text::trim(content.substr(2));
    if (content.starts_with("name:")) content = content.substr(5);
    take_value(content);
    return true;
  }

  void take_value(std::string_view value) {
    if (!named_) return;
    if (value.starts_with('[') && value.ends_with(']')) {
      for (std::string_view rest = value.substr(1, value.size() - 2); !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        collector_.add(*named_, unquoted(one));
      }
    } else if (value != "|" && value != ">") {
      collector_.add(*named_, unquoted(value));
    }
  }

  FieldCollector collector_;
  std::optional<NamedField> named_;
};

// Takes the front matter off the text, if it has one.
Fields take_front_matter(std::string_view& text) {
  std::string_view rest = text;
  while (!rest.empty() && rest.front() == '\n') rest.remove_prefix(1);
  if (text::trim(take_line(rest)) != "---") return {};
  FrontMatter front_matter;
  for (std::size_t lines = 0; lines < kMaxFrontMatterLines && !rest.empty(); ++lines) {
    const std::string_view line = take_line(rest);
    if (text.size() - rest.size() > kMaxFrontMatterBytes) break;
    const std::string_view content = text::trim(line);
    if (content == "---" || content == "...") {
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
