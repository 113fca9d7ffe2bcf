// The generation that a run is making: begun from the one in force, in DIR/building; changed by adding a segment and tombstones; and published,
// or left without a trace. Holds the index's lock as long as it lives. One thread.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/names/interner.hpp"
#include "indexer/names/lexicon.hpp"
#include "indexer/pipeline/knowledge.hpp"
#include "indexer/pipeline/live_rows.hpp"
#include "indexer/schema/changes.hpp"
#include "indexer/schema/generation.hpp"
#include "indexer/schema/inputs.hpp"
#include "indexer/schema/stored_article.hpp"

namespace dispatches::pipeline {

class NextGeneration {
 public:
  // Makes `index` if it is not there, takes its lock, clears what a killed run left, and reads the generation in force.
  NextGeneration(std::filesystem::path index, std::optional<text::sys_seconds> now, schema::Versions versions = schema::Versions::present);
  ~NextGeneration();

  text::sys_seconds now() const { return now_; }
  bool is_first() const { return !previous_; }
  std::uint32_t previous_number() const { return previous_ ? manifest_before_.number : 0; }
  std::uint32_t previous_articles() const { return previous_ ? manifest_before_.articles : 0; }
  const names::Lexicon* previous_lexicon() const { return lexicon_.get(); }
  std::filesystem::path previous_folder() const { return previous_.value_or(std::filesystem::path()); }
  const std::string& previous_fingerprint() const { return manifest_before_.catalogue_fingerprint; }
  schema::Inputs& inputs() { return *inputs_; }
  // A folder for pieces, thrown away with the run.
  const std::filesystem::path& work() const { return work_; }

  // Where the live document of an article is in the old segments.
  struct Place {
    std::size_t segment;
    Xapian::docid document;
  };
  std::optional<Place> find(const std::string& article_id);
  std::optional<std::string> find_url(const std::string& url);  // the article's id
  void bury(const std::string& article_id);           // its live document in the old segments; nothing if there is none
  // Articles that were found withheld (schema/withheld.hpp) when the run began, and again when its stories were written: they are taken out by itself.
  std::size_t dropped() const { return dropped_; }
  schema::StoredArticle stored(const Place& place);
  // What the run does to an article, for those who ask what changed since a generation. Each article once.
  void tell(const std::string& article_id, schema::Change change) { changes_[article_id] = change; }

  // The new segment, merged from pieces in order; `buried` are docids in it. At most once.
  void add_segment(const std::vector<std::filesystem::path>& pieces, const std::vector<Xapian::docid>& buried);
  void drop_old_segments();                             // reanalyse: all is in the new one
  void purge();                                         // segments that hold a text that is withheld are written anew, without any tombstone
  void merge_all();                                     // compact: one segment without tombstones, whatever it costs
  // All segments as they are now, opened anew: the handles belong to whoever asked. May be called by several threads at once.
  std::vector<LiveSegment> live_segments() const;
  // After the last change of segments. `all_analysed`, `forget_unless`: as LexiconInput's.
  void write_lexicon(const Knowledge& knowledge, names::Interner& interner, const std::set<std::string>& new_sources, bool all_analysed,
                     const std::vector<LiveSegment>* forget_unless = nullptr);
  // Likewise, where the run did nothing but add a segment and bury: what it did not touch means whom it meant, and need not be asked again.
  void update_lexicon(const Knowledge& knowledge, names::Interner& interner, const std::set<std::string>& new_sources, bool all_analysed);
  std::shared_ptr<const names::Lexicon> new_lexicon() const;  // that was written
  void keep_lexicon();                                  // as it was
  void write_corrections(const std::string& bytes);     // else they are kept as they were
  void write_stories();                                 // of what this run added and buried, and the others as they were
  void keep_stories();                                  // as they were; built where the generation had none

  // Merges segments where there are too many or too many tombstones, writes everything and publishes. Returns the manifest.
  schema::Manifest publish();

 private:
  struct OpenSegment {
    schema::SegmentInfo info;
    std::filesystem::path file;
    Xapian::Database database;
    std::vector<std::uint32_t> tombstones;              // sorted
    std::vector<std::uint32_t> tombstones_before = {};  // when it was opened
    bool is_new = false;                                // by add_segment
  };
  OpenSegment open_segment(const schema::SegmentInfo& info, const std::filesystem::path& file, std::vector<std::uint32_t> tombstones);
  std::optional<Place> find_term(const std::string& term);
  void bury_at(const Place& place, const std::string& article_id);
  void drop_withheld();
  std::string fresh_segment_name();
  void replace_by_merge(std::size_t first, std::size_t count, bool drop_tombstones);
  void merge_where_needed();
  void link_stories();
  void build(const Knowledge& knowledge, names::Interner& interner, const std::set<std::string>& new_sources, bool all_analysed, const std::set<names::MentionId>* touched,
             const std::vector<LiveSegment>* forget_unless);
  std::set<names::MentionId> mentions_touched() const;
  void write_segments(schema::Manifest& manifest);

  std::filesystem::path index_;
  schema::IndexLock lock_;
  text::sys_seconds now_;
  std::optional<std::filesystem::path> previous_;
  schema::Manifest manifest_before_;
  std::shared_ptr<const names::Lexicon> lexicon_;
  std::uint32_t number_ = 0, segments_made_ = 0;
  std::string catalogue_fingerprint_;
  std::filesystem::path folder_, work_;
  std::unique_ptr<schema::Inputs> inputs_;
  std::vector<OpenSegment> segments_;
  std::vector<std::string> buried_;                     // articles
  std::size_t dropped_ = 0;
  schema::Changes changes_;
};

}  // namespace dispatches::pipeline
