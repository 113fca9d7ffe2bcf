// `indexer update`: which inputs are new or changed, what they give, which claim to an id wins, and what becomes of the rest.
#include <fmt/format.h>
#include <fnmatch.h>
#include <xxhash.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <thread>
#include <unordered_set>

#include "indexer/articles/identity.hpp"
#include "indexer/pipeline/intake.hpp"
#include "indexer/pipeline/next_generation.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/pipeline/withheld.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

struct FoundInput {
  articles::Input input;
  const articles::Reader* reader;
  schema::InputState state;  // without hash until it is read
};

std::string hash_of_file(const fs::path& path, const articles::Defaults& defaults) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("it cannot be read");
  const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(), XXH3_freeState);
  XXH3_128bits_reset(state.get());
  std::vector<char> buffer(1u << 20);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    XXH3_128bits_update(state.get(), buffer.data(), static_cast<std::size_t>(in.gcount()));
  for (const std::string* part : {&defaults.source, &defaults.language, &defaults.zone, &defaults.base_url, &defaults.encoding})
    XXH3_128bits_update(state.get(), part->c_str(), part->size() + 1);
  const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

bool matches_any(const std::vector<std::string>& globs, const std::string& path) {
  return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
    return fnmatch(glob.c_str(), path.c_str(), 0) == 0 || fnmatch(glob.c_str(), fs::path(path).filename().c_str(), 0) == 0;
  });
}

std::string absolute_path(const fs::path& path) {
  fs::path absolute = fs::absolute(path).lexically_normal();
  if (!absolute.has_filename()) absolute = absolute.parent_path();
  return absolute.string();
}

class Update {
 public:
  Update(const UpdateOptions& options)
      : options_(options), next_(options.index, options.now), knowledge_(options.knowledge, next_.previous_folder(), next_.previous_lexicon()),
        interner_(next_.previous_lexicon()), withheld_(options.index) {}

  RunReport run();

 private:
  void find_inputs();
  void check_prune_paths() const;
  bool is_unchanged(FoundInput& found);
  void read(Intake& intake, const FoundInput& found);
  void read_all();
  void show_progress(const char* phase, std::uint64_t articles);
  void settle(Intake& intake);
  void settle_claims(std::vector<Claim>::iterator first, std::vector<Claim>::iterator last);
  void settle_rejections(std::vector<RejectedRecord>& rejected);
  void keep_rejected(const RejectedRecord& rejected, std::size_t number);
  void prune();
  bool stored_wins(const schema::ArticleState& stored, const Claim& claim) const;
  void bury_new(const Claim& claim);
  void publish();

  const UpdateOptions& options_;
  NextGeneration next_;
  const Knowledge knowledge_;
  names::Interner interner_;
  const Withheld withheld_;
  std::mutex inputs_mutex_;

  std::vector<FoundInput> found_;
  std::unordered_set<std::string> read_;               // paths read anew in this run
  std::unordered_set<std::string> claimed_;            // ids claimed in this run
  std::set<std::tuple<std::string, std::string, std::string>> known_rejections_;
  std::set<std::string> rejecting_inputs_;
  std::vector<PieceWriter::Place> buried_;             // of new documents
  std::vector<PieceWriter::Piece> pieces_;
  std::set<std::string> sources_;
  bool inputs_changed_ = false;
  Progress progress_;
  std::chrono::steady_clock::time_point shown_{};
  RunReport report_;
};

void Update::find_inputs() {
  std::unordered_set<std::string> seen;
  for (const fs::path& path : options_.paths) {
    for (articles::Input& input : articles::files_below(path)) {
      input.path = absolute_path(input.path);
      if (!seen.insert(input.path.string()).second) continue;
      const bool wanted = (options_.include.empty() || matches_any(options_.include, input.relative)) && !matches_any(options_.exclude, input.relative);
      const articles::Reader* reader = wanted ? articles::reader_for(input.path) : nullptr;
      if (!reader) {
        ++report_.skipped;
        continue;
      }
      schema::InputState state{input.path.string(), fs::file_size(input.path),
                               std::chrono::duration_cast<std::chrono::nanoseconds>(fs::last_write_time(input.path).time_since_epoch()).count(), {}};
      progress_.total_bytes += state.size;
      found_.push_back({std::move(input), reader, std::move(state)});
    }
  }
}

// What is not there cannot be told from what has gone: then nothing is removed.
void Update::check_prune_paths() const {
  if (!options_.prune) return;
  for (const fs::path& path : options_.paths)
    if (!fs::exists(path) || (fs::is_directory(path) && fs::is_empty(path)))
      throw RunStopped(fmt::format("--prune: {} is {}; nothing was changed. Is a disk not mounted? Run again without --prune, or with the right path",
                                   path.string(), fs::exists(path) ? "empty" : "missing"));
}

