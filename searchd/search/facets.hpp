// How the found articles spread over people, organisations, places, topics, sources and languages: exact, each facet without its own `any`
// choices, in one pass over the columns.
#pragma once

#include <vector>

#include "searchd/query/request.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// In the order of request.facet_by. `selections`: one a segment. Throws BadRequest (unknown_entity in facet_query).
std::vector<FacetCounts> facet_counts(const std::vector<Selection>& selections, const query::SearchRequest& request, const Filters& filters,
                                      const Snapshot& snapshot, Handles& handles);

// True where a word of the folded name begins so.
bool has_word_beginning(std::string_view folded_name, std::string_view begins);

}  // namespace dispatches::search
