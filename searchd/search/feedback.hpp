// What the best answers have in common re-weighs the others: pseudo-relevance feedback, in the manner of RM3 (Lavrenko, Croft, "Relevance-based language
// models", SIGIR 2001; Abdul-Jaleel et al., "UMass at TREC 2004") over BM25's term weights. It only orders: no article is let in by it.
#pragma once

#include <xapian.h>

#include <span>

#include "searchd/search/order.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

inline constexpr std::size_t kFeedbackArticles = 8;     // that are read; where there are no more, nothing is re-weighed
inline constexpr std::size_t kFeedbackTokens = 120;     // of each that are looked at: what matters stands first
inline constexpr std::size_t kFeedbackTerms = 12;       // that are taken from them
inline constexpr std::size_t kFeedbackReordered = 200;  // best answers; those behind them stay in their order
inline constexpr std::size_t kFeedbackLeastWords = 3;   // of a question: of fewer the best answers say too little, or something else

// Adds to the scores of `places` (best first) what they share with the first of them, at most about `weight`, and sorts them anew.
// Throws query::TooSlow.
void reorder(std::span<Place> places, double weight, const query::Deadline& deadline, const Snapshot& snapshot, Handles& handles);

}  // namespace dispatches::search
