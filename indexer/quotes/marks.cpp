#include "indexer/quotes/marks.hpp"

#include <algorithm>
#include <optional>

#include "indexer/text/utf8.hpp"

namespace dispatches::quotes {
namespace {

// A quotation in single marks is short, and an apostrophe is not its end: longer ones are taken for stray apostrophes.
constexpr std::uint32_t kLongestInSingleMarks = 1500;  // bytes

enum class Mark : std::uint8_t { none, straight, high_left, high_right, low, guillemet_left, guillemet_right, single, single_left, single_right, low_single, corner_left, corner_right };

Mark mark_of(char32_t c) {
  switch (c) {
    case U'"': return Mark::straight;
    case U'\u201C': return Mark::high_left;
    case U'\u201D': return Mark::high_right;
    case U'\u201E': return Mark::low;
    case U'\u201F': return Mark::high_left;
    case U'«': return Mark::guillemet_left;
    case U'»': return Mark::guillemet_right;
    case U'\'': return Mark::single;
    case U'\u2018': return Mark::single_left;
    case U'\u2019': return Mark::single_right;
    case U'\u201A': return Mark::low_single;
    case U'\u300C': case U'\u300E': return Mark::corner_left;
    case U'\u300D': case U'\u300F': return Mark::corner_right;
    default: return Mark::none;
  }
}

bool may_be_mark(char byte) {
  const auto b = static_cast<unsigned char>(byte);
  return b == '"' || b == '\'' || b == 0xC2 || b == 0xE2 || b == 0xE3;
}

bool closes(Mark open, Mark mark) {
  switch (open) {
    case Mark::straight: return mark == Mark::straight || mark == Mark::high_right;
    case Mark::high_left: return mark == Mark::high_right || mark == Mark::straight;
    case Mark::high_right: return mark == Mark::high_right || mark == Mark::high_left;
    case Mark::low: return mark == Mark::high_left || mark == Mark::high_right || mark == Mark::straight;
    case Mark::guillemet_left: return mark == Mark::guillemet_right;
    case Mark::guillemet_right: return mark == Mark::guillemet_left;
    case Mark::corner_left: return mark == Mark::corner_right;
    default: return false;
  }
}

class Pairing {
 public:
  Pairing(std::string_view text, std::uint32_t begin, std::uint32_t end, std::vector<QuotedSpan>& into)
      : text_(text.substr(0, end)), begin_(begin), end_(end), into_(into) {}

  void run() {
    for (std::size_t at = begin_; at < end_;) {
      if (!may_be_mark(text_[at])) {
        ++at;
        continue;
      }
      const auto from = static_cast<std::uint32_t>(at);
      const Mark mark = mark_of(text::next_character(text_, at));
      if (mark == Mark::none) continue;
      if (depth_ == 0) at = opened(mark, from, static_cast<std::uint32_t>(at));
      else inside(mark, from, static_cast<std::uint32_t>(at));
    }
    finish();
  }

 private:
  bool space_before(std::uint32_t at) const {
    if (at == begin_) return true;
    const char c = text_[at - 1];
    if (c == ' ' || c == '(' || c == '[' || c == '/' || c == '-' || c == ':') return true;
    const std::string_view before = text_.substr(begin_, at - begin_);
    return before.ends_with("\u00A0") || before.ends_with("\u202F") || before.ends_with("—") || before.ends_with("–") ||
           before.ends_with("“") || before.ends_with("«") || before.ends_with("„");
  }
  bool space_after(std::uint32_t at) const { return at >= end_ || text_[at] == ' '; }

  // “so“: both marks the same, the second by its place: right behind a word, before a space or a mark.
  bool stands_as_close(std::uint32_t from, std::uint32_t behind) const {
    if (from == span_.begin || space_before(from)) return false;
    if (space_after(behind) || std::string_view(".,;:!?)]").find(text_[behind]) != std::string_view::npos) return true;
    const std::string_view after = text_.substr(behind);
    return after.starts_with("\u00A0") || after.starts_with("—") || after.starts_with("–") || after.starts_with("…");
  }

  void open(Mark mark, std::uint32_t from, std::uint32_t behind) {
    open_mark_ = mark;
    span_ = {from, behind, behind, behind, true};
    depth_ = 1;
    low_inside_ = 0;
    last_close_.reset();
  }

