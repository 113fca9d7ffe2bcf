// Parameters of a request → SearchRequest. The first step of a question: strings in, plain values out, or one precise error.
// Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "searchd/http/parameter_table.hpp"

namespace dispatches::http {

// Name → values as sent (decoded from the address); repeated ones are kept in order.
using Parameters = std::multimap<std::string, std::string>;

// Every parameter of GET /api/v1/search. Unknown names, bad values, repeats of what is said once and invalid UTF-8 are refused (400).
// `request` is what holds where nothing is said; `own`: names that the address takes besides, for the advice in the error.
std::variant<query::SearchRequest, Refusal> read_search(const Parameters& parameters, query::SearchRequest request = {},
                                                        const std::vector<std::string>& own = {});

// Parameters that one address has beside those of a search, by name: each clean, without empty ones and doubles.
using Own = std::map<std::string, std::vector<std::string>>;
// Takes them out. Refused (400): what is not UTF-8.
std::variant<Own, Refusal> take_own(Parameters& parameters, const std::vector<std::string>& names);

// The same names as the members of a JSON object: strings, whole numbers, arrays of them; null counts as absent. 400 for anything else.
// Arrays named in `lists` are let pass: their reader takes them from the body.
std::variant<Parameters, Refusal> parameters_of_json(std::string_view body, const std::vector<std::string>& lists = {});

// For addresses that do not search: whatever is left. `own`: what they do take.
std::optional<Refusal> refuse_any(const Parameters& parameters, const std::vector<std::string>& own = {});

// Of the names of a search, and of `own`, the one fewest letters away.
std::string nearest_parameter(std::string_view name, const std::vector<std::string>& own = {});

}  // namespace dispatches::http
