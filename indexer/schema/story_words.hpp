// The words of an article by which its reprints are told (text/shingles.hpp): folded, of body and title; not of captions, of which each outlet has
// its own.
#pragma once

#include <string_view>

#include "indexer/schema/stored_article.hpp"
#include "indexer/text/analyzer.hpp"
#include "indexer/text/shingles.hpp"

namespace dispatches::schema {

// Takes an article's words one after the other.
class StoryWords {
 public:
  void clear();
  void add(SectionKind kind, std::string_view folded);
  text::WordHashes telling() const { return text::telling_words(title_, body_); }

 private:
  text::WordHashes title_, body_;
};

text::WordHashes story_words(const StoredArticle& article, text::Analyzer& analyzer);

}  // namespace dispatches::schema
