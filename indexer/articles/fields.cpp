// Names of fields, and a record's fields → an article.
#include "indexer/articles/fields.hpp"

#include <algorithm>
#include <utility>

#include "indexer/articles/credits.hpp"
#include "indexer/articles/html.hpp"
#include "indexer/articles/identity.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/language.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// Names without case and punctuation, the best first. Sources: API.md section 4; IPTC ninjs 1.4–3.0; schema.org;
// news-please, newspaper3k and trafilatura exports; common WordPress and Drupal dumps.
constexpr std::size_t kPrologBytes = 1000;  // before the root of an XML document inside a record
constexpr std::array own_ids{"id"sv, "guid"sv, "uri"sv, "articleid"sv, "uuid"sv, "identifier"sv};
constexpr std::array titles{"title"sv, "headline"sv, "headlines"sv, "posttitle"sv, "webtitle"sv, "ogtitle"sv};
constexpr std::array bodies{"body"sv,      "maintext"sv,    "articlebody"sv, "text"sv,
                            "content"sv,   "contents"sv,    "fulltext"sv,    "bodytext"sv,
                            "bodyxhtml"sv, "bodyhtml"sv,    "contenthtml"sv, "articletext"sv,
                            "bodies"sv,    "postcontent"sv, "rawtext"sv,     "contenttext"sv,
                            "paragraphs"sv, "article"sv,    "storytext"sv};
constexpr std::array dates{"dategmt"sv,        "date"sv,           "published"sv,     "datepublished"sv, "datepublish"sv,
                           "publishedat"sv,    "publishedtime"sv, "pubdate"sv,       "publicationdate"sv,
                           "publisheddate"sv,  "publishdate"sv,   "publishedon"sv,   "articlepublishedtime"sv,
                           "versioncreated"sv, "firstcreated"sv,  "created"sv,       "createdat"sv,
                           "postdate"sv,       "dcdate"sv,        "contentcreated"sv,
                           "webpublicationdate"sv, "datetime"sv,  "timestamp"sv};
constexpr std::array fetches{"datedownload"sv, "downloaded"sv, "downloadedat"sv, "retrieved"sv, "retrievedat"sv,
                             "crawled"sv,      "crawledat"sv,  "crawldate"sv,    "scraped"sv,   "scrapedat"sv,
                             "fetched"sv,      "fetchedat"sv,  "accessed"sv};
constexpr std::array sources{"source"sv,     "publisher"sv,   "outlet"sv,         "sourcename"sv,   "sitename"sv,
                             "newspaper"sv,  "publication"sv, "provider"sv,       "sourcedomain"sv, "domain"sv,
                             "infosource"sv, "infosources"sv, "copyrightholder"sv,
                             "outletname"sv, "media"sv,       "website"sv};
constexpr std::array urls{"url"sv,       "link"sv,       "canonicalurl"sv, "permalink"sv,
                          "canonical"sv, "articleurl"sv, "sourceurl"sv,    "weburl"sv};
constexpr std::array languages{"lang"sv, "language"sv, "inlanguage"sv, "languagecode"sv};
constexpr std::array authors{"author"sv,  "authors"sv,   "byline"sv, "by"sv,
                             "creator"sv, "dccreator"sv, "writer"sv, "bylines"sv, "authorname"sv};
// Folded: how newsrooms head the columns of their tables in uk, ru, de, fr, es, pl.
constexpr std::array<std::pair<std::string_view, Field>, 55> own_languages{{
    {"заголовок", Field::title}, {"назва", Field::title},     {"название", Field::title},  {"titel", Field::title},
    {"uberschrift", Field::title}, {"schlagzeile", Field::title}, {"titre", Field::title}, {"titulo", Field::title},
    {"titular", Field::title},   {"tytul", Field::title},     {"текст", Field::body},      {"зміст", Field::body},
    {"содержание", Field::body}, {"стаття", Field::body},     {"статья", Field::body},     {"inhalt", Field::body},
    {"volltext", Field::body},   {"texte", Field::body},      {"contenu", Field::body},    {"texto", Field::body},
    {"contenido", Field::body},  {"tekst", Field::body},      {"tresc", Field::body},      {"дата", Field::date},
    {"дата публікації", Field::date}, {"дата публикации", Field::date}, {"опубліковано", Field::date}, {"опубликовано", Field::date},
    {"datum", Field::date},      {"veroffentlicht", Field::date}, {"fecha", Field::date},  {"data", Field::date},
    {"джерело", Field::source},  {"источник", Field::source}, {"видання", Field::source},  {"издание", Field::source},
    {"змі", Field::source},      {"сми", Field::source},      {"quelle", Field::source},   {"fuente", Field::source},
    {"zrodlo", Field::source},   {"посилання", Field::url},   {"ссылка", Field::url},      {"адреса", Field::url},
    {"lien", Field::url},        {"enlace", Field::url},      {"мова", Field::language},   {"язык", Field::language},
    {"sprache", Field::language}, {"langue", Field::language}, {"idioma", Field::language}, {"jezyk", Field::language},
    {"автор", Field::author},    {"autor", Field::author},    {"auteur", Field::author},
}};
constexpr std::uint8_t kOwnLanguageRank = 200;

