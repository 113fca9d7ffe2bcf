// What rooms that read names of elements, headers and files ask of words.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace dispatches {

// The Latin capitals of ASCII made small; all else as it is.
inline std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return result;
}

// Of a short list, in any order.
template <class List, class Value>
constexpr bool is_one_of(const List& list, const Value& value) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

}  // namespace dispatches
