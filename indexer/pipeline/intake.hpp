// Records → claims, on all cores: each thread parses, compares with what is known, annotates what is new or changed, and writes it into pieces
// of its own. Which claim to an id wins is settled afterwards (update.cpp), so the order of threads does not matter.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "indexer/articles/reader.hpp"
#include "indexer/pipeline/annotate.hpp"
#include "indexer/pipeline/document.hpp"
#include "indexer/pipeline/segment_writer.hpp"
#include "indexer/schema/inputs.hpp"

namespace dispatches::pipeline {

// That an input's record is article `id`.
struct Claim {
  std::string id, input, content_hash, record_hash;
  std::uint64_t number = 0;
  std::optional<text::Date> published;
  text::sys_seconds indexed{};                    // first
  bool changed = false;                           // not what the index holds under this id
  std::optional<PieceWriter::Place> place;        // of its new document
};

struct RejectedRecord {
  schema::RejectionState state;
  std::string bytes;
};

// What all threads know and only read; the functions are called from all of them.
struct IntakeSettings {
  const Annotator& annotator;
  names::Interner& interner;
  const articles::Defaults& defaults;
  std::function<std::optional<schema::ArticleState>(const std::string& id)> known;
  std::function<std::optional<schema::ArticleState>(const std::string& input, const std::string& record_hash)> known_record;
  std::function<std::optional<schema::ArticleState>(const std::string& input)> known_file;  // the one article of a file
  std::function<void(articles::Article&)> correct;
  std::function<bool(const articles::Article&)> is_withheld;
  std::filesystem::path pieces;
  std::size_t first_piece = 0;   // pieces are numbered from here
  text::sys_seconds now{};
  bool backfill = false, dry_run = false, keep_rejected_bytes = false;
  unsigned jobs = 1;
};

class Intake {
 public:
  explicit Intake(const IntakeSettings& settings);
  ~Intake();

  // Waits while the threads are behind; throws what a thread threw. REQUIRES: input and reader outlive the intake.
  void put(const articles::Input& input, const articles::Reader& reader, articles::RawRecord record);
  void reject(RejectedRecord rejected);
  std::uint64_t done() const;  // records so far
  bool failed() const;         // a thread threw: what put() throws now is no fault of its input
  void finish();               // all is done and the pieces are closed; throws what a thread threw

  // After finish().
  std::vector<Claim> claims;
  std::vector<RejectedRecord> rejected;
  std::vector<PieceWriter::Piece> pieces;   // by number
  std::set<std::string> sources;            // as stated, of new documents
  std::uint64_t withheld = 0;

 private:
  struct Task {
    const articles::Input* input;
    const articles::Reader* reader;
    articles::RawRecord record;
  };
  struct Worker;
  void work(Worker& worker);
  std::vector<Task> next_batch();
  void stop();

  IntakeSettings settings_;
  mutable std::mutex mutex_;
  std::condition_variable has_tasks_, has_room_;
  std::deque<Task> queue_;
  std::size_t queued_bytes_ = 0;
  std::uint64_t done_ = 0;
  bool closed_ = false;
  std::exception_ptr failure_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::thread> threads_;
};

}  // namespace dispatches::pipeline
