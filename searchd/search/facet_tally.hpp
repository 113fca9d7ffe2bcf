// The counting beneath facets: articles by value, in one pass; then by surface spelling, for the values that are shown.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "searchd/query/request.hpp"
#include "searchd/search/counters.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// Articles by value: entity, topic, source (as stated) and language, by ordinal; and those without any value. An entity has one type, so people,
// organisations and places share a row and yet each is counted over its own articles.
struct FacetTally {
  const Counters& entities;                // those the tally was lent
  std::vector<std::uint32_t> topics, sources, languages;
  std::array<std::uint32_t, query::kFacets> without{};
};

// `counters` are cleared first, and hold the tally's entities until they are used again.
FacetTally tally(const std::vector<Selection>& selections, const std::vector<query::Facet>& facets, const Snapshot& snapshot, Counters& counters);

// Fills in `variants` of the values with an entity: articles, among those that the facet counts, by surface spelling; the `most` frequent.
void count_variants(const std::vector<Selection>& selections, std::vector<FacetCounts>& facets, const Snapshot& snapshot,
                    std::size_t most = kShownVariants);

}  // namespace dispatches::search
