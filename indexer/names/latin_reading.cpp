#include "indexer/names/latin_reading.hpp"

#include <algorithm>
#include <array>

#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::names {

namespace {

struct Letter {
  char32_t letter;
  std::string_view ukrainian, russian;
};

constexpr std::array<Letter, 46> kLetters = {{
    {U'а', "a", "a"},    {U'б', "b", "b"},    {U'в', "v", "v"},   {U'г', "h", "g"},   {U'ґ', "g", "g"},   {U'д', "d", "d"},   {U'е', "e", "e"},
    {U'ё', "e", "e"},    {U'є', "ye", "e"},   {U'ж', "zh", "zh"}, {U'з', "z", "z"},   {U'и', "y", "i"},   {U'і', "i", "i"},   {U'ї', "yi", "i"},
    {U'й', "i", "y"},    {U'к', "k", "k"},    {U'л', "l", "l"},   {U'м', "m", "m"},   {U'н', "n", "n"},   {U'о', "o", "o"},   {U'п', "p", "p"},
    {U'р', "r", "r"},    {U'с', "s", "s"},    {U'т', "t", "t"},   {U'у', "u", "u"},   {U'ў', "w", "u"},   {U'ф', "f", "f"},   {U'х', "kh", "kh"},
    {U'ц', "ts", "ts"},  {U'ч', "ch", "ch"},  {U'ш', "sh", "sh"}, {U'щ', "shch", "shch"}, {U'ъ', "", ""}, {U'ы', "y", "y"},   {U'ь', "", ""},
    {U'э', "e", "e"},    {U'ю', "iu", "yu"},  {U'я', "ia", "ya"}, {U'ј', "j", "j"},   {U'љ', "lj", "lj"}, {U'њ', "nj", "nj"}, {U'ћ', "c", "c"},
    {U'ђ', "dj", "dj"},  {U'џ', "dz", "dz"},  {U'ѓ', "gj", "gj"}, {U'ќ', "kj", "kj"},
}};

// At a word's begin Ukrainian softens with a y: Юлія, Yuliia; Єрмак, Yermak; Йосип, Yosyp.
std::string_view at_begin(char32_t letter) {
  switch (letter) {
    case U'ю': return "yu";
    case U'я': return "ya";
    case U'й': return "y";
    default: return {};
  }
}

std::string cyrillic_reading(std::string_view folded, bool ukrainian) {
  std::string reading;
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = text::next_character(folded, at);
    const auto known = std::find_if(kLetters.begin(), kLetters.end(), [&](const Letter& letter) { return letter.letter == c; });
    const bool begins = reading.empty() || reading.back() == ' ';
    if (known == kLetters.end()) text::append_character(reading, c);
    else if (ukrainian && begins && !at_begin(c).empty()) reading += at_begin(c);
    else reading += ukrainian ? known->ukrainian : known->russian;
  }
  return reading;
}

}  // namespace

std::vector<std::string> latin_readings(std::string_view folded) {
  const text::Script script = text::script_of(folded);
  if (script == text::Script::none || script == text::Script::latin) return {};
  if (script != text::Script::cyrillic) {
    std::string reading = text::slug(folded);
    std::replace(reading.begin(), reading.end(), '-', ' ');
    return reading.empty() ? std::vector<std::string>() : std::vector<std::string>{std::move(reading)};
  }
  std::string ukrainian = cyrillic_reading(folded, true), russian = cyrillic_reading(folded, false);
  if (ukrainian == russian) return {std::move(russian)};
  return {std::move(ukrainian), std::move(russian)};
}

}  // namespace dispatches::names
