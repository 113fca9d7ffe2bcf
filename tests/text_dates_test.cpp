// Dates as machines and people write them, in eight languages.
#include <catch2/catch.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/text/month_names.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"

using namespace dispatches::text;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

std::string stated(std::optional<Date> date) {
  return date ? format_date(*date) : "absent";
}

}  // namespace

TEST_CASE("dates of machines are read in every usual form") {
  CHECK(stated(parse_date("2025-12-15T09:30:00Z")) == "2025-12-15T09:30:00Z");
  CHECK(stated(parse_date("2025-12-15T09:30:00.123+02:00")) == "2025-12-15T07:30:00Z");
  CHECK(stated(parse_date("2025-12-15 09:30")) == "2025-12-15T09:30:00Z");
  CHECK(stated(parse_date("2025-12-15 09:30:00 +0000 UTC")) == "2025-12-15T09:30:00Z");
  CHECK(stated(parse_date("2025-12-15")) == "2025-12-15");
  CHECK(stated(parse_date("2025-12")) == "2025-12");
  CHECK(stated(parse_date("2025")) == "2025");
  CHECK(stated(parse_date("20251215")) == "2025-12-15");
  CHECK(stated(parse_date("20251215T093000Z")) == "2025-12-15T09:30:00Z");
  CHECK(stated(parse_date("20251215093000")) == "2025-12-15T09:30:00Z");
  CHECK_FALSE(parse_date("184467440737095516160"));
  CHECK(stated(parse_date("Mon, 15 Dec 2025 09:30:00 +0200")) == "2025-12-15T07:30:00Z");
  CHECK(stated(parse_date("15 Dec 25 09:30 EST")) == "2025-12-15T14:30:00Z");
  CHECK(stated(parse_date("1765791000")) == "2025-12-15T09:30:00Z");
  CHECK(stated(parse_date("1765791000123")) == "2025-12-15T09:30:00Z");
}

TEST_CASE("a time without zone is read in the zone given, summer and winter") {
  CHECK(stated(parse_date("2025-12-15 09:30", "Europe/Kyiv")) == "2025-12-15T07:30:00Z");
  CHECK(stated(parse_date("2025-07-15 09:30", "Europe/Kyiv")) == "2025-07-15T06:30:00Z");
  CHECK(stated(parse_date("2025-07-15T09:30:00Z", "Europe/Kyiv")) == "2025-07-15T09:30:00Z");
  CHECK(stated(parse_date("2025-07-15", "America/New_York")) == "2025-07-15");
}

TEST_CASE("what is no date is absent") {
  for (const char* text : {"", "soon", "2025-13", "2025-02-29", "2025-12-15T25:00", "1799", "2201-01-01", "99999",
                           "15 Foo 2025", "2025-12-15 x", "Mon, 15 Dec", "2025-12-", "1994 Budapest", "05/06/2024",
                           "12/2024", "31.02.2024", "in 2025", "May", "7"}) {
    INFO(text);
    CHECK(stated(parse_written_date(text)) == "absent");
  }
}

TEST_CASE("dates of people are read in seven languages") {
  for (const char* text : {"December 15, 2025",
                           "Dec. 15, 2025",
                           "15 Dec 2025",
                           "15 December 2025",
                           "Monday, 15 December 2025",
                           "(December 15th, 2025)",
                           "the 15th of December, 2025",
                           "15 грудня 2025 року",
                           "15 грудня 2025 р.",
                           "понеділок, 15 грудня 2025",
                           "15 декабря 2025 г.",
                           "15 декабря 2025 года",
                           "15. Dezember 2025",
                           "am 15. Dezember 2025",
                           "Montag, den 15. Dez. 2025",
                           "15 décembre 2025",
                           "le 15 décembre 2025",
                           "15 de diciembre de 2025",
                           "15 de diciembre del 2025",
                           "15 grudnia 2025 r.",
                           "15 grudnia 2025 roku",
                           "15.12.2025",
                           "15/12/2025",
                           "12/15/2025",
                           "2025-12-15",
                           "15-Dec-2025",
                           "Published on December 15, 2025"}) {
    INFO(text);
    CHECK(stated(parse_written_date(text)) == "2025-12-15");
  }
  CHECK(stated(parse_written_date("12.05.2024")) == "2024-05-12");
  CHECK(stated(parse_written_date("1er mars 2024")) == "2024-03-01");
  CHECK(stated(parse_written_date("June 2026")) == "2026-06");
  CHECK(stated(parse_written_date("червень 2026 року")) == "2026-06");
  CHECK(stated(parse_written_date("December 15, 2025 10:15 GMT")) == "2025-12-15T10:15:00Z");
  CHECK(stated(parse_written_date("15 грудня 2025, 10:15", "Europe/Kyiv")) == "2025-12-15T08:15:00Z");
  CHECK(stated(parse_written_date("Dec 15, 2025 at 3:45 PM EST")) == "2025-12-15T20:45:00Z");
}

