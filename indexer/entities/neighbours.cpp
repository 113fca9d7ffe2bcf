#include "indexer/entities/neighbours.hpp"

#include <algorithm>

#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

constexpr std::size_t kShortPlace = 8;  // bytes: four Cyrillic letters

bool is_initial(std::string_view word) {
  return text::length(word) == 1 || word.find('.') != std::string_view::npos;
}

std::string_view first_letter(std::string_view word) {
  std::size_t end = 0;
  if (!word.empty()) text::next_character(word, end);
  return word.substr(0, end);
}

// The consonants of a folded word, alike ones made equal: Volodimir, Wolodymyr and Volodymyr have the same.
std::string consonants(std::string_view folded) {
  std::string skeleton;
  for (std::size_t at = 0; at < folded.size();) {
    auto letter = text::next_character(folded, at);
    for (const char32_t vowel : std::u32string_view(U"aeiouyjhаеєиіїоуюяыэйьъ"))
      if (letter == vowel) letter = 0;
    if (letter == U'w') letter = U'v';
    if (letter == U'c' || letter == U'q') letter = U'k';
    if (letter == U'г') letter = U'ґ';
    if (letter != 0) text::append_character(skeleton, letter);
  }
  return skeleton;
}

bool before_is_near(Gap gap) {
  return gap == Gap::space || gap == Gap::hyphen;
}

}  // namespace

Neighbours::Neighbours(const Cues& cues, const NameIndex& index, const EvidenceIndex& evidence,
                       const std::vector<Entity>& entities, const Reading& reading, const std::vector<Found>& found)
    : cues_(cues),
      index_(index),
      evidence_(evidence),
      entities_(entities),
      reading_(reading),
      taken_(reading.units.size()),
      nouns_are_capitalised_(reading.input.language == "de"),
      english_(reading.input.language == "en" || reading.input.language.empty()) {
  for (const auto& name : found) std::fill(taken_.begin() + name.first, taken_.begin() + name.end, true);
}

bool Neighbours::is_capitalised_stranger(std::size_t unit) const {
  return begins_with_capital(reading_.units[unit]) && !taken_[unit];
}

Standing Neighbours::standing_of(const Found& found) const {
  if (found.bearers.empty() || reading_.input.text.substr(found.end_byte).starts_with('$'))
    return Standing::other_name;  // US$
  const auto type = entities_[found.bearers[0].entity].type;
  if (type == EntityType::person) {
    if (found.bearers[0].bare) return of_surname(found);
    const bool junior = found.end < reading_.units.size() && reading_.units[found.end].gap == Gap::space &&
                        reading_.folded(found.end) == "jr";
    return junior ? Standing::other_bearer : Standing::stands;
  }
  if (found.end != found.first + 1) return Standing::stands;
  return type == EntityType::place ? of_place(found) : of_org(found);
}

// "Кирил Петков": a short form that is a given name too, of somebody else.
bool Neighbours::is_first_name_of_stranger(const Found& found) const {
  return found.end == found.first + 1 && found.end < reading_.units.size() &&
         reading_.units[found.end].gap == Gap::space && begins_with_capital(reading_.units[found.end]) &&
         reading_.units[found.end].letter_case != LetterCase::capitals &&
         cues_.is_given_name(reading_.folded(found.first)) && !is_known_before_surname(found.end);
}

Standing Neighbours::of_surname(const Found& found) const {
  if (is_first_name_of_stranger(found)) return Standing::other_name;
  const auto before = by_word_before(found);
  if (before == Standing::other_bearer || before == Standing::other_name) return before;
  return makes_surname_another(found) ? Standing::other_name : before;
}

Standing Neighbours::by_word_before(const Found& found) const {
  const auto gap = reading_.units[found.first].gap;
  if (found.first == 0 || (!before_is_near(gap) && gap != Gap::dot)) return Standing::stands;
  const auto before = found.first - 1;
  if (gap == Gap::dot && !is_initial(reading_.word(before))) return Standing::stands;
  if (!is_capitalised_stranger(before)) return Standing::stands;
  if (gap == Gap::hyphen) {
    const bool prefix = nouns_are_capitalised_ || is_known_before_surname(before);
    return prefix ? Standing::stands : Standing::other_bearer;
  }
  return by_given_name(found, before);
}

