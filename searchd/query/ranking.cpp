#include "searchd/query/ranking.hpp"

#include <algorithm>

namespace dispatches::query {

namespace {

using Xapian::Query;

constexpr double kTitleShare = 0.4;           // of a word's weight, once more where it stands in the title
constexpr double kOccurrencesOfMention = 2;  // what being named is worth, as occurrences of a word; each time more is one more

Query any_of(const std::vector<std::string>& terms) {
  if (terms.size() == 1) return Query(terms.front());
  return Query(Query::OP_SYNONYM, terms.begin(), terms.end());
}

Query joined(Query::op op, const std::vector<Query>& parts) {
  if (parts.empty()) return Query();
  return parts.size() == 1 ? parts.front() : Query(op, parts.begin(), parts.end());
}

Query scaled(double weight, const Query& query) { return Query(Query::OP_SCALE_WEIGHT, query, weight); }

class Ranking {
 public:
  Ranking(Strictness strictness, const EntityPostings& postings) : exact_(strictness == Strictness::exact), postings_(postings) {}

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
      case MatchKind::entity: return scaled(match.weight, Query(postings_.naming(match.entity)->release()));
      case MatchKind::positional: return scaled(match.weight, match.positional);
      case MatchKind::all_of: return joined(exact_ ? Query::OP_AND : Query::OP_OR, each(match.children));
      case MatchKind::any_of: return joined(Query::OP_OR, each(match.children));
      default: return Query();
    }
  }

  Query words(const Match& match) {
    if (!exact_ && match.weight == 0) return Query();
    if (!match.title_terms.empty()) titles_.push_back(scaled(match.weight * kTitleShare, any_of(match.title_terms)));
    return scaled(match.weight, any_of(match.terms));
  }

  std::vector<Query> each(const std::vector<Match>& children) {
    std::vector<Query> parts;
    for (const Match& child : children)
      if (Query part = query(child); exact_ || !part.empty()) parts.push_back(std::move(part));
    return parts;
  }

  bool exact_;
  const EntityPostings& postings_;
  std::vector<Query> titles_;
};

}  // namespace

WordWeight::WordWeight(double k1, double b, const Deadline& deadline) : k1_(k1), b_(b), deadline_(deadline), paced_(deadline) {
  need_stat(WDF);
  need_stat(WDF_MAX);
  need_stat(DOC_LENGTH);
  need_stat(DOC_LENGTH_MIN);
  need_stat(AVERAGE_LENGTH);
}

WordWeight* WordWeight::clone() const { return new WordWeight(k1_, b_, deadline_); }

void WordWeight::init(double factor) {
  factor_ = factor;
  mean_length_ = std::max(get_average_length(), 1.0);
}

double WordWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const {
  paced_.step();
  const double occurrences = wdf, norm = k1_ * (1 - b_ + b_ * length / mean_length_);
  return factor_ * (k1_ + 1) * occurrences / (norm + occurrences);
}

double WordWeight::get_maxpart() const {
  const Xapian::termcount most = get_wdf_upper_bound();
  return most == 0 ? 0 : get_sumpart(most, std::max(most, get_doclength_lower_bound()), 0);
}

double worth_of_naming(std::uint32_t times) {
  if (times == 0) return 0;
  const double occurrences = kOccurrencesOfMention + times - 1;
  return (kWeightK1 + 1) * occurrences / (kWeightK1 + occurrences);
}

Xapian::Query ranking_query(const Match& match, Strictness strictness, const EntityPostings& postings) { return Ranking(strictness, postings).run(match); }

bool asks_positions(const Match& match) {
  return match.kind == MatchKind::positional || std::any_of(match.children.begin(), match.children.end(), asks_positions);
}

bool ranks_exactly(const Match& match) {
  if (!match.written.empty()) return false;
  switch (match.kind) {
    case MatchKind::everything:
    case MatchKind::nothing:
    case MatchKind::terms:
    case MatchKind::entity:
    case MatchKind::positional: return true;
    case MatchKind::all_of:
    case MatchKind::any_of: return std::all_of(match.children.begin(), match.children.end(), ranks_exactly);
    default: return false;
  }
}

bool asks_for_dates(const Match& match) {
  return match.kind == MatchKind::dates || std::any_of(match.children.begin(), match.children.end(), asks_for_dates);
}

Weighed weighed(const Match& match) {
  Weighed all;
  if (match.kind == MatchKind::none_of) return all;
  const auto names = [](const Match& child) { return child.kind == MatchKind::entity; };
  if (const auto name = std::find_if(match.children.begin(), match.children.end(), names); match.kind == MatchKind::any_of && name != match.children.end())
    return {1, name->weight};
  if (match.weight > 0) all = {1, match.weight};
  for (const Match& child : match.children) {
    const Weighed part = weighed(child);
    all.parts += part.parts;
    all.sum += part.sum;
  }
  return all;
}

bool has_weight(const Match& match) {
  if (match.kind == MatchKind::none_of) return false;
  return match.weight > 0 || std::any_of(match.children.begin(), match.children.end(), has_weight);
}

}  // namespace dispatches::query
