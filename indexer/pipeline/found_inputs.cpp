#include "indexer/pipeline/found_inputs.hpp"

#include <fmt/format.h>
#include <fnmatch.h>
#include <sys/stat.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <unordered_set>

#include "indexer/articles/files.hpp"

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

// A file that was written this short a time ago may be written once more within the same tick of its clock: its time says nothing (FAT counts two seconds).
constexpr std::int64_t kSettled = 2'000'000'000;  // nanoseconds

// The time of the last change of content, name or rights: no program sets it, as `touch` does the time of writing.
std::int64_t change_time(const struct stat& file) {
  const std::int64_t changed = static_cast<std::int64_t>(file.st_ctim.tv_sec) * 1'000'000'000 + file.st_ctim.tv_nsec;
  const auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  return changed + kSettled < now ? changed : 0;
}

// False for a file that has gone meanwhile.
bool find_state(FoundInput& found) {
  found.state.path = found.input.path.string();
  struct stat file{};
  if (::stat(found.state.path.c_str(), &file) != 0) return errno != ENOENT && errno != ENOTDIR;
  found.state.size = static_cast<std::uint64_t>(file.st_size);
  found.state.modified = change_time(file);
  return true;
}

std::string hash_of_defaults(const articles::Defaults& defaults) {
  std::string said;
  for (const std::string* part : {&defaults.source, &defaults.language, &defaults.zone, &defaults.base_url, &defaults.encoding}) said += *part + '\0';
  return fmt::format("{:016x}", XXH3_64bits(said.data(), said.size()));
}

void compare(FoundInput& found, const std::optional<schema::InputState>& known, const std::string& said) {
  if (!known || known->modified == 0 || known->modified != found.state.modified || known->size != found.state.size || !known->hash.ends_with(said)) return;
  found.as_before = true;
  found.state = *known;
}

}  // namespace

bool find_reader(FoundInput& found) try {
  found.reader = articles::reader_for(found.input.path);
  return found.reader != nullptr;
} catch (const std::runtime_error&) {
  return true;
}

bool has_gone(const fs::path& path) {
  std::error_code unknown;
  return fs::status(path, unknown).type() == fs::file_type::not_found;
}

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
  std::vector<char> buffer(64u << 10);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    XXH3_128bits_update(state.get(), buffer.data(), static_cast<std::size_t>(in.gcount()));
  const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
  return fmt::format("{:016x}{:016x}{}", hash.high64, hash.low64, hash_of_defaults(defaults));
}

FoundInputs find_inputs(const WantedInputs& wanted) {
  FoundInputs found;
  const std::string said = hash_of_defaults(wanted.defaults);
  std::unordered_set<std::string> seen;
  for (const fs::path& path : wanted.paths) {
    articles::FoundBelow below = articles::find_below(path);
    for (Rejection& folder : below.unreadable) found.unreadable.push_back({absolute_path(folder.where) + "/", std::move(folder.reason)});
    for (articles::Input& input : below.files) {
      input.path = absolute_path(input.path);
      if (!seen.insert(input.path.string()).second) continue;
      FoundInput one{std::move(input), nullptr, {}};
      const bool is_there = is_wanted(wanted, one.input.relative) && find_state(one);
      if (is_there) compare(one, wanted.known(one.state.path), said);
      if (is_there && (one.as_before || find_reader(one))) found.inputs.push_back(std::move(one));
      else found.skipped += is_there || !is_wanted(wanted, one.input.relative);
    }
  }
  return found;
}

}  // namespace dispatches::pipeline
