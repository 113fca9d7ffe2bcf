// Puts a lexicon together in one block (names/lexicon), from what is told row by row: by whoever makes one, or by the tables of a file.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "indexer/names/lexicon.hpp"

namespace dispatches::names {

struct LexiconRows;

// One thread. REQUIRES: spellings, mentions and entities come in order of their numbers, without gaps; what is said of one another's numbers is there in the
// end. Each text is kept once: names of entities, aliases and reasons are mostly spellings once more.
class LexiconMaker {
 public:
  LexiconMaker();
  ~LexiconMaker();
  LexiconMaker(const LexiconMaker&) = delete;
  LexiconMaker& operator=(const LexiconMaker&) = delete;

  void add(const NewSpelling& spelling, const SpellingHistory& history = {});
  void add(const MentionRecord& mention);
  void add(const Meaning& meaning);
  void add(const NewEntity& entity);
  void add(const NewAlias& alias);
  void add(const Exception& exception);      // the last of the same article and mention counts
  void add(const AddedMention& mention);     // the first of the same article and place
  void add(const NewTopic& topic);
  void add_redirect(std::string_view id, EntityOrdinal entity);  // the first; an entity's own id goes before
  void add_source(std::string_view stated, const NewSource& source);  // the last
  void set_fingerprint(std::string_view fingerprint);

  // So far; with the unused first of spellings and mentions.
  std::size_t spellings() const;
  std::size_t mentions() const;
  std::size_t entities() const;

  // All that was added; the last call. Throws std::runtime_error where it is larger than a block can be.
  std::shared_ptr<const Lexicon> finish();

 private:
  std::unique_ptr<LexiconRows> rows_;
};

}  // namespace dispatches::names
