// Writes the lexicon file of a generation: everything anew but for the spellings and mentions, which keep their ids.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "indexer/names/lexicon.hpp"

namespace dispatches::names {

// One thread. All throw std::runtime_error.
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
  void add(const LexiconTopic& topic);
  void add_redirect(const std::string& id, EntityOrdinal entity);
  void add_source(const std::string& stated, const LexiconSource& source);
  void add_listed(SpellingId spelling, const std::string& entity_id);
  void set_catalogue(const std::string& fingerprint);
  void set_fingerprint(const std::string& fingerprint);
  void commit();  // everything or nothing; synced

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

}  // namespace dispatches::names
