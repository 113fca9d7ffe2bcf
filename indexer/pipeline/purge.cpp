#include "indexer/pipeline/purge.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "indexer/names/lexicon_image.hpp"
#include "indexer/pipeline/corrections.hpp"
#include "indexer/pipeline/segment_writer.hpp"
#include "indexer/pipeline/story_table.hpp"
#include "indexer/schema/stories.hpp"
#include "indexer/schema/withheld.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

// Buries what is withheld. True if there is a document that holds a text of it, buried now or before.
bool bury_withheld(LiveSegment& segment, const std::vector<std::string>& terms) {
  std::set<std::uint32_t> dead(segment.tombstones.begin(), segment.tombstones.end());
  bool holds = false;
  for (const std::string& term : terms)
    for (auto document = segment.database.postlist_begin(term), end = segment.database.postlist_end(term); document != end; ++document) {
      holds = true;
      dead.insert(*document);
    }
  segment.tombstones.assign(dead.begin(), dead.end());
  return holds;
}

std::vector<fs::path> old_generations(const fs::path& index) {
  std::vector<fs::path> generations = schema::kept_generations(index);
  std::erase(generations, *schema::current_generation(index));
  return generations;
}

// A generation that is not in force, made anew beside its place.
class Rewriting {
 public:
  Rewriting(const fs::path& index, const fs::path& old)
      : withheld_(index), old_(old), work_(index / "building" / "purge"), fresh_(index / "building" / old.filename()), manifest_(schema::read_manifest(old)),
        tombstones_(schema::read_tombstones(old)), segments_(live_segments_of(old)), current_(*schema::current_generation(index)) {
    fs::remove_all(index / "building");
    fs::create_directories(fresh_);
  }
  ~Rewriting() {
    std::error_code ignored;
    fs::remove_all(fresh_.parent_path(), ignored);
  }

  void run() {
    rewrite_segments();
    copy_tables();
    schema::write_tombstones(fresh_, tombstones_);
    schema::write_manifest(fresh_, manifest_);
    fs::remove_all(old_);
    fs::rename(fresh_, old_);
  }

 private:
  void rewrite_segments() {
    std::vector<schema::SegmentInfo> kept;
    manifest_.articles = 0;
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      schema::SegmentInfo info = manifest_.segments[i];
      if (bury_withheld(segments_[i], withheld_.terms())) rewrite(info, segments_[i]);
      else fs::create_hard_link(old_ / info.name, fresh_ / info.name);
      if (!fs::exists(fresh_ / info.name)) continue;
      manifest_.articles += info.documents - info.tombstones;
      kept.push_back(info);
    }
    manifest_.segments = std::move(kept);
  }

  void rewrite(schema::SegmentInfo& info, const LiveSegment& segment) {
    rewrite_without(segment.database, segment.tombstones, work_, fresh_ / info.name);
    tombstones_.erase(info.name);
    info.documents -= static_cast<std::uint32_t>(segment.tombstones.size());
    info.tombstones = 0;
    if (fs::exists(fresh_ / info.name)) info.bytes = fs::file_size(fresh_ / info.name);
  }

  void copy_tables() {
    schema::Inputs inputs(fresh_ / "inputs", old_ / "inputs");
    StoryTable stories(schema::read_stories(old_));
    for (const schema::WithheldLine& line : withheld_.lines()) {
      inputs.remove_article(line.id);
      if (stories.story_of(line.id)) stories.leave(line.id);
    }
    inputs.commit();
    schema::write_stories(fresh_, stories.members());
    for (const fs::path& name : {fs::path(schema::kLexiconFile), names::image_of(schema::kLexiconFile), fs::path(kOverridesFile)})
      if (fs::exists(current_ / name)) fs::create_hard_link(current_ / name, fresh_ / name);
    for (const char* name : {schema::kChangesFile, kCorrectionsFile})
      if (fs::exists(old_ / name)) fs::create_hard_link(old_ / name, fresh_ / name);
  }

  const schema::Withheld withheld_;
  const fs::path old_, work_, fresh_;
  schema::Manifest manifest_;
  schema::Tombstones tombstones_;
  std::vector<LiveSegment> segments_;
  const fs::path current_;
};

}  // namespace

void purge(NextGeneration& next, const fs::path& index, const KnowledgeFiles& files) {
  next.purge();
  const std::vector<std::string> terms = schema::Withheld(index).terms();
  std::vector<LiveSegment> kept;
  for (const fs::path& generation : schema::kept_generations(index))
    for (LiveSegment& segment : live_segments_of(generation)) {
      bury_withheld(segment, terms);
      kept.push_back(std::move(segment));
    }
  const Knowledge knowledge(files, next.previous_folder(), next.previous_lexicon());
  names::Interner interner(next.previous_lexicon());
  next.write_lexicon(knowledge, interner, {}, false, &kept);
}

void purge_kept(const fs::path& index) {
  for (const fs::path& generation : old_generations(index)) Rewriting(index, generation).run();
}

void purge_rejects(const fs::path& index, const fs::path& rejects) {
  const schema::Withheld withheld(index);
  std::set<std::string> inputs;
  for (const schema::WithheldLine& line : withheld.lines())
    if (!line.input.empty()) inputs.insert(line.input);
  std::ifstream in(rejects / "rejects.tsv");
  std::string kept;
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    const std::string name = line.substr(0, tab), where = tab == std::string::npos ? std::string() : line.substr(tab + 1);
    const bool goes = std::any_of(inputs.begin(), inputs.end(), [&](const std::string& input) { return where.starts_with(input); });
    if (goes) fs::remove(rejects / fs::path(name).filename());
    else kept += line + '\n';
  }
  in.close();
  if (fs::exists(rejects / "rejects.tsv")) std::ofstream(rejects / "rejects.tsv", std::ios::binary) << kept;
}

}  // namespace dispatches::pipeline
