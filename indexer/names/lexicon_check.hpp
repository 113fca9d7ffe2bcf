// Whether a lexicon that was mapped can be read without leaving its block: checksums say that a file is as it was written, not who wrote it.
#pragma once

#include "indexer/names/lexicon.hpp"

namespace dispatches::names {

// One pass over all records; by any thread. REQUIRES: the lexicon itself and its `bytes` are there.
bool is_sound(const Lexicon& lexicon);

}  // namespace dispatches::names
