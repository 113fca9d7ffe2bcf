#include "searchd/search/counters.hpp"

namespace dispatches::search {

void Counters::clear(std::size_t size) {
  for (const std::uint32_t ordinal : met()) counts_[ordinal] = 0;
  met_count_ = 0;
  if (counts_.size() == size) return;
  counts_.assign(size, 0);
  met_.assign(size + 1, 0);
}

void Counters::add(const Rows& rows, const Bitmap& which) {
  std::uint32_t *const counts = counts_.data(), *next = met_.data() + met_count_;
  rows.each(which, [&](std::size_t, std::span<const std::uint32_t> row) {
    for (const std::uint32_t ordinal : row) {
      *next = ordinal;
      next += counts[ordinal]++ == 0;
    }
  });
  met_count_ = static_cast<std::size_t>(next - met_.data());
}

}  // namespace dispatches::search
