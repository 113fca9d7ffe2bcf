// Who says what in an article: direct speech between quotation marks or after a dash, and reported speech, each with speaker, verb and
// place. Rules over the article's words and names; nothing is learnt, nothing is guessed: who is not plain is absent. Between the names
// found (Matcher, Recogniser) and the index.
//
// Direct: words in any quotation marks, before, after and around the verb («…, — сказал он. — …» and a quotation of several paragraphs are one
// quote of several parts), with a verb of saying, or of a sentence's shape by themselves. Names and titles in quotation marks and single quoted
// words are none. Reported: "X said that …", "…, X said", "according to X, …", in en uk ru de fr es pl ar; its words are the clause's. A pronoun or
// "the minister" is looked up in the article where only one person can be meant. Headlines are not read: they abridge what people said.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "indexer/entities/matcher.hpp"

namespace dispatches::quotes {

// Bytes [begin, end) of the text; empty: there is none.
struct TextSpan {
  std::uint32_t begin = 0, end = 0;
  bool empty() const { return begin == end; }
  bool operator==(const TextSpan&) const = default;
};

struct Quote {
  std::vector<TextSpan> parts;           // its words without the outer marks; at least one, in order
  bool direct = true;                    // the speaker's own words
  std::optional<std::uint32_t> speaker;  // number of the mention that names him
  TextSpan as_written;                   // what stands for him beside the verb: a name, "he", "the minister"
  TextSpan verb;
  TextSpan sentence;                     // from the first sentence that holds part of it to the last
};

// More are not taken from one article: it is no report then but a list or an attack.
inline constexpr std::size_t kMostQuotes = 1000;

// In the order of the text. `mentions`: of the same input, in order; `body_begin`: where the headline ends.
std::vector<Quote> quotes_in(const entities::TextToMatch& input, std::uint32_t body_begin, const std::vector<entities::Mention>& mentions);

}  // namespace dispatches::quotes
