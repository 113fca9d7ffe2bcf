// What each address is for, what it gives and which parameters it has besides those of a search.
#include "searchd/http/asked.hpp"
#include "searchd/http/export.hpp"
#include "searchd/http/openapi.hpp"

namespace dispatches::http {

namespace {

constexpr std::string_view kJson = "application/json", kCsv = "text/csv", kText = "text/plain", kHtml = "text/html";

Parameter own(std::string name, std::string_view says, Form form, std::vector<std::string_view> words = {}) {
  return {std::move(name), says, form, form == Form::choices, 0, 0, std::move(words), {}, {}};
}

Parameter fields() {
  std::vector<std::string_view> names;
  for (const Column& column : columns()) names.push_back(column.name);
  return own("fields", "columns, in this order", Form::choices, std::move(names));
}

Parameter counted_by() {
  Parameter by = own("by", "one or two, of which one may be a time", Form::choices, {"person", "org", "place", "topic", "source", "lang", "day", "week", "month", "year"});
  by.most = 2;
  return by;
}

Parameter since() {
  Parameter one = own("since", "the generation that you have", Form::number);
  one.most = kMaxGeneration;
  return one;
}

Parameter dialect() { return own("dialect", "excel: a BOM, and no cell that runs as a formula", Form::choice, {"excel"}); }

std::vector<Parameter> whose_words() {
  return {own("speaker", "who says it: an id, or a name that means one", Form::text), own("about", "whom or what the quote's sentence is about: an entity or a topic", Form::text)};
}

std::vector<Parameter> with(std::vector<Parameter> list, Parameter one) {
  list.push_back(std::move(one));
  return list;
}

}  // namespace

const std::vector<Described>& described_addresses() {
  static const std::vector<Described> kAddresses = {
      {"/api/v1/search", "articles, facets and a histogram", kJson, "Search"},
      {"/api/v1/articles/{id}", "one article whole, the words of a search marked", kJson, "Article",
       {own("compare", "another article: how their texts differ", Form::text)}},
      {"/api/v1/articles/{id}/similar", "other articles on the same matter, not the same text; facets and a histogram where they are asked for", kJson, "Search"},
      {"/api/v1/export.csv", "every match as a table, from one generation", kCsv, "",
       {fields(), dialect()}},
      {"/api/v1/export.ndjson", "every match, one a line, from one generation", "application/x-ndjson", "ExportLine", {fields()}},
      {"/api/v1/suggest", "names, topics and words that begin as typed", kJson, "Suggestions"},
      {"/api/v1/entities", "entities whose name in any spelling or script begins so or is this", kJson, "Entities",
       {own("type", "of the entities", Form::choice, {"person", "org", "place"})}},
      {"/api/v1/entities/{id}", "an entity with its spellings, dates and company", kJson, "WholeEntity"},
      {"/api/v1/entities/{id}/spellings", "who writes which spelling, and when", kJson, "Spellings",
       {own("by", "a row for each source", Form::choice, {"source"})}},
      {"/api/v1/spellings", "entities that are written in more than one way", kJson, "Spread"},
      {"/api/v1/names", "whom each name of a list means", kJson, "Names", {own("names", "the list", Form::text)}, {"names"}},
      {"/api/v1/quotes", "who said what", kJson, "Quotes", whose_words()},
      {"/api/v1/quotes.csv", "every quote as a table, from one generation", kCsv, "", with(whose_words(), dialect())},
      {"/api/v1/quotes.ndjson", "every quote, one a line, from one generation", "application/x-ndjson", "QuoteLine", whose_words()},
      {"/api/v1/counts", "tidy rows of counts", kJson, "Counts", {counted_by()}, {"by"}},
      {"/api/v1/counts.csv", "tidy rows of counts as a table", kCsv, "", {counted_by(), dialect()}, {"by"}},
      {"/api/v1/changes", "ids of what is new, updated and removed since a generation", kJson, "Changes", {since()}, {"since"}},
      {"/api/v1/feed.json", "newest indexed first: JSON Feed 1.1", "application/feed+json", "Feed"},
      {"/api/v1/feed.atom", "newest indexed first: Atom", "application/atom+xml", ""},
      {"/api/v1/index", "what the index holds, and how its last run went", kJson, "IndexReply"},
      {"/openapi.json", "this description", kJson, ""},
      {"/opensearch.xml", "how browsers search here: OpenSearch 1.1", "application/opensearchdescription+xml", ""},
      {"/healthz", "the daemon lives", kText, ""},
      {"/readyz", "an index is open", kText, ""},
      {"/metrics", "counters of the daemon: Prometheus text format 0.0.4", kText, ""},
      {"/", "the page", kHtml, ""},
      {"/article/{id}", "the page, at an article", kHtml, ""},
      {"/entity/{id}", "the page, at an entity", kHtml, ""},
  };
  return kAddresses;
}

}  // namespace dispatches::http
