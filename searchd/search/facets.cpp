#include "searchd/search/facets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_set>

#include "indexer/text/fold.hpp"
#include "indexer/text/language.hpp"
#include "searchd/query/facet_values.hpp"
#include "searchd/query/name_reader.hpp"
#include "searchd/search/facet_tally.hpp"
#include "searchd/search/most_frequent.hpp"
#include "searchd/search/searcher.hpp"
#include "searchd/search/story_tally.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using query::Facet;

constexpr std::size_t kMaxBeginnings = 100'000;  // entities of which a name may begin as typed

class FacetList {
 public:
  FacetList(Facet facet, const query::SearchRequest& request, const Filters& filters, const Snapshot& snapshot, text::Analyzer& analyzer)
      : facet_(facet), request_(request), filter_(filters.facets[static_cast<std::size_t>(facet)]), snapshot_(snapshot), analyzer_(analyzer) {}

  // `entities`: those of the facet's type, where it has one.
  FacetCounts run(const FacetTally& tally, MostFrequent& entities) {
    FacetCounts counts;
    counts.facet = facet_;
    counts.without = tally.without[static_cast<std::size_t>(facet_)];
    std::vector<Candidate> candidates = query::is_entity_facet(facet_) ? entities.kept() : all_of(tally);
    counts.distinct = query::is_entity_facet(facet_) ? entities.shown() : static_cast<std::uint32_t>(candidates.size());
    if (is_narrowed(facet_, request_)) {
      narrow(candidates);
      counts.distinct = static_cast<std::uint32_t>(candidates.size());
    }
    add_asked(shown(candidates), tally, counts.values);
    return counts;
  }

  static bool is_narrowed(Facet facet, const query::SearchRequest& request) {
    return std::any_of(request.facet_queries.begin(), request.facet_queries.end(), [&](const query::FacetQuery& asked) { return asked.facet == facet; });
  }

 private:
  std::vector<Candidate> all_of(const FacetTally& tally) const {
    if (facet_ == Facet::source) return sources(tally.sources);
    std::vector<Candidate> found;
    const std::vector<std::uint32_t>& counts = facet_ == Facet::topic ? tally.topics : tally.languages;
    for (std::uint32_t i = 1; i < counts.size(); ++i)
      if (counts[i] > 0) found.push_back({counts[i], i});
    return found;
  }

  // Several ways to state a source may share an id; an article states one.
  std::vector<Candidate> sources(const std::vector<std::uint32_t>& counts) const {
    std::vector<std::uint32_t> by_first(counts.size());
    for (std::uint32_t i = 1; i < counts.size(); ++i) by_first[snapshot_.source_firsts[i]] += counts[i];
    std::vector<Candidate> found;
    for (std::uint32_t i = 1; i < counts.size(); ++i)
      if (by_first[i] > 0) found.push_back({by_first[i], i});
    return found;
  }

  // To what facet_query asks for.
  void narrow(std::vector<Candidate>& candidates) {
    for (const query::FacetQuery& asked : request_.facet_queries) {
      if (asked.facet != facet_) continue;
      if (!asked.within.empty()) narrow_to_place(asked.within, candidates);
      else if (query::is_entity_facet(facet_)) narrow_to_named(text::fold(asked.begins), candidates);
      else narrow_to_labelled(text::fold(asked.begins), candidates);
    }
  }

  void narrow_to_named(const std::string& begins, std::vector<Candidate>& candidates) const {
    const std::vector<EntityOrdinal> named = snapshot_.names.beginning_with(begins, kMaxBeginnings);
    const std::unordered_set<EntityOrdinal> wanted(named.begin(), named.end());
    std::erase_if(candidates, [&](const Candidate& candidate) { return !wanted.contains(candidate.ordinal); });
  }

  void narrow_to_labelled(const std::string& begins, std::vector<Candidate>& candidates) {
    std::erase_if(candidates, [&](const Candidate& candidate) {
      const std::string_view id = id_of(candidate.ordinal);
      return !has_word_beginning(text::fold(label_of(id, candidate.ordinal)), begins) && !id.starts_with(begins);
    });
  }

