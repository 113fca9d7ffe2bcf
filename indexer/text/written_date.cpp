// Dates of people: "15 грудня 2025 року", "Monday, December 15, 2025 10:15 GMT", "12.05.2024".
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "indexer/text/analyzer.hpp"
#include "indexer/text/month_names.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"
#include "indexer/text/written_clock.hpp"

namespace dispatches::text {
namespace {

using namespace std::chrono;

// A number, a word, or one character of punctuation.
struct Piece {
  enum class Kind : std::uint8_t { number, word, mark } kind;
  std::string_view text;
  std::size_t begin;
  int value = 0;  // of a number of at most four digits, else -1
};
using Pieces = std::vector<Piece>;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_ascii_mark(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x80 && !is_digit(c) && !((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') && c != '\'';
}

Piece number_piece(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_digit(text[end])) ++end;
  Piece piece{Piece::Kind::number, text.substr(begin, end - begin), begin, -1};
  if (piece.text.size() <= 4) piece.value = 0;
  for (const char c : piece.text) {
    if (piece.text.size() <= 4) piece.value = piece.value * 10 + (c - '0');
  }
  return piece;
}

// A word of a date has no ASCII mark, digit or space in it; other characters stay with it and make it no word of a
// date.
Piece word_piece(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && !is_digit(text[end]) && !is_ascii_mark(text[end])) ++end;
  return {Piece::Kind::word, text.substr(begin, end - begin), begin};
}

Pieces pieces_of(std::string_view text) {
  Pieces pieces;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    if (is_digit(text[at]))
      pieces.push_back(number_piece(text, at));
    else if (is_ascii_mark(text[at]))
      pieces.push_back({Piece::Kind::mark, text.substr(at, 1), at});
    else
      pieces.push_back(word_piece(text, at));
    at += pieces.back().text.size();
  }
  return pieces;
}

// Digits of Arabic and Persian as ASCII ones.
std::string with_plain_digits(std::string_view text) {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_character(text, at);
    if ((c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9))
      made += static_cast<char>('0' + (c & 0xF));
    else
      made.append(text, begin, at - begin);
  }
  return made;
}

// Dashes, dots and quotation marks that are not ASCII stand as spaces: they part words and mean nothing in a date.
// Months of two words stand as one.
std::string plain(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 22> plainer{{{"،", ","},
                                                                                          {"كانون الثاني", "يناير"},
                                                                                          {"كانون ثاني", "يناير"},
                                                                                          {"تشرين الأول", "أكتوبر"},
                                                                                          {"تشرين الاول", "أكتوبر"},
                                                                                          {"تشرين أول", "أكتوبر"},
                                                                                          {"تشرين الثاني", "نوفمبر"},
                                                                                          {"تشرين ثاني", "نوفمبر"},
                                                                                          {"كانون الأول", "ديسمبر"},
                                                                                          {"كانون الاول", "ديسمبر"},
                                                                                          {"–", "-"},
                                                                                          {"—", "-"},
                                                                                          {"−", "-"},
                                                                                          {"«", " "},
                                                                                          {"»", " "},
                                                                                          {"“", " "},
                                                                                          {"”", " "},
                                                                                          {"„", " "},
                                                                                          {"·", " "},
                                                                                          {"•", " "},
                                                                                          {"…", " "},
                                                                                          {"’", "'"}}};
  std::string made = with_plain_digits(squeeze(text));
  for (const auto& [from, to] : plainer) made = replaced(made, from, to);
  return squeeze(made);
}

template <std::size_t n>
bool is_one_of(const Piece& piece, const std::array<std::string_view, n>& words) {
  if (piece.kind != Piece::Kind::word) return false;
  const std::string lower = fold_case(piece.text);
  return std::find(words.begin(), words.end(), lower) != words.end();
}

// Between day, month and year: "of", "de", "del".
bool is_joining_word(const Piece& piece) {
  return is_one_of(piece, std::array<std::string_view, 4>{"of", "de", "del", "of the"});
}

// Before or behind a date, without a share in it.
bool is_empty_word(const Piece& piece) {
  static constexpr std::array<std::string_view, 41> words{
      "on", "the",       "am",      "den",    "dem",  "der",    "vom",    "le",     "el",  "du", "в",
      "во", "у",         "от",      "від",    "року", "рік",    "р",      "года",   "год", "г",  "roku",
      "r",  "published", "updated", "posted", "at",   "um",     "о",      "об",     "à",   "a",  "las",
      "o",  "godz",      "godzina", "lo",     "يوم",  "الساعة", "بتاريخ", "الموافق"};
  return is_one_of(piece, words) || (piece.kind == Piece::Kind::word && is_weekday_name(piece.text));
}

