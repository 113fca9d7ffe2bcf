#include "indexer/schema/stored_article.hpp"

#include <algorithm>

#include "indexer/schema/fields.hpp"
#include "indexer/schema/packed.hpp"

namespace dispatches::schema {

namespace {

[[noreturn]] void damaged(const char* what) {
  throw DamagedIndex(std::string("a stored article is damaged (") + what + "); run 'indexer check', then restore a backup");
}

void encode_spans(Encoder& out, const std::vector<StoredToken>& tokens) {
  out.number(tokens.size());
  std::uint32_t end = 0;
  for (const StoredToken& token : tokens) {
    out.number(token.begin - end);
    out.number(token.end - token.begin);
    end = token.end;
  }
}

// A span that begins `gap` after `end`; checked against the text by the caller through `end`.
std::uint32_t advance(std::uint32_t end, std::uint32_t by, std::size_t limit, const char* what) {
  if (by > limit || end > limit - by) damaged(what);
  return end + by;
}

std::vector<StoredToken> decode_spans(Decoder& in, std::size_t text_size) {
  const std::uint32_t count = in.number32();
  if (count > text_size) damaged("tokens");
  std::vector<StoredToken> tokens(count);
  std::uint32_t end = 0;
  for (StoredToken& token : tokens) {
    token.begin = advance(end, in.number32(), text_size, "tokens");
    token.end = end = advance(token.begin, in.number32(), text_size, "tokens");
  }
  return tokens;
}

void encode_strings(Encoder& out, const std::vector<std::string>& strings) {
  out.number(strings.size());
  for (const std::string& string : strings) out.text(string);
}

std::vector<std::string> decode_strings(Decoder& in) {
  std::vector<std::string> strings;
  for (std::uint32_t count = in.number32(); count > 0; --count) strings.emplace_back(in.text());
  return strings;
}

void encode_sections(Encoder& out, const std::vector<Section>& sections) {
  out.number(sections.size());
  std::uint32_t end = 0, token = 0;
  for (const Section& section : sections) {
    out.number(static_cast<std::uint64_t>(section.kind));
    out.number(section.begin - end);
    out.number(section.end - section.begin);
    out.number(section.first_token - token);
    end = section.end;
    token = section.first_token;
  }
}

std::vector<Section> decode_sections(Decoder& in, std::size_t text_size) {
  const std::uint32_t count = in.number32();
  if (count > text_size + 1) damaged("sections");
  std::vector<Section> sections(count);
  std::uint32_t end = 0, token = 0;
  for (Section& section : sections) {
    const std::uint64_t kind = in.number();
    if (kind > static_cast<std::uint64_t>(SectionKind::caption)) damaged("sections");
    section.kind = static_cast<SectionKind>(kind);
    section.begin = advance(end, in.number32(), text_size, "sections");
    section.end = end = advance(section.begin, in.number32(), text_size, "sections");
    section.first_token = token = advance(token, in.number32(), text_size, "sections");
  }
  return sections;
}

void encode_mentions(Encoder& out, const std::vector<StoredMention>& mentions) {
  out.number(mentions.size());
  std::uint32_t end = 0;
  for (const StoredMention& mention : mentions) {
    out.number(mention.begin - end);
    out.number(mention.end - mention.begin);
    out.number(mention.mention);
    end = mention.end;
  }
}

std::vector<StoredMention> decode_mentions(Decoder& in, std::size_t text_size) {
  const std::uint32_t count = in.number32();
  if (count > text_size) damaged("mentions");
  std::vector<StoredMention> mentions(count);
  std::uint32_t end = 0;
  for (StoredMention& mention : mentions) {
    mention.begin = advance(end, in.number32(), text_size, "mentions");
    mention.end = end = advance(mention.begin, in.number32(), text_size, "mentions");
    mention.mention = in.number32();
  }
  return mentions;
}

// Spans as they come: those of quotes reach back and over each other.
void encode_span(Encoder& out, const StoredSpan& span) {
  out.number(span.begin);
  out.number(span.end - span.begin);
}

StoredSpan decode_span(Decoder& in, std::size_t text_size) {
  StoredSpan span;
  span.begin = advance(0, in.number32(), text_size, "quotes");
  span.end = advance(span.begin, in.number32(), text_size, "quotes");
  return span;
}

void encode_quotes(Encoder& out, const std::vector<StoredQuote>& quotes) {
  out.number(quotes.size());
  for (const StoredQuote& quote : quotes) {
    out.number(quote.parts.size());
    for (const StoredSpan& part : quote.parts) encode_span(out, part);
    out.number(quote.direct);
    out.number(quote.speaker ? std::uint64_t{*quote.speaker} + 1 : 0);
    for (const StoredSpan* span : {&quote.as_written, &quote.verb, &quote.sentence}) encode_span(out, *span);
    out.number(quote.topics);
  }
}

StoredQuote decode_quote(Decoder& in, std::size_t text_size, std::size_t mentions) {
  StoredQuote quote;
  const std::uint32_t parts = in.number32();
  if (parts == 0 || parts > text_size) damaged("quotes");
  for (std::uint32_t i = 0; i < parts; ++i) quote.parts.push_back(decode_span(in, text_size));
  for (std::uint32_t i = 1; i < parts; ++i)
    if (quote.parts[i].begin < quote.parts[i - 1].end) damaged("quotes");
  quote.direct = in.number() != 0;
  const std::uint64_t speaker = in.number();
  if (speaker > mentions) damaged("quotes");
  if (speaker > 0) quote.speaker = static_cast<std::uint32_t>(speaker - 1);
  for (StoredSpan* span : {&quote.as_written, &quote.verb, &quote.sentence}) *span = decode_span(in, text_size);
  quote.topics = static_cast<std::uint8_t>(in.number() & 0xff);
  return quote;
}

std::vector<StoredQuote> decode_quotes(Decoder& in, std::size_t text_size, std::size_t mentions) {
  const std::uint32_t count = in.number32();
  if (count > text_size) damaged("quotes");
  std::vector<StoredQuote> quotes;
  for (std::uint32_t i = 0; i < count; ++i) quotes.push_back(decode_quote(in, text_size, mentions));
  return quotes;
}

// The text comes first, so that every offset after it can be checked as it is read.
std::string plainly_encoded(const StoredArticle& article) {
  std::string data;
  data.reserve(article.text.size() + 2 * article.tokens.size() + 300);
  Encoder out(data);
  out.text(article.text);
  for (const std::string* field : {&article.id, &article.url, &article.source, &article.language, &article.content_hash, &article.where})
    out.text(*field);
  encode_strings(out, article.authors);
  encode_strings(out, article.topics);
  out.text(article.published ? pack_date(*article.published) : std::string());
  out.text(pack_time(article.indexed));
  out.text(pack_time(article.updated));
  out.number(article.backfill);
  out.number(article.title_begin);
  out.number(article.title_end - article.title_begin);
  out.number(article.title_derived);
  out.number(article.language_stated);
  encode_sections(out, article.sections);
  encode_spans(out, article.tokens);
  encode_mentions(out, article.mentions);
  encode_quotes(out, article.quotes);
  return data;
}

StoredArticle plainly_decoded(Decoder in) {
  StoredArticle article;
  article.text = in.text();
  for (std::string* field : {&article.id, &article.url, &article.source, &article.language, &article.content_hash, &article.where})
    *field = in.text();
  article.authors = decode_strings(in);
  article.topics = decode_strings(in);
  article.published = unpack_date(in.text());
  article.indexed = unpack_time(in.text());
  article.updated = unpack_time(in.text());
  article.backfill = in.number() != 0;
  const std::size_t size = article.text.size();
  article.title_begin = advance(0, in.number32(), size, "title");
  article.title_end = advance(article.title_begin, in.number32(), size, "title");
  article.title_derived = in.number() != 0;
  article.language_stated = in.number() != 0;
  article.sections = decode_sections(in, size);
  article.tokens = decode_spans(in, size);
  article.mentions = decode_mentions(in, size);
  article.quotes = decode_quotes(in, size, article.mentions.size());
  for (const Section& section : article.sections)
    if (section.first_token > article.tokens.size()) damaged("sections");
  return article;
}

}  // namespace

bool StoredArticle::title_cut() const {
  if (!title_derived || title_end == 0) return false;
  const bool whole = title_end < text.size() && text[title_end] == '\n';
  const char last = text[title_end - 1];
  return !whole && last != '.' && last != '!' && last != '?';
}

std::string words_of(const StoredArticle& article, const StoredQuote& quote) {
  std::string words(article.slice(quote.parts.front()));
  for (std::size_t i = 1; i < quote.parts.size(); ++i) {
    const bool paragraph = article.slice({quote.parts[i - 1].end, quote.parts[i].begin}).find('\n') != std::string_view::npos;
    if (!paragraph && article.text[quote.parts[i - 1].end] == ',') words += ',';
    words += paragraph ? '\n' : ' ';
    words += article.slice(quote.parts[i]);
  }
  return words;
}

std::string encode(const StoredArticle& article) {
  std::string data;
  Encoder(data).number(kStoredVersion);
  pack(plainly_encoded(article), data);
  return data;
}

StoredArticle decode(std::string_view data) {
  Decoder in(data);
  const std::uint64_t version = in.number();
  if (version == kStoredVersion) return plainly_decoded(Decoder(unpack(in.rest())));
  if (version == kStoredVersion - 1) return plainly_decoded(in);
  damaged("version");
}

}  // namespace dispatches::schema
