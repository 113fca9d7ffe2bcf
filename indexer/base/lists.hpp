// Lists of numbers side by side in one array, as they come from a file that anybody may have made.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "indexer/base/array.hpp"

namespace dispatches {

// Whether `begins` parts `values` into so many lists, of numbers below `most` all. Pure.
inline bool are_lists(const Array<std::uint32_t>& begins, std::size_t lists, const Array<std::uint32_t>& values, std::size_t most) {
  return begins.size() == lists + 1 && std::is_sorted(begins.begin(), begins.end()) && begins[lists] <= values.size() &&
         std::all_of(values.begin(), values.end(), [&](std::uint32_t value) { return value < most; });
}

}  // namespace dispatches
