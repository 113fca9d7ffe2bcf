// Where the cities of the world lie and how many people live there: GeoNames' cities of more than 15,000 inhabitants, as the shared library
// libgeonames.so.0 of Debian's package libgeonames0 carries them. The library is loaded when asked and need not be there; nothing is linked.
// Internal to this room. Data: GeoNames (geonames.org), CC BY 4.0.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dispatches::entities {

struct CityFacts {
  std::string id;                     // of GeoNames: "706483"
  std::string region;                 // "UA.07"
  std::string country;                // ISO 3166-1 alpha-2
  std::uint32_t population = 0;       // 0 where GeoNames does not know
  double latitude = 0, longitude = 0;  // degrees, WGS 84
};

// Empty, with a sentence in `remarks`, where the library is not there or gives something else than version 0.3 does. `library` as dlopen(3) takes
// it; empty: none, no remark. Any thread.
std::vector<CityFacts> cities_of(const std::string& library, std::vector<std::string>& remarks);

// Where the library lies; empty where it is not there. `library` as above.
std::string path_of_library(const std::string& library);

}  // namespace dispatches::entities
