#include "searchd/search/matches.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include "indexer/schema/fields.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using names::kNobody;
using query::Facet;
using query::Match;
using query::MatchKind;

// Looking up one docid in a posting list costs as much as reading this many postings on.
constexpr std::size_t kLookupCost = 24;
// An entity's list is read so much faster than postings.
constexpr std::size_t kEntityCheaper = 8;
// Where texts must be looked into, other words come first.
constexpr std::size_t kTextAsked = std::numeric_limits<std::size_t>::max(), kPositionsAsked = kTextAsked - 1;

// Takes the docids that a match finds, without weighing or keeping them.
class Collector : public Xapian::MatchSpy {
 public:
  explicit Collector(Bitmap& bits) : bits_(bits) {}
  void operator()(const Xapian::Document& document, double) override { bits_.set(document.get_docid()); }

 private:
  Bitmap& bits_;
};

// A set of articles as postings: what Xapian is held to.
class BitmapSource : public Xapian::PostingSource {
 public:
  explicit BitmapSource(const Bitmap& bits) : bits_(bits), count_(static_cast<Xapian::doccount>(bits.count())) {}

  Xapian::doccount get_termfreq_min() const override { return count_; }
  Xapian::doccount get_termfreq_est() const override { return count_; }
  Xapian::doccount get_termfreq_max() const override { return count_; }
  void init(const Xapian::Database&) override { at_ = 0; }
  void next(double) override { at_ = bits_.next(at_ + 1); }
  void skip_to(Xapian::docid docid, double) override { if (docid > at_) at_ = bits_.next(docid); }
  bool check(Xapian::docid docid, double) override { return at_ = docid, docid < bits_.bits() && bits_.test(docid); }
  bool at_end() const override { return at_ >= bits_.bits(); }
  Xapian::docid get_docid() const override { return static_cast<Xapian::docid>(at_); }
  BitmapSource* clone() const override { return new BitmapSource(bits_); }

 private:
  const Bitmap& bits_;
  Xapian::doccount count_;
  std::size_t at_ = 0;
};

class Evaluator {
 public:
  explicit Evaluator(const SegmentReader& reader) : reader_(reader) {}

  Bitmap run(const Match& match) {
    reader_.deadline.check();
    Bitmap found = folded(match);
    if (!match.written.empty()) reader_.verifier->keep_written(match.written, reader_.database, found &= reader_.segment.live);
    return found;
  }

  // Those of the set that match.
  Bitmap among(Bitmap set, const Match& match) {
    narrow(set, set.count(), cost(match), match);
    return set;
  }

  std::vector<const Match*> rarest_first(const std::vector<Match>& children) const {
    std::vector<const Match*> ordered;
    for (const auto& [cost, child] : by_cost(children)) ordered.push_back(child);
    return ordered;
  }

  // `among`: only these need be looked at; may be null.
  Bitmap positional(const Match& match, const Bitmap* among) const {
    Bitmap found = none();
    Xapian::Query asked = query::ended_by(reader_.deadline, match.positional);
    if (among) asked = Xapian::Query(Xapian::Query::OP_FILTER, asked, Xapian::Query((new BitmapSource(*among))->release()));
    Xapian::Enquire enquire(reader_.database);
    enquire.set_query(asked);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    Collector collector(found);
    enquire.add_matchspy(&collector);
    enquire.get_mset(0, 0, reader_.database.get_doccount());
    return found;
  }

 private:
  // Words as written count as their folded forms.
  Bitmap folded(const Match& match) {
    switch (match.kind) {
      case MatchKind::everything: return reader_.segment.live;
      case MatchKind::nothing: return none();
      case MatchKind::all_of: return all_of(match.children);
      case MatchKind::any_of: return any_of(match.children);
      case MatchKind::none_of: return Bitmap(reader_.segment.live).subtract(any_of(match.children));
      case MatchKind::terms: return with_terms(here(match.terms), reader_);
      case MatchKind::entity: return with_entity(match.entity, reader_.segment);
      case MatchKind::positional: return positional(match, nullptr);
      case MatchKind::dates: return with_dates(match.from, match.to, reader_);
      case MatchKind::facet: return with_values(match.facet, match.values, match.within, reader_);
    }
    return none();
  }

  Bitmap none() const { return Bitmap(reader_.segment.size); }

