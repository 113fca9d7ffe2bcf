#include "indexer/pipeline/people.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "indexer/names/links.hpp"
#include "indexer/names/overrides.hpp"

namespace dispatches::pipeline {

namespace {

using names::NameIndex;
using names::SpellingId;

class People {
 public:
  People(const MeaningsInput& input, std::vector<Person> people) : input_(input), people_(std::move(people)) {
    order();
    for (NameIndex i = 0; i < people_.size(); ++i) {
      names_.push_back(input_.spellings[people_[i].spelling]);
      index_of_.emplace(people_[i].spelling, i);
      by_key_.emplace(names::override_key(names_.back()), i);
    }
  }

  PeopleClusters run(const std::set<std::pair<SpellingId, SpellingId>>& apart, const std::vector<std::pair<SpellingId, SpellingId>>& together) {
    PeopleClusters found;
    const std::vector<names::Link> links = all_links(found.links);
    names::Constraints constraints;
    for (const Person& person : people_)
      constraints.entities.push_back(person.entity == names::kNobody ? names::Constraints::kUnknown : person.entity);
    add_pairs(apart, constraints.apart);
    add_pairs(together, constraints.together);
    give_clusters(names::cluster_links(names_, links, constraints, input_.jobs), found);
    return found;
  }

 private:
  // Those the rules have looked at before come first; within, the order does not depend on ids, which threads give out.
  void order() {
    const auto rank = [&](const Person& person) {
      const bool fresh = !was_linked(person.spelling);
      return std::tuple<bool, text::sys_seconds, const std::string&>(fresh, input_.since[person.spelling], input_.spellings[person.spelling]);
    };
    std::sort(people_.begin(), people_.end(), [&](const Person& a, const Person& b) { return rank(a) < rank(b); });
  }

  bool was_linked(SpellingId spelling) const {
    return input_.previous && spelling < input_.previous->history.size() && input_.previous->history[spelling].linked;
  }

  // Those of earlier nights and of what is fresh. Who is no longer among the people is fresh when he comes back.
  std::vector<names::Link> all_links(std::vector<names::LexiconLink>& kept) const {
    std::vector<names::Link> links;
    for (const names::LexiconLink& link : input_.history.links) {
      const auto one = standing_for(link.one), other = standing_for(link.other);
      if (one && other) links.push_back({*one, *other, link.mean, link.evidence});
    }
    const auto fresh = std::find_if(people_.begin(), people_.end(), [&](const Person& person) { return !was_linked(person.spelling); });
    const auto found = names::strict_links(names_, static_cast<NameIndex>(fresh - people_.begin()), input_.jobs);
    links.insert(links.end(), found.begin(), found.end());
    for (const names::Link& link : links) kept.push_back({people_[link.one].spelling, people_[link.other].spelling, link.mean, link.evidence});
    return links;
  }

  // A link is that of two forms, by their first names: where one has left, its equal stands for it.
  std::optional<NameIndex> standing_for(SpellingId spelling) const {
    auto found = index_of_.find(spelling);
    if (found != index_of_.end()) return was_linked(spelling) ? std::optional(found->second) : std::nullopt;
    const auto equal = by_key_.find(names::override_key(input_.spellings[spelling]));
    return equal != by_key_.end() && was_linked(people_[equal->second].spelling) ? std::optional(equal->second) : std::nullopt;
  }

  void add_pairs(const auto& pairs, std::vector<std::pair<NameIndex, NameIndex>>& into) const {
    for (const auto& [one, other] : pairs) {
      const auto left = index_of_.find(one), right = index_of_.find(other);
      if (left != index_of_.end() && right != index_of_.end()) into.emplace_back(left->second, right->second);
    }
  }

  void give_clusters(const names::Clusters& clusters, PeopleClusters& found) const {
    std::unordered_map<NameIndex, std::size_t> number;
    for (NameIndex i = 0; i < people_.size(); ++i) {
      const auto [at, fresh] = number.try_emplace(clusters.cluster_of[i], found.clusters.size());
      if (fresh) found.clusters.emplace_back();
      PeopleClusters::Cluster& cluster = found.clusters[at->second];
      if (people_[i].entity != names::kNobody) cluster.entity = people_[i].entity;
      if (!people_[i].listed_only) cluster.members.push_back({people_[i].spelling, reason_of(clusters.reasons[i])});
    }
    for (auto& cluster : found.clusters)
      std::sort(cluster.members.begin(), cluster.members.end(), [&](const auto& a, const auto& b) {
        return std::tie(input_.since[a.spelling], input_.spellings[a.spelling]) < std::tie(input_.since[b.spelling], input_.spellings[b.spelling]);
      });
  }

  names::Reason reason_of(const names::Link& link) const {
    names::Reason reason{"rule", link.mean, {}, {}, {}};
    if (link.other != link.one) reason.with = names_[link.other];
    return reason;
  }

  const MeaningsInput& input_;
  std::vector<Person> people_;
  std::vector<std::string> names_;
  std::unordered_map<SpellingId, NameIndex> index_of_;
  std::unordered_map<std::string, NameIndex> by_key_;
};

}  // namespace

PeopleClusters cluster_people(const MeaningsInput& input, std::vector<Person> people, const std::set<std::pair<SpellingId, SpellingId>>& apart,
                              const std::vector<std::pair<SpellingId, SpellingId>>& together) {
  return People(input, std::move(people)).run(apart, together);
}

}  // namespace dispatches::pipeline
