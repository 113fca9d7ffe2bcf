#include "indexer/pipeline/entity_table.hpp"

#include <fmt/format.h>

#include "indexer/text/fold.hpp"

namespace dispatches::pipeline {

namespace {

using names::EntityOrdinal;
using names::NewEntity;

// The names shown: of each language the first.
NewEntity shown_entity(const entities::Entity& entity) {
  NewEntity shown;
  shown.id = entity.id;
  shown.type = entity.type;
  shown.wikidata = entity.wikidata;
  shown.kind = entity.kind;
  shown.parent = entity.parent;
  shown.latitude = entity.latitude;
  shown.longitude = entity.longitude;
  for (const auto& [language, names] : entity.names)
    if (!names.empty()) shown.names[language] = names.front();
  shown.descriptions = {entity.description.begin(), entity.description.end()};
  return shown;
}

}  // namespace

EntityTable::EntityTable(const entities::Catalogue& catalogue, const names::LexiconHistory& history) : issued(history.issued), catalogue_(catalogue) {
  for (const entities::Entity& entity : catalogue.entities()) add(shown_entity(entity));
  issued_to_.reserve(issued.size());
  for (const names::IssuedId& id : issued) {
    issued_to_.emplace(key(id.founder, id.type), id.id);
    taken_.insert(id.id);
  }
}

EntityOrdinal EntityTable::find(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? names::kNobody : found->second;
}

EntityOrdinal EntityTable::make(const std::string& id, names::EntityType type, const std::string& name) {
  if (const EntityOrdinal known = find(id); known != names::kNobody) return known;
  NewEntity entity;
  entity.id = id;
  entity.type = type;
  entity.listed = false;
  entity.names["en"] = name;
  return add(std::move(entity));
}

EntityOrdinal EntityTable::found(const std::vector<names::SpellingId>& members, names::EntityType type, const std::vector<std::string>& spellings) {
  NewEntity entity;
  entity.type = type;
  entity.listed = false;
  for (const names::SpellingId member : members) {
    const auto given = issued_to_.find(key(member, type));
    if (given == issued_to_.end() || by_id_.contains(given->second)) continue;
    entity.id = given->second;
    return add(std::move(entity));
  }
  entity.id = fresh_id(spellings[members.front()]);
  // A founder whose id the catalogue has taken since keeps that one for the redirect; the entity is found by the new one from now on.
  const bool first = issued_to_.emplace(key(members.front(), type), entity.id).second;
  if (first) issued.push_back({entity.id, members.front(), type});
  return add(std::move(entity));
}

EntityOrdinal EntityTable::keep(const names::LexiconEntity& before) {
  if (const EntityOrdinal known = find(std::string(before.id)); known != names::kNobody) return known;
  NewEntity entity;
  entity.id = before.id;
  entity.type = before.type;
  entity.listed = false;
  for (const names::LexiconText& name : before.names) entity.names.emplace(name.language, name.text);
  return add(std::move(entity));
}

EntityOrdinal EntityTable::place(const entities::GazetteerPlace& place) {
  const auto [known, fresh] = places.emplace(place.id, names::kNobody);
  if (!fresh) return known->second;
  constexpr std::string_view kGeoNames = "geonames:";
  if (place.id.starts_with(kGeoNames))
    if (const entities::Entity* listed = catalogue_.entity_in_geonames(place.id.substr(kGeoNames.size()))) return known->second = find(listed->id);
  NewEntity entity;
  entity.type = names::EntityType::place;
  entity.kind = place.kind;
  entity.parent = country_with(place.country);
  entity.latitude = place.latitude;
  entity.longitude = place.longitude;
  entity.names = {place.names.begin(), place.names.end()};
  // The name alone would differ from archive to archive, by what else is called so: the id says which place it is.
  entity.id = text::slug(entity.name("en") + " " + place.id.substr(place.id.find(':') + 1));
  return known->second = add(std::move(entity));
}

std::string EntityTable::country_with(const std::string& iso) const {
  for (const entities::Entity& entity : catalogue_.entities())
    if (!iso.empty() && entity.iso == iso) return entity.id;
  return {};
}

EntityOrdinal EntityTable::add(NewEntity entity) {
  const auto ordinal = static_cast<EntityOrdinal>(entities.size());
  by_id_.emplace(entity.id, ordinal);
  taken_.insert(entity.id);
  entities.push_back(std::move(entity));
  return ordinal;
}

std::string EntityTable::fresh_id(const std::string& spelling) const {
  std::string slug = text::slug(spelling);
  if (slug.empty()) slug = "entity";
  std::string id = slug;
  for (int number = 2; taken_.contains(id); ++number) id = fmt::format("{}-{}", slug, number);
  return id;
}

}  // namespace dispatches::pipeline
