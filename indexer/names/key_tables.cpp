#include "indexer/names/key_tables.hpp"

#include <algorithm>
#include <span>

namespace dispatches::names {
namespace {

using std::string_view;

struct LetterSound {
  char32_t letter;
  string_view sound;
};

template <std::size_t size>
constexpr auto sorted(std::array<LetterSound, size> table) {
  std::sort(table.begin(), table.end(), [](const LetterSound& a, const LetterSound& b) { return a.letter < b.letter; });
  return table;
}

string_view sound_in(std::span<const LetterSound> table, char32_t letter) {
  const auto found = std::lower_bound(table.begin(), table.end(), letter, [](const LetterSound& a, char32_t b) { return a.letter < b; });
  return found != table.end() && found->letter == letter ? found->sound : string_view{};
}

constexpr auto kCyrillic = sorted(std::to_array<LetterSound>({
    {U'а', "a"}, {U'б', "b"}, {U'в', "v"}, {U'г', "g"}, {U'ґ', "g"}, {U'д', "d"}, {U'е', "e"}, {U'є', "e"}, {U'ё', "e"}, {U'ж', "Z"}, {U'з', "z"},
    {U'и', "i"}, {U'і', "i"}, {U'ї', "i"}, {U'й', "y"}, {U'к', "k"}, {U'л', "l"}, {U'м', "m"}, {U'н', "n"}, {U'о', "o"}, {U'п', "p"}, {U'р', "r"},
    {U'с', "s"}, {U'т', "t"}, {U'у', "u"}, {U'ў', "v"}, {U'ф', "f"}, {U'х', "x"}, {U'ц', "c"}, {U'ч', "C"}, {U'ш', "S"}, {U'щ', "S"}, {U'ы', "i"},
    {U'э', "e"}, {U'ю', "u"}, {U'я', "a"}, {U'ј', "y"}, {U'љ', "l"}, {U'њ', "n"}, {U'ћ', "C"}, {U'ђ', "Z"}, {U'џ', "Z"}, {U'ѓ', "g"}, {U'ќ', "k"},
    {U'ѕ', "z"}, {U'ә', "a"}, {U'ғ', "g"}, {U'қ', "k"}, {U'ң', "n"}, {U'ө', "o"}, {U'ұ', "u"}, {U'ү', "u"}, {U'һ', "h"}, {U'ҳ', "h"}, {U'ҷ', "Z"},
    {U'ӯ', "u"}, {U'ӣ', "i"}, {U'ҡ', "k"}, {U'ҙ', "z"}, {U'ҫ', "s"}, {U'ӑ', "a"}, {U'ӗ', "e"}, {U'ӳ', "u"},
}));

constexpr auto kArabic = sorted(std::to_array<LetterSound>({
    {U'ا', "a"}, {U'أ', "a"}, {U'إ', "i"}, {U'آ', "a"}, {U'ٱ', "a"}, {U'ؤ', "u"}, {U'ئ', "i"}, {U'ب', "H"}, {U'پ', "p"}, {U'ت', "t"}, {U'ث', "T"}, {U'ج', "G"},
    {U'چ', "C"}, {U'ح', "x"}, {U'خ', "x"}, {U'د', "d"}, {U'ذ', "D"}, {U'ر', "r"}, {U'ز', "z"}, {U'ژ', "Z"}, {U'س', "s"}, {U'ش', "S"}, {U'ص', "s"}, {U'ض', "D"},
    {U'ط', "t"}, {U'ظ', "z"}, {U'ع', "a"}, {U'غ', "g"}, {U'ف', "f"}, {U'ڤ', "v"}, {U'ق', "k"}, {U'ك', "k"}, {U'ک', "k"}, {U'گ', "g"}, {U'ل', "l"}, {U'م', "m"},
    {U'ن', "n"}, {U'ه', "h"}, {U'ة', "a"}, {U'و', "W"}, {U'ي', "i"}, {U'ی', "i"}, {U'ى', "a"}, {U'ې', "e"}, {U'ے', "e"}, {U'ۍ', "i"}, {U'ټ', "t"}, {U'ٹ', "t"},
    {U'ډ', "d"}, {U'ڈ', "d"}, {U'ړ', "r"}, {U'ڑ', "r"}, {U'ڼ', "n"}, {U'ں', "n"}, {U'څ', "c"}, {U'ځ', "z"}, {U'ښ', "S"}, {U'ږ', "Z"}, {U'ګ', "g"}, {U'ہ', "h"},
    {U'ھ', "h"}, {U'ە', "e"}, {U'ۆ', "o"}, {U'ێ', "e"}, {U'ڕ', "r"}, {U'ڵ', "l"}, {U'ڭ', "n"}, {U'ۇ', "u"}, {U'ۋ', "v"},
}));

constexpr auto kHebrew = sorted(std::to_array<LetterSound>({
    {U'א', "a"}, {U'ב', "B"}, {U'ג', "g"}, {U'ד', "d"}, {U'ה', "h"}, {U'ו', "W"}, {U'ז', "z"}, {U'ח', "x"}, {U'ט', "t"},
    {U'י', "i"}, {U'כ', "K"}, {U'ך', "K"}, {U'ל', "l"}, {U'מ', "m"}, {U'ם', "m"}, {U'נ', "n"}, {U'ן', "n"}, {U'ס', "s"},
    {U'ע', "a"}, {U'פ', "P"}, {U'ף', "f"}, {U'צ', "c"}, {U'ץ', "c"}, {U'ק', "k"}, {U'ר', "r"}, {U'ש', "S"}, {U'ת', "t"},
}));

constexpr auto kGreek = sorted(std::to_array<LetterSound>({
    {U'α', "a"}, {U'β', "v"}, {U'γ', "g"}, {U'δ', "d"}, {U'ε', "e"},  {U'ζ', "z"},  {U'η', "i"}, {U'θ', "t"}, {U'ι', "i"},
    {U'κ', "k"}, {U'λ', "l"}, {U'μ', "m"}, {U'ν', "n"}, {U'ξ', "ks"}, {U'ο', "o"},  {U'π', "p"}, {U'ρ', "r"}, {U'σ', "s"},
    {U'ς', "s"}, {U'τ', "t"}, {U'υ', "i"}, {U'φ', "f"}, {U'χ', "x"},  {U'ψ', "ps"}, {U'ω', "o"},
}));

// By the national romanisations of 2002 (Georgian) and ISO 9985 (Armenian).
constexpr auto kGeorgian = sorted(std::to_array<LetterSound>({
    {U'ა', "a"}, {U'ბ', "b"}, {U'გ', "g"}, {U'დ', "d"}, {U'ე', "e"}, {U'ვ', "v"}, {U'ზ', "z"}, {U'თ', "t"}, {U'ი', "i"}, {U'კ', "k"}, {U'ლ', "l"},
    {U'მ', "m"}, {U'ნ', "n"}, {U'ო', "o"}, {U'პ', "p"}, {U'ჟ', "Z"}, {U'რ', "r"}, {U'ს', "s"}, {U'ტ', "t"}, {U'უ', "u"}, {U'ფ', "P"}, {U'ქ', "k"},
    {U'ღ', "g"}, {U'ყ', "k"}, {U'შ', "S"}, {U'ჩ', "C"}, {U'ც', "c"}, {U'ძ', "D"}, {U'წ', "c"}, {U'ჭ', "C"}, {U'ხ', "x"}, {U'ჯ', "Z"}, {U'ჰ', "h"},
}));
constexpr auto kArmenian = sorted(std::to_array<LetterSound>({
    {U'ա', "a"}, {U'բ', "b"}, {U'գ', "g"}, {U'դ', "d"}, {U'ե', "e"}, {U'զ', "z"}, {U'է', "e"}, {U'ը', "e"}, {U'թ', "t"},  {U'ժ', "Z"},
    {U'ի', "i"}, {U'լ', "l"}, {U'խ', "x"}, {U'ծ', "c"}, {U'կ', "k"}, {U'հ', "h"}, {U'ձ', "D"}, {U'ղ', "g"}, {U'ճ', "C"},  {U'մ', "m"},
    {U'յ', "y"}, {U'ն', "n"}, {U'շ', "S"}, {U'ո', "o"}, {U'չ', "C"}, {U'պ', "p"}, {U'ջ', "Z"}, {U'ռ', "r"}, {U'ս', "s"},  {U'վ', "v"},
    {U'տ', "t"}, {U'ր', "r"}, {U'ց', "c"}, {U'ւ', "W"}, {U'փ', "p"}, {U'ք', "k"}, {U'օ', "o"}, {U'ֆ', "f"}, {U'և', "ev"},
}));

// Longest first among those that begin alike. What one language writes so and no other writes otherwise.
constexpr auto kLatinCombinations = std::to_array<Combination>({
    {"schtsch", "S"}, {"tschtsch", "S"}, {"chtch", "S"}, {"stsch", "S"}, {"shch", "S"}, {"szcz", "S"}, {"sjtj", "S"}, {"šč", "S"},   {"dsch", "Z"},
    {"tsch", "C"},    {"tsj", "C"},      {"dzh", "Z"},   {"dzs", "Z"},   {"dsj", "Z"},  {"sch", "S"},  {"tch", "C"},  {"dj", "Z"},   {"zh", "Z"},
    {"zs", "Z"},      {"dž", "Z"},       {"dź", "Z"},    {"dż", "Z"},    {"cz", "C"},   {"cs", "C"},   {"tj", "C"},   {"sh", "S"},   {"sz", "S"},
    {"sj", "S"},      {"tsh", "C"},      {"tš", "C"},    {"tsi", "Fi"},  {"tsy", "Fy"}, {"tse", "Fe"}, {"dz", "D"},   {"ts", "c"},   {"tz", "c"},
    {"kh", "x"},      {"gh", "g"},       {"ph", "f"},    {"th", "t"},    {"dh", "d"},   {"ck", "k"},   {"ch", "X"},   {"qu", "kW"},  {"^q", "Q"},
    {"^x", "X"},      {"x", "ks"},       {"gue", "ge"},  {"gui", "gi"},  {"guy", "gi"}, {"iou", "yu"}, {"eau", "o"},  {"ou$", "oW"}, {"ousk", "oWsk"},
    {"au", "aW"},     {"eu", "eW"},      {"ou", "u"},    {"oe", "u"},    {"oo", "u"},   {"ee", "i"},   {"ij", "i"},   {"yi", "i"},   {"iy", "i"},
    {"yj", "i"},      {"yy", "i"},       {"ei", "e"},    {"ff", "f"},    {"ce", "ce"},  {"ci", "ci"},  {"cy", "ci"},  {"cé", "ce"},  {"cí", "ci"},
    {"š", "S"},       {"ş", "S"},        {"ș", "S"},     {"ś", "S"},     {"ŝ", "S"},    {"ž", "Z"},    {"ź", "Z"},    {"ż", "Z"},    {"č", "C"},
    {"ć", "C"},       {"ç", "C"},        {"ĉ", "C"},     {"ţ", "c"},     {"ț", "c"},    {"ł", "l"},    {"ğ", "g"},    {"ñ", "n"},    {"ß", "s"},
    {"þ", "t"},       {"ð", "d"},        {"đ", "d"},     {"ä", "e"},     {"æ", "e"},    {"ö", "o"},    {"œ", "e"},    {"å", "o"},    {"ø", "o"},
    {"ü", "u"},       {"ı", "i"},        {"ə", "a"},
});
constexpr auto kCyrillicCombinations = std::to_array<Combination>({{"дз", "D"},
                                                                   {"дж", "Z"},
                                                                   {"це", "Fe"},
                                                                   {"тс", "c"},
                                                                   {"тш", "C"},
                                                                   {"шч", "S"},
                                                                   {"тч", "C"},
                                                                   {"ці", "Fi"},
                                                                   {"ць", "F"},
                                                                   {"ця", "Fa"},
                                                                   {"цё", "Fe"},
                                                                   {"йо", "o"},
                                                                   {"ьо", "o"},
                                                                   {"^у", "W"}});
constexpr auto kHebrewCombinations =
    std::to_array<Combination>({{"ג׳", "Z"}, {"ג'", "Z"}, {"ז׳", "Z"}, {"ז'", "Z"}, {"צ׳", "C"}, {"צ'", "C"}, {"ץ'", "C"}, {"וו", "v"}, {"ץ׳", "C"}});
constexpr auto kGreekCombinations = std::to_array<Combination>({{"ου", "u"},
                                                                {"αυ", "av"},
                                                                {"ευ", "ev"},
                                                                {"^μπ", "b"},
                                                                {"μπ", "Eb"},
                                                                {"^ντ", "d"},
                                                                {"ντ", "Ed"},
                                                                {"^γκ", "g"},
                                                                {"γκ", "Eg"},
                                                                {"γγ", "Eg"},
                                                                {"τσ", "C"},
                                                                {"τζ", "Z"},
                                                                {"αι", "e"},
                                                                {"ει", "i"},
                                                                {"οι", "i"}});

// Whether `pattern` (with ^ or $) stands at `at`.
bool fits(string_view pattern, string_view word, std::size_t at) {
  if (pattern.front() == '^' && at > 0) return false;
  if (pattern.front() == '^') pattern.remove_prefix(1);
  const bool at_end = pattern.back() == '$';
  if (at_end) pattern.remove_suffix(1);
  return word.substr(at).starts_with(pattern) && (!at_end || at + pattern.size() == word.size());
}

Combination combination_in(std::span<const Combination> table, string_view word, std::size_t at) {
  for (Combination found : table) {
    const auto first = found.letters[found.letters[0] == '^'];
    if (first != word[at] || !fits(found.letters, word, at)) continue;
    if (found.letters.front() == '^') found.letters.remove_prefix(1);
    if (found.letters.back() == '$') found.letters.remove_suffix(1);
    return found;
  }
  return {};
}

constexpr string_view kAmbiguous = "JXQBPWDTKFGHE";
constexpr std::array<Readings, 13> kReadings = {{{'y', 'Z'},
                                                 {'C', 'x'},
                                                 {'C', 'k'},
                                                 {'b', 'v'},
                                                 {'p', 'f'},
                                                 {'v', 'u'},
                                                 {'d', 'z'},
                                                 {'t', 's'},
                                                 {'k', 'x'},
                                                 {'c', 't'},
                                                 {'Z', 'g'},
                                                 {'b', 'p'},
                                                 {'n', 'E'}}};

constexpr Readings readings_of(char sound) {
  const auto at = kAmbiguous.find(sound);
  return at == string_view::npos ? Readings{sound, sound} : kReadings[at];
}

struct SoftPair {
  char one, other;
  float cost;
};
constexpr auto kSoftPairs = std::to_array<SoftPair>({
    {'k', 'g', .45f}, {'k', 'x', .30f}, {'g', 'x', .15f}, {'g', 'h', .10f}, {'x', 'h', .05f}, {'s', 'z', .15f}, {'s', 'S', .20f}, {'S', 'C', .20f},
    {'c', 'C', .25f}, {'c', 'Z', .35f}, {'z', 'Z', .15f}, {'p', 'b', .50f}, {'f', 'v', .10f}, {'b', 'v', .90f}, {'t', 'd', .40f}, {'m', 'n', .60f},
    {'l', 'r', .90f}, {'v', 'u', .30f}, {'y', 'i', .05f}, {'s', 'c', .30f}, {'z', 'c', .30f}, {'S', 'Z', .40f}, {'C', 'Z', .40f},
});
constexpr float kHardSwap = 1.4f, kVowelSwap = .15f, kAmbiguity = .05f;

constexpr float plain_swap_cost(char one, char other) {
  if (one == other) return 0;
  if (is_vowel(one) && is_vowel(other)) return kVowelSwap;
  for (const auto& pair : kSoftPairs)
    if ((pair.one == one && pair.other == other) || (pair.one == other && pair.other == one)) return pair.cost;
  return kHardSwap;
}

constexpr float computed_swap_cost(char one, char other) {
  if (one == other) return 0;
  const Readings left = readings_of(one), right = readings_of(other);
  const float least = std::min({plain_swap_cost(left.first, right.first), plain_swap_cost(left.first, right.second), plain_swap_cost(left.second, right.first),
                                plain_swap_cost(left.second, right.second)});
  const bool ambiguous = left.first != left.second || right.first != right.second;
  return std::min(kHardSwap, ambiguous && least > 0 ? least + kAmbiguity : least);
}

using CostTable = std::array<std::array<float, 64>, 64>;  // sounds are letters: 'A' … 'z'

constexpr CostTable cost_table() {
  CostTable table{};
  for (char one = 'A'; one <= 'z'; ++one)
    for (char other = 'A'; other <= 'z'; ++other)
      table[static_cast<std::size_t>(one - 'A')][static_cast<std::size_t>(other - 'A')] = computed_swap_cost(one, other);
  return table;
}
constexpr CostTable kSwapCosts = cost_table();

constexpr auto kClasses = [] {
  constexpr string_view kMembers = "pb fv szSZCc kgxhq t d m n l r";
  std::array<std::uint8_t, 64> classes{};
  std::uint8_t number = 2;
  for (const char sound : kMembers) {
    if (sound == ' ')
      ++number;
    else
      classes[static_cast<std::size_t>(sound - 'A')] = number;
  }
  return classes;
}();

}  // namespace

Readings readings(char sound) { return readings_of(sound); }

string_view cyrillic_sound(char32_t letter) { return sound_in(kCyrillic, letter); }
string_view arabic_sound(char32_t letter) { return sound_in(kArabic, letter); }
string_view hebrew_sound(char32_t letter) { return sound_in(kHebrew, letter); }
string_view greek_sound(char32_t letter) { return sound_in(kGreek, letter); }
string_view georgian_sound(char32_t letter) { return sound_in(kGeorgian, letter); }
string_view armenian_sound(char32_t letter) { return sound_in(kArmenian, letter); }

Combination latin_combination(string_view word, std::size_t at) { return combination_in(kLatinCombinations, word, at); }
Combination cyrillic_combination(string_view word, std::size_t at) { return combination_in(kCyrillicCombinations, word, at); }
Combination hebrew_combination(string_view word, std::size_t at) { return combination_in(kHebrewCombinations, word, at); }
Combination greek_combination(string_view word, std::size_t at) { return combination_in(kGreekCombinations, word, at); }

char latin_sound(char letter) {
  constexpr string_view kSounds = "abkdefghiJklmnopkrstuvWxyz";  // of a … z; x is a combination: ks
  return letter >= 'a' && letter <= 'z' ? kSounds[static_cast<std::size_t>(letter - 'a')] : '\0';
}

char32_t cyrillic_look_alike(char32_t latin) {
  constexpr std::u32string_view kLatin = U"aeopcxyikmhtbĸ", kLooks = U"аеорсхуікмнтвк";
  const auto at = kLatin.find(latin);
  return at == std::u32string_view::npos ? 0 : kLooks[at];
}

float swap_cost(char one, char other) { return kSwapCosts[static_cast<std::size_t>(one - 'A') & 63][static_cast<std::size_t>(other - 'A') & 63]; }

float missing_cost(char sound, bool last, bool vowels_unwritten) {
  if (is_vowel(sound)) return vowels_unwritten ? .03f : .28f;
  if (sound == 'y') return .1f;
  if (sound == 'E') return .15f;
  if (sound == 'h' || sound == 'W' || sound == 'J') return .3f;
  return sound == 's' && last ? .4f : 1.15f;
}

float least_cost_of_class(std::uint8_t sound_class) {
  constexpr std::array<float, 12> kLeast = {0, 0, .5f, .9f, 1.15f, 1.15f, .4f, .4f, .6f, .6f, .9f, .9f};  // P V S K T D M N L R: swaps across classes
  return kLeast[sound_class];
}

float weight(char sound) {
  if (is_vowel(sound) || sound == 'y' || sound == 'h') return .4f;
  return sound == 'W' || sound == 'J' ? .7f : sound == 'E' ? .3f : 1.f;
}

std::uint8_t sound_class(char sound) { return kClasses[static_cast<std::size_t>(sound - 'A') & 63]; }

}  // namespace dispatches::names
