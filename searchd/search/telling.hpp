// Words that tell an article from others: what feedback and likeness are made of.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

struct TellingStem {
  std::string stem;
  double weight = 0;
};

// Long enough, not too long, and no number.
bool may_tell(const std::string& folded);

// Under which a stem stands in the index: as itself, where it is the word, and behind the stems' prefix.
std::vector<std::string> terms_of(const std::string& stem);

// How rare: the logarithm of BM25's idf, which is never negative. 0 of what so many articles have that it tells nothing apart, and of what none has.
double rarity(double having, double articles);
double rarity(const std::string& stem, Handles& handles);

// Sorts them, the greatest weight first, and keeps as many.
template <class Stem>
void keep_greatest(std::vector<Stem>& stems, std::size_t most) {
  const auto is_greater = [](const TellingStem& a, const TellingStem& b) { return a.weight != b.weight ? a.weight > b.weight : a.stem < b.stem; };
  if (stems.size() > most) {
    std::nth_element(stems.begin(), stems.begin() + static_cast<std::ptrdiff_t>(most), stems.end(), is_greater);
    stems.resize(most);
  }
  std::sort(stems.begin(), stems.end(), is_greater);
}

}  // namespace dispatches::search
