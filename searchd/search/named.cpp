#include "searchd/search/named.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "indexer/schema/fields.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using names::kNobody;

constexpr std::uint32_t kCountsInStep = 4;  // counts 1, 2, 3 stand in the step; 3 in its two bits says that the rest follows

std::size_t length_of(std::uint32_t number) {
  std::size_t length = 1;
  for (; number >= 0x80; number >>= 7) ++length;
  return length;
}

std::uint8_t* put(std::uint32_t number, std::uint8_t* at) {
  for (; number >= 0x80; number >>= 7) *at++ = static_cast<std::uint8_t>(number | 0x80);
  *at++ = static_cast<std::uint8_t>(number);
  return at;
}

std::uint32_t step_of(std::uint32_t away, std::uint8_t count) { return away << 2 | std::min<std::uint32_t>(count - 1U, kCountsInStep - 1); }

// The articles that exceptions and added mentions speak of: few, so they are looked for by the column of keys, and only what is found is asked of Xapian.
class SpecialArticles {
 public:
  explicit SpecialArticles(const names::Lexicon& lexicon) : lexicon_(lexicon) {
    for (const names::LexiconException& exception : lexicon.exceptions) want(exception.article);
    for (const names::LexiconAdded& added : lexicon.added) want(added.article);
  }

  void find(const RawColumns& columns, const Bitmap& live, const Xapian::Database& segment, NamedEntities& named) const {
    if (wanted_.empty()) return;
    named.is_special = Bitmap(columns.id_key.size());
    live.each([&](std::size_t docid) {
      const auto [first, last] = wanted_.equal_range(columns.id_key[docid]);
      for (auto article = first; article != last; ++article)
        if (is_at(article->second, docid, segment)) {
          named.special[static_cast<std::uint32_t>(docid)] = mentions_of(article->second, columns, docid);
          named.is_special.set(docid);
        }
    });
  }

 private:
  void want(std::string_view article) {
    if (article == last_) return;
    last_ = article;
    const auto [first, end] = wanted_.equal_range(id_key_of(article));
    if (std::none_of(first, end, [&](const auto& one) { return one.second == article; })) wanted_.emplace(id_key_of(article), article);
  }

  // Keys are the beginnings of ids: two articles may share one.
  static bool is_at(std::string_view article, std::size_t docid, const Xapian::Database& segment) {
    const std::string term = schema::make_term(schema::Term::id, article);
    auto posting = segment.postlist_begin(term);
    const auto end = segment.postlist_end(term);
    if (posting != end) posting.skip_to(static_cast<Xapian::docid>(docid));
    return posting != end && *posting == docid;
  }

  std::vector<NamedMention> mentions_of(std::string_view article, const RawColumns& columns, std::size_t docid) const {
    std::vector<NamedMention> list;
    for (std::size_t i = columns.mentions.begins[docid]; i < columns.mentions.begins[docid + 1]; ++i) {
      const names::MentionId mention = columns.mentions.values[i];
      list.push_back({mention, lexicon_.entity_of(mention, article), columns.mention_counts[i]});
    }
    const auto before = [](const names::LexiconAdded& added, std::string_view wanted) { return added.article < wanted; };
    auto added = std::lower_bound(lexicon_.added.begin(), lexicon_.added.end(), article, before);
    for (; added != lexicon_.added.end() && added->article == article; ++added) {
      const auto known = std::find_if(list.begin(), list.end(), [&](const NamedMention& one) { return one.mention == added->mention; });
      if (known == list.end()) list.push_back({added->mention, lexicon_.entity_of(added->mention, article), 1});
      else known->count = static_cast<std::uint8_t>(std::min(known->count + 1, 255));
    }
    return list;
  }

  const names::Lexicon& lexicon_;
  std::unordered_multimap<std::uint64_t, std::string_view> wanted_;
  std::string_view last_;
};

// Puts the entities of one article after another into rows.
class RowMaker {
 public:
  RowMaker(const RawColumns& columns, const names::Lexicon& lexicon, NamedEntities& named) : columns_(columns), lexicon_(lexicon), named_(named) {
    named.rows.begins.assign(columns.id_key.size() + 1, 0);
    named.rows.values.reserve(columns.mentions.values.size());
    counts.reserve(columns.mentions.values.size());
  }

