// Names of known people in languages for which there is no recogniser: words that stand side by side and sound like the
// parts of one name that other articles have taught us (Wolodymyr Selenskyj, فولوديمير زيلينسكي). Who of them is
// meant, the lexicon decides; here is only said that a person is named. Precision comes first: both words begin with a
// capital where the script has them, the scorer is strict, and where it has none (Arabic, Hebrew, Georgian) stricter.
// Chinese, Japanese and Korean are left to the catalogue. Built once, then shared by threads (what words sound like is
// remembered inside, guarded and bounded).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "indexer/entities/matcher.hpp"

namespace dispatches::entities {

class KnownPeople {
 public:
  // Full names of people, any script; names of one part are of no use here.
  explicit KnownPeople(std::span<const std::string> names);
  ~KnownPeople();
  KnownPeople(KnownPeople&&) noexcept;

  // `known` (the catalogue's mentions, in order) with those found beside them: one list in the order of the text, not
  // overlapping. A mention found is of type person and not plain; a surname that stands alone later in the article has
  // the full name as antecedent. Names do not cross sentences, nor touch what is known. `analyzer` is the calling
  // thread's.
  std::vector<Mention> names_in(const TextToMatch& input, const std::vector<Mention>& known,
                                text::Analyzer& analyzer) const;

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace dispatches::entities
