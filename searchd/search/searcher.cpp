#include "searchd/search/searcher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "indexer/schema/fields.hpp"
#include "indexer/text/utf8.hpp"
#include "searchd/query/ranking.hpp"
#include "searchd/search/facets.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/histogram.hpp"
#include "searchd/search/marks.hpp"
#include "searchd/search/order.hpp"
#include "searchd/search/snippet.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using names::kNobody;
using query::CompiledQuery;
using query::SearchRequest;
using query::SortBy;

// API.md, section 3: `words=most`.
constexpr std::size_t kFewestWordsForMost = 4, kEnoughArticles = 20;
constexpr double kMostShare = 0.6;

CompiledQuery compile(const SearchRequest& request, const Snapshot& snapshot, Handles& handles) {
  // An index without a segment has nothing to compile against, and nothing to find.
  if (snapshot.segments.empty()) return {};
  const query::Vocabulary vocabulary{snapshot.lexicon, *snapshot.names, snapshot.archive_languages, handles.all};
  SearchRequest clean = request;
  clean.q = text::clean(request.q);
  return query::compile(clean, vocabulary, handles.analyzer);
}

// Whom the filters name is marked as if the question did.
void mark_filters(const Filters& filters, const Snapshot& snapshot, CompiledQuery& query) {
  for (const query::Facet facet : {query::Facet::person, query::Facet::org, query::Facet::place})
    for (const std::string& id : filters.facets[static_cast<std::size_t>(facet)].chosen)
      query.marked.emplace_back().mentions = snapshot.names->mentions_of(snapshot.lexicon.entity_named(id));
}

Hit hit_of(const Place& place, const Snapshot& snapshot, Handles& handles) {
  Hit hit;
  hit.score = place.score;
  hit.article = schema::decode(handles.segments[place.segment].get_document(place.document, Xapian::DOC_ASSUME_VALID).get_data());
  const std::uint32_t source = snapshot.segments[place.segment].raw->source[place.document];
  hit.source_id = snapshot.source_ids[source];
  hit.source_name = snapshot.source_names[source];
  for (const schema::StoredMention& mention : hit.article.mentions) {
    const EntityOrdinal entity = snapshot.lexicon.entity_of(mention.mention);
    if (entity == kNobody) continue;
    const auto known = std::find_if(hit.entities.begin(), hit.entities.end(), [&](const HitEntity& other) { return other.entity == entity; });
    if (known == hit.entities.end()) hit.entities.push_back({entity, 1});
    else ++known->mentions;
  }
  std::stable_sort(hit.entities.begin(), hit.entities.end(), [](const HitEntity& a, const HitEntity& b) { return a.mentions > b.mentions; });
  return hit;
}

std::optional<Place> place_of(const std::string& id, const Snapshot& snapshot, Handles& handles) {
  const std::string term = schema::make_term(schema::Term::id, id);
  for (std::uint32_t s = 0; s < snapshot.segments.size(); ++s) {
    const Xapian::Database& database = handles.segments[s];
    for (auto posting = database.postlist_begin(term), end = database.postlist_end(term); posting != end; ++posting)
      if (snapshot.segments[s].live.test(*posting)) return Place{s, *posting, 0};
  }
  return std::nullopt;
}

// One search, step by step.
class Search {
 public:
  Search(const Snapshot& snapshot, const SearchRequest& request, Handles& handles) : snapshot_(snapshot), request_(request), handles_(handles) {}

  SearchResult run() {
    filters_ = resolve(request_, snapshot_, handles_.all, handles_.analyzer);
    query_ = compile(request_, snapshot_, handles_);
    match_words();
    match_most_words();
    apply_filters();
    result_.facets = facet_counts(selections_, request_, filters_, snapshot_, handles_.analyzer);
    if (request_.interval != query::Interval::none) result_.histogram = histogram(found_, request_.interval, snapshot_);
    add_hits();
    add_understood();
    return std::move(result_);
  }

 private:
  SegmentReader reader(std::size_t segment) const { return {snapshot_, snapshot_.segments[segment], handles_.segments[segment]}; }

  void match_words() {
    for (std::size_t s = 0; s < snapshot_.segments.size(); ++s) matches_.push_back(matching(query_.match, reader(s)));
  }

  static std::size_t count(const std::vector<Bitmap>& bitmaps) {
    std::size_t articles = 0;
    for (const Bitmap& bits : bitmaps) articles += bits.count();
    return articles;
  }

