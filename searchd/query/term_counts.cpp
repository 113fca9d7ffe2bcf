#include "searchd/query/term_counts.hpp"

#include <utility>

namespace dispatches::query {

const TermCounts::Counts& TermCounts::of(const std::string& term) {
  if (const auto kept = recent_.find(term); kept != recent_.end()) return kept->second;
  if (recent_.size() == kMostTermsKept) older_ = std::exchange(recent_, {});
  if (auto kept = older_.extract(term)) return recent_.insert(std::move(kept)).position->second;
  Counts counts;
  for (const Xapian::Database& segment : segments_) counts.all += counts.segments.emplace_back(segment.get_termfreq(term));
  return recent_.emplace(term, std::move(counts)).first->second;
}

}  // namespace dispatches::query
