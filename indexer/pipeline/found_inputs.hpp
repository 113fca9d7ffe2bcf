// The files that a night finds under its paths: which kind each is, and whether it is as it was. Stands before the intake.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/articles/reader.hpp"
#include "indexer/schema/inputs.hpp"

namespace dispatches::pipeline {

struct FoundInput {
  articles::Input input;         // its path is absolute
  const articles::Reader* reader;  // null: it cannot be opened
  schema::InputState state;      // without hash until it is read
};

struct WantedInputs {
  const std::vector<std::filesystem::path>& paths;
  const std::vector<std::string>&include, &exclude;  // globs on the relative path or the name
};

// Each file once, however many paths lead to it. `skipped` is raised by those that are not wanted or of no known kind. Throws std::runtime_error where a
// path cannot be read.
std::vector<FoundInput> find_inputs(const WantedInputs& wanted, std::uint64_t& skipped);

// XXH3-128 of the content and of what the user says of it. Throws std::runtime_error.
std::string hash_of_file(const std::filesystem::path& path, const articles::Defaults& defaults);

// Without a slash at its end.
std::string absolute_path(const std::filesystem::path& path);

}  // namespace dispatches::pipeline
