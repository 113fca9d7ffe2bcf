// Pieces and segments: what is written, merged, and made again without what has gone.
#include <xapian.h>

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/pipeline/run.hpp"
#include "indexer/pipeline/segment_writer.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/generation.hpp"
#include "tests/support.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using namespace dispatches::pipeline;
using namespace dispatches::tests;

namespace {

struct Posting {
  Xapian::termcount wdf;
  std::vector<Xapian::termpos> positions;
  bool operator==(const Posting&) const = default;
};
struct Stored {
  std::map<std::string, Posting> terms;
  std::map<Xapian::valueno, std::string> values;
  std::string data;
  Xapian::termcount length = 0;
  bool operator==(const Stored&) const = default;
};

// All that a segment says, by docid.
std::map<Xapian::docid, Stored> all_of(const Xapian::Database& segment) {
  std::map<Xapian::docid, Stored> content;
  for (auto document = segment.postlist_begin(""); document != segment.postlist_end(""); ++document) {
    Stored& stored = content[*document];
    stored.data = segment.get_document(*document).get_data();
    stored.length = segment.get_doclength(*document);
  }
  for (auto term = segment.allterms_begin(); term != segment.allterms_end(); ++term)
    for (auto posting = segment.postlist_begin(*term); posting != segment.postlist_end(*term); ++posting)
      content[*posting].terms[*term] = {posting.get_wdf(), {posting.positionlist_begin(), posting.positionlist_end()}};
  for (Xapian::valueno slot = 0; slot <= schema::kQuotes; ++slot)
    for (auto value = segment.valuestream_begin(slot); value != segment.valuestream_end(slot); ++value) content[value.get_docid()].values[slot] = *value;
  return content;
}

}  // namespace

TEST_CASE("articles written in several pieces are one segment in their order") {
  const TemporaryFolder folder;
  PieceWriter writer(folder.path, 1, 2, 10);
  for (int i = 0; i < 25; ++i) {
    Xapian::Document document;
    document.add_boolean_term("Q" + std::to_string(i));
    document.add_posting("grain", 7);
    const PieceWriter::Place place = writer.add(document, 100);
    CHECK(place.piece == 1 + 2 * static_cast<std::size_t>(i / 10));
    CHECK(place.document == static_cast<Xapian::docid>(i % 10 + 1));
  }
  writer.finish();
  REQUIRE(writer.pieces().size() == 3);
  CHECK(writer.pieces()[2].documents == 5);
  std::vector<fs::path> paths;
  for (const PieceWriter::Piece& piece : writer.pieces()) paths.push_back(piece.path);
  merge_databases(paths, folder.path / "segment");
  const Xapian::Database segment((folder.path / "segment").string());
  CHECK(segment.get_doccount() == 25);
  CHECK(segment.get_termfreq("grain") == 25);
  for (int i = 0; i < 25; ++i) CHECK(*segment.postlist_begin("Q" + std::to_string(i)) == static_cast<Xapian::docid>(i + 1));
}

TEST_CASE("a segment made again without some of its articles says of the others what it said, under the same docids") {
  const TemporaryFolder folder;
  folder.write("news/a.txt", "---\ntitle: Talks in Kyiv\ndate: 2025-03-02\nsource: Northern Ledger\nauthor: Jane Roe\nurl: https://news.example/1\n---\nVolodymyr Zelensky met envoys in Kyiv. \"We shall see the bridges open,\" he said.\n");
  folder.write("news/b.txt", "---\ntitle: Мости відкрито\nsource: Кур'єр\nlanguage: uk\n---\nМіста на Дніпрі знову мають мости, повідомив Володимир Зеленський. «Ми відкрили мости», — сказав він.\n");
  folder.write("news/c.txt", "---\ntitle: Nothing of it\n---\nA report without a date, a name or a quote: grain, grain and grain.\n");
  folder.write("news/d.txt", "---\ntitle: Last\nlanguage: de\n---\nDie Gespräche in Genf wurden vertagt. Außenminister Lawrow reiste ab.\n");
  REQUIRE(update(update_of(folder.path / "db", {folder.path / "news"})).added == 4);
  const Xapian::Database segment((*schema::current_generation(folder.path / "db") / "seg-000001").string());
  std::map<Xapian::docid, Stored> expected = all_of(segment);
  REQUIRE(expected.size() == 4);
  for (const std::vector<std::uint32_t>& gone : {std::vector<std::uint32_t>{2}, {1, 4}, {}}) {
    const fs::path into = folder.path / "again";
    fs::remove(into);
    rewrite_without(segment, gone, folder.path / "scratch", into);
    std::map<Xapian::docid, Stored> left = expected;
    for (const std::uint32_t document : gone) left.erase(document);
    CHECK(all_of(Xapian::Database(into.string())) == left);
    CHECK_FALSE(fs::exists(folder.path / "scratch"));
  }
  rewrite_without(segment, {1, 2, 3, 4}, folder.path / "scratch", folder.path / "empty");
  CHECK_FALSE(fs::exists(folder.path / "empty"));
}
