// The order of answers beside the words themselves: words near each other, and recent articles. Neither lets anybody in, neither overturns a clear difference.
#include <catch2/catch.hpp>

#include "search_opened.hpp"
#include "searchd/search/proximity.hpp"

using namespace dispatches;
using namespace dispatches::tests;

namespace {

PlainArticle of_day(const std::string& id, const std::string& body, std::optional<text::sys_seconds> published, std::size_t segment = 0) {
  PlainArticle article = article_of(id, "Note", body, {});
  if (published) article.published = text::Date{*published, text::Precision::day};
  article.segment = segment;
  return article;
}

// Other news, so that no word is in all articles.
std::vector<PlainArticle> with_others(std::vector<PlainArticle> articles, std::size_t segments = 1) {
  for (int i = 0; i < 20; ++i) articles.push_back(of_day("e000000000" + std::to_string(10 + i), "rain over harbour and hills all week long " + std::to_string(i), day(2023, 5, 1), i % segments));
  return articles;
}

Ids order_of(const Opened& opened, SearchRequest request) {
  Ids ids;
  request.per_page = 100;
  for (const search::Hit& hit : opened.search(request).hits) ids.push_back(hit.article.id);
  return ids;
}

Ids order_of(const Opened& opened, const std::string& q) {
  SearchRequest request;
  request.q = q;
  return order_of(opened, request);
}

}  // namespace

TEST_CASE("the way between two words is counted in words, and a turned order counts as one more") {
  CHECK(search::shortest_way({3, 40}, {10, 41}) == 1);
  CHECK(search::shortest_way({5}, {4}) == 2);
  CHECK(search::shortest_way({1}, {9}) == 8);
  CHECK(search::shortest_way({1}, {10}) == 0);
  CHECK(search::shortest_way({7}, {7}) == 0);
  CHECK(search::shortest_way({7, 8}, {7, 8}) == 1);
  CHECK(search::shortest_way({}, {1}) == 0);
}

TEST_CASE("of articles with the same words the one where they stand together comes first") {
  const Opened opened(with_others({of_day("b00000000001", "frozen lakes in the north and the price of assets at home", day(2024, 1, 1)),
                                   of_day("b00000000002", "lakes of assets frozen in the north and the price at home", day(2024, 1, 1)),
                                   of_day("b00000000003", "lakes in the north and the price of frozen assets at home", day(2024, 1, 1))}));
  CHECK(order_of(opened, "frozen assets") == Ids{"b00000000003", "b00000000002", "b00000000001"});
  CHECK(order_of(opened, "assets frozen") == Ids{"b00000000002", "b00000000003", "b00000000001"});
  CHECK(order_of(opened, "frozen OR assets").front() == "b00000000003");
}

TEST_CASE("words that stand together do not outweigh a word more") {
  const Opened opened(with_others({of_day("b00000000001", "frozen assets in the north is the price of all of the others and of a goalkeeper", day(2024, 1, 1)),
                                   of_day("b00000000002", "frozen in the north is the price of all of the assets and of a court", day(2024, 1, 1))}));
  CHECK(order_of(opened, "frozen OR assets OR court").front() == "b00000000002");
}

TEST_CASE("of articles that are as relevant the newer comes first, in one segment and in several") {
  for (const std::size_t segments : {1, 3}) {
    const Opened opened(with_others({of_day("b00000000001", "the court sat on that day", day(2022, 3, 1), 0), of_day("b00000000002", "the court sat on that day", day(2026, 1, 15), 1 % segments),
                                     of_day("b00000000003", "the court sat on that day", day(2024, 6, 1), 2 % segments)},
                                    segments),
                        segments);
    CHECK(order_of(opened, "court") == Ids{"b00000000002", "b00000000003", "b00000000001"});
  }
}

TEST_CASE("being recent does not outweigh being about it") {
  PlainArticle titled = of_day("b00000000002", "the judges sat on that very day", day(2022, 3, 1));
  titled.title = {"Court"};
  const Opened opened(with_others({of_day("b00000000001", "the court sat on that very day", day(2026, 1, 15)), of_day("b00000000003", "the court of the court sat", day(2022, 3, 1)), titled}));
  CHECK(order_of(opened, "court").back() == "b00000000001");
}

