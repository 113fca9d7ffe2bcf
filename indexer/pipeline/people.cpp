#include "indexer/pipeline/people.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "indexer/names/forms.hpp"
#include "indexer/names/links.hpp"
#include "indexer/names/overrides.hpp"

namespace dispatches::pipeline {

namespace {

using names::NameIndex;
using names::SpellingId;

// Which people hang together.
class Groups {
 public:
  explicit Groups(std::size_t people) : leader_(people) { std::iota(leader_.begin(), leader_.end(), 0u); }

  NameIndex of(NameIndex one) {
    while (leader_[one] != one) one = leader_[one] = leader_[leader_[one]];
    return one;
  }
  void join(NameIndex one, NameIndex other) { leader_[of(one)] = of(other); }

 private:
  std::vector<NameIndex> leader_;
};

class People {
 public:
  People(const MeaningsInput& input, std::vector<Person> people) : input_(input), people_(std::move(people)) {
    // Does not depend on ids, which threads give out.
    const auto rank = [&](const Person& person) { return std::tie(input_.since[person.spelling], input_.spellings[person.spelling]); };
    std::sort(people_.begin(), people_.end(), [&](const Person& a, const Person& b) { return rank(a) < rank(b); });
    index_of_.resize(input_.spellings.size(), kNotThere);
    before_.resize(input_.spellings.size());
    for (NameIndex i = 0; i < people_.size(); ++i) {
      names_.push_back(input_.spellings[people_[i].spelling]);
      index_of_[people_[i].spelling] = i;
    }
    if (!input_.previous) return;
    for (const names::LexiconMeaning& meaning : input_.previous->meanings)
      if (meaning.type == names::EntityType::person) before_[meaning.spelling] = &meaning;
  }

  PeopleClusters run(const std::set<std::pair<SpellingId, SpellingId>>& apart, const std::vector<std::pair<SpellingId, SpellingId>>& together) {
    find_links();
    PeopleClusters found;
    for (const names::Link& link : links_) found.links.push_back({people_[link.one].spelling, people_[link.other].spelling, link.mean, link.evidence});
    std::vector<std::pair<NameIndex, NameIndex>> joined;
    add_pairs(together, joined);
    const std::vector<bool> affected = find_affected(joined);
    cluster(affected, apart, joined, found);
    keep_others(affected, found);
    std::sort(found.clusters.begin(), found.clusters.end(), [&](const auto& a, const auto& b) { return first_of(a) < first_of(b); });
    return found;
  }

 private:
  bool was_linked(SpellingId spelling) const {
    return input_.previous && spelling < input_.previous->history.size() && input_.previous->history[spelling].linked;
  }

