// What countries are called in the languages of the archive, from ICU. Internal to this room.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/entities/entity.hpp"

namespace dispatches::entities {

// Gives the first `countries` entities their usual names, in front of those they have. A name that another entity has
// in the catalogue is left to that one, with a remark. In English the name that the id was made of is shown, if it is
// there: "Palestine", not "Palestinian Territories".
void add_country_names(std::vector<Entity>& entities, std::size_t countries, std::vector<std::string>& remarks);

}  // namespace dispatches::entities
