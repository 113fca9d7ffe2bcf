#include "searchd/search/sources.hpp"

#include "indexer/schema/encoding.hpp"

namespace dispatches::search {

namespace {

// Xapian hands a source one segment after another, without saying which.
std::size_t number_of(const Xapian::Database& database, const Snapshot& snapshot) {
  const std::string uuid = database.get_uuid();
  for (std::size_t i = 0; i < snapshot.segments.size(); ++i)
    if (snapshot.segments[i].uuid == uuid) return i;
  throw schema::DamagedIndex("a segment changed while it was being read; run 'indexer check --db DIR'");
}

double recency(double seconds_old, double most) { return most / (1 + std::max(seconds_old, 0.0) / (kRecentHalfDays * 86'400)); }

}  // namespace

BitmapSource::BitmapSource(const Snapshot& snapshot, const std::vector<Bitmap>& bitmaps, double weight)
    : snapshot_(snapshot), bitmaps_(bitmaps), weight_(weight) {}

void BitmapSource::init(const Xapian::Database& database) {
  bits_ = &bitmaps_[number_of(database, snapshot_)];
  count_ = static_cast<Xapian::doccount>(bits_->count());
  at_ = 0;
  set_maxweight(weight_);
}

bool BitmapSource::check(Xapian::docid docid, double) {
  at_ = docid;
  return docid < bits_->bits() && bits_->test(docid);
}

void BitmapSource::seek(std::size_t from) { at_ = bits_->next(from); }

void EntitySource::init(const Xapian::Database& database) {
  const EntityLists& lists = snapshot_.segments[number_of(database, snapshot_)].named.lists;
  reader_ = lists.of(entity_);
  count_ = lists.articles(entity_);
  ended_ = false;
  set_maxweight(query::worth_of_naming(lists.most(entity_)));
}

void EntitySource::skip_to(Xapian::docid docid, double) {
  while (!ended_ && reader_.docid() < docid) ended_ = !reader_.next();
}

void RecencySource::init(const Xapian::Database& database) {
  constexpr std::int64_t kDay = 86'400;
  const Segment& segment = snapshot_.segments[number_of(database, snapshot_)];
  columns_ = segment.raw.get();
  count_ = static_cast<Xapian::doccount>(segment.size - 1);
  at_ = 0;
  newest_ = std::min((snapshot_.last_day + std::int64_t{1}) * kDay, static_cast<std::int64_t>(snapshot_.manifest.built.time_since_epoch().count()));
  undated_ = recency(static_cast<double>(newest_ - snapshot_.first_day * kDay) / 2, most_);
  set_maxweight(most_);
}

double RecencySource::get_weight() const {
  const std::int64_t published = columns_->published[at_];
  return published == kUndated ? undated_ : recency(static_cast<double>(newest_ - published), most_);
}

}  // namespace dispatches::search
