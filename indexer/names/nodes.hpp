// What clusters are made of: names that are equal and meant alike. Between names/forms and names/cluster.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "indexer/names/cluster.hpp"
#include "indexer/names/forms.hpp"

namespace dispatches::names {

using Node = std::uint32_t;

// How alike two nodes are: by the best of their forms. A conflict between any of their forms is one.
struct Likeness {
  float mean = 0, evidence = 0;
  bool conflict = false;
};

// Names of one family of forms and one entity, but those that Constraints::apart parts. In the order of sounds. Immutable; shared by threads.
class Nodes {
 public:
  // Keeps references.
  Nodes(const Forms& forms, std::span<const std::string> names, const Constraints& constraints);

  std::size_t size() const { return family_.size(); }
  Node of_name(NameIndex name) const { return of_name_[name]; }
  NameIndex first_name(Node node) const { return first_name_[node]; }
  std::uint32_t entity(Node node) const { return entity_[node]; }  // as Constraints::entities
  const std::vector<Node>& apart_from(Node node) const { return apart_[node]; }
  bool are_apart(Node one, Node other) const;  // two entities, or a pair of Constraints::apart
  // The nodes of the family of a name: [first, second).
  std::pair<Node, Node> family_of(NameIndex name) const;

  Likeness likeness(Node one, Node other) const;

 private:
  void find_nodes(std::span<const std::string> names, const std::vector<bool>& is_parted);
  std::vector<bool> parted_names(const Constraints& constraints) const;

  const Forms& forms_;
  const Constraints& constraints_;
  std::vector<FormIndex> form_begin_;  // for each family, and the end
  std::vector<Node> node_begin_;       // for each family, and the end
  std::vector<Node> of_name_;
  std::vector<std::uint32_t> family_, entity_;  // for each node
  std::vector<NameIndex> first_name_;
  std::vector<std::vector<Node>> apart_;
};

inline bool are_two(std::uint32_t entity, std::uint32_t other) {
  return entity != other && entity != Constraints::kUnknown && other != Constraints::kUnknown;
}

}  // namespace dispatches::names
