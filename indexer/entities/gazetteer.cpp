#include "indexer/entities/gazetteer.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <system_error>

#include "indexer/entities/gazetteer_cities.hpp"
#include "indexer/entities/gazetteer_store.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

using Place = GazetteerStore::Place;
using Kind = GazetteerStore::Kind;

constexpr std::uint64_t kTimesLarger = 10;

// A region by whose name, written alone, the city is meant: of the same country, and the one it lies in; or one whose cities are not known, or have fewer
// people than the city (Minsk, and the region of Minsk, to which it does not belong).
bool is_around(const GazetteerStore& store, Place region, Place city) {
  const auto& around = store.places[region];
  const auto& inside = store.places[city];
  return around.kind == Kind::region && inside.kind == Kind::city && around.country == inside.country &&
         (inside.region == region || around.population <= inside.population);
}

using Bearers = std::vector<GazetteerStore::Bearer>;

std::uint64_t population(const GazetteerStore& store, const GazetteerStore::Bearer& bearer) { return store.places[bearer.place].population; }

// Whoever has ten times the inhabitants of each other. Where the population of one is not known, it may be the larger.
std::optional<Place> by_far_the_largest(const GazetteerStore& store, Bearers bearers) {
  if (bearers.size() == 1) return bearers[0].place;
  std::sort(bearers.begin(), bearers.end(), [&](const auto& one, const auto& other) { return population(store, one) > population(store, other); });
  if (bearers.empty() || population(store, bearers.back()) == 0) return std::nullopt;
  return population(store, bearers[0]) >= kTimesLarger * population(store, bearers[1]) ? std::optional(bearers[0].place) : std::nullopt;
}

// Who is meant where several bear a name. Those who only have it as a case form count where nobody is called so; a larger one of them makes the name
// doubtful.
std::optional<Place> chosen(const GazetteerStore& store, const Bearers& bearers) {
  const auto is_country = [&](const auto& bearer) { return store.places[bearer.place].kind == Kind::country; };
  if (std::any_of(bearers.begin(), bearers.end(), is_country)) return std::nullopt;
  Bearers called, declined;
  for (const auto& region : bearers)
    if (std::none_of(bearers.begin(), bearers.end(), [&](const auto& city) { return is_around(store, region.place, city.place); }))
      (region.by_name ? called : declined).push_back(region);
  if (called.empty()) return by_far_the_largest(store, declined);
  const auto place = by_far_the_largest(store, called);
  const auto is_larger = [&](const auto& bearer) { return population(store, bearer) > store.places[*place].population; };
  return place && std::none_of(declined.begin(), declined.end(), is_larger) ? place : std::nullopt;
}

GazetteerPlace unpacked(const GazetteerStore& store, Place number) {
  const auto& packed = store.places[number];
  GazetteerPlace place;
  place.id = store.id(number);
  place.kind = packed.kind == Kind::city ? "city" : "region";
  if (packed.country[0] != '\0') place.country.assign(packed.country.data(), packed.country.size());
  if (packed.position) place.latitude = (*packed.position)[0], place.longitude = (*packed.position)[1];
  place.population = packed.population;
  for (const auto& name : store.names_of(number))
    place.names.emplace(store.languages[name.language], text::squeeze(text::clean(std::string_view(store.letters).substr(name.begin, name.bytes))));
  return place;
}

}  // namespace

Gazetteer::Gazetteer(GazetteerFolders folders, std::span<const std::string_view> languages)
    : folders_(std::move(folders)), languages_(languages.begin(), languages.end()) {}

Gazetteer::~Gazetteer() = default;

const GazetteerStore& Gazetteer::store() const {
  std::call_once(read_, [this] { store_ = std::make_unique<const GazetteerStore>(folders_, languages_); });
  return *store_;
}

std::optional<GazetteerPlace> Gazetteer::place_called(std::string_view spelling) const {
  const auto place = chosen(store(), store().bearers(spelling));
  return place ? std::optional(unpacked(store(), *place)) : std::nullopt;
}

std::optional<GazetteerPlace> Gazetteer::place(std::string_view id) const {
  const auto place = store().find(id);
  return place && store().places[*place].kind != Kind::country ? std::optional(unpacked(store(), *place)) : std::nullopt;
}

std::string Gazetteer::version() const {
  std::vector<std::filesystem::path> files{path_of_library(folders_.cities)};
  for (const std::string_view language : languages_) {
    files.push_back(mo_path(folders_.locales, language));
    files.push_back(folders_.subdivisions / fmt::format("{}.xml", language));
  }
  std::string seen;
  for (const std::filesystem::path& file : files) {
    std::error_code none;
    const auto size = std::filesystem::file_size(file, none);
    const auto time = std::filesystem::last_write_time(file, none).time_since_epoch().count();
    if (!none) seen += fmt::format("{} {} {}\n", file.string(), size, time);
  }
  return fmt::format("{:016x}", XXH3_64bits(seen.data(), seen.size()));
}

std::size_t Gazetteer::size() const {
  const auto& places = store().places;
  return static_cast<std::size_t>(std::count_if(places.begin(), places.end(), [](const auto& place) { return place.kind != Kind::country; }));
}

std::size_t Gazetteer::bytes() const { return store().bytes(); }
const std::vector<std::string>& Gazetteer::remarks() const { return store().remarks; }
const std::string& Gazetteer::fingerprint() const { return store().fingerprint; }

}  // namespace dispatches::entities
