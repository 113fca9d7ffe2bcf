// The lexicon of a generation: every spelling that was written, whom it means and why, and all that a reader shows of entities, topics and
// sources. Documents carry what was written (mention ids); the lexicon says whom it means. So a merge, a split or a new alias takes effect
// with a new lexicon, without touching an article. It is one SQLite file, so that anyone can look into it; beside it stands its image
// (names/lexicon_image), which is read.
//
// Tables:  meta(key, value)                                      versions, fingerprint
//          spelling(id, text, type, articles, languages, first, last, since, linked)    one row per distinct string; type by the votes of all articles
//          mention(id, surface, antecedent, type, plain)         one row per distinct combination; spelling ids
//          meaning(spelling, type, entity, by, score, with, who, why)   whom a spelling of that type means; entity null: nobody, by decision
//          entity(ordinal, id, type, wikidata, kind, parent, latitude, longitude, listed)
//          name / description(entity, language, text)            the first name of a language is the one shown
//          alias(entity, text, alone)                            names by which questions find an entity, though no article may have them
//          redirect(id, entity)                                  Wikidata ids and ids that were merged away
//          exception(article, mention, entity)                   where an override speaks of some articles only
//          added_mention(article, begin, end, mention)           names that the articles' analysis did not know yet
//          link(one, other, mean, evidence)                      pairs of spellings that the rules hold for one name: what merging starts from
//          listed(spelling, entity)                              whom the catalogue means by it, '' nobody: asked once, as long as it is the same
//          issued(id, spelling, type)                            ids given to entities that no catalogue lists, by the spelling that founded them
//          topic(id, iptc), topic_name(topic, language, text), source(stated, id, name)
// Ids of spellings, mentions and entities are given once and kept by every later generation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/base/block.hpp"
#include "indexer/names/entity_type.hpp"
#include "indexer/text/time.hpp"

namespace dispatches::names {

inline constexpr int kLexiconVersion = 2;

using SpellingId = std::uint32_t;  // from 1
using MentionId = std::uint32_t;   // from 1
using EntityOrdinal = std::uint32_t;
inline constexpr EntityOrdinal kNobody = 0xffffffff;

// An entity as it is made (pipeline/entity_table) and written.
struct NewEntity {
  std::string id;
  EntityType type = EntityType::person;
  std::string wikidata, kind, parent;  // parent: entity id
  std::optional<double> latitude, longitude;
  bool listed = true;                                      // by the catalogue; else found in the articles
  std::map<std::string, std::string> names, descriptions;  // shown, by language

  const std::string& name(const std::string& language) const;  // else English, else any, else the id
};

// ---- As it is read: records in one block of memory (base/block), which may not be copied out of it.

struct LexiconText {
  KeptText language, text;
};

// What most entities, found in the articles, have nothing of.
struct EntityDetails {
  KeptText wikidata, kind, parent;
  std::optional<double> latitude, longitude;
  KeptRows<LexiconText> descriptions;
};

struct LexiconEntity {
  KeptText id;
  KeptRow<EntityDetails> details;   // may be none
  KeptRows<LexiconText> names;      // shown, in order of language
  EntityType type = EntityType::person;
  bool listed = true;

