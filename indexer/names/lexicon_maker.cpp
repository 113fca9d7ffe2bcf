#include "indexer/names/lexicon_maker.hpp"

#include <algorithm>
#include <map>
#include <new>
#include <stdexcept>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dispatches::names {

namespace {

constexpr const char* kTooManyNames = "the names of the archive take more than 2 GB, which a lexicon cannot hold";

using TextAt = std::uint32_t;  // in Texts; 0: empty

// Each text once, one after another.
class Texts {
 public:
  Texts() = default;
  Texts(const Texts&) = delete;  // known_ asks this one
  Texts& operator=(const Texts&) = delete;

  TextAt keep(std::string_view text) {
    if (text.empty()) return 0;
    if (const auto known = known_.find(text); known != known_.end()) return *known;
    if (bytes_.size() + text.size() >= kLargestBlock) throw std::runtime_error(kTooManyNames);
    const auto at = static_cast<TextAt>(bytes_.size());
    KeptText::keep(text, bytes_);
    return *known_.insert(at).first;
  }
  std::string_view at(TextAt at) const { return KeptText::kept_at(bytes_.data() + at); }
  const std::string& bytes() const { return bytes_; }

 private:
  struct Hash {
    using is_transparent = void;
    const Texts* texts;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    std::size_t operator()(TextAt at) const { return (*this)(texts->at(at)); }
  };
  struct Same {
    using is_transparent = void;
    const Texts* texts;
    bool operator()(TextAt a, TextAt b) const { return a == b; }
    bool operator()(TextAt a, std::string_view b) const { return texts->at(a) == b; }
    bool operator()(std::string_view a, TextAt b) const { return texts->at(b) == a; }
  };

  std::string bytes_ = std::string(1, '\0');  // the empty text
  std::unordered_set<TextAt, Hash, Same> known_{0, Hash{this}, Same{this}};
};

// The rows as they will be, with texts by number.
struct TextRow {
  TextAt language, text;
};
struct TextRange {
  std::uint32_t first = 0, size = 0;  // of LexiconRows::shown
};
struct EntityRow {
  TextAt id, wikidata, kind, parent;
  std::optional<double> latitude, longitude;
  TextRange names, descriptions;
  EntityType type;
  bool listed;
  bool has_details() const { return wikidata || kind || parent || latitude || descriptions.size > 0; }
};
struct SpellingRow {
  TextAt text, languages;
  std::uint32_t articles;
  std::optional<EntityType> type;
};
struct MeaningRow {
  SpellingId spelling;
  EntityType type;
  EntityOrdinal entity;
  std::uint32_t reason;
};
using ReasonRow = std::tuple<TextAt, TextAt, TextAt, TextAt, float>;  // by, with, who, why, score
struct AliasRow {
  TextAt text;
  EntityOrdinal entity;
  bool alone;
};
struct IdRow {
  TextAt id;
  EntityOrdinal entity;
  bool is_own;
};
struct TopicRow {
  TextAt id, iptc;
  TextRange names;
};
struct SourceRow {
  TextAt stated, id, name;
};
struct AddedRow {
  TextAt article;
  std::uint32_t begin, end;
  MentionId mention;
};
struct ExceptionRow {
  TextAt article;
  MentionId mention;
  EntityOrdinal entity;
};

// One row for each key, in order of the key's texts.
template <class Row, class Key, class Before>
void sort_and_thin(std::vector<Row>& rows, bool last_counts, Key key, Before before) {
  if (last_counts) std::reverse(rows.begin(), rows.end());
  std::stable_sort(rows.begin(), rows.end(), before);
  rows.erase(std::unique(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return key(a) == key(b); }), rows.end());
}

}  // namespace

struct LexiconRows {
  TextAt fingerprint = 0;
  std::vector<EntityRow> entities;
  std::vector<TextRow> shown;            // names and descriptions
  std::vector<SpellingRow> spellings{1};
  std::vector<SpellingHistory> history{1};
  std::vector<MentionRecord> mentions{1};
  std::vector<MeaningRow> meanings;
  std::vector<ReasonRow> reasons;
  std::map<ReasonRow, std::uint32_t> known_reasons;
  std::vector<AliasRow> aliases;
  std::vector<IdRow> ids;
  std::vector<ExceptionRow> exceptions;
  std::vector<AddedRow> added;
  std::vector<TopicRow> topics;
  std::vector<SourceRow> sources;
  Texts texts;

