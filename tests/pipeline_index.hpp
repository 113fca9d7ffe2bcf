// What is in an index, and whether it is whole.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>

#include "indexer/pipeline/next_generation.hpp"
#include "indexer/pipeline/run.hpp"
#include "tests/support.hpp"

namespace dispatches::tests {

inline bool is_sound(const std::filesystem::path& index) {
  std::ostringstream out;
  const bool sound = pipeline::check(index, out);
  INFO(out.str());
  CHECK(sound);
  return sound;
}

// What a reader would find: ids and texts of all live articles.
inline std::set<std::string> content_of(const std::filesystem::path& index) {
  const TemporaryFolder copy;
  std::filesystem::copy(index, copy.path / "index", std::filesystem::copy_options::recursive);
  pipeline::NextGeneration generation(copy.path / "index", {});
  std::set<std::string> content;
  for (const pipeline::LiveSegment& segment : generation.live_segments())
    for (auto document = segment.database.postlist_begin(""); document != segment.database.postlist_end(""); ++document) {
      if (std::binary_search(segment.tombstones.begin(), segment.tombstones.end(), *document)) continue;
      const schema::StoredArticle article = schema::decode(segment.database.get_document(*document).get_data());
      content.insert(article.id + " " + article.text);
    }
  return content;
}

}  // namespace dispatches::tests
