#include "indexer/pipeline/next_generation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <random>
#include <system_error>

#include "indexer/pipeline/corrections.hpp"
#include "indexer/names/lexicon_image.hpp"
#include "indexer/pipeline/lexicon_builder.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/pipeline/segment_writer.hpp"
#include "indexer/pipeline/story_builder.hpp"
#include "indexer/schema/encoding.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/stories.hpp"
#include "indexer/schema/withheld.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;
using schema::make_term;
using schema::Term;

namespace {

fs::path made(const fs::path& folder) {
  fs::create_directories(folder);
  return folder;
}

fs::path made_index(const fs::path& index) {
  schema::refuse_foreign(index);
  return made(index);
}

std::optional<fs::path> generation_in_force(const fs::path& index) {
  schema::mend_current(index);
  return schema::current_generation(index);
}

text::sys_seconds clock_now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

std::string random_id() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}", device(), device());
}

bool is_buried(const std::vector<std::uint32_t>& tombstones, Xapian::docid document) {
  return std::binary_search(tombstones.begin(), tombstones.end(), document);
}

// Compaction shifts each database's docids behind those of the one before, gaps at its start left out.
std::vector<std::int64_t> merge_offsets(const std::vector<const Xapian::Database*>& databases) {
  std::vector<std::int64_t> offsets;
  std::int64_t total = 0;
  for (const Xapian::Database* database : databases) {
    const auto first = database->postlist_begin("");
    if (first != database->postlist_end("")) total -= static_cast<std::int64_t>(*first) - 1;
    offsets.push_back(total);
    total += database->get_lastdocid();
  }
  return offsets;
}

}  // namespace

NextGeneration::NextGeneration(fs::path index, std::optional<text::sys_seconds> now, schema::Versions versions)
    : index_(made_index(index)), lock_(index_), now_(now.value_or(clock_now())), previous_(generation_in_force(index_)) {
  fs::remove_all(index_ / "building");
  number_ = schema::last_generation_number(index_) + 1;
  folder_ = made(index_ / "building" / schema::generation_name(number_));
  work_ = made(index_ / "building" / "pieces");
  manifest_before_.index_id = random_id();
  if (previous_) {
    manifest_before_ = schema::read_manifest(*previous_, versions);
    lexicon_ = names::Lexicon::load(*previous_ / schema::kLexiconFile);
    schema::Tombstones tombstones = schema::read_tombstones(*previous_);
    for (const schema::SegmentInfo& info : manifest_before_.segments)
      segments_.push_back(open_segment(info, *previous_ / info.name, std::move(tombstones[info.name])));
    for (OpenSegment& segment : segments_) segment.tombstones_before = segment.tombstones;
  }
  inputs_ = std::make_unique<schema::Inputs>(folder_ / "inputs", previous_ ? *previous_ / "inputs" : fs::path());
  drop_withheld();
}

NextGeneration::~NextGeneration() {
  std::error_code ignored;
  inputs_.reset();
  segments_.clear();
  fs::remove_all(index_ / "building", ignored);
}

NextGeneration::OpenSegment NextGeneration::open_segment(const schema::SegmentInfo& info, const fs::path& file, std::vector<std::uint32_t> tombstones) {
  return {info, file, Xapian::Database(file.string()), std::move(tombstones), {}, false};
}

std::optional<NextGeneration::Place> NextGeneration::find_term(const std::string& term) {
  for (std::size_t i = segments_.size(); i-- > 0;)
    for (auto document = segments_[i].database.postlist_begin(term); document != segments_[i].database.postlist_end(term); ++document)
      if (!is_buried(segments_[i].tombstones, *document)) return Place{i, *document};
  return std::nullopt;
}

std::optional<NextGeneration::Place> NextGeneration::find(const std::string& article_id) { return find_term(make_term(Term::id, article_id)); }

std::optional<std::string> NextGeneration::find_url(const std::string& url) {
  const auto place = find_term(make_term(Term::url, url));
  return place ? std::optional(stored(*place).id) : std::nullopt;
}

