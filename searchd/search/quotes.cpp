#include "searchd/search/quotes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/schema/encoding.hpp"
#include "indexer/schema/fields.hpp"
#include "searchd/query/facet_values.hpp"
#include "searchd/query/name_reader.hpp"
#include "searchd/search/searcher.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using names::kNobody;
using query::Facet;

struct Meant {
  EntityOrdinal entity = kNobody;
  std::string topic;
};

// Who or what a parameter names: an id before any name. Throws BadRequest.
Meant meant(const std::string& name, const char* parameter, std::initializer_list<Facet> facets, const Snapshot& snapshot, text::Analyzer& analyzer) {
  const auto is_asked = [&](Facet facet) { return std::find(facets.begin(), facets.end(), facet) != facets.end(); };
  const EntityOrdinal by_id = snapshot.lexicon.entity_named(name);
  if (by_id != kNobody && is_asked(static_cast<Facet>(snapshot.lexicon.entities[by_id].type))) return {by_id, {}};
  if (is_asked(Facet::topic) && std::any_of(snapshot.lexicon.topics.begin(), snapshot.lexicon.topics.end(), [&](const auto& topic) { return topic.id == name; })) return {kNobody, name};
  std::vector<std::string> ids;
  std::vector<EntityOrdinal> candidates;
  std::string topic;
  for (const Facet facet : facets) {
    const query::NamedValues found = query::values_named(facet, name, snapshot.lexicon, snapshot.names, analyzer);
    if (facet == Facet::topic && !found.ids.empty()) topic = found.ids.front();
    for (const std::string& id : found.ids)
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    candidates.insert(candidates.end(), found.candidates.begin(), found.candidates.end());
  }
  if (ids.empty()) throw BadRequest{"unknown_entity", fmt::format("{}: nothing is called '{}'", parameter, name), parameter, {}};
  if (ids.size() > 1)
    throw BadRequest{"ambiguous_entity", fmt::format("{}: '{}' may mean {} different ones; give an id", parameter, name, ids.size()), parameter,
                     query::offered(std::move(candidates), snapshot.articles_naming)};
  if (ids.front() == topic) return {kNobody, topic};
  return {snapshot.lexicon.entity_named(ids.front()), {}};
}

// Whom a mention means in one article of a segment.
EntityOrdinal entity_of(names::MentionId mention, std::size_t docid, const Segment& segment, const names::Lexicon& lexicon) {
  if (!segment.named.has_special(docid)) return lexicon.entity_of(mention);
  const auto special = segment.named.special.find(static_cast<std::uint32_t>(docid));
  if (special == segment.named.special.end()) return kNobody;
  const auto found = std::find_if(special->second.begin(), special->second.end(), [&](const NamedMention& named) { return named.mention == mention; });
  return found == special->second.end() ? kNobody : found->entity;
}

bool speaks(EntityOrdinal entity, std::size_t docid, const Segment& segment, const names::Lexicon& lexicon) {
  const auto row = segment.raw->quotes.row(docid);
  return std::any_of(row.begin(), row.end(), [&](std::uint32_t speaker) { return speaker != 0 && entity_of(speaker - 1, docid, segment, lexicon) == entity; });
}

std::string sliced(const schema::StoredArticle& article, const schema::StoredSpan& span) { return std::string(article.slice(span)); }

query::SearchRequest inside_quotes(query::SearchRequest request) {
  request.inside_quotes = true;
  request.words = query::Words::all;
  return request;
}

}  // namespace

std::vector<Said> quotes_of(const Hit& hit, const names::Lexicon& lexicon) {
  std::vector<Said> list;
  for (const schema::StoredQuote& quote : hit.article.quotes) {
    Said& said = list.emplace_back();
    said.id = fmt::format("{}-{}", hit.article.id, list.size());
    said.words = schema::words_of(hit.article, quote);
    said.sentence = sliced(hit.article, quote.sentence);
    said.direct = quote.direct;
    said.as_written = sliced(hit.article, quote.as_written);
    said.verb = sliced(hit.article, quote.verb);
    if (!quote.speaker) continue;
    said.speaker = hit.named[*quote.speaker];
    const names::MentionId mention = hit.article.mentions[*quote.speaker].mention;
    if (mention < lexicon.mentions.size()) said.name = lexicon.spellings[lexicon.mentions[mention].effective()].text;
  }
  return list;
}

