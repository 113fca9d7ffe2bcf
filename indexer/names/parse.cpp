// Names → parts and their sounds.
#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "indexer/names/key.hpp"
#include "indexer/names/key_tables.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::names {
namespace {

using std::string_view;
using text::Script;

constexpr std::size_t kMostBytes = 400, kMostParts = 8, kMostSounds = 32;

// A word as it stands in the name.
struct Word {
  std::string letters;  // case folded, marks kept
  Script script = Script::none;
  bool dot_follows = false, hyphen_follows = false, is_fathers = false;
};

Script script_of_letter(char32_t c) {
  if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00)) return (c >= 'a' && c <= 'z') || (c >= 0xDF && c != 0xF7) ? Script::latin : Script::none;
  if (c >= 0x370 && c < 0x400) return Script::greek;
  if (c >= 0x400 && c < 0x530) return Script::cyrillic;
  if (c >= 0x590 && c < 0x600) return Script::hebrew;
  if ((c >= 0x620 && c < 0x660) || (c >= 0x66E && c < 0x6D4) || (c >= 0x6FA && c < 0x780)) return Script::arabic;
  if (c >= 0x1F00 && c < 0x2000) return Script::greek;
  if ((c >= 0x2000 && c < 0x2C00) || (c >= 0x3000 && c < 0x3040) || c == 0x30FB || c == 0x60C || c == 0x61B) return Script::none;
  std::string letter;
  text::append_character(letter, c);
  return text::script_of(letter);
}

// Heard by nobody: apostrophes, marks that stand by themselves, tatweel, harakat, niqqud, ZWNJ.
bool is_silent(char32_t c) {
  return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 || (c >= 0x2B0 && c < 0x370) || c == 0x2032 ||
         (c >= 0x591 && c <= 0x5C7 && c != 0x5BE) || c == 0x640 || (c >= 0x64B && c <= 0x65F) || c == 0x670 || c == 0x200C || c == 0x200D;
}

bool is_hebrew_mark(char32_t c) { return c == 0x5F3 || c == 0x5F4; }
bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011 || c == 0x5BE; }

// The script most letters have: "Зeлeнський" with Latin е is Cyrillic.
class ScriptVotes {
 public:
  void count(Script script) { ++votes_[static_cast<std::size_t>(script)]; }
  Script winner() const { return static_cast<Script>(std::max_element(votes_.begin(), votes_.end()) - votes_.begin()); }

 private:
  std::array<int, 16> votes_{};
};

std::vector<Word> words_of(string_view name) {
  const std::string letters = text::fold_case(text::prefix(name, kMostBytes));
  std::vector<Word> words;
  Word word;
  ScriptVotes votes;
  const auto close = [&](char32_t c) {
    if (!word.letters.empty()) {
      word.script = votes.winner();
      words.push_back(std::exchange(word, {}));
      votes = {};
    }
    if (words.empty()) return;
    if (c == '.') words.back().dot_follows = true;
    if (is_hyphen(c)) words.back().hyphen_follows = true;
  };
  for (std::size_t at = 0; at < letters.size();) {
    const char32_t c = text::next_character(letters, at);
    if (is_silent(c) && !(c == '\'' && votes.winner() == Script::hebrew)) continue;
    const Script script = is_hebrew_mark(c) || c == '\'' ? Script::hebrew : script_of_letter(c);
    if (script == Script::none) {
      close(c);
      continue;
    }
    text::append_character(word.letters, c);
    votes.count(script);
  }
  close(0);
  return words;
}

bool listed(string_view word, std::span<const string_view> list) { return std::find(list.begin(), list.end(), word) != list.end(); }

constexpr auto kParticles = std::to_array<string_view>({
    "al",   "el",  "ul",  "bin", "ibn", "ben", "bint", "binti", "ould", "von",  "van",  "der",  "den",  "de",   "del",  "della", "di",    "da",    "do",
    "dos",  "das", "du",  "la",  "le",  "los", "las",  "zu",    "zur",  "af",   "av",   "ter",  "ten",  "y",    "e",    "ogly",  "oglu",  "oghlu", "qizi",
    "kyzy", "аль", "ель", "эль", "ибн", "бин", "бен",  "бін",   "ібн",  "оглы", "огли", "оглу", "кызы", "кизи", "фон",  "ван",   "дер",   "де",    "ди",
    "да",   "ابن", "بن",  "ال",  "بنت", "אל",  "בן",   "בת",    "phd",  "dr",   "mr",   "mrs",  "ms",   "sir",  "prof", "д-р",   "دكتور", "دکتر",
});
constexpr auto kSonOf = std::to_array<string_view>({"bin", "ibn", "ben", "bint", "бин", "ибн", "бін", "ібн", "بن", "ابن", "بنت"});
// Only where a hyphen binds them to the name: ash-Sharif, but Ash Carter.
constexpr auto kBoundParticles = std::to_array<string_view>(
    {"ad", "ed", "ar", "er", "as", "es", "ash", "esh", "an", "en", "at", "et", "az", "ez", "ас", "аш", "ар", "ат", "ад", "ан", "аз"});