void NextGeneration::bury(const std::string& article_id) {
  if (const auto place = find(article_id)) bury_at(*place, article_id);
}

void NextGeneration::bury_at(const Place& place, const std::string& article_id) {
  auto& tombstones = segments_[place.segment].tombstones;
  tombstones.insert(std::lower_bound(tombstones.begin(), tombstones.end(), place.document), place.document);
  buried_.push_back(article_id);
}

void NextGeneration::drop_withheld() {
  for (const std::string& term : schema::Withheld(index_).terms())
    while (const auto place = find_term(term)) {
      const std::string id = stored(*place).id;
      bury_at(*place, id);
      tell(id, schema::Change::removed);
      inputs_->remove_article(id);
      ++dropped_;
    }
}

void NextGeneration::purge() {
  const std::vector<std::string> terms = schema::Withheld(index_).terms();
  for (std::size_t i = segments_.size(); i-- > 0;)
    if (std::any_of(terms.begin(), terms.end(), [&](const std::string& term) { return segments_[i].database.term_exists(term); })) replace_by_merge(i, 1, true);
}

schema::StoredArticle NextGeneration::stored(const Place& place) {
  return schema::decode(segments_[place.segment].database.get_document(place.document, Xapian::DOC_ASSUME_VALID).get_data());
}

// A run may make several segments (its own, and by merging): the first has the generation's name, the others a letter behind it.
std::string NextGeneration::fresh_segment_name() {
  const std::string name = schema::segment_name(number_);
  const std::uint32_t made_before = segments_made_++;
  return made_before == 0 ? name : fmt::format("{}-{}", name, made_before);
}

void NextGeneration::add_segment(const std::vector<fs::path>& pieces, const std::vector<Xapian::docid>& buried) {
  if (pieces.empty()) return;
  schema::SegmentInfo info;
  info.name = fresh_segment_name();
  const fs::path file = folder_ / info.name;
  merge_databases(pieces, file);
  for (const fs::path& piece : pieces) fs::remove_all(piece);
  std::vector<std::uint32_t> tombstones(buried.begin(), buried.end());
  std::sort(tombstones.begin(), tombstones.end());
  segments_.push_back(open_segment(info, file, std::move(tombstones)));
  segments_.back().is_new = true;
}

void NextGeneration::drop_old_segments() {
  std::erase_if(segments_, [&](const OpenSegment& segment) { return segment.file.parent_path() != folder_; });
}

void NextGeneration::replace_by_merge(std::size_t first, std::size_t count, bool drop_tombstones) {
  std::vector<fs::path> sources, scratch;
  std::vector<Xapian::Database> databases;
  std::vector<const std::vector<std::uint32_t>*> kept;
  static const std::vector<std::uint32_t> kNoTombstones;
  for (std::size_t i = first; i < first + count; ++i) {
    OpenSegment& segment = segments_[i];
    if (drop_tombstones && !segment.tombstones.empty()) {
      const fs::path rewritten = work_ / (segment.info.name + ".rewritten");
      rewrite_without(segment.database, segment.tombstones, work_ / (segment.info.name + ".scratch"), rewritten);
      if (!fs::exists(rewritten)) continue;
      scratch.push_back(rewritten);
      sources.push_back(rewritten);
      kept.push_back(&kNoTombstones);
    } else {
      sources.push_back(segment.file);
      kept.push_back(&segment.tombstones);
    }
    databases.emplace_back(sources.back().string());
  }
  std::optional<OpenSegment> merged;
  if (!sources.empty()) {
    std::vector<const Xapian::Database*> pointers;
    for (const Xapian::Database& database : databases) pointers.push_back(&database);
    const std::vector<std::int64_t> offsets = merge_offsets(pointers);
    std::vector<std::uint32_t> tombstones;
    for (std::size_t i = 0; i < kept.size(); ++i)
      for (std::uint32_t document : *kept[i]) tombstones.push_back(static_cast<std::uint32_t>(document + offsets[i]));
    schema::SegmentInfo info;
    info.name = fresh_segment_name();
    if (sources.size() == 1 && !scratch.empty()) fs::rename(scratch.front(), folder_ / info.name);  // rewritten, and alone: there is nothing to merge
    else merge_databases(sources, folder_ / info.name);
    merged = open_segment(info, folder_ / info.name, std::move(tombstones));
  }
  for (std::size_t i = first; i < first + count; ++i)
    if (segments_[i].file.parent_path() == folder_) fs::remove(segments_[i].file);
  const auto begin = segments_.begin() + static_cast<std::ptrdiff_t>(first);
  segments_.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
  if (merged) segments_.insert(segments_.begin() + static_cast<std::ptrdiff_t>(first), std::move(*merged));
  for (const fs::path& file : scratch) fs::remove(file);
}

