// People, organisations and places looked up by name, and one of them in full: over the articles that pass the request's filters.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "searchd/query/request.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// A topic or word has no entity but an id (empty for words).
struct Suggestion {
  std::string kind;                        // "person", "org", "place", "topic", "word"
  names::EntityOrdinal entity = names::kNobody;
  std::string id, text;                    // text: of topics and words
  std::string matched;                     // the spelling that begins as typed
  std::uint32_t count = 0;                 // articles that pass the filters and have it; never 0
};

// Entities, then topics, then words that begin as typed. At most `most`.
std::vector<Suggestion> suggest(const std::string& typed, const query::SearchRequest& request, const Snapshot& snapshot, std::size_t most);

struct EntityList {
  std::uint32_t found = 0;
  std::vector<FacetValue> entities;        // of the page, by count, then name
};
// Entities of which a name begins as typed or is what was typed (empty: all), of one type or any; with at least one article.
EntityList entities(const std::string& typed, std::optional<names::EntityType> type, const query::SearchRequest& request, const Snapshot& snapshot);

// The first and the last day of publication among the articles that pass and name the entity.
std::pair<std::optional<text::Date>, std::optional<text::Date>> days_of(names::EntityOrdinal entity, const std::vector<Bitmap>& passing, const Snapshot& snapshot);

struct Companion {
  names::EntityOrdinal entity = names::kNobody;
  std::uint32_t count = 0;                 // articles that name both
  double lift = 0;                         // how many times more often than if they had nothing to do with each other
};
struct SourceShare {
  std::string id, name;
  std::uint32_t count = 0, total = 0;      // articles of the source that name the entity; all that pass
};
struct EntityView {
  FacetValue value;                        // with all its variants
  std::optional<text::Date> first_seen, last_seen;
  Histogram histogram;
  std::vector<Companion> together;         // most articles first
  std::vector<SourceShare> sources;        // likewise
  std::uint64_t quotes = 0;                // things the entity says in the articles that pass
};
EntityView entity(names::EntityOrdinal entity, const query::SearchRequest& request, const Snapshot& snapshot);

}  // namespace dispatches::search
