// The words of one text as the matcher walks over them: tokens with what stands before them and how they are
// capitalised, Han and Kana one character at a time (their words are not parted in the text). Internal to this room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/entities/matcher.hpp"

namespace dispatches::entities {

// What stands between a unit and the one before it.
enum class Gap : std::uint8_t {
  none,        // nothing (Han)
  space,       // one space
  hyphen,      // - ‐ ‑ – without spaces
  dot,         // ". " or ".": an abbreviation's, else a sentence's end
  possessive,  // 's and a space: Donetsk People's Republic
  elision,     // the apostrophe of d'Arabie
  dash,        // with a space on both sides
  bracket,     // a space and an opening bracket
  quote,       // space and an opening quotation mark: батальйон «Азов»
  unquote,     // a closing one, or an apostrophe, and a space: Robert "Madyar" Brovdi
  sentence,    // ! ? … : ; or a line's end, with what follows it
  other,       // commas, brackets, dashes
  section,     // the begin of the text or of a section
};

enum class LetterCase : std::uint8_t { lower, capitalised, capitals, caseless };

struct Unit {
  std::uint32_t begin = 0, end = 0;  // bytes
  Gap gap = Gap::section;
  LetterCase letter_case = LetterCase::lower;
  text::Script script = text::Script::none;
  std::uint32_t section = 0;  // its number
};

inline bool begins_with_capital(const Unit& unit) {
  return unit.letter_case == LetterCase::capitalised || unit.letter_case == LetterCase::capitals;
}
inline bool may_begin_name(const Unit& unit) {
  return unit.letter_case != LetterCase::lower;
}

std::vector<Unit> units_of(const TextToMatch& input);

// How a section is set: in capitals ("ZELENSKY MEETS TRUMP") or with every long word capitalised ("Zelensky Meets Trump
// in London") a capital says nothing of a name.
enum class Setting : std::uint8_t { running, title_case, capitals };

// Of each section, by its number.
std::vector<Setting> settings_of(const std::vector<Unit>& units, const TextToMatch& input);

}  // namespace dispatches::entities
