// An article as a question: others on the same matter. Its weightiest words and those whom it names are asked for, the rarer the more; whatever has
// some of them is found, and what weighs most stands first. (As Lucene's MoreLikeThis does with words.)
#pragma once

#include "searchd/query/compile.hpp"
#include "searchd/search/order.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

inline constexpr std::size_t kSimilarTokens = 1000;     // of the article that are read: what matters stands before
inline constexpr std::size_t kSimilarWords = 16;        // that are asked for
inline constexpr std::size_t kSimilarEntities = 10;
inline constexpr double kSimilarShare = 0.2;            // of what is asked for, that an article must have

// `typed`: a question that must be answered too; its words are marked beside those of the article. The article itself and its reprints are not found.
query::CompiledQuery likeness(const Place& place, query::CompiledQuery typed, const Snapshot& snapshot, Handles& handles);

}  // namespace dispatches::search
