#include "indexer/text/shingles.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace dispatches::text {

std::uint64_t hash_of_word(std::string_view folded) { return XXH3_64bits(folded.data(), folded.size()); }

WordHashes telling_words(const WordHashes& title, const WordHashes& body) {
  if (body.size() < kMinBody) return {};
  if (body.size() >= kBodyWithoutTitle) return body;
  WordHashes words = title;
  words.insert(words.end(), body.begin(), body.end());
  return words;
}

std::vector<std::uint64_t> runs_of(const WordHashes& words) {
  std::vector<std::uint64_t> runs;
  if (words.size() < kShingleWords + kMinShingles - 1) return runs;
  for (std::size_t i = 0; i + kShingleWords <= words.size(); ++i) runs.push_back(XXH3_64bits(&words[i], kShingleWords * sizeof words[i]));
  return runs;
}

Shingles shingles_of(const WordHashes& words) {
  Shingles shingles = runs_of(words);
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

double resemblance(const Shingles& a, const Shingles& b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t both = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    both += a[i] == b[j];
    const bool a_goes_on = a[i] <= b[j], b_goes_on = b[j] <= a[i];
    i += a_goes_on, j += b_goes_on;
  }
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

}  // namespace dispatches::text
