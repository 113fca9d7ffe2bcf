#include "indexer/entities/catalogue.hpp"

#define XXH_INLINE_ALL
#include <fmt/core.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "indexer/entities/country_names.hpp"
#include "indexer/entities/place_names.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities {

using Json = nlohmann::json;

namespace {

constexpr std::array<const char*, 6> kKinds = {"countries", "people", "organisations",
                                               "places",    "topics", "sources"};  // of files

std::string contents_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file) throw BadCatalogue(fmt::format("{}: cannot be read", path.string()));
  return bytes;
}

// XXH3-128 of names and contents, so that no byte can move from one file to another unseen.
std::string fingerprint_of(const std::vector<std::pair<std::string, std::string>>& files) {
  XXH3_state_t state;
  XXH3_128bits_reset(&state);
  for (const auto& [name, bytes] : files) {
    const auto head = fmt::format("{}\n{}\n", name, bytes.size());
    XXH3_128bits_update(&state, head.data(), head.size());
    XXH3_128bits_update(&state, bytes.data(), bytes.size());
  }
  const auto digest = XXH3_128bits_digest(&state);
  return fmt::format("{:016x}{:016x}", digest.high64, digest.low64);
}

bool is_slug(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// One entry of a file, read field by field; remembers which fields were asked for, so that misspelt ones are found.
class Entry {
 public:
  Entry(const std::string& file, std::size_t number, const Json& json)
      : where_(fmt::format("{}: entry {}", file, number)), json_(json) {
    if (!json.is_object()) fail("must be an object");
    id_ = text("id");
    where_ = fmt::format("{}: entry {} ('{}')", file, number, id_);
    if (!is_slug(id_)) fail("'id' must be a slug of a-z, 0-9 and '-'");
  }

  const std::string& id() const { return id_; }
  const std::string& where() const { return where_; }
  [[noreturn]] void fail(const std::string& what) const { throw BadCatalogue(fmt::format("{}: {}", where_, what)); }

  std::string text(const char* field) {
    const auto* value = find(field);
    return value ? text_of(*value, field) : std::string();
  }
  std::optional<double> degrees(const char* field, double limit) {
    const auto* value = find(field);
    if (!value) return std::nullopt;
    if (!value->is_number() || std::abs(value->get<double>()) > limit)
      fail(fmt::format("'{}' must be degrees within ±{}", field, limit));
    return value->get<double>();
  }
  std::vector<std::string> list(const char* field) {
    const auto* value = find(field);
    return value ? list_of(*value, field) : std::vector<std::string>{};
  }
  ByLanguage by_language(const char* field) {
    const auto* value = find(field);
    return value ? by_language_of(*value, field) : ByLanguage{};
  }
  ListByLanguage lists_by_language(const char* field) {
    ListByLanguage lists;
    if (const auto* value = find(field))
      for (const auto& [language, list] : languages_of(*value, field)) lists[language] = list_of(list, field);
    return lists;
  }
  // A list, or lists by language.
  std::vector<std::string> list_of_any_language(const char* field) {
    const auto* value = find(field);
    if (!value || !value->is_object()) return list(field);
    std::vector<std::string> all;
    for (const auto& [language, list] : lists_by_language(field)) all.insert(all.end(), list.begin(), list.end());
    return all;
  }
  std::vector<Role> roles() {
    std::vector<Role> roles;
    const auto* value = find("roles");
    if (!value) return roles;
    if (!value->is_array()) fail("'roles' must be a list");
    for (const auto& role : *value) roles.push_back(role_of(role));
    return roles;
  }
  // A whole number as it is written; empty if it is not there.
  std::string number(const char* field) {
    const auto* value = find(field);
    if (value && !value->is_number_unsigned()) fail(fmt::format("'{}' must be a whole number", field));
    return value ? value->dump() : std::string();
  }

  std::vector<std::string> unknown_fields() const {
    std::vector<std::string> unknown;
    for (const auto& [field, value] : json_.items())
      if (!asked_.contains(field)) unknown.push_back(field);
    return unknown;
  }

 private:
  const Json* find(const char* field) {
    asked_.insert(field);
    const auto found = json_.find(field);
    return found == json_.end() || found->is_null() ? nullptr : &*found;
  }
  std::string text_of(const Json& value, const char* field) const {
    if (!value.is_string()) fail(fmt::format("'{}' must be a string", field));
    return text::clean(value.get_ref<const std::string&>());
  }
  std::vector<std::string> list_of(const Json& value, const char* field) const {
    if (!value.is_array()) fail(fmt::format("'{}' must be a list of strings", field));
    std::vector<std::string> list;
    for (const auto& item : value) {
      list.push_back(text_of(item, field));
      if (text::trim(list.back()).empty()) fail(fmt::format("'{}' holds an empty string", field));
    }
    return list;
  }
  Json::object_t languages_of(const Json& value, const char* field) const {
    if (!value.is_object()) fail(fmt::format("'{}' must be an object of languages", field));
    for (const auto& [language, item] : value.items())
      if (language.size() != 2 || !is_slug(language))
        fail(fmt::format("'{}' has '{}', which is no ISO 639-1 code", field, language));
    return value.get_ref<const Json::object_t&>();
  }
  ByLanguage by_language_of(const Json& value, const char* field) const {
    ByLanguage texts;
    for (const auto& [language, item] : languages_of(value, field)) texts[language] = text_of(item, field);
    return texts;
  }
  std::optional<text::Date> date_of(const Json& role, const char* field) const {
    const auto found = role.find(field);
    if (found == role.end() || found->is_null()) return std::nullopt;
    const auto date = text::parse_date(text_of(*found, field));
    if (!date) fail(fmt::format("'{}' of a role is no date; use YYYY, YYYY-MM or YYYY-MM-DD", field));
    return date;
  }
  Role role_of(const Json& json) const {
    if (!json.is_object()) fail("a role must be an object");
    Role role;
    if (json.contains("title")) role.title = by_language_of(json["title"], "title");
    if (json.contains("of")) role.of = text_of(json["of"], "of");
    role.from = date_of(json, "from");
    role.until = date_of(json, "until");
    return role;
  }

  std::string where_, id_;
  const Json& json_;
  std::set<std::string, std::less<>> asked_;
};

Entity entity_of(Entry& entry, std::optional<EntityType> expected) {
  Entity entity;
  entity.id = entry.id();
  const auto type = type_named(entry.text("type"));
  if (!type || (expected && type != expected)) entry.fail("'type' must be the one of its file: person, org or place");
  entity.type = *type;
  entity.names = entry.lists_by_language("names");
  if (entity.names.empty()) entry.fail("'names' is missing");
  entity.short_names = entry.lists_by_language("short");
  entity.not_names = entry.list_of_any_language("not");
  entity.description = entry.by_language("description");
  entity.roles = entry.roles();
  entity.context = entry.list("context");
  entity.kind = entry.text("kind");
  return entity;
}

void read_place_fields(Entry& entry, Entity& entity) {
  entity.wikidata = entry.text("wikidata");
  entity.parent = entry.text("parent");
  entity.latitude = entry.degrees("lat", 90);
  entity.longitude = entry.degrees("lon", 180);
  entity.demonyms = entry.lists_by_language("demonyms");
}

Entity country_of(Entry& entry) {
  Entity country;
  country.id = entry.id();
  country.type = EntityType::place;
  country.kind = "country";
  country.iso = entry.text("iso");
  country.names = entry.lists_by_language("names");
  country.short_names = entry.lists_by_language("short");
  country.not_names = entry.list_of_any_language("not");
  country.description = entry.by_language("description");
  country.context = entry.list("context");
  return country;
}

Topic topic_of(Entry& entry) {
  Topic topic{entry.id(), entry.text("iptc"), entry.by_language("names"), entry.lists_by_language("words"),
              entry.lists_by_language("weak")};
  if (topic.names.empty()) entry.fail("'names' is missing");
  if (topic.words.empty()) entry.fail("'words' is missing");
  return topic;
}

Source source_of(Entry& entry) {
  Source source{entry.id(),         entry.text("name"),    entry.text("country"), entry.text("zone"),
                entry.text("lang"), entry.list("domains"), entry.list("aliases")};
  if (source.name.empty()) entry.fail("'name' is missing");
  return source;
}

}  // namespace

