// The lexicon of a generation: every spelling that was written, whom it means, and all that a reader shows of entities, topics and sources.
// Documents carry what was written (mention ids); the lexicon says whom it means. So a merge, a split or a new alias takes effect with a
// new lexicon, without touching an article. It is one SQLite file, so that anyone can look into it.
//
// Tables:  meta(key, value)                       versions, fingerprint
//          spelling(id, text, entity, reason)       one row per distinct string; entity null: nobody known
//          mention(id, surface, antecedent, type)   one row per distinct (surface, antecedent, type); spelling ids
//          entity(ordinal, id, type, wikidata, kind, parent, latitude, longitude)
//          name / description(entity, language, text)      the first name of a language is the one shown
//          alias(key, entity, text, alone)          for questions: case keys of the folded tokens of every name, joined by a space
//          redirect(id, entity)                     Wikidata ids and ids that were merged away
//          topic(id, iptc), topic_name(topic, language, text), source(stated, id, name)
// Ids of spellings and mentions are given once and kept by every later generation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/names/entity_type.hpp"

namespace dispatches::names {

inline constexpr int kLexiconVersion = 1;

using SpellingId = std::uint32_t;  // from 1
using MentionId = std::uint32_t;   // from 1
using EntityOrdinal = std::uint32_t;
inline constexpr EntityOrdinal kNobody = 0xffffffff;

struct LexiconEntity {
  std::string id;
  EntityType type = EntityType::person;
  std::string wikidata, kind, parent;  // parent: entity id
  std::optional<double> latitude, longitude;
  std::map<std::string, std::string> names, descriptions;  // shown, by language

  const std::string& name(const std::string& language) const;         // else English, else any
  const std::string& description(const std::string& language) const;  // else English, else empty
};

struct LexiconAlias {
  std::string key, text;
  EntityOrdinal entity = 0;
  bool alone = true;  // false: a short form
};

struct LexiconTopic {
  std::string id, iptc;
  std::map<std::string, std::string> names;
  const std::string& name(const std::string& language) const;  // else English, else the id
};

struct LexiconSource {
  std::string id, name;
};

struct Spelling {
  std::string text;
  EntityOrdinal entity = kNobody;
  std::string reason;  // "catalogue"
};

struct MentionRecord {
  SpellingId surface = 0, antecedent = 0;  // antecedent 0: none
  std::optional<EntityType> type;
  SpellingId effective() const { return antecedent ? antecedent : surface; }
};

// A lexicon in memory: what a reader needs. Immutable once loaded; shared by threads.
struct Lexicon {
  // Throws std::runtime_error (with what to do) for a file that is damaged or of an unknown version.
  static Lexicon load(const std::filesystem::path& file);

  std::string fingerprint;               // of catalogue and overrides
  std::vector<LexiconEntity> entities;   // by ordinal
  std::vector<Spelling> spellings;       // by id; [0] unused
  std::vector<MentionRecord> mentions;   // by id; [0] unused
  std::vector<LexiconAlias> aliases;
  std::vector<LexiconTopic> topics;
  std::unordered_map<std::string, LexiconSource> sources;      // by what was stated
  std::unordered_map<std::string, EntityOrdinal> entity_by_id;  // ids, Wikidata ids, merged ids

  EntityOrdinal entity_of(MentionId mention) const;  // kNobody where unknown
  EntityOrdinal entity_named(std::string_view id) const;
};

// Writes a lexicon file. One thread. Throws std::runtime_error.
class LexiconWriter {
 public:
  // A new file at `file`, with the spellings and mentions of `previous` (if it is not empty) and nothing else.
  LexiconWriter(const std::filesystem::path& file, const std::filesystem::path& previous);
  ~LexiconWriter();
  LexiconWriter(const LexiconWriter&) = delete;
  LexiconWriter& operator=(const LexiconWriter&) = delete;

  void add_spelling(SpellingId id, const std::string& text);
  void add_mention(MentionId id, const MentionRecord& mention);
  void set_meaning(SpellingId id, EntityOrdinal entity, const std::string& reason);  // kNobody clears it
  void add_entity(EntityOrdinal ordinal, const LexiconEntity& entity);
  void add_alias(const LexiconAlias& alias);
  void add_redirect(const std::string& id, EntityOrdinal entity);
  void add_topic(const LexiconTopic& topic);
  void add_source(const std::string& stated, const LexiconSource& source);
  void set_fingerprint(const std::string& fingerprint);
  void commit();  // everything or nothing; synced

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

// Gives ids to spellings and mentions while a run annotates: known ones keep theirs, new ones get the next. Thread-safe.
class Interner {
 public:
  explicit Interner(const Lexicon* previous);  // null: the first run

  MentionId mention(const std::string& surface, const std::string& antecedent, std::optional<EntityType> type);
  SpellingId effective_spelling(MentionId mention) const;

  // What this run added, in order of id. Not while other threads intern.
  struct Added {
    std::vector<std::pair<SpellingId, std::string>> spellings;
    std::vector<std::pair<MentionId, MentionRecord>> mentions;
  };
  Added added() const;

 private:
  SpellingId spelling(const std::string& text);  // REQUIRES: mutex_ held

  mutable std::mutex mutex_;
  std::unordered_map<std::string, SpellingId> spellings_;
  std::unordered_map<std::string, MentionId> mentions_by_key_;
  std::vector<std::string> texts_;
  std::vector<MentionRecord> mentions_;
  std::size_t first_new_spelling_ = 1, first_new_mention_ = 1;
};

}  // namespace dispatches::names
