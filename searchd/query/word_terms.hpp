// Words → terms of the index: the stems of a word in the archive's languages, the words that begin so, phrases; each with what it
// weighs. Beneath compile.
#pragma once

#include <string>
#include <vector>

#include "indexer/schema/fields.hpp"
#include "searchd/query/compile.hpp"

namespace dispatches::query {

inline constexpr std::uint32_t kTooFewToTell = 3;  // articles with a word: fewer do not say what it is used for
inline constexpr double kNameShare = 0.2;          // a name is read as a word unless this share of the word's articles name whom it means

// Of one request. One thread.
class WordTerms {
 public:
  // `said`: words are looked for in what people say.
  WordTerms(Spelling spelling, const Vocabulary& vocabulary, text::Analyzer& analyzer, bool said = false);

  // A word in the text, or in the title only. Of kind nothing where no article has it. `marked` gets what shows it.
  Match word(const std::string& typed, bool in_title, Marked& marked) const;
  Match phrase(const std::vector<std::string>& typed, bool in_title, Marked& marked) const;
  // In any order; no two of them further apart than `distance` words.
  Match near(const std::vector<std::string>& typed, std::size_t distance, bool in_title, std::vector<Marked>& marked) const;
  // `cut` becomes true where the archive has more such words than are searched.
  Match prefix(const std::string& typed, bool in_title, Marked& marked, bool& cut) const;
  Match entity(names::EntityOrdinal entity, Marked& marked) const;
  // Articles of authors whose name has all of the words.
  Match author(const std::vector<std::string>& typed) const;

  // So common in all languages of the archive in that script that a question loses nothing without it.
  bool is_stop_word(const std::string& typed) const;
  // Far more often a plain word than the name of any of those: "may", "us". `shouted`: written in capitals where others are not. `least`: articles with it that
  // tell.
  bool is_common_word(const std::string& typed, const std::vector<names::Candidate>& whose, bool shouted, std::uint32_t least = kTooFewToTell) const;
  // Articles that have the word as typed, case and marks aside; and that have any form of it.
  std::uint32_t articles_with(const std::string& typed) const;
  std::uint32_t articles_with_forms(const std::string& typed) const;

 private:
  std::vector<std::string> languages_of(const std::string& typed) const;
  std::vector<std::string> stem_terms(const std::string& typed, bool in_title, std::vector<std::string>* stems) const;
  Match positional(Xapian::Query::op op, const std::vector<std::string>& folded, std::size_t window, bool in_title) const;
  Match terms(std::vector<std::string> candidates) const;
  Written written(const std::vector<std::string>& typed, std::size_t window, bool in_title) const;
  schema::Term word_kind(bool in_title) const;
  double rarity(double articles) const;

  bool variants_, exact_, said_;
  const Vocabulary& vocabulary_;
  text::Analyzer& analyzer_;
  double articles_;
};

// What spelling=exact compares: the word with its marks, in one case and with one kind of apostrophe.
std::string written_form(std::string_view word);

}  // namespace dispatches::query
