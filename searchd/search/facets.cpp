#include "searchd/search/facets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "indexer/text/fold.hpp"
#include "indexer/text/language.hpp"
#include "searchd/query/facet_values.hpp"
#include "searchd/query/name_reader.hpp"
#include "searchd/search/facet_tally.hpp"
#include "searchd/search/searcher.hpp"
#include "searchd/search/story_tally.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using query::Facet;

constexpr std::size_t kMaxBeginnings = 100'000;  // entities of which a name may begin as typed

// A value by its ordinal, of entities, topics, sources (the first way to state one) or languages. There may be many: no more than this.
struct Candidate {
  std::uint32_t count = 0, ordinal = 0;
};

class FacetList {
 public:
  FacetList(Facet facet, const query::SearchRequest& request, const Filters& filters, const Snapshot& snapshot, text::Analyzer& analyzer)
      : facet_(facet), request_(request), filter_(filters.facets[static_cast<std::size_t>(facet)]), snapshot_(snapshot), analyzer_(analyzer) {}

  FacetCounts run(const FacetTally& tally) {
    FacetCounts counts;
    counts.facet = facet_;
    counts.without = tally.without[static_cast<std::size_t>(facet_)];
    std::vector<Candidate> candidates = all_of(tally);
    narrow(candidates);
    counts.distinct = static_cast<std::uint32_t>(std::count_if(candidates.begin(), candidates.end(), [](const Candidate& candidate) { return candidate.count > 0; }));
    add_asked(shown(std::move(candidates)), tally, counts.values);
    return counts;
  }

 private:
  std::vector<Candidate> all_of(const FacetTally& tally) const {
    std::vector<Candidate> found;
    if (query::is_entity_facet(facet_)) {
      const names::EntityType type = query::type_of(facet_);
      for (const EntityOrdinal entity : tally.named)
        if (snapshot_.entity_types[entity] == type) found.push_back({tally.entities[entity], entity});
    } else if (facet_ == Facet::source) {
      found = sources(tally.sources);
    } else {
      const std::vector<std::uint32_t>& counts = facet_ == Facet::topic ? tally.topics : tally.languages;
      for (std::uint32_t i = 1; i < counts.size(); ++i)
        if (counts[i] > 0) found.push_back({counts[i], i});
    }
    return found;
  }

  // Several ways to state a source may share an id; an article states one.
  std::vector<Candidate> sources(const std::vector<std::uint32_t>& counts) const {
    std::vector<Candidate> found;
    std::unordered_map<std::string_view, std::size_t> by_id;
    for (std::uint32_t i = 1; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      const auto [at, fresh] = by_id.emplace(snapshot_.source_ids[i], found.size());
      if (fresh) found.push_back({counts[i], i});
      else found[at->second].count += counts[i];
    }
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
    const std::vector<EntityOrdinal> named = snapshot_.names->beginning_with(begins, kMaxBeginnings);
    const std::unordered_set<EntityOrdinal> wanted(named.begin(), named.end());
    std::erase_if(candidates, [&](const Candidate& candidate) { return !wanted.contains(candidate.ordinal); });
  }

  void narrow_to_labelled(const std::string& begins, std::vector<Candidate>& candidates) const {
    std::erase_if(candidates, [&](const Candidate& candidate) {
      const std::string id = id_of(candidate.ordinal);
      return !has_word_beginning(text::fold(label_of(id, candidate.ordinal)), begins) && !id.starts_with(begins);
    });
  }

  void narrow_to_place(const std::string& name, std::vector<Candidate>& candidates) {
    const query::NamedValues named = query::values_named(Facet::place, name, snapshot_.lexicon, *snapshot_.names, analyzer_);
    if (named.ids.size() != 1)
      throw BadRequest{named.ids.empty() ? "unknown_entity" : "ambiguous_entity", fmt::format("facet_query: '{}' does not name one place", name), "facet_query",
                       query::offered(named.candidates, snapshot_.articles_naming)};
    const EntityOrdinal in = snapshot_.lexicon.entity_named(named.ids.front());
    std::erase_if(candidates, [&](const Candidate& candidate) { return facet_ != Facet::place || !snapshot_.is_place_in(candidate.ordinal, in); });
  }

  std::string id_of(std::uint32_t ordinal) const {
    switch (facet_) {
      case Facet::topic: return snapshot_.topics[ordinal];
      case Facet::source: return snapshot_.source_ids[ordinal];
      case Facet::language: return snapshot_.languages[ordinal];
      default: return std::string(snapshot_.lexicon.entities[ordinal].id);
    }
  }

