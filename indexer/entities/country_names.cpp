#include "indexer/entities/country_names.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "indexer/text/fold.hpp"
#include "indexer/text/language.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

// The languages of the archive, and those whose names travel in quotations.
constexpr std::array<const char*, 17> kLanguages = {"en", "uk", "ru", "de", "fr", "es", "it", "pl", "pt",
                                                    "nl", "tr", "ar", "he", "zh", "ja", "ko", "fa"};

using Bearers = std::unordered_map<std::string, std::size_t>;  // folded name → its entity

Bearers bearers_of_names(const std::vector<Entity>& entities) {
  Bearers bearers;
  for (std::size_t i = 0; i < entities.size(); ++i)
    for (const auto& [language, names] : entities[i].names)
      for (const auto& name : names) bearers.emplace(text::fold(name), i);
  return bearers;
}

// "Myanmar (Birma)" → "Myanmar"; "Kongo – Kinshasa", which nobody writes → nothing.
std::string plain_name(const std::string& name) {
  const auto plain = std::string(text::trim(std::string_view(name).substr(0, name.find('('))));
  return plain.find(" - ") == std::string::npos && plain.find(" – ") == std::string::npos ? plain : std::string();
}

void add_in_front(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.insert(names.begin(), name);
}

void show_name_of_id(Entity& entity) {
  const auto english = entity.names.find("en");
  if (english == entity.names.end()) return;
  auto& names = english->second;
  const auto makes_id = [&](const std::string& name) { return text::slug(name) == entity.id; };
  const auto found = std::find_if(names.begin(), names.end(), makes_id);
  if (found != names.end()) std::rotate(names.begin(), found, found + 1);
}

}  // namespace

void add_country_names(std::vector<Entity>& entities, std::size_t countries, std::vector<std::string>& remarks) {
  auto bearers = bearers_of_names(entities);
  for (std::size_t i = 0; i < countries; ++i) {
    auto& country = entities[i];
    if (country.iso.empty()) continue;
    for (const char* language : kLanguages) {
      const auto name = plain_name(text::country_name(country.iso, language));
      if (name.empty()) continue;
      const auto bearer = bearers.emplace(text::fold(name), i).first->second;
      if (bearer == i)
        add_in_front(country.names[language], name);
      else
        remarks.push_back(fmt::format("'{}', ICU's name of {} in '{}', is left to {}, which has it among its names",
                                      name, country.id, language, entities[bearer].id));
    }
    show_name_of_id(country);
  }
}

}  // namespace dispatches::entities
