// Names in a question: the longest runs of its words that are a spelling of an entity, in any script and case form, by the lexicon's aliases.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/names/lexicon.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::query {

// Case keys of folded tokens → who may be meant. Built with a snapshot; immutable; shared by threads. REQUIRES: the lexicon outlives it.
class NameIndex {
 public:
  explicit NameIndex(const names::Lexicon& lexicon);

  struct Candidate {
    names::EntityOrdinal entity;
    bool alone;  // false: by a short form
  };
  // Of a run of folded tokens; empty if it is nobody's name. Those by whole names first; each entity once.
  std::vector<Candidate> candidates(const std::vector<std::string>& folded_tokens) const;
  std::size_t longest() const { return longest_; }  // tokens of the longest name

  // Entities of which a spelling (or a later word of it) begins so, folded; for facet_query and look-ups. At most `limit`.
  std::vector<names::EntityOrdinal> beginning_with(std::string_view folded_prefix, std::size_t limit) const;

  // All mention ids whose meaning is the entity.
  const std::vector<names::MentionId>& mentions_of(names::EntityOrdinal entity) const;
  // Distinct effective spellings of those: the XM terms.
  const std::vector<names::SpellingId>& spellings_of(names::EntityOrdinal entity) const;

 private:
  struct Name {
    std::string folded;  // its tokens, joined by a space
    names::EntityOrdinal entity;
    bool alone;
  };
  void add(std::string key, const std::string& text, names::EntityOrdinal entity, bool alone, text::Analyzer& analyzer);
  void link_mentions();

  const names::Lexicon& lexicon_;
  std::unordered_map<std::string, std::vector<Name>> by_key_;
  std::vector<std::pair<std::string, names::EntityOrdinal>> beginnings_;  // sorted
  std::vector<std::vector<names::MentionId>> mentions_;
  std::vector<std::vector<names::SpellingId>> spellings_;
  std::size_t longest_ = 0;
};

// The typed words of a text as the analyser parts them, and the same folded.
std::vector<std::string> folded_words(std::string_view text, text::Analyzer& analyzer);

}  // namespace dispatches::query
