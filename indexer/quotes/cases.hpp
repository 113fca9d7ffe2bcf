// Gender and case of names as far as their endings show them, for telling who speaks. Pure. Internal to this room.
#pragma once

#include <string_view>

#include "indexer/entities/entity.hpp"

namespace dispatches::quotes {

enum class Gender : std::uint8_t { unknown, man, woman };

// By given name and surname; unknown where nothing is plain.
Gender gender_of(std::string_view name);

// Whether a Slavic name's last word stands in another case than the nominative, as far as its ending tells. `type` of the name;
// `verb`: gender of the verb's form, if it shows.
bool ends_oblique(std::string_view name, entities::EntityType type, Gender verb);

}  // namespace dispatches::quotes
