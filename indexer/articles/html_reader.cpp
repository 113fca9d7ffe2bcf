// .html .htm .xhtml: one article a file; and pieces of HTML inside the records of other formats.
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "indexer/articles/files.hpp"
#include "indexer/articles/html.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// Bytes in which a page must declare its encoding: HTML, "The meta element", says 1,024; pages exceed it.
constexpr std::size_t kDeclarationBytes = 8192;

// "charset=windows-1251", `encoding="koi8-u"`: the value behind `key` from `at` on.
std::string_view declared_value(std::string_view head, std::size_t at) {
  while (at < head.size() && (head[at] == ' ' || head[at] == '"' || head[at] == '\'' || head[at] == '=')) ++at;
  const std::size_t end = head.find_first_of(" \"'>;/?\n\t", at);
  return head.substr(at, end == head.npos ? 0 : end - at);
}

// Many characters that are valid UTF-8 are no accident, whatever the page declares (saved copies are converted, the
// mark stays).
bool is_surely_utf8(std::string_view bytes) {
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  return std::count_if(bytes.begin(), bytes.end(), is_high) >= 40 && text::is_valid_utf8(bytes);
}

std::string declared_encoding(std::string_view bytes, const std::string& by_user) {
  if (is_surely_utf8(bytes)) return "utf-8";
  std::string head(bytes.substr(0, kDeclarationBytes));
  for (char& c : head)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  if (head.starts_with("<?xml"))
    if (const std::size_t at = head.substr(0, head.find("?>")).find("encoding"); at != head.npos)
      return std::string(declared_value(head, at + 8));
  for (std::size_t meta = head.find("<meta"); meta != head.npos; meta = head.find("<meta", meta + 1)) {
    const std::size_t end = std::min(head.find('>', meta), head.size());
    const std::size_t at = head.find("charset", meta);
    if (at < end) return std::string(declared_value(head, at + 7));
  }
  return by_user;
}

// Where a browser or an extension says that it saved the page from: "<!-- saved from url=(0036)https://… -->",
// "Page saved with SingleFile url: https://…". Empty if none does.
std::string saved_from(std::string_view html) {
  const std::string_view head = html.substr(0, kDeclarationBytes);
  for (const std::string_view mark : {"saved from url="sv, "saved with SingleFile"sv}) {
    const std::size_t begin = head.find(mark);
    if (begin == head.npos || head.rfind("<!--", begin) == head.npos) continue;
    const std::size_t at = head.find("http", begin);
    if (at < head.find("-->", begin)) return std::string(head.substr(at, head.find_first_of(" \n\r\t", at) - at));
  }
  return {};
}

std::size_t body_bytes(const std::vector<Paragraph>& paragraphs) {
  std::size_t bytes = 0;
  for (const Paragraph& paragraph : paragraphs)
    bytes += paragraph.kind == ParagraphKind::body ? paragraph.text.size() : 0;
  return bytes;
}

class HtmlReader : public Reader {
 public:
  void split(const Input& input, const std::function<bool(RawRecord)>& take,
             const std::function<void(Rejection)>& reject) const override {
    take_whole_file(input, take, reject);
  }

  Outcome<Article> parse(const Input& input, const RawRecord& record, const Defaults& defaults) const override {
    return article_of_page(record.bytes, {}, input, record, defaults);
  }
};

bool is_entity_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && end < at + 10 &&
         (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '#'))
    ++end;
  return end > at + 1 && end < text.size() && text[end] == ';';
}

bool is_tag_at(std::string_view text, std::size_t at) {
  constexpr std::array tags{
      "p"sv,    "br"sv,   "div"sv,   "a"sv,  "b"sv,   "i"sv,      "em"sv,     "strong"sv,     "span"sv,    "h1"sv,
      "h2"sv,   "h3"sv,   "ul"sv,    "ol"sv, "li"sv,  "figure"sv, "img"sv,    "blockquote"sv, "section"sv, "article"sv,
      "html"sv, "body"sv, "table"sv, "u"sv,  "sup"sv, "sub"sv,    "iframe"sv, "script"sv,     "h4"sv,      "hr"sv};
  std::size_t begin = at + 1;
  if (begin < text.size() && text[begin] == '/') ++begin;
  std::string name;
  std::size_t end = begin;
  while (end < text.size() && end < begin + 12 && std::isalnum(static_cast<unsigned char>(text[end])) != 0)
    name += static_cast<char>(text[end++] | 0x20);
  const bool closes =
      end < text.size() && (text[end] == '>' || text[end] == ' ' || text[end] == '/' || text[end] == '\n');
  return closes && std::find(tags.begin(), tags.end(), name) != tags.end();
}

bool has_blocks(std::string_view text) {
  for (const std::string_view tag : {"<p"sv, "<P"sv, "<br"sv, "<BR"sv, "<div"sv, "<DIV"sv, "<li"sv, "<h2"sv})
    if (text.find(tag) != text.npos) return true;
  return false;
}

std::string without_tags(std::string_view html) {
  std::string text;
  bool in_tag = false;
  for (const char c : html) {
    if (c == '<') in_tag = true;
    if (!in_tag) text += c;
    if (c == '>') in_tag = false;
  }
  return text;
}

}  // namespace

Outcome<Article> article_of_page(std::string_view bytes, const PageOrigin& origin, const Input& input,
                                 const RawRecord& record, const Defaults& defaults) {
  const bool is_known = !origin.encoding.empty() && !is_surely_utf8(bytes);
  const std::string encoding = is_known ? origin.encoding : declared_encoding(bytes, defaults.encoding);
  const std::string html = text::decode(bytes, encoding);
  const Outcome<HtmlDocument> document = HtmlDocument::parse(html, input.relative + record.place);
  if (!document) return document.rejection();
  Fields fields = html_metadata(*document);
  fields.paragraphs = main_text(*document);
  if (!origin.url.empty()) fields.url = origin.url;
  if (fields.url.empty()) fields.url = saved_from(html);
  // Pages built by scripts have their text in JSON-LD only.
  const std::string stated = std::exchange(fields.body, {});
  if (body_bytes(fields.paragraphs) * 2 < stated.size())
    fields.paragraphs = has_markup(stated) ? paragraphs_from_markup(stated) : read_plain_text(stated).paragraphs;
  return article_from_fields(fields, input, record, defaults);
}

bool has_markup(std::string_view text) {
  for (std::size_t at = text.find('&'); at != text.npos; at = text.find('&', at + 1))
    if (is_entity_at(text, at)) return true;
  for (std::size_t at = text.find('<'); at != text.npos; at = text.find('<', at + 1))
    if (is_tag_at(text, at)) return true;
  return false;
}

std::vector<Paragraph> paragraphs_from_markup(const std::string& html) {
  // Entities and emphasis only: the lines are what parts the paragraphs.
  const std::string source = has_blocks(html) ? html : text::replaced(html, "\n", "<br><br>");
  const Outcome<HtmlDocument> document = HtmlDocument::parse(source, "");
  return document ? body_text(*document) : read_plain_text(without_tags(html)).paragraphs;
}

std::string line_from_markup(const std::string& html) {
  if (!has_markup(html)) return html;
  const Outcome<HtmlDocument> document = HtmlDocument::parse(html, "");
  return document ? document->text_of(0) : without_tags(html);
}

const Reader& html_reader() {
  static const HtmlReader reader;
  return reader;
}

}  // namespace dispatches::articles
