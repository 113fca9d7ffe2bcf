// searchd/search: what is found, counted, sorted and shown; held against a naive searcher that is plainly right.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <thread>
#include <tuple>

#include "search_archive.hpp"
#include "search_naive.hpp"
#include "searchd/search/searcher.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::tests;

std::vector<std::string> all_hits(const search::Searcher& searcher, SearchRequest request) {
  std::vector<std::string> ids;
  request.per_page = 50;
  for (request.page = 1;; ++request.page) {
    const search::SearchResult result = searcher.search(*searcher.snapshot(), request);
    for (const search::Hit& hit : result.hits) ids.push_back(hit.article.id);
    if (result.hits.size() < request.per_page) return ids;
  }
}

void check_facets(const TestArchive& archive, const search::SearchResult& result, const Test& matches, const std::vector<std::pair<int, Test>>& tests) {
  for (const search::FacetCounts& facet : result.facets) {
    std::map<std::string, std::uint32_t> counts;
    std::map<std::string, std::set<std::string>> stories;
    std::map<std::pair<std::string, std::string>, std::uint32_t> variants;
    std::uint32_t without = 0;
    for (const PlainArticle* article : naive(archive, matches, tests, static_cast<int>(facet.facet))) {
      const auto ids = ids_of(*article, facet.facet);
      without += ids.empty();
      for (const std::string& id : ids) ++counts[id], stories[id].insert(story_of(*article));
      std::set<std::pair<std::string, std::string>> seen;
      for (const PlainMention& mention : article->mentions)
        if (const PlainEntity* entity = meaning(*article, mention)) seen.emplace(entity->id, mention.surface);
      for (const auto& variant : seen) ++variants[variant];
    }
    CHECK(facet.without == without);
    CHECK(facet.distinct == counts.size());
    for (const search::FacetValue& value : facet.values) {
      CHECK(value.count == (counts.contains(value.id) ? counts[value.id] : 0));
      CHECK(value.stories == stories[value.id].size());
      for (const search::Variant& variant : value.variants) CHECK(variant.count == variants[{value.id, variant.value}]);
      counts.erase(value.id);
    }
    CHECK(counts.empty());
  }
}

std::string filters_of(const SearchRequest& request) {
  std::string shown;
  for (std::size_t f = 0; f < query::kFacets; ++f) {
    for (const std::string& id : request.filters[f].chosen) shown += id + (request.filters[f].match_all ? " (all), " : ", ");
    for (const std::string& id : request.filters[f].excluded) shown += "not " + id + ", ";
  }
  if (!request.within.empty()) shown += "within, ";
  if (!request.exclude_within.empty()) shown += "not within, ";
  if (request.from) shown += "dates, ";
  if (request.indexed_since) shown += "indexed, ";
  if (!request.authors.empty()) shown += "author, ";
  for (const std::string& field : request.missing) shown += "missing " + field + ", ";
  return shown;
}

void check_order(const std::vector<const PlainArticle*>& found, std::vector<std::string> hits, bool newest) {
  std::vector<const PlainArticle*> sorted = found;
  std::sort(sorted.begin(), sorted.end(), [&](const auto* a, const auto* b) { return date_key(*a, newest) < date_key(*b, newest); });
  std::vector<std::string> expected;
  for (const PlainArticle* article : sorted) expected.push_back(article->id);
  CHECK(hits == expected);
}

// `shown`: what stands on the pages, out of all that is `found`.
void check_pages(const search::Searcher& searcher, SearchRequest request, const std::vector<const PlainArticle*>& shown, const std::vector<const PlainArticle*>& found) {
  CAPTURE(request.group_by_story);
  const std::vector<std::string> hits = all_hits(searcher, request);
  const std::set<std::string> ids(hits.begin(), hits.end());
  CHECK(ids.size() == hits.size());
  CHECK(ids.size() == shown.size());
  for (const PlainArticle* article : shown) CHECK(ids.contains(article->id));
  for (const search::Hit& hit : searcher.search(*searcher.snapshot(), request).hits) {
    const auto same = [&](const PlainArticle* article) { return story_of(*article) == hit.story.id; };
    CHECK(hit.story.matching == std::count_if(found.begin(), found.end(), same));
  }
  for (const bool newest : {true, false}) {
    request.sort_by = newest ? query::SortBy::newest : query::SortBy::oldest;
    check_order(shown, all_hits(searcher, request), newest);
  }
}

