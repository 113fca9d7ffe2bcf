// Which quotations of a section may be speech.
#include <algorithm>
#include <optional>

#include "indexer/quotes/quote_text.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::quotes {
namespace {

constexpr std::uint32_t kLongestName = 6;     // words of a name or title in quotation marks
constexpr std::uint32_t kShortName = 3;
constexpr std::size_t kLongWord = 5;         // bytes; shorter ones are small in titles too
constexpr std::uint32_t kVerbNear = 4;        // words from a dash to the verb
constexpr std::uint32_t kLongestAside = 25;   // words of "— said the minister of … —"

class SpanReader {
 public:
  SpanReader(const QuoteText& article, const SpeechSection& section) : article_(article), section_(section), text_(article.text()) {}

  std::vector<Quotation> run() {
    find_quoted(text_, section_.begin, section_.end, spans_);
    if (!add_dialogue()) add_dialogue_inside();
    std::vector<Quotation> quotations;
    for (std::size_t i = 0; i < spans_.size(); ++i) {
      if (!spans_[i].closed || spans_[i].begin >= spans_[i].end) {
        if (!spans_[i].closed) quotations.push_back(with_words(spans_[i]));
        continue;
      }
      const std::vector<QuotedSpan> parts = split_at_asides(spans_[i]);
      for (const QuotedSpan& part : parts) {
        Quotation quotation = with_words(part);
        if (!quotation.words.empty() && (parts.size() > 1 || !is_name(quotation))) quotations.push_back(quotation);
      }
    }
    return quotations;
  }

 private:
  Quotation with_words(const QuotedSpan& span) const { return {span, article_.words_between(span.begin, span.end, section_.words)}; }

  // "— We stay, — said he. — It is ours.": speech from the dash on, if a verb follows another one.
  bool add_dialogue() {
    std::size_t at = section_.begin;
    if (section_.words.empty() || !is_dash(text::next_character(text_, at))) return false;
    const QuotedSpan whole{section_.begin, static_cast<std::uint32_t>(at), section_.end, section_.end, true};
    if (!spans_.empty() && spans_.front().open < section_.begin + 8) return false;
    const std::vector<QuotedSpan> parts = split_at_asides(whole);
    if (parts.size() < 2 && parts.front().end == whole.end) return false;
    // A dash behind a full stop that no attribution explains: somebody else answers.
    for (const QuotedSpan& part : parts) {
      const WordRange words = article_.words_between(part.begin, part.end, section_.words);
      for (std::uint32_t word = words.first + 1; word < words.last; ++word)
        if (begins_answer(word)) return false;
    }
    spans_.assign(1, whole);
    return true;
  }

  // A dash behind a sentence's end.
  bool begins_answer(std::uint32_t word) const { return dash_before(word) && article_.gap(word).find_first_of(".!?") != std::string_view::npos; }

  // Polish papers: "Spotkali się wieczorem. – Badamy to – powiedział minister. – Jest źle – dodał." Each part is a quotation of its own.
  void add_dialogue_inside() {
    if (article_.language() != "pl" || section_.words.empty()) return;
    std::vector<QuotedSpan> found;
    const std::uint32_t none = section_.words.last;
    // The first word of a part not yet attributed.
    std::uint32_t from = is_dash(first_character(text_, section_.begin, section_.end)) ? section_.words.first : none;
    for (std::uint32_t word = section_.words.first + 1; word < section_.words.last; ++word) {
      if (begins_answer(word) && article_.capitalised(word)) {
        from = word;
      } else if (from != none && dash_before(word) && verb_follows(word, section_.words.last)) {
        const std::uint32_t begin = article_.word(from).begin, end = end_of_marks(word - 1, word);
        found.push_back({dash_of(from), begin, end, end, true});
        from = none;
      }
    }
    put_among_spans(found);
  }

