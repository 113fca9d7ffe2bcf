// A question of the API with all that its answer is made from: what stands between the service, which routes, and the handlers, one a route.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "searchd/http/json.hpp"
#include "searchd/http/params.hpp"
#include "searchd/search/searcher.hpp"

namespace dispatches::http {

struct Question {
  std::string method, path;      // decoded
  std::string target;            // as sent
  Parameters parameters;         // of the address
  std::string body, if_none_match;
  std::string host = {};         // the header
};

// Long replies under way at once. Shared by threads.
using Exports = std::atomic<int>;
inline constexpr int kMaxExports = 4;
inline constexpr std::size_t kMaxGeneration = 999'999'999;  // of its name

struct Asked {
  const Question& question;
  const search::Searcher& searcher;
  std::shared_ptr<const search::Snapshot> snapshot;
  query::SearchRequest request;
  Own own;                       // parameters of this address alone
  std::string id;                // of the path; empty where it has none
  std::string base;              // "https://search.example.org": where readers find this daemon
  std::shared_ptr<Exports> exports;
  const std::filesystem::path& index;  // the folder

  Shown shown() const { return {snapshot->manifest, snapshot->lexicon, request.label_lang, snapshot->articles_naming}; }
};

// An address of the API. Handlers are called by several threads at once and may throw search::BadRequest and what a broken index throws.
struct Route {
  std::string_view path;         // "/api/v1/articles/{id}"
  std::vector<std::string> own;  // its own parameters
  query::SearchRequest defaults;
  Reply (*answer)(const Asked&);
  bool post_only = false;        // its question does not fit an address
  bool searches = true;          // takes the parameters of a search
};

const std::vector<Route>& routes();
// The route of a path and the id in it; null: there is none.
const Route* route_of(std::string_view path, std::string& id);

// Of `as_of`: what has been done since to what is shown. REQUIRES: the request has one.
std::string note_of_later_changes(const Asked& asked);

Reply json_reply(std::string body);
Reply no_such(std::string_view thing);  // 404
// Wherever an error is said: JSON below /api, a plain sentence elsewhere.
Reply refused(const Refusal& refusal, std::string_view path);

Reply answer_search(const Asked& asked);
Reply answer_article(const Asked& asked);
Reply answer_similar(const Asked& asked);
Reply answer_suggest(const Asked& asked);
Reply answer_entities(const Asked& asked);
Reply answer_entity(const Asked& asked);
Reply answer_spellings(const Asked& asked);
Reply answer_spread(const Asked& asked);
Reply answer_names(const Asked& asked);
Reply answer_changes(const Asked& asked);
Reply answer_feed_json(const Asked& asked);
Reply answer_feed_atom(const Asked& asked);
Reply answer_quotes(const Asked& asked);
Reply answer_quotes_csv(const Asked& asked);
Reply answer_quotes_ndjson(const Asked& asked);
Reply answer_export_csv(const Asked& asked);
Reply answer_export_ndjson(const Asked& asked);

}  // namespace dispatches::http
