// searchd/search: reprints. What is counted once, what stands for a story, what is said of it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "search_opened.hpp"
#include "searchd/search/counts.hpp"
#include "searchd/search/entities.hpp"
#include "searchd/search/name_list.hpp"
#include "searchd/search/walk.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::tests;

text::Date on(int year, unsigned month, unsigned number) { return {day(year, month, number), text::Precision::day}; }

PlainArticle version(const std::string& id, const std::string& story, const std::string& body, const std::string& source = "Kurier", std::optional<text::Date> published = std::nullopt) {
  PlainArticle article = named(id, body, {}, source, published);
  article.story = story;
  return article;
}

Ids ids_of(const search::SearchResult& result) {
  Ids ids;
  for (const search::Hit& hit : result.hits) ids.push_back(hit.article.id);
  return ids;
}

// Three versions of one report, one of them gone; a report of which the first version is gone and one remains; one that has no other.
std::vector<PlainArticle> reports() {
  std::vector<PlainArticle> articles = {
      version("a00000000001", "a00000000002", "grain talks in the harbour", "Northern Ledger", on(2025, 3, 2)),
      version("a00000000002", "a00000000002", "grain talks in the harbour today", "Kurier", on(2025, 3, 1)),
      version("a00000000003", "a00000000002", "grain talks in the harbour went on", "Ledger", text::Date{day(2025, 1, 1), text::Precision::year}),
      version("a00000000004", "a00000000002", "grain talks in the harbour", "Kurier", on(2020, 1, 1)),
      version("a00000000005", "a00000000009", "grain ships left", "Kurier", on(2025, 4, 1)),
      version("a00000000006", "", "grain prices fell", "Kurier", on(2025, 5, 1))};
  articles[3].dead = true;
  articles[2].segment = 1;
  return articles;
}

const search::Hit& hit_of(const search::SearchResult& result, const std::string& id) {
  const auto found = std::find_if(result.hits.begin(), result.hits.end(), [&](const search::Hit& hit) { return hit.article.id == id; });
  REQUIRE(found != result.hits.end());
  return *found;
}

}  // namespace

TEST_CASE("a column of stories gives back the story of each article that has one") {
  std::mt19937 random(7);
  std::vector<std::pair<Xapian::docid, search::StoryOrdinal>> members;
  for (Xapian::docid docid = 1; docid < 5000; ++docid)
    if (random() % 8 == 0) members.emplace_back(docid, random() % 300);
  const search::StoryColumn column(5000, members);
  std::size_t next = 0;
  for (Xapian::docid docid = 0; docid < 5000; ++docid) {
    const bool has = next < members.size() && members[next].first == docid;
    REQUIRE(column.has(docid) == has);
    if (has) REQUIRE(column.of(docid) == members[next++].second);
  }
  CHECK(column.memory() < 5000 * 3 / 2 + 64 + members.size() * 4);
  CHECK_FALSE(search::StoryColumn().has(17));
  CHECK(search::StoryColumn(5000, {}).memory() == 0);
}

TEST_CASE("a hit says how large its story is, how much of it is found, and who was first") {
  const Opened archive(reports(), 2);
  const search::SearchResult result = archive.ask("grain");
  CHECK(result.found == 5);
  CHECK(result.found_stories == 3);
  REQUIRE(result.hits.size() == 3);
  const search::HitStory& story = hit_of(result, "a00000000002").story;
  CHECK(story.id == "a00000000002");
  CHECK(story.size == 3);
  CHECK(story.matching == 3);
  CHECK(story.sources == 2);
  CHECK(story.first.id == "a00000000002");
  CHECK(story.first.source == "Kurier");
  CHECK(story.first.published == on(2025, 3, 1));
  CHECK(hit_of(result, "a00000000005").story.id == "a00000000009");
  CHECK(hit_of(result, "a00000000005").story.size == 1);
  CHECK(hit_of(result, "a00000000006").story.id == "a00000000006");
  CHECK(hit_of(result, "a00000000006").story.sources == 1);
}

