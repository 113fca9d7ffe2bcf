// Stories by value, beneath facets: of the values that are shown, when their articles are counted.
#pragma once

#include <vector>

#include "searchd/search/filters.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// Fills in `stories` of the values: their articles less those beyond the first of a story. Only stories with two articles or more among those that a
// facet counts are looked at. REQUIRES: `count` of each value is that of its facet's articles.
void count_stories(const std::vector<Selection>& selections, std::vector<FacetCounts>& facets, const Snapshot& snapshot);

// The same of people, organisations and places, of all articles in a set.
void count_stories(const Among& set, const std::vector<FacetValue*>& entities, const Snapshot& snapshot);

}  // namespace dispatches::search
