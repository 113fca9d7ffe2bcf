// .json .jsonl .ndjson: objects with the common names, or IPTC ninjs.
#include <nlohmann/json.hpp>
#include <utility>

#include "indexer/articles/fields.hpp"
#include "indexer/articles/json_splitter.hpp"
#include "indexer/articles/json_values.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using Json = nlohmann::json;

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
  } else {
    collector.add(named, strings.front());
  }
}

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
    FieldCollector collector;
    for (const auto& [name, value] : object.items())
      if (const auto named = field_named(name)) add_member(*named, value, collector);
    return article_from_fields(collector.take(), input, record, defaults);
  }
};

}  // namespace

const Reader& json_reader() {
  static const JsonReader reader;
  return reader;
}

}  // namespace dispatches::articles
