#include "searchd/search/found.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "indexer/schema/fields.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using names::kNobody;
using query::CompiledQuery;
using query::SearchRequest;

// API.md, section 3: `words=most`.
constexpr std::size_t kFewestWordsForMost = 4, kEnoughArticles = 20;
constexpr double kMostShare = 0.6;

void note_cut(const Verifier& verifier, CompiledQuery& query) {
  if (verifier.was_cut())
    query.notes.push_back(fmt::format("Only {} articles with these words were looked into for how they are written or for who says them; the others are left out.", query::kMaxVerified));
}

// The article that others are to be like, and its reprints.
void leave_out(const query::Likeness& likeness, const Snapshot& snapshot, std::vector<Bitmap>& matches) {
  matches[likeness.segment].clear(likeness.document);
  const StoryColumn& column = snapshot.segments[likeness.segment].stories;
  if (!column.has(likeness.document)) return;
  for (const StoryArticle& article : snapshot.stories.articles(column.of(likeness.document))) matches[article.segment].clear(article.document);
}

// What the words let in.
std::vector<Bitmap> match_words(const SearchRequest& request, const Snapshot& snapshot, Handles& handles, Found& found) {
  std::vector<Bitmap> matches;
  Verifier verifier(query::kMaxVerified, request.deadline);
  const std::size_t enough = found.query.likeness ? found.query.likeness->enough : 0;
  for (std::size_t s = 0; s < snapshot.segments.size(); ++s) {
    const SegmentReader reader(s, snapshot, handles, request.deadline, &verifier);
    matches.push_back(enough > 0 ? matching_most(found.query.match, enough, reader) : matching(found.query.match, reader));
  }
  if (found.query.likeness) {
    note_cut(verifier, found.query);
    leave_out(*found.query.likeness, snapshot, matches);
    return matches;
  }
  const auto& children = found.query.match.children;
  const auto words = static_cast<std::size_t>(std::count_if(children.begin(), children.end(), [](const query::Match& child) { return child.may_miss; }));
  if (request.words != query::Words::most || words < kFewestWordsForMost || count(matches) >= kEnoughArticles) return note_cut(verifier, found.query), matches;
  const auto minimum = static_cast<std::size_t>(std::ceil(kMostShare * static_cast<double>(words)));
  found.whole = std::exchange(matches, {});
  for (std::size_t s = 0; s < snapshot.segments.size(); ++s) matches.push_back(matching_most(found.query.match, minimum, {s, snapshot, handles, request.deadline, &verifier}));
  note_cut(verifier, found.query);
  found.words = query::Words::most;
  return matches;
}

// Those that the lexicon knows beside the stored ones, where they do not overlap.
void add_mentions(const names::Lexicon& lexicon, schema::StoredArticle& article) {
  const auto before = [](const names::LexiconAdded& added, const std::string& id) { return added.article < id; };
  auto added = std::lower_bound(lexicon.added.begin(), lexicon.added.end(), article.id, before);
  for (; added != lexicon.added.end() && added->article == article.id; ++added) {
    const auto next = std::lower_bound(article.mentions.begin(), article.mentions.end(), added->begin,
                                       [](const schema::StoredMention& mention, std::uint32_t begin) { return mention.begin < begin; });
    const bool follows = next == article.mentions.begin() || std::prev(next)->end <= added->begin;
    const bool precedes = next == article.mentions.end() || added->end <= next->begin;
    if (!follows || !precedes || added->begin >= added->end || added->end > article.text.size()) continue;
    const auto number = static_cast<std::uint32_t>(next - article.mentions.begin());
    article.mentions.insert(next, {added->begin, added->end, added->mention});
    for (schema::StoredQuote& quote : article.quotes)
      if (quote.speaker && *quote.speaker >= number) ++*quote.speaker;
  }
}

// In the order in which the index holds them.
query::Vocabulary::Together together(const std::string& term, const std::vector<EntityOrdinal>& entities, const Snapshot& snapshot, const Handles& handles) {
  query::Vocabulary::Together found;
  for (std::size_t s = 0; s < snapshot.segments.size() && found.with < query::kLookedInto; ++s) {
    const Segment& segment = snapshot.segments[s];
    for (auto at = handles.segments[s].postlist_begin(term), end = handles.segments[s].postlist_end(term); at != end && found.with < query::kLookedInto; ++at) {
      if (!segment.live.test(*at)) continue;
      const auto row = segment.named.rows.row(*at);
      ++found.with, found.naming += std::any_of(entities.begin(), entities.end(), [&](EntityOrdinal entity) { return std::binary_search(row.begin(), row.end(), entity); });
    }
  }
  return found;
}

}  // namespace

