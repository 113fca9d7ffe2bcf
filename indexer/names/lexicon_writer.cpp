#include "indexer/names/lexicon_writer.hpp"

#include "indexer/base/sqlite.hpp"
#include "indexer/names/lexicon_image.hpp"

namespace dispatches::names {

namespace {

constexpr const char* kTables = R"(
  CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
  CREATE TABLE spelling(id INTEGER PRIMARY KEY, text TEXT, type TEXT, articles INTEGER, languages TEXT, first INTEGER, last INTEGER, since INTEGER, linked INTEGER);
  CREATE TABLE mention(id INTEGER PRIMARY KEY, surface INTEGER, antecedent INTEGER, type TEXT, plain INTEGER);
  CREATE TABLE meaning(spelling INTEGER, type TEXT, entity INTEGER, by TEXT, score REAL, "with" TEXT, who TEXT, why TEXT, PRIMARY KEY(spelling, type)) WITHOUT ROWID;
  CREATE TABLE entity(ordinal INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, wikidata TEXT, kind TEXT, parent TEXT, latitude REAL, longitude REAL, listed INTEGER);
  CREATE TABLE name(entity INTEGER, language TEXT, text TEXT, PRIMARY KEY(entity, language)) WITHOUT ROWID;
  CREATE TABLE description(entity INTEGER, language TEXT, text TEXT, PRIMARY KEY(entity, language)) WITHOUT ROWID;
  CREATE TABLE alias(entity INTEGER, text TEXT, alone INTEGER);
  CREATE TABLE redirect(id TEXT PRIMARY KEY, entity INTEGER) WITHOUT ROWID;
  CREATE TABLE exception(article TEXT, mention INTEGER, entity INTEGER, PRIMARY KEY(article, mention)) WITHOUT ROWID;
  CREATE TABLE added_mention(article TEXT, "begin" INTEGER, "end" INTEGER, mention INTEGER, PRIMARY KEY(article, "begin")) WITHOUT ROWID;
  CREATE TABLE link(one INTEGER, other INTEGER, mean REAL, evidence REAL);
  CREATE TABLE listed(spelling INTEGER PRIMARY KEY, entity TEXT);
  CREATE TABLE issued(id TEXT PRIMARY KEY, spelling INTEGER, type TEXT) WITHOUT ROWID;
  CREATE TABLE topic(id TEXT PRIMARY KEY, iptc TEXT) WITHOUT ROWID;
  CREATE TABLE topic_name(topic TEXT, language TEXT, text TEXT, PRIMARY KEY(topic, language)) WITHOUT ROWID;
  CREATE TABLE source(stated TEXT PRIMARY KEY, id TEXT, name TEXT) WITHOUT ROWID;
)";

std::optional<std::int64_t> seconds_of(const std::optional<text::sys_seconds>& time) {
  return time ? std::optional<std::int64_t>(time->time_since_epoch().count()) : std::nullopt;
}

std::string_view name_of(const std::optional<EntityType>& type) { return type ? type_name(*type) : std::string_view(); }

std::optional<std::int64_t> ordinal_of(EntityOrdinal entity) {
  return entity == kNobody ? std::nullopt : std::optional<std::int64_t>(entity);
}

}  // namespace

struct LexiconWriter::Tables {
  explicit Tables(const std::filesystem::path& path) : file(path, TableFile::Mode::write, kTables) {}

