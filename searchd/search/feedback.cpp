#include "searchd/search/feedback.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "indexer/schema/stored_article.hpp"
#include "searchd/query/ranking.hpp"
#include "searchd/search/sources.hpp"
#include "searchd/search/telling.hpp"

namespace dispatches::search {

namespace {

using Xapian::Query;

constexpr std::size_t kCandidates = 40;      // of which it is asked how rare they are

// Each stem of an article with BM25's part for how often it stands there.
std::unordered_map<std::string, double> stems_of(const schema::StoredArticle& article, double mean_length, text::Analyzer& analyzer) {
  std::unordered_map<std::string, double> stems;
  for (std::size_t i = 0; i < std::min(article.tokens.size(), kFeedbackTokens); ++i) {
    const auto& [begin, end] = article.tokens[i];
    const std::string_view written = std::string_view(article.text).substr(begin, end - begin);
    const std::string& folded = analyzer.fold(written);
    if (may_tell(folded) && !analyzer.is_stop_word(folded, article.language)) ++stems[analyzer.stem(written, article.language)];
  }
  const double norm = query::kWeightK1 * (1 - query::kWeightB + query::kWeightB * static_cast<double>(article.tokens.size()) / mean_length);
  for (auto& [stem, occurrences] : stems) occurrences = (query::kWeightK1 + 1) * occurrences / (norm + occurrences);
  return stems;
}

std::vector<TellingStem> in_common(const std::vector<Place>& best, Handles& handles) {
  double scores = 0;
  for (const Place& place : best) scores += place.score;
  const double mean_length = std::max(handles.all.get_avlength(), 1.0);
  std::unordered_map<std::string, double> sums;
  for (const Place& place : best) {
    const auto article = schema::decode(handles.segments[place.segment].get_document(place.document, Xapian::DOC_ASSUME_VALID).get_data());
    for (const auto& [stem, part] : stems_of(article, mean_length, handles.analyzer)) sums[stem] += part * place.score / scores;
  }
  std::vector<TellingStem> common;
  for (auto& [stem, weight] : sums) common.push_back({stem, weight});
  return common;
}

// The words of the best answers, weighed by how much they stand out there, together as much as `weight`; empty if they have none in common.
Query feedback(const std::vector<Place>& best, double weight, Handles& handles) {
  if (best.empty() || best.front().score <= 0) return Query();
  std::vector<TellingStem> common = in_common(best, handles);
  keep_greatest(common, kCandidates);
  for (TellingStem& one : common) one.weight *= rarity(one.stem, handles.all);
  keep_greatest(common, kFeedbackTerms);
  double sum = 0;
  for (const TellingStem& one : common) sum += one.weight;
  std::vector<Query> parts;
  for (const TellingStem& one : common) {
    if (one.weight <= 0) continue;
    const std::vector<std::string> terms = terms_of(one.stem);
    parts.emplace_back(Query::OP_SCALE_WEIGHT, Query(Query::OP_SYNONYM, terms.begin(), terms.end()), weight * one.weight / sum);
  }
  return parts.empty() ? Query() : Query(Query::OP_OR, parts.begin(), parts.end());
}

// By place: what the query weighs there, of these places only.
std::map<std::pair<std::uint32_t, Xapian::docid>, double> weights_of(const Query& query, const std::vector<Place>& places, const Snapshot& snapshot, Handles& handles) {
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

void reorder(std::vector<Place>& places, double weight, const Snapshot& snapshot, Handles& handles) {
  if (places.size() <= kFeedbackArticles) return;
  const std::vector<Place> best(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(std::min(places.size(), kFeedbackArticles)));
  const Query alike = feedback(best, weight, handles);
  if (alike.empty()) return;
  const auto weights = weights_of(alike, places, snapshot, handles);
  for (Place& place : places)
    if (const auto found = weights.find({place.segment, place.document}); found != weights.end()) place.score += found->second;
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.score > b.score; });
}

}  // namespace dispatches::search
