#include "searchd/search/story_tally.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "searchd/query/facet_values.hpp"

namespace dispatches::search {

namespace {

using query::Facet;

struct Member {
  StoryOrdinal story;
  const Segment* segment;
  std::size_t docid;
};

// Values that stand in one column. Most values of an article are not shown: one bit says so, and all bits stay in the cache.
class Shown {
 public:
  explicit Shown(std::size_t ordinals) : wanted_(ordinals), slot_of_(new std::uint32_t[ordinals]) {}

  void add(std::uint32_t ordinal, FacetValue& value) {
    if (ordinal == kNone) return;
    if (!wanted_.test(ordinal)) slot_of_[ordinal] = static_cast<std::uint32_t>(counts_.size()), counts_.emplace_back();
    wanted_.set(ordinal);
    values_.emplace_back(slot_of_[ordinal], &value);
  }

  void note(std::uint32_t ordinal, StoryOrdinal story) {
    if (!wanted_.test(ordinal)) return;
    Count& count = counts_[slot_of_[ordinal]];
    if (std::exchange(count.last_story, story) == story) ++count.repeats;
  }

  void give() const {
    for (const auto& [slot, value] : values_) value->stories = value->count - counts_[slot].repeats;
  }

 private:
  struct Count {
    StoryOrdinal last_story = kNone;
    std::uint32_t repeats = 0;
  };

  Bitmap wanted_;
  std::unique_ptr<std::uint32_t[]> slot_of_;  // by ordinal; set only where wanted
  std::vector<Count> counts_;
  std::vector<std::pair<std::uint32_t, FacetValue*>> values_;
};

class StoryCounter {
 public:
  StoryCounter(const Among& set, const Snapshot& snapshot) : snapshot_(snapshot) {
    repeats(set, snapshot).stories.each([&](std::size_t story) {
      const auto ordinal = static_cast<StoryOrdinal>(story);
      each_of(snapshot.stories.articles(ordinal), set, [&](const StoryArticle& one) { members_.push_back({ordinal, &snapshot.segments[one.segment], one.document}); });
    });
  }

  // REQUIRES: the facets count the articles of the set.
  void run(const std::vector<FacetCounts*>& facets) const {
    std::vector<FacetValue*> entities;
    for (FacetCounts* facet : facets) {
      if (!query::is_entity_facet(facet->facet)) count_column(*facet);
      else for (FacetValue& value : facet->values) entities.push_back(&value);
    }
    count_entities(entities);
  }

  void count_entities(const std::vector<FacetValue*>& values) const {
    if (values.empty() || members_.empty()) return;
    Shown shown(snapshot_.lexicon.entities.size());
    for (FacetValue* value : values) shown.add(value->entity, *value);
    for (const Member& member : members_)
      for (const names::EntityOrdinal entity : member.segment->named.rows.row(member.docid)) shown.note(entity, member.story);
    shown.give();
  }

 private:
  void count_column(FacetCounts& facet) const {
    if (members_.empty()) return;
    const bool of_source = facet.facet == Facet::source, of_topic = facet.facet == Facet::topic;
    Shown shown(of_source ? snapshot_.sources.size() : of_topic ? snapshot_.topics.size() : snapshot_.languages.size());
    for (FacetValue& value : facet.values) shown.add(value.ordinal, value);
    for (const Member& member : members_) {
      const RawColumns& columns = *member.segment->raw;
      if (of_source) shown.note(snapshot_.source_firsts[columns.source[member.docid]], member.story);
      else if (!of_topic) shown.note(columns.language[member.docid], member.story);
      else for (const std::uint32_t topic : columns.topics.row(member.docid)) shown.note(topic, member.story);
    }
    shown.give();
  }

  const Snapshot& snapshot_;
  std::vector<Member> members_;              // of stories with two and more, story by story
};

}  // namespace

void count_stories(const std::vector<Selection>& selections, std::vector<FacetCounts>& facets, const Snapshot& snapshot) {
  if (snapshot.stories.size() == 0) return;
  Among passing;
  for (const Selection& selection : selections) passing.push_back(&selection.passing);
  std::vector<FacetCounts*> as_passing;
  for (FacetCounts& facet : facets) {
    const auto f = static_cast<std::size_t>(facet.facet);
    if (selections.empty() || !selections.front().neighbours[f]) {
      as_passing.push_back(&facet);
      continue;
    }
    std::vector<Bitmap> counted;
    for (const Selection& selection : selections) (counted.emplace_back(selection.passing)) |= *selection.neighbours[f];
    StoryCounter(among(counted), snapshot).run({&facet});
  }
  if (!as_passing.empty()) StoryCounter(passing, snapshot).run(as_passing);
}

void count_stories(const Among& set, const std::vector<FacetValue*>& entities, const Snapshot& snapshot) {
  StoryCounter(set, snapshot).count_entities(entities);
}

}  // namespace dispatches::search
