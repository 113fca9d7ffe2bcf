// Points in time as articles state them: a moment in UTC and how much of it was stated. A time that is not known is absent.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dispatches::text {

using std::chrono::sys_seconds;

enum class Precision : std::uint8_t { time, day, month, year };

// `start` is the first second of what was stated: "June 2026" is 2026-06-01T00:00:00Z with Precision::month.
struct Date {
  sys_seconds start{};
  Precision precision = Precision::time;
  bool operator==(const Date&) const = default;
};

// Dates of machines: ISO 8601 / RFC 3339 (any precision down to the year, with or without zone), RFC 822 / 2822, ctime, Unix seconds or
// milliseconds of 9 to 13 digits, YYYYMMDD and YYYYMMDDThhmmssZ. A time without zone is read in `zone` (IANA name, empty = UTC).
// A day without time stays that day whatever the zone. Absent: not a date, or outside 1800 … 2200.
std::optional<Date> parse_date(std::string_view stated, std::string_view zone = {});

// Dates of people, in en uk ru de fr es pl ar (months in be and bg too): "December 15, 2025", "15 Dec 2025", "15 грудня 2025 року", "15 декабря 2025 г.", "15. Dezember
// 2025", "15 décembre 2025", "Monday, 15 December 2025", "12.05.2024", "June 2026", "15 كانون الأول/ديسمبر 2025", and the time of
// day before or behind it ("12:15, 15 грудня 2025", "15.12.2025, 10.15 Uhr"). The whole string must be the date (weekday, brackets and
// punctuation apart). Ambiguous numeric forms (05/06/2024) are absent. Everything parse_date reads is read too.
std::optional<Date> parse_written_date(std::string_view stated, std::string_view zone = {});

// "2 hours ago", "вчора, 18:30", "il y a 3 jours": counted back from a stated date (when a page was fetched), in minutes, hours
// and days, in the same languages; absent if it is none, or coarser than the reference allows. Longer spans are rounded by whoever
// writes them and are no dates. A moment counted back is given as its day.
std::optional<Date> parse_relative_date(std::string_view stated, const Date& reference, std::string_view zone = {});

// The only written date with at least the day inside a longer text ("… in Berlin, December 15, 2025. [Photo/Agencies]"); absent if there
// is none or if there are different ones.
std::optional<Date> find_written_date(std::string_view text);

// As much as is known: "2025-12-15T09:30:00Z", "2025-12-15", "2025-12", "2025".
std::string format_date(const Date& date);
std::string format_time(sys_seconds time);  // RFC 3339: "2026-11-20T02:10:44Z"
std::string_view precision_name(Precision precision);  // "time", "day", "month", "year"
std::optional<Precision> precision_named(std::string_view name);

// The first second after the date: of the next day, month or year; start + 1 s for Precision::time.
sys_seconds end_of(const Date& date);

}  // namespace dispatches::text
