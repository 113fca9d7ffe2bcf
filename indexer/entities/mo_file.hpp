// A GNU gettext message catalogue (.mo): id → text. Read as what it is, a file of somebody else's: every offset is checked before it is used, and
// a file with anything wrong in it is refused whole. Immutable; may be shared by threads. Internal to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/outcome.hpp"

namespace dispatches::entities {

inline constexpr std::size_t kMaxMoBytes = 16 << 20;  // the largest of Debian's with names of places has 1.1 MB

class MoFile {
 public:
  struct Message {
    std::string_view id, text;  // live as long as the MoFile
  };

  // `where` is for the Rejection. Wants: the magic number in either byte order, revision 0.x, all strings inside the file and in UTF-8, ids
  // ascending (GNU gettext manual, "The Format of GNU MO Files"; msgfmt sorts them). Messages with plural forms are not for this reader: refused.
  static Outcome<MoFile> parse(std::string bytes, const std::string& where);

  std::size_t size() const { return messages_.size(); }
  Message message(std::size_t number) const;      // ascending by id. REQUIRES: number < size()
  std::string_view text(std::string_view id) const;  // empty if there is none

 private:
  struct Extent {
    std::uint32_t begin, bytes;
  };
  struct Extents {
    Extent id, text;
  };

  std::string_view cut(Extent extent) const { return std::string_view(bytes_).substr(extent.begin, extent.bytes); }
  std::string_view id_of(const Extents& extents) const { return cut(extents.id); }

  std::string bytes_;
  std::vector<Extents> messages_;
};

}  // namespace dispatches::entities