  void narrow_to_place(const std::string& name, std::vector<Candidate>& candidates) {
    const query::NamedValues named = query::values_named(Facet::place, name, snapshot_.lexicon, snapshot_.names, analyzer_);
    if (named.ids.size() != 1)
      throw BadRequest{named.ids.empty() ? "unknown_entity" : "ambiguous_entity", fmt::format("facet_query: '{}' does not name one place", name), "facet_query",
                       query::offered(named.candidates, snapshot_.articles_naming)};
    const EntityOrdinal in = snapshot_.lexicon.entity_named(named.ids.front());
    std::erase_if(candidates, [&](const Candidate& candidate) { return facet_ != Facet::place || !snapshot_.is_place_in(candidate.ordinal, in); });
  }

  std::string_view id_of(std::uint32_t ordinal) const {
    switch (facet_) {
      case Facet::topic: return snapshot_.topics[ordinal];
      case Facet::source: return snapshot_.source_ids[ordinal];
      case Facet::language: return snapshot_.languages[ordinal];
      default: return snapshot_.lexicon.entities[ordinal].id;
    }
  }

  // `ordinal` is kNone for a chosen topic or source of which the archive has no article (any more).
  std::string_view label_of(std::string_view id, std::uint32_t ordinal) {
    if (query::is_entity_facet(facet_)) return snapshot_.lexicon.entities[ordinal].name(request_.label_lang);
    if (facet_ == Facet::language) return made_.emplace_back(text::language_name(std::string(id), request_.label_lang));
    if (facet_ == Facet::source && ordinal != kNone) return snapshot_.source_names[ordinal];
    if (facet_ == Facet::source)
      for (const names::LexiconSource& source : snapshot_.lexicon.sources)
        if (source.id == id) return source.name;
    for (const names::LexiconTopic& topic : snapshot_.lexicon.topics)
      if (facet_ == Facet::topic && topic.id == id) return topic.name(request_.label_lang);
    return id;
  }

  struct Labelled {
    std::string_view id, label;
    Candidate candidate;
  };

  Labelled labelled(std::string_view id, const Candidate& candidate) { return {id, label_of(id, candidate.ordinal), candidate}; }

  static bool before(const Labelled& a, const Labelled& b) {
    if (a.candidate.count != b.candidate.count) return a.candidate.count > b.candidate.count;
    return a.label != b.label ? a.label < b.label : a.id < b.id;
  }

  // The most frequent, and of those with equal counts the first by their labels. Of entities' usual labels the order is known beforehand.
  std::vector<Labelled> shown(const std::vector<Candidate>& candidates) {
    MostFrequent frequent(request_.max_facet_values);
    for (const Candidate& candidate : candidates) frequent.add(candidate);
    std::vector<Candidate> kept = frequent.kept();
    if (query::is_entity_facet(facet_) && request_.label_lang == "en")
      keep_first(kept, [&](const Candidate& a, const Candidate& b) {
        return a.count != b.count ? a.count > b.count : snapshot_.names.alphabetical(a.ordinal) < snapshot_.names.alphabetical(b.ordinal);
      });
    std::vector<Labelled> values;
    for (const Candidate& candidate : kept) values.push_back(labelled(id_of(candidate.ordinal), candidate));
    keep_first(values, before);
    return values;
  }

