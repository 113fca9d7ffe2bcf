#include "searchd/search/entities.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_set>

#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"
#include "searchd/search/facet_tally.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/quotes.hpp"
#include "searchd/search/histogram.hpp"
#include "searchd/search/story_tally.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using query::Facet;

constexpr std::size_t kMostBeginnings = 100'000, kMostCompanions = 20;

// Of the articles alone: no facet's own choices are left out.
std::vector<Selection> plain(const std::vector<Bitmap>& passing) {
  std::vector<Selection> selections(passing.size());
  for (std::size_t s = 0; s < passing.size(); ++s) selections[s].passing = passing[s];
  return selections;
}

FacetValue value_of(EntityOrdinal entity, std::uint32_t count, const std::string& language, const Snapshot& snapshot) {
  FacetValue value;
  value.entity = entity;
  value.id = snapshot.lexicon.entities[entity].id;
  value.value = snapshot.lexicon.entities[entity].name(language);
  value.count = value.stories = count;
  return value;
}

std::vector<FacetValue*> pointers(std::vector<FacetValue>& values) {
  std::vector<FacetValue*> list;
  for (FacetValue& value : values) list.push_back(&value);
  return list;
}

// Of everybody where nothing was typed.
std::vector<EntityOrdinal> named(const std::string& typed, const Snapshot& snapshot, text::Analyzer& analyzer) {
  if (typed.empty()) {
    std::vector<EntityOrdinal> everybody(snapshot.lexicon.entities.size());
    std::iota(everybody.begin(), everybody.end(), EntityOrdinal{0});
    return everybody;
  }
  std::vector<EntityOrdinal> list = snapshot.names.beginning_with(text::fold(text::squeeze(typed)), kMostBeginnings);
  std::unordered_set<EntityOrdinal> known(list.begin(), list.end());
  for (const names::Candidate& candidate : snapshot.names.whom(typed, analyzer))
    if (known.insert(candidate.entity).second) list.push_back(candidate.entity);
  return list;
}

// `with`: articles that name the entity; `all`: that pass.
void add_companions(EntityOrdinal entity, const FacetTally& with, const FacetTally& all, double share, EntityView& view) {
  for (const EntityOrdinal other : with.entities.met())
    if (other != entity)
      view.together.push_back({other, with.entities[other], with.entities[other] / (share * all.entities[other])});
  std::sort(view.together.begin(), view.together.end(), [](const Companion& a, const Companion& b) {
    return a.count != b.count ? a.count > b.count : a.lift != b.lift ? a.lift > b.lift : a.entity < b.entity;
  });
  view.together.resize(std::min(view.together.size(), kMostCompanions));
}

void add_sources(const FacetTally& with, const FacetTally& all, const Snapshot& snapshot, EntityView& view) {
  std::map<std::string, SourceShare> by_id;
  for (std::size_t i = 1; i < all.sources.size(); ++i) {
    SourceShare& share = by_id[snapshot.source_ids[i]];
    share.id = snapshot.source_ids[i], share.name = snapshot.source_names[i];
    share.count += with.sources[i], share.total += all.sources[i];
  }
  for (auto& [id, share] : by_id)
    if (share.count > 0) view.sources.push_back(std::move(share));
  std::stable_sort(view.sources.begin(), view.sources.end(), [](const SourceShare& a, const SourceShare& b) { return a.count > b.count; });
}

}  // namespace

std::pair<std::optional<text::Date>, std::optional<text::Date>> days_of(EntityOrdinal entity, const std::vector<Bitmap>& passing, const Snapshot& snapshot) {
  std::optional<text::Date> first, last;
  for (std::size_t s = 0; s < passing.size(); ++s) {
    const RawColumns& columns = *snapshot.segments[s].raw;
    for (EntityLists::Reader reader = snapshot.segments[s].named.lists.of(entity); reader.next();) {
      const std::uint32_t docid = reader.docid();
      if (!passing[s].test(docid) || columns.published[docid] == kUndated) continue;
      const text::Date date{text::sys_seconds(std::chrono::seconds(columns.published[docid])), static_cast<text::Precision>(columns.precision[docid])};
      if (!first || date.start < first->start) first = date;
      if (!last || date.start > last->start) last = date;
    }
  }
  return {first, last};
}

EntityList entities(const std::string& typed, std::optional<names::EntityType> type, const query::SearchRequest& request, const Snapshot& snapshot) {
  const Snapshot::Lease handles = snapshot.lease();
  const std::vector<Bitmap> passing = find(request, snapshot, *handles).passing;
  const std::vector<Selection> selections = plain(passing);
  const FacetTally counts = tally(selections, {Facet::person}, snapshot, handles->counters);
  request.deadline.check();
  query::Paced paced(request.deadline);
  std::vector<EntityOrdinal> found;
  for (const EntityOrdinal entity : named(typed, snapshot, handles->analyzer)) {
    paced.step();
    if (counts.entities[entity] > 0 && (!type || snapshot.entity_types[entity] == *type)) found.push_back(entity);
  }
  EntityList list{static_cast<std::uint32_t>(found.size()), {}};
  const std::size_t first = std::min((request.page - 1) * request.per_page, found.size()), last = std::min(first + request.per_page, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(last), found.end(), [&](EntityOrdinal a, EntityOrdinal b) {
    if (counts.entities[a] != counts.entities[b]) return counts.entities[a] > counts.entities[b];
    const names::LexiconEntity &one = snapshot.lexicon.entities[a], &other = snapshot.lexicon.entities[b];
    const int order = one.name(request.label_lang).compare(other.name(request.label_lang));
    return order != 0 ? order < 0 : one.id.view() < other.id.view();
  });
  std::vector<FacetCounts> shown(1);
  for (std::size_t i = first; i < last; ++i) shown[0].values.push_back(value_of(found[i], counts.entities[found[i]], request.label_lang, snapshot));
  count_variants(selections, shown, snapshot);
  list.entities = std::move(shown[0].values);
  count_stories(among(passing), pointers(list.entities), snapshot);
  return list;
}

EntityView entity(EntityOrdinal entity, const query::SearchRequest& request, const Snapshot& snapshot) {
  const Snapshot::Lease handles = snapshot.lease();
  const std::vector<Bitmap> all = find(request, snapshot, *handles).passing, with = naming(entity, all, snapshot);
  const std::vector<Selection> selections = plain(with);
  const std::size_t articles = count(all), count_with = count(with);
  EntityView view;
  std::vector<FacetCounts> shown(1);
  shown[0].values.push_back(value_of(entity, static_cast<std::uint32_t>(count_with), request.label_lang, snapshot));
  count_variants(selections, shown, snapshot, snapshot.lexicon.spellings.size());
  view.value = std::move(shown[0].values.front());
  request.deadline.check();
  count_stories(among(with), {&view.value}, snapshot);
  std::tie(view.first_seen, view.last_seen) = days_of(entity, all, snapshot);
  view.histogram = histogram(with, request.interval == query::Interval::none ? query::Interval::automatic : request.interval, snapshot);
  const std::vector<Facet> counted = {Facet::person, Facet::source};
  Counters beside;
  const FacetTally tally_with = tally(selections, counted, snapshot, handles->counters), tally_all = tally(plain(all), counted, snapshot, beside);
  add_companions(entity, tally_with, tally_all, static_cast<double>(count_with) / static_cast<double>(std::max<std::size_t>(articles, 1)), view);
  add_sources(tally_with, tally_all, snapshot, view);
  view.quotes = count_quotes(entity, with, snapshot);
  return view;
}

}  // namespace dispatches::search