bool is_ordinal_ending(const Piece& piece) {
  return is_one_of(piece, std::array<std::string_view, 9>{"st", "nd", "rd", "th", "er", "го", "е", "º", "ª"});
}

// A place in the pieces from which steps are tried one after another.
class Walk {
 public:
  Walk(const Pieces& pieces, std::size_t at) : pieces_(&pieces), at_(at) {}
  std::size_t at() const { return at_; }
  const Piece* next() const { return at_ < pieces_->size() ? &(*pieces_)[at_] : nullptr; }

  bool mark(char c) {
    if (next() == nullptr || next()->kind != Piece::Kind::mark || next()->text[0] != c) return false;
    ++at_;
    return true;
  }
  template <class Test>
  bool piece(Test test) {
    if (next() == nullptr || !test(*next())) return false;
    ++at_;
    return true;
  }
  bool number(std::size_t least_digits, std::size_t most_digits, int& value) {
    return piece([&](const Piece& p) {
      value = p.value;
      return p.kind == Piece::Kind::number && p.text.size() >= least_digits && p.text.size() <= most_digits;
    });
  }
  bool month(int& value) {
    return piece([&](const Piece& p) { return p.kind == Piece::Kind::word && (value = month_named(p.text)) != 0; });
  }

 private:
  const Pieces* pieces_;
  std::size_t at_;
};

struct Found {
  Date date;
  std::size_t end;  // the piece behind it
};

std::optional<Found> found_at(int year, int month, int day, Precision precision, std::size_t end) {
  const year_month_day date = std::chrono::year(year) / month / day;
  if (!date.ok() || year < 1800 || year > 2200) return std::nullopt;
  return Found{{sys_days(date), precision}, end};
}

// "ديسمبر/كانون الأول", "كانون الأول (ديسمبر)": Arabic papers give both names. False if the other is of another month.
bool says_month_again(Walk& walk, int month) {
  int again = month;
  if (walk.mark('/')) return walk.month(again) && again == month;
  const Walk before = walk;
  if (walk.mark('(') && !(walk.month(again) && walk.mark(')'))) walk = before;
  return again == month;
}

// 15 December 2025; 15. Dezember 2025; 15th of December, 2025; 15 de diciembre de 2025; 15-Dec-2025
std::optional<Found> day_first(Walk walk) {
  int day, month, year;
  if (!walk.number(1, 2, day)) return std::nullopt;
  if (!walk.mark('.') && !walk.mark('-')) walk.piece(is_ordinal_ending);
  walk.piece(is_joining_word);
  if (!walk.month(month)) return std::nullopt;
  if (!says_month_again(walk, month)) return std::nullopt;
  if (!walk.mark('.') && !walk.mark('-')) walk.mark(',');
  walk.piece(is_joining_word);
  if (!walk.number(4, 4, year)) return std::nullopt;
  return found_at(year, month, day, Precision::day, walk.at());
}

// December 15, 2025; Dec. 15th 2025; and, without a day, December 2025
std::optional<Found> month_first(Walk walk) {
  int day, month, year;
  if (!walk.month(month)) return std::nullopt;
  walk.mark('.');
  const Walk behind_month = walk;
  if (walk.number(1, 2, day)) {
    walk.piece(is_ordinal_ending);
    walk.mark(',');
    if (walk.number(4, 4, year)) return found_at(year, month, day, Precision::day, walk.at());
  }
  walk = behind_month;
  if (!walk.mark(',')) walk.piece(is_joining_word);
  if (!walk.number(4, 4, year)) return std::nullopt;
  return found_at(year, month, 1, Precision::month, walk.at());
}

// 12.05.2024 has the day first wherever it is written; 05/06/2024 may be May or June and is no date.
std::optional<Found> numeric(Walk walk) {
  int first, second, year;
  if (!walk.number(1, 2, first)) return std::nullopt;
  const char separator = walk.next() != nullptr ? walk.next()->text[0] : '\0';
  if (separator != '.' && separator != '/' && separator != '-') return std::nullopt;
  if (!walk.mark(separator) || !walk.number(1, 2, second)) return std::nullopt;
  if (!walk.mark(separator) || !walk.number(4, 4, year)) return std::nullopt;
  if (separator == '.' || second == first || first > 12)
    return found_at(year, second, first, Precision::day, walk.at());
  if (second > 12) return found_at(year, first, second, Precision::day, walk.at());
  return std::nullopt;
}

