#include "indexer/recogniser/english_words.hpp"

#include <algorithm>
#include <array>

#include "indexer/base/ascii.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::recogniser {
namespace {

// Written with a dot that does not end a sentence.
constexpr std::array<std::string_view, 51> kAbbreviations = {
    "Mr",  "Mrs",  "Ms",   "Dr",   "Prof", "Gen",  "Lt",  "Col",  "Maj",  "Capt", "Sgt",    "Cpl", "Brig",
    "Adm", "Cmdr", "Sen",  "Rep",  "Gov",  "Pres", "Rev", "Hon",  "St",   "Ste",  "Mt",     "Ft",  "Jr",
    "Sr",  "Inc",  "Corp", "Co",   "Ltd",  "Bros", "No",  "vs",   "Supt", "Insp", "Jan",    "Feb", "Mar",
    "Apr", "Aug",  "Sep",  "Sept", "Oct",  "Nov",  "Dec", "Univ", "Dept", "Ave",  "Messrs", "al"};
// After "in the U.S." these begin a sentence.
constexpr std::array<std::string_view, 28> kOpeners = {
    "The", "A",   "An",  "He",    "She",  "It",   "They",  "We",    "I",   "In", "On",    "At",   "But",   "And",
    "His", "Her", "Its", "Their", "This", "That", "These", "There", "For", "As", "After", "When", "While", "If"};

bool is_ascii_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_ascii_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

struct Letters {
  std::size_t upper = 0, lower = 0, digits = 0;
  bool first_is_upper = false;
};

Letters letters_of(std::string_view word) {
  Letters letters;
  for (std::size_t at = 0; at < word.size();) {
    const auto begin = at;
    text::next_character(word, at);
    const auto letter = word.substr(begin, at - begin);
    const char c = letter.front();
    const bool ascii = letter.size() == 1;
    const bool upper = ascii ? is_ascii_upper(c) : text::is_capitalised(letter);
    letters.upper += upper;
    letters.digits += ascii && c >= '0' && c <= '9';
    letters.lower += ascii ? is_ascii_lower(c) : !upper;
    if (begin == 0) letters.first_is_upper = upper;
  }
  return letters;
}

// "mail.example.com", "@name", "https://…"; "U.S" and "a.m" are none.
bool is_address(std::string_view word) {
  if (word.find('@') != std::string_view::npos || word.find("://") != std::string_view::npos) return true;
  const auto dot = word.rfind('.');
  return dot != std::string_view::npos && dot > 1 && dot + 2 < word.size() && is_ascii_lower(word.back()) &&
         is_ascii_lower(word[dot + 1]);
}

class WordMaker {
 public:
  explicit WordMaker(const entities::TextToMatch& input) : input_(input) { words_.reserve(input.tokens.size() * 5 / 4); }

  std::vector<EnglishWord> run() {
    std::size_t from = 0;
    for (std::size_t i = 0; i < input_.tokens.size(); ++i) {
      const auto& token = input_.tokens[i];
      add_gap(from, token.begin);
      enter_section(token.begin);
      add_token(token);
      from = words_.back().end;
    }
    add_gap(from, input_.text.size());
    return std::move(words_);
  }

 private:
  std::string_view slice(std::size_t begin, std::size_t end) const { return input_.text.substr(begin, end - begin); }

  void enter_section(std::size_t begin) {
    const auto& sections = input_.section_begins;
    while (section_ < sections.size() && sections[section_] <= begin) {
      ++section_;
      opens_ = true;
    }
  }

  void add(std::size_t begin, std::size_t end, WordKind kind) {
    EnglishWord word;
    word.begin = static_cast<std::uint32_t>(begin);
    word.end = static_cast<std::uint32_t>(end);
    word.section = static_cast<std::uint32_t>(section_);
    word.kind = kind;
    word.tight = tight_ && !opens_;
    word.opens = opens_;
    opens_ = tight_ = false;
    words_.push_back(word);
  }

  void add_token(const text::Token& token) {
    const auto word = slice(token.begin, token.end);
    if (ended_ && !begins_small(word)) opens_ = true;
    if (after_abbreviation_ && is_one_of(kOpeners, word)) opens_ = true;
    ended_ = after_abbreviation_ = false;
    const bool address = is_address(word);
    const auto lead = static_cast<unsigned char>(word.front());
    add(token.begin, token.end, address ? WordKind::address : word_kind(word));
    words_.back().foreign = lead >= 0x80 && text::script_of(word) != text::Script::latin;
    if (!address && keeps_dot(word, token.end)) {
      words_.back().end += 1;
      words_.back().dotted = true;
      after_abbreviation_ = true;
      if (word.size() == 1 && is_ascii_upper(word[0])) words_.back().kind = WordKind::initial;
    }
    tight_ = true;
  }

  bool begins_small(std::string_view word) const { return is_ascii_lower(word.front()); }

  bool keeps_dot(std::string_view word, std::size_t end) const {
    if (slice(end, std::min(end + 1, input_.text.size())) != ".") return false;
    if (word.size() == 1 && is_ascii_upper(word[0])) return true;
    return (word.find('.') != std::string_view::npos && !(word[0] >= '0' && word[0] <= '9')) ||
           is_one_of(kAbbreviations, word);
  }

  void add_gap(std::size_t begin, std::size_t end) {
    for (auto at = begin; at < end;) {
      const auto mark_begin = at;
      const auto character = text::next_character(input_.text, at);
      if (character == '\n') {
        opens_ = true;
      } else if (is_space(character)) {
        tight_ = false;
      } else if (!is_inner_hyphen(character, begin, end)) {
        at = add_mark(character, mark_begin, at, begin);
      }
    }
  }

  static bool is_space(char32_t c) { return c == ' ' || c == '\t' || c == 0xA0 || c == 0x202F || c == 0x2009; }

  // A hyphen alone between two words: it is no word, the second word is tight.
  bool is_inner_hyphen(char32_t c, std::size_t begin, std::size_t end) const {
    const bool hyphen = c == '-' || (c >= 0x2010 && c <= 0x2013);
    return hyphen && begin > 0 && end < input_.text.size() && end - begin <= 3 && tight_ &&
           slice(begin, end).find(' ') == std::string_view::npos;
  }

  std::size_t add_mark(char32_t c, std::size_t begin, std::size_t end, std::size_t gap_begin) {
    const bool apostrophe = c == '\'' || c == 0x2019;
    if (apostrophe && begin == gap_begin && slice(end, std::min(end + 1, input_.text.size())) == "s") ++end;
    add(begin, end, WordKind::mark);
    if (c == '.' || c == '!' || c == '?' || c == 0x2026) ended_ = true;
    if (c == ':' || c == ';') ended_ = false;
    return end;
  }

  const entities::TextToMatch& input_;
  std::size_t section_ = 0;
  bool opens_ = true, ended_ = false, tight_ = false, after_abbreviation_ = false;
  std::vector<EnglishWord> words_;
};

}  // namespace

WordKind word_kind(std::string_view word) {
  const auto letters = letters_of(word);
  if (letters.digits > 0) return WordKind::number;
  if (letters.upper == 0) return WordKind::lower;
  if (letters.lower == 0) return letters.upper > 1 ? WordKind::capitals : WordKind::capitalised;
  return letters.first_is_upper ? WordKind::capitalised : WordKind::mixed;
}

std::vector<EnglishWord> english_words(const entities::TextToMatch& input) {
  return WordMaker(input).run();
}

}  // namespace dispatches::recogniser
