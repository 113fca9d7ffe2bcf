#include "searchd/search/walk.hpp"

#include <algorithm>

#include "searchd/search/snippet.hpp"
#include "searchd/search/versions.hpp"

namespace dispatches::search {

Walk::Walk(std::shared_ptr<const Snapshot> snapshot, const query::SearchRequest& request, bool snippets)
    : snapshot_(std::move(snapshot)), handles_(snapshot_->lease()), found_(find(request, *snapshot_, *handles_)), snippet_words_(request.snippet_words) {
  found_.selections.clear();
  passing_ = among(found_.passing);
  shown_ = found_.passing;
  if (request.group_by_story) fold(shown_, found_.repeats, *snapshot_);
  count_ = request.group_by_story ? found_.stories() : found_.count;
  mark_filters(found_.filters, *snapshot_, found_.query);
  if (snippets) marker_.emplace(found_.query.marked);
  sorted_ = request.sort_by && *request.sort_by != query::SortBy::relevance;
  if (sorted_) places_ = by_date(shown_, *request.sort_by, 0, count_, *snapshot_, request.deadline);
}

std::optional<Place> Walk::next_place() {
  if (sorted_) return at_ < places_.size() ? std::optional(places_[at_++]) : std::nullopt;
  for (; segment_ < shown_.size(); ++segment_, at_ = 0) {
    at_ = shown_[segment_].next(at_);
    if (at_ < shown_[segment_].bits()) return Place{segment_, static_cast<Xapian::docid>(at_++), 0};
  }
  return std::nullopt;
}

std::optional<Hit> Walk::next() {
  const std::optional<Place> place = next_place();
  if (!place) return std::nullopt;
  Hit hit = hit_of(*place, *snapshot_, *handles_);
  hit.story = story_of(*place, hit.article.id, passing_, *snapshot_, *handles_);
  const std::vector<Mark> marks = marker_ ? marker_->marks(hit.article, hit.named, handles_->analyzer) : std::vector<Mark>();
  hit.title = marked_title(hit.article, marks);
  if (marker_) hit.snippet = snippet(hit.article, marks, snippet_words_);
  return hit;
}

bool Walk::asks_for(names::EntityOrdinal entity) const {
  bool asks = false;
  for (const query::Marked& marked : found_.query.marked) {
    if (std::find(marked.entities.begin(), marked.entities.end(), entity) != marked.entities.end()) return true;
    asks |= !marked.entities.empty();
  }
  return !asks;
}

}  // namespace dispatches::search
