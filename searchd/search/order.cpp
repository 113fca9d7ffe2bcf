#include "searchd/search/order.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <tuple>

#include "indexer/text/time.hpp"
#include "searchd/query/ranking.hpp"
#include "searchd/search/feedback.hpp"
#include "searchd/search/found.hpp"
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

std::vector<Place> places_of(const Xapian::MSet& hits, std::size_t segments, double bonus) {
  std::vector<Place> places;
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
    const Xapian::docid global = *hit - 1;
    const double score = hit.get_weight();
    places.push_back({static_cast<std::uint32_t>(global % segments), static_cast<Xapian::docid>(global / segments + 1), score >= bonus ? score - bonus : score});
  }
  return places;
}

std::vector<Place> page_of(std::vector<Place> places, std::size_t first, std::size_t count) {
  places.resize(std::min(places.size(), first + count));
  places.erase(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(std::min(places.size(), first)));
  return places;
}

// The page of those that are `found`, out of a ranking that has some others among them: so many more are asked for that enough are found.
template <class Best>
std::vector<Place> unfolded(const Ranked& asked, std::size_t first, std::size_t count, Best&& best) {
  const std::size_t wanted = first + count, expected = wanted * asked.folded / std::max<std::size_t>(search::count(asked.found), 1);
  for (std::size_t most = wanted + expected * 5 / 4 + kFoldedMargin;; most *= 2) {
    std::vector<Place> places = best(most);
    const bool is_last = places.size() < most;
    std::erase_if(places, [&](const Place& place) { return !asked.found[place.segment].test(place.document); });
    if (places.size() >= wanted || is_last) return page_of(std::move(places), first, count);
  }
}

}  // namespace

std::int64_t time_key(const RawColumns& columns, std::size_t docid, SortBy sort_by) {
  const std::int64_t time = sort_by == SortBy::indexed ? columns.indexed[docid] : columns.published[docid];
  if (time == kUndated) return std::numeric_limits<std::int64_t>::max();
  return sort_by == SortBy::oldest ? end_of(time, columns.precision[docid]) : -time;
}

std::vector<Place> by_relevance(const Ranked& asked, const Snapshot& snapshot, Handles& handles) {
  if (snapshot.segments.empty() || asked.count == 0) return {};
  const bool plain = !asked.restricted && !asked.whole && query::ranks_exactly(asked.match);
  BitmapSource found(snapshot, asked.found, 0);
  Query ranking = query::ranking_query(asked.match, plain ? query::Strictness::exact : query::Strictness::loose, SnapshotPostings(snapshot));
  if (!plain) ranking = ranking.empty() ? Query(&found) : Query(Query::OP_AND_MAYBE, Query(&found), ranking);
  std::unique_ptr<BitmapSource> whole;
  if (asked.whole) {
    whole = std::make_unique<BitmapSource>(snapshot, *asked.whole, kWholeBonus);
    ranking = Query(Query::OP_AND_MAYBE, ranking, Query(whole.get()));
  }
  const double bonus = asked.whole ? kWholeBonus : std::numeric_limits<double>::infinity();
  const auto ranked = [&](const Query& query, std::size_t first, std::size_t count) {
    Xapian::Enquire enquire(handles.all);
    enquire.set_query(query);
    enquire.set_weighting_scheme(query::WordWeight(query::kWeightK1, query::kWeightB));
    return places_of(enquire.get_mset(static_cast<Xapian::doccount>(first), static_cast<Xapian::doccount>(count)), snapshot.segments.size(), bonus);
  };
  const auto best = [&](const Query& query, std::size_t first, std::size_t count) {
    return plain && asked.folded > 0 ? unfolded(asked, first, count, [&](std::size_t most) { return ranked(query, 0, most); }) : ranked(query, first, count);
  };
  if (asked.likeness) {
    if (asked.first >= kNearReordered) return best(ranking, asked.first, asked.count);
    std::vector<Place> places = best(ranking, 0, std::max(kNearReordered, asked.first + asked.count));
    prefer_near({places.data(), std::min(places.size(), kNearReordered)}, *asked.likeness, snapshot);
    return page_of(std::move(places), asked.first, asked.count);
  }
  const query::Weighed weighed = query::weighed(asked.match);
  if (weighed.parts < kFeedbackLeastWords || asked.first + asked.count > kFeedbackReordered) return best(ranking, asked.first, asked.count);
  std::vector<Place> places = best(ranking, 0, kFeedbackReordered);
  reorder(places, weighed.sum, snapshot, handles);
  return page_of(std::move(places), asked.first, asked.count);
}

std::vector<Place> by_date(const std::vector<Bitmap>& found, SortBy sort_by, std::size_t first, std::size_t count, const Snapshot& snapshot) {
  if (count == 0) return {};
  Firsts firsts(first + count);
  for (std::uint32_t s = 0; s < snapshot.segments.size(); ++s) {
    const RawColumns& columns = *snapshot.segments[s].raw;
    found[s].each([&](std::size_t docid) {
      const std::int64_t time = time_key(columns, docid, sort_by);
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