  // Those that the segment has: a small one has few of the archive's terms.
  std::vector<std::string> here(const std::vector<std::string>& terms) const {
    std::vector<std::string> present;
    std::copy_if(terms.begin(), terms.end(), std::back_inserter(present), [&](const std::string& term) { return reader_.articles_with(term) > 0; });
    return present;
  }

  using Ordered = std::vector<std::pair<std::size_t, const Match*>>;

  Ordered by_cost(const std::vector<Match>& children) const {
    Ordered ordered;
    for (const Match& child : children) ordered.emplace_back(cost(child), &child);
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return ordered;
  }

  // The most frequent words first, so that the others need only be looked up for what these leave; what asks positions or texts last.
  Bitmap any_of(const std::vector<Match>& children) {
    Ordered ordered = by_cost(children);
    std::reverse(ordered.begin(), std::find_if(ordered.begin(), ordered.end(), [](const auto& child) { return child.first >= kPositionsAsked; }));
    Bitmap any = none();
    for (const auto& [cost, child] : ordered) {
      Bitmap missing = reader_.segment.live;
      const std::size_t left = missing.subtract(any).count();
      if (left == 0) break;
      narrow(missing, left, cost, *child);
      any |= missing;
    }
    return any;
  }

  // The rarest first, so that frequent words need only be looked up for what is left.
  Bitmap all_of(const std::vector<Match>& children) {
    Bitmap all = reader_.segment.live;
    std::size_t left = all.count();
    for (const auto& [cost, child] : by_cost(children)) {
      if (left == 0) break;
      narrow(all, left, cost, *child);
      left = all.count();
    }
    return all;
  }

  void narrow(Bitmap& all, std::size_t left, std::size_t cost, const Match& child) {
    if (!child.written.empty()) {
      all &= child.kind == MatchKind::positional ? positional(child, &all) : folded(child);
      return reader_.verifier->keep_written(child.written, reader_.database, all);
    }
    if (child.kind == MatchKind::none_of) all.subtract(any_of(child.children));
    else if (child.kind == MatchKind::positional) all &= positional(child, &all);
    else if (child.kind == MatchKind::terms && left * child.terms.size() * kLookupCost < cost) look_up(child.terms, all);
    else all &= run(child);
  }

  // Postings to be read; what must be asked of every article or of Xapian comes after words.
  std::size_t cost(const Match& match) const {
    std::size_t postings = 0;
    if (!match.written.empty()) return kTextAsked;
    switch (match.kind) {
      case MatchKind::everything:
      case MatchKind::nothing: return 0;
      case MatchKind::terms:
        for (const std::string& term : match.terms) postings += reader_.articles_with(term);
        return postings;
      case MatchKind::entity: return reader_.segment.named.lists.articles(match.entity) / kEntityCheaper;
      case MatchKind::any_of:
        for (const Match& child : match.children) postings += std::min(cost(child), kPositionsAsked - postings);
        return postings;
      case MatchKind::positional: return kPositionsAsked;
      default: return reader_.segment.size;
    }
  }

  // Keeps of `all` what has any of the terms.
  void look_up(const std::vector<std::string>& terms, Bitmap& all) const {
    Bitmap found = none();
    query::Paced paced(reader_.deadline);
    for (const std::string& term : here(terms)) {
      auto posting = reader_.database.postlist_begin(term);
      const auto end = reader_.database.postlist_end(term);
      all.each([&](std::size_t docid) {
        if (posting == end) return;
        paced.step();
        posting.skip_to(static_cast<Xapian::docid>(docid));
        if (posting != end && *posting == docid) found.set(docid);
      });
    }
    all = std::move(found);
  }

  const SegmentReader& reader_;
};

// Every entity that `ids` name, with the places in them where `within`.
std::vector<EntityOrdinal> entities_of(const std::vector<std::string>& ids, bool within, const Snapshot& snapshot) {
  std::vector<EntityOrdinal> entities;
  for (const std::string& id : ids) {
    const EntityOrdinal entity = snapshot.lexicon.entity_named(id);
    if (entity == kNobody) continue;
    if (!within) entities.push_back(entity);
    else if (const auto inside = snapshot.places_in.find(entity); inside != snapshot.places_in.end()) entities.insert(entities.end(), inside->second.begin(), inside->second.end());
  }
  return entities;
}

