// Who and what an article is about: the plain types between catalogue, matcher, lexicon and index.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/names/entity_type.hpp"
#include "indexer/text/time.hpp"

namespace dispatches::entities {

using names::EntityType;
using names::type_name;
using names::type_named;

using ByLanguage = std::map<std::string, std::string>;  // language → text
using ListByLanguage = std::map<std::string, std::vector<std::string>>;

struct Role {
  ByLanguage title;
  std::string of;  // entity id
  std::optional<text::Date> from, until;
};

// An entry of the catalogue; fields as corpus/README.md says.
struct Entity {
  std::string id;
  EntityType type = EntityType::person;
  std::string wikidata;        // "Q3874799" or empty
  ListByLanguage names;        // mean the entity alone; the first of a language is the one shown
  ListByLanguage short_names;  // mean it with evidence only
  std::vector<std::string> not_names;
  ByLanguage description;
  std::vector<Role> roles;
  std::vector<std::string> context;  // entity ids
  std::string kind, parent;          // places
  std::optional<double> latitude, longitude;
  std::string iso;          // countries: "UA"
  ListByLanguage demonyms;  // countries; "*" for any ending

  // The name in `language`, else in English, else any.
  const std::string& name(const std::string& language) const;
};

// A name in a text: bytes [begin, end) of it. `surface` is what stands there without possessive endings. `antecedent`
// is the fullest name of the same entity that the mention stands for: the article's own full name for a bare surname,
// or the catalogue's where the article gives other evidence; empty where the surface speaks for itself. `type` is what
// the article takes it for; `plain` where the article leaves no doubt (always, for the catalogue's names; a title
// before it, a fuller name): what is not plain, the votes of all articles decide.
struct Mention {
  std::uint32_t begin = 0, end = 0;
  std::string surface, antecedent;
  std::optional<EntityType> type;
  bool plain = false;

  // The spelling by which the lexicon decides whom it means.
  const std::string& effective() const { return antecedent.empty() ? surface : antecedent; }
};

struct Topic {
  std::string id, iptc;  // "medtop:20000056" or empty
  ByLanguage names;
  ListByLanguage words, weak;
};

struct Source {
  std::string id, name, country, zone, language;
  std::vector<std::string> domains, aliases;
};

}  // namespace dispatches::entities
