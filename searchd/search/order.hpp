// The page of hits out of all that is found: by relevance or by date.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <vector>

#include "searchd/query/compile.hpp"
#include "searchd/query/request.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/scores.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// What ranked search is asked for.
struct Ranked {
  const query::Match& match;
  const std::vector<Bitmap>& found;            // one a segment
  const std::vector<Bitmap>* whole = nullptr;  // articles with all of the words: above the others; null where all have them
  bool prefer_recent = false;                  // mildly: of what is nearly as relevant the newer first
  std::size_t first = 0, count = 10;
  const query::Likeness* likeness = nullptr;   // null: words were typed
  query::Deadline deadline = {};               // of the request
};

// What being the newest of all is worth, as a share of what a word of the question weighs on average: less than another occurrence of a rare one.
inline constexpr double kRecentShare = 0.15;

// Best first, ties by article id. Throws query::TooSlow.
std::vector<Place> by_relevance(const Ranked& asked, const Snapshot& snapshot, Handles& handles);

// newest, oldest: undated last in both, an imprecise date after the precise ones of its period. indexed: newest first. Ties by article id.
// Throws query::TooSlow.
std::vector<Place> by_date(const std::vector<Bitmap>& found, query::SortBy sort_by, std::size_t first, std::size_t count, const Snapshot& snapshot,
                           const query::Deadline& deadline = {});

// By which by_date sorts first: the smaller stands first.
std::int64_t time_key(const RawColumns& columns, std::size_t docid, query::SortBy sort_by);

}  // namespace dispatches::search
