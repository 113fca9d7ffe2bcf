// `indexer update`: which inputs are new or changed, what they give, and what becomes of the rest.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "indexer/articles/identity.hpp"
#include "indexer/pipeline/corrected.hpp"
#include "indexer/pipeline/found_inputs.hpp"
#include "indexer/pipeline/intake.hpp"
#include "indexer/pipeline/next_generation.hpp"
#include "indexer/pipeline/pruning.hpp"
#include "indexer/pipeline/rejections.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/pipeline/settlement.hpp"
#include "indexer/schema/withheld.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

class Update {
 public:
  Update(const UpdateOptions& options)
      : options_(options), next_(options.index, options.now), knowledge_(options.knowledge, next_.previous_folder(), next_.previous_lexicon()),
        interner_(next_.previous_lexicon()), withheld_(options.index), corrections_before_(Corrections::load({}, next_.previous_folder())),
        corrections_(Corrections::load(options.corrections, next_.previous_folder())) {}

  RunReport run();

 private:
  void find();
  bool is_retried(const FoundInput& found) const { return options_.retry_rejects && rejected_before_.has_input(found.state.path); }
  bool is_open(FoundInput& found) const;
  bool hash(FoundInput& found, Intake& intake);
  void follow_move(const FoundInput& found);
  bool is_unchanged(const FoundInput& found);
  void forget(const std::string& input);
  IntakeSettings intake_settings();
  void read_changed();
  void read_contenders();
  void read(Intake& intake, FoundInput& found);
  void read_records(Intake& intake, const FoundInput& found);
  void gather(Intake& intake);
  void show_progress(const char* phase, std::uint64_t articles);
  void settle();
  void reject_folders();
  void settle_rejections();
  void correct_others();
  void prune();
  void publish();

  const UpdateOptions& options_;
  NextGeneration next_;
  const Knowledge knowledge_;
  names::Interner interner_;
  const schema::Withheld withheld_;
  const Corrections corrections_before_, corrections_;
  std::mutex inputs_mutex_;

  std::vector<FoundInput> found_;
  std::vector<Rejection> unreadable_;                  // folders
  GoneInputs gone_;                                    // with --prune
  std::unordered_set<std::string> read_;               // paths read anew in this run
  std::vector<std::string> moved_;                     // articles whose input has moved
  Settlement settlement_{next_, read_};
  const KnownRejections rejected_before_{next_.inputs().rejections()};
  std::vector<Claim> claims_;
  std::vector<RejectedRecord> rejected_;
  std::vector<PieceWriter::Piece> pieces_;
  std::set<std::string> sources_;
  bool inputs_changed_ = false;
  Progress progress_;
  std::chrono::steady_clock::time_point shown_{};
  RunReport report_;
};

void Update::find() {
  FoundInputs found_now =
      find_inputs({options_.paths, options_.include, options_.exclude, options_.defaults, [this](const std::string& path) { return next_.inputs().input(path); }});
  found_ = std::move(found_now.inputs);
  unreadable_ = std::move(found_now.unreadable);
  report_.skipped = found_now.skipped;
  for (const FoundInput& found : found_) progress_.total_bytes += found.state.size;
}

// The next run that finds it reads it anew; what it gave stays until then.
void Update::forget(const std::string& input) {
  auto known = next_.inputs().input(input);
  if (!known || known->hash.empty()) return;
  known->hash.clear();
  next_.inputs().put_input(*known);
  inputs_changed_ = true;
}

// One that is as before was not opened when it was found.
bool Update::is_open(FoundInput& found) const {
  if (!found.reader) find_reader(found);
  return found.reader != nullptr;
}

// False if it cannot be read.
bool Update::hash(FoundInput& found, Intake& intake) try {
  if (!is_open(found)) throw std::runtime_error("it cannot be opened");
  found.state.hash = hash_of_file(found.input.path, options_.defaults);
  return true;
} catch (const std::runtime_error& error) {
  intake.reject({{found.state.path, "", error.what(), ""}, {}});
  const std::lock_guard lock(inputs_mutex_);
  forget(found.state.path);
  return false;
}

