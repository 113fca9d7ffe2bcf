// The lexicon of a generation, made at the end of a run from all that is known: what was written (interner), how often and where (columns), the
// catalogue, the overrides in force, and what the rules found before.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "indexer/names/interner.hpp"
#include "indexer/names/lexicon.hpp"
#include "indexer/pipeline/knowledge.hpp"
#include "indexer/pipeline/live_rows.hpp"

namespace dispatches::pipeline {

struct LexiconInput {
  const Knowledge& knowledge;
  names::Interner& interner;
  const names::Lexicon* previous = nullptr;  // null: the first run
  std::filesystem::path previous_file;       // empty: likewise
  std::vector<LiveSegment> segments;         // of the new generation
  const std::set<std::string>& new_sources;  // as stated
  text::sys_seconds now{};                   // the run's clock
  bool all_analysed = false;                 // by this run with this knowledge: nothing is left to be found later
  const std::set<names::MentionId>* touched = nullptr;      // of the articles that this run added and took out; null: not known, or the run did more than that
  const std::vector<LiveSegment>* forget_unless = nullptr;  // not null: names that no article of the new generation, nor of these segments, nor the knowledge
                                                            // has are wiped; their numbers stay
};

// Writes the lexicon `file`. Throws names::BadOverrides for a line that speaks of what is not there, std::runtime_error, schema::DamagedIndex.
void build_lexicon(const std::filesystem::path& file, const LexiconInput& input);

}  // namespace dispatches::pipeline
