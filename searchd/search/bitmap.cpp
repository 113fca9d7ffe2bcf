#include "searchd/search/bitmap.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace dispatches::search {

// Bits in what `word` makes of each word that has any.
template <class Word>
std::size_t Bitmap::count_bits(Word&& word) const {
  static_assert(8 * kTogether <= 255, "a byte of the sum holds as many");
  std::size_t bits = 0, i = 0;
  for (; i + kTogether <= words_.size(); i += kTogether) {
    if (!any_together(i)) continue;
    std::uint64_t sum = 0;
    for (std::size_t j = 0; j < kTogether; ++j) sum += bits_by_byte(word(i + j));
    bits += sum_of_bytes(sum);
  }
  for (; i < words_.size(); ++i) bits += sum_of_bytes(bits_by_byte(word(i)));
  return bits;
}

std::size_t Bitmap::count() const {
  return count_bits([&](std::size_t i) { return words_[i]; });
}

std::size_t Bitmap::count_outside(const Bitmap& other) const {
  return count_bits([&](std::size_t i) { return words_[i] & ~other.words_[i]; });
}

RankedBitmap::RankedBitmap(Bitmap set) : set_(std::move(set)) {
  before_.reserve(set_.words().size());
  std::size_t members = 0;
  for (const std::uint64_t word : set_.words()) {
    before_.push_back(static_cast<std::uint32_t>(members));
    members += sum_of_bytes(bits_by_byte(word));
  }
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
