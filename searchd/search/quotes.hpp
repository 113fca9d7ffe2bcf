// What people say in the articles that pass: by speaker, by whom or what it is about, by the words in it. Speakers are mentions, so a new lexicon
// moves what they say with them. Counting needs the columns alone, `about` the slot, words the texts.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "searchd/search/found.hpp"

namespace dispatches::search {

// Articles that a question may look into for `about` and for words: what is beyond is not counted, and the reply says so.
inline constexpr std::size_t kMaxQuoteValues = 200'000;  // of which a slot is read: microseconds each
inline constexpr std::size_t kMaxQuoteTexts = 10'000;    // of which the text is read

// Beside the request, whose q holds the words inside the quote. Each an id, a Wikidata id or a name; empty: any.
struct QuoteQuestion {
  std::string speaker, about;
};

// Something said, as it is shown.
struct Said {
  std::string id;                                  // "a1b2c3d4e5f6a7b8c-3": the article's third
  std::string words, sentence;
  bool direct = true;
  names::EntityOrdinal speaker = names::kNobody;
  std::string name, as_written, verb;              // name: the mention's spelling, where the lexicon knows nobody by it; all may be empty
};
std::vector<Said> quotes_of(const Hit& hit, const names::Lexicon& lexicon);

// The quotes that match, one after another, by date. One thread at a time.
class QuoteWalk {
 public:
  struct Step {
    Place place;
    std::uint32_t number = 0;                      // of the article's quotes
    bool repeated = false;                         // the same words by the same speaker (of an unknown one: in the same story) came before
  };

  // `bounded`: leaves off where the limits above are spent. Throws BadRequest (unknown_entity, ambiguous_entity for speaker and about).
  QuoteWalk(std::shared_ptr<const Snapshot> snapshot, const query::SearchRequest& request, const QuoteQuestion& question, bool bounded);

  std::optional<Step> next();
  bool was_cut() const { return cut_; }
  const std::vector<std::string>& notes() const { return found_.query.notes; }
  const Snapshot& snapshot() const { return *snapshot_; }
  // The article a step stands in. Valid until the next call of any member.
  const Hit& article_of(const Step& step);

 private:
  void keep_candidates();
  bool enter(const Place& place);
  bool is_about(const Place& place, std::uint32_t number);
  std::uint64_t teller(const Place& place, names::EntityOrdinal speaker, std::uint32_t mention) const;
  names::EntityOrdinal speaker_of(const Place& place, std::uint32_t speaker) const;

  std::shared_ptr<const Snapshot> snapshot_;
  Snapshot::Lease handles_;
  names::EntityOrdinal speaker_ = names::kNobody, about_ = names::kNobody;
  std::string about_topic_;
  bool asks_words_ = false, bounded_ = true, cut_ = false;
  Found found_;
  std::vector<Place> places_;
  std::size_t at_ = 0, values_read_ = 0, texts_read_ = 0;
  std::uint32_t number_ = 0;
  bool entered_ = false;
  std::vector<schema::QuoteFacts> facts_;          // of the article at hand, for `about`
  std::optional<Hit> hit_;                         // likewise, if its text was read
  Place hit_place_;
  std::unordered_set<std::uint64_t> seen_;         // words and speaker
};

struct FoundQuote {
  Hit article;
  Said said;
};
struct QuotesResult {
  std::uint64_t found = 0, found_distinct = 0;     // distinct: what reprints repeat counts once
  bool complete = true;                            // false: both are lower bounds, see kMaxQuoteTexts
  std::vector<FoundQuote> quotes;                  // of the page; with group_by=story each once
  std::vector<std::string> notes;
};
QuotesResult quotes(std::shared_ptr<const Snapshot> snapshot, const query::SearchRequest& request, const QuoteQuestion& question);

// How often the entity speaks in these articles.
std::uint64_t count_quotes(names::EntityOrdinal entity, const std::vector<Bitmap>& articles, const Snapshot& snapshot);

// Whether a quote has what the question asks of its words. What it asks of the article holds by then.
bool has_words(const query::Match& match, const schema::StoredArticle& article, const schema::StoredQuote& quote, text::Analyzer& analyzer);

}  // namespace dispatches::search
