// How alike two texts are, and whether bands find those that are.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "indexer/articles/fingerprint.hpp"

using namespace dispatches::articles;
using namespace dispatches::text;

namespace {

// Words of a language that has no grammar: nothing is alike but what is made so.
WordHashes words(std::mt19937& random, std::size_t count) {
  WordHashes made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(hash_of_word(std::to_string(random() % 20'000)));
  return made;
}

// Every word replaced with this probability.
WordHashes edited(WordHashes text, double share, std::mt19937& random) {
  for (std::uint64_t& word : text)
    if (static_cast<double>(random() % 10'000) < share * 10'000) word = hash_of_word(std::to_string(random()));
  return text;
}

bool share_a_band(const WordHashes& a, const WordHashes& b) {
  const std::vector<std::string> bands = bands_of(a), others = bands_of(b);
  const std::set<std::string> of_a(bands.begin(), bands.end());
  return std::any_of(others.begin(), others.end(), [&](const std::string& band) { return of_a.contains(band); });
}

}  // namespace

TEST_CASE("resemblance is the share of common shingles among all") {
  CHECK(resemblance({1, 2, 3, 4}, {3, 4, 5, 6}) == Approx(2.0 / 6));
  CHECK(resemblance({1, 2}, {1, 2}) == 1);
  CHECK(resemblance({1, 2}, {3}) == 0);
  CHECK(resemblance({}, {}) == 0);
}

TEST_CASE("a text of n words has a shingle for each place where one can begin, each once") {
  std::mt19937 random(1);
  CHECK(shingles_of(words(random, 100)).size() == 100 - kShingleWords + 1);
  const WordHashes refrain = words(random, 10);
  WordHashes song = refrain;
  for (int i = 0; i < 3; ++i) song.insert(song.end(), refrain.begin(), refrain.end());
  CHECK(shingles_of(song).size() == 10);
}

TEST_CASE("texts of a few words have no fingerprint") {
  std::mt19937 random(2);
  const std::size_t least = kMinShingles + kShingleWords - 1;
  CHECK(bands_of(words(random, least - 1)).empty());
  CHECK(shingles_of(words(random, least - 1)).empty());
  CHECK(bands_of({}).empty());
  CHECK(bands_of(words(random, least)).size() == kBands);
  CHECK(shingles_of(words(random, least)).size() == kMinShingles);
}

TEST_CASE("bands are short, of the same characters everywhere, and stay what they are") {
  WordHashes text;
  for (int i = 0; i < 50; ++i) text.push_back(hash_of_word(std::to_string(i)));
  for (const std::string& band : bands_of(text)) {
    CHECK(band.size() == kBandDigits);
    CHECK(band.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos);
  }
  CHECK(bands_of(text) == bands_of(text));
}

TEST_CASE("a short body is told by its title too, a longer one is not") {
  std::mt19937 random(3);
  const WordHashes one = words(random, 8), other = words(random, 8);
  const WordHashes line = words(random, 10), report = words(random, kBodyWithoutTitle);
  CHECK(resemblance(shingles_of(telling_words(one, line)), shingles_of(telling_words(other, line))) < 0.5);
  CHECK(telling_words(one, report) == report);
}

TEST_CASE("pairs share a band as often as the theory says") {
  std::mt19937 random(4);
  for (const double share : {0.02, 0.05, 0.10, 0.30}) {
    const int pairs = 1500;
    double expected = 0;
    int found = 0;
    for (int i = 0; i < pairs; ++i) {
      const WordHashes a = words(random, 200), b = edited(a, share, random);
      const double like = resemblance(shingles_of(a), shingles_of(b));
      expected += 1 - std::pow(1 - std::pow(like, kBandRows), kBands);
      found += share_a_band(a, b);
    }
    INFO(share << ": expected " << expected << ", found " << found);
    CHECK(found == Approx(expected).margin(4 * std::sqrt(pairs * 0.25)));
  }
}

TEST_CASE("of pairs with a resemblance of 0.8 and more, 99 in 100 share a band; different texts do not") {
  std::mt19937 random(5);
  int alike = 0, found = 0, strangers = 0;
  for (int i = 0; i < 3000; ++i) {
    const WordHashes a = words(random, 250), b = edited(a, 0.03 * static_cast<double>(random() % 100) / 100, random);
    if (resemblance(shingles_of(a), shingles_of(b)) < 0.8) continue;
    ++alike;
    found += share_a_band(a, b);
    strangers += share_a_band(a, words(random, 250));
  }
  CHECK(alike > 1000);
  CHECK(found >= alike * 0.99);
  CHECK(strangers == 0);
}
