// Work shared out to threads: each job takes its own part, by its number.
#pragma once

#include <algorithm>
#include <thread>
#include <vector>

namespace dispatches {

inline unsigned jobs_or_cores(unsigned jobs = 0) { return jobs ? jobs : std::max(1u, std::thread::hardware_concurrency()); }

// work(0) … work(jobs - 1), each on a thread of its own, the first on the caller's; returns when all are done. REQUIRES: jobs > 0; work throws nothing.
void run_on(unsigned jobs, const auto& work) {
  std::vector<std::jthread> threads;
  for (unsigned job = 1; job < jobs; ++job) threads.emplace_back([&work, job] { work(job); });
  work(0);
}

}  // namespace dispatches
