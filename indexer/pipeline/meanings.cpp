#include "indexer/pipeline/meanings.hpp"

#include <algorithm>
#include <tuple>

#include "indexer/base/jobs.hpp"
#include "indexer/pipeline/meanings_builder.hpp"
#include "indexer/pipeline/name_forms.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::pipeline {

using names::EntityOrdinal;
using names::EntityType;
using names::kNobody;
using names::Reason;
using names::SpellingId;

Meanings MeaningsBuilder::run() {
  out_.types.resize(input_.spellings.size());
  out_.linked.resize(input_.spellings.size());
  find_keys();
  resolve_by_catalogue();
  find_forbidden();
  for (SpellingId id = 1; id < input_.spellings.size(); ++id) want(id);
  for (Wanted& wanted : wanted_) decide_by_override(wanted);
  for (Wanted& wanted : wanted_) decide_by_catalogue(wanted);
  decide_same();
  join_people();
  decide_same();
  find_places();
  find_touched_groups();
  const auto stated = stated_acronyms();
  join_groups(stated);
  join_acronyms(stated);
  join_groups({});
  decide_same();
  follow_types();
  for (const Wanted& wanted : wanted_)
    if (wanted.decided) out_.meanings.push_back({wanted.spelling, wanted.type, wanted.entity, wanted.reason});
  return std::move(out_);
}

// What an override says of a name it says of its case forms, unless it speaks of those itself.
void MeaningsBuilder::find_keys() {
  if (input_.decisions.empty()) return;
  text::Analyzer analyzer;
  std::unordered_multimap<std::string, const std::string*> names;
  for (const std::string& name : input_.decisions.names()) names.emplace(alias_key(name, analyzer), &name);
  for (SpellingId id = 1; id < input_.spellings.size(); ++id) {
    const std::string& spelling = input_.spellings[id];
    std::string key = names::override_key(spelling);
    if (!input_.decisions.speaks_of(key)) {
      const auto [first, last] = names.equal_range(alias_key(spelling, analyzer));
      const auto form = std::find_if(first, last, [&](const auto& name) { return is_form_of(*name.second, spelling, analyzer); });
      if (form == last) continue;
      key = names::override_key(*form->second);
    }
    by_key_[key].push_back(id);
    keys_[id] = std::move(key);
  }
}

// Whom the catalogue means by each spelling that stands in an article: what is known of the same catalogue is not asked again.
void MeaningsBuilder::resolve_by_catalogue() {
  std::unordered_map<std::string, EntityOrdinal> ordinals;
  for (const entities::Entity& entity : input_.catalogue.entities()) ordinals.emplace(entity.id, static_cast<EntityOrdinal>(ordinals.size()));
  const bool same = input_.history.catalogue == input_.catalogue.fingerprint();
  std::vector<SpellingId> unknown;
  for (SpellingId id = 1; id < input_.spellings.size(); ++id) {
    if (!is_asked(id) && !is_spoken_of(id)) continue;
    const auto known = input_.history.listed.find(id);
    if (!same || known == input_.history.listed.end()) unknown.push_back(id);
    else if (!known->second.empty()) listed_[id] = ordinals.at(known->second);
    out_.listed.emplace_back(id, std::string());
  }
  const auto resolve = [&](unsigned job) {
    text::Analyzer analyzer;
    for (std::size_t i = job; i < unknown.size(); i += input_.jobs)
      if (const entities::Entity* entity = input_.matcher.resolve(input_.spellings[unknown[i]], analyzer)) listed_[unknown[i]] = ordinals.at(entity->id);
  };
  run_on(input_.jobs, resolve);
  for (auto& [id, entity] : out_.listed)
    if (listed_[id] != kNobody) entity = input_.catalogue.entities()[listed_[id]].id;
}

std::vector<SpellingId> MeaningsBuilder::spellings_of(const Party& party) const {
  const auto found = by_key_.find(party.key);
  return found == by_key_.end() ? std::vector<SpellingId>() : found->second;
}

