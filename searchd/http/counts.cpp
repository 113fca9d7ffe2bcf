#include "searchd/http/counts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "searchd/http/export.hpp"
#include "searchd/http/json_parts.hpp"
#include "searchd/search/counts.hpp"

namespace dispatches::http {

namespace {

const std::vector<std::pair<std::string_view, query::Interval>> kIntervals = {
    {"day", query::Interval::day}, {"week", query::Interval::week}, {"month", query::Interval::month}, {"year", query::Interval::year}};

[[noreturn]] void refuse(const Refusal& refusal) { throw search::BadRequest{refusal.code, refusal.message, refusal.parameter, {}}; }

search::CountBy named(const std::string& word) {
  for (const auto& [name, interval] : kIntervals)
    if (name == word) return {std::nullopt, interval};
  if (const auto facet = query::facet_named(word)) return {facet, query::Interval::none};
  std::vector<std::string_view> known(query::kFacetNames.begin(), query::kFacetNames.end());
  for (const auto& [name, interval] : kIntervals) known.push_back(name);
  refuse(unknown_choice("by", word, known));
}

std::vector<search::CountBy> counted_by(const Asked& asked) {
  std::vector<search::CountBy> by;
  for (const std::string& word : comma_list(asked.own.at("by"))) by.push_back(named(word));
  const auto dates = std::count_if(by.begin(), by.end(), [](const search::CountBy& one) { return !one.facet; });
  if (by.empty() || by.size() > 2 || dates > 1)
    refuse({400, "bad_value", "by: give one or two of person, org, place, topic, source, lang and one of day, week, month, year: by=source,month", "by", {}});
  return by;
}

// Members and cells of a row, in order. Of two facets the second's are id_2 and name_2.
std::vector<std::pair<std::string, Json>> members(const search::CountRow& row) {
  std::vector<std::pair<std::string, Json>> list;
  for (std::size_t i = 0; i < row.ids.size(); ++i) {
    const std::string ending = i ? "_2" : "";
    list.emplace_back("id" + ending, row.ids[i]);
    list.emplace_back("name" + ending, row.names[i]);
  }
  if (row.from) list.emplace_back("from", day(*row.from));
  list.emplace_back("count", row.count);
  list.emplace_back("stories", row.stories);
  list.emplace_back("total", row.total);
  return list;
}

}  // namespace

Reply answer_counts(const Asked& asked) {
  const search::Counts counts = search::counts(counted_by(asked), asked.request, *asked.snapshot);
  // Row by row: all of them as one Json would take ten times the memory of the text.
  std::string rows;
  query::Paced paced(asked.request.deadline);
  for (const search::CountRow& row : counts.rows) {
    paced.step();
    Json one = Json::object();
    for (auto& [name, value] : members(row)) one[name] = std::move(value);
    rows.append(rows.empty() ? "" : ",").append(dump(one));
  }
  return json_reply(fmt::format(R"({{"by":{},"undated":{},"rows":[{}],"index":{}}})", dump(comma_list(asked.own.at("by"))), counts.undated, rows, dump(index_of(asked.shown()))));
}

Reply answer_counts_csv(const Asked& asked) {
  const std::vector<search::CountBy> by = counted_by(asked);
  search::CountRow empty;
  for (const search::CountBy& one : by) {
    if (one.facet) empty.ids.emplace_back(), empty.names.emplace_back();
    else empty.from.emplace();
  }
  std::vector<std::string> cells;
  for (const auto& [name, value] : members(empty)) cells.push_back(name);
  const bool excel = is_for_excel(asked);
  std::string body = csv_head(cells, excel);
  query::Paced paced(asked.request.deadline);
  for (const search::CountRow& row : search::counts(by, asked.request, *asked.snapshot).rows) {
    paced.step();
    cells.clear();
    for (const auto& [name, value] : members(row)) cells.push_back(value.is_string() ? value.get<std::string>() : value.dump());
    body += csv_line(cells, excel);
  }
  return {200, "text/csv; charset=utf-8", std::move(body), {}, {{"Cache-Control", "no-cache"}}, {}};
}

}  // namespace dispatches::http
