// Outlets as articles state them → who they are.
#pragma once

#include <string>

#include "indexer/entities/catalogue.hpp"
#include "indexer/names/lexicon.hpp"

namespace dispatches::pipeline {

// "Northern Ledger" → its id and name: the catalogue's, else a slug of what was stated.
names::NewSource source_of(const std::string& stated, const entities::Catalogue& catalogue);

}  // namespace dispatches::pipeline
