// Which reader reads a file: its name says what it may be, its first bytes what it is.
#include "indexer/articles/reader.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "indexer/articles/files.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/articles/xml_splitter.hpp"
#include "indexer/base/ascii.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What may stand before the first element passed over. A DTD names that element, so it need not be looked for behind
// it.
std::string first_element(std::string_view text) {
  for (text = text::trim(text); text.starts_with("<?") || text.starts_with("<!--"); text = text::trim(text)) {
    const std::string_view end = text.starts_with("<?") ? "?>"sv : "-->"sv;
    const std::size_t at = text.find(end);
    if (at == text.npos) return {};
    text.remove_prefix(at + end.size());
  }
  constexpr std::string_view doctype = "<!doctype ";
  if (!text.starts_with(doctype)) return std::string(text.substr(0, 200));
  return "<" + std::string(text::trim(text.substr(doctype.size(), 200)));
}

bool is_html(std::string_view element) {
  constexpr std::array marks{"<html"sv, "<head"sv, "<body"sv, "<meta"sv, "<article"sv};
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return element.starts_with(mark); });
}

// `{"` or `[{`, white space apart: no text and no table begins so.
bool is_json(std::string_view beginning) {
  if (beginning.empty() || (beginning.front() != '{' && beginning.front() != '[')) return false;
  const std::string_view rest = text::trim(beginning.substr(1));
  return !rest.empty() && rest.front() == (beginning.front() == '{' ? '"' : '{');
}

bool is_packed(std::string_view bytes) {
  constexpr std::array marks{"PK\x03\x04"sv, "PK\x05\x06"sv, "\x1F\x8B"sv, "\x28\xB5\x2F\xFD"sv};
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return bytes.starts_with(mark); }) ||
         (bytes.size() > 262 && bytes.substr(257, 5) == "ustar");
}

// Documents, pictures, films and programs under a name of ours.
bool is_binary(std::string_view bytes) {
  constexpr std::array marks{"%PDF-"sv, "\xFF\xD8\xFF"sv, "\x89PNG"sv, "GIF8"sv, "\xD0\xCF\x11\xE0"sv, "{\\rtf"sv, "7z\xBC\xAF"sv};
  if (std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return bytes.starts_with(mark); })) return true;
  // UTF-16 has zeros or, in Cyrillic, fours for every other byte.
  std::size_t controls = 0, high_halves = 0;
  for (const char c : bytes) {
    high_halves += c == '\0' || c == '\x04';
    controls += static_cast<unsigned char>(c) < ' ' && "\t\n\v\f\r\x1A\x1B"sv.find(c) == std::string_view::npos;
  }
  return high_halves * 3 < bytes.size() && controls * 50 > bytes.size();
}

const Reader* reader_of_root(std::string_view element) {
  constexpr std::array feeds{"rss"sv, "rdf"sv, "feed"sv, "entry"sv};
  constexpr std::array items{"newsitem"sv, "newsmessage"sv, "nitf"sv};
  if (!element.starts_with('<')) return nullptr;
  const std::string root = local_name(element);
  if (is_one_of(feeds, root)) return &feed_reader();
  return is_one_of(items, root) ? &agency_reader() : nullptr;
}

// By the last part of a name, and the one before it where that is only how it is packed. `is_known` of .xml, which by
// itself says nothing.
const Reader* reader_named(const std::filesystem::path& name, bool& is_known) {
  constexpr std::array texts{".txt"sv, ".text"sv, ".md"sv, ".markdown"sv};
  constexpr std::array pages{".html"sv, ".htm"sv, ".xhtml"sv};
  constexpr std::array values{".json"sv, ".jsonl"sv, ".ndjson"sv};
  constexpr std::array tables{".csv"sv, ".tsv"sv};
  constexpr std::array feeds{".rss"sv, ".atom"sv, ".rdf"sv};
  constexpr std::array archives{".zip"sv, ".tar"sv, ".tgz"sv, ".gz"sv, ".zst"sv};
  const std::string extension = lower(name.extension().string());
  is_known = true;
  if (is_one_of(texts, extension)) return &text_reader();
  if (is_one_of(pages, extension)) return &html_reader();
  if (is_one_of(values, extension)) return &json_reader();
  if (is_one_of(tables, extension)) return &table_reader();
  if (is_one_of(feeds, extension)) return &feed_reader();
  constexpr std::array crawls{".warc"sv, ".arc"sv};
  const bool is_packed_crawl = is_one_of(archives, extension) && is_one_of(crawls, lower(name.stem().extension().string()));
  if (is_one_of(crawls, extension) || is_packed_crawl) return &warc_reader();
  if (is_one_of(archives, extension)) return &archive_reader();
  is_known = extension == ".xml" || extension == ".nitf" || extension == ".newsml";
  return nullptr;
}

// As a copy of a whole site names its pages: "story.php", "story.asp?id=5", "12345".
bool may_be_page(const std::filesystem::path& name) {
  constexpr std::array endings{""sv, ".php"sv, ".asp"sv, ".aspx"sv, ".jsp"sv, ".shtml"sv, ".cfm"sv, ".cgi"sv};
  const std::string extension = lower(name.extension().string());
  return is_one_of(endings, std::string_view(extension).substr(0, extension.find('?')));
}

}  // namespace

const Reader* reader_of(const std::filesystem::path& name, std::string_view beginning) {
  bool is_known = false;
  const Reader* named = reader_named(name, is_known);
  if (!is_known && !may_be_page(name)) return nullptr;
  if (is_known && is_packed(beginning)) return named == &warc_reader() ? named : &archive_reader();
  if (is_known && (beginning.starts_with("WARC/") || beginning.starts_with("filedesc://"))) return &warc_reader();
  const bool is_wide = beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF");
  if (!is_wide && is_binary(beginning)) return nullptr;
  std::string decoded;
  if (is_wide) beginning = decoded = text::decode(beginning);
  if (beginning.starts_with("\xEF\xBB\xBF"sv)) beginning.remove_prefix(3);
  const std::string start = lower(std::string(text::trim(beginning)));
  const std::string element = first_element(start);
  if (is_html(element)) return &html_reader();
  if (!is_known) return nullptr;
  if (is_json(start)) return &json_reader();
  const Reader* by_root = reader_of_root(element);
  return by_root != nullptr ? by_root : named;
}

const Reader* reader_for(const std::filesystem::path& path) {
  bool is_known = false;
  reader_named(path, is_known);
  return is_known || may_be_page(path) ? reader_of(path, beginning_of(path, kBeginningBytes)) : nullptr;
}

}  // namespace dispatches::articles
