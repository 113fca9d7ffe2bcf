#include "searchd/search/order.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <tuple>

#include "indexer/text/time.hpp"
#include "searchd/query/ranking.hpp"
#include "searchd/search/feedback.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/proximity.hpp"
#include "searchd/search/similar.hpp"
#include "searchd/search/sources.hpp"

namespace dispatches::search {

namespace {

using query::SortBy;
using Xapian::Query;

// Above any sum of weights: 24 words of at most log(N) · (k1 + 1).
constexpr double kWholeBonus = 10'000;
// Asked for beyond those reprints that are to be expected. Where there are more, twice as many are asked for, and so on.
constexpr std::size_t kFoldedMargin = 16;

// The smaller stands first.
struct DateKey {
  std::int64_t time;
  std::uint8_t precision;
  std::uint64_t id;
  Place place;
  bool operator<(const DateKey& other) const { return std::tie(time, precision, id) < std::tie(other.time, other.precision, other.id); }
};

// When the period ends that the date names.
std::int64_t end_of(std::int64_t start, std::uint8_t precision) {
  switch (static_cast<text::Precision>(precision)) {
    case text::Precision::time: return start + 1;
    case text::Precision::day: return start + 86'400;
    default: return text::end_of({text::sys_seconds(std::chrono::seconds(start)), static_cast<text::Precision>(precision)}).time_since_epoch().count();
  }
}

// Keeps the `most` first of all keys it is shown: a heap with the last of them on top.
class Firsts {
 public:
  explicit Firsts(std::size_t most) : most_(most) {}

  bool may_enter(std::int64_t time) const { return keys_.size() < most_ || time <= keys_.front().time; }

  void add(const DateKey& key) {
    if (keys_.size() == most_) {
      if (!(key < keys_.front())) return;
      std::pop_heap(keys_.begin(), keys_.end());
      keys_.pop_back();
    }
    keys_.push_back(key);
    std::push_heap(keys_.begin(), keys_.end());
  }

  std::vector<DateKey> sorted() && {
    std::sort_heap(keys_.begin(), keys_.end());
    return std::move(keys_);
  }

 private:
  std::size_t most_;
  std::vector<DateKey> keys_;
};

std::vector<Place> places_of(const Xapian::MSet& hits, std::size_t segments) {
  std::vector<Place> places;
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
    const Xapian::docid global = *hit - 1;
    places.push_back({static_cast<std::uint32_t>(global % segments), static_cast<Xapian::docid>(global / segments + 1), hit.get_weight()});
  }
  return places;
}

std::vector<Place> page_of(std::vector<Place> places, std::size_t first, std::size_t count) {
  places.resize(std::min(places.size(), first + count));
  places.erase(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(std::min(places.size(), first)));
  return places;
}

class ByRelevance {
 public:
  ByRelevance(const Ranked& asked, const Snapshot& snapshot, Handles& handles)
      : asked_(asked), snapshot_(snapshot), handles_(handles), weighed_(query::weighed(asked.match)),
        positions_(query::asks_positions(asked.match)), found_(snapshot, asked.found, 0) {
    // What is found was found by positions already: they cost too much to be looked at in all articles once more.
    plain_ = !asked.restricted && !asked.whole && !positions_ && query::ranks_exactly(asked.match);
    query_ = query::ranking_query(asked.match, plain_ ? query::Strictness::exact : query::Strictness::loose, SnapshotPostings(snapshot));
    if (!plain_) query_ = query_.empty() ? Query(&found_) : Query(Query::OP_AND_MAYBE, Query(&found_), query_);
    if (asked.prefer_recent && weighed_.parts > 0 && snapshot.first_day <= snapshot.last_day)
      lift(recency_.emplace(snapshot, kRecentShare * weighed_.sum / static_cast<double>(weighed_.parts)));
    if (asked.whole) lift(whole_.emplace(snapshot, *asked.whole, kWholeBonus));
  }

