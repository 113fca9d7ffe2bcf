#include "indexer/pipeline/lexicon_builder.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "indexer/base/jobs.hpp"
#include "indexer/names/lexicon_writer.hpp"
#include "indexer/pipeline/added_mentions.hpp"
#include "indexer/pipeline/exceptions.hpp"
#include "indexer/pipeline/meanings.hpp"
#include "indexer/pipeline/sources.hpp"

namespace dispatches::pipeline {

namespace {

using names::EntityOrdinal;
using names::EntityType;
using names::kNobody;
using names::SpellingId;

class Builder {
 public:
  Builder(const std::filesystem::path& file, const LexiconInput& input) : input_(input), writer_(file) {
    if (input_.previous) history_ = names::LexiconHistory::load(input_.previous_file);
  }

  // The writer puts the image together when everything that its rows came from has gone.
  void run() {
    write();
    std::vector<SpellingCount>().swap(counts_);
    std::vector<text::sys_seconds>().swap(since_);
    writer_.commit();
  }

 private:
  void write() {
    intern_known_names();
    find_added();
    if (input_.forget_unless) forget_unused();
    const auto& spellings = input_.interner.spellings();
    const auto& mentions = input_.interner.mentions();
    note_since();
    counts_ = count_spellings(input_.segments, mentions, spellings.size());
    EntityTable table(input_.knowledge.catalogue(), history_);
    const Decisions decisions(input_.knowledge.overrides(), input_.knowledge.overrides_name(), spellings, table);
    const unsigned jobs = jobs_or_cores();
    const std::vector<bool> touched = find_touched();
    const MeaningsInput asked{spellings, mentions, counts_, since_, asked_, input_.knowledge.catalogue(), input_.knowledge.matcher(), input_.knowledge.gazetteer(), decisions,
                              input_.previous, history_, jobs, touched.empty() ? nullptr : &touched};
    const Meanings meanings = decide_meanings(asked, table);
    decisions.rename(table);
    write_written(meanings);
    write_entities(table, decisions, meanings);
    for (const names::Exception& exception :
         find_exceptions({decisions, spellings, mentions, meanings, added_, input_.segments, input_.knowledge.catalogue()}))
      writer_.add(exception);
    write_topics_and_sources();
    writer_.set_fingerprint(input_.knowledge.fingerprint());
  }

  // Names of listed people take part in the merging, and what overrides speak of may stand in no article.
  void intern_known_names() {
    for (const entities::Entity& entity : input_.knowledge.catalogue().entities())
      if (entity.type == EntityType::person)
        for (const auto& [language, names] : entity.names)
          for (const std::string& name : names) known_.insert(input_.interner.spelling(name));
    for (const names::Override& line : input_.knowledge.overrides()) {
      known_.insert(input_.interner.spelling(line.spelling));
      if (line.verb == names::Verb::same || line.verb == names::Verb::different) known_.insert(input_.interner.spelling(line.target));
    }
  }

  // By spelling; empty where more may have changed than the articles. What overrides speak of hangs together in more ways than are followed. Articles may have
  // gone since the lexicon before was made: then it counts otherwise.
  std::vector<bool> find_touched() const {
    const Knowledge& knowledge = input_.knowledge;
    if (!input_.touched || !input_.previous || input_.forget_unless || !knowledge.overrides().empty() || input_.previous->fingerprint != knowledge.fingerprint() ||
        !added_.empty() || !input_.previous->added.empty())
      return {};
    std::vector<bool> touched(input_.interner.spellings().size());
    for (const names::MentionId id : *input_.touched) touched.at(input_.interner.mentions().at(id).effective()) = true;
    for (SpellingId id = 1; id < input_.previous->spellings.size(); ++id) {
      const auto& history = input_.previous->history[id];
      if (counts_[id].articles != input_.previous->spellings[id].articles || counts_[id].first != history.first || counts_[id].last != history.last) touched[id] = true;
    }
    return touched;
  }

