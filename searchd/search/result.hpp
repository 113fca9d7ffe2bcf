// What was found, as plain values; http/json says it in the shapes of the interface.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/names/lexicon.hpp"
#include "indexer/schema/stored_article.hpp"
#include "searchd/query/request.hpp"
#include "searchd/search/difference.hpp"

namespace dispatches::search {

// A piece of text; `mark` where the question matched; `entity` (of paragraphs only) where a mention stands, else kNobody.
struct Fragment {
  std::string text;
  bool mark = false;
  names::EntityOrdinal entity = names::kNobody;
};
using Fragments = std::vector<Fragment>;

struct HitEntity {
  names::EntityOrdinal entity;
  std::uint32_t mentions;  // in this article
};

// An article as one version of its story.
struct StoryVersion {
  std::string id, source;                  // source: its name; empty if unknown
  std::optional<text::Date> published;
  std::optional<double> similarity = {};   // 0 … 1, to the article that is looked at; absent where that is not asked, or one is too short to tell
};

struct HitStory {
  std::string id;
  std::uint32_t size = 1;                  // articles
  std::uint32_t matching = 1;              // that are found
  std::uint32_t sources = 0;               // that are known, each once
  StoryVersion first;                      // the earliest, found or not
};

struct Hit {
  schema::StoredArticle article;
  double score = 0;
  Fragments title, snippet;
  std::string source_id, source_name;
  std::vector<HitEntity> entities;         // most mentions first
  std::vector<names::EntityOrdinal> named = {};  // beside article.mentions: whom each means in this article
  HitStory story = {};
};

struct Variant {
  std::string value;                       // a spelling as written
  std::uint32_t count = 0;                 // articles
  names::SpellingId spelling = 0;
};

struct FacetValue {
  std::string id, value;                   // value: the label in label_lang
  std::uint32_t count = 0, stories = 0;
  bool active = false;
  names::EntityOrdinal entity = names::kNobody;
  std::vector<Variant> variants;           // people, organisations and places: most frequent first, at most kShownVariants
  bool excluded = false;                   // the request leaves it out
  std::uint32_t ordinal = 0xffffffff;      // of topics, sources (the first that shares the id) and languages; else kNone
};
inline constexpr std::size_t kShownVariants = 8;

struct FacetCounts {
  query::Facet facet = query::Facet::person;
  std::uint32_t distinct = 0;              // values with at least one article
  std::uint32_t without = 0;               // articles with no value
  std::vector<FacetValue> values;          // chosen ones too, by count, then value
};

struct Histogram {
  query::Interval interval = query::Interval::none;
  std::uint32_t undated = 0, imprecise = 0;
  struct Bucket {
    std::chrono::sys_days from;
    std::uint32_t count = 0;
  };
  std::vector<Bucket> buckets;             // ascending, empty ones between the first and last included
};

struct UnderstoodName {
  std::string text;
  names::EntityOrdinal entity = names::kNobody;
  std::vector<names::EntityOrdinal> candidates;
  bool excluded = false;
};

struct SearchResult {
  std::uint64_t found = 0, found_stories = 0;
  std::vector<Hit> hits;
  std::vector<FacetCounts> facets;         // in the order asked
  std::optional<Histogram> histogram;
  std::vector<UnderstoodName> understood;
  std::vector<std::string> notes;
  std::optional<std::string> did_you_mean;
  query::Words words = query::Words::all;  // `most` where more was let in
  std::optional<std::uint64_t> found_with_all;  // then: articles of `found` that have all of the words
};

struct ShownParagraph {
  std::string kind;                        // "lead", "body", "caption"
  Fragments text;
};

inline constexpr std::size_t kShownVersions = 50;  // each is read whole

struct ArticleView {
  Hit hit;                                 // without snippet
  std::vector<ShownParagraph> paragraphs;
  std::vector<StoryVersion> versions;      // the other articles of its story that are there, the earliest first; at most kShownVersions
};

// One article beside another, of the same story or not.
struct Comparison {
  StoryVersion other;
  Difference difference;
};

}  // namespace dispatches::search
