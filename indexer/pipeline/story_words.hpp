// The words of an article that its story fingerprint is made of (articles/fingerprint.hpp): folded, of body and title; not of captions, of which
// each outlet has its own.
#pragma once

#include <string_view>

#include "indexer/articles/fingerprint.hpp"
#include "indexer/schema/stored_article.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::pipeline {

// Takes an article's words one after the other.
class StoryWords {
 public:
  void clear();
  void add(schema::SectionKind kind, std::string_view folded);
  articles::WordHashes telling() const { return articles::telling_words(title_, body_); }

 private:
  articles::WordHashes title_, body_;
};

articles::WordHashes story_words(const schema::StoredArticle& article, text::Analyzer& analyzer);

}  // namespace dispatches::pipeline
