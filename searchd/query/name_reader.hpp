// Which words of a question are a name, and whose: the longest run that is written so somewhere; else what sounds like a person's name. A word
// that the archive uses for something else stays a word. Beneath compile.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "searchd/query/compile.hpp"
#include "searchd/query/syntax.hpp"
#include "searchd/query/word_terms.hpp"

namespace dispatches::query {

// Of one question. One thread.
class NameReader {
 public:
  NameReader(const Vocabulary& vocabulary, const WordTerms& words, text::Analyzer& analyzer) : vocabulary_(vocabulary), words_(words), analyzer_(analyzer) {}

  struct Read {
    std::size_t count = 0;  // nodes
    Understood understood;  // its entity is kNobody where it may mean several, or is rather a word
  };
  // The name that begins with nodes[at]; absent: none does. REQUIRES: nodes[at] is a plain word.
  std::optional<Read> read(const std::vector<Node>& nodes, std::size_t at);

  // Whether somebody is written just so, and is meant.
  bool is_name(const std::string& word) const;

  // A name in capitals says something only where not all is in capitals, or where it is all there is.
  void find_shouting(const std::vector<Node>& nodes);
  bool is_shouted(const Node& node) const;
  bool was_cut() const { return lookups_ > kMaxSoundLookups; }

 private:
  using Candidates = std::vector<names::Candidate>;

  std::size_t longest_run(const std::vector<Node>& nodes, std::size_t at, std::size_t most) const;
  std::optional<Read> written(const std::vector<Node>& nodes, std::size_t at);
  std::optional<Read> declined(const std::vector<Node>& nodes, std::size_t at);
  std::optional<Read> sounding(const std::vector<Node>& nodes, std::size_t at);
  std::optional<Read> surname_first(const std::vector<Node>& nodes, std::size_t at, const Read& written);
  std::optional<Read> sounding_surname(const std::vector<Node>& nodes, std::size_t at);
  bool may_sound(const Node& node) const;
  const Candidates& sounding_like(const std::vector<Node>& nodes, std::size_t at, std::size_t count);
  float mean_of(const std::vector<Node>& nodes, std::size_t at, std::size_t count, names::EntityOrdinal entity);
  Read read_as(const std::vector<Node>& nodes, std::size_t at, std::size_t count, const Candidates& candidates, bool meant) const;

  const Vocabulary& vocabulary_;
  const WordTerms& words_;
  text::Analyzer& analyzer_;
  std::map<std::string, Candidates> heard_;  // what sounds like a text
  std::size_t lookups_ = 0;
  bool shouted_ = false;
};

bool is_plain_word(const Node& node);

// As they are offered: those of most articles first, at most kMaxCandidates. `articles`: by entity.
std::vector<names::EntityOrdinal> offered(std::vector<names::EntityOrdinal> candidates, const std::vector<std::uint32_t>& articles);

}  // namespace dispatches::query
