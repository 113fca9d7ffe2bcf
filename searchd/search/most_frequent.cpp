#include "searchd/search/most_frequent.hpp"

#include <algorithm>

namespace dispatches::search {

std::vector<Candidate> MostFrequent::kept() {
  cut();
  return std::move(kept_);
}

// Where nearly all tie there is nothing to leave out: the next cut comes when there are twice as many.
void MostFrequent::cut() {
  if (kept_.size() <= most_) return;
  if (most_ == 0) return kept_.clear();
  const auto last = kept_.begin() + static_cast<std::ptrdiff_t>(most_ - 1);
  std::nth_element(kept_.begin(), last, kept_.end(), [](const Candidate& a, const Candidate& b) { return a.count > b.count; });
  least_ = last->count;
  std::erase_if(kept_, [&](const Candidate& candidate) { return candidate.count < least_; });
  room_ = std::max(room_, 2 * kept_.size());
}

}  // namespace dispatches::search
