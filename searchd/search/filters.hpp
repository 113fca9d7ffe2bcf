// The filters of a request: names resolved to ids, then one bitmap for all that always holds and one for each facet's `any` choices, so that
// every facet can be counted without its own.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "searchd/query/compile.hpp"
#include "searchd/query/request.hpp"
#include "searchd/search/matches.hpp"

namespace dispatches::search {

// A request whose facet values are ids.
struct Filters {
  std::array<query::FacetFilter, query::kFacets> facets;  // each id once
  std::vector<std::string> within, exclude_within;
  std::vector<std::string> author_terms, url_terms;
  std::vector<StoryOrdinal> stories;
  std::vector<std::string> lone_terms;     // of articles that are their own story, if they are
  bool asks_author = false, asks_url = false, asks_story = false;

  bool has_any_choice(query::Facet facet) const {
    const auto& filter = facets[static_cast<std::size_t>(facet)];
    return !filter.chosen.empty() && !filter.match_all;
  }
};

// Throws BadRequest (unknown_entity, ambiguous_entity, bad_missing), query::TooSlow.
Filters resolve(const query::SearchRequest& request, const Snapshot& snapshot, Handles& handles);

// Of one segment.
struct Selection {
  Bitmap passing;                                               // what is found
  std::array<std::optional<Bitmap>, query::kFacets> neighbours;  // fail only this facet's choices; absent where it has none
};

// `matches`: what the question lets in.
Selection select(Bitmap matches, const query::SearchRequest& request, const Filters& filters, const SegmentReader& reader);

}  // namespace dispatches::search
