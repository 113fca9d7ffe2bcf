#include "searchd/http/page.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace dispatches::http {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kContentTypes = {{
    {".html", "text/html; charset=utf-8"}, {".css", "text/css; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"}, {".svg", "image/svg+xml"}, {".json", "application/json"},
    {".webmanifest", "application/manifest+json"}, {".txt", "text/plain; charset=utf-8"}, {".png", "image/png"}, {".ico", "image/x-icon"},
    {".woff2", "font/woff2"}}};

std::string_view content_type_of(const fs::path& file) {
  const std::string extension = file.extension().string();
  for (const auto& [ending, type] : kContentTypes)
    if (ending == extension) return type;
  return {};
}

Reply load(const fs::path& file) {
  if (fs::file_size(file) > kMaxPageFileBytes) throw std::runtime_error(fmt::format("{} is too large for a file of the page", file.string()));
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  Reply reply;
  reply.body.assign(std::istreambuf_iterator<char>(in), {});
  reply.content_type = content_type_of(file);
  reply.etag = fmt::format("\"{:016x}\"", XXH3_64bits(reply.body.data(), reply.body.size()));
  reply.headers = {{"Cache-Control", "no-cache"}};
  return reply;
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

// "/article/{id}" and "/entity/{id}" are places in the page, told apart by its script.
bool is_view(std::string_view path) {
  for (std::string_view folder : {"/article/", "/entity/"})
    if (path.starts_with(folder)) return path.size() > folder.size() && path.find('/', folder.size()) == std::string_view::npos;
  return false;
}

}  // namespace

Page::Page(const fs::path& folder) {
  if (!fs::is_directory(folder)) throw std::runtime_error(fmt::format("{} is not a folder with the files of the page", folder.string()));
  std::size_t bytes = 0;
  for (auto at = fs::recursive_directory_iterator(folder); at != fs::recursive_directory_iterator(); ++at) {
    if (is_hidden(at->path()) || at->is_symlink()) {
      at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file() || content_type_of(at->path()).empty()) continue;
    Reply reply = load(at->path());
    bytes += reply.body.size();
    if (bytes > kMaxPageBytes) throw std::runtime_error(fmt::format("{} holds more than {} bytes: not a page", folder.string(), kMaxPageBytes));
    files_.emplace("/" + at->path().lexically_relative(folder).generic_string(), std::move(reply));
  }
}

const Reply* Page::file(std::string_view path) const {
  const auto found = files_.find(path == "/" || is_view(path) ? "/index.html" : std::string(path));
  return found == files_.end() ? nullptr : &found->second;
}

bool names_etag(std::string_view header, std::string_view etag) {
  constexpr std::string_view kPacked = "-gzip\"";
  if (header == "*") return true;
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  for (std::size_t begin = header.find('"'); begin != std::string_view::npos;) {
    const std::size_t end = header.find('"', begin + 1);
    if (end == std::string_view::npos) return false;
    const std::string_view one = header.substr(begin, end - begin + 1);
    if (one == etag || (one.ends_with(kPacked) && one.substr(0, one.size() - kPacked.size()) == etag.substr(0, etag.size() - 1))) return true;
    begin = header.find('"', end + 1);
  }
  return false;
}

}  // namespace dispatches::http
