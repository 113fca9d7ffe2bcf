#include "searchd/query/word_terms.hpp"

#include <algorithm>
#include <cmath>

#include "indexer/schema/fields.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/month_names.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::query {

namespace {

using schema::Term;

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

std::string prefixed(Term kind, std::string_view text) { return std::string(schema::prefix_of(kind)).append(text); }

Match nothing() {
  Match match;
  match.kind = MatchKind::nothing;
  return match;
}

}  // namespace

WordTerms::WordTerms(Spelling spelling, const Vocabulary& vocabulary, text::Analyzer& analyzer, bool said)
    : variants_(spelling == Spelling::variants), exact_(spelling == Spelling::exact), said_(said), vocabulary_(vocabulary), analyzer_(analyzer), articles_(vocabulary.database.get_doccount()) {}

std::vector<std::string> WordTerms::languages_of(const std::string& typed) const {
  std::vector<std::string> languages;
  for (const std::string& language : text::stemming_languages(text::script_of(typed)))
    if (std::find(vocabulary_.languages.begin(), vocabulary_.languages.end(), language) != vocabulary_.languages.end()) languages.push_back(language);
  return languages;
}

// A word that is its own stem stands in the index only as the word (schema/fields.hpp), so each stem is looked for as both.
std::vector<std::string> WordTerms::stem_terms(const std::string& typed, bool in_title, std::vector<std::string>* stems) const {
  std::vector<std::string> found{analyzer_.fold(typed)};
  for (const std::string& language : languages_of(typed)) add_once(found, analyzer_.stem(typed, language));
  if (stems) *stems = found;
  std::vector<std::string> terms;
  for (const std::string& stem : found) {
    terms.push_back(prefixed(word_kind(in_title), stem));
    terms.push_back(prefixed(said_ ? Term::said_stem : in_title ? Term::title_stem : Term::stem, stem));
  }
  return terms;
}

// As BM25 in Lucene: log(1 + (N − n + ½) / (n + ½)), never negative. Of the whole archive, so that segments rank alike.
double WordTerms::rarity(double articles) const { return std::log(1 + (articles_ - articles + 0.5) / (articles + 0.5)); }

// Terms of one thing overlap nearly wholly (a word and its stem), so the most frequent one says how rare it is.
Match WordTerms::terms(std::vector<std::string> candidates) const {
  Xapian::doccount most = 0;
  Match match;
  match.kind = MatchKind::terms;
  for (std::string& term : candidates) {
    if (term.size() > schema::kMaxTermBytes || term.empty()) continue;
    const Xapian::doccount articles = vocabulary_.counts.in_all(term);
    if (articles == 0) continue;
    most = std::max(most, articles);
    match.terms.push_back(std::move(term));
  }
  if (match.terms.empty()) return nothing();
  match.weight = said_ ? 0 : rarity(most);  // such terms carry no wdf
  return match;
}

// What people say has no positions of its own: phrases in it are those of the text, and the text is looked into.
Term WordTerms::word_kind(bool in_title) const { return said_ ? Term::said_word : in_title ? Term::title_word : Term::word; }

Match WordTerms::word(const std::string& typed, bool in_title, Marked& marked) const {
  const std::string folded = analyzer_.fold(typed);
  marked.folded.push_back(folded);
  // The word itself stays among them: stems of a form without its marks may differ (votacion, votación), and nothing that `folded` finds may be lost.
  const auto candidates = [&](bool title, std::vector<std::string>* stems) {
    return variants_ ? stem_terms(typed, title, stems) : std::vector<std::string>{prefixed(word_kind(title), folded)};
  };
  Match match = terms(candidates(in_title, &marked.stems));
  if (!in_title && !said_ && match.kind != MatchKind::nothing) match.title_terms = terms(candidates(true, nullptr)).terms;
  if (exact_) match.written = written({typed}, 0, in_title), marked.written = match.written.forms;
  return match;
}

Match WordTerms::positional(Xapian::Query::op op, const std::vector<std::string>& folded, std::size_t window, bool in_title) const {
  Match match;
  std::vector<Xapian::Query> leaves;
  double rarities = 0;
  for (const std::string& word : folded) {
    const std::string term = prefixed(in_title ? Term::title_word : Term::word, word);
    const Xapian::doccount articles = term.empty() || word.size() > schema::kMaxWordBytes ? 0 : vocabulary_.counts.in_all(term);
    if (articles == 0) return nothing();
    rarities += rarity(articles);
    leaves.emplace_back(term);
    match.terms.push_back(term);
  }
  match.kind = MatchKind::positional;
  match.positional = Xapian::Query(op, leaves.begin(), leaves.end(), static_cast<Xapian::termcount>(window));
  match.weight = rarities / static_cast<double>(leaves.size());
  return match;
}

// Neither empty words nor words that are too long to be indexed have a term.
Written WordTerms::written(const std::vector<std::string>& typed, std::size_t window, bool in_title) const {
  Written written;
  written.window = window, written.in_title = in_title, written.in_quotes = said_, written.folded = !exact_;
  for (const std::string& word : typed) {
    written.forms.push_back(exact_ ? written_form(word) : analyzer_.fold(word));
    written.terms.push_back(prefixed(in_title ? Term::title_word : Term::word, analyzer_.fold(word)));
  }
  return written;
}

