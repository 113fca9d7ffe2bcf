// What a reader sees of an article's text: title, snippet and paragraphs as fragments, with marks where the question matched.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "indexer/schema/stored_article.hpp"
#include "searchd/search/marks.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// A derived title that ends inside a sentence ends with "…".
Fragments marked_title(const schema::StoredArticle& article, const std::vector<Mark>& marks);

// `words` words around the most different marks, from the body, else from a caption; the beginning where nothing is marked. Begins at a
// sentence where one is near, else with "…".
Fragments snippet(const schema::StoredArticle& article, const std::vector<Mark>& marks, std::size_t words);

// Body and captions; each fragment has one mark state and one entity. `named`: beside the article's mentions, whom they mean.
std::vector<ShownParagraph> paragraphs(const schema::StoredArticle& article, std::span<const names::EntityOrdinal> named, const std::vector<Mark>& marks);

}  // namespace dispatches::search
