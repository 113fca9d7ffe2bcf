// The program as its user meets it: exit statuses, the closing line, and what a full disk, a second run or a cut file do to an index.
#include <fmt/format.h>
#include <sys/mount.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "tests/folder.hpp"
#include "tests/program.hpp"

namespace fs = std::filesystem;
using dispatches::tests::Run;
using dispatches::tests::TemporaryFolder;

namespace {

struct Said {
  int status;
  std::string text;
};

Said indexer(const TemporaryFolder& folder, const std::vector<std::string>& arguments) {
  const Run run("indexer", arguments, folder.path / "said");
  const int status = run.wait();
  return {status, run.said()};
}

void write_articles(const fs::path& file, int from, int to) {
  std::ofstream out(file, std::ios::app);
  for (int i = from; i < to; ++i)
    out << fmt::format(R"({{"id": "n{0}", "title": "Report {0}", "source": "Harbour Post", "body": "Volodymyr Zelensky spoke in Kyiv of matter {0} and of {1}."}})", i, i * 7919) << '\n';
}

std::vector<std::string> update(const TemporaryFolder& folder) {
  return {"update", "--db", (folder.path / "db").string(), "--now", "2026-01-01T00:00:00Z", "--progress", "never", (folder.path / "news.jsonl").string()};
}

std::string checked(const TemporaryFolder& folder) { return indexer(folder, {"check", "--db", (folder.path / "db").string()}).text; }

}  // namespace

TEST_CASE("the exit status and the last line say how a run went") {
  const TemporaryFolder folder;
  write_articles(folder.path / "news.jsonl", 0, 20);
  Said said = indexer(folder, update(folder));
  CHECK(said.status == 0);
  CHECK_THAT(said.text, Catch::EndsWith("20 new, 0 updated, 0 unchanged, 0 removed, 0 rejected; 20 articles, generation 1; 0 skipped, 0 withheld\n"));
  std::ofstream(folder.path / "news.jsonl", std::ios::app) << "{broken\n";
  said = indexer(folder, update(folder));
  CHECK(said.status == 1);
  CHECK_THAT(said.text, Catch::Contains("news.jsonl:21"));
  CHECK(indexer(folder, update(folder)).status == 0);
  CHECK(indexer(folder, {"update", "--db", (folder.path / "db").string()}).status == 2);
  CHECK(indexer(folder, {"update", "--db", (folder.path / "db").string(), (folder.path / "nowhere").string()}).status == 2);
  CHECK(indexer(folder, {"nonsense"}).status == 2);
  CHECK(indexer(folder, {"check", "--db", (folder.path / "empty").string()}).status == 3);
}

TEST_CASE("where nothing more can be written, the run says so and the old generation stays") {
  const TemporaryFolder folder;
  write_articles(folder.path / "news.jsonl", 0, 20);
  REQUIRE(indexer(folder, update(folder)).status == 0);
  write_articles(folder.path / "news.jsonl", 20, 3000);
  const Run run("indexer", update(folder), folder.path / "said", 150'000);
  CHECK(run.wait() == 3);
  CHECK_THAT(run.said(), Catch::Contains("nothing was published"));
  CHECK_THAT(checked(folder), Catch::Contains("20 articles") && Catch::EndsWith("OK\n"));
}

TEST_CASE("on a full disk the run ends with 3 and says so, and the old generation is served on") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path / "db");
  if (mount("tmpfs", (folder.path / "db").c_str(), "tmpfs", 0, "size=12m") != 0) {
    WARN("a small disk cannot be mounted here");
    return;
  }
  write_articles(folder.path / "news.jsonl", 0, 20);
  Said said = indexer(folder, update(folder));
  CHECK(said.status == 0);
  write_articles(folder.path / "news.jsonl", 20, 4000);
  said = indexer(folder, update(folder));
  CHECK(said.status == 3);
  CHECK_THAT(said.text, Catch::Contains("disk is full") && Catch::Contains("nothing was published"));
  CHECK_THAT(checked(folder), Catch::Contains("20 articles") && Catch::EndsWith("OK\n"));
  CHECK_FALSE(fs::exists(folder.path / "db/building"));
  CHECK_THAT(indexer(folder, {"status", "--db", (folder.path / "db").string()}).text, Catch::Contains("status 3") && Catch::Contains("disk is full"));
  umount((folder.path / "db").c_str());
}

