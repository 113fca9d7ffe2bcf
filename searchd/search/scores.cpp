#include "searchd/search/scores.hpp"

#include <algorithm>
#include <limits>

#include "searchd/query/ranking.hpp"
#include "searchd/search/matches.hpp"

namespace dispatches::search {

namespace {

using query::Match;
using query::MatchKind;

constexpr Xapian::docid kEnd = std::numeric_limits<Xapian::docid>::max();
constexpr double kDay = 86'400;              // seconds

// A posting list read forward.
class Cursor {
 public:
  Cursor(const Xapian::Database& database, const std::string& term) : at_(database.postlist_begin(term)) { note(); }

  // How often the term stands in that article. REQUIRES: articles are asked for in order.
  Xapian::termcount in(Xapian::docid docid, query::Paced& paced) {
    if (docid_ < docid) {
      paced.step();
      at_.skip_to(docid);
      note();
    }
    return docid_ == docid ? at_.get_wdf() : 0;
  }

 private:
  void note() { docid_ = at_ == Xapian::PostingIterator() ? kEnd : *at_; }

  Xapian::PostingIterator at_;
  Xapian::docid docid_ = 0;
};

double recency(double seconds_old, double most) {
  constexpr double kPerSecond = 1 / (kRecentHalfDays * kDay);
  return most / (1 + std::max(seconds_old, 0.0) * kPerSecond);
}

}  // namespace

Scores::Scores(const std::vector<Bitmap>& articles, const Snapshot& snapshot, Handles& handles, const query::Deadline& deadline)
    : snapshot_(snapshot), handles_(handles), deadline_(deadline), per_mean_length_(1 / std::max(handles.all.get_avlength(), 1.0)), parts_(articles.size()) {
  for (std::size_t s = 0; s < articles.size(); ++s) {
    parts_[s].docids.reserve(articles[s].count());
    articles[s].each([&](std::size_t docid) { parts_[s].docids.push_back(static_cast<Xapian::docid>(docid)); });
    parts_[s].scores.resize(parts_[s].docids.size());
  }
}

void Scores::add(const Match& match, bool whole) {
  if (match.kind == MatchKind::none_of) return;
  if (match.weight > 0) {
    if (match.kind == MatchKind::entity) add_entity(match.entity, match.weight);
    if (match.kind == MatchKind::positional) add_phrase(match, whole);
    if (match.kind == MatchKind::terms) {
      add_word(match.terms, match.weight);
      add_word(match.title_terms, match.weight * query::kTitleShare);
    }
  }
  for (const Match& child : match.children) add(child, whole && match.kind == MatchKind::all_of);
}

template <class Counts>
void Scores::add_word(std::size_t segment, const std::vector<std::string>& terms, double weight, Counts&& counts) {
  Part& part = parts_[segment];
  if (part.docids.empty()) return;
  std::vector<Cursor> cursors;
  for (const std::string& term : terms)
    if (handles_.counts.in_segment(segment, term) > 0) cursors.emplace_back(handles_.segments[segment], term);
  if (cursors.empty()) return;
  const std::vector<std::uint32_t>& lengths = snapshot_.segments[segment].raw->length;
  query::Paced paced(deadline_);
  for (std::size_t i = 0; i < part.docids.size(); ++i) {
    const Xapian::docid docid = part.docids[i];
    Xapian::termcount occurrences = 0;
    for (Cursor& cursor : cursors) occurrences += cursor.in(docid, paced);
    if (occurrences > 0 && counts(docid)) part.scores[i] += weight * query::part_of_word(occurrences, lengths[docid] * per_mean_length_);
  }
}

void Scores::add_word(const std::vector<std::string>& terms, double weight) {
  if (terms.empty()) return;
  for (std::size_t s = 0; s < parts_.size(); ++s) add_word(s, terms, weight, [](Xapian::docid) { return true; });
}

// Each of its words counts, where they stand as a phrase.
void Scores::add_phrase(const Match& match, bool whole) {
  for (std::size_t s = 0; s < parts_.size(); ++s) {
    Bitmap having;
    if (!whole) {
      having = Bitmap(snapshot_.segments[s].size);
      for (const Xapian::docid docid : parts_[s].docids) having.set(docid);
      having = with_phrase(match, having, {s, snapshot_, handles_, deadline_});
    }
    for (const std::string& term : match.terms) add_word(s, {term}, match.weight, [&](Xapian::docid docid) { return whole || having.test(docid); });
  }
}

void Scores::add_entity(names::EntityOrdinal entity, double weight) {
  for (std::size_t s = 0; s < parts_.size(); ++s) {
    Part& part = parts_[s];
    EntityLists::Reader naming = snapshot_.segments[s].named.lists.of(entity);
    std::size_t i = 0;
    while (i < part.docids.size() && naming.next()) {
      while (i < part.docids.size() && part.docids[i] < naming.docid()) ++i;
      if (i < part.docids.size() && part.docids[i] == naming.docid()) part.scores[i] += weight * query::worth_of_naming(naming.count());
    }
  }
}

void Scores::add_recency(double most) {
  const double first = snapshot_.first_day * kDay;
  const double newest = std::min((snapshot_.last_day + 1) * kDay, static_cast<double>(snapshot_.manifest.built.time_since_epoch().count()));
  const double undated = recency((newest - first) / 2, most);
  for (std::size_t s = 0; s < parts_.size(); ++s) {
    const std::vector<std::int64_t>& published = snapshot_.segments[s].raw->published;
    Part& part = parts_[s];
    for (std::size_t i = 0; i < part.docids.size(); ++i) {
      const std::int64_t time = published[part.docids[i]];
      part.scores[i] += time == kUndated ? undated : recency(newest - static_cast<double>(time), most);
    }
  }
}

void Scores::add_bonus(const std::vector<Bitmap>& which, double bonus) {
  for (std::size_t s = 0; s < parts_.size(); ++s)
    for (std::size_t i = 0; i < parts_[s].docids.size(); ++i)
      if (which[s].test(parts_[s].docids[i])) parts_[s].scores[i] += bonus;
}

double Scores::of(const Place& place) const {
  const Part& part = parts_[place.segment];
  return part.scores[static_cast<std::size_t>(std::lower_bound(part.docids.begin(), part.docids.end(), place.document) - part.docids.begin())];
}

bool Scores::before(const Place& a, const Place& b) const {
  if (a.score != b.score) return a.score > b.score;
  return snapshot_.segments[a.segment].raw->id_key[a.document] < snapshot_.segments[b.segment].raw->id_key[b.document];
}

std::vector<Place> Scores::best(std::size_t most) const {
  const auto is_before = [this](const Place& a, const Place& b) { return before(a, b); };
  std::vector<Place> best;
  double least = -1;
  const auto cut = [&] {
    if (best.size() <= most) return;
    std::nth_element(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(most), best.end(), is_before);
    best.resize(most);
    least = std::min_element(best.begin(), best.end(), [](const Place& a, const Place& b) { return a.score < b.score; })->score;
  };
  for (std::uint32_t s = 0; s < parts_.size(); ++s)
    for (std::size_t i = 0; i < parts_[s].docids.size(); ++i) {
      if (parts_[s].scores[i] < least) continue;
      best.push_back({s, parts_[s].docids[i], parts_[s].scores[i]});
      if (best.size() >= 2 * most) cut();
    }
  cut();
  std::sort(best.begin(), best.end(), is_before);
  return best;
}

}  // namespace dispatches::search
