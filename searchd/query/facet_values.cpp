#include "searchd/query/facet_values.hpp"

#include <algorithm>
#include <cassert>
#include <functional>

#include "indexer/text/fold.hpp"
#include "indexer/text/language.hpp"

namespace dispatches::query {

namespace {

using names::EntityOrdinal;
using names::kNobody;

NamedValues entities_named(names::EntityType type, std::string_view text, const names::Lexicon& lexicon, const names::NameDirectory& names,
                           text::Analyzer& analyzer) {
  NamedValues found;
  const EntityOrdinal by_id = lexicon.entity_named(text);
  if (by_id != kNobody && lexicon.entities[by_id].type == type) return {{std::string(lexicon.entities[by_id].id)}, {by_id}};
  const auto is_of_type = [&](const names::Candidate& candidate) { return lexicon.entities[candidate.entity].type == type; };
  std::vector<names::Candidate> candidates = names.whom(text, analyzer);
  std::erase_if(candidates, std::not_fn(is_of_type));
  // What is a place's name may be somebody's too.
  if (candidates.empty() && type == names::EntityType::person) candidates = names.sounding_like(text);
  if (names::means_first(candidates)) candidates.resize(1);
  for (const names::Candidate& candidate : candidates) {
    found.ids.emplace_back(lexicon.entities[candidate.entity].id);
    found.candidates.push_back(candidate.entity);
  }
  return found;
}

void add_once(std::vector<std::string>& ids, const std::string& id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

NamedValues topics_named(std::string_view text, const names::Lexicon& lexicon) {
  NamedValues found;
  const std::string folded = text::fold(text);
  for (const names::LexiconTopic& topic : lexicon.topics) {
    if (topic.id == text || (!topic.iptc.empty() && topic.iptc == text)) return {{std::string(topic.id)}, {}};
    for (const auto& [language, name] : topic.names)
      if (text::fold(name) == folded) add_once(found.ids, std::string(topic.id));
  }
  return found;
}

NamedValues sources_named(std::string_view text, const names::Lexicon& lexicon) {
  NamedValues by_id, by_name;
  const std::string folded = text::fold(text);
  for (const names::LexiconSource& source : lexicon.sources) {
    if (source.id == text) add_once(by_id.ids, std::string(source.id));
    if (text::fold(source.stated) == folded || text::fold(source.name) == folded) add_once(by_name.ids, std::string(source.id));
  }
  return by_id.ids.empty() ? by_name : by_id;
}

}  // namespace

names::EntityType type_of(Facet facet) {
  assert(is_entity_facet(facet));
  return static_cast<names::EntityType>(facet);
}
static_assert(static_cast<int>(Facet::person) == static_cast<int>(names::EntityType::person) &&
              static_cast<int>(Facet::org) == static_cast<int>(names::EntityType::org) &&
              static_cast<int>(Facet::place) == static_cast<int>(names::EntityType::place));

NamedValues values_named(Facet facet, std::string_view text, const names::Lexicon& lexicon, const names::NameDirectory& names, text::Analyzer& analyzer) {
  switch (facet) {
    case Facet::topic: return topics_named(text, lexicon);
    case Facet::source: return sources_named(text, lexicon);
    case Facet::language: {
      std::string code = text::normalise_language(text);
      return code.empty() ? NamedValues{} : NamedValues{{std::move(code)}, {}};
    }
    default: return entities_named(type_of(facet), text, lexicon, names, analyzer);
  }
}

}  // namespace dispatches::query
