// What the columns of a segment say of each live article, in one pass over its value streams: no document is read.
#pragma once

#include <xapian.h>

#include <compare>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/schema/stored_article.hpp"
#include "indexer/text/time.hpp"

namespace dispatches::pipeline {

// A segment of a generation and what is no longer there of it. Handles belong to one thread.
struct LiveSegment {
  Xapian::Database database;
  std::vector<std::uint32_t> tombstones;  // sorted docids
};

struct LiveRow {
  Xapian::docid document = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> mentions;  // mention id, how often; ascending
  std::optional<text::Date> published;
  std::string language, source;  // source as stated
};

// Articles that name nobody are left out. Throws schema::DamagedIndex.
void each_live_row(const LiveSegment& segment, const std::function<void(const LiveRow&)>& visit);

struct LiveArticle {
  Xapian::docid document = 0;
  std::string id;
  text::sys_seconds since{};  // published; first indexed where that is not known
};

// All live articles. Throws schema::DamagedIndex.
void each_live_article(const LiveSegment& segment, const std::function<void(LiveArticle)>& visit);

// A document of one of several segments.
struct LivePlace {
  std::size_t segment = 0;
  Xapian::docid document = 0;
  auto operator<=>(const LivePlace&) const = default;
};
// The segments of a generation, opened. Throws schema::DamagedIndex, Xapian::Error.
std::vector<LiveSegment> live_segments_of(const std::filesystem::path& generation);
// The first live document that has a term; absent if there is none.
std::optional<LivePlace> place_of_term(const std::string& term, const std::vector<LiveSegment>& segments);
// Where the live document of an article is.
std::optional<LivePlace> place_of(std::string_view article, const std::vector<LiveSegment>& segments);
// What is stored of it. Throws schema::DamagedIndex.
schema::StoredArticle stored_at(const LivePlace& place, const std::vector<LiveSegment>& segments);

}  // namespace dispatches::pipeline
