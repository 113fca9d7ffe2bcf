// The page of hits out of all that is found: by relevance through Xapian, by date through the columns.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <vector>

#include "searchd/query/compile.hpp"
#include "searchd/query/request.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// Where an article stands in a snapshot, and its score.
struct Place {
  std::uint32_t segment = 0;
  Xapian::docid document = 0;  // in the segment
  double score = 0;
};

// What ranked search is asked for.
struct Ranked {
  const query::Match& match;
  const std::vector<Bitmap>& found;            // one a segment
  const std::vector<Bitmap>* whole = nullptr;  // articles with all of the words: above the others; null where all have them
  bool restricted = false;                     // `found` is less than `match` lets in (filters, tombstones)
  bool prefer_recent = false;                  // mildly: of what is nearly as relevant the newer first
  std::size_t folded = 0;                      // articles that `found` lacks beside: they stand behind another of their story
  std::size_t first = 0, count = 10;
  const query::Likeness* likeness = nullptr;   // null: words were typed
  query::Deadline deadline = {};               // of the request
};

// What being the newest of all is worth, as a share of what a word of the question weighs on average: less than another occurrence of a rare one.
inline constexpr double kRecentShare = 0.15;

// Best first. Equal scores stand in order of docid: the same from page to page of one generation. (To sort ties by article id, Xapian
// would have to see all of them: no early end.) Throws query::TooSlow.
std::vector<Place> by_relevance(const Ranked& asked, const Snapshot& snapshot, Handles& handles);

// newest, oldest: undated last in both, an imprecise date after the precise ones of its period. indexed: newest first. Ties by article id.
// Throws query::TooSlow.
std::vector<Place> by_date(const std::vector<Bitmap>& found, query::SortBy sort_by, std::size_t first, std::size_t count, const Snapshot& snapshot,
                           const query::Deadline& deadline = {});

// By which by_date sorts first: the smaller stands first.
std::int64_t time_key(const RawColumns& columns, std::size_t docid, query::SortBy sort_by);

}  // namespace dispatches::search
