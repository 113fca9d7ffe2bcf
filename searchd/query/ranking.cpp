#include "searchd/query/ranking.hpp"

#include <algorithm>

namespace dispatches::query {

namespace {

constexpr double kOccurrencesOfMention = 2;  // what being named is worth, as occurrences of a word; each time more is one more

}  // namespace

double worth_of_naming(std::uint32_t times) {
  if (times == 0) return 0;
  const double occurrences = kOccurrencesOfMention + times - 1;
  return part_of_word(occurrences, 1);
}

bool asks_for_dates(const Match& match) {
  return match.kind == MatchKind::dates || std::any_of(match.children.begin(), match.children.end(), asks_for_dates);
}

Weighed weighed(const Match& match) {
  Weighed all;
  if (match.kind == MatchKind::none_of) return all;
  const auto names = [](const Match& child) { return child.kind == MatchKind::entity; };
  if (const auto name = std::find_if(match.children.begin(), match.children.end(), names); match.kind == MatchKind::any_of && name != match.children.end())
    return {1, name->weight};
  if (match.weight > 0) all = {1, match.weight};
  for (const Match& child : match.children) {
    const Weighed part = weighed(child);
    all.parts += part.parts;
    all.sum += part.sum;
  }
  return all;
}

bool has_weight(const Match& match) {
  if (match.kind == MatchKind::none_of) return false;
  return match.weight > 0 || std::any_of(match.children.begin(), match.children.end(), has_weight);
}

}  // namespace dispatches::query
