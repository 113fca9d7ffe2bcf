// What a page states of its article outside the text: JSON-LD, OpenGraph, <meta>, <time>, <link>, lang.
#include <algorithm>
#include <array>
#include <utility>

#include "indexer/articles/credits.hpp"
#include "indexer/articles/html.hpp"
#include "indexer/articles/identity.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// Names of <meta>, lower-cased, the best first. Sources: ogp.me; Dublin Core; what outlets and their tools use
// (parsely, sailthru, cXense).
constexpr std::array title_names{"og:title"sv,      "twitter:title"sv, "title"sv,         "dc.title"sv,
                                 "dcterms.title"sv, "headline"sv,      "parsely-title"sv, "sailthru.title"sv};
constexpr std::array date_names{"article:published_time"sv,
                                "og:article:published_time"sv,
                                "og:published_time"sv,
                                "datepublished"sv,
                                "date"sv,
                                "pubdate"sv,
                                "publishdate"sv,
                                "publish-date"sv,
                                "publish_date"sv,
                                "publication_date"sv,
                                "dc.date.issued"sv,
                                "dcterms.issued"sv,
                                "dc.date"sv,
                                "dcterms.date"sv,
                                "dc.date.created"sv,
                                "dcterms.created"sv,
                                "parsely-pub-date"sv,
                                "sailthru.date"sv,
                                "cxenseparse:recs:publishtime"sv,
                                "article.published"sv,
                                "published_time"sv,
                                "displaydate"sv,
                                "ptime"sv,
                                "dat"sv,
                                "article_date_original"sv,
                                "citation_publication_date"sv};
constexpr std::array source_names{"og:site_name"sv,
                                  "publisher"sv,
                                  "dc.publisher"sv,
                                  "dcterms.publisher"sv,
                                  "application-name"sv,
                                  "apple-mobile-web-app-title"sv,
                                  "cre"sv,
                                  "source"sv};
constexpr std::array author_meta_names{"author"sv,           "article:author"sv,  "dc.creator"sv, "dcterms.creator"sv,
                                       "parsely-author"sv,   "sailthru.author"sv, "byl"sv,        "citation_author"sv,
                                       "og:article:author"sv};
constexpr std::array language_names{"og:locale"sv, "content-language"sv, "language"sv, "dc.language"sv};

template <std::size_t N>
std::size_t rank_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

// The best statement so far of one field.
struct Best {
  std::string value;
  std::size_t rank = 1000;

  void offer(std::size_t new_rank, std::size_t none, std::string_view offered) {
    if (new_rank >= none || new_rank >= rank || text::trim(offered).empty()) return;
    value = offered;
    rank = new_rank;
  }
};

struct Metadata {
  Best title, date, source, language;
  std::vector<std::string> authors;
  std::size_t author_rank = 1000;
  std::string canonical, og_url, document_title, html_lang, marked_date, time_in_article, time_elsewhere, only_heading;
  std::string publisher;
  std::vector<std::string> scripts, marked_authors;
  std::size_t headings = 0;
  std::uint32_t heading_at = 0;
  std::vector<std::pair<std::uint32_t, std::string>> shown_dates;  // and where
};

// Nodes between a headline and the date that is shown with it; dates of other articles are further away.
constexpr std::uint32_t kNearHeading = 40;
constexpr std::size_t kMaxShownDate = 80;  // bytes

// One of the names as a word of a class; `ends`: as its last ("pb-byline", not "author-bio").
template <std::size_t N>
bool has_class_word(std::string_view classes, const std::array<std::string_view, N>& names, bool ends) {
  for (const std::string_view name : names) {
    for (std::size_t at = classes.find(name); at != classes.npos; at = classes.find(name, at + 1)) {
      const char before = at == 0 ? ' ' : classes[at - 1];
      const char behind = at + name.size() < classes.size() ? classes[at + name.size()] : ' ';
      const bool is_end = behind == ' ' || behind == '\n' || (!ends && (behind == '-' || behind == '_'));
      if ((before == ' ' || before == '-' || before == '_') && is_end) return true;
    }
  }
  return false;
}

bool has_byline_class(std::string_view classes) {
  constexpr std::array names{"byline"sv, "author"sv, "auteur"sv, "autor"sv, "author-name"sv};
  return has_class_word(classes, names, true);
}

bool has_date_class(std::string_view classes) {
  constexpr std::array names{"date"sv, "datetime"sv, "pubdate"sv, "published"sv, "time"sv, "timestamp"sv, "datum"sv};
  return has_class_word(classes, names, false) && classes.find("pdate") == classes.npos && classes.find("odif") == classes.npos;
}

