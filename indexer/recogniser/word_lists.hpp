// The word lists of the recogniser: names of people and places, nouns that tell what a name is, words written small. A
// list is a text file of the model's folder lists/, a phrase a line, "#" begins a remark; what a line says counts by
// its folded words. Immutable; shared by threads. Internal to this room.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "indexer/base/open_table.hpp"

namespace dispatches::recogniser {

enum class List : std::uint8_t {
  given_names,
  family_names,
  people,
  countries,
  cities,
  towns,
  regions,
  places,
  groups,
  organisations,
  peoples,
  events,
  event_nouns,
  titles,
  person_nouns,
  organisation_nouns,
  place_nouns,
  common_words,
};
inline constexpr std::array<std::string_view, 18> kListNames = {
    "given_names", "family_names", "people",       "countries",          "cities",      "towns",
    "regions",     "places",       "groups",       "organisations",      "peoples",     "events",
    "event_nouns", "titles",       "person_nouns", "organisation_nouns", "place_nouns", "common_words"};

using ListSet = std::uint32_t;  // bits by List
constexpr ListSet in_list(List list) {
  return ListSet{1} << static_cast<int>(list);
}

// Of a folded word.
std::uint64_t word_hash(std::string_view folded);
constexpr std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  const auto product = (a ^ (b + 0x9E3779B97F4A7C15ULL + (a << 6))) * 0xFF51AFD7ED558CCDULL;
  return product ^ (product >> 32);
}

class WordLists {
 public:
  // Throws BadModel if one of the files is missing or holds more than 64 MB.
  explicit WordLists(const std::filesystem::path& folder);

  // The lists that hold the word alone.
  ListSet of_word(std::uint64_t hash) const;
  // The lists that hold the phrase of all these words; `goes_on` if a longer one begins with it.
  ListSet of_phrase(std::span<const std::uint64_t> hashes) const;
  // Step by step: kStart, then with each word; 0 where no phrase begins so.
  static constexpr std::uint64_t kStart = 0x5EED;
  struct Step {
    std::uint64_t prefix;
    ListSet lists;
    bool goes_on;
  };
  Step step(std::uint64_t prefix, std::uint64_t word) const;

  // Of all that is in the files: XXH3.
  std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  void read(const std::filesystem::path& file, List list);
  void add(std::string_view line, List list);

  std::uint64_t fingerprint_ = 0;
  OpenTable<std::uint64_t> table_;  // prefix → bits of lists, the highest bit: a longer phrase begins so
};

}  // namespace dispatches::recogniser
