#include "searchd/search/searcher.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "searchd/query/ranking.hpp"
#include "searchd/search/did_you_mean.hpp"
#include "searchd/search/facets.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/histogram.hpp"
#include "searchd/search/marks.hpp"
#include "searchd/search/similar.hpp"
#include "searchd/search/snippet.hpp"
#include "searchd/search/versions.hpp"

namespace dispatches::search {

namespace {

using query::CompiledQuery;
using query::SearchRequest;
using query::SortBy;

// One search, step by step.
class Search {
 public:
  Search(const Snapshot& snapshot, const SearchRequest& request, Handles& handles) : snapshot_(snapshot), request_(request), handles_(handles) {}

  SearchResult run(CompiledQuery query) {
    found_ = find(std::move(query), request_, snapshot_, handles_);
    result_.found = found_.count;
    result_.found_stories = found_.stories();
    result_.words = found_.words;
    if (!found_.whole.empty()) result_.found_with_all = found_with_all();
    result_.facets = facet_counts(found_.selections, request_, found_.filters, snapshot_, handles_);
    request_.deadline.check();
    if (request_.interval != query::Interval::none) result_.histogram = histogram(found_.passing, request_.interval, snapshot_);
    add_hits();
    add_understood();
    return std::move(result_);
  }

 private:
  std::uint64_t found_with_all() const {
    std::uint64_t found = 0;
    for (std::size_t s = 0; s < found_.whole.size(); ++s) {
      Bitmap both = found_.whole[s];
      both &= found_.passing[s];
      found += both.count();
    }
    return found;
  }

  bool asks_for_dates() const {
    return request_.from || request_.to || request_.indexed_since || request_.as_of || query::asks_for_dates(found_.query.match);
  }

  // The articles that stand for what is found: of each story the earliest, where it is grouped.
  const std::vector<Bitmap>& standing() {
    if (!request_.group_by_story || found_.repeats.articles == 0) return found_.passing;
    folded_ = found_.passing;
    fold(folded_, found_.repeats, snapshot_);
    return folded_;
  }

  std::vector<Place> page() {
    const std::size_t count = std::min(request_.per_page, query::kMaxPerPage);
    const std::size_t first = std::min((std::max<std::size_t>(request_.page, 1) - 1) * count, query::kMaxDepth);
    const bool weighted = query::has_weight(found_.query.match);
    SortBy sort_by = request_.sort_by.value_or(weighted ? SortBy::relevance : SortBy::newest);
    // Where nothing weighs, relevance has nothing to say.
    if (sort_by == SortBy::relevance && !weighted) sort_by = SortBy::newest;
    if (first >= result_.found) return {};
    const std::vector<Bitmap>& standing = this->standing();
    if (sort_by != SortBy::relevance) return by_date(standing, sort_by, first, count, snapshot_, request_.deadline);
    const query::Likeness* likeness = found_.query.likeness ? &*found_.query.likeness : nullptr;
    return by_relevance({found_.query.match, standing, found_.whole.empty() ? nullptr : &found_.whole, !likeness && !asks_for_dates(), first, count, likeness,
                         request_.deadline}, snapshot_, handles_);
  }

  void add_hits() {
    mark_filters(found_.filters, snapshot_, found_.query);
    const Marker marker(found_.query.marked);
    const Among passing = among(found_.passing);
    for (const Place& place : page()) {
      request_.deadline.check();
      Hit hit = hit_of(place, snapshot_, handles_);
      hit.story = story_of(place, hit.article.id, passing, snapshot_, handles_);
      const std::vector<Mark> marks = marker.marks(hit.article, hit.named, handles_.analyzer);
      hit.title = marked_title(hit.article, marks);
      hit.snippet = snippet(hit.article, marks, std::min(request_.snippet_words, query::kMaxSnippetWords));
      result_.hits.push_back(std::move(hit));
    }
  }

  void add_understood() {
    result_.did_you_mean = did_you_mean(request_, found_, snapshot_, handles_);
    for (query::Understood& understood : found_.query.understood)
      result_.understood.push_back({std::move(understood.text), understood.entity, std::move(understood.candidates), understood.excluded});
    result_.notes = std::move(found_.query.notes);
    if (request_.interval != query::Interval::automatic && result_.histogram && result_.histogram->interval != request_.interval)
      result_.notes.push_back(fmt::format("interval: there would be more than {} bars; coarser ones are given.", kMaxBuckets));
  }

  const Snapshot& snapshot_;
  const SearchRequest& request_;
  Handles& handles_;
  Found found_;
  std::vector<Bitmap> folded_;
  SearchResult result_;
};

}  // namespace

Searcher::Searcher(std::filesystem::path index) : index_(std::move(index)) {}

bool Searcher::refresh() {
  const auto generation = schema::current_generation(index_);
  const std::shared_ptr<const Snapshot> before = snapshot_.load();
  if (!generation) return false;
  if (before) before->bound_mapped();
  const bool same = before && generation->filename() == schema::generation_name(before->manifest.number);
  if (same && schema::withheld_stamp(index_) == before->withheld.stamp()) return false;
  snapshot_.store(Snapshot::open(index_, before.get()));
  return true;
}

std::shared_ptr<const Snapshot> Searcher::snapshot() const { return snapshot_.load(); }

SearchResult Searcher::search(const Snapshot& snapshot, const SearchRequest& request) const {
  const Snapshot::Lease handles = snapshot.lease();
  return Search(snapshot, request, *handles).run(understand(request, snapshot, *handles));
}

std::optional<SearchResult> Searcher::similar(const Snapshot& snapshot, const std::string& id, const SearchRequest& request) const {
  const Snapshot::Lease handles = snapshot.lease();
  const std::optional<Place> place = place_of(id, snapshot, *handles);
  if (!place) return std::nullopt;
  return Search(snapshot, request, *handles).run(likeness(*place, understand(request, snapshot, *handles), snapshot, *handles));
}

std::optional<ArticleView> Searcher::article(const Snapshot& snapshot, const std::string& id, const SearchRequest& request) const {
  const Snapshot::Lease handles = snapshot.lease();
  const std::optional<Place> place = place_of(id, snapshot, *handles);
  if (!place) return std::nullopt;
  CompiledQuery query = understand(request, snapshot, *handles);
  mark_filters(resolve(request, snapshot, *handles), snapshot, query);
  ArticleView view;
  view.hit = hit_of(*place, snapshot, *handles);
  view.hit.story = story_of(*place, id, snapshot, *handles);
  view.versions = versions_of(*place, view.hit.article, snapshot, *handles);
  const std::vector<Mark> marks = Marker(query.marked).marks(view.hit.article, view.hit.named, handles->analyzer);
  view.hit.title = marked_title(view.hit.article, marks);
  view.paragraphs = paragraphs(view.hit.article, view.hit.named, marks);
  return view;
}

std::optional<Comparison> Searcher::compare(const Snapshot& snapshot, const std::string& id, const std::string& other) const {
  const Snapshot::Lease handles = snapshot.lease();
  const std::optional<Place> here = place_of(id, snapshot, *handles), there = place_of(other, snapshot, *handles);
  if (!here || !there) return std::nullopt;
  return comparison(*here, *there, snapshot, *handles);
}

std::string Searcher::explain(const Snapshot& snapshot, const SearchRequest& request) const {
  const Snapshot::Lease handles = snapshot.lease();
  return query::to_string(understand(request, snapshot, *handles), snapshot.lexicon);
}

}  // namespace dispatches::search
