// .json .jsonl .ndjson: objects with the common names, IPTC ninjs, JSON Feed.
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

class JsonReader : public Reader {
 public:
  void split(const Input& input, const std::function<bool(RawRecord)>& take,
             const std::function<void(Rejection)>& reject) const override {
    split_json(input, take, reject);
  }

  Outcome<Article> parse(const Input& input, const RawRecord& record, const Defaults& defaults) const override {
    std::string why;
    const Json object = parse_json(record.bytes, &why, defaults.encoding);
    const std::string where = input.relative + record.place;
    if (object.is_discarded()) return Rejection{where, why};
    if (!object.is_object()) return Rejection{where, "it is not a JSON object"};
    if (feed_item(object) != nullptr) return article_from_fields(fields_of_feed_item(object), input, record, defaults);
    FieldCollector collector;
    collect_members(object, collector);
    return article_from_fields(collector.take(), input, record, defaults);
  }
};

}  // namespace

const Reader& json_reader() {
  static const JsonReader reader;
  return reader;
}

}  // namespace dispatches::articles