void set_naming(EntityOrdinal entity, const Segment& segment, Bitmap& found) {
  for (EntityLists::Reader reader = segment.named.lists.of(entity); reader.next();) found.set(reader.docid());
}

// Docids whose number in the column is among those that `names` gives to the ids.
Bitmap with_ordinals(const std::vector<std::uint32_t>& column, const std::vector<std::string>& names, const std::vector<std::string>& ids) {
  std::vector<char> wanted(names.size());
  for (std::size_t i = 1; i < names.size(); ++i) wanted[i] = std::find(ids.begin(), ids.end(), names[i]) != ids.end();
  Bitmap found(column.size());
  for (std::size_t docid = 1; docid < column.size(); ++docid)
    if (wanted[column[docid]]) found.set(docid);
  return found;
}

}  // namespace

Bitmap matching(const Match& match, const SegmentReader& reader) {
  Bitmap found = Evaluator(reader).run(match);
  found &= reader.segment.live;
  return found;
}

// Whoever has enough of the words has one of the rarest that leave fewer than enough others: only those are read whole.
Bitmap matching_most(const Match& match, std::size_t minimum, const SegmentReader& reader) {
  Match required = match;
  std::erase_if(required.children, [](const Match& child) { return child.may_miss; });
  Evaluator evaluator(reader);
  std::vector<const Match*> words = evaluator.rarest_first(match.children);
  std::erase_if(words, [](const Match* child) { return !child->may_miss; });
  Bitmap found(reader.segment.size);
  std::vector<std::uint8_t> has(found.bits());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool leads = i + minimum <= words.size();
    const Bitmap having = leads ? evaluator.run(*words[i]) : evaluator.among(found, *words[i]);
    having.each([&](std::size_t docid) { ++has[docid]; });
    if (leads) found |= having;
  }
  found.each([&](std::size_t docid) {
    if (has[docid] < minimum) found.clear(docid);
  });
  return evaluator.among(std::move(found &= reader.segment.live), required);
}

Bitmap with_terms(const std::vector<std::string>& terms, const SegmentReader& reader) {
  Bitmap found(reader.segment.size);
  query::Paced paced(reader.deadline);
  for (const std::string& term : terms)
    for (auto posting = reader.database.postlist_begin(term), end = reader.database.postlist_end(term); posting != end; ++posting, paced.step())
      found.set(*posting);
  return found;
}

Bitmap with_phrase(const Match& match, const Bitmap& among, const SegmentReader& reader) { return Evaluator(reader).positional(match, &among); }

Bitmap with_entity(EntityOrdinal entity, const Segment& segment) {
  Bitmap found(segment.size);
  set_naming(entity, segment, found);
  return found;
}

Bitmap with_dates(std::optional<std::chrono::sys_days> from, std::optional<std::chrono::sys_days> to, const SegmentReader& reader) {
  using std::chrono::sys_seconds;
  const std::int64_t first = from ? sys_seconds(*from).time_since_epoch().count() : kUndated + 1;
  const std::int64_t end = to ? sys_seconds(*to + std::chrono::days(1)).time_since_epoch().count() : std::numeric_limits<std::int64_t>::max();
  const std::vector<std::int64_t>& published = reader.segment.raw->published;
  Bitmap found(reader.segment.size);
  for (std::size_t docid = 1; docid < published.size(); ++docid)
    if (published[docid] >= first && published[docid] < end) found.set(docid);
  return found;
}

Bitmap with_values(Facet facet, const std::vector<std::string>& ids, bool within, const SegmentReader& reader) {
  const RawColumns& columns = *reader.segment.raw;
  if (facet == Facet::source) return with_ordinals(columns.source, reader.snapshot.source_ids, ids);
  if (facet == Facet::language) return with_ordinals(columns.language, reader.snapshot.languages, ids);
  if (facet != Facet::topic) {
    Bitmap found(reader.segment.size);
    for (const EntityOrdinal entity : entities_of(ids, within, reader.snapshot)) set_naming(entity, reader.segment, found);
    return found;
  }
  std::vector<std::string> terms;
  for (const std::string& id : ids) terms.push_back(schema::make_term(schema::Term::topic, id));
  return with_terms(terms, reader);
}

}  // namespace dispatches::search
