// The counting beneath facets: articles by value, in one pass; then by surface spelling, for the values that are shown.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "searchd/query/request.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// Articles by value: entity, topic, source (as stated) and language, by ordinal; and those without any value. An entity has one type, so people,
// organisations and places share a row and yet each is counted over its own articles.
struct FacetTally {
  std::vector<std::uint32_t> entities, topics, sources, languages;
  std::vector<names::EntityOrdinal> named;  // entities that some article counted names, each once, in no order: few of all there are
  std::array<std::uint32_t, query::kFacets> without{};
};

FacetTally tally(const std::vector<Selection>& selections, const std::vector<query::Facet>& facets, const Snapshot& snapshot);

// Fills in `variants` of the values with an entity: articles, among those that the facet counts, by surface spelling; the `most` frequent.
void count_variants(const std::vector<Selection>& selections, std::vector<FacetCounts>& facets, const Snapshot& snapshot,
                    std::size_t most = kShownVariants);

}  // namespace dispatches::search
