#include "searchd/query/syntax.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "indexer/text/analyzer.hpp"
#include "indexer/text/utf8.hpp"
#include "searchd/query/lexemes.hpp"
#include "searchd/query/request.hpp"

namespace dispatches::query {

namespace {

// Each expansion reads the postings of up to a hundred words.
constexpr std::size_t kMaxWildcards = 4;

std::vector<std::string> words_in(std::string_view typed) {
  std::vector<std::string> words;
  for (const text::Token& token : text::tokenize(typed)) words.emplace_back(typed.substr(token.begin, token.end - token.begin));
  return words;
}

// The longest beginning within the limit that ends between words; of one endless word, the beginning that fits.
std::string_view cut_to_limit(std::string_view q, std::vector<std::string>& notes) {
  std::size_t at = 0, last_space = 0;
  for (std::size_t characters = 0; at < q.size() && characters < kMaxQueryCharacters; ++characters) {
    if (q[at] == ' ' || q[at] == '\n' || q[at] == '\t') last_space = at;
    text::next_character(q, at);
  }
  if (at == q.size()) return q;
  notes.push_back(fmt::format("The question was cut to its first {} characters.", kMaxQueryCharacters));
  return q.substr(0, last_space ? last_space : at);
}

// What stands in brackets inside too many others is read as if these brackets were not there. Bounds the parser's recursion.
std::vector<Lexeme> without_deep_brackets(std::vector<Lexeme> lexemes, std::vector<std::string>& notes) {
  std::size_t depth = 0;
  const std::size_t before = lexemes.size();
  std::erase_if(lexemes, [&](const Lexeme& lexeme) {
    if (lexeme.kind == LexemeKind::open) return ++depth > kMaxQueryDepth;
    if (lexeme.kind == LexemeKind::close && depth > 0) return depth-- > kMaxQueryDepth;
    return false;
  });
  if (lexemes.size() < before) notes.push_back(fmt::format("Brackets inside {} others were ignored.", kMaxQueryDepth));
  return lexemes;
}

// Whose words are looked for as those of the text are; the others compare whole values.
bool has_text(std::string_view field) { return field.empty() || field == "title" || field == "said"; }

class Parser {
 public:
  Parser(std::vector<Lexeme> lexemes, std::vector<std::string>& notes) : lexemes_(std::move(lexemes)), notes_(notes) {}

  Node run() {
    Node root;
    while (at_ < lexemes_.size()) {
      clauses(root.children);
      if (at_ < lexemes_.size()) ++at_, note("A closing bracket without its partner was ignored.");
    }
    return root;
  }

 private:
  using Operand = std::optional<Node>;

  bool next_is(LexemeKind kind) const { return at_ < lexemes_.size() && lexemes_[at_].kind == kind; }

  void note(std::string sentence) {
    if (std::find(notes_.begin(), notes_.end(), sentence) == notes_.end()) notes_.push_back(std::move(sentence));
  }

  // Up to a closing bracket or the end.
  void clauses(std::vector<Node>& into) {
    while (at_ < lexemes_.size() && !next_is(LexemeKind::close))
      if (Operand found = clause()) into.push_back(std::move(*found));
  }

  Operand clause() {
    if (next_is(LexemeKind::conjunction)) return ++at_, std::nullopt;
    if (next_is(LexemeKind::alternative)) return ++at_, note("OR without words on both sides was ignored."), std::nullopt;
    Operand first = operand();
    if (!next_is(LexemeKind::alternative)) return first;
    Node any;
    any.kind = NodeKind::any_of;
    if (first) any.children.push_back(std::move(*first));
    while (next_is(LexemeKind::alternative)) {
      ++at_;
      if (at_ == lexemes_.size() || next_is(LexemeKind::close)) note("OR without words on both sides was ignored.");
      else if (Operand more = operand()) any.children.push_back(std::move(*more));
    }
    if (any.children.empty()) return std::nullopt;
    return any.children.size() == 1 ? std::move(any.children.front()) : std::move(any);
  }

  Operand operand() {
    bool negated = false;
    while (next_is(LexemeKind::minus) || next_is(LexemeKind::negation)) negated = !negated, ++at_;
    Operand found = factor();
    if (!negated) return found;
    if (!found) return note("NOT without words after it was ignored."), std::nullopt;
    Node none;
    none.kind = NodeKind::none_of;
    none.children.push_back(std::move(*found));
    return none;
  }

