// What the runs share that change an index without reading inputs.
#pragma once

#include <filesystem>

#include "indexer/articles/article.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/schema/generation.hpp"
#include "indexer/schema/stored_article.hpp"

namespace dispatches::pipeline {

// Throws RunStopped where there is no index.
void require_index(const std::filesystem::path& index);

RunReport report_of(const schema::Manifest& manifest);

// An article as its reader gave it, from what is stored of it.
articles::Article restored(const schema::StoredArticle& stored);

}  // namespace dispatches::pipeline
