// Results → JSON in the shapes of the interface (searchd/README.md): the last step of an answer. Never throws for odd text: what is not UTF-8
// is replaced. Pure; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "indexer/names/lexicon.hpp"
#include "indexer/schema/generation.hpp"
#include "searchd/http/reply.hpp"
#include "searchd/query/request.hpp"
#include "searchd/search/result.hpp"

namespace dispatches::http {

// What results are shown with. REQUIRES: all outlive it.
struct Shown {
  const schema::Manifest& manifest;
  const names::Lexicon& lexicon;
  std::string language = "en";  // of the names of entities, topics and languages
  std::span<const std::uint32_t> articles_naming = {};  // by entity; empty: not known
};

std::string search_json(const search::SearchResult& result, const query::SearchRequest& request, const Shown& shown, double milliseconds);
std::string article_json(const search::ArticleView& view, const std::optional<search::Comparison>& comparison, const Shown& shown);

// What an index holds as a whole.
struct IndexFacts {
  std::vector<names::NewSource> sources;  // with at least one article
  std::vector<std::string> languages;
  std::optional<text::sys_seconds> first, last;  // published; absent if no article is dated
  std::size_t entities = 0;
};
// A run of the indexer as DIR/runs/ tells it.
struct LastRun {
  std::string json;                           // for the reply
  std::optional<text::sys_seconds> finished;
  std::optional<int> status;                  // exit status
  bool went_well = false;                     // exit status 0 or 1: the index is as new as the run
};
// Of the newest file in the folder; absent if there is none or it cannot be read.
std::optional<LastRun> read_last_run(const std::filesystem::path& runs);
std::string index_json(const IndexFacts& facts, const Shown& shown, const std::optional<LastRun>& last_run, bool stale);

std::string error_json(const Refusal& refusal);
std::string error_json(const Refusal& refusal, const std::vector<names::EntityOrdinal>& candidates, const Shown& shown);

}  // namespace dispatches::http
