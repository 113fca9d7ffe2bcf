// Whom every spelling means, and why: overrides first, then the catalogue, then the rules for people (names/cluster), equal folds for what else
// nobody lists. Never by a key alone, never a bare surname, never against a decision or a `not` list.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "indexer/entities/catalogue.hpp"
#include "indexer/entities/gazetteer.hpp"
#include "indexer/entities/matcher.hpp"
#include "indexer/names/lexicon.hpp"
#include "indexer/pipeline/decisions.hpp"
#include "indexer/pipeline/entity_table.hpp"
#include "indexer/pipeline/spelling_counts.hpp"

namespace dispatches::pipeline {

// Vectors by id; [0] unused. REQUIRES: everything outlives the call; the catalogue's names of people are among the spellings.
struct MeaningsInput {
  const std::vector<std::string>& spellings;
  const std::vector<names::MentionRecord>& mentions;
  const std::vector<SpellingCount>& counts;
  const std::vector<text::sys_seconds>& since;
  const std::set<names::SpellingId>& asked;      // count as written, though no article's columns have them
  const entities::Catalogue& catalogue;
  const entities::Matcher& matcher;
  const entities::Gazetteer& gazetteer;          // of places that the catalogue does not list
  const Decisions& decisions;
  const names::Lexicon* previous;                // may be null
  const names::LexiconHistory& history;
  unsigned jobs = 1;
  const std::vector<bool>* touched = nullptr;    // by spelling: those of articles that came or went with this run, where nothing else changed; null: all may mean another
};

struct Meanings {
  std::vector<std::optional<names::EntityType>> types;  // by spelling
  std::vector<names::Meaning> meanings;
  std::vector<names::LexiconLink> links;
  std::vector<std::pair<names::SpellingId, std::string>> listed;  // whom the catalogue means by each spelling asked for: an id, or empty
  std::vector<bool> linked;                             // by spelling
};

// `table` gets the entities found in the articles.
Meanings decide_meanings(const MeaningsInput& input, EntityTable& table);

}  // namespace dispatches::pipeline
