#include "indexer/entities/antecedents.hpp"

#include <algorithm>

namespace dispatches::entities {
namespace {

// The office beside the name, then other clues, then the name as listed. Places have neighbours in every article of
// their region: one clue is as good as five, and towns come before the rivers and regions named like them.
int rank_of(const Weight& weight, const Entity& entity, bool exact) {
  const bool place = entity.type == EntityType::place;
  const bool settlement = entity.kind == "city" || entity.kind == "town" || entity.kind == "village";
  return 100 * weight.office + 4 * (place ? std::min(weight.clues, 1) : weight.clues) + 2 * settlement + exact;
}

}  // namespace

Antecedents::Antecedents(const EvidenceIndex& evidence, const std::vector<Entity>& entities, const Reading& reading,
                         const Neighbours& neighbours, const std::vector<Found>& found)
    : entities_(entities), neighbours_(neighbours), found_(found), evidence_(evidence, reading, named_) {
  judge();
  drop_common_words();
  note_bearers();
}

void Antecedents::judge() {
  standings_.reserve(found_.size());
  for (const auto& found : found_) standings_.push_back(neighbours_.standing_of(found));
}

// At a sentence's begin a word is a name only if it is not one of the language too, or stands as a name elsewhere in
// the article.
void Antecedents::drop_common_words() {
  for (std::size_t number = 0; number < found_.size(); ++number) {
    const auto& found = found_[number];
    if (standings_[number] != Standing::stands || neighbours_.is_proved(found)) continue;
    if (!found.alone) {
      if (neighbours_.is_spoilt(found)) standings_[number] = Standing::other_name;
    } else if ((neighbours_.is_common_word(found) || neighbours_.is_spoilt(found)) && !is_named_elsewhere(number)) {
      standings_[number] = Standing::other_name;
    }
  }
}

bool Antecedents::is_named_elsewhere(std::size_t number) const {
  for (std::size_t other = 0; other < found_.size(); ++other)
    if (found_[other].alone && standings_[other] == Standing::stands &&
        found_[other].bearers[0].entity == found_[number].bearers[0].entity && neighbours_.is_proved(found_[other]))
      return true;
  return false;
}

void Antecedents::note_bearers() {
  for (std::uint32_t number = 0; number < found_.size(); ++number) {
    if (!found_[number].alone || standings_[number] != Standing::stands) continue;
    const auto entity = found_[number].bearers[0].entity;
    named_.insert(entity);
    const auto [known, first] = fullest_.emplace(entity, number);
    if (!first && is_fuller(number, known->second)) known->second = number;
  }
}

// More words; of equally many the name as listed rather than a case form; then the earlier.
bool Antecedents::is_fuller(std::uint32_t number, std::uint32_t than) const {
  const auto words = [&](std::uint32_t i) { return found_[i].end - found_[i].first; };
  if (words(number) != words(than)) return words(number) > words(than);
  return found_[number].bearers[0].exact && !found_[than].bearers[0].exact;
}

std::optional<std::uint32_t> Antecedents::fullest_name(std::uint32_t entity) const {
  const auto known = fullest_.find(entity);
  return known == fullest_.end() ? std::nullopt : std::optional(known->second);
}

std::vector<Meant> Antecedents::meant() {
  std::vector<Meant> result;
  for (std::uint32_t number = 0; number < found_.size(); ++number) {
    if (standings_[number] == Standing::other_name || standings_[number] == Standing::other_bearer) continue;
    const bool extended = standings_[number] == Standing::extended;
    if (const auto rival = named_rival(number)) {
      result.push_back({number, *rival, false, extended});
    } else if (found_[number].alone) {
      result.push_back({number, found_[number].bearers[0].entity, !extended, extended});
    } else if (const auto entity = bearer_of(number)) {
      result.push_back({number, *entity, false, extended});
    }
  }
  return result;
}

std::optional<std::uint32_t> Antecedents::bearer_of(std::size_t number) {
  const auto& found = found_[number];
  // May, Bush, Grant: with a title, or where the full name came before and the word cannot be meant.
  const bool doubtful =
      found.bearers[0].bare && neighbours_.is_common_word(found) && !neighbours_.has_title_before(found);
  const bool everyday = neighbours_.is_everyday_word(found) && !neighbours_.is_proved(found);
  if (doubtful && (everyday || neighbours_.has_number_beside(found))) return std::nullopt;
  if (neighbours_.is_elder_or_younger(found)) return only_one_named(number);
  bool stranger = false;
  if (const auto before = named_before(number, stranger)) return before;
  if (stranger || doubtful) return std::nullopt;
  if (const auto only = only_one_named(number)) return only;
  if (found.bearers[0].bare && neighbours_.is_given_name(found) && !neighbours_.has_title_before(found))
    return std::nullopt;
  return by_evidence(number);
}

// "Hollande" is the Netherlands, but after "François Hollande" it is he. People whose surname is a name by itself keep
// it.
std::optional<std::uint32_t> Antecedents::named_rival(std::size_t number) const {
  const auto& found = found_[number];
  if (!found.alone || found.rivals.empty() || entities_[found.bearers[0].entity].type == EntityType::person)
    return std::nullopt;
  for (auto earlier = number; earlier-- > 0;) {
    const auto& other = found_[earlier];
    if (standings_[earlier] != Standing::stands || !other.alone) continue;
    if (std::find(found.rivals.begin(), found.rivals.end(), other.bearers[0].entity) != found.rivals.end())
      return other.bearers[0].entity;
  }
  return std::nullopt;
}

bool Antecedents::may_bear(std::size_t number, std::uint32_t entity) const {
  return std::any_of(found_[number].bearers.begin(), found_[number].bearers.end(),
                     [&](const Bearer& bearer) { return bearer.entity == entity; });
}

// The bearer named last before; `stranger` if that is somebody outside the catalogue with the same surname.
std::optional<std::uint32_t> Antecedents::named_before(std::size_t number, bool& stranger) const {
  for (auto earlier = number; earlier-- > 0;) {
    const auto& other = found_[earlier];
    if (standings_[earlier] == Standing::stands && other.alone && may_bear(number, other.bearers[0].entity))
      return other.bearers[0].entity;
    if (standings_[earlier] != Standing::other_bearer || other.bearers.empty()) continue;
    stranger = may_bear(number, other.bearers[0].entity);
    if (stranger) return std::nullopt;
  }
  return std::nullopt;
}

// Named somewhere in the article, and no other bearer is: a headline's surname before the text's full name.
std::optional<std::uint32_t> Antecedents::only_one_named(std::size_t number) const {
  std::optional<std::uint32_t> only;
  for (const auto& bearer : found_[number].bearers) {
    if (!named_.contains(bearer.entity)) continue;
    if (only) return std::nullopt;
    only = bearer.entity;
  }
  return only;
}

std::optional<std::uint32_t> Antecedents::by_evidence(std::size_t number) {
  const auto& found = found_[number];
  for (std::size_t other = 0; other < found_.size(); ++other)
    if (standings_[other] == Standing::other_bearer && !found_[other].bearers.empty() &&
        may_bear(number, found_[other].bearers[0].entity))
      return std::nullopt;
  const bool proved = neighbours_.is_proved(found);
  std::optional<std::uint32_t> best;
  int most = 0;
  bool tie = false;
  for (const auto& bearer : found.bearers) {
    const auto weight = evidence_.weight_for(bearer.entity, found.first, found.end);
    if (!weight.office && (weight.clues == 0 || !proved))
      continue;  // at a sentence's begin mere company does not make a word a name
    const int rank = rank_of(weight, entities_[bearer.entity], bearer.exact);
    if (rank < most) continue;
    tie = rank == most;
    most = rank;
    best = bearer.entity;
  }
  return tie ? std::nullopt : best;
}

}  // namespace dispatches::entities