  // Marks inside one belong to it; one that begins between marks is theirs.
  void put_among_spans(const std::vector<QuotedSpan>& found) {
    std::vector<QuotedSpan> all;
    std::size_t next = 0;
    for (const QuotedSpan& span : found) {
      while (next < spans_.size() && spans_[next].open < span.open) all.push_back(spans_[next++]);
      if (!all.empty() && all.back().close > span.open) continue;
      all.push_back(span);
      while (next < spans_.size() && spans_[next].open < span.close) ++next;
    }
    all.insert(all.end(), spans_.begin() + static_cast<std::ptrdiff_t>(next), spans_.end());
    spans_ = std::move(all);
  }

  // Where the dash before the word begins.
  std::uint32_t dash_of(std::uint32_t word) const {
    std::uint32_t at = article_.word(word).begin;
    while (at > section_.begin && text_[at - 1] == ' ') --at;
    for (const std::string_view dash : {"—", "–", "-"})
      if (text_.substr(0, at).ends_with(dash)) return at - static_cast<std::uint32_t>(dash.size());
    return at;
  }

  // An attribution between dashes: [where the speech before it ends, where it goes on).
  struct Aside {
    std::uint32_t begin = 0, end = 0;
    WordRange words;
  };

  std::vector<QuotedSpan> split_at_asides(const QuotedSpan& span) const {
    std::vector<QuotedSpan> parts;
    QuotedSpan rest = span;
    std::uint32_t from = article_.words_between(span.begin, span.end, section_.words).first;
    while (const auto aside = aside_in(rest, from)) {
      QuotedSpan part = rest;
      part.end = part.close = aside->begin;
      parts.push_back(part);
      if (aside->end >= span.end) return parts;
      rest = {aside->end, aside->end, span.end, span.close, true};
      from = aside->words.last;
    }
    parts.push_back(rest);
    return parts;
  }

  // The first in the span behind word `from`: a dash behind a comma or an end mark (or none in Polish and Spanish dialogue) and a verb right after it.
  std::optional<Aside> aside_in(const QuotedSpan& span, std::uint32_t from) const {
    const WordRange words = article_.words_between(span.begin, span.end, section_.words);
    for (std::uint32_t word = std::max(from, words.first) + 1; word < words.last; ++word) {
      if (!dash_before(word) || !verb_follows(word, words.last)) continue;
      Aside aside{article_.word(word - 1).end, span.end, {word, words.last}};
      aside.begin = end_of_marks(word - 1, word);
      for (std::uint32_t next = word + 1; next < words.last; ++next) {
        if (!dash_before(next)) continue;
        if (next - word > kLongestAside) break;
        aside.words.last = next;
        aside.end = article_.word(next).begin;
        break;
      }
      return aside;
    }
    return std::nullopt;
  }

  // With white space before it, and marks before that: ", — " or " – ".
  bool dash_before(std::uint32_t word) const {
    const std::string_view gap = article_.gap(word);
    for (const std::string_view dash : {" — ", " – ", " - ", " —", " –", "—", "\u00A0— ", "\u00A0– "})
      if (gap.ends_with(dash)) return dash != "—" || gap.size() > dash.size();
    return false;
  }

  bool verb_follows(std::uint32_t word, std::uint32_t last) const {
    const std::string_view gap = article_.gap(word);
    const bool after_mark = gap.find_first_of(",.!?") != std::string_view::npos || gap.find("…") != std::string_view::npos;
    if (!after_mark && article_.language() != "pl" && article_.language() != "es") return false;
    const std::uint32_t near = after_mark ? kVerbNear : 2;
    for (std::uint32_t i = word; i < std::min(last, word + near); ++i) {
      const bool verb = article_.is(i, Speech::verb) && (!article_.is(i, Speech::participle) || article_.is(i, Speech::finite));
      if (verb) return !article_.capitalised(word) || article_.word(word).mention != kNoMention;
    }
    return false;
  }

