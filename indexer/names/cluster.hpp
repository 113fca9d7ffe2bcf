// Names → clusters, each the spellings of one person, by rules alone: candidates share a block key, the scorer joins them at its strict point, best
// links first (agglomerative; average link against chains of strangers). A link falls that would bring a conflict into a cluster (other patronymic,
// initial …, constraint), and that of a name which fits two people who conflict.
// Blocks of more than 150 names are searched in the order of sounds (sorted neighbourhood: Hernández, Stolfo, SIGMOD 1995), so the cost stays bounded.
// What is not to be found: two people whose names are spelt alike are one cluster; who is meant, the catalogue and overrides say (Constraints).
// The clusters do not depend on the order of the names. Pure; any thread; uses `jobs` threads of its own.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dispatches::names {

using NameIndex = std::uint32_t;  // into the names given

// What is known before any rule, and stronger than all of them.
struct Constraints {
  static constexpr std::uint32_t kUnknown = 0xffffffff;
  // For each name the entity it means, any number; kUnknown where nobody knows. Names of one entity are together, of two never. May be empty.
  std::vector<std::uint32_t> entities;
  // Pairs that are never in one cluster.
  std::vector<std::pair<NameIndex, NameIndex>> apart;
};

// Why two parts of a cluster were joined: the deciding pair.
struct Link {
  NameIndex one, other;
  float mean, evidence;  // as names/score
};

struct Clusters {
  std::vector<NameIndex> cluster_of;  // for each name the first name of its cluster
  std::vector<Link> links;            // in the order they were made; names of equal parts are together without one
};

// Names that the rules cannot read (Chinese, Japanese, Korean) and single names (a surname alone) meet only their equals, case and marks aside.
// REQUIRES: names are valid UTF-8; fewer than 2^32; `constraints` speak of these names. jobs 0: one for each core.
Clusters cluster_names(std::span<const std::string> names, const Constraints& constraints = {}, unsigned jobs = 0);

}  // namespace dispatches::names
