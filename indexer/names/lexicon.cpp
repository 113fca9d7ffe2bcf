#include "indexer/names/lexicon.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "indexer/base/sqlite.hpp"

namespace dispatches::names {

namespace {

constexpr const char* kTables = R"(
  CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS spelling(id INTEGER PRIMARY KEY, text TEXT UNIQUE, entity INTEGER, reason TEXT);
  CREATE TABLE IF NOT EXISTS mention(id INTEGER PRIMARY KEY, surface INTEGER, antecedent INTEGER, type TEXT);
  CREATE TABLE IF NOT EXISTS source(stated TEXT PRIMARY KEY, id TEXT, name TEXT) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS entity(ordinal INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, wikidata TEXT, kind TEXT, parent TEXT, latitude REAL, longitude REAL);
  CREATE TABLE IF NOT EXISTS name(entity INTEGER, language TEXT, text TEXT, PRIMARY KEY(entity, language)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS description(entity INTEGER, language TEXT, text TEXT, PRIMARY KEY(entity, language)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS alias(key TEXT, entity INTEGER, text TEXT, alone INTEGER);
  CREATE TABLE IF NOT EXISTS redirect(id TEXT PRIMARY KEY, entity INTEGER) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS topic(id TEXT PRIMARY KEY, iptc TEXT) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS topic_name(topic TEXT, language TEXT, text TEXT, PRIMARY KEY(topic, language)) WITHOUT ROWID;
)";

// What a lexicon takes over from the one before: what was written. Whom it means is decided anew.
constexpr const char* kForgetMeanings = R"(
  DELETE FROM entity; DELETE FROM name; DELETE FROM description; DELETE FROM alias; DELETE FROM redirect; DELETE FROM topic; DELETE FROM topic_name;
  DELETE FROM source; UPDATE spelling SET entity = NULL, reason = '' WHERE entity IS NOT NULL;
)";

const std::string& in_language(const std::map<std::string, std::string>& texts, const std::string& language, const std::string& otherwise) {
  if (const auto found = texts.find(language); found != texts.end()) return found->second;
  if (const auto english = texts.find("en"); english != texts.end()) return english->second;
  return otherwise;
}

std::string meta_value(TableFile& file, const char* key) {
  Statement statement = file.prepare("SELECT value FROM meta WHERE key = ?");
  return statement.bind(key).step() ? statement.text(0) : std::string();
}

void check_version(TableFile& file, const std::filesystem::path& path) {
  const std::string version = meta_value(file, "version");
  if (version == std::to_string(kLexiconVersion)) return;
  throw std::runtime_error(fmt::format("{}: lexicon of version '{}', this program reads {}; run 'indexer relink --db DIR'", path.string(), version, kLexiconVersion));
}

void load_entities(TableFile& file, Lexicon& lexicon) {
  Statement rows = file.prepare("SELECT ordinal, id, type, wikidata, kind, parent, latitude, longitude FROM entity ORDER BY ordinal");
  while (rows.step()) {
    if (rows.number(0) != static_cast<std::int64_t>(lexicon.entities.size())) throw TableError("entity ordinals have gaps");
    LexiconEntity entity;
    entity.id = rows.text(1);
    entity.type = type_named(rows.text(2)).value_or(EntityType::person);
    entity.wikidata = rows.text(3);
    entity.kind = rows.text(4);
    entity.parent = rows.text(5);
    entity.latitude = rows.real(6);
    entity.longitude = rows.real(7);
    lexicon.entity_by_id[entity.id] = static_cast<EntityOrdinal>(lexicon.entities.size());
    lexicon.entities.push_back(std::move(entity));
  }
}

// An ordinal of this lexicon; anything else in the file is damage.
EntityOrdinal checked(const Lexicon& lexicon, std::int64_t ordinal) {
  if (ordinal < 0 || ordinal >= static_cast<std::int64_t>(lexicon.entities.size())) throw TableError("a row names an entity that is not there");
  return static_cast<EntityOrdinal>(ordinal);
}

void load_names(TableFile& file, Lexicon& lexicon) {
  Statement names = file.prepare("SELECT entity, language, text FROM name");
  while (names.step()) lexicon.entities[checked(lexicon, names.number(0))].names[names.text(1)] = names.text(2);
  Statement descriptions = file.prepare("SELECT entity, language, text FROM description");
  while (descriptions.step()) lexicon.entities[checked(lexicon, descriptions.number(0))].descriptions[descriptions.text(1)] = descriptions.text(2);
  Statement aliases = file.prepare("SELECT key, entity, text, alone FROM alias");
  while (aliases.step())
    lexicon.aliases.push_back({aliases.text(0), aliases.text(2), checked(lexicon, aliases.number(1)), aliases.number(3) != 0});
  Statement redirects = file.prepare("SELECT id, entity FROM redirect");
  while (redirects.step()) lexicon.entity_by_id.emplace(redirects.text(0), checked(lexicon, redirects.number(1)));
}

void load_spellings(TableFile& file, Lexicon& lexicon) {
  lexicon.spellings.resize(1);
  Statement rows = file.prepare("SELECT id, text, entity, reason FROM spelling ORDER BY id");
  while (rows.step()) {
    if (rows.number(0) != static_cast<std::int64_t>(lexicon.spellings.size())) throw TableError("spelling ids have gaps");
    lexicon.spellings.push_back({rows.text(1), rows.is_null(2) ? kNobody : checked(lexicon, rows.number(2)), rows.text(3)});
  }
}

void load_mentions(TableFile& file, Lexicon& lexicon) {
  lexicon.mentions.resize(1);
  Statement rows = file.prepare("SELECT id, surface, antecedent, type FROM mention ORDER BY id");
  while (rows.step()) {
    if (rows.number(0) != static_cast<std::int64_t>(lexicon.mentions.size())) throw TableError("mention ids have gaps");
    const std::int64_t surface = rows.number(1), antecedent = rows.number(2), count = static_cast<std::int64_t>(lexicon.spellings.size());
    if (surface < 1 || surface >= count || antecedent < 0 || antecedent >= count) throw TableError("a mention names a spelling that is not there");
    lexicon.mentions.push_back({static_cast<SpellingId>(surface), static_cast<SpellingId>(antecedent), type_named(rows.text(3))});
  }
}

void load_topics_and_sources(TableFile& file, Lexicon& lexicon) {
  Statement topics = file.prepare("SELECT id, iptc FROM topic ORDER BY id");
  while (topics.step()) lexicon.topics.push_back({topics.text(0), topics.text(1), {}});
  std::unordered_map<std::string, std::size_t> by_id;
  for (std::size_t i = 0; i < lexicon.topics.size(); ++i) by_id[lexicon.topics[i].id] = i;
  Statement names = file.prepare("SELECT topic, language, text FROM topic_name");
  while (names.step())
    if (const auto topic = by_id.find(names.text(0)); topic != by_id.end()) lexicon.topics[topic->second].names[names.text(1)] = names.text(2);
  Statement sources = file.prepare("SELECT stated, id, name FROM source");
  while (sources.step()) lexicon.sources[sources.text(0)] = {sources.text(1), sources.text(2)};
}

std::string mention_key(SpellingId surface, SpellingId antecedent, std::optional<EntityType> type) {
  return fmt::format("{}/{}/{}", surface, antecedent, type ? static_cast<int>(*type) : -1);
}

}  // namespace

const std::string& LexiconEntity::name(const std::string& language) const {
  return in_language(names, language, names.empty() ? id : names.begin()->second);
}

const std::string& LexiconEntity::description(const std::string& language) const {
  static const std::string kNone;
  return in_language(descriptions, language, kNone);
}

const std::string& LexiconTopic::name(const std::string& language) const { return in_language(names, language, id); }

Lexicon Lexicon::load(const std::filesystem::path& path) {
  try {
    TableFile file(path, TableFile::Mode::read);
    check_version(file, path);
    Lexicon lexicon;
    lexicon.fingerprint = meta_value(file, "fingerprint");
    load_entities(file, lexicon);
    load_names(file, lexicon);
    load_spellings(file, lexicon);
    load_mentions(file, lexicon);
    load_topics_and_sources(file, lexicon);
    return lexicon;
  } catch (const TableError& error) {
    throw std::runtime_error(fmt::format("{}: {}; run 'indexer check --db DIR', then restore a backup", path.string(), error.what()));
  }
}

EntityOrdinal Lexicon::entity_of(MentionId mention) const {
  if (mention == 0 || mention >= mentions.size()) return kNobody;
  return spellings[mentions[mention].effective()].entity;
}

EntityOrdinal Lexicon::entity_named(std::string_view id) const {
  const auto found = entity_by_id.find(std::string(id));
  return found == entity_by_id.end() ? kNobody : found->second;
}

struct LexiconWriter::Tables {
  explicit Tables(const std::filesystem::path& path) : file(path, TableFile::Mode::write, (std::string(kTables) + kForgetMeanings).c_str()) {}

