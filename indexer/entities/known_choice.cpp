#include "indexer/entities/known_choice.hpp"

#include <algorithm>

#include "indexer/names/score.hpp"

namespace dispatches::entities {
namespace {

using names::NamePart;
using names::ParsedName;
using names::PartRole;
using names::PeopleIndex;

constexpr float kLeastEvidence = 5;
constexpr float kLeastEvidenceCaseless = 7, kLeastMeanCaseless = .93f;  // else letter by letter what is known
constexpr float kPlainer = .06f;  // so much better must a reading be that cuts off more than "and"

std::ptrdiff_t names_of(const ParsedName& parsed) {
  return std::count_if(parsed.parts.begin(), parsed.parts.end(),
                       [](const NamePart& part) { return part.role == PartRole::name; });
}

bool are_same(const ParsedName& parsed, const ParsedName& known) {
  return std::all_of(parsed.parts.begin(), parsed.parts.end(), [&](const NamePart& part) {
    return std::any_of(known.parts.begin(), known.parts.end(),
                       [&](const NamePart& other) { return other.folded == part.folded; });
  });
}

class Chooser {
 public:
  Chooser(const WordsInQuestion& question, const PeopleIndex& people, const std::vector<std::string>& names)
      : question_(question), people_(people), names_(names) {}

  // Of equals the plainest is kept, which comes first.
  std::optional<KnownName> run() {
    try_readings();
    return std::move(best_);
  }

 private:
  using Readings = std::vector<const WordReading*>;

  void try_readings() {
    const auto at = tried_.size();
    if (at == question_.words.size()) return judge();
    const bool first = at == 0, last = at + 1 == question_.words.size();
    tried_.push_back(nullptr);
    if (question_.readings[at]->empty()) try_readings();
    for (const WordReading& reading : *question_.readings[at]) {
      if ((reading.front > 0 && !first) || (reading.back > 0 && !last)) continue;
      tried_.back() = &reading;
      try_readings();
    }
    tried_.pop_back();
  }

  void judge() {
    std::vector<const PeopleIndex::Sounding*> soundings;
    for (const auto* reading : tried_)
      if (reading) soundings.push_back(&reading->sounding);
    if (soundings.size() < 2 || !may_be_sure()) return;
    const auto parsed = parsed_name();
    const auto matches = people_.find(parsed, soundings, names::Point::strict);
    if (matches.empty() || (best_ && best_->mean + margin() >= matches[0].mean)) return;
    const auto known = names::parse_name(names_[matches[0].number]);
    if (is_sure(matches[0], parsed, known)) best_ = {tried_, surname_of(known), matches[0].mean};
  }

  float margin() const {
    const auto prefix = question_.words.front().substr(0, tried_.front()->front);
    return prefix.empty() || prefix == "و" || prefix == "ו" ? 0 : kPlainer;
  }

  // Most pairs of words in scripts without capitals need not be asked for: their sounds are too few.
  bool may_be_sure() const {
    if (question_.cased) return true;
    int consonants = 0;
    bool spelt_so = true;
    for (const auto* reading : tried_) {
      consonants += reading ? reading->part.consonants : 0;
      spelt_so = spelt_so && reading && reading->sounding.is_spelt_so;
    }
    return spelt_so || static_cast<float>(consonants) >= kLeastEvidenceCaseless;
  }

  // In three words, what the middle one is depends on the others.
  ParsedName parsed_name() const {
    ParsedName parsed;
    if (tried_.size() > 2) {
      std::string name;
      for (const auto word : question_.words) name.append(name.empty() ? "" : " ").append(word);
      parsed = names::parse_name(name);
    }
    parsed.parts.resize(tried_.size());
    for (std::size_t i = 0; i < tried_.size(); ++i)
      if (tried_[i] && parsed.parts[i].role == PartRole::name) parsed.parts[i] = tried_[i]->part;
    return parsed;
  }

  // All words of the text must have their counterpart ("Präsident Donald Trump" has one too many), and of the known
  // name at most one be missing here.
  bool is_sure(const PeopleIndex::Match& match, const ParsedName& parsed, const ParsedName& known) const {
    const auto words = names_of(parsed), parts = names_of(known);
    if (words < 2 || words > parts || parts > words + 1 || match.evidence < kLeastEvidence) return false;
    if (question_.cased) return true;
    return (match.evidence >= kLeastEvidenceCaseless && match.mean >= kLeastMeanCaseless) || are_same(parsed, known);
  }

  // The word most like the last part of the known name.
  std::size_t surname_of(const ParsedName& known) const {
    const auto surname = std::find_if(known.parts.rbegin(), known.parts.rend(),
                                      [](const NamePart& part) { return part.role == PartRole::name; });
    std::size_t best = tried_.size() - 1;
    float most = 0;
    for (std::size_t i = tried_.size(); i-- > 0;)
      if (const float alike = tried_[i] ? similarity(tried_[i]->part, *surname) : 0; alike > most) {
        most = alike;
        best = i;
      }
    return best;
  }

  const WordsInQuestion& question_;
  const PeopleIndex& people_;
  const std::vector<std::string>& names_;
  Readings tried_;
  std::optional<KnownName> best_;
};

}  // namespace

std::optional<KnownName> known_name(const WordsInQuestion& question, const PeopleIndex& people,
                                    const std::vector<std::string>& names) {
  return Chooser(question, people, names).run();
}

}  // namespace dispatches::entities