// A capitalised word of no known name stands before the surname: a title, a given name, or the begin of a sentence.
Standing Neighbours::by_given_name(const Found& found, std::size_t before) const {
  if (reading_.input.language == "fr" && reading_.word(before) == "M") return Standing::stands;  // Monsieur
  if (is_own_given_name(found, before)) return Standing::extended;
  if (is_initial(reading_.word(before)) &&
      (before == 0 || !reading_.opens_sentence(before) || reading_.units[found.first].gap == Gap::dot))
    return Standing::other_bearer;
  if (is_known_before_surname(before)) return Standing::stands;
  const auto word = reading_.folded(before);
  if (cues_.is_given_name(word)) return Standing::other_bearer;
  if (reading_.setting(before) != Setting::running || nouns_are_capitalised_) return Standing::stands;
  if (reading_.units[before].letter_case == LetterCase::capitals) return Standing::stands;  // FSB, IDF: no given name
  if (reading_.opens_sentence(before) && (found.alone || reading_.also_in_lower_case(before))) return Standing::stands;
  return Standing::other_bearer;
}

bool Neighbours::is_known_before_surname(std::size_t before) const {
  const auto word = reading_.folded(before);
  return cues_.is_title(word) || cues_.is_calendar(word) || cues_.is_qualifier(word) || cues_.is_opener(word) ||
         cues_.is_place_noun(word) || reading_.analyzer.is_stop_word(word, reading_.input.language) ||
         !evidence_.demonym_of(word).empty();
}

// Ivan P. — or a spelling of the given name that the catalogue lacks: the same consonants.
bool Neighbours::is_own_given_name(const Found& found, std::size_t before) const {
  const auto word = reading_.folded(before);
  const auto skeleton = consonants(word);
  for (const auto& bearer : found.bearers)
    for (const auto number : index_.names_of(bearer.entity)) {
      const auto& name = index_.name(number);
      if (name.kind != NameKind::name || name.tokens.size() < 2 || is_particle(name.tokens[0].folded)) continue;
      const auto& given = name.tokens[0];
      if (given.script != reading_.units[before].script) continue;
      if (is_initial(reading_.word(before)) ? first_letter(given.folded) == first_letter(word)
                                            : skeleton.size() > 2 && consonants(given.folded) == skeleton)
        return true;
    }
  return false;
}

bool Neighbours::goes_on_with_capital(std::size_t end) const {
  return end < reading_.units.size() && before_is_near(reading_.units[end].gap) && is_capitalised_stranger(end);
}

// Trump Tower, Johnson Smith; but Zelensky Monday, Merz-Regierung, "Литвин Financial Times".
bool Neighbours::makes_surname_another(const Found& found) const {
  if (!goes_on_with_capital(found.end)) return false;
  const auto word = reading_.folded(found.end);
  if (cues_.is_name_tail(word)) return true;
  if (nouns_are_capitalised_ || reading_.setting(found.end) != Setting::running) return false;
  if (reading_.units[found.end].script == text::Script::cyrillic && reading_.units[found.end].gap == Gap::space)
    return cues_.is_given_name(word) && !is_own_given_name(found, found.end);
  return reading_.units[found.end].letter_case != LetterCase::capitals && !is_known_before_surname(found.end);
}

bool Neighbours::is_word_of_other_people(const Found& found) const {
  const auto peoples = evidence_.demonym_of(reading_.folded(found.first));
  return std::any_of(peoples.begin(), peoples.end(),
                     [&](std::uint32_t people) { return people != found.bearers[0].entity; });
}

Standing Neighbours::of_place(const Found& found) const {
  // The town Українськ, whose case forms are those of the adjective.
  if ((!found.bearers[0].exact || !is_proved(found)) && is_word_of_other_people(found)) return Standing::other_name;
  const bool acronym = reading_.units[found.first].letter_case == LetterCase::capitals;  // US Marines, UK Border Force
  return ends_other_name(found) || (!acronym && begins_other_name(found)) ? Standing::other_name : Standing::stands;
}

// Denzel Washington, Fort Washington, Alsace-Lorraine.
bool Neighbours::ends_other_name(const Found& place) const {
  if (place.first == 0 || !before_is_near(reading_.units[place.first].gap) || !is_capitalised_stranger(place.first - 1))
    return false;
  const auto before = reading_.folded(place.first - 1);
  const bool known = is_known_before_surname(place.first - 1);
  if (reading_.units[place.first].gap == Gap::hyphen) return !nouns_are_capitalised_ && !known;
  for (const std::string_view site : {"fort", "camp", "mount", "lake", "new"})
    if (before == site) return true;
  if (known) return false;
  // "Наото Кана" is no form of Кано.
  const bool short_form = !place.bearers[0].exact && reading_.units[place.first].script == text::Script::cyrillic &&
                          reading_.word(place.first).size() <= kShortPlace && !reading_.opens_sentence(place.first - 1);
  return short_form || cues_.is_given_name(before);
}

