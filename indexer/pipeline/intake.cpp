#include "indexer/pipeline/intake.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

#include "indexer/articles/identity.hpp"

namespace dispatches::pipeline {

namespace {

// Records waiting for a thread: enough that none is idle, few enough to bound memory whatever the input.
constexpr std::size_t kQueuedBytes = 16u << 20;
constexpr std::size_t kBatchRecords = 32;

}  // namespace

// What one thread has and makes.
struct Intake::Worker {
  Worker(const IntakeSettings& settings, std::size_t number)
      : writer(settings.pieces, settings.first_piece + number, settings.jobs) {}

  text::Analyzer analyzer;
  DocumentBuilder builder;
  PieceWriter writer;
  std::deque<Claim> claims;                       // grows in place and goes piece by piece: of a million articles they are hundreds of megabytes
  std::vector<RejectedRecord> rejected;
  std::set<std::string> sources;
  std::uint64_t withheld = 0;

  void take(const IntakeSettings& settings, const Task& task);
  // An article that goes by its file keeps the id that it got at first, wherever the file stands now.
  void keep_id(const IntakeSettings& settings, const Task& task, articles::Article& article);
  void index(const IntakeSettings& settings, const articles::Article& article, Claim& claim);
};

// What a reader would make of a record depends on its bytes and on what the user said of it.
std::string hash_of_record(const articles::RawRecord& record, const articles::Defaults& defaults) {
  std::string said = defaults.source + '\n' + defaults.language + '\n' + defaults.zone + '\n' + defaults.base_url + '\n' + defaults.encoding;
  const XXH128_hash_t hash = XXH3_128bits_withSeed(record.bytes.data(), record.bytes.size(), XXH3_64bits(said.data(), said.size()));
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

void Intake::Worker::take(const IntakeSettings& settings, const Task& task) {
  Claim claim;
  claim.input = task.input->path.string();
  claim.record_hash = hash_of_record(task.record, settings.defaults);
  claim.number = task.record.number;
  if (const auto same = settings.known_record(claim.input, claim.record_hash)) {
    claim.id = same->id;
    claim.content_hash = same->content_hash;
    claim.published = same->published;
    claim.indexed = same->indexed;
    claims.push_back(std::move(claim));
    return;
  }
  Outcome<articles::Article> article = task.reader->parse(*task.input, task.record, settings.defaults);
  if (!article) {
    rejected.push_back({{claim.input, task.record.place, article.rejection().reason, claim.record_hash}, settings.keep_rejected_bytes ? task.record.bytes : std::string()});
    return;
  }
  keep_id(settings, task, *article);
  settings.correct(*article);
  if (settings.is_withheld(*article)) {
    ++withheld;
    return;
  }
  const auto known = settings.known(article->id);
  claim.id = article->id;
  claim.content_hash = articles::content_hash(*article);
  claim.published = article->published;
  claim.indexed = known ? known->indexed : settings.now;
  claim.changed = !known || known->content_hash != claim.content_hash;
  if (claim.changed && !settings.dry_run) index(settings, *article, claim);
  claims.push_back(std::move(claim));
}

void Intake::Worker::keep_id(const IntakeSettings& settings, const Task& task, articles::Article& article) {
  if (!task.record.place.empty() || article.id != articles::id_of_file(task.input->relative)) return;
  if (auto known = settings.known_file(task.input->path.string())) article.id = std::move(known->id);
}

void Intake::Worker::index(const IntakeSettings& settings, const articles::Article& article, Claim& claim) {
  AnnotatedArticle annotated = settings.annotator.annotate(article, analyzer);
  annotated.stored.indexed = claim.indexed;
  annotated.stored.updated = settings.now;
  annotated.stored.backfill = settings.backfill;
  if (!annotated.stored.source.empty()) sources.insert(annotated.stored.source);
  claim.place = writer.add(builder.build(annotated, settings.interner, analyzer), annotated.stored.text.size());
}

Intake::Intake(const IntakeSettings& settings) : settings_(settings) {
  for (std::size_t i = 0; i < settings_.jobs; ++i) workers_.push_back(std::make_unique<Worker>(settings_, i));
  for (auto& worker : workers_) threads_.emplace_back([this, &worker] { work(*worker); });
}

Intake::~Intake() { stop(); }

void Intake::stop() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  has_tasks_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Intake::put(const articles::Input& input, const articles::Reader& reader, articles::RawRecord record) {
  std::unique_lock lock(mutex_);
  has_room_.wait(lock, [&] { return queued_bytes_ < kQueuedBytes || failure_; });
  if (failure_) std::rethrow_exception(failure_);
  queued_bytes_ += record.bytes.size();
  queue_.push_back({&input, &reader, std::move(record)});
  has_tasks_.notify_one();
}

void Intake::reject(RejectedRecord record) {
  const std::lock_guard lock(mutex_);
  rejected.push_back(std::move(record));
}

std::uint64_t Intake::done() const {
  const std::lock_guard lock(mutex_);
  return done_;
}

bool Intake::failed() const {
  const std::lock_guard lock(mutex_);
  return failure_ != nullptr;
}

std::vector<Intake::Task> Intake::next_batch() {
  std::unique_lock lock(mutex_);
  has_tasks_.wait(lock, [&] { return !queue_.empty() || closed_; });
  std::vector<Task> batch;
  while (!queue_.empty() && batch.size() < kBatchRecords) {
    queued_bytes_ -= queue_.front().record.bytes.size();
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  done_ += batch.size();
  has_room_.notify_one();
  return batch;
}

void Intake::work(Worker& worker) try {
  for (std::vector<Task> batch = next_batch(); !batch.empty(); batch = next_batch())
    for (const Task& task : batch) worker.take(settings_, task);
  worker.writer.finish();
} catch (...) {
  const std::lock_guard lock(mutex_);
  failure_ = std::current_exception();
  has_room_.notify_all();
}

void Intake::finish() {
  stop();
  if (failure_) std::rethrow_exception(failure_);
  std::size_t all = 0;
  for (const auto& worker : workers_) all += worker->claims.size();
  claims.reserve(all);
  for (auto& worker : workers_) {
    for (; !worker->claims.empty(); worker->claims.pop_front()) claims.push_back(std::move(worker->claims.front()));
    std::move(worker->rejected.begin(), worker->rejected.end(), std::back_inserter(rejected));
    pieces.insert(pieces.end(), worker->writer.pieces().begin(), worker->writer.pieces().end());
    sources.merge(worker->sources);
    withheld += worker->withheld;
  }
  std::sort(pieces.begin(), pieces.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
}

}  // namespace dispatches::pipeline
