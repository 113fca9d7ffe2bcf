// What the words beside a name make of it: "Anna Johnson" is not Boris Johnson, "Trump Tower" and "Denzel Washington"
// are neither Trump nor Washington, and at the begin of a sentence a capital proves nothing. Internal to this room.
#pragma once

#include <vector>

#include "indexer/entities/evidence.hpp"
#include "indexer/entities/name_finder.hpp"

namespace dispatches::entities {

enum class Standing : std::uint8_t {
  stands,
  extended,  // a spelling of the bearer's own given name, or its initial, stands before the surname and belongs to the
             // mention
  other_name,   // part of another name, or no name at all
  other_bearer  // a surname, of somebody who is not in the catalogue
};

class Neighbours {
 public:
  Neighbours(const Cues& cues, const NameIndex& index, const EvidenceIndex& evidence,
             const std::vector<Entity>& entities, const Reading& reading, const std::vector<Found>& found);

  Standing standing_of(const Found& found) const;
  // Proved by its capital: inside a sentence of running text.
  bool is_proved(const Found& found) const;
  // A word of the language that only a title beside it makes a name: Prime Minister May.
  bool is_common_word(const Found& found) const;
  bool is_given_name(const Found& found) const;     // Austin, Jordan
  bool is_everyday_word(const Found& found) const;  // of those the most common: stop words, months, weekdays
  bool has_title_before(const Found& found) const;
  // Spoilt by a word of the same spelling: at a sentence's begin, and elsewhere in lower case.
  bool is_spoilt(const Found& found) const;
  // "Патрушева-старшего", "Assad senior": which of two is said, but not by name.
  bool is_elder_or_younger(const Found& found) const;
  bool has_number_beside(const Found& found) const;

 private:
  bool is_capitalised_stranger(std::size_t unit) const;  // in none of the names found
  Standing of_surname(const Found& found) const;
  Standing by_word_before(const Found& found) const;
  Standing by_given_name(const Found& found, std::size_t before) const;
  bool is_known_before_surname(std::size_t before) const;
  bool makes_surname_another(const Found& found) const;
  Standing of_place(const Found& found) const;
  bool is_word_of_other_people(const Found& found) const;
  bool ends_other_name(const Found& place) const;
  bool begins_other_name(const Found& place) const;
  bool stands_before_person(const Found& found) const;
  Standing of_org(const Found& found) const;
  bool is_first_name_of_stranger(const Found& found) const;
  bool is_own_given_name(const Found& found, std::size_t before) const;
  bool goes_on_with_capital(std::size_t end) const;

  const Cues& cues_;
  const NameIndex& index_;
  const EvidenceIndex& evidence_;
  const std::vector<Entity>& entities_;
  const Reading& reading_;
  std::vector<bool> taken_;  // by unit: in a name
  bool nouns_are_capitalised_, english_;
};

}  // namespace dispatches::entities
