#include "indexer/recogniser/crf.hpp"

#include <algorithm>
#include <limits>

namespace dispatches::recogniser {
namespace {

constexpr float kNever = -1e9F;

struct LegalMoves {
  struct Move {
    Tag from, to;
  };
  std::array<Move, kTags * kTags> moves{};
  std::size_t count = 0;
};

constexpr LegalMoves legal_moves() {
  LegalMoves legal;
  for (std::size_t to = 0; to < kTags; ++to)
    for (std::size_t from = 0; from < kTags; ++from)
      if (may_follow(static_cast<Tag>(from), static_cast<Tag>(to)))
        legal.moves[legal.count++] = {static_cast<Tag>(from), static_cast<Tag>(to)};
  return legal;
}

constexpr LegalMoves kLegal = legal_moves();

}  // namespace

Crf::Crf(const CrfWeights& weights) : table_(weights.features.size()), scale_(weights.scale) {
  for (std::size_t from = 0; from < kTags; ++from)
    for (std::size_t to = 0; to < kTags; ++to)
      transitions_[from][to] = scale_ * static_cast<float>(weights.transitions[from][to]);
  for (const auto& [feature, list] : weights.features) {
    table_.at(feature) = static_cast<std::uint32_t>(weights_.size() * 32 + list.size());
    weights_.insert(weights_.end(), list.begin(), list.end());
  }
}

void Crf::add(std::span<const Feature> features, TagScores& scores) const {
  for (const auto feature : features) {
    const auto found = table_.find(feature);
    if (found == OpenTable<Feature>::kNone) continue;
    const auto* weight = weights_.data() + found / 32;
    for (const auto* end = weight + found % 32; weight != end; ++weight)
      scores[weight->tag] += scale_ * static_cast<float>(weight->value);
  }
}

std::vector<Tag> Crf::best_tags(std::span<const TagScores> scores) const {
  std::vector<std::array<Tag, kTags>> origins(scores.size());
  TagScores best;
  best.fill(kNever);
  best[kOutside] = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    TagScores next;
    next.fill(2 * kNever);
    for (std::size_t k = 0; k < kLegal.count; ++k) {
      const auto [from, to] = kLegal.moves[k];
      const float score = best[from] + transitions_[from][to];
      if (score <= next[to]) continue;
      next[to] = score;
      origins[i][to] = from;
    }
    for (std::size_t tag = 0; tag < kTags; ++tag) next[tag] += scores[i][tag];
    best = next;
  }
  std::vector<Tag> tags(scores.size());
  Tag tag = kOutside;
  float most = std::numeric_limits<float>::lowest();
  for (std::size_t last = 0; last < kTags; ++last)
    if (may_follow(static_cast<Tag>(last), kOutside) && best[last] + transitions_[last][kOutside] > most) {
      most = best[last] + transitions_[last][kOutside];
      tag = static_cast<Tag>(last);
    }
  for (auto i = scores.size(); i-- > 0;) {
    tags[i] = tag;
    tag = origins[i][tag];
  }
  return tags;
}

}  // namespace dispatches::recogniser
