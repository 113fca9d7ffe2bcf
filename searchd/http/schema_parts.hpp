// JSON Schema (2020-12, the dialect of OpenAPI 3.1) in few words: what the descriptions of replies are built from. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searchd/http/json_parts.hpp"

namespace dispatches::http::schemas {

// A member of an object; a name that ends in "?" may be absent.
struct Member {
  std::string name;
  Json schema;
};

inline Json text() { return {{"type", "string"}}; }
inline Json whole(std::size_t least = 0) { return {{"type", "integer"}, {"minimum", least}}; }
inline Json number() { return {{"type", "number"}}; }
inline Json truth() { return {{"type", "boolean"}}; }
inline Json instant() { return {{"type", "string"}, {"format", "date-time"}}; }
inline Json day() { return {{"type", "string"}, {"format", "date"}}; }
// As precise as it is known: YYYY, YYYY-MM, YYYY-MM-DD or an instant.
inline Json date() { return {{"type", "string"}, {"pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]{8}Z)?)?)?$"}}; }
inline Json one_of(const std::vector<std::string_view>& words) { return {{"type", "string"}, {"enum", words}}; }
inline Json list(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }
inline Json ref(std::string_view name) { return {{"$ref", "#/components/schemas/" + std::string(name)}}; }
inline Json or_null(Json schema) { return {{"oneOf", Json::array({std::move(schema), Json{{"type", "null"}}})}}; }

// An object that has these members too; those of a name that is there already take its place.
inline Json with(Json object, const std::vector<Member>& members) {
  for (const Member& member : members) {
    const bool optional = member.name.ends_with('?');
    const std::string name = member.name.substr(0, member.name.size() - (optional ? 1 : 0));
    object["properties"][name] = member.schema;
    std::erase(object["required"].get_ref<Json::array_t&>(), Json(name));
    if (!optional) object["required"].push_back(name);
  }
  return object;
}

inline Json object(const std::vector<Member>& members) {
  return with({{"type", "object"}, {"properties", Json::object()}, {"required", Json::array()}}, members);
}

inline Json without(Json object, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    object["properties"].erase(name);
    std::erase(object["required"].get_ref<Json::array_t&>(), Json(name));
  }
  return object;
}

}  // namespace dispatches::http::schemas
