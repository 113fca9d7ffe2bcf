// Step one of every answer: the words understood, the filters resolved, and the exact set of articles that pass. Pages, exports, counts and
// suggestions all start from here.
#pragma once

#include <vector>

#include "searchd/query/compile.hpp"
#include "searchd/query/request.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/order.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// One element a segment in each of the three lists.
struct Found {
  Filters filters;
  query::CompiledQuery query;
  std::vector<Selection> selections;
  std::vector<Bitmap> passing;             // of the selections
  std::vector<Bitmap> whole;               // articles with all of the words, where `words=most` let in more; else empty
  std::size_t count = 0;                   // articles that pass
  Repeats repeats;                         // among them
  query::Words words = query::Words::all;  // `most` where more was let in

  std::size_t stories() const { return count - repeats.articles; }
};

// Throws BadRequest, query::TooSlow.
Found find(const query::SearchRequest& request, const Snapshot& snapshot, Handles& handles);
// The same for a question that was not typed.
Found find(query::CompiledQuery query, const query::SearchRequest& request, const Snapshot& snapshot, Handles& handles);

query::CompiledQuery understand(const query::SearchRequest& request, const Snapshot& snapshot, Handles& handles);

// Whom the filters name is marked as if the question did.
void mark_filters(const Filters& filters, const Snapshot& snapshot, query::CompiledQuery& query);

// As it is stored.
schema::StoredArticle article_at(const Place& place, Handles& handles);
// Without title, snippet and marks.
Hit hit_of(const Place& place, const Snapshot& snapshot, Handles& handles);
std::optional<Place> place_of(const std::string& id, const Snapshot& snapshot, Handles& handles);

std::size_t count(const std::vector<Bitmap>& bitmaps);
// Keeps of `passing` the articles that name the entity.
std::vector<Bitmap> naming(names::EntityOrdinal entity, std::vector<Bitmap> passing, const Snapshot& snapshot);
std::uint32_t count_naming(names::EntityOrdinal entity, const std::vector<Bitmap>& passing, const Snapshot& snapshot);

}  // namespace dispatches::search
