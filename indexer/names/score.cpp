#include "indexer/names/score.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "indexer/names/key_tables.hpp"

namespace dispatches::names {
namespace {

using std::string_view;

// Parts of a name, at most 8, without an allocation: millions of pairs are scored.
class Parts {
 public:
  void add(const NamePart& part) {
    if (size_ < parts_.size()) parts_[size_++] = &part;
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const NamePart& operator[](std::size_t i) const { return *parts_[i]; }
  const NamePart* const* begin() const { return parts_.data(); }
  const NamePart* const* end() const { return parts_.data() + size_; }
  // With `both` in the place of parts i and i + 1.
  Parts with_joined(std::size_t i, const NamePart& both) const {
    Parts fewer;
    for (std::size_t j = 0; j < size_; ++j)
      if (j != i + 1) fewer.add(j == i ? both : *parts_[j]);
    return fewer;
  }

 private:
  std::array<const NamePart*, 8> parts_{};
  std::size_t size_ = 0;
};

constexpr float kLeastPart = .70f, kLeastShortPart = .80f;         // a part counts as matched; with at most two consonants
constexpr float kExtraPart = .03f, kOrder = .05f, kJoined = .03f;  // off the mean: a part on one side only; another order; parted otherwise
constexpr float kSamePatronymic = .60f, kPatronymicEvidence = 2;
constexpr float kVowelEvidence = .25f;  // languages hear vowels differently
constexpr std::size_t kMostParts = 8;

Parts parts_with(const ParsedName& name, PartRole role) {
  Parts parts;
  for (const auto& part : name.parts)
    if (part.role == role) parts.add(part);
  return parts;
}

Parts identifying(const ParsedName& name) {
  Parts parts;
  for (const auto& part : name.parts)
    if (part.role == PartRole::name || part.role == PartRole::initial) parts.add(part);
  return parts;
}

bool is_initial(const NamePart& part) { return part.role == PartRole::initial; }

// Which part of the longer name stands for each of the shorter one.
struct Pairing {
  std::array<std::uint8_t, kMostParts> counterpart{};
  float sum = 0;  // of similarities; 0: some part has no counterpart
};

// The best pairing of all of `brief` with parts of `full`, at most 8 each: tried one by one. Another order than by moving the surname to the
// other end costs something.
class Assignment {
 public:
  Assignment(const Parts& brief, const Parts& full) : brief_(brief), full_(full) {
    compare();
    if (matched_ == brief_.size()) extend(0, 0, {});
  }
  std::size_t matched() const { return matched_; }  // parts of `brief` that have some counterpart
  const Pairing& best() const { return best_; }

 private:
  void compare() {
    for (std::size_t i = 0; i < brief_.size(); ++i) {
      bool any = false;
      for (std::size_t j = 0; j < full_.size(); ++j) {
        const auto &one = brief_[i], &other = full_[j];
        const float found = similarity(one, other);
        const float least = is_initial(one) || is_initial(other) ? .5f : std::min(one.consonants, other.consonants) <= 2 ? kLeastShortPart : kLeastPart;
        similarities_[i][j] = found >= least ? found : 0;
        any |= found >= least;
      }
      matched_ += any;
      if (matched_ < i) return;  // two without: no joining helps
    }
  }

  void extend(std::size_t i, unsigned used, Pairing so_far) {
    if (i == brief_.size()) {
      if (!is_rotation(so_far)) so_far.sum -= kOrder * static_cast<float>(brief_.size());
      if (so_far.sum > best_.sum) best_ = so_far;
      return;
    }
    for (std::size_t j = 0; j < full_.size(); ++j) {
      if (used >> j & 1 || similarities_[i][j] <= 0) continue;
      Pairing next = so_far;
      next.counterpart[i] = static_cast<std::uint8_t>(j);
      next.sum += similarities_[i][j];
      extend(i + 1, used | 1u << j, next);
    }
  }

  bool is_rotation(const Pairing& pairing) const {
    int descents = 0;
    for (std::size_t i = 0; i < brief_.size(); ++i) descents += pairing.counterpart[i] > pairing.counterpart[(i + 1) % brief_.size()];
    return descents <= 1;
  }

