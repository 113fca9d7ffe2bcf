#include "searchd/search/similar.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "indexer/schema/fields.hpp"
#include "searchd/query/ranking.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/telling.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using query::Match;
using query::MatchKind;

constexpr std::size_t kCandidates = 60;  // of which it is asked how rare they are
// Measured on 637 addresses in two languages, by shared topics and cities (nDCG@5) and by the same address in the other language among the first ten:
// names weighed 1, 3, 6: .464, .487, .484 and 54, 62, 63 %; without nearness of time .474 and 59 %.
constexpr double kOfEntity = 3;          // what being named weighs, beside a word: names hold across languages
constexpr double kOfNearness = 0.2;      // of its score is added to what appeared at the same time,
constexpr double kNearDays = 7;          // and a third of that to what appeared so much before or after

// BM25's part for how often, of an article of mean length.
double worth_of(double occurrences) { return (query::kWeightK1 + 1) * occurrences / (query::kWeightK1 + occurrences); }

// What an article says beside names: these are asked for as entities.
std::vector<TellingStem> stems_of(const Hit& hit, text::Analyzer& analyzer) {
  const schema::StoredArticle& article = hit.article;
  std::unordered_map<std::string, double> occurrences;
  std::size_t mention = 0;
  for (std::size_t i = 0; i < std::min(article.tokens.size(), kSimilarTokens); ++i) {
    const auto& [begin, end] = article.tokens[i];
    while (mention < article.mentions.size() && article.mentions[mention].end <= begin) ++mention;
    if (mention < article.mentions.size() && article.mentions[mention].begin <= begin && hit.named[mention] != names::kNobody) continue;
    const std::string_view written = std::string_view(article.text).substr(begin, end - begin);
    const std::string& folded = analyzer.fold(written);
    if (!may_tell(folded) || analyzer.is_stop_word(folded, article.language)) continue;
    ++occurrences[analyzer.stem(written, article.language)];
  }
  std::vector<TellingStem> stems;
  for (const auto& [stem, times] : occurrences) stems.push_back({stem, worth_of(times)});
  return stems;
}

Match word_of(const TellingStem& one) {
  Match word;
  word.kind = MatchKind::terms, word.weight = one.weight, word.may_miss = true;
  word.terms = terms_of(one.stem);
  word.title_terms = {std::string(schema::prefix_of(schema::Term::title_word)) + one.stem, std::string(schema::prefix_of(schema::Term::title_stem)) + one.stem};
  return word;
}

void add_words(const Hit& hit, Handles& handles, query::CompiledQuery& query) {
  std::vector<TellingStem> stems = stems_of(hit, handles.analyzer);
  keep_greatest(stems, kCandidates);
  for (TellingStem& one : stems) one.weight *= rarity(one.stem, handles);
  keep_greatest(stems, kSimilarWords);
  for (const TellingStem& one : stems) {
    if (one.weight <= 0) continue;
    query.match.children.push_back(word_of(one));
    query.marked.emplace_back().stems = {one.stem};
  }
}

void add_entities(const Hit& hit, const Snapshot& snapshot, query::CompiledQuery& query) {
  std::vector<Match> named;
  for (const HitEntity& one : hit.entities) {
    Match entity;
    entity.kind = MatchKind::entity, entity.entity = one.entity, entity.may_miss = true;
    entity.weight = kOfEntity * worth_of(one.mentions) * rarity(snapshot.articles_naming[one.entity], snapshot.manifest.articles);
    if (entity.weight > 0) named.push_back(std::move(entity));
  }
  std::stable_sort(named.begin(), named.end(), [](const Match& a, const Match& b) { return a.weight > b.weight; });
  named.resize(std::min(named.size(), kSimilarEntities));
  for (Match& entity : named) {
    query.marked.emplace_back().entities = {entity.entity};
    query.match.children.push_back(std::move(entity));
  }
}

}  // namespace

query::CompiledQuery likeness(const Place& place, query::CompiledQuery typed, const Snapshot& snapshot, Handles& handles) {
  const Hit hit = hit_of(place, snapshot, handles);
  query::CompiledQuery query = std::move(typed);
  Match asked = std::exchange(query.match, {});
  query.match.kind = MatchKind::all_of;
  add_words(hit, handles, query);
  add_entities(hit, snapshot, query);
  const std::size_t parts = query.match.children.size();
  if (parts == 0) return query.match.kind = MatchKind::nothing, query;
  const auto share = static_cast<std::size_t>(std::ceil(kSimilarShare * static_cast<double>(parts)));
  query.likeness = {std::min(parts, std::max<std::size_t>(2, share)), std::nullopt, place.segment, place.document};
  if (hit.article.published) query.likeness->published = hit.article.published->start;
  if (asked.kind != MatchKind::everything) query.match.children.push_back(std::move(asked));
  return query;
}

void prefer_near(std::span<Place> places, const query::Likeness& likeness, const Snapshot& snapshot) {
  if (!likeness.published) return;
  const double day = 86'400, then = static_cast<double>(likeness.published->time_since_epoch().count());
  for (Place& place : places) {
    const std::int64_t time = snapshot.segments[place.segment].raw->published[place.document];
    if (time != kUndated) place.score *= 1 + kOfNearness * std::exp(-std::abs(static_cast<double>(time) - then) / day / kNearDays);
  }
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.score > b.score; });
}

}  // namespace dispatches::search
