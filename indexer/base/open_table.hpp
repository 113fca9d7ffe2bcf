// A table from hashes to numbers that is filled once and then only read: open addressing, one cache line a look-up.
// Two keys of one hash are one key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace dispatches {

template <class Key>
class OpenTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  explicit OpenTable(std::size_t expected = 0) { reserve(expected); }

  void reserve(std::size_t expected) {
    std::size_t slots = 16;
    while (slots < expected * 2) slots *= 2;
    if (slots > slots_.size()) rebuild(slots);
  }

  // The value under the key; kNone if there is none.
  std::uint32_t find(Key key) const {
    for (auto at = key & mask_;; at = (at + 1) & mask_) {
      const auto& slot = slots_[at];
      if (slot.value == kNone || slot.key == key) return slot.value;
    }
  }

  // The place of the key's value, which is kNone if it is new. Valid until the next call; a new one must be set.
  std::uint32_t& at(Key key) {
    if ((used_ + 1) * 2 > slots_.size()) rebuild(slots_.size() * 2);
    auto at = key & mask_;
    while (slots_[at].value != kNone && slots_[at].key != key) at = (at + 1) & mask_;
    if (slots_[at].value == kNone) ++used_;
    slots_[at].key = key;
    return slots_[at].value;
  }

  std::size_t size() const { return used_; }

 private:
  struct Slot {
    Key key = 0;
    std::uint32_t value = kNone;
  };

  void rebuild(std::size_t slots) {
    std::vector<Slot> old(slots);
    std::swap(old, slots_);
    mask_ = static_cast<Key>(slots - 1);
    for (const auto& slot : old) {
      if (slot.value == kNone) continue;
      auto place = slot.key & mask_;
      while (slots_[place].value != kNone) place = (place + 1) & mask_;
      slots_[place] = slot;
    }
  }

  std::vector<Slot> slots_;
  Key mask_ = 0;
  std::size_t used_ = 0;
};

}  // namespace dispatches
