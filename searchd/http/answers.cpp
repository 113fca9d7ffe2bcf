#include <chrono>

#include "searchd/http/asked.hpp"

namespace dispatches::http {

Reply json_reply(std::string body) { return {200, "application/json", std::move(body), {}, {{"Cache-Control", "no-cache"}}, {}}; }

Reply no_such(std::string_view thing) {
  return refused({404, "no_such_" + std::string(thing), "there is no " + std::string(thing) + " of that id", {}, {}}, "/api/");
}

namespace {

Reply no_article(const Asked& asked) {
  if (asked.snapshot->withheld.has_id(asked.id)) return refused({410, "withheld", "this article was taken out of the archive", {}, {}}, "/api/");
  return no_such("article");
}

double since(std::chrono::steady_clock::time_point began) { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count(); }

}  // namespace

Reply answer_search(const Asked& asked) {
  const auto began = std::chrono::steady_clock::now();
  search::SearchResult result = asked.searcher.search(*asked.snapshot, asked.request);
  if (asked.request.as_of) result.notes.push_back(note_of_later_changes(asked));
  return json_reply(search_json(result, asked.request, asked.shown(), since(began)));
}

Reply answer_similar(const Asked& asked) {
  const auto began = std::chrono::steady_clock::now();
  const auto result = asked.searcher.similar(*asked.snapshot, asked.id, asked.request);
  return result ? json_reply(search_json(*result, asked.request, asked.shown(), since(began))) : no_article(asked);
}

namespace {

Reply article_reply(const search::ArticleView& view, const Asked& asked) {
  const std::vector<std::string>& other = asked.own.at("compare");
  if (other.empty()) return json_reply(article_json(view, {}, asked.shown()));
  if (other.size() > 1) return refused(bad("bad_value", "compare", "give it once"), "/api/");
  const auto comparison = asked.searcher.compare(*asked.snapshot, asked.id, other.front());
  if (!comparison) return refused({404, "no_such_article", "compare: there is no article of that id", "compare", {}}, "/api/");
  return json_reply(article_json(view, comparison, asked.shown()));
}

}  // namespace

Reply answer_article(const Asked& asked) {
  const auto view = asked.searcher.article(*asked.snapshot, asked.id, asked.request);
  return view ? article_reply(*view, asked) : no_article(asked);
}

}  // namespace dispatches::http
