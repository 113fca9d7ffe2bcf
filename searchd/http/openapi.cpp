#include "searchd/http/openapi.hpp"

#include <algorithm>
#include <optional>

#include "searchd/http/asked.hpp"
#include "searchd/http/head.hpp"
#include "searchd/http/schema_parts.hpp"
#include "searchd/search/name_list.hpp"

namespace dispatches::http {

namespace {

using Names = std::vector<std::string>;

// ---- parameters

Json value_schema(const Parameter& parameter) {
  switch (parameter.form) {
    case Form::number: return {{"type", "integer"}, {"minimum", parameter.least}, {"maximum", parameter.most}};
    case Form::choice:
    case Form::choices: return schemas::one_of(parameter.words);
    case Form::date: return {{"type", "string"}, {"pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}};
    case Form::instant: return {{"type", "string"}, {"examples", {"2025-12-01", "2025-12-01T09:30:00Z"}}};
    case Form::text: break;
  }
  return schemas::text();
}

Json list_schema(const Parameter& parameter) {
  Json list = schemas::list(value_schema(parameter));
  list["maxItems"] = parameter.most ? parameter.most : query::kMaxFilterValues;
  return list;
}

// Absent where nothing is said, or nothing holds without the parameter.
std::optional<Json> default_of(const Parameter& parameter, const query::SearchRequest& defaults) {
  const std::string value = parameter.value ? parameter.value(defaults) : std::string();
  if (value.empty()) return std::nullopt;
  if (parameter.form == Form::number) return Json(std::stoul(value));
  return parameter.form == Form::choices ? Json(comma_list({value})) : Json(value);
}

Json parameter_json(const Parameter& parameter, const query::SearchRequest& defaults, bool required) {
  Json json = {{"name", parameter.name}, {"in", "query"}, {"description", parameter.says}};
  if (required) json["required"] = true;
  if (parameter.form == Form::choices) json["style"] = "form", json["explode"] = false;
  json["schema"] = parameter.repeatable ? list_schema(parameter) : value_schema(parameter);
  if (const auto value = default_of(parameter, defaults)) json["schema"]["default"] = *value;
  return json;
}

// Parameters said once and referred to. One whose default is another at some address is named for that: "per_page.50".
class SharedParameters {
 public:
  Json refer(const Parameter& parameter, const query::SearchRequest& defaults) {
    std::string name = parameter.name;
    const std::string value = parameter.value ? parameter.value(defaults) : std::string();
    if (parameter.value && value != parameter.value({})) name += "." + value;
    if (!all_.contains(name)) all_[name] = parameter_json(parameter, defaults, false);
    return {{"$ref", "#/components/parameters/" + name}};
  }
  const Json& all() const { return all_; }

 private:
  Json all_ = Json::object();
};

bool has_id(std::string_view path) { return path.find("{id}") != std::string_view::npos; }

Json id_parameter() { return {{"name", "id"}, {"in", "path"}, {"required", true}, {"description", "of the article or entity"}, {"schema", schemas::text()}}; }

bool is_required(const Described& address, std::string_view name) {
  return std::find(address.required.begin(), address.required.end(), name) != address.required.end();
}

Json parameters_json(const Described& address, const Route& route, SharedParameters& shared) {
  Json list = Json::array();
  if (has_id(address.path)) list.push_back(id_parameter());
  for (const Parameter& parameter : address.own) list.push_back(parameter_json(parameter, {}, is_required(address, parameter.name)));
  for (const Parameter& parameter : search_parameters())
    if (route.searches) list.push_back(shared.refer(parameter, route.defaults));
  return list;
}

// ---- bodies

Json body_value(const Parameter& parameter) {
  Json any = Json::array({value_schema(parameter)});
  if (parameter.repeatable) any.push_back(list_schema(parameter));
  if (parameter.form == Form::choices) any.push_back({{"type", "string"}, {"description", "with commas between"}});
  any.push_back({{"type", "null"}});
  return {{"description", parameter.says}, {"anyOf", std::move(any)}};
}

Json name_list() {
  return {{"type", "array"}, {"maxItems", search::kMaxNames}, {"items", {{"type", "string"}, {"maxLength", search::kMaxNameCharacters}}}};
}

Json body_json(const Described& address, const Route& route) {
  Json schema = {{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
  for (const Parameter& parameter : address.own) schema["properties"][parameter.name] = route.post_only ? name_list() : body_value(parameter);
  for (const Parameter& parameter : search_parameters()) schema["properties"][parameter.name] = body_value(parameter);
  if (!address.required.empty()) schema["required"] = address.required;
  return {{"required", true}, {"content", {{"application/json", {{"schema", std::move(schema)}}}}}};
}

// ---- replies

const std::vector<std::pair<const char*, const char*>> kRefusals = {
    {"400", "what was asked cannot be answered so: `message` says why, `param` which parameter"},
    {"401", "a name and a password are asked for"},
    {"404", "there is no such thing"},
    {"405", "another method is asked for"},
    {"408", "the request did not arrive in time"},
    {"410", "it was there, and is no more"},
    {"413", "the body is too long"},
    {"414", "the address is too long"},
    {"415", "the body is packed, or a form with files"},
    {"429", "too much at once; Retry-After says when to come again"},
    {"431", "the headers are too long"},
    {"500", "a defect; the log says more"},
    {"503", "no index is open; Retry-After says when to come again"}};

Json refusals() {
  Json all = Json::object();
  for (const auto& [status, says] : kRefusals) {
    all[status] = {{"description", says}, {"content", {{"application/json", {{"schema", schemas::ref("Error")}}}}}};
    if (std::string_view(status) == "429" || std::string_view(status) == "503")
      all[status]["headers"] = {{"Retry-After", {{"description", "seconds"}, {"schema", schemas::whole(1)}}}};
  }
  return all;
}

Json replies_json(const Described& address, bool is_api) {
  const Json schema = address.schema.empty() ? (address.media.ends_with("json") ? Json::object() : schemas::text()) : schemas::ref(address.schema);
  Json replies = {{"200", {{"description", address.says}, {"content", {{address.media, {{"schema", schema}}}}}}}};
  const bool has_tag = address.media != "text/plain" && !address.path.starts_with("/opensearch");
  if (has_tag) replies["304"] = {{"description", "what If-None-Match names is still so"}};
  if (!is_api) {
    replies["default"] = {{"description", "a sentence that says what is wrong"}, {"content", {{"text/plain", {{"schema", schemas::text()}}}}}};
    return replies;
  }
  for (const auto& [status, says] : kRefusals)
    if (std::string_view(status) != "404" || has_id(address.path)) replies[status] = {{"$ref", std::string("#/components/responses/") + status}};
  return replies;
}

// ---- addresses

Json path_json(const Described& address, SharedParameters& shared) {
  std::string id;
  const Route* route = route_of(address.path, id);
  const bool is_api = address.path.starts_with("/api/");
  Json operation = {{"summary", address.says}};
  if (route && !route->post_only) operation["parameters"] = parameters_json(address, *route, shared);
  else if (has_id(address.path)) operation["parameters"] = Json::array({id_parameter()});
  operation["responses"] = replies_json(address, is_api);
  Json path = Json::object();
  if (!route || !route->post_only) path["get"] = operation;
  if (!takes_body(address.path)) return path;
  operation.erase("parameters");
  operation["requestBody"] = body_json(address, *route);
  operation["responses"].erase("304");
  path["post"] = std::move(operation);
  return path;
}

}  // namespace

std::string openapi_json(std::string_view version, std::string_view base) {
  SharedParameters shared;
  Json paths = Json::object(), components = Json::object();
  for (const Described& address : described_addresses()) paths[std::string(address.path)] = path_json(address, shared);
  for (const auto& [name, schema] : reply_schemas()) components["schemas"][name] = schema;
  components["parameters"] = shared.all();
  components["responses"] = refusals();
  components["securitySchemes"] = {{"basic", {{"type", "http"}, {"scheme", "basic"}}}};
  return dump({{"openapi", "3.1.0"},
               {"info", {{"title", "Dispatches"}, {"version", version}, {"summary", "Full-text search over conflict coverage"},
                         {"description", "HEAD works wherever GET does. An empty parameter counts as absent, an unknown one is an error that names the nearest. "
                                         "Members that are not known are absent, never invented; further members may come with later versions."},
                         {"license", {{"name", "GPL-3.0-or-later"}, {"identifier", "GPL-3.0-or-later"}}}}},
               {"servers", Json::array({{{"url", std::string(base) + "/"}}})},
               {"security", Json::array({Json::object(), {{"basic", Json::array()}}})},
               {"paths", std::move(paths)},
               {"components", std::move(components)}});
}

}  // namespace dispatches::http
