// What is offered where little is found: words of the archive that are nearly what was typed, or what its keys write on another keyboard.
#include <catch2/catch.hpp>

#include "search_opened.hpp"
#include "searchd/search/did_you_mean.hpp"

using namespace dispatches;
using namespace dispatches::tests;

namespace {

std::vector<PlainArticle> copies(std::size_t count, char kind, const std::string& body, const std::string& language = "en") {
  std::vector<PlainArticle> articles;
  for (std::size_t i = 0; i < count; ++i) {
    articles.push_back(article_of(std::string(1, kind) + "000000000" + std::to_string(10 + i), "Note", body, {}));
    articles.back().language = language;
  }
  return articles;
}

Opened archive() {
  std::vector<PlainArticle> articles = copies(30, 'a', "frozen assets of the bank");
  for (auto&& more : {copies(12, 'b', "the sentry stood at the harbour"), copies(5, 'c', "grain from the port"), copies(4, 'd', "обмін полонених і привіт", "uk"), copies(4, 'e', "санкции и мобилизация объявлены", "ru"),
                      copies(3, 'f', "das Sondervermögen der Städte", "de"), copies(1, 'g', "the asserts of one"), copies(3, 'h', "the train left")})
    articles.insert(articles.end(), more.begin(), more.end());
  return Opened(std::move(articles));
}

const Opened& opened() {
  static const Opened instance = archive();
  return instance;
}

std::string meant(const std::string& q) { return opened().ask(q).did_you_mean.value_or(""); }

}  // namespace

TEST_CASE("slips are counted: wrong, missing, too many, changed places") {
  CHECK(search::edit_distance("assets", "assets") == 0);
  CHECK(search::edit_distance("assets", "assests") == 1);
  CHECK(search::edit_distance("assets", "asstes") == 1);
  CHECK(search::edit_distance("assets", "asset") == 1);
  CHECK(search::edit_distance("полонених", "полоннеих") == 1);
  CHECK(search::edit_distance("", "abc") == 3);
  CHECK(search::edit_distance("abc", "") == 3);
  CHECK(search::edit_distance("ca", "abc") == 3);
  CHECK(search::edit_distance("frozen", "harbour") == search::edit_distance("harbour", "frozen"));
}

TEST_CASE("a slip anywhere in a word is mended") {
  for (const char* typed : {"asests", "assetts", "asets", "qssets", "ssets", "sasets", "aassets", "assrts", "Assest"}) {
    INFO(typed);
    CHECK(meant(typed) == "assets");
  }
  CHECK(meant("полоненх") == "полонених");
  CHECK(meant("мобелизация") == "мобилизация");
}

TEST_CASE("what is offered has the marks that articles write") { CHECK(meant("Sondervermöggen") == "sondervermögen"); }

TEST_CASE("two slips are mended in a long word and one in a short one") {
  CHECK(meant("sntyr") == "sentry");
  CHECK(meant("abnk") == "bank");
  CHECK(meant("zbnk") == "");
  CHECK(meant("gr") == "");
}

TEST_CASE("what was typed on another keyboard is read as meant") {
  CHECK(meant("ghbdsn") == "привіт");
  CHECK(meant("cfyrwbb") == "санкции");
  CHECK(meant("j,vsy gjkjytyb[") == "обмін полонених");
  CHECK(meant("акщяут фыыуеы") == "frozen assets");
  CHECK(search::on_other_keyboards("ghbdtn") == std::vector<std::string>{"привет"});
  CHECK(search::on_other_keyboards("привет") == std::vector<std::string>{"ghbdtn"});
  CHECK(search::on_other_keyboards("naïve").empty());
}

TEST_CASE("only words that were typed wrong are replaced, in their place") {
  CHECK(meant("frozen assests") == "frozen assets");
  CHECK(meant("frozne assests") == "frozen assets");
  CHECK(meant("(frozen OR wheat) assests -harbour") == "(frozen OR wheat) assets -harbour");
  CHECK(meant("\"frozen assests\"") == "\"frozen assets\"");
  CHECK(meant("assests title:assests") == "");
}

TEST_CASE("nothing is offered that does not find more, or where enough is found") {
  CHECK(meant("train") == "");
  CHECK(meant("harbour grain") == "");       // both are words: nothing is misspelt
  CHECK(meant("harbour graim") == "");       // "harbour grain" finds nothing either
  CHECK(meant("xyzzyplugh") == "");
  CHECK(meant("-assests") == "");
}

TEST_CASE("a word that one article has is taken for a slip where a near one is far more frequent") {
  CHECK(opened().ask("asserts").found == 1);
  CHECK(meant("asserts") == "assets");
  CHECK(meant("asserts one") == "");
}

TEST_CASE("what is offered finds something under the same filters") {
  SearchRequest request;
  request.q = "assests";
  request.filter(query::Facet::language).chosen = {"en"};
  CHECK(opened().search(request).did_you_mean == "assets");
  request.filter(query::Facet::language).chosen = {"de"};
  CHECK_FALSE(opened().search(request).did_you_mean);
}

TEST_CASE("looking for near words ends after a bounded number of terms") {
  Xapian::WritableDatabase many(std::string(), Xapian::DB_BACKEND_INMEMORY);
  Xapian::Document document;
  for (std::size_t i = 0; i < 2 * search::kMostTermsRead; ++i) document.add_term("ab" + std::to_string(i));
  document.add_term("abzzz");
  many.add_document(document);
  CHECK(search::near_spellings("abzzzz", 1, {many}).empty());
  document.clear_terms();
  document.add_term("abzzz");
  many.replace_document(1, document);
  REQUIRE(search::near_spellings("abzzzz", 1, {many}).size() == 1);
}
