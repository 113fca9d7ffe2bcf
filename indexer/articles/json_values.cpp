// nlohmann::json behind limits.
#include "indexer/articles/json_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using Json = nlohmann::json;

// Strings one level inside an array are enough for any list of names.
void append_strings(const Json& value, int levels, std::vector<std::string>& strings) {
  if (value.is_string()) {
    strings.push_back(value.get<std::string>());
  } else if (value.is_number_integer()) {
    strings.push_back(std::to_string(value.get<std::int64_t>()));
  } else if (value.is_number_float()) {
    const double number = value.get<double>();
    if (number > -1e15 && number < 1e15) strings.push_back(std::to_string(static_cast<std::int64_t>(number)));
  } else if (value.is_object()) {
    for (const char* key : {"name", "value", "title", "rendered", "main", "$date", "$oid", "$numberLong"})
      if (const Json* found = member(value, key); found != nullptr && !found->is_structured())
        return append_strings(*found, 0, strings);
  } else if (value.is_array() && levels > 0) {
    for (const Json& element : value) append_strings(element, levels - 1, strings);
  }
}

// Raw control characters inside strings, as content systems print them; JSON wants them escaped.
std::string with_spaces_for_controls(std::string_view bytes) {
  std::string result(bytes);
  for (char& c : result)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  return result;
}

std::string short_reason(const Json::exception& error) {
  const std::string what = error.what();
  const std::size_t place = what.find("parse error");
  return "it is not valid JSON: " +
         std::string(text::prefix(text::clean(place == what.npos ? what : what.substr(place)), 160));
}

}  // namespace

std::size_t json_depth(std::string_view bytes) {
  std::size_t depth = 0, deepest = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (c == '"') {
      for (++at; at < bytes.size() && bytes[at] != '"'; ++at)
        if (bytes[at] == '\\') ++at;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

Json parse_json(std::string_view bytes, std::string* why, std::string_view encoding) {
  std::string decoded;
  if (!text::is_valid_utf8(bytes)) bytes = decoded = text::decode(bytes, encoding);
  std::string reason;
  if (json_depth(bytes) > kMaxJsonDepth) {
    reason = fmt::format("it is nested deeper than {} levels", kMaxJsonDepth);
  } else {
    try {
      return Json::parse(bytes, nullptr, true, true);
    } catch (const Json::exception& error) {
      reason = short_reason(error);
    }
    Json repaired = Json::parse(with_spaces_for_controls(bytes), nullptr, false, false);
    if (!repaired.is_discarded()) return repaired;
  }
  if (why != nullptr) *why = std::move(reason);
  return Json(Json::value_t::discarded);
}

const Json* member(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

std::vector<std::string> strings_in(const Json* value) {
  std::vector<std::string> strings;
  if (value != nullptr) append_strings(*value, 1, strings);
  return strings;
}

}  // namespace dispatches::articles
