// An article as the finder of quotes reads it: words with what they may be in reports of speech and the names they belong to, sections,
// quotations, sentences. Internal to this room.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/entities/matcher.hpp"
#include "indexer/quotes/marks.hpp"
#include "indexer/quotes/words.hpp"

namespace dispatches::quotes {

inline constexpr std::uint32_t kNoMention = 0xFFFFFFFF;

struct SpeechWord {
  std::uint32_t begin = 0, end = 0;
  SpeechSet classes;                      // none inside a name
  std::uint32_t mention = kNoMention;     // the name it belongs to
  bool quoted = false;                    // in a quotation that may be speech; of the sections read so far
};

// A run of words [first, last) of the article.
struct WordRange {
  std::uint32_t first = 0, last = 0;
  bool empty() const { return first >= last; }
  std::uint32_t size() const { return empty() ? 0 : last - first; }
};

// A quotation that may be somebody's words, with the words in it.
struct Quotation {
  QuotedSpan span;
  WordRange words;
};

struct Sentence {
  std::uint32_t begin = 0, end = 0;  // bytes
  WordRange words;                   // those in quotations too
  std::uint32_t first_quotation = 0, last_quotation = 0;  // of the section's
};

struct SpeechSection {
  std::uint32_t begin = 0, end = 0;  // bytes
  WordRange words;
};

class QuoteText {
 public:
  QuoteText(const entities::TextToMatch& input, std::uint32_t body_begin, const std::vector<entities::Mention>& mentions);

  std::string_view text() const { return input_.text; }
  const SpeechWords& vocabulary() const { return vocabulary_; }
  const std::vector<SpeechWord>& words() const { return words_; }
  const SpeechWord& word(std::uint32_t number) const { return words_[number]; }
  const std::vector<entities::Mention>& mentions() const { return mentions_; }
  const std::vector<SpeechSection>& sections() const { return sections_; }
  std::string_view language() const { return input_.language; }

  std::string_view spelling(std::uint32_t number) const { return text().substr(words_[number].begin, words_[number].end - words_[number].begin); }
  // What stands between a word and the one before it. REQUIRES: number > 0.
  std::string_view gap(std::uint32_t number) const { return text().substr(words_[number - 1].end, words_[number].begin - words_[number - 1].end); }
  bool is(std::uint32_t number, Speech what) const { return words_[number].classes.has(what); }
  // Whether a comma, colon, bracket or dash parts the word from the one before it.
  bool parted(std::uint32_t number) const;
  bool capitalised(std::uint32_t number) const;
  // The words that begin in bytes [begin, end), of those in `among`.
  WordRange words_between(std::uint32_t begin, std::uint32_t end, WordRange among) const;
  WordRange words_of_mention(std::uint32_t number) const;  // by a word of it

  // The quotations of a section that may be speech: not those that are names or titles. Dashes: "— …, — said he. — …" likewise.
  // Marks their words.
  std::vector<Quotation> quotations(const SpeechSection& section);
  // Sentences of a section; none ends inside a quotation.
  std::vector<Sentence> sentences(const SpeechSection& section, const std::vector<Quotation>& quotations) const;

 private:
  bool ends_sentence(std::uint32_t number, std::uint32_t& end) const;
  bool is_abbreviation(std::uint32_t number) const;

  const entities::TextToMatch& input_;
  const std::vector<entities::Mention>& mentions_;
  const SpeechWords& vocabulary_;
  std::vector<SpeechWord> words_;
  std::vector<SpeechSection> sections_;
};

// What a quotation ends with inside its marks, and what stands before and behind them: for the eye of the rules.
char32_t last_character(std::string_view text, std::uint32_t begin, std::uint32_t end);  // spaces aside; 0 if there is none
char32_t first_character(std::string_view text, std::uint32_t begin, std::uint32_t end);
bool is_dash(char32_t c);
bool ends_speech(char32_t c);  // . ! ? …

}  // namespace dispatches::quotes
