#include "searchd/search/stories.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>

#include "indexer/schema/fields.hpp"
#include "searchd/search/order.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

namespace {

constexpr std::size_t kSieveBits = 16;  // for each listed article: one in so many articles that are not listed passes

// The listed articles by the keys of their ids. A sieve lets pass few of the many articles that are not listed.
class ByKey {
 public:
  explicit ByKey(const std::vector<schema::StoryMember>& listed) : sieve_(std::max<std::size_t>(listed.size() * kSieveBits, 64)) {
    for (std::uint32_t i = 0; i < listed.size(); ++i) {
      keys_.emplace_back(id_key_of(listed[i].article), i);
      sieve_.set(bit_of(keys_.back().first));
    }
    std::sort(keys_.begin(), keys_.end());
  }

  template <class Visit>
  void each(std::uint64_t key, Visit&& visit) const {
    if (!sieve_.test(bit_of(key))) return;
    for (auto at = std::lower_bound(keys_.begin(), keys_.end(), std::pair(key, 0U)); at != keys_.end() && at->first == key; ++at) visit(at->second);
  }

 private:
  // Fibonacci hashing (Knuth, TAOCP 3, 6.4), then the high bits spread over as many as there are (Lemire, 2016).
  std::size_t bit_of(std::uint64_t key) const { return static_cast<std::size_t>(((key * 0x9e3779b97f4a7c15ULL) >> 32) * sieve_.bits() >> 32); }

  Bitmap sieve_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys_;
};

// Docids of the listed articles that are there, with their places in the list. Keys are the beginnings of ids: two articles may share one, so the
// ids themselves are read where keys agree.
std::vector<std::pair<Xapian::docid, std::uint32_t>> found_in(const Segment& segment, const std::vector<schema::StoryMember>& listed, const ByKey& by_key) {
  std::vector<std::pair<Xapian::docid, std::uint32_t>> found;
  segment.live.each([&](std::size_t docid) {
    by_key.each(segment.raw->id_key[docid], [&](std::uint32_t number) { found.emplace_back(static_cast<Xapian::docid>(docid), number); });
  });
  if (found.empty()) return found;
  const Xapian::Database database = open_segment(segment);
  auto id = database.valuestream_begin(schema::kId);
  const auto end = database.valuestream_end(schema::kId);
  std::erase_if(found, [&](const auto& one) {
    if (id != end) id.skip_to(one.first);
    return id == end || id.get_docid() != one.first || *id != listed[one.second].article;
  });
  return found;
}

using Earliness = std::tuple<std::int64_t, std::uint8_t, std::int64_t, std::uint64_t>;

Earliness earliness(const StoryArticle& article, const std::vector<Segment>& segments) {
  const RawColumns& columns = *segments[article.segment].raw;
  const Xapian::docid docid = article.document;
  return {time_key(columns, docid, query::SortBy::oldest), columns.precision[docid], columns.indexed[docid], columns.id_key[docid]};
}

std::uint32_t sources_of(std::span<const StoryArticle> articles, const std::vector<std::uint32_t>& source_firsts, const std::vector<Segment>& segments) {
  std::set<std::uint32_t> sources;
  for (const StoryArticle& article : articles)
    if (const std::uint32_t source = segments[article.segment].raw->source[article.document]; source != 0) sources.insert(source_firsts[source]);
  return static_cast<std::uint32_t>(sources.size());
}

}  // namespace

StoryColumn::StoryColumn(std::size_t size, const std::vector<std::pair<Xapian::docid, StoryOrdinal>>& members) {
  Bitmap listed(members.empty() ? 0 : size);
  for (const auto& [docid, story] : members) listed.set(docid), ordinals_.push_back(story);
  ordinals_.shrink_to_fit();
  listed_ = RankedBitmap(std::move(listed));
}

