// The catalogue: everyone and everything the indexer knows by name, from a folder of JSON (corpus/catalogue; fields in
// corpus/README.md and schema.json there). Immutable once loaded; may be shared by threads.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/entities/entity.hpp"
#include "indexer/entities/gazetteer_names.hpp"

namespace dispatches::entities {

// A catalogue that cannot be used: names file and entry. The programs leave with status 2.
struct BadCatalogue : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Catalogue {
 public:
  // Reads *.json of the folder: people*.json, organisations*.json, places*.json, countries*.json (names also from ICU,
  // unless another entity bears them), topics*.json, sources*.json; missing ones are empty. Throws BadCatalogue for
  // unreadable JSON, wrong types, double or malformed ids, unknown parents, and a folder that is not there.
  // Places with a GeoNames id get names in the languages they have none in from the files below `locales` (gazetteer_names.hpp), where they are
  // installed; an empty path: none.
  static Catalogue load(const std::filesystem::path& folder, const std::filesystem::path& locales = kLocales);

  const std::vector<Entity>& entities() const { return entities_; }
  const std::vector<Topic>& topics() const { return topics_; }
  const std::vector<Source>& sources() const { return sources_; }
  const Entity* entity(std::string_view id) const;      // by id or Wikidata id; null if unknown
  const Entity* entity_in_geonames(std::string_view id) const;  // by GeoNames' number: "706483"; null if unknown
  const Source* source(std::string_view stated) const;  // by id, name, alias or domain (and its parent domains), folded

  // Of all that a relink would change: XXH3-128 of the files and of the names that GeoNames gave, hexadecimal.
  const std::string& fingerprint() const { return fingerprint_; }

  // Shortcomings that do not make it unusable: names of two bearers, unknown fields, context or role targets, double
  // Wikidata ids, people without a short form. One sentence each, in the order of the entries.
  std::vector<std::string> warnings() const;

 private:
  friend class CatalogueReader;

  std::vector<Entity> entities_;
  std::vector<Topic> topics_;
  std::vector<Source> sources_;
  std::unordered_map<std::string, std::size_t> by_id_, by_geonames_, source_by_key_;
  std::vector<std::string> remarks_;  // warnings that only the reader of the files can give
  std::string fingerprint_;
};

}  // namespace dispatches::entities
