#include "indexer/entities/place_names.hpp"

#include <fmt/core.h>

#include <unordered_map>

#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

using Bearers = std::unordered_map<std::string, std::size_t>;  // folded name, full, short or `not` → who has it first

void add_bearer(Bearers& bearers, const ListByLanguage& lists, std::size_t entity) {
  for (const auto& [language, names] : lists)
    for (const auto& name : names) bearers.emplace(text::fold(name), entity);
}

Bearers bearers_of_names(const std::vector<Entity>& entities) {
  Bearers bearers;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    add_bearer(bearers, entities[i].names, i);
    add_bearer(bearers, entities[i].short_names, i);
    add_bearer(bearers, {{"", entities[i].not_names}}, i);
  }
  return bearers;
}

// Which names are safe in running text of any language. Latin ones are not: Rome's Spanish name is a people in English (Roma), Canton's Polish one a part
// of Switzerland in German (Kanton), Damascus' Turkish one a first name (Şam). Short ones in scripts without capitals are words: صور is Tyre, and pictures.
bool is_plain(std::string_view name) {
  constexpr std::size_t kLetters = 5, kIdeographs = 3;
  switch (text::script_of(name)) {
    case text::Script::arabic:
    case text::Script::hebrew:
    case text::Script::other:  // Georgian, Armenian
      return text::length(name) >= kLetters;
    case text::Script::han:
    case text::Script::kana:
      return text::length(name) >= kIdeographs;
    default:
      return false;
  }
}

}  // namespace

std::string add_place_names(std::vector<Entity>& entities, const std::vector<std::pair<std::size_t, std::string>>& ids, const GeoNames& geonames) {
  std::string added;
  if (ids.empty() || geonames.files().empty()) return added;
  Bearers bearers = bearers_of_names(entities);
  for (const auto& [entity, id] : ids)
    for (const auto& [language, name] : geonames.names_of(id)) {
      auto& names = entities[entity].names;
      if (names.contains(language) || !is_plain(name) || !bearers.emplace(text::fold(name), entity).second) continue;
      names[language] = {name};
      added += fmt::format("{} {} {}\n", entities[entity].id, language, name);
    }
  return added;
}

}  // namespace dispatches::entities
