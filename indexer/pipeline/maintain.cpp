// What changes an index without reading inputs: relink, reanalyse, compact, going back. (removal.cpp: remove, restore.)
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <ostream>

#include "indexer/base/jobs.hpp"
#include "indexer/pipeline/document.hpp"
#include "indexer/pipeline/next_generation.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/pipeline/segment_writer.hpp"
#include "indexer/pipeline/upkeep.hpp"
#include "indexer/schema/withheld.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

void require_index(const fs::path& index) {
  if (!schema::current_generation(index))
    throw RunStopped("there is no index in " + index.string() + "; make one with 'indexer update --db " + index.string() + " PATH'");
}

RunReport report_of(const schema::Manifest& manifest) {
  RunReport report;
  report.started = report.finished = manifest.built;
  report.generation = manifest.number;
  report.articles = manifest.articles;
  return report;
}

// An article as its reader gave it, from what is stored of it.
articles::Article restored(const schema::StoredArticle& stored) {
  articles::Article article;
  article.id = stored.id;
  article.where = stored.where;
  article.url = stored.url;
  article.source = stored.source;
  article.authors = stored.authors;
  article.published = stored.published;
  if (stored.language_stated) article.language = stored.language;
  for (const schema::Section& section : stored.sections) {
    std::string text = stored.text.substr(section.begin, section.end - section.begin);
    if (section.kind == schema::SectionKind::title) article.title = std::move(text);
    else article.paragraphs.push_back({section.kind == schema::SectionKind::caption ? articles::ParagraphKind::caption : articles::ParagraphKind::body, std::move(text)});
  }
  return article;
}

RelinkReport relink(const fs::path& index, const KnowledgeFiles& files, bool dry_run, std::optional<text::sys_seconds> now) {
  require_index(index);
  NextGeneration next(index, now);
  const Knowledge knowledge(files, next.previous_folder(), next.previous_lexicon());
  names::Interner interner(next.previous_lexicon());
  RelinkReport report;
  next.write_lexicon(knowledge, interner, {}, false);
  report.changes = lexicon_changes(*next.previous_lexicon(), *next.new_lexicon());
  if (!dry_run) next.keep_stories();
  report.generation = dry_run ? next.previous_number() : next.publish().number;
  return report;
}

namespace {

// One thread's share of all articles, analysed again into pieces of its own.
class Reanalysis {
 public:
  Reanalysis(const NextGeneration& next, const Annotator& annotator, names::Interner& interner, unsigned job, unsigned jobs)
      : segments_(next.live_segments()), annotator_(annotator), interner_(interner), job_(job), jobs_(jobs), writer_(next.work(), job, jobs) {}

  void run() try {
    std::size_t number = 0;
    for (const LiveSegment& segment : segments_)
      for (auto document = segment.database.postlist_begin(""); document != segment.database.postlist_end(""); ++document)
        if (!std::binary_search(segment.tombstones.begin(), segment.tombstones.end(), *document) && number++ % jobs_ == job_) add(segment, *document);
    writer_.finish();
  } catch (...) {
    failure = std::current_exception();
  }

  const std::vector<PieceWriter::Piece>& pieces() const { return writer_.pieces(); }
  std::exception_ptr failure;

 private:
  void add(const LiveSegment& segment, Xapian::docid document) {
    const schema::StoredArticle stored = schema::decode(segment.database.get_document(document, Xapian::DOC_ASSUME_VALID).get_data());
    AnnotatedArticle annotated = annotator_.annotate(restored(stored), analyzer_);
    annotated.stored.indexed = stored.indexed;
    annotated.stored.updated = stored.updated;
    annotated.stored.backfill = stored.backfill;
    annotated.stored.content_hash = stored.content_hash;
    writer_.add(builder_.build(annotated, interner_, analyzer_), stored.text.size());
  }

