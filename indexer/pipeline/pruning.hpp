// `update --prune`: which inputs have gone, and when that is too good a reason to believe something else. All throw RunStopped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/pipeline/found_inputs.hpp"
#include "indexer/schema/inputs.hpp"

namespace dispatches::pipeline {

// What is not there cannot be told from what has gone: refuses paths that are missing or empty.
void check_prune_paths(const std::vector<std::filesystem::path>& paths);

struct GoneInputs {
  std::vector<std::string> inputs;         // once read from under the paths, and there no longer
  std::uint64_t articles_before = 0;       // of all inputs under the paths
};
// What lies in a folder that cannot be read (`unreadable`) may be there.
GoneInputs find_gone(const std::vector<std::filesystem::path>& paths, const std::vector<FoundInput>& found, const std::vector<Rejection>& unreadable,
                     const schema::Inputs& inputs);

// Refuses to remove more than the share `limit` of them.
void check_prune_limit(std::uint64_t gone, std::uint64_t articles_before, double limit);

}  // namespace dispatches::pipeline
