#include "indexer/entities/mo_file.hpp"

#include <algorithm>
#include <optional>

#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

constexpr std::uint32_t kMagic = 0x950412de, kMagicTurned = 0xde120495;
constexpr std::size_t kHeaderBytes = 28, kEntryBytes = 8;  // an entry: length and offset of a string

// Numbers of 32 bits at places that may be anywhere.
class Numbers {
 public:
  explicit Numbers(std::string_view bytes) : bytes_(bytes) {}

  void turn() { turned_ = true; }
  // REQUIRES: offset + 4 <= bytes.
  std::uint32_t at(std::size_t offset) const {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
      number |= std::uint32_t{static_cast<unsigned char>(bytes_[offset + i])} << 8 * (turned_ ? 3 - i : i);
    return number;
  }

 private:
  std::string_view bytes_;
  bool turned_ = false;
};

bool lies_inside(std::uint64_t begin, std::uint64_t bytes, std::size_t size) { return begin <= size && bytes <= size - begin; }

}  // namespace

Outcome<MoFile> MoFile::parse(std::string bytes, const std::string& where) {
  const auto reject = [&](const char* reason) { return Rejection{where, reason}; };
  if (bytes.size() > kMaxMoBytes) return reject("the file has more than 16 MB");
  if (bytes.size() < kHeaderBytes) return reject("the file is too short for a message catalogue");
  Numbers numbers(bytes);
  if (numbers.at(0) == kMagicTurned) numbers.turn();
  if (numbers.at(0) != kMagic) return reject("this is no message catalogue");
  if (numbers.at(4) >> 16 != 0) return reject("the message catalogue has an unknown revision");
  const std::size_t count = numbers.at(8), ids = numbers.at(12), texts = numbers.at(16);
  if (!lies_inside(ids, count * kEntryBytes, bytes.size()) || !lies_inside(texts, count * kEntryBytes, bytes.size()))
    return reject("a table of strings leads out of the file");

  const auto extent = [&](std::size_t table, std::size_t number) -> std::optional<Extent> {
    const auto at = table + number * kEntryBytes;
    const Extent read{numbers.at(at + 4), numbers.at(at)};
    if (!lies_inside(read.begin, read.bytes, bytes.size())) return std::nullopt;
    return read;
  };
  MoFile file;
  file.messages_.reserve(count);
  std::uint64_t in_all = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto id = extent(ids, i), text = extent(texts, i);
    if (!id || !text) return reject("a string leads out of the file");
    in_all += std::uint64_t{id->bytes} + text->bytes;
    if (in_all > bytes.size()) return reject("the strings lie over one another");
    file.messages_.push_back({*id, *text});
  }
  file.bytes_ = std::move(bytes);
  std::string_view last;
  for (const Extents& message : file.messages_) {
    const auto id = file.cut(message.id), text = file.cut(message.text);
    if (id.find('\0') != id.npos || text.find('\0') != text.npos) return reject("a message has a zero byte in it");
    if (!text::is_valid_utf8(id) || !text::is_valid_utf8(text)) return reject("a message is not in UTF-8");
    if (&message != file.messages_.data() && id <= last) return reject("the ids are not in order");
    last = id;
  }
  return file;
}

MoFile::Message MoFile::message(std::size_t number) const {
  return {cut(messages_[number].id), cut(messages_[number].text)};
}

std::string_view MoFile::text(std::string_view id) const {
  const auto found = std::lower_bound(messages_.begin(), messages_.end(), id,
                                      [this](const Extents& one, std::string_view asked) { return id_of(one) < asked; });
  return found != messages_.end() && id_of(*found) == id ? cut(found->text) : std::string_view();
}

}  // namespace dispatches::entities