// The entity that a party is, or means by the catalogue.
EntityOrdinal MeaningsBuilder::known_entity(const Party& party) const {
  if (party.entity != kNobody) return party.entity;
  for (const SpellingId id : spellings_of(party))
    if (listed_[id] != kNobody) return listed_[id];
  return kNobody;
}

// `different`: the spelling named first leaves what the other means. And what `not` lists say.
void MeaningsBuilder::find_forbidden() {
  for (const Decisions::Pair& pair : input_.decisions.different()) {
    const bool turned = pair.one.entity != kNobody;
    const Party &leaves = turned ? pair.other : pair.one, &stays = turned ? pair.one : pair.other;
    if (const EntityOrdinal entity = known_entity(stays); entity != kNobody)
      for (const SpellingId id : spellings_of(leaves)) forbidden_.emplace(id, entity);
  }
  std::unordered_map<std::string, std::vector<EntityOrdinal>> by_text;
  for (EntityOrdinal entity = 0; entity < input_.catalogue.entities().size(); ++entity)
    for (const std::string& name : input_.catalogue.entities()[entity].not_names) by_text[name].push_back(entity);
  if (by_text.empty()) return;
  for (SpellingId id = 1; id < input_.spellings.size(); ++id)
    if (const auto found = by_text.find(input_.spellings[id]); found != by_text.end())
      for (const EntityOrdinal entity : found->second) forbidden_.emplace(id, entity);
}

// By decision, by the catalogue, by votes.
void MeaningsBuilder::want(SpellingId id) {
  if (!is_asked(id)) return;
  const SpellingCount& count = input_.counts[id];
  const EntityOrdinal listed = listed_[id] != kNobody && !is_forbidden(id, listed_[id]) ? listed_[id] : kNobody;
  std::optional<EntityType> type = count.type();
  if (listed != kNobody) type = table_.entities[listed].type;
  if (!keys_[id].empty()) {
    if (const auto* line = input_.decisions.type(keys_[id])) type = names::type_named(line->target);
    else if (const auto* whom = input_.decisions.whom(keys_[id]); whom && whom->entity != kNobody && !type) type = table_.entities[whom->entity].type;
  }
  out_.types[id] = type;
  for (const EntityType each : {EntityType::person, EntityType::org, EntityType::place})
    if (type == each || count.plain[static_cast<std::size_t>(each)]) wanted_.push_back({id, each, kNobody, false, {}, {}});
}

// Where an editor says of which type a spelling is, no article knows better.
void MeaningsBuilder::follow_types() {
  std::unordered_map<SpellingId, const Wanted*> leaders;
  const auto is_typed = [&](const Wanted& wanted) { return is_spoken_of(wanted.spelling) && input_.decisions.type(keys_[wanted.spelling]); };
  for (const Wanted& wanted : wanted_)
    if (is_typed(wanted) && wanted.type == out_.types[wanted.spelling]) leaders.emplace(wanted.spelling, &wanted);
  for (Wanted& wanted : wanted_)
    if (const auto leader = leaders.find(wanted.spelling); leader != leaders.end() && leader->second != &wanted)
      wanted.entity = leader->second->entity, wanted.decided = leader->second->decided, wanted.reason = leader->second->reason;
}

void MeaningsBuilder::decide_by_override(Wanted& wanted) const {
  if (keys_[wanted.spelling].empty()) return;
  const auto* whom = input_.decisions.whom(keys_[wanted.spelling]);
  if (!whom) return;
  decide(wanted, whom->entity, pipeline::reason_of(*whom->line));
  // An entity that an override makes is what its spelling is taken for.
  if (whom->entity != kNobody && !table_.entities[whom->entity].listed && out_.types[wanted.spelling]) table_.entities[whom->entity].type = *out_.types[wanted.spelling];
}

