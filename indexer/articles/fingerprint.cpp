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

std::vector<std::string> bands_of(const text::WordHashes& words) {
  std::vector<std::string> bands;
  const std::vector<std::uint64_t> runs = text::runs_of(words);
  if (runs.empty()) return bands;
  Minima minima;
  minima.fill(0xffffffff);
  for (const std::uint64_t run : runs) lower(minima, static_cast<std::uint32_t>(run));
  for (std::size_t band = 0; band < kBands; ++band) bands.push_back(band_text(minima, band));
  return bands;
}

}  // namespace dispatches::articles
