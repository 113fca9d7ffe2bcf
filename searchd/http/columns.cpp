#include <algorithm>

#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"
#include "searchd/http/export.hpp"
#include "searchd/http/json_parts.hpp"

namespace dispatches::http {

namespace {

using Cells = std::vector<std::string>;
using names::EntityType;

Cells known(std::string value) { return value.empty() ? Cells() : Cells{std::move(value)}; }

void add_once(Cells& cells, const std::string& value) {
  if (std::find(cells.begin(), cells.end(), value) == cells.end()) cells.push_back(value);
}

template <EntityType type, bool ids>
Cells named(const Row& row) {
  Cells cells;
  for (const search::HitEntity& one : row.hit.entities) {
    const names::LexiconEntity& entity = row.shown.lexicon.entities[one.entity];
    if (entity.type == type) cells.emplace_back(ids ? entity.id : entity.name(row.shown.language));
  }
  return cells;
}

Cells spellings(const Row& row) {
  Cells cells;
  const names::Lexicon& lexicon = row.shown.lexicon;
  for (std::size_t i = 0; i < row.hit.named.size(); ++i)
    if (row.hit.named[i] != names::kNobody && row.asked_for(row.hit.named[i]))
      add_once(cells, std::string(lexicon.spellings[lexicon.mentions[row.hit.article.mentions[i].mention].surface].text));
  return cells;
}

Cells published(const Row& row) { return row.hit.article.published ? Cells{text::format_date(*row.hit.article.published)} : Cells(); }
Cells precision(const Row& row) {
  return row.hit.article.published ? Cells{std::string(text::precision_name(row.hit.article.published->precision))} : Cells();
}

// Without the title.
Cells body(const Row& row) {
  std::string text;
  for (const schema::Section& section : row.hit.article.sections)
    if (section.kind != schema::SectionKind::title)
      text.append(text.empty() ? "" : "\n").append(row.hit.article.text, section.begin, section.end - section.begin);
  return known(std::move(text));
}

Cells snippet(const Row& row) {
  std::string text;
  for (const search::Fragment& fragment : row.hit.snippet) text += fragment.text;
  return known(std::move(text));
}

}  // namespace

const std::vector<Column>& columns() {
  static const std::vector<Column> kColumns = {
      {"id", true, false, [](const Row& row) { return Cells{row.hit.article.id}; }},
      {"url", true, false, [](const Row& row) { return known(row.hit.article.url); }},
      {"title", true, false, [](const Row& row) { return Cells{shown_title(row.hit.article)}; }},
      {"title_derived", true, false, [](const Row& row) { return Cells{row.hit.article.title_derived ? "true" : "false"}; }},
      {"source_id", true, false, [](const Row& row) { return known(row.hit.source_id); }},
      {"source", true, false, [](const Row& row) { return known(row.hit.source_name); }},
      {"author", true, true, [](const Row& row) { return row.hit.article.authors; }},
      {"published", true, false, published},
      {"published_precision", true, false, precision},
      {"language", true, false, [](const Row& row) { return known(row.hit.article.language); }},
      {"indexed", true, false, [](const Row& row) { return Cells{text::format_time(row.hit.article.indexed)}; }},
      {"updated", true, false, [](const Row& row) { return Cells{text::format_time(row.hit.article.updated)}; }},
      {"story_id", true, false, [](const Row& row) { return Cells{row.hit.story.id}; }},
      {"story_size", true, false, [](const Row& row) { return Cells{std::to_string(row.hit.story.size)}; }},
      {"person", true, true, named<EntityType::person, false>},
      {"org", true, true, named<EntityType::org, false>},
      {"place", true, true, named<EntityType::place, false>},
      {"topic", true, true, [](const Row& row) { return topic_names(row.hit.article.topics, row.shown); }},
      {"spelling", true, true, spellings},
      {"person_id", false, true, named<EntityType::person, true>},
      {"org_id", false, true, named<EntityType::org, true>},
      {"place_id", false, true, named<EntityType::place, true>},
      {"topic_id", false, true, [](const Row& row) { return row.hit.article.topics; }},
      {"body", false, false, body},
      {"snippet", false, false, snippet},
  };
  return kColumns;
}

const Column* column_named(std::string_view name) {
  const auto found = std::find_if(columns().begin(), columns().end(), [&](const Column& column) { return column.name == name; });
  return found == columns().end() ? nullptr : &*found;
}

std::string joined_cells(const Cells& values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) text.append(i ? "|" : "").append(values[i]);
  return text;
}

std::string csv_head(const Cells& names, bool excel) { return (excel ? "\xEF\xBB\xBF" : "") + csv_line(names, false); }

std::string csv_line(const Cells& cells, bool excel) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    // A cell that a spreadsheet would run as a formula (OWASP, "CSV Injection").
    const bool runs = excel && !cells[i].empty() && std::string_view("=+-@\t\r").find(cells[i].front()) != std::string_view::npos;
    const std::string cell = runs ? "'" + cells[i] : cells[i];
    if (i) line += ',';
    line += cell.find_first_of(",\"\r\n") == std::string::npos ? cell : '"' + text::replaced(cell, "\"", "\"\"") + '"';
  }
  return line + "\r\n";
}

}  // namespace dispatches::http
