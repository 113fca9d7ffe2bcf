// The gazetteer: the world's cities of more than 15,000 inhabitants and its regions, in many languages, for places that articles name and the
// catalogue does not list. "Goris", "Горіс", "Гориса" → one city. Nothing of it stands in the project: it is read from Debian's packages
// libgeonames-common and libgeonames0 (GeoNames, geonames.org, CC BY 4.0) and unicode-cldr-core (Unicode licence), and knows less where they are
// not installed. It is for spellings that are already taken for places: it does not know "Reading" the city from reading the verb.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/entities/gazetteer_names.hpp"

namespace dispatches::entities {

// Where the data lie. An empty name: do without.
struct GazetteerFolders {
  std::filesystem::path locales = kLocales;
  std::filesystem::path subdivisions = "/usr/share/unicode/cldr/common/subdivisions";
  std::string cities = "libgeonames.so.0";  // as dlopen(3) takes it
};

struct GazetteerPlace {
  std::string id;       // "geonames:706483", "geonames:UA.07"; "iso:ua-63" for a region that only CLDR names
  std::string kind;     // "city" or "region"
  std::string country;  // ISO 3166-1 alpha-2; empty if not known
  std::optional<double> latitude, longitude;  // degrees; cities only
  std::uint32_t population = 0;               // inhabitants, 0 if not known; of a region: in its cities
  ByLanguage names;
};

class GazetteerStore;

// Reads its files when it is first asked (about 0.5 s of one core, once), so that who never asks pays nothing. May be shared by threads.
class Gazetteer {
 public:
  explicit Gazetteer(GazetteerFolders folders = {}, std::span<const std::string_view> languages = kGazetteerLanguages);
  ~Gazetteer();

  // The place that bears the name, case, marks and Cyrillic case forms aside. Of several the one that has ten times the inhabitants of each other; a
  // city before the region around it; else nobody, and nobody for the name of a country. REQUIRES: valid UTF-8.
  std::optional<GazetteerPlace> place_called(std::string_view spelling) const;
  // By the id of a GazetteerPlace.
  std::optional<GazetteerPlace> place(std::string_view id) const;

  std::size_t size() const;   // cities and regions
  std::size_t bytes() const;  // of memory, about
  // What is not there or damaged, one sentence each. Not an error: fewer places are known.
  const std::vector<std::string>& remarks() const;
  // Of the names, sizes and times of its files, which it does not read for it: another one with every upgrade of their packages. XXH3-64, hexadecimal.
  std::string version() const;
  // Of all that was read: XXH3-128, hexadecimal.
  const std::string& fingerprint() const;

 private:
  const GazetteerStore& store() const;

  GazetteerFolders folders_;
  std::vector<std::string_view> languages_;
  mutable std::once_flag read_;
  mutable std::unique_ptr<const GazetteerStore> store_;
};

}  // namespace dispatches::entities
