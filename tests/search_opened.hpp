// A small made-up archive with a searcher over it, and what is asked of both.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "search_naive.hpp"
#include "searchd/search/searcher.hpp"

namespace dispatches::tests {

using Ids = std::vector<std::string>;

struct Opened {
  explicit Opened(std::vector<PlainArticle> articles, std::size_t segments = 1) {
    archive.publish(std::move(articles), segments);
    searcher.refresh();
    held = searcher.snapshot();
  }

  const search::Snapshot& snapshot() const { return *held; }
  search::SearchResult search(const SearchRequest& request) const { return searcher.search(*held, request); }
  search::SearchResult ask(const std::string& q, query::Spelling spelling = query::Spelling::variants) const {
    SearchRequest request;
    request.q = q, request.spelling = spelling, request.per_page = 100;
    return search(request);
  }
  Ids found(const std::string& q, query::Spelling spelling = query::Spelling::variants) const {
    Ids ids;
    const search::SearchResult result = ask(q, spelling);
    for (const search::Hit& hit : result.hits) ids.push_back(hit.article.id);
    std::sort(ids.begin(), ids.end());
    return ids;
  }
  std::string id_of(names::EntityOrdinal entity) const { return entity == names::kNobody ? std::string() : std::string(held->lexicon.entities[entity].id); }
  names::EntityOrdinal entity(const std::string& id) const { return held->lexicon.entity_named(id); }

  TestArchive archive;
  search::Searcher searcher{archive.path};
  std::shared_ptr<const search::Snapshot> held;
};

inline PlainArticle named(const std::string& id, const std::string& body, std::vector<PlainMention> mentions, const std::string& source = "Kurier",
                          std::optional<text::Date> published = std::nullopt) {
  PlainArticle article = article_of(id, "Note", body, std::move(mentions));
  article.source = source;
  article.published = published;
  return article;
}

inline std::string shown(const search::Fragments& fragments) {
  std::string text;
  for (const search::Fragment& fragment : fragments) text += fragment.mark ? "[" + fragment.text + "]" : fragment.text;
  return text;
}

}  // namespace dispatches::tests
