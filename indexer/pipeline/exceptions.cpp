#include "indexer/pipeline/exceptions.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "indexer/pipeline/name_forms.hpp"
#include "indexer/pipeline/sources.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/stored_article.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::pipeline {

namespace {

using names::EntityOrdinal;
using names::kNobody;
using names::MentionId;
using names::Override;
using names::Scope;
using names::Verb;
using schema::Term;

constexpr const char* kStemmed[] = {"en", "uk", "ru", "de", "fr", "es", "it", "pl"};

std::set<Xapian::docid> documents_with(const Xapian::Database& database, const std::vector<std::string>& terms) {
  std::set<Xapian::docid> documents;
  for (const std::string& term : terms) documents.insert(database.postlist_begin(term), database.postlist_end(term));
  return documents;
}

// Articles of one segment in which all of the words stand, in any of their forms.
std::set<Xapian::docid> with_words(const Xapian::Database& database, const std::string& words, text::Analyzer& analyzer) {
  std::set<Xapian::docid> all;
  bool first = true;
  for (const text::Token& token : text::tokenize(words)) {
    const std::string_view typed = std::string_view(words).substr(token.begin, token.end - token.begin);
    std::vector<std::string> terms{schema::make_term(Term::word, analyzer.fold(typed))};
    for (const char* language : kStemmed) {
      const std::string stem = analyzer.stem(typed, language);
      terms.push_back(schema::make_term(Term::stem, stem));
      terms.push_back(schema::make_term(Term::word, stem));
    }
    std::set<Xapian::docid> here = documents_with(database, terms), both;
    if (!first) std::set_intersection(all.begin(), all.end(), here.begin(), here.end(), std::inserter(both, both.end()));
    all = first ? std::move(here) : std::move(both);
    first = false;
  }
  return all;
}

class Finder {
 public:
  explicit Finder(const ExceptionsInput& input) : input_(input) {
    for (const Override* line : input_.decisions.scoped()) lines_of_[alias_key(line->spelling, analyzer_)].push_back(line);
    for (MentionId id = 1; id < input_.mentions.size(); ++id) note(id);
  }

  std::vector<names::Exception> run() {
    for (std::size_t s = 0; s < input_.segments.size(); ++s)
      each_live_row(input_.segments[s], [&](const LiveRow& row) {
        for (const auto& [mention, count] : row.mentions) look(s, row.document, mention, row.published, row.source);
      });
    for (const names::AddedMention& added : input_.added) look_at_added(added);
    std::vector<names::Exception> exceptions;
    for (const auto& [key, entity] : found_) exceptions.push_back({key.first, key.second, entity});
    return exceptions;
  }

 private:
  // By what was written there, or by the fuller name it stands for; in any case form.
  void note(MentionId id) {
    std::vector<const Override*> here;
    for (const names::SpellingId spelling : {input_.mentions[id].surface, input_.mentions[id].effective()}) {
      const auto lines = lines_of_.find(alias_key(input_.spellings[spelling], analyzer_));
      if (lines == lines_of_.end()) continue;
      for (const Override* line : lines->second)
        if (is_form_of(line->spelling, input_.spellings[spelling], analyzer_) && std::find(here.begin(), here.end(), line) == here.end()) here.push_back(line);
    }
    if (!here.empty()) lines_of_mention_.emplace(id, std::move(here));
  }

  void look(std::size_t segment, Xapian::docid document, MentionId mention, const std::optional<text::Date>& published, const std::string& source) {
    const auto lines = lines_of_mention_.find(mention);
    if (lines == lines_of_mention_.end()) return;
    std::string id;
    for (const Override* line : lines->second) {
      if (id.empty()) id = stored_at({segment, document}, input_.segments).id;
      if (holds(*line, segment, document, id, published, source)) found_[{id, mention}] = target(*line, mention);
    }
  }

  void look_at_added(const names::AddedMention& added) {
    const auto place = place_of(added.article, input_.segments);
    if (!place) return;
    const schema::StoredArticle article = stored_at(*place, input_.segments);
    look(place->segment, place->document, added.mention, article.published, article.source);
  }

  bool holds(const Override& line, std::size_t segment, Xapian::docid document, const std::string& id, const std::optional<text::Date>& published,
             const std::string& source) {
    switch (line.scope.kind) {
      case Scope::Kind::none: return true;
      case Scope::Kind::article: return line.scope.text == id;
      case Scope::Kind::source: return source == line.scope.text || source_of(source, input_.catalogue).id == line.scope.text;
      case Scope::Kind::with: return with(line, segment).contains(document);
      case Scope::Kind::dates: {
        if (!published) return false;
        const auto day = std::chrono::floor<std::chrono::days>(published->start);
        return (!line.scope.from || day >= *line.scope.from) && (!line.scope.to || day <= *line.scope.to);
      }
    }
    return false;
  }

  const std::set<Xapian::docid>& with(const Override& line, std::size_t segment) {
    const auto [known, fresh] = with_.try_emplace({&line, segment});
    if (fresh) known->second = with_words(input_.segments[segment].database, line.scope.text, analyzer_);
    return known->second;
  }

  EntityOrdinal target(const Override& line, MentionId mention) const {
    if (line.verb != Verb::same) return input_.decisions.scoped_target(line);
    const Party party = input_.decisions.party(line.target);
    if (party.entity != kNobody) return party.entity;
    for (const names::Meaning& meaning : input_.meanings.meanings)
      if (meaning.entity != kNobody && names::override_key(input_.spellings[meaning.spelling]) == party.key) return meaning.entity;
    const auto meant = std::find_if(input_.meanings.meanings.begin(), input_.meanings.meanings.end(), [&](const names::Meaning& meaning) {
      return meaning.spelling == input_.mentions[mention].effective();
    });
    return meant == input_.meanings.meanings.end() ? kNobody : meant->entity;
  }

  const ExceptionsInput& input_;
  text::Analyzer analyzer_;
  std::unordered_map<std::string, std::vector<const Override*>> lines_of_;
  std::unordered_map<MentionId, std::vector<const Override*>> lines_of_mention_;
  std::map<std::pair<const Override*, std::size_t>, std::set<Xapian::docid>> with_;
  std::map<std::pair<std::string, MentionId>, EntityOrdinal> found_;
};

}  // namespace

std::vector<names::Exception> find_exceptions(const ExceptionsInput& input) {
  return input.decisions.scoped().empty() ? std::vector<names::Exception>() : Finder(input).run();
}

}  // namespace dispatches::pipeline
