// Dates that count from the day they were written: "yesterday", "2 години тому". Counts in digits, as pages write them.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "indexer/text/fold.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

using namespace std::string_view_literals;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// How a language counts back. Words as fold() leaves them; several parted by spaces.
struct Counting {
  std::string_view before,
      behind;  // "il y a 2 heures", "2 hours ago": one of them, words between which the count stands
  std::string_view one, minute, hour, day;
  bool needs_count = true;  // "an hour ago", but "годину тому"
};
constexpr std::array<Counting, 10> countings{{
    {"", "ago", "a an one", "minute minutes min mins", "hour hours hr hrs", "day days"},
    {"", "тому", "одну один", "хвилина хвилину хвилини хвилин хв", "година годину години годин год", "день дні днів",
     false},
    {"", "назад", "одну один", "минута минуту минуты минут мин", "час часа часов ч", "день дня днеи", false},
    {"vor", "", "einer einem", "minute minuten min", "stunde stunden std", "tag tagen"},
    {"il y a", "", "un une", "minute minutes min", "heure heures h", "jour jours j"},
    {"hace", "", "un una", "minuto minutos min", "hora horas h", "dia dias"},
    {"", "temu", "jedna jeden", "minuta minute minuty minut min", "godzina godzine godziny godzin godz", "dzien dni",
     false},
    {"قبل", "", "", "دقيقة دقائق", "ساعة ساعات", "يوم ايام", false},
    {"منذ", "", "", "دقيقة دقائق", "ساعة ساعات", "يوم ايام", false},
    {"há", "", "um uma", "minuto minutos", "hora horas", "dia dias"},
}};

constexpr std::string_view today =
    "today сьогодні сегодня heute aujourd'hui hoy dzisiaj dziś dzis اليوم сёння днес hoje oggi";
constexpr std::string_view yesterday = "yesterday вчора учора вчера gestern hier ayer wczoraj أمس امس учора ontem ieri";
constexpr std::string_view before_yesterday = "позавчора позавчера vorgestern avant-hier anteayer przedwczoraj";

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

bool holds(std::string_view words, std::string_view word) {
  const auto all = words_of(words);
  return std::any_of(all.begin(), all.end(), [&](std::string_view one) { return fold(one) == word; });
}

// "2 hours": absent if it is no count in that language. Counts of a thousand days are no news.
std::optional<seconds> length_in(const std::vector<std::string_view>& words, const Counting& counting) {
  if (words.empty() || words.size() > 2) return std::nullopt;
  if (words.size() == 1 && counting.needs_count) return std::nullopt;
  int count = 1;
  if (words.size() == 2 && !holds(counting.one, words[0])) {
    const bool is_number = words[0].size() <= 3 &&
                           std::all_of(words[0].begin(), words[0].end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) return std::nullopt;
    count = std::stoi(std::string(words[0]));
  }
  if (holds(counting.minute, words.back())) return minutes(count);
  if (holds(counting.hour, words.back())) return hours(count);
  if (holds(counting.day, words.back())) return days(count);
  return std::nullopt;
}

std::optional<seconds> counted_back(std::string_view folded) {
  for (const Counting& counting : countings) {
    std::string_view rest = folded;
    const std::string before = fold(counting.before), behind = fold(counting.behind);
    if (!rest.starts_with(before) || !rest.ends_with(behind) || rest.size() < before.size() + behind.size()) continue;
    rest.remove_prefix(before.size());
    rest.remove_suffix(behind.size());
    if (const auto length = length_in(words_of(rest), counting)) return length;
  }
  return std::nullopt;
}

std::optional<int> days_back(std::string_view word) {
  if (holds(today, word)) return 0;
  if (holds(yesterday, word)) return 1;
  if (holds(before_yesterday, word)) return 2;
  return std::nullopt;
}

Date day_of(sys_seconds moment) {
  return {std::chrono::floor<days>(moment), Precision::day};
}

}  // namespace

std::optional<Date> parse_relative_date(std::string_view stated, const Date& reference, std::string_view zone) {
  if (stated.size() > 80 || reference.precision > Precision::day) return std::nullopt;
  const std::string folded = fold(squeeze(stated));
  if (const auto length = counted_back(folded)) {
    if (*length < days(1) && reference.precision != Precision::time) return std::nullopt;
    return day_of(reference.start - *length);
  }
  const std::size_t end = std::min(folded.find_first_of(" ,"), folded.size());
  const auto back = days_back(std::string_view(folded).substr(0, end));
  if (!back) return std::nullopt;
  const Date day = day_of(reference.start - days(*back));
  if (folded.find_first_of("0123456789", end) == folded.npos)
    return end == folded.size() ? std::optional(day) : std::nullopt;
  return parse_written_date(format_date(day) + folded.substr(end), zone);
}

}  // namespace dispatches::text
