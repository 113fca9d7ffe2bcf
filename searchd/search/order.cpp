#include "searchd/search/order.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <tuple>

#include "indexer/text/time.hpp"
#include "searchd/query/ranking.hpp"
#include "searchd/search/feedback.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/proximity.hpp"
#include "searchd/search/similar.hpp"

namespace dispatches::search {

namespace {

using query::SortBy;

// Above any sum of weights: 24 words of at most log(N) · (k1 + 1).
constexpr double kWholeBonus = 10'000;

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

std::vector<Place> page_of(std::vector<Place> places, std::size_t first, std::size_t count) {
  places.resize(std::min(places.size(), first + count));
  places.erase(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(std::min(places.size(), first)));
  return places;
}

// By the words themselves, recency, and whether all words are there.
std::vector<Place> best(const Ranked& asked, const query::Weighed& weighed, std::size_t most, const Snapshot& snapshot, Handles& handles) {
  Scores scores(asked.found, snapshot, handles, asked.deadline);
  scores.add(asked.match, !asked.whole && !asked.likeness);
  if (asked.prefer_recent && weighed.parts > 0 && snapshot.first_day <= snapshot.last_day)
    scores.add_recency(kRecentShare * weighed.sum / static_cast<double>(weighed.parts));
  if (asked.whole) scores.add_bonus(*asked.whole, kWholeBonus);
  return scores.best(most);
}

}  // namespace

std::int64_t time_key(const RawColumns& columns, std::size_t docid, SortBy sort_by) {
  const std::int64_t time = sort_by == SortBy::indexed ? columns.indexed[docid] : columns.published[docid];
  if (time == kUndated) return std::numeric_limits<std::int64_t>::max();
  return sort_by == SortBy::oldest ? end_of(time, columns.precision[docid]) : -time;
}

// The first of all are weighed once more by what only a look at them tells. A page behind them stays as it is.
std::vector<Place> by_relevance(const Ranked& asked, const Snapshot& snapshot, Handles& handles) {
  if (snapshot.segments.empty() || asked.count == 0) return {};
  const query::Weighed weighed = query::weighed(asked.match);
  const bool feeds = !asked.likeness && weighed.parts >= kFeedbackLeastWords;
  const std::vector<NearWord> words = asked.likeness ? std::vector<NearWord>() : near_words(asked.match);
  const std::size_t reordered = asked.likeness ? kNearReordered : feeds ? kFeedbackReordered : words.empty() ? 0 : kProximityArticles;
  std::vector<Place> places = best(asked, weighed, std::max(asked.first < reordered ? reordered : 0, asked.first + asked.count), snapshot, handles);
  if (asked.first < reordered) {
    const auto firsts = [&](std::size_t most) { return std::span(places).first(std::min(places.size(), most)); };
    if (asked.likeness) prefer_near(firsts(kNearReordered), *asked.likeness, snapshot);
    if (feeds) reorder(firsts(kFeedbackReordered), weighed.sum, asked.deadline, snapshot, handles);
    add_proximity(firsts(kProximityArticles), words, handles);
  }
  places = page_of(std::move(places), asked.first, asked.count);
  for (Place& place : places)
    if (asked.whole && place.score >= kWholeBonus) place.score -= kWholeBonus;
  return places;
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
