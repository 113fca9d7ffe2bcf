// spelling=exact, and phrases in what people say: of the articles that have words case and marks aside, those that have them written as typed. Terms know only folded words, so the
// text itself is asked: articles one by one, and not more than a request may cost.
#pragma once

#include <xapian.h>

#include "searchd/query/compile.hpp"
#include "searchd/search/bitmap.hpp"

namespace dispatches::search {

// Of one request. One thread.
class Verifier {
 public:
  explicit Verifier(std::size_t most, const query::Deadline& deadline = {}) : left_(most), deadline_(deadline) {}

  // Keeps of `candidates` (which have the folded words) the articles with the words written so; and none beyond the number that may be looked into.
  // Throws schema::DamagedIndex, query::TooSlow.
  void keep_written(const query::Written& written, const Xapian::Database& segment, Bitmap& candidates);
  bool was_cut() const { return cut_; }

 private:
  std::size_t left_;  // articles that may still be looked into
  query::Deadline deadline_;
  bool cut_ = false;
};

}  // namespace dispatches::search
