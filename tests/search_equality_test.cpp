// searchd/search: the counts by bitmaps and columns are those of one Xapian query for the whole question, and those of a naive searcher, for whatever
// is asked. Hundreds of questions always; thousands where DISPATCHES_LONG is set.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "search_opened.hpp"
#include "search_reference.hpp"
#include "searchd/search/found.hpp"

using namespace dispatches;
using namespace dispatches::tests;

namespace {

int rounds(int usual) { return std::getenv("DISPATCHES_LONG") ? usual * 10 : usual; }

constexpr std::array kSpellings = {query::Spelling::variants, query::Spelling::folded, query::Spelling::exact};

// Four words and more, side by side: those that `words=most` may do without.
struct ManyWords {
  std::string q;
  std::vector<Test> words;

  ManyWords(Generator& generator) {
    for (std::size_t count = 4 + generator.below(4); count > 0; --count) {
      Question word = generator.word();
      q += (q.empty() ? "" : " ") + word.q;
      words.push_back(std::move(word.matches));
    }
  }
  std::size_t has(const PlainArticle& article) const {
    return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](const Test& word) { return word(article); }));
  }
};

struct Compared {
  Compared(std::size_t count, std::size_t segments, double dead_share, unsigned seed) : opened(made_up_articles(count, segments, dead_share, seed), segments), reference(opened.snapshot(), dead(opened.archive)) {}

  static std::set<std::string> dead(const TestArchive& archive) {
    std::set<std::string> ids;
    for (const PlainArticle& article : archive.articles)
      if (article.dead) ids.insert(article.id);
    return ids;
  }

  std::set<std::string> ids(const Reference::Docids& docids) const {
    std::set<std::string> ids;
    for (const Xapian::docid docid : docids) ids.insert(reference.said(docid).id);
    return ids;
  }

  // All that is counted, against the reference; gives the ids that pass.
  std::set<std::string> check(const SearchRequest& request) const {
    const search::Snapshot& snapshot = opened.snapshot();
    const search::Snapshot::Lease handles = snapshot.lease();
    const query::CompiledQuery compiled = search::understand(request, snapshot, *handles);
    CAPTURE(request.q, query::to_string(compiled.match));
    bool most = false;
    const Reference::Docids matches = reference.matching(compiled.match, request.words, most);
    const Reference::Docids passing = reference.passing(matches, request, query::kFacets);
    const search::SearchResult result = opened.search(request);
    CHECK(result.found == passing.size());
    CHECK((result.words == query::Words::most) == most);
    CHECK(result.found_with_all.has_value() == most);
    bool never = false;
    if (most) CHECK(*result.found_with_all == reference.passing(reference.matching(compiled.match, query::Words::all, never), request, query::kFacets).size());
    for (const search::FacetCounts& facet : result.facets) check_facet(facet, reference.passing(matches, request, static_cast<std::size_t>(facet.facet)));
    check_histogram(result, passing);
    return ids(passing);
  }

  void check_facet(const search::FacetCounts& facet, const Reference::Docids& counted) const {
    std::map<std::string, std::uint32_t> counts;
    std::uint32_t without = 0;
    for (const Xapian::docid docid : counted) {
      const std::set<std::string>& values = reference.said(docid).values[static_cast<std::size_t>(facet.facet)];
      without += values.empty();
      for (const std::string& id : values) ++counts[id];
    }
    CHECK(facet.without == without);
    CHECK(facet.distinct == counts.size());
    for (const search::FacetValue& value : facet.values) CHECK(value.count == std::exchange(counts[value.id], 0));
    CHECK(std::all_of(counts.begin(), counts.end(), [](const auto& left) { return left.second == 0; }));
  }

  void check_histogram(const search::SearchResult& result, const Reference::Docids& passing) const {
    const auto undated = std::count_if(passing.begin(), passing.end(), [&](Xapian::docid docid) { return !reference.said(docid).published; });
    REQUIRE(result.histogram);
    CHECK(result.histogram->undated == undated);
    for (std::size_t i = 0; i < result.histogram->buckets.size(); ++i) {
      const auto& buckets = result.histogram->buckets;
      const auto in_bucket = [&](Xapian::docid docid) {
        const auto& published = reference.said(docid).published;
        return published && published->start >= buckets[i].from && (i + 1 == buckets.size() || published->start < buckets[i + 1].from);
      };
      CHECK(buckets[i].count == std::count_if(passing.begin(), passing.end(), in_bucket));
    }
  }

  Opened opened;
  Reference reference;
};

std::set<std::string> ids_of(const std::vector<const PlainArticle*>& articles) {
  std::set<std::string> ids;
  for (const PlainArticle* article : articles) ids.insert(article->id);
  return ids;
}

// Questions of every kind, each in turn by variants, folded and exact, with filters and without.
void compare(std::size_t segments, double dead_share, int count, unsigned seed) {
  const Compared compared(180, segments, dead_share, seed);
  for (int round = 0; round < count; ++round) {
    Generator generator(seed * 100'000 + static_cast<unsigned>(round), kSpellings[static_cast<std::size_t>(round) % 3]);
    const Question question = generator.question();
    SearchRequest request;
    request.q = question.q, request.spelling = kSpellings[static_cast<std::size_t>(round) % 3];
    request.words = query::Words::all;
    request.max_facet_values = 100;
    std::vector<std::pair<int, Test>> tests;
    if (round % 4) generator.filter(request, tests);
    CAPTURE(seed, round);
    CHECK(compared.check(request) == ids_of(naive(compared.opened.archive, question.matches, tests, -2)));
  }
}

// Questions of many words, of which an article need have three in five where few have all. Filters come afterwards.
void compare_most(std::size_t segments, double dead_share, int count, unsigned seed) {
  const Compared compared(180, segments, dead_share, seed);
  int let_in = 0;
  for (int round = 0; round < count; ++round) {
    Generator generator(seed * 100'000 + static_cast<unsigned>(round), kSpellings[static_cast<std::size_t>(round) % 3]);
    const ManyWords question(generator);
    SearchRequest request;
    request.q = question.q, request.spelling = kSpellings[static_cast<std::size_t>(round) % 3];
    request.max_facet_values = 100;
    std::vector<std::pair<int, Test>> tests;
    if (round % 2) generator.filter(request, tests);
    CAPTURE(seed, round, request.q);
    const auto whole = naive(compared.opened.archive, [&](const PlainArticle& article) { return question.has(article) == question.words.size(); }, {}, -2);
    const auto least = whole.size() < 20 ? static_cast<std::size_t>(std::ceil(0.6 * static_cast<double>(question.words.size()))) : question.words.size();
    let_in += whole.size() < 20;
    CHECK(compared.check(request) == ids_of(naive(compared.opened.archive, [&](const PlainArticle& article) { return question.has(article) >= least; }, tests, -2)));
  }
  CHECK(let_in > count / 2);
}

}  // namespace

TEST_CASE("bitmaps, one Xapian query and a naive searcher count the same, in one segment") { compare(1, 0, rounds(150), 21); }
TEST_CASE("bitmaps, one Xapian query and a naive searcher count the same, in three segments with tombstones") { compare(3, 0.15, rounds(250), 22); }
TEST_CASE("bitmaps, one Xapian query and a naive searcher count the same, in eight small segments") { compare(8, 0.3, rounds(100), 23); }
TEST_CASE("most of many words are counted alike, in one segment") { compare_most(1, 0, rounds(60), 24); }
TEST_CASE("most of many words are counted alike, in three segments with tombstones") { compare_most(3, 0.15, rounds(90), 25); }
