// Sets of articles as postings over all segments, for ranked search: what it is held to, what stands above the rest, and who names an entity.
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

// The articles that name an entity, each weighed by how often.
class EntitySource : public Xapian::PostingSource {
 public:
  // REQUIRES: the snapshot outlives it.
  EntitySource(const Snapshot& snapshot, names::EntityOrdinal entity) : snapshot_(snapshot), entity_(entity) {}

  Xapian::doccount get_termfreq_min() const override { return count_; }
  Xapian::doccount get_termfreq_est() const override { return count_; }
  Xapian::doccount get_termfreq_max() const override { return count_; }
  double get_weight() const override { return query::worth_of_naming(reader_.count()); }
  void init(const Xapian::Database& database) override;  // throws as BitmapSource
  void next(double) override { ended_ = !reader_.next(); }
  void skip_to(Xapian::docid docid, double) override;
  bool at_end() const override { return ended_; }
  Xapian::docid get_docid() const override { return reader_.docid(); }
  EntitySource* clone() const override { return new EntitySource(snapshot_, entity_); }

 private:
  const Snapshot& snapshot_;
  names::EntityOrdinal entity_;
  EntityLists::Reader reader_;
  Xapian::doccount count_ = 0;
  bool ended_ = false;
};

// All articles, each weighed by how recent it is: the newest has `most`, one that is kRecentHalfDays older half of it, and so on hyperbolically, so that
// among old ones age says little. The newest article of the archive, and when its generation was built, are the clock: an answer stays the same within a
// generation, and a date in the future does not age the rest. Undated ones stand where the middle of the archive's time is.
class RecencySource : public Xapian::PostingSource {
 public:
  // REQUIRES: the snapshot outlives it.
  RecencySource(const Snapshot& snapshot, double most) : snapshot_(snapshot), most_(most) {}

  Xapian::doccount get_termfreq_min() const override { return count_; }
  Xapian::doccount get_termfreq_est() const override { return count_; }
  Xapian::doccount get_termfreq_max() const override { return count_; }
  double get_weight() const override;
  void init(const Xapian::Database& database) override;  // throws as BitmapSource
  void next(double) override { ++at_; }
  void skip_to(Xapian::docid docid, double) override { at_ = std::max<std::size_t>(at_, docid); }
  bool check(Xapian::docid docid, double) override { return at_ = docid, true; }
  bool at_end() const override { return at_ > count_; }
  Xapian::docid get_docid() const override { return static_cast<Xapian::docid>(at_); }
  RecencySource* clone() const override { return new RecencySource(snapshot_, most_); }

 private:
  const Snapshot& snapshot_;
  double most_;
  const RawColumns* columns_ = nullptr;
  std::int64_t newest_ = 0;      // seconds since 1970
  double undated_ = 0;           // weight
  Xapian::doccount count_ = 0;   // also the last docid
  std::size_t at_ = 0;
};

inline constexpr double kRecentHalfDays = 365;

// Of a snapshot. REQUIRES: it outlives this and all that it makes.
class SnapshotPostings : public query::EntityPostings {
 public:
  explicit SnapshotPostings(const Snapshot& snapshot) : snapshot_(snapshot) {}
  EntitySource* naming(names::EntityOrdinal entity) const override { return new EntitySource(snapshot_, entity); }

 private:
  const Snapshot& snapshot_;
};

}  // namespace dispatches::search