// Each with the one that stands for its like.
constexpr auto kOrdinals = std::to_array<std::pair<string_view, string_view>>({{"jr", "jr"},
                                                                               {"junior", "jr"},
                                                                               {"мл", "jr"},
                                                                               {"младший", "jr"},
                                                                               {"молодший", "jr"},
                                                                               {"sr", "sr"},
                                                                               {"senior", "sr"},
                                                                               {"ст", "sr"},
                                                                               {"старший", "sr"},
                                                                               {"ii", "ii"},
                                                                               {"iii", "iii"},
                                                                               {"iv", "iv"}});

bool is_particle(const Word& word) { return listed(word.letters, kParticles) || (word.hyphen_follows && listed(word.letters, kBoundParticles)); }

// The vowel sounds of the Latin y and i before another vowel: Maria, Marya, Марія.
bool vowel_follows(string_view word, std::size_t at) { return at < word.size() && string_view("aeou").find(word[at]) != string_view::npos; }

void append_latin(std::string& sounds, string_view word, std::size_t& at) {
  if (const auto combination = latin_combination(word, at); !combination.letters.empty()) {
    sounds += combination.sounds;
    at += combination.letters.size();
    return;
  }
  const auto begin = at;
  const char32_t c = text::next_character(word, at);
  if (c == 'y' || c == 'i') {
    sounds += vowel_follows(word, at) ? 'y' : 'i';
    return;
  }
  if (c == 'u' && begin == 0) {
    sounds += vowel_follows(word, at) ? 'u' : 'W';  // Uladzimir, Urubleuski
    return;
  }
  if (c < 0x80) {
    if (const char sound = latin_sound(static_cast<char>(c))) sounds += sound;
    return;
  }
  for (const char base : text::fold(word.substr(begin, at - begin)))
    if (const char sound = latin_sound(base)) sounds += sound == 'y' ? 'i' : sound;
}

std::string latin_sounds(string_view word) {
  std::string sounds;
  // Czech and Slovak add -ová to the surnames of women: Merkelová.
  if (word.ends_with("ová") && word.size() > 7) word.remove_suffix(4);
  for (std::size_t at = 0; at < word.size();) append_latin(sounds, word, at);
  return sounds;
}

std::string cyrillic_sounds(string_view word) {
  std::string sounds;
  for (std::size_t at = 0; at < word.size();) {
    if (const auto combination = cyrillic_combination(word, at); !combination.letters.empty()) {
      sounds += combination.sounds;
      at += combination.letters.size();
      continue;
    }
    const char32_t c = text::next_character(word, at);
    const bool iotated = (c == U'я' || c == U'ю' || c == U'є' || c == U'ї') && !sounds.empty() && is_vowel(sounds.back()) && sounds.back() != 'i';
    if (iotated) sounds += 'y';  // Кая, Kaya
    sounds += cyrillic_sound(c < 0x250 ? cyrillic_look_alike(c) : c);
  }
  return sounds;
}

std::string arabic_sounds(string_view word) {
  if (word.starts_with("ال") && word.size() > 8) word.remove_prefix(4);
  std::string sounds;
  for (std::size_t at = 0; at < word.size();) {
    const bool first = at == 0;
    const char32_t c = text::next_character(word, at);
    sounds += first && (c == U'ي' || c == U'ی') ? "y" : arabic_sound(c);
  }
  return sounds;
}

std::string sounds_by_letter(string_view word, Combination (*combination_at)(string_view, std::size_t), string_view (*sound_of)(char32_t)) {
  std::string sounds;
  for (std::size_t at = 0; at < word.size();) {
    const Combination combination = combination_at ? combination_at(word, at) : Combination{};
    sounds += combination.sounds;
    at += combination.letters.size();
    if (combination.letters.empty()) sounds += sound_of(text::next_character(word, at));
  }
  return sounds;
}

std::string sounds_of_other_script(string_view word) {
  std::size_t at = 0;
  const char32_t first = text::next_character(word, at);
  if (first >= 0x10A0 && first < 0x1100) return sounds_by_letter(word, nullptr, georgian_sound);
  if (first >= 0x530 && first < 0x590) return sounds_by_letter(text::replaced(word, "ու", "օւ"), nullptr, armenian_sound);
  return latin_sounds(text::slug(word));
}

