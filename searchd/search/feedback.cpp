#include "searchd/search/feedback.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "indexer/schema/fields.hpp"
#include "indexer/schema/stored_article.hpp"
#include "searchd/query/ranking.hpp"
#include "searchd/search/sources.hpp"
#include "searchd/search/telling.hpp"

namespace dispatches::search {

namespace {

using Xapian::Query;

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
    const Xapian::Document document = handles.segments[place.segment].get_document(place.document, Xapian::DOC_ASSUME_VALID);
    sums.add(schema::decode(document.get_data()), place.score / scores, mean_length, handles.analyzer);
  }
  return sums.all();
}

// Finds its terms and weighs it by how rare they are.
void weigh(Common& common, const Xapian::Database& all) {
  std::vector<std::string> candidates;
  if (common.as_word) candidates.push_back(common.stem);
  if (common.as_stem) candidates.push_back(std::string(schema::prefix_of(schema::Term::stem)) + common.stem);
  double most = 0;
  for (std::string& term : candidates) {
    const double articles = all.get_termfreq(term);
    most = std::max(most, articles);
    if (articles > 0) common.terms.push_back(std::move(term));
  }
  common.weight *= rarity(most, all.get_doccount());
}

// The words of the best answers, weighed by how much they stand out there, together as much as `weight`; empty if they have none in common.
Query feedback(std::span<const Place> best, double weight, Handles& handles) {
  if (best.empty() || best.front().score <= 0) return Query();
  std::vector<Common> common = in_common(best, handles);
  keep_greatest(common, kCandidates);
  for (Common& one : common) weigh(one, handles.all);
  keep_greatest(common, kFeedbackTerms);
  double sum = 0;
  for (const Common& one : common) sum += one.weight;
  std::vector<Query> parts;
  for (const Common& one : common) {
    if (one.weight <= 0) continue;
    const Query terms = one.terms.size() == 1 ? Query(one.terms.front()) : Query(Query::OP_SYNONYM, one.terms.begin(), one.terms.end());
    parts.emplace_back(Query::OP_SCALE_WEIGHT, terms, weight * one.weight / sum);
  }
  return parts.empty() ? Query() : Query(Query::OP_OR, parts.begin(), parts.end());
}

// By place: what the query weighs there, of these places only.
std::map<std::pair<std::uint32_t, Xapian::docid>, double> weights_of(const Query& query, std::span<const Place> places, const Snapshot& snapshot, Handles& handles) {
  std::vector<Bitmap> asked;
  for (const Segment& segment : snapshot.segments) asked.emplace_back(segment.size);
  for (const Place& place : places) asked[place.segment].set(place.document);
  BitmapSource source(snapshot, asked, 0);
  Xapian::Enquire enquire(handles.all);
  enquire.set_query(Query(Query::OP_AND_MAYBE, Query(&source), query));
  enquire.set_weighting_scheme(query::WordWeight(query::kWeightK1, query::kWeightB));
  std::map<std::pair<std::uint32_t, Xapian::docid>, double> weights;
  const Xapian::MSet hits = enquire.get_mset(0, static_cast<Xapian::doccount>(places.size()));
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
    const Xapian::docid global = *hit - 1, segments = static_cast<Xapian::docid>(snapshot.segments.size());
    weights[{global % segments, global / segments + 1}] = hit.get_weight();
  }
  return weights;
}

}  // namespace

void reorder(std::span<Place> places, double weight, const Snapshot& snapshot, Handles& handles) {
  if (places.size() <= kFeedbackArticles) return;
  const Query alike = feedback(places.first(kFeedbackArticles), kFeedbackShare * weight, handles);
  if (alike.empty()) return;
  const auto weights = weights_of(alike, places, snapshot, handles);
  for (Place& place : places)
    if (const auto found = weights.find({place.segment, place.document}); found != weights.end()) place.score += found->second;
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.score > b.score; });
}

}  // namespace dispatches::search
