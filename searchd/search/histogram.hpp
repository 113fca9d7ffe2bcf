// When the found articles were published: a count a day, week, month or year.
#pragma once

#include <vector>

#include "searchd/query/request.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

inline constexpr std::size_t kMaxBuckets = 400;       // a finer interval that needs more becomes a coarser one
inline constexpr std::size_t kUsualBuckets = 80;      // `auto`: the finest interval with at most so many over the bulk of the dates

// `found`: one bitmap a segment. Weeks begin on Monday. An imprecise date stands at its first day. REQUIRES: interval is not none.
Histogram histogram(const std::vector<Bitmap>& found, query::Interval interval, const Snapshot& snapshot);

// The first day of the period that the day lies in, and of the next one. REQUIRES: day, week, month or year.
std::chrono::sys_days begin_of(std::chrono::sys_days day, query::Interval interval);
std::chrono::sys_days next_period(std::chrono::sys_days begin, query::Interval interval);

}  // namespace dispatches::search
