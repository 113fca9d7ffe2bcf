#include "indexer/names/case_forms.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace dispatches::names {
namespace {

using std::string_view;

constexpr std::size_t kLetter = 2;  // bytes of a Cyrillic letter in UTF-8

bool is_cyrillic(string_view token) {
  const auto lead = token.empty() ? 0 : static_cast<unsigned char>(token[0]);
  return lead >= 0xD0 && lead <= 0xD3;
}

// Whether `letter` (whole characters only) is among the letters of `set`.
bool among(string_view letter, string_view set) {
  for (std::size_t at = 0; at + letter.size() <= set.size(); at += letter.size())
    if (set.substr(at, letter.size()) == letter) return true;
  return false;
}

string_view last_letter(string_view word, std::size_t width) {
  return word.size() < width ? string_view{} : word.substr(word.size() - width);
}

// Whether `ending` is one of the words of `list`, which are parted by single spaces.
bool listed(string_view ending, string_view list) {
  while (!list.empty()) {
    const auto space = std::min(list.find(' '), list.size());
    if (list.substr(0, space) == ending) return true;
    list.remove_prefix(std::min(space + 1, list.size()));
  }
  return false;
}

// The longest listed ending of `word` that leaves at least `least` bytes; empty if none. Lists are sorted longest
// first.
string_view ending_of(string_view word, std::span<const string_view> endings, std::size_t least) {
  for (const auto ending : endings)
    if (word.size() >= ending.size() + least && word.ends_with(ending)) return ending;
  return {};
}

constexpr std::array<string_view, 52> kCyrillicEndings = {
    "ього", "ьому", "ого", "ому", "его", "ему", "ими", "ыми", "ові", "еві", "єві", "ами", "ями",
    "ою",   "ею",   "єю",  "ой",  "ей",  "ий",  "ій",  "ый",  "їй",  "ая",  "яя",  "ое",  "ее",
    "ые",   "ие",   "ую",  "юю",  "их",  "ых",  "їх",  "им",  "ым",  "ім",  "їм",  "ом",  "ем",
    "єм",   "ам",   "ям",  "ах",  "ях",  "ів",  "їв",  "ов",  "ев",  "єв",  "ої",  "ью",  "ьо"};
constexpr std::array<string_view, 14> kCyrillicLetters = {"а", "я", "у", "ю", "о", "е", "є",
                                                          "и", "і", "ї", "ы", "ь", "й", "э"};
constexpr string_view kMovingVowels = "оеєії";
constexpr string_view kCyrillicVowels = "аеєиіїоуюяыэ";

// Endings come off until none is left: Ростова → Ростов → рост, as Ростов → рост.
void strip_cyrillic_endings(string_view& word) {
  for (;;) {
    auto ending = ending_of(word, kCyrillicEndings, 3 * kLetter);
    if (ending.empty() && (word.ends_with("ом") || word.ends_with("ем")))
      ending = ending_of(word, kCyrillicEndings, 2 * kLetter);
    if (ending.empty()) ending = ending_of(word, kCyrillicLetters, 2 * kLetter);
    if (ending.empty()) return;
    word.remove_suffix(ending.size());
  }
}

bool is_vowel_at(string_view stem, std::size_t at) {
  return among(stem.substr(at, kLetter), kCyrillicVowels);
}

// Харк[і]в, Пав[е]л, Тернопіль: the vowel of the last syllable comes, goes and changes. It is dropped; in a short word,
// and before two consonants (міст, мосту), it becomes о.
void level_last_vowel(std::string& stem) {
  if (stem.size() < 3 * kLetter || is_vowel_at(stem, stem.size() - kLetter)) return;
  auto at = stem.size() - 2 * kLetter;
  const bool two_consonants = !is_vowel_at(stem, at);
  if (two_consonants) at -= kLetter;
  if (!among(string_view(stem).substr(at, kLetter), kMovingVowels)) return;
  if (stem.size() > 3 * kLetter && !two_consonants)
    stem.erase(at, kLetter);
  else
    stem.replace(at, kLetter, "о");
}

// Прага, Празі; Америка, Америці: and doubled consonants (Білоруссю, Запоріжжя) become single.
void level_last_consonant(std::string& stem) {
  const auto last = std::string(last_letter(stem, kLetter));
  if (stem.size() > 3 * kLetter && string_view(stem).substr(0, stem.size() - kLetter).ends_with(last))
    stem.resize(stem.size() - kLetter);
  constexpr std::array<std::array<string_view, 2>, 3> kClasses = {{{"зж", "г"}, {"цч", "к"}, {"сш", "х"}}};
  for (const auto& [members, leader] : kClasses)
    if (among(last, members)) stem.replace(stem.size() - kLetter, kLetter, leader);
}

std::string cyrillic_key(string_view token) {
  strip_cyrillic_endings(token);
  std::string stem(token);
  level_last_vowel(stem);
  level_last_consonant(stem);
  return stem;
}

constexpr std::array<string_view, 31> kLatinEndings = {
    "iego", "iemu", "ego", "emu", "owi", "ami", "ach", "ymi", "imi", "iej", "iem", "ych", "ich", "ie", "em", "en",
    "er",   "es",   "om",  "ow",  "ym",  "im",  "ej",  "a",   "e",   "i",   "o",   "u",   "y",   "s",  "n"};

std::string latin_key(string_view token) {
  for (auto ending = ending_of(token, kLatinEndings, 3); !ending.empty(); ending = ending_of(token, kLatinEndings, 3))
    token.remove_suffix(ending.size());
  std::string stem(token);
  if (stem.size() > 3 && stem.back() == 'c') stem.back() = 'k';  // Polska, w Polsce
  return stem;
}

// One way to decline: a nominative with this ending has forms with those.
struct Declension {
  string_view nominative, forms;
};

// Ukrainian and Russian together. "-" is the bare stem.
constexpr std::array<Declension, 25> kDeclensions = {{
    {"ь", "я ю ем єм і и еві ью е"},
    {"й", "я ю ем єм ї і и е еві єві"},
    {"ий", "ого ому им ым ім ом его ему ем"},
    {"ый", "ого ому ым ом"},
    {"ой", "ого ому ым им ом"},
    {"ій", "ього ьому ім его ему"},
    {"ів", "ового овому овим"},
    {"а", "и ы і е у ою ой ей ею ої ій о"},
    {"я", "і и ї е ю ею єю ей ьої ій ям"},
    {"ая", "ой ую ою"},
    {"яя", "ей юю"},
    {"о", "а у ові еві ом і е"},
    {"е", "я ю ем ого ому им ым ім ом і а у"},
    {"ое", "ого ому ым им ом"},
    {"ее", "его ему им ем"},
    {"и", "- ів їв ов ей ам ям ах ях ами ями"},
    {"ы", "- ов ев ам ах ами"},
    {"і", "- ів їв ей ам ям ах ях ами ями их им ими"},
    {"ї", "їв ям ях ями"},
    {"ые", "ых ым ыми"},
    {"ие", "их им ими"},
    {"ия", "ии ию ией"},
    {"ье", "ья ью ьем"},
    {"ья", "ьи ью ьей"},
    {"ьо", "ья ьє"},
}};
constexpr string_view kConsonantForms = "а у ом ем ові еві і е";  // Трамп, Київ, Херсон
constexpr string_view kPossessiveForms = "ым им";                 // Путиным, Лавровим
constexpr string_view kSoftRForms = "я ю еві";                    // Ігоря

bool has_form(string_view stem, string_view form, string_view forms) {
  if (!form.starts_with(stem)) return false;
  const auto ending = form.substr(stem.size());
  return listed(ending.empty() ? "-" : ending, forms);
}

// The stem as it may stand before endings, besides as it is: the last vowel changed (Київ → Києв-) or gone (Павел →
// Павл-), the consonant softened before і (Прага → Праз-), doubled before ю (Казань → Казанн-).
bool has_form_of_changed_stem(string_view stem, string_view form, string_view forms) {
  if (stem.size() < 3 * kLetter) return false;
  const auto consonants = is_vowel_at(stem, stem.size() - 2 * kLetter) ? kLetter : 2 * kLetter;
  const auto last = std::string(stem.substr(stem.size() - consonants));
  const auto head = stem.substr(0, stem.size() - consonants - kLetter);
  const auto vowel = stem.substr(head.size(), kLetter);
  if (among(vowel, "ії"))
    for (const string_view changed : {"о", "е", "є"})
      if (has_form(std::string(head).append(changed).append(last), form, forms)) return true;
  if (consonants > kLetter) return false;
  if (among(vowel, "оеє") && has_form(std::string(head) + last, form, forms))
    return form.size() > head.size() + kLetter;
  return form.ends_with("ю") && form == std::string(stem).append(last).append("ю");
}

bool has_softened_form(string_view stem, string_view form) {
  constexpr std::array<std::array<string_view, 2>, 3> kSoftened = {{{"г", "зі"}, {"к", "ці"}, {"х", "сі"}}};
  for (const auto& [hard, soft] : kSoftened) {
    if (!stem.ends_with(hard) || !form.ends_with(soft)) continue;
    const auto head = stem.substr(0, stem.size() - kLetter), other = form.substr(0, form.size() - 2 * kLetter);
    if (head == other || (head.ends_with("і") && other.ends_with("о") &&
                          head.substr(0, head.size() - kLetter) == other.substr(0, other.size() - kLetter)))
      return true;
  }
  return false;
}

bool is_form_of_stem(string_view stem, string_view form, string_view forms) {
  return has_form(stem, form, forms) || has_form_of_changed_stem(stem, form, forms);
}

bool ends_like_possessive(string_view word) {
  constexpr std::array<string_view, 8> kEndings = {"ов", "ев", "єв", "їв", "ин", "ін", "їн", "ын"};
  return !ending_of(word, kEndings, kLetter).empty();
}

bool is_cyrillic_form(string_view nominative, string_view form) {
  for (const auto& [ending, forms] : kDeclensions) {
    if (!nominative.ends_with(ending) || nominative.size() < ending.size() + 2 * kLetter) continue;
    const auto stem = nominative.substr(0, nominative.size() - ending.size());
    if (is_form_of_stem(stem, form, forms) || (ending == "а" && has_softened_form(stem, form))) return true;
  }
  if (among(last_letter(nominative, kLetter), "аеєиіїоуюяыэйь")) return false;
  return is_form_of_stem(nominative, form, kConsonantForms) || has_softened_form(nominative, form) ||
         (ends_like_possessive(nominative) && has_form(nominative, form, kPossessiveForms)) ||
         (nominative.ends_with("р") && has_form(nominative, form, kSoftRForms));
}

constexpr std::array<Declension, 13> kPolishDeclensions = {{
    {"i", "iego iemu im"},
    {"y", "ego emu ym ow om ach ami"},
    {"a", "y i e ie o ej iej"},
    {"ka", "ce"},
    {"ga", "dze"},
    {"ra", "rze"},
    {"ta", "cie"},
    {"da", "dzie"},
    {"o", "a u owi em ie"},
    {"e", "ych ich ym im ymi imi a u em ego emu"},
    {"ek", "ka kowi kiem ku"},
    {"iec", "ca cowi cem cu"},
    {"l", "la lu lowi lem lem"},
}};
constexpr string_view kPolishConsonantForms = "a u owi em iem ie e";

bool is_polish_form(string_view nominative, string_view form) {
  for (const auto& [ending, forms] : kPolishDeclensions)
    if (nominative.ends_with(ending) && nominative.size() > ending.size() + 1 &&
        has_form(nominative.substr(0, nominative.size() - ending.size()), form, forms))
      return true;
  return !among(last_letter(nominative, 1), "aeiouy") && has_form(nominative, form, kPolishConsonantForms);
}

// "Vereinte Nationen", "der Vereinten Nationen"; "Weißes Haus", "im Weißen Haus", "des Weißen Hauses"; "Scholz",
// "Scholz'"; "Putins".
constexpr std::array<Declension, 3> kGermanDeclensions = {
    {{"e", "en er es em"}, {"er", "e en em es"}, {"es", "e en em er"}}};

bool is_german_form(string_view nominative, string_view form) {
  for (const auto& [ending, forms] : kGermanDeclensions)
    if (nominative.size() > ending.size() + 3 && nominative.ends_with(ending) &&
        has_form(nominative.substr(0, nominative.size() - ending.size()), form, forms))
      return true;
  return has_form(nominative, form, "s es");
}

}  // namespace

