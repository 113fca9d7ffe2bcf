// The words of an article that its story fingerprint is made of (articles/fingerprint.hpp): folded, of body and title; not of captions, which each outlet has its own of.
#pragma once

#include "indexer/articles/fingerprint.hpp"
#include "indexer/schema/stored_article.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::pipeline {

articles::WordHashes story_words(const schema::StoredArticle& article, text::Analyzer& analyzer);

}  // namespace dispatches::pipeline
