#include "searchd/search/proximity.hpp"

#include <algorithm>
#include <tuple>

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

using Positions = std::vector<std::uint32_t>;

void read_positions(const NearWord& word, const Place& place, Handles& handles, Positions& found) {
  const Xapian::Database& segment = handles.segments[place.segment];
  found.clear();
  for (const std::string& term : word.terms) {
    if (handles.counts.in_segment(place.segment, term) == 0) continue;
    std::size_t left = kProximityPositions;
    for (auto at = segment.positionlist_begin(place.document, term), end = segment.positionlist_end(place.document, term); at != end && left > 0; ++at, --left) found.push_back(*at);
  }
  if (word.terms.size() > 1) std::sort(found.begin(), found.end());
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

// Word by word, and of each the articles as they lie in the index: neighbours share their blocks.
void add_proximity(std::span<Place> places, const std::vector<NearWord>& words, Handles& handles) {
  std::vector<Place*> as_stored;
  for (Place& place : places) as_stored.push_back(&place);
  std::sort(as_stored.begin(), as_stored.end(), [](const Place* a, const Place* b) { return std::tie(a->segment, a->document) < std::tie(b->segment, b->document); });
  std::vector<Positions> before(places.size());
  Positions here;
  for (std::size_t w = 0; w < words.size(); ++w)
    for (std::size_t i = 0; i < as_stored.size(); ++i) {
      read_positions(words[w], *as_stored[i], handles, here);
      if (const std::uint32_t way = w > 0 ? shortest_way(before[i], here) : 0)
        as_stored[i]->score += kProximityShare * std::min(words[w - 1].weight, words[w].weight) / way;
      before[i].swap(here);
    }
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.score > b.score; });
}

}  // namespace dispatches::search