std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
  }
  return plain;
}

template <std::size_t N>
std::optional<NamedField> rank_in(const std::array<std::string_view, N>& names, std::string_view name, Field field) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return NamedField{field, static_cast<std::uint8_t>(found - names.begin())};
}

bool is_blank(std::string_view value) {
  return text::trim(value).empty();
}

// "null" and its like are what exports write for nothing.
bool is_nothing(std::string_view value) {
  value = text::trim(value);
  return value.empty() || value == "null" || value == "NULL" || value == "None" || value == "nan" || value == "NaN" ||
         value == "N/A" || value == "-";
}

bool same_line(std::string_view left, std::string_view right) {
  // Folding is dear, and few paragraphs are as short as a title.
  if (left.size() > 2 * right.size() + 16) return false;
  return !left.empty() && text::fold(text::squeeze(left)) == text::fold(text::squeeze(right));
}

// Title, outlet and authors repeated on a line of the body are not text.
void drop_repeats(Article& article) {
  const auto repeats = [&](const Paragraph& paragraph) {
    if (paragraph.text.size() > kMaxTitleCharacters * 4) return false;
    if (same_line(paragraph.text, article.source)) return true;
    for (const std::string& author : article.authors)
      if (same_line(paragraph.text, author)) return true;
    return same_line(paragraph.text, article.title);
  };
  const auto is_body = [](const Paragraph& paragraph) { return paragraph.kind == ParagraphKind::body; };
  auto& all = article.paragraphs;
  // A text of one line may be its own title.
  if (std::count_if(all.begin(), all.end(), is_body) < 2) return;
  // Only at the two ends, where such lines stand; inside, "Ukraine" on a line of its own may be a heading under that
  // title.
  for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 3);) {
    if (repeats(all[i]))
      all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
    else
      ++i;
  }
  while (!all.empty() && repeats(all.back())) all.pop_back();
}

std::string source_of(std::string_view stated, const Defaults& defaults, const std::string& address_domain) {
  if (!is_nothing(stated)) {
    const std::string host = host_of(canonical_url(stated));
    return host.empty() ? std::string(stated) : host;
  }
  return defaults.source.empty() ? address_domain : defaults.source;
}

std::optional<text::Date> date_of(const Fields& fields, const PlainText& plain, const Defaults& defaults) {
  if (auto date = text::parse_written_date(text::trim(fields.date), defaults.zone)) return date;
  const auto fetched = text::parse_written_date(text::trim(fields.fetched), defaults.zone);
  if (fetched)
    if (auto date = text::parse_relative_date(fields.date, *fetched, defaults.zone)) return date;
  return plain.stated_date ? plain.stated_date : plain.caption_date;
}

void append_authors(std::string_view stated, std::vector<std::string>& names) {
  for (std::string& name : author_names(text::clean(stated))) names.push_back(std::move(name));
}

}  // namespace

std::optional<NamedField> field_named(std::string_view name) {
  const std::string plain = plain_name(name.substr(0, 64));
  if (auto found = rank_in(own_ids, plain, Field::own_id)) return found;
  if (auto found = rank_in(titles, plain, Field::title)) return found;
  if (auto found = rank_in(bodies, plain, Field::body)) return found;
  if (auto found = rank_in(dates, plain, Field::date)) return found;
  if (auto found = rank_in(sources, plain, Field::source)) return found;
  if (auto found = rank_in(urls, plain, Field::url)) return found;
  if (auto found = rank_in(languages, plain, Field::language)) return found;
  if (auto found = rank_in(authors, plain, Field::author)) return found;
  if (auto found = rank_in(fetches, plain, Field::fetched)) return found;
  const std::string folded = text::fold(text::trim(name.substr(0, 64)));
  const auto own = std::find_if(own_languages.begin(), own_languages.end(),
                                [&](const auto& one) { return one.first == folded; });
  return own == own_languages.end() ? std::nullopt : std::optional(NamedField{own->second, kOwnLanguageRank});
}

