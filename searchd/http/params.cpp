#include "searchd/http/params.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <nlohmann/json.hpp>

#include "indexer/text/language.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"
#include "searchd/search/did_you_mean.hpp"

namespace dispatches::http {

namespace {

using query::Facet;
using query::SearchRequest;
using Values = std::vector<std::string>;
using Fault = std::optional<Refusal>;

Refusal bad(std::string code, std::string_view name, std::string_view said) {
  return {400, std::move(code), fmt::format("{}: {}", name, said), std::string(name), {}};
}

// A value inside a message: never long, never with a broken character.
std::string in_quotes(std::string_view value) {
  const std::string_view shown = text::prefix(value, 60);
  return fmt::format("'{}{}'", shown, shown.size() < value.size() ? "…" : "");
}

Fault read_number(std::string_view name, const std::string& value, std::size_t least, std::size_t most, std::size_t& into) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || number < least || number > most)
    return bad("bad_number", name, fmt::format("{} is not a whole number from {} to {}", in_quotes(value), least, most));
  into = number;
  return std::nullopt;
}

template <class T>
using Choices = std::vector<std::pair<std::string_view, T>>;

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += fmt::format("{}{}", i == 0 ? "" : i + 1 == words.size() ? " or " : ", ", words[i]);
  return out;
}

template <class T, class Into>
Fault read_choice(std::string_view name, const std::string& value, const Choices<T>& choices, Into& into) {
  std::vector<std::string_view> known;
  for (const auto& [word, meaning] : choices) {
    if (word == value) return into = meaning, std::nullopt;
    known.push_back(word);
  }
  return unknown_choice(name, value, known);
}

// YYYY, YYYY-MM or YYYY-MM-DD; the first day of it, or the last.
std::optional<std::chrono::sys_days> day_of(const std::string& value, bool last) {
  using namespace std::chrono;
  int parts[3] = {0, 1, 1};
  const std::size_t count = value.size() == 4 ? 1 : value.size() == 7 ? 2 : value.size() == 10 ? 3 : 0;
  for (std::size_t i = 0, at = 0; i < count; ++i) {
    const std::size_t digits = i == 0 ? 4 : 2;
    if (i > 0 && value[at++] != '-') return std::nullopt;
    const char* begin = value.data() + at;
    if (*begin == '-' || std::from_chars(begin, begin + digits, parts[i]).ptr != begin + digits) return std::nullopt;
    at += digits;
  }
  const year_month month_of = year(parts[0]) / month(static_cast<unsigned>(last && count == 1 ? 12 : parts[1]));
  if (count == 0 || parts[0] == 0 || !month_of.ok()) return std::nullopt;
  if (last && count < 3) return sys_days(month_of / std::chrono::last);
  const year_month_day date = month_of / day(static_cast<unsigned>(parts[2]));
  return date.ok() ? std::optional(sys_days(date)) : std::nullopt;
}

Fault read_day(std::string_view name, const std::string& value, bool last, std::optional<std::chrono::sys_days>& into) {
  into = day_of(value, last);
  if (into) return std::nullopt;
  return bad("bad_date", name, fmt::format("{} is not a date; use YYYY, YYYY-MM or YYYY-MM-DD", in_quotes(value)));
}

Fault read_instant(std::string_view name, const std::string& value, std::optional<text::sys_seconds>& into) {
  if (const auto day = day_of(value, false)) return into = *day, std::nullopt;
  const std::optional<text::Date> date = value.find('T') == std::string::npos ? std::nullopt : text::parse_date(value);
  if (!date) return bad("bad_date", name, fmt::format("{} is not a date; use YYYY-MM-DD or 2025-12-01T09:30:00Z", in_quotes(value)));
  into = date->start;
  return std::nullopt;
}

// The last second of a day, month or year; an instant as it is.
Fault read_end(std::string_view name, const std::string& value, std::optional<text::sys_seconds>& into) {
  const auto day = day_of(value, true);
  return day ? (into = *day + std::chrono::days(1) - std::chrono::seconds(1), std::nullopt) : read_instant(name, value, into);
}

std::vector<std::string_view> facet_names() { return {query::kFacetNames.begin(), query::kFacetNames.end()}; }

Fault read_facet_by(std::string_view name, const Values& values, SearchRequest& request) {
  request.facet_by.clear();
  for (const std::string& word : comma_list(values)) {
    if (word == "none") continue;
    const std::optional<Facet> facet = query::facet_named(word);
    if (!facet) return bad("bad_value", name, fmt::format("{} is not a facet; use {}, or none", in_quotes(word), joined(facet_names())));
    request.facet_by.push_back(*facet);
  }
  return std::nullopt;
}

