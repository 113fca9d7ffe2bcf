// Article → AnnotatedArticle: its text in one piece with sections and tokens, language, whom it names and what it is about. What
// `indexer explain` shows and what pipeline::document turns into a document.
#pragma once

#include <string>
#include <vector>

#include "indexer/articles/article.hpp"
#include "indexer/entities/catalogue.hpp"
#include "indexer/entities/known_people.hpp"
#include "indexer/entities/matcher.hpp"
#include "indexer/quotes/quotes.hpp"
#include "indexer/recogniser/recogniser.hpp"
#include "indexer/entities/slavic_names.hpp"
#include "indexer/entities/topics.hpp"
#include "indexer/schema/stored_article.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::pipeline {

struct AnnotatedArticle {
  schema::StoredArticle stored;               // complete but for `mentions` (the lexicon's ids; `quotes` count on them), `indexed` and `updated`
  std::vector<entities::Mention> mentions;    // offsets into stored.text; in order
};

// Everything that annotation knows: immutable, shared by threads.
class Annotator {
 public:
  // `learnt`: full names of people that other articles have taught us, for languages without a recogniser. REQUIRES: catalogue and recogniser outlive it.
  // Without a recogniser only the catalogue's names are found.
  explicit Annotator(const entities::Catalogue& catalogue, const recogniser::Recogniser* recogniser = nullptr, const std::vector<std::string>& learnt = {});

  // `analyzer` is the calling thread's.
  AnnotatedArticle annotate(const articles::Article& article, text::Analyzer& analyzer) const;

  const entities::Catalogue& catalogue() const { return catalogue_; }
  const entities::Matcher& matcher() const { return matcher_; }

 private:
  std::uint8_t topics_of(const schema::StoredQuote& quote, const entities::TextToMatch& article, const schema::StoredArticle& stored, text::Analyzer& analyzer) const;
  std::vector<entities::Mention> names_in(const entities::TextToMatch& input, text::Analyzer& analyzer) const;

  const entities::Catalogue& catalogue_;
  const recogniser::Recogniser* recogniser_;
  entities::SlavicNames slavic_;
  entities::KnownPeople people_;  // of the catalogue, and those learnt
  entities::Matcher matcher_;
  entities::TopicTagger topics_;
};

// A derived title is the first sentence of the lead, cut at a word to this many characters.
inline constexpr std::size_t kDerivedTitleCharacters = 110;

}  // namespace dispatches::pipeline
