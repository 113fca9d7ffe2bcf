#include "searchd/query/request.hpp"

#include <algorithm>

namespace dispatches::query {

std::optional<Facet> facet_named(std::string_view name) {
  const auto found = std::find(kFacetNames.begin(), kFacetNames.end(), name);
  if (found == kFacetNames.end()) return std::nullopt;
  return static_cast<Facet>(found - kFacetNames.begin());
}

std::vector<Facet> all_facets() { return {Facet::person, Facet::org, Facet::place, Facet::topic, Facet::source, Facet::language}; }

}  // namespace dispatches::query
