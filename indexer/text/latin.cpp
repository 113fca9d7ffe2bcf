#include "indexer/text/latin.hpp"

#include <unicode/translit.h>

#include <array>
#include <map>
#include <memory>
#include <stdexcept>

#include "indexer/text/fold.hpp"

namespace dispatches::text {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kRomanisations = {{
    {"uk", "Ukrainian"}, {"ru", "Russian"}, {"be", "Belarusian"}, {"bg", "Bulgarian"}, {"mk", "Macedonian"}, {"sr", "Serbian"}, {"el", "Greek"},
    {"ka", "Georgian"}, {"hy", "Armenian"}}};

// The name of its romanisation; empty where there is none of its own.
std::string_view romanisation_of(std::string_view language) {
  for (const auto& [code, name] : kRomanisations)
    if (code == language) return name;
  return {};
}

std::unique_ptr<icu::Transliterator> new_reader(std::string_view romanisation) {
  // Marks of soft and hard signs help nobody who does not know them already.
  std::string rules = "Any-Latin; [ʹʺˈ] Remove; NFC";
  if (!romanisation.empty()) rules = std::string(romanisation) + "-Latin/BGN; " + rules;
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> reader(icu::Transliterator::createInstance(icu::UnicodeString::fromUTF8(rules), UTRANS_FORWARD, status));
  if (U_FAILURE(status)) throw std::runtime_error("loading ICU's transliterator " + rules + ": reinstall libicu72");
  return reader;
}

const icu::Transliterator& reader_of(std::string_view romanisation) {
  // Not meant to be used by two threads at once.
  thread_local std::map<std::string_view, std::unique_ptr<icu::Transliterator>> readers;
  std::unique_ptr<icu::Transliterator>& reader = readers[romanisation];
  if (!reader) reader = new_reader(romanisation);
  return *reader;
}

}  // namespace

std::string latin_reading(std::string_view text, std::string_view language) {
  const Script script = script_of(text);
  if (script == Script::latin || script == Script::none) return {};
  icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
  reader_of(romanisation_of(language)).transliterate(wide);
  std::string latin;
  wide.toUTF8String(latin);
  return latin;
}

}  // namespace dispatches::text
