// An article, annotated or stored → Xapian::Document, by the table in schema/fields.hpp.
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
  // The interner gives its mentions their ids, and article.stored.mentions is filled in.
  Xapian::Document build(AnnotatedArticle& article, names::Interner& interner, text::Analyzer& analyzer);
  Xapian::Document build(const schema::StoredArticle& article, text::Analyzer& analyzer);

 private:
  void add_words(const schema::StoredArticle& article, text::Analyzer& analyzer, Xapian::Document& document);
  void add_filters(const schema::StoredArticle& article, Xapian::Document& document) const;
  void add_bands(Xapian::Document& document) const;  // REQUIRES: add_words
  void add_quotes(const schema::StoredArticle& article, text::Analyzer& analyzer, Xapian::Document& document) const;

  schema::StoryWords story_words_;
};

}  // namespace dispatches::pipeline
