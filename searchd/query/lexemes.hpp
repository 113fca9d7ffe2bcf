// The first step of reading a question: characters → words, quoted words, brackets and operators. What they mean together is syntax.cpp's.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dispatches::query {

enum class LexemeKind : std::uint8_t { word, quoted, open, close, minus, negation, alternative, conjunction, near, dates };

struct Lexeme {
  LexemeKind kind = LexemeKind::word;
  std::string field;              // of word, quoted and open: "title" in title:nato; else empty
  std::string text;               // as typed, without field, quotes and operators
  std::size_t distance = 0;       // of near
  std::optional<std::chrono::sys_days> from, to;  // of dates, inclusive
  bool joined = false;            // of word: several that stand side by side, see syntax.cpp
};

// Any text gives lexemes. `notes` gets a sentence for what had to be read otherwise than typed. Pure; any thread.
std::vector<Lexeme> lexemes(std::string_view q, std::vector<std::string>& notes);

// "2025-12-01..2025-12-15", "2025-12..", "..2025": the first and the last day; absent if it is no such range.
std::optional<Lexeme> date_range(std::string_view text);

}  // namespace dispatches::query
