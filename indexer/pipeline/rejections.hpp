// Which of a night's rejections are old news. Stands between the intake and the report.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "indexer/pipeline/intake.hpp"

namespace dispatches::pipeline {

// What was rejected on the nights before. A rejection is the same as one of those if it is of the same input for the same reason, and stands at the same place or
// is of the same record, wherever that stands since its input grew; where no record can be told (the end of a file cut off) any place will do, for as many
// as there were.
class KnownRejections {
 public:
  explicit KnownRejections(std::vector<schema::RejectionState> known);

  const std::vector<schema::RejectionState>& all() const { return known_; }
  bool has_input(const std::string& input) const { return inputs_.contains(input); }
  // Puts those that were not known first, each part in order of input, place and reason; how many were not.
  std::size_t new_first(std::vector<RejectedRecord>& rejected) const;

 private:
  using Key = std::tuple<std::string, std::string, std::string>;
  bool is_known(const schema::RejectionState& state) const;

  const std::vector<schema::RejectionState> known_;
  std::set<std::string> inputs_;
  std::set<Key> places_, records_;  // input, place or record, reason
};

// Keeps the bytes in the folder under a name of their own, and a line in its rejects.tsv; a record that is met again is kept once.
void keep_rejected(const std::filesystem::path& folder, const RejectedRecord& rejected);

}  // namespace dispatches::pipeline
