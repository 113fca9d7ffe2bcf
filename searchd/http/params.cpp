#include "searchd/http/params.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "indexer/text/utf8.hpp"
#include "searchd/search/did_you_mean.hpp"

namespace dispatches::http {

namespace {

using query::SearchRequest;
using Values = std::vector<std::string>;
using Fault = std::optional<Refusal>;

Refusal unknown(const std::string& name, const std::vector<std::string>& own) {
  const std::string nearest = nearest_parameter(name, own), shown = text::clean(name);
  return {400, "unknown_parameter",
          fmt::format("{} is not a parameter; the nearest is '{}'", in_quotes(shown), nearest),
          std::string(text::prefix(shown, 60)), {}};
}

bool is_absent(const std::string& name, const Parameters& parameters) {
  const auto [begin, end] = parameters.equal_range(name);
  return name.empty() || std::all_of(begin, end, [](const auto& one) { return one.second.empty(); });
}

// The values of one name: clean, without empty ones and doubles, at most as many as are taken of any parameter.
std::variant<Values, Refusal> clean_values(const std::string& name, const Parameters& parameters) {
  Values values;
  const auto [begin, end] = parameters.equal_range(name);
  for (auto at = begin; at != end; ++at) {
    if (!text::is_valid_utf8(at->second)) return bad("bad_text", name, "the value is not valid UTF-8");
    std::string value = text::squeeze(text::clean(at->second));
    if (value.empty() || std::find(values.begin(), values.end(), value) != values.end()) continue;
    values.push_back(std::move(value));
    if (values.size() > query::kMaxFilterValues) return bad("too_many_values", name, fmt::format("more than {} values", query::kMaxFilterValues));
  }
  return values;
}

Fault check_together(const SearchRequest& request) {
  if (request.page * request.per_page > query::kMaxDepth)
    return bad("too_deep", "page", fmt::format("page × per_page is over {}; narrow the search", query::kMaxDepth));
  if (request.from && request.to && *request.to < *request.from) return bad("bad_date", "to", "the last day is before the first ('from')");
  return std::nullopt;
}

}  // namespace

std::string nearest_parameter(std::string_view name, const std::vector<std::string>& own) {
  const std::string shown = text::clean(name);
  std::string nearest;
  std::size_t least = std::string::npos;
  const auto compare = [&](const std::string& known) {
    const bool begins = name.starts_with(known) || known.starts_with(name);  // "sort" is nearer to "sort_by" than to "org"
    const std::size_t away = search::edit_distance(text::prefix(shown, 40), known) * (begins ? 1 : 2);
    if (away < least) least = away, nearest = known;
  };
  for (const Parameter& known : search_parameters()) compare(known.name);
  for (const std::string& known : own) compare(known);
  return nearest;
}

std::variant<SearchRequest, Refusal> read_search(const Parameters& parameters, SearchRequest request, const std::vector<std::string>& own) {
  for (auto at = parameters.begin(); at != parameters.end(); at = parameters.upper_bound(at->first)) {
    const std::string& name = at->first;
    if (is_absent(name, parameters)) continue;
    const auto& all = search_parameters();
    const auto known = std::find_if(all.begin(), all.end(), [&](const Parameter& one) { return one.name == name; });
    if (known == all.end()) return unknown(name, own);
    auto values = clean_values(name, parameters);
    if (const Refusal* refusal = std::get_if<Refusal>(&values)) return *refusal;
    const Values& given = std::get<Values>(values);
    if (given.empty()) continue;
    if (given.size() > 1 && !known->repeatable) return bad("repeated_parameter", name, "is given more than once");
    if (Fault fault = known->read(name, given, request)) return std::move(*fault);
  }
  if (Fault fault = check_together(request)) return std::move(*fault);
  return request;
}

std::variant<Own, Refusal> take_own(Parameters& parameters, const std::vector<std::string>& names) {
  Own own;
  for (const std::string& name : names) {
    auto values = clean_values(name, parameters);
    if (const Refusal* refusal = std::get_if<Refusal>(&values)) return *refusal;
    own[name] = std::move(std::get<Values>(values));
    parameters.erase(name);
  }
  return own;
}

std::optional<Refusal> refuse_any(const Parameters& parameters, const std::vector<std::string>& own) {
  const std::string taken = own.empty() ? "none are taken here" : fmt::format("here only {}", joined({own.begin(), own.end()}));
  for (const auto& [name, value] : parameters)
    if (!name.empty() && !value.empty())
      return Refusal{400, "unknown_parameter", fmt::format("{} is not a parameter: {}", in_quotes(text::clean(name)), taken),
                     std::string(text::prefix(text::clean(name), 60)), {}};
  return std::nullopt;
}

std::variant<Parameters, Refusal> parameters_of_json(std::string_view body, const std::vector<std::string>& lists) {
  std::set<std::string> names;
  std::optional<std::string> twice;
  const auto note = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& name) {
    if (event == nlohmann::json::parse_event_t::key && depth == 1 && !names.insert(name.get<std::string>()).second) twice = name.get<std::string>();
    return true;
  };
  const nlohmann::json object = nlohmann::json::parse(body, note, false);
  if (twice && object.is_object()) return bad("repeated_parameter", text::prefix(text::clean(*twice), 60), "is given more than once; use an array");
  if (!object.is_object()) return Refusal{400, "bad_json", "the body is not a JSON object of parameters", {}, {}};
  Parameters parameters;
  const auto add = [&](const std::string& name, const nlohmann::json& value) {
    if (value.is_string()) parameters.emplace(name, value.get<std::string>());
    else if (value.is_number_integer()) parameters.emplace(name, value.dump());
    return value.is_string() || value.is_number_integer() || value.is_null();
  };
  for (const auto& [name, value] : object.items()) {
    if (std::find(lists.begin(), lists.end(), name) != lists.end() && value.is_array()) continue;
    bool good = value.is_array() || add(name, value);
    if (value.is_array())
      for (const nlohmann::json& one : value) good = good && add(name, one);
    if (!good) return bad("bad_value", text::prefix(name, 60), "use a text, a whole number, or an array of them");
  }
  return parameters;
}

}  // namespace dispatches::http