// A new file that holds what one that has gone held is that one, and its articles are the same.
void Update::follow_move(const FoundInput& found) {
  if (next_.inputs().input(found.state.path)) return;
  for (const schema::InputState& known : next_.inputs().inputs_with(found.state.hash)) {
    if (!has_gone(known.path)) continue;
    next_.inputs().move_input(known.path, found.state.path);
    for (const schema::ArticleState& article : next_.inputs().articles_of(found.state.path)) moved_.push_back(article.id);
    inputs_changed_ = true;
    return;
  }
}

// By content; what was rejected before is looked at again only on request. A new time alone is no reason to publish.
bool Update::is_unchanged(const FoundInput& found) {
  const auto known = next_.inputs().input(found.state.path);
  if (!known || is_retried(found) || known->hash != found.state.hash) return false;
  if (known->modified != found.state.modified) next_.inputs().put_input(found.state);
  return true;
}

void Update::read_records(Intake& intake, const FoundInput& found) {
  found.reader->split(
      found.input,
      [&](articles::RawRecord record) {
        progress_.done_bytes += record.bytes.size();
        intake.put(found.input, *found.reader, std::move(record));
        show_progress("reading", intake.done());
        return true;
      },
      [&](const Rejection& rejection) {
        // A reader names its input as it knows it, then the place: "export.zip!/2025/a.html", "news.jsonl:17".
        const std::string& name = rejection.where.starts_with(found.state.path) ? found.state.path : found.input.relative;
        const std::string place = rejection.where.starts_with(name) ? rejection.where.substr(name.size()) : std::string();
        intake.reject({{found.state.path, place, rejection.reason, ""}, {}});
      });
}

void Update::read(Intake& intake, FoundInput& found) {
  read_.insert(found.state.path);
  try {
    if (!is_open(found)) throw fs::filesystem_error("opening", found.input.path, std::make_error_code(std::errc::permission_denied));
    read_records(intake, found);
  } catch (const fs::filesystem_error& error) {
    found.state.hash.clear();  // gone meanwhile, perhaps to come back
    intake.reject({{found.state.path, "", error.code().message(), ""}, {}});
  } catch (const std::system_error&) {
    throw;
  } catch (const std::runtime_error& error) {
    if (intake.failed()) throw;  // not the input's fault
    intake.reject({{found.state.path, "", error.what(), ""}, {}});
  }
}

void Update::show_progress(const char* phase, std::uint64_t articles) {
  if (!options_.progress) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - shown_ < std::chrono::milliseconds(200) && progress_.phase == phase) return;
  shown_ = now;
  progress_.phase = phase;
  progress_.articles = articles;
  options_.progress(progress_);
}

IntakeSettings Update::intake_settings() {
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  IntakeSettings settings{knowledge_.annotator(), interner_, options_.defaults, {}, {}, {}, {}, {}, next_.work(), 0, next_.now(), options_.backfill, options_.dry_run,
                          !options_.rejects.empty(), options_.jobs ? options_.jobs : cores};
  if (!pieces_.empty()) settings.first_piece = pieces_.back().number + 1;
  settings.known = [this](const std::string& id) {
    const std::lock_guard lock(inputs_mutex_);
    return next_.inputs().article(id);
  };
  settings.known_record = [this](const std::string& input, const std::string& record_hash) {
    const std::lock_guard lock(inputs_mutex_);
    return next_.inputs().article_of_record(input, record_hash);
  };
  settings.known_file = [this](const std::string& input) {
    const std::lock_guard lock(inputs_mutex_);
    return next_.inputs().only_article_of(input);
  };
  settings.correct = [this](articles::Article& article) { corrections_.apply(article); };
  settings.is_withheld = [this](const articles::Article& article) { return withheld_.has(article.id, article.url, articles::text_hash(article)); };
  return settings;
}

