// A set of articles as postings over all segments: what Xapian is held to.
#pragma once

#include <xapian.h>

#include <algorithm>
#include <vector>

#include "searchd/query/ranking.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

class BitmapSource : public Xapian::PostingSource {
 public:
  // One bitmap a segment, in order. REQUIRES: snapshot and bitmaps outlive it. Every article in them gets `weight`.
  BitmapSource(const Snapshot& snapshot, const std::vector<Bitmap>& bitmaps, double weight);

  Xapian::doccount get_termfreq_min() const override { return count_; }
  Xapian::doccount get_termfreq_est() const override { return count_; }
  Xapian::doccount get_termfreq_max() const override { return count_; }
  double get_weight() const override { return weight_; }
  void init(const Xapian::Database& database) override;  // throws schema::DamagedIndex for a database that is none of the segments
  void next(double) override { seek(at_ + 1); }
  void skip_to(Xapian::docid docid, double) override { if (docid > at_) seek(docid); }
  bool check(Xapian::docid docid, double) override;
  bool at_end() const override { return at_ >= bits_->bits(); }
  Xapian::docid get_docid() const override { return static_cast<Xapian::docid>(at_); }
  BitmapSource* clone() const override { return new BitmapSource(snapshot_, bitmaps_, weight_); }

 private:
  void seek(std::size_t from);

  const Snapshot& snapshot_;
  const std::vector<Bitmap>& bitmaps_;
  double weight_;
  const Bitmap* bits_ = nullptr;
  Xapian::doccount count_ = 0;
  std::size_t at_ = 0;
};

}  // namespace dispatches::search
