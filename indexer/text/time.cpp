#include "indexer/text/time.hpp"

#include <fmt/format.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>

#include "indexer/text/month_names.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

using namespace std::chrono;

constexpr int first_year = 1800;
constexpr int last_year = 2200;

// Reads a stated time from left to right; every step says whether it succeeded and moves only if it did.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  std::size_t left() const { return rest_.size(); }
  char next() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool skip(char c) {
    if (next() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void skip_spaces() {
    while (skip(' ')) {
    }
  }
  // Between `least` and `most` digits.
  bool number(std::size_t least, std::size_t most, int& value) {
    std::size_t digits = 0;
    int read = 0;
    while (digits < most && digits < rest_.size() && is_digit(rest_[digits]))
      read = read * 10 + (rest_[digits++] - '0');
    if (digits < least) return false;
    value = read;
    rest_.remove_prefix(digits);
    return true;
  }
  std::string_view word() {
    std::size_t letters = 0;
    while (letters < rest_.size() && (rest_[letters] | 0x20) >= 'a' && (rest_[letters] | 0x20) <= 'z') ++letters;
    const std::string_view read = rest_.substr(0, letters);
    rest_.remove_prefix(letters);
    return read;
  }
  void skip_digits() {
    while (is_digit(next())) rest_.remove_prefix(1);
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

 private:
  std::string_view rest_;
};

struct Clock {
  int hour = 0, minute = 0, second = 0;
  std::optional<minutes> offset;  // from UTC, where a zone is stated
};

bool in_range(const Clock& clock) {
  return clock.hour < 24 && clock.minute < 60 && clock.second <= 60;
}

std::optional<minutes> offset_named(std::string_view name) {
  struct Named {
    std::string_view name;
    int hours;
  };
  // RFC 822 section 5.1, and what European agencies write.
  static constexpr std::array<Named, 19> zones{{{"Z", 0},
                                                {"UT", 0},
                                                {"UTC", 0},
                                                {"GMT", 0},
                                                {"EST", -5},
                                                {"EDT", -4},
                                                {"CST", -6},
                                                {"CDT", -5},
                                                {"MST", -7},
                                                {"MDT", -6},
                                                {"PST", -8},
                                                {"PDT", -7},
                                                {"CET", 1},
                                                {"CEST", 2},
                                                {"EET", 2},
                                                {"EEST", 3},
                                                {"MSK", 3},
                                                {"BST", 1},
                                                {"WET", 0}}};
  const auto same = [&](const Named& zone) {
    return std::equal(name.begin(), name.end(), zone.name.begin(), zone.name.end(),
                      [](char a, char b) { return (a & ~0x20) == b; });
  };
  const auto found = std::find_if(zones.begin(), zones.end(), same);
  return found == zones.end() ? std::nullopt : std::optional(minutes(found->hours * 60));
}

// Z, GMT, +02, +0200, +02:00, "+0000 UTC"; nothing at all is good too.
bool read_zone(Reader& reader, std::optional<minutes>& offset) {
  reader.skip_spaces();
  if (reader.at_end()) return true;
  const bool west = reader.next() == '-';
  if (reader.skip('+') || reader.skip('-')) {
    int hour = 0, minute = 0;
    if (!reader.number(2, 2, hour) || hour > 18) return false;
    reader.skip(':');
    if (!reader.at_end() && reader.next() != ' ' && (!reader.number(2, 2, minute) || minute > 59)) return false;
    offset = minutes((west ? -1 : 1) * (hour * 60 + minute));
    reader.skip_spaces();
    return reader.at_end() || offset_named(reader.word()).has_value();
  }
  offset = offset_named(reader.word());
  return offset.has_value();
}

// hh:mm, hh:mm:ss, with a fraction, with a zone; hhmm and hhmmss where `packed`.
bool read_clock(Reader& reader, Clock& clock, bool packed = false) {
  if (!reader.number(packed ? 2 : 1, 2, clock.hour)) return false;
  if (!packed && !reader.skip(':')) return false;
  if (!reader.number(2, 2, clock.minute)) return false;
  if (packed ? Reader::is_digit(reader.next()) : reader.skip(':')) {
    if (!reader.number(2, 2, clock.second)) return false;
    if (reader.skip('.') || reader.skip(',')) reader.skip_digits();
  }
  return read_zone(reader, clock.offset) && reader.at_end() && in_range(clock);
}

constexpr std::size_t kMostDigits = 14;  // 20251215093000; milliseconds since 1970 are one less

// The moment at which the clocks of an IANA zone show this time; where they show it twice, the first.
sys_seconds local_to_utc(sys_seconds local, std::string_view zone) {
  if (zone.empty()) return local;
  const std::unique_ptr<icu::TimeZone> named(icu::TimeZone::createTimeZone(
      icu::UnicodeString::fromUTF8(icu::StringPiece(zone.data(), static_cast<std::int32_t>(zone.size())))));
  std::int32_t raw = 0, saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  named->getOffset(static_cast<double>(local.time_since_epoch().count()) * 1000.0, true, raw, saving, status);
  return U_SUCCESS(status) ? local - seconds((raw + saving) / 1000) : local;
}

std::optional<Date> date_of(int year, int month, int day, Precision precision) {
  if (year < first_year || year > last_year) return std::nullopt;
  const year_month_day date = std::chrono::year(year) / month / day;
  if (!date.ok()) return std::nullopt;
  return Date{sys_days(date), precision};
}

std::optional<Date> moment_of(const std::optional<Date>& day, const Clock& clock, std::string_view zone) {
  if (!day) return std::nullopt;
  const sys_seconds shown = day->start + hours(clock.hour) + minutes(clock.minute) + seconds(clock.second);
  return Date{clock.offset ? shown - *clock.offset : local_to_utc(shown, zone), Precision::time};
}

std::optional<Date> parse_digits(std::string_view digits, std::string_view zone) {
  if (digits.size() > kMostDigits) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  Reader reader(digits);
  int year = 0, month = 1, day = 1;
  switch (digits.size()) {
    case 4:
      return date_of(static_cast<int>(value), 1, 1, Precision::year);
    case 8:
    case 14: {
      Clock clock;
      reader.number(4, 4, year), reader.number(2, 2, month), reader.number(2, 2, day);
      const auto date = date_of(year, month, day, Precision::day);
      if (digits.size() == 8) return date;
      return read_clock(reader, clock, true) ? moment_of(date, clock, zone) : std::nullopt;
    }
    case 12:
    case 13:
      value /= 1000;
      [[fallthrough]];
    case 9:
    case 10:
    case 11:
      break;
    default:
      return std::nullopt;
  }
  const sys_seconds moment{seconds(value)};
  const int stated_year = static_cast<int>(year_month_day(floor<days>(moment)).year());
  return stated_year > last_year ? std::nullopt : std::optional(Date{moment, Precision::time});
}

// YYYY-MM, YYYY-MM-DD, YYYY/MM/DD, YYYY-MM-DDThh:mm…, YYYYMMDDThhmmssZ.
std::optional<Date> parse_iso(Reader reader, std::string_view zone) {
  int year = 0, month = 0, day = 0;
  if (!reader.number(4, 4, year)) return std::nullopt;
  const char separator = reader.next();
  const bool packed = Reader::is_digit(separator);
  if (!packed && !reader.skip('-') && !reader.skip('/')) return std::nullopt;
  if (!reader.number(2, 2, month)) return std::nullopt;
  if (reader.at_end()) return packed ? std::nullopt : date_of(year, month, 1, Precision::month);
  if (!packed && !reader.skip(separator)) return std::nullopt;
  if (!reader.number(2, 2, day)) return std::nullopt;
  const auto date = date_of(year, month, day, Precision::day);
  if (reader.at_end() || reader.skip('Z')) return reader.at_end() ? date : std::nullopt;
  if (!reader.skip('T') && !reader.skip('t') && !reader.skip(' ')) return std::nullopt;
  Clock clock;
  return read_clock(reader, clock, packed) ? moment_of(date, clock, zone) : std::nullopt;
}

bool is_weekday(std::string_view word) {
  static constexpr std::array<std::string_view, 7> days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  std::string begin(word.substr(0, 3));
  for (char& c : begin) c = static_cast<char>(c | 0x20);
  return std::find(days.begin(), days.end(), begin) != days.end();
}

// [Mon,] 15 Dec 2025 09:30[:00] +0200 (RFC 2822 section 3.3), and with the time left out.
std::optional<Date> parse_mail(Reader reader, std::string_view zone) {
  if (!Reader::is_digit(reader.next())) {
    if (!is_weekday(reader.word())) return std::nullopt;
    reader.skip(',');
    reader.skip_spaces();
  }
  int year = 0, day = 0;
  if (!reader.number(1, 2, day)) return std::nullopt;
  if (!reader.skip(' ') && !reader.skip('-')) return std::nullopt;
  const int month = month_named(reader.word());
  if (month == 0 || (!reader.skip(' ') && !reader.skip('-'))) return std::nullopt;
  if (!reader.number(2, 4, year)) return std::nullopt;
  if (year < 100) year += year < 50 ? 2000 : 1900;  // RFC 2822 section 4.3
  const auto date = date_of(year, month, day, Precision::day);
  reader.skip_spaces();
  if (reader.at_end()) return date;
  Clock clock;
  return read_clock(reader, clock) ? moment_of(date, clock, zone) : std::nullopt;
}

// Mon Dec 15 09:30:00 +0200 2025, with or without the zone: ctime(3), and what social networks export.
std::optional<Date> parse_ctime(std::string_view text, std::string_view zone) {
  Reader reader(text);
  int year = 0, day = 0;
  if (!is_weekday(reader.word()) || !reader.skip(' ')) return std::nullopt;
  const int month = month_named(reader.word());
  if (month == 0 || !reader.skip(' ') || !reader.number(1, 2, day) || !reader.skip(' ')) return std::nullopt;
  const std::size_t last = text.rfind(' ');
  Reader year_reader(text.substr(last + 1));
  if (!year_reader.number(4, 4, year) || !year_reader.at_end()) return std::nullopt;
  Clock clock;
  Reader clock_reader(text.substr(0, last).substr(std::min(last, text.size() - reader.left())));
  return read_clock(clock_reader, clock) ? moment_of(date_of(year, month, day, Precision::day), clock, zone)
                                         : std::nullopt;
}

year_month_day calendar_day(const Date& date) {
  return year_month_day(floor<days>(date.start));
}

constexpr std::array<std::string_view, 4> precision_names{"time", "day", "month", "year"};

}  // namespace

std::optional<Date> parse_date(std::string_view stated, std::string_view zone) {
  const std::string text = squeeze(stated);
  if (text.empty()) return std::nullopt;
  if (std::all_of(text.begin(), text.end(), Reader::is_digit)) return parse_digits(text, zone);
  if (auto date = parse_iso(Reader(text), zone)) return date;
  if (auto date = parse_mail(Reader(text), zone)) return date;
  return parse_ctime(text, zone);
}

std::string format_date(const Date& date) {
  const year_month_day day = calendar_day(date);
  const int year = static_cast<int>(day.year());
  const unsigned month = static_cast<unsigned>(day.month());
  switch (date.precision) {
    case Precision::year:
      return fmt::format("{:04}", year);
    case Precision::month:
      return fmt::format("{:04}-{:02}", year, month);
    case Precision::day:
      return fmt::format("{:04}-{:02}-{:02}", year, month, static_cast<unsigned>(day.day()));
    case Precision::time:
      break;
  }
  return format_time(date.start);
}

std::string format_time(sys_seconds time) {
  const year_month_day day(floor<days>(time));
  const hh_mm_ss clock(time - floor<days>(time));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::string_view precision_name(Precision precision) {
  return precision_names[static_cast<std::size_t>(precision)];
}

std::optional<Precision> precision_named(std::string_view name) {
  const auto found = std::find(precision_names.begin(), precision_names.end(), name);
  if (found == precision_names.end()) return std::nullopt;
  return static_cast<Precision>(found - precision_names.begin());
}

sys_seconds end_of(const Date& date) {
  const year_month_day day = calendar_day(date);
  switch (date.precision) {
    case Precision::year:
      return sys_days((day.year() + years(1)) / January / 1);
    case Precision::month:
      return sys_days((day.year() / day.month() + months(1)) / 1);
    case Precision::day:
      return sys_days(day) + days(1);
    case Precision::time:
      break;
  }
  return date.start + seconds(1);
}

}  // namespace dispatches::text
