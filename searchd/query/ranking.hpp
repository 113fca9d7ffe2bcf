// What orders the matching articles: words in the text and in the title, names. It never decides what matches. BM25 (Robertson, Walker, Jones,
// Hancock-Beaulieu, Gatford: Okapi at TREC-3, 1994); how rare a word is stands in the match's weights.
#pragma once

#include <cstdint>

#include "searchd/query/compile.hpp"

namespace dispatches::query {

// At the upper end of the usual 1.2 … 2: the form that was typed counts twice where its stem is another word, as the word and as the stem.
inline constexpr double kWeightK1 = 2, kWeightB = 0.75;

inline constexpr double kTitleShare = 0.4;  // of a word's weight, once more where it stands in the title

// Of 0 … kWeightK1 + 1: by how often a word stands in an article of that length, in mean lengths.
inline double part_of_word(double occurrences, double length) { return (kWeightK1 + 1) * occurrences / (kWeightK1 * (1 - kWeightB + kWeightB * length) + occurrences); }

// The same part for an article that names an entity so often: being named is worth some occurrences of a word, whatever the article's length.
double worth_of_naming(std::uint32_t times);

// Whether the question itself speaks of dates.
bool asks_for_dates(const Match& match);
// Whether there is anything to order by.
bool has_weight(const Match& match);
// What orders: how many words, phrases and names (with their words) weigh something, and their weights together.
struct Weighed {
  std::size_t parts = 0;
  double sum = 0;
};
Weighed weighed(const Match& match);

}  // namespace dispatches::query
