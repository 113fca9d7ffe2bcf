// `indexer diff`: what lies between two generations that are kept: articles, stories, whom names mean, and ids. Needs no lock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/pipeline/entity_lists.hpp"
#include "indexer/pipeline/lexicon_changes.hpp"

namespace dispatches::pipeline {

struct ArticleLine {
  std::string id, title;
};
struct StoryMove {
  std::string article, before, after;        // ids of stories; an article alone is its own
};
struct IdChange {
  std::string id, now;                       // of an entity; whom it leads to now, empty: nobody
};

struct GenerationDiff {
  std::uint32_t from = 0, to = 0;
  std::vector<ArticleLine> added, updated, removed;  // by id
  std::vector<StoryMove> stories;            // of articles that both have, by id
  std::vector<LexiconChange> names;
  std::vector<IdChange> ids;                 // of entities that go by another one now, or are gone
};

// Throws RunStopped where one of them is not kept, with those that are.
GenerationDiff generation_diff(const std::filesystem::path& index, std::uint32_t from, std::uint32_t to);

// `format`: text or json.
void print_diff(const GenerationDiff& diff, ListFormat format, std::ostream& out);

}  // namespace dispatches::pipeline
