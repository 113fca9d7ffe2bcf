#include "searchd/http/json.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "indexer/text/language.hpp"
#include "indexer/text/time.hpp"
#include "searchd/http/json_parts.hpp"

namespace dispatches::http {

namespace {

constexpr std::size_t kUsualPage = 32 * 1024;  // bytes: ten hits and all facets

const names::LexiconEntity* entity_of(names::EntityOrdinal ordinal, const Shown& shown) {
  return ordinal < shown.lexicon.entities.size() ? &shown.lexicon.entities[ordinal] : nullptr;
}

Json fragments_json(const search::Fragments& fragments, const Shown& shown) {
  Json list = Json::array();
  for (const search::Fragment& fragment : fragments) {
    Json one = {{"text", fragment.text}, {"mark", fragment.mark}};
    if (const names::LexiconEntity* entity = entity_of(fragment.entity, shown)) one["entity"] = entity->id;
    list.push_back(std::move(one));
  }
  return list;
}

Json query_info_json(const search::SearchResult& result, const query::SearchRequest& request, const Shown& shown) {
  constexpr const char* kSpellings[] = {"variants", "folded", "exact"};
  Json understood = Json::array();
  for (const search::UnderstoodName& one : result.understood) {
    understood.push_back({{"text", one.text}, {"entity", entity_json(one.entity, shown)}, {"candidates", candidates_json(one.candidates, shown)}});
    if (one.excluded) understood.back()["excluded"] = true;
  }
  Json json = {{"spelling", kSpellings[static_cast<std::size_t>(request.spelling)]},
               {"words", result.words == query::Words::most ? "most" : "all"},
               {"understood", std::move(understood)},
               {"did_you_mean", result.did_you_mean ? Json(*result.did_you_mean) : Json(nullptr)},
               {"notes", result.notes}};
  if (result.found_with_all) json["found_with_all"] = *result.found_with_all;
  return json;
}

Json error_object(const Refusal& refusal) {
  Json error = {{"code", refusal.code}, {"message", refusal.message}};
  if (!refusal.parameter.empty()) error["param"] = refusal.parameter;
  return error;
}

}  // namespace

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

double rounded(double value, double to) { return std::isfinite(value) ? std::round(value * to) / to : 0.0; }

std::string day(std::chrono::sys_days date) { return text::format_date({date, text::Precision::day}); }

void put_if_known(Json& json, const char* key, std::string_view value) {
  if (!value.empty()) json[key] = value;
}

// {"id", "type", "name"}; null for nobody.
Json entity_json(names::EntityOrdinal ordinal, const Shown& shown) {
  const names::LexiconEntity* entity = entity_of(ordinal, shown);
  if (!entity) return nullptr;
  return {{"id", entity->id}, {"type", names::type_name(entity->type)}, {"name", entity->name(shown.language)}};
}

Json candidates_json(const std::vector<names::EntityOrdinal>& candidates, const Shown& shown) {
  Json list = Json::array();
  for (names::EntityOrdinal candidate : candidates) {
    Json one = entity_json(candidate, shown);
    if (one.is_null()) continue;
    put_if_known(one, "description", entity_of(candidate, shown)->description(shown.language));
    if (candidate < shown.articles_naming.size()) one["count"] = shown.articles_naming[candidate];
    list.push_back(std::move(one));
  }
  return list;
}

std::vector<std::string> topic_names(const std::vector<std::string>& ids, const Shown& shown) {
  std::vector<std::string> list;
  for (const std::string& id : ids) {
    const auto& topics = shown.lexicon.topics;
    const auto found = std::find_if(topics.begin(), topics.end(), [&](const names::LexiconTopic& topic) { return topic.id == id; });
    list.emplace_back(found == topics.end() ? std::string_view(id) : found->name(shown.language));
  }
  return list;
}

const char* interval_name(query::Interval interval) {
  constexpr const char* kNames[] = {"auto", "day", "week", "month", "year", "none"};
  return kNames[static_cast<std::size_t>(interval)];
}

void write_histogram(const search::Histogram& histogram, JsonText& out) {
  out.open('{').member("interval", interval_name(histogram.interval)).member("undated", histogram.undated).member("imprecise", histogram.imprecise);
  out.key("buckets").open('[');
  for (const auto& bucket : histogram.buckets) out.open('{').member("from", day(bucket.from)).member("count", bucket.count).close('}');
  out.close(']').close('}');
}

Json index_of(const Shown& shown) {
  return {{"id", shown.manifest.index_id}, {"generation", shown.manifest.number}, {"built", text::format_time(shown.manifest.built)},
          {"articles", shown.manifest.articles}};
}

std::string search_json(const search::SearchResult& result, const query::SearchRequest& request, const Shown& shown, double milliseconds) {
  JsonText out(kUsualPage);
  out.open('{').member("found", result.found).member("found_stories", result.found_stories).member("page", request.page).member("per_page", request.per_page);
  out.member("search_time_ms", rounded(milliseconds, 1e3)).key("hits").open('[');
  for (const search::Hit& hit : result.hits) write_hit(hit, shown, out);
  out.close(']').key("facet_counts").open('[');
  for (const search::FacetCounts& facet : result.facets) write_facet(facet, shown, out);
  out.close(']');
  if (result.histogram) write_histogram(*result.histogram, out.key("histogram"));
  out.key("query_info").raw(dump(query_info_json(result, request, shown))).key("index").raw(dump(index_of(shown)));
  return out.close('}').take();
}

namespace {

Json version_json(const search::StoryVersion& version) {
  JsonText one;
  write_version(version, one);
  return Json::parse(one.text());
}

Json comparison_json(const search::Comparison& comparison) {
  Json json = version_json(comparison.other);
  json["parts"] = Json::array();
  constexpr const char* kKinds[] = {"same", "only_here", "only_there"};
  for (const search::DifferencePart& part : comparison.difference.parts) json["parts"].push_back({{"kind", kKinds[static_cast<int>(part.kind)]}, {"text", part.text}});
  json["cut"] = comparison.difference.cut;
  return json;
}

}  // namespace

std::string article_json(const search::ArticleView& view, const std::optional<search::Comparison>& comparison, const Shown& shown) {
  Json json = hit_json(view.hit, shown);
  json.erase("score");
  json.erase("snippet");
  json["paragraphs"] = Json::array();
  for (const search::ShownParagraph& paragraph : view.paragraphs)
    json["paragraphs"].push_back({{"kind", paragraph.kind}, {"text", fragments_json(paragraph.text, shown)}});
  json["quotes"] = Json::array();
  for (const search::Said& said : search::quotes_of(view.hit, shown.lexicon)) json["quotes"].push_back(said_json(said, shown));
  json["versions"] = Json::array();
  for (const search::StoryVersion& version : view.versions) json["versions"].push_back(version_json(version));
  if (comparison) json["comparison"] = comparison_json(*comparison);
  json["index"] = index_of(shown);
  return dump(json);
}

std::string index_json(const IndexFacts& facts, const Shown& shown, const std::optional<LastRun>& last_run, bool stale) {
  Json json = index_of(shown);
  json["sources"] = Json::array();
  for (const names::NewSource& source : facts.sources) json["sources"].push_back({{"id", source.id}, {"name", source.name}});
  json["languages"] = Json::array();
  for (const std::string& code : facts.languages) json["languages"].push_back({{"id", code}, {"name", text::language_name(code, shown.language)}});
  if (facts.first) json["from"] = day(std::chrono::floor<std::chrono::days>(*facts.first));
  if (facts.last) json["to"] = day(std::chrono::floor<std::chrono::days>(*facts.last));
  json["entities"] = facts.entities;
  if (last_run) json["last_run"] = Json::parse(last_run->json, nullptr, false);
  json["stale"] = stale;
  return dump(json);
}

std::string error_json(const Refusal& refusal) { return dump({{"error", error_object(refusal)}}); }

std::string error_json(const Refusal& refusal, const std::vector<names::EntityOrdinal>& candidates, const Shown& shown) {
  Json error = error_object(refusal);
  error["candidates"] = candidates_json(candidates, shown);
  return dump({{"error", std::move(error)}});
}

// By its name: when it began. (Others are still at work.)
static bool is_ended_run(const std::string& name) { return name[0] >= '0' && name[0] <= '9'; }

std::optional<LastRun> read_last_run(const std::filesystem::path& runs) {
  std::filesystem::path newest;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(runs, error))
    if (entry.path().extension() == ".json" && is_ended_run(entry.path().filename().string()) && entry.path().filename() > newest.filename()) newest = entry.path();
  std::ifstream in(newest);
  const Json run = newest.empty() || !in ? Json() : Json::parse(in, nullptr, false);
  if (!run.is_object()) return std::nullopt;
  Json shown = Json::object();
  for (const char* key : {"started", "finished", "status", "new", "updated", "removed", "rejected", "message"})
    if (run.contains(key)) shown[key] = run[key];
  LastRun last{dump(shown), std::nullopt, std::nullopt, false};
  if (shown.contains("finished") && shown["finished"].is_string())
    if (const auto date = text::parse_date(shown["finished"].get<std::string>())) last.finished = date->start;
  const Json status = shown.value("status", Json());
  if (status.is_number_integer()) last.status = status.get<int>();
  last.went_well = last.status == 0 || last.status == 1;
  return last;
}

}  // namespace dispatches::http