  // Those of earlier nights and of what is fresh. Who is no longer among the people is fresh when he comes back. The search wants the fresh ones last.
  void find_links() {
    name_those_who_stay();
    for (const names::LexiconLink& link : input_.history.links) {
      const auto one = standing_for(link.one), other = standing_for(link.other);
      if (one && other) links_.push_back({*one, *other, link.mean, link.evidence});
    }
    std::vector<NameIndex> order(people_.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto fresh = std::stable_partition(order.begin(), order.end(), [&](NameIndex person) { return was_linked(people_[person].spelling); });
    std::vector<std::string> names;
    for (const NameIndex person : order) names.push_back(names_[person]);
    const names::Forms forms = names::forms_of(names, input_.jobs);
    for (const names::Link& link : names::strict_links(forms, static_cast<NameIndex>(fresh - order.begin()), input_.jobs))
      links_.push_back({order[link.one], order[link.other], link.mean, link.evidence});
    family_.resize(people_.size());
    for (NameIndex i = 0; i < order.size(); ++i) family_[order[i]] = forms.family[forms.of_name[i]];
  }

  // For standing_for(): only where somebody has left.
  void name_those_who_stay() {
    const auto has_left = [&](const names::LexiconLink& link) { return !is_there(link.one) || !is_there(link.other); };
    if (std::none_of(input_.history.links.begin(), input_.history.links.end(), has_left)) return;
    for (NameIndex i = 0; i < people_.size(); ++i) by_key_.emplace(names::override_key(names_[i]), i);
  }

  bool is_there(SpellingId spelling) const { return index_of_[spelling] != kNotThere; }

  // A link is that of two forms, by their first names: where one has left, its equal stands for it.
  std::optional<NameIndex> standing_for(SpellingId spelling) const {
    if (is_there(spelling)) return was_linked(spelling) ? std::optional(index_of_[spelling]) : std::nullopt;
    const auto equal = by_key_.find(names::override_key(input_.spellings[spelling]));
    return equal != by_key_.end() && was_linked(people_[equal->second].spelling) ? std::optional(equal->second) : std::nullopt;
  }

  // Equal names, and all of one entity, by whatever number.
  void join_equals(const auto& number_of, Groups& groups) const {
    std::unordered_map<std::uint32_t, NameIndex> first;
    for (NameIndex i = 0; i < people_.size(); ++i)
      if (const auto number = number_of(i); number != names::kNobody) groups.join(i, first.try_emplace(number, i).first->second);
  }

  std::vector<bool> find_affected(const std::vector<std::pair<NameIndex, NameIndex>>& together) const {
    if (!input_.touched) return std::vector<bool>(people_.size(), true);
    Groups groups(people_.size());
    for (const names::Link& link : links_) groups.join(link.one, link.other);
    for (const auto& [one, other] : together) groups.join(one, other);
    join_equals([&](NameIndex i) { return family_[i]; }, groups);
    join_equals([&](NameIndex i) { return people_[i].entity; }, groups);
    join_equals([&](NameIndex i) { return entity_before(people_[i].spelling); }, groups);
    const std::set<names::EntityOrdinal> left = entities_touched();
    std::vector<bool> touched(people_.size()), affected(people_.size());
    for (NameIndex i = 0; i < people_.size(); ++i) {
      const SpellingId spelling = people_[i].spelling;
      const bool is_own = (*input_.touched)[spelling] || (!was_linked(spelling) && !people_[i].listed_only) || left.contains(entity_before(spelling));
      if (is_own) touched[groups.of(i)] = true;
    }
    mark_parted(groups, touched);
    for (NameIndex i = 0; i < people_.size(); ++i) affected[i] = touched[groups.of(i)];
    return affected;
  }

  // Entities of before of which the night touched a spelling: it may have left.
  std::set<names::EntityOrdinal> entities_touched() const {
    std::set<names::EntityOrdinal> entities;
    for (SpellingId id = 1; id < input_.previous->spellings.size(); ++id)
      if ((*input_.touched)[id] && entity_before(id) != names::kNobody) entities.insert(entity_before(id));
    return entities;
  }

  // Whoever had a link to one that has left.
  void mark_parted(Groups& groups, std::vector<bool>& touched) const {
    for (const names::LexiconLink& link : input_.history.links)
      for (const auto& [here, there] : {std::pair(link.one, link.other), std::pair(link.other, link.one)})
        if (is_there(here) && !is_there(there)) touched[groups.of(index_of_[here])] = true;
  }

  names::EntityOrdinal entity_before(SpellingId spelling) const { return before_[spelling] ? before_[spelling]->entity : names::kNobody; }

  void add_pairs(const auto& pairs, std::vector<std::pair<NameIndex, NameIndex>>& into) const {
    for (const auto& [one, other] : pairs)
      if (is_there(one) && is_there(other)) into.emplace_back(index_of_[one], index_of_[other]);
  }

  // The affected ones, who are whole groups.
  void cluster(const std::vector<bool>& affected, const std::set<std::pair<SpellingId, SpellingId>>& apart, const std::vector<std::pair<NameIndex, NameIndex>>& together,
               PeopleClusters& found) const {
    std::vector<NameIndex> chosen, place(people_.size());
    std::vector<std::string> names;
    names::Constraints constraints;
    for (NameIndex i = 0; i < people_.size(); ++i) {
      if (!affected[i]) continue;
      place[i] = static_cast<NameIndex>(chosen.size());
      chosen.push_back(i);
      names.push_back(names_[i]);
      constraints.entities.push_back(people_[i].entity == names::kNobody ? names::Constraints::kUnknown : people_[i].entity);
    }
    std::vector<names::Link> links;
    for (const names::Link& link : links_)
      if (affected[link.one] && affected[link.other]) links.push_back({place[link.one], place[link.other], link.mean, link.evidence});
    std::vector<std::pair<NameIndex, NameIndex>> parted;
    add_pairs(apart, parted);
    for (const auto& [from, into] : {std::pair(&std::as_const(parted), &constraints.apart), std::pair(&together, &constraints.together)})
      for (const auto& [one, other] : *from)
        if (affected[one] && affected[other]) into->emplace_back(place[one], place[other]);
    give_clusters(names::cluster_links(names, links, constraints, input_.jobs), chosen, found);
  }

  void give_clusters(const names::Clusters& clusters, const std::vector<NameIndex>& chosen, PeopleClusters& found) const {
    std::unordered_map<NameIndex, std::size_t> number;
    for (NameIndex i = 0; i < chosen.size(); ++i) {
      const Person& person = people_[chosen[i]];
      const auto [at, fresh] = number.try_emplace(clusters.cluster_of[i], found.clusters.size());
      if (fresh) found.clusters.emplace_back();
      PeopleClusters::Cluster& cluster = found.clusters[at->second];
      if (person.entity != names::kNobody) cluster.entity = person.entity;
      if (person.listed_only) continue;
      names::Reason reason{"rule", clusters.reasons[i].mean, {}, {}, {}};
      if (clusters.reasons[i].other != clusters.reasons[i].one) reason.with = names_[chosen[clusters.reasons[i].other]];
      cluster.members.push_back({person.spelling, std::move(reason)});
    }
  }

  // Who was nobody's is that still.
  void keep_others(const std::vector<bool>& affected, PeopleClusters& found) const {
    std::unordered_map<names::EntityOrdinal, std::size_t> number;
    for (NameIndex i = 0; i < people_.size(); ++i) {
      const names::EntityOrdinal entity = affected[i] || people_[i].listed_only ? names::kNobody : entity_before(people_[i].spelling);
      if (entity == names::kNobody) continue;
      const auto [at, fresh] = number.try_emplace(entity, found.clusters.size());
      if (fresh) found.clusters.emplace_back().kept = entity;
      found.clusters[at->second].members.push_back({people_[i].spelling, *before_[people_[i].spelling]->reason});
    }
  }

  // Members came in order.
  NameIndex first_of(const PeopleClusters::Cluster& cluster) const {
    return cluster.members.empty() ? kNotThere : index_of_[cluster.members.front().spelling];
  }

  const MeaningsInput& input_;
  std::vector<Person> people_;
  std::vector<std::string> names_;
  static constexpr NameIndex kNotThere = 0xffffffff;
  std::vector<NameIndex> index_of_;            // by spelling
  std::vector<const names::LexiconMeaning*> before_;  // by spelling: whom it meant as a person
  std::unordered_map<std::string, NameIndex> by_key_;
  std::vector<names::Link> links_;
  std::vector<std::uint32_t> family_;  // by person: equal for equal names
};

}  // namespace

PeopleClusters cluster_people(const MeaningsInput& input, std::vector<Person> people, const std::set<std::pair<SpellingId, SpellingId>>& apart,
                              const std::vector<std::pair<SpellingId, SpellingId>>& together) {
  return People(input, std::move(people)).run(apart, together);
}

}  // namespace dispatches::pipeline
