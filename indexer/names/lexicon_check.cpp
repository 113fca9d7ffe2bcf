#include "indexer/names/lexicon_check.hpp"

#include <algorithm>

namespace dispatches::names {

namespace {

class Check {
 public:
  explicit Check(const Lexicon& lexicon) : lexicon_(lexicon), bounds_({reinterpret_cast<const std::byte*>(&lexicon), lexicon.bytes}) {}

  bool run() {
    return tables_are_there() && all(lexicon_.entities) && all(lexicon_.ids) && all(lexicon_.spellings) && all(lexicon_.history) && all(lexicon_.mentions) &&
           all(lexicon_.meanings) && all(lexicon_.meant) && all(lexicon_.exceptions) && all(lexicon_.added) && all(lexicon_.aliases) && all(lexicon_.topics) && all(lexicon_.sources);
  }

 private:
  bool tables_are_there() const {
    return held(lexicon_.fingerprint) &&
           held(lexicon_.entities, lexicon_.ids, lexicon_.spellings, lexicon_.history, lexicon_.mentions, lexicon_.meanings, lexicon_.meant, lexicon_.exceptions, lexicon_.added,
                lexicon_.aliases, lexicon_.topics, lexicon_.sources) &&
           lexicon_.history.size() == lexicon_.spellings.size() && lexicon_.meant.size() == lexicon_.mentions.size();
  }

  // No row stands in two places, so all together are no larger than the block: else a small file could ask for days of work.
  template <class T>
  bool all(const KeptRows<T>& rows) {
    walked_ += rows.size() * sizeof(T);
    return walked_ <= lexicon_.bytes && std::all_of(rows.begin(), rows.end(), [this](const T& row) { return is_sound(row); });
  }

  bool is_sound(const LexiconEntity& one) { return held(one.id, one.details, one.names) && is_type(one.type) && are_flags(one.listed) && all(one.names) && (!one.details || is_sound(*one.details)); }
  bool is_sound(const EntityDetails& one) { return held(one.wikidata, one.kind, one.parent, one.descriptions) && are_flags(one.latitude, one.longitude) && all(one.descriptions); }
  bool is_sound(const LexiconText& one) const { return held(one.language, one.text); }
  bool is_sound(const LexiconId& one) const { return held(one.id) && is_entity(one.entity); }
  bool is_sound(const Spelling& one) const { return held(one.text, one.languages) && is_type(one.type); }
  bool is_sound(const SpellingHistory& one) const { return are_flags(one.first, one.last, one.linked); }
  bool is_sound(const MentionRecord& one) const { return is_spelling(one.surface) && is_spelling(one.antecedent) && is_type(one.type) && are_flags(one.plain); }
  bool is_sound(const LexiconMeaning& one) const {
    return is_spelling(one.spelling) && is_entity_or_nobody(one.entity) && one.reason && held(one.reason) && is_type(one.type) && is_sound(*one.reason);
  }
  bool is_sound(const LexiconReason& one) const { return held(one.by, one.with, one.who, one.why); }
  bool is_sound(EntityOrdinal one) const { return is_entity_or_nobody(one); }
  bool is_sound(const LexiconException& one) const { return held(one.article) && is_mention(one.mention) && is_entity_or_nobody(one.entity); }
  bool is_sound(const LexiconAdded& one) const { return held(one.article) && is_mention(one.mention); }
  bool is_sound(const LexiconAlias& one) const { return held(one.text) && is_entity(one.entity) && are_flags(one.alone); }
  bool is_sound(const LexiconTopic& one) { return held(one.id, one.iptc, one.names) && all(one.names); }
  bool is_sound(const LexiconSource& one) const { return held(one.stated, one.id, one.name); }

  template <class... Kept>
  bool held(const Kept&... kept) const { return (bounds_.hold(kept) && ...); }
  template <class... Flags>
  static bool are_flags(const Flags&... flags) { return (BlockBounds::is_flag(flags) && ...); }
  static bool is_type(EntityType type) { return type <= EntityType::place; }
  static bool is_type(const std::optional<EntityType>& type) { return are_flags(type) && (!type || is_type(*type)); }
  bool is_entity(EntityOrdinal entity) const { return entity < lexicon_.entities.size(); }
  bool is_entity_or_nobody(EntityOrdinal entity) const { return entity == kNobody || is_entity(entity); }
  bool is_spelling(SpellingId spelling) const { return spelling < lexicon_.spellings.size(); }
  bool is_mention(MentionId mention) const { return mention < lexicon_.mentions.size(); }

  const Lexicon& lexicon_;
  BlockBounds bounds_;
  std::size_t walked_ = 0;                 // bytes of rows
};

}  // namespace

bool is_sound(const Lexicon& lexicon) { return Check(lexicon).run(); }

}  // namespace dispatches::names
