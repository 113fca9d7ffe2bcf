// The image of a lexicon: what its tables hold, and the directory of its names, laid out to be mapped (base/image, base/block). It stands beside the tables
// and saves every reader seconds and memory; without it, or where it is of another version or not of these tables, they are read. So it may be deleted.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "indexer/base/image.hpp"
#include "indexer/names/lexicon.hpp"
#include "indexer/names/name_directory.hpp"

namespace dispatches::names {

// What stands beside the tables of this name.
std::filesystem::path image_of(std::filesystem::path tables);

// REQUIRES: `lexicon` holds what the tables do. Synced. Throws std::system_error.
void write_image(const std::filesystem::path& tables, const Lexicon& lexicon);

struct LoadedNames {
  std::shared_ptr<const Lexicon> lexicon;
  std::shared_ptr<const NameDirectory> directory;
  std::string unmapped;                               // why they were read from the tables; empty: they were not
  std::optional<Image> image;                         // where they were not
};
// Throws as Lexicon::load.
LoadedNames load_names(const std::filesystem::path& tables);

// What is wrong with the image; nothing where it is whole, or where there is none. For `indexer check`.
std::optional<std::string> fault_of_image(const std::filesystem::path& tables);

}  // namespace dispatches::names