void NextGeneration::merge_all() {
  const bool clean = std::all_of(segments_.begin(), segments_.end(), [](const OpenSegment& segment) { return segment.tombstones.empty(); });
  if (segments_.size() > 1 || !clean) replace_by_merge(0, segments_.size(), true);
}

// Too many tombstones first; then the two neighbours that are smallest together, until few enough remain.
void NextGeneration::merge_where_needed() {
  for (std::size_t i = segments_.size(); i-- > 0;) {
    const double share = static_cast<double>(segments_[i].tombstones.size()) / std::max<double>(1, segments_[i].database.get_doccount());
    if (share > kMaxTombstoneShare) replace_by_merge(i, 1, true);
  }
  while (segments_.size() > kMaxSegments) {
    std::size_t best = 0;
    const auto size_at = [&](std::size_t i) { return segments_[i].database.get_doccount() + segments_[i + 1].database.get_doccount(); };
    for (std::size_t i = 1; i + 1 < segments_.size(); ++i)
      if (size_at(i) < size_at(best)) best = i;
    replace_by_merge(best, 2, false);
  }
}

std::vector<LiveSegment> NextGeneration::live_segments() const {
  std::vector<LiveSegment> live;
  for (const OpenSegment& segment : segments_) live.push_back({Xapian::Database(segment.file.string()), segment.tombstones});
  return live;
}

void NextGeneration::write_lexicon(const Knowledge& knowledge, names::Interner& interner, const std::set<std::string>& new_sources, bool all_analysed,
                                   const std::vector<LiveSegment>* forget_unless) {
  build(knowledge, interner, new_sources, all_analysed, nullptr, forget_unless);
}

void NextGeneration::update_lexicon(const Knowledge& knowledge, names::Interner& interner, const std::set<std::string>& new_sources, bool all_analysed) {
  const std::set<names::MentionId> touched = mentions_touched();
  build(knowledge, interner, new_sources, all_analysed, &touched, nullptr);
}

// Of the new articles, and of those that were there before this run and are not now.
std::set<names::MentionId> NextGeneration::mentions_touched() const {
  std::set<names::MentionId> touched;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> mentions;
  const auto touch = [&](const OpenSegment& segment, Xapian::docid document) {
    const std::string value = segment.database.get_document(document, Xapian::DOC_ASSUME_VALID).get_value(schema::kMentions);
    if (value.empty()) return;
    mentions.clear();
    schema::unpack_mentions(value, mentions);
    for (const auto& [mention, count] : mentions) touched.insert(mention);
  };
  for (const OpenSegment& segment : segments_) {
    if (segment.is_new)
      for (Xapian::docid document = 1; document <= segment.database.get_lastdocid(); ++document) touch(segment, document);
    else
      for (const std::uint32_t document : segment.tombstones)
        if (!is_buried(segment.tombstones_before, document)) touch(segment, document);
  }
  return touched;
}

void NextGeneration::build(const Knowledge& knowledge, names::Interner& interner, const std::set<std::string>& new_sources, bool all_analysed,
                           const std::set<names::MentionId>* touched, const std::vector<LiveSegment>* forget_unless) {
  catalogue_fingerprint_ = knowledge.fingerprint();
  const fs::path previous_file = previous_ ? *previous_ / schema::kLexiconFile : fs::path();
  build_lexicon(folder_ / schema::kLexiconFile, {knowledge, interner, previous_lexicon(), previous_file, live_segments(), new_sources, now_, all_analysed, touched, forget_unless});
  std::ofstream overrides(folder_ / kOverridesFile, std::ios::binary);
  overrides << knowledge.overrides_bytes();
  overrides.close();
  if (!overrides) throw std::system_error(errno, std::generic_category(), "writing " + (folder_ / kOverridesFile).string());
}

