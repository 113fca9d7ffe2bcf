// A list of names against the archive: whom each means, and what the articles that pass the request's filters say of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "searchd/query/request.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

inline constexpr std::size_t kMaxNames = 1000;
inline constexpr std::size_t kMaxNameCharacters = 256;

struct NameFound {
  names::EntityOrdinal entity = names::kNobody;     // the one that is meant
  std::vector<names::EntityOrdinal> candidates;     // whom it may mean, or else; most articles first
  FacetValue value;                                 // of the entity: count and variants
  std::optional<text::Date> first, last;            // published
};

// One for each of `names`, in order: an id, a Wikidata id, or a name in any spelling, by sound where nobody is called so. REQUIRES: at most
// kMaxNames of at most kMaxNameCharacters.
std::vector<NameFound> find_names(const std::vector<std::string>& names, const query::SearchRequest& request, const Snapshot& snapshot);

}  // namespace dispatches::search
