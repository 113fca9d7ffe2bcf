// The common names of an article's fields, wherever they stand: keys of JSON, columns of a table, front matter.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/articles/reader.hpp"

namespace dispatches::articles {

enum class Field : std::uint8_t { own_id, title, body, date, source, url, language, author, fetched };
inline constexpr std::size_t kFields = 9;

// A field, and how good the name is: of several names in one record the lowest rank is taken.
struct NamedField {
  Field field;
  std::uint8_t rank;
};

// Case, spaces and punctuation do not matter: "pubDate", "dc:creator", "Published At".
std::optional<NamedField> field_named(std::string_view name);

// Gathers what a record states, the best name first.
class FieldCollector {
 public:
  // `value` as it stands in the record; several values of one author field are given one after the other.
  void add(NamedField named, std::string_view value);
  // REQUIRES: called once.
  Fields take();

 private:
  bool accepts(NamedField named, std::string_view value);

  Fields fields_;
  std::array<std::uint8_t, kFields> best_{255, 255, 255, 255, 255, 255, 255, 255, 255};
};

// An address as it stands: absolute, or resolved against a base; canonical. Empty if it is none.
std::string resolved_url(std::string_view address, std::string_view base);

}  // namespace dispatches::articles
