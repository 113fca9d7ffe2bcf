#include "indexer/text/fold.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

const icu::Normalizer2& casefold() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("loading ICU's case folding data: reinstall libicu72");
  return *normalizer;
}

// ´ as an apostrophe would become a space and a mark in NFKC.
std::string casefolded(std::string_view stated) {
  const std::string text = replaced(stated, "´", "'");
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded, static_cast<std::int32_t>(text.size()));
  UErrorCode status = U_ZERO_ERROR;
  casefold().normalizeUTF8(0, text, sink, nullptr, status);
  if (U_FAILURE(status)) throw std::runtime_error("folding the case of a text");
  return folded;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char ascii_lower(char c) {
  return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

// ' ` ‘ ’ and the modifier letters used for them: ʹ ʺ ʻ ʼ ʽ ʾ ʿ ˈ ′, Hebrew geresh and gershayim.
bool is_apostrophe(char32_t c) {
  return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || (c >= 0x2B9 && c <= 0x2BF) || c == 0x2C8 ||
         c == 0x2032 || c == 0x5F3 || c == 0x5F4;
}

// Latin and Greek letters of the blocks up to U+024F, U+0370–03FF, U+1E00–1FFF → the letter without its marks.
class BaseLetters {
 public:
  BaseLetters() {
    for (char32_t c = 0; c < bases_.size(); ++c) bases_[c] = static_cast<char16_t>(without_marks(c));
  }
  // 0 where `letter` is no Latin or Greek letter of these blocks.
  char32_t of(char32_t letter) const { return letter < bases_.size() ? bases_[letter] : 0; }

 private:
  static char32_t without_marks(char32_t c) {
    const auto point = static_cast<UChar32>(c);
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(point, &status);
    if ((script != USCRIPT_LATIN && script != USCRIPT_GREEK) || !u_isalpha(point)) return 0;
    icu::UnicodeString parts;
    const bool composed = icu::Normalizer2::getNFDInstance(status)->getDecomposition(point, parts);
    return U_SUCCESS(status) && composed ? static_cast<char32_t>(parts.char32At(0)) : c;
  }
  std::array<char16_t, 0x2000> bases_{};
};

// Latin letters that Unicode does not decompose; ß is `ss` by case folding already.
std::string_view plain_letters(char32_t c) {
  switch (c) {
    case 0xE6:
      return "ae";  // æ
    case 0x153:
      return "oe";  // œ
    case 0xF8:
      return "o";  // ø
    case 0x111:
    case 0xF0:
      return "d";  // đ ð
    case 0x127:
      return "h";  // ħ
    case 0x131:
      return "i";  // ı
    case 0x142:
      return "l";  // ł
    case 0xFE:
      return "th";  // þ
    case 0x167:
      return "t";  // ŧ
    case 0x14B:
      return "ng";  // ŋ
    case 0x259:
      return "e";  // ə, written ä or e elsewhere: Əliyev, Aliyev
    default:
      return {};
  }
}

char32_t folded_cyrillic(char32_t c) {
  switch (c) {
    case 0x450:
    case 0x451:
      return 0x435;  // ѐ ё → е
    case 0x45D:
      return 0x438;  // ѝ → и
    case 0x491:
      return 0x433;  // ґ → г
    default:
      return c;
  }
}

// 0: the character goes. Persian keyboards write ی and ک for ي and ك.
char32_t folded_arabic(char32_t c) {
  if (c == 0x640 || (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) || c == 0x670) return 0;
  if (c >= 0x6D6 && c <= 0x6ED && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) return 0;
  switch (c) {
    case 0x622:
    case 0x623:
    case 0x625:
    case 0x671:
      return 0x627;  // آ أ إ ٱ → ا
    case 0x649:
    case 0x6CC:
      return 0x64A;  // ى ی → ي
    case 0x629:
      return 0x647;  // ة → ه
    case 0x6A9:
      return 0x643;  // ک → ك
    default:
      return c;
  }
}

bool is_niqqud(char32_t c) {
  return (c >= 0x591 && c <= 0x5BD) || c == 0x5BF || c == 0x5C1 || c == 0x5C2 || c == 0x5C4 || c == 0x5C5 || c == 0x5C7;
}

bool is_hebrew_letter(char32_t c) {
  return c >= 0x5D0 && c <= 0x5EA;
}

bool is_mark(char32_t c) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
}

// Whether a mark that stands by itself behind this letter goes: all on Latin and Greek, grave and acute (the stress) on
// Cyrillic.
bool goes_behind(char32_t mark, Script letter) {
  if (letter == Script::latin || letter == Script::greek) return is_mark(mark);
  return letter == Script::cyrillic && (mark == 0x300 || mark == 0x301);
}

void append_folded(std::string& folded, char32_t c, Script& previous, const BaseLetters& bases) {
  if (is_apostrophe(c)) return;
  if (c >= 0x300 && goes_behind(c, previous)) return;
  if (const char32_t base = bases.of(c)) {
    previous = Script::latin;
    const std::string_view plain = plain_letters(base);
    return plain.empty() ? append_character(folded, base) : void(folded += plain);
  }
  if (c >= 0x400 && c < 0x530) {
    previous = Script::cyrillic;
    return append_character(folded, folded_cyrillic(c));
  }
  if (is_niqqud(c)) return;
  if (is_hebrew_letter(c)) {
    previous = Script::hebrew;
    return append_character(folded, c);
  }
  if (c >= 0x610 && c < 0x700) c = folded_arabic(c);
  if (c == 0) return;
  const int digit = c < 0x660 ? -1 : u_charDigitValue(static_cast<UChar32>(c));
  if (digit >= 0) c = static_cast<char32_t>('0' + digit);
  if (!is_mark(c)) previous = Script::other;
  append_character(folded, c);
}

bool begins_hebrew(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && is_hebrew_letter(next_character(text, at));
}

// REQUIRES: case folded. A straight quotation mark inside a Hebrew word stands for gershayim (צה"ל) and goes with it.
std::string without_marks(std::string_view casefolded_text) {
  static const BaseLetters bases;
  std::string folded;
  folded.reserve(casefolded_text.size());
  Script previous = Script::none;
  for (std::size_t at = 0; at < casefolded_text.size();) {
    const char32_t c = next_character(casefolded_text, at);
    if (c == '"' && previous == Script::hebrew && begins_hebrew(casefolded_text.substr(at))) continue;
    append_folded(folded, c, previous, bases);
  }
  return folded;
}

}  // namespace

std::string fold(std::string_view text) {
  if (is_ascii(text)) {
    std::string folded;
    folded.reserve(text.size());
    for (const char c : text) {
      if (c != '\'' && c != '`') folded += ascii_lower(c);
    }
    return folded;
  }
  std::string folded = without_marks(casefolded(text));
  // What is left can compose anew where something went from between (е ' + diaeresis): rare, and soon at rest.
  UErrorCode status = U_ZERO_ERROR;
  while (!casefold().isNormalizedUTF8(folded, status) && U_SUCCESS(status)) folded = without_marks(casefolded(folded));
  return folded;
}

std::string fold_case(std::string_view text) {
  if (!is_ascii(text)) return casefolded(text);
  std::string folded(text);
  std::transform(folded.begin(), folded.end(), folded.begin(), ascii_lower);
  return folded;
}

}  // namespace dispatches::text