  std::vector<bool> spellings_in_use() const {
    const auto& mentions = input_.interner.mentions();
    std::vector<bool> used(input_.interner.spellings().size());
    const auto use = [&](names::MentionId id) { used[mentions[id].surface] = used[mentions[id].antecedent] = true; };
    for (const SpellingId id : known_) used[id] = true;
    for (const names::AddedMention& mention : added_) use(mention.mention);
    for (const auto* segments : {&input_.segments, input_.forget_unless})
      for (const LiveSegment& segment : *segments)
        each_live_row(segment, [&](const LiveRow& row) {
          for (const auto& [mention, count] : row.mentions) use(mention);
        });
    return used;
  }

  // With a name goes what was made of it: links, and the id, which is its slug.
  void forget_unused() {
    const std::vector<bool> used = spellings_in_use();
    for (SpellingId id = 1; id < used.size(); ++id)
      if (!used[id]) input_.interner.forget(id);
    std::erase_if(history_.links, [&](const names::LexiconLink& link) { return !used[link.one] || !used[link.other]; });
    std::erase_if(history_.issued, [&](const names::IssuedId& issued) { return !used[issued.founder]; });
    std::erase_if(history_.listed, [&](const auto& listed) { return !used[listed.first]; });
  }

  // Names by which entities are found alone: the catalogue's and those that overrides give.
  std::vector<NewAlias> aliases() const {
    std::vector<NewAlias> aliases;
    for (const entities::Entity& entity : input_.knowledge.catalogue().entities())
      for (const auto& [language, names] : entity.names)
        for (const std::string& name : names) aliases.push_back({name, entity.type});
    for (const names::Override& line : input_.knowledge.overrides()) {
      if (line.verb != names::Verb::is && line.verb != names::Verb::same) continue;
      const entities::Entity* target = input_.knowledge.catalogue().entity(line.target);
      aliases.push_back({line.spelling, target ? target->type : EntityType::person});
    }
    return aliases;
  }

  void find_added() {
    if (!input_.previous || input_.all_analysed) return;
    std::unordered_set<std::string> known;
    for (const names::LexiconAlias& alias : input_.previous->aliases) known.emplace(alias.text);
    std::vector<NewAlias> fresh;
    for (NewAlias& alias : aliases())
      if (known.insert(alias.text).second) fresh.push_back(std::move(alias));
    added_ = find_added_mentions(fresh, input_.previous->added, input_.segments, input_.interner);
    for (const names::AddedMention& mention : added_) asked_.insert(input_.interner.mentions()[mention.mention].effective());
  }

  void note_since() {
    since_.assign(input_.interner.spellings().size(), input_.now);
    if (!input_.previous) return;
    for (SpellingId id = 1; id < input_.previous->spellings.size(); ++id) since_[id] = input_.previous->history[id].since;
  }

  void write_written(const Meanings& meanings) {
    const auto& spellings = input_.interner.spellings();
    for (SpellingId id = 1; id < spellings.size(); ++id) {
      const SpellingCount& count = counts_[id];
      writer_.add(id, {spellings[id], count.languages_listed(), count.articles, meanings.types[id]}, {count.first, count.last, since_[id], meanings.linked[id]});
    }
    const auto& mentions = input_.interner.mentions();
    for (names::MentionId id = 1; id < mentions.size(); ++id) writer_.add(id, mentions[id]);
    for (const names::Meaning& meaning : meanings.meanings) writer_.add(meaning);
    for (const names::LexiconLink& link : meanings.links) writer_.add(link);
    for (const auto& [spelling, entity] : meanings.listed) writer_.add_listed(spelling, entity);
    writer_.set_catalogue(input_.knowledge.catalogue().fingerprint());
    for (const names::AddedMention& mention : added_) writer_.add(mention);
  }

