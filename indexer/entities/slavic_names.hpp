// Names that nobody listed, in Ukrainian and Russian text (Belarusian and Bulgarian as far as the same rules carry):
// people, organisations and places by rules. Given names, fathers' names, surname endings, initials and titles make
// people; heads (Міністерство, бригада) with what belongs to them, quotation marks behind them, acronyms and Latin
// words make organisations; nouns of places and prepositions make places. Then the whole article is looked at: a
// surname alone stands for the full name in it, a case form for its nominative. Between the catalogue's matcher and the
// index, as the recogniser for English. Immutable; may be shared by threads.
#pragma once

#include <memory>
#include <vector>

#include "indexer/entities/matcher.hpp"

namespace dispatches::entities {

class SlavicNames {
 public:
  SlavicNames();
  ~SlavicNames();
  SlavicNames(SlavicNames&&) noexcept;

  // `known` (the catalogue's mentions, in order) and what is found beside them: one list in the order of the text, not
  // overlapping. What is known stays unless a longer organisation holds it (Міністерство оборони України). `plain`
  // where a title, a father's name or a head says what it is. `analyzer` is the calling thread's.
  std::vector<Mention> names_in(const TextToMatch& input, const std::vector<Mention>& known,
                                text::Analyzer& analyzer) const;

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace dispatches::entities
