// Quotation marks of one section of a text, paired: “ ” „ “ « » » « ‚ ‘ ‹ › 「 」 and the straight ones. Marks inside a quotation belong to
// it; apostrophes are none. Linear in the text whatever stands in it. Pure; any thread. Internal to this room.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace dispatches::quotes {

// One outermost quotation: bytes [begin, end) between its marks, which stand in [open, begin) and [end, close).
struct QuotedSpan {
  std::uint32_t open = 0, begin = 0, end = 0, close = 0;
  bool closed = true;  // false: it runs to the end of the section
};

// Of text[begin, end), appended in order, not overlapping. At most the last of them is not closed.
void find_quoted(std::string_view text, std::uint32_t begin, std::uint32_t end, std::vector<QuotedSpan>& into);

// Whether the section opens with the same mark that opened `earlier`: the next paragraph of a quotation of several.
bool opens_alike(std::string_view text, std::uint32_t section, const QuotedSpan& earlier);

}  // namespace dispatches::quotes