void read_meta(const HtmlDocument& document, std::uint32_t index, Metadata& found) {
  const std::string_view content = document.attribute(index, "content");
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
    const std::string name = text::fold_case(text::trim(document.attribute(index, key)));
    if (name.empty()) continue;
    found.title.offer(rank_of(title_names, name), title_names.size(), content);
    found.source.offer(rank_of(source_names, name), source_names.size(), content);
    found.language.offer(rank_of(language_names, name), language_names.size(), content);
    if (text::parse_written_date(content)) found.date.offer(rank_of(date_names, name), date_names.size(), content);
    if (name == "og:url" && found.og_url.empty()) found.og_url = content;
    const std::size_t rank = rank_of(author_meta_names, name);
    auto names = rank < author_meta_names.size() && rank <= found.author_rank ? author_names(text::clean(content))
                                                                              : std::vector<std::string>();
    if (names.empty()) continue;
    if (rank < found.author_rank) found.authors.clear();
    found.author_rank = rank;
    std::move(names.begin(), names.end(), std::back_inserter(found.authors));
  }
}

void read_time(const HtmlDocument& document, std::uint32_t index, bool in_article, Metadata& found) {
  std::string stated(document.attribute(index, "datetime"));
  if (stated.empty()) stated = document.attribute(index, "content");
  if (!text::parse_date(text::trim(stated))) stated = document.text_of(index);
  if (!text::parse_written_date(text::trim(stated))) return;
  const std::string_view mark = document.attribute(index, "itemprop");
  if (mark == "dateModified") return;
  const bool is_marked = mark == "datePublished" || document.has_attribute(index, "pubdate");
  std::string& place = is_marked ? found.marked_date : in_article ? found.time_in_article : found.time_elsewhere;
  if (place.empty()) place = std::move(stated);
}

bool is_author_mark(const HtmlDocument& document, std::uint32_t index) {
  return document.attribute(index, "itemprop") == "author" || document.attribute(index, "rel") == "author" ||
         has_byline_class(document.attribute(index, "class"));
}

void read_author_mark(const HtmlDocument& document, std::uint32_t index, Metadata& found) {
  if (!found.marked_authors.empty()) return;
  const std::string text = document.text_of(index);
  if (text.size() > 120) return;
  std::vector<std::string> names = names_in_byline(text);
  // Without "By" it is a byline only if it is nothing but names.
  if (names.empty()) {
    names = author_names(text);
    const auto is_name = [](const std::string& name) { return !names_in_byline("By " + name).empty(); };
    if (!std::all_of(names.begin(), names.end(), is_name)) return;
  }
  found.marked_authors = std::move(names);
}

// What old templates print beside the headline: "15 December 2025, 14:30".
void read_shown_date(const HtmlDocument& document, std::uint32_t index, Metadata& found) {
  if (!has_date_class(document.attribute(index, "class")) || document[index].end - index > kNearHeading) return;
  const std::string text = document.text_of(index);
  if (text.size() > kMaxShownDate) return;
  if (text::parse_written_date(text)) return found.shown_dates.emplace_back(index, text), void();
  const std::size_t colon = text.find(": ");  // "Published: …"
  if (colon != text.npos && text::parse_written_date(text.substr(colon + 2)))
    found.shown_dates.emplace_back(index, text.substr(colon + 2));
}

// The first behind the only headline, else the last before it; empty if none is near.
std::string date_by_heading(const Metadata& found) {
  std::string before;
  for (const auto& [index, date] : found.shown_dates) {
    if (index > found.heading_at + kNearHeading) break;
    if (index > found.heading_at) return found.headings == 1 ? date : std::string();
    if (index + kNearHeading > found.heading_at) before = date;
  }
  return found.headings == 1 ? before : std::string();
}

// schema.org microdata: the outlet's name stands inside, in a <meta> or as text.
std::string publisher_in(const HtmlDocument& document, std::uint32_t index) {
  for (std::uint32_t i = index + 1; i < document[index].end; ++i)
    if (document.attribute(i, "itemprop") == "name")
      return document.has_attribute(i, "content") ? std::string(document.attribute(i, "content")) : document.text_of(i);
  return {};
}

