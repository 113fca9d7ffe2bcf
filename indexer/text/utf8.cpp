#include "indexer/text/utf8.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstring>
#include <stdexcept>

namespace dispatches::text {
namespace {

constexpr char32_t replacement = 0xFFFD;

// The length of the run of ASCII bytes at the start, eight at a time.
std::size_t ascii_run(std::string_view bytes) {
  constexpr std::uint64_t high_bits = 0x8080808080808080u;
  std::size_t at = 0;
  for (std::uint64_t eight; at + sizeof eight <= bytes.size(); at += sizeof eight) {
    std::memcpy(&eight, bytes.data() + at, sizeof eight);
    if (eight & high_bits) break;
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
  return at;
}

// The character at `offset`, which is moved behind it; U_SENTINEL (-1) for an invalid sequence.
UChar32 next_or_sentinel(std::string_view bytes, std::size_t& offset) {
  const auto* start = reinterpret_cast<const std::uint8_t*>(bytes.data());
  UChar32 character;
  U8_NEXT(start, offset, bytes.size(), character);
  return character;
}

bool is_removed(char32_t c) {
  return c == 0xAD || c == 0x61C || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         c == 0x2060 || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

// The length of the run of bytes at the start that clean() leaves as they are: printable ASCII, \n, \t.
std::size_t ordinary_run(std::string_view bytes) {
  std::size_t at = 0;
  for (; at < bytes.size(); ++at) {
    const auto c = static_cast<unsigned char>(bytes[at]);
    if (c - 0x20u >= 0x5Fu && c != '\n' && c != '\t') break;
  }
  return at;
}

void append_control(std::string& cleaned, char c, bool before_line_feed) {
  if (c != '\r')
    cleaned += ' ';
  else if (!before_line_feed)
    cleaned += '\n';
}

// Valid, without what clean() drops, not yet normalised.
std::string without_controls(std::string_view bytes) {
  std::string cleaned;
  cleaned.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t run = ordinary_run(bytes.substr(at));
    cleaned.append(bytes, at, run);
    at += run;
    if (at == bytes.size()) break;
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      append_control(cleaned, bytes[at], at + 1 < bytes.size() && bytes[at + 1] == '\n');
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const UChar32 character = next_or_sentinel(bytes, at);
    if (character < 0) {
      append_character(cleaned, replacement);
    } else if (character < 0xA0) {
      cleaned += ' ';  // the C1 controls
    } else if (character == 0x2028 || character == 0x2029) {
      cleaned += '\n';
    } else if (!is_removed(static_cast<char32_t>(character))) {
      cleaned.append(bytes, begin, at - begin);
    }
  }
  return cleaned;
}

std::string nfc(std::string text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("loading ICU's normalisation data: reinstall libicu72");
  if (normalizer->isNormalizedUTF8(text, status) && U_SUCCESS(status)) return text;
  std::string normalised;
  icu::StringByteSink<std::string> sink(&normalised, static_cast<std::int32_t>(text.size()));
  normalizer->normalizeUTF8(0, text, sink, nullptr, status);
  if (U_FAILURE(status)) throw std::runtime_error("normalising a text to NFC");
  return normalised;
}

bool is_space_at(std::string_view text, std::size_t at, std::size_t& end) {
  const char c = text[at];
  end = at + 1;
  if (static_cast<unsigned char>(c) < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  end = at;
  return u_isUWhiteSpace(static_cast<UChar32>(next_character(text, end)));
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    at += ascii_run(bytes.substr(at));
    if (at < bytes.size() && next_or_sentinel(bytes, at) < 0) return false;
  }
  return true;
}

std::string clean(std::string_view bytes) {
  // A CRLF that a removed character stood in comes out as two line breaks, not as a CR: one pass is enough.
  std::string cleaned = without_controls(bytes);
  return ascii_run(cleaned) == cleaned.size() ? cleaned : nfc(std::move(cleaned));
}

std::string_view prefix(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  while (max_bytes > 0 && U8_IS_TRAIL(static_cast<std::uint8_t>(text[max_bytes]))) --max_bytes;
  return text.substr(0, max_bytes);
}

std::size_t length(std::string_view text) {
  std::size_t characters = 0;
  for (const char c : text) characters += !U8_IS_TRAIL(static_cast<std::uint8_t>(c));
  return characters;
}

char32_t next_character(std::string_view text, std::size_t& offset) {
  const UChar32 character = next_or_sentinel(text, offset);
  return character < 0 ? replacement : static_cast<char32_t>(character);
}

void append_character(std::string& text, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = replacement;
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
  } else if (c < 0x10000) {
    text += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
             static_cast<char>(0x80 | (c & 0x3F))};
  } else {
    text += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
             static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  }
}

std::string squeeze(std::string_view text) {
  std::string squeezed;
  squeezed.reserve(text.size());
  bool space_before = false;
  for (std::size_t at = 0, end = 0; at < text.size(); at = end) {
    if (is_space_at(text, at, end)) {
      space_before = true;
      continue;
    }
    if (space_before && !squeezed.empty()) squeezed += ' ';
    space_before = false;
    squeezed.append(text, at, end - at);
  }
  return squeezed;
}

std::string_view trim(std::string_view text) {
  std::size_t begin = 0, end = text.size();
  for (std::size_t next = 0; begin < text.size() && is_space_at(text, begin, next);) begin = next;
  while (end > begin) {
    std::size_t last = end - 1, next = 0;
    while (last > begin && U8_IS_TRAIL(static_cast<std::uint8_t>(text[last]))) --last;
    if (!is_space_at(text, last, next)) break;
    end = last;
  }
  return text.substr(begin, end - begin);
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string made;
  made.reserve(text.size());
  for (std::size_t at; (at = text.find(from)) != std::string_view::npos; text.remove_prefix(at + from.size())) {
    made.append(text.substr(0, at)).append(to);
  }
  return made.append(text);
}

}  // namespace dispatches::text
