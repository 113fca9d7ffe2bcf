// "V. Putin", "Зеленський В. О.": a surname, and of the given name its first letter.
#include <algorithm>

#include "indexer/names/key_tables.hpp"
#include "indexer/names/name_directory.hpp"

namespace dispatches::names {

namespace {

constexpr float kMostApart = .1f;  // swap_cost: Г and H, Й and I; other vowels are other names

// In one script or two: В and V or W, С and S, Є and E or Y.
bool begin_alike(const NamePart& initial, const NamePart& given) {
  const auto like = [](std::string_view one, std::string_view other) { return !one.empty() && !other.empty() && swap_cost(one.front(), other.front()) <= kMostApart; };
  const auto without_y = [](std::string_view sounds) { return sounds.substr(sounds.starts_with('y')); };
  return like(initial.sounds, given.sounds) || like(without_y(initial.sounds), without_y(given.sounds));
}

bool share_a_key(const NamePart& one, const NamePart& other) {
  const auto keys = token_keys(one), others = token_keys(other);
  return std::find_first_of(keys.begin(), keys.end(), others.begin(), others.end()) != keys.end();
}

bool is_given_name_of(std::string_view name, const NamePart& initial, const NamePart& surname) {
  const auto parts = parse_name(name).parts;
  return std::any_of(parts.begin(), parts.end(), [&](const NamePart& part) {
    return (part.role == PartRole::name || part.role == PartRole::initial) && !share_a_key(part, surname) && begin_alike(initial, part);
  });
}

}  // namespace

std::vector<Candidate> NameDirectory::with_initials(const ParsedName& parsed) const {
  const auto& parts = parsed.parts;
  const auto surname = std::find_if(parts.begin(), parts.end(), [](const NamePart& part) { return part.role == PartRole::name; });
  const auto initial = std::find_if(parts.begin(), parts.end(), [](const NamePart& part) { return part.role == PartRole::initial; });
  if (surname == parts.end() || initial == parts.end()) return {};
  std::vector<Candidate> found = candidates({surname->folded});
  for (const auto& match : people_.find_surname(surname->folded, kSameSurname))
    if (std::none_of(found.begin(), found.end(), [&](const Candidate& known) { return known.entity == match.number; })) found.push_back({match.number, By::surname, match.mean});
  std::erase_if(found, [&](const Candidate& one) {
    const LexiconEntity& entity = lexicon_.entities[one.entity];
    const auto fits = [&](std::string_view name) { return is_given_name_of(name, *initial, *surname); };
    const auto is_written_so = [&](SpellingId spelling) { return fits(lexicon_.spellings[spelling].text); };
    const auto spellings = spellings_of(one.entity);
    return entity.type != EntityType::person || !(std::any_of(entity.names.begin(), entity.names.end(), [&](const auto& name) { return fits(name.text); }) ||
                                                          std::any_of(spellings.begin(), spellings.end(), is_written_so));
  });
  return found;
}

}  // namespace dispatches::names