  const std::vector<LiveSegment> segments_;
  const Annotator& annotator_;
  names::Interner& interner_;
  DocumentBuilder builder_;
  text::Analyzer analyzer_;
  const unsigned job_, jobs_;
  PieceWriter writer_;
};

std::vector<fs::path> reanalyse_all(const NextGeneration& next, const Annotator& annotator, names::Interner& interner) {
  const unsigned jobs = jobs_or_cores();
  std::vector<std::unique_ptr<Reanalysis>> parts;
  for (unsigned job = 0; job < jobs; ++job) parts.push_back(std::make_unique<Reanalysis>(next, annotator, interner, job, jobs));
  run_on(jobs, [&](unsigned job) { parts[job]->run(); });
  std::vector<PieceWriter::Piece> pieces;
  for (const auto& part : parts) {
    if (part->failure) std::rethrow_exception(part->failure);
    pieces.insert(pieces.end(), part->pieces().begin(), part->pieces().end());
  }
  std::sort(pieces.begin(), pieces.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  std::vector<fs::path> paths;
  for (const PieceWriter::Piece& piece : pieces) paths.push_back(piece.path);
  return paths;
}

}  // namespace

RunReport reanalyse(const fs::path& index, const KnowledgeFiles& files, std::optional<text::sys_seconds> now) {
  require_index(index);
  NextGeneration next(index, now, schema::Versions::previous_too);
  const Knowledge knowledge(files, next.previous_folder(), next.previous_lexicon());
  names::Interner interner(next.previous_lexicon());
  const std::vector<fs::path> pieces = reanalyse_all(next, knowledge.annotator(), interner);
  next.drop_old_segments();
  next.add_segment(pieces, {});
  next.write_lexicon(knowledge, interner, {}, true);
  next.keep_stories();
  return report_of(next.publish());
}

RunReport compact(const fs::path& index, const fs::path& to, std::optional<text::sys_seconds> now) {
  require_index(index);
  if (!to.empty()) {
    schema::refuse_foreign(to);
    if (fs::exists(to / "current")) throw RunStopped(to.string() + " already holds an index; choose an empty folder");
    const auto current = schema::current_generation(index);
    const std::uint32_t number = schema::read_manifest(*current).number;
    const fs::path building = to / "building" / schema::generation_name(number);
    fs::remove_all(to / "building");
    fs::create_directories(building);
    fs::copy(*current, building, fs::copy_options::recursive);
    schema::copy_withheld(index, to);
    schema::publish(to, number);
    fs::remove_all(to / "building");
    const RunReport report = compact(to, {}, now);
    if (report.generation != number) fs::remove_all(to / schema::generation_name(number));
    return report;
  }
  NextGeneration next(index, now);
  next.merge_all();
  next.keep_lexicon();
  next.keep_stories();
  return report_of(next.publish());
}

namespace {

// Going back undoes what was done since.
void tell_going_back(const fs::path& current, std::uint32_t to, const fs::path& folder, std::uint32_t number) {
  const std::uint32_t from = schema::read_manifest(current).number;
  const auto undone = schema::read_changes(current, to, from).changes;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  schema::write_changes(folder, current, {number, from, now, undone ? std::optional(schema::reversed(*undone)) : std::nullopt});
}

}  // namespace

RunReport back_to(const fs::path& index, std::uint32_t number) {
  require_index(index);
  const fs::path wanted = index / schema::generation_name(number);
  if (!fs::is_directory(wanted)) throw RunStopped(fmt::format("generation {} is not kept; 'indexer generations' lists those that are", number));
  const schema::IndexLock lock(index);
  schema::Manifest manifest = schema::read_manifest(wanted);
  manifest.number = schema::last_generation_number(index) + 1;
  fs::remove_all(index / "building");
  const fs::path folder = index / "building" / schema::generation_name(manifest.number);
  fs::create_directories(folder);
  for (const auto& entry : fs::directory_iterator(wanted))
    if (entry.path().filename() != "manifest.json" && entry.path().filename() != schema::kChangesFile)
      fs::create_hard_link(entry.path(), folder / entry.path().filename());
  schema::write_manifest(folder, manifest);
  tell_going_back(*schema::current_generation(index), number, folder, manifest.number);
  schema::publish(index, manifest.number);
  fs::remove_all(index / "building");
  return report_of(manifest);
}

void list_generations(const fs::path& index, std::ostream& out) {
  require_index(index);
  const auto current = schema::current_generation(index);
  for (const fs::path& generation : schema::kept_generations(index)) {
    const schema::Manifest manifest = schema::read_manifest(generation);
    fmt::print(out, "{} generation {}, built {}: {} articles in {} segments\n", generation == *current ? "*" : " ", manifest.number,
               text::format_time(manifest.built), manifest.articles, manifest.segments.size());
  }
}

}  // namespace dispatches::pipeline
