#include "indexer/names/lexicon_tables.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "indexer/base/sqlite.hpp"
#include "indexer/names/lexicon_maker.hpp"

namespace dispatches::names {

namespace {

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
  explicit Loader(TableFile& file) : file_(file) {}

  std::shared_ptr<const Lexicon> run() {
    maker_.set_fingerprint(meta_value(file_, "fingerprint"));
    load_spellings();
    load_entities();
    load_mentions();
    load_meanings();
    load_of_articles();
    load_topics_and_sources();
    return maker_.finish();
  }

 private:
  using Texts = std::map<std::string, std::string>;

  void load_spellings() {
    Statement rows = file_.prepare("SELECT id, text, type, articles, languages, first, last, since, linked FROM spelling ORDER BY id");
    while (rows.step()) {
      if (rows.number(0) != static_cast<std::int64_t>(maker_.spellings())) throw TableError("spelling ids have gaps");
      maker_.add(NewSpelling{rows.view(1), rows.view(4), static_cast<std::uint32_t>(rows.number(3)), type_named(rows.view(2))},
                 {time_at(rows, 5), time_at(rows, 6), time_at(rows, 7).value_or(text::sys_seconds{}), rows.number(8) != 0});
    }
  }

  void load_entities() {
    TextsInOrder names(file_, "name"), descriptions(file_, "description");
    Statement rows = file_.prepare("SELECT ordinal, id, type, wikidata, kind, parent, latitude, longitude, listed FROM entity ORDER BY ordinal");
    while (rows.step()) {
      if (rows.number(0) != static_cast<std::int64_t>(maker_.entities())) throw TableError("entity ordinals have gaps");
      maker_.add(NewEntity{rows.text(1), type_named(rows.view(2)).value_or(EntityType::person), rows.text(3), rows.text(4), rows.text(5), rows.real(6), rows.real(7),
                           rows.number(8) != 0, names.of(rows.number(0)), descriptions.of(rows.number(0))});
    }
    names.must_be_read(), descriptions.must_be_read();
    Statement aliases = file_.prepare("SELECT entity, text, alone FROM alias");
    while (aliases.step()) maker_.add(NewAlias{aliases.view(1), entity(aliases.number(0)), aliases.number(2) != 0});
    Statement redirects = file_.prepare("SELECT id, entity FROM redirect");
    while (redirects.step()) maker_.add_redirect(redirects.view(0), entity(redirects.number(1)));
  }

  // The texts of a table, entity by entity.
  class TextsInOrder {
   public:
    TextsInOrder(TableFile& file, const std::string& table) : rows_(file.prepare(("SELECT entity, language, text FROM " + table + " ORDER BY entity, language").c_str())) {
      more_ = rows_.step();
    }
    Texts of(std::int64_t entity) {
      Texts texts;
      for (; more_ && rows_.number(0) == entity; more_ = rows_.step()) texts.emplace(rows_.text(1), rows_.text(2));
      return texts;
    }
    void must_be_read() const {
      if (more_) throw TableError("a row names an entity that is not there");
    }

   private:
    Statement rows_;
    bool more_ = false;
  };

  void load_mentions() {
    Statement rows = file_.prepare("SELECT id, surface, antecedent, type, plain FROM mention ORDER BY id");
    while (rows.step()) {
      if (rows.number(0) != static_cast<std::int64_t>(maker_.mentions())) throw TableError("mention ids have gaps");
      const SpellingId antecedent = rows.number(2) == 0 ? 0 : spelling(rows.number(2));
      maker_.add(MentionRecord{spelling(rows.number(1)), antecedent, type_named(rows.view(3)), rows.number(4) != 0});
    }
  }

  void load_meanings() {
    Statement rows = file_.prepare(R"(SELECT spelling, type, entity, by, score, "with", who, why FROM meaning)");
    while (rows.step()) {
      const auto type = type_named(rows.view(1));
      if (!type) throw TableError("a meaning is of no known type");
      const Reason reason{rows.text(3), static_cast<float>(rows.real(4).value_or(0)), rows.text(5), rows.text(6), rows.text(7)};
      maker_.add(Meaning{spelling(rows.number(0)), *type, entity_or_nobody(rows, 2), std::make_shared<const Reason>(reason)});
    }
  }

  void load_of_articles() {
    Statement exceptions = file_.prepare("SELECT article, mention, entity FROM exception");
    while (exceptions.step()) maker_.add(Exception{exceptions.text(0), mention(exceptions.number(1)), entity_or_nobody(exceptions, 2)});
    Statement added = file_.prepare(R"(SELECT article, "begin", "end", mention FROM added_mention)");
    while (added.step())
      maker_.add(AddedMention{added.text(0), static_cast<std::uint32_t>(added.number(1)), static_cast<std::uint32_t>(added.number(2)), mention(added.number(3))});
  }

  void load_topics_and_sources() {
    std::map<std::string, Texts> names;
    Statement texts = file_.prepare("SELECT topic, language, text FROM topic_name");
    while (texts.step()) names[texts.text(0)][texts.text(1)] = texts.text(2);
    Statement topics = file_.prepare("SELECT id, iptc FROM topic");
    while (topics.step()) maker_.add(NewTopic{topics.text(0), topics.text(1), names[topics.text(0)]});
    Statement sources = file_.prepare("SELECT stated, id, name FROM source");
    while (sources.step()) maker_.add_source(sources.view(0), {sources.text(1), sources.text(2)});
  }

  EntityOrdinal entity(std::int64_t ordinal) const {
    if (ordinal < 0 || ordinal >= static_cast<std::int64_t>(maker_.entities())) throw TableError("a row names an entity that is not there");
    return static_cast<EntityOrdinal>(ordinal);
  }
  EntityOrdinal entity_or_nobody(const Statement& row, int column) const { return row.is_null(column) ? kNobody : entity(row.number(column)); }

  SpellingId spelling(std::int64_t id) const {
    if (id < 1 || id >= static_cast<std::int64_t>(maker_.spellings())) throw TableError("a row names a spelling that is not there");
    return static_cast<SpellingId>(id);
  }
  MentionId mention(std::int64_t id) const {
    if (id < 1 || id >= static_cast<std::int64_t>(maker_.mentions())) throw TableError("a row names a mention that is not there");
    return static_cast<MentionId>(id);
  }

  TableFile& file_;
  LexiconMaker maker_;
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

std::shared_ptr<const Lexicon> read_lexicon(const std::filesystem::path& path) {
  std::shared_ptr<const Lexicon> lexicon;
  read_tables(path, [&](TableFile& file) { lexicon = Loader(file).run(); });
  return lexicon;
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
