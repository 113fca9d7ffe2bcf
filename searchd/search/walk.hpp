// All found articles of one snapshot, one after another, with memory for two bits an article: what an export is made from.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "searchd/search/found.hpp"
#include "searchd/search/marks.hpp"

namespace dispatches::search {

// One thread at a time.
class Walk {
 public:
  // In order of request.sort_by if it is a date (16 bytes an article more), else as the index holds them; of each story one, where they are
  // grouped. `snippets`: with title marked and snippet cut. Throws BadRequest,
  // query::TooSlow; next() is bounded by the article and asks no deadline.
  Walk(std::shared_ptr<const Snapshot> snapshot, const query::SearchRequest& request, bool snippets);

  std::size_t found() const { return count_; }
  std::optional<Hit> next();
  // Whether the question asks for that entity; true for all if it asks for nobody.
  bool asks_for(names::EntityOrdinal entity) const;

 private:
  std::optional<Place> next_place();

  std::shared_ptr<const Snapshot> snapshot_;
  Snapshot::Lease handles_;
  Found found_;
  Among passing_;                          // of found_
  std::vector<Bitmap> shown_;
  std::size_t count_ = 0;                  // of shown_
  std::optional<Marker> marker_;
  std::size_t snippet_words_;
  bool sorted_ = false;
  std::vector<Place> places_;              // where sorted
  std::size_t at_ = 0;                     // in places_, or the next docid of the segment
  std::uint32_t segment_ = 0;
};

}  // namespace dispatches::search
