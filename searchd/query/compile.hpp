// A question understood: the typed tree with words turned into terms and names into entities. One tree, two uses: search::matches evaluates it to
// the exact set of matching articles, search::Scores makes of it what orders them. What matches is decided in one place only, by the set.
#pragma once

#include <xapian.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "indexer/names/lexicon.hpp"
#include "indexer/text/analyzer.hpp"
#include "indexer/names/name_directory.hpp"
#include "searchd/query/request.hpp"
#include "searchd/query/syntax.hpp"
#include "searchd/query/term_counts.hpp"

namespace dispatches::query {

enum class MatchKind : std::uint8_t {
  everything,
  nothing,
  all_of,      // children
  any_of,
  none_of,     // all articles but those of any of the children
  terms,       // any of `terms`: the stems of a word in the archive's languages
  entity,      // articles that name `entity`
  positional,  // `positional`: a phrase or NEAR, matched by Xapian as it stands
  dates,
  facet,       // any of the values in `values` of `facet`; `within` for places in a place
};

// Of spelling=exact: words as they must stand in the text, marks and all. Terms hold folded words, so the articles with those are looked into.
struct Written {
  std::vector<std::string> forms;        // as written_form()
  std::vector<std::string> terms;        // the term of each
  std::size_t window = 0;                // 0: one after the other; else in any order within so many words
  bool in_title = false;
  bool in_quotes = false;                // in what somebody says
  bool folded = false;                   // how they are written is all one
  bool empty() const { return forms.empty(); }
};

struct Match {
  MatchKind kind = MatchKind::everything;
  std::vector<std::string> terms;        // those that the archive has; of positional: its words
  std::vector<std::string> title_terms;  // lift an article; let none in
  double weight = 0;                     // of terms, entity and positional in ranking; 0: says nothing of an article's worth
  bool may_miss = false;                 // a word of the question that `words=most` may do without
  Xapian::Query positional;
  Written written;                       // where not empty: only articles with the words written so
  names::EntityOrdinal entity = names::kNobody;
  std::optional<std::chrono::sys_days> from, to;  // inclusive
  Facet facet = Facet::person;
  bool within = false;
  std::vector<std::string> values;       // ids, of facet and entity
  std::vector<Match> children;
};

// What a word, phrase or name of the question was taken for; shown under `understood`.
struct Understood {
  std::string text;
  names::EntityOrdinal entity = names::kNobody;            // the one it was searched as
  std::vector<names::EntityOrdinal> candidates;            // whom else it may mean
  bool excluded = false;                                   // it stands inside NOT
};

// One thing that the question asks for, and all that shows it in a text: see search::snippet.
struct Marked {
  std::vector<std::string> folded;                         // words
  std::vector<std::string> stems;                          // folded stems, in any of the archive's languages
  std::vector<std::string> prefixes;
  std::vector<std::string> phrase;                         // folded words in order
  std::vector<std::string> written;                        // of spelling=exact: beside `folded` or `phrase`, as written_form()
  std::vector<names::EntityOrdinal> entities;              // mentions of any of them
};

// An article as a question.
struct Likeness {
  std::size_t enough = 1;                                  // of the match's children that may be missed: so many let an article in
  std::optional<std::chrono::sys_seconds> published;       // what appeared about then stands a little higher
  std::uint32_t segment = 0, document = 0;                 // of the article: neither it nor its reprints are an answer
};

struct CompiledQuery {
  Match match;                                             // of kind all_of, or everything
  std::vector<Marked> marked;
  std::vector<Understood> understood;
  std::vector<std::string> notes;
  std::vector<std::string> unknown_words;                  // typed words that no article holds: for did_you_mean
  std::optional<Likeness> likeness;                        // where not words were typed, but an article is asked for that is like another
};

// What compiling needs of an archive.
struct Vocabulary {
  const names::Lexicon& lexicon;
  const names::NameDirectory& names;
  const std::vector<std::string>& languages;               // of the archive, ISO 639-1
  const Xapian::Database& database;                        // all segments. REQUIRES: at least one
  TermCounts& counts;                                      // of those segments
  const std::vector<std::uint32_t>& articles_naming;       // by entity
  Deadline deadline = {};                                  // of the request
  // Of the first articles with a term how many there are, and how many of them name any of those. REQUIRES: set for compile().
  struct Together {
    std::uint32_t with = 0, naming = 0;
  };
  std::function<Together(const std::string& term, const std::vector<names::EntityOrdinal>&)> together = {};
};
inline constexpr std::uint32_t kLookedInto = 1000;         // articles with a term, for Together

// `request.spelling` decides: variants (stems; a name also finds its entity's articles), folded (as typed, case and marks aside), exact (as typed, case
// aside).
CompiledQuery compile(const SearchRequest& request, const Vocabulary& vocabulary, text::Analyzer& analyzer);

// For `searchd --explain`.
std::string to_string(const CompiledQuery& query, const names::Lexicon& lexicon);
std::string to_string(const Match& match);

}  // namespace dispatches::query
