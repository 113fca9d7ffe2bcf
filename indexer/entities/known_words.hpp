// What the words of a running text have in common with the names of known people: each distinct word is asked for once
// and remembered. Words may have something before the name (Arabic and Hebrew prefixes) or behind it (case endings,
// Turkish suffixes after an apostrophe): then they have several readings. Internal to this room.
#pragma once

#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/entities/name_index.hpp"
#include "indexer/names/people_index.hpp"

namespace dispatches::entities {

struct WordReading {
  std::uint8_t front = 0, back = 0;  // bytes of the word that are no part of the name
  names::NamePart part;              // of what remains, endings stripped
  names::PeopleIndex::Sounding sounding;
};
using WordReadings = std::vector<WordReading>;  // the plainest first; empty: nobody's

// Georgian is written without capitals, though its letters have some.
bool has_capitals(std::string_view word, text::Script script);

// Shared by threads; the words remembered are bounded.
class KnownWords {
 public:
  static constexpr std::size_t kMostWords = 200'000;

  explicit KnownWords(const names::PeopleIndex& people, std::size_t most_words = kMostWords)
      : people_(people), most_words_(most_words) {}

  // `language`: of the text; says which endings to expect. Never null.
  std::shared_ptr<const WordReadings> readings(std::string_view word, std::string_view language) const;
  std::size_t remembered() const;  // words

 private:
  WordReadings look_up(std::string_view word, std::string_view language) const;
  void add_reading(std::string_view word, std::size_t front, std::size_t back, std::string_view name,
                   WordReadings& readings) const;

  const names::PeopleIndex& people_;
  std::size_t most_words_;
  mutable std::shared_mutex mutex_;
  mutable StringMap<std::shared_ptr<const WordReadings>> known_;
};

}  // namespace dispatches::entities
