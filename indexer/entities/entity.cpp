#include "indexer/entities/entity.hpp"

namespace dispatches::entities {
namespace {

const std::string* shown_in(const ListByLanguage& names, const std::string& language) {
  const auto found = names.find(language);
  return found == names.end() || found->second.empty() ? nullptr : &found->second.front();
}

}  // namespace

const std::string& Entity::name(const std::string& language) const {
  if (const auto* own = shown_in(names, language)) return *own;
  if (const auto* english = shown_in(names, "en")) return *english;
  for (const auto& [other, list] : names)
    if (!list.empty()) return list.front();
  return id;
}

}  // namespace dispatches::entities
