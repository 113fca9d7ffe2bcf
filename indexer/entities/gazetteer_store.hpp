// What a Gazetteer has read, packed: some 31,000 places and 180,000 names in 8 MB. Immutable once read. Internal to gazetteer.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/entities/gazetteer.hpp"

namespace dispatches::entities {

class GazetteerStore {
 public:
  using Place = std::uint32_t;  // index into places
  enum class Kind : std::uint8_t { city, region, country };
  static constexpr Place kNowhere = ~Place{0};

  struct PackedPlace {
    std::uint32_t id = 0;  // offset in letters
    std::uint8_t id_bytes = 0;
    Kind kind = Kind::city;
    std::array<char, 2> country{};  // zeros: not known
    std::uint32_t first_name = 0;   // index into names, which stand by place
    Place region = kNowhere;        // of a city
    std::uint32_t population = 0;
    std::optional<std::array<double, 2>> position;  // latitude, longitude
  };
  struct PackedName {
    std::uint32_t begin = 0;  // in letters
    std::uint16_t bytes = 0;
    std::uint16_t language = 0;  // index into languages
  };
  struct Entry {
    std::uint32_t key, name;  // key_of() its words; index into names
    Place place;
    auto operator<=>(const Entry&) const = default;
  };

  GazetteerStore(const GazetteerFolders& folders, std::span<const std::string_view> languages);

  std::string_view id(Place place) const { return std::string_view(letters).substr(places[place].id, places[place].id_bytes); }
  std::string_view name(std::uint32_t number) const { return std::string_view(letters).substr(names[number].begin, names[number].bytes); }
  std::span<const PackedName> names_of(Place place) const;
  struct Bearer {
    Place place;
    bool by_name;  // not only by a case form
  };
  // Whoever bears the name or something whose case form it may be; if nobody does, Ukrainian and Russian letters made one. Each once.
  std::vector<Bearer> bearers(std::string_view spelling) const;
  std::optional<Place> find(std::string_view id) const;
  std::size_t bytes() const;  // of memory, about

  std::vector<std::string> languages;
  std::string letters;
  std::vector<PackedPlace> places;
  std::vector<PackedName> names;
  std::vector<Entry> index;   // ascending
  std::vector<Place> by_id;   // ascending by id
  std::vector<std::string> remarks;
  std::string fingerprint;

 private:
  template <class Level>
  std::vector<Bearer> bearers_of(const std::vector<std::string>& words, Level level) const;
  void build_index();
};

}  // namespace dispatches::entities
