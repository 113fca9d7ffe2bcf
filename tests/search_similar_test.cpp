// searchd/search: articles on the same matter as one, and the other versions of one.
#include <catch2/catch.hpp>

#include <algorithm>

#include "search_opened.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::tests;

const std::string kReport = "turbines at the dam were flooded and engineers of the river authority closed two sluices before the night";

text::Date on(unsigned month, unsigned number) { return {day(2025, month, number), text::Precision::day}; }

PlainArticle about(const std::string& id, const std::string& body, std::optional<text::Date> published = on(6, 1), std::vector<PlainMention> mentions = {}) {
  return named(id, body, std::move(mentions), "Kurier", published);
}

// One report with a reprint; two that speak of the same; one of them long after; one of the same people in another script; and other news.
std::vector<PlainArticle> archive() {
  std::vector<PlainArticle> articles = {
      about("a00000000001", kReport + " said Zelensky in Lviv", on(6, 2), {{19, "Zelensky", ""}, {21, "Lviv", ""}}),
      about("a00000000002", kReport + " said Zelensky in Lviv today", on(6, 3), {{19, "Zelensky", ""}, {21, "Lviv", ""}}),
      about("b00000000001", "engineers opened the sluices of the dam and its turbines ran", on(6, 4)),
      about("b00000000002", "engineers opened the sluices of the dam and its turbines ran", on(1, 4)),
      about("c00000000001", "промовив Зеленський у Lviv про щось", on(6, 5), {{1, "Зеленський", ""}, {3, "Lviv", ""}}),
      about("d00000000001", "the of and", on(6, 6))};
  articles[0].story = articles[1].story = "a00000000001";
  for (int i = 0; i < 40; ++i) articles.push_back(about("e000000000" + std::to_string(10 + i), "rain over hills and harbour number " + std::to_string(i)));
  return articles;
}

Ids similar(const Opened& archive, const std::string& id, const SearchRequest& request = {}) {
  const auto result = archive.searcher.similar(archive.snapshot(), id, request);
  REQUIRE(result);
  Ids ids;
  for (const search::Hit& hit : result->hits) ids.push_back(hit.article.id);
  CHECK(result->found >= ids.size());
  return ids;
}

}  // namespace

TEST_CASE("similar articles share telling words or names, in any script; neither the article nor a reprint is among them") {
  const Opened opened(archive());
  Ids ids = similar(opened, "a00000000001");
  CHECK(similar(opened, "a00000000002") == ids);
  std::sort(ids.begin(), ids.end());
  CHECK(ids == Ids{"b00000000001", "b00000000002", "c00000000001"});
}

TEST_CASE("of two that are alike the one stands first that appeared about the same time") {
  const Opened opened(archive());
  const Ids ids = similar(opened, "a00000000001");
  const auto at = [&](const char* id) { return std::find(ids.begin(), ids.end(), id); };
  CHECK(at("b00000000001") < at("b00000000002"));
  std::vector<PlainArticle> turned = archive();
  std::swap(turned[2].published, turned[3].published);
  const Opened other(turned);
  const Ids turned_ids = similar(other, "a00000000001");
  CHECK(std::find(turned_ids.begin(), turned_ids.end(), "b00000000002") < std::find(turned_ids.begin(), turned_ids.end(), "b00000000001"));
}

TEST_CASE("reprints of a similar article are one answer") {
  const Opened opened(archive());
  Ids ids = similar(opened, "b00000000001");
  REQUIRE(ids.size() == 2);
  CHECK(std::find(ids.begin(), ids.end(), "a00000000002") == ids.end());
  SearchRequest every;
  every.group_by_story = false;
  CHECK(similar(opened, "b00000000001", every).size() == 3);
}

TEST_CASE("all of a search narrows similar articles: words, filters, pages; facets count them") {
  const Opened opened(archive());
  SearchRequest request;
  request.from = std::chrono::floor<std::chrono::days>(day(2025, 6, 1));
  CHECK(similar(opened, "a00000000001", request).size() == 2);
  request = {};
  request.q = "ran";
  Ids ids = similar(opened, "a00000000001", request);
  std::sort(ids.begin(), ids.end());
  CHECK(ids == Ids{"b00000000001", "b00000000002"});
  request = {};
  request.facet_by = {Facet::place};
  const auto result = opened.searcher.similar(opened.snapshot(), "a00000000001", request);
  REQUIRE(result->facets[0].values.size() == 1);
  CHECK(result->facets[0].values[0].id == "lviv");
  CHECK(result->facets[0].values[0].count == 1);
  const Ids all = similar(opened, "a00000000001");
  request.per_page = 1;
  for (request.page = 1; request.page <= 3; ++request.page) CHECK(similar(opened, "a00000000001", request) == Ids{all[request.page - 1]});
}

TEST_CASE("what is shared is marked in a similar article") {
  const Opened opened(archive());
  const auto result = opened.searcher.similar(opened.snapshot(), "c00000000001", {});
  REQUIRE(result->hits.size() == 1);
  CHECK(shown(result->hits[0].snippet).find("[Zelensky]") != std::string::npos);
}

TEST_CASE("an article that nothing tells apart is like no other, and one that is not there is none") {
  const Opened opened(archive());
  CHECK(similar(opened, "d00000000001").empty());
  CHECK_FALSE(opened.searcher.similar(opened.snapshot(), "nobody", {}));
}

TEST_CASE("an article shows the other versions of its story with how alike they are") {
  std::vector<PlainArticle> articles = {about("a00000000001", kReport, on(6, 3)), about("a00000000002", kReport + " and later on", on(6, 1)),
                                        about("a00000000003", kReport, std::nullopt), about("a00000000004", "Turbines flooded", on(6, 2)), about("a00000000005", kReport)};
  for (PlainArticle& article : articles) article.story = "a00000000001";
  articles[1].source = "Ledger";
  articles[4].dead = true;
  const Opened opened(articles);
  const auto versions = opened.searcher.article(opened.snapshot(), "a00000000001", {})->versions;
  REQUIRE(versions.size() == 3);
  CHECK(versions[0].id == "a00000000002");
  CHECK(versions[0].source == "The Northern Ledger");
  CHECK(versions[0].published == on(6, 1));
  CHECK(versions[0].similarity == Approx(15.0 / 18));
  CHECK(versions[1].id == "a00000000004");
  CHECK_FALSE(versions[1].similarity);
  CHECK(versions[2].id == "a00000000003");
  CHECK(versions[2].similarity == 1);
  CHECK_FALSE(versions[2].published);
}
