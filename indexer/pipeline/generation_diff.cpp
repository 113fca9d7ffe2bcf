#include "indexer/pipeline/generation_diff.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <unordered_map>

#include "indexer/pipeline/live_rows.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/schema/generation.hpp"
#include "indexer/schema/inputs.hpp"
#include "indexer/schema/stories.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

fs::path kept(const fs::path& index, std::uint32_t number) {
  std::string kept;
  for (const fs::path& generation : schema::kept_generations(index)) {
    if (generation.filename() == schema::generation_name(number)) return generation;
    kept += fmt::format("{}{}", kept.empty() ? "" : " and ", schema::read_manifest(generation).number);
  }
  throw RunStopped(fmt::format("generation {} is not kept, only {}", number, kept.empty() ? "none" : kept));
}

// One of the two.
class Generation {
 public:
  explicit Generation(const fs::path& folder)
      : lexicon(names::Lexicon::load(folder / schema::kLexiconFile)), segments_(live_segments_of(folder)) {
    const schema::Inputs inputs(folder / "inputs");
    inputs.each_article([&](const schema::ArticleState& state) { texts.emplace(state.id, state.content_hash); });
    for (const schema::StoryMember& member : schema::read_stories(folder)) stories_.emplace(member.article, member.story);
  }

  ArticleLine line(const std::string& id) const {
    const auto place = place_of(id, segments_);
    return {id, place ? std::string(stored_at(*place, segments_).title()) : std::string()};
  }
  const std::string& story(const std::string& article) const {
    const auto found = stories_.find(article);
    return found == stories_.end() ? article : found->second;
  }

  std::map<std::string, std::string> texts;  // by article id: hash of its content
  const std::shared_ptr<const names::Lexicon> lexicon;

 private:
  const std::vector<LiveSegment> segments_;
  std::unordered_map<std::string, std::string> stories_;
};

void compare_articles(const Generation& before, const Generation& after, GenerationDiff& diff) {
  for (const auto& [id, text] : after.texts) {
    const auto was = before.texts.find(id);
    if (was == before.texts.end()) {
      diff.added.push_back(after.line(id));
      continue;
    }
    if (was->second != text) diff.updated.push_back(after.line(id));
    if (before.story(id) != after.story(id)) diff.stories.push_back({id, before.story(id), after.story(id)});
  }
  for (const auto& [id, text] : before.texts)
    if (!after.texts.contains(id)) diff.removed.push_back(before.line(id));
}

void compare_ids(const names::Lexicon& before, const names::Lexicon& after, GenerationDiff& diff) {
  for (const names::LexiconEntity& entity : before.entities) {
    const names::EntityOrdinal now = after.entity_named(entity.id);
    const std::string leads_to = now == names::kNobody ? std::string() : std::string(after.entities[now].id);
    if (leads_to != entity.id) diff.ids.push_back({std::string(entity.id), leads_to});
  }
  std::sort(diff.ids.begin(), diff.ids.end(), [](const IdChange& a, const IdChange& b) { return a.id < b.id; });
}

constexpr const char* kind_name(LexiconChange::Kind kind) {
  switch (kind) {
    case LexiconChange::Kind::merged: return "merged";
    case LexiconChange::Kind::parted: return "parted";
    case LexiconChange::Kind::linked: return "linked";
    case LexiconChange::Kind::unlinked: return "unlinked";
    case LexiconChange::Kind::renamed: return "renamed";
  }
  return "";
}

using Json = nlohmann::ordered_json;

Json known(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json articles_json(const std::vector<ArticleLine>& articles) {
  Json list = Json::array();
  for (const ArticleLine& article : articles) list.push_back({{"id", article.id}, {"title", article.title}});
  return list;
}

Json diff_json(const GenerationDiff& diff) {
  Json json = {{"from", diff.from}, {"to", diff.to}, {"new", articles_json(diff.added)}, {"updated", articles_json(diff.updated)},
               {"removed", articles_json(diff.removed)}, {"stories", Json::array()}, {"names", Json::array()}, {"ids", Json::array()}};
  for (const StoryMove& move : diff.stories) json["stories"].push_back({{"article", move.article}, {"before", move.before}, {"after", move.after}});
  for (const LexiconChange& change : diff.names)
    json["names"].push_back({{"change", kind_name(change.kind)}, {"spelling", change.spelling}, {"before", known(change.before)}, {"after", known(change.after)},
                             {"articles", change.articles}, {"reason", known(change.reason)}});
  for (const IdChange& change : diff.ids) json["ids"].push_back({{"id", change.id}, {"now", known(change.now)}});
  return json;
}

void print_text(const GenerationDiff& diff, std::ostream& out) {
  fmt::print(out, "from generation {} to generation {}\n", diff.from, diff.to);
  for (const auto& [what, articles] : {std::pair("new", &diff.added), std::pair("updated", &diff.updated), std::pair("removed", &diff.removed)})
    for (const ArticleLine& article : *articles) fmt::print(out, "{}: {} {}\n", what, article.id, article.title);
  for (const StoryMove& move : diff.stories) fmt::print(out, "story: {} from {} to {}\n", move.article, move.before, move.after);
  print_changes(diff.names, out);
  for (const IdChange& change : diff.ids) fmt::print(out, "id: {} {}\n", change.id, change.now.empty() ? "is gone" : "leads to " + change.now);
  fmt::print(out, "{} new, {} updated, {} removed; {} articles changed story; {} names changed; {} ids changed\n", diff.added.size(), diff.updated.size(),
             diff.removed.size(), diff.stories.size(), diff.names.size(), diff.ids.size());
}

}  // namespace

GenerationDiff generation_diff(const fs::path& index, std::uint32_t from, std::uint32_t to) {
  const Generation before(kept(index, from)), after(kept(index, to));
  GenerationDiff diff;
  diff.from = from, diff.to = to;
  compare_articles(before, after, diff);
  diff.names = lexicon_changes(*before.lexicon, *after.lexicon);
  compare_ids(*before.lexicon, *after.lexicon, diff);
  return diff;
}

void print_diff(const GenerationDiff& diff, ListFormat format, std::ostream& out) {
  if (format == ListFormat::json) out << diff_json(diff).dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  else print_text(diff, out);
}

}  // namespace dispatches::pipeline
