// The shapes of replies. A member that may be absent has a "?" behind its name; replies may have more members than are described.
#include "searchd/http/export.hpp"
#include "searchd/http/openapi.hpp"
#include "searchd/http/schema_parts.hpp"

namespace dispatches::http {

namespace {

using namespace schemas;
using Named = std::vector<std::pair<std::string, Json>>;

const std::vector<std::string_view> kTypes = {"person", "org", "place"};
const std::vector<std::string_view> kIntervals = {"day", "week", "month", "year"};
const std::vector<Member> kIdAndName = {{"id", text()}, {"name", text()}};

Json type() { return one_of(kTypes); }
Json id_and_name() { return object(kIdAndName); }
Json spelling_count() { return object({{"value", text()}, {"count", whole()}}); }

Json story() {
  return object({{"id", text()}, {"size", whole(1)}, {"matching", whole(0)}, {"sources", whole(0)},
                 {"first", object({{"id", text()}, {"source?", text()}, {"published?", date()}})}});
}

Json hit() {
  return object({{"id", text()}, {"title", text()}, {"title_latin?", text()}, {"title_derived", truth()}, {"url?", text()}, {"source?", ref("Source")}, {"author", list(text())},
                 {"published?", date()}, {"published_precision?", one_of({"time", "day", "month", "year"})}, {"indexed", instant()}, {"updated", instant()},
                 {"language?", text()}, {"language_name?", text()}, {"score", number()}, {"snippet", list(ref("Piece"))}, {"title_marked", list(ref("Piece"))},
                 {"entities", list(with(object(kIdAndName), {{"type", type()}, {"mentions", whole(1)}}))}, {"topics", list(text())},
                 {"topic_names", list(text())}, {"story", ref("Story")}});
}

// What is known of an entity besides id, type and name; kind, parent, lat and lon of places alone.
Json with_knowledge(Json object) {
  return with(std::move(object), {{"description?", text()}, {"wikidata?", text()}, {"kind?", text()}, {"parent?", text()}, {"lat?", number()}, {"lon?", number()}});
}

Json facet_value() {
  return with_knowledge(object({{"id", text()}, {"value", text()}, {"count", whole()}, {"stories", whole()}, {"active", truth()}, {"excluded?", truth()},
                                {"variants?", list(spelling_count())}}));
}

Json facet() {
  return object({{"field", one_of({"person", "org", "place", "topic", "source", "lang"})}, {"distinct", whole()}, {"without", whole()},
                 {"counts", list(ref("FacetValue"))}});
}

Json histogram() {
  return object({{"interval", one_of(kIntervals)}, {"undated", whole()}, {"imprecise", whole()},
                 {"buckets", list(object({{"from", day()}, {"count", whole()}}))}});
}

Json query_info() {
  return object({{"spelling", one_of({"variants", "folded", "exact"})}, {"words", one_of({"all", "most"})},
                 {"understood", list(object({{"text", text()}, {"entity", or_null(ref("Entity"))}, {"candidates", list(ref("Candidate"))}, {"excluded?", truth()}}))},
                 {"did_you_mean", or_null(text())}, {"notes", list(text())}, {"found_with_all?", whole(0)}});
}

Json quote() {
  return object({{"id", text()}, {"quote", text()}, {"direct", truth()},
                 {"speaker?", object({{"id?", text()}, {"name?", text()}, {"type?", type()}, {"as_written?", text()}})}, {"verb?", text()}, {"sentence", text()}});
}

// `fields` may leave anything out, and asks for what the table has beyond a hit.
Json export_line() {
  Json line = without(hit(), {"score"});
  line.erase("required");
  for (const Column& column : columns())
    if (Json& members = line["properties"]; !members.contains(column.name)) members[std::string(column.name)] = column.list ? list(text()) : text();
  return line;
}

Json article() {
  const Json piece = object({{"text", text()}, {"mark", truth()}, {"entity?", text()}});
  const Json version = object({{"id", text()}, {"source?", text()}, {"published?", date()}, {"similarity?", number()}});
  const Json part = object({{"kind", one_of({"same", "only_here", "only_there"})}, {"text", text()}});
  return with(without(hit(), {"score", "snippet"}),
              {{"paragraphs", list(object({{"kind", one_of({"lead", "body", "caption"})}, {"text", list(piece)}}))}, {"quotes", list(ref("Quote"))},
               {"versions", list(version)},
               {"comparison?", with(version, {{"parts", list(part)}, {"cut", truth()}})}, {"index", ref("Index")}});
}

Json entry() { return with_knowledge(object({{"id", text()}, {"type", type()}, {"name", text()}, {"count", whole()}, {"stories", whole()}, {"variants", list(spelling_count())}})); }

Json whole_entity() {
  const Json reason = object({{"by", one_of({"catalogue", "rule", "override"})}, {"score?", number()}, {"with?", text()}, {"who?", text()}, {"why?", text()}});
  const Json variant = object({{"value", text()}, {"count", whole()}, {"script", text()}, {"lang?", text()}, {"reason", reason}});
  return with(entry(), {{"variants", list(variant)}, {"first_seen?", date()}, {"last_seen?", date()}, {"histogram", ref("Histogram")},
                        {"together", list(with(object(kIdAndName), {{"type", type()}, {"count", whole()}, {"lift", number()}}))},
                        {"sources", list(with(object(kIdAndName), {{"count", whole()}, {"total", whole()}}))}, {"quotes", whole()}, {"index", ref("Index")}});
}

// A page of entities.
Json page_of(Json entity) {
  return object({{"found", whole()}, {"page", whole(1)}, {"per_page", whole(1)}, {"entities", list(std::move(entity))}, {"index", ref("Index")}});
}

Json name_found() {
  return object({{"text", text()}, {"match", one_of({"one", "several", "none"})},
                 {"entity", or_null(with_knowledge(object({{"id", text()}, {"type", type()}, {"name", text()}})))}, {"candidates", list(ref("Candidate"))},
                 {"count", whole()}, {"stories", whole()}, {"spellings", list(spelling_count())}, {"first?", date()}, {"last?", date()}});
}

Json count_row() {
  return object({{"id?", text()}, {"name?", text()}, {"id_2?", text()}, {"name_2?", text()}, {"from?", day()}, {"count", whole()}, {"stories", whole()},
                 {"total", whole()}});
}

// JSON Feed 1.1 (jsonfeed.org/version/1.1).
Json feed() {
  const Json item = object({{"id", text()}, {"url", text()}, {"external_url?", text()}, {"title", text()}, {"content_text", text()},
                            {"date_published?", instant()}, {"date_modified", instant()}, {"authors?", list(object({{"name", text()}}))},
                            {"language?", text()}, {"tags?", list(text())}, {"_dispatches", object({{"indexed", instant()}, {"source?", ref("Source")}})}});
  return object({{"version", {{"const", "https://jsonfeed.org/version/1.1"}}}, {"title", text()}, {"home_page_url", text()}, {"feed_url", text()},
                 {"next_url?", text()}, {"items", list(item)}});
}

Json index_reply() {
  const Json run = object({{"started?", instant()}, {"finished?", instant()}, {"status?", whole()}, {"new?", whole()}, {"updated?", whole()},
                           {"removed?", whole()}, {"rejected?", whole()}, {"message?", text()}});
  return object({{"id", text()}, {"generation", whole(1)}, {"built", instant()}, {"articles", whole()}, {"sources", list(ref("Source"))},
                 {"languages", list(id_and_name())}, {"from?", day()}, {"to?", day()}, {"entities", whole()}, {"last_run?", run}, {"stale", truth()}});
}

Json error() {
  return object({{"error", object({{"code", text()}, {"message", text()}, {"param?", text()}, {"candidates?", list(ref("Candidate"))}, {"oldest?", whole()}})}});
}

void add_parts(Named& all) {
  all.push_back({"Index", object({{"id", text()}, {"generation", whole(1)}, {"built", instant()}, {"articles", whole()}})});
  all.push_back({"Source", id_and_name()});
  all.push_back({"Piece", object({{"text", text()}, {"mark", truth()}})});
  all.push_back({"Entity", object({{"id", text()}, {"type", type()}, {"name", text()}})});
  all.push_back({"Candidate", object({{"id", text()}, {"type", type()}, {"name", text()}, {"description?", text()}, {"count", whole()}})});
  all.push_back({"Story", story()});
  all.push_back({"Quote", quote()});
  all.push_back({"Hit", hit()});
  all.push_back({"FacetValue", facet_value()});
  all.push_back({"Facet", facet()});
  all.push_back({"Histogram", histogram()});
  all.push_back({"QueryInfo", query_info()});
  all.push_back({"EntityEntry", entry()});
}

void add_replies(Named& all) {
  all.push_back({"Search", object({{"found", whole()}, {"found_stories", whole()}, {"page", whole(1)}, {"per_page", whole(1)}, {"search_time_ms", number()},
                                   {"hits", list(ref("Hit"))}, {"facet_counts", list(ref("Facet"))}, {"histogram?", ref("Histogram")},
                                   {"query_info", ref("QueryInfo")}, {"index", ref("Index")}})});
  all.push_back({"Article", article()});
  all.push_back({"ExportLine", export_line()});
  all.push_back({"Suggestions", object({{"suggestions", list(object({{"kind", one_of({"person", "org", "place", "topic", "word"})}, {"id?", text()},
                                                                     {"text", text()}, {"matched", text()}, {"count", whole()}, {"description?", text()}}))}})});
  all.push_back({"Entities", page_of(ref("EntityEntry"))});
  all.push_back({"WholeEntity", whole_entity()});
  all.push_back({"Spellings", object({{"entity", ref("Entity")}, {"interval", one_of({"none", "day", "week", "month", "year"})}, {"undated", whole()},
                                      {"rows", list(object({{"source?", ref("Source")}, {"from?", day()}, {"value", text()}, {"count", whole()}}))},
                                      {"index", ref("Index")}})});
  all.push_back({"Spread", page_of(with(entry(), {{"ways", whole()}}))});
  all.push_back({"Names", object({{"names", list(name_found())}, {"index", ref("Index")}})});
  all.push_back({"QuoteLine", with(quote(), {{"article", without(hit(), {"score", "snippet"})}})});
  all.push_back({"Quotes", object({{"found", whole()}, {"found_distinct", whole()}, {"complete", truth()}, {"page", whole(1)}, {"per_page", whole(1)},
                                   {"quotes", list(ref("QuoteLine"))}, {"notes", list(text())}, {"index", ref("Index")}})});
  all.push_back({"Counts", object({{"by", list(text())}, {"undated", whole()}, {"rows", list(count_row())}, {"index", ref("Index")}})});
  all.push_back({"Changes", object({{"since", whole()}, {"generation", whole(1)}, {"new", list(text())}, {"updated", list(text())}, {"removed", list(text())},
                                    {"index", ref("Index")}})});
  all.push_back({"Feed", feed()});
  all.push_back({"IndexReply", index_reply()});
  all.push_back({"Error", error()});
}

}  // namespace

const std::vector<std::pair<std::string, Json>>& reply_schemas() {
  static const Named kSchemas = [] {
    Named all;
    add_parts(all);
    add_replies(all);
    return all;
  }();
  return kSchemas;
}

}  // namespace dispatches::http
