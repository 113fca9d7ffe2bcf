// What a word looks like: its script, its capitals, its slug.
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <memory>
#include <stdexcept>

#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

constexpr std::size_t max_slug_bytes = 60;

Script script_of_letter(UChar32 letter) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(letter, &status)) {
    case USCRIPT_LATIN:
      return Script::latin;
    case USCRIPT_CYRILLIC:
      return Script::cyrillic;
    case USCRIPT_GREEK:
      return Script::greek;
    case USCRIPT_ARABIC:
      return Script::arabic;
    case USCRIPT_HEBREW:
      return Script::hebrew;
    case USCRIPT_HAN:
      return Script::han;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return Script::kana;
    case USCRIPT_HANGUL:
      return Script::hangul;
    default:
      return Script::other;
  }
}

// The first letter; -1 if there is none.
UChar32 first_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto character = static_cast<UChar32>(next_character(text, at));
    if (u_isalpha(character)) return character;
  }
  return -1;
}

std::unique_ptr<icu::Transliterator> new_romaniser() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> romaniser(
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  if (U_FAILURE(status)) throw std::runtime_error("loading ICU's transliterator Any-Latin: reinstall libicu72");
  return romaniser;
}

std::string romanised(std::string_view folded) {
  // A transliterator is slow to make and not meant to be used by two threads at once.
  thread_local const std::unique_ptr<icu::Transliterator> romaniser = new_romaniser();
  icu::UnicodeString wide = icu::UnicodeString::fromUTF8(folded);
  romaniser->transliterate(wide);
  std::string latin;
  wide.toUTF8String(latin);
  return latin;
}

bool is_ascii_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

Script script_of(std::string_view text) {
  const UChar32 letter = first_letter(text);
  if (letter < 0) return Script::none;
  return letter < 0x80 ? Script::latin : script_of_letter(letter);
}

std::string_view script_name(Script script) {
  switch (script) {
    case Script::latin:
      return "Latn";
    case Script::cyrillic:
      return "Cyrl";
    case Script::greek:
      return "Grek";
    case Script::arabic:
      return "Arab";
    case Script::hebrew:
      return "Hebr";
    case Script::han:
      return "Hani";
    case Script::kana:
      return "Hrkt";
    case Script::hangul:
      return "Hang";
    case Script::none:
    case Script::other:
      break;
  }
  return "Zyyy";
}

bool is_capitalised(std::string_view word) {
  const UChar32 letter = first_letter(word);
  return letter >= 0 && (u_isupper(letter) || u_istitle(letter));
}

bool is_all_capitals(std::string_view word) {
  int letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const auto character = static_cast<UChar32>(next_character(word, at));
    if (!u_isalpha(character)) continue;
    if (!u_isupper(character)) return false;
    ++letters;
  }
  return letters >= 2;
}

std::string slug(std::string_view text) {
  const std::string folded = fold(text);
  std::string made;
  bool gap = false;
  for (const char c :
       script_of(folded) == Script::latin && length(folded) == folded.size() ? folded : romanised(folded)) {
    if (c == '\'' || c == '`') continue;
    if (!is_ascii_alphanumeric(c)) {
      gap = true;
      continue;
    }
    if (gap && !made.empty()) made += '-';
    if (made.size() >= max_slug_bytes) break;
    made += c;
    gap = false;
  }
  if (made.ends_with('-')) made.pop_back();
  return made;
}

}  // namespace dispatches::text
