#include "searchd/query/lexemes.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/text/utf8.hpp"
#include "searchd/query/request.hpp"

namespace dispatches::query {

namespace {

using std::chrono::sys_days;

constexpr std::array<std::string_view, 10> kFields = {"title", "person", "org", "place", "within", "topic", "source", "lang", "author", "said"};
constexpr std::size_t kUsualDistance = 10;  // of NEAR without a number, as in most engines

bool is_space(char32_t c) {
  return c <= U' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0x2000); }
bool is_hebrew(char32_t c) { return c >= 0x5D0 && c <= 0x5EA; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
// They part words: "Zelensky,Trump", "2022/Putin". In "24/7" and "1,000" they do not.
bool parts_words(char32_t before, char32_t c, char32_t after) {
  const bool may = c == U',' || c == U'/' || c == U';' || c == U'|';
  return may && (is_letter(before) || is_digit(before)) && (is_letter(after) || is_digit(after)) && !(is_digit(before) && is_digit(after));
}

// Keyboards and word processors give all of these where a question is quoted.
bool is_quote(char32_t c) { return c == U'"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F) || (c >= 0x300C && c <= 0x300F); }
bool is_minus(char32_t c) { return c == U'-' || c == 0x2212; }

std::optional<int> number_in(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.front() == '-') return std::nullopt;
  return value;
}

struct Period {
  sys_days first, last;
};

// YYYY, YYYY-MM, YYYY-MM-DD.
std::optional<Period> period_in(std::string_view text) {
  namespace chrono = std::chrono;
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  if ((text.size() > 4 && text[4] != '-') || (text.size() > 7 && text[7] != '-')) return std::nullopt;
  const auto y = number_in(text.substr(0, 4));
  const auto m = text.size() > 4 ? number_in(text.substr(5, 2)) : 1;
  const auto d = text.size() > 7 ? number_in(text.substr(8, 2)) : 1;
  if (!y || !m || !d) return std::nullopt;
  const auto month = chrono::year(*y) / chrono::month(static_cast<unsigned>(*m));
  const chrono::year_month_day day = month / chrono::day(static_cast<unsigned>(*d));
  if (!day.ok()) return std::nullopt;
  if (text.size() == 10) return Period{day, day};
  if (text.size() == 7) return Period{day, sys_days(month / chrono::last)};
  return Period{day, sys_days(chrono::year(*y) / chrono::December / 31)};
}

class Lexer {
 public:
  Lexer(std::string_view q, std::vector<std::string>& notes) : q_(q), notes_(notes) {}

  std::vector<Lexeme> run() {
    while (at_ < q_.size()) step();
    return std::move(found_);
  }

 private:
  char32_t peek(std::size_t at) const { return at < q_.size() ? text::next_character(q_, at) : 0; }

  void step() {
    std::size_t next = at_;
    const char32_t c = text::next_character(q_, next);
    if (is_space(c)) at_ = next;
    else if (c == U'(' || c == U')') found_.push_back({c == U'(' ? LexemeKind::open : LexemeKind::close, {}, {}, 0, {}, {}}), at_ = next;
    else if (is_quote(c)) at_ = next, quoted({});
    else if (is_minus(c)) minus(next);
    else word();
  }

  // A dash between spaces is a dash; before a word, a bracket or a quote it is "not".
  void minus(std::size_t next) {
    at_ = next;
    const char32_t after = peek(next);
    if (next >= q_.size() || is_space(after) || is_minus(after) || after == U')') return;
    found_.push_back({LexemeKind::minus, {}, {}, 0, {}, {}});
  }

  // at_ stands behind the opening quote.
  void quoted(std::string field) {
    const std::size_t begin = at_;
    for (std::size_t next = at_; next < q_.size();) {
      const std::size_t here = next;
      if (!is_quote(text::next_character(q_, next))) continue;
      found_.push_back({LexemeKind::quoted, std::move(field), std::string(q_.substr(begin, here - begin)), 0, {}, {}});
      at_ = next;
      return;
    }
    notes_.push_back("A quotation mark without its partner was ignored.");
  }

  void word() { classify(take_word()); }

  // Up to a space, a bracket, a quote, or what parts words.
  std::string take_word() {
    std::string typed;
    for (char32_t before = 0; at_ < q_.size();) {
      std::size_t next = at_;
      const char32_t c = text::next_character(q_, next), after = peek(next);
      if (is_space(c) || c == U'(' || c == U')') break;
      // A Hebrew acronym is typed with a quotation mark for its gershayim: נאט"ו.
      const bool gershayim = c == U'"' && is_hebrew(before) && is_hebrew(after);
      if (is_quote(c) && !gershayim) break;
      if (parts_words(before, c, after) && typed.find(':') == std::string::npos && typed != "NEAR") return at_ = next, typed;
      typed += gershayim ? "״" : q_.substr(at_, next - at_);
      at_ = next;
      before = c;
    }
    return typed;
  }

  void classify(std::string_view typed) {
    if (typed == "OR") return add(LexemeKind::alternative);
    if (typed == "AND") return add(LexemeKind::conjunction);
    if (typed == "NOT") return add(LexemeKind::negation);
    if (typed == "NEAR" || typed.starts_with("NEAR/")) return near(typed.substr(4));
    if (auto range = date_range(typed)) return found_.push_back(*range);
    if (typed.find("..") != std::string_view::npos && typed.find_first_not_of("0123456789-.") == std::string_view::npos && typed.find_first_of("0123456789") != std::string_view::npos)
      notes_.push_back("'" + std::string(typed) + "' is no range of dates, such as 2024-02..2025-01-15; its numbers were searched.");
    if (typed == "..") notes_.push_back("A range of dates is written without spaces: 2024-02..2025-01-15.");
    field_or_word(typed);
  }

  void add(LexemeKind kind) { found_.push_back({kind, {}, {}, 0, {}, {}}); }

  void near(std::string_view rest) {
    std::size_t distance = kUsualDistance;
    if (!rest.empty()) {
      const auto stated = rest.size() > 1 ? number_in(rest.substr(1)) : std::nullopt;
      if (stated && *stated > 0) distance = static_cast<std::size_t>(*stated);
      else notes_.push_back("NEAR" + std::string(rest) + " says no distance; " + std::to_string(kUsualDistance) + " was taken.");
    }
    if (distance > kMaxNearDistance) {
      distance = kMaxNearDistance;
      notes_.push_back("NEAR reaches at most " + std::to_string(kMaxNearDistance) + " words.");
    }
    found_.push_back({LexemeKind::near, {}, {}, distance, {}, {}});
  }

  void field_or_word(std::string_view typed) {
    const std::size_t colon = typed.find(':');
    std::string field(typed.substr(0, std::min(colon, typed.size())));
    for (char& c : field) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    const bool known = colon != std::string_view::npos && std::find(kFields.begin(), kFields.end(), field) != kFields.end();
    if (known && colon + 1 < typed.size()) return found_.push_back({LexemeKind::word, field, std::string(typed.substr(colon + 1)), 0, {}, {}});
    if (known) return what_follows(std::move(field));
    if (is_field_like(field, typed.substr(field.size())))
      notes_.push_back("'" + field + ":' is none of the fields title, person, org, place, within, topic, source, lang, author and said; it was searched as a word.");
    found_.push_back({LexemeKind::word, {}, std::string(typed), 0, {}, {}});
  }

  // "foo:bar", and neither "https://…" nor "12:30" nor "Note:".
  static bool is_field_like(std::string_view field, std::string_view rest) {
    return field.size() > 1 && rest.size() > 1 && is_letter(static_cast<unsigned char>(rest[1])) && std::all_of(field.begin(), field.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  // A field before a space, a bracket or a quotation mark is that of what stands behind.
  void what_follows(std::string field) {
    while (at_ < q_.size() && is_space(peek(at_))) text::next_character(q_, at_);
    const char32_t next = peek(at_);
    if (is_quote(next)) return (void)text::next_character(q_, at_), quoted(std::move(field));
    if (next == U'(') return (void)text::next_character(q_, at_), found_.push_back({LexemeKind::open, std::move(field), {}, 0, {}, {}});
    const std::size_t before = at_;
    std::string typed = is_minus(next) ? std::string() : take_word();
    if (!typed.empty() && typed != "OR" && typed != "AND" && typed != "NOT" && !typed.starts_with("NEAR") && typed.find(':') == std::string::npos)
      return found_.push_back({LexemeKind::word, std::move(field), std::move(typed), 0, {}, {}});
    at_ = before;
    notes_.push_back(field + ": without words behind it was ignored.");
  }

  std::string_view q_;
  std::vector<std::string>& notes_;
  std::vector<Lexeme> found_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Lexeme> date_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos || text.size() < 6) return std::nullopt;
  const std::string_view first = text.substr(0, dots), last = text.substr(dots + 2);
  Lexeme range{LexemeKind::dates, {}, std::string(text), 0, {}, {}};
  if (!first.empty()) {
    const auto period = period_in(first);
    if (!period) return std::nullopt;
    range.from = period->first;
  }
  if (!last.empty()) {
    const auto period = period_in(last);
    if (!period) return std::nullopt;
    range.to = period->last;
  }
  return range;
}

std::vector<Lexeme> lexemes(std::string_view q, std::vector<std::string>& notes) { return Lexer(q, notes).run(); }

}  // namespace dispatches::query