// By size and time, else by content; what was rejected before is looked at again only on request.
bool Update::is_unchanged(FoundInput& found) {
  const auto known = next_.inputs().input(found.state.path);
  const bool retry = options_.retry_rejects && rejecting_inputs_.contains(found.state.path);
  found.state.hash = hash_of_file(found.input.path, options_.defaults);
  if (!known || retry || known->hash != found.state.hash) return false;
  if (known->modified != found.state.modified) {
    next_.inputs().put_input(found.state);
    inputs_changed_ = true;
  }
  return true;
}

void Update::read(Intake& intake, const FoundInput& found) {
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
        intake.reject({{found.state.path, place, rejection.reason}, {}});
      });
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

void Update::read_all() {
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  IntakeSettings settings{knowledge_.annotator(), interner_, options_.defaults, {}, {}, {}, next_.work(), next_.now(), options_.backfill, options_.dry_run,
                          !options_.rejects.empty(), options_.jobs ? options_.jobs : cores};
  settings.known = [this](const std::string& id) {
    const std::lock_guard lock(inputs_mutex_);
    return next_.inputs().article(id);
  };
  settings.known_record = [this](const std::string& input, const std::string& record_hash) {
    const std::lock_guard lock(inputs_mutex_);
    return next_.inputs().article_of_record(input, record_hash);
  };
  settings.is_withheld = [this](const articles::Article& article) { return withheld_.holds(article); };
  Intake intake(settings);
  for (FoundInput& found : found_) {
    try {
      const std::unique_lock lock(inputs_mutex_);
      if (is_unchanged(found)) {
        report_.unchanged += next_.inputs().articles_of(found.state.path).size();
        progress_.done_bytes += found.state.size;
        continue;
      }
    } catch (const std::runtime_error& error) {
      intake.reject({{found.state.path, "", error.what()}, {}});
      continue;
    }
    read_.insert(found.state.path);
    try {
      read(intake, found);
    } catch (const Xapian::Error&) {
      throw;
    } catch (const std::system_error&) {
      throw;
    } catch (const std::runtime_error& error) {
      intake.reject({{found.state.path, "", error.what()}, {}});
    }
  }
  intake.finish();
  show_progress("settling", intake.done());
  settle(intake);
}

// Of one id from two inputs the newer, else the later.
bool older(const Claim& a, const Claim& b) {
  const auto key = [](const Claim& claim) { return std::tuple(claim.id, claim.published ? claim.published->start : text::sys_seconds::min(), claim.input, claim.number); };
  return key(a) < key(b);
}

bool Update::stored_wins(const schema::ArticleState& stored, const Claim& claim) const {
  if (stored.input == claim.input || read_.contains(stored.input) || !fs::exists(stored.input)) return false;
  Claim as_claim;
  as_claim.id = claim.id;
  as_claim.input = stored.input;
  as_claim.number = stored.number;
  as_claim.published = stored.published;
  return older(claim, as_claim);
}

void Update::bury_new(const Claim& claim) {
  if (claim.place) buried_.push_back(*claim.place);
}

// All claims to one id, the winner last.
void Update::settle_claims(std::vector<Claim>::iterator first, std::vector<Claim>::iterator last) {
  Claim& winner = *(last - 1);
  claimed_.insert(winner.id);
  std::for_each(first, last - 1, [&](const Claim& loser) { bury_new(loser); });
  const auto stored = next_.inputs().article(winner.id);
  if (stored && stored_wins(*stored, winner)) {
    bury_new(winner);
    return;  // counted with its own input
  }
  if (!winner.changed) {
    ++report_.unchanged;
  } else if (stored) {
    ++report_.updated;
    next_.bury(winner.id);
    next_.tell(winner.id, schema::Change::updated);
  } else {
    ++report_.added;
    next_.tell(winner.id, schema::Change::added);
  }
  if (!stored || winner.changed || stored->input != winner.input || stored->record_hash != winner.record_hash)
    next_.inputs().put_article({winner.id, winner.input, winner.number, winner.content_hash, winner.record_hash, winner.published, winner.indexed});
}

void Update::keep_rejected(const RejectedRecord& rejected, std::size_t number) {
  fs::create_directories(options_.rejects);
  const std::string name = fmt::format("{}-{:04}{}", articles::make_id("r", rejected.state.input, rejected.state.place), number,
                                       fs::path(rejected.state.input).extension().string());
  std::ofstream(options_.rejects / name, std::ios::binary) << rejected.bytes;
  std::ofstream(options_.rejects / "rejects.tsv", std::ios::app) << name << '\t' << rejected.state.input << rejected.state.place << '\t' << rejected.state.reason << '\n';
}

