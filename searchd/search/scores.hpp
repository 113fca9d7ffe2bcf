// What found articles are worth: word after word of a question adds its part to those that have it, in one pass over its postings. All of them are
// weighed, which costs less than leaving some out: ranked search through Xapian took three times as long over the same articles.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <vector>

#include "searchd/query/compile.hpp"
#include "searchd/query/deadline.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// Where an article stands in a snapshot, and its score.
struct Place {
  std::uint32_t segment = 0;
  Xapian::docid document = 0;  // in the segment
  double score = 0;
};

inline constexpr double kRecentHalfDays = 365;  // after so many an article is half as recent

// BM25's term frequency part (Robertson, Walker, Jones, Hancock-Beaulieu, Gatford: Okapi at TREC-3, 1994) by query::part_of_word. How rare a word is
// stands in the match's weights, from the whole archive: segments rank alike. Of one request. All throw query::TooSlow.
class Scores {
 public:
  // Of these articles, one bitmap a segment; all are worth 0 yet. REQUIRES: snapshot and handles outlive it.
  Scores(const std::vector<Bitmap>& articles, const Snapshot& snapshot, Handles& handles, const query::Deadline& deadline);

  // Whatever weighs in the match. `whole`: the articles have all that it asks for, so that nobody needs to look whether a phrase is there.
  void add(const query::Match& match, bool whole);
  // Any of the terms, together as one word.
  void add_word(const std::vector<std::string>& terms, double weight);
  // The newest article gets `most`, one that is kRecentHalfDays older half of it, and so on hyperbolically, so that among old ones age says little. The
  // newest article of the archive, and when its generation was built, are the clock: an answer stays the same within a generation, and a date in the
  // future does not age the rest. Undated ones stand where the middle of the archive's time is. REQUIRES: some article is dated.
  void add_recency(double most);
  void add_bonus(const std::vector<Bitmap>& which, double bonus);

  // The best of them, best first; equal ones in order of article id.
  std::vector<Place> best(std::size_t most) const;
  double of(const Place& place) const;     // REQUIRES: it is one of the articles

 private:
  // Of one segment.
  struct Part {
    std::vector<Xapian::docid> docids;
    std::vector<double> scores;            // beside docids
  };

  void add_entity(names::EntityOrdinal entity, double weight);
  void add_phrase(const query::Match& match, bool whole);
  template <class Counts>
  void add_word(std::size_t segment, const std::vector<std::string>& terms, double weight, Counts&& counts);
  bool before(const Place& a, const Place& b) const;

  const Snapshot& snapshot_;
  Handles& handles_;
  query::Deadline deadline_;
  double per_mean_length_;
  std::vector<Part> parts_;
};

}  // namespace dispatches::search
