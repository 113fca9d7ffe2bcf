// JSON as articles use it: bounded parsing, and strings wherever they stand. Only json_*.cpp include this.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace dispatches::articles {

// Deeper values are no article; the parser keeps a stack of them.
inline constexpr std::size_t kMaxJsonDepth = 100;

// Nesting of brackets outside of strings. 0 for a scalar.
std::size_t json_depth(std::string_view bytes);

// A discarded value if it is not JSON or too deep. Bytes that are not UTF-8 are decoded first; comments and raw line
// breaks in strings are allowed for, as pages have them. `why`, if given, gets the reason.
nlohmann::json parse_json(std::string_view bytes, std::string* why = nullptr, std::string_view encoding = {});

// Null if `object` is none or has no such member.
const nlohmann::json* member(const nlohmann::json& object, const char* key);

// A string, a number, the name of an object ("name", "value", "title", "rendered" …), or those of all elements of an array;
// empty for the rest.
std::vector<std::string> strings_in(const nlohmann::json* value);

}  // namespace dispatches::articles
