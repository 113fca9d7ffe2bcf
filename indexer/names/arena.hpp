// Texts and small arrays side by side in memory that goes as a whole. One thread while it fills; what it has given may be read by all.
#pragma once

#include <algorithm>
#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>
#include <type_traits>

namespace dispatches::names {

class Arena {
 public:
  std::string_view keep(std::string_view text) {
    const std::span<const char> kept = keep(std::span<const char>(text.data(), text.size()));
    return {kept.data(), kept.size()};
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
