#include "indexer/pipeline/live_rows.hpp"

#include <algorithm>

#include "indexer/schema/encoding.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/generation.hpp"

namespace dispatches::pipeline {

namespace {

// A value stream read alongside another: what it holds for a docid, empty if nothing.
class Column {
 public:
  Column(const Xapian::Database& database, schema::Slot slot) : at_(database.valuestream_begin(slot)), end_(database.valuestream_end(slot)) {}

  std::string at(Xapian::docid document) {
    if (at_ == end_) return {};
    if (at_.get_docid() < document) at_.skip_to(document);
    return at_ != end_ && at_.get_docid() == document ? *at_ : std::string();
  }

 private:
  Xapian::ValueIterator at_, end_;
};

}  // namespace

void each_live_row(const LiveSegment& segment, const std::function<void(const LiveRow&)>& visit) {
  Column published(segment.database, schema::kPublished), language(segment.database, schema::kLanguage), source(segment.database, schema::kSource);
  LiveRow row;
  for (auto value = segment.database.valuestream_begin(schema::kMentions), end = segment.database.valuestream_end(schema::kMentions); value != end; ++value) {
    row.document = value.get_docid();
    if (std::binary_search(segment.tombstones.begin(), segment.tombstones.end(), row.document)) continue;
    row.mentions.clear();
    schema::unpack_mentions(*value, row.mentions);
    row.published = schema::unpack_date(published.at(row.document));
    row.language = language.at(row.document);
    row.source = source.at(row.document);
    visit(row);
  }
}

void each_live_article(const LiveSegment& segment, const std::function<void(LiveArticle)>& visit) {
  Column published(segment.database, schema::kPublished), indexed(segment.database, schema::kFirstIndexed);
  for (auto value = segment.database.valuestream_begin(schema::kId), end = segment.database.valuestream_end(schema::kId); value != end; ++value) {
    const Xapian::docid document = value.get_docid();
    if (std::binary_search(segment.tombstones.begin(), segment.tombstones.end(), document)) continue;
    const auto date = schema::unpack_date(published.at(document));
    visit({document, *value, date ? date->start : schema::unpack_time(indexed.at(document))});
  }
}

std::vector<LiveSegment> live_segments_of(const std::filesystem::path& generation) {
  schema::Tombstones tombstones = schema::read_tombstones(generation);
  std::vector<LiveSegment> segments;
  for (const schema::SegmentInfo& info : schema::read_manifest(generation).segments)
    segments.push_back({Xapian::Database((generation / info.name).string()), std::move(tombstones[info.name])});
  return segments;
}

std::optional<LivePlace> place_of(std::string_view article, const std::vector<LiveSegment>& segments) {
  return place_of_term(schema::make_term(schema::Term::id, article), segments);
}

std::optional<LivePlace> place_of_term(const std::string& term, const std::vector<LiveSegment>& segments) {
  for (std::size_t s = 0; s < segments.size(); ++s) {
    const LiveSegment& segment = segments[s];
    for (auto posting = segment.database.postlist_begin(term), end = segment.database.postlist_end(term); posting != end; ++posting)
      if (!std::binary_search(segment.tombstones.begin(), segment.tombstones.end(), *posting)) return LivePlace{s, *posting};
  }
  return std::nullopt;
}

schema::StoredArticle stored_at(const LivePlace& place, const std::vector<LiveSegment>& segments) {
  return schema::decode(segments[place.segment].database.get_document(place.document, Xapian::DOC_ASSUME_VALID).get_data());
}

}  // namespace dispatches::pipeline