// 2025-12-15
std::optional<Found> year_first(Walk walk) {
  int year, month, day;
  if (!walk.number(4, 4, year) || !walk.mark('-') || !walk.number(2, 2, month) || !walk.mark('-') ||
      !walk.number(2, 2, day)) {
    return std::nullopt;
  }
  return found_at(year, month, day, Precision::day, walk.at());
}

std::optional<Found> date_at(const Pieces& pieces, std::size_t at) {
  const Walk walk(pieces, at);
  for (const auto form : {day_first, month_first, numeric, year_first}) {
    if (auto found = form(walk)) return found;
  }
  return std::nullopt;
}

// The number of pieces from `at` on that say nothing: weekdays, brackets, commas, "року".
std::size_t skip_empty(const Pieces& pieces, std::size_t at) {
  while (at < pieces.size() && (pieces[at].kind == Piece::Kind::mark
                                    ? pieces[at].text != "-" && pieces[at].text != "/" && pieces[at].text != ":"
                                    : is_empty_word(pieces[at]))) {
    ++at;
  }
  return at;
}

bool is_part_of_a_range(const Pieces& pieces, std::size_t at) {
  if (at == 0 || pieces[at - 1].kind != Piece::Kind::mark) return false;
  const char before = pieces[at - 1].text[0];
  return before == '-' || before == '/' || (before == '.' && at >= 2 && pieces[at - 2].kind == Piece::Kind::number);
}

std::optional<Date> with_clock(const Date& day, std::string_view stated, std::string_view zone) {
  const auto clock = parse_written_clock(stated);
  if (!clock) return std::nullopt;
  return parse_date(fmt::format("{} {}", format_date(day), clock->clock), clock->zone.empty() ? zone : clock->zone);
}

// 10:15, 15 грудня 2025; 3:45 PM EST, Monday, December 15, 2025
std::optional<Date> clock_first(std::string_view text, const Pieces& pieces, std::string_view zone) {
  constexpr std::size_t kMostPieces = 16;  // of a time and a weekday
  for (std::size_t at = 1; at < std::min(pieces.size(), kMostPieces); ++at) {
    const auto found = date_at(pieces, at);
    if (!found || found->date.precision != Precision::day || skip_empty(pieces, found->end) != pieces.size()) continue;
    std::size_t end = at;
    while (end > 1 && skip_empty(pieces, end - 1) >= end) --end;
    if (pieces[end - 1].text == "-") --end;
    const std::size_t begin = pieces[skip_empty(pieces, 0)].begin;
    const std::size_t clock_end = pieces[end].begin;
    return begin < clock_end ? with_clock(found->date, text.substr(begin, clock_end - begin), zone) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Date> parse_written_date(std::string_view stated, std::string_view zone) {
  if (auto date = parse_date(stated, zone)) return date;
  if (stated.size() > 200) return std::nullopt;
  const std::string text = plain(stated);
  const Pieces pieces = pieces_of(text);
  const auto found = date_at(pieces, skip_empty(pieces, 0));
  if (!found) return clock_first(text, pieces, zone);
  std::size_t rest = skip_empty(pieces, found->end);
  if (rest == pieces.size()) return found->date;
  if (pieces[rest].text == "-" || pieces[rest].text == "/") rest = skip_empty(pieces, rest + 1);
  if (rest == pieces.size() || found->date.precision != Precision::day || pieces[rest].kind != Piece::Kind::number)
    return std::nullopt;
  return with_clock(found->date, std::string_view(text).substr(pieces[rest].begin), zone);
}

std::optional<Date> find_written_date(std::string_view stated) {
  const std::string text = plain(stated);
  const Pieces pieces = pieces_of(text);
  std::optional<Date> only;
  for (std::size_t at = 0; at < pieces.size();) {
    const auto found = date_at(pieces, at);
    if (!found || found->date.precision != Precision::day) {
      ++at;
      continue;
    }
    const bool other = is_part_of_a_range(pieces, at) || (only && *only != found->date);
    if (other) return std::nullopt;
    only = found->date;
    at = found->end;
  }
  return only;
}

}  // namespace dispatches::text
