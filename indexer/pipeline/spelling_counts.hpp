// What all articles together say of each spelling: how many have it, when, in which languages, and what they take it for. Counted anew for
// every generation, in one pass over the columns, so that it is exact after any update and removal.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/names/lexicon.hpp"
#include "indexer/pipeline/live_rows.hpp"

namespace dispatches::pipeline {

struct SpellingCount {
  std::uint32_t articles = 0;                  // with a mention of which it is the effective spelling
  std::array<std::uint32_t, 3> votes{};        // by EntityType: articles, kPlainVote each where the article leaves no doubt
  std::array<bool, 3> plain{};                 // somewhere the article leaves no doubt that it is one
  std::optional<text::sys_seconds> first, last;  // published
  std::map<std::string, std::uint32_t> languages;  // articles by language, where known

  // The type with most votes; of equals person before org before place. Absent where nobody voted.
  std::optional<names::EntityType> type() const;
  std::string languages_listed() const;        // the three with most articles: "en,uk,ru"
};

inline constexpr std::uint32_t kPlainVote = 3;

// By spelling id; [0] unused. `mentions` by id, as the interner has them.
std::vector<SpellingCount> count_spellings(const std::vector<LiveSegment>& segments, const std::vector<names::MentionRecord>& mentions, std::size_t spellings);

}  // namespace dispatches::pipeline
