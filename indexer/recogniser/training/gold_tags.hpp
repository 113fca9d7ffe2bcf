// The right tags of a document's words, for training.
#pragma once

#include <vector>

#include "indexer/recogniser/tagging.hpp"
#include "indexer/recogniser/training/conll.hpp"

namespace dispatches::recogniser::training {

// By word. Titles before people and "the" before organisations and places are cut off, a country is a place whatever
// the corpus says; names of which a word cannot be in a name (may_be_in_name) are left out.
std::vector<Tag> gold_tags(const Document& document, const ArticleForms& article);

}  // namespace dispatches::recogniser::training
