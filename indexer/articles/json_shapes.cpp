// JSON Feed and ninjs.
#include "indexer/articles/json_shapes.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "indexer/articles/identity.hpp"
#include "indexer/articles/json_splitter.hpp"
#include "indexer/articles/json_values.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using Json = nlohmann::json;

// Behind all names of bodies: a summary is the text where there is no other.
constexpr std::uint8_t kSummaryRank = 250;

std::string string_at(const Json& object, const char* key) {
  const Json* found = member(object, key);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

// How good one of several bodies or headlines is (ninjs 2 and 3: "role", "contenttype", "value").
int merit(const Json& one) {
  const std::string role = string_at(one, "role"), type = string_at(one, "contenttype");
  if (string_at(one, "value").empty()) return -1;
  int points = role == "main" || role.empty() ? 2 : 0;
  if (type.find("html") != type.npos || role.find("html") != role.npos) points += 4;
  if (type == "text/plain" || role == "text" || role == "plain") points += 3;
  return points;
}

// Null if there is none with a role to choose by.
const Json* best_of(const Json& values) {
  const Json* best = nullptr;
  if (!values.is_array()) return best;
  for (const Json& one : values)
    if (one.is_object() && one.contains("value") && (best == nullptr || merit(one) > merit(*best))) best = &one;
  return best;
}

// A text in parts is one text; of anything else the first value counts, of authors all.
void add_member(NamedField named, const Json& value, FieldCollector& collector) {
  const std::vector<std::string> strings = strings_in(&value);
  if (strings.empty()) return;
  if (named.field == Field::author) {
    for (const std::string& name : strings) collector.add(named, name);
  } else if (named.field == Field::body && value.is_array() && !value.empty() && value.front().is_string()) {
    std::string joined;
    for (const std::string& paragraph : strings) joined += paragraph + "\n\n";
    collector.add(named, joined);
  } else if (const Json* best = best_of(value); best != nullptr) {
    collector.add(named, string_at(*best, "value"));
  } else {
    collector.add(named, strings.front());
  }
}

}  // namespace

void collect_members(const Json& object, FieldCollector& collector) {
  for (const auto& [name, value] : object.items())
    if (const auto named = field_named(name)) add_member(*named, value, collector);
}

bool is_other_media(const Json& object) {
  const std::string type = string_at(object, "type");
  const bool is_media = type == "picture" || type == "video" || type == "audio" || type == "graphic";
  if (!is_media || string_at(object, "uri").empty()) return false;
  for (const auto& [name, value] : object.items())
    if (const auto named = field_named(name); named && named->field == Field::body) return false;
  return true;
}

void add_summary(const Json& object, FieldCollector& collector) {
  if (string_at(object, "uri").empty() || string_at(object, "type") != "text") return;
  for (const char* key : {"description_text", "description_html"})
    collector.add({Field::body, kSummaryRank}, string_at(object, key));
  if (const Json* descriptions = member(object, "descriptions"))
    add_member({Field::body, kSummaryRank}, *descriptions, collector);
}

const Json* feed_item(const Json& record) {
  const Json* item = member(record, kFeedItemKey);
  return member(record, kFeedContextKey) != nullptr && item != nullptr && item->is_object() ? item : nullptr;
}

Fields fields_of_feed_item(const Json& record) {
  const Json &feed = record.at(kFeedContextKey), &item = record.at(kFeedItemKey);
  FieldCollector collector;
  collect_members(item, collector);
  collector.add({Field::body, kSummaryRank}, string_at(item, "summary"));
  collector.add({Field::url, kSummaryRank}, string_at(item, "external_url"));
  collector.add({Field::date, kSummaryRank}, string_at(item, "date_modified"));
  Fields fields = collector.take();
  if (std::string url = resolved_url(fields.url, string_at(feed, "home_page_url")); !url.empty()) fields.url = url;
  // An id that is the address says no more than it: the page itself, found elsewhere, is the same article.
  if (!fields.url.empty() && canonical_url(fields.own_id) == canonical_url(fields.url)) fields.own_id.clear();
  if (fields.source.empty()) fields.source = string_at(feed, "title");
  if (fields.language.empty()) fields.language = string_at(feed, "language");
  if (fields.authors.empty()) {
    FieldCollector of_feed;
    for (const char* key : {"authors", "author"})
      if (const Json* stated = member(feed, key)) add_member({Field::author, 0}, *stated, of_feed);
    fields.authors = of_feed.take().authors;
  }
  return fields;
}

}  // namespace dispatches::articles