void compare_with_naive(std::size_t segments, double dead_share, int rounds, unsigned seed) {
  TestArchive archive;
  archive.publish(made_up_articles(180, segments, dead_share, seed), segments);
  search::Searcher searcher(archive.path);
  REQUIRE(searcher.refresh());
  for (int round = 0; round < rounds; ++round) {
    const query::Spelling spelling = std::array{query::Spelling::folded, query::Spelling::exact, query::Spelling::variants}[std::min<std::size_t>(round % 5, 2)];
    Generator generator(seed * 1000 + static_cast<unsigned>(round), spelling);
    const Question question = generator.question();
    SearchRequest request;
    request.q = question.q;
    request.spelling = spelling;
    request.max_facet_values = 100;
    std::vector<std::pair<int, Test>> tests;
    if (round % 2) generator.filter(request, tests);
    CAPTURE(question.q, filters_of(request), round, seed);
    const search::SearchResult result = searcher.search(*searcher.snapshot(), request);
    CAPTURE(searcher.explain(*searcher.snapshot(), request));
    const auto expected = naive(archive, question.matches, tests, -2);
    CHECK(result.found == expected.size());
    check_facets(archive, result, question.matches, tests);
    CHECK(result.found_stories == folded(expected).size());
    for (const bool grouped : {false, true}) {
      request.group_by_story = grouped;
      request.sort_by.reset();
      check_pages(searcher, request, grouped ? folded(expected) : expected, expected);
    }
    std::uint32_t dated = 0;
    for (const auto& bucket : result.histogram->buckets) dated += bucket.count;
    CHECK(dated + result.histogram->undated == result.found);
  }
}

}  // namespace

TEST_CASE("the searcher finds and counts what a naive searcher does, in one segment without tombstones") { compare_with_naive(1, 0, 200, 1); }
TEST_CASE("the searcher finds and counts what a naive searcher does, in three segments with tombstones") { compare_with_naive(3, 0.15, 300, 2); }

namespace {

std::string shown(const search::Fragments& fragments) {
  std::string text;
  for (const search::Fragment& fragment : fragments) text += fragment.mark ? "[" + fragment.text + "]" : fragment.text;
  return text;
}

struct SmallArchive : TestArchive {
  SmallArchive() {
    publish({article_of("a00000000001", "Frozen assets", "Talks on frozen assets went on. Then Зеленський spoke of grain and of the harbour", {{7, "Зеленський", ""}}),
             article_of("a00000000002", "Winter", "The army went home for the winter and one missile fell near the border of the old town by the river where grain is sold"),
             article_of("a00000000003", "Grain", "Zelensky and Bush met in Lviv", {{0, "Zelensky", ""}, {2, "Bush", ""}, {5, "Lviv", ""}})},
            1);
    searcher.refresh();
  }

  search::SearchResult ask(const std::string& q) const {
    SearchRequest request;
    request.q = q;
    return searcher.search(*searcher.snapshot(), request);
  }

  search::Searcher searcher{path};
};

std::string refused(const SmallArchive& archive, const SearchRequest& request) {
  try {
    archive.searcher.search(*archive.searcher.snapshot(), request);
    return "";
  } catch (const search::BadRequest& bad) {
    return bad.code + " " + bad.parameter + " " + std::to_string(bad.candidates.size());
  }
}

}  // namespace

TEST_CASE("marks follow a person into another spelling and script") {
  const SmallArchive archive;
  const search::SearchResult result = archive.ask("zelensky");
  REQUIRE(result.found == 2);
  std::set<std::string> snippets;
  for (const search::Hit& hit : result.hits) snippets.insert(shown(hit.snippet));
  CHECK(snippets.contains("[Zelensky] and Bush met in Lviv"));
  CHECK(snippets.contains("Talks on frozen assets went on. Then [Зеленський] spoke of grain and of the harbour"));
}

TEST_CASE("a snippet has the words asked for, begins at a sentence and is as long as asked") {
  const SmallArchive archive;
  SearchRequest request;
  request.q = "grain harbour";
  request.snippet_words = 9;
  const search::SearchResult result = archive.searcher.search(*archive.searcher.snapshot(), request);
  REQUIRE(result.found == 1);
  CHECK(shown(result.hits[0].snippet) == "Then Зеленський spoke of [grain] and of the [harbour]");
  request.snippet_words = 3;
  CHECK(shown(archive.searcher.search(*archive.searcher.snapshot(), request).hits[0].snippet) == "… of [grain] and …");
  request.snippet_words = 0;
  CHECK(archive.searcher.search(*archive.searcher.snapshot(), request).hits[0].snippet.empty());
}

