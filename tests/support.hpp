// What several tests need: the data of the project, and an update with them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/pipeline/run.hpp"
#include "tests/folder.hpp"

namespace dispatches::tests {

inline std::filesystem::path catalogue() { return SOURCE_DIR "/corpus/catalogue"; }
inline std::filesystem::path model() { return SOURCE_DIR "/corpus/model"; }
inline pipeline::KnowledgeFiles knowledge() { return {catalogue(), model(), {}}; }

inline pipeline::UpdateOptions update_of(const std::filesystem::path& index, std::vector<std::filesystem::path> paths) {
  pipeline::UpdateOptions options;
  options.index = index;
  options.paths = std::move(paths);
  options.knowledge = knowledge();
  options.now = text::parse_date("2026-01-01T00:00:00Z")->start;
  return options;
}

}  // namespace dispatches::tests
