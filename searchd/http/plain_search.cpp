// A search as a plain page.
#include <fmt/format.h>

#include <algorithm>

#include "searchd/http/plain_parts.hpp"

namespace dispatches::http {

namespace {

constexpr std::pair<const char*, const char*> kFacets[] = {{"person", "People"}, {"org", "Organisations"}, {"place", "Places"},
                                                           {"topic", "Topics"}, {"source", "Sources"}, {"lang", "Languages"}};

const char* heading_of(const std::string& field) {
  for (const auto& [name, heading] : kFacets)
    if (field == name) return heading;
  return "";
}

std::vector<std::string> without(std::vector<std::string> values, const std::string& value) {
  std::erase(values, value);
  return values;
}

std::vector<std::string> with(std::vector<std::string> values, const std::string& value) {
  values.push_back(value);
  return values;
}

// The name leads to where it is chosen, or no longer is; beside it stands what leaves it out, or no longer does.
Markup facet_row(const std::string& field, const Json& value, const Parameters& parameters) {
  const std::string id = text_at(value, "id"), exclude = "exclude." + field;
  const bool chosen = value.value("active", false), left_out = value.value("excluded", false);
  const std::vector<std::string> held = values_of(parameters, field), excluded = values_of(parameters, exclude);
  const Markup name = tag("bdi", {}, {text_at(value, "value")});
  const Parameters toggled = changed(parameters, field, chosen ? without(held, id) : with(held, id));
  const Parameters other = changed(parameters, exclude, left_out ? without(excluded, id) : with(excluded, id));
  return joined({link(address("/", toggled), chosen ? tag("b", {}, {"✓ ", name}) : name), fmt::format("{}", number_at(value, "count")),
                 chosen ? Markup() : link(address("/", other), left_out ? "no longer leave out" : "leave out")}, " ");
}

Markup facet_box(const Json& facet, const Parameters& parameters) {
  const std::string field = text_at(facet, "field");
  std::vector<Markup> rows;
  bool in_force = false;
  for (const Json& value : facet["counts"]) {
    rows.push_back(facet_row(field, value, parameters));
    in_force = in_force || value.value("active", false) || value.value("excluded", false);
  }
  if (rows.empty()) return {};
  Markup without_any;
  if (const std::uint64_t none = number_at(facet, "without"))
    without_any = link(address("/", changed(changed(parameters, field, {}), "missing", {field})), fmt::format("{} without", none));
  return tag("details", {{"class", "facet"}, {"open", in_force ? "open" : ""}}, {tag("summary", {}, {heading_of(field)}), list("rows", rows), without_any});
}

Markup choice(const std::string& name, const Parameters& parameters, const std::vector<std::pair<const char*, const char*>>& options) {
  const std::vector<std::string> held = values_of(parameters, name);
  std::vector<Markup> all;
  for (const auto& [value, label] : options)
    all.push_back(tag("option", {{"value", value}, {"selected", !held.empty() && held.front() == value ? "selected" : ""}}, {label}));
  return tag("select", {{"name", name}, {"aria-label", "Sort"}}, all);
}

Markup day_field(const char* name, const char* label, const Parameters& parameters) {
  const std::vector<std::string> held = values_of(parameters, name);
  return tag("label", {}, {label, " ", tag("input", {{"class", "find"}, {"name", name}, {"placeholder", "YYYY-MM-DD"}, {"value", held.empty() ? "" : held.front()}})});
}

// Dates and order; whatever else is asked goes along unseen.
Markup filter_form(const Parameters& parameters) {
  std::vector<Markup> fields = {day_field("from", "From", parameters), day_field("to", "To", parameters),
                                choice("sort_by", parameters, {{"", "Best match"}, {"newest", "Newest"}, {"oldest", "Oldest"}, {"indexed", "Newly indexed"}})};
  Parameters rest = parameters;
  for (const char* shown : {"from", "to", "sort_by", "page"}) rest.erase(shown);
  rest.emplace("plain", "1");
  for (const auto& [name, value] : rest) fields.push_back(tag("input", {{"type", "hidden"}, {"name", name}, {"value", value}}));
  fields.push_back(tag("button", {{"class", "button plain"}}, {"Set"}));
  return tag("form", {{"class", "dates"}, {"action", "/"}}, fields);
}

// What was understood, and what else may be meant.
Markup lines(const Json& info, const Parameters& parameters) {
  Markup out;
  const auto line = [&](const std::vector<Markup>& content) { out += tag("p", {{"class", "line"}}, content); };
  if (const std::string meant = text_at(info, "did_you_mean"); !meant.empty())
    line({"Did you mean ", link(address("/", changed(parameters, "q", {meant})), meant), "?"});
  for (const Json& part : info["understood"]) {
    std::vector<Markup> candidates;
    for (const Json& one : part["candidates"]) candidates.push_back(joined({name_link(one), text_at(one, "description")}, ", "));
    if (!candidates.empty()) line({"“", text_at(part, "text"), "” may mean ", joined(candidates, "; ")});
    if (part["entity"].is_object()) line({"“", text_at(part, "text"), "” means ", name_link(part["entity"]), " in every spelling. ",
                                          link(address("/", changed(parameters, "spelling", {"folded"})), "Only this spelling")});
  }
  if (text_at(info, "words") == "most") line({fmt::format("{} of them have all of these words; those with most follow below. ", number_at(info, "found_with_all")),
                                              link(address("/", changed(parameters, "words", {"all"})), "Only with all words")});
  for (const Json& note : info["notes"]) line({note.get<std::string>()});
  return out;
}

Markup page_links(const Json& reply, const Parameters& parameters) {
  const std::uint64_t page = number_at(reply, "page"), size = std::max<std::uint64_t>(1, number_at(reply, "per_page"));
  const bool stories = values_of(parameters, "group_by").empty();
  const std::uint64_t listed = std::min<std::uint64_t>(query::kMaxDepth, number_at(reply, stories ? "found_stories" : "found"));
  const std::uint64_t last = (listed + size - 1) / size;
  if (last < 2) return {};
  const auto step = [&](std::uint64_t to, const char* label) { return link(address("/", changed(parameters, "page", {std::to_string(to)})), label); };
  return tag("nav", {{"class", "pages"}, {"aria-label", "Pages"}},
             {page > 1 ? step(page - 1, "← Previous") : Markup(), fmt::format("Page {} of {}", page, last), page < last ? step(page + 1, "Next →") : Markup()});
}

std::string heading_text(const Json& reply, const Parameters& parameters) {
  const std::uint64_t found = number_at(reply, "found");
  const std::vector<std::string> q = values_of(parameters, "q");
  return fmt::format("{} article{}{}", found, found == 1 ? "" : "s", q.empty() || q.front().empty() ? "" : " for “" + q.front() + "”");
}

}  // namespace

View plain_search(const Json& reply, const Parameters& parameters) {
  std::vector<Markup> filters = {tag("h2", {}, {"Filters"})};
  for (const Json& facet : reply["facet_counts"]) filters.push_back(facet_box(facet, parameters));
  const std::string title = heading_text(reply, parameters);
  Parameters kept = parameters;
  kept.erase("page");
  const Markup results = tag("section", {{"class", "results"}, {"aria-label", "Results"}},
                             {tag("h1", {}, {title}), lines(reply["query_info"], parameters), filter_form(parameters), cards(reply["hits"], kept), page_links(reply, parameters)});
  return {title, tag("div", {{"class", "search frame"}}, {tag("section", {{"class", "facets"}, {"aria-label", "Filters"}}, filters), results})};
}

}  // namespace dispatches::http
