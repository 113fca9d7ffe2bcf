// Furniture of a page told by elements, classes and roles; amounts of text and links.
#include "indexer/articles/html_blocks.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Bytes. A paragraph of prose; what furniture holds of it at most; what must be left of it where a part is thrown away
// by its name.
constexpr std::uint32_t kProseBytes = 80;
constexpr std::uint32_t kWordsBytes = 12;  // of a paragraph around an element that is part of its sentence
constexpr std::uint32_t kFurnitureProse = 500;
constexpr std::uint32_t kMinArticleProse = 700;

constexpr std::array never_text{"script"sv, "style"sv,  "noscript"sv, "template"sv, "nav"sv,    "aside"sv,
                                "footer"sv, "form"sv,   "button"sv,   "input"sv,    "select"sv, "textarea"sv,
                                "iframe"sv, "svg"sv,    "math"sv,     "object"sv,   "embed"sv,  "dialog"sv,
                                "menu"sv,   "canvas"sv, "audio"sv,    "video"sv,    "applet"sv, "head"sv,
                                "label"sv,  "map"sv,    "fieldset"sv, "datalist"sv};
constexpr std::array chrome_roles{"navigation"sv,  "complementary"sv, "banner"sv, "contentinfo"sv, "dialog"sv,
                                  "alertdialog"sv, "alert"sv,         "search"sv, "menu"sv,        "menubar"sv,
                                  "tablist"sv,     "toolbar"sv,       "tooltip"sv};
// Words of class and id that name what is not the article. A word is what stands between "-", "_", spaces and capitals.
// These are believed however much they hold: comments and galleries may be longer than the article.
constexpr std::array foreign_words{
    "comment"sv,    "comments"sv,   "disqus"sv,      "replies"sv,  "gallery"sv,     "slideshow"sv, "legends"sv,
    "carousel"sv,   "footer"sv,     "sidebar"sv,     "related"sv,  "recommended"sv, "recirc"sv,    "outbrain"sv,
    "taboola"sv,    "cookie"sv,     "cookies"sv,     "consent"sv,  "gdpr"sv,        "nav"sv,       "navbar"sv,
    "navigation"sv, "breadcrumb"sv, "breadcrumbs"sv, "trending"sv, "newsletter"sv,  "mostread"sv};
// These are words of furniture that content systems also hang on what holds the article: believed of what holds little
// prose.
constexpr std::array chrome_words{
    "ad"sv,          "ads"sv,       "advert"sv,         "adverts"sv,      "advertisement"sv,
    "advertising"sv, "adsense"sv,   "adslot"sv,         "dfp"sv,          "sponsor"sv,
    "sponsored"sv,   "promo"sv,     "promotion"sv,      "banner"sv,       "masthead"sv,
    "menu"sv,        "subscribe"sv, "subscription"sv,   "signup"sv,       "share"sv,
    "sharing"sv,     "shares"sv,    "sharebar"sv,       "social"sv,       "popup"sv,
    "modal"sv,       "overlay"sv,   "pagination"sv,     "pager"sv,        "toolbar"sv,
    "popular"sv,     "readmore"sv,  "readalso"sv,       "rss"sv,          "login"sv,
    "skip"sv,        "tags"sv,      "taglist"sv,        "teaser"sv,       "teasers"sv,
    "authorbox"sv,   "bio"sv,       "feedback"sv,       "hidden"sv,       "visuallyhidden"sv,
    "offscreen"sv,   "donate"sv,    "donation"sv,       "paginator"sv,    "metadata"sv,
    "byline"sv,      "dateline"sv,  "timestamp"sv,      "copyright"sv,    "tooltip"sv,
    "hatnote"sv,     "print"sv,     "noprint"sv,        "interstitial"sv, "outlinks"sv,
    "correction"sv,  "keywords"sv,  "infobox"sv,        "factbox"sv,      "widgets"sv,
    "topics"sv,      "followus"sv,  "follow"sv,         "crosslink"sv,    "crosslinks"sv,
    "embed"sv,       "credit"sv,    "credits"sv,        "meta"sv,         "sr"sv,
    "vjs"sv,         "playlist"sv,  "recommendations"sv};
// Of these words alone, an inline element inside a paragraph is believed to be none of it.
constexpr std::array hidden_words{"hidden"sv,  "visuallyhidden"sv, "offscreen"sv, "sr"sv,
                                  "noprint"sv, "tooltip"sv,        "screen"sv};
