// How well names are found: precision, recall and their harmonic mean, over spans and over the distinct names of each
// document (what a facet shows).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/entities/entity.hpp"
#include "indexer/recogniser/training/conll.hpp"

namespace dispatches::recogniser::training {

struct Tally {
  std::size_t right = 0, found = 0, gold = 0;
  double precision() const { return found ? static_cast<double>(right) / static_cast<double>(found) : 0; }
  double recall() const { return gold ? static_cast<double>(right) / static_cast<double>(gold) : 0; }
  double f1() const { return right ? 2 * precision() * recall() / (precision() + recall()) : 0; }
};

struct Score {
  static constexpr std::size_t kShown = 3;  // person, org, place
  std::array<Tally, kShown> spans, names;   // exact bytes and type; distinct (type, name in small letters) a document
  void add(const Document& document, const std::vector<entities::Mention>& found);
};

// "spans 75.1/72.0/73.5 PER … ORG … LOC … | names …"
std::string described(const Score& score);

}  // namespace dispatches::recogniser::training
