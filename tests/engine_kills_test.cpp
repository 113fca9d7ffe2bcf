// Nothing lost: nights that are killed at any moment, again and again, end in the same index as nights that nobody disturbs. A few kills always, twenty and more
// where DISPATCHES_LONG is set.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "indexer/schema/generation.hpp"
#include "searchd/http/service.hpp"
#include "tests/engine_sample.hpp"
#include "tests/pipeline_index.hpp"
#include "tests/program.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using nlohmann::json;
using tests::TemporaryFolder;

namespace {

const std::vector<std::string> kQuestions = {
    "/api/v1/search?q=Zelensky&sort_by=newest&per_page=100&max_facet_values=1000",
    "/api/v1/search?q=harbour+deck7&per_page=100&facet_by=none",  // not more than a page, so that equals stand in the order of their ids
    "/api/v1/search?per_page=100&sort_by=oldest&facet_by=none",
    "/api/v1/search?q=%22matter+17%22&spelling=exact",
    "/api/v1/entities?q=",
    "/api/v1/quotes?per_page=100",
};

std::string body_of(int number, int version) {
  return fmt::format("Volodymyr Zelensky spoke in Kyiv of matter {} and of grain. \"We shall rebuild harbour {},\" said Olena Marchuk on deck{}. Version {}.", number, number * 7919, number % 40, version);
}

std::string line(int number, int version) {
  return json{{"title", fmt::format("Report {}", number)}, {"source", "Harbour Post"}, {"date", fmt::format("2025-{:02}-{:02}", 1 + number % 12, 1 + number % 28)},
              {"url", fmt::format("https://post.example/{}", number)}, {"body", body_of(number, version)}}.dump() + "\n";
}

// The nights' folder: what each brings, changes, moves and takes away.
void prepare(const TemporaryFolder& folder, int night) {
  std::string lines;
  for (int i = 0; i < 250; ++i) lines += line(night * 240 + i, night);  // ten of the night before again, in another version
  folder.write(fmt::format("news/night-{}.jsonl", night), lines);
  for (int i = 0; i < 20; ++i) folder.write(fmt::format("news/notes/{}-{}.txt", night, i), fmt::format("---\ntitle: Note {}\n---\nA plain note, {} of night {}.\n", i, i, night));
  if (night == 0) return;
  for (int i = 0; i < 5; ++i) {
    fs::remove(folder.path / fmt::format("news/notes/{}-{}.txt", night - 1, i));
    folder.write(fmt::format("news/notes/{}-{}.txt", night - 1, 5 + i), fmt::format("---\ntitle: Note {}\n---\nCorrected in night {}.\n", i, night));
    fs::create_directories(folder.path / "news/old");
    fs::rename(folder.path / fmt::format("news/notes/{}-{}.txt", night - 1, 10 + i), folder.path / fmt::format("news/old/{}-{}.txt", night - 1, 10 + i));
  }
}

std::vector<std::string> update(const fs::path& index, const TemporaryFolder& folder, int night) {
  return {"update", "--db", index, "--now", fmt::format("2026-01-{:02}T02:00:00Z", night + 1), "--prune", "--progress", "never", folder.path / "news"};
}

// What every question is answered, without what tells one index or moment from another.
std::vector<json> answers(const fs::path& index) {
  search::Searcher searcher(index);
  const http::Page page;
  http::Service service(searcher, page, {index, "test", std::chrono::hours(36)});
  service.refresh();
  std::vector<json> all;
  for (const std::string& question : kQuestions) {
    const http::Reply reply = service.answer(tests::question_of(question));
    REQUIRE(reply.status == 200);
    json said = json::parse(reply.body);
    for (const char* own : {"index", "search_time_ms"}) said.erase(own);
    all.push_back(std::move(said));
  }
  return all;
}

// Whole, or not there yet.
void check_whole(const fs::path& index) {
  if (fs::exists(index / "current")) tests::is_sound(index);
}

}  // namespace

TEST_CASE("nights that are killed at any moment end in the same index as undisturbed ones") {
  const int kills = std::getenv("DISPATCHES_LONG") ? 7 : 2;
  const TemporaryFolder folder;
  const fs::path calm = folder.path / "calm", disturbed = folder.path / "disturbed";
  std::mt19937 random(std::random_device{}());
  for (int night = 0; night < 3; ++night) {
    prepare(folder, night);
    const auto began = std::chrono::steady_clock::now();
    REQUIRE(tests::Run("indexer", update(calm, folder, night), folder.path / "said").wait() == 0);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    for (int kill = 0; kill < kills; ++kill) {
      const std::chrono::milliseconds after(random() % static_cast<unsigned>(took.count()));
      CAPTURE(night, after.count(), took.count());
      const tests::Run run("indexer", update(disturbed, folder, night), folder.path / "said");
      std::this_thread::sleep_for(after);
      run.kill();
      run.wait();
      check_whole(disturbed);
    }
    const tests::Run last("indexer", update(disturbed, folder, night), folder.path / "said");
    const int status = last.wait();
    INFO(last.said());
    REQUIRE(status == 0);
    check_whole(disturbed);
    CHECK(tests::content_of(disturbed) == tests::content_of(calm));
    const auto expected = answers(calm), found = answers(disturbed);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      INFO(kQuestions[i] << ", of the undisturbed less of the disturbed: " << json::diff(expected[i], found[i]).dump().substr(0, 2000));
      CHECK((expected[i] == found[i]));
    }
    CHECK_FALSE(fs::exists(disturbed / "building"));
    CHECK(schema::kept_generations(disturbed).size() <= 2);
  }
}
