#include "searchd/search/difference.hpp"

#include <algorithm>
#include <array>
#include <dtl/dtl.hpp>
#include <string_view>
#include <utility>

namespace dispatches::search {

namespace {

using Kind = DifferencePart::Kind;
using Words = std::vector<std::string_view>;

// `breaks`: whether a paragraph ends after the word of the same number.
struct ComparedText {
  Words words;
  std::vector<bool> breaks;
  bool cut = false;
};

void add_words(std::string_view paragraph, ComparedText& text) {
  constexpr std::string_view kSpace = " \t\n";
  for (std::size_t at = paragraph.find_first_not_of(kSpace); at != paragraph.npos && !text.cut;) {
    text.cut = text.words.size() == kComparedWords;
    if (text.cut) break;
    const std::size_t end = std::min(paragraph.find_first_of(kSpace, at), paragraph.size());
    text.words.push_back(paragraph.substr(at, end - at));
    text.breaks.push_back(false);
    at = paragraph.find_first_not_of(kSpace, end);
  }
  if (!text.breaks.empty()) text.breaks.back() = true;
}

ComparedText compared(const schema::StoredArticle& article) {
  ComparedText text;
  for (const schema::Section& section : article.sections)
    if (section.kind != schema::SectionKind::caption) add_words(std::string_view(article.text).substr(section.begin, section.end - section.begin), text);
  return text;
}

// Between two runs that are the same, what is only here stands before what is only there.
class Script {
 public:
  void add(Kind kind, std::string_view word, bool ends_paragraph) {
    if (kind == Kind::same)
      flush(Kind::only_here), flush(Kind::only_there);
    else
      flush(Kind::same);
    Run& run = runs_[static_cast<std::size_t>(kind)];
    if (!run.text.empty()) run.text += run.glue;
    run.text += word;
    run.glue = ends_paragraph ? '\n' : ' ';
  }
  std::vector<DifferencePart> take() {
    for (const Kind kind : {Kind::same, Kind::only_here, Kind::only_there}) flush(kind);
    return std::move(parts_);
  }

 private:
  struct Run {
    std::string text;
    char glue = ' ';
  };
  void flush(Kind kind) {
    auto& [text, glue] = runs_[static_cast<std::size_t>(kind)];
    if (text.empty()) return;
    if (glue == '\n') text += glue;
    parts_.push_back({kind, std::exchange(text, {})});
  }

  std::vector<DifferencePart> parts_;
  std::array<Run, 3> runs_;
};

}  // namespace

Difference difference(const schema::StoredArticle& here, const schema::StoredArticle& there) {
  const ComparedText ours = compared(here), theirs = compared(there);
  dtl::Diff<std::string_view, Words> diff(ours.words, theirs.words);
  diff.compose();
  Script script;
  std::size_t our = 0, their = 0;
  for (const auto& [word, edit] : diff.getSes().getSequence()) {
    if (edit.type == dtl::SES_ADD) {
      script.add(Kind::only_there, word, theirs.breaks[their++]);
      continue;
    }
    if (edit.type == dtl::SES_COMMON) ++their;
    script.add(edit.type == dtl::SES_COMMON ? Kind::same : Kind::only_here, word, ours.breaks[our++]);
  }
  return {script.take(), ours.cut || theirs.cut};
}

}  // namespace dispatches::search
