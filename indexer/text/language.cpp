#include "indexer/text/language.hpp"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "indexer/text/analyzer.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/stop_words.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

using namespace std::string_view_literals;

// A language is rarely in doubt after this much, and the detector's time grows with the text.
constexpr std::size_t max_bytes_read = 32 * 1024;
// Below this CLD2 guesses; letters and stop words are asked first.
constexpr int short_text_letters = 60;

struct LetterCounts {
  int latin = 0, cyrillic = 0, greek = 0, arabic = 0, hebrew = 0, han = 0, kana = 0, hangul = 0, other = 0;
  int ukrainian = 0;   // і ї є ґ
  int yi = 0;          // ї є ґ: not Belarusian either
  int dotted_i = 0;    // і
  int russian = 0;     // ы э ё
  int short_u = 0;     // ў
  int hard_sign = 0;   // ъ
  int hard_vowel = 0;  // ъ as a vowel, as in Bulgarian: not before е ё ю я, as in Russian
  int shcha = 0;       // и or щ: not Belarusian
  int soft = 0;        // й ь ю я: neither Serbian nor Macedonian
  int serbian = 0;     // ј љ њ ђ ћ џ
  int macedonian = 0;  // ѓ ѕ ќ
  int turkic = 0;      // ә ғ қ ң ө ү ұ һ
  int persian = 0;     // پ چ ژ گ
  int all() const { return latin + cyrillic + greek + arabic + hebrew + han + kana + hangul + other; }
};

void count_cyrillic(char32_t c, LetterCounts& counts) {
  ++counts.cyrillic;
  switch (c) {
    case U'і':
    case U'І':
      ++counts.dotted_i, ++counts.ukrainian;
      break;
    case U'ї':
    case U'Ї':
    case U'є':
    case U'Є':
    case U'ґ':
    case U'Ґ':
      ++counts.yi, ++counts.ukrainian;
      break;
    case U'ы':
    case U'Ы':
    case U'э':
    case U'Э':
    case U'ё':
    case U'Ё':
      ++counts.russian;
      break;
    case U'ў':
    case U'Ў':
      ++counts.short_u;
      break;
    case U'ъ':
    case U'Ъ':
      ++counts.hard_sign;
      break;
    case U'и':
    case U'И':
    case U'щ':
    case U'Щ':
      ++counts.shcha;
      break;
    case U'й':
    case U'Й':
    case U'ь':
    case U'ю':
    case U'Ю':
    case U'я':
    case U'Я':
      ++counts.soft;
      break;
    case U'ј':
    case U'Ј':
    case U'љ':
    case U'Љ':
    case U'њ':
    case U'Њ':
    case U'ђ':
    case U'Ђ':
    case U'ћ':
    case U'Ћ':
    case U'џ':
    case U'Џ':
      ++counts.serbian;
      break;
    case U'ѓ':
    case U'Ѓ':
    case U'ѕ':
    case U'Ѕ':
    case U'ќ':
    case U'Ќ':
      ++counts.macedonian;
      break;
    default:
      counts.turkic += c >= 0x492 && c <= 0x4E9;
  }
}

// Of the ъ before `at`.
bool is_vowel_sign(std::string_view text, std::size_t at) {
  const char32_t next = at < text.size() ? next_character(text, at) : U' ';
  return std::u32string_view(U"еёюяЕЁЮЯ").find(next) == std::u32string_view::npos;
}

LetterCounts count_letters(std::string_view text) {
  LetterCounts counts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_character(text, at);
    if (c < 0x80) {
      counts.latin += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    } else if (c >= 0x400 && c < 0x530) {
      count_cyrillic(c, counts);
      if (c == U'ъ' || c == U'Ъ') counts.hard_vowel += is_vowel_sign(text, at);
    } else {
      switch (script_of(text.substr(start, at - start))) {
        case Script::latin:
          ++counts.latin;
          break;
        case Script::greek:
          ++counts.greek;
          break;
        case Script::arabic:
          ++counts.arabic;
          break;
        case Script::hebrew:
          ++counts.hebrew;
          break;
        case Script::han:
          ++counts.han;
          break;
        case Script::kana:
          ++counts.kana;
          break;
        case Script::hangul:
          ++counts.hangul;
          break;
        case Script::none:
          break;
        default:
          ++counts.other;
      }
      counts.persian += c == 0x67E || c == 0x686 || c == 0x698 || c == 0x6AF;
    }
  }
  return counts;
}