TEST_CASE("a question without words shows each article's beginning and its title") {
  const SmallArchive archive;
  const search::SearchResult result = archive.ask("");
  REQUIRE(result.hits.size() == 3);
  CHECK(result.hits[0].article.id == "a00000000001");
  CHECK(shown(result.hits[2].snippet) == "Zelensky and Bush met in Lviv");
  CHECK(shown(result.hits[2].title) == "Grain");
  CHECK(shown(archive.ask("\"frozen assets\"").hits[0].title) == "[Frozen assets]");
}

TEST_CASE("an article shows its paragraphs with whom they name") {
  const SmallArchive archive;
  SearchRequest request;
  request.q = "met";
  const auto view = archive.searcher.article(*archive.searcher.snapshot(), "a00000000003", request);
  REQUIRE(view);
  REQUIRE(view->paragraphs.size() == 1);
  CHECK(view->paragraphs[0].kind == "lead");
  CHECK(shown(view->paragraphs[0].text) == "Zelensky and Bush [met] in Lviv");
  const auto& text = view->paragraphs[0].text;
  CHECK(std::count_if(text.begin(), text.end(), [](const search::Fragment& fragment) { return fragment.entity != names::kNobody; }) == 2);
  CHECK(view->hit.entities.size() == 2);
  CHECK_FALSE(archive.searcher.article(*archive.searcher.snapshot(), "a00000000009", request));
}

TEST_CASE("where few articles have all words, those with most of them are let in below") {
  const SmallArchive archive;
  const search::SearchResult most = archive.ask("frozen assets grain harbour missile");
  CHECK(most.words == query::Words::most);
  CHECK(most.found_with_all == 0u);
  REQUIRE(most.found == 1);
  CHECK(archive.ask("army winter missile border").words == query::Words::most);
  CHECK(archive.ask("army winter missile border").found == 1);
  CHECK(archive.ask("army winter missile assets grain").found == 1);
  CHECK(archive.ask("army winter missile").words == query::Words::all);
  CHECK_FALSE(archive.ask("army winter missile").found_with_all);
  SearchRequest all;
  all.q = "frozen assets grain harbour missile";
  all.words = query::Words::all;
  CHECK(archive.searcher.search(*archive.searcher.snapshot(), all).found == 0);
}

TEST_CASE("a name of none or of several is refused as a filter, with its candidates") {
  const SmallArchive archive;
  SearchRequest request;
  request.filter(Facet::person).chosen = {"Xyz"};
  CHECK(refused(archive, request) == "unknown_entity person 0");
  request.filter(Facet::person).chosen = {"Bush"};
  CHECK(refused(archive, request) == "ambiguous_entity person 2");
  request.filter(Facet::person).chosen = {"Зеленський"};
  CHECK(refused(archive, request).empty());
  request.exclude_within = {"Atlantis"};
  CHECK(refused(archive, request) == "unknown_entity exclude.within 0");
  request = {};
  request.missing = {"colour"};
  CHECK(refused(archive, request) == "bad_missing missing 0");
}

TEST_CASE("a chosen value is listed with its true count, also beyond the number of values asked for") {
  const SmallArchive archive;
  SearchRequest request;
  request.filter(Facet::place).chosen = {"moscow"};
  request.max_facet_values = 0;
  request.facet_by = {Facet::place};
  const search::SearchResult result = archive.searcher.search(*archive.searcher.snapshot(), request);
  CHECK(result.found == 0);
  REQUIRE(result.facets.size() == 1);
  REQUIRE(result.facets[0].values.size() == 1);
  CHECK(result.facets[0].values[0].id == "moscow");
  CHECK(result.facets[0].values[0].count == 0);
  CHECK(result.facets[0].values[0].active);
  CHECK(result.facets[0].distinct == 1);
}

TEST_CASE("facet_query leaves values that begin so in any script, or places in a place") {
  const SmallArchive archive;
  SearchRequest request;
  request.facet_queries = {{Facet::person, "зел", ""}, {Facet::place, "", "ukraine"}};
  const search::SearchResult result = archive.searcher.search(*archive.searcher.snapshot(), request);
  REQUIRE(result.facets[0].values.size() == 1);
  CHECK(result.facets[0].values[0].id == "volodymyr-zelenskyy");
  CHECK(result.facets[0].values[0].variants.size() == 2);
  REQUIRE(result.facets[2].values.size() == 1);
  CHECK(result.facets[2].values[0].id == "lviv");
}