std::string case_key(string_view folded_token, bool latin_endings) {
  if (is_cyrillic(folded_token)) return cyrillic_key(folded_token);
  return latin_endings ? latin_key(folded_token) : std::string(folded_token);
}

std::vector<std::string> nominatives(string_view token) {
  // What comes off, and what stands there instead.
  constexpr std::array<std::pair<string_view, string_view>, 21> kLatin = {{
      {"iego", "i"}, {"iemu", "i"}, {"ego", "y"}, {"emu", "y"}, {"owi", ""}, {"iem", ""}, {"im", "i"}, {"ym", "y"}, {"em", ""}, {"ie", ""}, {"ie", "a"},
      {"iej", "a"},  {"ej", "a"},   {"a", ""},    {"u", ""},    {"y", "a"},  {"i", "a"},  {"e", "a"},  {"s", ""},   {"o", "a"}, {"y", ""},
  }};
  constexpr std::array<string_view, 7> kArabic = {"وال", "بال", "لل", "و", "ف", "ب", "ل"}, kHebrew = {"ו", "ב", "ל", "מ", "ש", "ה", "כ"};
  constexpr std::size_t kLeastLatin = 3, kLeastOther = 6;  // bytes that stay
  std::vector<std::string> found;
  const auto lead = token.empty() ? 0 : static_cast<unsigned char>(token[0]);
  if (lead >= 'a' && lead <= 'z') {
    for (const auto& [ending, instead] : kLatin) {
      if (!token.ends_with(ending) || token.size() < ending.size() + kLeastLatin + (ending == "s" ? 1 : 0)) continue;
      std::string one = std::string(token.substr(0, token.size() - ending.size())).append(instead);
      if (is_case_form(one, token, "pl") || is_case_form(one, token, "de")) found.push_back(std::move(one));
    }
  }
  for (const auto& prefixes : {kArabic, kHebrew})
    for (const string_view prefix : prefixes)
      if (token.starts_with(prefix) && token.size() >= prefix.size() + kLeastOther) found.emplace_back(token.substr(prefix.size()));
  return found;
}

bool has_latin_endings(string_view language) {
  return listed(language, "pl de nl sv da no nb nn");
}

bool is_case_form(string_view nominative, string_view form, string_view language) {
  if (nominative == form) return true;
  if (is_cyrillic(nominative)) return is_cyrillic_form(nominative, form);
  if (language == "pl") return is_polish_form(nominative, form);
  if (language == "de") return is_german_form(nominative, form);
  return has_latin_endings(language) && form.size() == nominative.size() + 1 && form.starts_with(nominative) &&
         form.ends_with('s');
}

}  // namespace dispatches::names