// Two words, one after the other.
constexpr std::array chrome_pairs{
    "read also"sv,      "read more"sv,     "most read"sv,   "see also"sv,      "also read"sv, "more on"sv,
    "more from"sv,      "up next"sv,       "sign up"sv,     "screen reader"sv, "log in"sv,    "top stories"sv,
    "story tools"sv,    "article tools"sv, "author info"sv, "author bio"sv,    "pub date"sv,  "publish date"sv,
    "published date"sv, "post date"sv,     "lire aussi"sv,  "inline links"sv,  "link list"sv, "related links"sv};
// With one of these the element may be the article all the same ("article-header-and-body"); the main text is never
// thrown away with them.
constexpr std::array body_words{"article"sv, "body"sv, "content"sv, "main"sv, "story"sv,
                                "column"sv,  "page"sv, "text"sv,    "post"sv};
constexpr std::array body_classes{"article-body"sv,
                                  "article__body"sv,
                                  "articlebody"sv,
                                  "article-content"sv,
                                  "article__content"sv,
                                  "article-text"sv,
                                  "entry-content"sv,
                                  "post-content"sv,
                                  "post-body"sv,
                                  "story-body"sv,
                                  "story-content"sv,
                                  "storytext"sv,
                                  "article_body"sv,
                                  "article_text"sv,
                                  "td-post-content"sv,
                                  "caas-body"sv,
                                  "wysiwyg--all-content"sv,
                                  "node__content"sv,
                                  "post__content"sv,
                                  "post__text"sv};
constexpr std::array standfirst_words{
    "standfirst"sv, "perex"sv,   "lead"sv,       "lede"sv,   "chapo"sv,   "chapeau"sv,     "vorspann"sv, "dek"sv,
    "intro"sv,      "summary"sv, "entradilla"sv, "bajada"sv, "subhead"sv, "subheadline"sv, "subtitle"sv, "deck"sv};
constexpr std::array blocks{"p"sv,      "div"sv,     "section"sv, "article"sv,    "main"sv,    "blockquote"sv,
                            "pre"sv,    "ul"sv,      "ol"sv,      "li"sv,         "dl"sv,      "dt"sv,
                            "dd"sv,     "table"sv,   "tr"sv,      "td"sv,         "th"sv,      "tbody"sv,
                            "thead"sv,  "tfoot"sv,   "h1"sv,      "h2"sv,         "h3"sv,      "h4"sv,
                            "h5"sv,     "h6"sv,      "figure"sv,  "figcaption"sv, "hr"sv,      "body"sv,
                            "html"sv,   "address"sv, "center"sv,  "details"sv,    "summary"sv, "header"sv,
                            "footer"sv, "aside"sv,   "nav"sv,     "form"sv,       "caption"sv, "fieldset"sv};

// The words of class and id, lower-cased, parted by one space, with a space at both ends.
std::string class_words(const HtmlDocument& document, std::uint32_t index) {
  std::string words = " ";
  for (const char* attribute : {"class", "id"}) {
    bool was_small = false;
    for (const char c : document.attribute(index, attribute).substr(0, 500)) {
      const bool is_capital = c >= 'A' && c <= 'Z';
      const bool is_word = is_capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if ((!is_word || (is_capital && was_small)) && words.back() != ' ') words += ' ';
      if (is_word) words += static_cast<char>(is_capital ? c | 0x20 : c);
      was_small = is_word && !is_capital;
    }
    if (words.back() != ' ') words += ' ';
  }
  return words;
}

