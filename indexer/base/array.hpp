// Plain values side by side that never change, in memory of their own or in a mapped file (base/image): whoever reads them need not know. Copies share
// them. Shared by threads.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace dispatches {

template <class T>
class Array {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Array() = default;
  // Takes over a vector or a string.
  template <class Values>
    requires std::is_rvalue_reference_v<Values&&>
  explicit Array(Values&& values) {
    values.shrink_to_fit();
    const auto own = std::make_shared<const std::remove_cvref_t<Values>>(std::move(values));
    values_ = *own;
    keeper_ = own;
  }
  // `keeper` owns the values.
  Array(std::shared_ptr<const void> keeper, std::span<const T> values) : keeper_(std::move(keeper)), values_(values) {}

  const T& operator[](std::size_t i) const { return values_[i]; }
  const T* data() const { return values_.data(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  std::size_t size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }
  std::span<const T> span() const { return values_; }
  const std::shared_ptr<const void>& keeper() const { return keeper_; }

 private:
  std::shared_ptr<const void> keeper_;
  std::span<const T> values_;
};

}  // namespace dispatches