  std::string_view name(std::string_view language) const;         // else English, else any, else the id
  std::string_view description(std::string_view language) const;  // else English, else empty
  std::string_view wikidata() const { return details ? details->wikidata.view() : std::string_view(); }
  std::string_view kind() const { return details ? details->kind.view() : std::string_view(); }
  std::string_view parent() const { return details ? details->parent.view() : std::string_view(); }
};

struct LexiconId {
  KeptText id;  // or Wikidata id, or merged id
  EntityOrdinal entity = 0;
};

struct LexiconAlias {
  KeptText text;
  EntityOrdinal entity = 0;
  bool alone = true;  // false: a short form
};

struct LexiconTopic {
  KeptText id, iptc;
  KeptRows<LexiconText> names;
  std::string_view name(std::string_view language) const;  // else English, else the id
};

struct LexiconSource {
  KeptText stated, id, name;
};

// What the archive says of a spelling, over the articles that have it as the effective spelling of a mention.
struct Spelling {
  KeptText text;
  KeptText languages;                  // ISO codes, most articles first, at most three, joined by a comma
  std::uint32_t articles = 0;
  std::optional<EntityType> type;      // by votes; absent where nobody said
};

// ---- As it is written.

struct NewSpelling {
  std::string_view text, languages;
  std::uint32_t articles = 0;
  std::optional<EntityType> type;
};
struct NewAlias {
  std::string_view text;
  EntityOrdinal entity = 0;
  bool alone = true;
};
struct NewTopic {
  std::string id, iptc;
  std::map<std::string, std::string> names;
};
struct NewSource {
  std::string id, name;
};

// ---- Both.

// And what only the indexer asks.
struct SpellingHistory {
  std::optional<text::sys_seconds> first, last;  // published, where known
  text::sys_seconds since{};                     // the run that first wrote it down
  bool linked = false;                           // the rules have looked for its like among all others: `link` holds what they found
};

struct MentionRecord {
  SpellingId surface = 0, antecedent = 0;  // antecedent 0: none
  std::optional<EntityType> type;          // what the article takes it for
  bool plain = false;                      // the article leaves no doubt of the type; else the spelling's votes decide
  SpellingId effective() const { return antecedent ? antecedent : surface; }
};

// Why a spelling means an entity: as it is written, and as it is read.
struct Reason {
  std::string by;            // "catalogue", "rule", "override"
  float score = 0;           // of a rule: the scorer's mean for the deciding pair; 0: the name founded the entity
  std::string with;          // of a rule: the other spelling of that pair
  std::string who, why;      // of an override
};

struct LexiconReason {
  KeptText by, with, who, why;
  float score = 0;
  operator Reason() const;
};

struct Meaning {
  SpellingId spelling = 0;
  EntityType type = EntityType::person;
  EntityOrdinal entity = kNobody;
  std::shared_ptr<const Reason> reason;  // not null
};
struct LexiconMeaning {
  SpellingId spelling = 0;
  EntityOrdinal entity = kNobody;
  KeptRow<LexiconReason> reason;         // not none; equal ones are one
  EntityType type = EntityType::person;
};

// In one article a mention means somebody else.
struct Exception {
  std::string article;
  MentionId mention = 0;
  EntityOrdinal entity = kNobody;  // kNobody: no name there
};
struct LexiconException {
  KeptText article;
  MentionId mention = 0;
  EntityOrdinal entity = kNobody;
};

// A mention that was found later than its article was analysed: bytes [begin, end) of the stored text.
struct AddedMention {
  std::string article;
  std::uint32_t begin = 0, end = 0;
  MentionId mention = 0;
};
struct LexiconAdded {
  KeptText article;
  std::uint32_t begin = 0, end = 0;
  MentionId mention = 0;
};

// A lexicon to be read: the first record of its block. Immutable; shared by threads.
struct Lexicon {
  // From the image beside the file if there is one of this version that is whole; else from the tables, which takes seconds and memory in a large archive.
  // Throws std::runtime_error (with what to do) for a file that is damaged or of an unknown version.
  static std::shared_ptr<const Lexicon> load(const std::filesystem::path& file);

  std::uint64_t bytes = 0;                  // of the whole block
  KeptText fingerprint;                     // of catalogue and overrides
  KeptRows<LexiconEntity> entities;         // by ordinal
  KeptRows<LexiconId> ids;                  // sorted by id
  KeptRows<Spelling> spellings;             // by id; [0] unused
  KeptRows<SpellingHistory> history;        // beside spellings
  KeptRows<MentionRecord> mentions;         // by id; [0] unused
  KeptRows<LexiconMeaning> meanings;        // sorted by spelling, then type
  KeptRows<EntityOrdinal> meant;            // by mention id: whom it means, where no exception says otherwise
  KeptRows<LexiconException> exceptions;    // sorted by article, then mention
  KeptRows<LexiconAdded> added;             // sorted by article, then begin
  KeptRows<LexiconAlias> aliases;
  KeptRows<LexiconTopic> topics;            // sorted by id
  KeptRows<LexiconSource> sources;          // sorted by what was stated

  EntityOrdinal entity_of(MentionId mention) const;  // kNobody where unknown
  // In this article.
  EntityOrdinal entity_of(MentionId mention, std::string_view article) const;
  EntityOrdinal entity_named(std::string_view id) const;  // by id, Wikidata id or merged id
  const LexiconMeaning* meaning(SpellingId spelling, EntityType type) const;  // null: nobody
  const LexiconSource* source(std::string_view stated) const;                 // null: unknown
  // The type by which a mention is read: its own where that is plain, else the spelling's; absent where nobody said.
  std::optional<EntityType> type_of(MentionId mention) const;
};

// What only the indexer needs of the generation before.
struct LexiconLink {
  SpellingId one = 0, other = 0;
  float mean = 0, evidence = 0;
};
struct IssuedId {
  std::string id;
  SpellingId founder = 0;
  EntityType type = EntityType::person;
};
struct LexiconHistory {
  static LexiconHistory load(const std::filesystem::path& file);  // throws as Lexicon::load
  std::vector<LexiconLink> links;
  std::vector<IssuedId> issued;
  std::string catalogue;                               // fingerprint of the one it was made with
  std::unordered_map<SpellingId, std::string> listed;  // entity id by that catalogue; empty: nobody
};

}  // namespace dispatches::names
