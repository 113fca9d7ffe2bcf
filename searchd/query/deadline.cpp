#include "searchd/query/deadline.hpp"

#include <ctime>

namespace dispatches::query {

namespace {

using std::chrono::nanoseconds;

nanoseconds cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + nanoseconds(now.tv_nsec);
}

// All articles. It says that it expects none, so that Xapian puts it first.
class DeadlineSource : public Xapian::PostingSource {
 public:
  explicit DeadlineSource(const Deadline& deadline) : deadline_(deadline), paced_(deadline) {}

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return 0; }
  Xapian::doccount get_termfreq_max() const override { return articles_; }
  void init(const Xapian::Database& database) override {
    articles_ = database.get_doccount(), last_ = database.get_lastdocid(), at_ = 0;
    set_maxweight(0);
    deadline_.check();
  }
  void next(double) override { move(at_ + 1); }
  void skip_to(Xapian::docid docid, double) override { if (docid > at_) move(docid); }
  bool check(Xapian::docid docid, double) override { return move(docid), true; }
  bool at_end() const override { return at_ > last_; }
  Xapian::docid get_docid() const override { return at_; }
  DeadlineSource* clone() const override { return new DeadlineSource(deadline_); }
  std::string get_description() const override { return "deadline"; }

 private:
  void move(Xapian::docid docid) {
    at_ = docid;
    paced_.step();
  }

  Deadline deadline_;
  Paced paced_;
  Xapian::doccount articles_ = 0;
  Xapian::docid last_ = 0, at_ = 0;
};

}  // namespace

Deadline::Deadline(nanoseconds cpu, nanoseconds wall) : cpu_(cpu_time() + cpu), wall_(std::chrono::steady_clock::now() + wall) {}

void Deadline::check() const {
  if (cpu_ == nanoseconds::max()) return;
  if (cpu_time() > cpu_ || std::chrono::steady_clock::now() > wall_) throw TooSlow();
}

Xapian::Query ended_by(const Deadline& deadline, const Xapian::Query& query) {
  if (query.empty()) return query;
  return Xapian::Query(Xapian::Query::OP_AND, Xapian::Query((new DeadlineSource(deadline))->release()), query);
}

}  // namespace dispatches::query
