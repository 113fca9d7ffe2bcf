// Nothing that an index keeps holds the text of what is withheld any more: neither the next generation, nor those kept for going back, nor the records
// that were rejected. (A searchd that still reads an old segment holds it open until it has taken the new generation.)
#pragma once

#include <filesystem>

#include "indexer/pipeline/knowledge.hpp"
#include "indexer/pipeline/next_generation.hpp"

namespace dispatches::pipeline {

// Segments and lexicon of a generation in the making, before its stories.
void purge(NextGeneration& next, const std::filesystem::path& index, const KnowledgeFiles& files);

// Generations behind the one in force: written anew without it, under their numbers, with the lexicon of the one in force, which has all their names. What
// was not done when it throws (std::system_error, Xapian::Error), the next purge does. REQUIRES: the index's lock is held.
void purge_kept(const std::filesystem::path& index);

// Records that `update` kept in a folder when it rejected them, of inputs from which a withheld article was read.
void purge_rejects(const std::filesystem::path& index, const std::filesystem::path& rejects);

}  // namespace dispatches::pipeline
