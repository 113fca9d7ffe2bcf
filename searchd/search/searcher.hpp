// Questions → answers over one index. Holds the snapshot in force and swaps it when a new generation is published. Thread-safe; each call
// works on the snapshot it began with.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "searchd/query/compile.hpp"
#include "searchd/query/request.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// A request that cannot be carried out as asked; http says it with status 400.
struct BadRequest {
  std::string code, message, parameter;    // "unknown_entity", "person: nobody is called 'Xyz'", "person"
  std::vector<names::EntityOrdinal> candidates;
};

class Searcher {
 public:
  explicit Searcher(std::filesystem::path index);

  // Opens the generation in force if it is not open yet, or if other articles are withheld by now. True if a new one was taken. Throws schema::DamagedIndex, Xapian::Error: then the
  // old snapshot stays in force.
  bool refresh();
  std::shared_ptr<const Snapshot> snapshot() const;  // null before the first successful refresh

  // Throws BadRequest; query::TooSlow; Xapian::Error and schema::DamagedIndex for a broken index. REQUIRES: a snapshot.
  SearchResult search(const Snapshot& snapshot, const query::SearchRequest& request) const;
  // As search: other articles on the same matter as one, none of its reprints. Absent: no such article. Throws as search.
  std::optional<SearchResult> similar(const Snapshot& snapshot, const std::string& id, const query::SearchRequest& request) const;
  // Absent: no such article. `request` gives words to mark.
  std::optional<ArticleView> article(const Snapshot& snapshot, const std::string& id, const query::SearchRequest& request) const;
  // How two articles differ. Absent: there is no `id`, or no `other`.
  std::optional<Comparison> compare(const Snapshot& snapshot, const std::string& id, const std::string& other) const;
  std::string explain(const Snapshot& snapshot, const query::SearchRequest& request) const;

 private:
  std::filesystem::path index_;
  std::atomic<std::shared_ptr<const Snapshot>> snapshot_;
};

}  // namespace dispatches::search