QuoteWalk::QuoteWalk(std::shared_ptr<const Snapshot> snapshot, const query::SearchRequest& request, const QuoteQuestion& question, bool bounded)
    : snapshot_(std::move(snapshot)), handles_(snapshot_->lease()), asks_words_(!request.q.empty()), bounded_(bounded) {
  if (!question.speaker.empty())
    speaker_ = meant(question.speaker, "speaker", {Facet::person, Facet::org, Facet::place}, *snapshot_, handles_->analyzer).entity;
  if (!question.about.empty()) {
    Meant about = meant(question.about, "about", {Facet::person, Facet::org, Facet::place, Facet::topic}, *snapshot_, handles_->analyzer);
    about_ = about.entity, about_topic_ = std::move(about.topic);
  }
  found_ = find(inside_quotes(request), *snapshot_, *handles_);
  found_.selections.clear();
  keep_candidates();
  const auto sort_by = request.sort_by.value_or(query::SortBy::newest);
  places_ = by_date(found_.passing, sort_by == query::SortBy::relevance ? query::SortBy::newest : sort_by, 0, count(found_.passing), *snapshot_);
}

// Articles in which somebody speaks: the one asked for, and of what is asked for.
void QuoteWalk::keep_candidates() {
  for (std::size_t s = 0; s < found_.passing.size(); ++s) {
    const Segment& segment = snapshot_->segments[s];
    Bitmap& passing = found_.passing[s];
    if (speaker_ != kNobody) passing &= with_entity(speaker_, segment);
    if (about_ != kNobody) passing &= with_entity(about_, segment);
    if (!about_topic_.empty()) passing &= with_values(Facet::topic, {about_topic_}, false, {s, *snapshot_, *handles_, {}});
    passing.each([&](std::size_t docid) {
      if (segment.raw->quotes.row(docid).empty() || (speaker_ != kNobody && !speaks(speaker_, docid, segment, snapshot_->lexicon))) passing.clear(docid);
    });
  }
}

EntityOrdinal QuoteWalk::speaker_of(const Place& place, std::uint32_t speaker) const {
  return speaker == 0 ? kNobody : entity_of(speaker - 1, place.document, snapshot_->segments[place.segment], snapshot_->lexicon);
}

// Whose words count once: an entity's; else those of one spelling; of nobody known, those of one story, for two nurses may well say the same.
std::uint64_t QuoteWalk::teller(const Place& place, EntityOrdinal speaker, std::uint32_t mention) const {
  constexpr std::uint64_t kSpelling = std::uint64_t{1} << 61, kStory = kSpelling << 1, kArticle = kSpelling << 2;
  if (speaker != kNobody) return speaker;
  if (mention != 0) return kSpelling | mention;
  const StoryColumn& stories = snapshot_->segments[place.segment].stories;
  if (stories.has(place.document)) return kStory | stories.of(place.document);
  return kArticle | std::uint64_t{place.segment} << 32 | place.document;
}

// Reads of an article what the question asks for; false where it may not be read any more.
bool QuoteWalk::enter(const Place& place) {
  if (about_ != kNobody || !about_topic_.empty()) {
    if (bounded_ && ++values_read_ > kMaxQuoteValues) return false;
    schema::unpack_quotes(handles_->segments[place.segment].get_document(place.document, Xapian::DOC_ASSUME_VALID).get_value(schema::kQuotes), facts_);
  }
  if (!asks_words_) return true;
  if (bounded_ && ++texts_read_ > kMaxQuoteTexts) return false;
  article_of({place, 0, false});
  return true;
}

