#include "searchd/search/columns.hpp"

#include <algorithm>

#include "indexer/schema/encoding.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/text/time.hpp"

namespace dispatches::search {

namespace {

constexpr std::size_t kIdCharacters = 12;  // 37^12 < 2^64

template <class Visit>
void each_value(const Xapian::Database& segment, schema::Slot slot, Visit&& visit) {
  for (auto value = segment.valuestream_begin(slot), end = segment.valuestream_end(slot); value != end; ++value) {
    visit(std::size_t{value.get_docid()}, *value);
  }
}

// Values come in order of docid: rows without one are empty. `append` adds a value's numbers.
template <class Append>
Rows load_rows(const Xapian::Database& segment, schema::Slot slot, std::size_t size, Append&& append) {
  Rows rows;
  rows.begins.assign(size + 1, 0);
  std::size_t filled = 0;
  each_value(segment, slot, [&](std::size_t docid, const std::string& value) {
    for (; filled < docid; ++filled) rows.begins[filled + 1] = static_cast<std::uint32_t>(rows.values.size());
    append(value, rows.values);
    rows.begins[++filled] = static_cast<std::uint32_t>(rows.values.size());
  });
  for (; filled < size; ++filled) rows.begins[filled + 1] = static_cast<std::uint32_t>(rows.values.size());
  rows.values.shrink_to_fit();
  return rows;
}

std::vector<std::uint32_t> load_strings(const Xapian::Database& segment, schema::Slot slot, std::size_t size, Dictionary& dictionary) {
  std::vector<std::uint32_t> column(size, 0);
  each_value(segment, slot, [&](std::size_t docid, const std::string& value) { column[docid] = dictionary.ordinal(value); });
  return column;
}

void load_dates(const Xapian::Database& segment, std::size_t size, RawColumns& columns) {
  columns.published.assign(size, kUndated);
  columns.precision.assign(size, 0);
  columns.indexed.assign(size, kUndated);
  each_value(segment, schema::kPublished, [&](std::size_t docid, const std::string& value) {
    const auto date = schema::unpack_date(value);
    if (!date) return;
    columns.published[docid] = date->start.time_since_epoch().count();
    columns.precision[docid] = static_cast<std::uint8_t>(date->precision);
  });
  each_value(segment, schema::kFirstIndexed, [&](std::size_t docid, const std::string& value) {
    columns.indexed[docid] = schema::unpack_time(value).time_since_epoch().count();
  });
}

std::vector<std::uint32_t> load_lengths(const Xapian::Database& segment, std::size_t size) {
  std::vector<std::uint32_t> lengths(size);
  for (auto article = segment.postlist_begin(""), end = segment.postlist_end(""); article != end; ++article) lengths[*article] = article.get_doclength();
  return lengths;
}

std::vector<std::uint64_t> load_id_keys(const Xapian::Database& segment, std::size_t size) {
  std::vector<std::uint64_t> keys(size, 0);
  each_value(segment, schema::kId, [&](std::size_t docid, const std::string& value) { keys[docid] = id_key_of(value); });
  return keys;
}

}  // namespace

std::uint32_t Dictionary::ordinal(const std::string& text) {
  const std::lock_guard lock(mutex_);
  if (texts_.empty()) texts_.emplace_back(), ordinals_.emplace(std::string(), 0);
  const auto [found, fresh] = ordinals_.emplace(text, static_cast<std::uint32_t>(texts_.size()));
  if (fresh) texts_.push_back(text);
  return found->second;
}

std::vector<std::string> Dictionary::texts() const {
  const std::lock_guard lock(mutex_);
  return texts_.empty() ? std::vector<std::string>(1) : texts_;
}

std::uint64_t id_key_of(std::string_view id) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < kIdCharacters; ++i) {
    const char c = i < id.size() ? id[i] : '\0';
    const unsigned digit = c >= '0' && c <= '9' ? unsigned(c - '0') + 1 : c >= 'a' && c <= 'z' ? unsigned(c - 'a') + 11 : 0;
    key = key * 37 + digit;
  }
  return key ? key : 1;
}

RawColumns load_columns(const Xapian::Database& segment, Dictionaries& dictionaries) {
  const std::size_t size = std::size_t{segment.get_lastdocid()} + 1;
  RawColumns columns;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> counted;
  columns.mentions = load_rows(segment, schema::kMentions, size, [&](const std::string& value, std::vector<std::uint32_t>& into) {
    counted.clear();
    schema::unpack_mentions(value, counted);
    for (const auto& [mention, count] : counted) into.push_back(mention), columns.mention_counts.push_back(static_cast<std::uint8_t>(std::min(count, 255U)));
  });
  columns.mention_counts.shrink_to_fit();
  columns.topics = load_rows(segment, schema::kTopics, size, [&](const std::string& value, std::vector<std::uint32_t>& into) {
    for (const std::string_view topic : schema::unpack_names(value)) into.push_back(dictionaries.topics.ordinal(std::string(topic)));
  });
  std::vector<schema::QuoteFacts> said;
  columns.quotes = load_rows(segment, schema::kQuotes, size, [&](const std::string& value, std::vector<std::uint32_t>& into) {
    schema::unpack_quotes(value, said);
    for (const schema::QuoteFacts& quote : said) into.push_back(quote.speaker ? *quote.speaker + 1 : 0), columns.quote_words.push_back(quote.words);
  });
  columns.quote_words.shrink_to_fit();
  columns.source = load_strings(segment, schema::kSource, size, dictionaries.sources);
  columns.language = load_strings(segment, schema::kLanguage, size, dictionaries.languages);
  load_dates(segment, size, columns);
  columns.length = load_lengths(segment, size);
  columns.id_key = load_id_keys(segment, size);
  return columns;
}

}  // namespace dispatches::search
