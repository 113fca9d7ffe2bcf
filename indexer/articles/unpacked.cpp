// Compressed bytes: libarchive's filters without its formats, and brotli.
#include <archive.h>
#include <archive_entry.h>
#include <brotli/decode.h>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "indexer/articles/archive.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBlock = 256u << 10;

archive* new_filter() {
  archive* handle = archive_read_new();
  if (handle == nullptr) throw std::runtime_error("cannot unpack: no memory");
  archive_read_support_filter_gzip(handle);
  archive_read_support_filter_zstd(handle);
  archive_read_support_format_raw(handle);
  archive_read_support_format_empty(handle);
  return handle;
}

std::string error_of(archive* handle) {
  const char* said = archive_error_string(handle);
  return text::squeeze(text::clean(said == nullptr ? "the packed data is damaged" : said));
}

// RFC 1950 has the same deflated bytes as RFC 1952 between another head and tail; libarchive reads the latter and does
// not look at its sums.
std::string gzip_of_zlib(std::string_view zlib) {
  return std::string("\x1F\x8B\x08\0\0\0\0\0\0\3"sv) + std::string(zlib.substr(2)) + std::string(8, '\0');
}

Rejection too_large(std::size_t most) { return {"", fmt::format("unpacked it is larger than {} MB", most >> 20)}; }

bool is_zlib(std::string_view bytes) {
  if (bytes.size() < 6 || (bytes[0] & 0x0F) != 8) return false;
  return (static_cast<unsigned char>(bytes[0]) * 256 + static_cast<unsigned char>(bytes[1])) % 31 == 0;
}

}  // namespace

struct UnpackedSource::Archive {
  archive* handle = new_filter();
  Archive() = default;
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive() { archive_read_free(handle); }
};

UnpackedSource::UnpackedSource(const std::filesystem::path& path) : archive_(std::make_unique<Archive>()) {
  if (archive_read_open_filename(archive_->handle, path.c_str(), kBlock) != ARCHIVE_OK) {
    if (!std::filesystem::exists(path)) throw std::runtime_error(fmt::format("cannot read {}", path.string()));
    trouble_ = error_of(archive_->handle);
    return;
  }
  archive_entry* entry = nullptr;
  const int status = archive_read_next_header(archive_->handle, &entry);
  is_empty_ = status == ARCHIVE_EOF;
  if (status < ARCHIVE_WARN) trouble_ = error_of(archive_->handle);
}

UnpackedSource::~UnpackedSource() = default;

bool UnpackedSource::refill() {
  if (is_empty_ || !trouble_.empty()) return false;
  buffer_.resize(kBlock);
  next_ = 0;
  const la_ssize_t got = archive_read_data(archive_->handle, buffer_.data(), buffer_.size());
  if (got < 0) trouble_ = error_of(archive_->handle);
  buffer_.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return !buffer_.empty();
}

std::size_t UnpackedSource::append(std::string& bytes, std::size_t most) {
  std::size_t appended = 0;
  while (appended < most && (next_ < buffer_.size() || refill())) {
    const std::size_t piece = std::min(most - appended, buffer_.size() - next_);
    bytes.append(buffer_, next_, piece);
    next_ += piece;
    appended += piece;
  }
  return appended;
}

std::uint64_t UnpackedSource::skip(std::uint64_t bytes) {
  std::uint64_t skipped = 0;
  while (skipped < bytes && (next_ < buffer_.size() || refill())) {
    const std::uint64_t piece = std::min<std::uint64_t>(bytes - skipped, buffer_.size() - next_);
    next_ += static_cast<std::size_t>(piece);
    skipped += piece;
  }
  return skipped;
}

bool UnpackedSource::append_line(std::string& line, std::size_t most) {
  bool found = false;
  while (line.size() < most && (next_ < buffer_.size() || refill())) {
    found = true;
    const std::size_t end = buffer_.find('\n', next_);
    const std::size_t piece = std::min((end == buffer_.npos ? buffer_.size() : end + 1) - next_, most - line.size());
    line.append(buffer_, next_, piece);
    next_ += piece;
    if (line.back() == '\n') break;
  }
  return found;
}

Outcome<std::string> unpacked(std::string_view bytes, std::size_t most) {
  const std::string gzip = is_zlib(bytes) ? gzip_of_zlib(bytes) : std::string();
  if (!gzip.empty()) bytes = gzip;
  const std::unique_ptr<archive, int (*)(archive*)> handle(new_filter(), archive_read_free);
  archive_entry* entry = nullptr;
  if (archive_read_open_memory(handle.get(), bytes.data(), bytes.size()) != ARCHIVE_OK ||
      archive_read_next_header(handle.get(), &entry) < ARCHIVE_WARN)
    return Rejection{"", "it cannot be unpacked: " + error_of(handle.get())};
  std::string result, block(kBlock, '\0');
  for (;;) {
    const la_ssize_t got = archive_read_data(handle.get(), block.data(), block.size());
    if (got < 0) return Rejection{"", "it cannot be unpacked: " + error_of(handle.get())};
    if (got == 0) return result;
    if (result.size() + static_cast<std::size_t>(got) > most)
      return too_large(most);
    result.append(block, 0, static_cast<std::size_t>(got));
  }
}

Outcome<std::string> unpacked_brotli(std::string_view bytes, std::size_t most) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  if (!state) throw std::runtime_error("cannot unpack: no memory");
  std::string result, block(kBlock, '\0');
  const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  for (BrotliDecoderResult status = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT; status == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;) {
    auto* out = reinterpret_cast<std::uint8_t*>(block.data());
    std::size_t room = block.size();
    status = BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &out, nullptr);
    if (status == BROTLI_DECODER_RESULT_ERROR || status == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
      return Rejection{"", fmt::format("it cannot be unpacked: its brotli is {}", status == BROTLI_DECODER_RESULT_ERROR ? "damaged" : "cut off")};
    if (result.size() + (block.size() - room) > most) return too_large(most);
    result.append(block, 0, block.size() - room);
  }
  return result;
}

}  // namespace dispatches::articles