TEST_CASE("an article without a date stands among those of the middle of the archive's time") {
  const Opened opened(with_others({of_day("b00000000001", "the court sat on that day", day(2022, 3, 1)), of_day("b00000000002", "the court sat on that day", day(2026, 1, 15)),
                                   of_day("b00000000003", "the court sat on that day", std::nullopt)}));
  CHECK(order_of(opened, "court") == Ids{"b00000000002", "b00000000003", "b00000000001"});
}

TEST_CASE("where a question asks for dates nothing is preferred for being recent") {
  const Opened opened(with_others({of_day("b00000000001", "the court sat on that day", day(2022, 3, 1)), of_day("b00000000002", "the court sat on that day", day(2026, 1, 15))}));
  const Ids as_indexed = {"b00000000001", "b00000000002"};
  SearchRequest request;
  request.q = "court";
  CHECK(order_of(opened, request) != as_indexed);
  request.from = std::chrono::floor<std::chrono::days>(day(2022, 1, 1));
  CHECK(order_of(opened, request) == as_indexed);
  CHECK(order_of(opened, "court 2022..2027") == as_indexed);
}

TEST_CASE("a date in the future ages nobody") {
  const Opened opened(with_others({of_day("b00000000001", "the court sat on that day", day(2022, 3, 1)), of_day("b00000000002", "the court sat on that day", day(2026, 1, 15)),
                                   of_day("b00000000003", "rain", day(2999, 1, 1))}));
  const search::SearchResult result = opened.ask("court");
  REQUIRE(result.hits.size() == 2);
  CHECK(result.hits[0].article.id == "b00000000002");
  CHECK(result.hits[0].score > 1.02 * result.hits[1].score);
}

TEST_CASE("articles with all words stand above those with most of them, whatever else speaks for these") {
  std::vector<PlainArticle> articles = {of_day("b00000000001", "frozen by night and cold were all of the assets which one court of a bank put before a judge of the town", day(2022, 3, 1))};
  for (int i = 0; i < 12; ++i) {
    articles.push_back(of_day("c000000000" + std::to_string(10 + i), "frozen assets court bank frozen assets court bank", day(2026, 1, 15)));
    articles.back().title = {"frozen", "assets", "court", "bank"};
  }
  const Opened opened(with_others(std::move(articles)));
  const search::SearchResult result = opened.ask("frozen assets court bank judge");
  REQUIRE(result.found == 13);
  CHECK(result.words == query::Words::most);
  CHECK(result.hits[0].article.id == "b00000000001");
  CHECK(result.hits[1].score > result.hits[0].score);
}

TEST_CASE("words that say nothing alone still make a phrase, and a question of nothing else is answered") {
  const Opened opened(with_others({of_day("b00000000001", "the question is to be or not to be said the prince", day(2024, 1, 1)), of_day("b00000000002", "not to say or to be the one", day(2024, 1, 1)),
                                   of_day("b00000000003", "a record of the who was sold", day(2024, 1, 1)), of_day("b00000000004", "who was the one that was sold", day(2024, 1, 1))}));
  CHECK(order_of(opened, "\"to be or not to be\"") == Ids{"b00000000001"});
  CHECK(order_of(opened, "\"the who\"") == Ids{"b00000000003"});
  CHECK(order_of(opened, "the who").front() == "b00000000003");
  CHECK(order_of(opened, "the prince who") == Ids{"b00000000001"});
}

TEST_CASE("pages continue each other where the last re-ordered article stands inside one") {
  std::vector<PlainArticle> articles;
  for (std::size_t i = 0; i < search::kProximityArticles + 30; ++i)
    articles.push_back(of_day("b0000000" + std::to_string(1000 + i), i % 3 ? "frozen lakes and the price of assets" : "the price and lakes of frozen assets", day(2022 + static_cast<int>(i % 4), 3, 1)));
  const Opened opened(with_others(std::move(articles)));
  const Ids all = order_of(opened, "frozen assets");
  REQUIRE(all.size() == search::kProximityArticles + 30);
  Ids paged;
  SearchRequest request;
  request.q = "frozen assets";
  request.per_page = 7;
  for (request.page = 1; request.page <= all.size() / 7 + 1; ++request.page)
    for (const search::Hit& hit : opened.search(request).hits) paged.push_back(hit.article.id);
  CHECK(paged == all);
}
