// What the Slavic stemmers share: words as letters, and stripping one of a table of endings. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace dispatches::text {

using Letters = std::u32string;

Letters letters_of(std::string_view word);
std::string word_of(std::u32string_view letters);

// A stemmer's idea of what must stay.
struct StemShape {
  std::u32string_view vowels;  // a stem has one of them
  std::size_t shortest = 3;    // letters
};

// Strips the longest of `endings` (parted by spaces) that leaves a stem of that shape; false if there is none.
bool strip_ending(Letters& word, std::u32string_view endings, const StemShape& shape);

// The stem of a word whose forms no rule explains, from lines "stem form form …"; empty if it is in none.
std::u32string_view irregular_stem(std::u32string_view word, std::u32string_view lines);

// Replaces the end of a word; false if it does not end so.
bool replace_end(Letters& word, std::u32string_view end, std::u32string_view by);

}  // namespace dispatches::text