void Update::gather(Intake& intake) {
  intake.finish();
  if (claims_.empty()) claims_ = std::move(intake.claims);
  else std::move(intake.claims.begin(), intake.claims.end(), std::back_inserter(claims_));
  std::move(intake.rejected.begin(), intake.rejected.end(), std::back_inserter(rejected_));
  pieces_.insert(pieces_.end(), intake.pieces.begin(), intake.pieces.end());
  sources_.merge(intake.sources);
  report_.withheld += intake.withheld;
}

void Update::read_changed() {
  Intake intake(intake_settings());
  for (FoundInput& found : found_) {
    if (found.as_before && !is_retried(found)) {
      progress_.done_bytes += found.state.size;
      continue;
    }
    if (!hash(found, intake)) continue;
    {
      const std::lock_guard lock(inputs_mutex_);
      follow_move(found);
      if (is_unchanged(found)) {
        progress_.done_bytes += found.state.size;
        continue;
      }
    }
    read(intake, found);
  }
  gather(intake);
}

// Inputs that are as they were, and may win an article now that they lost before.
void Update::read_contenders() {
  std::vector<std::string> ids = moved_;
  for (const std::string& input : gone_.inputs)
    for (const schema::ArticleState& article : next_.inputs().articles_of(input)) ids.push_back(article.id);
  std::set<std::string> wanted;
  for (std::string& input : settlement_.contenders(claims_, ids))
    if (!read_.contains(input) && !has_gone(input)) wanted.insert(std::move(input));
  if (wanted.empty()) return;
  Intake intake(intake_settings());
  for (FoundInput& found : found_)
    if (wanted.erase(found.state.path) > 0) read(intake, found);
  gather(intake);
  for (const std::string& elsewhere : wanted) forget(elsewhere);
}

// Folders that cannot be read; what was said of those that can be again is forgotten.
void Update::reject_folders() {
  const auto is_below_paths = [&](const std::string& folder) {
    return std::any_of(options_.paths.begin(), options_.paths.end(), [&](const fs::path& path) { return folder.starts_with(absolute_path(path) + "/"); });
  };
  for (const schema::RejectionState& known : rejected_before_.all())
    if (known.input.ends_with('/') && is_below_paths(known.input)) {
      next_.inputs().clear_rejections(known.input);
      inputs_changed_ |= std::none_of(unreadable_.begin(), unreadable_.end(), [&](const Rejection& folder) { return folder.where == known.input; });
    }
  for (const Rejection& folder : unreadable_) rejected_.push_back({{folder.where, "", folder.reason, ""}, {}});
}

void Update::settle_rejections() {
  reject_folders();
  report_.new_rejections = rejected_before_.new_first(rejected_);
  for (const std::string& input : read_) next_.inputs().clear_rejections(input);
  for (const RejectedRecord& rejected : rejected_) {
    next_.inputs().put_rejection(rejected.state);
    report_.rejections.push_back({rejected.state.input + rejected.state.place, rejected.state.reason});
    if (!options_.rejects.empty() && !options_.dry_run) keep_rejected(options_.rejects, rejected);
  }
}

void Update::settle() {
  show_progress("settling", claims_.size());
  settlement_.settle(claims_);
  std::vector<Claim>().swap(claims_);  // the names of a large archive want the room
  settle_rejections();
  report_.added = settlement_.added;
  report_.updated = settlement_.updated;
  report_.unchanged = settlement_.unchanged;
  std::unordered_set<std::string> as_they_were;
  for (const FoundInput& found : found_) {
    if (read_.contains(found.state.path)) {
      next_.inputs().put_input(found.state);
      continue;
    }
    as_they_were.insert(found.state.path);
    report_.withheld += withheld_.of_input(found.state.path);
  }
  next_.inputs().each_article_count([&](const std::string& input, std::uint64_t articles) {
    if (as_they_were.contains(input)) report_.unchanged += articles;
  });
  for (const std::string& input : settlement_.won_before) report_.unchanged += !as_they_were.contains(input);
}

