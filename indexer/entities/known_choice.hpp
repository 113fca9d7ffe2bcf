// Whether words that stand side by side in a text are the name of a known person: every reading of every word is tried,
// and the scorer must be sure. Internal to this room.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/entities/known_words.hpp"

namespace dispatches::entities {

// Words of a text, two or three. A middle word may have no readings: an initial, a father's name.
struct WordsInQuestion {
  std::vector<std::string_view> words;
  std::vector<const WordReadings*> readings;
  bool cased = true;  // the script has capitals, and they are there
};

struct KnownName {
  std::vector<const WordReading*> readings;  // of each word the one that fits best; null where it has none
  std::size_t surname = 0;                   // which of the words is the surname: Orbán Viktor is Viktor Orbán
  float mean = 0;                            // as names/score
};

// `names` are those of the index, by number. REQUIRES: two words; the first and the last have readings.
std::optional<KnownName> known_name(const WordsInQuestion& question, const names::PeopleIndex& people,
                                    const std::vector<std::string>& names);

}  // namespace dispatches::entities
