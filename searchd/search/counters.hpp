// Counts by ordinal, kept from one request to the next: an archive has some hundred thousand entities, and only those that were met are cleared.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "searchd/search/bitmap.hpp"
#include "searchd/search/columns.hpp"

namespace dispatches::search {

// Of one thread at a time.
class Counters {
 public:
  // All counts are 0, for ordinals below `size`.
  void clear(std::size_t size);

  std::uint32_t operator[](std::size_t ordinal) const { return counts_[ordinal]; }
  // Those with a count, each once, in the order in which they were met.
  std::span<const std::uint32_t> met() const { return std::span(met_).first(met_count_); }

  // REQUIRES of both: ordinals below the size.
  void add(std::uint32_t ordinal) {
    met_[met_count_] = ordinal;
    met_count_ += counts_[ordinal]++ == 0;  // no branch: which are new nobody can foresee
  }
  // All values in those rows.
  void add(const Rows& rows, const Bitmap& which);

 private:
  std::vector<std::uint32_t> counts_, met_;  // met_: one longer, so that it can always be written to
  std::size_t met_count_ = 0;
};

}  // namespace dispatches::search
