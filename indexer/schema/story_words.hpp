// The words of an article by which its reprints are told: folded, of title and body; not of captions, which each outlet has its own of.
#pragma once

#include "indexer/schema/stored_article.hpp"
#include "indexer/text/analyzer.hpp"
#include "indexer/text/shingles.hpp"

namespace dispatches::schema {

// The title's alone where `in_title`, else the body's.
text::WordHashes story_words(const StoredArticle& article, bool in_title, text::Analyzer& analyzer);

}  // namespace dispatches::schema