  TextRange keep(const std::map<std::string, std::string>& by_language) {
    const TextRange range{static_cast<std::uint32_t>(shown.size()), static_cast<std::uint32_t>(by_language.size())};
    for (const auto& [language, text] : by_language) shown.push_back({texts.keep(language), texts.keep(text)});
    return range;
  }

  std::uint32_t keep(const Reason& reason) {
    const ReasonRow row(texts.keep(reason.by), texts.keep(reason.with), texts.keep(reason.who), texts.keep(reason.why), reason.score);
    const auto [known, fresh] = known_reasons.emplace(row, static_cast<std::uint32_t>(reasons.size()));
    if (fresh) reasons.push_back(row);
    return known->second;
  }

  void sort();
};

void LexiconRows::sort() {
  const auto by = [this](auto member) {
    return [this, member](const auto& a, const auto& b) { return texts.at(a.*member) < texts.at(b.*member); };
  };
  std::stable_partition(ids.begin(), ids.end(), [](const IdRow& row) { return row.is_own; });
  sort_and_thin(ids, false, [](const IdRow& row) { return row.id; }, by(&IdRow::id));
  sort_and_thin(topics, true, [](const TopicRow& row) { return row.id; }, by(&TopicRow::id));
  sort_and_thin(sources, true, [](const SourceRow& row) { return row.stated; }, by(&SourceRow::stated));
  const auto in_article = [&](auto number) {
    return [this, number](const auto& a, const auto& b) { return a.article != b.article ? texts.at(a.article) < texts.at(b.article) : a.*number < b.*number; };
  };
  sort_and_thin(exceptions, true, [](const ExceptionRow& row) { return std::pair(row.article, row.mention); }, in_article(&ExceptionRow::mention));
  sort_and_thin(added, false, [](const AddedRow& row) { return std::pair(row.article, row.begin); }, in_article(&AddedRow::begin));
  std::stable_sort(meanings.begin(), meanings.end(), [](const MeaningRow& a, const MeaningRow& b) { return std::tie(a.spelling, a.type) < std::tie(b.spelling, b.type); });
}

namespace {

// Lays the rows out in a block, table after table.
class Layout {
 public:
  explicit Layout(const LexiconRows& rows) : rows_(rows) {
    for (const EntityRow& entity : rows_.entities) detailed_ += entity.has_details();
    const std::size_t size = needed();
    if (size > kLargestBlock) throw std::runtime_error(kTooManyNames);
    block_ = std::make_shared<std::byte[]>(size);
    next_ = block_.get();
    lexicon_ = new (take<Lexicon>(1)) Lexicon();
    lexicon_->bytes = size;
  }

  std::shared_ptr<const Lexicon> run() {
    char* const texts = take<char>(rows_.texts.bytes().size());
    rows_.texts.bytes().copy(texts, rows_.texts.bytes().size());
    texts_ = texts;
    put(lexicon_->fingerprint, rows_.fingerprint);
    shown_ = place<LexiconText>(rows_.shown, [&](LexiconText& to, const TextRow& row) { put(to.language, row.language), put(to.text, row.text); });
    place_entities();
    place_written();
    place_meanings();
    place_of_articles();
    place_topics_and_sources();
    return {block_, lexicon_};
  }

 private:
  template <class T>
  static std::size_t room(std::size_t count) {
    constexpr std::size_t kAlignment = alignof(std::max_align_t);
    return (count * sizeof(T) + kAlignment - 1) / kAlignment * kAlignment;
  }