  // The first of all are weighed once more by what only a look at them tells. A page behind them stays as it is.
  std::vector<Place> run() {
    const bool feeds = !asked_.likeness && weighed_.parts >= kFeedbackLeastWords;
    const std::vector<NearWord> words = asked_.likeness ? std::vector<NearWord>() : near_words(asked_.match);
    const std::size_t reordered = asked_.likeness ? kNearReordered : feeds ? kFeedbackReordered : words.empty() ? 0 : kProximityArticles;
    const std::size_t skipped = asked_.first >= reordered ? asked_.first : 0;
    std::vector<Place> places = best(skipped, std::max(reordered, asked_.first + asked_.count) - skipped);
    if (skipped < reordered) {
      const auto firsts = [&](std::size_t most) { return std::span(places).first(std::min(places.size(), most)); };
      if (asked_.likeness) prefer_near(firsts(kNearReordered), *asked_.likeness, snapshot_);
      if (feeds) reorder(firsts(kFeedbackReordered), weighed_.sum, snapshot_, handles_);
      add_proximity(firsts(kProximityArticles), words, handles_);
    }
    places = page_of(std::move(places), asked_.first - skipped, asked_.count);
    for (Place& place : places)
      if (asked_.whole && place.score >= kWholeBonus) place.score -= kWholeBonus;
    return places;
  }

 private:
  void lift(Xapian::PostingSource& source) { query_ = Query(Query::OP_AND_MAYBE, query_, Query(&source)); }

  std::vector<Place> ranked(std::size_t first, std::size_t count) const {
    Xapian::Enquire enquire(handles_.all);
    // Words are ended by their weight; positions may be looked at for long without any.
    enquire.set_query(positions_ ? query::ended_by(asked_.deadline, query_) : query_);
    enquire.set_weighting_scheme(query::WordWeight(query::kWeightK1, query::kWeightB, asked_.deadline));
    return places_of(enquire.get_mset(static_cast<Xapian::doccount>(first), static_cast<Xapian::doccount>(count)), snapshot_.segments.size());
  }

  // A plain ranking has articles among it that are not `found`: so many more are asked for that enough are.
  std::vector<Place> best(std::size_t first, std::size_t count) const {
    if (!plain_ || asked_.folded == 0) return ranked(first, count);
    const std::size_t wanted = first + count, expected = wanted * asked_.folded / std::max<std::size_t>(search::count(asked_.found), 1);
    for (std::size_t most = wanted + expected * 5 / 4 + kFoldedMargin;; most *= 2) {
      std::vector<Place> places = ranked(0, most);
      const bool is_last = places.size() < most;
      std::erase_if(places, [&](const Place& place) { return !asked_.found[place.segment].test(place.document); });
      if (places.size() >= wanted || is_last) return page_of(std::move(places), first, count);
    }
  }

  const Ranked& asked_;
  const Snapshot& snapshot_;
  Handles& handles_;
  query::Weighed weighed_;
  bool positions_, plain_ = false;
  BitmapSource found_;
  std::optional<RecencySource> recency_;
  std::optional<BitmapSource> whole_;
  Query query_;
};

}  // namespace

std::int64_t time_key(const RawColumns& columns, std::size_t docid, SortBy sort_by) {
  const std::int64_t time = sort_by == SortBy::indexed ? columns.indexed[docid] : columns.published[docid];
  if (time == kUndated) return std::numeric_limits<std::int64_t>::max();
  return sort_by == SortBy::oldest ? end_of(time, columns.precision[docid]) : -time;
}

std::vector<Place> by_relevance(const Ranked& asked, const Snapshot& snapshot, Handles& handles) {
  if (snapshot.segments.empty() || asked.count == 0) return {};
  return ByRelevance(asked, snapshot, handles).run();
}

std::vector<Place> by_date(const std::vector<Bitmap>& found, SortBy sort_by, std::size_t first, std::size_t count, const Snapshot& snapshot,
                           const query::Deadline& deadline) {
  if (count == 0) return {};
  query::Paced paced(deadline);
  Firsts firsts(first + count);
  for (std::uint32_t s = 0; s < snapshot.segments.size(); ++s) {
    const RawColumns& columns = *snapshot.segments[s].raw;
    found[s].each([&](std::size_t docid) {
      const std::int64_t time = time_key(columns, docid, sort_by);
      paced.step();
      if (!firsts.may_enter(time)) return;
      const std::uint8_t precision = sort_by == SortBy::indexed ? 0 : columns.precision[docid];
      firsts.add({time, precision, columns.id_key[docid], {s, static_cast<Xapian::docid>(docid), 0}});
    });
  }
  std::vector<Place> places;
  const std::vector<DateKey> sorted = std::move(firsts).sorted();
  for (std::size_t i = first; i < sorted.size(); ++i) places.push_back(sorted[i].place);
  return places;
}

}  // namespace dispatches::search
