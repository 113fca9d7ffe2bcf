#include "indexer/names/score.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "indexer/names/case_forms.hpp"
#include "indexer/names/key_tables.hpp"

namespace dispatches::names {
namespace {

using std::string_view;

constexpr float kLeastPart = .70f, kLeastShortPart = .80f;       // a part counts as matched; with at most two consonants
constexpr float kPrefix = .80f, kInitial = .80f, kCaseForm = .95f;
constexpr float kExtraPart = .03f;
constexpr float kOrder = .05f, kJoined = .03f;
constexpr float kVowelEvidence = .25f;
constexpr float kSamePatronymic = .60f;

// Edit distance over sounds; rows of the classic table, two at a time.
float distance(string_view one, string_view other, bool vowels_unwritten) {
  std::array<float, 34> above{}, row{};
  for (std::size_t j = 0; j < other.size(); ++j) above[j + 1] = above[j] + missing_cost(other[j], j + 1 == other.size(), vowels_unwritten);
  for (std::size_t i = 0; i < one.size(); ++i) {
    const float missing = missing_cost(one[i], i + 1 == one.size(), vowels_unwritten);
    row[0] = above[0] + missing;
    for (std::size_t j = 0; j < other.size(); ++j) {
      float swap = swap_cost(one[i], other[j]);
      if (vowels_unwritten && swap > 0 && is_vowel(one[i]) && is_vowel(other[j])) swap = .03f;
      row[j + 1] = std::min({above[j] + swap, above[j + 1] + missing, row[j] + missing_cost(other[j], j + 1 == other.size(), vowels_unwritten)});
    }
    std::swap(above, row);
  }
  return above[other.size()];
}

float sound_similarity(string_view one, string_view other, float weights, bool vowels_unwritten) {
  const float mean_weight = std::max(2.f, weights / 2);
  return std::max(0.f, 1 - distance(one, other, vowels_unwritten) / mean_weight);
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
    return left.empty() || right.empty() ? 0.f : sound_similarity(left, right, weight_of(left) + weight_of(right), unwritten) - .04f;
  };
  return std::max({of(one.stem, other.stem), of(one.stem, other.sounds), of(one.sounds, other.stem)});
}

float name_similarity(const NamePart& one, const NamePart& other) {
  if (one.folded == other.folded) return 1;
  const bool unwritten = !one.vowels_written() || !other.vowels_written();
  float best = sound_similarity(one.sounds, other.sounds, one.weight + other.weight, unwritten);
  if (!one.stem.empty() || !other.stem.empty()) best = std::max(best, stem_similarity(one, other));
  if (best < kPrefix && (is_prefix(one, other) || is_prefix(other, one))) best = kPrefix;
  return best;
}

bool is_matched(float similarity, const NamePart& one, const NamePart& other) {
  return similarity >= (std::min(one.consonants, other.consonants) <= 2 ? kLeastShortPart : kLeastPart);
}

// A vowel tells less, since languages hear it differently.
float evidence_of(const NamePart& one, const NamePart& other) {
  return static_cast<float>(std::min(one.consonants, other.consonants)) + kVowelEvidence * static_cast<float>(std::min(one.vowels, other.vowels));
}

using Parts = std::vector<const NamePart*>;

Parts parts_with(const ParsedName& name, PartRole role) {
  Parts parts;
  for (const auto& part : name.parts)
    if (part.role == role) parts.push_back(&part);
  return parts;
}

struct Pairing {
  float sum = -1;       // of similarities
  float evidence = 0;
  int whole = 0, last = -1, steps_back = 0;  // steps back: once is a surname moved to the other end

  unsigned used = 0;    // bits: parts of the longer name
  int first = -1;
};

// The best assignment of all of `brief` to parts of `full`; sum < 0 if some part has no counterpart. At most 8 parts: tried one by one.
class Assignment {
 public:
  Assignment(const Parts& brief, const Parts& full) : brief_(brief), full_(full), similarities_(brief.size() * full.size()) {
    for (std::size_t i = 0; i < brief.size(); ++i) {
      bool any = false;
      for (std::size_t j = 0; j < full.size(); ++j) {
        const float found = similarity(*brief[i], *full[j]);
        at(i, j) = is_matched(found, *brief[i], *full[j]) || is_initial_pair(i, j) ? found : 0;
        any |= at(i, j) > 0;
      }
      if (!any) return;
    }
    extend(0, {0, 0, 0, -1, 0, 0, -1});
  }
  const Pairing& best() const { return best_; }

 private:
  float& at(std::size_t i, std::size_t j) { return similarities_[i * full_.size() + j]; }
  bool is_initial_pair(std::size_t i, std::size_t j) const { return brief_[i]->role == PartRole::initial || full_[j]->role == PartRole::initial; }
  void extend(std::size_t i, Pairing so_far) {
    if (i == brief_.size()) {
      if (so_far.steps_back + (so_far.last > so_far.first && so_far.steps_back > 0) > 1) so_far.sum -= kOrder * static_cast<float>(brief_.size());
      if (so_far.sum > best_.sum) best_ = so_far;
      return;
    }
    for (std::size_t j = 0; j < full_.size(); ++j) {
      if (so_far.used >> j & 1 || at(i, j) <= 0) continue;
      extend(i + 1, {so_far.sum + at(i, j), so_far.evidence + evidence_of(*brief_[i], *full_[j]),
                     so_far.whole + !is_initial_pair(i, j), static_cast<int>(j), so_far.steps_back + (static_cast<int>(j) < so_far.last),
                     so_far.used | 1u << j, i == 0 ? static_cast<int>(j) : so_far.first});
    }
  }