  std::size_t needed() const {
    return room<Lexicon>(1) + room<char>(rows_.texts.bytes().size()) + room<LexiconText>(rows_.shown.size()) + room<EntityDetails>(detailed_) +
           room<LexiconEntity>(rows_.entities.size()) + room<LexiconId>(rows_.ids.size()) + room<LexiconAlias>(rows_.aliases.size()) +
           room<Spelling>(rows_.spellings.size()) + room<SpellingHistory>(rows_.history.size()) +
           (room<MentionRecord>(rows_.mentions.size()) + room<EntityOrdinal>(rows_.mentions.size())) + room<LexiconReason>(rows_.reasons.size()) +
           room<LexiconMeaning>(rows_.meanings.size()) + room<LexiconException>(rows_.exceptions.size()) + room<LexiconAdded>(rows_.added.size()) +
           room<LexiconTopic>(rows_.topics.size()) + room<LexiconSource>(rows_.sources.size());
  }

  template <class T>
  T* take(std::size_t count) {
    return reinterpret_cast<T*>(std::exchange(next_, next_ + room<T>(count)));
  }

  // A record for each row, which `fill` fills in.
  template <class T, class Row, class Fill>
  const T* place(const std::vector<Row>& from, Fill&& fill) {
    T* const first = take<T>(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) fill(*new (first + i) T(), from[i]);
    return first;
  }
  template <class T, class Row, class Fill>
  void place(KeptRows<T>& rows, const std::vector<Row>& from, Fill&& fill) {
    rows.point_at(place<T>(from, fill), from.size());
  }
  template <class T>
  void copy(KeptRows<T>& rows, const std::vector<T>& from) {
    place(rows, from, [](T& to, const T& row) { to = row; });
  }

  void put(KeptText& to, TextAt text) const {
    if (text != 0) to.point_at(texts_ + text);
  }
  void put(KeptRows<LexiconText>& to, const TextRange& range) const { to.point_at(shown_ + range.first, range.size); }

  void place_entities() {
    auto* details = take<EntityDetails>(detailed_);
    place(lexicon_->entities, rows_.entities, [&](LexiconEntity& to, const EntityRow& row) {
      put(to.id, row.id);
      put(to.names, row.names);
      to.type = row.type, to.listed = row.listed;
      if (row.has_details()) to.details.point_at(put_details(*new (details++) EntityDetails(), row));
    });
    place(lexicon_->ids, rows_.ids, [&](LexiconId& to, const IdRow& row) { put(to.id, row.id), to.entity = row.entity; });
    place(lexicon_->aliases, rows_.aliases, [&](LexiconAlias& to, const AliasRow& row) { put(to.text, row.text), to.entity = row.entity, to.alone = row.alone; });
  }

  const EntityDetails* put_details(EntityDetails& to, const EntityRow& row) const {
    put(to.wikidata, row.wikidata), put(to.kind, row.kind), put(to.parent, row.parent);
    to.latitude = row.latitude, to.longitude = row.longitude;
    put(to.descriptions, row.descriptions);
    return &to;
  }

  void place_written() {
    place(lexicon_->spellings, rows_.spellings, [&](Spelling& to, const SpellingRow& row) {
      put(to.text, row.text), put(to.languages, row.languages);
      to.articles = row.articles, to.type = row.type;
    });
    copy(lexicon_->history, rows_.history);
    copy(lexicon_->mentions, rows_.mentions);
  }

  void place_meanings() {
    const LexiconReason* const reasons = place<LexiconReason>(rows_.reasons, [&](LexiconReason& to, const ReasonRow& row) {
      put(to.by, std::get<0>(row)), put(to.with, std::get<1>(row)), put(to.who, std::get<2>(row)), put(to.why, std::get<3>(row));
      to.score = std::get<4>(row);
    });
    place(lexicon_->meanings, rows_.meanings, [&](LexiconMeaning& to, const MeaningRow& row) {
      to.spelling = row.spelling, to.type = row.type, to.entity = row.entity;
      to.reason.point_at(reasons + row.reason);
    });
    MentionId id = 0;
    place(lexicon_->meant, rows_.mentions, [&](EntityOrdinal& to, const MentionRecord& mention) {
      const auto type = id == 0 ? std::nullopt : lexicon_->type_of(id);
      const LexiconMeaning* const meaning = type ? lexicon_->meaning(mention.effective(), *type) : nullptr;
      to = meaning ? meaning->entity : kNobody;
      ++id;
    });
  }

