#include "indexer/pipeline/segment_writer.hpp"

#include <fmt/format.h>

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

// Glass holds several files open for each database: merging in groups keeps us under the usual limit of 1024.
constexpr std::size_t kMergedAtOnce = 64;

void merge_group(const std::vector<fs::path>& databases, const fs::path& into) {
  Xapian::Database all;
  for (const fs::path& database : databases) all.add_database(Xapian::Database(database.string()));
  all.compact(into.string(), Xapian::DBCOMPACT_SINGLE_FILE | Xapian::DBCOMPACT_MULTIPASS);
}

}  // namespace

PieceWriter::PieceWriter(fs::path folder, std::size_t first_number, std::size_t step)
    : folder_(std::move(folder)), number_(first_number), step_(step) {}

fs::path PieceWriter::path() const { return folder_ / fmt::format("piece-{:06}", number_); }

// DB_DANGEROUS: a piece is thrown away whole if anything goes wrong.
void PieceWriter::open() {
  piece_ = Xapian::WritableDatabase(path().string(), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS | Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC);
  open_ = true;
  documents_ = bytes_ = 0;
}

PieceWriter::Place PieceWriter::add(const Xapian::Document& document, std::size_t text_bytes) {
  if (!open_) open();
  const Place place{number_, piece_.add_document(document)};
  ++documents_;
  bytes_ += text_bytes;
  if (documents_ >= kPieceDocuments || bytes_ >= kPieceBytes) finish();
  return place;
}

void PieceWriter::finish() {
  if (!open_) return;
  piece_.commit();
  piece_.close();
  pieces_.push_back({number_, path(), static_cast<Xapian::doccount>(documents_)});
  open_ = false;
  number_ += step_;
}

void merge_databases(const std::vector<fs::path>& databases, const fs::path& segment) {
  if (databases.size() <= kMergedAtOnce) return merge_group(databases, segment);
  std::vector<fs::path> groups;
  for (std::size_t i = 0; i < databases.size(); i += kMergedAtOnce) {
    groups.push_back(segment.string() + fmt::format(".group-{:06}", i));
    merge_databases({databases.begin() + static_cast<std::ptrdiff_t>(i),
                     databases.begin() + static_cast<std::ptrdiff_t>(std::min(i + kMergedAtOnce, databases.size()))}, groups.back());
  }
  merge_databases(groups, segment);
  for (const fs::path& group : groups) fs::remove(group);
}

}  // namespace dispatches::pipeline
