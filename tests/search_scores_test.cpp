// searchd/search: what an article is worth to a question is what Xapian makes of the same question, whatever the segments.
#include <catch2/catch.hpp>

#include "query_in_xapian.hpp"
#include "search_opened.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/scores.hpp"

using namespace dispatches;
using namespace dispatches::tests;

namespace {

const std::vector<std::string> kAsked = {"grain", "grain talks", "attack OR border OR frozen", "\"frozen assets\"", "\"frozen assets\" OR grain", "Zelensky", "Zelensky grain talks",
                                         "title:grain OR talks", "sanc*", "frozen NEAR/3 assets", "(grain OR \"attack border\") talks", "Bush -grain"};

SearchRequest asking(const std::string& q) {
  SearchRequest request;
  request.q = q, request.words = query::Words::all;
  return request;
}

struct Weighed {
  Weighed(const Opened& opened, const std::string& q) : handles(opened.snapshot().lease()), found(search::find(asking(q), opened.snapshot(), *handles)),
                                                        scores(found.passing, opened.snapshot(), *handles, {}) {
    scores.add(found.query.match, true);
  }

  search::Snapshot::Lease handles;
  search::Found found;
  search::Scores scores;
};

using ById = std::map<std::string, double>;

ById by_id(const Weighed& weighed) {
  ById scores;
  for (const search::Place& place : weighed.scores.best(weighed.found.count)) scores[search::article_at(place, *weighed.handles).id] = place.score;
  return scores;
}

// Of the one segment.
std::map<Xapian::docid, double> said_by_xapian(const search::Snapshot& snapshot, const Weighed& weighed) {
  const auto naming = [&](names::EntityOrdinal entity) {
    std::map<Xapian::docid, std::uint32_t> times;
    for (auto reader = snapshot.segments[0].named.lists.of(entity); reader.next();) times[reader.docid()] = reader.count();
    return times;
  };
  Xapian::Enquire enquire(weighed.handles->all);
  enquire.set_query(in_xapian(weighed.found.query.match, Strictness::loose, naming));
  enquire.set_weighting_scheme(WordWeight());
  std::map<Xapian::docid, double> scores;
  const Xapian::MSet hits = enquire.get_mset(0, weighed.handles->all.get_doccount());
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) scores[*hit] = hit.get_weight();
  return scores;
}

}  // namespace

TEST_CASE("an article is worth to a question what Xapian makes of it") {
  const Opened opened(made_up_articles(400, 1, 0, 11));
  for (const std::string& q : kAsked) {
    CAPTURE(q);
    const Weighed weighed(opened, q);
    REQUIRE(weighed.found.count > 0);
    const auto said = said_by_xapian(opened.snapshot(), weighed);
    for (const search::Place& place : weighed.scores.best(weighed.found.count)) {
      REQUIRE(said.contains(place.document));
      CHECK(place.score == Approx(said.at(place.document)));
      CHECK(place.score == weighed.scores.of(place));
    }
  }
}

TEST_CASE("an article is worth as much in one segment as among several") {
  const Opened one(made_up_articles(300, 1, 0, 12));
  std::vector<PlainArticle> articles = made_up_articles(300, 1, 0, 12);
  for (std::size_t i = 0; i < articles.size(); ++i) articles[i].segment = i % 4;
  const Opened four(articles, 4);
  for (const std::string& q : kAsked) {
    CAPTURE(q);
    const ById alone = by_id(Weighed(one, q)), among = by_id(Weighed(four, q));
    REQUIRE(alone.size() == among.size());
    for (const auto& [id, score] : alone) CHECK(among.at(id) == Approx(score));
  }
}

TEST_CASE("the best come first, ties in order of article id, and no more than are asked for") {
  const Opened opened(made_up_articles(300, 3, 0, 13), 3);
  const Weighed weighed(opened, "grain OR talks OR attack");
  const std::vector<search::Place> all = weighed.scores.best(weighed.found.count);
  REQUIRE(all.size() == weighed.found.count);
  const auto id_of = [&](const search::Place& place) { return search::article_at(place, *weighed.handles).id; };
  for (std::size_t i = 1; i < all.size(); ++i)
    CHECK((all[i - 1].score > all[i].score || (all[i - 1].score == all[i].score && id_of(all[i - 1]) < id_of(all[i]))));
  for (const std::size_t most : {1, 7, 40}) {
    const std::vector<search::Place> few = weighed.scores.best(most);
    REQUIRE(few.size() == most);
    for (std::size_t i = 0; i < most; ++i) CHECK(id_of(few[i]) == id_of(all[i]));
  }
}