  TableFile file;
  Statement spelling = file.prepare("INSERT INTO spelling VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement mention = file.prepare("INSERT INTO mention VALUES (?, ?, ?, ?, ?)");
  Statement meaning = file.prepare("INSERT INTO meaning VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  Statement entity = file.prepare("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement name = file.prepare("INSERT INTO name VALUES (?, ?, ?)");
  Statement description = file.prepare("INSERT INTO description VALUES (?, ?, ?)");
  Statement alias = file.prepare("INSERT INTO alias VALUES (?, ?, ?)");
  Statement redirect = file.prepare("INSERT OR IGNORE INTO redirect VALUES (?, ?)");
  Statement exception = file.prepare("INSERT OR REPLACE INTO exception VALUES (?, ?, ?)");
  Statement added_mention = file.prepare("INSERT OR IGNORE INTO added_mention VALUES (?, ?, ?, ?)");
  Statement link = file.prepare("INSERT INTO link VALUES (?, ?, ?, ?)");
  Statement listed = file.prepare("INSERT INTO listed VALUES (?, ?)");
  Statement issued = file.prepare("INSERT INTO issued VALUES (?, ?, ?)");
  Statement topic = file.prepare("INSERT INTO topic VALUES (?, ?)");
  Statement topic_name = file.prepare("INSERT INTO topic_name VALUES (?, ?, ?)");
  Statement source = file.prepare("INSERT OR REPLACE INTO source VALUES (?, ?, ?)");
  Statement meta = file.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)");
};

LexiconWriter::LexiconWriter(const std::filesystem::path& file) : file_(file), tables_(std::make_unique<Tables>(file)) {
  tables_->meta.bind("version", std::to_string(kLexiconVersion)).run();
}

LexiconWriter::~LexiconWriter() = default;

void LexiconWriter::add(SpellingId id, const NewSpelling& spelling, const SpellingHistory& history) {
  maker_.add(spelling, history);
  tables_->spelling
      .bind(id, spelling.text, name_of(spelling.type), spelling.articles, spelling.languages, seconds_of(history.first), seconds_of(history.last),
            static_cast<std::int64_t>(history.since.time_since_epoch().count()), static_cast<int>(history.linked))
      .run();
}

void LexiconWriter::add(MentionId id, const MentionRecord& mention) {
  maker_.add(mention);
  tables_->mention.bind(id, mention.surface, mention.antecedent, name_of(mention.type), static_cast<int>(mention.plain)).run();
}

void LexiconWriter::add(const Meaning& meaning) {
  maker_.add(meaning);
  const Reason& reason = *meaning.reason;
  tables_->meaning
      .bind(meaning.spelling, type_name(meaning.type), ordinal_of(meaning.entity), reason.by, static_cast<double>(reason.score), reason.with, reason.who, reason.why)
      .run();
}

void LexiconWriter::add(EntityOrdinal ordinal, const NewEntity& entity) {
  maker_.add(entity);
  tables_->entity
      .bind(ordinal, entity.id, type_name(entity.type), entity.wikidata, entity.kind, entity.parent, entity.latitude, entity.longitude,
            static_cast<int>(entity.listed))
      .run();
  for (const auto& [language, text] : entity.names) tables_->name.bind(ordinal, language, text).run();
  for (const auto& [language, text] : entity.descriptions) tables_->description.bind(ordinal, language, text).run();
}

void LexiconWriter::add(const NewAlias& alias) {
  maker_.add(alias);
  tables_->alias.bind(alias.entity, alias.text, static_cast<int>(alias.alone)).run();
}

void LexiconWriter::add(const Exception& exception) {
  maker_.add(exception);
  tables_->exception.bind(exception.article, exception.mention, ordinal_of(exception.entity)).run();
}

void LexiconWriter::add(const AddedMention& mention) {
  maker_.add(mention);
  tables_->added_mention.bind(mention.article, mention.begin, mention.end, mention.mention).run();
}

void LexiconWriter::add(const LexiconLink& link) {
  tables_->link.bind(link.one, link.other, static_cast<double>(link.mean), static_cast<double>(link.evidence)).run();
}

void LexiconWriter::add(const IssuedId& issued) { tables_->issued.bind(issued.id, issued.founder, type_name(issued.type)).run(); }

void LexiconWriter::add(const NewTopic& topic) {
  maker_.add(topic);
  tables_->topic.bind(topic.id, topic.iptc).run();
  for (const auto& [language, text] : topic.names) tables_->topic_name.bind(topic.id, language, text).run();
}

void LexiconWriter::add_redirect(const std::string& id, EntityOrdinal entity) {
  maker_.add_redirect(id, entity);
  tables_->redirect.bind(id, entity).run();
}

void LexiconWriter::add_source(const std::string& stated, const NewSource& source) {
  maker_.add_source(stated, source);
  tables_->source.bind(stated, source.id, source.name).run();
}

void LexiconWriter::add_listed(SpellingId spelling, const std::string& entity_id) { tables_->listed.bind(spelling, entity_id).run(); }

void LexiconWriter::set_catalogue(const std::string& fingerprint) { tables_->meta.bind("catalogue", fingerprint).run(); }

void LexiconWriter::set_fingerprint(const std::string& fingerprint) {
  maker_.set_fingerprint(fingerprint);
  tables_->meta.bind("fingerprint", fingerprint).run();
}

void LexiconWriter::commit() {
  tables_->file.commit();
  write_image(file_, *maker_.finish());
}

}  // namespace dispatches::names