  // At the outermost level; gives where to go on.
  std::uint32_t opened(Mark mark, std::uint32_t from, std::uint32_t behind) {
    switch (mark) {
      case Mark::high_left: case Mark::low: case Mark::corner_left:
        open(mark, from, behind);
        break;
      case Mark::guillemet_left:
        open(mark, from, behind);
        break;
      case Mark::straight: case Mark::guillemet_right: case Mark::high_right:
        if (space_before(from) && !space_after(behind)) open(mark, from, behind);
        break;
      case Mark::single: case Mark::single_left: case Mark::low_single:
        if (space_before(from) && !space_after(behind)) return in_single_marks(mark, from, behind);
        break;
      default:
        break;
    }
    return behind;
  }

  // Looks for the end at once: an apostrophe must not swallow what follows.
  std::uint32_t in_single_marks(Mark mark, std::uint32_t from, std::uint32_t behind) {
    const std::uint32_t limit = std::min(end_, behind + kLongestInSingleMarks);
    std::optional<QuotedSpan> first;
    for (std::size_t at = behind; at < limit;) {
      const auto here = static_cast<std::uint32_t>(at);
      if (!may_be_mark(text_[at])) {
        ++at;
        continue;
      }
      const Mark other = mark_of(text::next_character(text_, at));
      const auto after = static_cast<std::uint32_t>(at);
      const bool may_open = other == Mark::single || other == Mark::single_left || other == Mark::low_single;
      if (may_open && space_before(here) && !space_after(after)) break;  // so that no text is searched twice
      const bool closing = mark == Mark::low_single ? other == Mark::single_left || other == Mark::single_right || other == Mark::single
                                                    : other == Mark::single_right || other == Mark::single;
      if (!closing || text_[here - 1] == ' ' || joins_letters(after)) continue;
      const bool plain = std::string_view(",.!?").find(text_[here - 1]) != std::string_view::npos || mark == Mark::low_single;
      if (plain || !first) first = QuotedSpan{from, behind, here, after, true};
      if (plain) break;
    }
    if (!first) return behind;
    into_.push_back(*first);
    return first->close;
  }

  bool joins_letters(std::uint32_t after) const {
    if (after >= end_) return false;
    const auto c = static_cast<unsigned char>(text_[after]);
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? true : c >= 0xC3 && c < 0xE2;
  }

  void inside(Mark mark, std::uint32_t from, std::uint32_t behind) {
    const bool same = mark == open_mark_;
    if (open_mark_ == Mark::straight && same && space_before(from) && !space_after(behind)) {
      ++depth_;  // "ЗАО "Ромашка""
    } else if (closes(open_mark_, mark)) {
      last_close_ = {from, behind};
      if (--depth_ == 0) close(from, behind);
    } else if (open_mark_ == Mark::high_left && mark == Mark::low) {
      ++low_inside_;
    } else if (same && mark == Mark::high_left && low_inside_ > 0) {
      --low_inside_;  // “he read „Die Woche“ first”
    } else if (same && mark == Mark::high_left && stands_as_close(from, behind)) {
      close(from, behind);
    } else if (same && mark == Mark::high_left) {
      open(mark, from, behind);  // the one before was never closed
    } else if (same) {
      ++depth_;
    }
  }

  void close(std::uint32_t from, std::uint32_t behind) {
    span_.end = from;
    span_.close = behind;
    into_.push_back(span_);
    depth_ = 0;
  }

  // «ООО «Ромашка»: one mark often closes two.
  void finish() {
    if (depth_ == 0) return;
    if (last_close_) return close(last_close_->first, last_close_->second);
    span_.end = span_.close = end_;
    span_.closed = false;
    into_.push_back(span_);
  }

  std::string_view text_;
  std::uint32_t begin_, end_;
  std::vector<QuotedSpan>& into_;
  Mark open_mark_ = Mark::none;
  QuotedSpan span_;
  unsigned depth_ = 0;
  unsigned low_inside_ = 0;  // „ in “…: the next “ closes it
  std::optional<std::pair<std::uint32_t, std::uint32_t>> last_close_;
};

}  // namespace

void find_quoted(std::string_view text, std::uint32_t begin, std::uint32_t end, std::vector<QuotedSpan>& into) {
  Pairing(text, begin, end, into).run();
}

bool opens_alike(std::string_view text, std::uint32_t section, const QuotedSpan& earlier) {
  const std::string_view mark = text.substr(earlier.open, earlier.begin - earlier.open);
  return text.substr(section).starts_with(mark);
}

}  // namespace dispatches::quotes
