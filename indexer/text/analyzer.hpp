// Text → tokens → folded words and stems: the one analyser of both ends. An article's words and a query's words pass through here.
// Stem first, then fold (the stemmers need the marks): positions stand on folded words, relevance on stems.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/text/fold.hpp"

namespace dispatches::text {

// A word in a text: bytes [begin, end). Letters and digits with the marks and apostrophes inside them; "U.S." and "U.S.A." are one
// token without the last dot; "'s" and "’s" at the end of a Latin word are not part of it; hyphens part words; numbers keep inner
// dots and commas (3.5, 10,000); e-mail and web addresses are one token; runs of Han, Kana and Thai are parted by ICU's dictionary
// (UAX #29). French and Italian elisions are words of their own: "l'Ukraine" → "l", "Ukraine".
struct Token {
  std::uint32_t begin;
  std::uint32_t end;
};

// Tokens in order, not overlapping. Words of more than 64 folded bytes are tokens but are not indexed.
std::vector<Token> tokenize(std::string_view text);

// Languages with stemmer and stop words here: en uk ru de fr es it pt nl pl ar (others: folded word only).
// Which of the stemming languages are written in that script: Cyrillic → uk, ru.
const std::vector<std::string>& stemming_languages(Script script);

// Folds and stems words, each distinct word once: keeps caches. One a thread.
class Analyzer {
 public:
  static constexpr std::size_t kManyWords = 500'000;  // some 50 MB a language: for one that reads whole archives
  static constexpr std::size_t kFewWords = 10'000;    // for one of many that look at single articles

  // Caches that hold so many words are emptied.
  explicit Analyzer(std::size_t cached_words = kManyWords);
  ~Analyzer();
  Analyzer(const Analyzer&) = delete;
  Analyzer& operator=(const Analyzer&) = delete;

  // The folded word; dots of abbreviations go too ("U.S" → "us"). Valid until the next call that is not on the same word.
  const std::string& fold(std::string_view word);
  // The folded stem in that language; the folded word where there is no stemmer.
  const std::string& stem(std::string_view word, std::string_view language);
  // A word so common in that language that a question loses nothing without it. `folded` as fold() gives it.
  bool is_stop_word(std::string_view folded, std::string_view language) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Light suffix stemmers of our own where Xapian 1.4 has none (after the idea of Dolamic and Savoy, "Indexing and stemming approaches for
// the Czech language", IPM 45, 2009: strip case endings, then possessives). Lower-cased word in, stem out; pure.
std::string stem_ukrainian(std::string_view word);
std::string stem_polish(std::string_view word);

}  // namespace dispatches::text
