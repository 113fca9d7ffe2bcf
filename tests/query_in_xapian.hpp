// A question as one Xapian query: what searchd/search says by columns and scores of its own, said by Xapian alone.
#pragma once

#include <xapian.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "searchd/query/compile.hpp"
#include "searchd/query/ranking.hpp"

namespace dispatches::tests {

using query::Match;
using query::MatchKind;

// query::part_of_word, for Xapian.
class WordWeight : public Xapian::Weight {
 public:
  WordWeight() {
    for (const stat_flags needed : {WDF, WDF_MAX, DOC_LENGTH, DOC_LENGTH_MIN, AVERAGE_LENGTH}) need_stat(needed);
  }
  WordWeight* clone() const override { return new WordWeight; }
  void init(double factor) override { factor_ = factor; }
  std::string name() const override { return "dispatches::tests::WordWeight"; }
  double get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const override {
    return factor_ * query::part_of_word(wdf, length / std::max(get_average_length(), 1.0));
  }
  double get_maxpart() const override { return factor_ * (query::kWeightK1 + 1); }
  double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
  double get_maxextra() const override { return 0; }

 private:
  double factor_ = 0;
};

// Articles and how often each names somebody. In a database of several parts Xapian starts it anew for each: REQUIRES: there is one part.
class ListedSource : public Xapian::PostingSource {
 public:
  explicit ListedSource(std::map<Xapian::docid, std::uint32_t> times) : times_(std::move(times)), at_(times_.begin()) {}
  Xapian::doccount get_termfreq_min() const override { return static_cast<Xapian::doccount>(times_.size()); }
  Xapian::doccount get_termfreq_est() const override { return get_termfreq_min(); }
  Xapian::doccount get_termfreq_max() const override { return get_termfreq_min(); }
  double get_weight() const override { return query::worth_of_naming(at_->second); }
  void init(const Xapian::Database&) override { begun_ = false, set_maxweight(query::kWeightK1 + 1); }
  void next(double) override { at_ = begun_ ? std::next(at_) : times_.begin(), begun_ = true; }
  // Xapian may look further on before it has asked for a first one.
  void skip_to(Xapian::docid docid, double) override {
    if (!begun_ || at_->first < docid) at_ = times_.lower_bound(docid);
    begun_ = true;
  }
  bool at_end() const override { return begun_ && at_ == times_.end(); }
  Xapian::docid get_docid() const override { return at_->first; }
  ListedSource* clone() const override { return new ListedSource(times_); }

 private:
  std::map<Xapian::docid, std::uint32_t> times_;
  std::map<Xapian::docid, std::uint32_t>::const_iterator at_;
  bool begun_ = false;
};

using Naming = std::function<std::map<Xapian::docid, std::uint32_t>(names::EntityOrdinal)>;
enum class Strictness : std::uint8_t { exact, loose };

using Xapian::Query;

inline Query any_of(const std::vector<std::string>& terms) {
  if (terms.size() == 1) return Query(terms.front());
  return Query(Query::OP_SYNONYM, terms.begin(), terms.end());
}

inline Query joined(Query::op op, const std::vector<Query>& parts) {
  if (parts.empty()) return Query();
  return parts.size() == 1 ? parts.front() : Query(op, parts.begin(), parts.end());
}

inline Query scaled(double weight, const Query& query) { return Query(Query::OP_SCALE_WEIGHT, query, weight); }

class InXapian {
 public:
  InXapian(Strictness strictness, const Naming& naming) : exact_(strictness == Strictness::exact), naming_(naming) {}

  Query run(const Match& match) {
    const Query words = query(match), titles = joined(Query::OP_OR, titles_);
    if (titles.empty() || words.empty()) return words;
    return Query(Query::OP_AND_MAYBE, words, titles);
  }

 private:
  // Empty: exactly, nothing matches; loosely, it says nothing of an article's worth.
  Query query(const Match& match) {
    switch (match.kind) {
      case MatchKind::everything: return exact_ ? scaled(0, Query::MatchAll) : Query();
      case MatchKind::terms: return words(match);
      case MatchKind::entity: return scaled(match.weight, Query((new ListedSource(naming_(match.entity)))->release()));
      case MatchKind::positional: return scaled(match.weight, match.positional);
      case MatchKind::all_of: return joined(exact_ ? Query::OP_AND : Query::OP_OR, each(match.children));
      case MatchKind::any_of: return joined(Query::OP_OR, each(match.children));
      default: return Query();
    }
  }

  Query words(const Match& match) {
    if (!exact_ && match.weight == 0) return Query();
    if (!match.title_terms.empty()) titles_.push_back(scaled(match.weight * query::kTitleShare, any_of(match.title_terms)));
    return scaled(match.weight, any_of(match.terms));
  }

  std::vector<Query> each(const std::vector<Match>& children) {
    std::vector<Query> parts;
    for (const Match& child : children)
      if (Query part = query(child); exact_ || !part.empty()) parts.push_back(std::move(part));
    return parts;
  }

  bool exact_;
  const Naming& naming_;
  std::vector<Query> titles_;
};

// exact: matches what `match` lets in, and REQUIRES says_all(match). loose: weighs an article by whatever of the words it has.
inline Query in_xapian(const Match& match, Strictness strictness, const Naming& naming) { return InXapian(strictness, naming).run(match); }

// Whether Xapian alone can decide what matches: neither columns nor texts are asked.
inline bool says_all(const Match& match) {
  if (!match.written.empty()) return false;
  switch (match.kind) {
    case MatchKind::everything:
    case MatchKind::nothing:
    case MatchKind::terms:
    case MatchKind::entity:
    case MatchKind::positional: return true;
    case MatchKind::all_of:
    case MatchKind::any_of: return std::all_of(match.children.begin(), match.children.end(), says_all);
    default: return false;
  }
}

}  // namespace dispatches::tests
