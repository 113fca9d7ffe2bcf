// Links between names → clusters, each the spellings of one person, by rules alone: the cheap half of merging (the expensive one: names/links). Best links
// join first (agglomerative; average link against chains of strangers). A link falls that would bring a conflict into a cluster (other patronymic,
// initial …, constraint), and that of a name which fits two people who conflict.
// What is not to be found: two people whose names are spelt alike are one cluster; who is meant, the catalogue and overrides say (Constraints).
// The clusters depend neither on the order of the names nor of the links, nor on the night a link was found (but for blocks beyond 150: names/links). Pure;
// any thread; uses `jobs` threads of its own.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "indexer/names/links.hpp"

namespace dispatches::names {

// What is known before any rule, and stronger than all of them. Where it contradicts itself, `entities` come before `apart`, `apart` before `together`.
struct Constraints {
  static constexpr std::uint32_t kUnknown = 0xffffffff;
  // For each name the entity it means, any number; kUnknown where nobody knows. Names of one entity are together, of two never. May be empty.
  std::vector<std::uint32_t> entities;
  // Pairs that are never in one cluster, however alike. Of names that are the same string twice, too.
  std::vector<std::pair<NameIndex, NameIndex>> apart;
  // Pairs that are always in one cluster.
  std::vector<std::pair<NameIndex, NameIndex>> together;
};

struct Clusters {
  std::vector<NameIndex> cluster_of;  // for each name the first name of its cluster, its founder
  std::vector<Link> links;            // those that joined two parts of a cluster, in the order they did; equal names are together without one
  // For each name why it is where it is: `one` is the name itself, `other` the name it was joined for (the deciding pair on its way to the
  // founder, or to a name whose entity is known if the cluster has one), with their score; for a name that equals that one, mean 1. Mean 0 where no rule
  // joined it: the founder of a cluster without entity and names whose entity is known (other == one); a pair of `together` (other != one).
  std::vector<Link> reasons;
};

// `links`: of strict_links over these names, in any order, from one search or several. Names that the rules cannot read (Chinese, Japanese, Korean) and single
// names (a surname alone) meet only their equals, case and marks aside.
// REQUIRES: as strict_links; `links` and `constraints` speak of these names. jobs 0: one for each core.
Clusters cluster_links(std::span<const std::string> names, std::span<const Link> links, const Constraints& constraints = {}, unsigned jobs = 0);

// Both halves.
Clusters cluster_names(std::span<const std::string> names, const Constraints& constraints = {}, unsigned jobs = 0);

}  // namespace dispatches::names
