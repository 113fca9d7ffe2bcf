// One bit a docid of a segment: sets of articles.
#pragma once

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
  bool empty() const;
  std::size_t next(std::size_t from) const;  // the first that is set, from there on; bits() if none is
  std::size_t bits() const { return words_.size() * 64; }
  // REQUIRES of all three: made for as many bits.
  Bitmap& operator&=(const Bitmap& other);
  Bitmap& operator|=(const Bitmap& other);
  Bitmap& subtract(const Bitmap& other);
  std::vector<std::uint64_t>& words() { return words_; }
  const std::vector<std::uint64_t>& words() const { return words_; }
  template <class Visit>
  void each(Visit&& visit) const {
    for (std::size_t w = 0; w < words_.size(); ++w)
      for (std::uint64_t bits = words_[w]; bits; bits &= bits - 1) visit(w * 64 + static_cast<std::size_t>(__builtin_ctzll(bits)));
  }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace dispatches::search
