// Words as typed → a tree. Anything typed gives a tree: what does not parse is read as plain words, and a note says so.
//
//   query   = clause*                                  all of them ("AND" between them says nothing more)
//   clause  = operand ["OR" operand …]                 OR binds more tightly than standing side by side
//   operand = ["-" | "NOT"] factor
//   factor  = word | word "*" | '"' words '"' | factor "NEAR"["/" n] factor | "(" query ")" | field ":" (word | '"' words '"' | "(" query ")") | date ".." date
//   field   = title person org place within topic source lang author said
// Pure; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dispatches::query {

enum class NodeKind : std::uint8_t {
  all_of,   // children, AND; none: everything
  any_of,   // children, OR
  none_of,  // one child, NOT
  word,     // text: one typed word; `words` has more than one where the analyser parts it ("Russia-Ukraine"): a phrase
  phrase,   // words, in order
  near,     // words, within `distance` of each other, in any order
  prefix,   // text without the star
  field,    // field and text: person:, topic:, … compared with facet values
  dates,    // from … to, either may be absent
};

struct Node {
  NodeKind kind = NodeKind::all_of;
  std::string text;                // as typed, without operators
  std::string field;               // "title" or "said" for word, phrase, near, prefix in those; else of kind field
  std::vector<std::string> words;  // as typed, as the analyser parts them
  std::size_t distance = 0;
  bool joined = false;             // of field: words that stood side by side in its brackets, one value or several
  std::optional<std::chrono::sys_days> from, to;
  std::vector<Node> children;
};

struct Syntax {
  Node root;                       // of kind all_of
  std::vector<std::string> notes;  // one sentence each
};

// `q` is clean UTF-8 (text::clean). Cuts to the limits of request.hpp with a note.
Syntax parse(std::string_view q);

// For `searchd --explain` and tests: (all zelensky (not "frozen assets") (title: nato)).
std::string to_string(const Node& node);

}  // namespace dispatches::query
