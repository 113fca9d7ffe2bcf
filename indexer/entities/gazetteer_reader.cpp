#include "indexer/entities/gazetteer_reader.hpp"

#define XXH_INLINE_ALL
#include <fmt/core.h>
#include <xxhash.h>

#include <algorithm>
#include <limits>

#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

constexpr std::size_t kMaxNameBytes = 200, kMaxIdBytes = 20;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_country(std::string_view code) { return code.size() == 2 && is_capital(code[0]) && is_capital(code[1]); }

// By the shape of its id in GeoNames: "706483", "UA.07", "UA".
std::optional<GazetteerStore::Kind> kind_of(std::string_view id) {
  using Kind = GazetteerStore::Kind;
  if (id.empty() || id.size() > kMaxIdBytes) return std::nullopt;
  if (is_country(id)) return Kind::country;
  if (id.size() > 3 && id[2] == '.' && is_country(id.substr(0, 2))) return Kind::region;
  const bool is_number = std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? std::optional(Kind::city) : std::nullopt;
}

// "706483" → "geonames:706483"; "ua63" → "iso:ua-63".
std::string id_shown(std::string_view id) {
  if (kind_of(id)) return fmt::format("geonames:{}", id);
  return fmt::format("iso:{}-{}", id.substr(0, 2), id.substr(2));
}

std::string country_of_region(const std::string& code) {
  std::string country = code.substr(0, 2);
  for (char& letter : country) letter = static_cast<char>(letter - 'a' + 'A');
  return country;
}

std::string key_of_name(std::string_view country, std::string_view language, std::string_view name) {
  return std::string(country).append(language).append(1, ' ').append(name);
}

// "هيتا، أويتا" (Hita, Oita), "Columbus (Ohio)" → what stands before.
std::string_view plain_name(std::string_view name) {
  for (const std::string_view sign : {",", "،", "(", "（"}) name = name.substr(0, name.find(sign));
  return text::trim(name);
}

std::string facts_of(std::string_view id, const GazetteerStore::PackedPlace& place) {
  const auto [latitude, longitude] = place.position.value_or(std::array{0., 0.});
  return fmt::format("{} {}{} {} {} {} {}\n", id, place.country[0], place.country[1], place.region, place.population, latitude, longitude);
}

std::vector<std::string_view> most_languages(std::span<const std::string_view> languages) {
  const auto kept = languages.first(std::min<std::size_t>(languages.size(), std::numeric_limits<std::uint8_t>::max()));
  return {kept.begin(), kept.end()};
}

const std::vector<std::string_view> kNoLanguages;

}  // namespace

GazetteerReader::GazetteerReader(GazetteerStore& store, const GazetteerFolders& folders, std::span<const std::string_view> languages)
    : store_(store), folders_(folders), languages_(most_languages(languages)),
      geonames_(folders.locales, folders.locales.empty() ? kNoLanguages : languages_),
      regions_(region_names(folders.subdivisions, languages_, store.remarks)) {
  store_.languages.assign(languages_.begin(), languages_.end());
  store_.remarks.insert(store_.remarks.begin(), geonames_.remarks().begin(), geonames_.remarks().end());
}

void GazetteerReader::read() {
  take_geonames();
  take_facts();
  take_regions();
  sort_names();
  pack();
}

GazetteerReader::Place GazetteerReader::place(std::string_view id, Kind kind, std::string_view country) {
  const auto [known, added] = by_id_.emplace(id, static_cast<Place>(places_.size()));
  if (!added) return known->second;
  ids_.push_back(id);
  GazetteerStore::PackedPlace& place = places_.emplace_back();
  place.kind = kind;
  if (country.size() == 2) place.country = {country[0], country[1]};
  return known->second;
}

void GazetteerReader::take_geonames() {
  for (const auto& [language, file] : geonames_.files()) {
    const auto number = std::find(languages_.begin(), languages_.end(), language) - languages_.begin();
    for (std::size_t i = 0; i < file.size(); ++i) {
      const auto [id, stated] = file.message(i);
      const auto name = plain_name(stated);
      if (const auto kind = kind_of(id); kind && !name.empty() && name.size() <= kMaxNameBytes)
        names_.push_back({place(id, *kind, kind == Kind::city ? "" : id.substr(0, 2)), static_cast<std::uint8_t>(number), name});
    }
  }
}

