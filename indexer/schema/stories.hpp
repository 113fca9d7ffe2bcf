// Which articles are reprints of one another: the file `stories` of a generation (SQLite). It lists the live articles of stories of two
// and more, and those that are alone under another's id; whatever it does not list is a story of its own, under its own id.
// Like the lexicon it stands beside the documents, so that it may change without them.
//
// Table:  member(article, story, leads)   article ids; story: the id of the article that founded it, kept when that one goes
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dispatches::schema {

inline constexpr int kStoriesVersion = 1;
inline constexpr const char* kStoriesFile = "stories";

struct StoryMember {
  std::string article, story;
  bool leads = false;  // the one that the others were held against; one a story
};

// Sorted by article. Empty where the generation has no such file. Throws DamagedIndex.
std::vector<StoryMember> read_stories(const std::filesystem::path& generation);
// Throws TableError. REQUIRES: each article once.
void write_stories(const std::filesystem::path& generation, const std::vector<StoryMember>& members);

}  // namespace dispatches::schema