Match WordTerms::phrase(const std::vector<std::string>& typed, bool in_title, Marked& marked) const {
  if (typed.size() == 1 && exact_) return word(typed.front(), in_title, marked);
  for (const std::string& word : typed) marked.phrase.push_back(analyzer_.fold(word));
  if (marked.phrase.size() == 1) {
    marked.folded.swap(marked.phrase);
    return terms({prefixed(word_kind(in_title), marked.folded.front())});
  }
  Match match = positional(Xapian::Query::OP_PHRASE, marked.phrase, marked.phrase.size(), in_title);
  if (exact_ || said_) match.written = written(typed, 0, in_title);
  if (exact_) marked.written = match.written.forms;
  return match;
}

Match WordTerms::near(const std::vector<std::string>& typed, std::size_t distance, bool in_title, std::vector<Marked>& marked) const {
  std::vector<std::string> folded, distinct;
  for (const std::string& word : typed) {
    add_once(folded, analyzer_.fold(word));
    const std::size_t before = distinct.size();
    add_once(distinct, exact_ ? written_form(word) : analyzer_.fold(word));
    if (distinct.size() == before) continue;
    marked.emplace_back().folded.push_back(analyzer_.fold(word));
    if (exact_) marked.back().written.push_back(distinct.back());
  }
  // Xapian's window counts the places that the words may stand in: two words side by side have a window of 2.
  const std::size_t window = std::max(distance + 1, distinct.size());
  Match match = folded.size() == 1 ? terms({prefixed(word_kind(in_title), folded.front())})
                                   : positional(Xapian::Query::OP_NEAR, folded, window, in_title);
  if (exact_ || (said_ && folded.size() > 1)) match.written = written(distinct, window, in_title);
  return match;
}

Match WordTerms::prefix(const std::string& typed, bool in_title, Marked& marked, bool& cut) const {
  const std::string begins = prefixed(word_kind(in_title), analyzer_.fold(typed));
  marked.prefixes.push_back(analyzer_.fold(typed));
  std::vector<std::pair<Xapian::doccount, std::string>> found;
  Paced paced(vocabulary_.deadline);
  for (auto term = vocabulary_.database.allterms_begin(begins), end = vocabulary_.database.allterms_end(begins); term != end; ++term, paced.step())
    found.emplace_back(term.get_termfreq(), *term);
  cut = found.size() > kMaxWildcardTerms;
  const std::size_t kept = std::min(found.size(), kMaxWildcardTerms);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                    [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<std::string> candidates;
  for (std::size_t i = 0; i < kept; ++i) candidates.push_back(std::move(found[i].second));
  return terms(std::move(candidates));
}

Match WordTerms::entity(names::EntityOrdinal entity, Marked& marked) const {
  marked.entities.push_back(entity);
  const std::uint32_t articles = vocabulary_.articles_naming[entity];
  if (articles == 0) return nothing();
  Match match;
  match.kind = MatchKind::entity;
  match.entity = entity;
  match.values = {std::string(vocabulary_.lexicon.entities[entity].id)};
  match.weight = rarity(articles);
  return match;
}

Match WordTerms::author(const std::vector<std::string>& typed) const {
  std::vector<std::string> words, found;
  for (const std::string& word : typed) words.push_back(analyzer_.fold(word));
  const std::string kind(schema::prefix_of(Term::author));
  Paced paced(vocabulary_.deadline);
  for (auto term = vocabulary_.database.allterms_begin(kind), end = vocabulary_.database.allterms_end(kind); term != end; ++term, paced.step()) {
    const std::vector<std::string> name = names::folded_words((*term).substr(kind.size()), analyzer_);
    const auto has = [&](const std::string& word) { return std::find(name.begin(), name.end(), word) != name.end(); };
    if (std::all_of(words.begin(), words.end(), has)) found.push_back(*term);
  }
  Match match = terms(std::move(found));
  match.weight = 0;
  return match;
}

bool WordTerms::is_stop_word(const std::string& typed) const {
  const std::vector<std::string> languages = languages_of(typed);
  const std::string folded = analyzer_.fold(typed);
  return !languages.empty() &&
         std::all_of(languages.begin(), languages.end(), [&](const std::string& language) { return analyzer_.is_stop_word(folded, language); });
}

bool WordTerms::is_common_word(const std::string& typed, const std::vector<names::Candidate>& whose, bool shouted, std::uint32_t least) const {
  if (shouted && text::is_all_capitals(typed)) return false;
  const std::string folded = analyzer_.fold(typed);
  for (const std::string& language : languages_of(typed))
    if (analyzer_.is_stop_word(folded, language)) return true;
  if (text::month_named(typed) != 0) return true;
  if (articles_with(typed) < least) return false;
  std::vector<names::EntityOrdinal> entities;
  for (std::size_t i = 0; i < std::min(whose.size(), kMaxCandidates); ++i) entities.push_back(whose[i].entity);
  const Vocabulary::Together found = vocabulary_.together(folded, entities);
  return found.with >= least && found.naming < kNameShare * found.with;
}

std::uint32_t WordTerms::articles_with_forms(const std::string& typed) const {
  std::uint32_t most = 0;
  for (const std::string& term : stem_terms(typed, false, nullptr))
    if (!term.empty() && term.size() <= schema::kMaxTermBytes) most = std::max<std::uint32_t>(most, vocabulary_.counts.in_all(term));
  return most;
}

std::uint32_t WordTerms::articles_with(const std::string& typed) const {
  const std::string folded = analyzer_.fold(typed);
  return folded.empty() || folded.size() > schema::kMaxWordBytes ? 0 : vocabulary_.counts.in_all(folded);
}

std::string written_form(std::string_view word) {
  std::string form = text::fold_case(word);
  for (const std::string_view apostrophe : {"’", "‘", "ʼ", "ʹ", "′", "`", "´"}) form = text::replaced(form, apostrophe, "'");
  return form;
}

}  // namespace dispatches::query
