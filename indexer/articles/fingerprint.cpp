#include "indexer/articles/fingerprint.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>

namespace dispatches::articles {
namespace {

constexpr std::size_t kFunctions = kBands * kBandRows;

// One function of the MinHash: x → (x ^ mask) · factor, a permutation of the 32-bit numbers. Shingles are hashes already: all that is asked of the
// functions is that they order them differently.
struct Functions {
  std::array<std::uint32_t, kFunctions> masks, factors;
};

// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
constexpr std::uint64_t next_random(std::uint64_t& state) {
  std::uint64_t z = state += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

constexpr Functions make_functions() {
  Functions functions{};
  std::uint64_t state = 1997;
  for (std::size_t i = 0; i < kFunctions; ++i) {
    functions.masks[i] = static_cast<std::uint32_t>(next_random(state));
    functions.factors[i] = static_cast<std::uint32_t>(next_random(state)) | 1;
  }
  return functions;
}

constexpr Functions kHashing = make_functions();

std::size_t shingle_count(const WordHashes& words) {
  const std::size_t count = words.size() < kShingleWords ? 0 : words.size() - kShingleWords + 1;
  return count < kMinShingles ? 0 : count;
}

std::uint64_t shingle_at(const WordHashes& words, std::size_t at) { return XXH3_64bits(&words[at], kShingleWords * sizeof words[at]); }

using Minima = std::array<std::uint32_t, kFunctions>;

void lower(Minima& minima, std::uint32_t shingle) {
  for (std::size_t i = 0; i < kFunctions; ++i) minima[i] = std::min(minima[i], (shingle ^ kHashing.masks[i]) * kHashing.factors[i]);
}

std::string band_text(const Minima& minima, std::size_t band) {
  static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::uint64_t hash = XXH3_64bits_withSeed(&minima[band * kBandRows], kBandRows * sizeof minima[0], band);
  std::string text;
  for (std::size_t i = 0; i < kBandDigits; ++i, hash >>= 6) text += digits[hash & 63];
  return text;
}

}  // namespace

std::uint64_t hash_of_word(std::string_view folded) { return XXH3_64bits(folded.data(), folded.size()); }

WordHashes telling_words(const WordHashes& title, const WordHashes& body) {
  if (body.size() < kMinBody) return {};
  if (body.size() >= kBodyWithoutTitle) return body;
  WordHashes words = title;
  words.insert(words.end(), body.begin(), body.end());
  return words;
}

Shingles shingles_of(const WordHashes& words) {
  Shingles shingles;
  const std::size_t count = shingle_count(words);
  shingles.reserve(count);
  for (std::size_t i = 0; i < count; ++i) shingles.push_back(shingle_at(words, i));
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

double resemblance(const Shingles& a, const Shingles& b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t both = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    both += a[i] == b[j];
    if (a[i] < b[j]) ++i;
    else if (b[j] < a[i]) ++j;
    else ++i, ++j;
  }
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

std::vector<std::string> bands_of(const WordHashes& words) {
  std::vector<std::string> bands;
  const std::size_t count = shingle_count(words);
  if (count == 0) return bands;
  Minima minima;
  minima.fill(0xffffffff);
  for (std::size_t i = 0; i < count; ++i) lower(minima, static_cast<std::uint32_t>(shingle_at(words, i)));
  for (std::size_t band = 0; band < kBands; ++band) bands.push_back(band_text(minima, band));
  return bands;
}

}  // namespace dispatches::articles
