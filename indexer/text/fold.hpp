// Folding: the form of a word in which spellings that differ only in case and marks are equal. Both ends use it: terms of the index
// and words of a query, names of the catalogue and words of an article.
// NFKC casefold (UAX #15, Unicode 15), then by script: Latin and Greek lose marks (é→e, ł→l, ø→o, ß→ss, ə→e); Cyrillic only ё→е, ґ→г, and
// loose stress marks (за́мок); Arabic loses tatweel and harakat, alef forms → ا, ى ی→ي, ک→ك, ة→ه; Hebrew loses niqqud and gershayim (צה״ל).
// Digits of all scripts become 0–9. Apostrophes (' ’ ‘ ʼ ʹ ′ ` ´) go: п'ять → пять, O’Neill → oneill.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dispatches::text {

// Idempotent.
std::string fold(std::string_view text);

// Case folded, marks kept: what `spelling=exact` compares.
std::string fold_case(std::string_view text);

enum class Script : std::uint8_t { none, latin, cyrillic, greek, arabic, hebrew, han, kana, hangul, other };

// The script of the first letter; none if there is no letter.
Script script_of(std::string_view text);
std::string_view script_name(Script script);  // "Latn", "Cyrl" … (ISO 15924); "Zyyy" for none and other

// True if the first letter is a capital (Lu, Lt). False for scripts without case.
bool is_capitalised(std::string_view word);
// True if there are at least two letters and all of them are capitals: NATO, США.
bool is_all_capitals(std::string_view word);

// A readable slug for ids: Latin by transliteration, [a-z0-9-]+, at most 60 bytes; empty if nothing remains.
std::string slug(std::string_view text);

}  // namespace dispatches::text
