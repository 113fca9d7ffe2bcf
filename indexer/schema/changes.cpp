#include "indexer/schema/changes.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "indexer/base/sqlite.hpp"
#include "indexer/schema/encoding.hpp"

namespace dispatches::schema {

namespace fs = std::filesystem;

namespace {

constexpr const char* kTables = R"(
  CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS run(generation INTEGER PRIMARY KEY, built INTEGER, updated INTEGER, removed INTEGER);
  CREATE TABLE IF NOT EXISTS change(generation INTEGER, id TEXT, kind TEXT, PRIMARY KEY(generation, id)) WITHOUT ROWID;
)";
constexpr std::array<const char*, 3> kKinds = {"new", "updated", "removed"};

std::optional<Change> kind_named(const std::string& name) {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (name == kKinds[i]) return static_cast<Change>(i);
  return std::nullopt;
}

std::int64_t number_of(TableFile& file, const char* sql) {
  Statement row = file.prepare(sql);
  return row.step() ? row.number(0) : 0;
}

std::int64_t told_since(TableFile& file) { return number_of(file, "SELECT value FROM meta WHERE key = 'since'"); }

void put_since(TableFile& file, std::uint32_t since) { file.prepare("INSERT OR REPLACE INTO meta VALUES ('since', ?)").bind(since).run(); }

std::uint64_t count_of(const Changes& changes, Change kind) {
  std::uint64_t count = 0;
  for (const auto& [id, one] : changes) count += one == kind;
  return count;
}

void put_run(TableFile& file, const ChangingRun& run, const Changes& changes) {
  file.prepare("INSERT INTO run VALUES (?, ?, ?, ?)")
      .bind(run.number, run.built.time_since_epoch().count(), count_of(changes, Change::updated), count_of(changes, Change::removed))
      .run();
  Statement put = file.prepare("INSERT INTO change VALUES (?, ?, ?)");
  for (const auto& [id, kind] : changes) put.bind(run.number, id, kKinds[static_cast<std::size_t>(kind)]).run();
}

// The oldest generations go until the rest is within bounds; of runs their number alone is bounded.
void forget(TableFile& file, const ChangeBounds& bounds) {
  Statement beyond = file.prepare("SELECT generation FROM run ORDER BY generation DESC LIMIT 1 OFFSET ?");
  const std::int64_t first = beyond.bind(bounds.generations).step() ? beyond.number(0) : 0;
  file.prepare("DELETE FROM run WHERE generation <= ?").bind(first).run();
  std::int64_t since = std::max(told_since(file), first);
  std::uint64_t held = 0;
  Statement row = file.prepare("SELECT generation, count(*) FROM change GROUP BY generation ORDER BY generation DESC");
  while (row.step()) {
    held += static_cast<std::uint64_t>(row.number(1));
    if (held <= bounds.changes) continue;
    since = std::max(since, row.number(0));
    break;
  }
  file.prepare("DELETE FROM change WHERE generation <= ?").bind(since).run();
  put_since(file, static_cast<std::uint32_t>(since));
}

// Null where the generation has no such file: it is older than the table.
std::unique_ptr<TableFile> opened(const fs::path& folder) {
  const fs::path path = folder / kChangesFile;
  if (!fs::exists(path)) return nullptr;
  auto file = std::make_unique<TableFile>(path, TableFile::Mode::read);
  if (number_of(*file, "SELECT value FROM meta WHERE key = 'version'") != kChangesVersion)
    throw DamagedIndex(path.string() + " is of a version that this program does not know; use the program that wrote it");
  return file;
}

[[noreturn]] void damaged(const fs::path& folder, const TableError& error) {
  throw DamagedIndex((folder / kChangesFile).string() + " cannot be read (" + error.what() + "); run 'indexer check --db DIR'");
}

}  // namespace

void follow(Changes& changes, const std::string& id, Change next) {
  const auto [found, first] = changes.emplace(id, next);
  if (first) return;
  const Change before = found->second;
  if (before == Change::added && next == Change::removed) changes.erase(found);
  else if (before == Change::removed) found->second = next == Change::removed ? next : Change::updated;
  else if (before == Change::updated) found->second = next == Change::added ? before : next;
}

Changes reversed(const Changes& changes) {
  Changes back = changes;
  for (auto& [id, kind] : back)
    if (kind != Change::updated) kind = kind == Change::added ? Change::removed : Change::added;
  return back;
}

void write_changes(const fs::path& folder, const fs::path& previous_folder, const ChangingRun& run, const ChangeBounds& bounds) {
  const fs::path before = previous_folder.empty() ? fs::path() : previous_folder / kChangesFile;
  const bool goes_on = run.changes && !before.empty() && fs::exists(before);
  if (goes_on) fs::copy_file(before, folder / kChangesFile);
  TableFile file(folder / kChangesFile, TableFile::Mode::write, kTables);
  if (!goes_on) {
    file.prepare("INSERT INTO meta VALUES ('version', ?)").bind(kChangesVersion).run();
    put_since(file, run.previous == 0 || !run.changes ? run.number : run.previous);
  }
  put_run(file, run, run.previous == 0 ? Changes() : run.changes.value_or(Changes()));
  forget(file, bounds);
  file.commit();
}

ChangesSince read_changes(const fs::path& folder, std::uint32_t since, std::uint32_t until) try {
  const std::unique_ptr<TableFile> file = opened(folder);
  ChangesSince result{std::nullopt, file ? static_cast<std::uint32_t>(told_since(*file)) : until};
  if (since < result.oldest) return result;
  result.changes.emplace();
  if (!file) return result;
  Statement row = file->prepare("SELECT id, kind FROM change WHERE generation > ? AND generation <= ? ORDER BY generation");
  row.bind(since, until);
  while (row.step())
    if (const auto kind = kind_named(row.text(1))) follow(*result.changes, row.text(0), *kind);
  return result;
} catch (const TableError& error) {
  damaged(folder, error);
}

ChangeCounts count_changes_after(const fs::path& folder, text::sys_seconds time) try {
  ChangeCounts counts;
  const std::unique_ptr<TableFile> file = opened(folder);
  if (!file) return counts;
  Statement sums = file->prepare("SELECT coalesce(sum(updated), 0), coalesce(sum(removed), 0) FROM run WHERE built > ?");
  sums.bind(static_cast<std::int64_t>(time.time_since_epoch().count()));
  if (sums.step()) counts = {static_cast<std::uint64_t>(sums.number(0)), static_cast<std::uint64_t>(sums.number(1)), false};
  Statement older = file->prepare("SELECT 1 FROM run WHERE built <= ? LIMIT 1");
  counts.whole = older.bind(static_cast<std::int64_t>(time.time_since_epoch().count())).step();
  return counts;
} catch (const TableError& error) {
  damaged(folder, error);
}

}  // namespace dispatches::schema