void Update::settle_rejections(std::vector<RejectedRecord>& rejected) {
  std::sort(rejected.begin(), rejected.end(), [](const auto& a, const auto& b) {
    return std::tie(a.state.input, a.state.place, a.state.reason) < std::tie(b.state.input, b.state.place, b.state.reason);
  });
  for (const std::string& input : read_) next_.inputs().clear_rejections(input);
  for (std::size_t i = 0; i < rejected.size(); ++i) {
    const schema::RejectionState& state = rejected[i].state;
    next_.inputs().put_rejection(state);
    if (!known_rejections_.contains({state.input, state.place, state.reason})) report_.new_rejections = true;
    report_.rejections.push_back({state.input + state.place, state.reason});
    if (!options_.rejects.empty() && !options_.dry_run) keep_rejected(rejected[i], i);
  }
  report_.rejected = next_.inputs().rejections().size();
}

void Update::settle(Intake& intake) {
  std::sort(intake.claims.begin(), intake.claims.end(), older);
  for (auto first = intake.claims.begin(); first != intake.claims.end();) {
    const auto last = std::find_if(first, intake.claims.end(), [&](const Claim& claim) { return claim.id != first->id; });
    settle_claims(first, last);
    first = last;
  }
  settle_rejections(intake.rejected);
  for (const FoundInput& found : found_)
    if (read_.contains(found.state.path)) next_.inputs().put_input(found.state);
  pieces_ = std::move(intake.pieces);
  sources_ = std::move(intake.sources);
  report_.withheld = intake.withheld;
}

// Articles whose input stood under a path now given and has gone, unless another input gave them in this run.
void Update::prune() {
  if (!options_.prune) return;
  std::unordered_set<std::string> present;
  for (const FoundInput& found : found_) present.insert(found.state.path);
  std::uint64_t before = 0;
  std::vector<std::string> gone_inputs, gone;
  for (const fs::path& path : options_.paths) {
    for (const schema::InputState& input : next_.inputs().inputs_below(absolute_path(path))) {
      const auto articles = next_.inputs().articles_of(input.path);
      before += articles.size();
      if (present.contains(input.path) || fs::exists(input.path)) continue;
      gone_inputs.push_back(input.path);
      for (const schema::ArticleState& article : articles)
        if (!claimed_.contains(article.id)) gone.push_back(article.id);
    }
  }
  if (static_cast<double>(gone.size()) > options_.prune_limit * static_cast<double>(before))
    throw RunStopped(fmt::format("--prune would remove {} of {} articles, more than {:.0f} %; nothing was changed. If that is right, run again with --prune-limit {}%",
                                 gone.size(), before, options_.prune_limit * 100, before ? gone.size() * 100 / before + 1 : 100));
  for (const std::string& id : gone) {
    next_.bury(id);
    next_.tell(id, schema::Change::removed);
    next_.inputs().remove_article(id);
  }
  for (const std::string& input : gone_inputs) {
    next_.inputs().clear_rejections(input);
    next_.inputs().remove_input(input);
  }
  report_.removed = gone.size();
  inputs_changed_ |= !gone_inputs.empty();
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
  for (const PieceWriter::Place& place : buried_) buried.push_back(offsets.at(place.piece) + place.document);
  next_.add_segment(paths, buried);
  const bool same_meanings = !next_.is_first() && next_.previous_fingerprint() == knowledge_.fingerprint();
  if (same_meanings && pieces_.empty()) next_.keep_lexicon();
  else next_.write_lexicon(knowledge_, interner_, sources_, next_.is_first());
  next_.write_stories();
  show_progress("publishing", report_.added + report_.updated);
  const schema::Manifest manifest = next_.publish();
  report_.generation = manifest.number;
  report_.articles = manifest.articles;
}

RunReport Update::run() {
  report_.started = next_.now();
  for (const schema::RejectionState& rejection : next_.inputs().rejections()) {
    known_rejections_.insert({rejection.input, rejection.place, rejection.reason});
    rejecting_inputs_.insert(rejection.input);
  }
  check_prune_paths();
  find_inputs();
  read_all();
  prune();
  report_.generation = next_.previous_number();
  report_.articles = next_.previous_articles();
  const bool changed = next_.is_first() || !read_.empty() || inputs_changed_ || report_.removed > 0 || next_.previous_fingerprint() != knowledge_.fingerprint();
  if (changed && !options_.dry_run) publish();
  return report_;
}

}  // namespace

RunReport update(const UpdateOptions& options) { return Update(options).run(); }

}  // namespace dispatches::pipeline
