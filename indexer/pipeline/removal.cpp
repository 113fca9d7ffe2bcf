// `indexer remove` and `indexer restore`: out at once for readers, by one appended line; then out of the index; and, if asked, out of all that is kept.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "indexer/articles/identity.hpp"
#include "indexer/pipeline/next_generation.hpp"
#include "indexer/pipeline/purge.hpp"
#include "indexer/pipeline/upkeep.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/stories.hpp"
#include "indexer/schema/withheld.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

// The generation in force as it is, whoever writes the next one.
class Archive {
 public:
  explicit Archive(const fs::path& generation)
      : segments_(live_segments_of(generation)), members_(schema::read_stories(generation)), inputs_(generation / "inputs") {}

  std::optional<schema::StoredArticle> article(schema::Term kind, const std::string& text) const {
    const auto place = place_of_term(schema::make_term(kind, text), segments_);
    return place ? std::optional(stored_at(*place, segments_)) : std::nullopt;
  }

  // Of the article's story, itself too.
  std::vector<std::string> story_of(const std::string& id) const {
    const auto named = [&](const std::string& article) {
      return std::find_if(members_.begin(), members_.end(), [&](const schema::StoryMember& member) { return member.article == article; });
    };
    const auto own = named(id);
    std::vector<std::string> ids;
    if (own == members_.end()) return {id};
    for (const schema::StoryMember& member : members_)
      if (member.story == own->story) ids.push_back(member.article);
    return ids;
  }

  std::string input_of(const std::string& id) const {
    const auto state = inputs_.article(id);
    return state ? state->input : std::string();
  }

 private:
  const std::vector<LiveSegment> segments_;
  const std::vector<schema::StoryMember> members_;
  const schema::Inputs inputs_;
};

// What is to be withheld, read before anything is written.
class Removal {
 public:
  Removal(const RemoveOptions& options, RemoveReport& report)
      : options_(options), report_(report), archive_(*schema::current_generation(options.index)), withheld_(options.index) {}

  std::vector<schema::WithheldLine> lines() {
    for (const std::string& id : options_.ids) take_id(id);
    for (const std::string& url : options_.urls) take_url(url);
    tell_versions();
    return std::move(lines_);
  }

 private:
  void unknown(const std::string& what, const std::string& why) { report_.rejections.push_back({what, why}); }

  void take_id(const std::string& id) {
    if (const auto article = archive_.article(schema::Term::id, id)) return take_with_story(*article);
    if (!withheld_.has_id(id)) unknown(id, "no article has this id");
  }

  // An article of an address may be on its way into the index now.
  void take_url(const std::string& address) {
    const std::string url = articles::canonical_url(address);
    if (url.empty()) return unknown(address, "this is no address; use https://…");
    if (const auto article = archive_.article(schema::Term::url, url)) return take_with_story(*article);
    if (withheld_.has({}, url, {})) return;
    unknown(address, "no article has this address; none that has it is let in from now on");
    lines_.push_back({{}, url, report_.started, options_.reason, {}, {}});
  }

  void take_with_story(const schema::StoredArticle& article) {
    take(article);
    if (!options_.story) return;
    for (const std::string& id : archive_.story_of(article.id))
      if (const auto other = archive_.article(schema::Term::id, id)) take(*other);
  }

  void take(const schema::StoredArticle& article) {
    if (!taken_.insert(article.id).second || withheld_.has_id(article.id)) return;
    lines_.push_back({article.id, article.url, report_.started, options_.reason, archive_.input_of(article.id), articles::text_hash(restored(article))});
  }

  void tell_versions() {
    std::set<std::string> told = taken_;
    for (const std::string& id : taken_)
      for (const std::string& other : archive_.story_of(id))
        if (const auto article = told.insert(other).second ? archive_.article(schema::Term::id, other) : std::nullopt)
          report_.still_visible.push_back(fmt::format("{}\t{}\t{}\t{}", article->id, article->source, article->url, article->title()));
  }

  const RemoveOptions& options_;
  RemoveReport& report_;
  const Archive archive_;
  const schema::Withheld withheld_;
  std::set<std::string> taken_;
  std::vector<schema::WithheldLine> lines_;
};

// Whatever is withheld leaves the index, and with a purge all that is kept.
void drop(const RemoveOptions& options, RemoveReport& report) {
  NextGeneration next(options.index, options.now);
  report.removed = next.dropped();
  if (next.dropped() == 0 && !options.purge) return;
  if (options.purge) purge(next, options.index, options.knowledge);
  else next.keep_lexicon();
  next.write_stories();
  const schema::Manifest manifest = next.publish();
  if (options.purge) purge_kept(options.index);
  if (options.purge && !options.rejects.empty()) purge_rejects(options.index, options.rejects);
  report.generation = manifest.number;
  report.articles = manifest.articles;
}

}  // namespace

RemoveReport remove(const RemoveOptions& options) {
  require_index(options.index);
  RemoveReport report{report_of(schema::read_manifest(*schema::current_generation(options.index))), {}, false};
  report.started = report.finished = options.now.value_or(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  const std::vector<schema::WithheldLine> lines = Removal(options, report).lines();
  schema::withhold(options.index, lines);
  report.new_rejections = report.rejections.size();
  report.withheld = lines.size();
  try {
    drop(options, report);
  } catch (const schema::IndexLocked&) {
    if (options.purge) throw;
    report.waits = true;
  }
  return report;
}

namespace {

std::vector<schema::WithheldLine> take_back(const fs::path& index, const std::vector<std::string>& ids_or_urls) {
  std::vector<schema::WithheldLine> lines;
  for (const std::string& id_or_url : ids_or_urls) {
    const std::string url = articles::canonical_url(id_or_url);
    for (schema::WithheldLine& line : schema::take_back(index, url.empty() ? id_or_url : url)) lines.push_back(std::move(line));
  }
  return lines;
}

// What was dropped already comes with the next update, which reads its input again if that is still there.
void read_again(const fs::path& index, const std::vector<schema::WithheldLine>& lines) {
  NextGeneration next(index, {});
  bool dropped = false;
  for (const schema::WithheldLine& line : lines) {
    if (line.input.empty() || next.find(line.id)) continue;
    next.inputs().remove_input(line.input);
    dropped = true;
  }
  if (!dropped) return;
  next.keep_lexicon();
  next.keep_stories();
  next.publish();
}

}  // namespace

std::size_t restore(const fs::path& index, const std::vector<std::string>& ids_or_urls) {
  require_index(index);
  const std::vector<schema::WithheldLine> lines = take_back(index, ids_or_urls);
  try {
    if (!lines.empty()) read_again(index, lines);
  } catch (...) {
    schema::withhold(index, lines);
    throw;
  }
  return lines.size();
}

}  // namespace dispatches::pipeline
