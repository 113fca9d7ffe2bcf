// Kept inputs of the fuzz entries of indexer/articles, each through every reader.
#include <catch2/catch.hpp>

#include "tests/fuzz/articles_fuzz.cpp"
#include "tests/fuzz/mutate.hpp"

using namespace dispatches::articles;

namespace {

void replayed(const Reader& reader, const char* name) {
  const auto entry = [&](const std::string& bytes) { fuzz::read_through(reader, name, bytes); };
  CHECK(dispatches::tests::replay(SOURCE_DIR "/tests/fuzz/articles", entry) >= 10);
}

}  // namespace

TEST_CASE("any bytes as a text are an article or rejected") { replayed(text_reader(), "f.md"); }
TEST_CASE("any bytes as HTML are an article or rejected") { replayed(html_reader(), "f.html"); }
TEST_CASE("any bytes as JSON are articles or rejected") { replayed(json_reader(), "f.json"); }
TEST_CASE("any bytes as lines of JSON are articles or rejected") { replayed(json_reader(), "f.jsonl"); }
TEST_CASE("any bytes as a table are articles or rejected") { replayed(table_reader(), "f.csv"); }
TEST_CASE("any bytes as a feed are articles or rejected") { replayed(feed_reader(), "f.rss"); }
TEST_CASE("any bytes as an agency's file are articles or rejected") { replayed(agency_reader(), "f.xml"); }
TEST_CASE("any bytes as a crawl are articles or rejected") { replayed(warc_reader(), "f.warc.gz"); }
TEST_CASE("any bytes as an older crawl are articles or rejected") { replayed(warc_reader(), "f.arc"); }
TEST_CASE("any bytes as an archive are articles or rejected") { replayed(archive_reader(), "f.zip"); }
