// Overrides that speak of some articles only (article, source, words beside the name, dates): in which articles a mention means somebody else.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "indexer/entities/catalogue.hpp"
#include "indexer/names/lexicon.hpp"
#include "indexer/pipeline/decisions.hpp"
#include "indexer/pipeline/live_rows.hpp"
#include "indexer/pipeline/meanings.hpp"

namespace dispatches::pipeline {

struct ExceptionsInput {
  const Decisions& decisions;
  const std::vector<std::string>& spellings;           // by id
  const std::vector<names::MentionRecord>& mentions;   // by id
  const Meanings& meanings;
  const std::vector<names::AddedMention>& added;
  const std::vector<LiveSegment>& segments;
  const entities::Catalogue& catalogue;                // for sources
};

// Each article and mention once; of several lines that hold the last one counts. Nothing where no line has a scope.
std::vector<names::Exception> find_exceptions(const ExceptionsInput& input);

}  // namespace dispatches::pipeline
