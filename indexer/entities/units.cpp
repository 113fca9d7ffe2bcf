#include "indexer/entities/units.hpp"

#include <algorithm>

#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

using text::Script;

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

// The script by the first byte where that is plain: this runs for every word of every article.
Script quick_script_of(std::string_view word) {
  const auto lead = static_cast<unsigned char>(word.front());
  if ((lead | 0x20) >= 'a' && (lead | 0x20) <= 'z') return Script::latin;
  if (lead < 0x80) return text::script_of(word);
  if (lead >= 0xD0 && lead <= 0xD3) return Script::cyrillic;
  return text::script_of(word);
}

LetterCase ascii_case_of(std::string_view word) {
  if (word.front() < 'A' || word.front() > 'Z') return LetterCase::lower;
  std::size_t capitals = 0;
  for (const char c : word) {
    if (c >= 'a' && c <= 'z') return LetterCase::capitalised;
    capitals += c >= 'A' && c <= 'Z';
  }
  return capitals > 1 ? LetterCase::capitals : LetterCase::capitalised;
}

LetterCase case_of(std::string_view word, Script script) {
  if (script != Script::latin && script != Script::cyrillic && script != Script::greek && script != Script::none &&
      script != Script::other)
    return LetterCase::caseless;
  if (std::all_of(word.begin(), word.end(), is_ascii)) return ascii_case_of(word);
  if (text::is_all_capitals(word)) return LetterCase::capitals;
  return text::is_capitalised(word) ? LetterCase::capitalised : LetterCase::lower;
}

bool is_opening_quote(std::string_view mark) {
  return mark == "\"" || mark == "«" || mark == "“" || mark == "„" || mark == "'" || mark == "‘";
}

// The dots of transcribed names (普京 after 弗拉基米尔·) and the quotation mark inside Hebrew abbreviations join like a
// hyphen.
bool is_hyphen(std::string_view between) {
  for (const std::string_view mark : {"-", "‐", "‑", "–", "·", "・", "•", "\""})
    if (between == mark) return true;
  return false;
}

bool ends_sentence(std::string_view between) {
  for (const std::string_view mark : {"!", "?", "…", ":", ";", "\n", ".", "。", "！", "？"})
    if (between.find(mark) != std::string_view::npos) return true;
  return false;
}

Gap gap_of(std::string_view between) {
  if (between == " ") return Gap::space;
  if (between.empty()) return Gap::none;
  if (is_hyphen(between)) return Gap::hyphen;
  if (between == "'s " || between == "’s ") return Gap::possessive;
  if (between == "'" || between == "’") return Gap::elision;
  if (between == " — " || between == " – ") return Gap::dash;
  if (between == " (") return Gap::bracket;
  if (between == ". " || between == ".") return Gap::dot;
  if (between == "\u00A0" || between == "\u202F") return Gap::space;
  if (ends_sentence(between)) return Gap::sentence;
  if (between == "\" " || between == "» " || between == "” " || between == "“ " || between == "' " || between == "’ ")
    return Gap::unquote;
  if (between.front() == ' ' && is_opening_quote(between.substr(1))) return Gap::quote;
  return Gap::other;
}

class UnitMaker {
 public:
  explicit UnitMaker(const TextToMatch& input) : input_(input) { units_.reserve(input.tokens.size()); }

  std::vector<Unit> run() {
    for (const auto& token : input_.tokens) {
      const auto word = input_.text.substr(token.begin, token.end - token.begin);
      const auto script = quick_script_of(word);
      if (script == Script::han || script == Script::kana)
        add_characters(token, script);
      else
        add(token.begin, token.end, script);
    }
    return std::move(units_);
  }

 private:
  void add_characters(text::Token token, Script script) {
    for (std::size_t at = token.begin; at < token.end;) {
      const auto begin = at;
      text::next_character(input_.text, at);
      add(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at), script);
    }
  }

  void add(std::uint32_t begin, std::uint32_t end, Script script) {
    Unit unit{begin, end, Gap::section, case_of(input_.text.substr(begin, end - begin), script), script, 0};
    const auto& sections = input_.section_begins;
    const bool new_section = section_ < sections.size() && sections[section_] <= begin;
    while (section_ < sections.size() && sections[section_] <= begin) ++section_;
    if (!units_.empty() && !new_section)
      unit.gap = gap_of(input_.text.substr(units_.back().end, begin - units_.back().end));
    unit.section = static_cast<std::uint32_t>(section_);
    units_.push_back(unit);
  }

  const TextToMatch& input_;
  std::size_t section_ = 0;
  std::vector<Unit> units_;
};

// Words of at least four bytes say how a section is set; the first word and those after a sentence's end do not.
struct Census {
  std::size_t words = 0, capitals = 0, long_words = 0, long_capitalised = 0;
  bool ends_in_dot = false;
};

// A headline in title case has no full stop, and in German, which capitalises nouns, there is none.
Setting setting_of(const Census& census, std::string_view language) {
  if (census.words >= 3 && census.capitals * 5 >= census.words * 4) return Setting::capitals;
  const bool may_be_title = !census.ends_in_dot && language != "de" && census.words <= 30 && census.long_words >= 2;
  return may_be_title && census.long_capitalised * 4 >= census.long_words * 3 ? Setting::title_case : Setting::running;
}

}  // namespace

std::vector<Unit> units_of(const TextToMatch& input) {
  return UnitMaker(input).run();
}

std::vector<Setting> settings_of(const std::vector<Unit>& units, const TextToMatch& input) {
  std::vector<Census> censuses(units.empty() ? 1 : units.back().section + 1);
  for (const auto& unit : units) {
    auto& census = censuses[unit.section];
    census.ends_in_dot = input.text.substr(unit.end, 3).find('.') != std::string_view::npos;
    if (unit.letter_case == LetterCase::caseless || unit.script == text::Script::none) continue;
    ++census.words;
    census.capitals += unit.letter_case == LetterCase::capitals;
    if (unit.end - unit.begin < 4 || unit.gap == Gap::section || unit.gap == Gap::sentence || unit.gap == Gap::dot)
      continue;
    ++census.long_words;
    census.long_capitalised += begins_with_capital(unit);
  }
  std::vector<Setting> settings;
  for (const auto& census : censuses) settings.push_back(setting_of(census, input.language));
  return settings;
}

}  // namespace dispatches::entities
