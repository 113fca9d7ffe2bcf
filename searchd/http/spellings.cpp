// Who writes whom how: the spellings of one entity by source and time, entities that are written in several ways, and a list of names
// looked up at once.
#include <fmt/format.h>

#include "indexer/text/fold.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"
#include "searchd/http/asked.hpp"
#include "searchd/http/json_parts.hpp"
#include "searchd/search/name_list.hpp"
#include "searchd/search/spellings.hpp"

namespace dispatches::http {

namespace {

[[noreturn]] void refuse(std::string code, std::string message, std::string parameter) {
  throw search::BadRequest{std::move(code), std::move(message), std::move(parameter), {}};
}

bool by_source(const Asked& asked) {
  const std::vector<std::string> by = comma_list(asked.own.at("by"));
  if (by.empty()) return false;
  if (by.size() == 1 && by.front() == "source") return true;
  refuse("bad_value", "by: use source, or leave it out", "by");
}

Json row_json(const search::SpellingRow& row, bool by_source, const Asked& asked) {
  Json json = Json::object();
  if (by_source && !row.source_id.empty()) json["source"] = {{"id", row.source_id}, {"name", row.source_name}};
  if (row.from) json["from"] = day(*row.from);
  json["value"] = asked.snapshot->lexicon.spellings[row.spelling].text;
  json["count"] = row.count;
  return json;
}

// "names" of the body, as they came.
std::vector<std::string> names_asked(const Question& question) {
  const Json body = Json::parse(question.body, nullptr, false);
  const Json& names = body.contains("names") ? body["names"] : Json();
  if (!names.is_array()) refuse("bad_value", "names: give an array of names", "names");
  if (names.size() > search::kMaxNames) refuse("too_many_values", fmt::format("names: {} names; at most {} are taken", names.size(), search::kMaxNames), "names");
  std::vector<std::string> list;
  for (const Json& name : names) {
    if (!name.is_string()) refuse("bad_value", "names: each must be a text", "names");
    list.push_back(name.get<std::string>());
    if (!text::is_valid_utf8(list.back())) refuse("bad_text", "names: one is not valid UTF-8", "names");
    if (text::length(list.back()) > search::kMaxNameCharacters)
      refuse("bad_value", fmt::format("names: name {} is longer than {} characters", list.size(), search::kMaxNameCharacters), "names");
  }
  return list;
}

Json found_json(const std::string& name, const search::NameFound& found, const Shown& shown) {
  const bool one = found.entity != names::kNobody;
  Json json = {{"text", name}, {"match", one ? "one" : found.candidates.empty() ? "none" : "several"}, {"entity", entity_json(found.entity, shown)}};
  if (one) put_entity(json["entity"], shown.lexicon.entities[found.entity], shown);
  json["candidates"] = candidates_json(found.candidates, shown);
  json["count"] = found.value.count;
  json["stories"] = found.value.stories;
  json["spellings"] = Json::array();
  for (const search::Variant& variant : found.value.variants) json["spellings"].push_back({{"value", variant.value}, {"count", variant.count}});
  if (found.first) json["first"] = text::format_date(*found.first);
  if (found.last) json["last"] = text::format_date(*found.last);
  return json;
}

}  // namespace

Reply answer_spellings(const Asked& asked) {
  const names::EntityOrdinal entity = asked.snapshot->lexicon.entity_named(asked.id);
  if (entity == names::kNobody) return no_such("entity");
  const bool sources = by_source(asked);
  const search::SpellingTable table = search::spellings(entity, sources, asked.request, *asked.snapshot);
  Json json = {{"entity", entity_json(entity, asked.shown())}, {"interval", interval_name(table.interval)}, {"undated", table.undated}, {"rows", Json::array()}};
  for (const search::SpellingRow& row : table.rows) json["rows"].push_back(row_json(row, sources, asked));
  json["index"] = index_of(asked.shown());
  return json_reply(dump(json));
}

Reply answer_spread(const Asked& asked) {
  const Shown shown = asked.shown();
  const search::SpreadList list = search::spread(asked.request, *asked.snapshot);
  Json json = {{"found", list.found}, {"page", asked.request.page}, {"per_page", asked.request.per_page}, {"entities", Json::array()}};
  for (const search::Spread& one : list.entities) {
    Json entity = entry_json(one.value, shown);
    entity["ways"] = one.ways;
    json["entities"].push_back(std::move(entity));
  }
  json["index"] = index_of(shown);
  return json_reply(dump(json));
}

Reply answer_names(const Asked& asked) {
  const std::vector<std::string> names = names_asked(asked.question);
  const std::vector<search::NameFound> found = search::find_names(names, asked.request, *asked.snapshot);
  Json json = {{"names", Json::array()}};
  for (std::size_t i = 0; i < names.size(); ++i) json["names"].push_back(found_json(names[i], found[i], asked.shown()));
  json["index"] = index_of(asked.shown());
  return json_reply(dump(json));
}

}  // namespace dispatches::http
