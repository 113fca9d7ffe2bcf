#include "searchd/search/feedback.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <utility>

#include "indexer/schema/fields.hpp"
#include "searchd/query/ranking.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/telling.hpp"

namespace dispatches::search {

namespace {

constexpr double kFeedbackShare = 0.5;       // of the weight of the question's own words
constexpr std::size_t kCandidates = 30;      // of which it is asked how rare they are

// A stem of the best answers. The index has it as the word, where it is one, and else under the stems' prefix (schema/fields.hpp).
struct Common : TellingStem {
  bool as_word = false, as_stem = false;
  std::vector<std::string> terms;            // those that the archive has
};

// Sums up, over articles, BM25's part for how often each stem stands there.
class Sums {
 public:
  void add(const schema::StoredArticle& article, double share, double mean_length, text::Analyzer& analyzer) {
    ++article_;
    const double norm = query::kWeightK1 * (1 - query::kWeightB + query::kWeightB * static_cast<double>(article.tokens.size()) / mean_length);
    const auto part = [&](double occurrences) { return (query::kWeightK1 + 1) * occurrences / (norm + occurrences); };
    for (std::size_t i = 0; i < std::min(article.tokens.size(), kFeedbackTokens); ++i) {
      const auto& [begin, end] = article.tokens[i];
      const std::string_view written = std::string_view(article.text).substr(begin, end - begin);
      folded_ = analyzer.fold(written);
      if (!may_tell(folded_) || analyzer.is_stop_word(folded_, article.language)) continue;
      const std::string& stem = analyzer.stem(written, article.language);
      Sum& sum = sums_[stem];
      (stem == folded_ ? sum.as_word : sum.as_stem) = true;
      if (std::exchange(sum.article, article_) != article_) sum.occurrences = 0;
      sum.weight += share * (part(sum.occurrences + 1) - part(sum.occurrences));
      ++sum.occurrences;
    }
  }

  std::vector<Common> all() const {
    std::vector<Common> common;
    for (const auto& [stem, sum] : sums_) common.push_back({{stem, sum.weight}, sum.as_word, sum.as_stem, {}});
    return common;
  }

 private:
  struct Sum {
    double weight = 0, occurrences = 0;      // occurrences: in `article`
    std::size_t article = 0;
    bool as_word = false, as_stem = false;
  };
  std::unordered_map<std::string, Sum> sums_;
  std::size_t article_ = 0;
  std::string folded_;
};

std::vector<Common> in_common(std::span<const Place> best, Handles& handles) {
  double scores = 0;
  for (const Place& place : best) scores += place.score;
  const double mean_length = std::max(handles.all.get_avlength(), 1.0);
  Sums sums;
  for (const Place& place : best) {
    const ReadArticle& read = handles.read.emplace_back(place.segment, place.document, article_at(place, handles));
    sums.add(read.article, place.score / scores, mean_length, handles.analyzer);
  }
  return sums.all();
}

// Finds its terms and weighs it by how rare they are.
void weigh(Common& common, Handles& handles) {
  std::vector<std::string> candidates;
  if (common.as_word) candidates.push_back(common.stem);
  if (common.as_stem) candidates.push_back(std::string(schema::prefix_of(schema::Term::stem)) + common.stem);
  double most = 0;
  for (std::string& term : candidates) {
    const double articles = handles.counts.in_all(term);
    most = std::max(most, articles);
    if (articles > 0) common.terms.push_back(std::move(term));
  }
  common.weight *= rarity(most, handles.all.get_doccount());
}

// The words of the best answers, weighed by how much they stand out there, together as much as `weight`; none if they have none in common.
std::vector<Common> feedback(std::span<const Place> best, double weight, Handles& handles) {
  if (best.empty() || best.front().score <= 0) return {};
  std::vector<Common> common = in_common(best, handles);
  keep_greatest(common, kCandidates);
  for (Common& one : common) weigh(one, handles);
  keep_greatest(common, kFeedbackTerms);
  std::erase_if(common, [](const Common& one) { return one.weight <= 0; });
  double sum = 0;
  for (const Common& one : common) sum += one.weight;
  for (Common& one : common) one.weight *= weight / sum;
  return common;
}

std::vector<Bitmap> bitmaps_of(std::span<const Place> places, const Snapshot& snapshot) {
  std::vector<Bitmap> bitmaps;
  for (const Segment& segment : snapshot.segments) bitmaps.emplace_back(segment.size);
  for (const Place& place : places) bitmaps[place.segment].set(place.document);
  return bitmaps;
}

}  // namespace

void reorder(std::span<Place> places, double weight, const query::Deadline& deadline, const Snapshot& snapshot, Handles& handles) {
  if (places.size() <= kFeedbackArticles) return;
  const std::vector<Common> common = feedback(places.first(kFeedbackArticles), kFeedbackShare * weight, handles);
  if (common.empty()) return;
  Scores scores(bitmaps_of(places, snapshot), snapshot, handles, deadline);
  for (const Common& one : common) scores.add_word(one.terms, one.weight);
  for (Place& place : places) place.score += scores.of(place);
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.score > b.score; });
}

}  // namespace dispatches::search
