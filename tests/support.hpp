// What several tests need: a folder that goes away, files in it, and an update over them.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "indexer/pipeline/run.hpp"

namespace dispatches::tests {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "dispatches-test-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  // A file below the folder; folders on the way are made.
  std::filesystem::path write(const std::string& name, const std::string& content) const {
    const std::filesystem::path file = path / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file;
  }

  std::filesystem::path path;
};

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
