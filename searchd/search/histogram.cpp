#include "searchd/search/histogram.hpp"

#include <algorithm>
#include <array>

#include "indexer/text/time.hpp"

namespace dispatches::search {

namespace {

using query::Interval;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr double kBulk = 0.98;  // of the dated articles: a stray year does not coarsen the rest
constexpr std::array<Interval, 4> kIntervals = {Interval::day, Interval::week, Interval::month, Interval::year};

// Articles by day.
struct Days {
  std::int32_t first = 0;              // day 0 of `counts`
  std::vector<std::uint32_t> counts;
  std::uint32_t undated = 0, dated = 0;
  std::uint32_t to_month = 0, to_year = 0;  // of those of which no more is known
};

Days days_of(const std::vector<Bitmap>& found, const Snapshot& snapshot) {
  Days tally;
  tally.first = snapshot.first_day;
  if (snapshot.first_day <= snapshot.last_day) tally.counts.resize(static_cast<std::size_t>(snapshot.last_day - snapshot.first_day) + 1);
  const std::int64_t origin = std::int64_t{tally.first} * 86'400;
  for (std::size_t s = 0; s < found.size(); ++s) {
    const RawColumns& columns = *snapshot.segments[s].raw;
    std::uint32_t* const counts = tally.counts.data();
    std::uint32_t undated = 0, to_month = 0, to_year = 0;  // in registers
    found[s].each([&](std::size_t docid) {
      const std::int64_t time = columns.published[docid];
      if (time == kUndated) return void(++undated);
      // Never negative: origin is the first day of all articles.
      ++counts[static_cast<std::uint64_t>(time - origin) / 86'400];
      const auto precision = static_cast<text::Precision>(columns.precision[docid]);
      to_month += precision == text::Precision::month;
      to_year += precision == text::Precision::year;
    });
    tally.undated += undated, tally.to_month += to_month, tally.to_year += to_year;
    tally.dated += static_cast<std::uint32_t>(found[s].count()) - undated;
  }
  return tally;
}

std::size_t buckets_between(sys_days first, sys_days last, Interval interval) {
  const year_month_day a(first), b(last);
  switch (interval) {
    case Interval::week: return static_cast<std::size_t>((begin_of(last, interval) - begin_of(first, interval)).count() / 7) + 1;
    case Interval::month: return static_cast<std::size_t>((b.year() / b.month() - a.year() / a.month()).count()) + 1;
    case Interval::year: return static_cast<std::size_t>((b.year() - a.year()).count()) + 1;
    default: return static_cast<std::size_t>((last - first).count()) + 1;
  }
}

// The finest of the intervals, from `least` on, that gives at most so many buckets.
Interval finest(sys_days first, sys_days last, std::size_t most, Interval least) {
  for (const Interval interval : kIntervals)
    if (interval >= least && buckets_between(first, last, interval) <= most) return interval;
  return Interval::year;
}

struct Span {
  sys_days first, last;
};

// The days between which that share of the dated articles lies, as much cut off before as after. REQUIRES: some are dated.
Span span_of(const Days& tally, double share) {
  const auto day = [&](std::size_t i) { return sys_days(days(tally.first + static_cast<std::int32_t>(i))); };
  const double cut = (1 - share) / 2 * tally.dated;
  std::size_t first = 0, last = tally.counts.size() - 1;
  for (double seen = tally.counts[first]; seen <= cut; seen += tally.counts[++first]) {}
  for (double seen = tally.counts[last]; seen <= cut; seen += tally.counts[--last]) {}
  return {day(first), day(std::max(first, last))};
}

std::uint32_t coarser_than(const Days& tally, Interval interval) {
  if (interval == Interval::year) return 0;
  return interval == Interval::month ? tally.to_year : tally.to_month + tally.to_year;
}

void fill(const Days& tally, const Span& all, Histogram& histogram) {
  for (sys_days begin = begin_of(all.first, histogram.interval); begin <= all.last; begin = next_period(begin, histogram.interval)) histogram.buckets.push_back({begin, 0});
  std::size_t bucket = 0;
  for (sys_days day = all.first; day <= all.last; day += days(1)) {
    while (bucket + 1 < histogram.buckets.size() && histogram.buckets[bucket + 1].from <= day) ++bucket;
    histogram.buckets[bucket].count += tally.counts[static_cast<std::size_t>(day.time_since_epoch().count() - tally.first)];
  }
}

}  // namespace

sys_days begin_of(sys_days day, Interval interval) {
  const year_month_day date(day);
  switch (interval) {
    case Interval::week: return day - (std::chrono::weekday(day) - std::chrono::Monday);
    case Interval::month: return date.year() / date.month() / 1;
    case Interval::year: return date.year() / std::chrono::January / 1;
    default: return day;
  }
}

sys_days next_period(sys_days begin, Interval interval) {
  const year_month_day date(begin);
  switch (interval) {
    case Interval::week: return begin + days(7);
    case Interval::month: return sys_days((date.year() / date.month() + std::chrono::months(1)) / 1);
    case Interval::year: return sys_days((date.year() + std::chrono::years(1)) / std::chrono::January / 1);
    default: return begin + days(1);
  }
}

Histogram histogram(const std::vector<Bitmap>& found, Interval interval, const Snapshot& snapshot) {
  const Days tally = days_of(found, snapshot);
  Histogram histogram;
  histogram.undated = tally.undated;
  histogram.interval = interval == Interval::automatic ? Interval::day : interval;
  if (tally.dated == 0) return histogram;
  const Span all = span_of(tally, 1.0), bulk = span_of(tally, kBulk);
  if (interval == Interval::automatic) histogram.interval = finest(bulk.first, bulk.last, kUsualBuckets, Interval::day);
  histogram.interval = finest(all.first, all.last, kMaxBuckets, histogram.interval);
  histogram.imprecise = coarser_than(tally, histogram.interval);
  fill(tally, all, histogram);
  return histogram;
}

}  // namespace dispatches::search
