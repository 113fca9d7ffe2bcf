// What a new lexicon changes: whom spellings mean that were there before, and how entities are called.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/names/lexicon.hpp"

namespace dispatches::pipeline {

struct LexiconChange {
  enum class Kind : std::uint8_t {
    merged,   // an entity is now another: `before` into `after`
    parted,   // a spelling has left an entity that stays: from `before` to `after` (empty: nobody)
    linked,   // a spelling that meant nobody means `after`
    unlinked, // an entity is gone: its spellings mean nobody
    renamed,  // the entity `after` is shown as `spelling`, before as `before`
  };
  Kind kind = Kind::linked;
  std::string spelling, before, after;
  std::uint32_t articles = 0;        // with the spelling; of merged all of the entity's
  std::string reason;                // of the new meaning, in words; may be empty
};

// Of spellings that articles have. In order of kind, then most articles first.
std::vector<LexiconChange> lexicon_changes(const names::Lexicon& before, const names::Lexicon& after);

// "merged: ivan-petrenko into i-petrenko (12 articles): rule 0.97 with 'Іван Петренко'", a line each.
void print_changes(const std::vector<LexiconChange>& changes, std::ostream& out);

// "rule 0.97 with 'Іван Петренко'", "catalogue", "override by anna: same man".
std::string in_words(const names::Reason& reason);

}  // namespace dispatches::pipeline
