#include "indexer/pipeline/pruning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "indexer/pipeline/run.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

void check_prune_paths(const std::vector<fs::path>& paths) {
  for (const fs::path& path : paths)
    if (!fs::exists(path) || (fs::is_directory(path) && fs::is_empty(path)))
      throw RunStopped(fmt::format("--prune: {} is {}; nothing was changed. Is a disk not mounted? Run again without --prune, or with the right path",
                                   path.string(), fs::exists(path) ? "empty" : "missing"));
}

GoneInputs find_gone(const std::vector<fs::path>& paths, const std::vector<FoundInput>& found, const std::vector<Rejection>& unreadable, const schema::Inputs& inputs) {
  GoneInputs gone;
  std::unordered_set<std::string> present;
  for (const FoundInput& one : found) present.insert(one.state.path);
  const auto is_out_of_sight = [&](const std::string& path) {
    return std::any_of(unreadable.begin(), unreadable.end(), [&](const Rejection& folder) { return path.starts_with(folder.where); });
  };
  for (const fs::path& path : paths) {
    gone.articles_before += inputs.articles_below(absolute_path(path));
    for (const schema::InputState& input : inputs.inputs_below(absolute_path(path)))
      if (!present.contains(input.path) && !is_out_of_sight(input.path) && has_gone(input.path)) gone.inputs.push_back(input.path);
  }
  return gone;
}

void check_prune_limit(std::uint64_t gone, std::uint64_t articles_before, double limit) {
  if (static_cast<double>(gone) <= limit * static_cast<double>(articles_before)) return;
  throw RunStopped(fmt::format("--prune would remove {} of {} articles, more than {:.0f} %; nothing was changed. If that is right, run again with --prune-limit {}%", gone,
                               articles_before, limit * 100, articles_before ? gone * 100 / articles_before + 1 : 100));
}

}  // namespace dispatches::pipeline
