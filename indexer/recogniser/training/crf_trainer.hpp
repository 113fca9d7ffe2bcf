// Trains the weights of a conditional random field on tagged stretches of words: AdaGrad with regularised dual
// averaging and L1 (Duchi, Hazan and Singer 2011), one stretch a step, in a fixed random order. One thread; the same
// data and settings give the same weights on the same machine.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "indexer/recogniser/crf.hpp"

namespace dispatches::recogniser::training {

// The words of a stretch: their features and right tags.
struct TaggedStretch {
  std::vector<std::vector<Feature>> features;
  std::vector<Tag> tags;
};

struct TrainerSettings {
  int epochs = 8;
  int runs = 1;  // in different random orders; the weights are their mean, which is steadier than any of them
  double rate = 0.1;
  double l1 = 1.0;                // the sum of gradients that a weight must pass to count at the end of training
  std::uint32_t least_count = 2;  // features seen less often are left out
  double dropout = 0.4;           // the share of features left out at each step, at random
  std::uint64_t seed = 7;
};

CrfWeights train(const std::vector<TaggedStretch>& stretches, const TrainerSettings& settings,
                 const std::function<void(int epoch, double loss)>& report);

}  // namespace dispatches::recogniser::training
