// How alike two names are: the fine second stage of merging, after a shared block key (names/key). Each part of the shorter name is set against its best
// counterpart by a weighted edit distance over sounds (Wagner, Fischer, JACM 21, 1974, with costs of its own: key_tables); the order of parts
// is free. What tells people apart is a conflict, however alike the rest: other patronymics, other initials, father and son, his and hers.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "indexer/names/key.hpp"

namespace dispatches::names {

enum class Conflict : std::uint8_t { none, patronymic, initial, ordinal, gender };
std::string_view conflict_name(Conflict conflict);

struct Score {
  float mean = 0;      // of the parts' similarities, less what stands on one side only: 0 … 1; 0 if a part has no counterpart
  float evidence = 0;  // how much agrees, over all parts: consonants, vowels a quarter each where both sides write them, an equal patronymic 2
  Conflict conflict = Conflict::none;
};

// How sure one must be. Thresholds tuned on EveryPolitician 2015 and the persons of EU sanction regulations (one half of them, by hash).
enum class Point : std::uint8_t {
  strict,    // two names are one person without anyone looking
  standard,  // "did you mean"
  loose,     // "possibly the same"
};

Score score(const ParsedName& one, const ParsedName& other);

// No conflict, and alike enough.
bool is_same(const Score& score, Point point);

// Similarity of two parts by sound, 0 … 1; 0 where they are plainly different. Of two patronymics only the father's name counts.
float similarity(const NamePart& one, const NamePart& other);

}  // namespace dispatches::names