// Stories are numbered as their first article comes, so that a walk over them goes forward through the columns.
Stories::Stories(const std::vector<schema::StoryMember>& listed, const std::vector<std::uint32_t>& source_firsts, std::vector<Segment>& segments) {
  if (listed.empty()) return;
  const ByKey by_key(listed);
  std::unordered_map<std::string_view, StoryOrdinal> numbers;
  std::vector<std::pair<StoryOrdinal, StoryArticle>> members;
  for (std::uint32_t s = 0; s < segments.size(); ++s) {
    std::vector<std::pair<Xapian::docid, StoryOrdinal>> column;
    for (const auto& [docid, number] : found_in(segments[s], listed, by_key)) {
      const auto [story, fresh] = numbers.emplace(listed[number].story, static_cast<StoryOrdinal>(numbers.size()));
      if (fresh) id_begins_.push_back(static_cast<std::uint32_t>(ids_.size())), ids_ += story->first;
      column.emplace_back(docid, story->second);
      members.push_back({story->second, {s, docid}});
    }
    segments[s].stories = StoryColumn(segments[s].size, column);
  }
  id_begins_.push_back(static_cast<std::uint32_t>(ids_.size()));
  std::sort(members.begin(), members.end(), [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : earliness(a.second, segments) < earliness(b.second, segments);
  });
  begins_.assign(numbers.size() + 1, 0);
  for (const auto& [story, article] : members) ++begins_[story + 1], articles_.push_back(article);
  std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
  for (StoryOrdinal story = 0; story < numbers.size(); ++story) sources_.push_back(sources_of(articles(story), source_firsts, segments));
  by_id_.resize(numbers.size());
  std::iota(by_id_.begin(), by_id_.end(), 0U);
  std::sort(by_id_.begin(), by_id_.end(), [&](StoryOrdinal a, StoryOrdinal b) { return id(a) < id(b); });
  ids_.shrink_to_fit(), sources_.shrink_to_fit(), articles_.shrink_to_fit(), id_begins_.shrink_to_fit();
}

std::optional<StoryOrdinal> Stories::named(std::string_view id) const {
  const auto found = std::lower_bound(by_id_.begin(), by_id_.end(), id, [&](StoryOrdinal story, std::string_view wanted) { return this->id(story) < wanted; });
  return found == by_id_.end() || this->id(*found) != id ? std::nullopt : std::optional(*found);
}

std::size_t Stories::memory() const { return (begins_.size() + sources_.size() + id_begins_.size() + by_id_.size()) * 4 + articles_.size() * sizeof(StoryArticle) + ids_.size(); }

Among among(const std::vector<Bitmap>& bitmaps) {
  Among among;
  for (const Bitmap& bits : bitmaps) among.push_back(&bits);
  return among;
}

Repeats repeats(const Among& among, const Snapshot& snapshot) {
  Repeats repeats{Bitmap(snapshot.stories.size()), 0};
  Bitmap met(snapshot.stories.size());
  for (std::size_t s = 0; s < among.size(); ++s) {
    const StoryColumn& column = snapshot.segments[s].stories;
    const std::vector<std::uint64_t>&listed = column.listed().words(), &words = among[s]->words();
    for (std::size_t w = 0; w < listed.size(); ++w)
      for (std::uint64_t bits = listed[w] & words[w]; bits; bits &= bits - 1) {
        const StoryOrdinal story = column.of(w * 64 + static_cast<std::size_t>(__builtin_ctzll(bits)));
        if (met.test(story)) repeats.stories.set(story), ++repeats.articles;
        met.set(story);
      }
  }
  return repeats;
}

void fold(std::vector<Bitmap>& set, const Repeats& repeats, const Snapshot& snapshot) {
  const Among all = among(set);
  repeats.stories.each([&](std::size_t story) {
    bool first = true;
    each_of(snapshot.stories.articles(static_cast<StoryOrdinal>(story)), all, [&](const StoryArticle& article) {
      if (!std::exchange(first, false)) set[article.segment].clear(article.document);
    });
  });
}

}  // namespace dispatches::search
