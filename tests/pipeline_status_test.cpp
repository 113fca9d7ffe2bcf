// The morning after: what runs leave behind, and what one command says of it.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/support.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using namespace dispatches::pipeline;
using namespace dispatches::tests;

namespace {

std::string status_of(const fs::path& index) {
  std::ostringstream out;
  print_status(index, out);
  return out.str();
}

std::size_t run_files(const fs::path& index) { return static_cast<std::size_t>(std::distance(fs::directory_iterator(index / "runs"), fs::directory_iterator())); }

}  // namespace

TEST_CASE("the status tells what the last runs did and what to do") {
  const TemporaryFolder folder;
  folder.write("news/a.txt", "Grain left the harbour.");
  RunReport report = update(update_of(folder.path / "db", {folder.path / "news"}));
  write_run(folder.path / "db", report, 0, "");
  report.started += std::chrono::hours(24);
  write_run(folder.path / "db", report, 3, "the disk is full");
  CHECK_THAT(status_of(folder.path / "db"), Catch::StartsWith("in force: generation 1 of 2026-01-01T00:00:00Z, 1 articles\n2026-01-02T00:00:00Z  status 3") && Catch::Contains("the disk is full"));
  report.started += std::chrono::hours(24);
  for (int i = 0; i < 8; ++i) report.rejections.push_back({"a.jsonl:" + std::to_string(i), "the body is empty"});
  report.new_rejections = 7;
  write_run(folder.path / "db", report, 1, "");
  CHECK_THAT(status_of(folder.path / "db"), Catch::Contains("rejected: a.jsonl:4: the body is empty\n    and 2 more: "));
  folder.write("db/runs/2026-01-04T000000Z.json", "none of ours");
  CHECK_THAT(status_of(folder.path / "db"), Catch::Contains("2026-01-04T000000Z.json: cannot be read\n"));
}

TEST_CASE("a run that is at work says so, and one that was killed is known for it") {
  const TemporaryFolder folder;
  folder.write("news/a.txt", "Grain left the harbour.");
  const fs::path index = folder.path / "db";
  begin_run(index);
  CHECK_FALSE(fs::exists(index));
  const RunReport report = update(update_of(index, {folder.path / "news"}));
  begin_run(index);
  CHECK_THAT(status_of(index), Catch::Contains("  at work\n"));
  write_run(index, report, 0, "");
  CHECK(run_files(index) == 1);
  CHECK_THAT(status_of(index), !Catch::Contains("at work"));

  // No process has such a number.
  folder.write("db/runs/running-999999999.json", R"({"started": "2026-01-03T02:00:00Z"})");
  CHECK_THAT(status_of(index), Catch::Contains("\n2026-01-03T02:00:00Z  status 3: the run was killed"));
  begin_run(index);
  CHECK(fs::exists(index / "runs/2026-01-03T020000Z.json"));
  CHECK_FALSE(fs::exists(index / "runs/running-999999999.json"));
  CHECK_THAT(status_of(index), Catch::Contains("2026-01-03T02:00:00Z  status 3") && Catch::Contains("the run was killed"));
  folder.write("db/runs/running-999999998.json", "nonsense");
  begin_run(index);
  CHECK_FALSE(fs::exists(index / "runs/running-999999998.json"));
}
