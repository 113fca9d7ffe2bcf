#include "indexer/pipeline/story_words.hpp"

namespace dispatches::pipeline {

articles::WordHashes story_words(const schema::StoredArticle& article, text::Analyzer& analyzer) {
  articles::WordHashes title, body;
  const std::string_view text = article.text;
  for (std::size_t s = 0; s < article.sections.size(); ++s) {
    const schema::Section& section = article.sections[s];
    if (section.kind == schema::SectionKind::caption) continue;
    articles::WordHashes& words = section.kind == schema::SectionKind::title ? title : body;
    const std::size_t end = s + 1 < article.sections.size() ? article.sections[s + 1].first_token : article.tokens.size();
    for (std::size_t i = section.first_token; i < end; ++i)
      words.push_back(articles::hash_of_word(analyzer.fold(text.substr(article.tokens[i].begin, article.tokens[i].end - article.tokens[i].begin))));
  }
  return articles::telling_words(title, body);
}

}  // namespace dispatches::pipeline
