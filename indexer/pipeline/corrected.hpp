// Corrections of articles that the index holds already. What is new in the file is put right in what is stored, whether or not the input can be read
// again; what is no longer in it comes back when the input is read again, for which its records are forgotten. One thread.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "indexer/pipeline/corrections.hpp"
#include "indexer/pipeline/knowledge.hpp"
#include "indexer/pipeline/next_generation.hpp"
#include "indexer/pipeline/segment_writer.hpp"

namespace dispatches::pipeline {

// The articles of ids and addresses, as far as the index holds them.
std::vector<std::string> ids_of(const std::vector<std::string>& ids_and_addresses, NextGeneration& next);

// So that a run that meets their inputs parses their records once more.
void forget_records(const std::vector<std::string>& ids, NextGeneration& next);

struct CorrectedArticles {
  std::vector<schema::ArticleState> articles;   // as they are now
  std::vector<PieceWriter::Piece> pieces;
  std::set<std::string> sources;                // as stated
};
// Those of `ids` that the corrections change, annotated again into pieces from number `first_piece` on.
CorrectedArticles correct_stored(const std::vector<std::string>& ids, const Corrections& corrections, NextGeneration& next, const Knowledge& knowledge,
                                 names::Interner& interner, std::size_t first_piece);

}  // namespace dispatches::pipeline
