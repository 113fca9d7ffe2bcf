// What each run did to which articles: the file `changes` of a generation (SQLite), carried from generation to generation, so that one who
// copies the archive can ask what is new, updated and removed since the generation that he has.
//
// Tables:  change(generation, id, kind)          ids of articles; kind: "new", "updated" (other text), "removed"
//          run(generation, built, updated, removed)  when, in seconds since 1970, and how many
//          meta(key, value)                      version; since: the oldest generation after which every change is told
//
// The first generation tells nothing: all is new in it. What changes meanings alone (relink, reanalyse) or places (compact) changes no article.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "indexer/text/time.hpp"

namespace dispatches::schema {

inline constexpr const char* kChangesFile = "changes";
inline constexpr int kChangesVersion = 1;
// What is kept at most.
struct ChangeBounds {
  std::uint32_t generations = 400;                       // a year of nights and some
  std::uint64_t changes = 200'000;                       // 6 MB that every run copies; a reply of 4 MB
};

enum class Change : std::uint8_t { added, updated, removed };
using Changes = std::map<std::string, Change>;           // by article id

// What two runs come to: new and then removed is nothing, removed and then new is updated.
void follow(Changes& changes, const std::string& id, Change next);
// What undoes them.
Changes reversed(const Changes& changes);

// The run that makes a generation.
struct ChangingRun {
  std::uint32_t number = 0, previous = 0;                // generations; previous 0: there was none
  text::sys_seconds built{};
  std::optional<Changes> changes;                        // absent: not known, and nothing before can be told either
};
// Writes the file of the generation in `folder`, going on from that in `previous_folder` (empty: none). What is beyond the bounds is forgotten,
// the oldest first and generation by generation. Throws TableError.
void write_changes(const std::filesystem::path& folder, const std::filesystem::path& previous_folder, const ChangingRun& run,
                   const ChangeBounds& bounds = {});

struct ChangesSince {
  std::optional<Changes> changes;                        // absent: it was forgotten, or never written down
  std::uint32_t oldest = 0;                              // generation after which changes are told
};
// Of generations after `since` up to `until`, net. `folder`: of generation `until` or a later one. Throws DamagedIndex.
ChangesSince read_changes(const std::filesystem::path& folder, std::uint32_t since, std::uint32_t until);

struct ChangeCounts {
  std::uint64_t updated = 0, removed = 0;                // an article as often as it was
  bool whole = false;                                    // false: there were runs that are no longer known, or none is
};
// Of runs after that time. Throws DamagedIndex.
ChangeCounts count_changes_after(const std::filesystem::path& folder, text::sys_seconds time);

}  // namespace dispatches::schema
