// What a Ukrainian or Russian word may be in a name: given name, father's name, surname by its ending, title, head of
// an organisation or of a place. Hand-kept lists (slavic_lists) in the nominative, of which every case form is known
// (names/case_forms), and endings. Also takes Belarusian and Bulgarian as far as the same forms carry. Immutable.
// Internal to this room.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/entities/cues.hpp"
#include "indexer/entities/name_index.hpp"

namespace dispatches::entities::slavic {

// What one word may be; several at once.
enum Kind : std::uint32_t {
  kGivenName = 1u << 0,
  kPatronymic = 1u << 1,
  kSurnameStrong = 1u << 2,   // -енко, -швили: hardly anything else
  kSurnameWeak = 1u << 3,     // -ов, -ин, -ский: also towns and adjectives
  kAdjective = 1u << 4,       // by its ending
  kTitle = 1u << 5,           // a person's name may follow: генерал, журналіст
  kRelation = 1u << 6,        // a person's name may follow, or what he belongs to: глава, директор
  kSpeech = 1u << 7,          // заявив, сказала
  kOrgHead = 1u << 8,         // министерство, бригада
  kOrgForm = 1u << 9,         // ООО, ТОВ
  kPlaceHead = 1u << 10,      // область, район, море: after an adjective
  kPlaceCue = 1u << 11,       // місто, село, река: before a name
  kPlaceName = 1u << 12,      // of the list here
  kCommon = 1u << 13,         // no name though it has a capital: months, holidays, peoples
  kParticle = 1u << 14,       // ван, аль, де: inside names
  kInPreposition = 1u << 15,  // в, у, із: a place may follow
  kOrgPrefix = 1u << 16,  // Минобороны, Держприкордонслужба: put together from beginnings of words
  kNoAcronym = 1u << 17,      // capitals that are no name: ЗМІ, ВВП
  kPlaceAcronym = 1u << 18,   // США, ДНР
  kGenitive = 1u << 19,       // noun or adjective that may be a genitive
  kStopWord = 1u << 20,       // conjunctions, adverbs: begin sentences, and end names
  kBareOrg = 1u << 21,        // парламент, Дума: needs nothing beside it
  kInstitutional = 1u << 22,  // верховный, національний: at a sentence's begin too
  kSurname = kSurnameStrong | kSurnameWeak,
};

// Words of one declension: the ends of their stems, and what follows in some case ("-": nothing).
struct Paradigm {
  std::string_view stems, forms;
};

class Words {
 public:
  Words();

  // Bits of Kind. `folded` as text::fold gives it.
  std::uint32_t kinds(std::string_view folded) const;

 private:
  struct Entry {
    std::string nominative;
    std::uint32_t kinds;
  };
  void add_endings(std::span<const Paradigm> paradigms, std::uint32_t kinds);
  std::uint32_t kinds_by_form(std::string_view word) const;
  std::uint32_t exact_kinds(std::string_view folded) const;
  static std::vector<std::string> words_of(std::string_view list);
  void add(std::string_view list, std::uint32_t kinds);

  StringMap<std::vector<Entry>> by_key_;  // by names::case_key
  StringMap<std::uint32_t> endings_;      // bytes from the end; of stem and case
  std::size_t longest_ending_ = 0;        // bytes
  StringMap<std::uint32_t> exact_;        // words without case forms
  Cues cues_;                             // for Latin words
};

// Words in the nominative, parted by spaces.
struct Lists {
  static const std::string_view given_names, titles, relations, speech, org_heads, org_forms, place_heads, place_cues,
      place_names, common, particles, in_prepositions, no_acronyms, place_acronyms, openers, bare_orgs, pronouns,
      institutional, genitives;
};

}  // namespace dispatches::entities::slavic
