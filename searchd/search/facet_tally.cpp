#include "searchd/search/facet_tally.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using query::Facet;
using query::kFacets;

class Counter {
 public:
  Counter(const std::vector<Facet>& facets, const Snapshot& snapshot, Counters& entities) : snapshot_(snapshot), entities_(entities), tally_{entities, {}, {}, {}, {}} {
    for (const Facet facet : facets) asked_[static_cast<std::size_t>(facet)] = true;
    entities_.clear(snapshot.lexicon.entities.size());
    tally_.topics.resize(snapshot.topics.size());
    tally_.sources.resize(snapshot.sources.size());
    tally_.languages.resize(snapshot.languages.size());
  }

  FacetTally run(const std::vector<Selection>& selections) {
    for (std::size_t s = 0; s < selections.size(); ++s) {
      const Segment& segment = snapshot_.segments[s];
      for (std::size_t f = 0; f < kFacets; ++f) {
        if (!asked_[f]) continue;
        add_without(f, segment, selections[s].passing);
        if (selections[s].neighbours[f]) add_without(f, segment, *selections[s].neighbours[f]), add_neighbours(f, segment, *selections[s].neighbours[f]);
      }
      add_passing(segment, selections[s].passing);
    }
    return std::move(tally_);
  }

 private:
  void add_without(std::size_t f, const Segment& segment, const Bitmap& bits) {
    tally_.without[f] += static_cast<std::uint32_t>(bits.count_outside(segment.has[f]));
  }

  // Column by column: each loop stays in a small part of memory.
  void add_passing(const Segment& segment, const Bitmap& bits) {
    if (asked_[0] || asked_[1] || asked_[2]) entities_.add(segment.named.rows, bits);
    if (asked_[static_cast<std::size_t>(Facet::topic)]) add_rows(segment.raw->topics, bits, tally_.topics);
    if (asked_[static_cast<std::size_t>(Facet::source)]) add_column(segment.raw->source, bits, tally_.sources);
    if (asked_[static_cast<std::size_t>(Facet::language)]) add_column(segment.raw->language, bits, tally_.languages);
  }

  void add_neighbours(std::size_t f, const Segment& segment, const Bitmap& bits) {
    switch (static_cast<Facet>(f)) {
      case Facet::topic: return add_rows(segment.raw->topics, bits, tally_.topics);
      case Facet::source: return add_column(segment.raw->source, bits, tally_.sources);
      case Facet::language: return add_column(segment.raw->language, bits, tally_.languages);
      default: break;
    }
    const auto type = static_cast<names::EntityType>(f);
    bits.each([&](std::size_t docid) {
      for (const EntityOrdinal entity : segment.named.rows.row(docid))
        if (snapshot_.entity_types[entity] == type) entities_.add(entity);
    });
  }

  static void add_rows(const Rows& rows, const Bitmap& bits, std::vector<std::uint32_t>& counts) {
    std::uint32_t* const count = counts.data();
    rows.each(bits, [=](std::size_t, std::span<const std::uint32_t> row) {
      for (const std::uint32_t value : row) ++count[value];
    });
  }

  static void add_column(const std::vector<std::uint32_t>& column, const Bitmap& bits, std::vector<std::uint32_t>& counts) {
    bits.each([&](std::size_t docid) { ++counts[column[docid]]; });
  }

  const Snapshot& snapshot_;
  Counters& entities_;
  std::array<bool, kFacets> asked_{};
  FacetTally tally_;
};

// Articles by (value, surface spelling), for the values of all facets that are shown.
class VariantCounter {
 public:
  VariantCounter(std::vector<FacetCounts>& facets, const Snapshot& snapshot)
      : snapshot_(snapshot), wanted_(snapshot.lexicon.mentions.size()), slot_of_(new std::uint32_t[snapshot.lexicon.mentions.size()]) {
    for (FacetCounts& facet : facets)
      for (FacetValue& value : facet.values)
        if (value.entity != names::kNobody) add_value(facet.facet, value);
  }

  bool has_any() const { return !values_.empty(); }

  void add_passing(const Segment& segment, const Bitmap& bits) {
    each_wanted(segment, bits, [&](std::uint32_t slot) { count(slot); });
  }

  void add_neighbours(Facet facet, const Segment& segment, const Bitmap& bits) {
    each_wanted(segment, bits, [&](std::uint32_t slot) {
      if (values_[counts_[slot].value].facet == facet) count(slot);
    });
  }

  void give(std::size_t most) {
    std::sort(counts_.begin(), counts_.end(), [&](const Count& a, const Count& b) {
      return a.articles != b.articles ? a.articles > b.articles : text_of(a) < text_of(b);
    });
    for (const Count& count : counts_)
      if (std::vector<Variant>& variants = values_[count.value].value->variants; count.articles > 0 && variants.size() < most)
        variants.push_back({std::string(text_of(count)), count.articles, count.surface});
  }