// What the letters alone say of a text in Cyrillic; empty if nothing.
std::string cyrillic_by_letters(const LetterCounts& counts) {
  if (counts.serbian + counts.macedonian + counts.turkic > 0) return {};  // left to CLD2
  const bool belarusian = counts.short_u > 0 && counts.yi == 0 && counts.shcha * 50 <= counts.cyrillic;
  if (belarusian) return "be";
  // і with ы is Belarusian too: neither Ukrainian nor Russian has both.
  if (counts.dotted_i > 0 && counts.russian > 0 && counts.yi == 0 && counts.shcha == 0) return "be";
  if (counts.ukrainian > 3 * (counts.russian + counts.hard_sign)) return "uk";
  if (counts.russian > 3 * counts.ukrainian) return "ru";
  // Russian has ъ in few words (объект) and ы about as often as each tenth vowel; Bulgarian has ъ all the time and
  // never ы.
  if (counts.hard_vowel > 0 && counts.russian + counts.ukrainian == 0 && counts.hard_sign * 120 > counts.cyrillic) {
    return "bg";
  }
  return {};
}

struct Guess {
  std::string code;
  bool is_reliable = false;
};

std::string code_of(CLD2::Language language) {
  const std::string code = CLD2::LanguageCode(language);
  if (code == "un" || code == "xxx" || code.starts_with("xx-")) return {};
  if (code == "iw") return "he";
  if (code == "nb" || code == "nn") return "no";
  return code.substr(0, code.find('-'));  // zh-Hant
}

Guess cld2_guess(std::string_view text, int flags = 0) {
  CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0, valid_bytes = 0;
  Guess guess;
  CLD2::ExtDetectLanguageSummaryCheckUTF8(text.data(), static_cast<int>(text.size()), true, &hints, flags, languages,
                                          percents, scores, nullptr, &text_bytes, &guess.is_reliable, &valid_bytes);
  guess.code = languages[0] == CLD2::UNKNOWN_LANGUAGE ? std::string() : code_of(languages[0]);
  if (percents[0] < 50) guess.is_reliable = false;  // a mixture
  return guess;
}

struct StopWordEvidence {
  std::vector<std::string> languages;  // most of whose commonest words stand in the text: several if they are equal
  std::ptrdiff_t count = 0;            // of those words; languages is empty if it is 0
  std::ptrdiff_t words = 0;            // in the text
};

StopWordEvidence stop_word_evidence(std::string_view text, const std::vector<std::string>& languages) {
  std::vector<std::string> words;
  for (const Token token : tokenize(text)) words.push_back(fold(text.substr(token.begin, token.end - token.begin)));
  StopWordEvidence best;
  best.words = std::ssize(words);
  for (const std::string& language : languages) {
    const auto count =
        std::count_if(words.begin(), words.end(), [&](const auto& word) { return is_stop_word(word, language); });
    if (count == 0 || count < best.count) continue;
    if (count > best.count) best.languages.clear();
    best.languages.push_back(language);
    best.count = count;
  }
  return best;
}

// Letters that only one of the Latin languages here has, for texts too short for anything else.
std::string latin_by_letters(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> evidence{{
      {"ąćęłńśźżĄĆĘŁŃŚŹŻ", "pl"},
      {"ßẞ", "de"},
      {"ñÑ¿¡", "es"},
      {"ãõÃÕ", "pt"},
      {"œŒêÊ", "fr"},
      {"ğĞşŞıİ", "tr"},
  }};
  std::string found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (next_character(text, at) < 0x80) continue;
    for (const auto& [letters, language] : evidence) {
      if (letters.find(text.substr(start, at - start)) == std::string_view::npos || found == language) continue;
      if (!found.empty()) return {};
      found = language;
    }
  }
  return found;
}

