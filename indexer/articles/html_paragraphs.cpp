// The paragraphs inside the main text of a page.
#include <algorithm>
#include <array>
#include <utility>

#include "indexer/articles/credits.hpp"
#include "indexer/articles/html_blocks.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// Bytes. A caption is a sentence or three; a cell of a table of figures is a name or a number.
constexpr std::size_t kMaxCaption = 1500;
constexpr std::size_t kMaxCell = 120;
constexpr std::size_t kMaxLabel = 60;
constexpr int kListItem = -1;

// 1 … 6; 0 if it is no heading.
int heading_level(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

// Gathers text until a block begins or ends.
class Gatherer {
 public:
  Gatherer(const HtmlDocument& document, const Blocks& blocks, bool has_title)
      : document_(document), blocks_(blocks), has_title_(has_title) {}

  void gather(std::uint32_t root) {
    const std::uint32_t end = document_[root].end;
    for (std::uint32_t i = root; i < end;) {
      while (!open_.empty() && i >= document_[open_.back().index].end) leave();
      if (i != root && (blocks_.skipped(i) || is_link_list(i))) {
        if (is_block(document_[i].name)) finish(), has_gap_ = has_gap_ || blocks_.text(i) > 0;
        i = document_[i].end;
      } else {
        enter(i++);
      }
    }
    while (!open_.empty()) leave();
    finish();
  }

  // An article does not end with a heading, whatever it is marked as.
  std::vector<Paragraph> take() {
    while (levels_.size() > 1 &&
           (levels_.back() > 0 || (levels_.back() == 0 && has_gap_ && is_label(paragraphs_.back()))))
      drop_last();
    return std::move(paragraphs_);
  }

 private:
  // Blocks, captions and links around the present place.
  struct Open {
    std::uint32_t index;
    bool is_caption, is_link, is_cell;
  };

  void enter(std::uint32_t index) {
    const HtmlNode& node = document_[index];
    if (node.name.empty()) return take_text(node.text, index);
    if (node.name == "br") return take_break();
    const Open one{index, is_caption(index), node.name == "a" && document_.has_attribute(index, "href"),
                   is_short_cell(index)};
    if (!is_block(node.name) && !one.is_caption && !one.is_link) return;
    if (one.is_cell)
      text_ += ' ';
    else if (!one.is_link)
      finish();
    if (const int level = heading_level(node.name)) heading_ = level;
    open_.push_back(one);
    captions_ += one.is_caption;
    links_ += one.is_link;
  }

  void leave() {
    const Open one = open_.back();
    if (!one.is_link && !one.is_cell) finish();
    if (heading_level(document_[one.index].name) != 0) heading_ = 0;
    open_.pop_back();
    captions_ -= one.is_caption;
    links_ -= one.is_link;
  }

  void take_text(std::string_view text, std::uint32_t index) {
    if (text.find_first_not_of(" \t\r\n") != text.npos) breaks_ = 0;
    text_ += text;
    if (links_ > 0) link_bytes_ += blocks_.text(index);
  }

  // Two in a row part paragraphs; one is a line break inside it.
  void take_break() {
    if (++breaks_ == 2)
      finish();
    else
      text_ += ' ';
  }

  void finish() {
    std::string text = text::squeeze(text::clean(text_));
    const bool mostly_links = link_bytes_ * 10 > text.size() * 8;
    text_.clear();
    link_bytes_ = 0;
    breaks_ = 0;
    if (text.empty()) return;
    if (captions_ > 0) return add({ParagraphKind::caption, std::move(text)}, 0);
    if (!is_prose(text, mostly_links)) return void(has_gap_ = true);
    if (heading_ == 1 && has_title_ && paragraphs_.empty()) return;  // the title once more
    // What stood under the last heading was links or furniture, and now comes the next: it was the heading of these.
    if (heading_ > 0 && has_gap_ && !levels_.empty() && levels_.back() >= heading_) drop_last();
    add({ParagraphKind::body, std::move(text)}, heading_ == 0 && is_in_list() ? kListItem : heading_);
    has_gap_ = false;
  }

  bool is_in_list() const {
    return std::any_of(open_.begin(), open_.end(), [&](const Open& one) {
      return document_[one.index].name == "li" || document_[one.index].name == "tr";
    });
  }

  void add(Paragraph paragraph, int level) {
    paragraphs_.push_back(std::move(paragraph));
    levels_.push_back(level);
  }

  void drop_last() {
    paragraphs_.pop_back();
    levels_.pop_back();
  }

  // "More from this author", before what was left out.
  static bool is_label(const Paragraph& paragraph) {
    if (paragraph.kind != ParagraphKind::body || paragraph.text.size() > kMaxLabel) return false;
    constexpr std::array ends{"."sv, "!"sv, "?"sv, "…"sv, "\""sv, "”"sv, "»"sv, "“"sv, ")"sv, "。"sv, "’"sv};
    return std::none_of(ends.begin(), ends.end(), [&](std::string_view end) { return paragraph.text.ends_with(end); });
  }

  // "Read more: …" is a link and nothing else; a date or a name alone is of the head of the article.
  bool is_prose(std::string_view text, bool mostly_links) const {
    if (text::script_of(text) == text::Script::none) return false;  // counters and rules
    if (mostly_links && (text.size() < 300 || text.find(". ") == text.npos)) return false;
    if (text.size() == 1 && has_title_) return false;  // a calendar's "M"
    if (text.size() < 100 && text::parse_written_date(text)) return false;
    return names_in_byline(text).empty() && !is_colophon(text) && !is_furniture_line(text);
  }

  // A <figure> with a picture, a <figcaption>, or a class that says so.
  bool is_caption(std::uint32_t index) const {
    const std::string_view name = document_[index].name;
    if (name.empty() || name == "img" || name == "table" || name == "caption") return false;
    if (blocks_.text(index) >= kMaxCaption) return false;
    if (name == "figcaption" || (name == "figure" && holds_picture(index))) return true;
    const std::string_view classes = document_.attribute(index, "class");
    for (std::size_t at = classes.find("aption"); at != classes.npos; at = classes.find("aption", at + 1))
      if (at > 0 && (classes[at - 1] == 'c' || classes[at - 1] == 'C'))
        return document_.attribute(index, "itemprop") != "articleBody";
    return false;
  }

  bool holds_picture(std::uint32_t figure) const {
    bool has_picture = false;
    for (std::uint32_t i = figure + 1; i < document_[figure].end; ++i) {
      const std::string_view name = document_[i].name;
      if (name == "table" || name == "blockquote" || name == "pre" || name == "p") return false;
      has_picture = has_picture || name == "img" || name == "picture" || name == "video" || name == "amp-img";
    }
    return has_picture;
  }

  // The cells of a table's row are one line; where a table only lays out the page, its cells hold blocks.
  bool is_short_cell(std::uint32_t index) const {
    const std::string_view name = document_[index].name;
    if ((name != "td" && name != "th") || blocks_.text(index) > kMaxCell) return false;
    return blocks_.own_text(index) == blocks_.text(index);
  }

  // Lists and blocks of teasers.
  bool is_link_list(std::uint32_t index) const {
    const std::string_view name = document_[index].name;
    const bool is_list = name == "ul" || name == "ol" || name == "dl" || name == "table";
    const bool is_part = name == "div" || name == "section";
    if (!is_list && !is_part) return false;
    return blocks_.link_density(index) > (is_list ? 0.6 : 0.75) && blocks_.text(index) > 0;
  }

  const HtmlDocument& document_;
  const Blocks& blocks_;
  bool has_title_;
  std::vector<Paragraph> paragraphs_;
  std::vector<int> levels_;  // of each: of a heading, kListItem, or 0
  std::vector<Open> open_;
  int captions_ = 0, links_ = 0, breaks_ = 0, heading_ = 0;
  bool has_gap_ = false;  // something was left out since the last paragraph
  std::size_t link_bytes_ = 0;
  std::string text_;
};

}  // namespace

std::vector<Paragraph> paragraphs_in(const HtmlDocument& document, const Blocks& blocks,
                                     const std::vector<std::uint32_t>& roots, bool has_title) {
  Gatherer gatherer(document, blocks, has_title);
  for (const std::uint32_t root : roots) gatherer.gather(root);
  return gatherer.take();
}

}  // namespace dispatches::articles
