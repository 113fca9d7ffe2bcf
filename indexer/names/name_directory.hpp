// The directory of a lexicon's names, for questions: whom a run of words may mean, in any script and case form, by the lexicon's names and spellings; where
// none is written so, by sound. And who is named by what begins so. Made with the lexicon and kept in its image.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/array.hpp"
#include "indexer/base/image.hpp"
#include "indexer/names/lexicon.hpp"
#include "indexer/names/people_index.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::names {

inline constexpr float kSameSurname = .999f;  // likeness of surnames that are written alike, or so that no script tells the sounds apart

// By what somebody may be meant: what stands first goes before the others.
enum class By : std::uint8_t {
  name,           // a whole name, or a spelling that the lexicon says means them
  short_name,     // a short form of the catalogue's
  surname,        // the surname, as it sounds, of somebody whom only articles know
  sound,          // a whole name that sounds alike
  surname_sound,  // a surname that sounds nearly alike
};

struct Candidate {
  EntityOrdinal entity = kNobody;
  By by = By::name;
  float mean = 1;       // of those by sound: how alike, as names/score
  bool is_form = false;   // not written so, but in another case form
  bool is_usual = false;  // of several whose surname sounds so, whom it means as it is usually written
};

// Whether the first of them is meant and not only may be. REQUIRES: in the order in which NameDirectory gives them.
bool means_first(const std::vector<Candidate>& candidates);

// Immutable; shared by threads. REQUIRES: the lexicon outlives it.
class NameDirectory {
 public:
  explicit NameDirectory(const Lexicon& lexicon);
  // As it was added to the image, from that array on. Throws ImageError.
  NameDirectory(const Lexicon& lexicon, const Image& image, std::size_t first);
  void add_to(ImageWriter& writer) const;

  // Whom a text may mean: by whom it is written so; where nobody is, by sound; and for a person's short name, whoever else has that surname. In order
  // of `by`, then best first; each entity once.
  std::vector<Candidate> whom(std::string_view text, text::Analyzer& analyzer) const;

  // The same for a form that no article has and case_key does not know: names/case_forms, nominatives(). Latin ones are capitalised as typed: "trumps" is a word.
  std::vector<Candidate> declined(const std::vector<std::string>& typed_words, text::Analyzer& analyzer) const;

  // Whose name or spelling a run of folded tokens is, in any case form. In order of `by`; each entity once.
  std::vector<Candidate> candidates(const std::vector<std::string>& folded_tokens) const;
  std::size_t longest() const { return longest_.empty() ? 0 : longest_[0]; }  // tokens of the longest name

  // People whose name sounds like the text, in any script and order: of two words and more by the whole name, at the scorer's strict point; of a single
  // word by surname, and by the given name's initial if there is one ("Putin V. V."). In order of `by`, then best first; each entity once. Who has a name in
  // the script of a single word sounds like it by that name, not only by one in another script, which tells fewer sounds apart.
  std::vector<Candidate> sounding_like(std::string_view text) const;

  // Whether a folded word stands in a name, as it is written or reads in Latin.
  bool has_word(std::string_view folded) const;

  // Entities of which a spelling (or a later word of it) begins so, folded; also by how other scripts read in Latin. At most `limit`.
  std::vector<EntityOrdinal> beginning_with(std::string_view folded_prefix, std::size_t limit) const;

  // Where the entity stands among all by its English name (then by id): lists are put in order without reading the names, which lie far apart.
  std::uint32_t alphabetical(EntityOrdinal entity) const { return alphabetical_[entity]; }

  // All mention ids whose meaning is the entity (but for what exceptions say of single articles).
  std::span<const MentionId> mentions_of(EntityOrdinal entity) const { return mentions_.of(entity); }
  // All spellings that mean it.
  std::span<const SpellingId> spellings_of(EntityOrdinal entity) const { return spellings_.of(entity); }

 private:
  // Numbers of each entity, side by side.
  struct Lists {
    Array<std::uint32_t> begins, values;
    std::span<const std::uint32_t> of(EntityOrdinal entity) const { return values.span().subspan(begins[entity], begins[entity + 1] - begins[entity]); }
  };
  struct Name {
    std::uint32_t begin;  // of its folded tokens, joined by a space, in letters_
    EntityOrdinal entity;
    By by;
  };
  struct Key {
    std::uint64_t hash;  // of the case keys
    std::uint32_t name;  // in names_
  };
  struct Beginning {
    std::uint32_t begin;  // in letters_
    EntityOrdinal entity;
  };
  class Builder;

  bool is_sound() const;                              // no number leads out of what it numbers
  template <class Self, class Visit>
  static void each_array(Self& self, Visit&& visit);
  const Beginning* first_beginning(std::string_view prefix) const;
  bool sounds_so_in_its_script(std::string_view word, EntityOrdinal entity) const;
  void put_usual_first(std::vector<Candidate>& candidates) const;
  std::vector<Candidate> with_initials(const ParsedName& parsed) const;  // of one surname
  std::string_view line(std::uint32_t begin) const;  // of letters_, from there to its end
  std::string_view letters(std::uint32_t begin, std::size_t size) const;

  const Lexicon& lexicon_;
  Array<char> letters_;                                    // folded names and Latin readings, each ends with "\n"
  Array<Name> names_;
  Array<Key> keys_;                                        // sorted by hash, then entity
  Array<Beginning> beginnings_;                            // sorted by what stands there
  Array<std::uint32_t> alphabetical_;                      // by entity
  Lists mentions_, spellings_;
  PeopleIndex people_;
  Array<std::uint64_t> longest_;                           // one number: tokens of the longest name
};

// The typed words of a text as the analyser parts them, and the same folded.
std::vector<std::string> folded_words(std::string_view text, text::Analyzer& analyzer);

}  // namespace dispatches::names
