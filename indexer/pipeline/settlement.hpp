// Which claim to an article wins, where several inputs make one: of one id the newer by date of publication, else the later by path and place. Who lost is
// remembered, so that the same input wins every night, whichever of them changed, moved or went. One thread; stands between the intake and the generation.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/pipeline/intake.hpp"
#include "indexer/pipeline/next_generation.hpp"

namespace dispatches::pipeline {

class Settlement {
 public:
  // `read`: paths of the inputs that this run reads; it may grow until settle().
  Settlement(NextGeneration& next, const std::unordered_set<std::string>& read) : next_(next), read_(read) {}

  // Inputs that are to be read again, though they are as they were: each lost an article to a claim that is now weaker, or gone with its input.
  // `ids`: of articles whose input goes or has moved, besides those claimed.
  std::vector<std::string> contenders(const std::vector<Claim>& claims, const std::vector<std::string>& ids);

  // Puts the winners into the inputs and tells the generation. Sorts the claims.
  void settle(std::vector<Claim>& claims);

  // After settle().
  std::uint64_t added = 0, updated = 0, unchanged = 0;
  std::unordered_set<std::string> claimed, rewritten;  // ids; rewritten: those with a new document
  std::vector<std::string> won_before;           // of each article that a claim could not take from its stored input: that input
  std::vector<PieceWriter::Place> buried;        // of new documents

 private:
  using Claims = std::vector<Claim>::iterator;
  void settle(Claims first, Claims last);
  bool is_kept(const schema::ArticleState& stored) const;
  void bury_new(const Claim& claim);
  void note_lost(const schema::InputClaim& loser, const std::string& winning_input);

  NextGeneration& next_;
  const std::unordered_set<std::string>& read_;
};

}  // namespace dispatches::pipeline
