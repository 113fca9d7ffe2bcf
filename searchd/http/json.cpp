#include "searchd/http/json.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "indexer/text/language.hpp"
#include "indexer/text/time.hpp"
#include "searchd/http/json_parts.hpp"

namespace dispatches::http {

namespace {

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

constexpr const char* kCut = "…";

Json title_fragments(const search::Hit& hit, const Shown& shown) {
  Json list = fragments_json(hit.title, shown);
  if (!hit.article.title_cut() || hit.title.empty()) return list;
  if (!hit.title.back().text.ends_with(kCut)) list.push_back({{"text", kCut}, {"mark", false}});
  return list;
}

void put_dates(Json& json, const schema::StoredArticle& article) {
  if (article.published) {
    json["published"] = text::format_date(*article.published);
    json["published_precision"] = text::precision_name(article.published->precision);
  }
  json["indexed"] = text::format_time(article.indexed);
  json["updated"] = text::format_time(article.updated);
}

Json version_json(const search::StoryVersion& version) {
  Json json = {{"id", version.id}};
  put_if_known(json, "source", version.source);
  if (version.published) json["published"] = text::format_date(*version.published);
  if (version.similarity) json["similarity"] = rounded(*version.similarity, 1e3);
  return json;
}

Json story_json(const search::HitStory& story) {
  return {{"id", story.id}, {"size", story.size}, {"matching", story.matching}, {"sources", story.sources}, {"first", version_json(story.first)}};
}

Json variants_json(const search::FacetValue& value) {
  Json list = Json::array();
  for (const search::Variant& variant : value.variants) list.push_back({{"value", variant.value}, {"count", variant.count}});
  return list;
}

Json value_json(const search::FacetValue& value, query::Facet facet, const Shown& shown) {
  const std::string label = facet == query::Facet::language ? text::language_name(value.id, shown.language) : value.value;
  Json json = {{"id", value.id}, {"value", label}, {"count", value.count}, {"stories", value.stories}, {"active", value.active}};
  if (value.excluded) json["excluded"] = true;
  if (facet > query::Facet::place) return json;
  if (const names::LexiconEntity* entity = entity_of(value.entity, shown)) put_entity(json, *entity, shown);
  json["variants"] = variants_json(value);
  return json;
}

Json facet_json(const search::FacetCounts& facet, const Shown& shown) {
  Json json = {{"field", query::facet_name(facet.facet)}, {"distinct", facet.distinct}, {"without", facet.without}, {"counts", Json::array()}};
  for (const search::FacetValue& value : facet.values) json["counts"].push_back(value_json(value, facet.facet, shown));
  // Languages get their names only here, so equal counts are put in order only here.
  if (facet.facet == query::Facet::language)
    std::stable_sort(json["counts"].begin(), json["counts"].end(), [](const Json& a, const Json& b) {
      return a["count"] != b["count"] ? a["count"] > b["count"] : a["value"] < b["value"];
    });
  return json;
}

Json query_info_json(const search::SearchResult& result, const query::SearchRequest& request, const Shown& shown) {
  constexpr const char* kSpellings[] = {"variants", "folded", "exact"};
  Json understood = Json::array();
  for (const search::UnderstoodName& one : result.understood)
    understood.push_back({{"text", one.text}, {"entity", entity_json(one.entity, shown)}, {"candidates", candidates_json(one.candidates, shown)}});
  return {{"spelling", kSpellings[static_cast<std::size_t>(request.spelling)]},
          {"words", result.words == query::Words::most ? "most" : "all"},
          {"understood", std::move(understood)},
          {"did_you_mean", result.did_you_mean ? Json(*result.did_you_mean) : Json(nullptr)},
          {"notes", result.notes}};
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
    list.push_back(found == topics.end() ? id : found->name(shown.language));
  }
  return list;
}

std::string shown_title(const schema::StoredArticle& article) { return std::string(article.title()) + (article.title_cut() ? kCut : ""); }

Json hit_json(const search::Hit& hit, const Shown& shown) {
  const schema::StoredArticle& article = hit.article;
  Json json = {{"id", article.id}, {"title", shown_title(article)}, {"title_derived", article.title_derived}};
  put_if_known(json, "url", article.url);
  if (!hit.source_id.empty()) json["source"] = {{"id", hit.source_id}, {"name", hit.source_name}};
  json["author"] = article.authors;
  put_dates(json, article);
  put_if_known(json, "language", article.language);
  json["score"] = rounded(hit.score, 1e4);
  json["snippet"] = fragments_json(hit.snippet, shown);
  json["title_marked"] = title_fragments(hit, shown);
  json["entities"] = Json::array();
  for (const search::HitEntity& named : hit.entities) {
    Json entity = entity_json(named.entity, shown);
    if (entity.is_null()) continue;
    entity["mentions"] = named.mentions;
    json["entities"].push_back(std::move(entity));
  }
  json["topics"] = article.topics;
  json["topic_names"] = topic_names(article.topics, shown);
  json["story"] = story_json(hit.story);
  return json;
}

void put_entity(Json& json, const names::LexiconEntity& entity, const Shown& shown) {
  put_if_known(json, "description", entity.description(shown.language));
  put_if_known(json, "wikidata", entity.details->wikidata);
  if (entity.type != names::EntityType::place) return;
  put_if_known(json, "kind", entity.details->kind);
  put_if_known(json, "parent", entity.details->parent);
  if (entity.details->latitude) json["lat"] = *entity.details->latitude;
  if (entity.details->longitude) json["lon"] = *entity.details->longitude;
}

Json entry_json(const search::FacetValue& value, const Shown& shown) {
  Json json = entity_json(value.entity, shown);
  put_entity(json, shown.lexicon.entities[value.entity], shown);
  json["count"] = value.count;
  json["stories"] = value.stories;
  json["variants"] = variants_json(value);
  return json;
}

const char* interval_name(query::Interval interval) {
  constexpr const char* kNames[] = {"auto", "day", "week", "month", "year", "none"};
  return kNames[static_cast<std::size_t>(interval)];
}

Json histogram_json(const search::Histogram& histogram) {
  Json buckets = Json::array();
  for (const auto& bucket : histogram.buckets) buckets.push_back({{"from", day(bucket.from)}, {"count", bucket.count}});
  return {{"interval", interval_name(histogram.interval)}, {"undated", histogram.undated}, {"imprecise", histogram.imprecise},
          {"buckets", std::move(buckets)}};
}

Json index_of(const Shown& shown) {
  return {{"id", shown.manifest.index_id}, {"generation", shown.manifest.number}, {"built", text::format_time(shown.manifest.built)},
          {"articles", shown.manifest.articles}};
}

std::string search_json(const search::SearchResult& result, const query::SearchRequest& request, const Shown& shown, double milliseconds) {
  Json json = {{"found", result.found}, {"found_stories", result.found_stories}, {"page", request.page}, {"per_page", request.per_page},
               {"search_time_ms", rounded(milliseconds, 1e3)}};
  json["hits"] = Json::array();
  for (const search::Hit& hit : result.hits) json["hits"].push_back(hit_json(hit, shown));
  json["facet_counts"] = Json::array();
  for (const search::FacetCounts& facet : result.facets) json["facet_counts"].push_back(facet_json(facet, shown));
  if (result.histogram) json["histogram"] = histogram_json(*result.histogram);
  json["query_info"] = query_info_json(result, request, shown);
  json["index"] = index_of(shown);
  return dump(json);
}

std::string article_json(const search::ArticleView& view, const Shown& shown) {
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
  json["index"] = index_of(shown);
  return dump(json);
}

std::string index_json(const IndexFacts& facts, const Shown& shown, const std::optional<LastRun>& last_run, bool stale) {
  Json json = index_of(shown);
  json["sources"] = Json::array();
  for (const names::LexiconSource& source : facts.sources) json["sources"].push_back({{"id", source.id}, {"name", source.name}});
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

std::optional<LastRun> read_last_run(const std::filesystem::path& runs) {
  std::filesystem::path newest;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(runs, error))
    if (entry.path().extension() == ".json" && entry.path().filename() > newest.filename()) newest = entry.path();
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
