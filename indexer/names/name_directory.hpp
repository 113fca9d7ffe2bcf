// Names in a question: whom a run of its words may mean, in any script and case form, by the lexicon's names and spellings; where none is written so,
// by sound. And who is named by what begins so.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/names/lexicon.hpp"
#include "indexer/names/people_index.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::query {

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
  names::EntityOrdinal entity = names::kNobody;
  By by = By::name;
  float mean = 1;  // of those by sound: how alike, as names/score
};

// Whether the first of them is meant and not only may be. REQUIRES: in the order in which NameIndex gives them.
bool means_first(const std::vector<Candidate>& candidates);

// Built with a snapshot; immutable; shared by threads. REQUIRES: the lexicon outlives it.
class NameIndex {
 public:
  explicit NameIndex(const names::Lexicon& lexicon);

  // Whom a text may mean: by whom it is written so; where nobody is, by sound; and for a person's short name, whoever else has that surname. In order
  // of `by`, then best first; each entity once.
  std::vector<Candidate> whom(std::string_view text, text::Analyzer& analyzer) const;

  // Whose name or spelling a run of folded tokens is, in any case form. In order of `by`; each entity once.
  std::vector<Candidate> candidates(const std::vector<std::string>& folded_tokens) const;
  std::size_t longest() const { return longest_; }  // tokens of the longest name

  // People whose name sounds like the text, in any script and order: of two words and more by the whole name, at the scorer's strict point; of a single
  // word by surname, and by the given name's initial if there is one ("Putin V. V."). In order of `by`, then best first; each entity once.
  std::vector<Candidate> sounding_like(std::string_view text) const;

  // Whether a folded word stands in a name, as it is written or reads in Latin.
  bool has_word(std::string_view folded) const;

  // Entities of which a spelling (or a later word of it) begins so, folded; also by how other scripts read in Latin. At most `limit`.
  std::vector<names::EntityOrdinal> beginning_with(std::string_view folded_prefix, std::size_t limit) const;

  // All mention ids whose meaning is the entity (but for what exceptions say of single articles).
  std::span<const names::MentionId> mentions_of(names::EntityOrdinal entity) const { return mentions_.of(entity); }
  // All spellings that mean it.
  std::span<const names::SpellingId> spellings_of(names::EntityOrdinal entity) const { return spellings_.of(entity); }

 private:
  // Numbers of each entity, side by side.
  struct Lists {
    std::vector<std::uint32_t> begins, values;
    std::span<const std::uint32_t> of(names::EntityOrdinal entity) const {
      return std::span(values).subspan(begins[entity], begins[entity + 1] - begins[entity]);
    }
    void fill(std::size_t entities, const std::vector<std::pair<names::EntityOrdinal, std::uint32_t>>& pairs);
  };
  struct Name {
    std::uint32_t begin;  // of its folded tokens, joined by a space, in letters_
    names::EntityOrdinal entity;
    By by;
  };
  struct Beginning {
    std::uint32_t begin;  // in letters_
    names::EntityOrdinal entity;
  };
  class Builder;

  std::vector<Beginning>::const_iterator first_beginning(std::string_view prefix) const;
  std::vector<Candidate> with_initials(const names::ParsedName& parsed) const;  // of one surname
  std::string_view line(std::uint32_t begin) const;  // of letters_, from there to its end

  const names::Lexicon& lexicon_;
  std::string letters_;                                    // folded names and Latin readings, each ends with "\n"
  std::vector<Name> names_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys_;  // sorted: hash of the case keys → names_
  std::vector<Beginning> beginnings_;                      // sorted by what stands there
  Lists mentions_, spellings_;
  names::PeopleIndex people_;
  std::size_t longest_ = 0;
};

// The typed words of a text as the analyser parts them, and the same folded.
std::vector<std::string> folded_words(std::string_view text, text::Analyzer& analyzer);

}  // namespace dispatches::query
