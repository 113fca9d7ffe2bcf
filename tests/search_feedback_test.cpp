// The order of answers: what the best of them have in common speaks for the others, and lets nobody in.
#include <catch2/catch.hpp>

#include "search_opened.hpp"

using namespace dispatches;
using namespace dispatches::tests;

namespace {

// Ten articles have all words and speak of turbines; two more have one word each and are of equal length, one of them speaks of turbines too. The
// rest is other news.
Opened archive() {
  std::vector<PlainArticle> articles;
  for (int i = 0; i < 10; ++i)
    articles.push_back(article_of("b0000000000" + std::to_string(i), "Frozen assets and a court", "frozen assets court turbine generator turbine generator night", {}));
  articles.push_back(article_of("c00000000001", "Other", "the court heard of a turbine and a generator on that day", {}));
  articles.push_back(article_of("c00000000002", "Other", "the court heard of a goalkeeper and a referee on that day", {}));
  articles.push_back(article_of("d00000000001", "Other", "a turbine and a generator stood still", {}));
  for (int i = 0; i < 40; ++i) articles.push_back(article_of("e000000000" + std::to_string(10 + i), "Weather", "rain over harbour and hills all week long " + std::to_string(i), {}));
  return Opened(std::move(articles));
}

std::size_t rank_of(const search::SearchResult& result, const std::string& id) {
  for (std::size_t i = 0; i < result.hits.size(); ++i)
    if (result.hits[i].article.id == id) return i;
  return result.hits.size();
}

}  // namespace

TEST_CASE("of two answers that have the same words of a question the one that is like the best stands first") {
  const Opened opened = archive();
  const search::SearchResult result = opened.ask("frozen OR assets OR court");
  REQUIRE(result.found == 12);
  CHECK(rank_of(result, "c00000000001") == 10);
  CHECK(rank_of(result, "c00000000002") == 11);
  CHECK(result.hits[10].score > result.hits[11].score);
}

TEST_CASE("likeness to the best answers lets no article in") {
  const Opened opened = archive();
  const search::SearchResult result = opened.ask("frozen OR assets OR court");
  CHECK(rank_of(result, "d00000000001") == result.hits.size());
}

TEST_CASE("a question of one or two words is ordered by these alone") {
  const Opened opened = archive();
  const search::SearchResult result = opened.ask("court");
  REQUIRE(result.found == 12);
  CHECK(result.hits[10].score == result.hits[11].score);
}

TEST_CASE("pages of one question continue each other") {
  const Opened opened = archive();
  query::SearchRequest request;
  request.q = "frozen OR assets OR court";
  const search::SearchResult all = opened.ask(request.q);
  request.per_page = 3;
  for (request.page = 1; request.page <= 4; ++request.page) {
    const search::SearchResult part = opened.search(request);
    for (std::size_t i = 0; i < part.hits.size(); ++i) CHECK(part.hits[i].article.id == all.hits[(request.page - 1) * 3 + i].article.id);
  }
}
