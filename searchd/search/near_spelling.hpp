// Words of the archive that are nearly what was typed: a letter wrong, missing, too many, or two that changed places; and what the keys say on another
// keyboard. Beneath did_you_mean.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

namespace dispatches::search {

inline constexpr std::size_t kMostSlips = 2;             // of a word that are looked for; one in a word shorter than
inline constexpr std::size_t kLongWord = 5;              // characters
inline constexpr std::size_t kLeastWord = 3;             // characters: in shorter words everything is near
inline constexpr std::size_t kLongestWord = 40;          // characters
inline constexpr std::size_t kMostTermsRead = 20'000;    // for one word: some 5 ms

// Slips from one to the other: letters replaced, left out, put in, or changed places with the next (Damerau's distance, CACM 1964, in its restricted form).
// REQUIRES: valid UTF-8; at most kLongestWord + kMostSlips characters each.
std::size_t edit_distance(std::string_view a, std::string_view b);

struct Spelling {
  std::string word;                                      // folded
  Xapian::doccount articles = 0;
};
// The nearest words of the archive, best first, at most `most`. A slip less counts as twenty times the articles, and the first letter is seldom wrong.
// Where it is, or the second, the next two are right: else all words would have to be read. Without the word itself.
std::vector<Spelling> near_spellings(std::string_view folded, std::size_t most, const std::vector<Xapian::Database>& segments);

// What the same keys write on the Ukrainian, the Russian and the American keyboard: "ghbdtn" → "привет", "привет" read the other way. Those that differ
// from the text; case is not kept. Pure.
std::vector<std::string> on_other_keyboards(std::string_view text);

}  // namespace dispatches::search
