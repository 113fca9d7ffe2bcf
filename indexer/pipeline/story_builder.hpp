// Folds reprints at the end of a run: articles that are new or changed are held against the leaders of the stories that share a band of the
// fingerprint with them, and join one that they are like, or found one. Whom the run did not touch stays where it is, so a night costs what the
// night holds, but for reading and writing the table (0.15 CPU seconds for 100,000 rows). The order is that of publication, whatever the order of inputs and threads. One thread.
#pragma once

#include <string>
#include <vector>

#include "indexer/pipeline/live_rows.hpp"
#include "indexer/schema/stories.hpp"

namespace dispatches::pipeline {

// Least resemblance (text/shingles.hpp) of a member to its leader. Two members whose words were changed here and there, each to this degree, are
// still alike to about one half. Lower, such pairs fall below it; higher, cut versions part: tests/bench/reprints.py measures both.
inline constexpr double kSameStory = 0.68;

// Bounds on the work for one article, reached only by texts that share a template or a long imprint with hundreds of others.
inline constexpr std::size_t kMaxBandArticles = 1000;  // of one segment looked at for one band
inline constexpr std::size_t kMaxBandStories = 64;     // remembered for one band: the first ones
inline constexpr std::size_t kMaxCompared = 8;         // leaders whose texts are compared: those that share most bands

struct StoryNight {
  const std::vector<LiveSegment>& segments;
  std::size_t first_new = 0;                            // the segments from this one on hold what is new or changed
  std::vector<schema::StoryMember> members;             // as they were before the run
  std::vector<std::string> buried;                      // articles whose documents this run took out: removed, or changed
};

// The members of stories as they are now: articles that were removed go; a member that changed and is no longer like its leader leaves; a leader
// that goes, or changed beyond the earliest of the others, passes the lead on to that one, and the story keeps its id. Throws schema::DamagedIndex, Xapian::Error.
std::vector<schema::StoryMember> build_stories(const StoryNight& night);

}  // namespace dispatches::pipeline
