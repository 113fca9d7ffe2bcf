// Documents → one new segment. Small throw-away databases (pieces) are built side by side and merged by compaction: less CPU and memory
// than one writer with a large buffer, and the result is compact.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace dispatches::pipeline {

// What a thread holds before it is written into its piece: the inverter of more no longer fits the cache. Long articles count by their text.
inline constexpr std::size_t kUnwrittenDocuments = 1000;
inline constexpr std::size_t kUnwrittenBytes = 8u << 20;
// Merging keeps the postings of each piece apart: the fewer, the smaller and faster the segment (40,000 articles: 343 MB of ten pieces, 314 MB of two).
inline constexpr std::size_t kPieceDocuments = 50'000;

// Writes pieces of its own into a folder. One a thread. Throws Xapian::Error; std::system_error where the disk is full.
class PieceWriter {
 public:
  // `first_number` and `step`, the number of threads, keep their files apart.
  PieceWriter(std::filesystem::path folder, std::size_t first_number, std::size_t step, std::size_t piece_documents = kPieceDocuments);

  // The piece (its number) and the docid in it.
  struct Place {
    std::size_t piece;
    Xapian::docid document;
  };
  Place add(const Xapian::Document& document, std::size_t text_bytes);
  void finish();

  struct Piece {
    std::size_t number;
    std::filesystem::path path;
    Xapian::doccount documents;
  };
  const std::vector<Piece>& pieces() const { return pieces_; }  // finished ones

 private:
  std::filesystem::path path() const;
  void open();
  void write();

  std::filesystem::path folder_;
  std::size_t number_, step_, piece_documents_, documents_ = 0, unwritten_documents_ = 0, unwritten_bytes_ = 0;
  Xapian::WritableDatabase piece_;
  bool open_ = false;
  std::vector<Piece> pieces_;
};

// Merges databases, in order, into one file at `segment`; docids become consecutive in that order.
void merge_databases(const std::vector<std::filesystem::path>& databases, const std::filesystem::path& segment);

// Makes a segment again without its tombstoned documents, from what is stored of the others, into one file; docids stay. Nothing is written where none is
// left. `scratch`: a path for a while. (Segments have no lists of a document's terms, by which Xapian could delete it: they were a sixth of an index, and
// nothing else asks for them.)
void rewrite_without(const Xapian::Database& database, const std::vector<std::uint32_t>& tombstones, const std::filesystem::path& scratch,
                     const std::filesystem::path& into);

}  // namespace dispatches::pipeline
