// HTML: a document as a flat list of nodes, what it states of itself, and its main text. gumbo stays behind
// html_document.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/articles/article.hpp"
#include "indexer/articles/reader.hpp"
#include "indexer/base/outcome.hpp"

namespace dispatches::articles {

// Limits on a page, so that no input can take the indexer's time or memory. The parser's work grows with the square of
// the first two.
inline constexpr std::size_t kMaxHtmlDepth = 1000;            // open elements inside one another; browsers stop at 512
inline constexpr std::size_t kMaxHtmlAttributes = 2000;       // of one element
inline constexpr std::size_t kMaxHtmlTreeBytes = 512u << 20;  // of the parsed tree

struct HtmlAttribute {
  std::string_view name, value;
};

// An element or a piece of text. Nodes stand in document order: those inside an element are the ones behind it up to
// `end`.
struct HtmlNode {
  std::string_view name;     // "div"; empty for text, "unknown" for elements that HTML does not know
  std::string_view text;     // of a piece of text
  std::uint32_t parent = 0;  // the root is its own
  std::uint32_t end = 0;
  std::uint32_t first_attribute = 0, attributes = 0;
};

class HtmlDocument {
 public:
  // `html` as text::decode gave it. Rejected: a document beyond the limits; `where` goes into the Rejection.
  static Outcome<HtmlDocument> parse(std::string_view html, std::string where);

  std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  const HtmlNode& operator[](std::uint32_t index) const { return nodes_[index]; }
  // Empty if it has none of that name.
  std::string_view attribute(std::uint32_t index, std::string_view name) const;
  bool has_attribute(std::uint32_t index, std::string_view name) const;
  // All text inside, squeezed.
  std::string text_of(std::uint32_t index) const;

 private:
  friend class TreeFlattener;
  std::shared_ptr<const void> memory_;  // what the views point into
  std::vector<HtmlNode> nodes_;
  std::vector<HtmlAttribute> attributes_;
};

// What the head and the marks of a page state; paragraphs empty.
Fields html_metadata(const HtmlDocument& document);

// The article's own text, in order, without what surrounds it. Title and author lines may still stand at its beginning.
std::vector<Paragraph> main_text(const HtmlDocument& document);

// Every paragraph of a piece of HTML that is known to be an article's body.
std::vector<Paragraph> body_text(const HtmlDocument& document);

// What came with a page from outside of it; both may be empty.
struct PageOrigin {
  std::string url;       // believed before the page's own
  std::string encoding;  // believed before the page's own, as browsers do; not before the bytes
};
// The article of a page. `bytes`: the page as it stands.
Outcome<Article> article_of_page(std::string_view bytes, const PageOrigin& origin, const Input& input,
                                 const RawRecord& record, const Defaults& defaults);

// Records whose text is written in HTML. True if there are tags or entities in it.
bool has_markup(std::string_view text);
// Where it cannot be parsed, the tags go and the lines stay.
std::vector<Paragraph> paragraphs_from_markup(const std::string& html);
std::string line_from_markup(const std::string& html);

// JSON-LD in script elements, gathered into `fields` where it describes an article; nothing if none does.
// `article_body` gets its text, if stated.
void read_json_ld(const std::vector<std::string>& scripts, Fields& fields, std::string& article_body);

}  // namespace dispatches::articles
