// Names that became known after articles were analysed: a new alias of the catalogue or of an override that no article has as a mention yet. It is
// looked up as a phrase, in its case forms, so that a relink finds it without reading an article's input again; `reanalyse` absorbs the finds.
#pragma once

#include <string>
#include <vector>

#include "indexer/names/interner.hpp"
#include "indexer/names/lexicon.hpp"
#include "indexer/pipeline/live_rows.hpp"

namespace dispatches::pipeline {

struct NewAlias {
  std::string text;
  names::EntityType type = names::EntityType::person;
};

// What `before` still holds (its articles' texts have not changed, and no mention stands there), and what is found of `aliases`. Finds that would
// overlap a mention of the article are left out: the article has been read so already. Sorted by article, then begin.
std::vector<names::AddedMention> find_added_mentions(const std::vector<NewAlias>& aliases, const KeptRows<names::LexiconAdded>& before,
                                                     const std::vector<LiveSegment>& segments, names::Interner& interner);

}  // namespace dispatches::pipeline
