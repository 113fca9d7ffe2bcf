// Names → forms: what the rules see of a name, once for all names that are equal to them. Shared by the two halves of merging (names/links, names/cluster).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <thread>
#include <vector>

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

unsigned jobs_or_cores(unsigned jobs);  // 0: one for each core

// work(0) … work(jobs - 1), each on a thread of its own. REQUIRES: work throws nothing.
void run_on(unsigned jobs, const auto& work) {
  std::vector<std::jthread> threads;
  for (unsigned job = 1; job < jobs; ++job) threads.emplace_back([&work, job] { work(job); });
  work(0);
}

}  // namespace dispatches::names