// What the corrections say of articles that this run did not write anew.
void Update::correct_others() {
  std::vector<std::string> ids = ids_of(corrections_.not_in(corrections_before_), next_);
  std::erase_if(ids, [&](const std::string& id) { return settlement_.rewritten.contains(id); });
  const CorrectedArticles corrected = correct_stored(ids, corrections_, next_, knowledge_, interner_, pieces_.empty() ? 0 : pieces_.back().number + 1);
  for (const schema::ArticleState& article : corrected.articles) {
    next_.bury(article.id);
    next_.tell(article.id, schema::Change::updated);
    next_.inputs().put_article(article);
    const bool met = std::any_of(found_.begin(), found_.end(), [&](const FoundInput& found) { return found.state.path == article.input; });
    ++report_.updated, report_.unchanged -= met;
  }
  pieces_.insert(pieces_.end(), corrected.pieces.begin(), corrected.pieces.end());
  sources_.insert(corrected.sources.begin(), corrected.sources.end());
}

// Articles whose input has gone, unless another input gave them in this run.
void Update::prune() {
  std::vector<std::string> gone;
  for (const std::string& input : gone_.inputs)
    for (const schema::ArticleState& article : next_.inputs().articles_of(input))
      if (!settlement_.claimed.contains(article.id)) gone.push_back(article.id);
  check_prune_limit(gone.size(), gone_.articles_before, options_.prune_limit);
  for (const std::string& id : gone) {
    next_.bury(id);
    next_.tell(id, schema::Change::removed);
    next_.inputs().remove_article(id);
  }
  for (const std::string& input : gone_.inputs) {
    next_.inputs().clear_rejections(input);
    next_.inputs().clear_lost(input);
    next_.inputs().remove_input(input);
  }
  report_.removed += gone.size();
  inputs_changed_ |= !gone_.inputs.empty();
}

void Update::publish() {
  show_progress("merging", report_.added + report_.updated);
  std::vector<fs::path> paths;
  std::unordered_map<std::size_t, Xapian::docid> offsets;
  Xapian::docid offset = 0;
  for (const PieceWriter::Piece& piece : pieces_) {
    paths.push_back(piece.path);
    offsets[piece.number] = offset;
    offset += piece.documents;
  }
  std::vector<Xapian::docid> buried;
  for (const PieceWriter::Place& place : settlement_.buried) buried.push_back(offsets.at(place.piece) + place.document);
  next_.add_segment(paths, buried);
  const bool same_meanings = !next_.is_first() && next_.previous_fingerprint() == knowledge_.fingerprint();
  if (same_meanings && pieces_.empty() && report_.removed == 0 && next_.dropped() == 0) next_.keep_lexicon();
  else next_.update_lexicon(knowledge_, interner_, sources_, next_.is_first());
  next_.write_corrections(corrections_.bytes());
  next_.write_stories();
  report_.removed += next_.dropped();
  show_progress("publishing", report_.added + report_.updated);
  const schema::Manifest manifest = next_.publish();
  report_.generation = manifest.number;
  report_.articles = manifest.articles;
}

RunReport Update::run() {
  report_.started = next_.now();
  if (options_.prune) check_prune_paths(options_.paths);
  forget_records(ids_of(corrections_before_.not_in(corrections_), next_), next_);
  find();
  read_changed();
  if (options_.prune) gone_ = find_gone(options_.paths, found_, unreadable_, next_.inputs());
  read_contenders();
  settle();
  correct_others();
  prune();
  report_.rejected = next_.inputs().rejections().size();
  report_.generation = next_.previous_number();
  report_.articles = next_.previous_articles();
  inputs_changed_ |= corrections_.bytes() != corrections_before_.bytes();
  const bool changed = next_.is_first() || !read_.empty() || inputs_changed_ || report_.removed > 0 || next_.dropped() > 0 || report_.new_rejections > 0 ||
                       next_.previous_fingerprint() != knowledge_.fingerprint();
  if (changed && !options_.dry_run) publish();
  return report_;
}

}  // namespace

RunReport update(const UpdateOptions& options) {
  const bool leaves_nothing = options.dry_run && !fs::exists(options.index);
  const RunReport report = Update(options).run();
  if (leaves_nothing) fs::remove_all(options.index);
  return report;
}

}  // namespace dispatches::pipeline
