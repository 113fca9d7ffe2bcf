// One Ukrainian or Russian text while names are looked for in it: its words with what each may be, how the article uses
// them elsewhere, and which of them belong to a name already. Internal to this room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/entities/name_finder.hpp"
#include "indexer/entities/slavic_words.hpp"

namespace dispatches::entities::slavic {

// A name found: units [first, end).
struct Name {
  std::uint32_t first = 0, end = 0;
  EntityType type = EntityType::person;
  bool plain = false;
  bool is_full = false;  // of a person: given name or initial, and surname, `surname` its unit
  std::uint32_t surname = 0;
};

class Text {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  Text(const TextToMatch& input, const std::vector<Mention>& known, const Words& words, text::Analyzer& analyzer);

  std::size_t size() const { return reading_.units.size(); }
  const Unit& unit(std::size_t i) const { return reading_.units[i]; }
  std::string_view word(std::size_t i) const { return reading_.word(i); }
  const std::string& folded(std::size_t i) const { return forms_[form_of_[i]].folded; }
  // The folded word without case endings.
  const std::string& key(std::size_t i) const { return forms_[form_of_[i]].key; }
  bool is(std::size_t i, std::uint32_t kinds) const { return forms_[form_of_[i]].kinds & kinds; }
  std::string_view language() const { return reading_.input.language; }

  bool is_cyrillic(std::size_t i) const { return unit(i).script == text::Script::cyrillic; }
  bool is_latin(std::size_t i) const { return unit(i).script == text::Script::latin; }
  bool is_initial(std::size_t i) const;   // one capital letter
  bool is_capital(std::size_t i) const;   // a Cyrillic word with a capital and small letters, not an initial
  bool is_capitals(std::size_t i) const;  // ООН; also МИДа
  bool is_lower(std::size_t i) const { return unit(i).letter_case == LetterCase::lower; }
  bool opens_sentence(std::size_t i) const { return reading_.opens_sentence(i); }
  bool is_running(std::size_t i) const { return reading_.setting(i) == Setting::running; }
  // Only a space or a hyphen parts it from the word before.
  bool is_joined(std::size_t i) const;
  bool is_spaced(std::size_t i) const { return i < size() && i > 0 && unit(i).gap == Gap::space; }
  bool is_hyphened(std::size_t i) const { return i < size() && i > 0 && unit(i).gap == Gap::hyphen; }
  // An opening quotation mark before it: the unit behind the last one quoted, if the closing mark is near; else kNone.
  std::uint32_t quotation_end(std::size_t i) const;

  bool is_in_quotation(std::size_t i) const;

  // How the article uses the word, in any case form, elsewhere.
  bool is_seen_lower(std::size_t i) const { return uses_[use_of_[i]].lower > 0; }
  bool is_seen_inside(std::size_t i) const { return uses_[use_of_[i]].inside > 0; }

  // By the catalogue, kNone if not; its index among the known mentions.
  std::uint32_t known(std::size_t i) const { return known_[i]; }
  const Mention& mention(std::uint32_t known) const { return mentions_[known]; }
  bool is_known_place(std::size_t i) const;
  bool is_free(std::size_t i) const { return !taken_[i] && known_[i] == kNone; }
  bool is_taken(std::size_t i) const { return taken_[i]; }  // by what was found here

  // Takes the units, also known ones: the caller has seen that the name is longer.
  void take(const Name& name);
  const std::vector<Name>& names() const { return names_; }

 private:
  struct Form {
    std::string folded, key;
    std::uint32_t kinds = 0;
  };
  struct Use {
    std::uint32_t lower = 0, inside = 0;
  };
  void note_forms(const Words& words);
  void note_known();

  Reading reading_;
  const std::vector<Mention>& mentions_;
  std::vector<Form> forms_;
  std::vector<Use> uses_;
  std::vector<std::uint32_t> form_of_, use_of_, known_;
  std::vector<bool> taken_;
  std::vector<Name> names_;
};

// The steps, in this order: each takes what it is sure of and leaves the rest.
void take_organisations(Text& text);  // with a head or in quotation marks after one
void take_places(Text& text);         // with a noun of places beside them
void take_people(Text& text);         // of two parts or with a title
void take_single_words(Text& text);   // acronyms, Latin words, surnames and places alone

}  // namespace dispatches::entities::slavic
