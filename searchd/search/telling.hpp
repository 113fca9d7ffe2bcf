// Words that tell an article from others: what feedback and likeness are made of.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

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
double rarity(const std::string& stem, const Xapian::Database& all);

// Sorts them, the greatest weight first, and keeps as many.
void keep_greatest(std::vector<TellingStem>& stems, std::size_t most);

}  // namespace dispatches::search
