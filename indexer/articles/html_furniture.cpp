// Lines that news pages put between and behind the paragraphs of an article, told by their words.
#include <algorithm>
#include <array>
#include <utility>

#include "indexer/articles/html_blocks.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// Bytes. What is longer is a paragraph that happens to begin so.
constexpr std::size_t kMaxLine = 260;
constexpr std::size_t kMaxStamp = 140;
constexpr std::size_t kMaxAppearance = 500;

// Folded, without the punctuation at the end: the whole line.
constexpr std::array lines{"advertisement"sv,
                           "advertisements"sv,
                           "advertising"sv,
                           "advert"sv,
                           "ad"sv,
                           "ads"sv,
                           "sponsored"sv,
                           "promoted"sv,
                           "story continues below advertisement"sv,
                           "article continues below advertisement"sv,
                           "story continues below"sv,
                           "article continues below"sv,
                           "continue reading the main story"sv,
                           "continue reading"sv,
                           "image"sv,
                           "images"sv,
                           "photo"sv,
                           "photos"sv,
                           "video"sv,
                           "videos"sv,
                           "audio"sv,
                           "gallery"sv,
                           "image copyright"sv,
                           "image caption"sv,
                           "play"sv,
                           "play video"sv,
                           "pause"sv,
                           "loading"sv,
                           "share"sv,
                           "shares"sv,
                           "share this"sv,
                           "share this story"sv,
                           "share this article"sv,
                           "share on facebook"sv,
                           "share on twitter"sv,
                           "tweet"sv,
                           "facebook"sv,
                           "twitter"sv,
                           "email"sv,
                           "e-mail"sv,
                           "print"sv,
                           "save"sv,
                           "listen"sv,
                           "skip advertisement"sv,
                           "opens new tab"sv,
                           "comment"sv,
                           "comments"sv,
                           "leave a comment"sv,
                           "view comments"sv,
                           "show comments"sv,
                           "reply"sv,
                           "like"sv,
                           "follow"sv,
                           "subscribe"sv,
                           "sign up"sv,
                           "log in"sv,
                           "close"sv,
                           "menu"sv,
                           "search"sv,
                           "back to top"sv,
                           "copy link"sv,
                           "click here"sv,
                           "text size"sv,
                           "filed under"sv,
                           "tags"sv,
                           "topics"sv,
                           "read more"sv,
                           "read more here"sv,
                           "more"sv,
                           "more about"sv,
                           "more on this"sv,
                           "more on this story"sv,
                           "more on this topic"sv,
                           "more from"sv,
                           "read also"sv,
                           "see also"sv,
                           "also read"sv,
                           "related"sv,
                           "related articles"sv,
                           "related stories"sv,
                           "related content"sv,
                           "related topics"sv,
                           "related links"sv,
                           "related posts"sv,
                           "related news"sv,
                           "related coverage"sv,
                           "you may also like"sv,
                           "you might also like"sv,
                           "recommended"sv,
                           "recommended for you"sv,
                           "most read"sv,
                           "most popular"sv,
                           "trending"sv,
                           "trending now"sv,
                           "newsletter"sv,
                           "about the author"sv,
                           "about us"sv,
                           "реклама"sv,
                           "фото"sv,
                           "відео"sv,
                           "видео"sv,
                           "читайте також"sv,
                           "читайте также"sv,
                           "читати далі"sv,
                           "читать далее"sv,
                           "поділитися"sv,
                           "поширити"sv,
                           "поделиться"sv,
                           "по темі"sv,
                           "по теме"sv,
                           "теги"sv,
                           "коментарі"sv,
                           "комментарии"sv,
                           "вибір редакції"sv,
                           "выбор редакции"sv,
                           "anzeige"sv,
                           "werbung"sv,
                           "bild"sv,
                           "teilen"sv,
                           "drucken"sv,
                           "mehr zum thema"sv,
                           "lesen sie auch"sv,
                           "lesen sie mehr"sv,
                           "weiterlesen"sv,
                           "kommentare"sv,
                           "startseite"sv,
                           "schlagworte"sv,
                           "publicite"sv,
                           "partager"sv,
                           "lire aussi"sv,
                           "a lire aussi"sv,
                           "sur le meme sujet"sv,
                           "commentaires"sv,
                           "publicidad"sv,
                           "compartir"sv,
                           "lea tambien"sv,
                           "lee tambien"sv,
                           "mas informacion"sv,
                           "te puede interesar"sv,
                           "comentarios"sv,
                           "noticias relacionadas"sv,
                           "reklama"sv,
                           "czytaj tez"sv,
                           "czytaj takze"sv,
                           "czytaj wiecej"sv,
                           "zobacz tez"sv,
                           "zobacz takze"sv,
                           "udostepnij"sv,
                           "komentarze"sv,
                           "إعلان"sv,
                           "اقرا ايضا"sv,
                           "شارك"sv};
