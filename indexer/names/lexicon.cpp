#include "indexer/names/lexicon.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <unordered_set>

#include "indexer/base/sqlite.hpp"

namespace dispatches::names {

namespace {

std::string_view in_language(std::span<const LexiconText> texts, std::string_view language, std::string_view otherwise) {
  for (const std::string_view wanted : {language, std::string_view("en")})
    for (const LexiconText& one : texts)
      if (one.language == wanted) return one.text;
  return otherwise;
}

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

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

// Reads table after table; what one table says of another's rows is checked.
class Loader {
 public:
  Loader(TableFile& file, Lexicon& lexicon) : file_(file), lexicon_(lexicon) {}

  void run(Lexicon::Part part) {
    lexicon_.fingerprint = meta_value(file_, "fingerprint");
    load_spellings(part == Lexicon::Part::all);
    load_entities();
    load_names();
    load_ids();
    load_mentions();
    load_meanings();
    load_of_articles();
    load_topics_and_sources();
  }

 private:
  // Names of entities, aliases and reasons are mostly spellings once more: each text is kept once.
  KeptText kept(std::string_view text) {
    if (const auto known = texts_.find(text); known != texts_.end()) return *known;
    return *texts_.insert(lexicon_.arena.keep(text)).first;
  }

  std::size_t rows_of(const std::string& table) { return first_number("SELECT count(*) FROM " + table); }
  std::size_t first_number(const std::string& question) {
    Statement row = file_.prepare(question.c_str());
    return row.step() ? static_cast<std::size_t>(row.number(0)) : 0;
  }

  void load_spellings(bool with_history) {
    lexicon_.spellings.reserve(rows_of("spelling") + 1);
    lexicon_.spellings.resize(1);
    if (with_history) lexicon_.history.resize(1);
    Statement rows = file_.prepare("SELECT id, text, type, articles, languages, first, last, since, linked FROM spelling ORDER BY id");
    while (rows.step()) {
      if (rows.number(0) != static_cast<std::int64_t>(lexicon_.spellings.size())) throw TableError("spelling ids have gaps");
      lexicon_.spellings.push_back({kept(rows.view(1)), kept(rows.view(4)), static_cast<std::uint32_t>(rows.number(3)), type_named(rows.view(2))});
      if (with_history) lexicon_.history.push_back({time_at(rows, 5), time_at(rows, 6), time_at(rows, 7).value_or(text::sys_seconds{}), rows.number(8) != 0});
    }
  }

  void load_entities() {
    lexicon_.entities.reserve(rows_of("entity"));
    Statement rows = file_.prepare("SELECT ordinal, id, type, wikidata, kind, parent, latitude, longitude, listed FROM entity ORDER BY ordinal");
    while (rows.step()) {
      if (rows.number(0) != static_cast<std::int64_t>(lexicon_.entities.size())) throw TableError("entity ordinals have gaps");
      LexiconEntity entity;
      entity.id = kept(rows.view(1));
      entity.type = type_named(rows.view(2)).value_or(EntityType::person);
      entity.listed = rows.number(8) != 0;
      const EntityDetails details{kept(rows.view(3)), kept(rows.view(4)), kept(rows.view(5)), rows.real(6), rows.real(7), {}};
      if (!details.wikidata.empty() || !details.kind.empty() || !details.parent.empty() || details.latitude) put_details(entity, details);
      lexicon_.entities.push_back(entity);
    }
  }

  void put_details(LexiconEntity& entity, const EntityDetails& details) { entity.details = lexicon_.arena.keep(std::span(&details, 1)).data(); }

  void load_names() {
    each_texts("name", [&](LexiconEntity& entity, std::span<const LexiconText> texts) { entity.name_by(texts); });
    each_texts("description", [&](LexiconEntity& entity, std::span<const LexiconText> texts) {
      EntityDetails details = *entity.details;
      details.descriptions = texts;
      put_details(entity, details);
    });
    lexicon_.aliases.reserve(rows_of("alias"));
    Statement aliases = file_.prepare("SELECT entity, text, alone FROM alias");
    while (aliases.step()) lexicon_.aliases.push_back({kept(aliases.view(1)), entity(aliases.number(0)), aliases.number(2) != 0});
  }

