#include "indexer/base/image.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <new>
#include <system_error>

namespace dispatches {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMagic = 0x31'67'6d'49'70'73'69'44;  // "DispImg1", read as this machine does
constexpr std::size_t kAlignment = 64;                       // bytes: a cache line

struct Head {
  std::uint64_t magic;
  std::uint32_t version, arrays;
  std::uint64_t bytes;     // of the file
  std::uint64_t checksum;  // XXH3-64 of the entries
};

std::size_t aligned(std::size_t at) { return (at + kAlignment - 1) / kAlignment * kAlignment; }

class Descriptor {
 public:
  Descriptor(const fs::path& file, int flags) : file_(file), number_(::open(file.c_str(), flags | O_CLOEXEC, 0666)) {
    if (number_ < 0) fail("opening");
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  void write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("writing");
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }
  void sync() {
    if (::fsync(number_) != 0) fail("writing");
  }
  std::size_t size() const {
    struct stat facts {};
    if (::fstat(number_, &facts) != 0) fail("reading");
    return static_cast<std::size_t>(facts.st_size);
  }
  [[noreturn]] void fail(const char* what) const { throw std::system_error(errno, std::generic_category(), fmt::format("{} {}", what, file_.string())); }

 private:
  fs::path file_;
  int number_;
};

std::shared_ptr<const std::byte> map(const Descriptor& file, std::size_t size) {
  void* const at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number(), 0);
  if (at == MAP_FAILED) file.fail("mapping");
  return {static_cast<const std::byte*>(at), [size](const std::byte* mapped) { ::munmap(const_cast<std::byte*>(mapped), size); }};
}

// Gives back the pages that the pass brings in, stretch by stretch: else the whole file would be in memory for a moment. Where a page is shared with an array
// beside, it comes again.
std::uint64_t checksum_of(std::span<const std::byte> mapped) {
  constexpr std::size_t kStretch = 1u << 20;
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), XXH3_freeState);
  if (!state || XXH3_64bits_reset(state.get()) != XXH_OK) throw std::bad_alloc();
  while (!mapped.empty()) {
    const std::span<const std::byte> stretch = mapped.first(std::min(kStretch, mapped.size()));
    XXH3_64bits_update(state.get(), stretch.data(), stretch.size());
    const auto begin = reinterpret_cast<std::uintptr_t>(stretch.data()), first = begin / page * page;
    ::madvise(reinterpret_cast<void*>(first), begin + stretch.size() - first, MADV_DONTNEED);
    mapped = mapped.subspan(stretch.size());
  }
  return XXH3_64bits_digest(state.get());
}

}  // namespace

void ImageWriter::write(const fs::path& path, std::uint32_t version) const {
  std::vector<Image::Entry> entries;
  std::size_t at = sizeof(Head) + arrays_.size() * sizeof(Image::Entry);
  for (const Added& array : arrays_) {
    at = aligned(at);
    entries.push_back({at, array.bytes.size(), array.size_of_value, XXH3_64bits(array.bytes.data(), array.bytes.size())});
    at += array.bytes.size();
  }
  const auto all_entries = std::as_bytes(std::span(entries));
  const Head head{kMagic, version, static_cast<std::uint32_t>(entries.size()), at, XXH3_64bits(all_entries.data(), all_entries.size())};
  Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  file.write(std::as_bytes(std::span(&head, 1)));
  file.write(all_entries);
  constexpr std::array<std::byte, kAlignment> kNothing{};
  std::size_t written = sizeof head + all_entries.size();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    file.write(std::span(kNothing).first(entries[i].begin - written));
    file.write(arrays_[i].bytes);
    written = entries[i].begin + entries[i].bytes;
  }
  file.sync();
}

Image::Image(const fs::path& path, std::uint32_t version) : name_(path.string()) {
  const Descriptor file(path, O_RDONLY);
  const std::size_t size = file.size();
  if (size < sizeof(Head)) throw ImageError(name_ + ": the file is cut off");
  mapping_ = map(file, size);
  const Head& head = *reinterpret_cast<const Head*>(mapping_.get());
  if (head.magic != kMagic || head.version != version) throw ImageError(fmt::format("{}: no image of version {}", name_, version));
  if (head.bytes != size || head.arrays > (size - sizeof head) / sizeof(Entry)) throw ImageError(name_ + ": the file is cut off");
  entries_ = {reinterpret_cast<const Entry*>(mapping_.get() + sizeof head), head.arrays};
  if (head.checksum != XXH3_64bits(entries_.data(), entries_.size_bytes())) throw ImageError(name_ + ": the file is damaged");
  for (const Entry& entry : entries_)
    if (entry.begin > size || entry.begin % kAlignment != 0 || entry.bytes > size - entry.begin || entry.size_of_value == 0) throw ImageError(name_ + ": the file is damaged");
}

std::size_t Image::bytes() const { return reinterpret_cast<const Head*>(mapping_.get())->bytes; }

void Image::give_back() const { ::madvise(const_cast<std::byte*>(mapping_.get()), bytes(), MADV_DONTNEED); }

std::size_t bytes_of_mapped_files() {
  static const Descriptor statm("/proc/self/statm", O_RDONLY);
  std::array<char, 128> line{};
  unsigned long size = 0, resident = 0, shared = 0;
  if (::pread(statm.number(), line.data(), line.size() - 1, 0) <= 0 || std::sscanf(line.data(), "%lu %lu %lu", &size, &resident, &shared) != 3) return 0;
  return shared * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::span<const std::byte> Image::checked(std::size_t number, std::size_t size_of_value) const {
  if (number >= entries_.size() || entries_[number].size_of_value != size_of_value || entries_[number].bytes % size_of_value != 0)
    throw ImageError(name_ + ": it holds other arrays");
  const Entry& entry = entries_[number];
  const std::span<const std::byte> bytes(mapping_.get() + entry.begin, entry.bytes);
  if (checksum_of(bytes) != entry.checksum) throw ImageError(name_ + ": the file is damaged");
  return bytes;
}

}  // namespace dispatches