  template <class Value, class Before>
  void keep_first(std::vector<Value>& values, Before goes_before) const {
    const std::size_t most = std::min(request_.max_facet_values, values.size());
    std::partial_sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(most), values.end(), goes_before);
    values.erase(values.begin() + static_cast<std::ptrdiff_t>(most), values.end());
  }

  // What the request chooses or leaves out is always listed, with its true count.
  void add_asked(std::vector<Labelled> values, const FacetTally& tally, std::vector<FacetValue>& into) {
    for (const auto* ids : {&filter_.chosen, &filter_.excluded})
      for (const std::string& id : *ids) {
        const auto listed = [&](const Labelled& value) { return value.id == id; };
        if (std::none_of(values.begin(), values.end(), listed)) values.push_back(labelled(id, asked(id, tally)));
      }
    std::sort(values.begin(), values.end(), before);
    for (const Labelled& value : values) into.push_back(value_of(value));
  }

  FacetValue value_of(const Labelled& labelled) const {
    const auto& [count, ordinal] = labelled.candidate;
    FacetValue value;
    value.id = labelled.id;
    value.value = labelled.label;
    value.count = value.stories = count;
    if (query::is_entity_facet(facet_)) value.entity = ordinal;
    else value.ordinal = facet_ == Facet::source && ordinal != kNone ? snapshot_.source_firsts[ordinal] : ordinal;
    const auto is_among = [&](const std::vector<std::string>& ids) { return std::find(ids.begin(), ids.end(), value.id) != ids.end(); };
    value.active = is_among(filter_.chosen);
    value.excluded = is_among(filter_.excluded);
    return value;
  }

  Candidate asked(const std::string& id, const FacetTally& tally) const {
    if (query::is_entity_facet(facet_)) {
      const EntityOrdinal entity = snapshot_.lexicon.entity_named(id);
      return {tally.entities[entity], entity};
    }
    Candidate candidate{0, kNone};
    const std::vector<std::string>& ids = facet_ == Facet::topic ? snapshot_.topics : facet_ == Facet::source ? snapshot_.source_ids : snapshot_.languages;
    const std::vector<std::uint32_t>& counts = facet_ == Facet::topic ? tally.topics : facet_ == Facet::source ? tally.sources : tally.languages;
    for (std::uint32_t i = 1; i < ids.size(); ++i)
      if (ids[i] == id) candidate.count += counts[i], candidate.ordinal = i;
    return candidate;
  }

  Facet facet_;
  const query::SearchRequest& request_;
  const query::FacetFilter& filter_;
  const Snapshot& snapshot_;
  text::Analyzer& analyzer_;
  std::deque<std::string> made_;           // labels that nobody else keeps
};

// People, organisations and places among those counted, as many of each as may be shown.
using EntitiesByType = std::array<MostFrequent, query::kFacets>;

EntitiesByType most_frequent(const Counters& entities, const query::SearchRequest& request, const Snapshot& snapshot) {
  const auto most = [&](Facet facet) {
    return MostFrequent(FacetList::is_narrowed(facet, request) ? entities.met().size() : request.max_facet_values);
  };
  EntitiesByType found = {most(Facet::person), most(Facet::org), most(Facet::place), MostFrequent(0), MostFrequent(0), MostFrequent(0)};
  for (const EntityOrdinal entity : entities.met()) found[static_cast<std::size_t>(snapshot.entity_types[entity])].add({entities[entity], entity});
  return found;
}

}  // namespace

bool has_word_beginning(std::string_view folded_name, std::string_view begins) {
  for (std::size_t at = folded_name.find(begins); at != std::string_view::npos; at = folded_name.find(begins, at + 1))
    if (at == 0 || folded_name[at - 1] == ' ' || folded_name[at - 1] == '-') return true;
  return false;
}

std::vector<FacetCounts> facet_counts(const std::vector<Selection>& selections, const query::SearchRequest& request, const Filters& filters,
                                      const Snapshot& snapshot, Handles& handles) {
  std::vector<FacetCounts> counts;
  if (request.facet_by.empty()) return counts;
  const FacetTally counted = tally(selections, request.facet_by, snapshot, handles.counters);
  EntitiesByType entities = most_frequent(counted.entities, request, snapshot);
  for (const Facet facet : request.facet_by) {
    request.deadline.check();
    counts.push_back(FacetList(facet, request, filters, snapshot, handles.analyzer).run(counted, entities[static_cast<std::size_t>(facet)]));
  }
  count_variants(selections, counts, snapshot);
  count_stories(selections, counts, snapshot);
  return counts;
}

}  // namespace dispatches::search