class CatalogueReader {
 public:
  CatalogueReader(const std::filesystem::path& folder, const std::filesystem::path& locales) : locales_(locales) {
    if (!std::filesystem::is_directory(folder)) throw BadCatalogue(fmt::format("{}: is not a folder", folder.string()));
    for (const auto& file : std::filesystem::directory_iterator(folder))
      if (file.path().extension() == ".json") take(file.path());
    std::sort(files_.begin(), files_.end());
    std::sort(catalogue_.remarks_.begin(), catalogue_.remarks_.end());
  }

  Catalogue read() {
    read_files("countries", [this](Entry& entry) { add(entry, country_of(entry)); });
    const auto countries = catalogue_.entities_.size();
    read_files("people", [this](Entry& entry) { add(entry, entity_of(entry, EntityType::person)); });
    read_files("organisations", [this](Entry& entry) { add(entry, entity_of(entry, EntityType::org)); });
    read_files("places", [this](Entry& entry) { add(entry, entity_of(entry, EntityType::place)); });
    read_files("topics", [this](Entry& entry) { add_topic(entry, topic_of(entry)); });
    read_files("sources", [this](Entry& entry) { add_source(entry, source_of(entry)); });
    check_parents();
    add_country_names(catalogue_.entities_, countries, catalogue_.remarks_);
    add_names_of_geonames();
    check_names();
    catalogue_.fingerprint_ = fingerprint_of(files_);
    return std::move(catalogue_);
  }

