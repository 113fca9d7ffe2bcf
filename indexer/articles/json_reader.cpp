// .json .jsonl .ndjson: objects with the common names, IPTC ninjs, JSON Feed.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "indexer/articles/fields.hpp"
#include "indexer/articles/json_shapes.hpp"
#include "indexer/articles/json_splitter.hpp"
#include "indexer/articles/json_values.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using Json = nlohmann::json;

// Of a kind that has no text. Parsed only where a word says that it may be.
bool is_mute(const RawRecord& record) {
  constexpr std::array words{"\"picture\"", "\"video\"", "\"audio\"", "\"graphic\""};
  const auto has = [&](const char* word) { return record.bytes.find(word) != std::string::npos; };
  const bool may_be_media = has("\"uri\"") && std::any_of(words.begin(), words.end(), has);
  const bool may_be_message = record.bytes.starts_with("{\"" + std::string(kFeedContextKey)) &&
                              (has("\"text\": \"\"") || has("\"text\":\"\""));
  if (!may_be_media && !may_be_message) return false;
  const Json object = parse_json(record.bytes);
  return object.is_object() && (is_other_media(object) || is_mute_message(object));
}

class JsonReader : public Reader {
 public:
  void split(const Input& input, const std::function<bool(RawRecord)>& take,
             const std::function<void(Rejection)>& reject) const override {
    const auto take_text = [&](RawRecord record) { return is_mute(record) || take(std::move(record)); };
    split_json(input, take_text, reject);
  }

  Outcome<Article> parse(const Input& input, const RawRecord& record, const Defaults& defaults) const override {
    std::string why;
    const Json object = parse_json(record.bytes, &why, defaults.encoding);
    const std::string where = input.relative + record.place;
    if (object.is_discarded()) return Rejection{where, why};
    if (!object.is_object()) return Rejection{where, "it is not a JSON object"};
    if (feed_item(object) != nullptr) return article_from_fields(fields_of_feed_item(object), input, record, defaults);
    const Json* status = member(object, "pubstatus");
    if (std::string reason = status != nullptr && status->is_string() ? why_withdrawn(status->get<std::string>()) : ""; !reason.empty())
      return Rejection{where, std::move(reason)};
    FieldCollector collector;
    collect_members(object, collector);
    add_summary(object, collector);
    return article_from_fields(collector.take(), input, record, defaults);
  }
};

}  // namespace

const Reader& json_reader() {
  static const JsonReader reader;
  return reader;
}

}  // namespace dispatches::articles
