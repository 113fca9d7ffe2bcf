// Which reader reads a file: its name says what it may be, its first bytes what it is.
#include "indexer/articles/reader.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "indexer/articles/files.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBeginning = 1024;  // bytes looked at

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return text;
}

bool is_html(std::string_view beginning) {
  constexpr std::array marks{"<!doctype html"sv, "<html"sv, "<head"sv, "<body"sv, "<meta"sv, "<article"sv};
  while (beginning.starts_with("<?xml") || beginning.starts_with("<!--")) {  // what may stand before the first element
    const std::string_view end = beginning.starts_with("<?") ? "?>"sv : "-->"sv;
    const std::size_t at = beginning.find(end);
    if (at == beginning.npos) return false;
    beginning = text::trim(beginning.substr(at + end.size()));
  }
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return beginning.starts_with(mark); });
}

// `{"` or `[{`, white space apart: no text and no table begins so.
bool is_json(std::string_view beginning) {
  if (beginning.empty() || (beginning.front() != '{' && beginning.front() != '[')) return false;
  const std::string_view rest = text::trim(beginning.substr(1));
  return !rest.empty() && rest.front() == (beginning.front() == '{' ? '"' : '{');
}

const Reader* reader_named(const std::string& extension) {
  constexpr std::array texts{".txt"sv, ".text"sv, ".md"sv, ".markdown"sv};
  constexpr std::array pages{".html"sv, ".htm"sv, ".xhtml"sv};
  constexpr std::array values{".json"sv, ".jsonl"sv, ".ndjson"sv};
  constexpr std::array tables{".csv"sv, ".tsv"sv};
  const auto is = [&](const auto& names) { return std::find(names.begin(), names.end(), extension) != names.end(); };
  if (is(texts)) return &text_reader();
  if (is(pages)) return &html_reader();
  if (is(values)) return &json_reader();
  return is(tables) ? &table_reader() : nullptr;
}

}  // namespace

const Reader* reader_for(const std::filesystem::path& path) {
  const Reader* named = reader_named(lower(path.extension().string()));
  if (named == nullptr) return nullptr;
  const std::string bytes = beginning_of(path, kBeginning);
  std::string_view beginning = bytes;
  if (beginning.starts_with("\xEF\xBB\xBF"sv)) beginning.remove_prefix(3);
  const std::string start = lower(std::string(text::trim(beginning)));
  if (is_html(start)) return &html_reader();
  if (is_json(start)) return &json_reader();
  return named;
}

}  // namespace dispatches::articles
