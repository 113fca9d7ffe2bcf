// How much work a request may cost. It travels with the request; whatever loops over postings, terms or articles asks it now and then, and it ends the
// request by throwing. CPU time is counted and not the clock on the wall, so that a busy machine fails nobody who asked for little; the wall's is there
// for disks that do not answer.
#pragma once

#include <xapian.h>

#include <chrono>
#include <cstdint>
#include <stdexcept>

namespace dispatches::query {

// The request costs more than it may; http says it with status 503.
struct TooSlow : std::runtime_error {
  TooSlow() : std::runtime_error("a request cost more than it may") {}
};

// A value, copied with its request. REQUIRES: asked by the thread that made it.
class Deadline {
 public:
  Deadline() = default;                       // never
  // After so much CPU time of this thread from now on, or so much time on the wall.
  Deadline(std::chrono::nanoseconds cpu, std::chrono::nanoseconds wall);

  void check() const;                         // throws TooSlow. Costs about a third of a microsecond: see Paced

 private:
  std::chrono::nanoseconds cpu_ = std::chrono::nanoseconds::max();  // of CLOCK_THREAD_CPUTIME_ID
  std::chrono::steady_clock::time_point wall_ = std::chrono::steady_clock::time_point::max();
};

// For loops of short steps: looks at the clocks once in 1024 of them.
class Paced {
 public:
  explicit Paced(const Deadline& deadline) : deadline_(deadline) {}
  void step() {
    if ((++steps_ & 1023) == 0) deadline_.check();
  }

 private:
  Deadline deadline_;
  std::uint32_t steps_ = 0;
};

// The query, ended by the deadline. Xapian has no way to end a match but a PostingSource that throws: one that lets all articles pass and leads the
// conjunction is asked at every step, also of a phrase that is never found. Branches of an OR run by themselves: those that may run long need one each.
Xapian::Query ended_by(const Deadline& deadline, const Xapian::Query& query);

}  // namespace dispatches::query
