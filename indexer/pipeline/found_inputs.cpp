#include "indexer/pipeline/found_inputs.hpp"

#include <fmt/format.h>
#include <fnmatch.h>
#include <xxhash.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <unordered_set>

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

bool matches_any(const std::vector<std::string>& globs, const std::string& path) {
  return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
    return fnmatch(glob.c_str(), path.c_str(), 0) == 0 || fnmatch(glob.c_str(), fs::path(path).filename().c_str(), 0) == 0;
  });
}

bool is_wanted(const WantedInputs& wanted, const std::string& path) {
  return (wanted.include.empty() || matches_any(wanted.include, path)) && !matches_any(wanted.exclude, path);
}

// False for a file of no known kind.
bool find_reader(FoundInput& found) try {
  found.reader = articles::reader_for(found.input.path);
  return found.reader != nullptr;
} catch (const std::runtime_error&) {
  return true;
}

// False for a file that has gone meanwhile.
bool find_state(FoundInput& found) {
  std::error_code gone;
  found.state.path = found.input.path.string();
  found.state.size = fs::file_size(found.input.path, gone);
  found.state.modified = std::chrono::duration_cast<std::chrono::nanoseconds>(fs::last_write_time(found.input.path, gone).time_since_epoch()).count();
  return !gone;
}

}  // namespace

std::string absolute_path(const fs::path& path) {
  fs::path absolute = fs::absolute(path).lexically_normal();
  if (!absolute.has_filename()) absolute = absolute.parent_path();
  return absolute.string();
}

std::string hash_of_file(const fs::path& path, const articles::Defaults& defaults) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("it cannot be read");
  const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(), XXH3_freeState);
  XXH3_128bits_reset(state.get());
  std::vector<char> buffer(1u << 20);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    XXH3_128bits_update(state.get(), buffer.data(), static_cast<std::size_t>(in.gcount()));
  for (const std::string* part : {&defaults.source, &defaults.language, &defaults.zone, &defaults.base_url, &defaults.encoding})
    XXH3_128bits_update(state.get(), part->c_str(), part->size() + 1);
  const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::vector<FoundInput> find_inputs(const WantedInputs& wanted, std::uint64_t& skipped) {
  std::vector<FoundInput> found;
  std::unordered_set<std::string> seen;
  for (const fs::path& path : wanted.paths) {
    for (articles::Input& input : articles::files_below(path)) {
      input.path = absolute_path(input.path);
      if (!seen.insert(input.path.string()).second) continue;
      FoundInput one{std::move(input), nullptr, {}};
      if (!is_wanted(wanted, one.input.relative) || !find_reader(one)) ++skipped;
      else if (find_state(one)) found.push_back(std::move(one));
    }
  }
  return found;
}

}  // namespace dispatches::pipeline
