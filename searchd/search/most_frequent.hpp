// The values of a facet that may be shown, out of all that were counted.
#pragma once

#include <cstdint>
#include <vector>

namespace dispatches::search {

// A value by its ordinal, of entities, topics, sources (the first way to state one) or languages.
struct Candidate {
  std::uint32_t count = 0, ordinal = 0;
};

// Keeps the `most` frequent of all that it is shown, and whatever ties with the last of them: labels decide between those.
class MostFrequent {
 public:
  explicit MostFrequent(std::size_t most) : most_(most), room_(kRoom * most) {}

  void add(const Candidate& candidate) {
    ++shown_;
    if (candidate.count < least_) return;
    kept_.push_back(candidate);
    if (kept_.size() > room_) cut();
  }

  std::uint32_t shown() const { return shown_; }
  std::vector<Candidate> kept();           // in no order

 private:
  static constexpr std::size_t kRoom = 8;  // for so many times as many before the least are left out
  void cut();

  std::size_t most_, room_;
  std::uint32_t shown_ = 0, least_ = 0;
  std::vector<Candidate> kept_;
};

}  // namespace dispatches::search