TEST_CASE("dates in Arabic are read with either names of the months and either digits") {
  for (const char* text :
       {"15 ديسمبر 2025", "15 كانون الأول 2025", "15 ديسمبر/كانون الأول 2025", "15 كانون الأول (ديسمبر) 2025",
        "١٥ ديسمبر ٢٠٢٥", "الاثنين، 15 ديسمبر 2025", "يوم الاثنين 15 ديسمبر 2025", "الإثنين ١٥ كانون الاول ٢٠٢٥"}) {
    INFO(text);
    CHECK(stated(parse_written_date(text)) == "2025-12-15");
  }
  const std::vector<std::string> levant = {"كانون الثاني", "شباط",        "آذار",         "نيسان",
                                           "أيار",         "حزيران",      "تموز",         "آب",
                                           "أيلول",        "تشرين الأول", "تشرين الثاني", "كانون الأول"};
  for (std::size_t i = 0; i < levant.size(); ++i) {
    INFO(levant[i]);
    const auto date = parse_written_date("3 " + levant[i] + " 2024");
    REQUIRE(date);
    CHECK(stated(date).substr(5, 2) == (i < 9 ? "0" : "") + std::to_string(i + 1));
  }
  CHECK(stated(parse_written_date("ديسمبر 2025")) == "2025-12");
  CHECK(stated(parse_written_date("15 ديسمبر/شباط 2025")) == "absent");
  CHECK(stated(find_written_date("التقى الوفدان في برلين يوم 15 ديسمبر 2025 لمدة خمس ساعات")) == "2025-12-15");
  CHECK(stated(parse_written_date("15 ديسمبر 2025 الساعة 10:15 م", "Asia/Baghdad")) == "2025-12-15T19:15:00Z");
}

TEST_CASE("the time of day is read before and behind a date, with the zones that papers name") {
  for (const char* text : {"15 грудня 2025, 12:15", "12:15, 15 грудня 2025", "12:15 15.12.2025", "15.12.2025 | 12:15",
                           "Понеділок, 15 грудня 2025, 12:15", "15 грудня 2025 о 12:15"}) {
    INFO(text);
    CHECK(stated(parse_written_date(text, "Europe/Kyiv")) == "2025-12-15T10:15:00Z");
  }
  for (const char* text :
       {"15 декабря 2025, 13:15 МСК", "13:15 МСК, 15 декабря 2025 года", "15. Dezember 2025, 11:15 Uhr MEZ",
        "15.12.2025 - 11.15 Uhr CET", "Le 15 décembre 2025 à 11h15 CET", "15 de diciembre de 2025 a las 10:15 h GMT",
        "15 grudnia 2025, godz. 11:15 CET", "Dec. 15, 2025 5:15 a.m. ET", "5:15 AM ET, Monday, December 15, 2025",
        "December 15, 2025 / 5:15 AM EST", "15 December 2025 12:15 GMT+2", "Mon Dec 15 2025 12:15:00 GMT+0200 (EET)",
        "15 Dec 2025, 10:15 UTC"}) {
    INFO(text);
    CHECK(stated(parse_written_date(text)) == "2025-12-15T10:15:00Z");
  }
  CHECK(stated(parse_written_date("July 15, 2025, 3 pm ET")) == "2025-07-15T19:00:00Z");
  CHECK(stated(parse_written_date("15. Dezember 2025, 10 Uhr")) == "2025-12-15T10:00:00Z");
  CHECK(stated(parse_written_date("Mon Dec 15 12:15:00 +0200 2025")) == "2025-12-15T10:15:00Z");
  for (const char* text :
       {"15 грудня 2025, 25:15", "15 грудня 2025, 5", "15 грудня 2025, 10:15 людей", "December 15, 2025 13:00 pm",
        "10:15", "Dec 15, 2025 10:15 Foo", "Dec 15, 2025 10:15 ET CT"}) {
    INFO(text);
    CHECK(stated(parse_written_date(text)) == "absent");
  }
}

