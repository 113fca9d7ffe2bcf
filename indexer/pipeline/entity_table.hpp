// The entities of a lexicon as they come together: the catalogue's in its order, those that overrides make, and those found in the articles, whose
// ids come from the spelling that founded them and are never given twice.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/entities/catalogue.hpp"
#include "indexer/entities/gazetteer.hpp"
#include "indexer/names/lexicon.hpp"

namespace dispatches::pipeline {

class EntityTable {
 public:
  // `history`: ids given before. REQUIRES: both outlive the table.
  EntityTable(const entities::Catalogue& catalogue, const names::LexiconHistory& history);

  names::EntityOrdinal find(const std::string& id) const;  // kNobody if it is not there (yet)
  // An entity that an override makes. If it is there already, that one.
  names::EntityOrdinal make(const std::string& id, names::EntityType type, const std::string& name);
  // One found in the articles: `members` are its spellings, oldest first. The id is that of the oldest that founded an entity before, else a new one,
  // from the first. REQUIRES: there is a member.
  names::EntityOrdinal found(const std::vector<names::SpellingId>& members, names::EntityType type, const std::vector<std::string>& spellings);

  // One of the lexicon before, as it was there. If it is there already, that one.
  names::EntityOrdinal keep(const names::LexiconEntity& entity);

  // One of the gazetteer: the catalogue's where that has the same place.
  names::EntityOrdinal place(const entities::GazetteerPlace& place);

  std::vector<names::NewEntity> entities;
  std::map<std::string, names::EntityOrdinal> places;  // ids of the gazetteer, of those that were asked for
  std::vector<names::IssuedId> issued;  // old and new

 private:
  names::EntityOrdinal add(names::NewEntity entity);
  std::string fresh_id(const std::string& spelling) const;
  std::string country_with(const std::string& iso) const;  // its entity's id; empty if there is none

  const entities::Catalogue& catalogue_;
  std::unordered_map<std::string, names::EntityOrdinal> by_id_;
  static std::uint64_t key(names::SpellingId founder, names::EntityType type) { return std::uint64_t{founder} * 4 + static_cast<std::uint64_t>(type); }
  std::unordered_map<std::uint64_t, std::string> issued_to_;  // by key()
  std::unordered_set<std::string> taken_;        // every id ever given
};

}  // namespace dispatches::pipeline
