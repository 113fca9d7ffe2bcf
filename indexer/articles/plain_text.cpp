// A plain text's lines → paragraphs, and what the lines around them state.
#include <algorithm>
#include <array>
#include <utility>

#include "indexer/articles/credits.hpp"
#include "indexer/articles/reader.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// Characters. A caption is a sentence or three; a longer paragraph that ends in a credit is text.
constexpr std::size_t kMaxCaptionCharacters = 500;
constexpr std::size_t kMaxHeadlineCharacters = 160;
// How many paragraphs at the beginning and at the end may be title, date, byline, caption; address, colophon.
constexpr std::size_t kMaxHead = 8;
constexpr std::size_t kMaxTail = 6;

struct Block {
  std::string text;
  bool blank_behind = false;  // parted from the next by a blank line
  bool is_caption = false;    // known to be one
};

bool ends_sentence(std::string_view line) {
  constexpr std::array<std::string_view, 12> closers{"\""sv, "'"sv, "”"sv, "’"sv, "»"sv, "“"sv,
                                                     ")"sv,  "]"sv, " "sv, "«"sv, "‘"sv, "›"sv};
  for (const std::string_view closer : closers)
    if (line.ends_with(closer)) line.remove_suffix(closer.size());
  constexpr std::array<std::string_view, 10> ends{"."sv,  "!"sv,  "?"sv,  "…"sv, ":"sv,
                                                  "。"sv, "！"sv, "？"sv, "؟"sv, "۔"sv};
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return line.ends_with(end); });
}

// Lines broken at a width: all but the last of about the same length, most of them ending inside a sentence.
bool is_wrapped(const std::vector<std::string>& lines) {
  std::size_t shortest = 1000, longest = 0, sentences = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::size_t length = text::length(lines[i]);
    shortest = std::min(shortest, length);
    longest = std::max(longest, length);
    sentences += ends_sentence(lines[i]);
  }
  return shortest >= 40 && longest <= 110 && longest - shortest <= 35 && 2 * sentences < lines.size() &&
         text::length(lines.back()) <= longest + 5;
}

void append_blocks(std::vector<std::string>& lines, std::vector<Block>& blocks) {
  if (lines.size() > 1 && is_wrapped(lines)) {
    for (std::size_t i = 1; i < lines.size(); ++i) lines[0].append(1, ' ').append(lines[i]);
    lines.resize(1);
  }
  for (std::string& line : lines) blocks.push_back({std::move(line)});
  if (!lines.empty()) blocks.back().blank_behind = true;
  lines.clear();
}

std::vector<Block> blocks_of(std::string_view text) {
  std::vector<Block> blocks;
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text::squeeze(text.substr(begin, end - begin));
    if (line.empty())
      append_blocks(lines, blocks);
    else
      lines.push_back(std::move(line));
    begin = end + 1;
  }
  append_blocks(lines, blocks);
  if (!blocks.empty()) blocks.back().blank_behind = false;
  return blocks;
}

bool is_headline(const Block& block, const Block& next) {
  const std::size_t length = text::length(block.text);
  if (length > kMaxHeadlineCharacters || block.text.find(' ') == std::string::npos) return false;
  for (const std::string_view stop : {"."sv, ":"sv, ","sv, ";"sv, "…"sv})
    if (block.text.ends_with(stop)) return false;
  if (text::script_of(block.text) == text::Script::none || !address_line_domain(block.text).empty()) return false;
  const std::size_t next_length = text::length(next.text);
  return block.blank_behind || (next_length >= 100 && next_length >= 3 * length / 2);
}

std::optional<text::Date> date_line(std::string_view line) {
  if (line.size() > 100) return std::nullopt;
  auto date = text::parse_written_date(line);
  // "Kyiv, 15 December 2025"
  if (const std::size_t comma = line.find(','); !date && comma != line.npos)
    date = text::parse_written_date(line.substr(comma + 1));
  return date && date->precision <= text::Precision::day ? date : std::nullopt;
}

// "Dec. 6, 2024, 10:00 PM UTC / Updated Dec. 7, 2024", "Stand: 12.05.2024, 14:30 Uhr": when the page was made, not
// text.
bool is_time_stamp(std::string_view line) {
  constexpr std::array words{"Updated"sv,  "Published"sv,      "Posted"sv,    "Last modified"sv, "Aktualisiert"sv,
                             "Stand:"sv,   "Veröffentlicht"sv, "Publié"sv,    "Mis à jour"sv,    "Опубліковано"sv,
                             "Оновлено"sv, "Опубликовано"sv,   "Обновлено"sv, "Publicado"sv,     "Actualizado"sv};
  if (line.size() > 120 || line.find_first_of("0123456789") == line.npos) return false;
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return line.find(word) != line.npos; });
}