  void match_most_words() {
    const auto& children = query_.match.children;
    const auto words = static_cast<std::size_t>(std::count_if(children.begin(), children.end(), [](const query::Match& child) { return child.may_miss; }));
    if (request_.words != query::Words::most || words < kFewestWordsForMost || count(matches_) >= kEnoughArticles) return;
    const auto minimum = static_cast<std::size_t>(std::ceil(kMostShare * static_cast<double>(words)));
    whole_ = std::move(matches_);
    matches_.clear();
    for (std::size_t s = 0; s < snapshot_.segments.size(); ++s) matches_.push_back(matching_most(query_.match, minimum, reader(s)));
    result_.words = query::Words::most;
  }

  void apply_filters() {
    for (std::size_t s = 0; s < snapshot_.segments.size(); ++s) {
      selections_.push_back(select(std::move(matches_[s]), request_, filters_, reader(s)));
      found_.push_back(selections_[s].passing);
    }
    // Each article is its own story until documents carry fingerprints.
    result_.found = result_.found_stories = count(found_);
  }

  bool has_tombstones() const {
    return std::any_of(snapshot_.segments.begin(), snapshot_.segments.end(), [](const Segment& segment) { return segment.live.count() + 1 < segment.size; });
  }

  std::vector<Place> page() {
    const std::size_t count = std::min(request_.per_page, query::kMaxPerPage);
    const std::size_t first = std::min((std::max<std::size_t>(request_.page, 1) - 1) * count, query::kMaxDepth);
    const bool weighted = query::has_weight(query_.match);
    SortBy sort_by = request_.sort_by.value_or(weighted ? SortBy::relevance : SortBy::newest);
    // Where nothing weighs, relevance has nothing to say.
    if (sort_by == SortBy::relevance && !weighted) sort_by = SortBy::newest;
    if (first >= result_.found) return {};
    if (sort_by != SortBy::relevance) return by_date(found_, sort_by, first, count, snapshot_);
    const bool restricted = restricts(request_, filters_) || has_tombstones() || !whole_.empty();
    return by_relevance({query_.match, found_, whole_.empty() ? nullptr : &whole_, restricted, first, count}, snapshot_, handles_.all);
  }

  void add_hits() {
    mark_filters(filters_, snapshot_, query_);
    const Marker marker(query_.marked);
    for (const Place& place : page()) {
      Hit hit = hit_of(place, snapshot_, handles_);
      const std::vector<Mark> marks = marker.marks(hit.article, handles_.analyzer);
      hit.title = marked_title(hit.article, marks);
      hit.snippet = snippet(hit.article, marks, std::min(request_.snippet_words, query::kMaxSnippetWords));
      result_.hits.push_back(std::move(hit));
    }
  }

  void add_understood() {
    for (query::Understood& understood : query_.understood)
      result_.understood.push_back({std::move(understood.text), understood.entity, std::move(understood.candidates)});
    result_.notes = std::move(query_.notes);
  }

  const Snapshot& snapshot_;
  const SearchRequest& request_;
  Handles& handles_;
  Filters filters_;
  CompiledQuery query_;
  std::vector<Bitmap> matches_, whole_, found_;
  std::vector<Selection> selections_;
  SearchResult result_;
};

}  // namespace

Searcher::Searcher(std::filesystem::path index) : index_(std::move(index)) {}

bool Searcher::refresh() {
  const auto generation = schema::current_generation(index_);
  const std::shared_ptr<const Snapshot> before = snapshot_.load();
  if (!generation || (before && generation->filename() == schema::generation_name(before->manifest.number))) return false;
  snapshot_.store(Snapshot::open(index_, before.get()));
  return true;
}

std::shared_ptr<const Snapshot> Searcher::snapshot() const { return snapshot_.load(); }

SearchResult Searcher::search(const Snapshot& snapshot, const SearchRequest& request) const {
  const Snapshot::Lease handles = snapshot.lease();
  return Search(snapshot, request, *handles).run();
}

std::optional<ArticleView> Searcher::article(const Snapshot& snapshot, const std::string& id, const SearchRequest& request) const {
  const Snapshot::Lease handles = snapshot.lease();
  const std::optional<Place> place = place_of(id, snapshot, *handles);
  if (!place) return std::nullopt;
  CompiledQuery query = compile(request, snapshot, *handles);
  mark_filters(resolve(request, snapshot, handles->all, handles->analyzer), snapshot, query);
  ArticleView view;
  view.hit = hit_of(*place, snapshot, *handles);
  const std::vector<Mark> marks = Marker(query.marked).marks(view.hit.article, handles->analyzer);
  view.hit.title = marked_title(view.hit.article, marks);
  view.paragraphs = paragraphs(view.hit.article, marks, snapshot.lexicon);
  return view;
}

std::string Searcher::explain(const Snapshot& snapshot, const SearchRequest& request) const {
  const Snapshot::Lease handles = snapshot.lease();
  return query::to_string(compile(request, snapshot, *handles), snapshot.lexicon);
}

}  // namespace dispatches::search
