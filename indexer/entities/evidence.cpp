#include "indexer/entities/evidence.hpp"

#include <algorithm>
#include <set>

#include "indexer/text/fold.hpp"

namespace dispatches::entities {
namespace {

constexpr std::size_t kWordsBefore = 4,
                      kWordsBehind =
                          5;  // how far an office stands from its name: "Johnson, the British prime minister"
constexpr std::size_t kLeastRoleWord = 4;  // bytes
constexpr std::chrono::days kSlack{366};   // offices are written of before they begin and after they end

}  // namespace

EvidenceIndex::EvidenceIndex(const Catalogue& catalogue) : role_words_(catalogue.entities().size()) {
  text::Analyzer analyzer;
  for (std::uint32_t number = 0; number < catalogue.entities().size(); ++number) {
    const auto& entity = catalogue.entities()[number];
    clues_.emplace_back();
    add_clues(catalogue, entity);
    for (const auto& role : entity.roles) add_role_words(role.title, role_words_[number], analyzer);
    add_role_words(entity.description, role_words_[number], analyzer);
    add_demonyms(entity, number);
  }
  std::sort(demonym_beginnings_.begin(), demonym_beginnings_.end());
}

void EvidenceIndex::add_clues(const Catalogue& catalogue, const Entity& entity) {
  for (const auto& role : entity.roles) add_clue(catalogue, role.of, role.from, role.until);
  for (const auto& id : entity.context) add_clue(catalogue, id, std::nullopt, std::nullopt);
  if (!entity.parent.empty()) add_clue(catalogue, entity.parent, std::nullopt, std::nullopt);
}

// An office in a ministry is one in its country too.
void EvidenceIndex::add_clue(const Catalogue& catalogue, const std::string& id, std::optional<text::Date> from,
                             std::optional<text::Date> until) {
  const auto* of = catalogue.entity(id);
  if (!of) return;
  const auto* all = catalogue.entities().data();
  clues_.back().push_back({static_cast<std::uint32_t>(of - all), from, until});
  if (of->type != EntityType::org) return;
  for (const auto& wider : of->context)
    if (const auto* place = catalogue.entity(wider); place && place->type == EntityType::place)
      clues_.back().push_back({static_cast<std::uint32_t>(place - all), from, until});
}

void EvidenceIndex::add_role_words(const ByLanguage& texts, std::unordered_set<std::string>& words,
                                   text::Analyzer& analyzer) const {
  for (const auto& [language, title] : texts)
    for (const auto& token : tokens_of_name(title, analyzer))
      if (token.folded.size() >= kLeastRoleWord && !analyzer.is_stop_word(token.folded, language))
        words.insert(name_key(token.folded, token.script));
}

void EvidenceIndex::add_demonyms(const Entity& entity, std::uint32_t number) {
  for (const auto& [language, words] : entity.demonyms)
    for (const auto& word : words) {
      if (word.ends_with('*'))
        demonym_beginnings_.emplace_back(text::fold(word.substr(0, word.size() - 1)), number);
      else
        demonyms_[text::fold(word)].push_back(number);
    }
}

std::vector<std::uint32_t> EvidenceIndex::demonym_of(std::string_view folded) const {
  std::vector<std::uint32_t> found;
  if (const auto whole = demonyms_.find(folded); whole != demonyms_.end()) found = whole->second;
  // Beginnings of a word sort before it, the longest last; the first that shares not even four bytes ends the search.
  auto at = std::upper_bound(demonym_beginnings_.begin(), demonym_beginnings_.end(), folded,
                             [](std::string_view word, const auto& beginning) { return word < beginning.first; });
  while (at != demonym_beginnings_.begin()) {
    --at;
    if (folded.starts_with(at->first))
      found.push_back(at->second);
    else if (folded.substr(0, 4) != std::string_view(at->first).substr(0, 4))
      break;
  }
  return found;
}

Weight Evidence::weight_for(std::uint32_t entity, std::size_t first, std::size_t end) {
  Weight weight{has_office_beside(entity, first, end), 0};
  std::set<std::uint32_t> counted;
  for (const auto& clue : index_.clues(entity))
    if (clue.entity != entity && !date_speaks_against(clue) && is_present(clue.entity) &&
        counted.insert(clue.entity).second)
      ++weight.clues;
  return weight;
}

bool Evidence::is_present(std::uint32_t entity) {
  if (named_.contains(entity)) return true;
  if (!looked_through_) find_demonyms();
  return peoples_.contains(entity);
}

void Evidence::find_demonyms() {
  looked_through_ = true;
  std::string pair;
  for (std::size_t unit = 0; unit < reading_.units.size(); ++unit) {
    if (reading_.word(unit).size() < 4) continue;
    const auto& word = reading_.folded(unit);
    for (const auto entity : index_.demonym_of(word)) peoples_.insert(entity);
    if (unit == 0 || reading_.units[unit].gap != Gap::space || !begins_with_capital(reading_.units[unit])) continue;
    pair = word;
    pair.insert(0, reading_.folded(unit - 1) + " ");
    for (const auto entity : index_.demonym_of(pair)) peoples_.insert(entity);
  }
}

bool Evidence::has_office_beside(std::uint32_t entity, std::size_t first, std::size_t end) const {
  for (std::size_t unit = first, steps = 0; unit > 0 && steps < kWordsBefore; --unit, ++steps) {
    if (reading_.opens_sentence(unit) || reading_.units[unit].gap == Gap::other) break;
    if (is_role_word(entity, unit - 1)) return true;
  }
  if (end >= reading_.units.size() || reading_.units[end].gap != Gap::other) return false;
  for (std::size_t unit = end; unit < reading_.units.size() && unit < end + kWordsBehind; ++unit) {
    if (reading_.opens_sentence(unit) || (unit > end && reading_.units[unit].gap == Gap::other)) return false;
    if (is_role_word(entity, unit)) return true;
  }
  return false;
}

bool Evidence::is_role_word(std::uint32_t entity, std::size_t unit) const {
  return index_.is_role_word(entity, name_key(reading_.folded(unit), reading_.units[unit].script));
}

bool Evidence::date_speaks_against(const EvidenceIndex::Clue& clue) const {
  if (!reading_.input.published) return false;
  const auto published = reading_.input.published->start;
  if (clue.from && published < clue.from->start - kSlack) return true;
  return clue.until && published > text::end_of(*clue.until) + kSlack;
}

}  // namespace dispatches::entities
