#include "indexer/recogniser/training/conll.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "indexer/text/utf8.hpp"

namespace dispatches::recogniser::training {
namespace {

struct Token {
  std::string text;
  bool begins = false;
  std::optional<NameType> type;
};
using Sentence = std::vector<Token>;

bool is_any_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool has_letter(std::string_view token) {
  return std::any_of(token.begin(), token.end(), [](unsigned char c) { return std::isalpha(c) || c >= 0x80; });
}

std::string without_quoting(const std::string& token) {
  if (token == "-LRB-") return "(";
  if (token == "-RRB-") return ")";
  if (token == "-LSB-") return "[";
  if (token == "-RSB-") return "]";
  if (token == "``" || token == "''") return "\"";
  return text::clean(token);
}

// Writes sentences as people set them: "( AP )" → "(AP)", "Assad 's" → "Assad's", "al - Assad" → "al-Assad" in corpora
// that part words at hyphens.
class Writer {
 public:
  explicit Writer(bool joins_hyphens) : joins_hyphens_(joins_hyphens) {}

  void begin_document() {
    finish_document();
    open_ = true;
  }

  void add(const Sentence& sentence) {
    if (sentence.empty()) return;
    open_ = true;
    quoted_ = glue_ = false;
    if (!document_.text.empty())
      document_.text += is_any_of(document_.text.substr(document_.text.size() - 1), {".", "!", "?", "\""}) ? ' ' : '\n';
    for (std::size_t i = 0; i < sentence.size(); ++i) add(sentence, i);
  }

  std::vector<Document> finish() {
    finish_document();
    return std::move(documents_);
  }

 private:
  void finish_document() {
    if (open_) documents_.push_back(std::move(document_));
    document_ = {};
    open_ = false;
  }

  void add(const Sentence& sentence, std::size_t i) {
    const auto& token = sentence[i];
    const bool quote = token.text == "\"";
    const bool hyphen = is_joining_hyphen(sentence, i);
    const bool glued = i == 0 || glue_ || hyphen || (quote && quoted_) || is_suffix(sentence, i);
    if (!glued) document_.text += ' ';
    const auto begin = static_cast<std::uint32_t>(document_.text.size());
    document_.text += token.text;
    const auto end = static_cast<std::uint32_t>(document_.text.size());
    if (quote) quoted_ = !quoted_;
    glue_ = hyphen || (quote && quoted_) || is_any_of(token.text, {"(", "[", "{", "$", "#", "@", "£"});
    if (!token.type) return;
    if (token.begins || document_.names.empty()) document_.names.push_back({begin, end, *token.type});
    document_.names.back().end = end;
  }

  static bool is_suffix(const Sentence& sentence, std::size_t i) {
    const auto& text = sentence[i].text;
    if (is_any_of(text, {",",  ".",  ";",   ":",   "!",   "?",  ")",  "]",   "}",   "%",   "...", "n't",
                         "'s", "’s", "'re", "'ve", "'ll", "'d", "'m", "’re", "’ve", "’ll", "’d",  "’m"}))
      return true;
    return text == "'" && !sentence[i - 1].text.empty() && sentence[i - 1].text.back() == 's';
  }

  bool is_joining_hyphen(const Sentence& sentence, std::size_t i) const {
    if (!joins_hyphens_ || i == 0 || i + 1 >= sentence.size()) return false;
    const auto &before = sentence[i - 1].text, &after = sentence[i + 1].text;
    if (sentence[i].text != "-" && sentence[i].text != "–") return false;
    if (!has_letter(before) || !has_letter(after))
      return std::isdigit(static_cast<unsigned char>(before.back())) ||
             std::isdigit(static_cast<unsigned char>(after.front()));
    return !is_any_of(after, {"the", "a", "an", "and", "or", "but", "with", "is", "was"}) &&
           !is_any_of(before, {"is", "was", "and", "are"});
  }

  bool joins_hyphens_, open_ = false, quoted_ = false, glue_ = false;
  Document document_;
  std::vector<Document> documents_;
};

std::optional<NameType> type_labelled(std::string_view label, const std::string& line) {
  for (std::size_t i = 0; i < kNameTypes; ++i)
    if (kNameTypeLabels[i] == label) return static_cast<NameType>(i);
  throw std::runtime_error(fmt::format("unknown tag in '{}'", line));
}

Token token_of(const std::string& line) {
  const auto tab = line.find('\t');
  if (tab == std::string::npos || tab + 1 >= line.size()) throw std::runtime_error(fmt::format("no tag in '{}'", line));
  Token token{without_quoting(line.substr(0, tab)), false, std::nullopt};
  const auto tag = std::string_view(line).substr(tab + 1);
  if (tag == "O") return token;
  if (tag.size() < 3 || tag[1] != '-' || (tag[0] != 'B' && tag[0] != 'I'))
    throw std::runtime_error(fmt::format("unknown tag in '{}'", line));
  token.begins = tag[0] == 'B';
  token.type = type_labelled(tag.substr(2), line);
  return token;
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(fmt::format("cannot read {}", file.string()));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Whether hyphens inside words are tokens of their own in this corpus.
bool parts_at_hyphens(const std::vector<std::string>& lines) {
  std::size_t alone = 0, inside = 0;
  for (const auto& line : lines) {
    const auto token = line.substr(0, line.find('\t'));
    const auto hyphen = token.find('-', 1);
    alone += token == "-";
    inside += hyphen != std::string::npos && hyphen + 1 < token.size() && token[0] != '-';
  }
  return alone > inside;
}

}  // namespace

std::vector<Document> read_conll(const std::filesystem::path& file) {
  const auto lines = lines_of(file);
  Writer writer(parts_at_hyphens(lines));
  Sentence sentence;
  for (const auto& line : lines) {
    if (line.starts_with("-DOCSTART-")) {
      writer.add(sentence);
      sentence.clear();
      writer.begin_document();
    } else if (line.empty()) {
      writer.add(sentence);
      sentence.clear();
    } else if (line.front() != '\t') {
      sentence.push_back(token_of(line));
    }
  }
  writer.add(sentence);
  return writer.finish();
}

}  // namespace dispatches::recogniser::training
