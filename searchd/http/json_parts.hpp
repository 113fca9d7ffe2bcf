// The parts that the JSON of several replies is built from; json.cpp has most of their bodies.
#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "searchd/http/json.hpp"
#include "searchd/http/json_text.hpp"
#include "searchd/search/quotes.hpp"

namespace dispatches::http {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json);           // what is not UTF-8 is replaced
double rounded(double value, double to);      // to: 1000 for three places; 0 for what is no number
std::string day(std::chrono::sys_days date);
void put_if_known(Json& json, const char* key, std::string_view value);

Json entity_json(names::EntityOrdinal ordinal, const Shown& shown);  // {"id", "type", "name"}; null for nobody
// Each with description and `count`: articles of the archive that name it.
Json candidates_json(const std::vector<names::EntityOrdinal>& candidates, const Shown& shown);
void put_entity(Json& json, const names::LexiconEntity& entity, const Shown& shown);  // description, wikidata; of places: kind, parent, lat, lon
Json entry_json(const search::FacetValue& value, const Shown& shown);  // an entity with count and variants
const char* interval_name(query::Interval interval);
std::vector<std::string> topic_names(const std::vector<std::string>& ids, const Shown& shown);
std::string shown_title(const schema::StoredArticle& article);  // with "…" where it is cut
void write_hit(const search::Hit& hit, const Shown& shown, JsonText& out);
Json hit_json(const search::Hit& hit, const Shown& shown);
void write_facet(const search::FacetCounts& facet, const Shown& shown, JsonText& out);
void write_version(const search::StoryVersion& version, JsonText& out);
Json said_json(const search::Said& said, const Shown& shown);  // without its article
void write_histogram(const search::Histogram& histogram, JsonText& out);
Json index_of(const Shown& shown);

}  // namespace dispatches::http
