// libarchive: what is packed in a file, entry by entry or as a stream.
#include "indexer/articles/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "indexer/articles/readers.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

namespace fs = std::filesystem;
using Take = std::function<bool(RawRecord)>;
using Reject = std::function<void(Rejection)>;

constexpr std::size_t kBlock = 256u << 10;  // bytes read at a time

struct Close {
  void operator()(archive* one) const { archive_read_free(one); }
};
using Handle = std::unique_ptr<archive, Close>;

Handle new_handle(bool with_formats) {
  Handle handle(archive_read_new());
  if (!handle) throw std::runtime_error("cannot read archives: no memory");
  archive_read_support_filter_gzip(handle.get());
  archive_read_support_filter_zstd(handle.get());
  archive_read_support_format_raw(handle.get());
  archive_read_support_format_empty(handle.get());
  if (!with_formats) return handle;
  archive_read_support_format_zip(handle.get());
  archive_read_support_format_tar(handle.get());
  return handle;
}

std::string error_of(archive* handle) {
  const char* said = archive_error_string(handle);
  return text::squeeze(text::clean(said == nullptr ? "the packed data is damaged" : said));
}

bool open_file(archive* handle, const fs::path& path) {
  return archive_read_open_filename(handle, path.c_str(), kBlock) == ARCHIVE_OK;
}

// libarchive gives names in the characters of the locale, and programs start in that of ASCII.
class Utf8Names {
 public:
  Utf8Names() : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(uselocale(utf8_)) {}
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;
  ~Utf8Names() {
    uselocale(before_);
    if (utf8_ != nullptr) freelocale(utf8_);
  }

 private:
  locale_t utf8_, before_;
};

// A folder for files on their way through, gone with the object.
class Workplace {
 public:
  Workplace() : path_((fs::temp_directory_path() / "dispatches-archive-XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr)
      throw std::system_error(errno, std::generic_category(), "cannot unpack into " + fs::temp_directory_path().string());
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  // Never named by the archive: only the extensions are its own.
  fs::path file(std::size_t number, const std::string& extension) const {
    return fs::path(path_) / fmt::format("{}{}", number, extension);
  }

 private:
  std::string path_;
};

struct FileGuard {
  fs::path path;
  ~FileGuard() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
};

// As far as it chooses a reader: ".warc.gz", ".md"; nothing that a file system could trip over.
std::string extensions_of(const std::string& name) {
  const fs::path path = fs::path(name).filename();
  std::string extension = path.stem().extension().string() + path.extension().string();
  const bool is_plain = extension.size() <= 32 && std::all_of(extension.begin(), extension.end(), [](char c) {
                          return c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                        });
  return is_plain ? extension : std::string();
}

// "./2025//a.html" → "2025/a.html"; empty for hidden files and what macOS adds.
std::string visible_name(std::string_view name) {
  std::string visible;
  while (!name.empty()) {
    const std::string_view part = name.substr(0, name.find('/'));
    name.remove_prefix(std::min(name.size(), part.size() + 1));
    if (part.empty() || part == "." || part == "..") continue;
    if (part.starts_with('.') || part == "__MACOSX") return {};
    visible += (visible.empty() ? "" : "/") + std::string(part);
  }
  return visible;
}

std::string name_of(archive_entry* entry) {
  const Utf8Names names;
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  return name == nullptr ? std::string() : text::decode(name);
}

// "news.jsonl.gz" → "news.jsonl": what is in a compressed file that is no archive.
std::string unpacked_name(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  if (extension == ".gz" || extension == ".zst") return text::clean(path.stem().string());
  return extension == ".tgz" ? text::clean(path.stem().string()) + ".tar" : text::clean(path.filename().string());
}

// What has been spent on one input, however deep its archives are nested.
struct Account {
  const ArchiveLimits& limits;
  std::uint64_t allowed;  // bytes unpacked in all
  std::uint64_t unpacked = 0;
  std::size_t entries = 0, records = 0, files = 0;
  bool go_on = true;  // more is wanted, and may be had
};

// One archive: the input itself, or a file that was in it.
class ArchiveSplitter {
 public:
  // `inside` is the way here from the input: "" or "!/b.zip".
  ArchiveSplitter(const Input& input, fs::path file, std::string inside, std::size_t depth, Account& account,
                  const Workplace& workplace, const Take& take, const Reject& reject)
      : input_(input),
        file_(std::move(file)),
        inside_(std::move(inside)),
        depth_(depth),
        account_(account),
        workplace_(workplace),
        take_(take),
        reject_(reject),
        handle_(new_handle(true)) {}

  void split() {
    if (!open_file(handle_.get(), file_)) {
      const bool is_world = !fs::exists(file_);
      if (is_world) throw std::runtime_error(fmt::format("cannot read {}", file_.string()));
      return refuse(inside_, "it cannot be unpacked: " + error_of(handle_.get()));
    }
    while (account_.go_on && next_entry()) take_entry();
  }

 private:
  void refuse(const std::string& inside, std::string reason) { reject_({input_.relative + inside, std::move(reason)}); }
  void refuse_rest(const std::string& inside, std::string reason) {
    refuse(inside, std::move(reason));
    account_.go_on = false;
  }

  bool next_entry() {
    const Utf8Names names;
    const int status = archive_read_next_header(handle_.get(), &entry_);
    if (status == ARCHIVE_EOF) return false;
    if (status < ARCHIVE_WARN) {
      refuse(inside_, "the archive is damaged, the rest of it is not read: " + error_of(handle_.get()));
      return false;
    }
    if (++account_.entries > account_.limits.entries)
      refuse_rest(inside_,
                  fmt::format("the archive has more than {} entries; the rest is not read", account_.limits.entries));
    // What was passed over costs time too.
    const auto passed = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(handle_.get(), 0), 0));
    if (account_.go_on && passed > account_.allowed) refuse_bomb(inside_);
    return account_.go_on;
  }

