#include "indexer/names/cluster.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>

#include "indexer/names/key.hpp"
#include "indexer/names/score.hpp"

namespace dispatches::names {
namespace {

using Node = std::uint32_t;

constexpr std::size_t kLargestBlock = 150;    // beyond it a name is compared with its neighbours in the order of sounds only
constexpr std::size_t kNeighbours = 25;       // on each side
constexpr float kLeastAverage = .6f;          // of the scores between all members of two clusters: one link among strangers is an accident
constexpr std::size_t kLargestCluster = 100;  // nodes
constexpr std::size_t kMostRivals = 50;
constexpr float kMargin = .05f;  // between the best counterpart and one that is somebody else

void run_on(unsigned jobs, const auto& work) {
  std::vector<std::jthread> threads;
  for (unsigned job = 1; job < jobs; ++job) threads.emplace_back([&work, job] { work(job); });
  work(0);
}

// A name's parts in an order of their own, so that "Doe, John" and "John Doe" are one node.
std::string canonical(const ParsedName& parsed, const std::string& name) {
  if (parsed.parts.empty()) return '\n' + text::fold(name);
  std::vector<std::string> parts;
  for (const auto& part : parsed.parts)
    parts.push_back(part.sounds + '\t' + part.folded + '\t' + static_cast<char>('0' + static_cast<int>(part.role)) + (part.is_fathers ? "s" : ""));
  std::sort(parts.begin(), parts.end());
  std::string joined_parts;
  for (const auto& part : parts) joined_parts.append(part).append("\n");
  return joined_parts;
}

struct Entry {
  std::string canonical;
  ParsedName parsed;
};

// Distinct names in the order of their sounds: neighbours sound alike.
struct Nodes {
  std::vector<ParsedName> parsed;
  std::vector<Node> of_name;          // for each name
  std::vector<NameIndex> first_name;  // for each node
  std::vector<std::uint32_t> entity;  // for each node, as Constraints::entities
};

std::vector<Entry> entries_of(std::span<const std::string> names, unsigned jobs) {
  std::vector<Entry> entries(names.size());
  run_on(jobs, [&](unsigned job) {
    for (std::size_t i = job; i < names.size(); i += jobs) {
      entries[i].parsed = parse_name(names[i]);
      entries[i].canonical = canonical(entries[i].parsed, names[i]);
    }
  });
  return entries;
}

Nodes nodes_of(std::vector<Entry> entries, const Constraints& constraints) {
  const auto entity = [&](NameIndex i) { return constraints.entities.empty() ? Constraints::kUnknown : constraints.entities[i]; };
  std::vector<NameIndex> order(entries.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto rank = [&](NameIndex i) { return std::tuple<const std::string&, std::uint32_t, NameIndex>(entries[i].canonical, entity(i), i); };
  std::sort(order.begin(), order.end(), [&](NameIndex a, NameIndex b) { return rank(a) < rank(b); });
  Nodes nodes;
  nodes.of_name.resize(entries.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool same = i > 0 && entries[order[i]].canonical == entries[order[i - 1]].canonical && entity(order[i]) == entity(order[i - 1]);
    if (!same) nodes.first_name.push_back(order[i]);
    nodes.of_name[order[i]] = static_cast<Node>(nodes.first_name.size() - 1);
  }
  for (const NameIndex first : nodes.first_name) {
    nodes.parsed.push_back(std::move(entries[first].parsed));
    nodes.entity.push_back(entity(first));
  }
  return nodes;
}

bool are_two(std::uint32_t one, std::uint32_t other) { return one != other && one != Constraints::kUnknown && other != Constraints::kUnknown; }

// Which nodes bear a key, ascending.
class Blocks {
 public:
  Blocks(const std::vector<ParsedName>& parsed, unsigned jobs) : keys_(parsed.size()) {
    run_on(jobs, [&](unsigned job) {
      for (std::size_t i = job; i < parsed.size(); i += jobs) keys_[i] = block_keys(parsed[i]);
    });
    std::vector<std::pair<BlockKey, Node>> all;
    for (Node node = 0; node < keys_.size(); ++node)
      for (const BlockKey key : keys_[node]) all.emplace_back(key, node);
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i == 0 || all[i].first != all[i - 1].first) begins_.emplace(all[i].first, members_.size());
      members_.push_back(all[i].second);
      if (i + 1 == all.size() || all[i].first != all[i + 1].first) ends_.emplace(all[i].first, members_.size());
    }
  }

