#include "indexer/names/lexicon.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "indexer/base/sqlite.hpp"

namespace dispatches::names {

namespace {

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
  throw std::runtime_error(fmt::format("{}: lexicon of version '{}', this program reads {}; make the index again with 'indexer update' into a new folder",
                                       path.string(), version, kLexiconVersion));
}

std::optional<text::sys_seconds> time_at(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return text::sys_seconds(std::chrono::seconds(row.number(column)));
}

// Reads table after table; what one table says of another's rows is checked.
class Loader {
 public:
  Loader(TableFile& file, Lexicon& lexicon) : file_(file), lexicon_(lexicon) {}

  void run() {
    lexicon_.fingerprint = meta_value(file_, "fingerprint");
    load_entities();
    load_names();
    load_spellings();
    load_mentions();
    load_meanings();
    load_of_articles();
    load_topics_and_sources();
  }

 private:
  void load_entities() {
    Statement rows = file_.prepare("SELECT ordinal, id, type, wikidata, kind, parent, latitude, longitude, listed FROM entity ORDER BY ordinal");
    while (rows.step()) {
      if (rows.number(0) != static_cast<std::int64_t>(lexicon_.entities.size())) throw TableError("entity ordinals have gaps");
      LexiconEntity entity;
      entity.id = rows.text(1);
      entity.type = type_named(rows.text(2)).value_or(EntityType::person);
      entity.wikidata = rows.text(3);
      entity.kind = rows.text(4);
      entity.parent = rows.text(5);
      entity.latitude = rows.real(6);
      entity.longitude = rows.real(7);
      entity.listed = rows.number(8) != 0;
      lexicon_.entity_by_id[entity.id] = static_cast<EntityOrdinal>(lexicon_.entities.size());
      lexicon_.entities.push_back(std::move(entity));
    }
  }

  void load_names() {
    Statement names = file_.prepare("SELECT entity, language, text FROM name");
    while (names.step()) lexicon_.entities[entity(names.number(0))].names[names.text(1)] = names.text(2);
    Statement descriptions = file_.prepare("SELECT entity, language, text FROM description");
    while (descriptions.step()) lexicon_.entities[entity(descriptions.number(0))].descriptions[descriptions.text(1)] = descriptions.text(2);
    Statement aliases = file_.prepare("SELECT entity, text, alone FROM alias");
    while (aliases.step()) lexicon_.aliases.push_back({aliases.text(1), entity(aliases.number(0)), aliases.number(2) != 0});
    Statement redirects = file_.prepare("SELECT id, entity FROM redirect");
    while (redirects.step()) lexicon_.entity_by_id.emplace(redirects.text(0), entity(redirects.number(1)));
  }

  void load_spellings() {
    lexicon_.spellings.resize(1);
    Statement rows = file_.prepare("SELECT id, text, type, articles, languages, first, last, since, linked FROM spelling ORDER BY id");
    while (rows.step()) {
      if (rows.number(0) != static_cast<std::int64_t>(lexicon_.spellings.size())) throw TableError("spelling ids have gaps");
      Spelling spelling;
      spelling.text = rows.text(1);
      spelling.type = type_named(rows.text(2));
      spelling.articles = static_cast<std::uint32_t>(rows.number(3));
      spelling.languages = rows.text(4);
      spelling.first = time_at(rows, 5);
      spelling.last = time_at(rows, 6);
      spelling.since = time_at(rows, 7).value_or(text::sys_seconds{});
      spelling.linked = rows.number(8) != 0;
      lexicon_.spellings.push_back(std::move(spelling));
    }
  }

  void load_mentions() {
    lexicon_.mentions.resize(1);
    Statement rows = file_.prepare("SELECT id, surface, antecedent, type, plain FROM mention ORDER BY id");
    while (rows.step()) {
      if (rows.number(0) != static_cast<std::int64_t>(lexicon_.mentions.size())) throw TableError("mention ids have gaps");
      const SpellingId antecedent = rows.number(2) == 0 ? 0 : spelling(rows.number(2));
      lexicon_.mentions.push_back({spelling(rows.number(1)), antecedent, type_named(rows.text(3)), rows.number(4) != 0});
    }
  }

  void load_meanings() {
    Statement rows = file_.prepare(R"(SELECT spelling, type, entity, by, score, "with", who, why FROM meaning)");
    while (rows.step()) {
      const auto type = type_named(rows.text(1));
      if (!type) throw TableError("a meaning is of no known type");
      lexicon_.meanings.push_back({spelling(rows.number(0)), *type, entity_or_nobody(rows, 2),
                                   {rows.text(3), static_cast<float>(rows.real(4).value_or(0)), rows.text(5), rows.text(6), rows.text(7)}});
    }
    std::sort(lexicon_.meanings.begin(), lexicon_.meanings.end(),
              [](const Meaning& a, const Meaning& b) { return std::tie(a.spelling, a.type) < std::tie(b.spelling, b.type); });
    lexicon_.meant.assign(lexicon_.mentions.size(), kNobody);
    for (MentionId id = 1; id < lexicon_.mentions.size(); ++id) {
      const auto type = lexicon_.type_of(id);
      const Meaning* meaning = type ? lexicon_.meaning(lexicon_.mentions[id].effective(), *type) : nullptr;
      if (meaning) lexicon_.meant[id] = meaning->entity;
    }
  }