TEST_CASE("a second run at the same time leaves at once, and the first is not disturbed") {
  const TemporaryFolder folder;
  write_articles(folder.path / "news.jsonl", 0, 3000);
  const Run first("indexer", update(folder), folder.path / "first");
  while (!fs::exists(folder.path / "db/building/pieces")) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const auto began = std::chrono::steady_clock::now();
  const Said said = indexer(folder, update(folder));
  CHECK(said.status == 3);
  CHECK_THAT(said.text, Catch::Contains("another indexer is writing") && Catch::Contains("wait until it has finished"));
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
  CHECK(first.wait() == 0);
  CHECK_THAT(checked(folder), Catch::Contains("3000 articles") && Catch::EndsWith("OK\n"));
}

TEST_CASE("every run of the night leaves its trace, failed ones too, and other commands none") {
  const TemporaryFolder folder;
  write_articles(folder.path / "news.jsonl", 0, 5);
  const auto runs = [&] { return std::distance(fs::directory_iterator(folder.path / "db/runs"), {}); };
  REQUIRE(indexer(folder, update(folder)).status == 0);
  REQUIRE(indexer(folder, update(folder)).status == 0);  // in the same second
  CHECK(runs() == 2);
  auto missing = update(folder);
  missing.back() = (folder.path / "nowhere").string();
  CHECK(indexer(folder, missing).status == 2);
  CHECK(runs() == 3);
  CHECK_THAT(indexer(folder, {"status", "--db", (folder.path / "db").string()}).text, Catch::Contains("status 2") && Catch::Contains("nowhere"));
  CHECK(indexer(folder, {"entities", "--db", (folder.path / "db").string(), "show", "Nobody At All"}).status == 2);
  CHECK(indexer(folder, {"generations", "--db", (folder.path / "db").string(), "--back-to", "99"}).status == 3);
  CHECK(runs() == 3);
}

TEST_CASE("whichever file of an index is cut short, the program says what to do, and changes nothing") {
  const TemporaryFolder folder;
  write_articles(folder.path / "news.jsonl", 0, 200);
  REQUIRE(indexer(folder, update(folder)).status == 0);
  write_articles(folder.path / "news.jsonl", 200, 210);
  for (const char* name : {"manifest.json", "inputs", "lexicon", "stories", "seg-000001"}) {
    INFO(name);
    const fs::path file = folder.path / "db/gen-000001" / name, whole = folder.path / "whole";
    fs::copy_file(file, whole, fs::copy_options::overwrite_existing);
    fs::resize_file(file, fs::file_size(file) / 2);
    Said said = indexer(folder, {"check", "--db", (folder.path / "db").string()});
    CHECK(said.status == 3);
    CHECK_THAT(said.text, Catch::Contains("NOT OK") && Catch::Contains("restore a backup"));
    said = indexer(folder, update(folder));
    if (said.status != 0) CHECK_THAT(said.text, Catch::Contains(name) || Catch::Contains("indexer check"));
    fs::remove_all(folder.path / "db/gen-000002");
    folder.write("db/current", "gen-000001\n");
    fs::copy_file(whole, file, fs::copy_options::overwrite_existing);
  }
}

TEST_CASE("what only saves time may be cut short or gone: the run does without, and makes it again") {
  const TemporaryFolder folder;
  const std::string db = (folder.path / "db").string();
  write_articles(folder.path / "news.jsonl", 0, 100);
  REQUIRE(indexer(folder, update(folder)).status == 0);
  const fs::path image = folder.path / "db/gen-000001/lexicon.image";
  fs::resize_file(image, fs::file_size(image) / 2);
  const Said checked = indexer(folder, {"check", "--db", db});
  CHECK(checked.status == 3);
  CHECK_THAT(checked.text, Catch::Contains("lexicon.image") && Catch::Contains("'indexer relink' makes it again"));
  REQUIRE(indexer(folder, {"relink", "--db", db}).status == 0);
  CHECK(indexer(folder, {"check", "--db", db}).status == 0);
  fs::remove(folder.path / "db/gen-000002/lexicon.image");
  CHECK(indexer(folder, {"check", "--db", db}).status == 0);
  write_articles(folder.path / "news.jsonl", 0, 110);
  CHECK_THAT(indexer(folder, update(folder)).text, Catch::Contains("110 articles, generation 3"));
  CHECK(fs::exists(folder.path / "db/gen-000003/lexicon.image"));
}

TEST_CASE("a truncated index is refused with a sentence that says what to do") {
  const TemporaryFolder folder;
  write_articles(folder.path / "news.jsonl", 0, 200);
  REQUIRE(indexer(folder, update(folder)).status == 0);
  fs::resize_file(folder.path / "db/gen-000001/seg-000001", 9000);
  const Said said = indexer(folder, {"check", "--db", (folder.path / "db").string()});
  CHECK(said.status == 3);
  CHECK_THAT(said.text, Catch::Contains("restore a backup"));
}
