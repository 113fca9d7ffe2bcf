// Whom the articles of a segment name, by the lexicon in force, both ways round: article → entities for counting, entity → articles for searching.
// Made from the mentions column whenever a snapshot opens, so that a new lexicon takes effect without touching an article.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "indexer/names/lexicon.hpp"
#include "searchd/search/bitmap.hpp"
#include "searchd/search/columns.hpp"

namespace dispatches::search {

// For each entity the articles that name it, in order, each with how often (1 … 255). About two bytes an article: differences of docids, in LEB128
// with the count in the two lowest bits; before them how many there are. A small segment names few of the archive's entities, and has a bit for each of
// the others. Immutable; shared by threads.
class EntityLists {
 public:
  EntityLists() = default;
  // `rows`: docid → entities, each once; `counts` beside their values. REQUIRES: entities < `size`.
  EntityLists(const Rows& rows, const std::vector<std::uint8_t>& counts, std::size_t size);

  // Reads a list from its first article to its last.
  class Reader {
   public:
    Reader() = default;
    Reader(const std::uint8_t* at, const std::uint8_t* end) : at_(at), end_(end) {}
    // The next article; false: there is none.
    bool next() {
      if (at_ == end_) return false;
      const std::uint32_t step = number();
      docid_ += step >> 2;
      count_ = (step & 3) == 3 ? number() + 4 : (step & 3) + 1;
      return true;
    }
    std::uint32_t docid() const { return docid_; }
    std::uint32_t count() const { return count_; }

   private:
    friend class EntityLists;
    std::uint32_t number() {
      std::uint32_t value = *at_ & 0x7f;
      for (unsigned shift = 7; *at_++ & 0x80; shift += 7) value |= static_cast<std::uint32_t>(*at_ & 0x7f) << shift;
      return value;
    }
    const std::uint8_t *at_ = nullptr, *end_ = nullptr;
    std::uint32_t docid_ = 0, count_ = 0;
  };

  Reader of(names::EntityOrdinal entity) const {
    if (!named_.test(entity)) return {};
    Reader reader = list(entity);
    reader.number();
    return reader;
  }
  std::uint32_t articles(names::EntityOrdinal entity) const { return named_.test(entity) ? list(entity).number() : 0; }
  std::size_t memory() const { return named_.memory() + begins_.size() * 4 + bytes_.size(); }  // bytes

 private:
  Reader list(names::EntityOrdinal entity) const {
    const std::size_t rank = named_.rank(entity);
    return {bytes_.data() + begins_[rank], bytes_.data() + begins_[rank + 1]};
  }

  RankedBitmap named_;
  std::vector<std::uint32_t> begins_;      // by rank
  std::vector<std::uint8_t> bytes_;
};

struct NamedMention {
  names::MentionId mention = 0;
  names::EntityOrdinal entity = names::kNobody;
  std::uint8_t count = 0;
};

struct NamedEntities {
  Rows rows;                               // docid → distinct entities, ascending; of articles that are there
  EntityLists lists;
  // Articles of which the lexicon says something of their own (exceptions, added mentions): all their mentions, as they are to be read.
  std::unordered_map<std::uint32_t, std::vector<NamedMention>> special;
  Bitmap is_special;                       // one bit a docid; made for none where there is no such article

  bool has_special(std::size_t docid) const { return !special.empty() && is_special.test(docid); }
};

// `live`: the articles that are there.
NamedEntities name_entities(const RawColumns& columns, const Bitmap& live, const names::Lexicon& lexicon, const Xapian::Database& segment);

}  // namespace dispatches::search
