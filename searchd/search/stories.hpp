// Which articles are reprints of one another, as a snapshot sees it: docid → story for counting, story → articles for folding and showing. Made from
// the generation's table whenever a snapshot opens. Most articles are alone in their story: each costs a bit and a half, a member some 20 bytes.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/schema/stories.hpp"
#include "searchd/search/bitmap.hpp"

namespace dispatches::search {

struct Segment;
class Snapshot;

using StoryOrdinal = std::uint32_t;

// Of one segment: the story of each article that the table lists. Immutable.
class StoryColumn {
 public:
  StoryColumn() = default;
  // `members`: docid and story, by docid. REQUIRES: docids < `size`, each once.
  StoryColumn(std::size_t size, const std::vector<std::pair<Xapian::docid, StoryOrdinal>>& members);

  bool empty() const { return ordinals_.empty(); }
  bool has(std::size_t docid) const { return !empty() && listed_.test(docid); }
  StoryOrdinal of(std::size_t docid) const { return ordinals_[listed_.rank(docid)]; }  // REQUIRES: has(docid)
  const Bitmap& listed() const { return listed_.set(); }
  std::size_t memory() const { return listed_.memory() + ordinals_.size() * 4; }  // bytes

 private:
  RankedBitmap listed_;
  std::vector<StoryOrdinal> ordinals_;     // in order of docid
};

struct StoryArticle {
  std::uint32_t segment = 0;
  Xapian::docid document = 0;              // in the segment
};

// All stories of which an article is there. Immutable; shared by threads.
class Stories {
 public:
  Stories() = default;
  // Fills in `stories` of the segments. Rows of articles that are not there are passed over. `source_firsts`: as Snapshot's. Throws Xapian::Error.
  Stories(const std::vector<schema::StoryMember>& listed, const std::vector<std::uint32_t>& source_firsts, std::vector<Segment>& segments);

  std::size_t size() const { return begins_.empty() ? 0 : begins_.size() - 1; }
  // That are there, the earliest first: as `oldest` sorts them, then by when they were first indexed, then by id.
  std::span<const StoryArticle> articles(StoryOrdinal story) const { return {articles_.data() + begins_[story], articles_.data() + begins_[story + 1]}; }
  std::string_view id(StoryOrdinal story) const { return std::string_view(ids_).substr(id_begins_[story], id_begins_[story + 1] - id_begins_[story]); }
  std::uint32_t sources(StoryOrdinal story) const { return sources_[story]; }  // that are known, each once
  std::optional<StoryOrdinal> named(std::string_view id) const;
  std::size_t memory() const;              // bytes

 private:
  std::vector<std::uint32_t> begins_;
  std::vector<StoryArticle> articles_;
  std::vector<std::uint32_t> sources_;
  std::string ids_;                        // one behind the other
  std::vector<std::uint32_t> id_begins_;
  std::vector<StoryOrdinal> by_id_;        // in order of id
};

// A set of articles as it lies there: one bitmap a segment, none null.
using Among = std::vector<const Bitmap*>;
Among among(const std::vector<Bitmap>& bitmaps);

// The stories that have two articles or more in a set. Articles alone in their story are not looked at.
struct Repeats {
  Bitmap stories;                          // by ordinal
  std::size_t articles = 0;                // beyond the first of each: so many more articles than stories are in the set
};
Repeats repeats(const Among& among, const Snapshot& snapshot);

// Those of the story that are in the set, the earliest first.
template <class Visit>
void each_of(std::span<const StoryArticle> articles, const Among& among, Visit&& visit) {
  for (const StoryArticle& article : articles)
    if (among[article.segment]->test(article.document)) visit(article);
}

// Leaves of each story the earliest article that is in the set.
void fold(std::vector<Bitmap>& set, const Repeats& repeats, const Snapshot& snapshot);

}  // namespace dispatches::search
