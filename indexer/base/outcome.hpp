// Outcome<T>: a value, or a Rejection saying where and why. For what is wrong with a record or a request (data);
// a broken disk or index is an exception, a broken program an assert.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace dispatches {

struct Rejection {
  std::string where;   // file, and place in it: "news.jsonl:17"
  std::string reason;  // one plain clause: "the body is empty"
};

template <class T>
class Outcome {
 public:
  Outcome(T value) : state_(std::move(value)) {}
  Outcome(Rejection rejection) : state_(std::move(rejection)) {}

  explicit operator bool() const { return state_.index() == 0; }

  // REQUIRES: *this holds a value.
  const T& operator*() const& { return assert(*this), *std::get_if<0>(&state_); }
  T& operator*() & { return assert(*this), *std::get_if<0>(&state_); }
  T&& operator*() && { return assert(*this), std::move(*std::get_if<0>(&state_)); }
  const T* operator->() const { return &**this; }
  T* operator->() { return &**this; }

  // REQUIRES: *this holds a rejection.
  const Rejection& rejection() const { return assert(!*this), *std::get_if<1>(&state_); }

 private:
  std::variant<T, Rejection> state_;
};

}  // namespace dispatches
