// Languages and countries by their names, as ICU's CLDR data has them.
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "indexer/text/fold.hpp"
#include "indexer/text/language.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

icu::Locale locale_of(std::string_view language) {
  return icu::Locale(std::string(language).c_str());
}

std::string utf8(const icu::UnicodeString& wide) {
  std::string text;
  wide.toUTF8String(text);
  return text;
}

// What is often stated and means something else, or is another code of the same: ISO 639-2/B codes, country codes, old
// codes.
constexpr std::array<std::pair<std::string_view, std::string_view>, 26> other_codes{{
    {"ua", "uk"},  {"cz", "cs"},  {"jp", "ja"},  {"cn", "zh"},  {"iw", "he"},  {"in", "id"},  {"ji", "yi"},
    {"nb", "no"},  {"nn", "no"},  {"nob", "no"}, {"nno", "no"}, {"ger", "de"}, {"fre", "fr"}, {"dut", "nl"},
    {"chi", "zh"}, {"cze", "cs"}, {"gre", "el"}, {"per", "fa"}, {"rum", "ro"}, {"slo", "sk"}, {"alb", "sq"},
    {"arm", "hy"}, {"geo", "ka"}, {"mac", "mk"}, {"scc", "sr"}, {"mo", "ro"},
}};

std::string known_code(const std::string& stated) {
  const auto* other =
      std::find_if(other_codes.begin(), other_codes.end(), [&](const auto& pair) { return pair.first == stated; });
  if (other != other_codes.end()) return std::string(other->second);
  if (stated == "und" || stated == "mul" || stated == "zxx" || stated.size() < 2 || stated.size() > 3) return {};
  const std::string code = icu::Locale(stated.c_str()).getLanguage();  // makes "uk" of "ukr"
  for (const char* const* known = icu::Locale::getISOLanguages(); *known != nullptr; ++known) {
    if (code == *known) return code;
  }
  return {};
}

using Codes = std::unordered_map<std::string, std::string>;

// Folded names of languages, in English and in the language itself → code. Two-letter codes win over rarer languages'
// names.
Codes names_to_codes() {
  Codes codes;
  for (const char* const* known = icu::Locale::getISOLanguages(); *known != nullptr; ++known) {
    const std::string code = known_code(*known);
    if (code.empty()) continue;
    for (const std::string_view in : {std::string_view("en"), std::string_view(code)}) {
      const std::string name = fold(language_name(code, in));
      if (name != code) codes.try_emplace(name, code);
    }
  }
  return codes;
}

}  // namespace

// A page asks for the same few again and again, and ICU looks through its resources each time.
std::string language_name(std::string_view code, std::string_view in_language) {
  if (code.empty()) return {};
  constexpr std::size_t kRemembered = 256;
  thread_local std::map<std::string, std::string> remembered;
  const std::string asked = std::string(code) + ' ' + std::string(in_language);
  if (const auto known = remembered.find(asked); known != remembered.end()) return known->second;
  icu::UnicodeString name;
  if (remembered.size() == kRemembered) remembered.clear();
  return remembered[asked] = utf8(locale_of(code).getDisplayLanguage(locale_of(in_language), name));
}

std::string normalise_language(std::string_view stated) {
  const std::string folded = fold(trim(stated));
  const std::string code = known_code(folded.substr(0, folded.find_first_of("-_")));
  if (!code.empty() || folded.size() < 4) return code;
  static const Codes codes = names_to_codes();
  const auto found = codes.find(folded);
  return found == codes.end() ? std::string() : found->second;
}

std::string country_name(std::string_view iso_code, std::string_view in_language) {
  const std::string code(iso_code);
  icu::UnicodeString name;
  const std::string country = utf8(icu::Locale("", code.c_str()).getDisplayCountry(locale_of(in_language), name));
  return fold(country) == fold(code) ? std::string() : country;
}

}  // namespace dispatches::text
