// The exact set of articles that match, one bit each: words by one pass over their postings, filters over the columns, phrases by Xapian.
// Counting, facets and sorting by date all start from these bitmaps; ranked search is held to them.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searchd/query/compile.hpp"
#include "searchd/search/snapshot.hpp"
#include "searchd/search/verified.hpp"

namespace dispatches::search {

// A segment as one request reads it. The handles belong to the calling thread.
struct SegmentReader {
  SegmentReader(std::size_t number, const Snapshot& whole, Handles& handles, const query::Deadline& until, Verifier* texts = nullptr)
      : snapshot(whole), segment(whole.segments[number]), database(handles.segments[number]), deadline(until), verifier(texts), number_(number), counts_(handles.counts) {}

  // Articles of the segment with the term, tombstones among them.
  Xapian::doccount articles_with(const std::string& term) const { return counts_.in_segment(number_, term); }

  const Snapshot& snapshot;
  const Segment& segment;
  const Xapian::Database& database;
  const query::Deadline deadline;           // of the request
  Verifier* const verifier;                 // REQUIRES: where the match has words as written, there is one

 private:
  std::size_t number_;
  query::TermCounts& counts_;
};

// Articles of the segment that match and are there (no tombstones). Throws query::TooSlow, as do those below that read postings.
Bitmap matching(const query::Match& match, const SegmentReader& reader);

// The same where at least `minimum` of those children suffice that may be missed; the others must match. REQUIRES: match is all_of.
Bitmap matching_most(const query::Match& match, std::size_t minimum, const SegmentReader& reader);

// Those of `among` with the phrase or NEAR, however written. REQUIRES: match is positional.
Bitmap with_phrase(const query::Match& match, const Bitmap& among, const SegmentReader& reader);

// Articles with any of the values; `within`: that name any of the places or a place in it. Tombstones may be among them.
Bitmap with_values(query::Facet facet, const std::vector<std::string>& ids, bool within, const SegmentReader& reader);

// Articles that name the entity.
Bitmap with_entity(names::EntityOrdinal entity, const Segment& segment);

// Articles of those days, both included, in UTC. Undated ones are not among them.
Bitmap with_dates(std::optional<std::chrono::sys_days> from, std::optional<std::chrono::sys_days> to, const SegmentReader& reader);

// Articles with any of the terms.
Bitmap with_terms(const std::vector<std::string>& terms, const SegmentReader& reader);

}  // namespace dispatches::search
