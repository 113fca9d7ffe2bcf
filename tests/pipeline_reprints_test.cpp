// How well reprints are folded, measured on families of versions that are made here: precision and recall as in tests/bench/reprints.py.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "indexer/base/sqlite.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/schema/generation.hpp"
#include "indexer/schema/stories.hpp"
#include "tests/support.hpp"

using namespace dispatches;
namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

struct Version {
  std::size_t family;
  Words text;
};

class Desk {
 public:
  Words words(std::size_t count) {
    Words made;
    for (std::size_t i = 0; i < count; ++i) made.push_back(fmt::format("w{}", random_() % 30'000));
    return made;
  }
  // Edited at a graded rate, cut from the end, with paragraphs put in, or all of these.
  Words version(Words text) {
    static const std::vector<double> kRates = {0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12};
    const auto kind = random_() % 4;
    if (kind == 0 || kind == 3) edit(text, kRates[random_() % kRates.size()]);
    if (kind == 1 || kind == 3) text.resize(text.size() - text.size() * (random_() % 40) / 100);
    if (kind >= 2) insert(text, words(random_() % 60), random_() % text.size());
    return text;
  }
  std::vector<Version> families(std::size_t count) {
    std::vector<Version> versions;
    const Words imprint = words(60);
    for (std::size_t family = 0; family < count; ++family) {
      const Words text = words(80 + random_() % 300);
      versions.push_back({family, text});
      for (auto more = random_() % 6; more > 0; --more) versions.push_back({family, version(text)});
      if (family % 3 == 0) insert(versions.back().text, imprint, versions.back().text.size());
    }
    std::shuffle(versions.begin(), versions.end(), random_);
    return versions;
  }

 private:
  void edit(Words& text, double rate) {
    for (std::string& word : text)
      if (std::bernoulli_distribution(rate)(random_)) word = fmt::format("x{}", random_());
  }
  static void insert(Words& text, const Words& more, std::size_t at) { text.insert(text.begin() + static_cast<std::ptrdiff_t>(at), more.begin(), more.end()); }

  std::mt19937 random_{20};
};

double likeness(const Words& a, const Words& b, std::size_t size) {
  const auto shingles = [&](const Words& words) {
    std::set<std::string> set;
    for (std::size_t i = 0; i + size <= words.size(); ++i) set.insert(fmt::format("{}", fmt::join(words.begin() + static_cast<std::ptrdiff_t>(i), words.begin() + static_cast<std::ptrdiff_t>(i + size), " ")));
    return set;
  };
  const auto of_a = shingles(a), of_b = shingles(b);
  const auto both = static_cast<double>(std::count_if(of_a.begin(), of_a.end(), [&](const std::string& shingle) { return of_b.contains(shingle); }));
  return both / (static_cast<double>(of_a.size() + of_b.size()) - both);
}

// The story of each line of a file of articles.
std::vector<std::string> stories_of(const fs::path& index, std::size_t lines) {
  const fs::path generation = *schema::current_generation(index);
  std::map<std::string, std::string> by_article;
  for (const schema::StoryMember& member : schema::read_stories(generation)) by_article.emplace(member.article, member.story);
  std::vector<std::string> stories(lines);
  TableFile inputs(generation / "inputs", TableFile::Mode::read);
  Statement row = inputs.prepare("SELECT id, number FROM article");
  while (row.step()) stories.at(static_cast<std::size_t>(row.number(1))) = by_article.contains(row.text(0)) ? by_article.at(row.text(0)) : row.text(0);
  return stories;
}

struct Score {
  double right = 0, together = 0, found = 0, alike = 0;
  double precision() const { return right / together; }
  double recall() const { return found / alike; }
};

Score score(const std::vector<Version>& versions, const std::vector<std::string>& stories, std::size_t size) {
  Score score;
  for (std::size_t i = 0; i < versions.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const bool together = stories[i] == stories[j];
      const double like = versions[i].family == versions[j].family ? likeness(versions[i].text, versions[j].text, size) : 0;
      score.together += together;
      score.right += together && like >= 0.5;
      score.alike += like >= 0.8;
      score.found += together && like >= 0.8;
    }
  return score;
}

}  // namespace

TEST_CASE("of pairs in one story 99 in 100 are alike to one half, and of pairs alike to 0.8 more than 92 in 100 are in one story") {
  const tests::TemporaryFolder folder;
  const std::vector<Version> versions = Desk().families(150);
  std::string lines;
  for (std::size_t i = 0; i < versions.size(); ++i)
    lines += nlohmann::json{{"id", fmt::format("v{}", i)}, {"title", fmt::format("Headline {} of t{} and u{}", i, i * 7, i * 13)}, {"source", "Wire"}, {"lang", "en"},
                            {"date", fmt::format("2025-03-{:02}", i % 28 + 1)}, {"body", fmt::format("{}.", fmt::join(versions[i].text, " "))}}.dump() + "\n";
  folder.write("news/all.jsonl", lines);
  folder.write("catalogue/people.json", R"([{"id": "jane-roe", "type": "person", "names": {"en": ["Jane Roe"]}}])");
  auto options = tests::update_of(folder.path / "db", {folder.path / "news"});
  options.knowledge = {folder.path / "catalogue", {}, {}};
  REQUIRE(pipeline::update(options).articles == versions.size());
  const std::vector<std::string> stories = stories_of(folder.path / "db", versions.size());
  for (const std::size_t size : {3, 4, 5}) {
    const Score found = score(versions, stories, size);
    INFO("shingles of " << size << ": precision " << found.precision() << " of " << found.together << ", recall " << found.recall() << " of " << found.alike);
    CHECK(found.together > 200);
    CHECK(found.precision() >= 0.99);
    CHECK(found.recall() >= 0.92);
  }
}
