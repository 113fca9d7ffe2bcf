#include "indexer/pipeline/lexicon_builder.hpp"

#include <unordered_map>

#include "indexer/names/case_forms.hpp"
#include "indexer/text/analyzer.hpp"
#include "indexer/text/fold.hpp"

namespace dispatches::pipeline {

namespace {

using names::EntityOrdinal;
using names::kNobody;
using names::LexiconEntity;

// The names shown: of each language the first.
LexiconEntity shown_entity(const entities::Entity& entity) {
  LexiconEntity shown;
  shown.id = entity.id;
  shown.type = entity.type;
  shown.wikidata = entity.wikidata;
  shown.kind = entity.kind;
  shown.parent = entity.parent;
  shown.latitude = entity.latitude;
  shown.longitude = entity.longitude;
  for (const auto& [language, names] : entity.names)
    if (!names.empty()) shown.names[language] = names.front();
  shown.descriptions = {entity.description.begin(), entity.description.end()};
  return shown;
}

// The case keys of the folded tokens of a name, joined by a space: how a question finds it.
std::string alias_key(const std::string& name, text::Analyzer& analyzer) {
  std::string key;
  for (const text::Token& token : text::tokenize(name)) {
    if (!key.empty()) key += ' ';
    key += names::case_key(analyzer.fold(std::string_view(name).substr(token.begin, token.end - token.begin)));
  }
  return key;
}

void add_aliases(const entities::ListByLanguage& names, EntityOrdinal ordinal, bool alone, text::Analyzer& analyzer, names::LexiconWriter& writer) {
  std::set<std::string> seen;
  for (const auto& [language, list] : names)
    for (const std::string& name : list)
      if (std::string key = alias_key(name, analyzer); !key.empty() && seen.insert(name).second) writer.add_alias({std::move(key), name, ordinal, alone});
}

void add_catalogue(const entities::Catalogue& catalogue, text::Analyzer& analyzer, names::LexiconWriter& writer) {
  EntityOrdinal ordinal = 0;
  for (const entities::Entity& entity : catalogue.entities()) {
    writer.add_entity(ordinal, shown_entity(entity));
    add_aliases(entity.names, ordinal, true, analyzer, writer);
    add_aliases(entity.short_names, ordinal, false, analyzer, writer);
    if (!entity.wikidata.empty()) writer.add_redirect(entity.wikidata, ordinal);
    ++ordinal;
  }
  for (const entities::Topic& topic : catalogue.topics()) writer.add_topic({topic.id, topic.iptc, {topic.names.begin(), topic.names.end()}});
  writer.set_fingerprint(catalogue.fingerprint());
}

// Whom each spelling means now, and where that is not what it meant before.
class Meanings {
 public:
  Meanings(const entities::Catalogue& catalogue, const entities::Matcher& matcher, const names::Lexicon* previous, names::LexiconWriter& writer)
      : matcher_(matcher), previous_(previous), writer_(writer) {
    for (const entities::Entity& entity : catalogue.entities()) ordinals_.emplace(&entity, static_cast<EntityOrdinal>(ordinals_.size()));
  }

  void decide(names::SpellingId id, const std::string& text, text::Analyzer& analyzer) {
    const entities::Entity* entity = matcher_.resolve(text, analyzer);
    if (entity) writer_.set_meaning(id, ordinals_.at(entity), "catalogue");
    const std::string before = meaning_before(id), after = entity ? entity->id : std::string();
    if (previous_ && id < previous_->spellings.size() && before != after) changes.push_back({text, before, after});
  }

  std::vector<LexiconChange> changes;

 private:
  std::string meaning_before(names::SpellingId id) const {
    if (!previous_ || id >= previous_->spellings.size()) return {};
    const EntityOrdinal entity = previous_->spellings[id].entity;
    return entity == kNobody ? std::string() : previous_->entities[entity].id;
  }

  const entities::Matcher& matcher_;
  const names::Lexicon* previous_;
  names::LexiconWriter& writer_;
  std::unordered_map<const entities::Entity*, EntityOrdinal> ordinals_;
};

std::set<std::string> all_sources(const names::Lexicon* previous, const std::set<std::string>& new_sources) {
  std::set<std::string> sources = new_sources;
  if (previous)
    for (const auto& [stated, source] : previous->sources) sources.insert(stated);
  return sources;
}

}  // namespace

names::LexiconSource source_of(const std::string& stated, const entities::Catalogue& catalogue) {
  if (const entities::Source* known = catalogue.source(stated)) return {known->id, known->name};
  std::string id = text::slug(stated);
  return {id.empty() ? stated : id, stated};
}

std::vector<LexiconChange> build_lexicon(const std::filesystem::path& file, const std::filesystem::path& previous_file,
                                         const names::Lexicon* previous, const names::Interner::Added& added,
                                         const std::set<std::string>& new_sources, const entities::Catalogue& catalogue,
                                         const entities::Matcher& matcher) {
  text::Analyzer analyzer;
  names::LexiconWriter writer(file, previous_file);
  add_catalogue(catalogue, analyzer, writer);
  for (const auto& [id, text] : added.spellings) writer.add_spelling(id, text);
  for (const auto& [id, record] : added.mentions) writer.add_mention(id, record);

  Meanings meanings(catalogue, matcher, previous, writer);
  for (std::size_t id = 1; previous && id < previous->spellings.size(); ++id)
    meanings.decide(static_cast<names::SpellingId>(id), previous->spellings[id].text, analyzer);
  for (const auto& [id, text] : added.spellings) meanings.decide(id, text, analyzer);
  for (const std::string& stated : all_sources(previous, new_sources)) writer.add_source(stated, source_of(stated, catalogue));
  writer.commit();
  return std::move(meanings.changes);
}

}  // namespace dispatches::pipeline