  // Calls `visit` with nodes before `node` that share a key, some more than once.
  void for_candidates(Node node, const auto& visit) const {
    for (const BlockKey key : keys_[node]) {
      const auto begin = members_.begin() + static_cast<std::ptrdiff_t>(begins_.at(key)), end = members_.begin() + static_cast<std::ptrdiff_t>(ends_.at(key));
      auto at = begin;
      const auto self = std::lower_bound(begin, end, node);
      if (end - begin > static_cast<std::ptrdiff_t>(kLargestBlock)) at = self - std::min(self - begin, static_cast<std::ptrdiff_t>(kNeighbours));
      for (; at != self; ++at) visit(*at);
    }
  }

 private:
  std::vector<std::vector<BlockKey>> keys_;
  std::unordered_map<BlockKey, std::size_t> begins_, ends_;
  std::vector<Node> members_;
};

struct NodeLink {
  Node one, other;
  Score score;
};

bool is_better(const NodeLink& a, const NodeLink& b) {
  return std::tuple(-a.score.mean, -a.score.evidence, a.one, a.other) < std::tuple(-b.score.mean, -b.score.evidence, b.one, b.other);
}

void link_with_candidates(Node node, const Blocks& blocks, const Nodes& nodes, std::vector<Node>& seen, std::vector<NodeLink>& links) {
  blocks.for_candidates(node, [&](Node other) {
    if (seen[other] == node) return;
    seen[other] = node;
    const Score found = score(nodes.parsed[node], nodes.parsed[other]);
    if (is_same(found, Point::strict)) links.push_back({other, node, found});
  });
}

std::vector<NodeLink> strict_links(const Nodes& nodes, unsigned jobs) {
  const Blocks blocks(nodes.parsed, jobs);
  std::vector<std::vector<NodeLink>> found(jobs);
  run_on(jobs, [&](unsigned job) {
    std::vector<Node> seen(nodes.parsed.size(), 0xffffffff);
    for (std::size_t node = job; node < nodes.parsed.size(); node += jobs) link_with_candidates(static_cast<Node>(node), blocks, nodes, seen, found[job]);
  });
  std::vector<NodeLink> links;
  for (auto& part : found) links.insert(links.end(), part.begin(), part.end());
  std::sort(links.begin(), links.end(), is_better);
  return links;
}

// Names that could be either of two people: "Ivan Ivanov" where there are Ivan Petrovich and Ivan Sergeevich Ivanov, nearly as good.
class Rivals {
 public:
  Rivals(const std::vector<NodeLink>& links, const Nodes& nodes) : nodes_(nodes), links_of_(nodes.parsed.size()) {
    for (const auto& link : links) {
      links_of_[link.one].emplace_back(link.other, link.score.mean);
      links_of_[link.other].emplace_back(link.one, link.score.mean);
    }
  }
  bool has_rival(const NodeLink& link) const { return has_rival(link.one, link.other, link.score.mean) || has_rival(link.other, link.one, link.score.mean); }

 private:
  // Whether `node` has another counterpart that cannot be `counterpart`. Links come best first: the first few tell.
  bool has_rival(Node node, Node counterpart, float mean) const {
    std::size_t looked_at = 0;
    for (const auto& [other, other_mean] : links_of_[node]) {
      if (other_mean < mean - kMargin || ++looked_at > kMostRivals) return false;
      if (other == counterpart) continue;
      if (are_two(nodes_.entity[other], nodes_.entity[counterpart]) || score(nodes_.parsed[other], nodes_.parsed[counterpart]).conflict != Conflict::none)
        return true;
    }
    return false;
  }

