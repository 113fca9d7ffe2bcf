// The files of a gazetteer → its store. Internal to gazetteer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/entities/gazetteer_cities.hpp"
#include "indexer/entities/gazetteer_regions.hpp"
#include "indexer/entities/gazetteer_store.hpp"

namespace dispatches::entities {

class GazetteerReader {
 public:
  // REQUIRES: all outlive the reader; `store` is empty.
  GazetteerReader(GazetteerStore& store, const GazetteerFolders& folders, std::span<const std::string_view> languages);

  // Everything but the indexes of the store.
  void read();

 private:
  using Place = GazetteerStore::Place;
  using Kind = GazetteerStore::Kind;
  struct NewName {
    Place place;
    std::uint8_t language;
    std::string_view name;
  };
  using PlaceCalled = std::unordered_map<std::string, Place>;

  Place place(std::string_view id, Kind kind, std::string_view country);
  void take_geonames();
  void take_facts();
  void take_regions();
  PlaceCalled known_regions() const;
  Place place_of_region(const std::string& code, const PlaceCalled& same);
  void sort_names();
  void pack();

  GazetteerStore& store_;
  const GazetteerFolders& folders_;
  std::vector<std::string_view> languages_;
  const GeoNames geonames_;
  const std::vector<RegionName> regions_;
  std::vector<std::string_view> ids_;                      // of places: GeoNames' or CLDR's
  std::vector<GazetteerStore::PackedPlace> places_;
  std::vector<NewName> names_;                             // of several in one language the first counts
  std::unordered_map<std::string_view, Place> by_id_;
};

}  // namespace dispatches::entities
