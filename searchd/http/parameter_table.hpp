// The parameters of a search, one by one: name, form, bounds, what it means, how its value is read. Requests are read and the interface is
// described (openapi.hpp) by this one table. Pure; any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/http/reply.hpp"
#include "searchd/query/request.hpp"

namespace dispatches::http {

enum class Form : std::uint8_t { text, number, choice, choices, date, instant };  // choices: several, with commas between

struct Parameter {
  std::string name;
  std::string_view says;                                   // what it does, for people
  Form form = Form::text;
  bool repeatable = false;
  std::size_t least = 0, most = 0;                         // of a number; most of what is repeatable: values, 0 for as many as of any
  std::vector<std::string_view> words;                     // of a choice
  // REQUIRES: at least one value, none empty.
  std::function<std::optional<Refusal>(std::string_view name, const std::vector<std::string>&, query::SearchRequest&)> read;
  // As a request would say it; empty: nothing is said. Null: it has no default.
  std::function<std::string(const query::SearchRequest&)> value;
};

const std::vector<Parameter>& search_parameters();

// 400 with "NAME: said".
Refusal bad(std::string code, std::string_view name, std::string_view said);
// A value inside a message: never long, never with a broken character.
std::string in_quotes(std::string_view value);
// "a, b or c".
std::string joined(const std::vector<std::string_view>& words);
std::optional<Refusal> read_number(std::string_view name, const std::string& value, std::size_t least, std::size_t most, std::size_t& into);
Refusal unknown_choice(std::string_view name, std::string_view value, const std::vector<std::string_view>& known);
// "a,b" and "c" → a, b, c; each once.
std::vector<std::string> comma_list(const std::vector<std::string>& values);

}  // namespace dispatches::http