// Date and byline, alone or side by side ("By Jane Roe | 15 December 2025"). False, and nothing is taken, if the line
// is anything else.
bool take_head_line(std::string_view line, PlainText& result) {
  std::optional<text::Date> date;
  std::vector<std::string> names;
  while (!line.empty()) {
    const std::size_t bar = std::min({line.find('|'), line.find("·"sv), line.find("•"sv)});
    const std::string_view part = text::trim(line.substr(0, bar));
    line = bar == line.npos ? std::string_view() : text::trim(line.substr(bar + (line[bar] == '|' ? 1 : "·"sv.size())));
    auto names_here = names_in_byline(part);
    const auto date_here = date_line(part);
    // "By Jane Roe, 15 December 2025"
    if (date_here && names_here.empty()) names_here = names_in_byline(text::trim(part.substr(0, part.find(','))));
    if (date_here) date = date_here;
    if (!names_here.empty())
      names.insert(names.end(), names_here.begin(), names_here.end());
    else if (!date_here)
      return false;
  }
  if (date && !result.stated_date) result.stated_date = date;
  result.bylines.insert(result.bylines.end(), names.begin(), names.end());
  return true;
}

// A caption, or nothing but a credit (then empty); absent if it is body.
std::optional<std::string> caption_in(const Block& block) {
  const Uncredited rest = without_credit(block.text, block.is_caption);
  if (block.is_caption) return rest.text;
  if (!rest.had_credit || text::length(rest.text) > kMaxCaptionCharacters) return std::nullopt;
  return rest.text;
}

void take_caption(std::string caption, PlainText& result) {
  if (!caption.empty()) result.paragraphs.push_back({ParagraphKind::caption, std::move(caption)});
}

// What stands before the text. The number of blocks taken.
std::size_t take_head(const std::vector<Block>& blocks, bool may_have_title, PlainText& result) {
  std::size_t at = 0;
  for (; at < blocks.size() && at < kMaxHead; ++at) {
    const std::string& line = blocks[at].text;
    if (auto caption = caption_in(blocks[at])) {
      take_caption(*std::move(caption), result);
    } else if (!take_head_line(line, result) && !is_time_stamp(line)) {
      const bool is_title =
          may_have_title && result.title.empty() && at + 1 < blocks.size() && is_headline(blocks[at], blocks[at + 1]);
      if (!is_title) break;
      result.title = line;
    }
  }
  return at;
}

// What stands behind the text. The number of blocks that remain.
std::size_t take_tail(const std::vector<Block>& blocks, std::size_t begin, PlainText& result) {
  std::size_t end = blocks.size();
  for (std::size_t taken = 0; end > begin && taken < kMaxTail; ++taken) {
    const std::string& line = blocks[end - 1].text;
    if (blocks[end - 1].is_caption) break;
    const std::string domain = address_line_domain(line);
    if (domain.empty() && !is_colophon(line)) break;
    if (!domain.empty() && domain != "-") result.address_domain = domain;
    --end;
  }
  return end;
}

void date_captions(PlainText& result) {
  std::optional<text::Date> only;
  for (const Paragraph& paragraph : result.paragraphs) {
    if (paragraph.kind != ParagraphKind::caption) continue;
    const auto date = text::find_written_date(paragraph.text);
    if (date && only && *date != *only) return;
    if (date) only = date;
  }
  result.caption_date = only;
}

PlainText read_blocks(const std::vector<Block>& blocks, bool may_have_title) {
  PlainText result;
  const std::size_t begin = take_head(blocks, may_have_title, result);
  const std::size_t end = take_tail(blocks, begin, result);
  for (std::size_t i = begin; i < end; ++i) {
    if (auto caption = caption_in(blocks[i]))
      take_caption(*std::move(caption), result);
    else
      result.paragraphs.push_back({ParagraphKind::body, blocks[i].text});
  }
  const auto is_body = [](const Paragraph& paragraph) { return paragraph.kind == ParagraphKind::body; };
  const auto first = std::find_if(result.paragraphs.begin(), result.paragraphs.end(), is_body);
  if (first != result.paragraphs.end() && !result.stated_date) result.stated_date = dateline_date(first->text);
  date_captions(result);
  return result;
}

}  // namespace

PlainText read_plain_text(std::string_view clean_text, bool may_have_title) {
  return read_blocks(blocks_of(clean_text), may_have_title);
}

PlainText read_paragraphs(std::vector<Paragraph> paragraphs) {
  std::vector<Block> blocks;
  for (Paragraph& paragraph : paragraphs)
    blocks.push_back({std::move(paragraph.text), true, paragraph.kind == ParagraphKind::caption});
  return read_blocks(blocks, false);
}

}  // namespace dispatches::articles