  // The marks that end the speech belong to it, the comma does not.
  std::uint32_t end_of_marks(std::uint32_t before, std::uint32_t word) const {
    std::uint32_t end = article_.word(before).end;
    for (std::size_t at = end; at < article_.word(word).begin;) {
      const char32_t c = text::next_character(text_, at);
      if (c == ' ' || is_dash(c) || c == U'\u00A0') break;
      if (c != ',') end = static_cast<std::uint32_t>(at);
    }
    return end;
  }

  // A name or a title: few words, the first with a capital, no mark of a sentence, and nothing of speech beside it.
  bool is_name(const Quotation& quotation) const {
    const auto& [span, words] = quotation;
    if (is_so_called(words)) return true;
    const char32_t last = last_character(text_, span.begin, span.end);
    if (article_.vocabulary().is_english() && is_title(words)) return true;
    if (words.size() > kLongestName || (ends_speech(last) && words.size() > 1) || last == ',') return false;
    const char32_t before = last_character(text_, section_.begin, span.open);
    if (before == ':' && words.size() <= kShortName && !ends_speech(last) && goes_on(quotation)) return true;
    if (before == ':' || before == ',') return words.size() < 2 && !speech_follows(quotation);
    if (speech_follows(quotation)) return false;
    if (ends_speech(last)) return before != 0 && !ends_speech(before);
    return words.size() < 2 || (article_.capitalised(words.first) && before != 0 && !ends_speech(before));
  }

  // так звану «…», tak zwana „…“, sogenannte „…“: a term, not words of somebody.
  bool is_so_called(WordRange words) const {
    if (words.empty() || words.first == section_.words.first) return false;
    const std::string_view before = article_.spelling(words.first - 1);
    if (before.starts_with("sogenannt") || before == "tzw") return true;
    const bool called = before.starts_with("зван") || before.starts_with("называем") || before.starts_with("zwan");
    if (!called || words.first < section_.words.first + 2) return false;
    const std::string_view so = article_.spelling(words.first - 2);
    return so == "так" || so == "Так" || so == "tak" || so == "Tak";
  }

  // Something other than speech or the sentence's end follows: "he kept saying: «Nord Stream» is a weapon".
  bool goes_on(const Quotation& quotation) const {
    const std::uint32_t first = quotation.words.last;
    if (speech_follows(quotation) || first >= section_.words.last) return false;
    const char32_t mark = first_character(text_, quotation.span.close, article_.word(first).begin);
    return is_dash(mark) || mark == 0;
  }

  // “Paradise Built in Hell: The Communities that Arise in Disaster”
  bool is_title(WordRange words) const {
    std::uint32_t many = 0, capitals = 0;
    for (std::uint32_t word = words.first; word < words.last; ++word) {
      if (article_.spelling(word).size() < kLongWord) continue;
      ++many;
      capitals += article_.capitalised(word);
    }
    return words.size() > 2 && many > 1 && capitals == many;
  }

  // ", — said", " said": the verb within a few words behind a comma or dash.
  bool speech_follows(const Quotation& quotation) const {
    const std::uint32_t first = quotation.words.last;
    if (first >= section_.words.last || article_.word(first).begin < quotation.span.close) return false;
    const char32_t mark = first_character(text_, quotation.span.close, article_.word(first).begin);
    const char32_t last = last_character(text_, quotation.span.begin, quotation.span.end);
    if (mark != ',' && !is_dash(mark) && last != ',' && !ends_speech(last)) return false;
    for (std::uint32_t word = first; word < std::min(section_.words.last, first + 3); ++word)
      if (article_.is(word, Speech::verb)) return true;
    return false;
  }

  const QuoteText& article_;
  const SpeechSection& section_;
  std::string_view text_;
  std::vector<QuotedSpan> spans_;
};

}  // namespace

std::vector<Quotation> QuoteText::quotations(const SpeechSection& section) {
  std::vector<Quotation> quotations = SpanReader(*this, section).run();
  for (const Quotation& quotation : quotations)
    for (std::uint32_t word = quotation.words.first; word < quotation.words.last; ++word) words_[word].quoted = true;
  return quotations;
}

}  // namespace dispatches::quotes
