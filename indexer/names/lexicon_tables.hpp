// A lexicon's file, read: its tables put together again.
#pragma once

#include <filesystem>
#include <memory>

#include "indexer/names/lexicon.hpp"

namespace dispatches::names {

// Takes seconds in a large archive. Throws as Lexicon::load.
std::shared_ptr<const Lexicon> read_lexicon(const std::filesystem::path& file);

}  // namespace dispatches::names
