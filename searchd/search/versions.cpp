#include "searchd/search/versions.hpp"

#include "indexer/schema/fields.hpp"
#include "indexer/schema/story_words.hpp"
#include "searchd/search/found.hpp"

namespace dispatches::search {

namespace {

std::optional<text::Date> published_of(const StoryArticle& article, const Snapshot& snapshot) {
  const RawColumns& columns = *snapshot.segments[article.segment].raw;
  if (columns.published[article.document] == kUndated) return std::nullopt;
  return text::Date{text::sys_seconds(std::chrono::seconds(columns.published[article.document])), static_cast<text::Precision>(columns.precision[article.document])};
}

bool is_at(const Place& place, const StoryArticle& article) { return article.segment == place.segment && article.document == place.document; }

std::optional<StoryOrdinal> listed_story(const Place& place, const Snapshot& snapshot) {
  const StoryColumn& column = snapshot.segments[place.segment].stories;
  return column.has(place.document) ? std::optional(column.of(place.document)) : std::nullopt;
}

std::string id_of(const StoryArticle& article, Handles& handles) {
  return handles.segments[article.segment].get_document(article.document, Xapian::DOC_ASSUME_VALID).get_value(schema::kId);
}

StoryVersion version_of(const StoryArticle& article, std::string id, const Snapshot& snapshot) {
  const std::uint32_t source = snapshot.segments[article.segment].raw->source[article.document];
  return {std::move(id), snapshot.source_names[source], published_of(article, snapshot)};
}

// Of the body: titles are each outlet's own.
text::Shingles shingles_of(const schema::StoredArticle& article, text::Analyzer& analyzer) { return text::shingles_of(schema::story_words(article, analyzer)); }

std::optional<double> similarity(const text::Shingles& a, const text::Shingles& b) {
  return a.empty() || b.empty() ? std::nullopt : std::optional(text::resemblance(a, b));
}

}  // namespace

HitStory story_of(const Place& place, const std::string& id, const Snapshot& snapshot, Handles& handles) {
  const StoryArticle own{place.segment, place.document};
  const std::optional<StoryOrdinal> listed = listed_story(place, snapshot);
  const std::span<const StoryArticle> articles = listed ? snapshot.stories.articles(*listed) : std::span(&own, 1);
  HitStory story;
  story.id = listed ? std::string(snapshot.stories.id(*listed)) : id;
  story.size = story.matching = static_cast<std::uint32_t>(articles.size());
  story.sources = listed ? snapshot.stories.sources(*listed) : snapshot.segments[place.segment].raw->source[place.document] != 0;
  const StoryArticle& first = articles.front();
  story.first = version_of(first, is_at(place, first) ? id : id_of(first, handles), snapshot);
  return story;
}

std::vector<StoryVersion> versions_of(const Place& place, const schema::StoredArticle& article, const Snapshot& snapshot, Handles& handles) {
  std::vector<StoryVersion> versions;
  const std::optional<StoryOrdinal> listed = listed_story(place, snapshot);
  if (!listed) return versions;
  const text::Shingles own = shingles_of(article, handles.analyzer);
  for (const StoryArticle& one : snapshot.stories.articles(*listed)) {
    if (is_at(place, one) || versions.size() == kShownVersions) continue;
    const schema::StoredArticle other = article_at({one.segment, one.document, 0}, handles);
    versions.push_back(version_of(one, other.id, snapshot));
    versions.back().similarity = similarity(own, shingles_of(other, handles.analyzer));
  }
  return versions;
}

Comparison comparison(const Place& here, const Place& there, const Snapshot& snapshot, Handles& handles) {
  const schema::StoredArticle article = article_at(here, handles), other = article_at(there, handles);
  Comparison comparison{version_of({there.segment, there.document}, other.id, snapshot), difference(article, other)};
  comparison.other.similarity = similarity(shingles_of(article, handles.analyzer), shingles_of(other, handles.analyzer));
  return comparison;
}

HitStory story_of(const Place& place, const std::string& id, const Among& set, const Snapshot& snapshot, Handles& handles) {
  HitStory story = story_of(place, id, snapshot, handles);
  if (story.size == 1) return story;
  story.matching = 0;
  each_of(snapshot.stories.articles(snapshot.segments[place.segment].stories.of(place.document)), set, [&](const StoryArticle&) { ++story.matching; });
  return story;
}

}  // namespace dispatches::search
