// What is new for a question: JSON Feed 1.1 (jsonfeed.org/version/1.1) and Atom (RFC 4287), newest indexed first.
#include <fmt/format.h>

#include "indexer/text/address.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"
#include "searchd/http/asked.hpp"
#include "searchd/http/json_parts.hpp"
#include "searchd/http/markup.hpp"

namespace dispatches::http {

namespace {

struct Feed {
  std::string title, self, home, next;     // addresses; next: empty on the last page
  std::vector<search::Hit> hits;
};

// The address with another page: that parameter is left out, and `page` stands at the end.
std::string address_of_page(const std::string& target, std::size_t page) {
  std::string address = target.substr(0, target.find('?'));
  char mark = '?';
  for (std::size_t begin = address.size() + 1, end = 0; begin < target.size(); begin = end + 1) {
    end = std::min(target.find('&', begin), target.size());
    const std::string pair = target.substr(begin, end - begin);
    if (pair.empty() || pair.starts_with("page=")) continue;
    address += std::exchange(mark, '&') + pair;
  }
  return fmt::format("{}{}page={}", address, mark, page);
}

Feed feed_of(const Asked& asked) {
  query::SearchRequest request = asked.request;
  request.sort_by = query::SortBy::indexed;
  request.without_old_stock = true;
  search::SearchResult result = asked.searcher.search(*asked.snapshot, request);
  Feed feed;
  feed.title = request.q.empty() ? "Dispatches" : "Dispatches: " + request.q;
  feed.self = asked.base + text::as_uri(asked.question.target);
  const std::size_t question = asked.question.target.find('?');
  feed.home = asked.base + "/" + (question == std::string::npos ? std::string() : text::as_uri(asked.question.target.substr(question)));  // the page takes the same
  if (request.page * request.per_page < (request.group_by_story ? result.found_stories : result.found) && (request.page + 1) * request.per_page <= query::kMaxDepth)
    feed.next = asked.base + address_of_page(text::as_uri(asked.question.target), request.page + 1);
  // What indexes of before there was a term for it hold as old stock.
  for (search::Hit& hit : result.hits)
    if (!hit.article.backfill) feed.hits.push_back(std::move(hit));
  return feed;
}

std::string address_of(const search::Hit& hit, const Asked& asked) { return asked.base + "/article/" + hit.article.id; }

std::string text_of(const search::Fragments& fragments) {
  std::string text;
  for (const search::Fragment& fragment : fragments) text += fragment.text;
  return text;
}

// Readers of feeds want a whole time. A month or a year would have to be filled up: no date is invented.
std::string published(const schema::StoredArticle& article) {
  return article.published && article.published->precision <= text::Precision::day ? text::format_time(article.published->start) : std::string();
}

Json item_json(const search::Hit& hit, const Asked& asked) {
  const schema::StoredArticle& article = hit.article;
  Json json = {{"id", article.id}, {"url", address_of(hit, asked)}};
  put_if_known(json, "external_url", text::as_uri(article.url));
  json["title"] = shown_title(article);
  json["content_text"] = text_of(hit.snippet);
  put_if_known(json, "date_published", published(article));
  json["date_modified"] = text::format_time(article.updated);
  if (!article.authors.empty()) json["authors"] = Json::array();
  for (const std::string& author : article.authors) json["authors"].push_back({{"name", author}});
  put_if_known(json, "language", article.language);
  if (!article.topics.empty()) json["tags"] = topic_names(article.topics, asked.shown());
  json["_dispatches"] = {{"indexed", text::format_time(article.indexed)}};
  if (!hit.source_id.empty()) json["_dispatches"]["source"] = {{"id", hit.source_id}, {"name", hit.source_name}};
  return json;
}

// As in HTML; and what no text of XML may hold (1.0, 2.2) goes.
std::string xml(std::string_view text) { return text::replaced(text::replaced(Markup(text).html(), "\xEF\xBF\xBE", ""), "\xEF\xBF\xBF", ""); }

std::string entry_xml(const search::Hit& hit, const Asked& asked) {
  const schema::StoredArticle& article = hit.article;
  std::string out = fmt::format("  <entry>\n    <id>urn:dispatches:{}:{}</id>\n    <title>{}</title>\n    <link rel=\"alternate\" href=\"{}\"/>\n",
                                xml(asked.snapshot->manifest.index_id), xml(article.id), xml(shown_title(article)), xml(address_of(hit, asked)));
  if (!article.url.empty()) out += fmt::format("    <link rel=\"via\" href=\"{}\"/>\n", xml(text::as_uri(article.url)));
  out += fmt::format("    <updated>{}</updated>\n", text::format_time(article.updated));
  if (const std::string time = published(article); !time.empty()) out += fmt::format("    <published>{}</published>\n", time);
  for (const std::string& author : article.authors) out += fmt::format("    <author><name>{}</name></author>\n", xml(author));
  if (article.authors.empty()) out += fmt::format("    <author><name>{}</name></author>\n", xml(hit.source_name.empty() ? "unknown" : hit.source_name));
  for (const std::string& topic : article.topics) out += fmt::format("    <category term=\"{}\"/>\n", xml(topic));
  return out + fmt::format("    <summary>{}</summary>\n  </entry>\n", xml(text_of(hit.snippet)));
}

Reply reply_of(std::string type, std::string body) { return {200, std::move(type), std::move(body), {}, {{"Cache-Control", "no-cache"}}, {}}; }

}  // namespace

Reply answer_feed_json(const Asked& asked) {
  const Feed feed = feed_of(asked);
  Json json = {{"version", "https://jsonfeed.org/version/1.1"}, {"title", feed.title}, {"home_page_url", feed.home}, {"feed_url", feed.self}};
  put_if_known(json, "next_url", feed.next);
  json["items"] = Json::array();
  for (const search::Hit& hit : feed.hits) json["items"].push_back(item_json(hit, asked));
  return reply_of("application/feed+json", dump(json));
}

Reply answer_feed_atom(const Asked& asked) {
  const Feed feed = feed_of(asked);
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  out += fmt::format("  <id>urn:dispatches:{}:{}</id>\n  <title>{}</title>\n  <updated>{}</updated>\n", xml(asked.snapshot->manifest.index_id),
                     xml(text::as_uri(asked.question.target)), xml(feed.title), text::format_time(asked.snapshot->manifest.built));
  out += fmt::format("  <link rel=\"self\" href=\"{}\"/>\n  <link rel=\"alternate\" href=\"{}\"/>\n", xml(feed.self), xml(feed.home));
  if (!feed.next.empty()) out += fmt::format("  <link rel=\"next\" href=\"{}\"/>\n", xml(feed.next));
  for (const search::Hit& hit : feed.hits) out += entry_xml(hit, asked);
  return reply_of("application/atom+xml; charset=utf-8", out + "</feed>\n");
}

}  // namespace dispatches::http
