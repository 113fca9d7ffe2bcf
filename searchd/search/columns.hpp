// A segment's values in memory: docid → mentions, topics, source, language, dates, as compressed rows of 32-bit numbers. Counting and
// filtering run over these. Built on opening from the value streams; immutable; shared by threads.
#pragma once

#include <xapian.h>

#include <array>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "searchd/search/bitmap.hpp"

namespace dispatches::search {

// Strings ↔ ordinals shared by all segments of a snapshot's line (sources as stated, languages, topic ids). Grows only; thread-safe.
class Dictionary {
 public:
  std::uint32_t ordinal(const std::string& text);           // given on first sight
  std::vector<std::string> texts() const;                   // by ordinal

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::uint32_t> ordinals_;
  std::vector<std::string> texts_;
};

struct Dictionaries {
  Dictionary sources, languages, topics;                    // ordinal 0: none, the empty string
};

// Rows of numbers: row r is values[begins[r] … begins[r + 1]).
struct Rows {
  std::vector<std::uint32_t> begins, values;
  std::span<const std::uint32_t> row(std::size_t r) const {
    return {values.data() + begins[r], values.data() + begins[r + 1]};
  }
  // Calls visit(row number, row) for each of those rows, in order. They lie far apart: where some of the next ones are is asked before the first is
  // read, since memory answers several questions in the time of one.
  template <class Visit>
  void each(const Bitmap& which, Visit&& visit) const;

 private:
  struct Ahead {
    std::size_t number;
    std::span<const std::uint32_t> row;
  };
};

template <class Visit>
void Rows::each(const Bitmap& which, Visit&& visit) const {
  std::array<Ahead, 32> ahead;
  std::size_t count = 0;
  const auto read = [&] {
    for (std::size_t i = 0; i < count; ++i) visit(ahead[i].number, ahead[i].row);
    count = 0;
  };
  which.each([&](std::size_t number) {
    ahead[count] = {number, row(number)};
    __builtin_prefetch(ahead[count].row.data());
    if (++count == ahead.size()) read();
  });
  read();
}

// Row and index d belong to docid d; index 0 is unused.
struct RawColumns {
  Rows mentions, topics;                                    // mention ids; topic ordinals
  std::vector<std::uint8_t> mention_counts;                 // beside mentions.values: how often it stands in the article; 255: or more
  Rows quotes;                                              // of each thing said its speaker: mention id + 1, 0 unknown
  std::vector<std::uint64_t> quote_words;                   // beside quotes.values: hash of its folded words
  std::vector<std::uint32_t> source, language;              // ordinals
  std::vector<std::int64_t> published;                      // seconds since 1970; kUndated where unknown
  std::vector<std::uint8_t> precision;                      // text::Precision
  std::vector<std::int64_t> indexed;                        // seconds since 1970
  std::vector<std::uint32_t> length;                        // words, as ranking counts them
  std::vector<std::uint64_t> id_key;                        // see id_key_of; 0: no such document
};
inline constexpr std::int64_t kUndated = INT64_MIN;

// The first twelve characters of an article id ([a-z][a-z0-9]*) as a number that sorts as they do: what every sort ends in. Never 0.
std::uint64_t id_key_of(std::string_view id);

// Throws schema::DamagedIndex.
RawColumns load_columns(const Xapian::Database& segment, Dictionaries& dictionaries);

}  // namespace dispatches::search