  void run(const Bitmap& live) {
    for (std::size_t docid = 0; docid + 1 < named_.rows.begins.size(); ++docid) {
      if (live.test(docid)) add(docid);
      named_.rows.begins[docid + 1] = static_cast<std::uint32_t>(named_.rows.values.size());
    }
    named_.rows.values.shrink_to_fit();
  }

  std::vector<std::uint8_t> counts;        // beside rows.values

 private:
  void add(std::size_t docid) {
    found_.clear();
    if (named_.has_special(docid)) {
      for (const NamedMention& one : named_.special.at(static_cast<std::uint32_t>(docid))) note(one.entity, one.count);
    } else {
      for (std::size_t i = columns_.mentions.begins[docid]; i < columns_.mentions.begins[docid + 1]; ++i)
        note(lexicon_.entity_of(columns_.mentions.values[i]), columns_.mention_counts[i]);
    }
    std::sort(found_.begin(), found_.end());
    for (std::size_t i = 0; i < found_.size();) {
      const auto entity = static_cast<EntityOrdinal>(found_[i] >> 8);
      std::uint64_t count = 0;
      for (; i < found_.size() && found_[i] >> 8 == entity; ++i) count += found_[i] & 0xff;
      named_.rows.values.push_back(entity);
      counts.push_back(static_cast<std::uint8_t>(std::min<std::uint64_t>(count, 255)));
    }
  }

  void note(EntityOrdinal entity, std::uint8_t count) {
    if (entity != kNobody) found_.push_back(std::uint64_t{entity} << 8 | count);
  }

  const RawColumns& columns_;
  const names::Lexicon& lexicon_;
  NamedEntities& named_;
  std::vector<std::uint64_t> found_;       // entity and count of the article in hand
};

}  // namespace

// Twice over the rows: how long each list becomes, then the lists side by side.
EntityLists::EntityLists(const Rows& rows, const std::vector<std::uint8_t>& counts, std::size_t size) {
  std::vector<std::uint32_t> last(size), articles(size), ends(size + 1);
  const auto each = [&](auto&& visit) {
    for (std::size_t docid = 0; docid + 1 < rows.begins.size(); ++docid)
      for (std::size_t i = rows.begins[docid]; i < rows.begins[docid + 1]; ++i) {
        const EntityOrdinal entity = rows.values[i];
        visit(entity, step_of(static_cast<std::uint32_t>(docid) - last[entity], counts[i]), counts[i]);
        last[entity] = static_cast<std::uint32_t>(docid);
      }
  };
  each([&](EntityOrdinal entity, std::uint32_t step, std::uint8_t count) {
    ends[entity] += static_cast<std::uint32_t>(length_of(step) + (count >= kCountsInStep ? length_of(count - kCountsInStep) : 0));
    ++articles[entity];
  });
  Bitmap named(size);
  std::uint32_t end = 0;
  for (EntityOrdinal entity = 0; entity < size; ++entity) {
    if (articles[entity] == 0) continue;
    named.set(entity);
    begins_.push_back(end);
    end += static_cast<std::uint32_t>(length_of(articles[entity])) + std::exchange(ends[entity], end);
  }
  begins_.push_back(end);
  begins_.shrink_to_fit();
  bytes_.resize(end);
  named_ = RankedBitmap(std::move(named));
  const auto add = [&](EntityOrdinal entity, std::uint32_t number) {
    ends[entity] = static_cast<std::uint32_t>(put(number, bytes_.data() + ends[entity]) - bytes_.data());
  };
  for (EntityOrdinal entity = 0; entity < size; ++entity)
    if (articles[entity] > 0) add(entity, articles[entity]);
  std::fill(last.begin(), last.end(), 0);
  each([&](EntityOrdinal entity, std::uint32_t step, std::uint8_t count) {
    add(entity, step);
    if (count >= kCountsInStep) add(entity, count - kCountsInStep);
  });
}

NamedEntities name_entities(const RawColumns& columns, const Bitmap& live, const names::Lexicon& lexicon, const Xapian::Database& segment) {
  NamedEntities named;
  SpecialArticles(lexicon).find(columns, live, segment, named);
  RowMaker maker(columns, lexicon, named);
  maker.run(live);
  named.lists = EntityLists(named.rows, maker.counts, lexicon.entities.size());
  return named;
}

}  // namespace dispatches::search
