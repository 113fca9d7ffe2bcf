// The words by which reports say who speaks, language by language: verbs of saying with their forms, "according to", pronouns, nouns of
// people and bodies that speak, and the small words around them. Curated for this house. Immutable. Internal to this room.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "indexer/base/open_table.hpp"

namespace dispatches::quotes {

// What a word may be; one word may be several.
enum class Speech : std::uint32_t {
  verb = 1u << 0,         // said, заявив: takes a quotation, and a clause after "that"
  bare = 1u << 1,         // a verb that takes a clause without "that" as well: X said the road was open
  naming = 1u << 2,       // called, described: takes words in quotation marks only
  participle = 1u << 3,   // déclaré, gesagt: such a verb only after an auxiliary
  auxiliary = 1u << 4,    // has, a, hat
  quoting_only = 1u << 5, // reports, so: nouns and particles too, a verb only beside a quotation
  that = 1u << 6,         // that, що, dass
  according = 1u << 7,    // "selon" X; with a second word: "according" to X
  second = 1u << 8,       // the word behind such a one: to, словам, Angaben
  afterwards = 1u << 9,   // X zufolge
  preposition = 1u << 10, // what follows is not the subject
  opener = 1u << 11,      // begins a clause of its own: when, який, weil
  he = 1u << 12,
  she = 1u << 13,
  other_pronoun = 1u << 14,  // they, it, I: somebody, but nobody to look for
  role = 1u << 15,           // the minister, речник: one person
  body = 1u << 16,           // officials, ministry: several, or a body
  adverb = 1u << 17,         // may stand between subject and verb
  hindrance = 1u << 18,      // did not say, would say: nothing was said
  feminine = 1u << 19,       // of a verb: her words
  plural = 1u << 20,         // of a verb: theirs
  masculine = 1u << 21,      // of a verb: his
  abbreviation = 1u << 22,   // its dot ends no sentence
  inside = 1u << 23,         // "в МИД сообщили": the preposition before a body that speaks
  citing = 1u << 24,         // "цитирует РБК министра": its object has spoken, its subject is who reports it
  passive = 1u << 25,        // "говорится в заявлении МИД": whose paper it is, stands behind
  finite = 1u << 26,         // a participle that is a form of its own as well: dit, écrit, erzählt. From two lists, never given
  being = 1u << 27,          // est, wurde: behind it such a one is a participle
  noun = 1u << 28,           // a verb that behind an article is none: la demande
  doubtful = 1u << 29,       // a verb that says something only beside a mark: "przekazał: „…”", not "przekazał „więcej czołgów”"
};

constexpr std::uint32_t operator|(Speech a, Speech b) { return static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b); }

// A set of them.
struct SpeechSet {
  std::uint32_t bits = 0;
  bool has(Speech one) const { return (bits & static_cast<std::uint32_t>(one)) != 0; }
  bool any(std::uint32_t of) const { return (bits & of) != 0; }
};

// The words of one language.
class SpeechWords {
 public:
  struct List {
    std::uint32_t classes;
    std::string_view words;  // parted by spaces; a "*" at the end: the forms of a Slavic past tense, of which this is the masculine
  };
  SpeechWords(std::string_view language, std::initializer_list<List> lists);

  // Of a word as it stands in a text; case aside, marks kept.
  SpeechSet of(std::string_view word) const;
  bool subject_may_be_left_out() const { return pro_drop_; }
  bool verb_comes_first() const { return verb_first_; }
  bool has_cases() const { return cases_; }
  bool is_english() const { return english_; }

 private:
  void add(std::string_view word, std::uint32_t classes);
  void add_past(std::string_view masculine, std::uint32_t classes, std::string_view language);

  OpenTable<std::uint64_t> table_;
  bool pro_drop_, verb_first_, cases_, english_;
};

// Hash of a word with its case aside (ASCII, Latin-1, Cyrillic): equal words of a text are equal.
std::uint64_t caseless_hash(std::string_view word);

// The words of a language (en uk ru de fr es pl ar); of a language without any, none: quotation marks alone tell there.
const SpeechWords& speech_words(std::string_view language);

}  // namespace dispatches::quotes
