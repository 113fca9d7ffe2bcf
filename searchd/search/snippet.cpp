#include "searchd/search/snippet.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace dispatches::search {

namespace {

using schema::SectionKind;
using schema::StoredArticle;

constexpr std::string_view kEllipsis = "…";

struct Span {
  std::uint32_t begin, end;
};

void append(Fragments& fragments, std::string_view text, bool mark, names::EntityOrdinal entity = names::kNobody) {
  if (text.empty()) return;
  if (!fragments.empty() && fragments.back().mark == mark && fragments.back().entity == entity) fragments.back().text += text;
  else fragments.push_back({std::string(text), mark, entity});
}

// Bytes [span) of the text; what lies in a mark is marked. `marks` are in order of begin.
void append_marked(Fragments& fragments, std::string_view text, Span span, const std::vector<Mark>& marks) {
  std::uint32_t at = span.begin;
  auto mark = std::lower_bound(marks.begin(), marks.end(), span.begin, [](const Mark& m, std::uint32_t begin) { return m.end <= begin && m.begin < begin; });
  for (; mark != marks.end() && mark->begin < span.end; ++mark) {
    const std::uint32_t begin = std::max(mark->begin, at), end = std::min(mark->end, span.end);
    if (end <= begin) continue;
    append(fragments, text.substr(at, begin - at), false);
    append(fragments, text.substr(begin, end - begin), true);
    at = end;
  }
  append(fragments, text.substr(at, span.end - at), false);
}

// The words of all sections of a kind, in order: a snippet may run on from one paragraph into the next.
struct Run {
  std::vector<std::uint32_t> tokens;
  std::vector<std::uint32_t> sections;  // of each token
};

Run run_of(const StoredArticle& article, SectionKind kind) {
  Run run;
  for (std::uint32_t s = 0; s < article.sections.size(); ++s) {
    if (article.sections[s].kind != kind) continue;
    const std::size_t end = s + 1 < article.sections.size() ? article.sections[s + 1].first_token : article.tokens.size();
    for (std::size_t t = article.sections[s].first_token; t < end; ++t) run.tokens.push_back(static_cast<std::uint32_t>(t)), run.sections.push_back(s);
  }
  return run;
}

// What each word of the run shows: a number of the question's things, or none.
std::vector<std::optional<std::uint32_t>> shown_by(const StoredArticle& article, const Run& run, const std::vector<Mark>& marks) {
  std::vector<std::optional<std::uint32_t>> shown(run.tokens.size());
  for (std::size_t i = 0; i < run.tokens.size(); ++i) {
    const std::uint32_t begin = article.tokens[run.tokens[i]].begin;
    auto mark = std::upper_bound(marks.begin(), marks.end(), begin, [](std::uint32_t at, const Mark& m) { return at < m.begin; });
    // A mark may span several words; longer ones that begin earlier are few.
    for (int back = 0; mark != marks.begin() && back < 4; ++back)
      if (--mark; begin < mark->end) shown[i] = mark->asked;
  }
  return shown;
}

struct Window {
  std::size_t begin = 0, end = 0;  // words of the run
  std::size_t things = 0;          // different ones of the question
};

// The first window with the most different things; of those the one with the most marks. It begins at a mark.
Window best_window(const std::vector<std::optional<std::uint32_t>>& shown, std::size_t words, std::size_t asked) {
  Window best;
  std::vector<std::size_t> counts(asked);
  std::size_t things = 0, marks = 0, best_marks = 0, end = 0;
  for (std::size_t begin = 0; begin < shown.size(); ++begin) {
    for (; end < std::min(shown.size(), begin + words); ++end)
      if (shown[end]) things += counts[*shown[end]]++ == 0, ++marks;
    if (!shown[begin]) continue;
    if (things > best.things || (things == best.things && marks > best_marks)) best = {begin, end, things}, best_marks = marks;
    things -= --counts[*shown[begin]] == 0, --marks;
  }
  while (best.end > best.begin + 1 && !shown[best.end - 1]) --best.end;
  return best;
}

// Whether a sentence or a section begins with that word of the run.
bool begins_sentence(const StoredArticle& article, const Run& run, std::size_t word) {
  if (word == 0 || run.sections[word] != run.sections[word - 1]) return true;
  const std::uint32_t from = article.tokens[run.tokens[word - 1]].end, to = article.tokens[run.tokens[word]].begin;
  const std::string_view between = std::string_view(article.text).substr(from, to - from);
  constexpr std::array<std::string_view, 6> kEnds = {". ", "! ", "? ", "… ", ".” ", ".» "};
  return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return between.find(end) != std::string_view::npos; });
}

// Where a sentence begins in words [first, last] of the run: the last such place, or the first.
std::optional<std::size_t> sentence_begin(const StoredArticle& article, const Run& run, std::size_t first, std::size_t last, bool take_first) {
  for (std::size_t i = 0; i <= last - first; ++i)
    if (const std::size_t word = take_first ? first + i : last - i; begins_sentence(article, run, word)) return word;
  return std::nullopt;
}

