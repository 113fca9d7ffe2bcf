// What an index consists of: the only place with a prefix or a slot. What is searched is a term, what is sorted, counted or ranged is a
// slot, what is shown is data. Prefixes follow Xapian's conventions (Omega, "Term prefixes"): one letter, X… for one's own.
//
//   term                     wdf  positions   of
//   Q<article id>            0    –           the article; unique among those that are not tombstoned
//   <folded word>            yes  yes         title, paragraphs, captions; each section begins kSectionGap positions after the last
//   S<folded word>           yes  yes         title, at the same positions
//   Z<folded stem>           yes  –           all text, in the article's language; only where the stem is not the word itself: such a word is
//                                             found as the word, and a third of all postings is saved
//   ZS<folded stem>          yes  –           title, likewise
//   L<language>              0    –           ISO 639-1 code; none where unknown
//   H<folded source>         0    –           source as stated
//   A<folded name>           0    –           each author, whole
//   U<canonical address>     0    –           where the article stands on the web
//   XT<topic id>             0    –           each topic
//   XB<band>                 0    –           each band of the story fingerprint (articles/fingerprint.hpp): reprints share some; none for short texts
//   XQ<folded word>          0    –           each word that somebody says in it (StoredArticle::quotes)
//   XZ<folded stem>          0    –           likewise, where the stem is not the word itself
//   XO                       0    –           read in as old stock: not new in feeds
// Filter terms carry wdf 0: they must not lengthen the document. Whom an article names is no term but a slot: what a mention means changes with
// the lexicon, so readers make the lists of each entity's articles from it.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace dispatches::schema {

inline constexpr int kFieldsVersion = 3;   // changes when terms, slots or positions change
inline constexpr int kStoredVersion = 3;   // changes when stored_article's encoding changes; 2 was not packed

enum class Term { id, word, title_word, stem, title_stem, language, source, author, url, topic, band, said_word, said_stem, old_stock };
inline constexpr std::array<std::string_view, 14> kPrefixes = {"Q", "", "S", "Z", "ZS", "L", "H", "A", "U", "XT", "XB", "XQ", "XZ", "XO"};

constexpr std::string_view prefix_of(Term kind) { return kPrefixes[static_cast<std::size_t>(kind)]; }

constexpr bool prefixes_are_distinct() {
  for (std::size_t i = 0; i < kPrefixes.size(); ++i)
    for (std::size_t j = i + 1; j < kPrefixes.size(); ++j)
      if (kPrefixes[i] == kPrefixes[j]) return false;
  return true;
}
static_assert(prefixes_are_distinct());

// A value of each document. Encodings in encoding.hpp. kMentions: which mentions (the lexicon's ids) the article has, and how often each.
// kId: the article id once more, for reading all of them: a look at each Q term costs two microseconds.
// kQuotes: what is counted of each thing said.
enum Slot : unsigned { kPublished = 0, kFirstIndexed = 1, kSource = 2, kLanguage = 3, kMentions = 4, kTopics = 5, kId = 6, kQuotes = 7 };

// Phrases are at most 10 words and NEAR at most 15 apart, so neither reaches from one section into the next.
inline constexpr unsigned kSectionGap = 16;
inline constexpr std::size_t kMaxTermBytes = 245;  // Xapian's glass backend
inline constexpr std::size_t kMaxWordBytes = 64;   // longer "words" are noise: not indexed

// Prefix and text, cut to kMaxTermBytes at a character with a hash of the whole when longer. Never throws for long text.
std::string make_term(Term kind, std::string_view text);

}  // namespace dispatches::schema
