// A light stemmer like that for Ukrainian: endings off, then the softened consonants and moving vowels of declension
// are levelled.
#include "indexer/text/analyzer.hpp"
#include "indexer/text/suffixes.hpp"

namespace dispatches::text {
namespace {

using Ending = std::u32string_view;

constexpr StemShape shape{U"aąeęioóuy"};

// Too short, or too irregular, for the rules.
constexpr Ending irregular =
    U"dzien dzień dnia dniu dniowi dniem dni dniom dniami dniach\n"
    U"rok rok roku rokiem\n"
    U"czlowiek człowiek człowieka człowiekowi człowiekiem człowieku\n";

// Of nouns and adjectives, all cases and numbers. With an i in front they soften the consonant before them.
constexpr Ending nominal_endings =
    U"ego iego emu iemu ymi imi ych ich ym im ej iej ą ią ę ię ami iami ach iach om iom owi iowi owie em iem ów iów "
    U"mi a ia o io e ie u iu y i";

// Of verbs only those that no noun ends in.
constexpr Ending verbal_endings =
    U"ować ował owała owało owali owały ują uje ujemy ujecie ujesz uję ując ujący owano owałby owałaby";

// What stands before an ending and looks like one: problem-u, kijow-a, zamach-u.
constexpr Ending second_endings = U"em om am ym im ach ow ów ej";

bool is_consonant(char32_t letter) {
  return Ending(U"bcćdfghjklłmnńprsśtwzźż").find(letter) != Ending::npos;
}

// What the ending's i did to the consonants before it, undone: świecie → świat-, rządzie → rząd-, mieście → miast-.
void harden(Letters& stem) {
  replace_end(stem, U"śc", U"st") || replace_end(stem, U"ść", U"st") || replace_end(stem, U"ździ", U"zd") ||
      replace_end(stem, U"dz", U"d") || replace_end(stem, U"dź", U"d") || replace_end(stem, U"c", U"t") ||
      replace_end(stem, U"ć", U"t");
}

void level_consonants(Letters& stem) {
  replace_end(stem, U"rz", U"r") || replace_end(stem, U"dz", U"g") || replace_end(stem, U"c", U"k");
  for (char32_t& letter : stem) {
    if (letter == U'ń') letter = U'n';
    if (letter == U'ś') letter = U's';
    if (letter == U'ź') letter = U'z';
    if (letter == U'ł') letter = U'l';
  }
}

// The vowel of the last syllable, as it is where the syllable is open: Kijów → kijow, rząd → rzęd (rzędu), świat →
// świet (świecie).
void level_last_vowel(Letters& stem, std::size_t vowel) {
  if (stem[vowel] == U'ó') stem[vowel] = U'o';
  if (stem[vowel] == U'ą') stem[vowel] = U'ę';
  if (stem[vowel] == U'a' && vowel > 0 && stem[vowel - 1] == U'i') stem[vowel] = U'e';
}

// wniosek, wniosku; Ukrainiec, Ukraińca; wojen, wojna: the e between the last two consonants goes from all forms, with
// its i.
void level_vowels(Letters& stem) {
  const std::size_t vowel = stem.find_last_of(shape.vowels);
  if (vowel == Letters::npos || vowel == 0 || vowel + 1 == stem.size()) return;
  const std::size_t first = stem[vowel - 1] == U'i' ? vowel - 1 : vowel;
  const bool fleeting = stem[vowel] == U'e' && vowel + 2 == stem.size() && stem.size() > 4 &&
                        Ending(U"kcnńlłr").find(stem.back()) != Ending::npos && first > 1 &&
                        is_consonant(stem[first - 1]);
  if (fleeting)
    stem.erase(first, vowel + 1 - first);
  else
    level_last_vowel(stem, vowel);
}

// Whether the ending just stripped from `whole` softens: it begins with i, or there is none and the consonant itself is
// soft.
bool is_softened(const Letters& whole, const Letters& stem) {
  return stem.size() < whole.size() ? whole[stem.size()] == U'i' : stem.ends_with(U'ć') || stem.ends_with(U'ź');
}

}  // namespace

std::string stem_polish(std::string_view word) {
  const Letters whole = letters_of(word);
  if (const Ending stem = irregular_stem(whole, irregular); !stem.empty()) return word_of(stem);
  Letters letters = whole;
  if (!strip_ending(letters, verbal_endings, shape)) {
    strip_ending(letters, nominal_endings, shape);
    const bool softened = is_softened(whole, letters);
    strip_ending(letters, second_endings, shape);
    if (softened) harden(letters);
  }
  if (letters.ends_with(U"anin")) letters.resize(letters.size() - 2);  // Rosjanin, Rosjanie
  level_consonants(letters);
  level_vowels(letters);
  return word_of(letters);
}

}  // namespace dispatches::text
