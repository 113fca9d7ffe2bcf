// Found articles as a table: columns and their cells, and the CSV that spreadsheets read (RFC 4180).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/http/asked.hpp"
#include "searchd/http/json.hpp"

namespace dispatches::http {

// Leave for one of the few exports that may run at once; it ends with its last holder. Null: too many run already.
std::shared_ptr<void> export_permit(const Asked& asked);
Reply too_many_exports();
// A reply in pieces, to be saved as a file with that ending. `found`: what it will hold, if that is known.
Reply export_reply(const Asked& asked, Pieces pieces, std::string type, std::string_view ending, std::optional<std::size_t> found);

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

// `excel`: a byte order mark before the names, and no cell that runs as a formula.
std::string csv_head(const std::vector<std::string>& names, bool excel);
std::string csv_line(const std::vector<std::string>& cells, bool excel);
bool is_for_excel(const Asked& asked);  // dialect=excel. Throws BadRequest
// Several values joined by "|".
std::string joined_cells(const std::vector<std::string>& values);

}  // namespace dispatches::http
