// JSON written as it comes, for the replies that are asked for most: a page of hits and facets has some two thousand values, and a tree of them takes
// longer to build than the search. RFC 8259; the caller sees to it that objects and arrays are closed. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace dispatches::http {

class JsonText {
 public:
  explicit JsonText(std::size_t expected = 0) { out_.reserve(expected); }  // bytes

  JsonText& open(char bracket) { return put_comma(), out_ += bracket, comma_ = false, *this; }
  JsonText& close(char bracket) { return out_ += bracket, comma_ = true, *this; }
  JsonText& key(std::string_view name);
  JsonText& value(std::string_view text);  // what is not UTF-8 is replaced
  JsonText& value(const std::string& text) { return value(std::string_view(text)); }
  JsonText& value(const char* text) { return value(std::string_view(text)); }
  JsonText& value(double number);          // REQUIRES: finite
  JsonText& value(bool truth) { return put(truth ? "true" : "false"); }
  template <class T>
    requires std::is_integral_v<T>
  JsonText& value(T number) { return put(std::to_string(number)); }
  JsonText& raw(std::string_view json) { return put(json); }  // a value that is JSON already

  template <class T>
  JsonText& member(std::string_view name, const T& of) { return key(name).value(of); }
  JsonText& member_if_known(std::string_view name, std::string_view text) { return text.empty() ? *this : member(name, text); }

  const std::string& text() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  void put_comma() {
    if (comma_) out_ += ',';
  }
  JsonText& put(std::string_view json) { return put_comma(), out_ += json, comma_ = true, *this; }
  void put_quoted(std::string_view text);
  void put_escaped(std::string_view text);

  std::string out_;
  bool comma_ = false;  // before the next value
};

}  // namespace dispatches::http