  Operand factor() {
    Operand left = primary();
    while (next_is(LexemeKind::near)) left = near(std::move(left));
    return left;
  }

  // at_ stands on NEAR. What is no word on either side is simply searched for too.
  Operand near(Operand left) {
    const std::size_t distance = lexemes_[at_++].distance;
    Operand right = next_is(LexemeKind::word) || next_is(LexemeKind::quoted) ? primary() : std::nullopt;
    const auto joins = [](const Operand& side) {
      return side && (side->kind == NodeKind::word || side->kind == NodeKind::phrase || side->kind == NodeKind::near);
    };
    if (!joins(left) || !joins(right) || left->field != right->field) {
      note("NEAR joins words only; it was read as AND.");
      return both(std::move(left), std::move(right));
    }
    left->kind = NodeKind::near;
    left->text.clear();
    left->distance = std::max(left->distance, distance);
    left->words.insert(left->words.end(), right->words.begin(), right->words.end());
    return left;
  }

  static Operand both(Operand left, Operand right) {
    if (!left || !right) return left ? std::move(left) : std::move(right);
    Node all;
    all.children.push_back(std::move(*left));
    all.children.push_back(std::move(*right));
    return all;
  }

  Operand primary() {
    if (at_ == lexemes_.size() || next_is(LexemeKind::close)) return std::nullopt;
    const Lexeme lexeme = lexemes_[at_++];
    switch (lexeme.kind) {
      case LexemeKind::open: return group(lexeme.field);
      case LexemeKind::word: return word(lexeme);
      case LexemeKind::quoted: return quoted(lexeme);
      case LexemeKind::dates: return dates(lexeme);
      case LexemeKind::near: return note("NEAR joins words only; it was read as AND."), std::nullopt;
      default: return note("An operator without words beside it was ignored."), std::nullopt;
    }
  }

  // at_ stands behind the opening bracket.
  Operand group(const std::string& field) {
    Node inside;
    if (!has_text(field)) join_words();
    clauses(inside.children);
    if (!field.empty()) put(field, inside);
    if (next_is(LexemeKind::close)) ++at_;
    else note("An opening bracket without its partner was ignored.");
    if (inside.children.empty()) return std::nullopt;
    return inside.children.size() == 1 ? std::move(inside.children.front()) : std::move(inside);
  }