// Budapest Memorandum, Washington Post. Nouns follow places in English ("Kyiv Mayor"); what other languages put behind
// a place in capitals is the next name ("Естонії Ханно Певкур").
bool Neighbours::begins_other_name(const Found& place) const {
  if (!goes_on_with_capital(place.end) || reading_.setting(place.end) != Setting::running) return false;
  const auto behind = reading_.folded(place.end);
  if (cues_.is_place_noun(behind)) return false;
  if (cues_.is_name_tail(behind)) return true;
  if (!english_ || reading_.units[place.end].script != text::Script::latin ||
      reading_.units[place.end].letter_case == LetterCase::capitals)
    return false;
  return !is_known_before_surname(place.end) && !stands_before_person(place);
}

// "Prime Minister of Croatia Andrej Plenković", "Ambassador to Ukraine Melinda Simmons": a person whom the catalogue
// may lack.
bool Neighbours::stands_before_person(const Found& found) const {
  if (cues_.is_given_name(reading_.folded(found.end))) return true;
  const auto before = found.first > 0 ? reading_.word(found.first - 1) : std::string_view();
  return (before == "of" || before == "to") && goes_on_with_capital(found.end + 1) &&
         !cues_.is_name_tail(reading_.folded(found.end + 1));
}

// Holocaust Memorial, Liberation Day: one capitalised word among others, where the word is a short form or a common
// word.
Standing Neighbours::of_org(const Found& found) const {
  if (nouns_are_capitalised_ || reading_.setting(found.first) != Setting::running) return Standing::stands;
  if ((found.alone && !is_common_word(found)) || reading_.units[found.first].letter_case == LetterCase::capitals)
    return Standing::stands;
  const bool follows_stranger = found.first > 0 && before_is_near(reading_.units[found.first].gap) &&
                                is_capitalised_stranger(found.first - 1) && !is_known_before_surname(found.first - 1);
  const bool goes_on = goes_on_with_capital(found.end) &&
                       reading_.units[found.end].letter_case != LetterCase::capitals &&
                       !is_known_before_surname(found.end);
  return follows_stranger || goes_on ? Standing::other_name : Standing::stands;
}

bool Neighbours::is_spoilt(const Found& found) const {
  return !is_proved(found) && reading_.also_in_lower_case(found.first);
}

bool Neighbours::is_proved(const Found& found) const {
  return found.end > found.first + 1 || reading_.units[found.first].letter_case == LetterCase::caseless ||
         (!reading_.opens_sentence(found.first) && reading_.setting(found.first) == Setting::running) ||
         (reading_.units[found.first].letter_case == LetterCase::capitals &&
          reading_.setting(found.first) != Setting::capitals);
}

bool Neighbours::is_common_word(const Found& found) const {
  return found.end == found.first + 1 &&
         (cues_.is_common_word(reading_.folded(found.first)) || is_everyday_word(found));
}

bool Neighbours::is_given_name(const Found& found) const {
  return found.end == found.first + 1 && cues_.is_common_given_name(reading_.folded(found.first));
}

bool Neighbours::is_everyday_word(const Found& found) const {
  if (found.end != found.first + 1) return false;
  const auto word = reading_.folded(found.first);
  return cues_.is_calendar(word) || reading_.analyzer.is_stop_word(word, reading_.input.language);
}

bool Neighbours::has_title_before(const Found& found) const {
  return found.first > 0 &&
         (reading_.units[found.first].gap == Gap::space || reading_.units[found.first].gap == Gap::dot) &&
         cues_.is_title(reading_.folded(found.first - 1));
}

bool Neighbours::is_elder_or_younger(const Found& found) const {
  if (found.end == reading_.units.size() || !before_is_near(reading_.units[found.end].gap)) return false;
  const auto behind = reading_.folded(found.end);
  for (const std::string_view word : {"старш", "младш", "молодш", "senior", "junior"})
    if (behind.starts_with(word)) return true;
  return false;
}

bool Neighbours::has_number_beside(const Found& found) const {
  const auto is_number = [&](std::size_t unit) { return reading_.word(unit).find_first_of("0123456789") == 0; };
  if (found.first > 0 && reading_.units[found.first].gap == Gap::space && is_number(found.first - 1)) return true;
  return found.end < reading_.units.size() && reading_.units[found.end].gap == Gap::space && is_number(found.end);
}

}  // namespace dispatches::entities
