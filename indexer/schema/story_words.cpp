#include "indexer/schema/story_words.hpp"

namespace dispatches::schema {

void StoryWords::clear() {
  title_.clear();
  body_.clear();
}

void StoryWords::add(SectionKind kind, std::string_view folded) {
  if (kind != SectionKind::caption) (kind == SectionKind::title ? title_ : body_).push_back(text::hash_of_word(folded));
}

text::WordHashes story_words(const StoredArticle& article, text::Analyzer& analyzer) {
  StoryWords words;
  for (std::size_t s = 0; s < article.sections.size(); ++s) {
    const std::size_t end = s + 1 < article.sections.size() ? article.sections[s + 1].first_token : article.tokens.size();
    for (std::size_t i = article.sections[s].first_token; i < end; ++i)
      words.add(article.sections[s].kind, analyzer.fold(std::string_view(article.text).substr(article.tokens[i].begin, article.tokens[i].end - article.tokens[i].begin)));
  }
  return words.telling();
}

}  // namespace dispatches::schema
