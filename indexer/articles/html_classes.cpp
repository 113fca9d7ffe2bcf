// Lists of words, and class and id cut into words.
#include "indexer/articles/html_classes.hpp"

#include <algorithm>
#include <array>

#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// Bytes of a class that are looked at. Longer ones are generated.
constexpr std::size_t kMaxClassBytes = 500;

// Words, and pairs of words that follow one another. A word is what stands between "-", "_", spaces and capitals.
constexpr std::array foreign{
    "comment"sv,       "comments"sv,    "commentaires"sv, "kommentare"sv,  "comentarios"sv,    "commenti"sv,
    "komentarze"sv,    "komentari"sv,   "reacties"sv,     "commentlist"sv, "livefyre"sv,       "viafoura"sv,
    "disqus"sv,        "replies"sv,     "respond"sv,      "gallery"sv,     "slideshow"sv,      "legends"sv,
    "carousel"sv,      "footer"sv,      "sidebar"sv,      "related"sv,     "relatedcontent"sv, "relatedlinks"sv,
    "relatedposts"sv,  "relatednews"sv, "yarpp"sv,        "recommended"sv, "recirc"sv,         "outbrain"sv,
    "taboola"sv,       "zergnet"sv,     "revcontent"sv,   "mgid"sv,        "cookie"sv,         "cookies"sv,
    "consent"sv,       "gdpr"sv,        "nav"sv,          "navbar"sv,      "navigation"sv,     "breadcrumb"sv,
    "breadcrumbs"sv,   "trending"sv,    "newsletter"sv,   "mostread"sv,    "mostpopular"sv,    "mostviewed"sv,
    "mostcommented"sv, "topstories"sv,  "latestnews"sv,   "verwandte"sv,   "relacionadas"sv,   "relacionados"sv};
constexpr std::array furniture{"ad"sv,
                               "ads"sv,
                               "advert"sv,
                               "adverts"sv,
                               "advertisement"sv,
                               "advertising"sv,
                               "adsense"sv,
                               "adslot"sv,
                               "dfp"sv,
                               "sponsor"sv,
                               "sponsored"sv,
                               "promo"sv,
                               "promotion"sv,
                               "banner"sv,
                               "masthead"sv,
                               "menu"sv,
                               "subscribe"sv,
                               "subscription"sv,
                               "signup"sv,
                               "share"sv,
                               "sharing"sv,
                               "shares"sv,
                               "sharebar"sv,
                               "sharedaddy"sv,
                               "sharethis"sv,
                               "addthis"sv,
                               "addtoany"sv,
                               "social"sv,
                               "popup"sv,
                               "modal"sv,
                               "overlay"sv,
                               "pagination"sv,
                               "pager"sv,
                               "toolbar"sv,
                               "popular"sv,
                               "readmore"sv,
                               "readalso"sv,
                               "rss"sv,
                               "login"sv,
                               "skip"sv,
                               "tags"sv,
                               "taglist"sv,
                               "teaser"sv,
                               "teasers"sv,
                               "authorbox"sv,
                               "bio"sv,
                               "feedback"sv,
                               "donate"sv,
                               "donation"sv,
                               "paginator"sv,
                               "metadata"sv,
                               "byline"sv,
                               "dateline"sv,
                               "timestamp"sv,
                               "copyright"sv,
                               "disclaimer"sv,
                               "hatnote"sv,
                               "print"sv,
                               "interstitial"sv,
                               "inread"sv,
                               "outlinks"sv,
                               "correction"sv,
                               "keywords"sv,
                               "infobox"sv,
                               "factbox"sv,
                               "widgets"sv,
                               "topics"sv,
                               "followus"sv,
                               "follow"sv,
                               "crosslink"sv,
                               "crosslinks"sv,
                               "embed"sv,
                               "credit"sv,
                               "credits"sv,
                               "meta"sv,
                               "vjs"sv,
                               "playlist"sv,
                               "recommendations"sv,
                               "kicker"sv,
                               "eyebrow"sv,
                               "pullquote"sv,
                               "werbung"sv,
                               "anzeige"sv,
                               "publicite"sv,
                               "publicidad"sv,
                               "reklama"sv,
                               "partager"sv,
                               "teilen"sv,
                               "compartir"sv,
                               "read also"sv,
                               "read more"sv,
                               "most read"sv,
                               "see also"sv,
                               "also read"sv,
                               "more on"sv,
                               "more from"sv,
                               "up next"sv,
                               "sign up"sv,
                               "screen reader"sv,
                               "log in"sv,
                               "top stories"sv,
                               "story tools"sv,
                               "article tools"sv,
                               "author info"sv,
                               "author bio"sv,
                               "author box"sv,
                               "author card"sv,
                               "about author"sv,
                               "pub date"sv,
                               "publish date"sv,
                               "published date"sv,
                               "post date"sv,
                               "lire aussi"sv,
                               "inline links"sv,
                               "link list"sv,
                               "related links"sv,
                               "pull quote"sv,
                               "story highlights"sv};
