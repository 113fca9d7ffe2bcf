// The lexicon of a generation: spellings and mentions that were seen, and whom they mean, by the catalogue (its only source so far).
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "indexer/entities/catalogue.hpp"
#include "indexer/entities/matcher.hpp"
#include "indexer/names/lexicon.hpp"

namespace dispatches::pipeline {

// What a new lexicon changes in the meaning of spellings that were already there.
struct LexiconChange {
  std::string spelling, before, after;  // entity ids; empty: nobody
};

// Writes the lexicon `file`: spellings and mentions of `previous` (may be null, then `previous_file` is empty) and of `added`, the catalogue's
// entities, topics and names, and the sources as stated so far. Returns the changes, in order of spelling.
std::vector<LexiconChange> build_lexicon(const std::filesystem::path& file, const std::filesystem::path& previous_file,
                                         const names::Lexicon* previous, const names::Interner::Added& added,
                                         const std::set<std::string>& new_sources, const entities::Catalogue& catalogue,
                                         const entities::Matcher& matcher);

// "Northern Ledger" → its id and name: the catalogue's, else a slug of what was stated.
names::LexiconSource source_of(const std::string& stated, const entities::Catalogue& catalogue);

}  // namespace dispatches::pipeline
