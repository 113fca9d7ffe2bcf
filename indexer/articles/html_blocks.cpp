// Furniture of a page told by elements, classes and roles; amounts of text and links.
#include "indexer/articles/html_blocks.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "indexer/base/ascii.hpp"
#include "indexer/text/fold.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// Bytes. A paragraph of prose; what furniture holds of it at most; what must be left of it where a part is thrown away
// by its name.
constexpr std::uint32_t kProseBytes = 80;
constexpr std::uint32_t kWordsBytes = 12;  // of a paragraph around an element that is part of its sentence
constexpr std::uint32_t kFurnitureProse = 500;
constexpr std::uint32_t kMinArticleProse = 700;

constexpr std::uint32_t kMinShownProse = 400;
constexpr std::uint32_t kMinTeaser = 30, kMaxTeaser = 400;
constexpr std::size_t kMinHeadline = 30;

constexpr std::array never_text{"script"sv, "style"sv,    "noscript"sv, "template"sv, "button"sv,  "input"sv,
                                "select"sv, "textarea"sv, "iframe"sv,   "svg"sv,      "math"sv,    "object"sv,
                                "embed"sv,  "dialog"sv,   "menu"sv,     "canvas"sv,   "audio"sv,   "video"sv,
                                "applet"sv, "head"sv,     "label"sv,    "map"sv,      "datalist"sv};
// Not text either, unless most of the page's prose is in there: whole sites stand in one form, or in a <nav> that was
// never closed.
constexpr std::array surroundings{"nav"sv, "aside"sv, "footer"sv, "form"sv, "header"sv, "fieldset"sv};
constexpr std::array chrome_roles{"navigation"sv,  "complementary"sv, "banner"sv, "contentinfo"sv, "dialog"sv,
                                  "alertdialog"sv, "alert"sv,         "search"sv, "menu"sv,        "menubar"sv,
                                  "tablist"sv,     "toolbar"sv,       "tooltip"sv};
constexpr std::array blocks{"p"sv,      "div"sv,     "section"sv, "article"sv,    "main"sv,    "blockquote"sv,
                            "pre"sv,    "ul"sv,      "ol"sv,      "li"sv,         "dl"sv,      "dt"sv,
                            "dd"sv,     "table"sv,   "tr"sv,      "td"sv,         "th"sv,      "tbody"sv,
                            "thead"sv,  "tfoot"sv,   "h1"sv,      "h2"sv,         "h3"sv,      "h4"sv,
                            "h5"sv,     "h6"sv,      "figure"sv,  "figcaption"sv, "hr"sv,      "body"sv,
                            "html"sv,   "address"sv, "center"sv,  "details"sv,    "summary"sv, "header"sv,
                            "footer"sv, "aside"sv,   "nav"sv,     "form"sv,       "caption"sv, "fieldset"sv};

bool is_invisible(const HtmlDocument& document, std::uint32_t index) {
  if (document[index].attributes == 0) return false;
  if (document.has_attribute(index, "hidden") || document.attribute(index, "aria-hidden") == "true") return true;
  const std::string_view style = document.attribute(index, "style");
  return style.find("display:none") != style.npos || style.find("display: none") != style.npos ||
         style.find("visibility:hidden") != style.npos || style.find("visibility: hidden") != style.npos;
}

std::uint32_t visible_length(std::string_view text) {
  std::uint32_t length = 0;
  bool was_space = true;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    length += !is_space || !was_space;
    was_space = is_space;
  }
  return was_space && length > 0 ? length - 1 : length;
}

std::uint32_t commas_in(std::string_view text) {
  auto commas = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), ','));
  for (const std::string_view other : {"，"sv, "、"sv, "،"sv})
    for (std::size_t at = text.find(other); at != text.npos; at = text.find(other, at + other.size())) ++commas;
  return commas;
}

}  // namespace

bool is_block(std::string_view element_name) {
  return is_one_of(blocks, element_name);
}

