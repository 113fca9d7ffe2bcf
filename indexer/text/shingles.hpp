// How alike two texts are: sets of word shingles, and their resemblance. Broder, "On the resemblance and containment of documents" (Compression and
// Complexity of Sequences, 1997).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dispatches::text {

// The words of a text, one hash each, in order: all that its shingles are made of.
using WordHashes = std::vector<std::uint64_t>;
std::uint64_t hash_of_word(std::string_view folded);

inline constexpr std::size_t kShingleWords = 4;
// Fewer say too little: a text below this has none.
inline constexpr std::size_t kMinShingles = 5;

// Hashes of each kShingleWords words in a row, in ascending order, each once; none for short texts.
using Shingles = std::vector<std::uint64_t>;
Shingles shingles_of(const WordHashes& words);

// |a ∩ b| / |a ∪ b|, 0 to 1; 0 where either is empty.
double resemblance(const Shingles& a, const Shingles& b);

}  // namespace dispatches::text
