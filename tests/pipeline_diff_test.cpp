// What lies between two nights.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "indexer/pipeline/generation_diff.hpp"
#include "tests/support.hpp"

using namespace dispatches;
using namespace dispatches::pipeline;
using dispatches::tests::TemporaryFolder;
using dispatches::tests::update_of;
using nlohmann::json;

namespace {

const std::string kReport = "Ruslan Terletskyi, a harbour master, told reporters that the first of three grain ships had left before dawn on Monday, and that the "
                            "two others would follow as soon as the mines in the northern channel had been swept by the navy.";

void write(const TemporaryFolder& folder, const std::string& name, const std::string& body) {
  folder.write("news/" + name + ".txt", fmt::format("---\ntitle: {}\nsource: Kurier\ndate: 2025-01-01\n---\n{}\n", name, body));
}

json diff_of(const TemporaryFolder& folder, std::uint32_t from, std::uint32_t to) {
  std::ostringstream out;
  print_diff(generation_diff(folder.path / "db", from, to), ListFormat::json, out);
  return json::parse(out.str());
}

std::vector<std::string> titles(const json& articles) {
  std::vector<std::string> titles;
  for (const json& article : articles) titles.push_back(article["title"]);
  return titles;
}

}  // namespace

TEST_CASE("a diff of two generations names articles, stories, merges and ids") {
  const TemporaryFolder folder;
  write(folder, "alpha", kReport);
  write(folder, "bravo", "R. Terletskyi was seen in the capital, where Mykhailo Zhdan met him.");
  write(folder, "charlie", "Talks went on in the capital.");
  auto options = update_of(folder.path / "db", {folder.path / "news"});
  options.prune = true, options.prune_limit = 1;
  update(options);
  write(folder, "bravo", kReport + " The press was told at noon.");
  write(folder, "delta", "Nothing more was heard.");
  std::filesystem::remove(folder.path / "news/charlie.txt");
  options.knowledge.overrides = folder.write("overrides.tsv", "same\tMykhailo Zhdan\tRuslan Terletskyi\n");
  update(options);

  const json diff = diff_of(folder, 1, 2);
  CHECK(titles(diff["new"]) == std::vector<std::string>{"delta"});
  CHECK(titles(diff["updated"]) == std::vector<std::string>{"bravo"});
  CHECK(titles(diff["removed"]) == std::vector<std::string>{"charlie"});
  REQUIRE(diff["stories"].size() == 1);
  CHECK(diff["stories"][0]["article"] == diff["updated"][0]["id"]);
  CHECK(diff["stories"][0]["before"] == diff["updated"][0]["id"]);

  const json back = diff_of(folder, 2, 1);
  CHECK(titles(back["new"]) == std::vector<std::string>{"charlie"});
  CHECK(titles(back["removed"]) == std::vector<std::string>{"delta"});
  CHECK(back["stories"][0]["after"] == diff["stories"][0]["before"]);
  const json same = diff_of(folder, 2, 2);
  for (const char* part : {"new", "updated", "removed", "stories", "names", "ids"}) CHECK(same[part].empty());
}

TEST_CASE("a diff tells who became whom") {
  const TemporaryFolder folder;
  write(folder, "alpha", "Ruslan Terletskyi met Mykhailo Zhdan. Mykhailo Zhdan left early, Ruslan Terletskyi said.");
  auto options = update_of(folder.path / "db", {folder.path / "news"});
  update(options);
  options.knowledge.overrides = folder.write("overrides.tsv", "same\tMykhailo Zhdan\tRuslan Terletskyi\t\tanna\t\tone man\n");
  update(options);
  const json diff = diff_of(folder, 1, 2);
  REQUIRE(diff["names"].size() == 1);
  CHECK(diff["names"][0]["change"] == "merged");
  CHECK(diff["names"][0]["reason"] == "override by anna: one man");
  REQUIRE(diff["ids"].size() == 1);
  CHECK(diff["ids"][0]["id"] == diff["names"][0]["before"]);
  CHECK(diff["ids"][0]["now"] == diff["names"][0]["after"]);
  const json parted = diff_of(folder, 2, 1);
  REQUIRE(parted["names"].size() == 1);
  CHECK(parted["names"][0]["change"] == "parted");
  std::ostringstream text;
  print_diff(generation_diff(folder.path / "db", 1, 2), ListFormat::text, text);
  CHECK_THAT(text.str(), Catch::Contains("merged: ") && Catch::Contains("override by anna: one man") && Catch::Contains("leads to "));
  CHECK_THAT(text.str(), Catch::EndsWith("0 new, 0 updated, 0 removed; 0 articles changed story; 1 names changed; 1 ids changed\n"));
}

TEST_CASE("a generation that is not kept is refused with those that are") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(generation_diff(folder.path / "db", 1, 2), Catch::Contains("only none"));
  write(folder, "alpha", "Grain left.");
  const auto options = update_of(folder.path / "db", {folder.path / "news"});
  for (const char* name : {"bravo", "charlie", "delta"}) update(options), write(folder, name, "Grain came.");
  CHECK_THROWS_WITH(generation_diff(folder.path / "db", 1, 3), "generation 1 is not kept, only 2 and 3");
}
