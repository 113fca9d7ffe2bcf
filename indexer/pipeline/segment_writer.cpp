#include "indexer/pipeline/segment_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "indexer/pipeline/document.hpp"
#include "indexer/schema/stored_article.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

// Glass holds several files open for each database: merging in groups keeps us under the usual limit of 1024.
constexpr std::size_t kMergedAtOnce = 64;

// Less than this left when a write failed: it failed for that. Xapian asks for some blocks at once, and on a full disk may say only that it cannot undo.
constexpr std::uintmax_t kFullDiskBytes = 4u << 20;

// Does what writes into `folder`. Throws std::system_error (ENOSPC) where that fails and the disk is full.
template <class Action>
auto writing_into(const fs::path& folder, Action action) try {
  return action();
} catch (const Xapian::Error&) {
  std::error_code unknown;
  if (fs::space(folder, unknown).available < kFullDiskBytes)
    throw std::system_error(std::make_error_code(std::errc::no_space_on_device), "cannot write into " + folder.string());
  throw;
}

// DB_DANGEROUS: what is being written is thrown away whole if anything goes wrong.
constexpr int kOpening = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS | Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;

void merge_group(const std::vector<fs::path>& databases, const fs::path& into) {
  Xapian::Database all;
  for (const fs::path& database : databases) all.add_database(Xapian::Database(database.string()));
  writing_into(into.parent_path(), [&] { all.compact(into.string(), Xapian::DBCOMPACT_SINGLE_FILE | Xapian::DBCOMPACT_MULTIPASS); });
}

}  // namespace

PieceWriter::PieceWriter(fs::path folder, std::size_t first_number, std::size_t step, std::size_t piece_documents)
    : folder_(std::move(folder)), number_(first_number), step_(step), piece_documents_(piece_documents) {}

fs::path PieceWriter::path() const { return folder_ / fmt::format("piece-{:06}", number_); }

void PieceWriter::open() {
  piece_ = Xapian::WritableDatabase(path().string(), kOpening);
  open_ = true;
  documents_ = unwritten_documents_ = unwritten_bytes_ = 0;
}

PieceWriter::Place PieceWriter::add(const Xapian::Document& document, std::size_t text_bytes) {
  const Place place = writing_into(folder_, [&] {
    if (!open_) open();
    return Place{number_, piece_.add_document(document)};
  });
  ++unwritten_documents_;
  unwritten_bytes_ += text_bytes;
  if (++documents_ >= piece_documents_) finish();
  else if (unwritten_documents_ >= kUnwrittenDocuments || unwritten_bytes_ >= kUnwrittenBytes) write();
  return place;
}

void PieceWriter::write() {
  writing_into(folder_, [&] { piece_.commit(); });
  unwritten_documents_ = unwritten_bytes_ = 0;
}

void PieceWriter::finish() {
  if (!open_) return;
  write();
  writing_into(folder_, [&] { piece_.close(); });
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

void rewrite_without(const Xapian::Database& database, const std::vector<std::uint32_t>& tombstones, const fs::path& scratch, const fs::path& into) {
  DocumentBuilder builder;
  text::Analyzer analyzer;
  writing_into(into.parent_path(), [&] {
    Xapian::WritableDatabase writable(scratch.string(), kOpening);
    for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document) {
      if (std::binary_search(tombstones.begin(), tombstones.end(), *document)) continue;
      writable.replace_document(*document, builder.build(schema::decode(database.get_document(*document, Xapian::DOC_ASSUME_VALID).get_data()), analyzer));
    }
    writable.commit();
    if (writable.get_doccount() > 0) writable.compact(into.string(), Xapian::DBCOMPACT_SINGLE_FILE | Xapian::DBCOMPACT_NO_RENUMBER);
    writable.close();
  });
  fs::remove_all(scratch);
}

}  // namespace dispatches::pipeline
