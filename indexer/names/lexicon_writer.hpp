// Writes the lexicon of a generation, tables and image: everything anew but for the spellings and mentions, which keep their ids.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "indexer/names/lexicon.hpp"
#include "indexer/names/lexicon_maker.hpp"

namespace dispatches::names {

// One thread. All throw std::runtime_error. REQUIRES: as names/lexicon_maker.
class LexiconWriter {
 public:
  explicit LexiconWriter(const std::filesystem::path& file);  // REQUIRES: it is not there yet
  ~LexiconWriter();
  LexiconWriter(const LexiconWriter&) = delete;
  LexiconWriter& operator=(const LexiconWriter&) = delete;

  void add(SpellingId id, const NewSpelling& spelling, const SpellingHistory& history = {});
  void add(MentionId id, const MentionRecord& mention);
  void add(const Meaning& meaning);
  void add(EntityOrdinal ordinal, const NewEntity& entity);
  void add(const NewAlias& alias);
  void add(const Exception& exception);
  void add(const AddedMention& mention);
  void add(const LexiconLink& link);
  void add(const IssuedId& issued);
  void add(const NewTopic& topic);
  void add_redirect(const std::string& id, EntityOrdinal entity);
  void add_source(const std::string& stated, const NewSource& source);
  void add_listed(SpellingId spelling, const std::string& entity_id);
  void set_catalogue(const std::string& fingerprint);
  void set_fingerprint(const std::string& fingerprint);
  void commit();  // everything or nothing; synced

 private:
  struct Tables;
  std::filesystem::path file_;
  std::unique_ptr<Tables> tables_;
  LexiconMaker maker_;  // of the image
};

}  // namespace dispatches::names
