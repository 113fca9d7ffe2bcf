// Article → AnnotatedArticle: its text in one piece with sections and tokens, language, whom it names and what it is about. What
// `indexer explain` shows and what pipeline::document turns into a document.
#pragma once

#include <string>
#include <vector>

#include "indexer/articles/article.hpp"
#include "indexer/entities/catalogue.hpp"
#include "indexer/entities/matcher.hpp"
#include "indexer/entities/topics.hpp"
#include "indexer/schema/stored_article.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::pipeline {

struct AnnotatedArticle {
  schema::StoredArticle stored;               // complete but for `mentions` (the lexicon's ids), `indexed` and `updated`
  std::vector<entities::Mention> mentions;    // offsets into stored.text; in order
};

// Everything that annotation knows: immutable, shared by threads.
class Annotator {
 public:
  explicit Annotator(const entities::Catalogue& catalogue);  // REQUIRES: the catalogue outlives it

  // `analyzer` is the calling thread's.
  AnnotatedArticle annotate(const articles::Article& article, text::Analyzer& analyzer) const;

  const entities::Catalogue& catalogue() const { return catalogue_; }
  const entities::Matcher& matcher() const { return matcher_; }

 private:
  const entities::Catalogue& catalogue_;
  entities::Matcher matcher_;
  entities::TopicTagger topics_;
};

// A derived title is the first sentence of the lead, cut at a word to this many characters.
inline constexpr std::size_t kDerivedTitleCharacters = 110;

}  // namespace dispatches::pipeline