  const Parts& brief_;
  const Parts& full_;
  std::vector<float> similarities_;
  Pairing best_;
};

// Petr-ovich, Petr-ovna: whose child, without the ending that all patronymics share.
string_view father(string_view sounds) {
  const auto consonant = sounds.find_last_of("vW", sounds.size() - 2);
  if (consonant != string_view::npos && consonant + 4 > sounds.size() && consonant > 2) sounds = sounds.substr(0, consonant);
  else sounds.remove_suffix(std::min<std::size_t>(sounds.size() - 2, 3));
  while (sounds.size() > 3 && (is_vowel(sounds.back()) || sounds.back() == 'y')) sounds.remove_suffix(1);
  return sounds;
}

// 0 … 1; -1 where one has none.
float patronymic_similarity(const ParsedName& one, const ParsedName& other) {
  for (const auto* left : parts_with(one, PartRole::patronymic))
    for (const auto* right : parts_with(other, PartRole::patronymic)) {
      const auto a = father(left->sounds), b = father(right->sounds);
      return sound_similarity(a, b, weight_of(a) + weight_of(b), false);
    }
  return -1;
}

bool ordinals_differ(const ParsedName& one, const ParsedName& other) {
  const auto left = parts_with(one, PartRole::ordinal), right = parts_with(other, PartRole::ordinal);
  return !left.empty() && !right.empty() && left[0]->folded != right[0]->folded;
}

Parts identifying(const ParsedName& name) {
  Parts parts;
  for (const auto& part : name.parts)
    if (part.role == PartRole::name || part.role == PartRole::initial) parts.push_back(&part);
  return parts;
}

Score score_parts(const Parts& brief, const Parts& full) {
  if (brief.empty()) return {};
  const Assignment assignment(brief, full);
  const auto& best = assignment.best();
  if (best.sum < 0 || best.whole < 2) return {};
  const auto extra = static_cast<float>(full.size() - brief.size());
  return {best.sum / static_cast<float>(brief.size()) - kExtraPart * extra, best.evidence, Conflict::none};
}

}  // namespace

string_view conflict_name(Conflict conflict) {
  constexpr std::array<string_view, 5> kNames = {"", "patronymic", "initial", "ordinal", "gender"};
  return kNames[static_cast<std::size_t>(conflict)];
}

float similarity(const NamePart& one, const NamePart& other) {
  if (one.role == PartRole::initial || other.role == PartRole::initial) {
    if (!first_sounds_agree(one, other)) return 0;
    return one.role == other.role ? 1 : kInitial;
  }
  return name_similarity(one, other);
}

Score score(const ParsedName& one, const ParsedName& other) {
  auto brief = identifying(one), full = identifying(other);
  if (brief.size() > full.size()) std::swap(brief, full);
  Score found = score_parts(brief, full);
  if (brief.size() < full.size()) {
    for (std::size_t i = 0; i + 1 < full.size(); ++i) {
      const NamePart both = joined(*full[i], *full[i + 1]);
      auto fewer = full;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      fewer[i] = &both;
      Score with_joined = score_parts(brief, fewer);
      with_joined.mean -= kJoined;
      if (with_joined.mean > found.mean) found = with_joined;
    }
  }
  const float same_father = patronymic_similarity(one, other);
  if (same_father > kSamePatronymic && found.mean > 0) found.evidence += 2;
  if (same_father >= 0 && same_father < kSamePatronymic) found.conflict = Conflict::patronymic;
  else if (ordinals_differ(one, other)) found.conflict = Conflict::ordinal;
  return found;
}

// The less evidence, the more alike: the least mean at 4, 5, 6, 7 consonants, and at 8 or more.
bool is_same(const Score& score, Point point) {
  struct Threshold {
    float evidence;
    std::array<float, 5> means;
  };
  static const auto env = [](const char* n, float d) { return getenv(n) ? static_cast<float>(atof(getenv(n))) : d; };
  static const std::array<Threshold, 3> kThresholds = {{{4, {env("T4", .95f), env("T5", .93f), env("T6", .90f), env("T7", .88f), env("T8", .87f)}}, {4, {.92f, .92f, .84f, .84f, .84f}}, {4, {.92f, .92f, .80f, .80f, .80f}}}};
  const auto& least = kThresholds[static_cast<std::size_t>(point)];
  if (score.conflict != Conflict::none || score.evidence < least.evidence) return false;
  const auto at = std::min<std::size_t>(4, static_cast<std::size_t>(score.evidence - 4));
  const float part = at == 4 ? 0 : score.evidence - 4 - static_cast<float>(at);
  return score.mean >= least.means[at] + part * (least.means[std::min<std::size_t>(4, at + 1)] - least.means[at]);
}

}  // namespace dispatches::names
