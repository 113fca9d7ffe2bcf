// Two parts of names: how alike they sound.
#include <algorithm>
#include <array>

#include "indexer/names/key_tables.hpp"
#include "indexer/names/score.hpp"

namespace dispatches::names {
namespace {

using std::string_view;

constexpr float kPrefix = .80f, kInitial = .80f;  // Alex for Alexander, A. for Alexander
constexpr float kHopeless = .40f;                 // of the weight: how far two parts may be before nobody asks how far exactly
constexpr float kStemLoss = .04f;

// Where one side is Arabic or Hebrew: vowels say little there, and h is not what Slavs write for g.
float cost_without_vowels(char one, char other, float cost) {
  if (cost > 0 && is_vowel(one) && is_vowel(other)) return .03f;
  return (one == 'g' && other == 'h') || (one == 'h' && other == 'g') ? .8f : cost;
}

// Edit distance over sounds, or more than `most` where it is more: rows of the classic table, two at a time, until no way stays below.
float distance(string_view one, string_view other, bool vowels_unwritten, float most) {
  constexpr std::size_t kMostSounds = 72;  // two joined parts
  std::array<float, kMostSounds> above{}, row{}, missing_other{};
  one = one.substr(0, kMostSounds - 1), other = other.substr(0, kMostSounds - 1);
  for (std::size_t j = 0; j < other.size(); ++j) {
    missing_other[j] = missing_cost(other[j], j + 1 == other.size(), vowels_unwritten);
    above[j + 1] = above[j] + missing_other[j];
  }
  for (std::size_t i = 0; i < one.size(); ++i) {
    const float missing = missing_cost(one[i], i + 1 == one.size(), vowels_unwritten);
    float least = row[0] = above[0] + missing;
    for (std::size_t j = 0; j < other.size(); ++j) {
      float swap = swap_cost(one[i], other[j]);
      if (vowels_unwritten) swap = cost_without_vowels(one[i], other[j], swap);
      row[j + 1] = std::min({above[j] + swap, above[j + 1] + missing, row[j] + missing_other[j]});
      least = std::min(least, row[j + 1]);
    }
    if (least > most) return least;
    std::swap(above, row);
  }
  return above[other.size()];
}

float sound_similarity(string_view one, string_view other, float weights, bool vowels_unwritten) {
  const float mean_weight = std::max(2.f, weights / 2);
  return std::max(0.f, 1 - distance(one, other, vowels_unwritten, kHopeless * mean_weight) / mean_weight);
}

float weight_of(string_view sounds) {
  float sum = 0;
  for (const char sound : sounds) sum += weight(sound);
  return sum;
}

bool is_prefix(const NamePart& brief, const NamePart& full) {
  return brief.consonants >= 2 && brief.sounds.size() >= 3 && brief.sounds.size() < full.sounds.size() && full.sounds.starts_with(brief.sounds);
}

bool first_sounds_agree(const NamePart& one, const NamePart& other) {
  const float cost = swap_cost(one.sounds[0], other.sounds[0]);
  return cost <= .2f || (one.sounds.size() > 1 && one.role == PartRole::initial && swap_cost(one.sounds[1], other.sounds[0]) < .1f);
}

// Зеленського for Зеленський, Zelensky: through the stem. The ending takes a little off, since it might belong to the name (Максим).
float stem_similarity(const NamePart& one, const NamePart& other) {
  const bool unwritten = !one.vowels_written() || !other.vowels_written();
  const auto of = [&](const std::string& left, const std::string& right) {
    return left.empty() || right.empty() ? 0.f : sound_similarity(left, right, weight_of(left) + weight_of(right), unwritten) - kStemLoss;
  };
  return std::max({of(one.stem, other.stem), of(one.stem, other.sounds), of(one.sounds, other.stem)});
}

// What the classes of sounds on one side only cost at least: most pairs are told apart by this alone.
float least_distance(const NamePart& one, const NamePart& other) {
  const auto cost = [](unsigned classes) {
    float sum = 0;
    for (std::uint8_t sound = 2; sound < 12; ++sound)
      if (classes >> sound & 1) sum += least_cost_of_class(sound);
    return sum;
  };
  return std::max(cost(one.certain & ~other.possible), cost(other.certain & ~one.possible));
}

float name_similarity(const NamePart& one, const NamePart& other) {
  if (one.folded == other.folded) return 1;
  const bool unwritten = !one.vowels_written() || !other.vowels_written();
  const bool hopeless = least_distance(one, other) > kHopeless * std::max(2.f, (one.weight + other.weight) / 2);
  float best = hopeless ? 0 : sound_similarity(one.sounds, other.sounds, one.weight + other.weight, unwritten);
  if (!one.stem.empty() || !other.stem.empty()) best = std::max(best, stem_similarity(one, other));
  if (best < kPrefix && (is_prefix(one, other) || is_prefix(other, one))) best = kPrefix;
  return best;
}

// Petr-ovich, Petr-ovna: whose child, without the ending that all patronymics share.
string_view father(string_view sounds) {
  const auto consonant = sounds.find_last_of("vW", sounds.size() - 2);
  if (consonant != string_view::npos && consonant + 4 > sounds.size() && consonant > 2)
    sounds = sounds.substr(0, consonant);
  else
    sounds.remove_suffix(std::min<std::size_t>(sounds.size() - 2, 3));
  while (sounds.size() > 3 && (is_vowel(sounds.back()) || sounds.back() == 'y')) sounds.remove_suffix(1);
  return sounds;
}

}  // namespace

float similarity(const NamePart& one, const NamePart& other) {
  if (one.role == PartRole::patronymic && other.role == PartRole::patronymic) {
    const auto left = father(one.sounds), right = father(other.sounds);
    return sound_similarity(left, right, weight_of(left) + weight_of(right), false);
  }
  if (one.role == PartRole::initial || other.role == PartRole::initial) {
    if (!first_sounds_agree(one, other)) return 0;
    return one.role == other.role ? 1 : kInitial;
  }
  return name_similarity(one, other);
}

}  // namespace dispatches::names
