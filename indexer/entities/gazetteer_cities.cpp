#include "indexer/entities/gazetteer_cities.hpp"

#include <dlfcn.h>
#include <fmt/core.h>
#include <link.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string_view>

namespace dispatches::entities {
namespace {

struct Variant;  // GVariant, which a GeonamesCity is
using VariantPointer = std::unique_ptr<Variant, void (*)(Variant*)>;

// Of a city: id, name, code and name of its region, code and name of its country, time zone, population, latitude, longitude. The header has no
// function for the id and the region's code, so all is taken from the variant; "&s" leaves a string where it is (GLib, "GVariant Format Strings").
constexpr std::string_view kTypeOfCity = "(sssssssudd)";
constexpr const char* kFormatOfCity = "(&s&s&s&s&s&s&sudd)";
constexpr int kMostCities = 1'000'000;

// The functions that are called, as geonames/geonames.h and glib/gvariant.h declare them (gint is int).
struct Functions {
  int (*cities)();
  Variant* (*city)(int);
  void (*free_city)(Variant*);
  const char* (*type)(Variant*);
  void (*get)(Variant*, const char*, ...);

  // False if one of them is not there.
  bool find(void* library) {
    return find(library, "geonames_get_n_cities", cities) && find(library, "geonames_get_city", city) &&
           find(library, "geonames_city_free", free_city) && find(library, "g_variant_get_type_string", type) && find(library, "g_variant_get", get);
  }

 private:
  template <class Function>
  static bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
  }
};

// REQUIRES: the city is of kTypeOfCity.
CityFacts facts_of(const Functions& functions, Variant* city) {
  CityFacts facts;
  const char *id, *name, *region, *region_name, *country, *country_name, *zone;
  unsigned population;  // guint32
  functions.get(city, kFormatOfCity, &id, &name, &region, &region_name, &country, &country_name, &zone, &population, &facts.latitude, &facts.longitude);
  facts.id = id;
  facts.country = country;
  facts.region = facts.country + "." + region;
  facts.population = population;
  return facts;
}

}  // namespace

std::vector<CityFacts> cities_of(const std::string& library, std::vector<std::string>& remarks) {
  if (library.empty()) return {};
  // The library fills a table of its own when first called, without a lock.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  // Never closed: GLib cannot be unloaded.
  void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  Functions functions{};
  if (!handle || !functions.find(handle)) {
    remarks.push_back(fmt::format("{}: cannot be used, so nobody knows where cities lie and which is the larger one; Debian's package "
                                  "libgeonames0 has it.", library));
    return {};
  }
  std::vector<CityFacts> cities;
  const int count = std::min(functions.cities(), kMostCities);
  for (int i = 0; i < count; ++i) {
    const VariantPointer city(functions.city(i), functions.free_city);
    if (!city || functions.type(city.get()) != kTypeOfCity) {
      remarks.push_back(fmt::format("{}: describes cities otherwise than version 0.3, and is not used.", library));
      return {};
    }
    cities.push_back(facts_of(functions, city.get()));
  }
  return cities;
}

std::string path_of_library(const std::string& library) {
  void* const handle = library.empty() ? nullptr : dlopen(library.c_str(), RTLD_LAZY | RTLD_LOCAL);  // never closed, as above
  link_map* map = nullptr;
  return handle && dlinfo(handle, RTLD_DI_LINKMAP, &map) == 0 ? map->l_name : std::string();
}

}  // namespace dispatches::entities
