// Words that say what a capitalised neighbour is: titles and roles, given names, months and weekdays, words that open
// sentences, nouns of places. Hand-kept, in the languages of the archive; the given names also come from the catalogue.
// Immutable. Internal to this room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/entities/name_index.hpp"

namespace dispatches::entities {

class Cues {
 public:
  explicit Cues(const std::vector<Name>& names, const std::vector<Entity>& entities);

  // All take a folded word. After these a bare surname may stand: President, Ms, Außenminister, спікер, Monday,
  // Ukrainian.
  bool is_title(std::string_view word) const;              // of a person: titles, offices, professions, courtesy
  bool is_calendar(std::string_view word) const;           // months and weekdays
  bool is_given_name(std::string_view word) const;         // of the list here or of somebody in the catalogue
  bool is_common_given_name(std::string_view word) const;  // of the list here
  bool is_opener(std::string_view word) const;             // begins sentences, and nothing else
  bool is_org_noun(std::string_view word) const;           // party, army, ministry
  bool is_place_noun(std::string_view word) const;         // city, oblast, Strip: belongs to the name before it
  bool is_qualifier(std::string_view word) const;  // eastern, occupied, former: says nothing against the name behind it
  // Words as well as names: in capitals or at a sentence's begin they need more than a capital (US, WHO, May, Will,
  // Суми).
  bool is_common_word(std::string_view word) const;
  // Jr, Tower, Foundation: makes another name of the one before it.
  bool is_name_tail(std::string_view word) const;

 private:
  using Words = StringMap<std::vector<std::string>>;  // key → words in the nominative
  static void add(Words& words, std::string_view list);
  static void add_word(Words& words, const std::string& folded);
  static bool has(const Words& words, std::string_view word);

  Words titles_, calendar_, given_, common_given_, openers_, org_nouns_, place_nouns_, qualifiers_, common_, tails_;
};

}  // namespace dispatches::entities
