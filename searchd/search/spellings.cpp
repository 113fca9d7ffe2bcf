#include "searchd/search/spellings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "searchd/search/counts.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/histogram.hpp"
#include "searchd/search/searcher.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using names::SpellingId;
using query::Interval;
using std::chrono::days;
using std::chrono::sys_days;

// One entity's spellings, article by article.
class Tally {
 public:
  Tally(EntityOrdinal entity, bool by_source, Interval interval, const query::Deadline& deadline, const Snapshot& snapshot)
      : entity_(entity), by_source_(by_source), interval_(interval), paced_(deadline), snapshot_(snapshot) {}

  void add(const Segment& segment, const Bitmap& passing) {
    for (EntityLists::Reader reader = segment.named.lists.of(entity_); reader.next(); paced_.step())
      if (passing.test(reader.docid())) add(segment, reader.docid());
  }

  SpellingTable table() && {
    table_.interval = interval_;
    for (const auto& [key, articles] : cells_) {
      const auto& [source, from, spelling] = key;
      SpellingRow row{source, by_source_ ? names_[source] : std::string(), from, spelling, articles};
      table_.rows.push_back(std::move(row));
    }
    std::stable_sort(table_.rows.begin(), table_.rows.end(), [&](const SpellingRow& a, const SpellingRow& b) { return comes_before(a, b); });
    return std::move(table_);
  }

 private:
  using Key = std::tuple<std::string, std::optional<sys_days>, SpellingId>;

  void add(const Segment& segment, std::uint32_t docid) {
    const std::uint32_t source = segment.raw->source[docid];
    const std::int64_t published = segment.raw->published[docid];
    if (interval_ != Interval::none && published == kUndated) return void(++table_.undated);
    Key key;
    if (by_source_) std::get<0>(key) = snapshot_.source_ids[source], ++totals_[snapshot_.source_ids[source]];
    if (by_source_) names_.emplace(snapshot_.source_ids[source], snapshot_.source_names[source]);
    if (interval_ != Interval::none) std::get<1>(key) = begin_of(std::chrono::floor<days>(text::sys_seconds(std::chrono::seconds(published))), interval_);
    for (const SpellingId surface : surfaces(segment, docid)) std::get<2>(key) = surface, ++cells_[key];
    if (cells_.size() > kMaxCells)
      throw BadRequest{"too_deep", fmt::format("interval: more than {} rows; choose a coarser one, or narrow the search", kMaxCells), "interval", {}};
  }

  // Each once.
  const std::vector<SpellingId>& surfaces(const Segment& segment, std::uint32_t docid) {
    surfaces_.clear();
    const auto note = [&](names::MentionId mention, EntityOrdinal meant) {
      if (meant == entity_) surfaces_.push_back(snapshot_.lexicon.mentions[mention].surface);
    };
    if (segment.named.has_special(docid)) {
      for (const NamedMention& one : segment.named.special.at(docid)) note(one.mention, one.entity);
    } else {
      for (const names::MentionId mention : segment.raw->mentions.row(docid)) note(mention, snapshot_.lexicon.entity_of(mention));
    }
    std::sort(surfaces_.begin(), surfaces_.end());
    surfaces_.erase(std::unique(surfaces_.begin(), surfaces_.end()), surfaces_.end());
    return surfaces_;
  }

  bool comes_before(const SpellingRow& a, const SpellingRow& b) {
    if (a.source_id != b.source_id) return totals_[a.source_id] != totals_[b.source_id] ? totals_[a.source_id] > totals_[b.source_id] : a.source_id < b.source_id;
    if (a.from != b.from) return a.from < b.from;
    if (a.count != b.count) return a.count > b.count;
    return snapshot_.lexicon.spellings[a.spelling].text < snapshot_.lexicon.spellings[b.spelling].text;
  }

  EntityOrdinal entity_;
  bool by_source_;
  Interval interval_;
  query::Paced paced_;
  const Snapshot& snapshot_;
  std::map<Key, std::uint32_t> cells_;
  std::unordered_map<std::string, std::uint32_t> totals_;
  std::unordered_map<std::string, std::string> names_;
  std::vector<SpellingId> surfaces_;
  SpellingTable table_;
};

}  // namespace

SpellingTable spellings(EntityOrdinal entity, bool by_source, const query::SearchRequest& request, const Snapshot& snapshot) {
  const Snapshot::Lease handles = snapshot.lease();
  const std::vector<Bitmap> passing = find(request, snapshot, *handles).passing;
  const Interval interval =
      request.interval == Interval::automatic ? histogram(naming(entity, passing, snapshot), Interval::automatic, snapshot).interval : request.interval;
  Tally tally(entity, by_source, interval, request.deadline, snapshot);
  for (std::size_t s = 0; s < passing.size(); ++s) tally.add(snapshot.segments[s], passing[s]);
  return std::move(tally).table();
}

}  // namespace dispatches::search
