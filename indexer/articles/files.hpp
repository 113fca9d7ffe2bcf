// Bytes of files, for the readers: a whole file that is one article, or a stream of lines that never holds more than
// asked for.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "indexer/articles/reader.hpp"

namespace dispatches::articles {

// Files in UTF-16 are converted as a whole, so they must fit into memory.
inline constexpr std::size_t kMaxWideFileBytes = 256u << 20;

struct LineEnd {
  bool found;     // there was a line, or the rest of one
  bool too_long;  // and it did not fit
};

// A file as a stream of bytes behind its byte order mark; UTF-16 comes as UTF-8. All members throw std::runtime_error
// if it cannot be read. One thread.
class ByteSource {
 public:
  explicit ByteSource(const std::filesystem::path& path);

  // Appends the next line with its '\n'. A line with which `line` would have more than `limit` bytes is passed over.
  LineEnd append_line(std::string& line, std::size_t limit);

  // What has been read ahead of the next byte.
  std::string_view ahead() const { return std::string_view(buffer_).substr(next_, filled_ - next_); }

  // The next byte, 0 … 255; -1 at the end.
  int next() { return next_ < filled_ || refill() ? static_cast<unsigned char>(buffer_[next_++]) : -1; }

 private:
  static constexpr std::size_t kChunk = 256u << 10;
  [[noreturn]] void fail() const;
  bool refill();
  void read_wide();

  std::filesystem::path path_;
  std::ifstream file_;
  std::string buffer_;
  std::size_t next_ = 0, filled_ = 0;
};

// As files_below(), but what lies below the path and cannot be looked into is told instead of ending the search: folders with a '/' at their end.
struct FoundBelow {
  std::vector<Input> files;
  std::vector<Rejection> unreadable;
};
FoundBelow find_below(const std::filesystem::path& path);

// At most that many bytes of the file's beginning. Throws std::runtime_error if it cannot be read.
std::string beginning_of(const std::filesystem::path& path, std::size_t bytes);

// Reader::split for a file that is one article.
void take_whole_file(const Input& input, const std::function<bool(RawRecord)>& take,
                     const std::function<void(Rejection)>& reject);

std::string too_large_reason();

}  // namespace dispatches::articles
