#include "indexer/entities/known_words.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <span>

#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

using std::string_view;
using text::Script;

constexpr float kAlike = .80f;          // a word and the part of a known name
constexpr float kAlikeCaseless = .88f;  // where no capital says that the word is a name at all
constexpr std::size_t kLongestWord = 60;
constexpr std::size_t kLeastLetters = 3;  // that stay when something is cut off

// Written together with the word behind them: and, in, to, from, that, the.
constexpr std::array<string_view, 7> kArabicPrefixes = {"ول", "وب", "فل", "و", "ب", "ل", "ف"};
constexpr std::array<string_view, 13> kHebrewPrefixes = {"ול", "וב", "ומ", "וש", "של", "שב", "ו",
                                                         "ב",  "ל",  "מ",  "ה",  "ש",  "כ"};
// Longest first.
constexpr std::array<string_view, 13> kPolishEndings = {"iego", "iemu", "ego", "emu", "owi", "iem", "em",
                                                        "im",   "ym",   "ą",   "ę",   "a",   "u"};
constexpr std::array<string_view, 5> kGeorgianEndings = {"ისა", "მა", "ის", "ს", "მ"};
constexpr std::array<string_view, 2> kGermanicEndings = {"s", "'"};

bool is_georgian(string_view word) {
  return word.size() > 2 && word[0] == '\xE1' && (word[1] == '\x83' || (word[1] == '\x82' && word[2] >= '\xA0'));
}

bool is_in(string_view language, string_view list) {
  return language.size() == 2 && list.find(language) != string_view::npos;
}

std::span<const string_view> prefixes_of(Script script) {
  if (script == Script::arabic) return kArabicPrefixes;
  if (script == Script::hebrew) return kHebrewPrefixes;
  return {};
}

std::span<const string_view> endings_of(string_view word, string_view language) {
  if (is_georgian(word)) return kGeorgianEndings;
  if (is_in(language, "pl cs sk hr sl")) return kPolishEndings;
  if (is_in(language, "de nl sv da no nb")) return kGermanicEndings;
  return {};
}

bool stays_long_enough(string_view word) {
  return text::length(word) >= kLeastLetters;
}

}  // namespace

bool has_capitals(string_view word, Script script) {
  return script == Script::latin || script == Script::cyrillic || script == Script::greek ||
         (script == Script::other && !is_georgian(word) && text::fold_case(word) != word);
}

std::shared_ptr<const WordReadings> KnownWords::readings(string_view word, string_view language) const {
  static const auto kNobodys = std::make_shared<const WordReadings>();
  if (word.size() > kLongestWord) return kNobodys;
  const auto key = std::string(language).append(1, ' ').append(word);
  {
    const std::shared_lock lock(mutex_);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
  }
  auto found = look_up(word, language);
  auto shared = found.empty() ? kNobodys : std::make_shared<const WordReadings>(std::move(found));
  const std::unique_lock lock(mutex_);
  if (known_.size() >= most_words_) known_.clear();
  return known_.try_emplace(key, std::move(shared)).first->second;
}

std::size_t KnownWords::remembered() const {
  const std::shared_lock lock(mutex_);
  return known_.size();
}

WordReadings KnownWords::look_up(string_view word, string_view language) const {
  WordReadings readings;
  const auto script = text::script_of(word);
  if (language == "tr" || language == "az")
    if (const auto apostrophe = word.find_first_of("'\xE2"); apostrophe != string_view::npos) {
      add_reading(word, 0, word.size() - apostrophe, word.substr(0, apostrophe), readings);
      return readings;
    }
  add_reading(word, 0, 0, word, readings);
  for (const auto prefix : prefixes_of(script))
    if (word.starts_with(prefix)) add_reading(word, prefix.size(), 0, word.substr(prefix.size()), readings);
  const bool is_genitive = endings_of(word, language).data() == kGermanicEndings.data();
  for (const auto ending : endings_of(word, language))
    if (word.ends_with(ending)) {
      add_reading(word, 0, is_genitive ? ending.size() : 0, word.substr(0, word.size() - ending.size()), readings);
      break;
    }
  return readings;
}

void KnownWords::add_reading(string_view word, std::size_t front, std::size_t back, string_view name,
                             WordReadings& readings) const {
  if (name.size() < word.size() && !stays_long_enough(name)) return;
  auto parsed = names::parse_name(name);
  if (parsed.parts.size() != 1 || parsed.parts[0].role != names::PartRole::name) return;
  WordReading reading{
      static_cast<std::uint8_t>(front), static_cast<std::uint8_t>(back), std::move(parsed.parts[0]), {}};
  reading.sounding = people_.sounding(reading.part);
  const float least = has_capitals(word, reading.part.script) ? kAlike : kAlikeCaseless;
  std::erase_if(reading.sounding.parts, [&](const auto& alike) { return alike.similarity < least; });
  if (!reading.sounding.parts.empty()) readings.push_back(std::move(reading));
}

}  // namespace dispatches::entities
