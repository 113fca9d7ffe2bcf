#include "searchd/query/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"
#include "searchd/query/facet_values.hpp"
#include "searchd/query/name_reader.hpp"
#include "searchd/query/word_terms.hpp"

namespace dispatches::query {

namespace {

using names::EntityOrdinal;
using names::kNobody;

Match of_kind(MatchKind kind, std::vector<Match> children = {}) {
  Match match;
  match.kind = kind;
  match.children = std::move(children);
  return match;
}

// What the words of a name are worth beside being named, as a share of it: an article may be all about somebody and write him otherwise.
constexpr double kSpellingShare = 0.2;

// As they are written before the letters of the sun, too.
constexpr std::array<std::string_view, 14> kArabicArticles = {"al", "el", "ul", "as", "es", "ash", "esh", "asch", "ad", "ed", "ar", "er", "an", "at"};
constexpr std::size_t kLongestType = 8;  // bytes before the number: "Shahed-136" is the longest known
constexpr std::array<std::string_view, 3> kApostrophes = {"'", "’", "ʼ"};

void weigh_together(Match& words, double weight) {
  if (words.kind != MatchKind::all_of) words.weight = weight;
  for (Match& word : words.children) weigh_together(word, weight / static_cast<double>(words.children.size()));
}

class Compiler {
 public:
  Compiler(const SearchRequest& request, const Vocabulary& vocabulary, text::Analyzer& analyzer)
      : variants_(request.spelling == Spelling::variants), vocabulary_(vocabulary), analyzer_(analyzer), words_(request.spelling, vocabulary, analyzer),
        said_(request.spelling, vocabulary, analyzer, true), inside_quotes_(request.inside_quotes), names_(vocabulary, words_, analyzer), exact_(request.spelling == Spelling::exact) {}

  CompiledQuery run(const std::string& q) {
    Syntax syntax = parse(q);
    out_.notes = std::move(syntax.notes);
    names_.find_shouting(syntax.root.children);
    out_.match = all_of(syntax.root.children, true);
    if (names_.was_cut()) out_.notes.push_back("Not all words were looked for among names that sound alike: the question has too many.");
    return std::move(out_);
  }

 private:
  Match all_of(const std::vector<Node>& nodes, bool top) {
    std::vector<Match> parts;
    for (std::size_t at = 0; at < nodes.size();) {
      if (!is_plain_word(nodes[at])) {
        parts.push_back(node(nodes[at++]));
        continue;
      }
      const std::size_t before = parts.size();
      at += name_or_word(nodes, at, parts, true);
      for (std::size_t i = before; i < parts.size(); ++i) parts[i].may_miss = top;
    }
    if (parts.empty()) return of_kind(MatchKind::everything);
    return of_kind(MatchKind::all_of, std::move(parts));
  }

  Match any_of(const std::vector<Node>& nodes) {
    std::vector<Match> parts;
    for (const Node& child : nodes) parts.push_back(node(child));
    return of_kind(MatchKind::any_of, std::move(parts));
  }

  // The name that begins at `at`, else the word. Returns how many nodes it took.
  std::size_t name_or_word(const std::vector<Node>& nodes, std::size_t at, std::vector<Match>& into, bool may_drop) {
    if (variants_ && !inside_quotes_) {
      auto read = names_.read(nodes, at);
      // A stop word that is somebody's name too is offered, and asked for no more than others.
      if (read && may_drop && read->count == 1 && read->understood.entity == kNobody && is_needless(nodes, at)) return note(std::move(read->understood)), 1;
      if (read) return name(nodes, at, std::move(*read), into);
      if (const auto rest = without_elision(nodes[at])) return name_or_word({*rest}, 0, into, false);
      if (is_compound_of_names(nodes[at])) return into.push_back(compound(nodes[at])), 1;
    }
    if (may_drop && is_needless(nodes, at)) return 1;
    into.push_back(plain(nodes[at]));
    return 1;
  }

  // "l'Ukraine", "d'armée": without the article or preposition that French and Italian write onto it. "D'Annunzio" is a name before that.
  std::optional<Node> without_elision(const Node& node) const {
    constexpr std::array<std::string_view, 13> kElided = {"l", "d", "qu", "jusqu", "lorsqu", "puisqu", "dell", "all", "nell", "sull", "dall", "un", "quest"};
    if (node.words.size() < 2 || std::find(kElided.begin(), kElided.end(), analyzer_.fold(node.words.front())) == kElided.end()) return std::nullopt;
    const std::string_view behind = std::string_view(node.text).substr(node.words.front().size());
    const auto mark = std::find_if(kApostrophes.begin(), kApostrophes.end(), [&](std::string_view one) { return behind.starts_with(one); });
    if (!node.text.starts_with(node.words.front()) || mark == kApostrophes.end()) return std::nullopt;
    Node rest = node;
    rest.text = behind.substr(mark->size());
    rest.words.erase(rest.words.begin());
    return rest;
  }

