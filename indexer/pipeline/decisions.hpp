// The overrides in force, looked up by spelling, with their targets found: what an editor decided stands before catalogue and rules.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/names/overrides.hpp"
#include "indexer/pipeline/entity_table.hpp"

namespace dispatches::pipeline {

// What `same` and `different` speak of: a spelling by its override key, or an entity by its number.
struct Party {
  std::string key;                                 // of the spelling; of an entity found earlier that of its founder
  names::EntityOrdinal entity = names::kNobody;   // if it is one by id
};

class Decisions {
 public:
  // `table` gets the entities that overrides make; `spellings` by id: founders of entities found earlier. Throws names::BadOverrides for a target that
  // is no entity's id. REQUIRES: all outlive it.
  Decisions(const std::vector<names::Override>& overrides, const std::string& file, const std::vector<std::string>& spellings, EntityTable& table);

  bool empty() const { return overrides_.empty(); }
  bool speaks_of(const std::string& key) const { return keys_.contains(key); }
  // As the lines without scope write them.
  const std::set<std::string>& names() const { return names_; }

  struct Whom {
    names::EntityOrdinal entity = names::kNobody;  // kNobody: ignored
    const names::Override* line = nullptr;
  };
  // `is` and `ignore` without scope; null where there is none.
  const Whom* whom(const std::string& key) const;
  const names::Override* type(const std::string& key) const;

  struct Pair {
    Party one, other;
    const names::Override* line = nullptr;
  };
  const std::vector<Pair>& same() const { return same_; }            // without scope
  const std::vector<Pair>& different() const { return different_; }  // without scope
  const std::vector<const names::Override*>& scoped() const { return scoped_; }
  // The entity that a scoped line speaks for: of `is` its target, of `different` one made for it, of `ignore` nobody; of `same` see `party`.
  names::EntityOrdinal scoped_target(const names::Override& line) const { return scoped_targets_.at(&line); }
  Party party(const std::string& text) const;

  // Display names, set after all entities are there. Throws names::BadOverrides if neither column is an entity's id.
  void rename(EntityTable& table) const;

 private:
  void take(const names::Override& line, EntityTable& table);
  void add_pair(const names::Override& line, std::vector<Pair>& pairs);
  void speak_of(const std::string& name);
  void take_scoped(const names::Override& line, EntityTable& table);
  names::EntityOrdinal target_of(const names::Override& line, EntityTable& table);
  [[noreturn]] void refuse(const names::Override& line, const std::string& what) const;

  const std::vector<names::Override>& overrides_;
  const std::string file_;
  const std::vector<std::string>& spellings_;
  EntityTable* table_;
  std::unordered_map<std::string, Whom> whom_;
  std::unordered_map<std::string, const names::Override*> types_;
  std::unordered_map<const names::Override*, names::EntityOrdinal> scoped_targets_;
  std::vector<Pair> same_, different_;
  std::vector<const names::Override*> scoped_;
  std::set<std::string> keys_, names_;
};

// Why, in the words of the line.
names::Reason reason_of(const names::Override& line);

}  // namespace dispatches::pipeline
