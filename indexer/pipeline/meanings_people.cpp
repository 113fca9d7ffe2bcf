#include <algorithm>

#include "indexer/names/key.hpp"
#include "indexer/pipeline/meanings_builder.hpp"
#include "indexer/pipeline/name_forms.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::pipeline {

using names::EntityOrdinal;
using names::EntityType;
using names::kNobody;
using names::Reason;
using names::SpellingId;

void MeaningsBuilder::join_people() {
  std::unordered_map<SpellingId, Wanted*> rows;
  std::vector<Person> people = people_asked(rows);
  add_listed(people);
  for (const Person& person : people) out_.linked[person.spelling] = true;
  const auto apart = people_apart(people);
  const auto together = people_together(people);
  PeopleClusters found = cluster_people(input_, std::move(people), apart, together);
  out_.links = std::move(found.links);
  for (const PeopleClusters::Cluster& cluster : found.clusters) take_cluster(cluster, rows);
}

// Everybody that articles name, but for those whom nobody can tell and those who are nobody by decision.
std::vector<Person> MeaningsBuilder::people_asked(std::unordered_map<SpellingId, Wanted*>& rows) {
  text::Analyzer analyzer;
  const std::set<std::string> ambiguous = ambiguous_names();
  std::vector<Person> people;
  for (Wanted& wanted : wanted_) {
    if (wanted.type != EntityType::person || (wanted.decided && wanted.entity == kNobody)) continue;
    if (!wanted.decided && !ambiguous.empty() && ambiguous.contains(alias_key(input_.spellings[wanted.spelling], analyzer))) continue;
    rows.emplace(wanted.spelling, &wanted);
    people.push_back({wanted.spelling, wanted.entity, false});
  }
  return people;
}

// Names of the catalogue; and those an editor spoke of: what he says of a name holds for spellings like it, though no article may have the
// form that he wrote down.
void MeaningsBuilder::add_listed(std::vector<Person>& people) const {
  std::unordered_set<SpellingId> seen;
  for (const Person& person : people) seen.insert(person.spelling);
  const auto& listed = input_.catalogue.entities();
  std::unordered_map<std::string_view, SpellingId> ids;
  for (const entities::Entity& entity : listed)
    for (const auto& [language, names] : entity.names)
      for (const std::string& name : names) ids.emplace(name, 0);
  for (SpellingId id = 1; id < input_.spellings.size(); ++id)
    if (const auto wanted = ids.find(input_.spellings[id]); wanted != ids.end() && wanted->second == 0) wanted->second = id;
  for (EntityOrdinal entity = 0; entity < listed.size(); ++entity) {
    if (listed[entity].type != EntityType::person) continue;
    for (const auto& [language, names] : listed[entity].names)
      for (const std::string& name : names)
        if (const auto id = ids.find(name); id->second != 0 && !is_forbidden(id->second, entity) && seen.insert(id->second).second)
          people.push_back({id->second, entity, true});
  }
  for (const auto& [key, spellings] : by_key_)
    if (const auto* whom = input_.decisions.whom(key); whom && whom->entity != kNobody && table_.entities[whom->entity].type == EntityType::person)
      for (const SpellingId id : spellings)
        if (seen.insert(id).second) people.push_back({id, whom->entity, true});
}

void MeaningsBuilder::take_cluster(const PeopleClusters::Cluster& cluster, const std::unordered_map<SpellingId, Wanted*>& rows) {
  std::vector<SpellingId> members;
  for (const PeopleClusters::Member& member : cluster.members) members.push_back(member.spelling);
  const bool is_kept = cluster.kept != kNobody;
  EntityOrdinal entity = is_kept ? table_.keep(input_.previous->entities[cluster.kept]) : cluster.entity;
  if (entity == kNobody && !may_be_cluster(cluster)) return;
  if (entity == kNobody) entity = table_.found(members, EntityType::person, input_.spellings);
  for (const PeopleClusters::Member& member : cluster.members)
    if (Wanted& wanted = *rows.at(member.spelling); !wanted.decided) decide(wanted, entity, reason_of(member));
  if (!table_.entities[entity].listed && !is_kept) name_found(entity, members);
}

// Full names that several people of the catalogue have: nobody can say whom they mean.
std::set<std::string> MeaningsBuilder::ambiguous_names() const {
  text::Analyzer analyzer;
  std::unordered_map<std::string, EntityOrdinal> bearer;
  std::set<std::string> ambiguous;
  for (EntityOrdinal entity = 0; entity < input_.catalogue.entities().size(); ++entity)
    for (const auto& [language, names] : input_.catalogue.entities()[entity].names)
      for (const std::string& name : names) {
        const std::string key = alias_key(name, analyzer);
        if (bearer.emplace(key, entity).first->second != entity) ambiguous.insert(key);
      }
  return ambiguous;
}

// A pair that stands together without being alike does so by an override.
Reason MeaningsBuilder::reason_of(const PeopleClusters::Member& member) const {
  if (member.reason.score > 0 || member.reason.with.empty()) return member.reason;
  const names::Override* line = same_line(keys_[member.spelling]);
  return line ? pipeline::reason_of(*line) : member.reason;
}

// A surname alone is nobody's, unless an editor joined it to something.
bool MeaningsBuilder::may_be_cluster(const PeopleClusters::Cluster& cluster) const {
  return std::any_of(cluster.members.begin(), cluster.members.end(), [&](const auto& member) {
    const names::ParsedName name = names::parse_name(input_.spellings[member.spelling]);
    const auto parts = std::count_if(name.parts.begin(), name.parts.end(), [](const names::NamePart& part) { return part.role == names::PartRole::name; });
    return name.parts.size() > 1 && parts > 0;
  });
}

std::set<std::pair<SpellingId, SpellingId>> MeaningsBuilder::people_apart(const std::vector<Person>& people) const {
  std::set<std::pair<SpellingId, SpellingId>> apart;
  for (const Decisions::Pair& pair : input_.decisions.different())
    for (const SpellingId one : spellings_of(pair.one))
      for (const SpellingId other : spellings_of(pair.other))
        if (one != other) apart.emplace(one, other);
  if (forbidden_.empty()) return apart;
  std::unordered_map<EntityOrdinal, std::vector<SpellingId>> names_of;
  for (const Person& person : people)
    if (person.entity != kNobody) names_of[person.entity].push_back(person.spelling);
  for (const auto& [spelling, entity] : forbidden_)
    for (const SpellingId name : names_of[entity])
      if (name != spelling) apart.emplace(spelling, name);
  return apart;
}

std::vector<std::pair<SpellingId, SpellingId>> MeaningsBuilder::people_together(const std::vector<Person>& people) const {
  std::vector<std::pair<SpellingId, SpellingId>> together;
  std::unordered_map<EntityOrdinal, SpellingId> named;
  for (const Person& person : people)
    if (person.entity != kNobody) named.emplace(person.entity, person.spelling);
  for (const Decisions::Pair& pair : input_.decisions.same())
    for (const SpellingId one : spellings_of(pair.one)) {
      for (const SpellingId other : spellings_of(pair.other)) together.emplace_back(one, other);
      if (const auto name = named.find(pair.other.entity); name != named.end()) together.emplace_back(one, name->second);
    }
  return together;
}

}  // namespace dispatches::pipeline