bool FieldCollector::accepts(NamedField named, std::string_view value) {
  std::uint8_t& best = best_[static_cast<std::size_t>(named.field)];
  if (is_nothing(value) || named.rank > best) return false;
  // A "date" that is none must not hide a "published" that is one.
  if (named.field == Field::date && best != 255 && !text::parse_written_date(text::trim(value))) return false;
  if (named.field == Field::author && named.rank < best) fields_.authors.clear();
  best = named.field == Field::date && !text::parse_written_date(text::trim(value)) ? 254 : named.rank;
  return true;
}

void FieldCollector::add(NamedField named, std::string_view value) {
  if (!accepts(named, value)) return;
  switch (named.field) {
    case Field::own_id:
      fields_.own_id = value;
      break;
    case Field::title:
      fields_.title = value;
      break;
    case Field::body:
      fields_.body = value;
      break;
    case Field::date:
      fields_.date = value;
      break;
    case Field::source:
      fields_.source = value;
      break;
    case Field::url:
      fields_.url = value;
      break;
    case Field::language:
      fields_.language = value;
      break;
    case Field::fetched:
      fields_.fetched = value;
      break;
    case Field::author:
      append_authors(value, fields_.authors);
      break;
  }
}

Fields FieldCollector::take() {
  fields_.title = line_from_markup(text::clean(fields_.title));
  fields_.body = text::clean(fields_.body);
  if (std::string_view(fields_.body).substr(0, kPrologBytes).find("<nitf") != std::string::npos)
    fields_.paragraphs = paragraphs_of_nitf(fields_.body);
  if (fields_.paragraphs.empty() && has_markup(fields_.body)) fields_.paragraphs = paragraphs_from_markup(fields_.body);
  return std::move(fields_);
}

std::string resolved_url(std::string_view address, std::string_view base) {
  address = text::trim(address);
  if (is_nothing(address)) return {};
  if (std::string url = canonical_url(address); !url.empty()) return url;
  const bool has_scheme = address.find(':') < address.find_first_of("/?#");
  if (has_scheme || canonical_url(base).empty() || address.starts_with("//")) return {};
  std::string root(base.substr(0, base.find_first_of("?#")));
  const std::size_t path = root.find('/', root.find("//") + 2);
  root.resize(std::min(path, root.size()));
  const std::string folder =
      path < base.size()
          ? std::string(base.substr(path, base.substr(0, base.find_first_of("?#")).rfind('/') + 1 - path))
          : "/";
  return canonical_url(address.starts_with('/') ? root + std::string(address) : root + folder + std::string(address));
}

Outcome<Article> article_from_fields(const Fields& fields, const Input& input, const RawRecord& record,
                                     const Defaults& defaults) {
  PlainText plain;
  if (fields.paragraphs.empty())
    plain = read_plain_text(fields.body, is_blank(fields.title));
  else
    plain = read_paragraphs(fields.paragraphs);
  Article article;
  article.where = input.relative + record.place;
  article.title = is_blank(fields.title) ? plain.title : fields.title;
  article.paragraphs = std::move(plain.paragraphs);
  article.url = resolved_url(fields.url, defaults.base_url);
  article.source = source_of(fields.source, defaults, plain.address_domain);
  article.authors = fields.authors.empty() ? plain.bylines : fields.authors;
  article.published = date_of(fields, plain, defaults);
  article.language = is_nothing(fields.language) ? defaults.language : fields.language;
  tidy(article);
  drop_repeats(article);
  if (std::string reason = why_not_an_article(article); !reason.empty())
    return Rejection{article.where, std::move(reason)};
  const std::string content = record.place.empty() ? std::string() : content_hash(article);
  article.id = article_id(article, text::trim(fields.own_id), input.relative, content);
  return article;
}

}  // namespace dispatches::articles
