#include "indexer/schema/packed.hpp"

#include <zstd.h>

#include <cassert>
#include <memory>
#include <new>

#include "indexer/schema/encoding.hpp"

namespace dispatches::schema {

namespace {

constexpr int kLevel = 3;  // higher ones gain 1.5 % on articles of 3 kB and take up to six times as long

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// Scratch memory of 160 kB each, kept by every thread: to make it anew costs more than to unpack an article.
ZSTD_CCtx& packing() {
  static thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  return *context;
}

ZSTD_DCtx& unpacking() {
  static thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  if (!context) throw std::bad_alloc();
  return *context;
}

[[noreturn]] void damaged() { throw DamagedIndex("stored data is damaged (packed); run 'indexer check', then restore a backup"); }

}  // namespace

void pack(std::string_view bytes, std::string& into) {
  assert(bytes.size() <= kMaxUnpackedBytes);
  const std::size_t begin = into.size();
  into.resize(begin + ZSTD_compressBound(bytes.size()));
  const std::size_t size = ZSTD_compressCCtx(&packing(), into.data() + begin, into.size() - begin, bytes.data(), bytes.size(), kLevel);
  if (ZSTD_isError(size)) throw std::bad_alloc();
  into.resize(begin + size);
}

std::string unpack(std::string_view packed) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > kMaxUnpackedBytes) damaged();
  std::string bytes(size, '\0');
  if (ZSTD_decompressDCtx(&unpacking(), bytes.data(), bytes.size(), packed.data(), packed.size()) != size) damaged();
  return bytes;
}

}  // namespace dispatches::schema
