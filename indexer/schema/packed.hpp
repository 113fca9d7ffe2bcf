// Bytes made smaller by Zstandard (RFC 8878). Xapian packs a document's data with zlib itself, which takes three times as long to unpack: a page of ten
// articles spent a fifth of its time there. What is packed already it leaves as it is.
#pragma once

#include <string>
#include <string_view>

namespace dispatches::schema {

// Unpacked, at most: a text of 2 MiB, its tables and room to spare.
inline constexpr std::size_t kMaxUnpackedBytes = 32u << 20;

// Appends. REQUIRES: at most kMaxUnpackedBytes.
void pack(std::string_view bytes, std::string& into);

// Throws DamagedIndex: not what pack() wrote, or too large. `packed` may come from anywhere.
std::string unpack(std::string_view packed);

}  // namespace dispatches::schema
