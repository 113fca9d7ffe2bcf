#include "indexer/schema/encoding.hpp"

#include <algorithm>
#include <limits>

namespace dispatches::schema {

namespace {

[[noreturn]] void damaged() {
  throw DamagedIndex("the index holds data this program did not write; run 'indexer check', then 'indexer reanalyse' or restore a backup");
}

// The sign bit turned round, so that negative numbers sort first bytewise.
std::string big_endian(std::int64_t value) {
  auto bits = static_cast<std::uint64_t>(value) ^ (std::uint64_t{1} << 63);
  std::string out(8, '\0');
  for (std::size_t i = 8; i-- > 0; bits >>= 8) out[i] = static_cast<char>(bits & 0xff);
  return out;
}

std::int64_t from_big_endian(std::string_view bytes) {
  std::uint64_t bits = 0;
  for (unsigned char byte : bytes.substr(0, 8)) bits = bits << 8 | byte;
  return static_cast<std::int64_t>(bits ^ (std::uint64_t{1} << 63));
}

text::sys_seconds seconds(std::int64_t value) { return text::sys_seconds(std::chrono::seconds(value)); }

}  // namespace

void Encoder::number(std::uint64_t value) {
  while (value >= 0x80) {
    out_ += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out_ += static_cast<char>(value);
}

void Encoder::text(std::string_view value) {
  number(value.size());
  out_ += value;
}

std::uint64_t Decoder::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (in_.empty()) damaged();
    const auto byte = static_cast<unsigned char>(in_.front());
    in_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  damaged();
}

std::uint32_t Decoder::number32() {
  const std::uint64_t value = number();
  if (value > std::numeric_limits<std::uint32_t>::max()) damaged();
  return static_cast<std::uint32_t>(value);
}

std::string_view Decoder::bytes(std::size_t count) {
  if (count > in_.size()) damaged();
  const std::string_view taken = in_.substr(0, count);
  in_.remove_prefix(count);
  return taken;
}

std::string_view Decoder::text() { return bytes(number()); }

std::string pack_date(const text::Date& date) {
  return big_endian(date.start.time_since_epoch().count()) + static_cast<char>(date.precision);
}

std::optional<text::Date> unpack_date(std::string_view packed) {
  if (packed.empty()) return std::nullopt;
  if (packed.size() != 9 || static_cast<unsigned char>(packed[8]) > static_cast<int>(text::Precision::year)) damaged();
  return text::Date{seconds(from_big_endian(packed)), static_cast<text::Precision>(packed[8])};
}

std::string pack_time(text::sys_seconds time) { return big_endian(time.time_since_epoch().count()); }

text::sys_seconds unpack_time(std::string_view packed) {
  if (packed.size() != 8) damaged();
  return seconds(from_big_endian(packed));
}

std::string pack_ids(std::vector<std::uint32_t> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::string packed;
  Encoder encoder(packed);
  std::uint32_t last = 0;
  for (std::uint32_t id : ids) encoder.number(id - last), last = id;
  return packed;
}

void unpack_ids(std::string_view packed, std::vector<std::uint32_t>& into) {
  Decoder decoder(packed);
  std::uint64_t id = 0;
  while (!decoder.at_end()) {
    id += decoder.number32();
    if (id > std::numeric_limits<std::uint32_t>::max()) damaged();
    into.push_back(static_cast<std::uint32_t>(id));
  }
}

std::string pack_mentions(std::vector<std::pair<std::uint32_t, std::uint32_t>> mentions) {
  std::sort(mentions.begin(), mentions.end());
  std::string packed;
  Encoder encoder(packed);
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < mentions.size();) {
    const std::uint32_t id = mentions[i].first;
    std::uint64_t count = 0;
    for (; i < mentions.size() && mentions[i].first == id; ++i) count += mentions[i].second;
    if (count == 0) continue;
    encoder.number(id - last);
    encoder.number(std::min<std::uint64_t>(count, std::numeric_limits<std::uint32_t>::max()));
    last = id;
  }
  return packed;
}

void unpack_mentions(std::string_view packed, std::vector<std::pair<std::uint32_t, std::uint32_t>>& into) {
  Decoder decoder(packed);
  std::uint64_t id = 0;
  for (bool first = true; !decoder.at_end(); first = false) {
    const std::uint32_t step = decoder.number32(), count = decoder.number32();
    id += step;
    if (id > std::numeric_limits<std::uint32_t>::max() || count == 0 || (step == 0 && !first)) damaged();
    into.emplace_back(static_cast<std::uint32_t>(id), count);
  }
}

std::string pack_quotes(const std::vector<QuoteFacts>& quotes) {
  std::string packed;
  Encoder encoder(packed);
  for (const QuoteFacts& quote : quotes) {
    encoder.number(quote.speaker ? std::uint64_t{*quote.speaker} + 1 : 0);
    encoder.number(quote.direct);
    encoder.number(quote.topics);
    packed += big_endian(static_cast<std::int64_t>(quote.words));
    encoder.text(pack_ids(quote.about));
  }
  return packed;
}

void unpack_quotes(std::string_view packed, std::vector<QuoteFacts>& into) {
  into.clear();
  Decoder decoder(packed);
  while (!decoder.at_end()) {
    QuoteFacts& quote = into.emplace_back();
    const std::uint64_t speaker = decoder.number();
    if (speaker > std::uint64_t{std::numeric_limits<std::uint32_t>::max()} + 1) damaged();
    if (speaker > 0) quote.speaker = static_cast<std::uint32_t>(speaker - 1);
    quote.direct = decoder.number() != 0;
    const std::uint64_t topics = decoder.number();
    if (topics > 0xff) damaged();
    quote.topics = static_cast<std::uint8_t>(topics);
    quote.words = static_cast<std::uint64_t>(from_big_endian(decoder.bytes(8)));
    unpack_ids(decoder.text(), quote.about);
  }
}

std::string pack_names(const std::vector<std::string>& names) {
  std::string packed;
  for (const std::string& name : names) packed += (packed.empty() ? "" : "\n") + name;
  return packed;
}

std::vector<std::string_view> unpack_names(std::string_view packed) {
  std::vector<std::string_view> names;
  while (!packed.empty()) {
    const std::size_t end = std::min(packed.find('\n'), packed.size());
    names.push_back(packed.substr(0, end));
    packed.remove_prefix(std::min(end + 1, packed.size()));
  }
  return names;
}

}  // namespace dispatches::schema