std::string heard(const Word& word) {
  switch (word.script) {
    case Script::latin:
      return latin_sounds(word.letters);
    case Script::cyrillic:
      return cyrillic_sounds(word.letters);
    case Script::arabic:
      return arabic_sounds(word.letters);
    case Script::hebrew:
      return sounds_by_letter(word.letters, hebrew_combination, hebrew_sound);
    case Script::greek:
      return sounds_by_letter(text::fold(word.letters), greek_combination, greek_sound);
    case Script::other:
      return sounds_of_other_script(word.letters);
    default:
      return {};
  }
}

// Abdul, Abdel, Abdal, Abdur R…, Абдель: "abd" and what follows the article.
void drop_article_after_abd(std::string& sounds) {
  if (sounds.starts_with("aHd")) sounds[1] = 'b';
  if (!sounds.starts_with("abd") || sounds.size() < 5 || !is_vowel(sounds[3])) return;
  const bool assimilated = sounds.size() > 6 && sounds[4] == sounds[5];
  if (sounds[4] == 'l' || assimilated) sounds.erase(3, 2);
}

void collapse_repeats(std::string& sounds) { sounds.erase(std::unique(sounds.begin(), sounds.end()), sounds.end()); }

bool is_consonant(char sound) { return !is_vowel(sound) && sound != 'y' && sound != 'h' && sound != 'W' && sound != 'E'; }

void weigh(NamePart& part) {
  if (part.sounds.size() > kMostSounds) part.sounds.resize(kMostSounds);
  part.weight = 0;
  for (const char sound : part.sounds) part.weight += weight(sound);
  part.consonants = static_cast<std::uint8_t>(std::count_if(part.sounds.begin(), part.sounds.end(), is_consonant));
  part.certain = part.possible = 0;
  for (std::size_t i = 0; i < part.sounds.size(); ++i) {
    const Readings both = readings(part.sounds[i]);
    const auto first = sound_class(both.first), second = sound_class(both.second);
    part.possible = static_cast<std::uint16_t>(part.possible | 1u << first | 1u << second);
    const bool may_fall = part.sounds[i] == 'h' || (part.sounds[i] == 's' && i + 1 == part.sounds.size());
    if (first == second && !may_fall) part.certain = static_cast<std::uint16_t>(part.certain | 1u << first);
  }
  part.vowels = static_cast<std::uint8_t>(std::count_if(part.sounds.begin(), part.sounds.end(), is_vowel));
}

// Latvian and Lithuanian give every man's name an -s: Džons Kerijs, Vladimiras Putinas.
void find_baltic_stems(std::vector<NamePart>& parts) {
  const auto is_baltic = [](const NamePart& part) { return part.script == Script::latin && part.sounds.size() >= 3 && part.sounds.back() == 's'; };
  if (!std::all_of(parts.begin(), parts.end(), is_baltic)) return;
  for (auto& part : parts) {
    part.stem = part.sounds.substr(0, part.sounds.size() - 1);
    while (part.stem.size() > 3 && (is_vowel(part.stem.back()) || part.stem.back() == 'J')) part.stem.pop_back();
  }
}

// Sounds of a Cyrillic word without an ending of the oblique cases that holds a consonant; empty if it has none.
std::string stem_sounds(string_view folded) {
  constexpr auto kEndings =
      std::to_array<string_view>({"ього", "ьому", "ого", "ому", "его", "ему", "ові", "еві", "єві", "им", "ым", "ім", "їм", "ом", "ем", "єм"});
  for (const auto ending : kEndings)
    if (folded.ends_with(ending) && folded.size() >= ending.size() + 6) {
      std::string stem = cyrillic_sounds(folded.substr(0, folded.size() - ending.size()));
      collapse_repeats(stem);
      return stem;
    }
  return {};
}

// Given names that are one name in the languages of the war's countries though they do not sound alike.
void use_common_given_name(std::string& sounds) {
  struct Equal {
    string_view sounds, common;
  };
  constexpr auto kEquals = std::to_array<Equal>({{"volha", "olga"},
                                                 {"volga", "olga"},
                                                 {"rihor", "grigori"},
                                                 {"rigor", "grigori"},
                                                 {"hrihori", "grigori"},
                                                 {"mikita", "nikita"},
                                                 {"mikola", "nikola"},
                                                 {"mikalay", "nikolay"},
                                                 {"mikalai", "nikolai"},
                                                 {"hana", "ana"},
                                                 {"gana", "ana"},
                                                 {"osip", "yosip"},
                                                 {"pilip", "filip"}});
  for (const auto& equal : kEquals)
    if (sounds == equal.sounds) sounds = equal.common;
}

