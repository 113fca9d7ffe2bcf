#include "searchd/http/counts.hpp"

namespace dispatches::http {

namespace {

constexpr std::size_t kFeedItems = 50;

// All words, and neither facets nor histogram.
query::SearchRequest listing(std::size_t per_page = 10) {
  query::SearchRequest request;
  request.words = query::Words::all;
  request.facet_by.clear();
  request.interval = query::Interval::none;
  request.per_page = per_page;
  return request;
}

// Neither facets nor histogram, unless they are asked for.
query::SearchRequest hits_alone() {
  query::SearchRequest request;
  request.facet_by.clear();
  request.interval = query::Interval::none;
  return request;
}

// Every article, unless stories are asked for.
query::SearchRequest every_article() {
  query::SearchRequest request = listing();
  request.group_by_story = false;
  return request;
}

// What stands in the place of "{id}"; absent: the path is another.
std::optional<std::string_view> id_in(std::string_view path, std::string_view pattern) {
  constexpr std::string_view kId = "{id}";
  const std::size_t at = pattern.find(kId);
  if (at == std::string_view::npos) return path == pattern ? std::optional(std::string_view()) : std::nullopt;
  const std::string_view before = pattern.substr(0, at), after = pattern.substr(at + kId.size());
  if (!path.starts_with(before) || !path.ends_with(after) || path.size() <= before.size() + after.size()) return std::nullopt;
  const std::string_view id = path.substr(at, path.size() - before.size() - after.size());
  return id.find('/') == std::string_view::npos ? std::optional(id) : std::nullopt;
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> kRoutes = {
      {"/api/v1/search", {}, {}, answer_search},
      {"/api/v1/articles/{id}", {"compare"}, {}, answer_article},
      {"/api/v1/articles/{id}/similar", {}, hits_alone(), answer_similar},
      {"/api/v1/export.csv", {"fields", "dialect"}, every_article(), answer_export_csv},
      {"/api/v1/export.ndjson", {"fields"}, every_article(), answer_export_ndjson},
      {"/api/v1/suggest", {}, listing(), answer_suggest},
      {"/api/v1/entities", {"type"}, listing(), answer_entities},
      {"/api/v1/entities/{id}", {}, listing(), answer_entity},
      {"/api/v1/entities/{id}/spellings", {"by"}, listing(), answer_spellings},
      {"/api/v1/spellings", {}, listing(), answer_spread},
      {"/api/v1/names", {"names"}, listing(), answer_names, true},
      {"/api/v1/quotes", {"speaker", "about"}, listing(), answer_quotes},
      {"/api/v1/quotes.csv", {"speaker", "about", "dialect"}, listing(), answer_quotes_csv},
      {"/api/v1/quotes.ndjson", {"speaker", "about"}, listing(), answer_quotes_ndjson},
      {"/api/v1/counts", {"by"}, listing(), answer_counts},
      {"/api/v1/counts.csv", {"by", "dialect"}, listing(), answer_counts_csv},
      {"/api/v1/changes", {"since"}, {}, answer_changes, false, false},
      {"/api/v1/feed.json", {}, listing(kFeedItems), answer_feed_json},
      {"/api/v1/feed.atom", {}, listing(kFeedItems), answer_feed_atom},
  };
  return kRoutes;
}

const Route* route_of(std::string_view path, std::string& id) {
  for (const Route& route : routes())
    if (const auto found = id_in(path, route.path)) return id = found->substr(0, 100), &route;
  return nullptr;
}

}  // namespace dispatches::http