void GazetteerReader::take_facts() {
  constexpr auto kMostPeople = std::numeric_limits<std::uint32_t>::max();
  for (const CityFacts& facts : cities_of(folders_.cities, store_.remarks)) {
    const auto found = by_id_.find(facts.id);
    if (found == by_id_.end() || places_[found->second].kind != Kind::city || !is_country(facts.country)) continue;
    auto& city = places_[found->second];
    city.country = {facts.country[0], facts.country[1]};
    city.population = facts.population;
    if (std::abs(facts.latitude) <= 90 && std::abs(facts.longitude) <= 180) city.position = {facts.latitude, facts.longitude};
    const auto region = by_id_.find(facts.region);
    if (region == by_id_.end() || places_[region->second].kind != Kind::region) continue;
    city.region = region->second;
    std::uint32_t& people = places_[region->second].population;
    people += std::min(facts.population, kMostPeople - people);
  }
}

// GeoNames' regions by country, language and name; kNowhere where two have it.
GazetteerReader::PlaceCalled GazetteerReader::known_regions() const {
  PlaceCalled regions;
  for (const NewName& name : names_) {
    const auto& place = places_[name.place];
    if (place.kind != Kind::region) continue;
    const auto [known, added] = regions.emplace(key_of_name({place.country.data(), 2}, languages_[name.language], name.name), name.place);
    if (!added && known->second != name.place) known->second = GazetteerStore::kNowhere;
  }
  return regions;
}

GazetteerReader::Place GazetteerReader::place_of_region(const std::string& code, const PlaceCalled& same) {
  const auto found = same.find(code);
  if (found != same.end() && found->second != GazetteerStore::kNowhere) return found->second;
  return place(code, Kind::region, country_of_region(code));
}

// A region of CLDR is GeoNames' region of the same country if they have a name in common, and none with another.
void GazetteerReader::take_regions() {
  const auto known = known_regions();
  PlaceCalled same;
  for (const RegionName& region : regions_) {
    const auto found = known.find(key_of_name(country_of_region(region.code), region.language, region.name));
    if (found == known.end()) continue;
    const auto [other, added] = same.emplace(region.code, found->second);
    if (!added && other->second != found->second) other->second = GazetteerStore::kNowhere;
  }
  for (const RegionName& region : regions_) {
    if (region.name.size() > kMaxNameBytes) continue;
    const auto number = std::find(languages_.begin(), languages_.end(), region.language) - languages_.begin();
    names_.push_back({place_of_region(region.code, same), static_cast<std::uint8_t>(number), region.name});
  }
}

// By place, else as they came.
void GazetteerReader::sort_names() {
  std::vector<std::uint32_t> next(places_.size() + 1);
  for (const NewName& name : names_) ++next[name.place + 1];
  for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
  std::vector<NewName> sorted(names_.size());
  for (const NewName& name : names_) sorted[next[name.place]++] = name;
  names_ = std::move(sorted);
}

void GazetteerReader::pack() {
  XXH3_state_t state;
  XXH3_128bits_reset(&state);
  const auto write = [&](std::string_view bytes) {
    XXH3_128bits_update(&state, bytes.data(), bytes.size());
    store_.letters += bytes;
  };
  auto name = names_.begin();
  for (Place number = 0; number < places_.size(); ++number) {
    GazetteerStore::PackedPlace& place = places_[number];
    place.id = static_cast<std::uint32_t>(store_.letters.size());
    place.first_name = static_cast<std::uint32_t>(store_.names.size());
    write(id_shown(ids_[number]));
    place.id_bytes = static_cast<std::uint8_t>(store_.letters.size() - place.id);
    const auto facts = facts_of(ids_[number], place);
    XXH3_128bits_update(&state, facts.data(), facts.size());
    for (; name != names_.end() && name->place == number; ++name) {
      store_.names.push_back({static_cast<std::uint32_t>(store_.letters.size()), static_cast<std::uint16_t>(name->name.size()), name->language});
      XXH3_128bits_update(&state, &store_.names.back(), sizeof(GazetteerStore::PackedName));
      write(name->name);
    }
  }
  const auto digest = XXH3_128bits_digest(&state);
  store_.fingerprint = fmt::format("{:016x}{:016x}", digest.high64, digest.low64);
  store_.places = std::move(places_);
  store_.letters.shrink_to_fit();
  store_.names.shrink_to_fit();
}

}  // namespace dispatches::entities