 private:
  struct Value {
    Facet facet;
    FacetValue* value;
    std::uint32_t first = 0, end = 0;      // in counts_: the surfaces of its mentions, ascending
  };
  struct Count {
    std::uint32_t value;                   // in values_
    names::SpellingId surface;
    std::uint32_t articles = 0;
    std::uint32_t last_article = 0;        // counted once there, though two mentions may share the surface
  };

  void add_value(Facet facet, FacetValue& value) {
    const auto number = static_cast<std::uint32_t>(values_.size());
    if (!value_of_.emplace(value.entity, number).second) return;
    const auto mentions = snapshot_.names.mentions_of(value.entity);
    surfaces_.clear();
    for (const names::MentionId mention : mentions) surfaces_.push_back(snapshot_.lexicon.mentions[mention].surface);
    std::sort(surfaces_.begin(), surfaces_.end());
    surfaces_.erase(std::unique(surfaces_.begin(), surfaces_.end()), surfaces_.end());
    const auto first = static_cast<std::uint32_t>(counts_.size());
    for (const names::SpellingId surface : surfaces_) counts_.push_back({number, surface});
    values_.push_back({facet, &value, first, static_cast<std::uint32_t>(counts_.size())});
    for (const names::MentionId mention : mentions) {
      wanted_.set(mention);
      slot_of_[mention] = slot(number, snapshot_.lexicon.mentions[mention].surface);
    }
  }

  // Where an exception gives an article's mention to the value, the surface may be one that no mention of it has otherwise.
  std::uint32_t slot(std::uint32_t value, names::SpellingId surface) {
    const auto before = [](const Count& count, names::SpellingId wanted) { return count.surface < wanted; };
    const auto first = counts_.begin() + values_[value].first, end = counts_.begin() + values_[value].end;
    if (const auto found = std::lower_bound(first, end, surface, before); found != end && found->surface == surface)
      return static_cast<std::uint32_t>(found - counts_.begin());
    const auto [other, fresh] = others_.emplace(std::pair(value, surface), static_cast<std::uint32_t>(counts_.size()));
    if (fresh) counts_.push_back({value, surface});
    return other->second;
  }

  // Most mentions are of nobody who is shown: one bit says so, and all bits stay in the cache.
  template <class Visit>
  void each_wanted(const Segment& segment, const Bitmap& bits, Visit&& visit) {
    const std::size_t known = snapshot_.lexicon.mentions.size();
    segment.raw->mentions.each(bits, [&](std::size_t docid, std::span<const names::MentionId> row) {
      ++article_;
      if (segment.named.has_special(docid)) return each_special(segment.named.special.at(static_cast<std::uint32_t>(docid)), visit);
      for (const names::MentionId mention : row)
        if (mention < known && wanted_.test(mention)) visit(slot_of_[mention]);
    });
  }

  template <class Visit>
  void each_special(const std::vector<NamedMention>& mentions, Visit& visit) {
    for (const NamedMention& one : mentions)
      if (const auto value = value_of_.find(one.entity); value != value_of_.end()) visit(slot(value->second, snapshot_.lexicon.mentions[one.mention].surface));
  }

  void count(std::uint32_t slot) {
    if (counts_[slot].last_article == article_) return;
    counts_[slot].last_article = article_;
    ++counts_[slot].articles;
  }

  std::string_view text_of(const Count& count) const { return snapshot_.lexicon.spellings[count.surface].text; }

  const Snapshot& snapshot_;
  Bitmap wanted_;
  std::unique_ptr<std::uint32_t[]> slot_of_;  // by mention; set only where wanted
  std::vector<Value> values_;
  std::unordered_map<EntityOrdinal, std::uint32_t> value_of_;
  std::vector<Count> counts_;
  std::map<std::pair<std::uint32_t, names::SpellingId>, std::uint32_t> others_;  // value and surface → in counts_
  std::vector<names::SpellingId> surfaces_;   // of the value in hand
  std::uint32_t article_ = 0;
};

}  // namespace

FacetTally tally(const std::vector<Selection>& selections, const std::vector<Facet>& facets, const Snapshot& snapshot, Counters& counters) {
  return Counter(facets, snapshot, counters).run(selections);
}

void count_variants(const std::vector<Selection>& selections, std::vector<FacetCounts>& facets, const Snapshot& snapshot, std::size_t most) {
  VariantCounter counter(facets, snapshot);
  if (!counter.has_any()) return;
  for (std::size_t s = 0; s < selections.size(); ++s) {
    counter.add_passing(snapshot.segments[s], selections[s].passing);
    for (std::size_t f = 0; f < kFacets; ++f)
      if (selections[s].neighbours[f]) counter.add_neighbours(static_cast<Facet>(f), snapshot.segments[s], *selections[s].neighbours[f]);
  }
  counter.give(most);
}

}  // namespace dispatches::search