constexpr std::array hidden{"hidden"sv, "visuallyhidden"sv, "offscreen"sv, "sr"sv, "noprint"sv, "tooltip"sv};
constexpr std::array hidden_inline{"screen"sv};
constexpr std::array body{"article"sv, "body"sv, "content"sv, "main"sv, "story"sv,
                          "column"sv,  "page"sv, "text"sv,    "post"sv};
constexpr std::array standfirst{"standfirst"sv, "perex"sv,       "lead"sv,     "lede"sv,    "chapo"sv,      "chapeau"sv,
                                "vorspann"sv,   "dek"sv,         "intro"sv,    "summary"sv, "entradilla"sv, "bajada"sv,
                                "subhead"sv,    "subheadline"sv, "subtitle"sv, "deck"sv,
                                "article desc"sv, "article description"sv, "article summary"sv, "article excerpt"sv};
// Whole classes.
constexpr std::array marked{"article-body"sv,
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

using Words = std::unordered_map<std::string_view, std::uint8_t>;

template <std::size_t N>
void add(Words& words, const std::array<std::string_view, N>& names, int traits) {
  for (const std::string_view name : names) words[name] |= static_cast<std::uint8_t>(traits);
}

const Words& known_words() {
  static const Words words = [] {
    Words made;
    add(made, foreign, kForeignClass);
    add(made, furniture, kFurnitureClass);
    add(made, hidden, kHiddenClass | kFurnitureClass);
    add(made, hidden_inline, kHiddenClass);
    add(made, body, kBodyClass);
    add(made, standfirst, kStandfirstClass);
    return made;
  }();
  return words;
}

// Lower-cased, parted by one space, with a space at the end.
std::string words_of(std::string_view name) {
  std::string words;
  bool was_small = false;
  for (const char c : name.substr(0, kMaxClassBytes)) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool is_word = is_capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if ((!is_word || (is_capital && was_small)) && !words.empty() && words.back() != ' ') words += ' ';
    if (is_word) words += static_cast<char>(is_capital ? c | 0x20 : c);
    was_small = is_word && !is_capital;
  }
  if (!words.empty() && words.back() != ' ') words += ' ';
  return words;
}

std::uint8_t traits_of_words(std::string_view words) {
  std::uint8_t traits = 0;
  const auto look_up = [&](std::string_view name) {
    const auto found = known_words().find(name);
    if (found != known_words().end()) traits |= found->second;
  };
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = words.find(' ', begin), next_end = words.find(' ', end + 1);
    look_up(words.substr(begin, end - begin));
    if (next_end != words.npos) look_up(words.substr(begin, next_end - begin));
    begin = end + 1;
  }
  return traits;
}

bool has_marked_class(std::string_view classes) {
  while (!(classes = text::trim(classes)).empty()) {
    const std::string_view one = classes.substr(0, classes.find_first_of(" \t\n"));
    if (std::find(marked.begin(), marked.end(), one) != marked.end()) return true;
    classes.remove_prefix(one.size());
  }
  return false;
}

}  // namespace

std::uint8_t ClassReader::traits_of(std::uint32_t index) {
  unsigned traits = 0;
  // Newer templates have generated classes, and names for their parts.
  const bool is_custom = document_[index].name == "unknown";
  for (const char* attribute : {"class", "id", "data-component", "data-testid", is_custom ? "name" : "id"}) {
    const std::string_view value = document_.attribute(index, attribute);
    if (value.empty()) continue;
    const auto [known, is_new] = known_.try_emplace(value);
    if (is_new) {
      known->second = traits_of_words(words_of(value));
      if (has_marked_class(value)) known->second |= kMarkedClass;
    }
    traits |= *attribute == 'c' ? known->second : known->second & ~unsigned{kMarkedClass | kStandfirstClass};
  }
  return static_cast<std::uint8_t>(traits);
}

}  // namespace dispatches::articles
