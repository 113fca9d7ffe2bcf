#include "indexer/pipeline/annotate.hpp"

#include <algorithm>
#include <iterator>

#include "indexer/articles/identity.hpp"
#include "indexer/text/language.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::pipeline {

namespace {

using schema::Section;
using schema::SectionKind;
using schema::StoredArticle;

// The beginning of an article tells its language as well as the whole, and faster.
constexpr std::size_t kLanguageBytes = 1500;

void append_section(StoredArticle& stored, SectionKind kind, std::string_view content) {
  Section section;
  section.kind = kind;
  section.begin = static_cast<std::uint32_t>(stored.text.size());
  stored.text += content;
  section.end = static_cast<std::uint32_t>(stored.text.size());
  stored.text += '\n';
  stored.sections.push_back(section);
}

void lay_out(const articles::Article& article, StoredArticle& stored) {
  if (!article.title.empty()) append_section(stored, SectionKind::title, article.title);
  for (const articles::Paragraph& paragraph : article.paragraphs)
    append_section(stored, paragraph.kind == articles::ParagraphKind::caption ? SectionKind::caption : SectionKind::body, paragraph.text);
}

void place_tokens(const std::vector<text::Token>& tokens, StoredArticle& stored) {
  stored.tokens.reserve(tokens.size());
  std::size_t section = 0;
  for (const text::Token& token : tokens) {
    while (section < stored.sections.size() && stored.sections[section].begin <= token.begin)
      stored.sections[section++].first_token = static_cast<std::uint32_t>(stored.tokens.size());
    stored.tokens.push_back({token.begin, token.end});
  }
  for (; section < stored.sections.size(); ++section) stored.sections[section].first_token = static_cast<std::uint32_t>(stored.tokens.size());
}

bool ends_a_sentence(const StoredArticle& stored, std::size_t token, const Section& lead) {
  const schema::StoredToken& word = stored.tokens[token];
  if (word.end - word.begin < 4 || word.end + 1 >= lead.end) return false;  // initials and abbreviations: "Gen.", "U.S."
  const char mark = stored.text[word.end];
  return (mark == '.' || mark == '!' || mark == '?') && stored.text[word.end + 1] == ' ';
}

// The first sentence of the lead, or as many of its words as fit.
void derive_title(StoredArticle& stored) {
  const auto lead = std::find_if(stored.sections.begin(), stored.sections.end(), [](const Section& s) { return s.kind == SectionKind::body; });
  if (lead == stored.sections.end()) return;
  stored.title_derived = true;
  stored.title_begin = stored.title_end = lead->begin;
  const std::string_view text = stored.text;
  if (text::length(text.substr(lead->begin, lead->end - lead->begin)) <= kDerivedTitleCharacters) {
    stored.title_end = lead->end;
    return;
  }
  std::size_t characters = 0;
  std::uint32_t counted = lead->begin;
  for (std::size_t i = lead->first_token; i < stored.tokens.size() && stored.tokens[i].end <= lead->end; ++i) {
    characters += text::length(text.substr(counted, stored.tokens[i].end - counted));
    counted = stored.tokens[i].end;
    if (characters > kDerivedTitleCharacters) break;
    stored.title_end = counted;
    if (ends_a_sentence(stored, i, *lead)) {
      ++stored.title_end;
      break;
    }
  }
  if (stored.title_end == stored.title_begin)
    stored.title_end = lead->begin + static_cast<std::uint32_t>(text::prefix(text.substr(lead->begin, lead->end - lead->begin), kDerivedTitleCharacters).size());
}

void take_title(StoredArticle& stored) {
  if (!stored.sections.empty() && stored.sections.front().kind == SectionKind::title) {
    stored.title_begin = stored.sections.front().begin;
    stored.title_end = stored.sections.front().end;
  } else {
    derive_title(stored);
  }
}

std::uint32_t body_begin(const StoredArticle& stored) {
  for (const Section& section : stored.sections)
    if (section.kind != SectionKind::title) return section.begin;
  return static_cast<std::uint32_t>(stored.text.size());
}

void store_quotes(const std::vector<quotes::Quote>& quotes, StoredArticle& stored) {
  const auto span = [](const quotes::TextSpan& of) { return schema::StoredSpan{of.begin, of.end}; };
  for (const quotes::Quote& quote : quotes) {
    schema::StoredQuote& added = stored.quotes.emplace_back();
    std::transform(quote.parts.begin(), quote.parts.end(), std::back_inserter(added.parts), span);
    added.direct = quote.direct;
    added.speaker = quote.speaker;
    added.as_written = span(quote.as_written);
    added.verb = span(quote.verb);
    added.sentence = span(quote.sentence);
  }
}

void copy_statements(const articles::Article& article, StoredArticle& stored) {
  stored.id = article.id;
  stored.url = article.url;
  stored.source = article.source.empty() ? articles::host_of(article.url) : article.source;
  stored.authors = article.authors;
  stored.published = article.published;
  stored.where = article.where;
  stored.content_hash = articles::content_hash(article);
  stored.language_stated = !article.language.empty();
}

std::vector<std::string> names_of_people(const entities::Catalogue& catalogue, std::vector<std::string> people) {
  for (const entities::Entity& entity : catalogue.entities())
    if (entity.type == entities::EntityType::person)
      for (const auto& [language, names] : entity.names) people.insert(people.end(), names.begin(), names.end());
  return people;
}

}  // namespace

