#include "searchd/search/filters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "indexer/schema/fields.hpp"
#include "indexer/text/address.hpp"
#include "searchd/query/facet_values.hpp"
#include "searchd/query/name_reader.hpp"
#include "searchd/query/word_terms.hpp"
#include "searchd/search/searcher.hpp"

namespace dispatches::search {

namespace {

using query::Facet;
using query::kFacets;

class Resolver {
 public:
  Resolver(const query::Deadline& deadline, const Snapshot& snapshot, text::Analyzer& analyzer) : deadline_(deadline), snapshot_(snapshot), analyzer_(analyzer) {}

  std::vector<std::string> ids(Facet facet, const std::vector<std::string>& named, const std::string& parameter) {
    std::vector<std::string> ids;
    for (const std::string& name : named) {
      std::string id = one(facet, name, parameter);
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
    }
    return ids;
  }

 private:
  std::string one(Facet facet, const std::string& name, const std::string& parameter) {
    deadline_.check();
    query::NamedValues found = query::values_named(facet, name, snapshot_.lexicon, snapshot_.names, analyzer_);
    if (found.ids.size() == 1) return std::move(found.ids.front());
    // An index whose lexicon does not know a source or topic that its articles state still has it as a value.
    if (found.ids.empty() && is_stated(facet, name)) return name;
    if (found.ids.empty()) throw BadRequest{"unknown_entity", fmt::format("{}: nothing is called '{}'", parameter, name), parameter, {}};
    throw BadRequest{"ambiguous_entity", fmt::format("{}: '{}' may mean {} different ones; give an id", parameter, name, found.ids.size()), parameter,
                     query::offered(std::move(found.candidates), snapshot_.articles_naming)};
  }

  bool is_stated(Facet facet, const std::string& name) const {
    const auto among = [&](const std::vector<std::string>& list) { return !name.empty() && std::find(list.begin(), list.end(), name) != list.end(); };
    return (facet == Facet::source && among(snapshot_.source_ids)) || (facet == Facet::topic && among(snapshot_.topics)) ||
           (facet == Facet::language && among(snapshot_.languages));
  }

