// searchd/search: whom articles name, by the lexicon in force, and how they write it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>

#include "search_opened.hpp"
#include "searchd/search/entities.hpp"
#include "searchd/search/name_list.hpp"
#include "searchd/search/spellings.hpp"
#include "searchd/search/walk.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::tests;
using names::EntityOrdinal;
using names::kNobody;

text::Date on(int year, unsigned month, unsigned number) { return {day(year, month, number), text::Precision::day}; }

Ids all_found(const search::Searcher& searcher, SearchRequest request) {
  Ids ids;
  request.per_page = 100, request.group_by_story = false;
  for (request.page = 1;; ++request.page) {
    const search::SearchResult result = searcher.search(*searcher.snapshot(), request);
    for (const search::Hit& hit : result.hits) ids.push_back(hit.article.id);
    if (result.hits.size() < request.per_page) break;
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

TEST_CASE("lists of articles give back every article with its count, up to 255") {
  std::mt19937 random(3);
  search::Rows rows;
  std::vector<std::uint8_t> counts;
  std::map<EntityOrdinal, std::vector<std::pair<std::uint32_t, std::uint32_t>>> expected;
  rows.begins = {0};
  for (std::uint32_t docid = 0; docid < 3000; ++docid) {
    for (EntityOrdinal entity = 0; entity < 5 && docid > 0; ++entity) {
      if (random() % (1 + entity * entity * 60) != 0) continue;
      const auto count = static_cast<std::uint8_t>(random() % 3 ? 1 + random() % 5 : 1 + random() % 255);
      rows.values.push_back(entity), counts.push_back(count), expected[entity].emplace_back(docid, count);
    }
    rows.begins.push_back(static_cast<std::uint32_t>(rows.values.size()));
  }
  const search::EntityLists lists(rows, counts, 6);
  for (EntityOrdinal entity = 0; entity < 6; ++entity) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
    for (auto reader = lists.of(entity); reader.next();) found.emplace_back(reader.docid(), reader.count());
    CHECK(found == expected[entity]);
    CHECK(lists.articles(entity) == expected[entity].size());
  }
}

TEST_CASE("an article in a list costs about two bytes") {
  std::mt19937 random(4);
  search::Rows rows;
  rows.begins = {0};
  for (int docid = 0; docid < 40'000; ++docid) {
    for (EntityOrdinal entity = 0; entity < 200; ++entity)
      if (random() % 20 == 0) rows.values.push_back(entity);
    rows.begins.push_back(static_cast<std::uint32_t>(rows.values.size()));
  }
  const search::EntityLists lists(rows, std::vector<std::uint8_t>(rows.values.size(), 2), 200);
  CHECK(lists.memory() < 2 * rows.values.size());
}

TEST_CASE("entities that a segment does not name cost it less than two bits each") {
  search::Rows rows;
  rows.begins = {0, 0};
  for (EntityOrdinal entity = 0; entity < 1'000'000; entity += 100'000) rows.values.push_back(entity);
  rows.begins.push_back(static_cast<std::uint32_t>(rows.values.size()));
  const search::EntityLists lists(rows, std::vector<std::uint8_t>(rows.values.size(), 7), 1'000'000);
  CHECK(lists.memory() * 8 < 2 * 1'000'000);
  CHECK(lists.articles(300'000) == 1);
  CHECK(lists.articles(300'001) == 0);
  CHECK_FALSE(lists.of(300'001).next());
  auto reader = lists.of(300'000);
  REQUIRE(reader.next());
  CHECK(reader.count() == 7);
}

TEST_CASE("a ranked set counts what comes before, and sets count what the other has not") {
  std::mt19937 random(5);
  search::Bitmap set(1500), other(1500);
  for (std::size_t i = 0; i < 1500; ++i) {
    if (random() % 3 == 0) set.set(i);
    if (random() % 2 == 0) other.set(i);
  }
  std::size_t before = 0, outside = 0;
  const search::RankedBitmap ranked(set);
  for (std::size_t i = 0; i < 1500; before += set.test(i), outside += set.test(i) && !other.test(i), ++i) REQUIRE(ranked.rank(i) == before);
  CHECK(set.count() == before);
  CHECK(set.count_outside(other) == outside);
}

TEST_CASE("in one article a mention may mean somebody else, or nobody, or stand where the analysis saw none") {
  std::vector<PlainArticle> articles = {named("a00000000001", "Putin spoke and Putin left", {{0, "Putin", ""}, {3, "Putin", ""}}),
                                        named("a00000000002", "Putin spoke", {{0, "Putin", ""}}), named("a00000000003", "Putin spoke", {{0, "Putin", ""}}),
                                        named("a00000000004", "Putin met Lviv", {{0, "Putin", ""}, {2, "Lviv", "", true}})};
  articles[1].exceptions[{"Putin", ""}] = "george-w-bush";
  articles[2].exceptions[{"Putin", ""}] = "";
  const Opened archive(articles);
  SearchRequest request;
  const auto with = [&](Facet facet, const std::string& id) {
    SearchRequest chosen;
    chosen.filter(facet).chosen = {id};
    Ids ids;
    const search::SearchResult result = archive.search(chosen);
    for (const search::Hit& hit : result.hits) ids.push_back(hit.article.id);
    std::sort(ids.begin(), ids.end());
    return ids;
  };
  CHECK(with(Facet::person, "vladimir-putin") == Ids{"a00000000001", "a00000000004"});
  CHECK(with(Facet::person, "george-w-bush") == Ids{"a00000000002"});
  CHECK(with(Facet::place, "lviv") == Ids{"a00000000004"});
  CHECK(with(Facet::place, "ukraine").empty());
  CHECK(archive.snapshot().articles_naming[archive.entity("vladimir-putin")] == 2);

  const auto view = [&](const std::string& id) { return archive.searcher.article(archive.snapshot(), id, request); };
  const auto who = [&](const std::string& id) {
    Ids named;
    const auto seen = view(id);
    for (const search::HitEntity& one : seen->hit.entities) named.push_back(archive.id_of(one.entity) + " " + std::to_string(one.mentions));
    return named;
  };
  CHECK(who("a00000000001") == Ids{"vladimir-putin 2"});
  CHECK(who("a00000000002") == Ids{"george-w-bush 1"});
  CHECK(who("a00000000003").empty());
  CHECK(who("a00000000004") == Ids{"vladimir-putin 1", "lviv 1"});
  CHECK(archive.id_of(view("a00000000004")->paragraphs[0].text[2].entity) == "lviv");

  request.filter(Facet::person).chosen = {"george-w-bush"};
  const search::SearchResult bush = archive.search(request);
  REQUIRE(bush.hits.size() == 1);
  CHECK(shown(bush.hits[0].snippet) == "[Putin] spoke");
  for (const search::FacetValue& value : bush.facets[0].values)
    if (value.id == "george-w-bush") {
      REQUIRE(value.variants.size() == 1);
      CHECK(value.variants[0].value == "Putin");
    }
}

TEST_CASE("an added mention that overlaps a stored one is not shown") {
  const Opened archive({named("a00000000001", "Lviv and Kyiv", {{0, "Lviv", ""}, {0, "Lviv", "Kyiv", true}, {2, "Kyiv", "", true}})});
  const auto view = archive.searcher.article(archive.snapshot(), "a00000000001", {});
  REQUIRE(view);
  Ids named;
  for (const search::Fragment& fragment : view->paragraphs[0].text) named.push_back(archive.id_of(fragment.entity) + ":" + fragment.text);
  CHECK(named == Ids{"lviv:Lviv", ": and ", "kyiv:Kyiv"});
}

TEST_CASE("who is named more often stands above who is named once") {
  std::vector<PlainArticle> articles;
  for (int i = 0; i < 9; ++i) {
    PlainArticle article = named("a0000000000" + std::to_string(i), "", {});
    for (int k = 0; k < 12; ++k) article.body.push_back(k <= i ? "Путин" : "grain");
    for (int k = 0; k <= i; ++k) article.mentions.push_back({static_cast<std::size_t>(k), "Путин", ""});
    articles.push_back(article);
  }
  articles.push_back(named("b00000000000", "grain grain grain", {}));
  const Opened archive(articles);
  const search::SearchResult result = archive.ask("Putin");
  REQUIRE(result.found == 9);
  for (std::size_t i = 0; i < 9; ++i) CHECK(result.hits[i].article.id == "a0000000000" + std::to_string(8 - i));
  SearchRequest request;
  request.q = "Putin", request.per_page = 3, request.page = 2;
  const search::SearchResult second = archive.search(request);
  REQUIRE(second.hits.size() == 3);
  CHECK(second.hits[0].article.id == "a00000000005");
}

TEST_CASE("the best of many are the same whether few or all are asked for") {
  const Opened archive(made_up_articles(600, 3, 0, 21), 3);
  for (const char* q : {"Zelensky", "putin", "Zelensky grain", "NATO OR Kyiv", "Zelensky talks NATO", "George Bush"}) {
    INFO(q);
    SearchRequest request;
    request.q = q, request.per_page = 100;
    const search::SearchResult all = archive.search(request);
    request.per_page = 10;
    const search::SearchResult few = archive.search(request);
    REQUIRE(all.found >= few.hits.size());
    for (std::size_t i = 0; i < few.hits.size(); ++i) {
      CHECK(few.hits[i].article.id == all.hits[i].article.id);
      CHECK(few.hits[i].score == Approx(all.hits[i].score));
    }
    for (std::size_t i = 1; i < all.hits.size(); ++i) CHECK(all.hits[i - 1].score >= all.hits[i].score);
  }
}

TEST_CASE("no spelling finds fewer articles than its words do") {
  const Opened archive(made_up_articles(300, 2, 0.1, 22), 2);
  for (const char* q : {"Zelensky", "Зеленский", "Bush", "Putin grain", "Selenskyj", "Volodimir Zelenskij", "kyiv talks", "NATO", "Lviv Moscow", "grain", "Städte", "EU aid"}) {
    SearchRequest request;
    request.q = q;
    const Ids variants = all_found(archive.searcher, request);
    request.spelling = query::Spelling::folded;
    const Ids folded = all_found(archive.searcher, request);
    INFO(q);
    CHECK(std::includes(variants.begin(), variants.end(), folded.begin(), folded.end()));
  }
}

TEST_CASE("what a request leaves out is listed as left out") {
  const Opened archive({named("a00000000001", "Putin in Lviv", {{0, "Putin", ""}, {2, "Lviv", ""}}), named("a00000000002", "Lviv", {{0, "Lviv", ""}})});
  SearchRequest request;
  request.filter(Facet::person).excluded = {"Путин"};
  request.filter(Facet::language).excluded = {"de"};
  request.max_facet_values = 1;
  const search::SearchResult result = archive.search(request);
  CHECK(result.found == 1);
  REQUIRE(result.facets[0].values.size() == 1);
  CHECK(result.facets[0].values[0].id == "vladimir-putin");
  CHECK(result.facets[0].values[0].count == 0);
  CHECK(result.facets[0].values[0].excluded);
  CHECK_FALSE(result.facets[0].values[0].active);
  CHECK(std::count_if(result.facets[5].values.begin(), result.facets[5].values.end(), [](const auto& value) { return value.id == "de" && value.excluded; }) == 1);
}

TEST_CASE("a facet is searched in Latin letters for names that have none") {
  std::vector<PlainArticle> articles = {article_of("a00000000001", "Note", "", {})};
  articles[0].body = {"Сергій Стерненко"};
  articles[0].mentions = {{0, "Сергій Стерненко", ""}};
  const Opened with(articles);
  for (const char* typed : {"stern", "стер", "serhi", "sergi"}) {
    INFO(typed);
    SearchRequest request;
    request.facet_queries = {{Facet::person, typed, ""}};
    const search::SearchResult result = with.search(request);
    REQUIRE(result.facets[0].values.size() == 1);
    CHECK(result.facets[0].values[0].id == "serhii-sternenko");
    const auto suggestions = search::suggest(typed, {}, with.snapshot(), 5);
    REQUIRE_FALSE(suggestions.empty());
    CHECK(suggestions[0].id == "serhii-sternenko");
  }
}

TEST_CASE("the spellings of an entity are counted by source and month, and undated articles apart") {
  const Opened archive({named("a00000000001", "Zelensky met Zelensky", {{0, "Zelensky", ""}, {2, "Zelensky", ""}}, "Kurier", on(2025, 1, 3)),
                        named("a00000000002", "Zelenskyy", {{0, "Zelenskyy", ""}}, "Kurier", on(2025, 2, 3)),
                        named("a00000000003", "Zelensky Zelenskyy", {{0, "Zelensky", ""}, {1, "Zelenskyy", ""}}, "Ledger", on(2025, 1, 9)),
                        named("a00000000004", "Zelensky", {{0, "Zelensky", ""}}, "Northern Ledger"), named("a00000000005", "Zelensky", {{0, "Zelensky", ""}}, ""),
                        named("a00000000006", "Putin", {{0, "Putin", ""}}, "Kurier", on(2025, 1, 3))});
  const auto rows = [&](bool by_source, query::Interval interval, std::uint32_t& undated, const std::string& source = "") {
    SearchRequest request;
    request.interval = interval;
    if (!source.empty()) request.filter(Facet::source).chosen = {source};
    const search::SpellingTable table = search::spellings(archive.entity("volodymyr-zelenskyy"), by_source, request, archive.snapshot());
    undated = table.undated;
    Ids list;
    for (const search::SpellingRow& row : table.rows)
      list.push_back(row.source_id + (row.from ? " " + std::to_string(unsigned(std::chrono::year_month_day(*row.from).month())) : "") + " " +
                     std::string(archive.snapshot().lexicon.spellings[row.spelling].text) + " " + std::to_string(row.count));
    return list;
  };
  std::uint32_t undated = 9;
  CHECK(rows(false, query::Interval::none, undated) == Ids{" Zelensky 4", " Zelenskyy 2"});
  CHECK(undated == 0);
  CHECK(rows(true, query::Interval::none, undated) == Ids{"kurier Zelensky 1", "kurier Zelenskyy 1", "northern-ledger Zelensky 2", "northern-ledger Zelenskyy 1", " Zelensky 1"});
  CHECK(rows(false, query::Interval::month, undated) == Ids{" 1 Zelensky 2", " 1 Zelenskyy 1", " 2 Zelenskyy 1"});
  CHECK(undated == 2);
  CHECK(rows(true, query::Interval::month, undated, "kurier") == Ids{"kurier 1 Zelensky 1", "kurier 2 Zelenskyy 1"});
}

TEST_CASE("who is written in several ways is listed, those first whose ways disagree most") {
  const Opened archive({named("a00000000001", "Zelensky Putin NATO", {{0, "Zelensky", ""}, {1, "Putin", ""}, {2, "NATO", ""}}),
                        named("a00000000002", "Zelenskyy Putin", {{0, "Zelenskyy", ""}, {1, "Putin", ""}}, "Ledger"),
                        named("a00000000003", "Путин Putin", {{0, "Путин", ""}, {1, "Putin", ""}})});
  SearchRequest request;
  request.facet_by.clear();
  const search::SpreadList all = search::spread(request, archive.snapshot());
  CHECK(all.found == 2);
  REQUIRE(all.entities.size() == 2);
  CHECK(all.entities[0].value.id == "volodymyr-zelenskyy");
  CHECK(all.entities[0].ways == 2);
  CHECK(all.entities[0].outside == 1);
  CHECK(all.entities[0].value.count == 2);
  CHECK(all.entities[1].value.id == "vladimir-putin");
  CHECK(all.entities[1].ways == 1);  // another script is no disagreement
  REQUIRE(all.entities[1].value.variants.size() == 2);
  CHECK(all.entities[1].value.variants[0].value == "Putin");
  CHECK(all.entities[1].value.variants[0].count == 3);
  request.per_page = 1, request.page = 2;
  CHECK(search::spread(request, archive.snapshot()).entities.at(0).value.id == "vladimir-putin");
  request = {};
  request.filter(Facet::source).chosen = {"kurier"};
  const search::SpreadList one = search::spread(request, archive.snapshot());
  REQUIRE(one.entities.size() == 1);
  CHECK(one.entities[0].value.id == "vladimir-putin");
}

TEST_CASE("a list of names says whom each means, how often and since when") {
  const Opened archive({named("a00000000001", "Zelensky", {{0, "Zelensky", ""}}, "Kurier", on(2025, 1, 3)),
                        named("a00000000002", "Зеленський", {{0, "Зеленський", ""}}, "Ledger", on(2025, 3, 3)),
                        named("a00000000003", "Zelensky", {{0, "Zelensky", ""}}, "Kurier", on(2025, 2, 3)), named("a00000000004", "Zelensky", {{0, "Zelensky", ""}})});
  SearchRequest request;
  request.filter(Facet::source).chosen = {"kurier"};
  const auto found = search::find_names({"Selenskyj", "Bush", "Nobody Atall", "volodymyr-zelenskyy", "", "once-a-president"}, request, archive.snapshot());
  REQUIRE(found.size() == 6);
  for (const std::size_t i : {std::size_t{0}, std::size_t{3}, std::size_t{5}}) {
    CHECK(archive.id_of(found[i].entity) == "volodymyr-zelenskyy");
    CHECK(found[i].value.count == 3);
    REQUIRE(found[i].value.variants.size() == 1);
    CHECK(found[i].value.variants[0].value == "Zelensky");
    CHECK(found[i].first == on(2025, 1, 3));
    CHECK(found[i].last == on(2025, 2, 3));
  }
  CHECK(found[1].entity == kNobody);
  CHECK(found[1].candidates.size() == 2);
  CHECK(found[2].entity == kNobody);
  CHECK(found[2].candidates.empty());
  CHECK_FALSE(found[2].first);
  CHECK(found[4].entity == kNobody);
}

TEST_CASE("an export gives the spellings of those asked for, as they are meant in each article") {
  std::vector<PlainArticle> articles = {named("a00000000001", "Putin NATO", {{0, "Putin", ""}, {1, "NATO", ""}})};
  articles[0].exceptions[{"NATO", ""}] = "vladimir-putin";
  const Opened archive(articles);
  SearchRequest request;
  request.filter(Facet::person).chosen = {"vladimir-putin"};
  search::Walk walk(archive.held, request, false);
  const auto hit = walk.next();
  REQUIRE(hit);
  REQUIRE(hit->named.size() == 2);
  CHECK(walk.asks_for(hit->named[1]));
  CHECK_FALSE(walk.asks_for(archive.entity("nato")));
}

TEST_CASE("spellings of a list of names are those of the articles that pass, also where people are chosen") {
  const Opened archive({named("a00000000001", "Putin spoke", {{0, "Putin", ""}}), named("a00000000002", "Putin met NATO and Zelensky", {{0, "Putin", ""}, {2, "NATO", ""}, {4, "Zelensky", ""}})});
  SearchRequest request;
  request.filter(Facet::person).chosen = {"volodymyr-zelenskyy"};
  const auto found = search::find_names({"Putin"}, request, archive.snapshot());
  CHECK(found[0].value.count == 1);
  REQUIRE(found[0].value.variants.size() == 1);
  CHECK(found[0].value.variants[0].count == 1);
}
