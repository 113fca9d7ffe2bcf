// A second way to the same answer: the whole tree of a question as one Xapian query, weighed by nothing, and for what no term says each document asked
// for its own slots. No bitmap, no column and no list of the snapshot is used, so that neither way can hide the other's mistake.
#pragma once

#include <xapian.h>

#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/schema/encoding.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/stored_article.hpp"
#include "indexer/text/fold.hpp"
#include "searchd/query/compile.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/snapshot.hpp"
#include "searchd/search/verified.hpp"

namespace dispatches::tests {

// What a document's slots say.
struct Said {
  std::string id;
  std::array<std::set<std::string>, query::kFacets> values;
  std::set<std::string> places;            // those named, and all that they are in
  std::optional<text::Date> published;
  text::sys_seconds indexed{};
};

using Asks = std::function<bool(Xapian::docid)>;  // of all segments' numbering

// The documents of which something holds, looked at one by one.
class Asked : public Xapian::PostingSource {
 public:
  Asked(const search::Snapshot& snapshot, Asks asks) : snapshot_(snapshot), asks_(std::move(asks)) {}

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return last_ / 2; }
  Xapian::doccount get_termfreq_max() const override { return last_; }
  void init(const Xapian::Database& database) override {
    for (segment_ = 0; snapshot_.segments.at(segment_).uuid != database.get_uuid();) ++segment_;
    last_ = database.get_lastdocid(), at_ = 0;
  }
  void next(double) override { while (++at_ <= last_ && !holds()) {} }
  void skip_to(Xapian::docid docid, double least) override { if (docid > at_) at_ = docid - 1, next(least); }
  bool at_end() const override { return at_ > last_; }
  Xapian::docid get_docid() const override { return at_; }
  Asked* clone() const override { return new Asked(snapshot_, asks_); }

 private:
  bool holds() const { return asks_((at_ - 1) * static_cast<Xapian::docid>(snapshot_.segments.size()) + static_cast<Xapian::docid>(segment_) + 1); }

  const search::Snapshot& snapshot_;
  Asks asks_;
  std::size_t segment_ = 0;
  Xapian::docid last_ = 0, at_ = 0;
};

class Reference {
 public:
  using Docids = std::set<Xapian::docid>;

  // `dead`: ids of articles that are taken out.
  Reference(const search::Snapshot& snapshot, std::set<std::string> dead) : snapshot_(snapshot), handles_(snapshot.lease()), dead_(std::move(dead)) {
    for (auto posting = handles_->all.postlist_begin(""), end = handles_->all.postlist_end(""); posting != end; ++posting) said_[*posting] = said_of(handles_->all.get_document(*posting));
  }

  const Said& said(Xapian::docid docid) const { return said_.at(docid); }

  // What the words let in, as API.md says of words=most; `most` tells whether that was needed.
  Docids matching(const query::Match& match, query::Words words, bool& most) const {
    Docids found = run(query_of(match));
    std::size_t typed = 0;
    for (const query::Match& child : match.children) typed += child.may_miss;
    most = words == query::Words::most && typed >= 4 && found.size() < 20;
    if (!most) return found;
    query::Match required = match;
    std::erase_if(required.children, [](const query::Match& child) { return child.may_miss; });
    std::map<Xapian::docid, std::size_t> has;
    for (const query::Match& child : match.children)
      if (child.may_miss)
        for (const Xapian::docid docid : run(query_of(child))) ++has[docid];
    found = run(query_of(required));
    std::erase_if(found, [&](Xapian::docid docid) { return static_cast<double>(has[docid]) < 0.6 * static_cast<double>(typed); });
    return found;
  }

  // Keeps what passes the filters but for one facet's `any` choices (kFacets: none are left out).
  Docids passing(Docids found, const query::SearchRequest& request, std::size_t without) const {
    std::erase_if(found, [&](Xapian::docid docid) { return !passes(docid, request, without); });
    return found;
  }

 private:
  Said said_of(const Xapian::Document& document) const {
    Said said;
    said.id = document.get_value(schema::kId);
    said.published = schema::unpack_date(document.get_value(schema::kPublished));
    said.indexed = schema::unpack_time(document.get_value(schema::kFirstIndexed));
    const auto of = [&](query::Facet facet) -> std::set<std::string>& { return said.values[static_cast<std::size_t>(facet)]; };
    const std::string source = document.get_value(schema::kSource), language = document.get_value(schema::kLanguage), topics = document.get_value(schema::kTopics);
    if (const auto* known = snapshot_.lexicon.source(source); !source.empty()) of(query::Facet::source).insert(known ? std::string(known->id) : text::slug(source));
    if (!language.empty()) of(query::Facet::language).insert(language);
    for (const std::string_view topic : schema::unpack_names(topics)) of(query::Facet::topic).emplace(topic);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> mentions;
    schema::unpack_mentions(document.get_value(schema::kMentions), mentions);
    for (const names::LexiconAdded& added : snapshot_.lexicon.added)
      if (added.article == said.id) mentions.emplace_back(added.mention, 1);
    for (const auto& [mention, count] : mentions) name(snapshot_.lexicon.entity_of(mention, said.id), said);
    return said;
  }

  void name(names::EntityOrdinal entity, Said& said) const {
    if (entity == names::kNobody) return;
    const names::LexiconEntity* named = &snapshot_.lexicon.entities[entity];
    said.values[static_cast<std::size_t>(named->type)].emplace(named->id);
    if (named->type != names::EntityType::place) return;
    for (said.places.emplace(named->id); !named->parent().empty(); said.places.emplace(named->id))
      named = &snapshot_.lexicon.entities[snapshot_.lexicon.entity_named(named->parent())];
  }

