#include "indexer/text/suffixes.hpp"

#include <algorithm>

#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

// The text up to the separator; text and separator are taken from `rest`.
std::u32string_view next_part(std::u32string_view& rest, char32_t separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::u32string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

bool leaves_a_stem(std::u32string_view word, std::u32string_view ending, const StemShape& shape) {
  if (!word.ends_with(ending)) return false;
  const std::u32string_view stem = word.substr(0, word.size() - ending.size());
  return stem.size() >= shape.shortest && stem.find_first_of(shape.vowels) != std::u32string_view::npos;
}

}  // namespace

Letters letters_of(std::string_view word) {
  Letters letters;
  for (std::size_t at = 0; at < word.size();) letters += next_character(word, at);
  return letters;
}

std::string word_of(std::u32string_view letters) {
  std::string word;
  for (const char32_t letter : letters) append_character(word, letter);
  return word;
}

bool strip_ending(Letters& word, std::u32string_view endings, const StemShape& shape) {
  std::size_t longest = 0;
  while (!endings.empty()) {
    const std::u32string_view ending = next_part(endings, U' ');
    if (ending.size() > longest && leaves_a_stem(word, ending, shape)) longest = ending.size();
  }
  word.resize(word.size() - longest);
  return longest > 0;
}

std::u32string_view irregular_stem(std::u32string_view word, std::u32string_view lines) {
  while (!lines.empty()) {
    std::u32string_view line = next_part(lines, U'\n');
    const std::u32string_view stem = next_part(line, U' ');
    while (!line.empty()) {
      if (next_part(line, U' ') == word) return stem;
    }
  }
  return {};
}

bool replace_end(Letters& word, std::u32string_view end, std::u32string_view by) {
  if (!word.ends_with(end)) return false;
  word.resize(word.size() - end.size());
  word += by;
  return true;
}

}  // namespace dispatches::text