CompiledQuery understand(const SearchRequest& request, const Snapshot& snapshot, Handles& handles) {
  // An index without a segment has nothing to compile against, and nothing to find.
  if (snapshot.segments.empty()) return {};
  const query::Vocabulary vocabulary{snapshot.lexicon, snapshot.names, snapshot.archive_languages, handles.all, handles.counts, snapshot.articles_naming, request.deadline,
                                     [&](const std::string& term, const std::vector<EntityOrdinal>& entities) { return together(term, entities, snapshot, handles); }};
  SearchRequest clean = request;
  clean.q = text::clean(request.q);
  return query::compile(clean, vocabulary, handles.analyzer);
}

void mark_filters(const Filters& filters, const Snapshot& snapshot, CompiledQuery& query) {
  for (const query::Facet facet : {query::Facet::person, query::Facet::org, query::Facet::place})
    for (const std::string& id : filters.facets[static_cast<std::size_t>(facet)].chosen)
      query.marked.emplace_back().entities = {snapshot.lexicon.entity_named(id)};
}

schema::StoredArticle article_at(const Place& place, Handles& handles) {
  const auto is_it = [&](const ReadArticle& one) { return one.segment == place.segment && one.document == place.document; };
  if (const auto read = std::find_if(handles.read.begin(), handles.read.end(), is_it); read != handles.read.end()) {
    schema::StoredArticle article = std::move(read->article);
    handles.read.erase(read);
    return article;
  }
  return schema::decode(handles.segments[place.segment].get_document(place.document, Xapian::DOC_ASSUME_VALID).get_data());
}

Hit hit_of(const Place& place, const Snapshot& snapshot, Handles& handles) {
  Hit hit;
  hit.score = place.score;
  hit.article = article_at(place, handles);
  const std::uint32_t source = snapshot.segments[place.segment].raw->source[place.document];
  hit.source_id = snapshot.source_ids[source];
  hit.source_name = snapshot.source_names[source];
  add_mentions(snapshot.lexicon, hit.article);
  for (const schema::StoredMention& mention : hit.article.mentions) {
    const EntityOrdinal entity = snapshot.lexicon.entity_of(mention.mention, hit.article.id);
    hit.named.push_back(entity);
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

Found find(CompiledQuery query, const SearchRequest& request, const Snapshot& snapshot, Handles& handles) {
  Found found;
  found.filters = resolve(request, snapshot, handles);
  found.query = std::move(query);
  std::vector<Bitmap> matches = match_words(request, snapshot, handles, found);
  for (std::size_t s = 0; s < snapshot.segments.size(); ++s) {
    found.selections.push_back(select(std::move(matches[s]), request, found.filters, {s, snapshot, handles, request.deadline}));
    found.passing.push_back(found.selections[s].passing);
  }
  found.count = count(found.passing);
  found.repeats = repeats(among(found.passing), snapshot);
  return found;
}

Found find(const SearchRequest& request, const Snapshot& snapshot, Handles& handles) {
  return find(understand(request, snapshot, handles), request, snapshot, handles);
}

std::size_t count(const std::vector<Bitmap>& bitmaps) {
  std::size_t articles = 0;
  for (const Bitmap& bits : bitmaps) articles += bits.count();
  return articles;
}

std::vector<Bitmap> naming(EntityOrdinal entity, std::vector<Bitmap> passing, const Snapshot& snapshot) {
  for (std::size_t s = 0; s < passing.size(); ++s) passing[s] &= with_entity(entity, snapshot.segments[s]);
  return passing;
}

std::uint32_t count_naming(EntityOrdinal entity, const std::vector<Bitmap>& passing, const Snapshot& snapshot) {
  std::uint32_t articles = 0;
  for (std::size_t s = 0; s < passing.size(); ++s)
    for (EntityLists::Reader reader = snapshot.segments[s].named.lists.of(entity); reader.next();) articles += passing[s].test(reader.docid());
  return articles;
}

}  // namespace dispatches::search