  Docids run(const Xapian::Query& query) const {
    Xapian::Enquire enquire(handles_->all);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Xapian::MSet hits = enquire.get_mset(0, handles_->all.get_doccount());
    Docids found;
    for (auto hit = hits.begin(); hit != hits.end(); ++hit)
      if (!dead_.contains(said(*hit).id)) found.insert(*hit);
    return found;
  }

  Xapian::Query asked(Asks asks) const { return Xapian::Query((new Asked(snapshot_, std::move(asks)))->release()); }

  Xapian::Query query_of(const query::Match& match) const {
    const Xapian::Query folded = folded_query_of(match);
    if (match.written.empty()) return folded;
    return Xapian::Query(Xapian::Query::OP_AND, folded, asked([this, &match](Xapian::docid docid) { return is_written(match.written, docid); }));
  }

  Xapian::Query folded_query_of(const query::Match& match) const {
    using Xapian::Query;
    const auto joined = [&](Query::op op) {
      std::vector<Query> parts;
      for (const query::Match& child : match.children) parts.push_back(query_of(child));
      return Query(op, parts.begin(), parts.end());
    };
    switch (match.kind) {
      case query::MatchKind::everything: return Query::MatchAll;
      case query::MatchKind::nothing: return Query::MatchNothing;
      case query::MatchKind::all_of: return match.children.empty() ? Query::MatchAll : joined(Query::OP_AND);
      case query::MatchKind::any_of: return joined(Query::OP_OR);
      case query::MatchKind::none_of: return Query(Query::OP_AND_NOT, Query::MatchAll, joined(Query::OP_OR));
      case query::MatchKind::terms: return Query(Query::OP_OR, match.terms.begin(), match.terms.end());
      case query::MatchKind::positional: return match.positional;
      case query::MatchKind::dates: return asked([this, &match](Xapian::docid docid) { return is_between(docid, match.from, match.to); });
      case query::MatchKind::entity:
      case query::MatchKind::facet: return asked([this, &match](Xapian::docid docid) { return names_any(match, docid); });
    }
    return Query();
  }

  bool is_written(const query::Written& written, Xapian::docid docid) const {
    const auto segments = static_cast<Xapian::docid>(snapshot_.segments.size()), segment = (docid - 1) % segments, local = (docid - 1) / segments + 1;
    search::Bitmap one(snapshot_.segments[segment].size);
    one.set(local);
    search::Verifier(1).keep_written(written, handles_->segments[segment], one);
    return !one.empty();
  }

  bool names_any(const query::Match& match, Xapian::docid docid) const {
    std::set<std::string> all = match.within ? said(docid).places : std::set<std::string>();
    for (std::size_t f = 0; f < query::kFacets; ++f)
      if (!match.within && (match.kind == query::MatchKind::entity ? f < 3 : f == static_cast<std::size_t>(match.facet))) all.insert(said(docid).values[f].begin(), said(docid).values[f].end());
    return has_any(all, match.values);
  }

  static bool has_any(const std::set<std::string>& has, const std::vector<std::string>& wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& id) { return has.contains(id); });
  }
  static bool has_all(const std::set<std::string>& has, const std::vector<std::string>& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& id) { return has.contains(id); });
  }

  bool is_between(Xapian::docid docid, std::optional<std::chrono::sys_days> from, std::optional<std::chrono::sys_days> to) const {
    const auto& published = said(docid).published;
    return published && (!from || published->start >= *from) && (!to || published->start < *to + std::chrono::days(1));
  }

  bool passes(Xapian::docid docid, const query::SearchRequest& request, std::size_t without) const {
    const Said& said = this->said(docid);
    for (std::size_t f = 0; f < query::kFacets; ++f) {
      const query::FacetFilter& filter = request.filters[f];
      if (filter.match_all ? !has_all(said.values[f], filter.chosen) : f != without && !filter.chosen.empty() && !has_any(said.values[f], filter.chosen)) return false;
      if (has_any(said.values[f], filter.excluded)) return false;
    }
    if (!request.within.empty() && !(request.within_match_all ? has_all(said.places, request.within) : has_any(said.places, request.within))) return false;
    if (has_any(said.places, request.exclude_within)) return false;
    if ((request.from || request.to) && !is_between(docid, request.from, request.to)) return false;
    if (request.indexed_since && said.indexed < *request.indexed_since) return false;
    if (request.as_of && said.indexed > *request.as_of) return false;
    const std::set<std::string> authors = authors_of(docid);
    if (!request.authors.empty() && std::none_of(authors.begin(), authors.end(), [&](const std::string& author) { return author.find(request.authors.front()) != std::string::npos; })) return false;
    return std::all_of(request.missing.begin(), request.missing.end(), [&](const std::string& field) {
      const auto facet = query::facet_named(field);
      return facet ? said.values[static_cast<std::size_t>(*facet)].empty() : field == "published" ? !said.published : authors.empty();
    });
  }

  std::set<std::string> authors_of(Xapian::docid docid) const {
    const std::string prefix(schema::prefix_of(schema::Term::author));
    std::set<std::string> authors;
    for (auto term = handles_->all.termlist_begin(docid), end = handles_->all.termlist_end(docid); term != end; ++term)
      if ((*term).starts_with(prefix)) authors.insert((*term).substr(prefix.size()));
    return authors;
  }

  const search::Snapshot& snapshot_;
  search::Snapshot::Lease handles_;
  std::set<std::string> dead_;
  std::map<Xapian::docid, Said> said_;
};

}  // namespace dispatches::tests
