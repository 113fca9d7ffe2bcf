// The files of the page, read once at start and served from memory: no request names a file of the disk. Immutable; shared by threads.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

#include "searchd/http/reply.hpp"

namespace dispatches::http {

inline constexpr std::size_t kMaxPageFileBytes = 2 * 1024 * 1024;
inline constexpr std::size_t kMaxPageBytes = 16 * 1024 * 1024;

class Page {
 public:
  Page() = default;  // no files
  // Every regular file below `folder` of a kind that a page consists of; symbolic links and names with a leading dot are left out.
  // Throws std::runtime_error for a folder that cannot be read or holds more than the limits.
  explicit Page(const std::filesystem::path& folder);

  // `path` as decoded: "/", "/js/app.js", "/article/a1b2". Null: there is no such file. With a strong ETag.
  const Reply* file(std::string_view path) const;
  bool empty() const { return files_.empty(); }

 private:
  std::unordered_map<std::string, Reply> files_;  // by path
};

// True if the header If-None-Match names the tag (weak comparison, RFC 9110, 13.1.2). A suffix "-gzip" inside the quotes is let pass.
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace dispatches::http
