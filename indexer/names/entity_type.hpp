// What kinds of named things there are. Beneath everything that speaks of entities.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dispatches::names {

enum class EntityType : std::uint8_t { person, org, place };

constexpr std::string_view type_name(EntityType type) {
  constexpr std::string_view kNames[] = {"person", "org", "place"};
  return kNames[static_cast<int>(type)];
}

constexpr std::optional<EntityType> type_named(std::string_view name) {
  for (EntityType type : {EntityType::person, EntityType::org, EntityType::place})
    if (type_name(type) == name) return type;
  return std::nullopt;
}

}  // namespace dispatches::names