  // `ordinal` is kNone for a chosen topic or source of which the archive has no article (any more).
  std::string label_of(const std::string& id, std::uint32_t ordinal) const {
    if (query::is_entity_facet(facet_)) return std::string(snapshot_.lexicon.entities[ordinal].name(request_.label_lang));
    if (facet_ == Facet::language) return text::language_name(id, request_.label_lang);
    if (facet_ == Facet::source && ordinal != kNone) return snapshot_.source_names[ordinal];
    if (facet_ == Facet::source)
      for (const auto& [stated, source] : snapshot_.lexicon.sources)
        if (source.id == id) return source.name;
    for (const names::LexiconTopic& topic : snapshot_.lexicon.topics)
      if (facet_ == Facet::topic && topic.id == id) return topic.name(request_.label_lang);
    return id;
  }

  FacetValue value_of(std::string id, const Candidate& candidate) const {
    FacetValue value;
    value.value = label_of(id, candidate.ordinal);
    value.count = value.stories = candidate.count;
    if (query::is_entity_facet(facet_)) value.entity = candidate.ordinal;
    else value.ordinal = facet_ == Facet::source && candidate.ordinal != kNone ? snapshot_.source_firsts[candidate.ordinal] : candidate.ordinal;
    const auto is_among = [&](const std::vector<std::string>& ids) { return std::find(ids.begin(), ids.end(), id) != ids.end(); };
    value.active = is_among(filter_.chosen);
    value.excluded = is_among(filter_.excluded);
    value.id = std::move(id);
    return value;
  }

  static bool before(const FacetValue& a, const FacetValue& b) {
    if (a.count != b.count) return a.count > b.count;
    return a.value != b.value ? a.value < b.value : a.id < b.id;
  }

  // The most frequent. Labels are looked up only where counts tie with the last that is shown.
  std::vector<FacetValue> shown(std::vector<Candidate> candidates) const {
    const std::size_t most = request_.max_facet_values;
    if (candidates.size() > most && most > 0) {
      const auto last = candidates.begin() + static_cast<std::ptrdiff_t>(most - 1);
      std::nth_element(candidates.begin(), last, candidates.end(), [](const Candidate& a, const Candidate& b) { return a.count > b.count; });
      const std::uint32_t least = last->count;
      std::erase_if(candidates, [&](const Candidate& candidate) { return candidate.count < least; });
    }
    std::vector<FacetValue> values;
    for (const Candidate& candidate : candidates) values.push_back(value_of(id_of(candidate.ordinal), candidate));
    std::sort(values.begin(), values.end(), before);
    if (values.size() > most) values.resize(most);
    return values;
  }

  // What the request chooses or leaves out is always listed, with its true count.
  void add_asked(std::vector<FacetValue> values, const FacetTally& tally, std::vector<FacetValue>& into) const {
    for (const auto* ids : {&filter_.chosen, &filter_.excluded})
      for (const std::string& id : *ids) {
        const auto listed = [&](const FacetValue& value) { return value.id == id; };
        if (std::none_of(values.begin(), values.end(), listed)) values.push_back(value_of(id, asked(id, tally)));
      }
    std::sort(values.begin(), values.end(), before);
    into = std::move(values);
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
};

}  // namespace

bool has_word_beginning(std::string_view folded_name, std::string_view begins) {
  for (std::size_t at = folded_name.find(begins); at != std::string_view::npos; at = folded_name.find(begins, at + 1))
    if (at == 0 || folded_name[at - 1] == ' ' || folded_name[at - 1] == '-') return true;
  return false;
}

std::vector<FacetCounts> facet_counts(const std::vector<Selection>& selections, const query::SearchRequest& request, const Filters& filters,
                                      const Snapshot& snapshot, text::Analyzer& analyzer) {
  std::vector<FacetCounts> counts;
  if (request.facet_by.empty()) return counts;
  const FacetTally counted = tally(selections, request.facet_by, snapshot);
  for (const Facet facet : request.facet_by) {
    request.deadline.check();
    counts.push_back(FacetList(facet, request, filters, snapshot, analyzer).run(counted));
  }
  count_variants(selections, counts, snapshot);
  count_stories(selections, counts, snapshot);
  return counts;
}

}  // namespace dispatches::search