void read_element(const HtmlDocument& document, std::uint32_t index, std::uint32_t article_end, Metadata& found) {
  const std::string_view name = document[index].name;
  if (name == "meta") {
    read_meta(document, index, found);
  } else if (name == "title" && found.document_title.empty() && document[document[index].parent].name == "head") {
    found.document_title = document.text_of(index);
  } else if (name == "link" && document.attribute(index, "rel") == "canonical" && found.canonical.empty()) {
    found.canonical = document.attribute(index, "href");
  } else if (name == "html") {
    found.html_lang = document.attribute(index, document.has_attribute(index, "lang") ? "lang" : "xml:lang");
  } else if (name == "script") {
    if (document.attribute(index, "type").starts_with("application/ld+json") && index + 1 < document[index].end)
      found.scripts.emplace_back(document[index + 1].text);
  } else if (name == "h1") {
    if (found.headings++ == 0) found.only_heading = document.text_of(index), found.heading_at = index;
  } else if (name == "time" || document.attribute(index, "itemprop") == "datePublished") {
    read_time(document, index, index < article_end, found);
  } else if (document[index].attributes > 0) {
    read_shown_date(document, index, found);
    if (found.publisher.empty() && document.attribute(index, "itemprop") == "publisher")
      found.publisher = publisher_in(document, index);
  }
  if (name != "meta" && is_author_mark(document, index)) read_author_mark(document, index, found);
}

Metadata gather(const HtmlDocument& document) {
  Metadata found;
  std::uint32_t article_end = 0;
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    if (document[i].name == "article" || document[i].name == "main")
      article_end = std::max(article_end, document[i].end);
    if (!document[i].name.empty()) read_element(document, i, article_end, found);
  }
  return found;
}

// "Headline | Outlet", "Headline - Outlet", where the tail is the outlet.
bool names_outlet(const std::string& tail, const Fields& fields, const std::string& host) {
  if (tail.empty()) return false;
  const std::string source = text::fold(fields.source);
  // "Aktuálně.cz – what is happening" calls itself "Aktuálně.cz".
  if (source.starts_with(tail) && (source.size() == tail.size() || source[tail.size()] == ' ')) return true;
  if (!host.empty() && (tail == host || host.ends_with("." + tail) || tail == host.substr(0, host.find('.'))))
    return true;
  return std::any_of(fields.authors.begin(), fields.authors.end(),
                     [&](const std::string& author) { return text::fold(author) == tail; });
}

std::string without_outlet(const std::string& title, const Fields& fields, const std::string& host) {
  for (const std::string_view bar : {" | "sv, " - "sv, " – "sv, " — "sv, " · "sv, " :: "sv, " • "sv, ": "sv}) {
    const std::size_t at = title.rfind(bar);
    if (at == title.npos || at == 0) continue;
    const std::string_view head = text::trim(std::string_view(title).substr(0, at));
    const std::string_view tail = text::trim(std::string_view(title).substr(at + bar.size()));
    if (names_outlet(text::fold(tail), fields, host)) return std::string(head);
    if (bar != ": " && names_outlet(text::fold(head), fields, host)) return std::string(tail);
  }
  return title;
}

std::string title_of(const Metadata& found, const Fields& fields, const std::string& host) {
  std::string title = fields.title.empty() ? found.title.value : fields.title;
  if (title.empty() && found.headings == 1) title = found.only_heading;
  if (title.empty()) title = found.document_title;
  title = line_from_markup(text::clean(title));
  // "Outlet | Headline", "Headline - Section": what the one heading of the page says is the title.
  const std::string& heading = found.only_heading;
  const bool is_framed = found.headings == 1 && heading.size() * 2 >= title.size() && heading.size() < title.size() &&
                         (title.starts_with(heading + " ") || title.ends_with(" " + heading));
  return is_framed ? heading : without_outlet(title, fields, host);
}

// A canonical address that is the front page is a mistake of the template.
std::string address_of(const Metadata& found, const std::string& in_json_ld) {
  for (const std::string& address : {found.canonical, found.og_url, in_json_ld}) {
    const std::string url = canonical_url(address);
    const bool is_front_page = !url.empty() && url.find('/', 8) + 1 == url.size();
    if (!address.empty() && !is_front_page) return address;
  }
  return found.canonical;
}

}  // namespace

Fields html_metadata(const HtmlDocument& document) {
  const Metadata found = gather(document);
  Fields fields;
  read_json_ld(found.scripts, fields, fields.body);
  const auto fill = [](std::string& field, const std::string& value) {
    if (field.empty()) field = value;
  };
  if (!text::parse_written_date(text::trim(fields.date))) fields.date.clear();
  const std::string shown_date = date_by_heading(found);
  for (const std::string* date :
       {&found.date.value, &found.marked_date, &found.time_in_article, &shown_date, &found.time_elsewhere})
    fill(fields.date, *date);
  for (const std::string* source : {&found.publisher, &found.source.value}) fill(fields.source, *source);
  for (const std::string* language : {&found.html_lang, &found.language.value}) fill(fields.language, *language);
  fields.url = address_of(found, fields.url);
  if (fields.authors.empty()) fields.authors = found.authors;
  if (fields.authors.empty()) fields.authors = found.marked_authors;
  fields.title = title_of(found, fields, host_of(canonical_url(fields.url)));
  return fields;
}

}  // namespace dispatches::articles
