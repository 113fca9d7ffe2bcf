#include "indexer/pipeline/story_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "indexer/articles/identity.hpp"

namespace dispatches::pipeline {

StoryTable::StoryTable(const std::vector<schema::StoryMember>& members) {
  for (const schema::StoryMember& member : members) {
    const auto known = of_id_.find(member.story);
    join(member.article, known == of_id_.end() ? add(member.story) : known->second);
    if (member.leads) lead(member.article);
  }
}

StoryTable::Story StoryTable::add(std::string id) {
  of_id_.emplace(id, stories_.size());
  stories_.push_back({std::move(id), {}});
  return stories_.size() - 1;
}

std::optional<StoryTable::Story> StoryTable::story_of(const std::string& article) const {
  const auto known = of_article_.find(article);
  return known == of_article_.end() ? std::nullopt : std::optional(known->second);
}

StoryTable::Story StoryTable::found(const std::string& article) {
  std::string id = article;
  for (int times = 2; of_id_.contains(id); ++times) id = articles::make_id("story", article, fmt::format("{}", times));
  const Story story = add(std::move(id));
  join(article, story);
  return story;
}

void StoryTable::join(const std::string& article, Story story) {
  const bool is_new = of_article_.emplace(article, story).second;
  assert(is_new);
  if (is_new) stories_[story].articles.push_back(article);
}

void StoryTable::leave(const std::string& article) {
  const auto known = of_article_.find(article);
  assert(known != of_article_.end());
  Group& group = stories_[known->second];
  std::erase(group.articles, article);
  if (group.articles.empty()) of_id_.erase(group.id);
  of_article_.erase(known);
}

void StoryTable::lead(const std::string& article) {
  std::vector<std::string>& articles = stories_[of_article_.at(article)].articles;
  std::iter_swap(articles.begin(), std::find(articles.begin(), articles.end(), article));
}

std::vector<schema::StoryMember> StoryTable::members() const {
  std::vector<schema::StoryMember> members;
  for (const Group& group : stories_) {
    if (group.articles.size() == 1 && group.articles.front() == group.id) continue;
    for (const std::string& article : group.articles) members.push_back({article, group.id, article == group.articles.front()});
  }
  std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.article < b.article; });
  return members;
}

}  // namespace dispatches::pipeline
