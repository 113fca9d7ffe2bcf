// Speech reported in the writer's words: "X said that …", "…, said X", "according to X, …". Internal to this room.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "indexer/quotes/speaker.hpp"
#include "indexer/quotes/quote_text.hpp"
#include "indexer/quotes/quotes.hpp"

namespace dispatches::quotes {

class ReportedSpeech {
 public:
  ReportedSpeech(const QuoteText& article, SpeakerFinder& speakers) : article_(article), speakers_(speakers) {}

  // The statement of a sentence whose quotations are not somebody's words by themselves.
  std::optional<Quote> in(const Sentence& sentence, const std::vector<Quotation>& quotations);

  // Whether the word is a verb of saying there: with its auxiliary, without "not" or "would". `beside_quotation`: the weaker ones too.
  bool is_saying(std::uint32_t word, WordRange clause, bool beside_quotation) const;
  // Whether a clause with "that" follows the verb.
  bool has_clause(std::uint32_t verb, const Sentence& sentence) const { return that_behind(verb, sentence).has_value(); }
  // Whom "according to", "по словам", "за його словами" name, if it begins there.
  struct Source {
    Speaker speaker;
    TextSpan words;          // without the name
    std::uint32_t next = 0;  // word from which on what was said may begin
  };
  std::optional<Source> according(std::uint32_t word, WordRange clause) const;

 private:
  bool is_finite(std::uint32_t word, WordRange clause, bool beside_quotation) const;
  bool has_french_subject(std::uint32_t word, WordRange clause, bool beside_quotation) const;
  bool is_noun(std::uint32_t word, WordRange clause) const;
  std::optional<std::uint32_t> behind_according(std::uint32_t word, WordRange clause) const;
  bool begins_clause(std::uint32_t verb, const Sentence& sentence) const;
  bool is_tail(std::uint32_t verb, const Sentence& sentence) const;
  std::uint32_t without_source(std::uint32_t first, const Sentence& sentence, std::uint32_t end) const;
  void add_rest(Quote& quote, WordRange attribution) const;
  std::optional<std::uint32_t> that_behind(std::uint32_t verb, const Sentence& sentence) const;
  std::optional<Quote> by_verb(std::uint32_t verb, const Sentence& sentence);
  std::optional<TextSpan> clause_behind(std::uint32_t verb, const Sentence& sentence) const;
  std::optional<TextSpan> clause_ahead(std::uint32_t verb, const Sentence& sentence) const;
  bool tells_of_somebody(WordRange ahead) const;
  std::optional<Quote> by_according(const Sentence& sentence);
  std::optional<Quote> made(TextSpan words, const Speaker& speaker, TextSpan verb, const Sentence& sentence) const;
  bool is_near(std::uint32_t verb, std::uint32_t subject) const;
  std::uint32_t end_of(const Sentence& sentence) const;

  const QuoteText& article_;
  SpeakerFinder& speakers_;
};

}  // namespace dispatches::quotes