Fault read_facet_queries(std::string_view name, const Values& values, SearchRequest& request) {
  constexpr std::string_view kWithin = "within:";
  if (values.size() > query::kFacets) return bad("too_many_values", name, fmt::format("at most {} are taken", query::kFacets));
  for (const std::string& value : values) {
    const std::size_t colon = value.find(':');
    const std::optional<Facet> facet = query::facet_named(std::string_view(value).substr(0, colon));
    if (colon == std::string::npos || !facet) return bad("bad_value", name, fmt::format("{} is not of the form person:zal", in_quotes(value)));
    query::FacetQuery one{*facet, text::squeeze(std::string_view(value).substr(colon + 1)), {}};
    if (*facet == Facet::place && one.begins.starts_with(kWithin)) one.within = one.begins.substr(kWithin.size()), one.begins.clear();
    if (one.begins.empty() && one.within.empty()) continue;
    request.facet_queries.push_back(std::move(one));
  }
  return std::nullopt;
}

Fault read_missing(std::string_view name, const Values& values, SearchRequest& request) {
  std::vector<std::string_view> known = facet_names();
  known.insert(known.end(), {"published", "author"});
  for (const std::string& value : values)
    if (std::find(known.begin(), known.end(), value) == known.end())
      return unknown_choice(name, value, known);
  return request.missing = values, std::nullopt;
}

Fault read_label_language(std::string_view name, const std::string& value, SearchRequest& request) {
  request.label_lang = text::normalise_language(value);
  if (!request.label_lang.empty()) return std::nullopt;
  return bad("bad_value", name, fmt::format("{} is not a language; use a code like en or uk", in_quotes(value)));
}

const Choices<query::Spelling> kSpellings = {
    {"variants", query::Spelling::variants}, {"folded", query::Spelling::folded}, {"exact", query::Spelling::exact}};
const Choices<query::Words> kWords = {{"all", query::Words::all}, {"most", query::Words::most}};
const Choices<query::SortBy> kSorts = {{"relevance", query::SortBy::relevance}, {"newest", query::SortBy::newest},
                                       {"oldest", query::SortBy::oldest}, {"indexed", query::SortBy::indexed}};
const Choices<bool> kGroups = {{"story", true}, {"none", false}};
const Choices<bool> kMatches = {{"any", false}, {"all", true}};
const Choices<query::Interval> kIntervals = {
    {"auto", query::Interval::automatic}, {"day", query::Interval::day},   {"week", query::Interval::week},
    {"month", query::Interval::month},    {"year", query::Interval::year}, {"none", query::Interval::none}};

// A parameter: its name, whether it may be repeated, and how its values are read. REQUIRES of `read`: at least one value, none empty.
struct Known {
  std::string name;
  bool repeatable = false;
  std::function<Fault(std::string_view name, const Values&, SearchRequest&)> read;
};

template <class Read>
Known once(std::string name, Read read) {
  return {std::move(name), false, [read](std::string_view n, const Values& values, SearchRequest& r) { return read(n, values.front(), r); }};
}

Known list(std::string name, std::function<Values&(SearchRequest&)> where) {
  return {std::move(name), true, [where](std::string_view, const Values& values, SearchRequest& r) { return where(r) = values, Fault(); }};
}

void add_facets(std::vector<Known>& known) {
  for (std::size_t i = 0; i < query::kFacets; ++i) {
    const std::string name(query::kFacetNames[i]);
    known.push_back(list(name, [i](SearchRequest& r) -> Values& { return r.filters[i].chosen; }));
    known.push_back(list("exclude." + name, [i](SearchRequest& r) -> Values& { return r.filters[i].excluded; }));
    known.push_back(once("match." + name, [i](auto n, auto& v, SearchRequest& r) { return read_choice(n, v, kMatches, r.filters[i].match_all); }));
  }
  known.push_back(list("within", [](SearchRequest& r) -> Values& { return r.within; }));
  known.push_back(once("match.within", [](auto n, auto& v, SearchRequest& r) { return read_choice(n, v, kMatches, r.within_match_all); }));
  known.push_back(list("exclude.within", [](SearchRequest& r) -> Values& { return r.exclude_within; }));
}

void add_filters(std::vector<Known>& known) {
  known.push_back(list("author", [](SearchRequest& r) -> Values& { return r.authors; }));
  known.push_back(list("url", [](SearchRequest& r) -> Values& { return r.urls; }));
  known.push_back({"missing", true, read_missing});
  known.push_back(once("from", [](auto n, auto& v, SearchRequest& r) { return read_day(n, v, false, r.from); }));
  known.push_back(once("to", [](auto n, auto& v, SearchRequest& r) { return read_day(n, v, true, r.to); }));
  known.push_back(once("indexed_since", [](auto n, auto& v, SearchRequest& r) { return read_instant(n, v, r.indexed_since); }));
  known.push_back(once("as_of", [](auto n, auto& v, SearchRequest& r) { return read_end(n, v, r.as_of); }));
  known.push_back(list("story", [](SearchRequest& r) -> Values& { return r.stories; }));
}

