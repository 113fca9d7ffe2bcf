// One bit a docid of a segment: sets of articles.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace dispatches::search {

class Bitmap {
 public:
  explicit Bitmap(std::size_t bits = 0) : words_((bits + 63) / 64) {}
  void set(std::size_t i) { words_[i >> 6] |= std::uint64_t{1} << (i & 63); }
  void clear(std::size_t i) { words_[i >> 6] &= ~(std::uint64_t{1} << (i & 63)); }
  bool test(std::size_t i) const { return words_[i >> 6] >> (i & 63) & 1; }
  std::size_t count() const;
  std::size_t count_outside(const Bitmap& other) const;  // of those that are not in the other; REQUIRES as &=
  bool empty() const;
  std::size_t next(std::size_t from) const;  // the first that is set, from there on; bits() if none is
  std::size_t bits() const { return words_.size() * 64; }
  // REQUIRES of all three: made for as many bits.
  Bitmap& operator&=(const Bitmap& other);
  Bitmap& operator|=(const Bitmap& other);
  Bitmap& subtract(const Bitmap& other);
  std::vector<std::uint64_t>& words() { return words_; }
  const std::vector<std::uint64_t>& words() const { return words_; }
  // Most sets hold few of a large segment's articles: where none are, kTogether words are passed over at once.
  template <class Visit>
  void each(Visit&& visit) const {
    for (std::size_t first = 0; first < words_.size(); first += kTogether) {
      const std::size_t end = std::min(first + kTogether, words_.size());
      if (end - first == kTogether && !any_together(first)) continue;
      for (std::size_t w = first; w < end; ++w)
        for (std::uint64_t bits = words_[w]; bits; bits &= bits - 1) visit(w * 64 + static_cast<std::size_t>(__builtin_ctzll(bits)));
    }
  }

 private:
  static constexpr std::size_t kTogether = 16;
  bool any_together(std::size_t first) const {
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < kTogether; ++i) any |= words_[first + i];
    return any != 0;
  }
  template <class Word>
  std::size_t count_bits(Word&& word) const;

  std::vector<std::uint64_t> words_;
};

// How many bits are set in each byte, in that byte, and the sum of those: Warren, Hacker's Delight, 5-1. Not every x86-64 has an instruction for it, and the
// library's call for those that may not is slower.
constexpr std::uint64_t bits_by_byte(std::uint64_t word) {
  word -= word >> 1 & 0x5555'5555'5555'5555;
  word = (word & 0x3333'3333'3333'3333) + (word >> 2 & 0x3333'3333'3333'3333);
  return (word + (word >> 4)) & 0x0f0f'0f0f'0f0f'0f0f;
}
constexpr std::size_t sum_of_bytes(std::uint64_t word) {
  return ((word & 0x00ff'00ff'00ff'00ff) + (word >> 8 & 0x00ff'00ff'00ff'00ff)) * 0x0001'0001'0001'0001 >> 48;
}

// A set that tells how many of it come before another: what belongs to its members alone stands in an array by rank (Jacobson, "Space-efficient static trees
// and graphs", FOCS 1989).
class RankedBitmap {
 public:
  RankedBitmap() = default;
  explicit RankedBitmap(Bitmap set);

  const Bitmap& set() const { return set_; }
  bool test(std::size_t i) const { return set_.test(i); }
  std::size_t rank(std::size_t i) const {  // members below i
    const std::uint64_t below = set_.words()[i >> 6] & ((std::uint64_t{1} << (i & 63)) - 1);
    return before_[i >> 6] + sum_of_bytes(bits_by_byte(below));
  }
  std::size_t memory() const { return set_.words().size() * 12; }  // bytes

 private:
  Bitmap set_;
  std::vector<std::uint32_t> before_;      // members before each word
};

}  // namespace dispatches::search