template <std::size_t N>
bool holds_word(const std::array<std::string_view, N>& names, std::string_view words) {
  for (std::size_t begin = 1; begin < words.size();) {
    const std::size_t end = words.find(' ', begin);
    if (is_one_of(names, words.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

template <std::size_t N>
bool holds_phrase(const std::array<std::string_view, N>& names, std::string_view words) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    const std::size_t at = words.find(name);
    return at != words.npos && words[at - 1] == ' ' && words[at + name.size()] == ' ';
  });
}

bool is_invisible(const HtmlDocument& document, std::uint32_t index) {
  if (document.has_attribute(index, "hidden") || document.attribute(index, "aria-hidden") == "true") return true;
  const std::string_view style = document.attribute(index, "style");
  return style.find("display:none") != style.npos || style.find("display: none") != style.npos ||
         style.find("visibility:hidden") != style.npos;
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

double class_points(const HtmlDocument& document, std::uint32_t index) {
  const std::string_view name = document[index].name;
  double points = name == "article"                                              ? 15.0
                  : name == "main"                                               ? 10.0
                  : name == "div" || name == "section"                           ? 5.0
                  : name == "li" || name == "ul" || name == "ol" || name == "dl" ? -3.0
                                                                                 : 0.0;
  const std::string words = class_words(document, index);
  if (holds_word(body_words, words)) points += 20.0;
  if (holds_word(chrome_words, words) || holds_word(foreign_words, words) || holds_phrase(chrome_pairs, words))
    points -= 25.0;
  return points;
}

bool has_body_class(const HtmlDocument& document, std::uint32_t index) {
  std::string_view classes = document.attribute(index, "class");
  while (!(classes = text::trim(classes)).empty()) {
    const std::string_view one = classes.substr(0, classes.find_first_of(" \t\n"));
    if (is_one_of(body_classes, one)) return true;
    classes.remove_prefix(one.size());
  }
  return false;
}

bool has_standfirst_class(const HtmlDocument& document, std::uint32_t index) {
  return !document[index].name.empty() && document.attribute(index, "class").size() >= 3 &&
         holds_word(standfirst_words, class_words(document, index));
}

Blocks::Blocks(const HtmlDocument& document) : skipped_(document.size(), false) {
  std::uint32_t article_end = 0;
  for (std::uint32_t i = 1; i < document.size(); ++i) {
    const std::string_view name = document[i].name;
    if (name == "article" || name == "main") article_end = std::max(article_end, document[i].end);
    // The header of an article may hold its standfirst; that of the page does not.
    const bool never = is_one_of(never_text, name) || (name == "header" && i >= article_end);
    skipped_[i] = skipped_[document[i].parent] || never || is_invisible(document, i);
  }
  measure(document);
  skip_boilerplate(document);
  measure(document);
}

void Blocks::measure(const HtmlDocument& document) {
  total_.assign(document.size(), {});
  own_.assign(document.size(), {});
  std::uint32_t link_end = 0;
  holders_.assign(document.size(), 0);
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const HtmlNode& node = document[i];
    holders_[i] = is_block(node.name) ? i : holders_[node.parent];
    if (node.name == "a" && document.has_attribute(i, "href")) link_end = std::max(link_end, node.end);
    if (!node.name.empty() || skipped_[i]) continue;
    const std::uint32_t length = visible_length(node.text);
    const Amount amount{length, i < link_end ? length : 0, commas_in(node.text)};
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
    const bool paragraph =
        document[i].name == "p" && total_[i].text >= kProseBytes && 2 * total_[i].links < total_[i].text;
    inside[i].prose += paragraph && !skipped_[i] ? total_[i].text : 0;
    inside[i].holds_article = inside[i].holds_article || document[i].name == "h1" || document[i].name == "main" ||
                              document.attribute(i, "itemprop") == "articleBody";
    Contents& parent = inside[document[i].parent];
    parent.prose += inside[i].prose;
    parent.holds_article = parent.holds_article || inside[i].holds_article;
  }
  return inside;
}

void Blocks::skip_boilerplate(const HtmlDocument& document) {
  const std::vector<Contents> inside = contents(document);
  for (std::uint32_t i = 1; i < document.size(); ++i) {
    const std::string_view name = document[i].name;
    if (skipped_[document[i].parent]) skipped_[i] = true;
    if (skipped_[i] || name.empty() || name == "html" || name == "body" || name == "article" || name == "main")
      continue;
    const std::string words = class_words(document, i);
    if (words.size() == 1 && !document.has_attribute(i, "role")) continue;
    const std::uint32_t around = own_[holders_[i]].text - std::min(own_[holders_[i]].text, total_[i].text);
    if (!is_block(name) && around >= (document[holders_[i]].name == "p" ? kWordsBytes : kProseBytes)) {
      skipped_[i] = holds_word(hidden_words, words);
      continue;
    }
    const std::uint32_t elsewhere = inside[0].prose - inside[i].prose;
    const bool foreign = !inside[i].holds_article && elsewhere >= kMinArticleProse && holds_word(foreign_words, words);
    const bool furniture =
        inside[i].prose < kFurnitureProse &&
        (holds_word(chrome_words, words) || holds_word(foreign_words, words) || holds_phrase(chrome_pairs, words));
    const bool by_role = inside[i].prose < kFurnitureProse && is_one_of(chrome_roles, document.attribute(i, "role"));
    skipped_[i] = foreign || furniture || by_role;
  }
}

}  // namespace dispatches::articles