const Hit& QuoteWalk::article_of(const Step& step) {
  if (!hit_ || hit_place_.segment != step.place.segment || hit_place_.document != step.place.document) {
    hit_ = hit_of(step.place, *snapshot_, *handles_);
    hit_->title = {{std::string(hit_->article.title()), false, kNobody}};
    hit_place_ = step.place;
  }
  return *hit_;
}

bool QuoteWalk::is_about(const Place& place, std::uint32_t number) {
  if (about_ == kNobody && about_topic_.empty()) return true;
  if (number >= facts_.size()) return false;
  const Segment& segment = snapshot_->segments[place.segment];
  const schema::QuoteFacts& quote = facts_[number];
  if (about_ != kNobody)
    return std::any_of(quote.about.begin(), quote.about.end(),
                       [&](std::uint32_t mention) { return entity_of(mention, place.document, segment, snapshot_->lexicon) == about_; });
  const auto topics = segment.raw->topics.row(place.document);
  for (std::size_t i = 0; i < topics.size() && i < 8; ++i)
    if ((quote.topics >> i & 1) && snapshot_->topics[topics[i]] == about_topic_) return true;
  return false;
}

std::optional<QuoteWalk::Step> QuoteWalk::next() {
  for (; at_ < places_.size() && !cut_; ++at_, number_ = 0, entered_ = false) {
    const Place& place = places_[at_];
    const RawColumns& columns = *snapshot_->segments[place.segment].raw;
    const auto row = columns.quotes.row(place.document);
    if (!entered_ && !enter(place)) {
      cut_ = true;
      break;
    }
    entered_ = true;
    for (; number_ < row.size(); ++number_) {
      const EntityOrdinal speaker = speaker_of(place, row[number_]);
      if ((speaker_ != kNobody && speaker != speaker_) || !is_about(place, number_)) continue;
      if (asks_words_ && (number_ >= hit_->article.quotes.size() || !has_words(found_.query.match, hit_->article, hit_->article.quotes[number_], handles_->analyzer))) continue;
      const std::uint64_t words = columns.quote_words[columns.quotes.begins[place.document] + number_];
      const bool repeated = !seen_.insert(words ^ (teller(place, speaker, row[number_]) + 1) * 0x9E3779B97F4A7C15ULL).second;
      return Step{place, number_++, repeated};
    }
  }
  return std::nullopt;
}

QuotesResult quotes(std::shared_ptr<const Snapshot> snapshot, const query::SearchRequest& request, const QuoteQuestion& question) {
  QuoteWalk walk(std::move(snapshot), request, question, true);
  QuotesResult result;
  const std::size_t count = std::min(request.per_page, query::kMaxPerPage);
  const std::size_t first = std::min((std::max<std::size_t>(request.page, 1) - 1) * count, query::kMaxDepth);
  std::vector<QuoteWalk::Step> page;
  while (const auto step = walk.next()) {
    const std::uint64_t listed = request.group_by_story ? result.found_distinct : result.found;
    ++result.found;
    result.found_distinct += !step->repeated;
    if ((!request.group_by_story || !step->repeated) && listed >= first && page.size() < count) page.push_back(*step);
  }
  for (const QuoteWalk::Step& step : page) {
    const Hit& hit = walk.article_of(step);
    std::vector<Said> all = quotes_of(hit, walk.snapshot().lexicon);
    if (step.number < all.size()) result.quotes.push_back({hit, std::move(all[step.number])});
  }
  result.complete = !walk.was_cut();
  result.notes = walk.notes();
  if (walk.was_cut()) result.notes.push_back("More articles may hold such quotes than a question may look into; the counts are of those that were.");
  return result;
}

std::uint64_t count_quotes(EntityOrdinal entity, const std::vector<Bitmap>& articles, const Snapshot& snapshot) {
  std::uint64_t found = 0;
  for (std::size_t s = 0; s < articles.size(); ++s)
    articles[s].each([&](std::size_t docid) {
      const Segment& segment = snapshot.segments[s];
      for (const std::uint32_t speaker : segment.raw->quotes.row(docid)) found += speaker != 0 && entity_of(speaker - 1, docid, segment, snapshot.lexicon) == entity;
    });
  return found;
}

}  // namespace dispatches::search