  const Nodes& nodes_;
  std::vector<std::vector<std::pair<Node, float>>> links_of_;
};

// Clusters as they grow: union by size, with the members of each.
class Growing {
 public:
  Growing(const Nodes& nodes, const Constraints& constraints)
      : nodes_(nodes), leader_(nodes.parsed.size()), members_(nodes.parsed.size()), entity_(nodes.entity) {
    std::iota(leader_.begin(), leader_.end(), 0u);
    for (Node node = 0; node < leader_.size(); ++node) members_[node] = {node};
    for (const auto& [one, other] : constraints.apart) apart_.push_back(std::minmax(nodes.of_name[one], nodes.of_name[other]));
    std::sort(apart_.begin(), apart_.end());
  }

  Node leader(Node node) const { return leader_[node]; }

  bool may_join(Node one, Node other) const {
    auto left = leader_[one], right = leader_[other];
    if (are_two(entity_[left], entity_[right]) || members_[left].size() + members_[right].size() > kLargestCluster) return false;
    if (entity_[left] != Constraints::kUnknown) std::swap(left, right);
    return agree(members_[left], members_[right], entity_[right] != Constraints::kUnknown);
  }

  void join(Node one, Node other) {
    auto into = leader_[one], from = leader_[other];
    if (into == from) return;
    if (members_[into].size() < members_[from].size()) std::swap(into, from);
    if (entity_[into] == Constraints::kUnknown) entity_[into] = entity_[from];
    for (const Node node : members_[from]) leader_[node] = into;
    members_[into].insert(members_[into].end(), members_[from].begin(), members_[from].end());
    members_[from].clear();
  }

  void join_known() {
    std::unordered_map<std::uint32_t, Node> first;
    for (Node node = 0; node < leader_.size(); ++node)
      if (entity_[node] != Constraints::kUnknown) join(first.try_emplace(entity_[node], node).first->second, node);
  }

 private:
  bool is_apart(Node a, Node b) const { return !apart_.empty() && std::binary_search(apart_.begin(), apart_.end(), std::pair<Node, Node>(std::minmax(a, b))); }

  // No conflict between any members, and scores high enough on average; names of a known entity need not be alike (pseudonyms, other scripts): there
  // the best of them counts.
  bool agree(const std::vector<Node>& members, const std::vector<Node>& others, bool best_counts) const {
    float sum = 0;
    for (const Node member : members) {
      float all = 0, best = 0;
      for (const Node other : others) {
        const Score found = score(nodes_.parsed[member], nodes_.parsed[other]);
        if (is_apart(member, other) || found.conflict != Conflict::none) return false;
        all += found.mean;
        best = std::max(best, found.mean);
      }
      sum += best_counts ? best : all / static_cast<float>(others.size());
    }
    return sum >= kLeastAverage * static_cast<float>(members.size());
  }

  const Nodes& nodes_;
  std::vector<Node> leader_;
  std::vector<std::vector<Node>> members_;
  std::vector<std::uint32_t> entity_;  // of a leader's cluster
  std::vector<std::pair<Node, Node>> apart_;
};

}  // namespace

Clusters cluster_names(std::span<const std::string> names, const Constraints& constraints, unsigned jobs) {
  if (jobs == 0) jobs = std::max(1u, std::thread::hardware_concurrency());
  const Nodes nodes = nodes_of(entries_of(names, jobs), constraints);
  Growing growing(nodes, constraints);
  growing.join_known();
  const auto links = strict_links(nodes, jobs);
  const Rivals rivals(links, nodes);
  Clusters clusters;
  for (const auto& link : links) {
    if (growing.leader(link.one) == growing.leader(link.other) || rivals.has_rival(link) || !growing.may_join(link.one, link.other)) continue;
    growing.join(link.one, link.other);
    clusters.links.push_back({nodes.first_name[link.one], nodes.first_name[link.other], link.score.mean, link.score.evidence});
  }
  std::unordered_map<Node, NameIndex> first;
  for (NameIndex i = 0; i < names.size(); ++i) clusters.cluster_of.push_back(first.try_emplace(growing.leader(nodes.of_name[i]), i).first->second);
  return clusters;
}

}  // namespace dispatches::names
