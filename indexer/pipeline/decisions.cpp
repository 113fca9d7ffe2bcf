#include "indexer/pipeline/decisions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/text/fold.hpp"

namespace dispatches::pipeline {

namespace {

using names::EntityOrdinal;
using names::kNobody;
using names::Override;
using names::Verb;

constexpr std::string_view kNew = "new:";

// The id of the entity that a scoped `different` makes: readable, and the same every night.
std::string parted_id(const Override& line) {
  const names::Scope& scope = line.scope;
  std::string where = scope.text;
  for (const auto& day : {scope.from, scope.to})
    if (day) where += ' ' + text::format_time(text::sys_seconds(*day)).substr(0, 10);
  return text::slug(line.spelling + " " + where);
}

}  // namespace

names::Reason reason_of(const Override& line) {
  std::string why = line.why;
  if (!line.on.empty()) why = why.empty() ? line.on : why + " (" + line.on + ")";
  return {"override", 0, {}, line.by, why};
}

Decisions::Decisions(const std::vector<Override>& overrides, const std::string& file, const std::vector<std::string>& spellings, EntityTable& table)
    : overrides_(overrides), file_(file), spellings_(spellings), table_(&table) {
  for (const Override& line : overrides_) take(line, table);
}

void Decisions::take(const Override& line, EntityTable& table) {
  const std::string key = names::override_key(line.spelling);
  if (line.scope.kind != names::Scope::Kind::none) return take_scoped(line, table);
  speak_of(line.spelling);
  if (line.verb == Verb::same || line.verb == Verb::different) speak_of(line.target);
  switch (line.verb) {
    case Verb::same: add_pair(line, same_); break;
    case Verb::different: add_pair(line, different_); break;
    case Verb::is: whom_[key] = {target_of(line, table), &line}; break;
    case Verb::ignore: whom_[key] = {kNobody, &line}; break;
    case Verb::type: types_[key] = &line; break;
    case Verb::name: break;  // see rename()
  }
}

void Decisions::add_pair(const Override& line, std::vector<Pair>& pairs) {
  pairs.push_back({party(line.spelling), party(line.target), &line});
  keys_.insert({pairs.back().one.key, pairs.back().other.key});
}

void Decisions::speak_of(const std::string& name) {
  keys_.insert(names::override_key(name));
  names_.insert(name);
}

void Decisions::take_scoped(const Override& line, EntityTable& table) {
  EntityOrdinal target = kNobody;
  if (line.verb == Verb::is) target = target_of(line, table);
  if (line.verb == Verb::different) target = table.make(parted_id(line), names::EntityType::person, line.spelling);
  scoped_.push_back(&line);
  scoped_targets_[&line] = target;
}

// An entity of the catalogue or of another line, one found earlier by its id, or a new one.
EntityOrdinal Decisions::target_of(const Override& line, EntityTable& table) {
  if (line.target.starts_with(kNew)) return table.make(line.target.substr(kNew.size()), names::EntityType::person, line.spelling);
  if (const EntityOrdinal known = table.find(line.target); known != kNobody) return known;
  const auto given = std::find_if(table.issued.begin(), table.issued.end(), [&](const names::IssuedId& id) { return id.id == line.target; });
  if (given == table.issued.end()) refuse(line, fmt::format("no entity has the id '{}'; use one that 'indexer entities list' shows, or new:SLUG for one that no catalogue lists", line.target));
  // It stays an entity as long as an override speaks of it, and what founded it stays with it.
  const std::string& founder = spellings_.at(given->founder);
  const EntityOrdinal entity = table.make(given->id, given->type, founder);
  whom_.try_emplace(names::override_key(founder), Whom{entity, &line});
  speak_of(founder);
  return entity;
}

Party Decisions::party(const std::string& text) const {
  if (const EntityOrdinal entity = table_->find(text); entity != kNobody) return {{}, entity};
  const auto given = std::find_if(table_->issued.begin(), table_->issued.end(), [&](const names::IssuedId& id) { return id.id == text; });
  if (given != table_->issued.end() && given->founder < spellings_.size()) return {names::override_key(spellings_[given->founder]), kNobody};
  return {names::override_key(text), kNobody};
}

const Decisions::Whom* Decisions::whom(const std::string& key) const {
  const auto found = whom_.find(key);
  return found == whom_.end() ? nullptr : &found->second;
}

const Override* Decisions::type(const std::string& key) const {
  const auto found = types_.find(key);
  return found == types_.end() ? nullptr : found->second;
}

// In every language whose name is written in the same script; in English where there is none.
void Decisions::rename(EntityTable& table) const {
  for (const Override& line : overrides_) {
    if (line.verb != Verb::name) continue;
    const EntityOrdinal by_target = table.find(line.target), entity = by_target != kNobody ? by_target : table.find(line.spelling);
    if (entity == kNobody) refuse(line, fmt::format("neither '{}' nor '{}' is the id of an entity; name takes the name to show and the entity's id", line.spelling, line.target));
    const std::string& name = by_target != kNobody ? line.spelling : line.target;
    bool any = false;
    for (auto& [language, shown] : table.entities[entity].names)
      if (text::script_of(shown) == text::script_of(name)) shown = name, any = true;
    if (!any) table.entities[entity].names["en"] = name;
  }
}

void Decisions::refuse(const Override& line, const std::string& what) const {
  throw names::BadOverrides(fmt::format("{}:{}: {}", file_, line.line, what));
}

}  // namespace dispatches::pipeline
