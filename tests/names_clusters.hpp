// What the tests of merging share: clusters as sets of names.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/names/cluster.hpp"

namespace dispatches::tests {

using Strings = std::vector<std::string>;
using Sets = std::multiset<std::multiset<std::string>>;

inline Sets sets_of(const Strings& names, const names::Clusters& found) {
  std::map<names::NameIndex, std::multiset<std::string>> clusters;
  for (std::size_t i = 0; i < names.size(); ++i) clusters[found.cluster_of[i]].insert(names[i]);
  Sets sets;
  for (const auto& [first, members] : clusters) sets.insert(members);
  return sets;
}

inline Sets clusters_of(const Strings& names, const names::Constraints& constraints = {}, unsigned jobs = 2) {
  return sets_of(names, names::cluster_names(names, constraints, jobs));
}

}  // namespace dispatches::tests
