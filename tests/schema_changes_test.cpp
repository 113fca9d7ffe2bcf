// What runs did to articles: told over generations, within bounds, and undone.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "indexer/base/sqlite.hpp"
#include "indexer/schema/changes.hpp"
#include "indexer/schema/encoding.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using schema::Change;
using schema::Changes;

namespace {

// Generations in folders, each written after the one before.
class Runs {
 public:
  explicit Runs(schema::ChangeBounds bounds = {}) : bounds_(bounds) {}
  ~Runs() { fs::remove_all(root_); }

  void run(std::uint32_t number, std::optional<Changes> changes) {
    fs::create_directories(folder(number));
    schema::write_changes(folder(number), last_ ? folder(last_) : fs::path(), {number, last_, at(number), std::move(changes)}, bounds_);
    last_ = number;
  }
  schema::ChangesSince since(std::uint32_t number) const { return schema::read_changes(folder(last_), number, last_); }
  schema::ChangeCounts after(std::uint32_t number) const { return schema::count_changes_after(folder(last_), at(number)); }
  fs::path folder(std::uint32_t number) const { return root_ / std::to_string(number); }

 private:
  static text::sys_seconds at(std::uint32_t number) { return text::sys_seconds(std::chrono::hours(24 * number)); }
  static fs::path fresh() {
    static int count = 0;
    return fs::temp_directory_path() / ("schema_changes_test_" + std::to_string(getpid()) + "_" + std::to_string(++count));
  }
  fs::path root_ = fresh();
  schema::ChangeBounds bounds_;
  std::uint32_t last_ = 0;
};

}  // namespace

TEST_CASE("changes of several runs come to what they leave") {
  Runs runs;
  runs.run(1, Changes{{"a", Change::added}, {"b", Change::added}});
  runs.run(2, Changes{{"c", Change::added}, {"a", Change::updated}, {"b", Change::removed}});
  runs.run(3, Changes{{"c", Change::removed}, {"d", Change::added}});
  runs.run(5, Changes{{"d", Change::updated}, {"b", Change::added}, {"a", Change::removed}});
  CHECK(runs.since(1).changes == Changes{{"a", Change::removed}, {"b", Change::updated}, {"d", Change::added}});
  CHECK(runs.since(2).changes == Changes{{"a", Change::removed}, {"b", Change::added}, {"c", Change::removed}, {"d", Change::added}});
  CHECK(runs.since(3).changes == Changes{{"a", Change::removed}, {"b", Change::added}, {"d", Change::updated}});
  CHECK(runs.since(5).changes == Changes());
  CHECK(schema::read_changes(runs.folder(5), 1, 2).changes == Changes{{"a", Change::updated}, {"b", Change::removed}, {"c", Change::added}});
}

TEST_CASE("the first generation tells nothing, for all is new in it") {
  Runs runs;
  runs.run(1, Changes{{"a", Change::added}});
  CHECK(runs.since(1).changes == Changes());
  CHECK_FALSE(runs.since(0).changes);
  CHECK(runs.since(0).oldest == 1);
}

TEST_CASE("what is beyond the bounds is forgotten, whole generations first") {
  Runs few({3, 100});
  for (std::uint32_t number = 1; number <= 6; ++number) few.run(number, Changes{{"a" + std::to_string(number), Change::added}});
  CHECK(few.since(3).changes->size() == 3);
  CHECK_FALSE(few.since(2).changes);
  CHECK(few.since(2).oldest == 3);
  Runs small({100, 4});
  small.run(1, Changes());
  for (std::uint32_t number = 2; number <= 5; ++number)
    small.run(number, Changes{{"a" + std::to_string(number), Change::added}, {"b" + std::to_string(number), Change::removed}});
  CHECK(small.since(3).changes->size() == 4);
  CHECK_FALSE(small.since(2).changes);
  small.run(6, Changes{{"1", Change::added}, {"2", Change::added}, {"3", Change::added}, {"4", Change::added}, {"5", Change::added}});
  CHECK(small.since(6).changes->empty());
  CHECK(small.since(5).oldest == 6);
  CHECK(small.after(4).removed == 1);  // numbers stay when ids go
  CHECK(small.after(4).whole);
}

TEST_CASE("an index that had no such table begins to tell with its next run") {
  Runs runs;
  runs.run(1, Changes());
  fs::remove(runs.folder(1) / schema::kChangesFile);
  CHECK(runs.since(1).changes == Changes());
  CHECK_FALSE(runs.since(0).changes);
  CHECK_FALSE(runs.after(0).whole);
  runs.run(2, Changes{{"a", Change::added}});
  CHECK(runs.since(1).changes == Changes{{"a", Change::added}});
  runs.run(3, std::nullopt);
  CHECK_FALSE(runs.since(2).changes);
  CHECK(runs.since(3).changes == Changes());
}

TEST_CASE("updates and removals are counted by time") {
  Runs runs;
  runs.run(1, Changes());
  runs.run(2, Changes{{"a", Change::updated}, {"b", Change::removed}});
  runs.run(3, Changes{{"a", Change::updated}});
  CHECK(runs.after(1).updated == 2);
  CHECK(runs.after(2).updated == 1);
  CHECK(runs.after(1).removed == 1);
  CHECK(runs.after(1).whole);
  CHECK_FALSE(runs.after(0).whole);
}

TEST_CASE("going back undoes") {
  const Changes changes{{"a", Change::added}, {"b", Change::updated}, {"c", Change::removed}};
  CHECK(schema::reversed(changes) == Changes{{"a", Change::removed}, {"b", Change::updated}, {"c", Change::added}});
  Changes net = changes;
  for (const auto& [id, kind] : schema::reversed(changes)) schema::follow(net, id, kind);
  CHECK_FALSE(net.contains("a"));
}

TEST_CASE("a broken table is a damaged index") {
  Runs runs;
  runs.run(1, Changes());
  std::ofstream(runs.folder(1) / schema::kChangesFile) << "no table";
  CHECK_THROWS_AS(runs.since(1), schema::DamagedIndex);
  CHECK_THROWS_AS(runs.after(1), schema::DamagedIndex);
}
