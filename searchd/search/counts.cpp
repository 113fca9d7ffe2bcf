#include "searchd/search/counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>

#include "indexer/text/language.hpp"
#include "searchd/query/facet_values.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/histogram.hpp"
#include "searchd/search/searcher.hpp"

namespace dispatches::search {

namespace {

using query::Facet;
using std::chrono::days;
using std::chrono::sys_days;

// What one of `by` says of an article: numbers of values, none or several. Dates are days since 1970 of the period's begin.
class Dimension {
 public:
  Dimension(const CountBy& by, const std::string& language, const Snapshot& snapshot) : by_(by), language_(language), snapshot_(snapshot) {}

  bool is_date() const { return !by_.facet; }
  // A value that nothing is found of counts in a share all the same: an outlet that never names somebody.
  bool is_whole() const { return by_.facet == Facet::source || by_.facet == Facet::language; }

  void values(const Segment& segment, std::size_t docid, std::vector<std::int32_t>& into) const {
    into.clear();
    const RawColumns& columns = *segment.raw;
    const auto add = [&](std::uint32_t value) { into.push_back(static_cast<std::int32_t>(value)); };
    if (is_date()) {
      if (columns.published[docid] == kUndated) return;
      const auto time = text::sys_seconds(std::chrono::seconds(columns.published[docid]));
      into.push_back(static_cast<std::int32_t>(begin_of(std::chrono::floor<days>(time), by_.interval).time_since_epoch().count()));
    } else if (query::is_entity_facet(*by_.facet)) {
      for (const names::EntityOrdinal entity : segment.named.rows.row(docid))
        if (snapshot_.entity_types[entity] == query::type_of(*by_.facet)) add(entity);
    } else if (*by_.facet == Facet::topic) {
      for (const std::uint32_t topic : columns.topics.row(docid)) add(topic);
    } else if (const std::uint32_t value = *by_.facet == Facet::source ? snapshot_.source_firsts[columns.source[docid]] : columns.language[docid]; value != 0) {
      add(value);
    }
  }

  void say(std::int32_t value, CountRow& row) const {
    const auto ordinal = static_cast<std::uint32_t>(value);
    if (is_date()) return void(row.from = sys_days(days(value)));
    row.ids.push_back(id_of(ordinal));
    row.names.push_back(name_of(value));
  }

  // REQUIRES: is no date.
  std::string name_of(std::int32_t number) const {
    const auto value = static_cast<std::uint32_t>(number);
    switch (*by_.facet) {
      case Facet::source: return snapshot_.source_names[value];
      case Facet::language: return text::language_name(snapshot_.languages[value], language_);
      case Facet::topic: {
        const std::uint32_t known = snapshot_.topic_in_lexicon[value];
        return known == kNone ? snapshot_.topics[value] : std::string(snapshot_.lexicon.topics[known].name(language_));
      }
      default: return std::string(snapshot_.lexicon.entities[value].name(language_));
    }
  }

 private:
  std::string id_of(std::uint32_t value) const {
    switch (*by_.facet) {
      case Facet::topic: return snapshot_.topics[value];
      case Facet::source: return snapshot_.source_ids[value];
      case Facet::language: return snapshot_.languages[value];
      default: return std::string(snapshot_.lexicon.entities[value].id);
    }
  }

