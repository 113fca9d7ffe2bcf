// Parameters of a request → SearchRequest. The first step of a question: strings in, plain values out, or one precise error.
// Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "searchd/http/reply.hpp"
#include "searchd/query/request.hpp"

namespace dispatches::http {

// Name → values as sent (decoded from the address); repeated ones are kept in order.
using Parameters = std::multimap<std::string, std::string>;

// Every parameter of GET /api/v1/search. Unknown names, bad values, repeats of what is said once and invalid UTF-8 are refused (400).
std::variant<query::SearchRequest, Refusal> read_search(const Parameters& parameters);

// The same names as the members of a JSON object: strings, whole numbers, arrays of them; null counts as absent. 400 for anything else.
std::variant<Parameters, Refusal> parameters_of_json(std::string_view body);

// For replies that take no parameters.
std::optional<Refusal> refuse_any(const Parameters& parameters);

// Of the known names the one fewest letters away.
std::string nearest_parameter(std::string_view name);

}  // namespace dispatches::http