  void refuse_bomb(const std::string& inside) {
    refuse_rest(inside, fmt::format("the archive unpacks to more than {} times its size; the rest is not read",
                                    account_.limits.ratio));
  }

  void take_entry() {
    const bool is_raw = archive_format(handle_.get()) == ARCHIVE_FORMAT_RAW;
    if (archive_format(handle_.get()) == ARCHIVE_FORMAT_EMPTY) return;
    if (!is_raw && archive_entry_filetype(entry_) != AE_IFREG) return;
    const std::string name =
        is_raw ? unpacked_name(inside_.empty() ? input_.path : fs::path(inside_)) : visible_name(name_of(entry_));
    if (name.empty()) return;
    const std::string inside = inside_ + "!/" + name;
    if (archive_entry_is_data_encrypted(entry_) != 0) return refuse(inside, "it is encrypted");
    std::string beginning;
    if (!read_beginning(beginning, inside)) return;
    const Reader* reader = reader_of(name, beginning);
    if (reader == &archive_reader() && is_raw && archive_filter_count(handle_.get()) <= 1)
      return refuse(inside_, "it is not an archive");
    if (reader != nullptr) take_file(inside, *reader, std::move(beginning));
  }

  // False if it cannot be read.
  bool read_beginning(std::string& beginning, const std::string& inside) {
    beginning.resize(kBeginningBytes);
    std::size_t filled = 0;
    while (filled < beginning.size()) {
      const la_ssize_t got = archive_read_data(handle_.get(), beginning.data() + filled, beginning.size() - filled);
      if (got < 0) return refuse_damaged(inside), false;
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    beginning.resize(filled);
    return account_for(filled, inside);
  }

  void refuse_damaged(const std::string& inside) { refuse(inside, "it is damaged: " + error_of(handle_.get())); }

  bool account_for(std::size_t bytes, const std::string& inside) {
    account_.unpacked += bytes;
    if (account_.unpacked > account_.allowed) refuse_bomb(inside);
    return account_.go_on;
  }

  void take_file(const std::string& inside, const Reader& reader, std::string beginning) {
    if (&reader == &archive_reader() && depth_ >= account_.limits.depth)
      return refuse(inside, fmt::format("archives are nested deeper than {} levels", account_.limits.depth));
    const FileGuard guard{workplace_.file(account_.files++, extensions_of(inside))};
    if (!unpack(guard.path, inside, std::move(beginning))) return;
    if (&reader == &archive_reader())
      ArchiveSplitter(input_, guard.path, inside, depth_ + 1, account_, workplace_, take_, reject_).split();
    else
      read_file({guard.path, input_.relative + inside}, inside, reader);
  }

  bool unpack(const fs::path& to, const std::string& inside, std::string block) {
    std::ofstream out(to, std::ios::binary);
    std::uint64_t written = 0;
    while (!block.empty()) {
      written += block.size();
      if (written > account_.limits.entry_bytes)
        return refuse(inside, fmt::format("unpacked it is larger than {} MB", account_.limits.entry_bytes >> 20)),
               false;
      out.write(block.data(), static_cast<std::streamsize>(block.size()));
      block.resize(kBlock);
      const la_ssize_t got = archive_read_data(handle_.get(), block.data(), block.size());
      if (got < 0) return refuse_damaged(inside), false;
      block.resize(static_cast<std::size_t>(got));
      if (!account_for(block.size(), inside)) return false;
    }
    out.close();
    if (!out)
      throw std::system_error(errno, std::generic_category(), "cannot unpack into " + to.parent_path().string());
    return true;
  }

  // What the reader throws is said of this file; what `take` throws is not of any file and goes on up.
  void read_file(const Input& file, const std::string& inside, const Reader& reader) {
    std::exception_ptr failure;
    const auto take = [&](RawRecord record) {
      record.inner = inside;
      record.inner_reader = &reader;
      record.place = inside + record.place;
      record.number = account_.records++;
      try {
        account_.go_on = take_(std::move(record));
      } catch (...) {
        failure = std::current_exception();
        account_.go_on = false;
      }
      return account_.go_on;
    };
    try {
      reader.split(file, take, reject_);
    } catch (const std::system_error&) {
      throw;  // no fault of the file
    } catch (const std::runtime_error& error) {
      refuse(inside, text::replaced(error.what(), file.path.string(), "it"));
    }
    if (failure) std::rethrow_exception(failure);
  }

  const Input& input_;
  fs::path file_;
  std::string inside_;
  std::size_t depth_;
  Account& account_;
  const Workplace& workplace_;
  const Take& take_;
  const Reject& reject_;
  Handle handle_;
  archive_entry* entry_ = nullptr;
};

class ArchiveReader : public Reader {
 public:
  void split(const Input& input, const Take& take, const Reject& reject) const override {
    split_archive(input, {}, take, reject);
  }

  // As if the file were on the disk, below a folder of the archive's name.
  Outcome<Article> parse(const Input& input, const RawRecord& record, const Defaults& defaults) const override {
    const std::string where = input.relative + record.place;
    if (record.inner_reader == nullptr || !record.place.starts_with(record.inner))
      return Rejection{where, "it is not a record of an archive"};
    RawRecord inner{record.bytes, record.place.substr(record.inner.size()), record.number};
    return record.inner_reader->parse({record.inner, input.relative + record.inner}, inner, defaults);
  }
};

}  // namespace

void split_archive(const Input& input, const ArchiveLimits& limits, const Take& take, const Reject& reject) {
  const Workplace workplace;
  Account account{limits, limits.free_bytes + limits.ratio * fs::file_size(input.path)};
  ArchiveSplitter(input, input.path, "", 1, account, workplace, take, reject).split();
}

const Reader& archive_reader() {
  static const ArchiveReader reader;
  return reader;
}

}  // namespace dispatches::articles
