// Holds JSON to a JSON Schema (2020-12), as far as the interface's description uses it; a keyword that is not known here is a fault of the
// schema. Stricter than the standard in one thing: a member that an object's schema does not name is a fault unless `additionalProperties`
// lets it in, so that a renamed member shows.
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace dispatches::tests {

class Schemas {
 public:
  using json = nlohmann::json;

  // REQUIRES: `document`, which references point into, outlives it.
  explicit Schemas(const json& document) : document_(document) {}

  // What is wrong with the value, each with its place; empty if it is as described.
  std::vector<std::string> faults(const json& schema, const json& value) const {
    std::vector<std::string> list;
    check(schema, value, "", list);
    return list;
  }

  const json& resolved(const json& schema) const {
    return schema.contains("$ref") ? resolved(document_.at(json::json_pointer(schema["$ref"].get<std::string>().substr(1)))) : schema;
  }

 private:
  using Faults = std::vector<std::string>;

  static bool is_of(const std::string& type, const json& value) {
    if (type == "null") return value.is_null();
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "string") return value.is_string();
    if (type == "array") return value.is_array();
    return type == "object" && value.is_object();
  }

  void check(const json& given, const json& value, const std::string& at, Faults& faults) const {
    static const std::set<std::string> kKnown = {"type", "properties", "required", "items", "enum", "const", "$ref", "oneOf", "anyOf", "minimum",
                                                 "maximum", "maxItems", "maxLength", "pattern", "format", "additionalProperties", "description",
                                                 "default", "examples"};
    const json& schema = resolved(given);
    for (const auto& [keyword, unused] : schema.items())
      if (!kKnown.contains(keyword)) faults.push_back(at + ": the schema has the keyword " + keyword);
    if (schema.contains("type") && !is_of(schema["type"], value)) {
      faults.push_back(at + ": " + value.dump().substr(0, 60) + " is not " + schema["type"].dump());
      return;
    }
    if (schema.contains("const") && schema["const"] != value) faults.push_back(at + " is not " + schema["const"].dump());
    if (schema.contains("enum") && std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
      faults.push_back(at + ": " + value.dump().substr(0, 60) + " is none of " + schema["enum"].dump());
    check_bounds(schema, value, at, faults);
    check_choices(schema, value, at, faults);
    if (value.is_object()) check_members(schema, value, at, faults);
    for (std::size_t i = 0; value.is_array() && schema.contains("items") && i < value.size(); ++i)
      check(schema["items"], value[i], at + "/" + std::to_string(i), faults);
  }

  static void check_bounds(const json& schema, const json& value, const std::string& at, Faults& faults) {
    static const std::regex kInstant("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"), kDay("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    bool good = true;
    if (schema.contains("minimum")) good = good && value >= schema["minimum"];
    if (schema.contains("maximum")) good = good && value <= schema["maximum"];
    if (schema.contains("maxItems") && value.is_array()) good = good && value.size() <= schema["maxItems"];
    if (schema.contains("maxLength")) good = good && value.get<std::string>().size() <= 4 * schema["maxLength"].get<std::size_t>();
    if (schema.contains("pattern")) good = good && std::regex_search(value.get<std::string>(), std::regex(schema["pattern"].get<std::string>()));
    if (schema.value("format", "") == "date-time") good = good && std::regex_match(value.get<std::string>(), kInstant);
    if (schema.value("format", "") == "date") good = good && std::regex_match(value.get<std::string>(), kDay);
    if (!good) faults.push_back(at + ": " + value.dump().substr(0, 60) + " is out of bounds or form");
  }

  void check_choices(const json& schema, const json& value, const std::string& at, Faults& faults) const {
    for (const char* keyword : {"oneOf", "anyOf"}) {
      if (!schema.contains(keyword)) continue;
      const auto fits = std::count_if(schema[keyword].begin(), schema[keyword].end(), [&](const json& one) { return this->faults(one, value).empty(); });
      if (fits == 0 || (fits > 1 && keyword[0] == 'o')) faults.push_back(at + ": " + value.dump().substr(0, 60) + " fits " + std::to_string(fits) + " of " + keyword);
    }
  }

  void check_members(const json& schema, const json& value, const std::string& at, Faults& faults) const {
    for (const json& name : schema.value("required", json::array()))
      if (!value.contains(name)) faults.push_back(at + " has no member " + name.get<std::string>());
    const json properties = schema.value("properties", json::object());
    for (const auto& [name, member] : value.items()) {
      if (properties.contains(name)) check(properties[name], member, at + "/" + name, faults);
      else if (schema.contains("properties")) faults.push_back(at + " has a member that is not described: " + name);
    }
  }

  const json& document_;
};

}  // namespace dispatches::tests
