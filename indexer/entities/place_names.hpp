// What the catalogue's places are called in languages that it has no name for, from GeoNames. Internal to this room.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "indexer/entities/entity.hpp"
#include "indexer/entities/gazetteer_names.hpp"

namespace dispatches::entities {

// `ids`: index of an entity, its id in GeoNames. A name in a script other than Latin and Cyrillic, and of some length, is added where the entity has none in
// that language and nobody in the catalogue has it already, full or short. Returns what was added, a line each, for the catalogue's fingerprint.
std::string add_place_names(std::vector<Entity>& entities, const std::vector<std::pair<std::size_t, std::string>>& ids, const GeoNames& geonames);

}  // namespace dispatches::entities
