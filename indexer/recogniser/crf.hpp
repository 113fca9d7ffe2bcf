// The weights of the recogniser: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over the
// tags of tags.hpp, and its file. Immutable once read; shared by threads. Internal to this room.
//
// The file, little-endian: "DSPNAMES", u32 version, u32 number of features, u32 number of weights, f32 scale, then
// kTags × kTags i16 transitions, for each feature u32 hash and u8 number of weights, for each weight u8 tag and i16
// value, and last u64 XXH3 of all before. A weight is its value times the scale.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "indexer/recogniser/name_features.hpp"
#include "indexer/base/open_table.hpp"
#include "indexer/recogniser/tags.hpp"

namespace dispatches::recogniser {

using TagScores = std::array<float, kTags>;

struct Weight16 {
  std::int16_t value;
  Tag tag;
};

// What is in the file.
struct CrfWeights {
  std::uint64_t checksum = 0;  // of the file, once read
  float scale = 1;
  std::array<std::array<std::int16_t, kTags>, kTags> transitions{};  // [tag][next]
  struct OfFeature {
    Feature feature;
    std::vector<Weight16> weights;
  };
  std::vector<OfFeature> features;
};

void write_weights(const CrfWeights& weights, const std::filesystem::path& file);  // throws std::runtime_error
CrfWeights read_weights(const std::filesystem::path& file);                        // throws BadModel

class Crf {
 public:
  explicit Crf(const CrfWeights& weights);

  void add(std::span<const Feature> features, TagScores& scores) const;
  // The best legal tags of a stretch of words between words outside all names (Viterbi).
  std::vector<Tag> best_tags(std::span<const TagScores> scores) const;

 private:
  std::array<TagScores, kTags> transitions_{};  // [tag][next]
  OpenTable<Feature> table_;                    // feature → place in weights_ and how many: place × 32 + number
  std::vector<Weight16> weights_;
  float scale_ = 1;
};

}  // namespace dispatches::recogniser
