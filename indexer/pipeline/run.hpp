// A run of the indexer: `update` and what else changes or checks an index. Each publishes at most one generation, or nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/articles/reader.hpp"
#include "indexer/base/outcome.hpp"
#include "indexer/pipeline/knowledge.hpp"
#include "indexer/pipeline/lexicon_changes.hpp"
#include "indexer/text/time.hpp"

namespace dispatches::pipeline {

// The run was stopped for safety, or cannot go on; nothing was published. The message says what to do. Exit status 3.
struct RunStopped : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Progress {
  std::uint64_t done_bytes = 0, total_bytes = 0, articles = 0;
  std::string phase;  // "reading", "merging", "publishing"
};

struct UpdateOptions {
  std::filesystem::path index;
  std::vector<std::filesystem::path> paths;
  KnowledgeFiles knowledge;
  std::optional<std::filesystem::path> corrections;  // absent: those of the generation before, if any
  articles::Defaults defaults;
  std::vector<std::string> include, exclude;       // globs on the relative path
  bool prune = false;
  double prune_limit = 0.20;                       // of the articles once read from under the paths
  bool dry_run = false;
  bool retry_rejects = false;
  bool backfill = false;
  std::filesystem::path rejects;                   // folder for rejected records; empty: none
  unsigned jobs = 0;                               // 0: one for each core
  std::optional<text::sys_seconds> now;            // the run's clock
  std::function<void(const Progress&)> progress;   // may be empty; called from one thread
};

struct RunReport {
  std::uint64_t added = 0, updated = 0, unchanged = 0, removed = 0, rejected = 0, skipped = 0, withheld = 0;
  std::uint64_t articles = 0;                      // in the index now
  std::uint32_t generation = 0;                    // in force now
  std::vector<Rejection> rejections;               // of what was read: first those that were not known before
  std::size_t new_rejections = 0;                  // how many those are; any: exit status 1
  text::sys_seconds started{}, finished{};
};

// Throws RunStopped, entities::BadCatalogue, BadCorrections, schema::IndexLocked, schema::DamagedIndex, Xapian::Error, std::system_error.
RunReport update(const UpdateOptions& options);

// "3 new, 0 updated, …": the closing line of API.md.
std::string closing_line(const RunReport& report);
std::string to_json(const RunReport& report);
// Leaves a trace of a run that has begun, which write_run() takes away: of one that is killed it stays, and the next run makes a failed one of it. Nothing
// where there is no index yet.
void begin_run(const std::filesystem::path& index);
// DIR/runs/START.json; `status` is the exit status, `message` one sentence or empty.
void write_run(const std::filesystem::path& index, const RunReport& report, int status, const std::string& message);

struct RemoveOptions {
  std::filesystem::path index;
  std::vector<std::string> ids, urls;
  std::string reason;
  std::optional<text::sys_seconds> now;
  bool story = false;                              // the others of their stories too
  bool purge = false;                              // nothing may hold the text of anything withheld any more
  std::filesystem::path rejects;                   // of `update`: purged too; empty: none
  KnowledgeFiles knowledge;                        // for the new lexicon of a purge
};
struct RemoveReport : RunReport {
  std::vector<std::string> still_visible;          // other versions of what was taken out, a line each
  bool waits = false;                              // another run has the index: withheld now, dropped by the next generation
};
// Takes articles out and keeps them out (schema/withheld.hpp): at once for readers, then in a new generation. Ids and addresses not found are named in
// `rejections`; such an address is kept out all the same. Throws schema::IndexLocked only for a purge, when all is withheld already.
RemoveReport remove(const RemoveOptions& options);
// Lets them in again, those that were dropped with the next update of their input; how many lines were taken back.
std::size_t restore(const std::filesystem::path& index, const std::vector<std::string>& ids_or_urls);

struct RelinkReport {
  std::uint32_t generation = 0;
  std::vector<LexiconChange> changes;
};
// The lexicon anew from catalogue and overrides; no article is read again.
RelinkReport relink(const std::filesystem::path& index, const KnowledgeFiles& files, bool dry_run, std::optional<text::sys_seconds> now);

// Language, mentions and topics again over the stored articles; ids and first-indexed times stay.
RunReport reanalyse(const std::filesystem::path& index, const KnowledgeFiles& files, std::optional<text::sys_seconds> now);

// All segments merged into one without tombstones; with `to`, a complete copy there instead, and `index` is left as it is.
RunReport compact(const std::filesystem::path& index, const std::filesystem::path& to, std::optional<text::sys_seconds> now);

// Publishes the content of generation `number` again, under a new number. Throws RunStopped if it is not kept.
RunReport back_to(const std::filesystem::path& index, std::uint32_t number);
// The generations kept, one line each; the one in force is marked.
void list_generations(const std::filesystem::path& index, std::ostream& out);
// The last runs, newest first: when, what each did, and what to do about it.
void print_status(const std::filesystem::path& index, std::ostream& out);

// Verifies every segment, tombstones, lexicon and inputs against each other; prints generation, counts and sizes. True if all is well.
bool check(const std::filesystem::path& index, std::ostream& out);

// Each article of the files as analysed, one JSON object a line.
void explain(const std::vector<std::filesystem::path>& files, const KnowledgeFiles& knowledge, std::ostream& out);

// When segments are merged. Tiered: at most kMaxSegments; the smallest neighbours of a like size go first; over a fifth of tombstones
// forces a rewrite of the segment.
inline constexpr std::size_t kMaxSegments = 8;
inline constexpr double kMaxTombstoneShare = 0.20;

}  // namespace dispatches::pipeline
