// What is answered: request in, reply out, without a socket in sight. Shared by threads. The one place where a broken index, disk or program
// is caught while serving (503 or 500, without its text).
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "searchd/http/asked.hpp"
#include "searchd/http/metrics.hpp"
#include "searchd/http/page.hpp"
#include "searchd/search/searcher.hpp"

namespace dispatches::http {

struct ServiceOptions {
  std::filesystem::path index;
  std::string version;
  std::chrono::seconds stale_after = std::chrono::hours(36);
  std::string base_url = {};                               // without a slash at the end; empty: as the request says
  std::chrono::milliseconds cpu_limit{800};                // of one request, so that with writing and packing its reply it stays under a second; of an
                                                           // export, until its first line
  std::chrono::milliseconds wall_limit{30000};             // the same on the wall: only a disk that stalls takes so long
};

class Service {
 public:
  // REQUIRES: searcher and page outlive it.
  Service(search::Searcher& searcher, const Page& page, ServiceOptions options);

  Reply answer(const Question& question) const;
  // Takes a new generation if there is one. A failure is logged once, and the old generation stays in force.
  void refresh();
  Metrics& metrics() const { return metrics_; }
  // All that are answered besides the files of the page, "{id}" for what varies.
  static std::vector<std::string_view> addresses();

 private:
  using Snapshot = std::shared_ptr<const search::Snapshot>;

  Reply route(const Question& question) const;
  Reply api(const Question& question) const;
  Reply follow(const Route& route, const Question& question, const Snapshot& snapshot, std::string id) const;
  std::string base_of(const Question& question) const;
  Reply index(const Question& question, const search::Snapshot& snapshot) const;
  // An address that is no search.
  struct Plain {
    std::string_view path;
    Reply (Service::*answer)(const Question&) const;
  };
  static const std::vector<Plain>& plain();
  Reply alive(const Question& question) const;
  Reply ready(const Question& question) const;
  Reply opensearch(const Question& question) const;
  Reply openapi(const Question& question) const;
  Reply measured(const Question& question) const;
  std::string index_metrics() const;
  Reply guarded_answer(const Question& question) const;
  std::size_t address_of(std::string_view path) const;      // in `metrics_`
  Reply file(const Question& question) const;
  std::string etag(const Question& question, const search::Snapshot& snapshot) const;
  bool is_stale(const search::Snapshot& snapshot, const std::optional<LastRun>& last_run) const;
  std::shared_ptr<const IndexFacts> facts(const search::Snapshot& snapshot) const;

  search::Searcher& searcher_;
  const Page& page_;
  ServiceOptions options_;
  const std::string description_;                          // of the interface
  mutable Metrics metrics_;
  std::atomic<std::chrono::steady_clock::time_point> opened_{};  // the snapshot in force
  std::shared_ptr<Exports> exports_ = std::make_shared<Exports>(0);
  std::string last_failure_;                              // of refresh(), one thread
  std::atomic<bool> unreadable_ = false;                  // there is an index, but it could not be opened
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const IndexFacts> facts_;       // of the edition below
  mutable std::string facts_edition_;
};

}  // namespace dispatches::http