Blocks::Blocks(const HtmlDocument& document)
    : traits_(document.size(), 0), skipped_(document.size(), false), holders_(document.size(), 0) {
  ClassReader classes(document);
  for (std::uint32_t i = 1; i < document.size(); ++i) {
    holders_[i] = is_block(document[i].name) ? i : holders_[document[i].parent];
    if (document[i].attributes > 0) traits_[i] = classes.traits_of(i);
  }
  skip_by_element(document);
  weigh_texts(document);
  measure(document);
  skip_surroundings(document);
  measure(document);
  skip_classes(document);
  measure(document);
  skip_further_articles(document);
  measure(document);
  skip_teasers(document);
  measure(document);
}

void Blocks::skip_by_element(const HtmlDocument& document) {
  for (std::uint32_t i = 1; i < document.size(); ++i)
    skipped_[i] = skipped_[document[i].parent] || is_one_of(never_text, document[i].name);
}

void Blocks::weigh_texts(const HtmlDocument& document) {
  texts_.assign(document.size(), {});
  std::uint32_t link_end = 0;
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const HtmlNode& node = document[i];
    if (node.name == "a" && document.has_attribute(i, "href")) link_end = std::max(link_end, node.end);
    if (!node.name.empty() || skipped_[i]) continue;
    const std::uint32_t length = visible_length(node.text);
    texts_[i] = {length, i < link_end ? length : 0, commas_in(node.text)};
  }
}

void Blocks::measure(const HtmlDocument& document) {
  total_.assign(document.size(), {});
  own_.assign(document.size(), {});
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    if (!document[i].name.empty() || skipped_[i]) continue;
    const Amount& amount = texts_[i];
    total_[i] = amount;
    Amount& own = own_[holders_[i]];
    own = {own.text + amount.text, own.links + amount.links, own.commas + amount.commas};
  }
  for (std::uint32_t i = document.size(); i-- > 1;) {
    Amount& parent = total_[document[i].parent];
    parent = {parent.text + total_[i].text, parent.links + total_[i].links, parent.commas + total_[i].commas};
  }
}

std::vector<Blocks::Contents> Blocks::contents(const HtmlDocument& document) const {
  std::vector<Contents> inside(document.size());
  for (std::uint32_t i = document.size(); i-- > 1;) {
    const bool paragraph = own_[i].text >= kProseBytes && 2 * own_[i].links < own_[i].text;
    inside[i].prose += paragraph && !skipped_[i] ? own_[i].text : 0;
    inside[i].holds_article = inside[i].holds_article || document[i].name == "h1" || document[i].name == "main" ||
                              document.attribute(i, "itemprop") == "articleBody";
    Contents& parent = inside[document[i].parent];
    parent.prose += inside[i].prose;
    parent.holds_article = parent.holds_article || inside[i].holds_article;
  }
  return inside;
}

void Blocks::skip_surroundings(const HtmlDocument& document) {
  const std::vector<Contents> inside = contents(document);
  std::uint32_t article_end = 0;
  for (std::uint32_t i = 1; i < document.size(); ++i) {
    const std::string_view name = document[i].name;
    if (skipped_[document[i].parent]) skipped_[i] = true;
    if (skipped_[i] || name.empty()) continue;
    if (name == "article" || name == "main") article_end = std::max(article_end, document[i].end);
    const std::uint32_t prose = inside[i].prose;
    // Whole pages stay hidden until a script has run; a second copy of the text for other screens is none.
    if (is_invisible(document, i)) skipped_[i] = prose < kMinShownProse || prose / 9 < (inside[0].prose - prose);
    // The header of an article may hold its standfirst; that of the page does not.
    if (is_one_of(surroundings, name) && (name != "header" || i >= article_end))
      skipped_[i] = prose < kFurnitureProse || prose < inside[0].prose / 2;
  }
}

void Blocks::skip_classes(const HtmlDocument& document) {
  const std::vector<Contents> inside = contents(document);
  for (std::uint32_t i = 1; i < document.size(); ++i) {
    const std::string_view name = document[i].name;
    if (skipped_[document[i].parent]) skipped_[i] = true;
    if (skipped_[i] || name.empty() || name == "html" || name == "body" || name == "article" || name == "main")
      continue;
    skipped_[i] = is_furniture(document, i, inside[i], inside[0].prose - inside[i].prose);
  }
}

