// An article as a question: others on the same matter. Its weightiest words and those whom it names are asked for, the rarer the more; whatever has
// some of them is found, and what weighs most stands first. (As Lucene's MoreLikeThis does with words.)
#pragma once

#include <span>

#include "searchd/query/compile.hpp"
#include "searchd/search/order.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

inline constexpr std::size_t kSimilarTokens = 1000;     // of the article that are read: what matters stands before
inline constexpr std::size_t kSimilarWords = 16;        // that are asked for
inline constexpr std::size_t kSimilarEntities = 20;
inline constexpr double kSimilarShare = 0.1;            // of what is asked for, that an article must have; two things at least
inline constexpr std::size_t kNearReordered = 300;      // best answers that time has a say in; those behind them stay in their order

// `typed`: a question that must be answered too; its words are marked beside those of the article. The article itself and its reprints are not found.
query::CompiledQuery likeness(const Place& place, query::CompiledQuery typed, const Snapshot& snapshot, Handles& handles);

// Lifts what appeared about the same time, and sorts anew. `places`: best first.
void prefer_near(std::span<Place> places, const query::Likeness& likeness, const Snapshot& snapshot);

}  // namespace dispatches::search
