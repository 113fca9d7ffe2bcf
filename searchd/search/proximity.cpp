#include "searchd/search/proximity.hpp"

#include <algorithm>

#include "indexer/schema/fields.hpp"

namespace dispatches::search {

namespace {

using query::Match;
using query::MatchKind;

constexpr double kProximityShare = 0.6;  // of the lesser word's weight, where two stand side by side

// Stems have no positions.
bool has_positions(const std::string& term) { return !term.starts_with(schema::prefix_of(schema::Term::stem)); }

void gather(const Match& match, NearWord& into) {
  if (match.kind == MatchKind::none_of) return;
  into.weight = std::max(into.weight, match.weight);
  if (match.kind == MatchKind::terms && match.weight > 0)
    for (const std::string& term : match.terms)
      if (has_positions(term) && into.terms.size() < kProximityTerms) into.terms.push_back(term);
  for (const Match& child : match.children) gather(child, into);
}

std::vector<std::uint32_t> positions(const NearWord& word, Xapian::docid document, const Xapian::Database& segment) {
  std::vector<std::uint32_t> found;
  for (const std::string& term : word.terms) {
    std::size_t left = kProximityPositions;
    for (auto at = segment.positionlist_begin(document, term), end = segment.positionlist_end(document, term); at != end && left > 0; ++at, --left) found.push_back(*at);
  }
  if (word.terms.size() > 1) std::sort(found.begin(), found.end());
  return found;
}

double worth(const std::vector<NearWord>& words, const Place& place, const Xapian::Database& segment) {
  double sum = 0;
  std::vector<std::uint32_t> before, here;
  for (std::size_t i = 0; i < words.size(); ++i) {
    here = positions(words[i], place.document, segment);
    if (const std::uint32_t way = i > 0 ? shortest_way(before, here) : 0) sum += std::min(words[i - 1].weight, words[i].weight) / way;
    before.swap(here);
  }
  return kProximityShare * sum;
}

}  // namespace

std::vector<NearWord> near_words(const Match& match) {
  std::vector<NearWord> words;
  const Match& all = match.children.size() == 1 ? match.children.front() : match;
  for (const Match& child : all.children) {
    NearWord word;
    gather(child, word);
    if (!word.terms.empty() && words.size() < kProximityWords) words.push_back(std::move(word));
  }
  if (words.size() < 2) words.clear();
  return words;
}

std::uint32_t shortest_way(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::uint32_t least = kProximityReach + 1;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] < b[j]) least = std::min(least, b[j] - a[i++]);
    else if (a[i] > b[j]) least = std::min(least, a[i] - b[j++] + 1);
    else ++j;  // one word cannot be two
  }
  return least > kProximityReach ? 0 : least;
}

void add_proximity(std::span<Place> places, const std::vector<NearWord>& words, Handles& handles) {
  if (words.empty()) return;
  for (Place& place : places) place.score += worth(words, place, handles.segments[place.segment]);
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.score > b.score; });
}

}  // namespace dispatches::search
