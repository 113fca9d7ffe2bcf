#include "indexer/names/cluster.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "indexer/names/nodes.hpp"

namespace dispatches::names {
namespace {

constexpr float kLeastAverage = .6f;          // of the scores between all members of two clusters: one link among strangers is an accident
constexpr std::size_t kLargestCluster = 100;  // nodes
constexpr std::size_t kMostRivals = 50, kMostEqual = 50;
constexpr float kMargin = .05f;  // between the best counterpart and one that is somebody else

struct NodeLink {
  Node one, other;
  float mean, evidence;
};

// Best first.
auto rank(const NodeLink& link) { return std::tuple(-link.mean, -link.evidence, link.one, link.other); }

// A link of names holds for all nodes with these forms.
void add_links(const Link& link, const Nodes& nodes, std::vector<NodeLink>& found) {
  const auto [one, one_end] = nodes.family_of(link.one);
  const auto [other, other_end] = nodes.family_of(link.other);
  for (Node left = one; left < one_end; ++left)
    for (Node right = other; right < other_end; ++right)
      if (left != right && !nodes.are_apart(left, right)) found.push_back({std::min(left, right), std::max(left, right), link.mean, link.evidence});
}

// Equal names that are not known to mean one entity.
void add_equals(const Nodes& nodes, std::vector<NodeLink>& found) {
  for (Node one = 0; one < nodes.size(); ++one) {
    const Node end = nodes.family_of(nodes.first_name(one)).second;
    for (Node other = one + 1; other < end && other <= one + kMostEqual; ++other)
      if (!nodes.are_apart(one, other)) found.push_back({one, other, 1, nodes.likeness(one, other).evidence});
  }
}

std::vector<NodeLink> node_links(std::span<const Link> links, const Nodes& nodes) {
  std::vector<NodeLink> found;
  for (const auto& link : links) add_links(link, nodes, found);
  add_equals(nodes, found);
  std::sort(found.begin(), found.end(), [](const NodeLink& a, const NodeLink& b) { return std::tuple(a.one, a.other, rank(a)) < std::tuple(b.one, b.other, rank(b)); });
  const auto same_pair = [](const NodeLink& a, const NodeLink& b) { return a.one == b.one && a.other == b.other; };
  found.erase(std::unique(found.begin(), found.end(), same_pair), found.end());
  std::sort(found.begin(), found.end(), [](const NodeLink& a, const NodeLink& b) { return rank(a) < rank(b); });
  return found;
}

// Names that could be either of two people: "Ivan Ivanov" where there are Ivan Petrovich and Ivan Sergeevich Ivanov, nearly as good.
class Rivals {
 public:
  Rivals(const std::vector<NodeLink>& links, const Nodes& nodes) : nodes_(nodes), links_of_(nodes.size()) {
    for (const auto& link : links) {
      links_of_[link.one].emplace_back(link.other, link.mean);
      links_of_[link.other].emplace_back(link.one, link.mean);
    }
  }
  bool has_rival(const NodeLink& link) const { return has_rival(link.one, link.other, link.mean) || has_rival(link.other, link.one, link.mean); }

 private:
  // Whether `node` has another counterpart that cannot be `counterpart`. Links come best first: the first few tell.
  bool has_rival(Node node, Node counterpart, float mean) const {
    std::size_t looked_at = 0;
    for (const auto& [other, other_mean] : links_of_[node]) {
      if (other_mean < mean - kMargin || ++looked_at > kMostRivals) return false;
      if (other != counterpart && (nodes_.are_apart(other, counterpart) || nodes_.likeness(other, counterpart).conflict)) return true;
    }
    return false;
  }

  const Nodes& nodes_;
  std::vector<std::vector<std::pair<Node, float>>> links_of_;
};

// Clusters as they grow: union by size, with the members of each.
class Growing {
 public:
  explicit Growing(const Nodes& nodes) : nodes_(nodes), leader_(nodes.size()), members_(nodes.size()), entity_(nodes.size()), is_given_(nodes.size()) {
    std::iota(leader_.begin(), leader_.end(), 0u);
    for (Node node = 0; node < leader_.size(); ++node) {
      members_[node] = {node};
      entity_[node] = nodes.entity(node);
      is_given_[node] = entity_[node] != Constraints::kUnknown;
    }
  }

