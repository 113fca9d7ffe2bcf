#include "indexer/schema/story_words.hpp"

namespace dispatches::schema {

text::WordHashes story_words(const StoredArticle& article, bool in_title, text::Analyzer& analyzer) {
  text::WordHashes words;
  const SectionKind wanted = in_title ? SectionKind::title : SectionKind::body;
  for (std::size_t s = 0; s < article.sections.size(); ++s) {
    if (article.sections[s].kind != wanted) continue;
    const std::size_t end = s + 1 < article.sections.size() ? article.sections[s + 1].first_token : article.tokens.size();
    for (std::size_t i = article.sections[s].first_token; i < end; ++i)
      words.push_back(text::hash_of_word(analyzer.fold(std::string_view(article.text).substr(article.tokens[i].begin, article.tokens[i].end - article.tokens[i].begin))));
  }
  return words;
}

}  // namespace dispatches::schema
