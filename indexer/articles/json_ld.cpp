// schema.org NewsArticle in JSON-LD: what most outlets state of an article, in one place.
#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "indexer/articles/credits.hpp"
#include "indexer/articles/html.hpp"
#include "indexer/articles/json_values.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using Json = nlohmann::json;

// Objects on a page that may describe its article; pages have a few dozen.
constexpr std::size_t kMaxObjects = 2000;

// By how surely an object of that type is the article, the surest first.
constexpr std::array<std::string_view, 9> article_types{
    "NewsArticle",        "ReportageNewsArticle",  "AnalysisNewsArticle",
    "OpinionNewsArticle", "BackgroundNewsArticle", "Article",
    "LiveBlogPosting",    "BlogPosting",           "WebPage"};

// 0 is the surest; article_types.size() if it is no article.
std::size_t article_rank(const Json& object) {
  std::size_t rank = article_types.size();
  for (const std::string& type : strings_in(member(object, "@type"))) {
    const std::string_view name =
        std::string_view(type).substr(type.rfind('/') == std::string::npos ? 0 : type.rfind('/') + 1);
    const auto found = std::find(article_types.begin(), article_types.end(), name);
    rank = std::min(rank, static_cast<std::size_t>(found - article_types.begin()));
  }
  return rank;
}

struct Graph {
  std::vector<const Json*> objects;
  std::map<std::string, const Json*> by_id;

  // Objects at the top, in arrays, in @graph, and as the main entity of a page.
  void gather(const Json& value) {
    if (objects.size() == kMaxObjects) return;
    if (value.is_array()) {
      for (const Json& element : value) gather(element);
    } else if (value.is_object()) {
      objects.push_back(&value);
      if (const Json* id = member(value, "@id"); id != nullptr && id->is_string() && value.size() > 1)
        by_id.emplace(id->get<std::string>(), &value);
      for (const char* inner : {"@graph", "mainEntity", "mainEntityOfPage", "publisher"})
        if (const Json* found = member(value, inner)) gather(*found);
    }
  }

  // {"@id": "#jane"} stands for the object of that id.
  const Json& resolved(const Json& value) const {
    const Json* id = value.is_object() && value.size() == 1 ? member(value, "@id") : nullptr;
    if (id == nullptr || !id->is_string()) return value;
    const auto found = by_id.find(id->get<std::string>());
    return found == by_id.end() ? value : *found->second;
  }
};

std::vector<std::string> names_of(const Json* value, const Graph& graph) {
  std::vector<std::string> names;
  if (value == nullptr) return names;
  const auto take = [&](const Json& one) {
    for (std::string& name : strings_in(&graph.resolved(one))) names.push_back(line_from_markup(text::clean(name)));
  };
  if (value->is_array())
    for (const Json& one : *value) take(one);
  else
    take(*value);
  return names;
}

std::string first_string(const Json& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    for (std::string& found : strings_in(member(object, key)))
      if (!found.empty()) return text::clean(found);
  return {};
}

void take_statements(const Json& article, const Graph& graph, Fields& fields) {
  const auto fill = [](std::string& field, std::string value) {
    if (field.empty()) field = std::move(value);
  };
  fill(fields.title, line_from_markup(first_string(article, {"headline"})));
  fill(fields.date, first_string(article, {"datePublished", "dateCreated"}));
  fill(fields.language, first_string(article, {"inLanguage"}));
  if (const auto outlets = names_of(member(article, "publisher"), graph); !outlets.empty())
    fill(fields.source, outlets.front());
  if (!fields.authors.empty()) return;
  for (const std::string& stated : names_of(member(article, "author"), graph))
    for (std::string& name : author_names(stated)) fields.authors.push_back(std::move(name));
}

std::string address_of(const Json& article, const Graph& graph) {
  std::string url = first_string(article, {"url"});
  for (const char* key : {"mainEntityOfPage", "isPartOf"}) {
    const Json* stated = url.empty() ? member(article, key) : nullptr;
    if (stated == nullptr) continue;
    const Json& page = graph.resolved(*stated);
    if (page.is_string()) url = text::clean(page.get<std::string>());
    const bool is_page = page.is_object() && (*key == 'm' || article_rank(page) < article_types.size());
    if (is_page) url = first_string(page, {"url", "@id"});
  }
  return url;
}

// "//<![CDATA[ … //]]>" and "<!-- … -->" are left from the days of XHTML.
std::string_view without_wrapping(std::string_view script) {
  const std::size_t begin = script.find_first_of("{[");
  const std::size_t end = script.find_last_of("}]");
  if (const std::size_t section = script.find("<![CDATA["); section != script.npos && section + 2 == begin) {
    const std::size_t behind = script.rfind("]]>");
    return script.substr(section + 9, behind == script.npos ? behind : behind - section - 9);
  }
  return begin == script.npos || end < begin ? script : script.substr(begin, end - begin + 1);
}

}  // namespace

void read_json_ld(const std::vector<std::string>& scripts, Fields& fields, std::string& article_body) {
  std::vector<Json> documents;
  for (const std::string& script : scripts) documents.push_back(parse_json(without_wrapping(script)));
  Graph graph;
  for (const Json& document : documents) graph.gather(document);
  std::vector<const Json*> articles;
  for (const Json* object : graph.objects)
    if (article_rank(*object) < article_types.size()) articles.push_back(object);
  std::stable_sort(articles.begin(), articles.end(),
                   [](const Json* left, const Json* right) { return article_rank(*left) < article_rank(*right); });
  if (articles.empty()) return;
  // Teasers of other articles may follow; the page around it only fills what the article leaves out.
  const std::size_t rank = article_rank(*articles.front());
  for (const Json* article : articles)
    if (article == articles.front() ||
        (article_rank(*article) != rank && article_rank(*article) + 1 == article_types.size()))
      take_statements(*article, graph, fields);
  if (fields.url.empty()) fields.url = address_of(*articles.front(), graph);
  article_body = first_string(*articles.front(), {"articleBody"});
}

}  // namespace dispatches::articles