 private:
  void take(const std::filesystem::path& path) {
    const auto name = path.filename().string();
    const auto is_kind = [&](const char* kind) { return name.starts_with(kind); };
    if (std::any_of(kKinds.begin(), kKinds.end(), is_kind))
      files_.emplace_back(name, contents_of(path));
    else if (name != "schema.json")
      catalogue_.remarks_.push_back(fmt::format(
          "{}: is not read; names begin with people, organisations, places, countries, topics or sources", name));
  }

  template <class Take>
  void read_files(std::string_view kind, Take take) {
    for (const auto& [name, bytes] : files_)
      if (name.starts_with(kind)) read_file(name, bytes, take);
  }

  template <class Take>
  void read_file(const std::string& name, const std::string& bytes, Take& take) {
    Json entries;
    try {
      entries = Json::parse(bytes);
    } catch (const Json::exception& error) {
      throw BadCatalogue(fmt::format("{}: {}", name, error.what()));
    }
    if (!entries.is_array()) throw BadCatalogue(fmt::format("{}: must be a list of entries", name));
    std::size_t number = 0;
    for (const auto& json : entries) {
      Entry entry(name, ++number, json);
      take(entry);
      for (const auto& field : entry.unknown_fields())
        catalogue_.remarks_.push_back(fmt::format("{}: unknown field '{}'", entry.where(), field));
    }
  }

  void add(Entry& entry, Entity entity) {
    read_place_fields(entry, entity);
    if (!catalogue_.by_id_.emplace(entity.id, catalogue_.entities_.size()).second) entry.fail("this id stands twice");
    if (!entity.wikidata.empty() && !catalogue_.by_id_.emplace(entity.wikidata, catalogue_.entities_.size()).second)
      catalogue_.remarks_.push_back(
          fmt::format("{}: {} is the Wikidata id of another entry too", entry.where(), entity.wikidata));
    if (const auto id = entry.number("geonames"); !id.empty()) {
      geonames_.emplace_back(catalogue_.entities_.size(), id);
      if (!catalogue_.by_geonames_.emplace(id, catalogue_.entities_.size()).second)
        catalogue_.remarks_.push_back(fmt::format("{}: {} is the GeoNames id of another entry too", entry.where(), id));
    }
    where_.push_back(entry.where());
    catalogue_.entities_.push_back(std::move(entity));
  }

