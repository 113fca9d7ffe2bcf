// Archives and compressed files. Everything that knows libarchive is behind this header: archive_reader() (readers.hpp)
// reads the articles in .zip .tar .tar.gz .tgz .tar.zst .gz .zst; others take what they need from here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/articles/reader.hpp"

namespace dispatches::articles {

// Bounds on one archive, so that no input can take the indexer's time or disk. What is inside is unpacked into the
// folder for temporary files, one file at a time.
struct ArchiveLimits {
  std::size_t depth = 3;                   // archives inside one another: a backup of a month of nightly exports
  std::size_t entries = 5'000'000;         // in all; ten years of a large agency
  std::uint64_t entry_bytes = 4ull << 30;  // of one file unpacked: a year in one export, and room on any disk
  std::uint64_t free_bytes = 64ull << 20;  // unpacked in all that nobody asks about …
  std::uint64_t ratio = 200;               // … and, beyond, per byte packed: JSON packs 5 to 30 fold, bombs 1000
};

// Reader::split for an archive, within other limits.
void split_archive(const Input& input, const ArchiveLimits& limits, const std::function<bool(RawRecord)>& take,
                   const std::function<void(Rejection)>& reject);

// A file as a stream of bytes, unpacked if it is packed (gzip in one member or many, zstd). One thread.
class UnpackedSource {
 public:
  // Throws std::runtime_error if the file cannot be opened.
  explicit UnpackedSource(const std::filesystem::path& path);
  ~UnpackedSource();

  // Appends at most that many bytes; fewer only at the end. Returns how many.
  std::size_t append(std::string& bytes, std::size_t most);
  // Passes over as many. Returns how many there were.
  std::uint64_t skip(std::uint64_t bytes);
  // Appends the next line with its '\n', or what fits into `most` bytes. False at the end.
  bool append_line(std::string& line, std::size_t most);
  // Why the stream ended before the file did; empty if it did not.
  const std::string& trouble() const { return trouble_; }

 private:
  bool refill();

  struct Archive;
  std::unique_ptr<Archive> archive_;
  std::string buffer_;
  std::size_t next_ = 0;
  std::string trouble_;
  bool is_empty_ = false;
};

// What gzip, zlib or zstd has packed. Rejected: damaged, or more than `most` bytes. Pure.
Outcome<std::string> unpacked(std::string_view bytes, std::size_t most);
// The same of brotli (RFC 7932), which has no mark by which it could be told.
Outcome<std::string> unpacked_brotli(std::string_view bytes, std::size_t most);

}  // namespace dispatches::articles
