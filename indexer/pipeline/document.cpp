#include "indexer/pipeline/document.hpp"

#include <xxhash.h>

#include <algorithm>

#include "indexer/articles/fingerprint.hpp"
#include "indexer/schema/encoding.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/text/fold.hpp"

namespace dispatches::pipeline {

using schema::make_term;
using schema::SectionKind;
using schema::StoredArticle;
using schema::Term;

namespace {

std::string packed_mentions(const StoredArticle& article) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> counted;
  for (const schema::StoredMention& mention : article.mentions) counted.emplace_back(mention.mention, 1);
  return schema::pack_mentions(std::move(counted));
}

}  // namespace

Xapian::Document DocumentBuilder::build(AnnotatedArticle& article, names::Interner& interner, text::Analyzer& analyzer) {
  article.stored.mentions.clear();
  for (const entities::Mention& mention : article.mentions)
    article.stored.mentions.push_back({mention.begin, mention.end, interner.mention(mention.surface, mention.antecedent, mention.type, mention.plain)});
  return build(article.stored, analyzer);
}

Xapian::Document DocumentBuilder::build(const StoredArticle& article, text::Analyzer& analyzer) {
  Xapian::Document document;
  add_words(article, analyzer, document);
  add_filters(article, document);
  add_bands(document);
  document.add_value(schema::kMentions, packed_mentions(article));
  if (!article.quotes.empty()) add_quotes(article, analyzer, document);
  document.set_data(schema::encode(article));
  return document;
}

void DocumentBuilder::add_words(const StoredArticle& article, text::Analyzer& analyzer, Xapian::Document& document) {
  std::uint32_t section = 0;
  std::string word, term;
  story_words_.clear();
  for (std::uint32_t i = 0; i < article.tokens.size(); ++i) {
    while (section + 1 < article.sections.size() && article.sections[section + 1].first_token <= i) ++section;
    const auto [begin, end] = article.tokens[i];
    const std::string_view typed = std::string_view(article.text).substr(begin, end - begin);
    word = analyzer.fold(typed);
    story_words_.add(article.sections[section].kind, word);
    if (word.empty() || word.size() > schema::kMaxWordBytes) continue;
    const std::string& stem = analyzer.stem(typed, article.language);
    const auto add = [&](Term words, Term stems) {
      document.add_posting(term.assign(schema::prefix_of(words)).append(word), schema::position_of(i, section, schema::kSectionGap));
      if (stem != word) document.add_term(term.assign(schema::prefix_of(stems)).append(stem));
    };
    add(Term::word, Term::stem);
    if (article.sections[section].kind == SectionKind::title) add(Term::title_word, Term::title_stem);
  }
}

void DocumentBuilder::add_filters(const StoredArticle& article, Xapian::Document& document) const {
  document.add_boolean_term(make_term(Term::id, article.id));
  if (!article.language.empty()) document.add_boolean_term(make_term(Term::language, article.language));
  if (!article.source.empty()) document.add_boolean_term(make_term(Term::source, text::fold(article.source)));
  if (!article.url.empty()) document.add_boolean_term(make_term(Term::url, article.url));
  for (const std::string& author : article.authors) document.add_boolean_term(make_term(Term::author, text::fold(author)));
  for (const std::string& topic : article.topics) document.add_boolean_term(make_term(Term::topic, topic));
  if (article.backfill) document.add_boolean_term(make_term(Term::old_stock, {}));
  if (article.published) document.add_value(schema::kPublished, schema::pack_date(*article.published));
  document.add_value(schema::kId, article.id);
  document.add_value(schema::kFirstIndexed, schema::pack_time(article.indexed));
  document.add_value(schema::kSource, article.source);
  document.add_value(schema::kLanguage, article.language);
  document.add_value(schema::kTopics, schema::pack_names(article.topics));
}

void DocumentBuilder::add_bands(Xapian::Document& document) const {
  for (const std::string& band : articles::bands_of(story_words_.telling())) document.add_boolean_term(make_term(Term::band, band));
}

void DocumentBuilder::add_quotes(const StoredArticle& article, text::Analyzer& analyzer, Xapian::Document& document) const {
  std::vector<schema::QuoteFacts> facts;
  std::string words, term;
  for (const schema::StoredQuote& quote : article.quotes) {
    schema::QuoteFacts& fact = facts.emplace_back();
    if (quote.speaker) fact.speaker = article.mentions[*quote.speaker].mention;
    fact.direct = quote.direct;
    fact.topics = quote.topics;
    words.clear();
    each_token(article, quote, [&](const schema::StoredToken& token) {
      const std::string_view typed = article.slice({token.begin, token.end});
      const std::string word = analyzer.fold(typed);
      words += word + ' ';
      if (word.empty() || word.size() > schema::kMaxWordBytes) return;
      document.add_boolean_term(term.assign(schema::prefix_of(Term::said_word)).append(word));
      if (const std::string& stem = analyzer.stem(typed, article.language); stem != word)
        document.add_boolean_term(term.assign(schema::prefix_of(Term::said_stem)).append(stem));
    });
    fact.words = XXH3_64bits(words.data(), words.size());
    const auto first = std::lower_bound(article.mentions.begin(), article.mentions.end(), quote.sentence.begin,
                                        [](const schema::StoredMention& mention, std::uint32_t at) { return mention.begin < at; });
    for (auto mention = first; mention != article.mentions.end() && mention->end <= quote.sentence.end; ++mention) fact.about.push_back(mention->mention);
  }
  document.add_value(schema::kQuotes, schema::pack_quotes(facts));
}

}  // namespace dispatches::pipeline
