// The lexicon of the generation in force together with what its columns count: for commands that list names.
#pragma once

#include <filesystem>
#include <vector>

#include "indexer/names/lexicon.hpp"
#include "indexer/pipeline/live_rows.hpp"
#include "indexer/schema/generation.hpp"

namespace dispatches::pipeline {

struct ArchiveNames {
  schema::Manifest manifest;
  std::shared_ptr<const names::Lexicon> lexicon;
  std::vector<std::uint32_t> articles;                       // by entity ordinal: that name it
  std::vector<std::vector<names::SpellingId>> spellings;  // by entity ordinal: that mean it and that articles have; most articles first
};

// Throws RunStopped where there is no index; schema::DamagedIndex, Xapian::Error.
ArchiveNames read_archive_names(const std::filesystem::path& index);

// The segments of a generation with their tombstones.
std::vector<LiveSegment> open_segments(const std::filesystem::path& generation, const schema::Manifest& manifest);

}  // namespace dispatches::pipeline