// Of most names the reason is that they founded an entity: those have one in common.
void decide(Wanted& wanted, EntityOrdinal entity, Reason reason) {
  static const auto founded = std::make_shared<const Reason>(Reason{"rule", 0, {}, {}, {}});
  const bool is_founded = reason.by == founded->by && reason.score == 0 && reason.with.empty() && reason.who.empty() && reason.why.empty();
  wanted.entity = entity;
  wanted.decided = true;
  wanted.reason = is_founded ? founded : std::make_shared<const Reason>(std::move(reason));
}

void MeaningsBuilder::decide_by_catalogue(Wanted& wanted) const {
  const EntityOrdinal entity = listed_[wanted.spelling];
  if (wanted.decided || entity == kNobody || is_forbidden(wanted.spelling, entity) || table_.entities[entity].type != wanted.type) return;
  decide(wanted, entity, {"catalogue", 0, {}, {}, {}});
}

// What `same` lines join to somebody known, however long the chain.
void MeaningsBuilder::decide_same() {
  if (input_.decisions.same().empty()) return;
  Rows rows;
  for (Wanted& wanted : wanted_) rows[wanted.spelling].push_back(&wanted);
  for (bool changed = true; changed;) {
    changed = false;
    for (const Decisions::Pair& pair : input_.decisions.same())
      changed |= follow(pair.one, pair.other, *pair.line, rows) | follow(pair.other, pair.one, *pair.line, rows);
  }
}

bool MeaningsBuilder::follow(const Party& follower, const Party& leader, const names::Override& line, const Rows& rows) const {
  EntityOrdinal entity = leader.entity;
  for (const SpellingId id : spellings_of(leader))
    if (const auto found = rows.find(id); found != rows.end())
      for (const Wanted* wanted : found->second)
        if (wanted->decided && wanted->entity != kNobody && entity == kNobody) entity = wanted->entity;
  if (entity == kNobody) entity = known_entity(leader);
  bool changed = false;
  for (const SpellingId id : spellings_of(follower))
    if (const auto found = rows.find(id); entity != kNobody && found != rows.end())
      for (Wanted* wanted : found->second)
        if (!wanted->decided) decide(*wanted, entity, pipeline::reason_of(line)), changed = true;
  return changed;
}

const names::Override* MeaningsBuilder::same_line(const std::string& key) const {
  for (const Decisions::Pair& pair : input_.decisions.same())
    if (!key.empty() && (pair.one.key == key || pair.other.key == key)) return pair.line;
  return nullptr;
}

// In each language the spelling that most articles have, counting a nominative's case forms for it; the oldest of equals.
void MeaningsBuilder::name_found(EntityOrdinal entity, const std::vector<SpellingId>& members) {
  text::Analyzer analyzer;
  std::map<std::string, std::pair<std::uint32_t, SpellingId>> best;
  for (const SpellingId member : members) {
    const SpellingCount& count = input_.counts[member];
    if (count.languages.empty()) best.try_emplace("und", count.articles, member);
    for (const auto& [language, articles] : count.languages) {
      std::uint32_t weight = articles;
      for (const SpellingId other : members)
        if (other != member && is_form_of(input_.spellings[member], input_.spellings[other], analyzer))
          if (const auto forms = input_.counts[other].languages.find(language); forms != input_.counts[other].languages.end()) weight += forms->second;
      if (auto& most = best[language]; weight > most.first) most = {weight, member};
    }
  }
  auto& names = table_.entities[entity].names;
  for (const auto& [language, most] : best) names.insert_or_assign(language, input_.spellings[most.second]);
}

bool MeaningsBuilder::is_older(SpellingId one, SpellingId other) const {
  return std::tie(input_.since[one], input_.spellings[one]) < std::tie(input_.since[other], input_.spellings[other]);
}

Meanings decide_meanings(const MeaningsInput& input, EntityTable& table) { return MeaningsBuilder(input, table).run(); }

}  // namespace dispatches::pipeline
