// Who writes which spelling, and when: over the articles that pass the request's filters.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "searchd/query/request.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

struct SpellingRow {
  std::string source_id, source_name;      // empty unless by source
  std::optional<std::chrono::sys_days> from;  // where an interval was asked for
  names::SpellingId spelling = 0;
  std::uint32_t count = 0;                 // articles that write the entity so
};

struct SpellingTable {
  query::Interval interval = query::Interval::none;
  std::vector<SpellingRow> rows;           // by source, the one with the most articles first; then by date; then the most frequent first
  std::uint32_t undated = 0;               // articles without a date, where an interval was asked for: in no row
};

// Of one entity. `by_source`: articles that state no source are in no row. request.interval: `automatic` as the histogram would choose.
// Throws BadRequest where it would be more than kMaxCells rows.
SpellingTable spellings(names::EntityOrdinal entity, bool by_source, const query::SearchRequest& request, const Snapshot& snapshot);

// An entity that is written in more than one way.
struct Spread {
  FacetValue value;                        // with all its variants
  std::uint32_t ways = 1;                  // that disagree: a short form, a case form and another script are no other way
  std::uint32_t outside = 0;               // uses of other ways than the usual one
};

struct SpreadList {
  std::uint32_t found = 0;
  std::vector<Spread> entities;            // of the page: most ways first, then most uses outside the usual way
};

// Every entity with at least two spellings among the articles that pass.
SpreadList spread(const query::SearchRequest& request, const Snapshot& snapshot);

}  // namespace dispatches::search