std::shared_ptr<const names::Lexicon> NextGeneration::new_lexicon() const { return names::Lexicon::load(folder_ / schema::kLexiconFile); }

void NextGeneration::keep_lexicon() {
  catalogue_fingerprint_ = manifest_before_.catalogue_fingerprint;
  for (const fs::path& name : {fs::path(schema::kLexiconFile), names::image_of(schema::kLexiconFile), fs::path(kOverridesFile)})
    if (fs::exists(*previous_ / name)) fs::create_hard_link(*previous_ / name, folder_ / name);
}

void NextGeneration::write_corrections(const std::string& bytes) {
  std::ofstream file(folder_ / kCorrectionsFile, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) throw std::system_error(errno, std::generic_category(), "writing " + (folder_ / kCorrectionsFile).string());
}

void NextGeneration::write_stories() {
  drop_withheld();
  const auto first_new = std::find_if(segments_.begin(), segments_.end(), [](const OpenSegment& segment) { return segment.is_new; });
  if (first_new == segments_.end() && buried_.empty()) return link_stories();
  std::vector<schema::StoryMember> members;
  if (previous_) members = schema::read_stories(*previous_);
  const std::vector<LiveSegment> segments = live_segments();
  schema::write_stories(folder_, build_stories({segments, static_cast<std::size_t>(first_new - segments_.begin()), std::move(members), buried_}));
}

void NextGeneration::keep_stories() {
  drop_withheld();
  if (buried_.empty()) return link_stories();
  schema::write_stories(folder_, build_stories({live_segments(), segments_.size(), schema::read_stories(*previous_), buried_}));
}

void NextGeneration::link_stories() {
  if (previous_ && fs::exists(*previous_ / schema::kStoriesFile)) fs::create_hard_link(*previous_ / schema::kStoriesFile, folder_ / schema::kStoriesFile);
  else schema::write_stories(folder_, build_stories({live_segments(), 0, {}, {}}));
}

void NextGeneration::write_segments(schema::Manifest& manifest) {
  schema::Tombstones tombstones;
  for (OpenSegment& segment : segments_) {
    const fs::path here = folder_ / segment.info.name;
    if (segment.file != here) fs::create_hard_link(segment.file, here);
    segment.info.documents = segment.database.get_doccount();
    segment.info.tombstones = static_cast<std::uint32_t>(segment.tombstones.size());
    segment.info.bytes = fs::file_size(here);
    manifest.articles += segment.info.documents - segment.info.tombstones;
    if (!segment.tombstones.empty()) tombstones[segment.info.name] = segment.tombstones;
    manifest.segments.push_back(segment.info);
  }
  schema::write_tombstones(folder_, tombstones);
}

schema::Manifest NextGeneration::publish() {
  merge_where_needed();
  inputs_->commit();
  inputs_.reset();
  schema::Manifest manifest;
  manifest.fields_version = schema::kFieldsVersion;
  manifest.stored_version = schema::kStoredVersion;
  manifest.lexicon_version = names::kLexiconVersion;
  manifest.number = number_;
  manifest.index_id = manifest_before_.index_id;
  manifest.built = now_;
  manifest.catalogue_fingerprint = catalogue_fingerprint_;
  write_segments(manifest);
  if (!fs::exists(folder_ / kCorrectionsFile) && previous_ && fs::exists(*previous_ / kCorrectionsFile))
    fs::create_hard_link(*previous_ / kCorrectionsFile, folder_ / kCorrectionsFile);
  schema::write_manifest(folder_, manifest);
  schema::write_changes(folder_, previous_folder(), {number_, previous_number(), now_, std::move(changes_)});
  segments_.clear();
  schema::publish(index_, number_);
  return manifest;
}

}  // namespace dispatches::pipeline
