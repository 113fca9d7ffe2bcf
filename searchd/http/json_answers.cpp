// Hits and facets as JSON: what every search says, so it is written and not built (json_text.hpp).
#include <algorithm>

#include "indexer/text/language.hpp"
#include "indexer/text/latin.hpp"
#include "indexer/text/time.hpp"
#include "searchd/http/json_parts.hpp"

namespace dispatches::http {

namespace {

constexpr const char* kCut = "…";

const names::LexiconEntity* entity_of(names::EntityOrdinal ordinal, const Shown& shown) {
  return ordinal < shown.lexicon.entities.size() ? &shown.lexicon.entities[ordinal] : nullptr;
}

void write_fragments(const search::Fragments& fragments, JsonText& out) {
  out.open('[');
  for (const search::Fragment& fragment : fragments) out.open('{').member("text", fragment.text).member("mark", fragment.mark).close('}');
  out.close(']');
}

search::Fragments marked_title(const search::Hit& hit) {
  search::Fragments title = hit.title;
  if (hit.article.title_cut() && !title.empty() && !title.back().text.ends_with(kCut)) title.push_back({kCut});
  return title;
}

void write_dates(const schema::StoredArticle& article, JsonText& out) {
  if (article.published)
    out.member("published", text::format_date(*article.published)).member("published_precision", text::precision_name(article.published->precision));
  out.member("indexed", text::format_time(article.indexed)).member("updated", text::format_time(article.updated));
}

void write_entities(const search::Hit& hit, const Shown& shown, JsonText& out) {
  out.open('[');
  for (const search::HitEntity& named : hit.entities)
    if (const names::LexiconEntity* entity = entity_of(named.entity, shown))
      out.open('{').member("id", entity->id).member("type", names::type_name(entity->type)).member("name", entity->name(shown.language))
          .member("mentions", named.mentions).close('}');
  out.close(']');
}

void write_texts(const std::vector<std::string>& texts, JsonText& out) {
  out.open('[');
  for (const std::string& text : texts) out.value(text);
  out.close(']');
}

void write_story(const search::HitStory& story, JsonText& out) {
  out.open('{').member("id", story.id).member("size", story.size).member("matching", story.matching).member("sources", story.sources).key("first");
  write_version(story.first, out);
  out.close('}');
}

void write_variants(const search::FacetValue& value, JsonText& out) {
  out.open('[');
  for (const search::Variant& variant : value.variants) out.open('{').member("value", variant.value).member("count", variant.count).close('}');
  out.close(']');
}

// What is known of an entity; kind, parent, lat and lon of places alone.
void write_knowledge(const names::LexiconEntity& entity, const Shown& shown, JsonText& out) {
  out.member_if_known("description", entity.description(shown.language)).member_if_known("wikidata", entity.wikidata());
  if (entity.type != names::EntityType::place) return;
  out.member_if_known("kind", entity.kind()).member_if_known("parent", entity.parent());
  if (entity.details && entity.details->latitude) out.member("lat", *entity.details->latitude);
  if (entity.details && entity.details->longitude) out.member("lon", *entity.details->longitude);
}

void write_value(const search::FacetValue& value, query::Facet facet, const Shown& shown, JsonText& out) {
  out.open('{').member("id", value.id).member("value", value.value).member("count", value.count).member("stories", value.stories).member("active", value.active);
  if (value.excluded) out.member("excluded", true);
  if (facet <= query::Facet::place) {
    if (const names::LexiconEntity* entity = entity_of(value.entity, shown)) write_knowledge(*entity, shown, out);
    out.key("variants");
    write_variants(value, out);
  }
  out.close('}');
}

}  // namespace

void write_version(const search::StoryVersion& version, JsonText& out) {
  out.open('{').member("id", version.id).member_if_known("source", version.source);
  if (version.published) out.member("published", text::format_date(*version.published));
  if (version.similarity) out.member("similarity", rounded(*version.similarity, 1e3));
  out.close('}');
}

std::string shown_title(const schema::StoredArticle& article) { return std::string(article.title()) + (article.title_cut() ? kCut : ""); }

void write_hit(const search::Hit& hit, const Shown& shown, JsonText& out) {
  const schema::StoredArticle& article = hit.article;
  out.open('{').member("id", article.id).member("title", shown_title(article)).member_if_known("title_latin", text::latin_reading(shown_title(article), article.language))
      .member("title_derived", article.title_derived).member_if_known("url", article.url);
  if (!hit.source_id.empty()) out.key("source").open('{').member("id", hit.source_id).member("name", hit.source_name).close('}');
  out.key("author");
  write_texts(article.authors, out);
  write_dates(article, out);
  out.member_if_known("language", article.language);
  if (!article.language.empty()) out.member("language_name", text::language_name(article.language, shown.language));
  out.member("score", rounded(hit.score, 1e4)).key("snippet");
  write_fragments(hit.snippet, out);
  out.key("title_marked");
  write_fragments(marked_title(hit), out);
  out.key("entities");
  write_entities(hit, shown, out);
  out.key("topics");
  write_texts(article.topics, out);
  out.key("topic_names");
  write_texts(topic_names(article.topics, shown), out);
  out.key("story");
  write_story(hit.story, out);
  out.close('}');
}

Json hit_json(const search::Hit& hit, const Shown& shown) {
  JsonText out;
  write_hit(hit, shown, out);
  return Json::parse(out.text());
}

void write_facet(const search::FacetCounts& facet, const Shown& shown, JsonText& out) {
  out.open('{').member("field", query::facet_name(facet.facet)).member("distinct", facet.distinct).member("without", facet.without).key("counts").open('[');
  for (const search::FacetValue& value : facet.values) write_value(value, facet.facet, shown, out);
  out.close(']').close('}');
}

void put_entity(Json& json, const names::LexiconEntity& entity, const Shown& shown) {
  JsonText out;
  out.open('{');
  write_knowledge(entity, shown, out);
  json.update(Json::parse(out.close('}').text()));
}

Json entry_json(const search::FacetValue& value, const Shown& shown) {
  Json json = entity_json(value.entity, shown);
  put_entity(json, shown.lexicon.entities[value.entity], shown);
  json["count"] = value.count;
  json["stories"] = value.stories;
  JsonText variants;
  write_variants(value, variants);
  json["variants"] = Json::parse(variants.text());
  return json;
}

}  // namespace dispatches::http