  void add_topic(const Entry& entry, Topic topic) {
    if (!topics_.insert(topic.id).second) entry.fail("this id stands twice");
    catalogue_.topics_.push_back(std::move(topic));
  }

  void add_source(const Entry& entry, Source source) {
    const auto number = catalogue_.sources_.size();
    if (!catalogue_.source_by_key_.emplace(text::fold(source.id), number).second) entry.fail("this id stands twice");
    std::vector<std::string> keys{source.name};
    keys.insert(keys.end(), source.domains.begin(), source.domains.end());
    keys.insert(keys.end(), source.aliases.begin(), source.aliases.end());
    for (const auto& key : keys) {
      const auto [known, added] = catalogue_.source_by_key_.emplace(text::fold(key), number);
      if (!added && known->second != number)
        catalogue_.remarks_.push_back(fmt::format("{}: '{}' is another source's too", entry.where(), key));
    }
    catalogue_.sources_.push_back(std::move(source));
  }

  void add_names_of_geonames() {
    if (geonames_.empty() || locales_.empty()) return;
    const auto added = add_place_names(catalogue_.entities_, geonames_, GeoNames(locales_, kGazetteerLanguages));
    if (!added.empty()) files_.emplace_back("GeoNames", added);
  }

  void check_names() const {
    for (std::size_t i = 0; i < catalogue_.entities_.size(); ++i)
      if (catalogue_.entities_[i].names.empty())
        throw BadCatalogue(fmt::format("{}: has no names, and ICU knows none for its 'iso'", where_[i]));
  }

  void check_parents() const {
    for (std::size_t i = 0; i < catalogue_.entities_.size(); ++i) check_parents_of(i);
  }

  // Up from one entity: every parent must be known, and no way may lead back.
  void check_parents_of(std::size_t start) const {
    const auto* at = &catalogue_.entities_[start];
    for (std::size_t steps = 0; !at->parent.empty(); ++steps) {
      const auto* parent = catalogue_.entity(at->parent);
      if (!parent)
        throw BadCatalogue(fmt::format("{}: parent '{}' is not in the catalogue",
                                       where_[at - catalogue_.entities_.data()], at->parent));
      if (steps > 32) throw BadCatalogue(fmt::format("{}: its parents lead round in a circle", where_[start]));
      at = parent;
    }
  }

  std::vector<std::pair<std::string, std::string>> files_;  // name, bytes; sorted by name
  std::filesystem::path locales_;
  std::vector<std::pair<std::size_t, std::string>> geonames_;  // index of an entity, its id there
  std::vector<std::string> where_;                          // of each entity
  std::set<std::string> topics_;
  Catalogue catalogue_;
};

Catalogue Catalogue::load(const std::filesystem::path& folder, const std::filesystem::path& locales) {
  return CatalogueReader(folder, locales).read();
}

const Entity* Catalogue::entity(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  return found == by_id_.end() ? nullptr : &entities_[found->second];
}

const Entity* Catalogue::entity_in_geonames(std::string_view id) const {
  const auto found = by_geonames_.find(std::string(id));
  return found == by_geonames_.end() ? nullptr : &entities_[found->second];
}

const Source* Catalogue::source(std::string_view stated) const {
  auto key = text::fold(text::squeeze(stated));
  for (;;) {
    if (const auto found = source_by_key_.find(key); found != source_by_key_.end()) return &sources_[found->second];
    const auto dot = key.find('.');
    if (dot == std::string::npos || key.find(' ') != std::string::npos) return nullptr;
    key.erase(0, dot + 1);
  }
}

}  // namespace dispatches::entities