  const query::Deadline& deadline_;
  const Snapshot& snapshot_;
  text::Analyzer& analyzer_;
};

std::vector<std::string> author_terms(const query::SearchRequest& request, const Snapshot& snapshot, Handles& handles) {
  std::vector<std::string> terms;
  const std::vector<std::string>& authors = request.authors;
  if (authors.empty() || snapshot.segments.empty()) return terms;
  const query::Vocabulary vocabulary{snapshot.lexicon, snapshot.names, snapshot.archive_languages, handles.all, handles.counts, snapshot.articles_naming, request.deadline, {}};
  const query::WordTerms words(query::Spelling::folded, vocabulary, handles.analyzer);
  for (const std::string& author : authors) {
    const std::vector<std::string> typed = names::folded_words(author, handles.analyzer);
    if (typed.empty()) continue;
    for (std::string& term : words.author(typed).terms) terms.push_back(std::move(term));
  }
  return terms;
}

// As the index keeps addresses; one without its scheme is understood too.
std::string canonical_address(const std::string& address) {
  const std::string canonical = text::canonical_url(address);
  return canonical.empty() ? text::canonical_url("https://" + address) : canonical;
}

void check_missing(const std::vector<std::string>& missing) {
  for (const std::string& field : missing)
    if (!query::facet_named(field) && field != "published" && field != "author")
      throw BadRequest{"bad_missing", fmt::format("missing: '{}' is none of person, org, place, topic, source, lang, published, author", field), "missing", {}};
}

Bitmap undated(const SegmentReader& reader) {
  Bitmap found(reader.segment.size);
  for (std::size_t docid = 1; docid < reader.segment.size; ++docid)
    if (reader.segment.raw->published[docid] == kUndated) found.set(docid);
  return found;
}

Bitmap with_author(const SegmentReader& reader) {
  const std::string kind(schema::prefix_of(schema::Term::author));
  std::vector<std::string> terms;
  query::Paced paced(reader.deadline);
  for (auto term = reader.database.allterms_begin(kind), end = reader.database.allterms_end(kind); term != end; ++term, paced.step()) terms.push_back(*term);
  return with_terms(terms, reader);
}

// An article that the table of stories does not list is its own.
Bitmap in_stories(const Filters& filters, const SegmentReader& reader) {
  Bitmap found = with_terms(filters.lone_terms, reader);
  const StoryColumn& column = reader.segment.stories;
  if (!column.empty()) found.subtract(column.listed());
  for (const StoryOrdinal story : filters.stories)
    for (const StoryArticle& article : reader.snapshot.stories.articles(story))
      if (&reader.snapshot.segments[article.segment] == &reader.segment) found.set(article.document);
  return found;
}

void leave_only_missing(const std::string& field, const SegmentReader& reader, Bitmap& kept) {
  if (field == "published") kept &= undated(reader);
  else if (field == "author") kept.subtract(with_author(reader));
  else kept.subtract(reader.segment.has[static_cast<std::size_t>(*query::facet_named(field))]);
}

void leave_only_indexed(std::chrono::sys_seconds since, std::chrono::sys_seconds until, const SegmentReader& reader, Bitmap& kept) {
  const std::int64_t first = since.time_since_epoch().count(), last = until.time_since_epoch().count();
  kept.each([&](std::size_t docid) {
    if (const std::int64_t time = reader.segment.raw->indexed[docid]; time < first || time > last) kept.clear(docid);
  });
}

void leave_only_within(const std::vector<std::string>& places, bool all, const SegmentReader& reader, Bitmap& kept) {
  if (!all) kept &= with_values(Facet::place, places, true, reader);
  else for (const std::string& place : places) kept &= with_values(Facet::place, {place}, true, reader);
}

// All that holds for every count: not the `any` choices.
void apply_fixed(const query::SearchRequest& request, const Filters& filters, const SegmentReader& reader, Bitmap& kept) {
  for (std::size_t f = 0; f < kFacets; ++f) {
    const query::FacetFilter& filter = filters.facets[f];
    if (filter.match_all)
      for (const std::string& id : filter.chosen) kept &= with_values(static_cast<Facet>(f), {id}, false, reader);
    if (!filter.excluded.empty()) kept.subtract(with_values(static_cast<Facet>(f), filter.excluded, false, reader));
  }
  if (!filters.within.empty()) leave_only_within(filters.within, request.within_match_all, reader, kept);
  if (!filters.exclude_within.empty()) kept.subtract(with_values(Facet::place, filters.exclude_within, true, reader));
  if (request.from || request.to) kept &= with_dates(request.from, request.to, reader);
  if (request.indexed_since || request.as_of)
    leave_only_indexed(request.indexed_since.value_or(std::chrono::sys_seconds::min()), request.as_of.value_or(std::chrono::sys_seconds::max()), reader, kept);
  if (request.without_old_stock) kept.subtract(with_terms({schema::make_term(schema::Term::old_stock, {})}, reader));
  if (filters.asks_author) kept &= with_terms(filters.author_terms, reader);
  if (filters.asks_url) kept &= with_terms(filters.url_terms, reader);
  if (filters.asks_story) kept &= in_stories(filters, reader);
  for (const std::string& field : request.missing) leave_only_missing(field, reader, kept);
}

}  // namespace

Filters resolve(const query::SearchRequest& request, const Snapshot& snapshot, Handles& handles) {
  Filters filters;
  Resolver resolver(request.deadline, snapshot, handles.analyzer);
  for (std::size_t f = 0; f < kFacets; ++f) {
    const std::string name(query::kFacetNames[f]);
    filters.facets[f].match_all = request.filters[f].match_all;
    filters.facets[f].chosen = resolver.ids(static_cast<Facet>(f), request.filters[f].chosen, name);
    filters.facets[f].excluded = resolver.ids(static_cast<Facet>(f), request.filters[f].excluded, "exclude." + name);
  }
  filters.within = resolver.ids(Facet::place, request.within, "within");
  filters.exclude_within = resolver.ids(Facet::place, request.exclude_within, "exclude.within");
  check_missing(request.missing);
  filters.asks_author = !request.authors.empty();
  filters.asks_url = !request.urls.empty();
  filters.author_terms = author_terms(request, snapshot, handles);
  for (const std::string& url : request.urls) filters.url_terms.push_back(schema::make_term(schema::Term::url, canonical_address(url)));
  filters.asks_story = !request.stories.empty();
  for (const std::string& story : request.stories) {
    if (const auto listed = snapshot.stories.named(story)) filters.stories.push_back(*listed);
    else filters.lone_terms.push_back(schema::make_term(schema::Term::id, story));
  }
  return filters;
}

Selection select(Bitmap matches, const query::SearchRequest& request, const Filters& filters, const SegmentReader& reader) {
  apply_fixed(request, filters, reader, matches);
  std::array<std::optional<Bitmap>, kFacets> chosen;
  for (std::size_t f = 0; f < kFacets; ++f)
    if (filters.has_any_choice(static_cast<Facet>(f))) chosen[f] = with_values(static_cast<Facet>(f), filters.facets[f].chosen, false, reader);
  Selection selection;
  selection.passing = matches;
  for (std::size_t f = 0; f < kFacets; ++f) {
    if (!chosen[f]) continue;
    selection.passing &= *chosen[f];
    Bitmap only = matches;
    only.subtract(*chosen[f]);
    for (std::size_t g = 0; g < kFacets; ++g)
      if (g != f && chosen[g]) only &= *chosen[g];
    selection.neighbours[f] = std::move(only);
  }
  return selection;
}

}  // namespace dispatches::search
