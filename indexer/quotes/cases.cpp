#include "indexer/quotes/cases.hpp"

#include <algorithm>
#include <array>

#include "indexer/base/ascii.hpp"
#include "indexer/text/fold.hpp"

namespace dispatches::quotes {
namespace {

template <std::size_t n>
bool ends_in(std::string_view word, const std::array<std::string_view, n>& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return word.size() > ending.size() + 3 && word.ends_with(ending); });
}

constexpr std::array<std::string_view, 14> kWomen = {"ова", "ева", "ина", "ына", "іна", "ская", "цкая", "ська", "цька", "ова", "ska", "cka", "ova", "eva"};
constexpr std::array<std::string_view, 8> kWomenOnly = {"ская", "цкая", "ська", "цька", "ska", "cka", "ova", "eva"};
// "Джона" is John's: an -а alone shows nothing in Cyrillic.
constexpr std::array<std::string_view, 60> kWomenInA = {
    "анна",    "мария",     "марія",    "елена",  "олена",  "ирина",    "ірина",    "ольга",    "татьяна",  "тетяна",  "наталья", "наталия", "наталія", "светлана", "світлана",
    "людмила", "юлия",      "юлія",     "екатерина", "катерина", "виктория", "вікторія", "анастасия", "анастасія", "дарья", "дарина", "оксана", "галина", "ганна", "нина",
    "ніна",    "лариса",    "вера",     "віра",   "надежда", "надія",   "софия",    "софія",    "алина",    "аліна",   "алла",    "инна",    "інна",    "марина",   "анжела",
    "ангела",  "урсула",    "камала",   "тереза", "мелания", "меланія", "кристина", "христина", "полина",   "марта",   "алия",    "маргарита", "жанна",  "валерия",  "анналена"};
// Men whose names end like women's, folded.
constexpr std::array<std::string_view, 25> kMen = {"mykola", "nikita", "mykyta", "ilya", "illia", "luka", "joshua", "kuzma", "sasha", "misha", "микола", "никита", "микита",
                                                   "илья", "ілля", "лука", "сава", "савва", "фома", "хома", "кузьма", "данила", "mustafa", "barna", "kostya"};
constexpr std::array<std::string_view, 20> kWomenWithoutA = {"karine", "caroline", "annalena", "elizabeth", "margaret", "jennifer", "karen", "nancy", "hillary", "susan",
                                                             "marine", "brigitte", "catherine", "nicole", "любовь", "любов", "claire", "jen", "ruth", "kaja"};
constexpr std::array<std::string_view, 20> kCyrillicOblique = {"ого", "его", "ому", "ему", "ом", "ем", "ем", "єм", "ою", "ої", "ові", "еві", "єві", "у", "ю", "ым", "им", "ой", "ы", "е"};
constexpr std::array<std::string_view, 6> kPolishOblique = {"ego", "emu", "owi", "em", "iem", "im"};
constexpr std::array<std::string_view, 9> kPlaceOblique = {"ы", "и", "і", "ї", "у", "ю", "ой", "ом", "ою"};
constexpr std::array<std::string_view, 6> kBodyOblique = {"у", "ю", "ом", "ою", "ої", "ого"};
constexpr std::array<std::string_view, 7> kWithoutCases = {"шойгу", "санду", "моду", "обама", "дуда", "ле", "трюдо"};
constexpr std::array<std::string_view, 10> kVowels = {"а", "я", "у", "ю", "е", "и", "і", "ы", "ї", "є"};
constexpr std::array<std::string_view, 7> kHardBeforeA = {"б", "г", "х", "к", "ч", "ж", "з"};

bool is_cyrillic(std::string_view word) { return text::script_of(word) == text::Script::cyrillic; }

std::string_view last_word(std::string_view name) { return name.substr(name.find_last_of(" -") + 1); }

// A man's given name ends in a consonant in the nominative only.
bool is_given_nominative(std::string_view given) {
  if (given.size() < 5) return false;
  const bool oblique_end = given.ends_with("ом") || given.ends_with("ем") || given.ends_with("єм") || given.ends_with("ой") || given.ends_with("ою");
  return !oblique_end && std::none_of(kVowels.begin(), kVowels.end(), [&](std::string_view vowel) { return given.ends_with(vowel); });
}

bool is_person_oblique(std::string_view name, std::string_view word, Gender verb) {
  if (!is_cyrillic(word)) return ends_in(word, kPolishOblique);
  if (name.size() > word.size() && is_given_nominative(name.substr(0, name.find(' ')))) return false;
  if (is_one_of(kWithoutCases, word) || word.ends_with("дзе")) return false;
  if (ends_in(word, kCyrillicOblique)) return true;
  const bool a = word.ends_with("а") || word.ends_with("я");
  if (!a || word.size() < 8) return false;
  if (ends_in(word, kWomen) || word.ends_with("ая")) return verb == Gender::man;
  if (verb == Gender::woman) return false;
  const std::string_view stem = word.substr(0, word.size() - 2);
  return word.ends_with("а") && std::none_of(kHardBeforeA.begin(), kHardBeforeA.end(), [&](std::string_view c) { return stem.ends_with(c); });
}

// Виктории, Ангелы, Ириною.
bool is_womans_case_form(std::string_view given) {
  for (const std::string_view ending : {"и", "ы", "е", "і", "ї", "у", "ю", "ей", "ой", "ою", "єю", "ею"})
    if (given.ends_with(ending))
      for (const std::string_view nominative : {"а", "я"})
        if (is_one_of(kWomenInA, std::string(given.substr(0, given.size() - ending.size())).append(nominative))) return true;
  return false;
}

}  // namespace

Gender gender_of(std::string_view name) {
  const std::string folded = text::fold(name);
  const std::string_view given = std::string_view(folded).substr(0, folded.find(' '));
  const std::string_view surname = last_word(folded);
  // Медведева may be a man's genitive, Захарская may not.
  if (folded.find(' ') == std::string::npos) return ends_in(surname, kWomenOnly) ? Gender::woman : Gender::unknown;
  if (is_one_of(kMen, given)) return Gender::man;
  if (is_one_of(kWomenWithoutA, given)) return Gender::woman;
  if (is_cyrillic(given) && (given.ends_with("а") || given.ends_with("я"))) return is_one_of(kWomenInA, given) ? Gender::woman : Gender::unknown;
  if (given.ends_with("a")) return Gender::woman;
  if (is_cyrillic(given) && is_womans_case_form(given)) return Gender::woman;
  // A consonant ends men's names in Slavic languages; elsewhere too little is known.
  return is_cyrillic(given) && !given.ends_with("ь") && !ends_in(given, kVowels) ? Gender::man : Gender::unknown;
}

bool ends_oblique(std::string_view name, entities::EntityType type, Gender verb) {
  if (text::is_all_capitals(last_word(name))) return false;
  const std::string whole = text::fold(name);
  const std::string_view folded = last_word(whole);
  if (type == entities::EntityType::person) return is_person_oblique(whole, folded, verb);
  if (!is_cyrillic(folded)) return false;
  return type == entities::EntityType::place ? ends_in(folded, kPlaceOblique) : ends_in(folded, kBodyOblique);
}

}  // namespace dispatches::quotes
