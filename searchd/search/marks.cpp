#include "searchd/search/marks.hpp"

#include <algorithm>

#include "searchd/query/word_terms.hpp"

namespace dispatches::search {

using query::Marked;
using schema::StoredArticle;

namespace {

std::string_view word_at(const StoredArticle& article, std::size_t token) {
  const auto [begin, end] = article.tokens[token];
  return std::string_view(article.text).substr(begin, end - begin);
}

}  // namespace

Marker::Marker(const std::vector<Marked>& asked) : asked_(asked) {
  const auto begins = [this](const std::string& text) {
    if (!text.empty() && static_cast<unsigned char>(text[0]) < 128) begins_[static_cast<unsigned char>(text[0])] = true;
  };
  for (std::uint32_t i = 0; i < asked.size(); ++i) {
    for (const std::string& word : asked[i].folded) folded_.emplace(word, i), begins(word);
    for (const std::string& stem : asked[i].stems) stems_.emplace(stem, i), begins(stem);
    for (const std::string& prefix : asked[i].prefixes) begins(prefix);
    if (!asked[i].phrase.empty()) begins(asked[i].phrase.front()), with_phrase_.push_back(i);
    if (!asked[i].prefixes.empty()) with_prefix_.push_back(i);
  }
}

// A word of ASCII letters folds and stems to one that begins with the same letter: most words need no more than this look.
bool Marker::may_begin_mark(std::string_view word) const {
  auto first = static_cast<unsigned char>(word.front());
  if (first >= 128) return true;
  if (first >= 'A' && first <= 'Z') first = static_cast<unsigned char>(first + ('a' - 'A'));
  return begins_[first];
}

std::vector<Mark> Marker::marks(const StoredArticle& article, std::span<const names::EntityOrdinal> named, text::Analyzer& analyzer) const {
  std::vector<Mark> marks;
  if (asked_.empty()) return marks;
  std::vector<bool> shown(asked_.size());
  mark_mentions(article, named, marks, shown);
  mark_words(article, shown, analyzer, marks);
  std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  return marks;
}

void Marker::mark_mentions(const StoredArticle& article, std::span<const names::EntityOrdinal> named, std::vector<Mark>& marks, std::vector<bool>& shown) const {
  for (std::uint32_t i = 0; i < asked_.size(); ++i) {
    const std::vector<names::EntityOrdinal>& wanted = asked_[i].entities;
    for (std::size_t m = 0; !wanted.empty() && m < named.size(); ++m)
      if (std::find(wanted.begin(), wanted.end(), named[m]) != wanted.end())
        marks.push_back({article.mentions[m].begin, article.mentions[m].end, i}), shown[i] = true;
  }
}

// `shown`: things that the article's mentions show already; their words elsewhere are somebody else's.
void Marker::mark_words(const StoredArticle& article, const std::vector<bool>& shown, text::Analyzer& analyzer, std::vector<Mark>& marks) const {
  for (std::size_t i = 0; i < article.tokens.size(); ++i) {
    const std::string_view word = word_at(article, i);
    if (word.empty() || !may_begin_mark(word)) continue;
    const std::string& folded = analyzer.fold(word);
    const auto add = [&](std::uint32_t asked) {
      if (!shown[asked]) marks.push_back({article.tokens[i].begin, article.tokens[i].end, asked});
    };
    if (const auto asked = asked_by(word, folded, article.language, analyzer)) add(*asked);
    for (const std::uint32_t asked : with_prefix_)
      if (folded.starts_with(asked_[asked].prefixes.front())) add(asked);
    if (!with_phrase_.empty()) mark_phrases(article, i, std::string(folded), analyzer, marks);
  }
}

// "the" is searched for where it is a word of another language; it is not what a reader looks for.
std::optional<std::uint32_t> Marker::asked_by(std::string_view word, const std::string& folded, const std::string& language, text::Analyzer& analyzer) const {
  auto found = folded_.find(folded);
  if (found == folded_.end()) {
    if (stems_.empty() || (found = stems_.find(analyzer.stem(word, language))) == stems_.end()) return std::nullopt;
  }
  if (asked_.size() > 1 && analyzer.is_stop_word(folded, language)) return std::nullopt;
  return is_written(found->second, 0, word) ? std::optional(found->second) : std::nullopt;
}

// Where marks count: whether the word is written as word `i` of the thing asked for.
bool Marker::is_written(std::uint32_t asked, std::size_t i, std::string_view word) const {
  const std::vector<std::string>& written = asked_[asked].written;
  return written.empty() || query::written_form(word) == written[i];
}

void Marker::mark_phrases(const StoredArticle& article, std::size_t token, const std::string& folded, text::Analyzer& analyzer, std::vector<Mark>& marks) const {
  for (const std::uint32_t asked : with_phrase_) {
    const std::vector<std::string>& phrase = asked_[asked].phrase;
    if (phrase.front() != folded || token + phrase.size() > article.tokens.size()) continue;
    const auto stands = [&](std::size_t i) {
      const std::string_view word = word_at(article, token + i);
      return analyzer.fold(word) == phrase[i] && is_written(asked, i, word);
    };
    std::size_t matched = 0;
    while (matched < phrase.size() && stands(matched)) ++matched;
    if (matched == phrase.size()) marks.push_back({article.tokens[token].begin, article.tokens[token + matched - 1].end, asked});
  }
}

}  // namespace dispatches::search
