// Bytes from outside → text of the house: valid UTF-8 in NFC without control characters. Everything that is indexed, stored,
// compared or shown came through clean() (or through decode(), which ends in it).
// All functions are pure and may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dispatches::text {

bool is_valid_utf8(std::string_view bytes);

// NFC; NUL and control characters (but \n and \t) become spaces; CRLF and CR become \n; soft hyphens, zero-width spaces, BOMs and bidi
// controls go (ZWNJ and ZWJ stay); the Unicode line and paragraph separators become \n. Invalid sequences become U+FFFD. Idempotent.
std::string clean(std::string_view bytes);

// Bytes in some encoding → clean text. `declared` is what the input says of itself (a charset name, or empty). In order: BOM; UTF-16 that lost it; declared, read
// as browsers read the label (ISO-8859-1 is windows-1252), unless it has one byte a character and the bytes are valid UTF-8; UTF-8 if valid
// or damaged in a few places only; else by where letters lie and ICU's detector. `encoding_used`, if given, gets the usual name ("UTF-8", "windows-1251").
std::string decode(std::string_view bytes, std::string_view declared = {}, std::string* encoding_used = nullptr);

// The longest prefix of at most `max_bytes` that does not split a character.
std::string_view prefix(std::string_view text, std::size_t max_bytes);

// Number of characters (code points). REQUIRES: valid UTF-8.
std::size_t length(std::string_view text);

// The character at `offset`, which is moved behind it. REQUIRES: valid UTF-8, offset < text.size().
char32_t next_character(std::string_view text, std::size_t& offset);
void append_character(std::string& text, char32_t character);

// White space at both ends off; runs of white space inside (line breaks too) become one space.
std::string squeeze(std::string_view text);
std::string_view trim(std::string_view text);

// Every `from` replaced by `to`. REQUIRES: `from` is not empty.
std::string replaced(std::string_view text, std::string_view from, std::string_view to);

}  // namespace dispatches::text
