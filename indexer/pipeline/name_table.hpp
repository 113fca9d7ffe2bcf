// `indexer names`: which lines of a file name one person. Whom the catalogue knows it says; the rest is merged by rules (names/cluster). So that
// anyone can measure the merging.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "indexer/entities/matcher.hpp"

namespace dispatches::pipeline {

// One name a line in (of a longer line the first 1,000 bytes; invalid UTF-8 as text::clean); for each line in, in order, out: cluster, a tab, the entity's id or
// "-", a tab, the name. A cluster is the number, from 1, of the line where it first stands. Organisations and places meet by catalogue only;
// an empty line is nobody. `matcher` null: by rules alone. At most 10,000,000 lines. Throws std::runtime_error if the file cannot be read or is longer.
void write_name_table(const std::filesystem::path& file, const entities::Matcher* matcher, std::ostream& out, unsigned jobs = 0);

}  // namespace dispatches::pipeline
