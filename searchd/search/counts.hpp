// Articles by one or two of: the six facets, and the day, week, month or year of publication. As tidy rows, without a bound on values.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "searchd/query/request.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

inline constexpr std::size_t kMaxCells = 200'000;  // rows of a reply: each costs some three microseconds and a hundred bytes

// A facet or an interval: exactly one of them.
struct CountBy {
  std::optional<query::Facet> facet;
  query::Interval interval = query::Interval::none;
};

struct CountRow {
  std::vector<std::string> ids, names;     // of the facets among `by`, in that order
  std::optional<std::chrono::sys_days> from;
  std::uint32_t count = 0;                 // articles that are found and have it
  std::uint32_t stories = 0;               // of these articles
  std::uint32_t total = 0;                 // the same without words and without people, organisations and places
};

struct Counts {
  std::vector<CountRow> rows;              // by facet values, most frequent first; then by date. With a date: zeros for empty periods
  std::uint32_t undated = 0;               // found articles without a date, where one was asked for: in no row
};

// REQUIRES: one or two of `by`, at most one of them an interval. Throws BadRequest where it would be more than kMaxCells rows.
Counts counts(const std::vector<CountBy>& by, const query::SearchRequest& request, const Snapshot& snapshot);

}  // namespace dispatches::search
