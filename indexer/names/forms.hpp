// Names → forms: what the rules see of a name, once for all names that are equal to them. Shared by the two halves of merging (names/links, names/cluster).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "indexer/base/jobs.hpp"
#include "indexer/names/key.hpp"
#include "indexer/names/links.hpp"

namespace dispatches::names {

using FormIndex = std::uint32_t;

// In the order of their sounds (neighbours sound alike), whatever the order of the names.
struct Forms {
  std::vector<ParsedName> parsed;
  std::vector<NameIndex> first_name;  // for each form
  std::vector<FormIndex> of_name;     // for each name
  // For each form, ascending from 0: forms of one family have the same parts in any order ("Doe, John", "John Doe"); they are one name without a link.
  std::vector<std::uint32_t> family;
};

// REQUIRES: names are valid UTF-8, fewer than 2^32; jobs > 0. Uses `jobs` threads.
Forms forms_of(std::span<const std::string> names, unsigned jobs);

}  // namespace dispatches::names
