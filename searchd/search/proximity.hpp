// Words of a question that stand near each other in the text speak for an article, in the manner of Tao and Zhai ("An exploration of proximity measures in
// information retrieval", SIGIR 2007): each two that are neighbours in the question, by the shortest way between them. It only orders.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "searchd/query/compile.hpp"
#include "searchd/search/order.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

inline constexpr std::size_t kProximityArticles = 30;    // the best of them, whose positions are read: the first three pages
inline constexpr std::size_t kProximityWords = 8;        // of a question that are looked for: a lookup each and article
inline constexpr std::size_t kProximityTerms = 6;        // of a word that are looked for: a word cut short by * has more
inline constexpr std::uint32_t kProximityReach = 8;      // words from one to the other; further apart they say nothing
inline constexpr std::size_t kProximityPositions = 100;  // of a word in an article that are read

// A word or a name of a question as it is looked for in a text.
struct NearWord {
  std::vector<std::string> terms;  // those with positions
  double weight = 0;
};
// In the order of the question; none where nothing can be near anything.
std::vector<NearWord> near_words(const query::Match& match);

// Adds to the scores of `places` (best first) and sorts them anew.
void add_proximity(std::span<Place> places, const std::vector<NearWord>& words, Handles& handles);

// The shortest way from a position in `a` to another in `b`, in words; one more where b stands first; 0 where it is longer than kProximityReach. REQUIRES:
// both are sorted.
std::uint32_t shortest_way(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

}  // namespace dispatches::search