bool is_initial(const Word& word) {
  const auto length = text::length(word.letters);
  return length == 1 ? word.script != Script::arabic : length == 2 && word.dot_follows && word.script != Script::arabic;
}

NamePart part_of(const Word& word) {
  NamePart part;
  part.folded = text::fold(word.letters);
  part.sounds = heard(word);
  part.script = word.script;
  part.is_fathers = word.is_fathers;
  drop_article_after_abd(part.sounds);
  collapse_repeats(part.sounds);
  if (word.script == Script::latin || word.script == Script::cyrillic) use_common_given_name(part.sounds);
  if (word.script == Script::cyrillic) part.stem = stem_sounds(part.folded);
  if (is_initial(word)) part.role = PartRole::initial;
  for (const auto& [written, meant] : kOrdinals)
    if (part.folded == written) {
      part.folded = meant;
      part.role = PartRole::ordinal;
    }
  weigh(part);
  return part;
}

// -vich, -vych, -witsch; -ovna, -ivna, -ouna; Ilyich, Kuzmich; Ilyinichna.
bool sounds_like_patronymic(const NamePart& part) {
  constexpr auto kEndings = std::to_array<string_view>({"viC",  "viX",  "WiC",  "WiX", "veC", "veX", "ovna", "evna", "ivna", "oWna", "eWna", "iWna", "avna",
                                                        "aWna", "ouna", "auna", "una", "yiC", "yiX", "iiC",  "liC",  "liX",  "miC",  "miX",  "iCna", "iXna"});
  if (part.sounds.size() < 6 || part.script == Script::arabic || part.script == Script::hebrew || part.script == Script::greek) return false;
  if (part.sounds.ends_with("una") && !part.folded.ends_with("ouna") && !part.folded.ends_with("auna") && !part.folded.ends_with("ўна")) return false;
  const bool south_slavic = part.script == Script::latin ? part.folded.ends_with("ic") : part.folded.ends_with("ћ");
  return !south_slavic && std::any_of(kEndings.begin(), kEndings.end(), [&](string_view ending) { return part.sounds.ends_with(ending); });
}

// A patronymic stands behind a given name in a name of three parts or more: Ivan Petrovich Abramovich, Абрамович Иван Петрович.
void mark_patronymic(std::vector<NamePart>& parts) {
  const auto names = std::count_if(parts.begin(), parts.end(), [](const NamePart& part) { return part.role == PartRole::name; });
  if (names < 3) return;
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (parts[i].role == PartRole::name && sounds_like_patronymic(parts[i])) {
      parts[i].role = PartRole::patronymic;
      return;
    }
}

// عبد + الرحمن, Abd al-Rahman, Abdul Rahman: one name, written apart.
void join_abd(std::vector<NamePart>& parts) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    auto& sounds = parts[i].sounds;
    const bool is_abd = sounds == "abd" || (sounds.size() == 5 && sounds.starts_with("abd") && is_vowel(sounds[3]) && sounds[4] == 'l');
    if (!is_abd || parts[i + 1].role != PartRole::name) continue;
    sounds = "abd";
    parts[i] = joined(parts[i], parts[i + 1]);
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

void drop_particles(std::vector<Word>& words) {
  auto others = std::count_if(words.begin(), words.end(), [](const Word& word) { return !is_particle(word); });
  for (std::size_t i = 1; i < words.size(); ++i)  // bin al-Din: the article between
    words[i].is_fathers = listed(words[i - 1].letters, kSonOf) || (is_particle(words[i - 1]) && words[i - 1].is_fathers);
  if (others >= 2) std::erase_if(words, is_particle);
}

bool is_east_asian(Script script) { return script == Script::han || script == Script::kana || script == Script::hangul; }

}  // namespace

NamePart joined(const NamePart& first, const NamePart& second) {
  NamePart part = first;
  part.folded += second.folded;
  part.sounds += second.sounds;
  part.stem = second.stem.empty() ? std::string() : first.sounds + second.stem;
  collapse_repeats(part.sounds);
  weigh(part);
  return part;
}

ParsedName parse_name(string_view name) {
  auto words = words_of(name);
  if (std::any_of(words.begin(), words.end(), [](const Word& word) { return is_east_asian(word.script); })) return {};
  drop_particles(words);
  ParsedName parsed;
  for (const auto& word : words) {
    if (parsed.parts.size() == kMostParts) break;
    if (auto part = part_of(word); !part.sounds.empty()) parsed.parts.push_back(std::move(part));
  }
  join_abd(parsed.parts);
  mark_patronymic(parsed.parts);
  find_baltic_stems(parsed.parts);
  return parsed;
}

}  // namespace dispatches::names
