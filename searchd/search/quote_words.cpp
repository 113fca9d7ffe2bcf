// Whether a quote has what the question asks of its words.
#include <algorithm>

#include "indexer/schema/fields.hpp"
#include "searchd/query/word_terms.hpp"
#include "searchd/search/quotes.hpp"

namespace dispatches::search {

namespace {

using query::Match;
using query::MatchKind;
using query::Written;

// The words of one quote, as terms and as written.
class QuoteWords {
 public:
  QuoteWords(const schema::StoredArticle& article, const schema::StoredQuote& quote, text::Analyzer& analyzer) {
    schema::each_token(article, quote, [&](const schema::StoredToken& token) {
      const std::string_view typed = article.slice({token.begin, token.end});
      written_.push_back(query::written_form(typed));
      folded_.push_back(analyzer.fold(typed));
      words_.push_back(std::string(schema::prefix_of(schema::Term::said_word)) + folded_.back());
      stems_.push_back(std::string(schema::prefix_of(schema::Term::said_stem)) + analyzer.stem(typed, article.language));
    });
  }

  bool has(const Match& match) const {
    const auto has_child = [&](const Match& child) { return has(child); };
    switch (match.kind) {
      case MatchKind::nothing: return false;
      case MatchKind::all_of: return std::all_of(match.children.begin(), match.children.end(), has_child);
      case MatchKind::any_of: return std::any_of(match.children.begin(), match.children.end(), has_child);
      case MatchKind::none_of: return std::none_of(match.children.begin(), match.children.end(), has_child);
      case MatchKind::terms: return has_any(match.terms) && (match.written.empty() || has_written(match.written));
      case MatchKind::positional: return !match.written.in_quotes || has_written(match.written);
      default: return true;
    }
  }

 private:
  bool has_any(const std::vector<std::string>& terms) const {
    return std::any_of(terms.begin(), terms.end(), [&](const std::string& term) {
      if (!term.starts_with(schema::prefix_of(schema::Term::said_word)) && !term.starts_with(schema::prefix_of(schema::Term::said_stem))) return true;
      return std::find(words_.begin(), words_.end(), term) != words_.end() || std::find(stems_.begin(), stems_.end(), term) != stems_.end();
    });
  }

  // In order, or within a window in any order.
  bool has_written(const Written& asked) const {
    const std::vector<std::string>& words = asked.folded ? folded_ : written_;
    const std::size_t window = asked.window == 0 ? asked.forms.size() : asked.window;
    for (std::size_t at = 0; at < words.size(); ++at) {
      const auto begin = words.begin() + static_cast<std::ptrdiff_t>(at), end = words.begin() + static_cast<std::ptrdiff_t>(std::min(at + window, words.size()));
      if (asked.window == 0 ? std::equal(begin, end, asked.forms.begin(), asked.forms.end())
                            : std::all_of(asked.forms.begin(), asked.forms.end(), [&](const std::string& form) { return std::find(begin, end, form) != end; }))
        return true;
    }
    return false;
  }

  std::vector<std::string> written_, folded_, words_, stems_;
};

}  // namespace

bool has_words(const Match& match, const schema::StoredArticle& article, const schema::StoredQuote& quote, text::Analyzer& analyzer) {
  return QuoteWords(article, quote, analyzer).has(match);
}

}  // namespace dispatches::search