  const Parts& brief_;
  const Parts& full_;
  std::array<std::array<float, kMostParts>, kMostParts> similarities_{};
  std::size_t matched_ = 0;
  Pairing best_;
};

float evidence_of(const NamePart& one, const NamePart& other) {
  return static_cast<float>(std::min(one.consonants, other.consonants)) +
         (one.vowels_written() && other.vowels_written() ? kVowelEvidence * static_cast<float>(std::min(one.vowels, other.vowels)) : 0.f);
}

// Олександр, Олександра; Mario, Maria. Cyrillic о and а are one sound in Belarusian.
bool is_other_gender(const NamePart& one, const NamePart& other) {
  string_view his = one.sounds, hers = other.sounds;
  if (his.ends_with('a')) std::swap(his, hers);
  if (!hers.ends_with('a') || his.ends_with('a') || hers.size() < 4 || !one.vowels_written() || !other.vowels_written()) return false;
  hers.remove_suffix(1);
  if (his.ends_with('o')) return one.script == text::Script::latin && other.script == text::Script::latin && hers == his.substr(0, his.size() - 1);
  return his == hers && !is_vowel(his.back()) && his.back() != 'y';
}

// -ov, -ova; -sky, -ska: first only where the surname is.
bool is_surname_of_gender(const NamePart& part) {
  constexpr auto kEndings = std::to_array<string_view>({"ov", "ova", "ev", "eva", "iv", "oW", "eW", "oWa", "eWa", "sk", "ska"});
  return std::any_of(kEndings.begin(), kEndings.end(), [&](string_view ending) { return part.sounds.ends_with(ending); });
}

bool is_declined(const NamePart& part) { return part.script == text::Script::cyrillic && !part.stem.empty(); }

// By the given name, which stands first; or, wherever it stands, by all that declines (Иванов Александр, Иванова Александра). A surname alone may differ.
bool genders_differ(const Parts& brief, const Parts& full, const Pairing& pairing) {
  int differ = 0;
  for (std::size_t i = 0; i < brief.size(); ++i)
    if (is_declined(brief[i]) != is_declined(full[pairing.counterpart[i]])) return false;  // Володимира Зеленського
  for (std::size_t i = 0; i < brief.size(); ++i) {
    const bool other = is_other_gender(brief[i], full[pairing.counterpart[i]]);
    if (other && i == 0 && pairing.counterpart[i] == 0 && !is_surname_of_gender(brief[i])) return true;
    differ += other;
  }
  return differ > 1;
}

// George W. and George H. W. Bush.
bool initials_differ(const Parts& brief, const Parts& full, const Pairing& pairing) {
  if (std::none_of(brief.begin(), brief.end(), [](const auto* part) { return is_initial(*part); })) return false;
  unsigned used = 0;
  for (std::size_t i = 0; i < brief.size(); ++i) used |= 1u << pairing.counterpart[i];
  for (std::size_t j = 0; j < full.size(); ++j)
    if (!(used >> j & 1) && is_initial(full[j])) return true;
  return false;
}

// Muhammad bin Salman and Salman bin Muhammad. A name may leave "bin" out.
bool fathers_differ(const Parts& brief, const Parts& full, const Pairing& pairing) {
  const auto says_whose_child = [](const auto* part) { return part->is_fathers; };
  if (std::none_of(brief.begin(), brief.end(), says_whose_child) || std::none_of(full.begin(), full.end(), says_whose_child)) return false;
  for (std::size_t i = 0; i < brief.size(); ++i)
    if (brief[i].is_fathers && !full[pairing.counterpart[i]].is_fathers && pairing.counterpart[i] < i) return true;
  return false;
}

Score score_of(const Parts& brief, const Parts& full, const Pairing& pairing) {
  Score found{pairing.sum / static_cast<float>(brief.size()) - kExtraPart * static_cast<float>(full.size() - brief.size()), 0, Conflict::none};
  std::size_t whole = 0;
  for (std::size_t i = 0; i < brief.size(); ++i) {
    const auto j = pairing.counterpart[i];
    found.evidence += evidence_of(brief[i], full[j]);
    whole += !is_initial(brief[i]) && !is_initial(full[j]);
  }
  if (genders_differ(brief, full, pairing)) found.conflict = Conflict::gender;
  if (fathers_differ(brief, full, pairing)) found.conflict = Conflict::patronymic;
  if (initials_differ(brief, full, pairing)) found.conflict = Conflict::initial;
  return whole < 2 ? Score{} : found;
}

Score score_whole(const Parts& brief, const Parts& full) {
  if (brief.size() < 2) return {};
  const Assignment assignment(brief, full);
  return assignment.best().sum > 0 ? score_of(brief, full, assignment.best()) : Score{};
}

// Or with two adjacent parts of the longer name as one: Shah Gul Rezai, Shahgul Rezai.
Score score_parts(const Parts& brief, const Parts& full) {
  if (brief.size() < 2) return {};
  const Assignment assignment(brief, full);
  Score best = assignment.best().sum > 0 ? score_of(brief, full, assignment.best()) : Score{};
  if (brief.size() == full.size() || assignment.matched() + 1 < brief.size() || best.mean >= 1 - kExtraPart) return best;
  for (std::size_t i = 0; i + 1 < full.size(); ++i) {
    const NamePart both = joined(full[i], full[i + 1]);
    Score found = score_whole(brief, full.with_joined(i, both));
    found.mean -= kJoined;
    if (found.mean > best.mean) best = found;
  }
  return best;
}

// 0 … 1; -1 where one has none.
float patronymic_similarity(const ParsedName& one, const ParsedName& other) {
  const auto left = parts_with(one, PartRole::patronymic), right = parts_with(other, PartRole::patronymic);
  return left.empty() || right.empty() ? -1 : similarity(left[0], right[0]);
}

bool ordinals_differ(const ParsedName& one, const ParsedName& other) {
  const auto left = parts_with(one, PartRole::ordinal), right = parts_with(other, PartRole::ordinal);
  return !left.empty() && !right.empty() && left[0].folded != right[0].folded;
}

// Robert F. and Robert G. Kennedy: alike but for their initials.
bool only_initials_differ(const ParsedName& one, const ParsedName& other) {
  const auto left = parts_with(one, PartRole::initial), right = parts_with(other, PartRole::initial);
  if (left.empty() || right.empty() || similarity(left[0], right[0]) > 0) return false;
  const auto names = parts_with(one, PartRole::name), others = parts_with(other, PartRole::name);
  return names.size() == others.size() && score_parts(names, others).mean > 0;
}

}  // namespace

string_view conflict_name(Conflict conflict) {
  constexpr std::array<string_view, 5> kNames = {"", "patronymic", "initial", "ordinal", "gender"};
  return kNames[static_cast<std::size_t>(conflict)];
}

Score score(const ParsedName& one, const ParsedName& other) {
  auto brief = identifying(one), full = identifying(other);
  if (brief.size() > full.size()) std::swap(brief, full);
  Score found = score_parts(brief, full);
  const float same_father = patronymic_similarity(one, other);
  if (same_father >= 0 && same_father < kSamePatronymic)
    found.conflict = Conflict::patronymic;
  else if (ordinals_differ(one, other))
    found.conflict = Conflict::ordinal;
  else if (found.mean <= 0 && only_initials_differ(one, other))
    found.conflict = Conflict::initial;
  if (found.mean > 0 && same_father >= kSamePatronymic) found.evidence += kPatronymicEvidence;
  return found;
}

bool is_same(const Score& score, Point point) {
  // The less evidence, the more alike: least means at 4, 5, 6, 7 consonants, and at 8 or more; straight lines between.
  constexpr std::array<std::array<float, 5>, 3> kLeastMeans = {
      {{.97f, .95f, .92f, .90f, .88f}, {.94f, .92f, .88f, .86f, .86f}, {.92f, .90f, .84f, .82f, .82f}}};
  constexpr float kLeastEvidence = 4;
  if (score.conflict != Conflict::none || score.evidence < kLeastEvidence) return false;
  const auto& least = kLeastMeans[static_cast<std::size_t>(point)];
  const auto at = static_cast<std::size_t>(std::min(3.f, score.evidence - kLeastEvidence));
  const float beyond = std::min(1.f, score.evidence - kLeastEvidence - static_cast<float>(at));
  return score.mean >= least[at] + beyond * (least[at + 1] - least[at]);
}

}  // namespace dispatches::names
