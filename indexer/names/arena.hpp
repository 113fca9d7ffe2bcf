// Texts and small arrays side by side in memory that goes as a whole. One thread while it fills; what it has given may be read by all.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <cstring>
#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>
#include <type_traits>

namespace dispatches::names {

// A text in an arena: its size, then its bytes. Half as large as a std::string_view, of which a lexicon would hold a million; read as one.
class KeptText {
 public:
  constexpr KeptText() = default;  // empty

  std::string_view view() const {
    const std::size_t size = static_cast<unsigned char>(*at_);
    if (size < kLong) return {at_ + 1, size};
    std::uint32_t large;
    std::memcpy(&large, at_ + 1, sizeof large);
    return {at_ + 1 + sizeof large, large};
  }
  operator std::string_view() const { return view(); }
  std::size_t size() const { return view().size(); }
  bool empty() const { return *at_ == 0; }

  friend bool operator==(const KeptText& a, std::string_view b) { return a.view() == b; }
  friend std::strong_ordering operator<=>(const KeptText& a, std::string_view b) { return a.view() <=> b; }

 private:
  friend class Arena;
  static constexpr unsigned char kLong = 255;  // the size follows in four bytes
  explicit KeptText(const char* at) : at_(at) {}
  const char* at_ = "";
};

class Arena {
 public:
  // REQUIRES: less than 4 GiB.
  KeptText keep(std::string_view text) {
    if (text.empty()) return {};
    const bool is_long = text.size() >= KeptText::kLong;
    const auto size = static_cast<std::uint32_t>(text.size());
    const std::size_t before = is_long ? 1 + sizeof size : 1;
    char* const at = static_cast<char*>(memory_->allocate(before + text.size(), 1));
    *at = static_cast<char>(is_long ? KeptText::kLong : static_cast<unsigned char>(size));
    if (is_long) std::memcpy(at + 1, &size, sizeof size);
    text.copy(at + before, text.size());
    return KeptText(at);
  }

  // A copy that stays where it is as long as the arena, also when that is moved.
  template <class T>
  std::span<const T> keep(std::span<const T> values) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (values.empty()) return {};
    T* const at = static_cast<T*>(memory_->allocate(values.size_bytes(), alignof(T)));
    std::uninitialized_copy(values.begin(), values.end(), at);
    return {at, values.size()};
  }

 private:
  std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_ = std::make_unique<std::pmr::monotonic_buffer_resource>();
};

}  // namespace dispatches::names
