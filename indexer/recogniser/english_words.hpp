// An English text as the recogniser walks over it: words, marks and sentences. Words are the house's tokens with the
// dots of abbreviations ("Gen.", "J.", "U.S."); the parts of "US-led" are two words, the second of them tight; "'s" and
// every mark are words of their own. Pure. Internal to this room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/entities/matcher.hpp"

namespace dispatches::recogniser {

enum class WordKind : std::uint8_t {
  lower,
  capitalised,  // Kyiv
  capitals,     // NATO, U.S.
  initial,      // J.
  mixed,        // eBay
  number,       // 155, 24th, F16
  mark,         // punctuation, and the possessive ending
  address,      // of mail or web
};

struct EnglishWord {
  std::uint32_t begin = 0, end = 0;  // bytes
  std::uint32_t section = 0;         // its number
  WordKind kind = WordKind::lower;
  bool tight = false;    // nothing or a hyphen stands between it and the word before
  bool opens = false;    // the first of its sentence
  bool foreign = false;  // in another script
  bool dotted = false;   // its last byte is the dot of an abbreviation
};

inline bool is_word(const EnglishWord& word) {
  return word.kind != WordKind::mark && word.kind != WordKind::address;
}
inline bool has_capital(const EnglishWord& word) {
  return word.kind == WordKind::capitalised || word.kind == WordKind::capitals || word.kind == WordKind::initial ||
         word.kind == WordKind::mixed;
}

std::vector<EnglishWord> english_words(const entities::TextToMatch& input);

WordKind word_kind(std::string_view word);

}  // namespace dispatches::recogniser
