// In how many articles a term stands, segment by segment. Xapian goes down a tree for every answer, in each segment; a request asks for the same terms
// again and again, and so does the next one of somebody who filters what he found: each is looked up once.
#pragma once

#include <xapian.h>

#include <string>
#include <unordered_map>
#include <vector>

namespace dispatches::query {

inline constexpr std::size_t kMostTermsKept = 4'096;  // some 100 bytes each; what was asked for last, of the others at most as many again

// Of the handles of one thread.
class TermCounts {
 public:
  TermCounts() = default;
  explicit TermCounts(std::vector<Xapian::Database> segments) : segments_(std::move(segments)) {}

  Xapian::doccount in_segment(std::size_t segment, const std::string& term) { return of(term).segments[segment]; }
  Xapian::doccount in_all(const std::string& term) { return of(term).all; }
  std::size_t size() const { return recent_.size() + older_.size(); }  // terms that are kept

 private:
  struct Counts {
    Xapian::doccount all = 0;
    std::vector<Xapian::doccount> segments;
  };

  const Counts& of(const std::string& term);

  std::vector<Xapian::Database> segments_;
  std::unordered_map<std::string, Counts> recent_, older_;
};

}  // namespace dispatches::query