  void write_entities(const EntityTable& table, const Decisions& decisions, const Meanings& meanings) {
    for (EntityOrdinal ordinal = 0; ordinal < table.entities.size(); ++ordinal) {
      writer_.add(ordinal, table.entities[ordinal]);
      if (!table.entities[ordinal].wikidata.empty()) writer_.add_redirect(table.entities[ordinal].wikidata, ordinal);
    }
    EntityOrdinal ordinal = 0;
    for (const entities::Entity& entity : input_.knowledge.catalogue().entities()) {
      add_aliases(entity.names, ordinal, true);
      add_aliases(entity.short_names, ordinal, false);
      ++ordinal;
    }
    add_decided_aliases(decisions);
    add_places(table);
    write_redirects(table, meanings);
  }

  void add_aliases(const entities::ListByLanguage& names, EntityOrdinal ordinal, bool alone) {
    std::set<std::string> seen;
    for (const auto& [language, list] : names)
      for (const std::string& name : list)
        if (seen.insert(name).second) writer_.add(names::NewAlias{name, ordinal, alone});
  }

  // Places of the gazetteer that articles name, in all its languages; by its ids too.
  void add_places(const EntityTable& table) {
    for (const auto& [id, ordinal] : table.places) {
      writer_.add_redirect(id, ordinal);
      if (ordinal < input_.knowledge.catalogue().entities().size()) continue;
      std::set<std::string> seen;
      for (const auto& [language, name] : table.entities[ordinal].names)
        if (seen.insert(name).second) writer_.add(names::NewAlias{name, ordinal, true});
    }
  }

  // A name that an editor gave to some articles only is one of several of that name elsewhere: a short form.
  void add_decided_aliases(const Decisions& decisions) {
    for (const names::Override& line : input_.knowledge.overrides()) {
      const bool scoped = line.scope.kind != names::Scope::Kind::none;
      if (!scoped && line.verb != names::Verb::is) continue;
      const auto* whom = scoped ? nullptr : decisions.whom(names::override_key(line.spelling));
      const EntityOrdinal entity = scoped ? decisions.scoped_target(line) : whom ? whom->entity : kNobody;
      if (entity != kNobody) writer_.add(names::NewAlias{line.spelling, entity, true});
    }
  }

  // An id once given leads to whom its first spelling means now: the redirect falls with its cause.
  void write_redirects(const EntityTable& table, const Meanings& meanings) {
    std::unordered_map<std::uint64_t, EntityOrdinal> meant;
    const auto key = [](SpellingId spelling, EntityType type) { return std::uint64_t{spelling} * 4 + static_cast<std::uint64_t>(type); };
    for (const names::Meaning& meaning : meanings.meanings) meant.emplace(key(meaning.spelling, meaning.type), meaning.entity);
    for (const names::IssuedId& issued : table.issued) {
      writer_.add(issued);
      auto now = meant.find(key(issued.founder, issued.type));
      if (now == meant.end() && meanings.types[issued.founder]) now = meant.find(key(issued.founder, *meanings.types[issued.founder]));
      if (now != meant.end() && now->second != kNobody && table.entities[now->second].id != issued.id) writer_.add_redirect(issued.id, now->second);
    }
  }

  void write_topics_and_sources() {
    for (const entities::Topic& topic : input_.knowledge.catalogue().topics())
      writer_.add(names::NewTopic{topic.id, topic.iptc, {topic.names.begin(), topic.names.end()}});
    std::set<std::string> sources = input_.new_sources;
    if (input_.previous)
      for (const names::LexiconSource& source : input_.previous->sources) sources.emplace(source.stated);
    for (const std::string& stated : sources) writer_.add_source(stated, source_of(stated, input_.knowledge.catalogue()));
  }

  const LexiconInput& input_;
  names::LexiconWriter writer_;
  names::LexiconHistory history_;
  std::vector<SpellingCount> counts_;
  std::vector<text::sys_seconds> since_;
  std::set<SpellingId> asked_, known_;
  std::vector<names::AddedMention> added_;
};

}  // namespace

void build_lexicon(const std::filesystem::path& file, const LexiconInput& input) { Builder(file, input).run(); }

}  // namespace dispatches::pipeline