  // The texts of each entity in that table, by language.
  void each_texts(const std::string& table, const auto& give) {
    Statement rows = file_.prepare(("SELECT entity, language, text FROM " + table + " ORDER BY entity, language").c_str());
    std::vector<LexiconText> texts;
    EntityOrdinal at = kNobody;
    const auto finish = [&] {
      if (!texts.empty()) give(lexicon_.entities[at], lexicon_.arena.keep(std::span<const LexiconText>(texts)));
      texts.clear();
    };
    while (rows.step()) {
      const EntityOrdinal next = entity(rows.number(0));
      if (next != at) finish();
      at = next;
      texts.push_back({kept(rows.view(1)), kept(rows.view(2))});
    }
    finish();
  }

  // An entity's own id goes before a redirect of the same text.
  void load_ids() {
    std::vector<LexiconId>& ids = lexicon_.ids;
    ids.reserve(lexicon_.entities.size() + rows_of("redirect"));
    for (EntityOrdinal i = 0; i < lexicon_.entities.size(); ++i) ids.push_back({lexicon_.entities[i].id, i});
    Statement redirects = file_.prepare("SELECT id, entity FROM redirect");
    while (redirects.step()) ids.push_back({kept(redirects.view(0)), entity(redirects.number(1))});
    std::stable_sort(ids.begin(), ids.end(), [](const LexiconId& a, const LexiconId& b) { return a.id < b.id; });
    ids.erase(std::unique(ids.begin(), ids.end(), [](const LexiconId& a, const LexiconId& b) { return a.id == b.id; }), ids.end());
  }

  void load_mentions() {
    lexicon_.mentions.reserve(rows_of("mention") + 1);
    lexicon_.mentions.resize(1);
    Statement rows = file_.prepare("SELECT id, surface, antecedent, type, plain FROM mention ORDER BY id");
    while (rows.step()) {
      if (rows.number(0) != static_cast<std::int64_t>(lexicon_.mentions.size())) throw TableError("mention ids have gaps");
      const SpellingId antecedent = rows.number(2) == 0 ? 0 : spelling(rows.number(2));
      lexicon_.mentions.push_back({spelling(rows.number(1)), antecedent, type_named(rows.view(3)), rows.number(4) != 0});
    }
  }

  void load_meanings() {
    lexicon_.meanings.reserve(rows_of("meaning"));
    Statement rows = file_.prepare(R"(SELECT spelling, type, entity, by, score, "with", who, why FROM meaning)");
    while (rows.step()) {
      const auto type = type_named(rows.view(1));
      if (!type) throw TableError("a meaning is of no known type");
      lexicon_.meanings.push_back({spelling(rows.number(0)), *type, entity_or_nobody(rows, 2), reason_in(rows)});
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

  // Most meanings are the catalogue's, or founders of an entity by rule: one reason serves them all.
  std::shared_ptr<const Reason> reason_in(const Statement& row) {
    Reason reason{row.text(3), static_cast<float>(row.real(4).value_or(0)), row.text(5), row.text(6), row.text(7)};
    if (!reason.with.empty() || reason.score != 0) return std::make_shared<const Reason>(std::move(reason));
    std::shared_ptr<const Reason>& shared = reasons_[reason.by + '\n' + reason.who + '\n' + reason.why];
    if (!shared) shared = std::make_shared<const Reason>(std::move(reason));
    return shared;
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
  std::unordered_set<KeptText, TextHash, std::equal_to<>> texts_;
  std::unordered_map<std::string, std::shared_ptr<const Reason>> reasons_;
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

const std::string& NewEntity::name(const std::string& language) const {
  return in_language(names, language, names.empty() ? id : names.begin()->second);
}

std::string_view LexiconEntity::name(std::string_view language) const { return in_language(names(), language, name_count == 0 ? id : first_name->text); }

std::string_view LexiconEntity::description(std::string_view language) const { return in_language(details->descriptions, language, {}); }

const std::string& LexiconTopic::name(const std::string& language) const { return in_language(names, language, id); }

Lexicon Lexicon::load(const std::filesystem::path& path, Part part) {
  Lexicon lexicon;
  read_tables(path, [&](TableFile& file) { Loader(file, lexicon).run(part); });
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
  const auto found = std::lower_bound(ids.begin(), ids.end(), id, [](const LexiconId& one, std::string_view wanted) { return one.id < wanted; });
  return found == ids.end() || found->id != id ? kNobody : found->entity;
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
