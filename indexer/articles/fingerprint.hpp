// What finds reprints: bands of a MinHash over an article's word shingles (text/shingles.hpp), equal where two articles are alike. Leskovec, Rajaraman,
// Ullman, "Mining of Massive Datasets", chapter 3.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/text/shingles.hpp"

namespace dispatches::articles {

// Two texts share a band with the probability of their resemblance to the power of kBandRows.
inline constexpr std::size_t kBands = 10;
inline constexpr std::size_t kBandRows = 3;
inline constexpr std::size_t kBandDigits = 7;  // of 6 bits: among a hundred million bands one in 40,000 meets another by chance

// kBands strings of kBandDigits characters A–Z a–z 0–9 - _; none for short texts.
std::vector<std::string> bands_of(const text::WordHashes& words);

}  // namespace dispatches::articles