  void place_of_articles() {
    place(lexicon_->exceptions, rows_.exceptions, [&](LexiconException& to, const ExceptionRow& row) {
      put(to.article, row.article), to.mention = row.mention, to.entity = row.entity;
    });
    place(lexicon_->added, rows_.added, [&](LexiconAdded& to, const AddedRow& row) {
      put(to.article, row.article), to.begin = row.begin, to.end = row.end, to.mention = row.mention;
    });
  }

  void place_topics_and_sources() {
    place(lexicon_->topics, rows_.topics, [&](LexiconTopic& to, const TopicRow& row) { put(to.id, row.id), put(to.iptc, row.iptc), put(to.names, row.names); });
    place(lexicon_->sources, rows_.sources, [&](LexiconSource& to, const SourceRow& row) {
      put(to.stated, row.stated), put(to.id, row.id), put(to.name, row.name);
    });
  }

  const LexiconRows& rows_;
  std::size_t detailed_ = 0;
  std::shared_ptr<std::byte[]> block_;
  std::byte* next_ = nullptr;
  Lexicon* lexicon_ = nullptr;
  const char* texts_ = nullptr;
  const LexiconText* shown_ = nullptr;
};

}  // namespace

LexiconMaker::LexiconMaker() : rows_(std::make_unique<LexiconRows>()) {}
LexiconMaker::~LexiconMaker() = default;

void LexiconMaker::add(const NewSpelling& spelling, const SpellingHistory& history) {
  rows_->spellings.push_back({rows_->texts.keep(spelling.text), rows_->texts.keep(spelling.languages), spelling.articles, spelling.type});
  rows_->history.push_back(history);
}

void LexiconMaker::add(const MentionRecord& mention) { rows_->mentions.push_back(mention); }

void LexiconMaker::add(const Meaning& meaning) { rows_->meanings.push_back({meaning.spelling, meaning.type, meaning.entity, rows_->keep(*meaning.reason)}); }

void LexiconMaker::add(const NewEntity& entity) {
  Texts& texts = rows_->texts;
  const TextAt id = texts.keep(entity.id);
  rows_->ids.push_back({id, static_cast<EntityOrdinal>(rows_->entities.size()), true});
  rows_->entities.push_back({id, texts.keep(entity.wikidata), texts.keep(entity.kind), texts.keep(entity.parent), entity.latitude, entity.longitude,
                             rows_->keep(entity.names), rows_->keep(entity.descriptions), entity.type, entity.listed});
}

void LexiconMaker::add(const NewAlias& alias) { rows_->aliases.push_back({rows_->texts.keep(alias.text), alias.entity, alias.alone}); }

void LexiconMaker::add(const Exception& exception) { rows_->exceptions.push_back({rows_->texts.keep(exception.article), exception.mention, exception.entity}); }

void LexiconMaker::add(const AddedMention& mention) { rows_->added.push_back({rows_->texts.keep(mention.article), mention.begin, mention.end, mention.mention}); }

void LexiconMaker::add(const NewTopic& topic) { rows_->topics.push_back({rows_->texts.keep(topic.id), rows_->texts.keep(topic.iptc), rows_->keep(topic.names)}); }

void LexiconMaker::add_redirect(std::string_view id, EntityOrdinal entity) { rows_->ids.push_back({rows_->texts.keep(id), entity, false}); }

void LexiconMaker::add_source(std::string_view stated, const NewSource& source) {
  rows_->sources.push_back({rows_->texts.keep(stated), rows_->texts.keep(source.id), rows_->texts.keep(source.name)});
}

void LexiconMaker::set_fingerprint(std::string_view fingerprint) { rows_->fingerprint = rows_->texts.keep(fingerprint); }

std::size_t LexiconMaker::spellings() const { return rows_->spellings.size(); }
std::size_t LexiconMaker::mentions() const { return rows_->mentions.size(); }
std::size_t LexiconMaker::entities() const { return rows_->entities.size(); }

std::shared_ptr<const Lexicon> LexiconMaker::finish() {
  rows_->sort();
  return Layout(*rows_).run();
}

}  // namespace dispatches::names