  // at_ stands behind the bracket of a field that compares whole values: there words side by side are one, and OR parts values.
  void join_words() {
    std::size_t depth = 1;
    for (std::size_t i = at_; i < lexemes_.size() && depth > 0; ++i) {
      if (lexemes_[i].kind == LexemeKind::open) ++depth;
      if (lexemes_[i].kind == LexemeKind::close) --depth;
      const auto is_word = [&](std::size_t k) { return k < lexemes_.size() && lexemes_[k].kind == LexemeKind::word && lexemes_[k].field.empty() && !lexemes_[k].text.ends_with('*'); };
      while (is_word(i) && is_word(i + 1)) {
        lexemes_[i].text += " " + lexemes_[i + 1].text;
        lexemes_[i].joined = true;
        lexemes_.erase(lexemes_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      }
    }
  }

  // What stands in brackets behind a field has it.
  static void put(const std::string& field, Node& node) {
    for (Node& child : node.children) put(field, child);
    const bool holds_words = node.kind == NodeKind::word || node.kind == NodeKind::phrase || node.kind == NodeKind::near || node.kind == NodeKind::prefix;
    if (!holds_words || !node.field.empty() || (node.kind == NodeKind::near && !has_text(field))) return;
    node.field = field;
    if (!has_text(field)) node.kind = NodeKind::field;
  }

  // Takes as many words as the question may still have.
  void take_words(std::vector<std::string>& words, std::size_t most) {
    const std::size_t allowed = std::min(most, kMaxQueryWords - words_);
    if (words.size() > allowed) {
      note(allowed == most ? fmt::format("Quoted words beyond {} were left out.", most)
                           : fmt::format("Words beyond the first {} were left out.", kMaxQueryWords));
      words.resize(allowed);
    }
    words_ += words.size();
  }

  Operand word(const Lexeme& lexeme) {
    if (!has_text(lexeme.field)) return field(lexeme);
    std::string_view typed = lexeme.text;
    const bool starred = typed.ends_with('*');
    while (typed.ends_with('*')) typed.remove_suffix(1);
    if (typed.find('*') != std::string_view::npos) note("A * is understood only at the end of a word.");
    Node node;
    node.kind = NodeKind::word;
    node.field = lexeme.field;
    node.joined = lexeme.joined;
    node.text = typed;
    node.words = words_in(typed);
    take_words(node.words, kMaxPhraseWords);
    if (node.words.empty()) return std::nullopt;
    if (starred && may_be_prefix(node)) node.kind = NodeKind::prefix, node.text = node.words.front();
    return node;
  }

  bool may_be_prefix(const Node& node) {
    if (node.words.size() != 1 || text::length(node.words.front()) < kMinWildcardLetters) {
      note(fmt::format("A * needs {} letters of one word before it; it was ignored.", kMinWildcardLetters));
      return false;
    }
    if (wildcards_ == kMaxWildcards) return note(fmt::format("Only {} words may end in *.", kMaxWildcards)), false;
    return ++wildcards_, true;
  }

  Operand quoted(const Lexeme& lexeme) {
    if (!has_text(lexeme.field)) return field(lexeme);
    Node node;
    node.kind = NodeKind::phrase;
    node.field = lexeme.field;
    node.text = lexeme.text;
    node.words = words_in(lexeme.text);
    take_words(node.words, kMaxPhraseWords);
    if (node.words.empty()) return std::nullopt;
    return node;
  }

  Operand field(const Lexeme& lexeme) {
    Node node;
    node.kind = NodeKind::field;
    node.field = lexeme.field;
    node.text = text::squeeze(lexeme.text);
    if (node.field == "author" && node.text.find('*') != std::string::npos) note("A * is not understood in author:, which compares whole words.");
    node.words = words_in(lexeme.text);
    take_words(node.words, kMaxPhraseWords);
    if (node.words.empty()) return std::nullopt;
    return node;
  }

  Operand dates(const Lexeme& lexeme) {
    Node node;
    node.kind = NodeKind::dates;
    node.text = lexeme.text;
    node.from = lexeme.from;
    node.to = lexeme.to;
    if (node.from && node.to && *node.to < *node.from) {
      std::swap(node.from, node.to);
      note("The dates were in the wrong order and have been exchanged.");
    }
    return node;
  }

  std::vector<Lexeme> lexemes_;
  std::vector<std::string>& notes_;
  std::size_t at_ = 0, words_ = 0, wildcards_ = 0;
};

std::string in_field(const Node& node, const std::string& shown) {
  return node.field.empty() ? shown : fmt::format("({}: {})", node.field, shown);
}

std::string list(std::string_view head, const std::vector<Node>& children) {
  std::string shown = fmt::format("({}", head);
  for (const Node& child : children) shown += " " + to_string(child);
  return shown + ")";
}

std::string day(const std::optional<std::chrono::sys_days>& date) { return date ? fmt::format("{:%Y-%m-%d}", *date) : std::string(); }

}  // namespace

Syntax parse(std::string_view q) {
  Syntax syntax;
  std::vector<Lexeme> found = lexemes(cut_to_limit(q, syntax.notes), syntax.notes);
  found = without_deep_brackets(std::move(found), syntax.notes);
  syntax.root = Parser(std::move(found), syntax.notes).run();
  if (syntax.root.children.empty() && syntax.notes.empty() && !text::trim(q).empty()) syntax.notes.push_back("Nothing of the question can be searched for, so every article is found.");
  return syntax;
}

std::string to_string(const Node& node) {
  switch (node.kind) {
    case NodeKind::all_of: return list("all", node.children);
    case NodeKind::any_of: return list("any", node.children);
    case NodeKind::none_of: return list("not", node.children);
    case NodeKind::word: return in_field(node, node.words.size() > 1 ? fmt::format("\"{}\"", fmt::join(node.words, " ")) : node.words.front());
    case NodeKind::phrase: return in_field(node, fmt::format("\"{}\"", fmt::join(node.words, " ")));
    case NodeKind::near: return in_field(node, fmt::format("(near/{} {})", node.distance, fmt::join(node.words, " ")));
    case NodeKind::prefix: return in_field(node, node.text + "*");
    case NodeKind::field: return fmt::format("({}: {})", node.field, node.text);
    case NodeKind::dates: return fmt::format("(dates {}..{})", day(node.from), day(node.to));
  }
  return {};
}

}  // namespace dispatches::query