  // "Russia-Ukraine", "NATO-Gipfel": one of its words is somebody's name, and none is a number ("F-16").
  bool is_compound_of_names(const Node& node) const {
    const auto has_digit = [](const std::string& word) { return word.find_first_of("0123456789") != std::string::npos; };
    return node.words.size() > 1 && std::none_of(node.words.begin(), node.words.end(), has_digit) &&
           std::any_of(node.words.begin(), node.words.end(), [&](const std::string& word) { return names_.is_name(word); });
  }

  // As it is written, or each of its words anywhere.
  Match compound(const Node& whole) {
    std::vector<Node> words;
    for (const std::string& word : whole.words) {
      if (std::find(kArabicArticles.begin(), kArabicArticles.end(), analyzer_.fold(word)) != kArabicArticles.end()) continue;  // "el-Assad"
      Node& one = words.emplace_back();
      one.kind = NodeKind::word, one.text = word, one.words = {word};
    }
    std::vector<Match> either{plain(whole)};
    either.push_back(all_of(words, false));
    return of_kind(MatchKind::any_of, std::move(either));
  }

  void note(Understood understood) {
    understood.excluded = negative_;
    out_.understood.push_back(std::move(understood));
  }

  // A stop word, unless the question has nothing else.
  bool is_needless(const std::vector<Node>& nodes, std::size_t at) const {
    const auto needless = [&](const Node& node) {
      return is_plain_word(node) && node.words.size() == 1 && words_.is_stop_word(node.words.front()) && !names_.is_shouted(node);
    };
    return needless(nodes[at]) && !std::all_of(nodes.begin(), nodes.end(), needless);
  }

  // `into` gets what the name matches: its words, and where it means somebody their articles too.
  std::size_t name(const std::vector<Node>& nodes, std::size_t at, NameReader::Read read, std::vector<Match>& into) {
    std::vector<Match> parts;
    const std::size_t marked_before = out_.marked.size();
    for (std::size_t i = at; i < at + read.count; ++i) parts.push_back(plain(nodes[i]));
    if (read.understood.entity == kNobody) std::move(parts.begin(), parts.end(), std::back_inserter(into));
    else into.push_back(words_or_entity(std::move(parts), read.understood.entity, marked_before));
    note(std::move(read.understood));
    return read.count;
  }

  // Articles with the typed words and those that name the entity. Its words show nothing new where a mention stands: see search::snippet.
  Match words_or_entity(std::vector<Match> words, EntityOrdinal entity, std::size_t marked_before) {
    Marked marked;
    std::vector<Match> either{words.size() == 1 ? std::move(words.front()) : of_kind(MatchKind::all_of, std::move(words))};
    either.push_back(words_.entity(entity, marked));
    if (either.back().weight > 0) weigh_together(either.front(), kSpellingShare * either.back().weight);
    if (!negative_) {
      for (std::size_t i = marked_before; i < out_.marked.size(); ++i) {
        std::move(out_.marked[i].folded.begin(), out_.marked[i].folded.end(), std::back_inserter(marked.folded));
        std::move(out_.marked[i].stems.begin(), out_.marked[i].stems.end(), std::back_inserter(marked.stems));
      }
      out_.marked.resize(marked_before);
      out_.marked.push_back(std::move(marked));
    }
    return of_kind(MatchKind::any_of, std::move(either));
  }

  const WordTerms& words_of(const Node& node) const { return inside_quotes_ || node.field == "said" ? said_ : words_; }

  // A word as it stands, without asking whose name it is.
  Match plain(const Node& node) {
    Marked marked;
    const bool in_title = node.field == "title";
    const WordTerms& words = words_of(node);
    Match match = node.words.size() > 1 ? words.phrase(node.words, in_title, marked) : words.word(node.words.front(), in_title, marked);
    match = kept(std::move(match), node, std::move(marked));
    std::vector<Match> either{std::move(match)};
    if (variants_ && node.field.empty())
      for (const Node& other : other_writings(node)) either.push_back(other.words.size() > 1 ? phrase(other) : of_words(other));
    return either.size() > 1 ? of_kind(MatchKind::any_of, std::move(either)) : std::move(either.front());
  }

  Match of_words(const Node& node) {
    Marked marked;
    Match match = words_.word(node.words.front(), false, marked);
    return kept(std::move(match), node, std::move(marked));
  }

  // "F-16", "F-16s" and "F16" for one another, as far as articles have them; none where it is no such type.
  std::vector<Node> other_writings(const Node& node) const {
    std::string type;
    for (const std::string& word : node.words) type += word;
    if (type.ends_with('s')) type.pop_back();
    const std::size_t digits = type.find_first_of("0123456789");
    if (digits == 0 || digits > kLongestType || digits == std::string::npos || node.words.size() > 3 || type.find_first_not_of("0123456789", digits) != std::string::npos) return {};
    std::vector<Node> others;
    for (const std::string& number : {type.substr(digits), type.substr(digits) + "s"})
      for (const std::vector<std::string>& words : {std::vector<std::string>{type.substr(0, digits), number}, std::vector<std::string>{type.substr(0, digits) + number}}) {
        if (words == node.words || words_.articles_with(words.back()) == 0) continue;
        others.push_back(node);
        others.back().words = words;
      }
    return others;
  }

