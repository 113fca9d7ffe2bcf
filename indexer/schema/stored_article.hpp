// The data of a document: all that is shown of an article, and the table that lets a snippet be cut without tokenising anything.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/encoding.hpp"
#include "indexer/text/time.hpp"

namespace dispatches::schema {

enum class SectionKind : std::uint8_t { title, body, caption };

// A run of the text: bytes [begin, end). Its tokens are those from first_token up to the next section's.
struct Section {
  SectionKind kind = SectionKind::body;
  std::uint32_t begin = 0, end = 0, first_token = 0;
};

// A word as the analyser parted it.
struct StoredToken {
  std::uint32_t begin = 0, end = 0;
};

struct StoredMention {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t mention = 0;  // the lexicon's mention id
};

// Bytes [begin, end) of the text; empty: there is none.
struct StoredSpan {
  std::uint32_t begin = 0, end = 0;
};

// What somebody said (indexer/quotes).
struct StoredQuote {
  std::vector<StoredSpan> parts;         // the words without marks; at least one, in order
  bool direct = true;
  std::optional<std::uint32_t> speaker;  // number among the article's mentions
  StoredSpan as_written, verb, sentence;
  std::uint8_t topics = 0;               // bit i: the sentence is about the article's topic number i
};

// The position (in Xapian's sense) of token `token` in section number `section`: both from 0.
constexpr std::uint32_t position_of(std::uint32_t token, std::uint32_t section, std::uint32_t gap) { return token + 1 + section * gap; }

struct StoredArticle {
  std::string id, url, source, language;  // source as stated; language "" if unknown
  bool language_stated = false;            // by the input; else detected
  std::vector<std::string> authors;
  std::optional<text::Date> published;
  text::sys_seconds indexed{}, updated{};  // first indexed; last changed (equal if never)
  bool backfill = false;                   // read in as old stock: not new in feeds
  std::vector<std::string> topics;         // ids, strongest first
  std::string content_hash;
  std::string where;                       // input and place, for people

  // Title, then paragraphs and captions, each section followed by "\n". A title that no input states is derived: the first words of the
  // lead, [title_begin, title_end), and there is no section of kind title.
  std::string text;
  std::vector<Section> sections;
  std::uint32_t title_begin = 0, title_end = 0;
  bool title_derived = false;
  std::vector<StoredToken> tokens;         // in order, not overlapping
  std::vector<StoredMention> mentions;     // in order, not overlapping
  std::vector<StoredQuote> quotes;         // in order

  std::string_view title() const { return std::string_view(text).substr(title_begin, title_end - title_begin); }
  // True where a derived title ends inside a sentence: shown with "…".
  bool title_cut() const;
  std::string_view slice(const StoredSpan& span) const { return std::string_view(text).substr(span.begin, span.end - span.begin); }
};

// The tokens of a quote's words, in order.
template <class Visit>
void each_token(const StoredArticle& article, const StoredQuote& quote, Visit&& visit) {
  const auto before = [](const StoredToken& token, std::uint32_t at) { return token.begin < at; };
  auto token = article.tokens.begin();
  for (const StoredSpan& part : quote.parts)
    for (token = std::lower_bound(token, article.tokens.end(), part.begin, before); token != article.tokens.end() && token->end <= part.end; ++token) visit(*token);
}

// A quote's parts as one text, joined by a space or, where a paragraph ends between them, by a line end.
std::string words_of(const StoredArticle& article, const StoredQuote& quote);

std::string encode(const StoredArticle& article);
// Throws DamagedIndex; every offset is checked against the text. `data` may come from anywhere.
StoredArticle decode(std::string_view data);

}  // namespace dispatches::schema
