// What is doubtful in a catalogue without making it unusable: for `indexer catalogue check` and the one who edits the
// files.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "indexer/entities/catalogue.hpp"
#include "indexer/text/fold.hpp"

namespace dispatches::entities {
namespace {

using Bearers =
    std::map<std::string, std::vector<const Entity*>>;  // folded name → who has it, in the order of the entries

void add_bearer(Bearers& bearers, const std::string& name, const Entity& entity) {
  auto& list = bearers[text::fold(name)];
  if (list.empty() || list.back() != &entity) list.push_back(&entity);
}

void add_bearers(Bearers& bearers, const ListByLanguage& lists, const Entity& entity) {
  for (const auto& [language, names] : lists)
    for (const auto& name : names) add_bearer(bearers, name, entity);
}

std::string ids_of(const std::vector<const Entity*>& entities) {
  std::string ids;
  for (const auto* entity : entities) ids += (ids.empty() ? "" : ", ") + entity->id;
  return ids;
}

class Check {
 public:
  explicit Check(const Catalogue& catalogue) : catalogue_(catalogue) {}

  std::vector<std::string> run() {
    for (const auto& entity : catalogue_.entities()) {
      add_bearers(names_, entity.names, entity);
      add_bearers(brief_, entity.short_names, entity);
    }
    report_double_names();
    report_brief_names_of_others();
    for (const auto& entity : catalogue_.entities()) report_entity(entity);
    return std::move(warnings_);
  }

 private:
  template <class... Parts>
  void warn(fmt::format_string<Parts...> format, Parts&&... parts) {
    warnings_.push_back(fmt::format(format, std::forward<Parts>(parts)...));
  }

  void report_double_names() {
    for (const auto& [name, bearers] : names_)
      if (bearers.size() > 1)
        warn(
            "The name '{}' means {}: it will mean nobody without evidence; list it under 'short' of all but at most "
            "one.",
            name, ids_of(bearers));
  }

  // A name of one that is a short form of another.
  void report_brief_names_of_others() {
    for (const auto& [name, bearers] : brief_) {
      const auto owner = names_.find(name);
      if (owner == names_.end()) continue;
      for (const auto* bearer : bearers)
        if (owner->second.front() != bearer)
          warn("'{}' is short for {} and a name of {}, who gets it unless the other is named before.", name, bearer->id,
               owner->second.front()->id);
    }
  }

  void report_entity(const Entity& entity) {
    for (const auto& id : entity.context)
      if (!catalogue_.entity(id)) warn("{}: 'context' names '{}', which is not in the catalogue.", entity.id, id);
    for (const auto& role : entity.roles) report_role(entity, role);
    if (entity.type == EntityType::person && !entity.short_names.empty() && entity.context.empty() &&
        entity.roles.empty() && entity.parent.empty())
      warn("{}: has short forms, but neither 'roles' nor 'context' that could be evidence for them.", entity.id);
    if (!entity.names.contains("en")) warn("{}: has no English name to be shown.", entity.id);
    report_places(entity);
  }

  void report_role(const Entity& entity, const Role& role) {
    if (!role.of.empty() && !catalogue_.entity(role.of))
      warn("{}: a role is of '{}', which is not in the catalogue.", entity.id, role.of);
    if (role.from && role.until && role.until->start < role.from->start)
      warn("{}: a role ends before it begins.", entity.id);
  }

  void report_places(const Entity& entity) {
    if (entity.type != EntityType::place) return;
    static constexpr std::string_view kKinds[] = {"country", "region", "district", "city", "town", "village",
                                                  "island",  "sea",    "river",    "area", "site"};
    if (std::find(std::begin(kKinds), std::end(kKinds), entity.kind) == std::end(kKinds))
      warn("{}: '{}' is no kind of place.", entity.id, entity.kind);
    if (entity.latitude.has_value() != entity.longitude.has_value())
      warn("{}: has only one of 'lat' and 'lon'.", entity.id);
    const auto* parent = catalogue_.entity(entity.parent);
    if (parent && parent->type != EntityType::place) warn("{}: its parent {} is no place.", entity.id, parent->id);
  }

  const Catalogue& catalogue_;
  Bearers names_, brief_;
  std::vector<std::string> warnings_;
};

}  // namespace

std::vector<std::string> Catalogue::warnings() const {
  auto warnings = remarks_;
  for (auto& warning : Check(*this).run()) warnings.push_back(std::move(warning));
  return warnings;
}

}  // namespace dispatches::entities