  Match kept(Match match, const Node& node, Marked marked) {
    if (match.kind == MatchKind::nothing && !negative_) std::copy(node.words.begin(), node.words.end(), std::back_inserter(out_.unknown_words));
    if (!negative_) out_.marked.push_back(std::move(marked));
    return match;
  }

  Match node(const Node& node) {
    switch (node.kind) {
      case NodeKind::all_of: return all_of(node.children, false);
      case NodeKind::any_of: return any_of(node.children);
      case NodeKind::none_of: return none_of(node);
      case NodeKind::word: return single(node);
      case NodeKind::phrase: return phrase(node);
      case NodeKind::near: return near(node);
      case NodeKind::prefix: return prefix(node);
      case NodeKind::field: return field(node);
      case NodeKind::dates: return dates(node);
    }
    return of_kind(MatchKind::nothing);
  }

  Match none_of(const Node& node) {
    const bool before = std::exchange(negative_, true);
    Match none = of_kind(MatchKind::none_of, {this->node(node.children.front())});
    negative_ = before;
    return none;
  }

  Match single(const Node& node) {
    if (!is_plain_word(node)) return plain(node);
    std::vector<Match> parts;
    name_or_word({node}, 0, parts, false);
    return parts.size() == 1 ? std::move(parts.front()) : of_kind(MatchKind::all_of, std::move(parts));
  }

  Match phrase(const Node& node) {
    Marked marked;
    Match match = words_of(node).phrase(node.words, node.field == "title", marked);
    return kept(std::move(match), node, std::move(marked));
  }

  Match near(const Node& node) {
    std::vector<Marked> marked;
    Match match = words_of(node).near(node.words, node.distance, node.field == "title", marked);
    if (!negative_) std::move(marked.begin(), marked.end(), std::back_inserter(out_.marked));
    return match;
  }

  Match prefix(const Node& node) {
    Marked marked;
    bool cut = false;
    Match match = words_of(node).prefix(node.text, node.field == "title", marked, cut);
    if (cut) out_.notes.push_back(fmt::format("{}*: only the {} most frequent words that begin so are searched.", node.text, kMaxWildcardTerms));
    if (exact_) out_.notes.push_back(fmt::format("{}*: marks are not compared in words that are cut short.", node.text));
    return kept(std::move(match), node, std::move(marked));
  }

  Match dates(const Node& node) {
    Match match = of_kind(MatchKind::dates);
    match.from = node.from;
    match.to = node.to;
    return match;
  }

  // The field's words as if it were not there.
  Match without_field(const Node& node, std::string note) {
    out_.notes.push_back(std::move(note));
    std::vector<Match> parts;
    for (const std::string& word : node.words) {
      Marked marked;
      Match match = words_.word(word, false, marked);
      parts.push_back(kept(std::move(match), node, std::move(marked)));
    }
    return of_kind(MatchKind::all_of, std::move(parts));
  }

  Match field(const Node& node) {
    if (node.field == "author") return words_.author(node.words);
    if (node.field == "said") return plain(node);
    const bool within = node.field == "within";
    const Facet facet = within ? Facet::place : facet_named(node.field).value_or(Facet::place);
    NamedValues named = values_named(facet, node.text, vocabulary_.lexicon, vocabulary_.names, analyzer_);
    if (node.joined && named.ids.size() != 1) return each_in_field(node);
    if (named.ids.empty()) return without_field(node, fmt::format("{}: nothing is called '{}'; the words were searched.", node.field, node.text));
    if (!named.candidates.empty()) understood_field(node, named.candidates);
    Match match = of_kind(MatchKind::facet);
    match.facet = facet;
    match.within = within;
    match.values = std::move(named.ids);
    return match;
  }

  // Words that stood side by side in the field's brackets and together are nobody's name.
  Match each_in_field(const Node& node) {
    std::vector<Match> parts;
    for (const std::string& word : node.words) {
      Node one = node;
      one.joined = false, one.text = word, one.words = {word};
      parts.push_back(field(one));
    }
    return of_kind(MatchKind::all_of, std::move(parts));
  }

  // Several of that name: the articles of each of them are found.
  void understood_field(const Node& node, const std::vector<EntityOrdinal>& entities) {
    Understood understood{node.field + ":" + node.text, kNobody, offered(entities, vocabulary_.articles_naming)};
    if (entities.size() == 1) understood.entity = entities.front(), understood.candidates.clear();
    note(std::move(understood));
    if (negative_) return;
    for (const EntityOrdinal entity : entities) out_.marked.emplace_back().entities = {entity};
  }

  bool variants_;
  const Vocabulary& vocabulary_;
  text::Analyzer& analyzer_;
  WordTerms words_, said_;
  bool inside_quotes_;
  NameReader names_;
  bool exact_;
  CompiledQuery out_;
  bool negative_ = false;  // inside NOT: nothing is marked
};

}  // namespace

CompiledQuery compile(const SearchRequest& request, const Vocabulary& vocabulary, text::Analyzer& analyzer) {
  return Compiler(request, vocabulary, analyzer).run(request.q);
}

}  // namespace dispatches::query
