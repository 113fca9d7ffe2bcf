#include "indexer/names/nodes.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>

#include "indexer/names/score.hpp"

namespace dispatches::names {
namespace {

std::uint32_t entity_in(const Constraints& constraints, NameIndex name) {
  return constraints.entities.empty() ? Constraints::kUnknown : constraints.entities[name];
}

// Where each run of equal values begins, and the end. REQUIRES: ascending from 0 without gaps.
std::vector<std::uint32_t> begins_of(const std::vector<std::uint32_t>& values) {
  std::vector<std::uint32_t> begins;
  for (std::uint32_t i = 0; i < values.size(); ++i)
    if (values[i] == begins.size()) begins.push_back(i);
  begins.push_back(static_cast<std::uint32_t>(values.size()));
  return begins;
}

}  // namespace

Nodes::Nodes(const Forms& forms, std::span<const std::string> names, const Constraints& constraints) : forms_(forms), constraints_(constraints) {
  form_begin_ = begins_of(forms.family);
  find_nodes(names, parted_names(constraints));
  node_begin_ = begins_of(family_);
  apart_.resize(size());
  for (const auto& [one, other] : constraints.apart) {
    if (of_name(one) == of_name(other)) continue;  // of one entity
    apart_[of_name(one)].push_back(of_name(other));
    apart_[of_name(other)].push_back(of_name(one));
  }
}

// Equal names of which one is another's namesake stand for themselves.
std::vector<bool> Nodes::parted_names(const Constraints& constraints) const {
  std::vector<bool> is_parted(forms_.of_name.size());
  for (const auto& [one, other] : constraints.apart) {
    const bool equal = forms_.family[forms_.of_name[one]] == forms_.family[forms_.of_name[other]];
    const auto entity = entity_in(constraints, one);
    if (equal && entity == entity_in(constraints, other) && entity == Constraints::kUnknown) is_parted[one] = is_parted[other] = true;
  }
  return is_parted;
}

void Nodes::find_nodes(std::span<const std::string> names, const std::vector<bool>& is_parted) {
  std::vector<NameIndex> order(names.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto kind = [&](NameIndex i) { return std::tuple(forms_.family[forms_.of_name[i]], entity_in(constraints_, i), is_parted[i]); };
  const auto text = [&](NameIndex i) { return is_parted[i] ? std::string_view(names[i]) : std::string_view(); };
  std::sort(order.begin(), order.end(), [&](NameIndex a, NameIndex b) { return std::tuple(kind(a), text(a), a) < std::tuple(kind(b), text(b), b); });
  of_name_.resize(names.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const NameIndex name = order[i];
    if (i == 0 || is_parted[name] || kind(name) != kind(order[i - 1])) {
      family_.push_back(std::get<0>(kind(name)));
      entity_.push_back(std::get<1>(kind(name)));
      first_name_.push_back(name);
    }
    of_name_[name] = static_cast<Node>(first_name_.size() - 1);
  }
}

bool Nodes::are_apart(Node one, Node other) const {
  return are_two(entity_[one], entity_[other]) || std::find(apart_[one].begin(), apart_[one].end(), other) != apart_[one].end();
}

std::pair<Node, Node> Nodes::family_of(NameIndex name) const {
  const auto family = forms_.family[forms_.of_name[name]];
  return {node_begin_[family], node_begin_[family + 1]};
}

Likeness Nodes::likeness(Node one, Node other) const {
  const auto later = family_[std::max(one, other)], earlier = family_[std::min(one, other)];
  Likeness best;
  for (FormIndex left = form_begin_[later]; left < form_begin_[later + 1]; ++left) {
    if (later == earlier) return {1, score(forms_.parsed[left], forms_.parsed[left]).evidence, false};
    for (FormIndex right = form_begin_[earlier]; right < form_begin_[earlier + 1]; ++right) {
      const Score found = score(forms_.parsed[left], forms_.parsed[right]);
      best.conflict |= found.conflict != Conflict::none;
      if (std::tuple(found.mean, found.evidence) > std::tuple(best.mean, best.evidence)) best.mean = found.mean, best.evidence = found.evidence;
    }
  }
  return best;
}

}  // namespace dispatches::names
