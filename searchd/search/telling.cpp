#include "searchd/search/telling.hpp"

#include <cmath>

#include "indexer/schema/fields.hpp"

namespace dispatches::search {

namespace {

constexpr std::size_t kLeastLetters = 3;     // bytes of a word
constexpr double kMostShare = 0.25;          // of all articles: what more of them have tells nothing apart

}  // namespace

bool may_tell(const std::string& folded) {
  return folded.size() >= kLeastLetters && folded.size() <= schema::kMaxWordBytes && folded.find_first_not_of("0123456789.,") != std::string::npos;
}

std::vector<std::string> terms_of(const std::string& stem) { return {stem, std::string(schema::prefix_of(schema::Term::stem)) + stem}; }

double rarity(double having, double articles) {
  return having == 0 || having > kMostShare * articles ? 0 : std::log(1 + (articles - having + 0.5) / (having + 0.5));
}

double rarity(const std::string& stem, Handles& handles) {
  double most = 0;
  for (const std::string& term : terms_of(stem)) most = std::max<double>(most, handles.counts.in_all(term));
  return rarity(most, handles.all.get_doccount());
}

}  // namespace dispatches::search
