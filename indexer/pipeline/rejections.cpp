#include "indexer/pipeline/rejections.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "indexer/articles/identity.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;
using schema::RejectionState;

KnownRejections::KnownRejections(std::vector<RejectionState> known) : known_(std::move(known)) {
  for (const RejectionState& state : known_) {
    inputs_.insert(state.input);
    places_.emplace(state.input, state.place, state.reason);
    if (!state.record.empty()) records_.emplace(state.input, state.record, state.reason);
  }
}

bool KnownRejections::is_known(const RejectionState& state) const {
  return places_.contains({state.input, state.place, state.reason}) || (!state.record.empty() && records_.contains({state.input, state.record, state.reason}));
}

std::size_t KnownRejections::new_first(std::vector<RejectedRecord>& rejected) const {
  std::sort(rejected.begin(), rejected.end(), [](const RejectedRecord& a, const RejectedRecord& b) {
    return std::tie(a.state.input, a.state.place, a.state.reason) < std::tie(b.state.input, b.state.place, b.state.reason);
  });
  std::set<Key> places;
  for (const RejectedRecord& one : rejected) places.emplace(one.state.input, one.state.place, one.state.reason);
  std::map<std::pair<std::string, std::string>, std::size_t> elsewhere;  // by input and reason: known without a record, and not where they were
  for (const RejectionState& state : known_)
    if (state.record.empty() && !places.contains({state.input, state.place, state.reason})) ++elsewhere[{state.input, state.reason}];
  const auto is_new = [&](const RejectedRecord& one) {
    if (is_known(one.state)) return false;
    const auto moved = elsewhere.find({one.state.input, one.state.reason});
    if (!one.state.record.empty() || moved == elsewhere.end() || moved->second == 0) return true;
    --moved->second;
    return false;
  };
  std::vector<RejectedRecord> fresh, known;
  for (RejectedRecord& one : rejected) (is_new(one) ? fresh : known).push_back(std::move(one));
  rejected = std::move(fresh);
  const std::size_t count = rejected.size();
  std::move(known.begin(), known.end(), std::back_inserter(rejected));
  return count;
}

void keep_rejected(const fs::path& folder, const RejectedRecord& rejected) {
  const RejectionState& state = rejected.state;
  fs::create_directories(folder);
  const fs::path file = folder / (articles::make_id("r", state.input + state.place, state.reason) + fs::path(state.input).extension().string());
  if (fs::exists(file)) return;
  std::ofstream(file, std::ios::binary) << rejected.bytes;
  std::ofstream(folder / "rejects.tsv", std::ios::app) << file.filename().string() << '\t' << state.input << state.place << '\t' << state.reason << '\n';
}

}  // namespace dispatches::pipeline
