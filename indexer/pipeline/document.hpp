// AnnotatedArticle → Xapian::Document, by the table in schema/fields.hpp.
#pragma once

#include <xapian.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/names/interner.hpp"
#include "indexer/pipeline/annotate.hpp"
#include "indexer/schema/story_words.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::pipeline {

// Builds documents one after the other; keeps its buffers. One a thread.
class DocumentBuilder {
 public:
  explicit DocumentBuilder(names::Interner& interner) : interner_(interner) {}

  // Gives mentions their ids, and fills in article.stored.mentions.
  Xapian::Document build(AnnotatedArticle& article, text::Analyzer& analyzer);

 private:
  void add_words(const schema::StoredArticle& article, text::Analyzer& analyzer, Xapian::Document& document);
  void add_filters(const schema::StoredArticle& article, Xapian::Document& document) const;
  void add_bands(Xapian::Document& document) const;  // REQUIRES: add_words
  void add_quotes(const schema::StoredArticle& article, text::Analyzer& analyzer, Xapian::Document& document) const;
  void add_mentions(AnnotatedArticle& article, Xapian::Document& document);

  names::Interner& interner_;
  schema::StoryWords story_words_;
};

}  // namespace dispatches::pipeline
