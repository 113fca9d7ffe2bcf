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

// Long enough that scattered edits count against two texts more than a paragraph cut from one of them does.
inline constexpr std::size_t kShingleWords = 5;
// Fewer say too little: a text below this has none.
inline constexpr std::size_t kMinShingles = 5;
inline constexpr std::size_t kMinBody = 5;  // words; less ("More follows.") is no text that could be reprinted
// A shorter body is read with its title: a line for subscribers only, or a flash, is one article with another only under the same title. Outlets
// give longer ones titles of their own.
inline constexpr std::size_t kBodyWithoutTitle = 40;  // words

// The words that count: the body's, with the title before them where it is short; none where it is shorter than kMinBody.
WordHashes telling_words(const WordHashes& title, const WordHashes& body);

// A hash of each kShingleWords words in a row, as they come; none for short texts.
std::vector<std::uint64_t> runs_of(const WordHashes& words);

// The same in ascending order, each once.
using Shingles = std::vector<std::uint64_t>;
Shingles shingles_of(const WordHashes& words);

// |a ∩ b| / |a ∪ b|, 0 to 1; 0 where either is empty.
double resemblance(const Shingles& a, const Shingles& b);

}  // namespace dispatches::text
