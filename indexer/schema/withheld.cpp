#include "indexer/schema/withheld.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include "indexer/schema/fields.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::schema {

namespace fs = std::filesystem;

namespace {

fs::path file_of(const fs::path& index) { return index / "withheld.tsv"; }

WithheldLine read_line(const std::string& text) {
  std::istringstream fields(text);
  WithheldLine line;
  std::string when;
  for (std::string* field : {&line.id, &line.url, &when, &line.reason, &line.input, &line.text}) std::getline(fields, *field, '\t');
  if (const auto date = text::parse_date(when)) line.when = date->start;
  return line;
}

std::string written(const WithheldLine& line) {
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", line.id, line.url, text::format_time(line.when), text::squeeze(text::clean(line.reason)), line.input, line.text);
}

// The list, held against others who write it. It may have been replaced while one waited: then it is opened again.
class HeldList {
 public:
  explicit HeldList(const fs::path& file) : file_(file) {
    while (!open()) ::close(descriptor_);
  }
  ~HeldList() { ::close(descriptor_); }
  HeldList(const HeldList&) = delete;
  HeldList& operator=(const HeldList&) = delete;

  void append(std::string_view bytes) const {
    const off_t end = ::lseek(descriptor_, 0, SEEK_END);
    if (::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(descriptor_) == 0) return;
    const std::system_error failure(errno, std::generic_category(), "cannot write " + file_.string());
    [[maybe_unused]] const int cut = ::ftruncate(descriptor_, end);  // half a line would be another's
    throw failure;
  }

 private:
  bool open() {
    descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX) != 0) throw std::system_error(errno, std::generic_category(), "cannot open " + file_.string());
    struct stat held {}, named {};
    return ::fstat(descriptor_, &held) == 0 && ::stat(file_.c_str(), &named) == 0 && held.st_ino == named.st_ino;
  }

  const fs::path file_;
  int descriptor_ = -1;
};

}  // namespace

Withheld::Withheld(const fs::path& index) : stamp_(withheld_stamp(index)) {
  std::ifstream in(file_of(index));
  for (std::string text; std::getline(in, text);) {
    WithheldLine line = read_line(text);
    if (line.id.empty() && line.url.empty()) continue;
    if (!line.id.empty()) ids_.insert(line.id);
    if (!line.url.empty()) urls_.insert(line.url);
    if (!line.text.empty()) texts_.insert(line.text);
    inputs_.insert(line.input);
    lines_.push_back(std::move(line));
  }
}

std::vector<std::string> Withheld::terms() const {
  std::vector<std::string> terms;
  for (const WithheldLine& line : lines_) {
    if (!line.id.empty()) terms.push_back(make_term(Term::id, line.id));
    if (!line.url.empty()) terms.push_back(make_term(Term::url, line.url));
  }
  return terms;
}

std::string withheld_stamp(const fs::path& index) {
  struct stat found {};
  if (::stat(file_of(index).c_str(), &found) != 0) return {};
  return fmt::format("{}.{}.{}.{}", found.st_ino, found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec);
}

void withhold(const fs::path& index, const std::vector<WithheldLine>& lines) {
  std::string bytes;
  for (const WithheldLine& line : lines) bytes += written(line);
  if (!bytes.empty()) HeldList(file_of(index)).append(bytes);
}

std::vector<WithheldLine> take_back(const fs::path& index, const std::string& id_or_url) {
  const fs::path file = file_of(index), fresh = index / "withheld.tsv.new";
  const HeldList held(file);
  const Withheld withheld(index);
  std::vector<WithheldLine> taken;
  std::string kept;
  for (const WithheldLine& line : withheld.lines()) {
    if (line.id == id_or_url || line.url == id_or_url) taken.push_back(line);
    else kept += written(line);
  }
  if (taken.empty()) return taken;
  fs::remove(fresh);
  HeldList(fresh).append(kept);
  fs::rename(fresh, file);
  return taken;
}

void copy_withheld(const fs::path& from, const fs::path& to) {
  if (fs::exists(file_of(from))) fs::copy_file(file_of(from), file_of(to), fs::copy_options::overwrite_existing);
}

}  // namespace dispatches::schema
