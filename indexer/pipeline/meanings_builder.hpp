// How meanings come about: one object a run, its steps in three files: decisions and catalogue (meanings.cpp), people (meanings_people.cpp), organisations
// and places (meanings_groups.cpp). Internal to meanings.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "indexer/pipeline/meanings.hpp"
#include "indexer/pipeline/people.hpp"

namespace dispatches::pipeline {

// A spelling as a name of one type, and whom it means.
struct Wanted {
  names::SpellingId spelling = 0;
  names::EntityType type = names::EntityType::person;
  names::EntityOrdinal entity = names::kNobody;
  bool decided = false;  // also for nobody
  std::shared_ptr<const names::Reason> reason;
  std::string group;     // of organisations and places: equal for those that may be one; found when asked for
};

class MeaningsBuilder {
 public:
  MeaningsBuilder(const MeaningsInput& input, EntityTable& table)
      : input_(input), table_(table), keys_(input.spellings.size()), listed_(input.spellings.size(), names::kNobody) {}

  Meanings run();

 private:
  using SpellingId = names::SpellingId;
  using Rows = std::unordered_map<SpellingId, std::vector<Wanted*>>;
  using Stated = std::unordered_map<SpellingId, std::set<SpellingId>>;  // acronym → full names that articles explain it by

  // What is there, and what was decided from outside.
  void find_keys();
  void resolve_by_catalogue();
  void find_forbidden();
  void want(SpellingId id);
  void decide_by_override(Wanted& wanted) const;
  void decide_by_catalogue(Wanted& wanted) const;
  void decide_same();
  void follow_types();
  bool follow(const Party& follower, const Party& leader, const names::Override& line, const Rows& rows) const;
  bool is_asked(SpellingId id) const { return input_.counts[id].articles > 0 || input_.asked.contains(id); }
  bool is_spoken_of(SpellingId id) const { return !keys_[id].empty(); }
  bool is_forbidden(SpellingId id, names::EntityOrdinal entity) const { return forbidden_.contains({id, entity}); }
  std::vector<SpellingId> spellings_of(const Party& party) const;
  names::EntityOrdinal known_entity(const Party& party) const;  // that a party is, or means by the catalogue
  const names::Override* same_line(const std::string& key) const;

  // People.
  void join_people();
  std::vector<Person> people_asked(std::unordered_map<SpellingId, Wanted*>& rows);
  void add_listed(std::vector<Person>& people) const;
  void take_cluster(const PeopleClusters::Cluster& cluster, const std::unordered_map<SpellingId, Wanted*>& rows);
  names::Reason reason_of(const PeopleClusters::Member& member) const;
  bool may_be_cluster(const PeopleClusters::Cluster& cluster) const;
  std::set<std::string> ambiguous_names() const;
  std::set<std::pair<SpellingId, SpellingId>> people_apart(const std::vector<Person>& people) const;
  std::vector<std::pair<SpellingId, SpellingId>> people_together(const std::vector<Person>& people) const;

  // Organisations and places.
  void find_places();
  Stated stated_acronyms() const;
  void join_acronyms(const Stated& stated);
  std::map<std::string, std::string> joined_keys(text::Analyzer& analyzer) const;
  void find_touched_groups();
  void join_groups(const Stated& later);
  void join_group(const std::vector<Wanted*>& members);
  void keep_group(const std::vector<Wanted*>& members);

  void name_found(names::EntityOrdinal entity, const std::vector<SpellingId>& members);
  bool is_older(SpellingId one, SpellingId other) const;

  const MeaningsInput& input_;
  EntityTable& table_;
  std::vector<std::string> keys_;                                      // by spelling: override key of the name it is a form of; empty where no override speaks of it
  std::unordered_map<std::string, std::vector<SpellingId>> by_key_;    // of keys that overrides speak of
  std::vector<names::EntityOrdinal> listed_;                           // by spelling: whom the catalogue means
  std::set<std::pair<SpellingId, names::EntityOrdinal>> forbidden_;
  std::vector<Wanted> wanted_;
  std::unordered_set<std::string> touched_groups_;                     // where only some are touched
  Meanings out_;
};

void decide(Wanted& wanted, names::EntityOrdinal entity, names::Reason reason);

}  // namespace dispatches::pipeline
