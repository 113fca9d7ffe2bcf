#include "indexer/schema/stories.hpp"

#include "indexer/base/sqlite.hpp"
#include "indexer/schema/encoding.hpp"

namespace dispatches::schema {

namespace {

constexpr const char* kTables = R"(
  CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS member(article TEXT PRIMARY KEY, story TEXT, leads INTEGER) WITHOUT ROWID;
)";

}  // namespace

std::vector<StoryMember> read_stories(const std::filesystem::path& generation) {
  const std::filesystem::path path = generation / kStoriesFile;
  std::vector<StoryMember> members;
  try {
    TableFile file(path, TableFile::Mode::read);
    Statement version = file.prepare("SELECT value FROM meta WHERE key = 'version'");
    if (!version.step() || version.text(0) != std::to_string(kStoriesVersion))
      throw DamagedIndex(path.string() + " is of a version that this program does not know; run 'indexer reanalyse --db DIR'");
    Statement row = file.prepare("SELECT article, story, leads FROM member ORDER BY article");
    while (row.step()) members.push_back({row.text(0), row.text(1), row.number(2) != 0});
  } catch (const TableError& error) {
    throw DamagedIndex(path.string() + " cannot be read (" + error.what() + "); run 'indexer check --db DIR'");
  }
  return members;
}

void write_stories(const std::filesystem::path& generation, const std::vector<StoryMember>& members) {
  TableFile file(generation / kStoriesFile, TableFile::Mode::write, kTables);
  file.prepare("INSERT OR REPLACE INTO meta VALUES ('version', ?)").bind(std::to_string(kStoriesVersion)).run();
  Statement put = file.prepare("INSERT INTO member VALUES (?, ?, ?)");
  for (const StoryMember& member : members) put.bind(member.article, member.story, member.leads ? 1 : 0).run();
  file.commit();
}

}  // namespace dispatches::schema
