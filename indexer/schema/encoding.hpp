// How numbers, dates and lists are written into slots and data. Decoders take hostile bytes: they throw DamagedIndex, never read outside.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/text/time.hpp"

namespace dispatches::schema {

// The index (or a part of it) is not what this program wrote or can read. The message says what to do.
struct DamagedIndex : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Writes LEB128 numbers and length-prefixed strings to the end of a string.
class Encoder {
 public:
  explicit Encoder(std::string& out) : out_(out) {}
  void number(std::uint64_t value);
  void text(std::string_view value);

 private:
  std::string& out_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view in) : in_(in) {}
  std::uint64_t number();
  std::uint32_t number32();      // throws DamagedIndex over 32 bits
  std::string_view text();       // points into the input
  std::string_view bytes(std::size_t count);
  bool at_end() const { return in_.empty(); }
  std::string_view rest() const { return in_; }

 private:
  std::string_view in_;
};

// Slots. pack_date sorts bytewise by start, then precision (time first).
std::string pack_date(const text::Date& date);                       // 9 bytes
std::optional<text::Date> unpack_date(std::string_view packed);      // absent for the empty string
std::string pack_time(text::sys_seconds time);                       // 8 bytes, sorts bytewise
text::sys_seconds unpack_time(std::string_view packed);
std::string pack_ids(std::vector<std::uint32_t> ids);                // sorted, distinct, as differences
void unpack_ids(std::string_view packed, std::vector<std::uint32_t>& into);  // appends
// (mention id, how often it stands in the article), as differences of the ids and counts; ids more than once are added up, counts of 0 go.
std::string pack_mentions(std::vector<std::pair<std::uint32_t, std::uint32_t>> mentions);
// In order of id, each once. Any count that fits 32 bits comes back as it is written.
void unpack_mentions(std::string_view packed, std::vector<std::pair<std::uint32_t, std::uint32_t>>& into);  // appends
// What is counted and filtered of a quote without reading its article.
struct QuoteFacts {
  std::optional<std::uint32_t> speaker;  // mention id
  bool direct = true;
  std::uint8_t topics = 0;               // bit i: its sentence is about the article's topic number i
  std::uint64_t words = 0;               // hash of its folded words: the same in every reprint
  std::vector<std::uint32_t> about;      // mention ids in its sentence; packing sorts them, each once
  bool operator==(const QuoteFacts&) const = default;
};
std::string pack_quotes(const std::vector<QuoteFacts>& quotes);      // the empty string for none
void unpack_quotes(std::string_view packed, std::vector<QuoteFacts>& into);  // replaces
std::string pack_names(const std::vector<std::string>& names);       // joined by \n
std::vector<std::string_view> unpack_names(std::string_view packed);

}  // namespace dispatches::schema
