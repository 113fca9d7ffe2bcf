// Names of the catalogue in running text, and whom a spelling means. Built once from a catalogue, then immutable and
// shared by threads.
//
// A name is found as the longest sequence of folded tokens, case endings of Slavic names aside (names/case_forms).
// All-capital acronyms must stand in capitals; other names must begin with a capital in scripts that have them. Then,
// article by article:
//  * a bare surname (or other short form) gets as antecedent the full name in the same article; of two bearers the one
//  named last before it;
//  * a short form without a full name counts only with evidence: a title or role beside it, or a mention (or demonym)
//  of what the
//    bearer's roles or `context` name, the article's date not speaking against it; then the antecedent is the
//    catalogue's name;
//  * what has two possible bearers and no evidence is nobody.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/entities/catalogue.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::entities {

// What the matcher needs to know of an article. `text` is one string (title, then paragraphs); tokens cover it in
// order; a name does not cross a section border.
struct TextToMatch {
  std::string_view text;
  const std::vector<text::Token>& tokens;
  const std::vector<std::uint32_t>& section_begins;  // byte offsets, ascending
  std::string_view language;                         // may be empty
  std::optional<text::Date> published;
};

class Matcher {
 public:
  explicit Matcher(const Catalogue& catalogue);  // REQUIRES: the catalogue outlives the matcher
  ~Matcher();
  Matcher(Matcher&&) noexcept;

  // Mentions in the order of the text, not overlapping. `analyzer` is the calling thread's.
  std::vector<Mention> match(const TextToMatch& input, text::Analyzer& analyzer) const;

  // Whom an effective spelling means by itself (the lexicon asks): the entity whose `names` hold it, case forms too;
  // null if none or several.
  const Entity* resolve(std::string_view spelling, text::Analyzer& analyzer) const;
  // All whom it may mean, by `names` or `short`: candidates for a question.
  std::vector<const Entity*> candidates(std::string_view spelling, text::Analyzer& analyzer) const;

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace dispatches::entities