// Folded: how a line begins.
constexpr std::array openings{"follow us on "sv,
                              "like us on "sv,
                              "add us on "sv,
                              "join us on "sv,
                              "find us on "sv,
                              "follow us: "sv,
                              "subscribe to our "sv,
                              "subscribe to the "sv,
                              "sign up for our "sv,
                              "sign up to our "sv,
                              "sign up for the "sv,
                              "sign up here"sv,
                              "sign up to "sv,
                              "privacy notice: "sv,
                              "a version of this article appear"sv,
                              "our standards: "sv,
                              "sign up now"sv,
                              "click here to "sv,
                              "click here for "sv,
                              "download our app"sv,
                              "read more:"sv,
                              "read more on "sv,
                              "read also:"sv,
                              "also read:"sv,
                              "see also:"sv,
                              "related:"sv,
                              "related story:"sv,
                              "related article:"sv,
                              "share this on "sv,
                              "share on "sv,
                              "to view this content"sv,
                              "all rights reserved"sv,
                              "this article has been archived"sv,
                              "please enable javascript"sv,
                              "you need to enable javascript"sv,
                              "javascript is disabled"sv,
                              "media playback is unsupported"sv,
                              "this material may not be published"sv,
                              "get the latest news "sv,
                              "story continues below"sv,
                              "читайте також:"sv,
                              "читайте также:"sv,
                              "підписуйтесь на "sv,
                              "підписуйтеся на "sv,
                              "подписывайтесь на "sv,
                              "підпишіться на "sv,
                              "подпишитесь на "sv,
                              "следите за нами "sv,
                              "слідкуйте за нами "sv,
                              "все права защищены"sv,
                              "усі права захищені"sv,
                              "всі права захищені"sv,
                              "дивіться також:"sv,
                              "смотрите также:"sv,
                              "якщо ви помітили помилку"sv,
                              "якщо ви знайшли помилку"sv,
                              "если вы заметили ошибку"sv,
                              "если вы нашли ошибку"sv,
                              "нашли ошибку"sv,
                              "знайшли помилку"sv,
                              "lesen sie auch:"sv,
                              "lesen sie mehr:"sv,
                              "mehr zum thema:"sv,
                              "folgen sie uns "sv,
                              "abonnieren sie "sv,
                              "lire aussi :"sv,
                              "lire aussi:"sv,
                              "a lire aussi :"sv,
                              "a lire aussi:"sv,
                              "abonnez-vous "sv,
                              "suivez-nous "sv,
                              "lea tambien:"sv,
                              "lee tambien:"sv,
                              "siguenos en "sv,
                              "suscribete "sv,
                              "czytaj tez:"sv,
                              "czytaj takze:"sv,
                              "zobacz tez:"sv,
                              "zobacz takze:"sv};

bool is_punctuation(char c) {
  return c == ':' || c == '.' || c == ' ' || c == '-' || c == '>' || c == '!' || c == '|' || c == '"';
}

// "01/05/2024", "1.5.2024", which of the two is the month or not.
bool has_date_of_digits(std::string_view text) {
  for (std::size_t at = 0; at + 8 <= text.size(); ++at) {
    std::size_t end = at;
    std::string shape;  // "0/0/0" with as many digits
    while (end < text.size() && (std::string_view("0123456789./-").find(text[end]) != std::string_view::npos))
      shape += text[end] >= '0' && text[end] <= '9' ? '0' : '/', ++end;
    if (shape == "00/00/0000" || shape == "0/00/0000" || shape == "00/0/0000" || shape == "0/0/0000") return true;
    at = end;
  }
  return false;
}

// "Published: Wednesday, 21 Sep 2011 | 4:35 PM ET", "27 octobre 2012 à 18:27 (Mis à jour : 19:56)".
bool is_stamp(std::string_view text) {
  if (text.size() > kMaxStamp || text.ends_with('.')) return false;
  const std::size_t colon = text.rfind(':');
  const auto is_digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  const bool has_clock = colon != text.npos && colon > 0 && is_digit(colon - 1) && is_digit(colon + 1);
  return has_clock && (text::find_written_date(text).has_value() || has_date_of_digits(text));
}

// What WordPress puts under the items of its feeds, folded: the title stands between the two.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> appearances{
    {{"the post ", " appeared first on "},
     {"der beitrag ", " erschien zuerst auf "},
     {"l’article ", " est apparu en premier sur "},
     {"la entrada ", " se publico primero en "},
     {"сообщение ", " сначала на "},
     {"допис ", " спершу "}}};

}  // namespace

bool is_furniture_line(std::string_view text) {
  const auto appears = [&](const std::string& line) {
    return std::any_of(appearances.begin(), appearances.end(), [&](const auto& one) {
      return line.starts_with(one.first) && line.find(one.second) != line.npos;
    });
  };
  if (text.size() > kMaxAppearance) return false;
  std::string folded = text::fold(text);
  if (appears(folded)) return true;
  if (text.size() > kMaxLine) return false;
  if (std::any_of(openings.begin(), openings.end(),
                  [&](std::string_view opening) { return folded.starts_with(opening); }))
    return true;
  while (!folded.empty() && is_punctuation(folded.back())) folded.pop_back();
  // "Jane Roe · 5 min read"
  const bool is_reading_time = text.size() <= kMaxStamp && folded.find(" min read") != folded.npos;
  return is_reading_time || std::find(lines.begin(), lines.end(), folded) != lines.end() || is_stamp(text);
}

}  // namespace dispatches::articles