  TableFile file;
  Statement spelling = file.prepare("INSERT INTO spelling VALUES (?, ?, NULL, '')");
  Statement mention = file.prepare("INSERT INTO mention VALUES (?, ?, ?, ?)");
  Statement meaning = file.prepare("UPDATE spelling SET entity = ?, reason = ? WHERE id = ?");
  Statement entity = file.prepare("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  Statement name = file.prepare("INSERT INTO name VALUES (?, ?, ?)");
  Statement description = file.prepare("INSERT INTO description VALUES (?, ?, ?)");
  Statement alias = file.prepare("INSERT INTO alias VALUES (?, ?, ?, ?)");
  Statement redirect = file.prepare("INSERT OR IGNORE INTO redirect VALUES (?, ?)");
  Statement topic = file.prepare("INSERT INTO topic VALUES (?, ?)");
  Statement topic_name = file.prepare("INSERT INTO topic_name VALUES (?, ?, ?)");
  Statement source = file.prepare("INSERT OR REPLACE INTO source VALUES (?, ?, ?)");
  Statement meta = file.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)");
};

LexiconWriter::LexiconWriter(const std::filesystem::path& file, const std::filesystem::path& previous) {
  if (!previous.empty()) std::filesystem::copy_file(previous, file, std::filesystem::copy_options::overwrite_existing);
  tables_ = std::make_unique<Tables>(file);
  tables_->meta.bind("version", std::to_string(kLexiconVersion)).run();
}

LexiconWriter::~LexiconWriter() = default;

void LexiconWriter::add_spelling(SpellingId id, const std::string& text) { tables_->spelling.bind(id, text).run(); }

void LexiconWriter::add_mention(MentionId id, const MentionRecord& mention) {
  tables_->mention.bind(id, mention.surface, mention.antecedent, mention.type ? type_name(*mention.type) : std::string_view()).run();
}

void LexiconWriter::set_meaning(SpellingId id, EntityOrdinal entity, const std::string& reason) {
  if (entity == kNobody) tables_->meaning.bind(nullptr, reason, id).run();
  else tables_->meaning.bind(entity, reason, id).run();
}

void LexiconWriter::add_entity(EntityOrdinal ordinal, const LexiconEntity& entity) {
  tables_->entity.bind(ordinal, entity.id, type_name(entity.type), entity.wikidata, entity.kind, entity.parent, entity.latitude, entity.longitude).run();
  for (const auto& [language, text] : entity.names) tables_->name.bind(ordinal, language, text).run();
  for (const auto& [language, text] : entity.descriptions) tables_->description.bind(ordinal, language, text).run();
}

void LexiconWriter::add_alias(const LexiconAlias& alias) {
  tables_->alias.bind(alias.key, alias.entity, alias.text, static_cast<int>(alias.alone)).run();
}

void LexiconWriter::add_redirect(const std::string& id, EntityOrdinal entity) { tables_->redirect.bind(id, entity).run(); }

void LexiconWriter::add_topic(const LexiconTopic& topic) {
  tables_->topic.bind(topic.id, topic.iptc).run();
  for (const auto& [language, text] : topic.names) tables_->topic_name.bind(topic.id, language, text).run();
}

void LexiconWriter::add_source(const std::string& stated, const LexiconSource& source) { tables_->source.bind(stated, source.id, source.name).run(); }

void LexiconWriter::set_fingerprint(const std::string& fingerprint) { tables_->meta.bind("fingerprint", fingerprint).run(); }

void LexiconWriter::commit() { tables_->file.commit(); }

Interner::Interner(const Lexicon* previous) : texts_(1), mentions_(1) {
  if (!previous) return;
  for (std::size_t id = 1; id < previous->spellings.size(); ++id) spelling(previous->spellings[id].text);
  for (std::size_t id = 1; id < previous->mentions.size(); ++id) {
    const MentionRecord& record = previous->mentions[id];
    mentions_by_key_.emplace(mention_key(record.surface, record.antecedent, record.type), static_cast<MentionId>(id));
    mentions_.push_back(record);
  }
  first_new_spelling_ = texts_.size();
  first_new_mention_ = mentions_.size();
}

SpellingId Interner::spelling(const std::string& text) {
  const auto [found, fresh] = spellings_.emplace(text, static_cast<SpellingId>(texts_.size()));
  if (fresh) texts_.push_back(text);
  return found->second;
}

MentionId Interner::mention(const std::string& surface, const std::string& antecedent, std::optional<EntityType> type) {
  const std::lock_guard lock(mutex_);
  MentionRecord record{spelling(surface), 0, type};
  if (!antecedent.empty() && antecedent != surface) record.antecedent = spelling(antecedent);
  const auto [found, fresh] = mentions_by_key_.emplace(mention_key(record.surface, record.antecedent, type), static_cast<MentionId>(mentions_.size()));
  if (fresh) mentions_.push_back(record);
  return found->second;
}

SpellingId Interner::effective_spelling(MentionId mention) const {
  const std::lock_guard lock(mutex_);
  return mentions_[mention].effective();
}

Interner::Added Interner::added() const {
  Added added;
  for (std::size_t id = first_new_spelling_; id < texts_.size(); ++id) added.spellings.emplace_back(static_cast<SpellingId>(id), texts_[id]);
  for (std::size_t id = first_new_mention_; id < mentions_.size(); ++id) added.mentions.emplace_back(static_cast<MentionId>(id), mentions_[id]);
  return added;
}

}  // namespace dispatches::names
