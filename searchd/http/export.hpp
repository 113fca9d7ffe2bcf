// Found articles as a table: columns and their cells, and the CSV that spreadsheets read (RFC 4180).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/http/json.hpp"

namespace dispatches::http {

// What the cells of one article are made from. REQUIRES: all outlive it.
struct Row {
  const search::Hit& hit;
  const Shown& shown;
  const std::function<bool(names::EntityOrdinal)>& asked_for;  // whose spellings stand in the column "spelling"
};

struct Column {
  std::string_view name;
  bool usual, list;                                        // usual: without `fields=`; list: several values
  std::vector<std::string> (*cells)(const Row&);           // of one value: one or none
};

const std::vector<Column>& columns();
// Null: there is none of that name.
const Column* column_named(std::string_view name);

// Several values joined by "|".
std::string csv_line(const std::vector<std::string>& cells, bool excel);
std::string joined_cells(const std::vector<std::string>& values);

}  // namespace dispatches::http
