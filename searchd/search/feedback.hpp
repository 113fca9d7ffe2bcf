// What the best answers have in common re-weighs the others: pseudo-relevance feedback, in the manner of RM3 (Lavrenko, Croft, "Relevance-based language
// models", SIGIR 2001; Abdul-Jaleel et al., "UMass at TREC 2004") over BM25's term weights. It only orders: no article is let in by it.
#pragma once

#include <xapian.h>

#include <vector>

#include "searchd/search/order.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

inline constexpr std::size_t kFeedbackArticles = 10;    // that are read
inline constexpr std::size_t kFeedbackTerms = 20;       // that are taken from them
inline constexpr std::size_t kFeedbackLeastWords = 3;   // of a question: of fewer the best answers say too little, or something else

// The words of the best answers, weighed by how much they stand out there, together as much as `weight`; empty if they have none in common.
Xapian::Query feedback(const std::vector<Place>& best, double weight, Handles& handles);

}  // namespace dispatches::search