// Pages that go on for ever hold the articles that follow, each under a headline of its own. The first is the one that
// the page's title names; without that, headlines may as well be those of an article's parts.
void Blocks::skip_further_articles(const HtmlDocument& document) {
  std::vector<std::uint32_t> headlines, before(document.size() + 1, 0);
  std::string title;
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const bool is_headline = document[i].name == "h1" && !skipped_[i] && total_[i].text > 0;
    before[i + 1] = before[i] + is_headline;
    if (is_headline) headlines.push_back(i);
    if (document[i].name == "title" && document[document[i].parent].name == "head") title = text::fold(document.text_of(i));
  }
  if (headlines.size() < 2 || title.empty()) return;
  const std::vector<Contents> inside = contents(document);
  bool is_behind = false;
  for (const std::uint32_t headline : headlines) {
    std::uint32_t whole = headline;
    for (std::uint32_t up = headline; up != 0 && before[document[up].end] - before[up] == 1; up = document[up].parent)
      whole = up;
    if (inside[whole].prose < kFurnitureProse) continue;
    if (is_behind) std::fill_n(skipped_.begin() + whole, document[whole].end - whole, true);
    is_behind = is_behind || title.find(text::fold(document.text_of(headline))) != title.npos;
  }
}

// A linked headline in a block of its own and a line or two below it.
bool Blocks::is_teaser(const HtmlDocument& document, std::uint32_t index) const {
  const std::string_view name = document[index].name;
  if (name != "div" && name != "li" && name != "article" && name != "section" && name != "td") return false;
  const Amount& amount = total_[index];
  if (skipped_[index] || amount.text < kMinTeaser || amount.text > kMaxTeaser || amount.links * 10 < amount.text)
    return false;
  std::uint32_t first = index + 1;  // the first piece of text
  while (!document[first].name.empty() || total_[first].text == 0) ++first;
  const Amount& headline = own_[holders_[first]];
  return holders_[first] != index && headline.links * 10 >= headline.text * 9 && headline.text < amount.text;
}

// A headline of several words that the page's title repeats: that of an article, not of a list.
bool Blocks::has_headline(const HtmlDocument& document) const {
  std::string title, headline;
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    if (document[i].name == "title" && document[document[i].parent].name == "head") title = text::fold(document.text_of(i));
    if (document[i].name == "h1" && headline.empty() && !skipped_[i]) headline = text::fold(document.text_of(i));
  }
  return headline.size() >= kMinHeadline && title.find(headline) != title.npos;
}

// Teasers come in rows; one alone may be a paragraph that begins with a link. A page of nothing else is their list.
void Blocks::skip_teasers(const HtmlDocument& document) {
  const std::vector<Contents> inside = contents(document);
  std::vector<std::uint32_t> teasers, in_row(document.size(), 0);
  std::uint32_t prose = 0, counted = 0;
  for (std::uint32_t i = 1; i < document.size(); ++i) {
    if (document[i].name.empty() || !is_teaser(document, i)) continue;
    teasers.push_back(i);
    ++in_row[document[i].parent];
    prose += i >= counted ? inside[i].prose : 0;  // once where boxes stand in boxes
    counted = std::max(counted, document[i].end);
  }
  if (inside[0].prose < prose + (has_headline(document) ? kProseBytes : kFurnitureProse)) return;
  for (const std::uint32_t i : teasers)
    if (in_row[document[i].parent] >= 2) std::fill_n(skipped_.begin() + i, document[i].end - i, true);
}

bool Blocks::is_furniture(const HtmlDocument& document, std::uint32_t index, const Contents& inside,
                          std::uint32_t elsewhere) const {
  const HtmlNode& node = document[index];
  if (node.attributes == 0) return false;
  const Amount& holder = own_[holders_[index]];
  const std::uint32_t around = holder.text - std::min(holder.text, total_[index].text);
  if (!is_block(node.name) && around >= (document[holders_[index]].name == "p" ? kWordsBytes : kProseBytes))
    return (traits_[index] & kHiddenClass) != 0;
  const bool is_foreign = (traits_[index] & kForeignClass) != 0;
  if (is_foreign && !inside.holds_article && elsewhere >= kMinArticleProse) return true;
  if (inside.prose >= kFurnitureProse) return false;
  return is_foreign || (traits_[index] & kFurnitureClass) != 0 ||
         is_one_of(chrome_roles, document.attribute(index, "role"));
}

}  // namespace dispatches::articles
