// Which files lie below a path, and what they hold.
#include "indexer/articles/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) {
  return path.filename().native().starts_with('.');
}

bool is_below(const fs::path& path, const fs::path& root) {
  const auto [end_of_root, in_path] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  return end_of_root == root.end();
}

// What a browser saved a page with ("Talks_files" beside "Talks.html"): its pictures, scripts and framed adverts.
bool is_of_saved_page(const fs::path& folder) {
  const std::string& path = folder.native();
  for (const std::string_view ending : {"_files", ".files", "-Dateien", "_fichiers", "_archivos", "_pliki"})
    if (path.ends_with(ending))
      for (const char* page : {".html", ".htm"})
        if (fs::is_regular_file(path.substr(0, path.size() - ending.size()) + page)) return true;
  return false;
}

// Gathers the files of one folder after the other.
struct Gatherer {
  fs::path root;               // real path
  std::set<fs::path> visited;  // real paths of folders: a link back to one of them would lead in circles
  std::vector<Input> found;
  std::vector<Rejection> unreadable;

  void take_folder(const fs::path& folder, const std::string& prefix) {
    std::vector<std::pair<fs::path, std::string>> waiting{{folder, prefix}};
    while (!waiting.empty()) {
      const auto [path, name] = std::move(waiting.back());
      waiting.pop_back();
      take_entries(path, name, waiting);
    }
  }

  void take_entries(const fs::path& folder, const std::string& name, std::vector<std::pair<fs::path, std::string>>& waiting) try {
    if (!visited.insert(fs::canonical(folder)).second) return;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      const std::string relative = name + text::clean(entry.path().filename().native());
      if (is_wanted(entry)) take_entry(entry, relative, waiting);
    }
  } catch (const fs::filesystem_error& error) {
    unreadable.push_back({folder.string() + "/", "the folder cannot be read: " + error.code().message()});
  }

  bool is_wanted(const fs::directory_entry& entry) const {
    if (is_hidden(entry.path()) || (entry.is_directory() && is_of_saved_page(entry.path()))) return false;
    if (!entry.is_symlink()) return true;
    std::error_code broken;
    const fs::path target = fs::canonical(entry.path(), broken);
    return !broken && is_below(target, root);
  }

  void take_entry(const fs::directory_entry& entry, const std::string& relative,
                  std::vector<std::pair<fs::path, std::string>>& waiting) {
    if (entry.is_directory())
      waiting.emplace_back(entry.path(), relative + "/");
    else if (entry.is_regular_file())
      found.push_back({entry.path(), relative});
  }
};

}  // namespace

FoundBelow find_below(const fs::path& path) {
  if (!fs::exists(path))
    throw std::runtime_error(fmt::format("cannot read {}: there is no such file or folder", path.string()));
  if (!fs::is_directory(path)) return {{{path, text::clean(path.filename().native())}}, {}};
  Gatherer gatherer{fs::canonical(path), {}, {}, {}};
  gatherer.take_folder(path, "");
  for (const Rejection& folder : gatherer.unreadable)
    if (folder.where == path.string() + "/") throw std::runtime_error(fmt::format("{}: {}", path.string(), folder.reason));
  std::sort(gatherer.found.begin(), gatherer.found.end(),
            [](const Input& left, const Input& right) { return left.relative < right.relative; });
  return {std::move(gatherer.found), std::move(gatherer.unreadable)};
}

std::vector<Input> files_below(const fs::path& path) {
  FoundBelow found = find_below(path);
  if (!found.unreadable.empty()) throw std::runtime_error(found.unreadable.front().where + ": " + found.unreadable.front().reason);
  return std::move(found.files);
}

ByteSource::ByteSource(const fs::path& path) : path_(path), file_(path, std::ios::binary) {
  if (!file_) fail();
  refill();
  const std::string_view beginning(buffer_.data(), filled_);
  using namespace std::string_view_literals;
  if (beginning.starts_with("\xFF\xFE"sv) || beginning.starts_with("\xFE\xFF"sv))
    read_wide();
  else if (beginning.starts_with("\xEF\xBB\xBF"sv))
    next_ = 3;
}

void ByteSource::fail() const {
  throw std::runtime_error(fmt::format("cannot read {}", path_.string()));
}

bool ByteSource::refill() {
  if (buffer_.size() < kChunk) buffer_.resize(kChunk);
  file_.read(buffer_.data(), static_cast<std::streamsize>(kChunk));
  if (file_.bad()) fail();
  filled_ = static_cast<std::size_t>(file_.gcount());
  next_ = 0;
  return filled_ > 0;
}

// UTF-16 is what spreadsheets write; its records cannot be told apart bytewise.
void ByteSource::read_wide() {
  std::string bytes(buffer_.data(), filled_);
  while (bytes.size() <= kMaxWideFileBytes && refill()) bytes.append(buffer_.data(), filled_);
  if (bytes.size() > kMaxWideFileBytes)
    throw std::runtime_error(
        fmt::format("cannot read {}: it is in UTF-16 and too large for that; convert it to UTF-8", path_.string()));
  buffer_ = text::decode(bytes);
  filled_ = buffer_.size();
  next_ = 0;
  file_.setstate(std::ios::eofbit | std::ios::failbit);
}

LineEnd ByteSource::append_line(std::string& line, std::size_t limit) {
  LineEnd result{false, false};
  while (next_ < filled_ || refill()) {
    result.found = true;
    const std::string_view rest(buffer_.data() + next_, filled_ - next_);
    const std::size_t end = rest.find('\n');
    const std::string_view piece = rest.substr(0, end == rest.npos ? rest.size() : end + 1);
    if (line.size() + piece.size() > limit)
      result.too_long = true;
    else if (!result.too_long)
      line += piece;
    next_ += piece.size();
    if (end != rest.npos) break;
  }
  return result;
}

std::string beginning_of(const fs::path& path, std::size_t bytes) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(fmt::format("cannot read {}", path.string()));
  std::string result(bytes, '\0');
  file.read(result.data(), static_cast<std::streamsize>(bytes));
  result.resize(static_cast<std::size_t>(file.gcount()));
  return result;
}

void take_whole_file(const Input& input, const std::function<bool(RawRecord)>& take,
                     const std::function<void(Rejection)>& reject) {
  // One byte more than may be read tells a file that is too large.
  std::string bytes =
      beginning_of(input.path, std::min<std::uintmax_t>(fs::file_size(input.path), kMaxRecordBytes) + 1);
  if (bytes.size() > kMaxRecordBytes)
    reject({input.relative, too_large_reason()});
  else
    take({std::move(bytes), "", 0});
}

std::string too_large_reason() {
  return fmt::format("the record is larger than {} MB", kMaxRecordBytes >> 20);
}

}  // namespace dispatches::articles
