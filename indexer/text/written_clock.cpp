// Times of day of people.
#include "indexer/text/written_clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/base/ascii.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

using namespace std::string_view_literals;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// In lower case. Zones of one offset; what parse_date knows too, and what newspapers write besides.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> offsets{
    {{"z", "+00:00"},   {"utc", "+00:00"},  {"gmt", "+00:00"},  {"ut", "+00:00"},   {"wet", "+00:00"},
     {"bst", "+01:00"}, {"cet", "+01:00"},  {"mez", "+01:00"},  {"cest", "+02:00"}, {"mesz", "+02:00"},
     {"eet", "+02:00"}, {"eest", "+03:00"}, {"msk", "+03:00"},  {"мск", "+03:00"},  {"trt", "+03:00"},
     {"est", "-05:00"}, {"edt", "-04:00"},  {"cst", "-06:00"},  {"cdt", "-05:00"},  {"mst", "-07:00"},
     {"mdt", "-06:00"}, {"pst", "-08:00"},  {"pdt", "-07:00"},  {"hkt", "+08:00"},  {"sgt", "+08:00"},
     {"jst", "+09:00"}, {"kst", "+09:00"},  {"aest", "+10:00"}, {"aedt", "+11:00"}, {"грінвіч", "+00:00"}}};
// Zones whose offset depends on the day.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> zones{
    {{"et", "America/New_York"}, {"ct", "America/Chicago"}, {"mt", "America/Denver"}, {"pt", "America/Los_Angeles"}}};
constexpr std::array fillers{"uhr"sv, "h"sv, "hs"sv, "hrs"sv, "hours"sv, "год"sv, "ч"sv, "heures"sv};
constexpr std::array mornings{"am"sv, "a.m"sv, "ص"sv, "صباحا"sv};
constexpr std::array evenings{"pm"sv, "p.m"sv, "م"sv, "مساء"sv};

template <std::size_t N>
std::string_view named(const std::array<std::pair<std::string_view, std::string_view>, N>& names,
                       std::string_view name) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.first == name; });
  return found == names.end() ? ""sv : found->second;
}

class ClockReader {
 public:
  explicit ClockReader(std::string_view text) : text_(fold_case(trim(text))), rest_(text_) {}

  std::optional<WrittenClock> read() {
    if (!number(1, hour_) || !read_minutes()) return std::nullopt;
    while (!rest_.empty())
      if (!read_word()) return std::nullopt;
    if (half_day_ != 0 && (hour_ < 1 || hour_ > 12)) return std::nullopt;
    if (half_day_ != 0) hour_ = hour_ % 12 + (half_day_ == 2 ? 12 : 0);
    if (hour_ > 23 || minute_ > 59 || second_ > 60 || (!has_minutes_ && !is_said_)) return std::nullopt;
    return WrittenClock{fmt::format("{:02}:{:02}:{:02}{}", hour_, minute_, second_, offset_), zone_};
  }

 private:
  // One or two digits; at least `least`.
  bool number(std::size_t least, int& value) {
    std::size_t digits = 0;
    value = 0;
    while (digits <= 2 && digits < rest_.size() && is_digit(rest_[digits])) value = value * 10 + (rest_[digits++] - '0');
    if (digits < least || digits > 2) return false;
    rest_.remove_prefix(digits);
    return true;
  }

  bool take(std::string_view sign) {
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }

  // Without them ("3 pm", "10 Uhr") a word must say that it is a time.
  bool read_minutes() {
    const bool parted = rest_.size() > 1 && is_digit(rest_[1]) && (take(":") || take(".") || take("h"));
    if (!parted) return true;
    has_minutes_ = number(2, minute_);
    if (has_minutes_ && rest_.size() > 1 && is_digit(rest_[1]) && take(":")) return number(2, second_);
    return has_minutes_;
  }

  bool read_word() {
    if (take(" ") || take(",") || take(".") || take("|")) return true;
    if (rest_.front() == '(') return skip_brackets();
    if (rest_.front() == '+' || rest_.front() == '-') return read_offset();
    std::string_view word = rest_.substr(0, rest_.find_first_of(" ,|()+-0123456789"));
    if (word.ends_with('.')) word.remove_suffix(1);
    if (word.empty()) return false;
    rest_.remove_prefix(word.size());
    return take_word(word);
  }

  bool take_word(std::string_view word) {
    const bool morning = is_one_of(mornings, word), evening = is_one_of(evenings, word);
    if (morning || evening) return half_day_ == 0 && (half_day_ = morning ? 1 : 2, is_said_ = true);
    if (is_one_of(fillers, word)) return is_said_ = true;
    const std::string_view offset = named(offsets, word), zone = named(zones, word);
    if (has_zone_ || (offset.empty() && zone.empty())) return false;
    offset_ = offset;
    zone_ = zone;
    return has_zone_ = true;
  }

  // "+0200", "+02:00", "+2", behind "GMT" too.
  bool read_offset() {
    const bool west = rest_.front() == '-';
    rest_.remove_prefix(1);
    std::string digits;
    while (!rest_.empty() && (is_digit(rest_.front()) || rest_.front() == ':')) {
      if (rest_.front() != ':') digits += rest_.front();
      rest_.remove_prefix(1);
    }
    if (digits.empty() || digits.size() > 4 || (has_zone_ && offset_ != "+00:00")) return false;
    const int value = std::stoi(digits);
    const int hours = digits.size() > 2 ? value / 100 : value, minutes = digits.size() > 2 ? value % 100 : 0;
    if (hours > 18 || minutes > 59) return false;
    offset_ = fmt::format("{}{:02}:{:02}", west ? '-' : '+', hours, minutes);
    return has_zone_ = true;
  }

  // "(EET)" says again what the offset said.
  bool skip_brackets() {
    const std::size_t end = rest_.find(')');
    if (end == rest_.npos || !has_zone_) return false;
    rest_.remove_prefix(end + 1);
    return true;
  }

  std::string text_;
  std::string_view rest_;
  int hour_ = 0, minute_ = 0, second_ = 0;
  int half_day_ = 0;  // 1 before noon, 2 after
  bool has_minutes_ = false, is_said_ = false, has_zone_ = false;
  std::string offset_, zone_;
};

}  // namespace

std::optional<WrittenClock> parse_written_clock(std::string_view text) {
  return ClockReader(text).read();
}

}  // namespace dispatches::text