TEST_CASE("a story is shown under the earliest article that matches, though another was first") {
  const Opened archive(reports(), 2);
  SearchRequest request;
  request.q = "grain";
  request.filter(Facet::source).chosen = {"northern-ledger"};
  const search::SearchResult result = archive.search(request);
  CHECK(result.found == 2);
  CHECK(result.found_stories == 1);
  REQUIRE(ids_of(result) == Ids{"a00000000001"});
  CHECK(result.hits[0].story.matching == 2);
  CHECK(result.hits[0].story.size == 3);
  CHECK(result.hits[0].story.first.id == "a00000000002");
}

TEST_CASE("an article that is first of its story only by a coarse date stands behind those that are dated to the day") {
  const Opened archive(reports(), 2);
  SearchRequest request;
  request.stories = {"a00000000002"};
  request.sort_by = query::SortBy::oldest;
  request.group_by_story = false;
  CHECK(ids_of(archive.search(request)) == Ids{"a00000000002", "a00000000001", "a00000000003"});
  request.group_by_story = true;
  CHECK(ids_of(archive.search(request)) == Ids{"a00000000002"});
}

TEST_CASE("a story is asked for by its id, though its founder is gone; an article without others is its own") {
  const Opened archive(reports(), 2);
  const auto in = [&](const Ids& stories) {
    SearchRequest request;
    request.stories = stories, request.group_by_story = false;
    Ids ids = ids_of(archive.search(request));
    std::sort(ids.begin(), ids.end());
    return ids;
  };
  CHECK(in({"a00000000009"}) == Ids{"a00000000005"});
  CHECK(in({"a00000000006"}) == Ids{"a00000000006"});
  CHECK(in({"a00000000005"}).empty());
  CHECK(in({"a00000000001"}).empty());
  CHECK(in({"a00000000002", "a00000000006", "nothing"}) == Ids{"a00000000001", "a00000000002", "a00000000003", "a00000000006"});
}

TEST_CASE("an article whose id begins like that of a reprint is not taken for it") {
  const Opened archive({version("a00000000001xyz", "a00000000001xyz", "grain"), version("a00000000002", "a00000000001xyz", "grain"),
                        version("a00000000001abc", "", "grain"), version("a00000000001", "", "grain")});
  CHECK(archive.ask("grain").found_stories == 3);
  CHECK(hit_of(archive.ask("grain"), "a00000000001abc").story.size == 1);
  CHECK(hit_of(archive.ask("grain"), "a00000000001").story.size == 1);
}

TEST_CASE("pages of stories hold each story once and continue each other, however many reprints stand in between") {
  std::vector<PlainArticle> articles;
  for (int i = 0; i < 150; ++i) articles.push_back(version("b00000000" + std::to_string(100 + i), i % 2 ? "b00000000101" : "", "grain harbour grain " + std::string(i % 2 ? "" : "and much else")));
  for (int i = 0; i < 20; ++i) articles.push_back(version("c00000000" + std::to_string(100 + i), i < 3 ? "c00000000100" : "", "the grain of some " + std::to_string(i)));
  const Opened archive(articles);
  SearchRequest request;
  request.q = "grain OR harbour";
  request.per_page = 7;
  std::set<std::string> stories;
  double last_score = 1e9;
  std::size_t hits = 0;
  for (request.page = 1; request.page <= 15; ++request.page) {
    const search::SearchResult result = archive.search(request);
    CHECK(result.found == 170);
    CHECK(result.found_stories == 94);
    for (const search::Hit& hit : result.hits) {
      stories.insert(hit.story.id), ++hits;
      CHECK(hit.score <= last_score);
      last_score = hit.score;
    }
  }
  CHECK(hits == 94);
  CHECK(stories.size() == 94);
}

