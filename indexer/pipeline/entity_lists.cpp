#include "indexer/pipeline/entity_lists.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <ostream>

#include "indexer/names/people_index.hpp"
#include "indexer/pipeline/archive_names.hpp"
#include "indexer/pipeline/lexicon_changes.hpp"
#include "indexer/pipeline/name_forms.hpp"

namespace dispatches::pipeline {

namespace {

using names::EntityOrdinal;
using names::kNobody;
using Meaning = names::LexiconMeaning;
using names::SpellingId;
using nlohmann::ordered_json;

constexpr std::size_t kMostNearest = 3;

// Tabs and line ends part the columns: texts that hold them are shown with spaces.
std::string cell(std::string_view shown) {
  std::string text(shown);
  std::replace_if(text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

void print_row(std::ostream& out, std::initializer_list<std::string_view> cells) {
  const char* parted = "";
  for (const std::string_view one : cells) out << std::exchange(parted, "\t") << cell(one);
  out << '\n';
}

std::string day_of(const std::optional<text::sys_seconds>& time) { return time ? text::format_time(*time).substr(0, 10) : std::string(); }

const Meaning* meaning_of(SpellingId id, EntityOrdinal entity, const names::Lexicon& lexicon) {
  for (const names::EntityType type : {names::EntityType::person, names::EntityType::org, names::EntityType::place})
    if (const Meaning* meaning = lexicon.meaning(id, type); meaning && meaning->entity == entity) return meaning;
  return nullptr;
}

ordered_json reason_json(const names::LexiconReason& reason) {
  ordered_json json = {{"by", reason.by}};
  if (reason.score > 0) json["score"] = std::round(reason.score * 1000) / 1000;
  for (const auto& [name, text] : {std::pair("with", &reason.with), std::pair("who", &reason.who), std::pair("why", &reason.why)})
    if (!text->empty()) json[name] = *text;
  return json;
}

class Lists {
 public:
  Lists(const std::filesystem::path& index, ListFormat format, std::ostream& out)
      : archive_(read_archive_names(index)), lexicon_(*archive_.lexicon), format_(format), out_(out) {}

  void list() {
    std::vector<EntityOrdinal> order(lexicon_.entities.size());
    std::iota(order.begin(), order.end(), 0u);
    std::erase_if(order, [&](EntityOrdinal entity) { return archive_.articles[entity] == 0; });
    std::stable_sort(order.begin(), order.end(), [&](EntityOrdinal a, EntityOrdinal b) { return archive_.articles[a] > archive_.articles[b]; });
    if (format_ == ListFormat::tsv) print_row(out_, {"id", "type", "name", "description", "wikidata", "articles", "spellings"});
    ordered_json all = ordered_json::array();
    for (const EntityOrdinal entity : order) {
      const names::LexiconEntity& named = lexicon_.entities[entity];
      const std::string articles = std::to_string(archive_.articles[entity]), spellings = std::to_string(archive_.spellings[entity].size());
      if (format_ == ListFormat::text) fmt::print(out_, "{:>7}  {:<6}  {:<40}  {}\n", articles, names::type_name(named.type), named.id, named.name("en"));
      else if (format_ == ListFormat::tsv) print_row(out_, {named.id, names::type_name(named.type), named.name("en"), named.description("en"), named.wikidata(), articles, spellings});
      else all.push_back(entity_json(entity, false));
    }
    if (format_ == ListFormat::json) out_ << all.dump(1) << '\n';
  }

  bool show(const std::string& name_or_id) {
    const std::vector<EntityOrdinal> found = named(name_or_id);
    ordered_json all = ordered_json::array();
    for (const EntityOrdinal entity : found) {
      if (format_ == ListFormat::json) all.push_back(entity_json(entity, true));
      else if (format_ == ListFormat::tsv) print_spellings(entity);
      else print_entity(entity);
    }
    if (format_ == ListFormat::json) out_ << all.dump(1) << '\n';
    return !found.empty();
  }

  void list_new(std::optional<text::sys_seconds> since) {
    const text::sys_seconds from = since.value_or(last_run());
    std::vector<SpellingId> fresh;
    for (SpellingId id = 1; id < lexicon_.spellings.size(); ++id)
      if (lexicon_.spellings[id].articles > 0 && lexicon_.history[id].since >= from && !is_listed(id)) fresh.push_back(id);
    std::stable_sort(fresh.begin(), fresh.end(), [&](SpellingId a, SpellingId b) {
      const names::Spelling &one = lexicon_.spellings[a], &other = lexicon_.spellings[b];
      return one.articles != other.articles ? one.articles > other.articles : one.text < other.text;
    });
    const names::PeopleIndex people = known_people();
    if (format_ == ListFormat::tsv) print_row(out_, {"articles", "type", "spelling", "entity", "reason", "nearest", "override"});
    if (format_ == ListFormat::text) fmt::print(out_, "# {} names first seen since {}; take a line into the overrides by removing its '# '\n", fresh.size(), text::format_time(from));
    ordered_json all = ordered_json::array();
    for (const SpellingId id : fresh) print_new(id, people, all);
    if (format_ == ListFormat::json) out_ << all.dump(1) << '\n';
  }

  void export_all() {
    if (format_ != ListFormat::json) print_row(out_, {"entity", "type", "name", "spelling", "articles", "languages", "first", "last", "by", "score", "with", "who", "why"});
    ordered_json all = ordered_json::array();
    for (EntityOrdinal entity = 0; entity < lexicon_.entities.size(); ++entity) {
      if (archive_.spellings[entity].empty()) continue;
      if (format_ == ListFormat::json) all.push_back(entity_json(entity, true));
      else print_spellings(entity);
    }
    if (format_ == ListFormat::json) out_ << all.dump(1) << '\n';
  }

 private:
  std::vector<EntityOrdinal> named(const std::string& name_or_id) const {
    if (const EntityOrdinal entity = lexicon_.entity_named(name_or_id); entity != kNobody) return {entity};
    text::Analyzer analyzer;
    std::vector<EntityOrdinal> found;
    const auto add = [&](EntityOrdinal entity) {
      if (entity != kNobody && std::find(found.begin(), found.end(), entity) == found.end()) found.push_back(entity);
    };
    for (const names::LexiconAlias& alias : lexicon_.aliases)
      if (is_form_of(alias.text, name_or_id, analyzer)) add(alias.entity);
    for (const Meaning& meaning : lexicon_.meanings)
      if (is_form_of(lexicon_.spellings[meaning.spelling].text, name_or_id, analyzer)) add(meaning.entity);
    return found;
  }

  ordered_json entity_json(EntityOrdinal entity, bool whole) const {
    const names::LexiconEntity& named = lexicon_.entities[entity];
    ordered_json json = {{"id", named.id}, {"type", names::type_name(named.type)}, {"name", named.name("en")}};
    if (!named.description("en").empty()) json["description"] = named.description("en");
    if (!named.wikidata().empty()) json["wikidata"] = named.wikidata();
    json["articles"] = archive_.articles[entity];
    if (!whole) return json;
    json["spellings"] = ordered_json::array();
    for (const SpellingId id : archive_.spellings[entity]) {
      const names::Spelling& spelling = lexicon_.spellings[id];
      ordered_json one = {{"value", spelling.text}, {"articles", spelling.articles}, {"languages", spelling.languages}};
      if (const names::SpellingHistory& history = lexicon_.history[id]; history.first) one["first"] = day_of(history.first), one["last"] = day_of(history.last);
      if (const Meaning* meaning = meaning_of(id, entity, lexicon_)) one["reason"] = reason_json(*meaning->reason);
      json["spellings"].push_back(std::move(one));
    }
    return json;
  }

  void print_entity(EntityOrdinal entity) const {
    const names::LexiconEntity& named = lexicon_.entities[entity];
    fmt::print(out_, "{}  {}  {}\n", named.id, names::type_name(named.type), named.name("en"));
    if (!named.description("en").empty()) fmt::print(out_, "  {}\n", named.description("en"));
    fmt::print(out_, "  {} articles{}{}\n", archive_.articles[entity], named.wikidata().empty() ? "" : ", " + std::string(named.wikidata()), named.listed ? "" : ", in no catalogue");
    for (const SpellingId id : archive_.spellings[entity]) {
      const Meaning* meaning = meaning_of(id, entity, lexicon_);
      fmt::print(out_, "  {:>7}  {}  [{}]  {}\n", lexicon_.spellings[id].articles, lexicon_.spellings[id].text, lexicon_.spellings[id].languages,
                 meaning ? in_words(*meaning->reason) : "");
    }
    const auto exceptions = std::count_if(lexicon_.exceptions.begin(), lexicon_.exceptions.end(), [&](const auto& one) { return one.entity == entity; });
    if (exceptions > 0) fmt::print(out_, "  and in {} articles by an override that speaks of those only\n", exceptions);
    for (const auto& [id, ordinal] : lexicon_.ids)
      if (ordinal == entity && id != named.id && id != named.wikidata()) fmt::print(out_, "  {} leads here\n", id);
  }

  void print_spellings(EntityOrdinal entity) const {
    const names::LexiconEntity& named = lexicon_.entities[entity];
    for (const SpellingId id : archive_.spellings[entity]) {
      const names::Spelling& spelling = lexicon_.spellings[id];
      const Meaning* meaning = meaning_of(id, entity, lexicon_);
      const names::Reason reason = meaning ? *meaning->reason : names::Reason();
      print_row(out_, {named.id, names::type_name(named.type), named.name("en"), spelling.text, std::to_string(spelling.articles), spelling.languages,
                       day_of(lexicon_.history[id].first), day_of(lexicon_.history[id].last), reason.by, reason.score > 0 ? fmt::format("{:.3f}", reason.score) : "", reason.with, reason.who, reason.why});
    }
  }

  text::sys_seconds last_run() const {
    text::sys_seconds last{};
    for (SpellingId id = 1; id < lexicon_.spellings.size(); ++id)
      if (lexicon_.spellings[id].articles > 0 && !is_listed(id)) last = std::max(last, lexicon_.history[id].since);
    return last;
  }

  const Meaning* meaning_by_votes(SpellingId id) const {
    const auto type = lexicon_.spellings[id].type;
    return type ? lexicon_.meaning(id, *type) : nullptr;
  }

  bool is_listed(SpellingId id) const {
    const Meaning* meaning = meaning_by_votes(id);
    return meaning && meaning->reason->by != "rule";
  }

  // Spellings of all people who are known by one, for "nearest".
  names::PeopleIndex known_people() const {
    std::vector<names::PeopleIndex::Named> named;
    for (const Meaning& meaning : lexicon_.meanings)
      if (meaning.entity != kNobody && meaning.type == names::EntityType::person) named.push_back({lexicon_.spellings[meaning.spelling].text, meaning.entity});
    return names::PeopleIndex(named);
  }

  // What an editor would most likely want to say: that a rule was wrong, that the nearest name is his, that it is nobody's.
  std::string override_for(std::string_view spelling, const Meaning* meaning, const std::vector<names::PeopleIndex::Match>& nearest) const {
    if (meaning && !meaning->reason->with.empty()) return fmt::format("different\t{}\t{}", cell(spelling), cell(meaning->reason->with));
    if (!nearest.empty()) return fmt::format("is\t{}\t{}", cell(spelling), lexicon_.entities[nearest.front().number].id);
    return fmt::format("ignore\t{}", cell(spelling));
  }

  void print_new(SpellingId id, const names::PeopleIndex& people, ordered_json& all) const {
    const names::Spelling& spelling = lexicon_.spellings[id];
    const Meaning* meaning = meaning_by_votes(id);
    const EntityOrdinal own = meaning ? meaning->entity : kNobody;
    const std::string_view type = spelling.type ? names::type_name(*spelling.type) : "", entity = own == kNobody ? "" : lexicon_.entities[own].id.view();
    std::vector<names::PeopleIndex::Match> nearest = people.find(spelling.text, names::Point::loose);
    std::erase_if(nearest, [&](const auto& match) { return match.number == own; });
    nearest.resize(std::min(nearest.size(), kMostNearest));
    const std::string override_line = override_for(spelling.text, meaning, nearest);
    std::string near;
    for (const auto& match : nearest) near += fmt::format("{}{} {:.2f}", near.empty() ? "" : ", ", lexicon_.entities[match.number].id, match.mean);
    const std::string why = meaning ? in_words(*meaning->reason) : "";
    if (format_ == ListFormat::text) {
      fmt::print(out_, "{:>5}  {:<6}  {}  → {}{}{}\n", spelling.articles, type, spelling.text, entity.empty() ? "nobody" : entity, why.empty() ? "" : ", " + why,
                 near.empty() ? "" : "; near: " + near);
      fmt::print(out_, "# {}\n", override_line);
    } else if (format_ == ListFormat::tsv) {
      std::string spaced = override_line;
      std::replace(spaced.begin(), spaced.end(), '\t', '|');
      print_row(out_, {std::to_string(spelling.articles), type, spelling.text, entity, why, near, spaced});
    } else {
      ordered_json one = {{"spelling", spelling.text}, {"type", type}, {"articles", spelling.articles}, {"languages", spelling.languages}, {"since", text::format_time(lexicon_.history[id].since)}};
      if (!entity.empty()) one["entity"] = entity, one["reason"] = reason_json(*meaning->reason);
      one["nearest"] = ordered_json::array();
      for (const auto& match : nearest)
        one["nearest"].push_back({{"id", lexicon_.entities[match.number].id}, {"name", lexicon_.entities[match.number].name("en")}, {"score", std::round(match.mean * 1000) / 1000}});
      one["override"] = override_line;
      all.push_back(std::move(one));
    }
  }

  const ArchiveNames archive_;
  const names::Lexicon& lexicon_;
  ListFormat format_;
  std::ostream& out_;
};

}  // namespace

void list_entities(const std::filesystem::path& index, ListFormat format, std::ostream& out) { Lists(index, format, out).list(); }

bool show_entity(const std::filesystem::path& index, const std::string& name_or_id, ListFormat format, std::ostream& out) {
  return Lists(index, format, out).show(name_or_id);
}

void list_new_names(const std::filesystem::path& index, std::optional<text::sys_seconds> since, ListFormat format, std::ostream& out) {
  Lists(index, format, out).list_new(since);
}

void export_names(const std::filesystem::path& index, ListFormat format, std::ostream& out) { Lists(index, format, out).export_all(); }

}  // namespace dispatches::pipeline
