// A person's name → parts with their sounds, and the keys under which spellings of one name meet, in any script: the coarse first stage of merging.
// A shared key only finds candidates (most pairs that share one are different people): whether they are the same says names/score.
// The phonetic alphabet and its tables: names/key_tables. Method: a phonetic key by own tables per script (after the idea of the consonant keys
// of the Europe Media Monitor: Steinberger, Pouliquen, "Cross-lingual named entity recognition", Lingvisticae Investigationes 30, 2007), with symbols for
// what is ambiguous while the language is unknown, and pairs of keys as blocks.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/text/fold.hpp"

namespace dispatches::names {

enum class PartRole : std::uint8_t {
  name,        // given name or surname
  patronymic,  // Іванович, Петровна: tells people apart, identifies nobody
  initial,     // W., Ю.
  ordinal,     // Jr, III, мл.: tells father and son apart
};

struct NamePart {
  std::string folded;  // as text::fold, joined parts (Abd al-Rahman) without a gap
  std::string sounds;  // 1 … 32 symbols of the phonetic alphabet
  std::string stem;    // the sounds without an ending that may be grammar (Зеленського; Latvian Džons Kerijs); else empty
  PartRole role = PartRole::name;
  bool is_fathers = false;  // "bin", "ibn" or the like stands before it
  text::Script script = text::Script::none;
  float weight = 0;                         // of all sounds (key_tables: weight)
  std::uint16_t certain = 0, possible = 0;  // bits: classes of its plain sounds; of every reading of its sounds
  std::uint8_t consonants = 0, vowels = 0;  // among the sounds; h, y and W are neither
  bool vowels_written() const { return script != text::Script::arabic && script != text::Script::hebrew; }
};

// What the rules see of a name. Titles and particles (al, bin, von, de …) are left out while two other parts remain.
struct ParsedName {
  std::vector<NamePart> parts;  // as written, at most 8; empty: the rules have nothing to say (Chinese, Japanese, Korean; no letters)
};

// Only the first 400 bytes count. REQUIRES: valid UTF-8.
ParsedName parse_name(std::string_view name);

using TokenKey = std::uint32_t;  // up to 7 sound classes, 4 bits each
using BlockKey = std::uint64_t;

// The keys of a part, 1 … 6, ascending: one for each reading of its ambiguous sounds, and for its stem.
std::vector<TokenKey> token_keys(const NamePart& part);

// Keys of a whole name, ascending, distinct, at most 256: pairs of token keys; a token key with the first sound of another part; the consonants of the whole
// name. Empty for names of a single part: a surname alone is nobody's.
std::vector<BlockKey> block_keys(const ParsedName& name);

// Letters of two adjacent parts as one: Shah Gul → Shahgul. Used where spellings part differently.
NamePart joined(const NamePart& first, const NamePart& second);

}  // namespace dispatches::names
