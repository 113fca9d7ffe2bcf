// Whom the names found in one article mean, and the fullest name that a short form stands for. Internal to this room.
#pragma once

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/entities/evidence.hpp"
#include "indexer/entities/neighbours.hpp"

namespace dispatches::entities {

// A name whose bearer is known.
struct Meant {
  std::uint32_t found = 0;  // its number among the names found
  std::uint32_t entity = 0;
  bool speaks_for_itself = false;
  bool extended = false;  // the given name before it belongs to it
};

class Antecedents {
 public:
  Antecedents(const EvidenceIndex& evidence, const std::vector<Entity>& entities, const Reading& reading,
              const Neighbours& neighbours, const std::vector<Found>& found);

  // In the order of the text; names that mean nobody are left out.
  std::vector<Meant> meant();
  // The fullest name in the article that means the entity by itself: its number; absent if there is none.
  std::optional<std::uint32_t> fullest_name(std::uint32_t entity) const;

 private:
  void judge();
  void drop_common_words();
  void note_bearers();
  std::optional<std::uint32_t> bearer_of(std::size_t number);
  std::optional<std::uint32_t> named_before(std::size_t number, bool& stranger) const;
  std::optional<std::uint32_t> only_one_named(std::size_t number) const;
  std::optional<std::uint32_t> by_evidence(std::size_t number);
  std::optional<std::uint32_t> named_rival(std::size_t number) const;
  bool is_named_elsewhere(std::size_t number) const;
  bool may_bear(std::size_t number, std::uint32_t entity) const;
  bool is_fuller(std::uint32_t number, std::uint32_t than) const;

  const std::vector<Entity>& entities_;
  const Neighbours& neighbours_;
  const std::vector<Found>& found_;
  std::vector<Standing> standings_;
  std::unordered_set<std::uint32_t> named_;                   // by names that need no evidence
  std::unordered_map<std::uint32_t, std::uint32_t> fullest_;  // entity → number
  Evidence evidence_;
};

}  // namespace dispatches::entities
