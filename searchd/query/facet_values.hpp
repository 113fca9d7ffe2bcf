// "UA", "Kyiv", "Q1899", "Зеленський" → the ids of the facet values that it names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/names/lexicon.hpp"
#include "indexer/text/analyzer.hpp"
#include "indexer/names/name_directory.hpp"
#include "searchd/query/request.hpp"

namespace dispatches::query {

struct NamedValues {
  std::vector<std::string> ids;                    // one where it is plain, several where it may mean each of them; none: nobody's
  std::vector<names::EntityOrdinal> candidates;    // of several: who they are (people, organisations and places)
};

// An id, a Wikidata id, a merged id, or a name in any spelling (of people also by sound): of one entity, topic, source or language. A language that ICU knows
// counts, also where the archive has no article in it. Pure but for the analyzer.
NamedValues values_named(Facet facet, std::string_view text, const names::Lexicon& lexicon, const names::NameDirectory& names, text::Analyzer& analyzer);

// REQUIRES: the facet is person, org or place.
names::EntityType type_of(Facet facet);
inline bool is_entity_facet(Facet facet) { return facet == Facet::person || facet == Facet::org || facet == Facet::place; }

}  // namespace dispatches::query