TEST_CASE("a stray year does not explode the histogram, and a month has its bucket though it is empty") {
  TestArchive archive;
  std::vector<PlainArticle> articles;
  for (unsigned i = 0; i < 200; ++i) {
    articles.push_back(article_of("b00000000" + std::to_string(100 + i), "Note", "Word"));
    articles.back().published = text::Date{day(2023 + static_cast<int>(i % 2) * 2, 1 + i % 3, 5), text::Precision::day};
  }
  articles[0].published = text::Date{day(1815, 1, 1), text::Precision::year};
  articles[1].published.reset();
  archive.publish(articles, 1);
  search::Searcher searcher(archive.path);
  searcher.refresh();
  SearchRequest request;
  const auto by_year = searcher.search(*searcher.snapshot(), request).histogram;
  REQUIRE(by_year);
  CHECK(by_year->interval == query::Interval::year);
  CHECK(by_year->buckets.size() == 211);
  CHECK(by_year->undated == 1);
  request.from = std::chrono::floor<std::chrono::days>(day(2023, 1, 1));
  const auto by_month = searcher.search(*searcher.snapshot(), request).histogram;
  CHECK(by_month->interval == query::Interval::month);
  CHECK(by_month->buckets.size() == 27);
  CHECK(by_month->buckets[5].count == 0);
  request.interval = query::Interval::day;
  CHECK(searcher.search(*searcher.snapshot(), request).histogram->interval == query::Interval::week);
}

TEST_CASE("an index without articles answers, and a new generation is taken up") {
  TestArchive archive;
  archive.publish({}, 0);
  search::Searcher searcher(archive.path);
  CHECK(searcher.refresh());
  CHECK_FALSE(searcher.refresh());
  const std::shared_ptr<const search::Snapshot> empty = searcher.snapshot();
  SearchRequest request;
  for (const char* q : {"", "war", "\"frozen assets\" -war san*", "author:smith"}) {
    request.q = q;
    CHECK(searcher.search(*empty, request).found == 0);
    CHECK_NOTHROW(searcher.explain(*empty, request));
  }
  archive.publish(made_up_articles(20, 2, 0, 5), 2);
  CHECK(searcher.refresh());
  request.q.clear();
  CHECK(searcher.search(*searcher.snapshot(), request).found == 20);
  CHECK(searcher.search(*empty, request).found == 0);
}

TEST_CASE("a request goes on over a generation whose folder is gone") {
  TestArchive archive;
  archive.publish(made_up_articles(20, 2, 0, 5), 2);
  search::Searcher searcher(archive.path);
  searcher.refresh();
  const std::shared_ptr<const search::Snapshot> old = searcher.snapshot();
  const std::string folder = old->segments[0].path.parent_path().string();
  for (int i = 0; i < 3; ++i) archive.publish({}, 0);
  REQUIRE_FALSE(fs::exists(folder));
  SearchRequest request;
  const search::SearchResult result = searcher.search(*old, request);
  CHECK(result.found == 20);
  CHECK(result.hits.size() == 10);
}

TEST_CASE("an index of an unknown version is refused with what to do") {
  TestArchive archive;
  archive.publish({}, 0);
  schema::Manifest manifest = schema::read_manifest(archive.path / "gen-000001");
  manifest.fields_version = 99;
  schema::write_manifest(archive.path / "gen-000001", manifest);
  search::Searcher searcher(archive.path);
  CHECK_THROWS_AS(searcher.refresh(), schema::DamagedIndex);
  CHECK(searcher.snapshot() == nullptr);
}

TEST_CASE("many threads may ask at once while generations change") {
  TestArchive archive;
  archive.publish(made_up_articles(60, 2, 0, 9), 2);
  search::Searcher searcher(archive.path);
  searcher.refresh();
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      Generator generator(t, query::Spelling::variants);
      for (int i = 0; i < 60; ++i) {
        SearchRequest request;
        request.q = generator.question().q;
        const auto snapshot = searcher.snapshot();
        if (searcher.search(*snapshot, request).found > snapshot->manifest.articles) ++failed;
      }
    });
  archive.publish(made_up_articles(70, 2, 0, 10), 2);
  searcher.refresh();
  for (std::thread& thread : threads) thread.join();
  CHECK(failed == 0);
}
