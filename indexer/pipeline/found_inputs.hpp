// The files that a night finds under its paths: which kind each is, and whether it is as it was. A file that has the size and the time of the night before is
// not opened: a night costs what it holds. Stands before the intake.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "indexer/articles/reader.hpp"
#include "indexer/base/outcome.hpp"
#include "indexer/schema/inputs.hpp"

namespace dispatches::pipeline {

struct FoundInput {
  articles::Input input;           // its path is absolute
  const articles::Reader* reader;  // null: it cannot be opened, or it is as before and was not
  schema::InputState state;        // without hash until it is read
  bool as_before = false;          // by size and time; its state is that which was known
};

struct WantedInputs {
  const std::vector<std::filesystem::path>& paths;
  const std::vector<std::string>&include, &exclude;  // globs on the relative path or the name
  const articles::Defaults& defaults;
  const std::function<std::optional<schema::InputState>(const std::string& path)> known;
};

struct FoundInputs {
  std::vector<FoundInput> inputs;
  std::vector<Rejection> unreadable;                 // folders with a '/' at their end
  std::uint64_t skipped = 0;                         // not wanted, or of no known kind
};

// Each file once, however many paths lead to it. Throws std::runtime_error where a path of those given cannot be read.
FoundInputs find_inputs(const WantedInputs& wanted);

// XXH3-128 of the content, then XXH3-64 of what the user says of it. Throws std::runtime_error.
std::string hash_of_file(const std::filesystem::path& path, const articles::Defaults& defaults);

// Looks what reader the file wants. False for one of no known kind; true without a reader for one that cannot be opened.
bool find_reader(FoundInput& found);

// Whether nothing is there: not where it cannot be told, as below a folder that cannot be looked into.
bool has_gone(const std::filesystem::path& path);

// Without a slash at its end.
std::string absolute_path(const std::filesystem::path& path);

}  // namespace dispatches::pipeline
