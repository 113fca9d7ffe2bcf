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

constexpr std::size_t kLargestBlock = 400;   // beyond it a name is compared with its neighbours in the order of sounds only
constexpr std::size_t kNeighbours = 60;      // on each side
constexpr float kLeastAverage = .6f;         // of the scores between all members of two clusters: one link among strangers is an accident
constexpr std::size_t kLargestCluster = 300; // nodes

void run_on(unsigned jobs, const auto& work) {
  std::vector<std::jthread> threads;
  for (unsigned job = 1; job < jobs; ++job) threads.emplace_back([&work, job] { work(job); });
  work(0);
}

// A name's parts in an order of their own, so that "Doe, John" and "John Doe" are one node.
std::string canonical(const ParsedName& parsed, const std::string& name) {
  if (parsed.parts.empty()) return '\n' + text::fold(name);
  std::vector<std::string> parts;
  for (const auto& part : parsed.parts) parts.push_back(part.sounds + '\t' + part.folded);
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
  std::vector<Node> of_name;            // for each name
  std::vector<NameIndex> first_name;    // for each node
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
  for (const NameIndex first : nodes.first_name) nodes.parsed.push_back(std::move(entries[first].parsed));
  return nodes;
}

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

// Clusters as they grow: union by size, with the members of each.
class Growing {
 public:
  Growing(const Nodes& nodes, const Constraints& constraints) : nodes_(nodes), leader_(nodes.parsed.size()), members_(nodes.parsed.size()), entity_(nodes.parsed.size()) {
    std::iota(leader_.begin(), leader_.end(), 0u);
    for (Node node = 0; node < leader_.size(); ++node) {
      members_[node] = {node};
      entity_[node] = constraints.entities.empty() ? Constraints::kUnknown : constraints.entities[nodes.first_name[node]];
    }
    for (const auto& [one, other] : constraints.apart) apart_.push_back(std::minmax(nodes.of_name[one], nodes.of_name[other]));
    std::sort(apart_.begin(), apart_.end());
  }

  Node leader(Node node) const { return leader_[node]; }

  bool may_join(Node one, Node other) const {
    const auto left = leader_[one], right = leader_[other];
    if (entity_[left] != Constraints::kUnknown && entity_[right] != Constraints::kUnknown && entity_[left] != entity_[right]) return false;
    if (members_[left].size() + members_[right].size() > kLargestCluster) return false;
    float sum = 0;
    for (const Node a : members_[left])
      for (const Node b : members_[right]) {
        const Score found = score(nodes_.parsed[a], nodes_.parsed[b]);
        if (is_apart(a, b) || found.conflict != Conflict::none) return false;
        sum += found.mean;
      }
    return sum >= kLeastAverage * static_cast<float>(members_[left].size() * members_[right].size());
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

  const Nodes& nodes_;
  std::vector<Node> leader_;
  std::vector<std::vector<Node>> members_;
  std::vector<std::uint32_t> entity_;   // of a leader's cluster
  std::vector<std::pair<Node, Node>> apart_;
};

}  // namespace

Clusters cluster_names(std::span<const std::string> names, const Constraints& constraints, unsigned jobs) {
  if (jobs == 0) jobs = std::max(1u, std::thread::hardware_concurrency());
  const Nodes nodes = nodes_of(entries_of(names, jobs), constraints);
  Growing growing(nodes, constraints);
  growing.join_known();
  Clusters clusters;
  for (const auto& link : strict_links(nodes, jobs)) {
    if (growing.leader(link.one) == growing.leader(link.other) || !growing.may_join(link.one, link.other)) continue;
    growing.join(link.one, link.other);
    clusters.links.push_back({nodes.first_name[link.one], nodes.first_name[link.other], link.score.mean, link.score.evidence});
  }
  std::unordered_map<Node, NameIndex> first;
  for (NameIndex i = 0; i < names.size(); ++i) clusters.cluster_of.push_back(first.try_emplace(growing.leader(nodes.of_name[i]), i).first->second);
  return clusters;
}

}  // namespace dispatches::names
