// Packs small inputs for the tests of archives: tar, zip, gzip, zstd, brotli.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <brotli/encode.h>

#include <string>
#include <utility>
#include <vector>

namespace dispatches::tests {

using Files = std::vector<std::pair<std::string, std::string>>;

namespace packing {
inline la_ssize_t append(archive*, void* to, const void* bytes, std::size_t size) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}
inline std::string finish(archive* handle, const Files& files) {
  std::string packed;
  archive_write_set_bytes_in_last_block(handle, 1);
  archive_write_open(handle, &packed, nullptr, append, nullptr);
  for (const auto& [name, bytes] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(handle, entry);
    archive_write_data(handle, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_free(handle);
  return packed;
}
}  // namespace packing

inline std::string zip(const Files& files) {
  archive* handle = archive_write_new();
  archive_write_set_format_zip(handle);
  return packing::finish(handle, files);
}
inline std::string tar(const Files& files) {
  archive* handle = archive_write_new();
  archive_write_set_format_ustar(handle);
  return packing::finish(handle, files);
}
inline std::string gzip(const std::string& bytes) {
  archive* handle = archive_write_new();
  archive_write_set_format_raw(handle);
  archive_write_add_filter_gzip(handle);
  return packing::finish(handle, {{"x", bytes}});
}
inline std::string brotli(const std::string& bytes) {
  std::string packed(BrotliEncoderMaxCompressedSize(bytes.size()), '\0');
  std::size_t size = packed.size();
  BrotliEncoderCompress(BROTLI_MIN_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                        reinterpret_cast<std::uint8_t*>(packed.data()));
  packed.resize(size);
  return packed;
}
inline std::string zstd(const std::string& bytes) {
  archive* handle = archive_write_new();
  archive_write_set_format_raw(handle);
  archive_write_add_filter_zstd(handle);
  return packing::finish(handle, {{"x", bytes}});
}

}  // namespace dispatches::tests
