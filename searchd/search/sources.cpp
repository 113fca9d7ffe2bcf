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

}  // namespace dispatches::search
