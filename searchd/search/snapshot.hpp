// A generation opened for reading: segments with their columns, the lexicon mapped onto them, names for questions. Immutable, shared
// by all requests that began while it was in force; at most two are alive.
#pragma once

#include <xapian.h>

#include <array>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/names/lexicon_image.hpp"
#include "indexer/schema/generation.hpp"
#include "indexer/schema/stored_article.hpp"
#include "indexer/schema/withheld.hpp"
#include "indexer/text/analyzer.hpp"
#include "searchd/query/request.hpp"
#include "searchd/query/term_counts.hpp"
#include "searchd/search/bitmap.hpp"
#include "searchd/search/columns.hpp"
#include "searchd/search/counters.hpp"
#include "searchd/search/named.hpp"
#include "searchd/search/stories.hpp"

namespace dispatches::search {

// Keeps a file's content although its name may be removed.
class HeldFile {
 public:
  explicit HeldFile(const std::filesystem::path& file);  // throws std::system_error
  ~HeldFile();
  HeldFile(const HeldFile&) = delete;
  HeldFile& operator=(const HeldFile&) = delete;
  // A path by which this process can open it again.
  std::string path() const;

 private:
  int descriptor_;
};

struct Segment {
  std::string name;
  std::filesystem::path path;
  std::shared_ptr<const HeldFile> file;    // an old generation's folder goes while its last requests still run
  std::shared_ptr<const RawColumns> raw;   // shared with other snapshots that hold the segment
  Bitmap live;                             // docids that are there and not tombstoned
  NamedEntities named;                     // whom the articles name, by the snapshot's lexicon
  std::array<Bitmap, query::kFacets> has;  // docids with at least one value of the facet
  StoryColumn stories;                     // of articles that have reprints
  std::string uuid;                        // of the Xapian database: whether what a snapshot before this holds is the same segment
  std::size_t size = 0;                    // last docid + 1
};

// Of the calling thread. Throws Xapian::Error.
Xapian::Database open_segment(const Segment& segment);

struct ReadArticle {
  std::uint32_t segment = 0;
  Xapian::docid document = 0;
  schema::StoredArticle article;
};

// Xapian handles for one request at a time: a handle belongs to one thread.
struct Handles {
  std::vector<Xapian::Database> segments;
  Xapian::Database all;                    // all segments added in order: docid = (local − 1) · n + i + 1
  query::TermCounts counts;                // of the segments
  text::Analyzer analyzer{text::Analyzer::kFewWords};
  Counters counters;                       // for a facet_tally
  std::vector<ReadArticle> read;           // by feedback, which the page may show; of one request
};

class Snapshot {
 public:
  // Opens the generation in force without what is withheld. Segments that `previous` (may be null) holds are taken over with their columns; of the same
  // generation the lexicon too. Throws schema::DamagedIndex, Xapian::Error.
  static std::shared_ptr<const Snapshot> open(const std::filesystem::path& index, const Snapshot* previous);

  schema::Manifest manifest;                               // `articles`: less those that are withheld
  schema::Withheld withheld;
  std::vector<std::string> withheld_articles;              // ids of those that the generation still holds
  const names::LoadedNames loaded_names;
  const names::Lexicon& lexicon;                           // of `loaded_names`
  const names::NameDirectory& names;                       // likewise
  std::vector<Segment> segments;
  Stories stories;
  std::shared_ptr<Dictionaries> dictionaries;
  std::vector<std::string> sources, languages, topics;   // by ordinal, as of opening
  std::vector<std::uint32_t> topic_in_lexicon;             // topic ordinal → index in lexicon.topics, or kNone
  std::vector<std::string> source_ids, source_names;      // by source ordinal, through the lexicon; several ordinals may share an id
  std::vector<std::uint32_t> source_firsts;                // by source ordinal: the first that shares its id
  std::unordered_map<names::EntityOrdinal, std::vector<names::EntityOrdinal>> places_in;  // place → itself and all places in it, ascending
  std::vector<names::EntityType> entity_types;             // by ordinal: close together, for counting
  std::vector<std::uint32_t> articles_naming;              // by ordinal: articles of all segments
  std::vector<std::string> archive_languages;             // those with at least one article
  std::int32_t first_day = 0, last_day = -1;               // of all dated articles, days since 1970; first > last: none is dated

  // A set of handles for the calling thread; goes back into the pool when it is dropped, unless an exception does that: what was ended half-way is
  // not used again. REQUIRES: the snapshot outlives it.
  class Lease {
   public:
    Lease(const Snapshot& snapshot, std::unique_ptr<Handles> handles) : snapshot_(&snapshot), handles_(std::move(handles)) {}
    ~Lease();
    Lease(Lease&&) noexcept = default;
    Handles& operator*() const { return *handles_; }
    Handles* operator->() const { return handles_.get(); }

   private:
    const Snapshot* snapshot_;
    std::unique_ptr<Handles> handles_;
    int exceptions_ = std::uncaught_exceptions();
  };
  Lease lease() const;

  // Names lie all over the lexicon's image, and what many requests have looked at adds up: gives it back where it is much. Now and then, not at every request.
  void bound_mapped() const;

  // Another one for whatever is shown differently.
  std::string edition() const { return std::to_string(manifest.number) + "/" + withheld.stamp(); }

  bool is_place_in(names::EntityOrdinal place, names::EntityOrdinal in) const;

 private:
  explicit Snapshot(names::LoadedNames loaded) : loaded_names(std::move(loaded)), lexicon(*loaded_names.lexicon), names(*loaded_names.directory) {}
  void withhold(Segment& segment, const Xapian::Database& database);
  void open_segments(const std::filesystem::path& generation, const schema::Tombstones& tombstones, const Snapshot* previous);
  void name_columns();
  void link_places();
  void link_entities(Segment& segment);
  void find_values(Segment& segment) const;
  void find_languages_and_days();

  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Handles>> idle_;
};

inline constexpr std::uint32_t kNone = 0xffffffff;

}  // namespace dispatches::search
