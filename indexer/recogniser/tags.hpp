// The tags of the recogniser: every word of a text is outside all names, or the begin, the inside or the last word of
// one of several words, or a name by itself (BILOU), of one of four types. Internal to this room.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dispatches::recogniser {

using Tag = std::uint8_t;

// `other` (peoples, events, works) is told apart so that it is not taken for one of the rest; it is never shown.
enum class NameType : std::uint8_t { person, org, place, other };
enum class TagPart : std::uint8_t { begin, inside, last, unit };

inline constexpr Tag kOutside = 0;
inline constexpr std::size_t kNameTypes = 4;
inline constexpr std::size_t kTags = 1 + 4 * kNameTypes;
inline constexpr std::array<std::string_view, kNameTypes> kNameTypeLabels = {"PER", "ORG", "LOC", "MISC"};

constexpr Tag tag_of(NameType type, TagPart part) {
  return static_cast<Tag>(1 + 4 * static_cast<int>(type) + static_cast<int>(part));
}
constexpr NameType type_of(Tag tag) {  // REQUIRES: not kOutside
  return static_cast<NameType>((tag - 1) / 4);
}
constexpr TagPart part_of(Tag tag) {  // REQUIRES: not kOutside
  return static_cast<TagPart>((tag - 1) % 4);
}
constexpr bool opens_name(Tag tag) {
  return tag != kOutside && (part_of(tag) == TagPart::begin || part_of(tag) == TagPart::unit);
}
constexpr bool closes_name(Tag tag) {
  return tag != kOutside && (part_of(tag) == TagPart::last || part_of(tag) == TagPart::unit);
}
// Whether `next` may stand behind `tag`: a name that was begun is ended.
constexpr bool may_follow(Tag tag, Tag next) {
  const bool open = tag != kOutside && !closes_name(tag);
  if (!open) return next == kOutside || opens_name(next);
  return next != kOutside && !opens_name(next) && type_of(tag) == type_of(next);
}

}  // namespace dispatches::recogniser
