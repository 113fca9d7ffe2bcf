#include "indexer/schema/fields.hpp"

#include <fmt/format.h>

#include <cstdint>

#include "indexer/text/utf8.hpp"

namespace dispatches::schema {

namespace {

// FNV-1a, 64 bits (Fowler, Noll, Vo): stable over machines and versions, which std::hash is not.
std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (unsigned char byte : text) hash = (hash ^ byte) * 1099511628211ULL;
  return hash;
}

}  // namespace

std::string make_term(Term kind, std::string_view text) {
  std::string term(prefix_of(kind));
  if (term.size() + text.size() <= kMaxTermBytes) return term.append(text);
  const std::string tail = fmt::format("~{:016x}", stable_hash(text));
  term += text::prefix(text, kMaxTermBytes - term.size() - tail.size());
  return term + tail;
}

}  // namespace dispatches::schema
