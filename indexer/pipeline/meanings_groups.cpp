#include <algorithm>

#include "indexer/pipeline/meanings_builder.hpp"
#include "indexer/pipeline/name_forms.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::pipeline {

using names::EntityOrdinal;
using names::EntityType;
using names::kNobody;
using names::Reason;
using names::SpellingId;

namespace {

// Places of fewer people have too many namesakes that no list knows: the town of Mykhailivka is not the one that has most inhabitants.
constexpr std::uint32_t kLeastPopulation = 100'000;

// An organisation or place nobody lists is taken for one if this many articles name it, or one where it is plain.
constexpr std::uint32_t kEnoughArticles = 2;

// Of a mention that the article explains: "the SBU (Security Service of Ukraine)".
bool is_acronym(const names::MentionRecord& mention, const std::vector<std::string>& spellings) {
  return mention.antecedent != 0 && mention.type == EntityType::org && text::is_all_capitals(spellings[mention.surface]);
}

std::string group_key(const std::string& name, text::Analyzer& analyzer) {
  std::string key = alias_key(name, analyzer);
  if (key.starts_with("the ")) key.erase(0, 4);
  return key;
}

}  // namespace

// What the gazetteer knows of the places that the catalogue does not list.
void MeaningsBuilder::find_places() {
  for (Wanted& wanted : wanted_) {
    if (wanted.type != EntityType::place || wanted.decided) continue;
    const auto place = input_.gazetteer.place_called(input_.spellings[wanted.spelling]);
    if (!place || (place->kind == "city" && place->population < kLeastPopulation)) continue;
    const EntityOrdinal entity = table_.place(*place);
    if (!is_forbidden(wanted.spelling, entity)) decide(wanted, entity, {"catalogue", 0, place->id, {}, {}});
  }
}

// Keys of groups that `same` lines make one: each leads to another or to itself.
std::map<std::string, std::string> MeaningsBuilder::joined_keys(text::Analyzer& analyzer) const {
  std::map<std::string, std::string> leads;
  const auto last = [&](std::string key) {
    for (auto next = leads.find(key); next != leads.end() && next->second != key; next = leads.find(key)) key = next->second;
    return key;
  };
  for (const Decisions::Pair& pair : input_.decisions.same())
    leads[last(group_key(pair.line->spelling, analyzer))] = last(group_key(pair.line->target, analyzer));
  for (auto& [key, to] : leads) to = last(to);
  return leads;
}

// Groups that may not be what they were: those of spellings that the night touched, and of acronyms, which follow others.
void MeaningsBuilder::find_touched_groups() {
  if (!input_.touched) return;
  text::Analyzer analyzer;
  for (SpellingId id = 1; id < input_.spellings.size(); ++id)
    if ((*input_.touched)[id]) touched_groups_.insert(group_key(input_.spellings[id], analyzer));
  for (const names::MentionRecord& mention : input_.mentions)
    if (is_acronym(mention, input_.spellings)) touched_groups_.insert(group_key(input_.spellings[mention.surface], analyzer));
}

// Organisations and places: equal but for case, marks, endings and "the".
void MeaningsBuilder::join_groups(const Stated& later) {
  text::Analyzer analyzer;
  const std::map<std::string, std::string> joined = joined_keys(analyzer);
  std::map<std::pair<EntityType, std::string>, std::vector<Wanted*>> groups;
  for (Wanted& wanted : wanted_) {
    if (wanted.type == EntityType::person || wanted.decided || later.contains(wanted.spelling)) continue;
    if (wanted.group.empty()) wanted.group = group_key(input_.spellings[wanted.spelling], analyzer);
    const auto to = joined.find(wanted.group);
    if (const std::string& key = to == joined.end() ? wanted.group : to->second; !key.empty()) groups[{wanted.type, key}].push_back(&wanted);
  }
  std::vector<std::vector<Wanted*>> ordered;
  for (auto& [key, members] : groups) {
    if (input_.touched && !touched_groups_.contains(key.second)) {
      keep_group(members);
      continue;
    }
    std::sort(members.begin(), members.end(), [&](const Wanted* a, const Wanted* b) { return is_older(a->spelling, b->spelling); });
    ordered.push_back(std::move(members));
  }
  std::sort(ordered.begin(), ordered.end(), [&](const auto& a, const auto& b) { return is_older(a.front()->spelling, b.front()->spelling); });
  for (const auto& members : ordered) join_group(members);
}

void MeaningsBuilder::keep_group(const std::vector<Wanted*>& members) {
  for (Wanted* wanted : members)
    if (const names::LexiconMeaning* meaning = input_.previous->meaning(wanted->spelling, wanted->type); meaning && meaning->entity != kNobody)
      decide(*wanted, table_.keep(input_.previous->entities[meaning->entity]), *meaning->reason);
}

void MeaningsBuilder::join_group(const std::vector<Wanted*>& members) {
  std::uint32_t articles = 0;
  bool plain = false;
  std::vector<SpellingId> spellings;
  for (const Wanted* wanted : members) {
    const SpellingCount& count = input_.counts[wanted->spelling];
    articles += count.articles;
    plain |= count.plain[static_cast<std::size_t>(wanted->type)] || is_spoken_of(wanted->spelling);
    spellings.push_back(wanted->spelling);
  }
  if (articles < kEnoughArticles && !plain) return;
  const EntityOrdinal entity = table_.found(spellings, members.front()->type, input_.spellings);
  for (Wanted* wanted : members) {
    Reason reason{"rule", wanted == members.front() ? 0.f : 1.f, {}, {}, {}};
    if (wanted != members.front()) reason.with = input_.spellings[members.front()->spelling];
    if (const names::Override* line = same_line(keys_[wanted->spelling])) reason = pipeline::reason_of(*line);
    decide(*wanted, entity, std::move(reason));
  }
  name_found(entity, spellings);
}

MeaningsBuilder::Stated MeaningsBuilder::stated_acronyms() const {
  Stated stated;
  for (const names::MentionRecord& mention : input_.mentions)
    if (is_acronym(mention, input_.spellings) && is_asked(mention.antecedent))
      stated[mention.surface].insert(mention.antecedent);
  return stated;
}

// "SBU" alone means what the articles that explain it mean by it, if they agree.
void MeaningsBuilder::join_acronyms(const Stated& stated) {
  std::unordered_map<SpellingId, EntityOrdinal> organisations;
  for (const Wanted& wanted : wanted_)
    if (wanted.decided && wanted.type == EntityType::org) organisations.emplace(wanted.spelling, wanted.entity);
  for (Wanted& wanted : wanted_) {
    const auto full = stated.find(wanted.spelling);
    if (wanted.type != EntityType::org || wanted.decided || full == stated.end()) continue;
    std::set<EntityOrdinal> meant;
    for (const SpellingId spelling : full->second)
      if (const auto known = organisations.find(spelling); known != organisations.end()) meant.insert(known->second);
    if (meant.size() == 1 && *meant.begin() != kNobody) decide(wanted, *meant.begin(), {"rule", 1, input_.spellings[*full->second.begin()], {}, {}});
  }
}

}  // namespace dispatches::pipeline