  CountBy by_;
  const std::string& language_;
  const Snapshot& snapshot_;
};

using Cells = std::unordered_map<std::uint64_t, std::uint32_t>;

std::uint64_t key_of(std::int32_t first, std::int32_t second) { return std::uint64_t{static_cast<std::uint32_t>(first)} << 32 | static_cast<std::uint32_t>(second); }
std::int32_t first_of(std::uint64_t key) { return static_cast<std::int32_t>(key >> 32); }
std::int32_t second_of(std::uint64_t key) { return static_cast<std::int32_t>(key & 0xffffffff); }

[[noreturn]] void refuse_size() {
  throw BadRequest{"too_deep", fmt::format("by: more than {} rows; choose a coarser interval, or narrow the search", kMaxCells), "by", {}};
}

// Shows `visit` each pair of an article's values of the first and of the second, which is 0 where there is none.
template <class Visit>
void each_cell(const std::vector<Dimension>& dimensions, const std::vector<Bitmap>& passing, const query::Deadline& deadline, const Snapshot& snapshot, Visit&& visit) {
  query::Paced paced(deadline);
  std::vector<std::int32_t> first, second = {0};
  for (std::size_t s = 0; s < passing.size(); ++s)
    passing[s].each([&](std::size_t docid) {
      dimensions[0].values(snapshot.segments[s], docid, first);
      if (dimensions.size() > 1) dimensions[1].values(snapshot.segments[s], docid, second);
      for (const std::int32_t a : first)
        for (const std::int32_t b : second) visit(key_of(a, b)), paced.step();
    });
}

Cells cells_of(const std::vector<Dimension>& dimensions, const std::vector<Bitmap>& passing, const query::Deadline& deadline, const Snapshot& snapshot) {
  Cells cells;
  each_cell(dimensions, passing, deadline, snapshot, [&](std::uint64_t key) {
    ++cells[key];
    if (cells.size() > kMaxCells) refuse_size();
  });
  return cells;
}

// Of these cells alone: there may be many more in the whole archive.
Cells totals_of(const std::vector<std::uint64_t>& rows, const std::vector<Dimension>& dimensions, const std::vector<Bitmap>& passing, const query::Deadline& deadline,
                const Snapshot& snapshot) {
  Cells cells;
  for (const std::uint64_t row : rows) cells.emplace(row, 0);
  each_cell(dimensions, passing, deadline, snapshot, [&](std::uint64_t key) {
    if (const auto cell = cells.find(key); cell != cells.end()) ++cell->second;
  });
  return cells;
}

// The begins of all periods from the first to the last day of what is found, or of what was asked for.
std::vector<std::int32_t> periods(const std::vector<Bitmap>& passing, const CountBy& by, const query::SearchRequest& request, const Snapshot& snapshot) {
  std::int64_t first = INT64_MAX, last = INT64_MIN;
  for (std::size_t s = 0; s < passing.size(); ++s)
    passing[s].each([&](std::size_t docid) {
      if (const std::int64_t time = snapshot.segments[s].raw->published[docid]; time != kUndated) first = std::min(first, time), last = std::max(last, time);
    });
  std::vector<std::int32_t> list;
  if (first > last) return list;
  const auto day = [](std::int64_t time) { return std::chrono::floor<days>(text::sys_seconds(std::chrono::seconds(time))); };
  const sys_days end = request.to.value_or(day(last));
  for (sys_days at = begin_of(request.from.value_or(day(first)), by.interval); at <= end; at = next_period(at, by.interval)) {
    list.push_back(static_cast<std::int32_t>(at.time_since_epoch().count()));
    if (list.size() > kMaxCells) refuse_size();
  }
  return list;
}

// Of each cell the articles that are not the first of their story there.
Cells repeats_of(const std::vector<Dimension>& dimensions, const Found& found, const Snapshot& snapshot) {
  Cells cells, last;
  std::vector<std::int32_t> first, second = {0};
  const Among passing = among(found.passing);
  found.repeats.stories.each([&](std::size_t story) {
    const auto ordinal = static_cast<StoryOrdinal>(story);
    each_of(snapshot.stories.articles(ordinal), passing, [&](const StoryArticle& article) {
      const Segment& segment = snapshot.segments[article.segment];
      dimensions[0].values(segment, article.document, first);
      if (dimensions.size() > 1) dimensions[1].values(segment, article.document, second);
      for (const std::int32_t a : first)
        for (const std::int32_t b : second) {
          const auto [known, fresh] = last.emplace(key_of(a, b), ordinal);
          if (std::exchange(known->second, ordinal) == ordinal && !fresh) ++cells[key_of(a, b)];
        }
    });
  });
  return cells;
}

// Values that are found, most frequent first, then by name.
std::vector<std::int32_t> by_count(const Cells& cells, bool second, const Dimension& dimension) {
  std::unordered_map<std::int32_t, std::uint32_t> sums;
  for (const auto& [key, articles] : cells) sums[second ? second_of(key) : first_of(key)] += articles;
  std::vector<std::tuple<std::int64_t, std::string, std::int32_t>> ranked;
  for (const auto& [value, articles] : sums) ranked.emplace_back(-std::int64_t{articles}, dimension.name_of(value), value);
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::int32_t> values;
  for (const auto& one : ranked) values.push_back(std::get<2>(one));
  return values;
}

// All pairs where there is a date or one dimension, for a period or an outlet without articles is a zero; else those that are found.
std::vector<std::uint64_t> rows_of(const std::vector<std::int32_t>& first, const std::vector<std::int32_t>& second, bool filled, const Cells& found) {
  std::vector<std::uint64_t> rows;
  if (filled && first.size() * second.size() > kMaxCells) refuse_size();
  if (filled) {
    for (const std::int32_t a : first)
      for (const std::int32_t b : second) rows.push_back(key_of(a, b));
    return rows;
  }
  std::unordered_map<std::int32_t, std::uint32_t> rank_of_first, rank_of_second;
  for (std::uint32_t i = 0; i < first.size(); ++i) rank_of_first[first[i]] = i;
  for (std::uint32_t i = 0; i < second.size(); ++i) rank_of_second[second[i]] = i;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranked;
  for (const auto& [key, articles] : found)
    ranked.emplace_back(std::uint64_t{rank_of_first[first_of(key)]} << 32 | rank_of_second[second_of(key)], key);
  std::sort(ranked.begin(), ranked.end());
  for (const auto& [rank, key] : ranked) rows.push_back(key);
  return rows;
}

// Without words and without entities.
query::SearchRequest for_shares(query::SearchRequest request) {
  request.q.clear();
  for (const Facet facet : {Facet::person, Facet::org, Facet::place}) request.filter(facet) = {};
  request.within.clear();
  request.exclude_within.clear();
  return request;
}

}  // namespace

Counts counts(const std::vector<CountBy>& by, const query::SearchRequest& request, const Snapshot& snapshot) {
  const Snapshot::Lease handles = snapshot.lease();
  const Found answer = find(request, snapshot, *handles);
  const std::vector<Bitmap>&passing = answer.passing, whole = find(for_shares(request), snapshot, *handles).passing;
  std::vector<Dimension> dimensions;
  for (const CountBy& one : by) dimensions.emplace_back(one, request.label_lang, snapshot);
  const Cells found = cells_of(dimensions, passing, request.deadline, snapshot);
  const Cells repeats = repeats_of(dimensions, answer, snapshot);
  const auto values_of = [&](std::size_t i) {
    if (i >= by.size()) return std::vector<std::int32_t>{0};
    if (dimensions[i].is_date()) return periods(passing, by[i], request, snapshot);
    std::vector<std::int32_t> values = by_count(found, i == 1, dimensions[i]);
    if (dimensions[i].is_whole())
      for (const std::int32_t value : by_count(cells_of({dimensions[i]}, whole, request.deadline, snapshot), false, dimensions[i]))
        if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    return values;
  };
  const std::vector<std::int32_t> first = values_of(0), second = values_of(1);
  const bool dated = std::any_of(dimensions.begin(), dimensions.end(), [](const Dimension& one) { return one.is_date(); });
  const std::vector<std::uint64_t> rows = rows_of(first, second, dated || by.size() == 1, found);
  const Cells totals = totals_of(rows, dimensions, whole, request.deadline, snapshot);
  Counts counts;
  query::Paced paced(request.deadline);
  for (const std::uint64_t key : rows) {
    paced.step();
    const auto articles = found.find(key);
    CountRow row;
    dimensions[0].say(first_of(key), row);
    if (by.size() > 1) dimensions[1].say(second_of(key), row);
    row.count = row.stories = articles == found.end() ? 0 : articles->second;
    if (const auto repeated = repeats.find(key); repeated != repeats.end()) row.stories -= repeated->second;
    row.total = totals.at(key);
    counts.rows.push_back(std::move(row));
  }
  for (std::size_t s = 0; dated && s < passing.size(); ++s)
    passing[s].each([&](std::size_t docid) { counts.undated += snapshot.segments[s].raw->published[docid] == kUndated; });
  return counts;
}

}  // namespace dispatches::search
