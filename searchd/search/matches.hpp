// The exact set of articles that match, one bit each: words by one pass over their postings, filters over the columns, phrases by Xapian.
// Counting, facets and sorting by date all start from these bitmaps; ranked search is held to them.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searchd/query/compile.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// A segment as one request reads it. The database belongs to the calling thread.
struct SegmentReader {
  const Snapshot& snapshot;
  const Segment& segment;
  const Xapian::Database& database;
};

// Articles of the segment that match and are there (no tombstones).
Bitmap matching(const query::Match& match, const SegmentReader& reader);

// The same where at least `minimum` of those children suffice that may be missed; the others must match. REQUIRES: match is all_of.
Bitmap matching_most(const query::Match& match, std::size_t minimum, const SegmentReader& reader);

// Articles with any of the values; `within`: that name any of the places or a place in it. Tombstones may be among them.
Bitmap with_values(query::Facet facet, const std::vector<std::string>& ids, bool within, const SegmentReader& reader);

// Articles of those days, both included, in UTC. Undated ones are not among them.
Bitmap with_dates(std::optional<std::chrono::sys_days> from, std::optional<std::chrono::sys_days> to, const SegmentReader& reader);

// Articles with any of the terms.
Bitmap with_terms(const std::vector<std::string>& terms, const SegmentReader& reader);

// The bitmaps of all segments as a PostingSource over all of them: what ranked search is held to, or what stands above the rest.
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
