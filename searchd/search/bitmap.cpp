#include "searchd/search/bitmap.hpp"

#include <algorithm>
#include <bit>

namespace dispatches::search {

std::size_t Bitmap::count() const {
  std::size_t bits = 0;
  for (const std::uint64_t word : words_) bits += static_cast<std::size_t>(std::popcount(word));
  return bits;
}

std::size_t Bitmap::next(std::size_t from) const {
  std::size_t word = from >> 6;
  std::uint64_t left = word < words_.size() ? words_[word] & (~std::uint64_t{0} << (from & 63)) : 0;
  while (left == 0 && ++word < words_.size()) left = words_[word];
  return left ? word * 64 + static_cast<std::size_t>(std::countr_zero(left)) : bits();
}

bool Bitmap::empty() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}

Bitmap& Bitmap::operator&=(const Bitmap& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

Bitmap& Bitmap::operator|=(const Bitmap& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

Bitmap& Bitmap::subtract(const Bitmap& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  return *this;
}

}  // namespace dispatches::search
