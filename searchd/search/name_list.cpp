#include "searchd/search/name_list.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "indexer/text/utf8.hpp"
#include "searchd/query/name_reader.hpp"
#include "searchd/search/entities.hpp"
#include "searchd/search/facet_tally.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/story_tally.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using names::kNobody;

NameFound whom(const std::string& typed, const Snapshot& snapshot, text::Analyzer& analyzer) {
  NameFound found;
  const std::string name = text::squeeze(text::clean(typed));
  found.entity = snapshot.lexicon.entity_named(name);
  if (found.entity != kNobody) return found;
  const std::vector<names::Candidate> candidates = snapshot.names.whom(name, analyzer);
  if (names::means_first(candidates)) found.entity = candidates.front().entity;
  for (const names::Candidate& candidate : candidates)
    if (candidate.entity != found.entity) found.candidates.push_back(candidate.entity);
  found.candidates = query::offered(std::move(found.candidates), snapshot.articles_naming);
  return found;
}

}  // namespace

std::vector<NameFound> find_names(const std::vector<std::string>& names, const query::SearchRequest& request, const Snapshot& snapshot) {
  const Snapshot::Lease handles = snapshot.lease();
  Found passing = find(request, snapshot, *handles);
  // Here a chosen person is no facet that shows its neighbours: spellings are those of the articles that pass.
  for (Selection& selection : passing.selections) selection.neighbours = {};
  std::vector<NameFound> list;
  std::unordered_map<EntityOrdinal, std::size_t> first_of;  // in `shown`
  std::vector<FacetCounts> shown(1);
  for (const std::string& name : names) {
    request.deadline.check();
    const NameFound& found = list.emplace_back(whom(name, snapshot, handles->analyzer));
    if (found.entity == kNobody || !first_of.emplace(found.entity, shown[0].values.size()).second) continue;
    FacetValue& value = shown[0].values.emplace_back();
    value.entity = found.entity;
    value.count = value.stories = count_naming(found.entity, passing.passing, snapshot);
  }
  count_variants(passing.selections, shown, snapshot);
  std::vector<FacetValue*> values;
  for (FacetValue& value : shown[0].values) values.push_back(&value);
  count_stories(among(passing.passing), values, snapshot);
  for (NameFound& found : list) {
    if (found.entity == kNobody) continue;
    request.deadline.check();
    found.value = shown[0].values[first_of.at(found.entity)];
    std::tie(found.first, found.last) = days_of(found.entity, passing.passing, snapshot);
  }
  return list;
}

}  // namespace dispatches::search
