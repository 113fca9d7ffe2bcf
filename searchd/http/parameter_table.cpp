#include "searchd/http/parameter_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "indexer/text/language.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::http {

namespace {

using query::Facet;
using R = query::SearchRequest;
using Values = std::vector<std::string>;
using Fault = std::optional<Refusal>;

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

std::vector<std::string_view> facet_names(std::initializer_list<std::string_view> and_also = {}) {
  std::vector<std::string_view> names(query::kFacetNames.begin(), query::kFacetNames.end());
  names.insert(names.end(), and_also);
  return names;
}
std::vector<std::string_view> missing_names() { return facet_names({"published", "author"}); }

Fault read_facet_by(std::string_view name, const Values& values, R& request) {
  request.facet_by.clear();
  for (const std::string& word : comma_list(values)) {
    if (word == "none") continue;
    const std::optional<Facet> facet = query::facet_named(word);
    if (!facet) return bad("bad_value", name, fmt::format("{} is not a facet; use {}, or none", in_quotes(word), joined(facet_names())));
    request.facet_by.push_back(*facet);
  }
  return std::nullopt;
}

std::string facets_of(const R& request) {
  std::string list;
  for (const Facet facet : request.facet_by) list.append(list.empty() ? "" : ",").append(query::facet_name(facet));
  return list.empty() ? "none" : list;
}

Fault read_facet_queries(std::string_view name, const Values& values, R& request) {
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

Fault read_missing(std::string_view name, const Values& values, R& request) {
  const std::vector<std::string_view> known = missing_names();
  for (const std::string& value : values)
    if (std::find(known.begin(), known.end(), value) == known.end())
      return unknown_choice(name, value, known);
  return request.missing = values, std::nullopt;
}

Fault read_label_language(std::string_view name, const std::string& value, R& request) {
  request.label_lang = text::normalise_language(value);
  if (!request.label_lang.empty()) return std::nullopt;
  return bad("bad_value", name, fmt::format("{} is not a language; use a code like en or uk", in_quotes(value)));
}

// A word of the interface and what it stands for.
template <class T>
using Choices = std::vector<std::pair<std::string_view, T>>;

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

template <class T>
std::vector<std::string_view> words_of(const Choices<T>& choices) {
  std::vector<std::string_view> words;
  for (const auto& [word, meaning] : choices) words.push_back(word);
  return words;
}

// What is said once. `where` is its place in a request.
template <class T, class Where>
Parameter choice(std::string name, std::string_view says, const Choices<T>& choices, Where where) {
  Parameter one{std::move(name), says, Form::choice, false, 0, 0, words_of(choices), {}, {}};
  one.read = [&choices, where](std::string_view n, const Values& values, R& request) -> Fault {
    for (const auto& [word, meaning] : choices)
      if (word == values.front()) return where(request) = meaning, std::nullopt;
    return unknown_choice(n, values.front(), words_of(choices));
  };
  one.value = [&choices, where](const R& request) {
    for (const auto& [word, meaning] : choices)
      if (where(request) == meaning) return std::string(word);
    return std::string();
  };
  return one;
}

template <class Where>
Parameter number(std::string name, std::string_view says, std::size_t least, std::size_t most, Where where) {
  Parameter one{std::move(name), says, Form::number, false, least, most, {}, {}, {}};
  one.read = [=](std::string_view n, const Values& values, R& request) { return read_number(n, values.front(), least, most, where(request)); };
  one.value = [where](const R& request) { return std::to_string(where(request)); };
  return one;
}

template <class Read>
Parameter once(std::string name, std::string_view says, Form form, Read read) {
  return {std::move(name), says, form, false, 0, 0, {}, [read](std::string_view n, const Values& values, R& r) { return read(n, values.front(), r); }, {}};
}

template <class Where>
Parameter list(std::string name, std::string_view says, Where where) {
  return {std::move(name), says, Form::text, true, 0, 0, {}, [where](std::string_view, const Values& values, R& r) { return where(r) = values, Fault(); }, {}};
}

void add_facets(std::vector<Parameter>& known) {
  for (std::size_t i = 0; i < query::kFacets; ++i) {
    const std::string name(query::kFacetNames[i]);
    known.push_back(list(name, "only articles with this value: its id, or a name that means one; repeat for any of them", [i](R& r) -> Values& { return r.filters[i].chosen; }));
    known.push_back(list("exclude." + name, "leave out articles with this value", [i](R& r) -> Values& { return r.filters[i].excluded; }));
    known.push_back(choice("match." + name, "articles with any of the chosen values, or with all of them", kMatches, [i](auto& r) -> auto& { return r.filters[i].match_all; }));
  }
  known.push_back(list("within", "id of a place: only articles that name it or any place in it", [](R& r) -> Values& { return r.within; }));
  known.push_back(choice("match.within", "in any of the places, or in each of them", kMatches, [](auto& r) -> auto& { return r.within_match_all; }));
  known.push_back(list("exclude.within", "leave out articles that name the place or any place in it", [](R& r) -> Values& { return r.exclude_within; }));
}

void add_filters(std::vector<Parameter>& known) {
  known.push_back(list("author", "byline, compared without case and marks", [](R& r) -> Values& { return r.authors; }));
  known.push_back(list("url", "address of the article", [](R& r) -> Values& { return r.urls; }));
  known.push_back({"missing", "only articles without any value of it", Form::choice, true, 0, 0, missing_names(), read_missing, {}});
  known.push_back(once("from", "published on this day or later; a year or month stands for its first day; UTC", Form::date, [](auto n, auto& v, R& r) { return read_day(n, v, false, r.from); }));
  known.push_back(once("to", "published on this day or earlier; a year or month stands for its last day; UTC", Form::date, [](auto n, auto& v, R& r) { return read_day(n, v, true, r.to); }));
  known.push_back(once("indexed_since", "first indexed since then", Form::instant, [](auto n, auto& v, R& r) { return read_instant(n, v, r.indexed_since); }));
  known.push_back(once("as_of", "first indexed by then, and still held, as it stands now; a note counts later changes", Form::instant, [](auto n, auto& v, R& r) { return read_end(n, v, r.as_of); }));
  known.push_back(list("story", "id of a story: the article and its reprints", [](R& r) -> Values& { return r.stories; }));
}

void add_presentation(std::vector<Parameter>& known) {
  known.push_back(choice("spelling", "variants: a name finds all its spellings and scripts; folded: as typed, case and marks aside; exact: marks too", kSpellings, [](auto& r) -> auto& { return r.spelling; }));
  known.push_back(choice("words", "all: articles with all words; most: where few have all of at least four, also those with many of them", kWords, [](auto& r) -> auto& { return r.words; }));
  known.push_back(choice("sort_by", "relevance where there are words, newest where there are none; undated articles come last in newest and oldest", kSorts, [](auto& r) -> auto& { return r.sort_by; }));
  known.push_back(number("page", "from 1; page × per_page is at most 10,000", 1, query::kMaxDepth, [](auto& r) -> auto& { return r.page; }));
  known.push_back(number("per_page", "hits on a page", 1, query::kMaxPerPage, [](auto& r) -> auto& { return r.per_page; }));
  known.push_back(choice("group_by", "story: reprints stand under one hit", kGroups, [](auto& r) -> auto& { return r.group_by_story; }));
  known.push_back({"facet_by", "facets to count", Form::choices, true, 0, 0, facet_names({"none"}), read_facet_by, facets_of});
  known.push_back(number("max_facet_values", "values of each facet", 1, query::kMaxFacetValues, [](auto& r) -> auto& { return r.max_facet_values; }));
  known.push_back({"facet_query", "FACET:BEGINNING, only values of which a spelling begins so; place:within:ID, only places in it", Form::text, true, 0, query::kFacets, {}, read_facet_queries, {}});
  known.push_back(choice("interval", "of the histogram", kIntervals, [](auto& r) -> auto& { return r.interval; }));
  known.push_back(number("snippet_words", "length of a snippet", 0, query::kMaxSnippetWords, [](auto& r) -> auto& { return r.snippet_words; }));
  known.push_back(once("label_lang", "language of the names of entities, topics and languages", Form::text, read_label_language));
  known.back().value = [](const R& r) { return r.label_lang; };
}

}  // namespace

const std::vector<Parameter>& search_parameters() {
  static const std::vector<Parameter> kParameters = [] {
    std::vector<Parameter> known;
    known.push_back(once("q", "words as typed", Form::text, [](auto, auto& value, R& request) { return request.q = value, Fault(); }));
    add_facets(known);
    add_filters(known);
    add_presentation(known);
    return known;
  }();
  return kParameters;
}

Refusal bad(std::string code, std::string_view name, std::string_view said) {
  return {400, std::move(code), fmt::format("{}: {}", name, said), std::string(name), {}};
}

std::string in_quotes(std::string_view value) {
  const std::string_view shown = text::prefix(value, 60);
  return fmt::format("'{}{}'", shown, shown.size() < value.size() ? "…" : "");
}

std::optional<Refusal> read_number(std::string_view name, const std::string& value, std::size_t least, std::size_t most, std::size_t& into) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || number < least || number > most)
    return bad("bad_number", name, fmt::format("{} is not a whole number from {} to {}", in_quotes(value), least, most));
  into = number;
  return std::nullopt;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += fmt::format("{}{}", i == 0 ? "" : i + 1 == words.size() ? " or " : ", ", words[i]);
  return out;
}

Refusal unknown_choice(std::string_view name, std::string_view value, const std::vector<std::string_view>& known) {
  return bad("bad_value", name, fmt::format("{} is not known; use {}", in_quotes(value), joined(known)));
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

}  // namespace dispatches::http
