// Generations of immutable parts on disk. A run adds a segment, never changes one, and publishes a new generation with one rename.
//
//   DIR/current                text: the name of the generation in force, "gen-000017"
//   DIR/gen-000017/            manifest.json, inputs, lexicon and its image, stories, changes, tombstones, and hard links to segments
//   DIR/gen-000017/seg-000012  a compacted Xapian database in one file; named for the generation that made it, never changed
//   DIR/building/              where a run works; whatever is found there at the start of a run is a wreck and is cleared
//   DIR/lock                   held (flock) by the one indexer that writes
//   DIR/runs/                  one JSON file a run
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/schema/encoding.hpp"
#include "indexer/text/time.hpp"

namespace dispatches::schema {

inline constexpr const char* kLexiconFile = "lexicon";  // its tables; what it is, names/lexicon says

struct SegmentInfo {
  std::string name;                // "seg-000012"
  std::uint32_t documents = 0;     // tombstoned ones too
  std::uint32_t tombstones = 0;
  std::uint64_t bytes = 0;
};

struct Manifest {
  int fields_version = 0, stored_version = 0, lexicon_version = 0;
  std::uint32_t number = 0;        // of this generation; never used twice
  std::string index_id;            // of the whole index: 16 hexadecimal digits, from its first run
  text::sys_seconds built{};
  std::string catalogue_fingerprint;
  std::uint32_t articles = 0;      // documents less tombstones
  std::vector<SegmentInfo> segments;
};

// Docids that are no longer there, by segment name; each list sorted.
using Tombstones = std::map<std::string, std::vector<std::uint32_t>>;

// "gen-000017". Numbers up to 999,999,999.
std::string generation_name(std::uint32_t number);
std::string segment_name(std::uint32_t generation);

// Throws DamagedIndex for a file, and for a folder that is no index and holds other things: a run clears folders of its own names away.
void refuse_foreign(const std::filesystem::path& index);

// Where `current` is missing or empty, puts the newest generation into force: whatever stands in its place is whole, for a run moves it there last but one.
// REQUIRES: the index's lock. Throws DamagedIndex.
void mend_current(const std::filesystem::path& index);

// The generation in force; absent if there is none yet. Throws DamagedIndex if `current` names what is not there, or nothing though there are generations.
std::optional<std::filesystem::path> current_generation(const std::filesystem::path& index);

// Throws DamagedIndex for what is missing, broken or of a version this program does not know; the message names the command that helps.
// `reanalyse`, which writes all anew, reads the version before the present one too.
enum class Versions { present, previous_too };
Manifest read_manifest(const std::filesystem::path& generation, Versions versions = Versions::present);
Tombstones read_tombstones(const std::filesystem::path& generation);
void write_manifest(const std::filesystem::path& generation, const Manifest& manifest);
void write_tombstones(const std::filesystem::path& generation, const Tombstones& tombstones);

// All generations that are kept, oldest first.
std::vector<std::filesystem::path> kept_generations(const std::filesystem::path& index);

// The highest number in use or used, 0 if none: of directories and of `current`.
std::uint32_t last_generation_number(const std::filesystem::path& index);

// Syncs every file of DIR/building/gen-N and the folder, moves it into place, and puts its name into `current` by rename. From here on
// readers find it. Then removes all generations but this and the one in force before: two are kept, for readers and for going back. Throws std::system_error; before the rename of `current`
// nothing has changed for readers.
void publish(const std::filesystem::path& index, std::uint32_t number);

// Held by the one process that writes. The kernel lets it go with the process.
class IndexLock {
 public:
  // Throws IndexLocked if another process has it.
  explicit IndexLock(const std::filesystem::path& index);
  ~IndexLock();
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;

 private:
  int descriptor_ = -1;
};

struct IndexLocked : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace dispatches::schema
