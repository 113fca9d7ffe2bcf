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

bool is_caption_mark(const HtmlDocument& document, std::uint32_t index) {
  const std::string_view name = document[index].name;
  if (name == "figcaption") return true;
  if (name.empty() || name == "img" || name == "table" || name == "caption") return false;
  const std::string_view classes = document.attribute(index, "class");
  for (std::size_t at = classes.find("aption"); at != classes.npos; at = classes.find("aption", at + 1))
    if (at > 0 && (classes[at - 1] == 'c' || classes[at - 1] == 'C'))
      return document.attribute(index, "itemprop") != "articleBody";
  return false;
}

// Gathers text until a block begins or ends.
class Gatherer {
 public:
  Gatherer(const HtmlDocument& document, const Blocks& blocks, std::vector<Paragraph>& paragraphs)
      : document_(document), blocks_(blocks), paragraphs_(paragraphs) {}

  void gather(std::uint32_t root) {
    const std::uint32_t end = document_[root].end;
    for (std::uint32_t i = root; i < end;) {
      while (!open_.empty() && i >= document_[open_.back()].end) leave();
      if (i != root && (blocks_.skipped(i) || is_link_list(i))) {
        if (is_block(document_[i].name)) finish();
        i = document_[i].end;
      } else {
        enter(i++);
      }
    }
    while (!open_.empty()) leave();
    finish();
  }

 private:
  void enter(std::uint32_t index) {
    const HtmlNode& node = document_[index];
    if (node.name.empty()) return take_text(node.text, index);
    if (node.name == "br") return take_break();
    const bool caption = is_caption_mark(document_, index) && blocks_.text(index) < 1500;
    const bool link = node.name == "a" && document_.has_attribute(index, "href");
    if (!is_block(node.name) && !caption && !link) return;
    if (!link) finish();
    open_.push_back(index);
    captions_ += caption;
    links_ += link;
  }

  void leave() {
    const std::uint32_t index = open_.back();
    const bool link = document_[index].name == "a" && document_.has_attribute(index, "href");
    const bool caption = is_caption_mark(document_, index) && blocks_.text(index) < 1500;
    if (!link) finish();
    open_.pop_back();
    captions_ -= caption;
    links_ -= link;
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
    if (text.empty() || (captions_ == 0 && !is_prose(text, mostly_links))) return;
    paragraphs_.push_back({captions_ > 0 ? ParagraphKind::caption : ParagraphKind::body, std::move(text)});
  }

  // "Read more: …" is a link and nothing else; a date or a name alone is of the head of the article.
  bool is_prose(std::string_view text, bool mostly_links) const {
    if (text::script_of(text) == text::Script::none) return false;  // counters and rules
    if (mostly_links && text.size() < 300) return false;
    if (text.size() < 100 && text::parse_written_date(text)) return false;
    return names_in_byline(text).empty() && !is_colophon(text);
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
  std::vector<Paragraph>& paragraphs_;
  std::vector<std::uint32_t> open_;  // blocks, captions and links around the present place
  int captions_ = 0, links_ = 0, breaks_ = 0;
  std::size_t link_bytes_ = 0;
  std::string text_;
};

}  // namespace

void append_paragraphs(const HtmlDocument& document, const Blocks& blocks, std::uint32_t root,
                       std::vector<Paragraph>& paragraphs) {
  Gatherer(document, blocks, paragraphs).gather(root);
}

}  // namespace dispatches::articles
