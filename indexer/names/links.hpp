// Which names are spellings of one person's, pair by pair: the expensive half of merging (the cheap one: names/cluster). Candidates share a block key,
// the scorer keeps those at its strict point. Links depend on the two names alone, so they are kept from night to night and a run
// searches for those of its fresh names only.
// Blocks of more than 150 names are searched in the order of sounds (sorted neighbourhood: Hernández, Stolfo, SIGMOD 1995), so the cost stays bounded.
// Pure; any thread; uses `jobs` threads of its own.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dispatches::names {

using NameIndex = std::uint32_t;  // into the names given

// Two names that the rules hold for one person's.
struct Link {
  NameIndex one, other;
  float mean, evidence;  // as names/score
  bool operator==(const Link&) const = default;
};

// All pairs that share a block key and are one name at the strict point, where at least one of the two is fresh: its index is first_fresh or more (0: all are).
// Names equal in sounds, letters, roles and order are one form: its links are those of its first name, and a fresh name whose form an earlier one has is
// not fresh. Names of the same parts in any order ("Doe, John") have no links among themselves: cluster_links sees that they are equal.
// Ascending by (one, other), one < other; the same for any number of jobs (0: one for each core).
// Searches night by night find what one search finds; of blocks beyond 150 names they may find more, as these were smaller then.
// REQUIRES: names are valid UTF-8; fewer than 2^32. All names before first_fresh were searched before, or their links among themselves are missing.
std::vector<Link> strict_links(std::span<const std::string> names, NameIndex first_fresh = 0, unsigned jobs = 0);

struct Forms;  // names/forms
std::vector<Link> strict_links(const Forms& forms, NameIndex first_fresh, unsigned jobs);

}  // namespace dispatches::names