  Node leader(Node node) const { return leader_[node]; }
  bool is_known(Node node) const { return entity_[leader_[node]] != Constraints::kUnknown; }

  bool may_join(Node one, Node other) const {
    auto left = leader_[one], right = leader_[other];
    if (are_apart(left, right) || members_[left].size() + members_[right].size() > kLargestCluster) return false;
    if (is_given_[left]) std::swap(left, right);
    return agree(left, right);
  }

  void join(Node one, Node other) {
    auto into = leader_[one], from = leader_[other];
    if (into == from) return;
    if (members_[into].size() < members_[from].size()) std::swap(into, from);
    if (entity_[into] == Constraints::kUnknown) entity_[into] = entity_[from];
    is_given_[into] = is_given_[into] || is_given_[from];
    for (const Node node : members_[from]) leader_[node] = into;
    members_[into].insert(members_[into].end(), members_[from].begin(), members_[from].end());
    members_[from] = {};
  }

  // Of what is known. False if something stronger speaks against it.
  bool join_given(Node one, Node other) {
    if (leader_[one] == leader_[other] || are_apart(leader_[one], leader_[other])) return false;
    join(one, other);
    is_given_[leader_[one]] = true;
    return true;
  }

 private:
  bool are_apart(Node left, Node right) const {
    if (are_two(entity_[left], entity_[right])) return true;
    if (members_[left].size() > members_[right].size()) std::swap(left, right);
    for (const Node member : members_[left])
      for (const Node other : nodes_.apart_from(member))
        if (leader_[other] == right) return true;
    return false;
  }

  // No conflict between any members, and alike enough on average. Names that are together because somebody knew need not be alike (pseudonyms, other
  // scripts): of them the best counts; between two such clusters the link that is to join them is all.
  bool agree(Node left, Node right) const {
    constexpr float kUnit = 1e6f;  // whole numbers: their sum does not depend on the order
    std::int64_t sum = 0;
    for (const Node member : members_[left]) {
      std::int64_t all = 0, best = 0;
      for (const Node other : members_[right]) {
        const auto found = nodes_.likeness(member, other);
        if (found.conflict) return false;
        const auto mean = std::llround(found.mean * kUnit);
        all += mean;
        best = std::max<std::int64_t>(best, mean);
      }
      sum += is_given_[right] ? best * static_cast<std::int64_t>(members_[right].size()) : all;
    }
    const auto pairs = static_cast<std::int64_t>(members_[left].size() * members_[right].size());
    return is_given_[left] || sum >= pairs * std::llround(kLeastAverage * kUnit);
  }