Annotator::Annotator(const entities::Catalogue& catalogue, const recogniser::Recogniser* recogniser, const std::vector<std::string>& learnt)
    : catalogue_(catalogue), recogniser_(recogniser), people_(names_of_people(catalogue, learnt)), matcher_(catalogue), topics_(catalogue) {}

// The catalogue's names, and those that nobody listed: by the recogniser in English, by rules in Slavic languages that are written in Cyrillic, elsewhere
// people who are known, in other spellings.
std::vector<entities::Mention> Annotator::names_in(const entities::TextToMatch& input, text::Analyzer& analyzer) const {
  auto known = matcher_.match(input, analyzer);
  const auto language = input.language;
  if (!recogniser_) return known;
  if (language == "en") return recogniser_->names_in(input, known, analyzer);
  if (language == "uk" || language == "ru" || language == "be" || language == "bg") return slavic_.names_in(input, known, analyzer);
  return people_.names_in(input, known, analyzer);
}

// Which of the article's topics the quote's sentence is about.
std::uint8_t Annotator::topics_of(const schema::StoredQuote& quote, const entities::TextToMatch& article, const StoredArticle& stored, text::Analyzer& analyzer) const {
  if (stored.topics.empty()) return 0;
  const auto before = [](const text::Token& token, std::uint32_t at) { return token.begin < at; };
  const auto first = std::lower_bound(article.tokens.begin(), article.tokens.end(), quote.sentence.begin, before);
  const std::vector<text::Token> tokens(first, std::lower_bound(first, article.tokens.end(), quote.sentence.end, before));
  const std::vector<std::uint32_t> sections;
  const auto marked = topics_.topics_of({article.text, tokens, sections, article.language, article.published}, 0, analyzer);
  std::uint8_t bits = 0;
  for (std::size_t i = 0; i < stored.topics.size() && i < 8; ++i)
    if (std::find(marked.begin(), marked.end(), stored.topics[i]) != marked.end()) bits |= static_cast<std::uint8_t>(1U << i);
  return bits;
}

AnnotatedArticle Annotator::annotate(const articles::Article& article, text::Analyzer& analyzer) const {
  AnnotatedArticle annotated;
  StoredArticle& stored = annotated.stored;
  copy_statements(article, stored);
  lay_out(article, stored);
  stored.language = stored.language_stated ? article.language : text::detect_language(text::prefix(stored.text, kLanguageBytes));
  const std::vector<text::Token> tokens = text::tokenize(stored.text);
  place_tokens(tokens, stored);
  take_title(stored);

  std::vector<std::uint32_t> begins;
  for (const Section& section : stored.sections) begins.push_back(section.begin);
  const entities::TextToMatch input{stored.text, tokens, begins, stored.language, stored.published};
  annotated.mentions = names_in(input, analyzer);
  stored.topics = topics_.topics_of(input, body_begin(stored), analyzer);
  store_quotes(quotes::quotes_in(input, body_begin(stored), annotated.mentions), stored);
  for (schema::StoredQuote& quote : stored.quotes) quote.topics = topics_of(quote, input, stored, analyzer);
  return annotated;
}

}  // namespace dispatches::pipeline