void add_presentation(std::vector<Known>& known) {
  using R = SearchRequest;
  known.push_back(once("spelling", [](auto n, auto& v, R& r) { return read_choice(n, v, kSpellings, r.spelling); }));
  known.push_back(once("words", [](auto n, auto& v, R& r) { return read_choice(n, v, kWords, r.words); }));
  known.push_back(once("sort_by", [](auto n, auto& v, R& r) { return read_choice(n, v, kSorts, r.sort_by); }));
  known.push_back(once("page", [](auto n, auto& v, R& r) { return read_number(n, v, 1, query::kMaxDepth, r.page); }));
  known.push_back(once("per_page", [](auto n, auto& v, R& r) { return read_number(n, v, 1, query::kMaxPerPage, r.per_page); }));
  known.push_back(once("group_by", [](auto n, auto& v, R& r) { return read_choice(n, v, kGroups, r.group_by_story); }));
  known.push_back({"facet_by", true, read_facet_by});
  known.push_back(once("max_facet_values", [](auto n, auto& v, R& r) { return read_number(n, v, 1, query::kMaxFacetValues, r.max_facet_values); }));
  known.push_back({"facet_query", true, read_facet_queries});
  known.push_back(once("interval", [](auto n, auto& v, R& r) { return read_choice(n, v, kIntervals, r.interval); }));
  known.push_back(once("snippet_words", [](auto n, auto& v, R& r) { return read_number(n, v, 0, query::kMaxSnippetWords, r.snippet_words); }));
  known.push_back(once("label_lang", read_label_language));
}

const std::vector<Known>& known_parameters() {
  static const std::vector<Known> kKnown = [] {
    std::vector<Known> known;
    known.push_back(once("q", [](auto, auto& value, SearchRequest& request) { return request.q = value, Fault(); }));
    add_facets(known);
    add_filters(known);
    add_presentation(known);
    return known;
  }();
  return kKnown;
}

Refusal unknown(const std::string& name) {
  const std::string nearest = nearest_parameter(name), shown = text::clean(name);
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

std::string nearest_parameter(std::string_view name) {
  const std::string shown = text::clean(name);
  std::string nearest;
  std::size_t least = std::string::npos;
  for (const Known& known : known_parameters()) {
    const bool begins = name.starts_with(known.name) || known.name.starts_with(name);  // "sort" is nearer to "sort_by" than to "org"
    const std::size_t away = search::edit_distance(text::prefix(shown, 40), known.name) * (begins ? 1 : 2);
    if (away < least) least = away, nearest = known.name;
  }
  return nearest;
}

std::variant<SearchRequest, Refusal> read_search(const Parameters& parameters, SearchRequest request) {
  for (auto at = parameters.begin(); at != parameters.end(); at = parameters.upper_bound(at->first)) {
    const std::string& name = at->first;
    if (is_absent(name, parameters)) continue;
    const auto& all = known_parameters();
    const auto known = std::find_if(all.begin(), all.end(), [&](const Known& one) { return one.name == name; });
    if (known == all.end()) return unknown(name);
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

std::vector<std::string> comma_list(const std::vector<std::string>& values) {
  std::vector<std::string> words;
  for (const std::string& list : values)
    for (std::size_t begin = 0, end = 0; begin <= list.size(); begin = end + 1) {
      end = std::min(list.find(',', begin), list.size());
      std::string word = text::squeeze(std::string_view(list).substr(begin, end - begin));
      if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
    }
  return words;
}

Refusal unknown_choice(std::string_view name, std::string_view value, const std::vector<std::string_view>& known) {
  return bad("bad_value", name, fmt::format("{} is not known; use {}", in_quotes(value), joined(known)));
}

std::optional<Refusal> refuse_any(const Parameters& parameters) {
  for (const auto& [name, value] : parameters)
    if (!name.empty() && !value.empty())
      return Refusal{400, "unknown_parameter", fmt::format("{} is not a parameter: none are taken here", in_quotes(text::clean(name))),
                     std::string(text::prefix(text::clean(name), 60)), {}};
  return std::nullopt;
}

std::variant<Parameters, Refusal> parameters_of_json(std::string_view body, const std::vector<std::string>& lists) {
  const nlohmann::json object = nlohmann::json::parse(body, nullptr, false);
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