TEST_CASE("stories of an entity, of a source stated in two ways and of a month are counted once each") {
  std::vector<PlainArticle> articles = reports();
  for (PlainArticle& article : articles) article.body.push_back("Lviv"), article.mentions.push_back({article.body.size() - 1, "Lviv", ""});
  const Opened archive(articles, 2);
  const auto rows = [&](const std::vector<search::CountBy>& by) {
    std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> found;
    for (const search::CountRow& row : search::counts(by, {}, archive.snapshot()).rows) {
      std::string name = row.from ? text::format_date({*row.from, text::Precision::month}) : "";
      for (const std::string& id : row.ids) name += id;
      found[name] = {row.count, row.stories};
    }
    return found;
  };
  using Pair = std::pair<std::uint32_t, std::uint32_t>;
  CHECK(rows({{Facet::source, {}}}) == std::map<std::string, Pair>{{"northern-ledger", {2, 1}}, {"kurier", {3, 3}}});
  CHECK(rows({{Facet::place, {}}}) == std::map<std::string, Pair>{{"lviv", {5, 3}}});
  CHECK(rows({{std::nullopt, query::Interval::month}})["2025-03"] == Pair{2, 1});
  CHECK(rows({{Facet::place, {}}, {std::nullopt, query::Interval::month}})["2025-03lviv"] == Pair{2, 1});
  CHECK(search::entity(archive.entity("lviv"), {}, archive.snapshot()).value.stories == 3);
  CHECK(search::entities("lviv", {}, {}, archive.snapshot()).entities.at(0).stories == 3);
  SearchRequest ledger;
  ledger.filter(Facet::source).chosen = {"northern-ledger"};
  const auto named = search::find_names({"Lviv"}, ledger, archive.snapshot());
  CHECK(named[0].value.count == 2);
  CHECK(named[0].value.stories == 1);
}

TEST_CASE("counted rows have the stories that a naive searcher finds") {
  const Opened archive(made_up_articles(150, 3, 0.1, 11), 3);
  const auto everything = [](const PlainArticle&) { return true; };
  std::map<std::pair<std::string, std::string>, std::set<std::string>> stories;
  for (const PlainArticle* article : naive(archive.archive, everything, {}, -2))
    for (const std::string& place : tests::ids_of(*article, Facet::place))
      for (const std::string& topic : tests::ids_of(*article, Facet::topic)) stories[{place, topic}].insert(story_of(*article));
  const search::Counts counts = search::counts({{Facet::place, {}}, {Facet::topic, {}}}, {}, archive.snapshot());
  CHECK(counts.rows.size() == stories.size());
  for (const search::CountRow& row : counts.rows) CHECK(row.stories == stories[{row.ids[0], row.ids[1]}].size());
}

TEST_CASE("an export holds every version, or one of each story where that is asked for") {
  const Opened archive(reports(), 2);
  const auto exported = [&](bool grouped) {
    SearchRequest request;
    request.q = "grain", request.group_by_story = grouped;
    search::Walk walk(archive.held, request, false);
    Ids ids;
    while (const auto hit = walk.next()) ids.push_back(hit->article.id + " " + hit->story.id + " " + std::to_string(hit->story.size));
    CHECK(ids.size() == walk.found());
    std::sort(ids.begin(), ids.end());
    return ids;
  };
  CHECK(exported(true) == Ids{"a00000000002 a00000000002 3", "a00000000005 a00000000009 1", "a00000000006 a00000000006 1"});
  CHECK(exported(false).size() == 5);
  CHECK(exported(false)[0] == "a00000000001 a00000000002 3");
}

TEST_CASE("a new generation may fold otherwise over the same articles") {
  std::vector<PlainArticle> articles = reports();
  TestArchive archive;
  archive.publish(articles, 2);
  search::Searcher searcher(archive.path);
  searcher.refresh();
  const auto before = searcher.snapshot();
  for (PlainArticle& article : articles) article.story.clear();
  archive.publish(articles, 2);
  searcher.refresh();
  CHECK(searcher.search(*before, {}).found_stories == 3);
  CHECK(searcher.search(*searcher.snapshot(), {}).found_stories == 5);
}
