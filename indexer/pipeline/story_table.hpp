// Who is in which story while a run folds reprints: the rows of schema/stories.hpp, made so that articles can join, leave and lead. One thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/schema/stories.hpp"

namespace dispatches::pipeline {

class StoryTable {
 public:
  using Story = std::size_t;  // good as long as the table lives

  explicit StoryTable(const std::vector<schema::StoryMember>& members);

  std::optional<Story> story_of(const std::string& article) const;
  // Some story goes by this id.
  bool is_taken(const std::string& id) const { return of_id_.contains(id); }
  const std::string& id(Story story) const { return stories_[story].id; }
  // The leader first; empty where all have left.
  const std::vector<std::string>& articles(Story story) const { return stories_[story].articles; }

  // A story of its own: under the article's id, or, where others still go by that, under one made from it. REQUIRES: it is in no story.
  Story found(const std::string& article);
  // REQUIRES: it is in no story.
  void join(const std::string& article, Story story);
  // Where it led, the next in line does. REQUIRES: it is in a story.
  void leave(const std::string& article);
  // REQUIRES: it is in a story.
  void lead(const std::string& article);

  // Sorted by article; without those that are alone under their own id.
  std::vector<schema::StoryMember> members() const;

 private:
  struct Group {
    std::string id;
    std::vector<std::string> articles;
  };
  Story add(std::string id);

  std::vector<Group> stories_;
  std::unordered_map<std::string, Story> of_article_, of_id_;
};

}  // namespace dispatches::pipeline