std::string detect_latin(std::string_view text, const LetterCounts& counts) {
  const Guess guess = cld2_guess(text);
  if (counts.latin >= short_text_letters) return guess.is_reliable ? guess.code : std::string();
  const StopWordEvidence evidence = stop_word_evidence(text, stemming_languages(Script::latin));
  if (evidence.languages.size() == 1 && evidence.count > 1) return evidence.languages.front();
  const std::string by_letters = latin_by_letters(text);
  if (!by_letters.empty()) return by_letters;
  const auto& likely = evidence.languages;
  const auto is_likely = [&](const std::string& code) {
    return std::find(likely.begin(), likely.end(), code) != likely.end();
  };
  if (guess.is_reliable && (likely.empty() || is_likely(guess.code))) return guess.code;
  // Among languages that share two of these words even an unsure guess decides.
  const std::string unsure = cld2_guess(text, CLD2::kCLDFlagBestEffort).code;
  if (evidence.count > 1 && is_likely(unsure)) return unsure;
  return likely.size() == 1 && evidence.words > 2 ? likely.front() : std::string();
}

// Small words of Bulgarian that Russian and Ukrainian lack; Serbian and Macedonian, which share some, lack й ь ю я.
bool has_bulgarian_words(std::string_view text, const LetterCounts& counts) {
  if (counts.russian + counts.ukrainian + counts.short_u > 0 || counts.soft == 0) return false;
  constexpr std::array words{"са"sv, "се"sv, "че"sv, "със"sv, "във"sv, "към"sv, "като"sv, "беше"sv, "бяха"sv, "който"sv, "която"sv, "които"sv};
  int found = 0;
  for (const Token token : tokenize(text)) {
    const std::string word = fold(text.substr(token.begin, token.end - token.begin));
    found += std::find(words.begin(), words.end(), word) != words.end();
  }
  return found > 1 || (found == 1 && counts.cyrillic < short_text_letters);
}

// і without ў, и, ї or є stands in short texts of both Ukrainian and Belarusian.
bool may_be_belarusian(const LetterCounts& counts) {
  return counts.dotted_i > 0 && counts.yi + counts.shcha + counts.russian + counts.hard_sign == 0 && counts.cyrillic > 20;
}

std::string detect_cyrillic(std::string_view text, const LetterCounts& counts) {
  if (may_be_belarusian(counts) && cld2_guess(text, CLD2::kCLDFlagBestEffort).code == "be") return "be";
  const std::string by_letters = cyrillic_by_letters(counts);
  if (!by_letters.empty()) return by_letters;
  if (has_bulgarian_words(text, counts)) return "bg";
  Guess guess = cld2_guess(text);
  if ((guess.code == "sr" || guess.code == "mk") && counts.soft > 0) guess.is_reliable = false;
  if (guess.is_reliable) return guess.code;
  const StopWordEvidence evidence = stop_word_evidence(text, stemming_languages(Script::cyrillic));
  return evidence.languages.size() == 1 && evidence.words > 1 ? evidence.languages.front() : std::string();
}

std::string detect_other(std::string_view text, const LetterCounts& counts) {
  const Guess guess = cld2_guess(text);
  if (guess.is_reliable && !guess.code.empty()) return guess.code;
  const int most = counts.all() / 2;
  if (counts.hebrew > most) return "he";
  if (counts.greek > most) return "el";
  if (counts.hangul > most) return "ko";
  if (counts.kana > 0) return "ja";
  if (counts.han > most) return "zh";
  if (counts.arabic > most) return counts.persian > 0 ? "fa" : "ar";
  return {};
}

}  // namespace

std::string detect_language(std::string_view text) {
  text = prefix(text, max_bytes_read);
  const LetterCounts counts = count_letters(text);
  const int all = counts.all();
  if (all < 2) return {};
  if (counts.cyrillic * 2 > all) return detect_cyrillic(text, counts);
  if (counts.latin * 2 > all) return detect_latin(text, counts);
  return detect_other(text, counts);
}

}  // namespace dispatches::text
