// Letters → sounds: the tables behind names/key. One small phonetic alphabet for all scripts, so that a name means the same wherever it is written:
// consonants b c(ts) C(ch) d f g h k l m n p r s S(sh) t v x(kh) y z Z(zh), vowels a e i o u, and symbols for what cannot be known without the
// language: J = y|Z, X = C|x, Q = C|k, B = b|v, P = p|f, W = v|u, D = d|z, T = t|s, K = k|x, F = c|t, G = Z|g, H = b|p, E = an n or m
// that may be part of the next letter (Greek ντ). Internal to this room. Constant; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace dispatches::names {

// The two sounds that an ambiguous symbol may stand for; both equal to the symbol where it is plain.
struct Readings {
  char first, second;
};
Readings readings(char sound);

constexpr bool is_vowel(char sound) { return sound == 'a' || sound == 'e' || sound == 'i' || sound == 'o' || sound == 'u'; }

// Sounds of a letter of these scripts; empty for what is not heard and for what is no letter of them. `letter` is lower case.
std::string_view cyrillic_sound(char32_t letter);
std::string_view arabic_sound(char32_t letter);  // Persian, Pashto and Urdu letters too
std::string_view hebrew_sound(char32_t letter);
std::string_view greek_sound(char32_t letter);
std::string_view georgian_sound(char32_t letter);
std::string_view armenian_sound(char32_t letter);

// Letters that sound otherwise together, or at a word's beginning (^) or end ($): the longest that fits at `at`. `letters` is null where none does.
struct Combination {
  std::string_view letters, sounds;
};
Combination latin_combination(std::string_view word, std::size_t at);
Combination cyrillic_combination(std::string_view word, std::size_t at);
Combination hebrew_combination(std::string_view word, std::size_t at);
Combination greek_combination(std::string_view word, std::size_t at);

// A plain Latin letter a–z by itself; 0 for what it is not.
char latin_sound(char letter);

// A Cyrillic letter that looks like this Latin one (a e o p c x y i …); 0 if there is none.
char32_t cyrillic_look_alike(char32_t latin);

// How far two sounds are apart, 0 … 1.4: 0 equal or ambiguous, .05–.5 spellings of one sound in other languages, 1.4 different consonants.
float swap_cost(char one, char other);
// What a sound that stands on one side only costs, .1 … 1.15; `last`: it ends the name part; `vowels_unwritten`: one side is Arabic or Hebrew.
float missing_cost(char sound, bool last, bool vowels_unwritten);
// The least that a sound of this class costs where the other side has none of the class.
float least_cost_of_class(std::uint8_t sound_class);
// How much of a name's identity a sound carries: consonants 1, vowels .4.
float weight(char sound);

// Consonants that languages confuse are one class, 1 … 11; 0: vowels and y, which are not written everywhere. REQUIRES: not ambiguous.
std::uint8_t sound_class(char sound);

}  // namespace dispatches::names
