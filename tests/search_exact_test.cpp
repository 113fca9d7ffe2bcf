// searchd/search: spelling=exact, words with their marks, verified on the stored text.
#include <catch2/catch.hpp>

#include "search_opened.hpp"
#include "searchd/search/verified.hpp"

using namespace dispatches;
using namespace dispatches::tests;

TEST_CASE("exact words are told apart by their marks, and by nothing else") {
  const Opened archive({named("a00000000001", "the café in Kyiv", {}), named("a00000000002", "the cafe in Kyiv", {}), named("a00000000003", "CAFÉ or cafe", {}),
                        named("a00000000004", "we resume the résumé", {}), named("a00000000005", "five п’ять п'ять", {})});
  using query::Spelling;
  const Ids both = {"a00000000001", "a00000000002", "a00000000003"};
  CHECK(archive.found("café", Spelling::folded) == both);
  CHECK(archive.found("café", Spelling::exact) == Ids{"a00000000001", "a00000000003"});
  CHECK(archive.found("cafe", Spelling::exact) == Ids{"a00000000002", "a00000000003"});
  CHECK(archive.found("Cafe -café", Spelling::exact) == Ids{"a00000000002"});
  CHECK(archive.found("\"the café\"", Spelling::exact) == Ids{"a00000000001"});
  CHECK(archive.found("\"the CAFE\"", Spelling::exact) == Ids{"a00000000002"});
  CHECK(archive.found("café OR résumé", Spelling::exact) == Ids{"a00000000001", "a00000000003", "a00000000004"});
  CHECK(archive.found("resume NEAR/2 résumé", Spelling::exact) == Ids{"a00000000004"});
  CHECK(archive.found("resume NEAR/1 résumé", Spelling::exact).empty());
  CHECK(archive.found("cafe NEAR kyiv", Spelling::exact) == Ids{"a00000000002"});
  CHECK(archive.found("п'ять", Spelling::exact) == Ids{"a00000000005"});
  CHECK(archive.found("title:nöte", Spelling::exact).empty());
  CHECK(archive.found("title:NOTE", Spelling::exact).size() == 5);
  CHECK(archive.ask("café", Spelling::exact).notes.empty());
}

TEST_CASE("exact words mark only what is written so") {
  const Opened archive({named("a00000000003", "CAFÉ or cafe on the café", {})});
  CHECK(shown(archive.ask("café", query::Spelling::exact).hits[0].snippet) == "[CAFÉ] or cafe on the [café]");
  CHECK(shown(archive.ask("cafe", query::Spelling::folded).hits[0].snippet) == "[CAFÉ] or [cafe] on the [café]");
  CHECK(shown(archive.ask("\"the café\"", query::Spelling::exact).hits[0].snippet) == "CAFÉ or cafe on [the café]");
}

TEST_CASE("so many articles are looked into for their marks, and no more are found") {
  std::vector<PlainArticle> articles;
  for (int i = 0; i < 9; ++i) articles.push_back(named("a0000000000" + std::to_string(i), "a café", {}));
  const Opened archive(articles);
  const search::Snapshot::Lease handles = archive.snapshot().lease();
  search::Verifier verifier(5);
  search::Bitmap candidates = archive.snapshot().segments[0].live;
  verifier.keep_written({{"café"}, {"cafe"}, 0, false}, handles->segments[0], candidates);
  CHECK(candidates.count() == 5);
  CHECK(verifier.was_cut());
  search::Verifier enough(9);
  candidates = archive.snapshot().segments[0].live;
  enough.keep_written({{"cafe"}, {"cafe"}, 0, false}, handles->segments[0], candidates);
  CHECK(candidates.empty());
  CHECK_FALSE(enough.was_cut());
}

TEST_CASE("a note says where the comparing of marks ends") {
  std::vector<PlainArticle> articles;
  for (std::size_t i = 0; i <= query::kMaxVerified; ++i) articles.push_back(named("a" + std::to_string(10'000'000'000 + i), "café", {}));
  const Opened archive(articles);
  const search::SearchResult cut = archive.ask("café", query::Spelling::exact);
  CHECK(cut.found == query::kMaxVerified);
  REQUIRE(cut.notes.size() == 1);
  CHECK_THAT(cut.notes[0], Catch::Contains("10000 articles"));
  CHECK(archive.ask("café").found == query::kMaxVerified + 1);
}
