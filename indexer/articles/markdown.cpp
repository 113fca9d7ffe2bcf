// Line by line; marks inside a line by one scan.
#include "indexer/articles/markdown.hpp"

#include <algorithm>
#include <vector>

#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

bool is_word_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

bool is_rule(std::string_view line, std::string_view marks) {
  std::size_t count = 0;
  for (const char c : line) {
    if (c != ' ' && (marks.find(c) == marks.npos || c != line.front())) return false;
    count += c != ' ';
  }
  return count >= 3;
}

// "## Heading ##" → its level, and the line becomes the heading; 0 if it is none.
std::size_t take_heading(std::string_view& line) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  if (level == 0 || level > 6 || level == line.size() || line[level] != ' ') return 0;
  line = text::trim(line.substr(level));
  const std::size_t last = line.find_last_not_of('#');
  if (last != line.npos && line[last] == ' ') line = text::trim(line.substr(0, last));
  return level;
}

// Where the bracket that opens at `open` is closed; npos if it is not, or far away.
std::size_t closing(std::string_view line, std::size_t open, char left, char right) {
  int depth = 0;
  for (std::size_t at = open; at < line.size() && at < open + 2000; ++at) {
    if (line[at] == '\\')
      ++at;
    else if (line[at] == left)
      ++depth;
    else if (line[at] == right && --depth == 0)
      return at;
  }
  return line.npos;
}

std::string without_marks(std::string_view line);

// "[text](address)", "[text][reference]", "![text](address)", "[^1]" at `at`: appends the text and gives the place
// behind; `at` if it is none.
std::size_t take_link(std::string_view line, std::size_t at, std::string& result) {
  const bool is_image = line[at] == '!';
  const std::size_t open = at + is_image;
  if (open >= line.size() || line[open] != '[') return at;
  const std::size_t close = closing(line, open, '[', ']');
  if (close == line.npos) return at;
  const std::string_view label = line.substr(open + 1, close - open - 1);
  if (label.starts_with('^')) return close + 1;
  const char next = close + 1 < line.size() ? line[close + 1] : '\0';
  if (next != '(' && next != '[') return at;
  const std::size_t end = next == '(' ? closing(line, close + 1, '(', ')') : closing(line, close + 1, '[', ']');
  if (end == line.npos) return at;
  if (!is_image) result += without_marks(label);
  return end + 1;
}

// "<https://…>" and tags; `at` if it is none.
std::size_t behind_tag(std::string_view line, std::size_t at) {
  const std::size_t end = line.find('>', at);
  if (end == line.npos || end == at + 1) return at;
  const char first = line[at + 1];
  return first == '/' || is_word_byte(first) || first == '!' ? end + 1 : at;
}

// Emphasis marks touch a word on one side; a lone "*" or an underscore inside a word is itself.
bool is_emphasis(std::string_view line, std::size_t at, std::size_t length) {
  const char before = at == 0 ? ' ' : line[at - 1];
  const char behind = at + length < line.size() ? line[at + length] : ' ';
  if (before == ' ' && behind == ' ') return false;
  return line[at] != '_' || !is_word_byte(before) || !is_word_byte(behind);
}

std::string without_marks(std::string_view line) {
  std::string result;
  for (std::size_t at = 0; at < line.size();) {
    const char c = line[at];
    const std::size_t run =
        c == '*' || c == '_' || c == '~' || c == '`' ? std::min(line.find_first_not_of(c, at), line.size()) - at : 0;
    std::size_t behind = at;
    if (c == '[' || c == '!') behind = take_link(line, at, result);
    if (c == '<') behind = behind_tag(line, at);
    if (behind != at) {
      at = behind;
    } else if (c == '\\' && at + 1 < line.size() && !is_word_byte(line[at + 1]) && line[at + 1] != ' ') {
      result += line[at + 1];
      at += 2;
    } else if (run > 0 && (c != '~' || run == 2) && (c == '`' || is_emphasis(line, at, run))) {
      at += run;
    } else {
      result.append(line.substr(at, std::max<std::size_t>(run, 1)));
      at += std::max<std::size_t>(run, 1);
    }
  }
  return result;
}

// "[name]: address" says where a link leads.
bool is_reference(std::string_view line) {
  const std::size_t close = line.starts_with('[') ? line.find("]:") : line.npos;
  return close != line.npos && close < 100 && line.find(' ', close + 3) == line.npos;
}

bool is_list_item(std::string_view line) {
  return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ");
}

class Converter {
 public:
  Markdown convert(std::string_view text) {
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      take(text::trim(text.substr(begin, end - begin)));
      begin = end + 1;
    }
    return std::move(result_);
  }

 private:
  void take(std::string_view line) {
    while (line.starts_with('>')) line = text::trim(line.substr(1));
    const bool underlines =
        !line.empty() && line.find_first_not_of(line.front() == '=' ? '=' : '-') == line.npos && line.size() >= 2;
    if (underlines && (line.front() == '=' || line.front() == '-') && last_is_line_)
      return underline(line.front() == '=');
    if (is_rule(line, "-*_") || is_reference(line) || line.starts_with("```") || line.starts_with("~~~"))
      return take_blank();
    const std::size_t level = take_heading(line);
    const bool alone = level > 0 || is_list_item(line);
    if (is_list_item(line)) line.remove_prefix(2);
    const std::string words(text::trim(without_marks(line)));
    if (words.empty()) return take_blank();
    if (level == 1 && is_first()) {
      result_.title = words;
      return;
    }
    if (alone) take_blank();
    last_begin_ = result_.text.size();
    result_.text += words + "\n";
    last_is_line_ = !alone;
    if (level > 0) take_blank();
  }

  bool is_first() const { return result_.title.empty() && result_.text.find_first_not_of('\n') == std::string::npos; }

  // The line before was a heading: "Title\n=====".
  void underline(bool is_title) {
    std::string heading = result_.text.substr(last_begin_);
    result_.text.resize(last_begin_);
    if (is_title && is_first())
      result_.title = text::trim(heading);
    else
      result_.text += "\n" + heading + "\n";
    last_is_line_ = false;
  }

  void take_blank() {
    result_.text += '\n';
    last_is_line_ = false;
  }

  Markdown result_;
  std::size_t last_begin_ = 0;
  bool last_is_line_ = false;
};

}  // namespace

Markdown read_markdown(std::string_view clean_text) {
  return Converter().convert(clean_text);
}

}  // namespace dispatches::articles
