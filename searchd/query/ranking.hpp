// What orders the matching articles: words in the text and in the title, names. It never decides what matches.
#pragma once

#include <xapian.h>

#include <string>

#include "searchd/query/compile.hpp"

namespace dispatches::query {

// BM25's term frequency part (Robertson, Walker, Jones, Hancock-Beaulieu, Gatford: Okapi at TREC-3, 1994). How rare a word is stands in the query
// as OP_SCALE_WEIGHT, from the whole archive: Xapian's estimate for a synonym differs from segment to segment. Weighing is ended by the deadline.
class WordWeight : public Xapian::Weight {
 public:
  WordWeight(double k1, double b, const Deadline& deadline = {});

  WordWeight* clone() const override;
  void init(double factor) override;
  std::string name() const override { return "dispatches::WordWeight"; }
  double get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const override;
  double get_maxpart() const override;
  double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
  double get_maxextra() const override { return 0; }

 private:
  double k1_, b_, factor_ = 0, mean_length_ = 1;
  Deadline deadline_;
  mutable Paced paced_;
};

// At the upper end of the usual 1.2 … 2: the form that was typed counts twice where its stem is another word, as the word and as the stem.
inline constexpr double kWeightK1 = 2, kWeightB = 0.75;

// The same part for an article that names an entity so often: being named is worth some occurrences of a word, whatever the article's length.
double worth_of_naming(std::uint32_t times);

// The articles that name an entity, as postings, each weighed by worth_of_naming: who has the lists makes them.
class EntityPostings {
 public:
  virtual ~EntityPostings() = default;
  virtual Xapian::PostingSource* naming(names::EntityOrdinal entity) const = 0;  // the caller's from then on
};

enum class Strictness : std::uint8_t { exact, loose };
// exact: matches what `match` lets in, and REQUIRES ranks_exactly(match). loose: weighs an article by whatever of the words it has.
Xapian::Query ranking_query(const Match& match, Strictness strictness, const EntityPostings& postings);

// Whether Xapian alone can decide what matches: neither columns nor texts are asked.
bool ranks_exactly(const Match& match);
// Whether there is a phrase or NEAR in it.
bool asks_positions(const Match& match);
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