  void load_of_articles() {
    Statement exceptions = file_.prepare("SELECT article, mention, entity FROM exception ORDER BY article, mention");
    while (exceptions.step()) lexicon_.exceptions.push_back({exceptions.text(0), mention(exceptions.number(1)), entity_or_nobody(exceptions, 2)});
    Statement added = file_.prepare(R"(SELECT article, "begin", "end", mention FROM added_mention ORDER BY article, "begin")");
    while (added.step())
      lexicon_.added.push_back({added.text(0), static_cast<std::uint32_t>(added.number(1)), static_cast<std::uint32_t>(added.number(2)), mention(added.number(3))});
  }

  void load_topics_and_sources() {
    Statement topics = file_.prepare("SELECT id, iptc FROM topic ORDER BY id");
    while (topics.step()) lexicon_.topics.push_back({topics.text(0), topics.text(1), {}});
    std::unordered_map<std::string, std::size_t> by_id;
    for (std::size_t i = 0; i < lexicon_.topics.size(); ++i) by_id[lexicon_.topics[i].id] = i;
    Statement names = file_.prepare("SELECT topic, language, text FROM topic_name");
    while (names.step())
      if (const auto topic = by_id.find(names.text(0)); topic != by_id.end()) lexicon_.topics[topic->second].names[names.text(1)] = names.text(2);
    Statement sources = file_.prepare("SELECT stated, id, name FROM source");
    while (sources.step()) lexicon_.sources[sources.text(0)] = {sources.text(1), sources.text(2)};
  }

  EntityOrdinal entity(std::int64_t ordinal) const {
    if (ordinal < 0 || ordinal >= static_cast<std::int64_t>(lexicon_.entities.size())) throw TableError("a row names an entity that is not there");
    return static_cast<EntityOrdinal>(ordinal);
  }
  EntityOrdinal entity_or_nobody(const Statement& row, int column) const { return row.is_null(column) ? kNobody : entity(row.number(column)); }

  SpellingId spelling(std::int64_t id) const {
    if (id < 1 || id >= static_cast<std::int64_t>(lexicon_.spellings.size())) throw TableError("a row names a spelling that is not there");
    return static_cast<SpellingId>(id);
  }
  MentionId mention(std::int64_t id) const {
    if (id < 1 || id >= static_cast<std::int64_t>(lexicon_.mentions.size())) throw TableError("a row names a mention that is not there");
    return static_cast<MentionId>(id);
  }

  TableFile& file_;
  Lexicon& lexicon_;
};

// Opens the file and does what `read` says; what is damaged is told with what to do.
void read_tables(const std::filesystem::path& path, const auto& read) try {
  TableFile file(path, TableFile::Mode::read);
  check_version(file, path);
  read(file);
} catch (const TableError& error) {
  throw std::runtime_error(fmt::format("{}: {}; run 'indexer check --db DIR', then restore a backup", path.string(), error.what()));
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
  Lexicon lexicon;
  read_tables(path, [&](TableFile& file) { Loader(file, lexicon).run(); });
  return lexicon;
}

EntityOrdinal Lexicon::entity_of(MentionId mention) const { return mention < meant.size() ? meant[mention] : kNobody; }

EntityOrdinal Lexicon::entity_of(MentionId mention, std::string_view article) const {
  const auto found = std::lower_bound(exceptions.begin(), exceptions.end(), std::pair(article, mention), [](const Exception& exception, const auto& wanted) {
    return std::pair(std::string_view(exception.article), exception.mention) < wanted;
  });
  const bool is_exception = found != exceptions.end() && found->article == article && found->mention == mention;
  return is_exception ? found->entity : entity_of(mention);
}

EntityOrdinal Lexicon::entity_named(std::string_view id) const {
  const auto found = entity_by_id.find(std::string(id));
  return found == entity_by_id.end() ? kNobody : found->second;
}

const Meaning* Lexicon::meaning(SpellingId spelling, EntityType type) const {
  const auto found = std::lower_bound(meanings.begin(), meanings.end(), std::pair(spelling, type),
                                      [](const Meaning& meaning, const auto& wanted) { return std::pair(meaning.spelling, meaning.type) < wanted; });
  return found != meanings.end() && found->spelling == spelling && found->type == type ? &*found : nullptr;
}

std::optional<EntityType> Lexicon::type_of(MentionId mention) const {
  const MentionRecord& record = mentions[mention];
  return record.plain && record.type ? record.type : spellings[record.effective()].type;
}

LexiconHistory LexiconHistory::load(const std::filesystem::path& path) {
  LexiconHistory history;
  read_tables(path, [&](TableFile& file) {
    Statement links = file.prepare("SELECT one, other, mean, evidence FROM link");
    while (links.step())
      history.links.push_back({static_cast<SpellingId>(links.number(0)), static_cast<SpellingId>(links.number(1)),
                               static_cast<float>(links.real(2).value_or(0)), static_cast<float>(links.real(3).value_or(0))});
    history.catalogue = meta_value(file, "catalogue");
    Statement listed = file.prepare("SELECT spelling, entity FROM listed");
    while (listed.step()) history.listed.emplace(static_cast<SpellingId>(listed.number(0)), listed.text(1));
    Statement issued = file.prepare("SELECT id, spelling, type FROM issued");
    while (issued.step())
      history.issued.push_back({issued.text(0), static_cast<SpellingId>(issued.number(1)), type_named(issued.text(2)).value_or(EntityType::person)});
  });
  return history;
}

}  // namespace dispatches::names
