// Records and texts in one block of memory that lies wherever there is room, also in a mapped file: what points at something within it says how far away
// that stands (as the offset_ptr of Boost.Interprocess does, in half the bytes). So nothing that is read here may be copied out of its block: it is
// referred to. Written by one thread, then read by all.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace dispatches {

// What a distance can say: no block is larger.
inline constexpr std::size_t kLargestBlock = std::numeric_limits<std::int32_t>::max();  // bytes

// How far from itself something stands; 0: nowhere.
class Away {
 public:
  Away() = default;
  Away(const Away&) = delete;
  Away& operator=(const Away&) = delete;

  // REQUIRES: in the same block.
  void point_at(const void* there) { bytes_ = static_cast<std::int32_t>(static_cast<const std::byte*>(there) - reinterpret_cast<const std::byte*>(this)); }
  const std::byte* there() const { return bytes_ == 0 ? nullptr : reinterpret_cast<const std::byte*>(this) + bytes_; }

 private:
  std::int32_t bytes_ = 0;
};

// One record or none.
template <class T>
class KeptRow {
 public:
  const T* get() const { return reinterpret_cast<const T*>(away_.there()); }
  const T* operator->() const { return get(); }
  const T& operator*() const { return *get(); }
  explicit operator bool() const { return get() != nullptr; }
  void point_at(const T* row) { away_.point_at(row); }

 private:
  Away away_;
};

// Records side by side.
template <class T>
class KeptRows {
 public:
  const T* begin() const { return reinterpret_cast<const T*>(away_.there()); }
  const T* end() const { return begin() + size_; }
  const T& operator[](std::size_t i) const { return begin()[i]; }
  const T& front() const { return *begin(); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  void point_at(const T* first, std::size_t size) {
    size_ = static_cast<std::uint32_t>(size);
    if (size_ > 0) away_.point_at(first);
  }

 private:
  Away away_;
  std::uint32_t size_ = 0;
};

// A text: its size in one byte, or 255 and the size in four, then its bytes. Read as a std::string_view, a quarter as large.
class KeptText {
 public:
  std::string_view view() const {
    return kept() ? kept_at(kept()) : std::string_view();
  }
  operator std::string_view() const { return view(); }
  std::size_t size() const { return view().size(); }
  bool empty() const { return view().empty(); }
  void point_at(const char* kept) { away_.point_at(kept); }
  const char* kept() const { return reinterpret_cast<const char*>(away_.there()); }  // null: empty

  // What keep() has put there.
  static std::string_view kept_at(const char* at) {
    const std::size_t size = static_cast<unsigned char>(*at);
    if (size < kLong) return {at + 1, size};
    std::uint32_t large;
    std::memcpy(&large, at + 1, sizeof large);
    return {at + 1 + sizeof large, large};
  }
  // Appends a text to `to`.
  template <class Bytes>
  static void keep(std::string_view text, Bytes& to) {
    const auto size = static_cast<std::uint32_t>(text.size());
    if (size < kLong) to.push_back(static_cast<char>(size));
    else {
      char bytes[sizeof size];
      std::memcpy(bytes, &size, sizeof size);
      to.push_back(static_cast<char>(kLong));
      to.insert(to.end(), bytes, bytes + sizeof size);
    }
    to.insert(to.end(), text.begin(), text.end());
  }

  friend bool operator==(const KeptText& a, std::string_view b) { return a.view() == b; }
  friend std::strong_ordering operator<=>(const KeptText& a, std::string_view b) { return a.view() <=> b; }

 private:
  friend class BlockBounds;
  static constexpr unsigned char kLong = 255;
  Away away_;
};

// Of a block from a file that anybody may have made: whether what is pointed at lies within it, and flags are flags.
class BlockBounds {
 public:
  explicit BlockBounds(std::span<const std::byte> block) : begin_(reinterpret_cast<std::uintptr_t>(block.data())), bytes_(block.size()) {}

  template <class T>
  bool hold(const KeptRows<T>& rows) const { return rows.empty() || hold(rows.begin(), rows.size() * sizeof(T), alignof(T)); }
  template <class T>
  bool hold(const KeptRow<T>& row) const { return !row || hold(row.get(), sizeof(T), alignof(T)); }
  bool hold(const KeptText& text) const {
    const char* const at = text.kept();
    if (!at) return true;
    if (!hold(at, 1, 1) || (static_cast<unsigned char>(*at) == KeptText::kLong && !hold(at, 1 + sizeof(std::uint32_t), 1))) return false;
    const std::string_view kept = KeptText::kept_at(at);
    return hold(at, static_cast<std::size_t>(kept.data() - at) + kept.size(), 1);
  }
  static bool is_flag(const bool& flag) { return reinterpret_cast<const unsigned char&>(flag) <= 1; }
  // As libstdc++ lays it out: the value, then whether there is one.
  template <class T>
  static bool is_flag(const std::optional<T>& value) { return reinterpret_cast<const unsigned char*>(&value)[sizeof(T)] <= 1; }

 private:
  bool hold(const void* at, std::size_t bytes, std::size_t alignment) const {
    const auto address = reinterpret_cast<std::uintptr_t>(at);
    return address >= begin_ && address - begin_ <= bytes_ && bytes <= bytes_ - (address - begin_) && address % alignment == 0;
  }

  std::uintptr_t begin_;
  std::size_t bytes_;
};

}  // namespace dispatches