  const Nodes& nodes_;
  std::vector<Node> leader_;
  std::vector<std::vector<Node>> members_;
  std::vector<std::uint32_t> entity_;  // of a leader's cluster
  std::vector<bool> is_given_;         // of a leader's cluster: something in it was known
};

void join_entities(const Nodes& nodes, Growing& growing) {
  std::unordered_map<std::uint32_t, Node> first;
  for (Node node = 0; node < nodes.size(); ++node)
    if (nodes.entity(node) != Constraints::kUnknown) growing.join(first.try_emplace(nodes.entity(node), node).first->second, node);
}

std::vector<NodeLink> join_together(const Constraints& constraints, const Nodes& nodes, Growing& growing) {
  std::vector<std::pair<Node, Node>> pairs;
  for (const auto& [one, other] : constraints.together) pairs.push_back(std::minmax({nodes.of_name(one), nodes.of_name(other)}));
  std::sort(pairs.begin(), pairs.end());
  std::vector<NodeLink> joined;
  for (const auto& [one, other] : pairs)
    if (growing.join_given(one, other)) joined.push_back({one, other, 0, 0});
  return joined;
}

std::vector<NodeLink> join_alike(std::span<const Link> links, const Nodes& nodes, Growing& growing) {
  const auto candidates = node_links(links, nodes);
  const Rivals rivals(candidates, nodes);
  std::vector<NodeLink> joined;
  for (const auto& link : candidates) {
    if (growing.leader(link.one) == growing.leader(link.other) || rivals.has_rival(link) || !growing.may_join(link.one, link.other)) continue;
    growing.join(link.one, link.other);
    joined.push_back(link);
  }
  return joined;
}

// For each node the next one on the way to its cluster's root (the founder; nodes whose entity is known), and how alike the two are; `one` is the node
// itself. Roots are their own. REQUIRES: `joined` are the edges of a forest but for those between roots.
std::vector<NodeLink> ways_to_roots(const std::vector<NodeLink>& joined, const std::vector<bool>& is_root) {
  std::vector<std::vector<NodeLink>> ways(is_root.size());
  for (const auto& link : joined) {
    ways[link.one].push_back(link);
    ways[link.other].push_back({link.other, link.one, link.mean, link.evidence});
  }
  std::vector<NodeLink> found(is_root.size());
  std::vector<Node> reached;
  for (Node node = 0; node < is_root.size(); ++node) {
    found[node] = {node, node, 0, 0};
    if (is_root[node]) reached.push_back(node);
  }
  for (std::size_t i = 0; i < reached.size(); ++i)
    for (const auto& [from, to, mean, evidence] : ways[reached[i]])
      if (!is_root[to] && found[to].other == to) {
        found[to] = {to, from, mean, evidence};
        reached.push_back(to);
      }
  return found;
}

void give_reasons(const std::vector<NodeLink>& joined, const Nodes& nodes, const Growing& growing, Clusters& clusters) {
  const auto is_known = [&](Node node) { return nodes.entity(node) != Constraints::kUnknown; };
  std::vector<bool> is_root(nodes.size());
  for (Node node = 0; node < nodes.size(); ++node)
    is_root[node] = growing.is_known(node) ? is_known(node) : clusters.cluster_of[nodes.first_name(node)] == nodes.first_name(node);
  const auto ways = ways_to_roots(joined, is_root);
  for (NameIndex name = 0; name < clusters.cluster_of.size(); ++name) {
    const Node node = nodes.of_name(name);
    const NameIndex first = nodes.first_name(node);
    if (is_known(node) || (is_root[node] && name == first))
      clusters.reasons.push_back({name, name, 0, 0});
    else if (is_root[node])
      clusters.reasons.push_back({name, first, 1, nodes.likeness(node, node).evidence});
    else
      clusters.reasons.push_back({name, nodes.first_name(ways[node].other), ways[node].mean, ways[node].evidence});
  }
}

Clusters cluster(const Forms& forms, std::span<const std::string> names, std::span<const Link> links, const Constraints& constraints) {
  const Nodes nodes(forms, names, constraints);
  Growing growing(nodes);
  join_entities(nodes, growing);
  auto joined = join_together(constraints, nodes, growing);
  Clusters clusters;
  for (const auto& link : join_alike(links, nodes, growing)) {
    clusters.links.push_back({nodes.first_name(link.one), nodes.first_name(link.other), link.mean, link.evidence});
    joined.push_back(link);
  }
  std::unordered_map<Node, NameIndex> first;
  for (NameIndex i = 0; i < names.size(); ++i) clusters.cluster_of.push_back(first.try_emplace(growing.leader(nodes.of_name(i)), i).first->second);
  give_reasons(joined, nodes, growing, clusters);
  return clusters;
}

}  // namespace

Clusters cluster_links(std::span<const std::string> names, std::span<const Link> links, const Constraints& constraints, unsigned jobs) {
  return cluster(forms_of(names, jobs_or_cores(jobs)), names, links, constraints);
}

Clusters cluster_names(std::span<const std::string> names, const Constraints& constraints, unsigned jobs) {
  jobs = jobs_or_cores(jobs);
  const Forms forms = forms_of(names, jobs);
  return cluster(forms, names, strict_links(forms, 0, jobs), constraints);
}

}  // namespace dispatches::names