// The window widened to `words`: back to where a sentence begins if that is within reach, else by a little. Near the end of the text there are
// not as many words left, so it begins earlier.
Window widened(const StoredArticle& article, const Run& run, Window window, std::size_t words) {
  const std::size_t spare = words - std::min(words, window.end - window.begin), total = run.tokens.size();
  const std::size_t reach = std::min(spare, window.begin), latest = total > words ? total - words : 0;
  std::size_t begin = sentence_begin(article, run, window.begin - reach, window.begin, false).value_or(window.begin - std::min(reach, (spare + 1) / 3));
  if (begin > latest) begin = sentence_begin(article, run, latest, begin, true).value_or(latest);
  return {begin, std::min(total, begin + words), window.things};
}

// A closing full stop or bracket belongs to its word.
std::uint32_t with_punctuation(const StoredArticle& article, std::uint32_t end, std::uint32_t section_end) {
  while (end < section_end && article.text[end] != ' ' && article.text[end] != '\n') ++end;
  return end;
}

Fragments cut(const StoredArticle& article, const Run& run, const Window& window, const std::vector<Mark>& marks) {
  Fragments fragments;
  if (!begins_sentence(article, run, window.begin)) append(fragments, std::string(kEllipsis) + " ", false);
  for (std::size_t i = window.begin; i < window.end;) {
    std::size_t last = i;
    while (last + 1 < window.end && run.sections[last + 1] == run.sections[i]) ++last;
    const schema::Section& section = article.sections[run.sections[i]];
    // A section begins with its own first sign: a quotation mark stands before the first word.
    const bool whole_begin = i == 0 || run.sections[i - 1] != run.sections[i];
    const std::uint32_t begin = whole_begin ? section.begin : article.tokens[run.tokens[i]].begin;
    if (i > window.begin) append(fragments, " ", false);
    append_marked(fragments, article.text, {begin, with_punctuation(article, article.tokens[run.tokens[last]].end, section.end)}, marks);
    i = last + 1;
  }
  if (window.end < run.tokens.size() && !begins_sentence(article, run, window.end)) append(fragments, " " + std::string(kEllipsis), false);
  return fragments;
}

std::size_t things_in(const std::vector<Mark>& marks) {
  std::uint32_t most = 0;
  for (const Mark& mark : marks) most = std::max(most, mark.asked + 1);
  return most;
}

}  // namespace

Fragments marked_title(const StoredArticle& article, const std::vector<Mark>& marks) {
  Fragments fragments;
  append_marked(fragments, article.text, {article.title_begin, article.title_end}, marks);
  if (article.title_derived && article.title_cut()) append(fragments, kEllipsis, false);
  return fragments;
}

Fragments snippet(const StoredArticle& article, const std::vector<Mark>& marks, std::size_t words) {
  if (words == 0) return {};
  const Run body = run_of(article, SectionKind::body), captions = run_of(article, SectionKind::caption);
  for (const Run* run : {&body, &captions}) {
    const Window best = best_window(shown_by(article, *run, marks), words, things_in(marks));
    if (best.things > 0) return cut(article, *run, widened(article, *run, best, words), marks);
  }
  const Run& lead = body.tokens.empty() ? captions : body;
  if (lead.tokens.empty()) return {};
  return cut(article, lead, {0, std::min(words, lead.tokens.size()), 0}, marks);
}

std::vector<ShownParagraph> paragraphs(const StoredArticle& article, std::span<const names::EntityOrdinal> named, const std::vector<Mark>& marks) {
  std::vector<ShownParagraph> shown;
  bool lead = true;
  std::size_t mention = 0;
  for (const schema::Section& section : article.sections) {
    if (section.kind == SectionKind::title) continue;
    ShownParagraph paragraph{section.kind == SectionKind::caption ? "caption" : std::exchange(lead, false) ? "lead" : "body", {}};
    std::uint32_t at = section.begin;
    while (mention < article.mentions.size() && article.mentions[mention].end <= section.begin) ++mention;
    for (; mention < article.mentions.size() && article.mentions[mention].begin < section.end; ++mention) {
      const names::EntityOrdinal entity = named[mention];
      const std::uint32_t begin = std::max(at, article.mentions[mention].begin), end = std::min(article.mentions[mention].end, section.end);
      if (entity == names::kNobody || end <= begin) continue;
      append_marked(paragraph.text, article.text, {at, begin}, marks);
      Fragments inside;
      append_marked(inside, article.text, {begin, end}, marks);
      for (Fragment& fragment : inside) fragment.entity = entity, paragraph.text.push_back(std::move(fragment));
      at = end;
    }
    append_marked(paragraph.text, article.text, {at, section.end}, marks);
    shown.push_back(std::move(paragraph));
  }
  return shown;
}

}  // namespace dispatches::search
