#include "indexer/pipeline/lexicon_changes.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <set>
#include <tuple>
#include <unordered_map>

namespace dispatches::pipeline {

namespace {

using names::kNobody;
using names::Lexicon;
using Meaning = names::LexiconMeaning;
using Kind = LexiconChange::Kind;

const std::string kNone;

std::string id_of(const Meaning* meaning, const Lexicon& lexicon) {
  return meaning && meaning->entity != kNobody ? std::string(lexicon.entities[meaning->entity].id) : kNone;
}

// The spelling's meaning by the type that its votes give it.
const Meaning* meaning_of(names::SpellingId id, const Lexicon& lexicon) {
  const auto type = id < lexicon.spellings.size() ? lexicon.spellings[id].type : std::nullopt;
  return type ? lexicon.meaning(id, *type) : nullptr;
}

class Comparison {
 public:
  Comparison(const Lexicon& before, const Lexicon& after) : before_(before), after_(after) {}

  std::vector<LexiconChange> run() {
    for (names::SpellingId id = 1; id < before_.spellings.size(); ++id)
      if (after_.spellings.size() > id && after_.spellings[id].articles > 0) look_at(id);
    for (const auto& [entity, spellings] : spellings_of_) compare(entity, spellings);
    add_renamed();
    std::stable_sort(changes_.begin(), changes_.end(), [](const LexiconChange& a, const LexiconChange& b) {
      return std::tuple(a.kind, -static_cast<std::int64_t>(a.articles), a.before, a.spelling) < std::tuple(b.kind, -static_cast<std::int64_t>(b.articles), b.before, b.spelling);
    });
    return std::move(changes_);
  }

 private:
  void look_at(names::SpellingId id) {
    const std::string was = id_of(meaning_of(id, before_), before_);
    const Meaning* now = meaning_of(id, after_);
    const std::string is = id_of(now, after_);
    if (!was.empty()) spellings_of_[was].push_back(id);
    else if (!is.empty()) changes_.push_back({Kind::linked, std::string(after_.spellings[id].text), {}, is, after_.spellings[id].articles, in_words(*now->reason)});
  }

  // Where the spellings of an entity of before are now.
  void compare(const std::string& entity, const std::vector<names::SpellingId>& spellings) {
    std::set<std::string> now;
    std::uint32_t articles = 0;
    for (const names::SpellingId id : spellings) now.insert(id_of(meaning_of(id, after_), after_)), articles += after_.spellings[id].articles;
    if (now.size() == 1 && *now.begin() == entity) return;
    const Meaning* first = meaning_of(spellings.front(), after_);
    if (now.size() == 1 && !now.contains(kNone))
      changes_.push_back({Kind::merged, std::string(after_.spellings[spellings.front()].text), entity, *now.begin(), articles, in_words(*first->reason)});
    else if (now.size() == 1)
      changes_.push_back({Kind::unlinked, std::string(after_.spellings[spellings.front()].text), entity, {}, articles, first ? in_words(*first->reason) : kNone});
    else
      for (const names::SpellingId id : spellings) part(id, entity);
  }

  void part(names::SpellingId id, const std::string& entity) {
    const Meaning* now = meaning_of(id, after_);
    const std::string is = id_of(now, after_);
    if (is != entity) changes_.push_back({Kind::parted, std::string(after_.spellings[id].text), entity, is, after_.spellings[id].articles, now ? in_words(*now->reason) : kNone});
  }

  void add_renamed() {
    for (const names::LexiconEntity& entity : after_.entities) {
      const names::EntityOrdinal before = before_.entity_named(entity.id);
      if (before == kNobody || before_.entities[before].id != entity.id) continue;
      const std::string was(before_.entities[before].name("en")), is(entity.name("en"));
      if (was != is) changes_.push_back({Kind::renamed, is, was, std::string(entity.id), 0, {}});
    }
  }

  const Lexicon &before_, &after_;
  std::map<std::string, std::vector<names::SpellingId>> spellings_of_;  // of entities of before
  std::vector<LexiconChange> changes_;
};

}  // namespace

std::string in_words(const names::Reason& reason) {
  if (reason.by == "rule") return reason.with.empty() ? "rule" : fmt::format("rule {:.2f} with '{}'", reason.score, reason.with);
  if (reason.by != "override") return reason.by;
  return fmt::format("override{}{}", reason.who.empty() ? "" : " by " + reason.who, reason.why.empty() ? "" : ": " + reason.why);
}

std::vector<LexiconChange> lexicon_changes(const Lexicon& before, const Lexicon& after) { return Comparison(before, after).run(); }

void print_changes(const std::vector<LexiconChange>& changes, std::ostream& out) {
  for (const LexiconChange& change : changes) {
    const std::string why = change.reason.empty() ? "" : ": " + change.reason;
    const std::string after = change.after.empty() ? "nobody" : change.after;
    switch (change.kind) {
      case Kind::merged: fmt::print(out, "merged: {} into {} ({} articles){}\n", change.before, after, change.articles, why); break;
      case Kind::parted: fmt::print(out, "parted: '{}' from {}, now {} ({} articles){}\n", change.spelling, change.before, after, change.articles, why); break;
      case Kind::linked: fmt::print(out, "linked: '{}' to {} ({} articles){}\n", change.spelling, after, change.articles, why); break;
      case Kind::unlinked: fmt::print(out, "unlinked: {} ('{}', {} articles) means nobody now{}\n", change.before, change.spelling, change.articles, why); break;
      case Kind::renamed: fmt::print(out, "renamed: {} is shown as '{}', before as '{}'\n", after, change.spelling, change.before); break;
    }
  }
}

}  // namespace dispatches::pipeline