TEST_CASE("a date that counts back is one only against a stated date, and only as fine as both are") {
  const Date fetched = *parse_date("2025-12-15T01:30:00Z"), day = *parse_date("2025-12-15");
  const auto back = [&](const char* text) { return stated(parse_relative_date(text, fetched)); };
  for (const char* text : {"2 hours ago", "yesterday", "1 day ago", "2 години тому", "вчора", "2 часа назад", "вчера",
                           "vor 2 Stunden", "gestern", "vor einem Tag", "il y a 2 heures", "hier", "hace 2 horas",
                           "ayer", "2 godziny temu", "wczoraj", "قبل 2 ساعات", "أمس", "Yesterday"}) {
    INFO(text);
    CHECK(back(text) == "2025-12-14");
    CHECK(stated(parse_written_date(text)) == "absent");
  }
  for (const char* text : {"today", "сьогодні", "heute", "a minute ago", "5 хвилин тому", "20 минут назад", "hoy"}) {
    INFO(text);
    CHECK(back(text) == "2025-12-15");
  }
  CHECK(back("3 days ago") == "2025-12-12");
  CHECK(back("позавчора") == "2025-12-13");
  CHECK(stated(parse_relative_date("вчора, 18:30", fetched, "Europe/Kyiv")) == "2025-12-14T16:30:00Z");
  CHECK(stated(parse_relative_date("yesterday", day)) == "2025-12-14");
  CHECK(stated(parse_relative_date("2 hours ago", day)) == "absent");
  CHECK(stated(parse_relative_date("yesterday", *parse_date("2025-12"))) == "absent");
  for (const char* text : {"", "ago", "2 ago", "hours ago", "3 weeks ago", "2 months ago", "yesterday evening",
                           "in 2 hours", "9999 days ago", "15 December"}) {
    INFO(text);
    CHECK(back(text) == "absent");
  }
}

TEST_CASE("the only date inside a text is found") {
  for (const char* text :
       {"Zelensky with Chancellor Merz in Berlin, December 15, 2025. [Photo/Agencies]",
        "Зустріч у Берліні 15 грудня 2025 року тривала п'ять годин", "Встреча в Берлине прошла 15 декабря 2025 года.",
        "Das Treffen fand am 15. Dezember 2025 im Kanzleramt statt.", "La rencontre, le 15 décembre 2025 à Berlin",
        "Spotkanie 15 grudnia 2025 roku w Berlinie", "Reunión del 15 de diciembre de 2025 en Berlín",
        "under the 1994 Budapest memorandum, he said on December 15, 2025", "December 15, 2025 … 15 December 2025"}) {
    INFO(text);
    CHECK(stated(find_written_date(text)) == "2025-12-15");
  }
  for (const char* text : {"the 1994 Budapest memorandum", "in 2025", "in December 2025", "on 15 December",
                           "from December 14, 2025 to December 15, 2025", "14–15 December 2025", "version 1.15.12.2025",
                           "May 5 percent, 2024 said", ""}) {
    INFO(text);
    CHECK(stated(find_written_date(text)) == "absent");
  }
}

TEST_CASE("every month is known by its case forms") {
  const std::vector<std::string> months = {"січня", "лютого", "березня", "квітня", "травня",    "червня",
                                           "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"};
  for (std::size_t i = 0; i < months.size(); ++i) CHECK(month_named(months[i]) == static_cast<int>(i) + 1);
  CHECK(month_named("August") == 8);
  CHECK(month_named("août") == 8);
  CHECK(month_named("MÄRZ") == 3);
  CHECK(month_named("paź") == 10);
  CHECK(month_named("Budapest") == 0);
}

TEST_CASE("a date ends where the next one begins") {
  CHECK(format_time(end_of(*parse_date("2024-02"))) == "2024-03-01T00:00:00Z");
  CHECK(format_time(end_of(*parse_date("2024-12"))) == "2025-01-01T00:00:00Z");
  CHECK(format_time(end_of(*parse_date("2024-02-28"))) == "2024-02-29T00:00:00Z");
  CHECK(format_time(end_of(*parse_date("2024"))) == "2025-01-01T00:00:00Z");
  CHECK(format_time(end_of(*parse_date("2024-02-28T10:00:00Z"))) == "2024-02-28T10:00:01Z");
  for (const Precision precision : {Precision::time, Precision::day, Precision::month, Precision::year}) {
    CHECK(precision_named(precision_name(precision)) == precision);
  }
  CHECK_FALSE(precision_named("week"));
}
