// JSON Feed and ninjs.
#include "indexer/articles/json_shapes.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "indexer/articles/identity.hpp"
#include "indexer/articles/json_splitter.hpp"
#include "indexer/articles/json_values.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;
using Json = nlohmann::json;

// Behind all names of bodies: a summary is the text where there is no other.
constexpr std::uint8_t kSummaryRank = 250;
// Objects and arrays around a text.
constexpr int kMaxTextLevels = 5;

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

// Runs of one paragraph, as chats are exported ("text": ["He said ", {"type": "bold", "text": "no"}]).
bool is_run(const Json& part) {
  constexpr std::array types{"plain"sv,     "bold"sv,   "italic"sv, "underline"sv, "strikethrough"sv, "spoiler"sv,
                             "code"sv,      "link"sv,   "email"sv,  "phone"sv,     "text_link"sv,     "hashtag"sv,
                             "mention"sv,   "cashtag"sv, "custom_emoji"sv, "bot_command"sv, "mention_name"sv};
  return std::find(types.begin(), types.end(), string_at(part, "type")) != types.end();
}

// A text may stand in an object ({"rendered": "<p>…"}), in paragraphs, in blocks ([{"type": "paragraph", "text": …}, …]).
// Empty if there is none.
std::string text_within(const Json& value, int levels) {
  if (value.is_string()) return value.get<std::string>();
  if (levels == 0) return {};
  if (value.is_object()) {
    for (const char* key : {"rendered", "text", "html", "value", "body", "content", "paragraphs", "blocks", "data"})
      if (const Json* found = member(value, key))
        if (std::string text = text_within(*found, levels - 1); !text.empty()) return text;
    return {};
  }
  if (!value.is_array()) return {};
  const bool has_strings = std::any_of(value.begin(), value.end(), [](const Json& part) { return part.is_string(); });
  const bool is_line = std::any_of(value.begin(), value.end(), [&](const Json& part) {
    return part.is_object() && (has_strings || is_run(part));
  });
  std::string joined;
  for (const Json& part : value)
    if (const std::string text = text_within(part, levels - 1); !text.empty()) joined += text + (is_line ? "" : "\n\n");
  return joined;
}

// Of several values the first counts, of authors all.
void add_member(NamedField named, const Json& value, FieldCollector& collector) {
  const Json* best = best_of(value);
  if (best != nullptr) return collector.add(named, string_at(*best, "value"));
  if (named.field == Field::body) return collector.add(named, text_within(value, kMaxTextLevels));
  const std::vector<std::string> strings = strings_in(&value);
  for (const std::string& one : strings) {
    collector.add(named, one);
    if (named.field != Field::author) return;
  }
}

// Exports of databases and APIs put the article's members into one of these.
constexpr std::array envelopes{"_source", "fields", "attributes", "article"};

}  // namespace

void collect_members(const Json& object, FieldCollector& collector) {
  for (const auto& [name, value] : object.items())
    if (const auto named = field_named(name)) add_member(*named, value, collector);
  for (const char* envelope : envelopes)
    if (const Json* inner = member(object, envelope); inner != nullptr && inner->is_object())
      for (const auto& [name, value] : inner->items())
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
  const std::string type = string_at(object, "type");
  const bool is_text_of_agency = !string_at(object, "uri").empty() && type == "text";
  const auto has = [&](Field field) {
    return std::any_of(object.items().begin(), object.items().end(), [&](const auto& item) {
      const auto named = field_named(item.key());
      return named && named->field == field;
    });
  };
  const bool is_record = type.empty() && has(Field::title) && (has(Field::url) || has(Field::date));
  if (!is_text_of_agency && !is_record) return;
  for (const char* key : {"description_text", "description_html", "summary", "description", "abstract"})
    collector.add({Field::body, kSummaryRank}, string_at(object, key));
  if (const Json* descriptions = member(object, "descriptions"))
    add_member({Field::body, kSummaryRank}, *descriptions, collector);
}

bool is_mute_message(const Json& record) {
  const Json* message = feed_item(record);
  const Json* text = message == nullptr ? nullptr : member(*message, "text");
  return text != nullptr && text::trim(text_within(*text, kMaxTextLevels)).empty() && string_at(*message, "type") != "";
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
  for (const char* name : {"title", "name"})
    if (fields.source.empty()) fields.source = string_at(feed, name);
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
