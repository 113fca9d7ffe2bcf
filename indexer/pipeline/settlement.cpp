#include "indexer/pipeline/settlement.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "indexer/pipeline/found_inputs.hpp"

namespace dispatches::pipeline {

namespace {

using schema::InputClaim;

InputClaim claim_of(const Claim& claim) {
  return {claim.id, claim.input, claim.number, claim.published ? claim.published->start : text::sys_seconds::min()};
}

InputClaim claim_of(const schema::ArticleState& stored) {
  return {stored.id, stored.input, stored.number, stored.published ? stored.published->start : text::sys_seconds::min()};
}

bool weaker(const InputClaim& a, const InputClaim& b) { return std::tie(a.published, a.input, a.number) < std::tie(b.published, b.input, b.number); }

}  // namespace

// What an input that was not read again gave it gives still, as long as it is there.
bool Settlement::is_kept(const schema::ArticleState& stored) const { return !read_.contains(stored.input) && !has_gone(stored.input); }

std::vector<std::string> Settlement::contenders(const std::vector<Claim>& claims, const std::vector<std::string>& ids) {
  if (next_.is_first()) return {};
  std::unordered_map<std::string, std::optional<InputClaim>> strongest;
  for (const Claim& claim : claims)
    if (auto& best = strongest[claim.id]; !best || weaker(*best, claim_of(claim))) best = claim_of(claim);
  for (const std::string& id : ids) {
    const auto stored = next_.inputs().article(id);
    strongest.try_emplace(id, stored && is_kept(*stored) ? std::optional(claim_of(*stored)) : std::nullopt);
  }
  std::set<std::string> inputs;
  for (const auto& [id, best] : strongest)
    for (const InputClaim& lost : next_.inputs().lost_claims(id))
      if (!best || weaker(*best, lost)) inputs.insert(lost.input);
  return {inputs.begin(), inputs.end()};
}

void Settlement::bury_new(const Claim& claim) {
  if (claim.place) buried.push_back(*claim.place);
}

// An input that claims an article twice is read whole whenever it changes.
void Settlement::note_lost(const InputClaim& loser, const std::string& winning_input) {
  if (loser.input != winning_input) next_.inputs().put_lost(loser);
}

// All claims to one id, the winner last.
void Settlement::settle(Claims first, Claims last) {
  const Claim& winner = *(last - 1);
  claimed.insert(winner.id);
  const auto stored = next_.inputs().article(winner.id);
  const bool stored_wins = stored && stored->input != winner.input && is_kept(*stored) && weaker(claim_of(winner), claim_of(*stored));
  const std::string& winning_input = stored_wins ? stored->input : winner.input;
  for (auto loser = first; loser != (stored_wins ? last : last - 1); ++loser) {
    bury_new(*loser);
    note_lost(claim_of(*loser), winning_input);
  }
  if (stored_wins) {
    won_before.push_back(stored->input);
    return;
  }
  if (stored && is_kept(*stored)) note_lost(claim_of(*stored), winning_input);
  if (winner.changed) rewritten.insert(winner.id);
  if (!winner.changed) {
    ++unchanged;
  } else if (stored) {
    ++updated;
    next_.bury(winner.id);
    next_.tell(winner.id, schema::Change::updated);
  } else {
    ++added;
    next_.tell(winner.id, schema::Change::added);
  }
  if (!stored || winner.changed || stored->input != winner.input || stored->record_hash != winner.record_hash)
    next_.inputs().put_article({winner.id, winner.input, winner.number, winner.content_hash, winner.record_hash, winner.published, winner.indexed});
}

void Settlement::settle(std::vector<Claim>& claims) {
  for (const std::string& input : read_) next_.inputs().clear_lost(input);
  std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) { return a.id != b.id ? a.id < b.id : weaker(claim_of(a), claim_of(b)); });
  for (auto first = claims.begin(); first != claims.end();) {
    const auto last = std::find_if(first, claims.end(), [&](const Claim& claim) { return claim.id != first->id; });
    settle(first, last);
    first = last;
  }
}

}  // namespace dispatches::pipeline
