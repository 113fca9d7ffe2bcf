// searchd/search: a request that costs more than it may is ended, whatever it asks, and leaves everything as it was.
#include <catch2/catch.hpp>

#include <algorithm>
#include <ctime>
#include <functional>
#include <thread>

#include "search_opened.hpp"
#include "searchd/search/counts.hpp"
#include "searchd/search/did_you_mean.hpp"
#include "searchd/search/entities.hpp"
#include "searchd/search/facets.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/name_list.hpp"
#include "searchd/search/spellings.hpp"
#include "searchd/search/walk.hpp"

using namespace dispatches;
using namespace dispatches::tests;
using namespace std::chrono_literals;

namespace {

std::chrono::nanoseconds cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

template <class Run>
std::chrono::nanoseconds cost_of(Run&& run) {
  const auto before = cpu_time();
  run();
  return cpu_time() - before;
}

// The least of three: the machine may be at something else, too.
template <class Run>
std::chrono::nanoseconds least_cost_of(Run&& run) {
  return std::min({cost_of(run), cost_of(run), cost_of(run)});
}

// Many articles with the same words in an order in which no phrase stands, and many words and authors that begin alike.
const Opened& large() {
  static const Opened kLarge = [] {
    std::vector<PlainArticle> articles;
    for (int i = 0; i < 12'000; ++i) {
      std::string body;
      for (int k = 0; k < 8; ++k) body += "grain café attack border ";
      body += "word" + std::to_string(i) + " Zelensky";
      articles.push_back(named("a" + std::to_string(10'000'000'000 + i), body, {{33, "Zelensky", ""}}, "Kurier", text::Date{day(2023, 1 + i % 12, 1 + i % 28), text::Precision::day}));
      articles.back().authors = {"Author " + std::to_string(i)};
      articles.back().segment = static_cast<std::size_t>(i) % 2;
    }
    return Opened(std::move(articles), 2);
  }();
  return kLarge;
}

SearchRequest asking(const std::string& q, query::Spelling spelling = query::Spelling::folded) {
  SearchRequest request;
  request.q = q, request.spelling = spelling;
  return request;
}

constexpr auto kAftermath = 2ms;  // closing the handles, and the exception

using Run = std::function<void(const SearchRequest&)>;

// With a tenth of the work that it needs it ends early, and afterwards it answers as before.
void check_ended(const Run& run, SearchRequest request) {
  request.deadline = {};
  run(request);  // once for the caches
  const auto whole = cost_of([&] { run(request); });
  const auto spent = least_cost_of([&] {
    request.deadline = {whole / 10, 10s};
    CHECK_THROWS_AS(run(request), query::TooSlow);
  });
  CAPTURE(whole.count(), spent.count());
  CHECK(spent < whole / 2 + kAftermath);
  request.deadline = {};
  CHECK_NOTHROW(run(request));
}

void ask(const SearchRequest& request) { (void)large().search(request); }

}  // namespace

TEST_CASE("a search is ended in whatever it is at") {
  using query::Spelling;
  const std::vector<SearchRequest> requests = {
      asking("\"border grain attack\""),                              // a phrase that no article has, of words that all have
      asking("attack NEAR/1 grain"),
      asking("\"border attack\" OR \"grain border\" OR (attack NEAR/1 grain)"),
      asking("grain -\"border attack\""),
      asking("wor*"),
      asking("café border", Spelling::exact),
      asking("\"grain café\"", Spelling::exact),
      asking("grain OR attack OR border OR cafe"),
      asking("author:author -zelensky"),
  };
  for (const SearchRequest& request : requests) {
    CAPTURE(request.q);
    check_ended(ask, request);
  }
}

TEST_CASE("an author's name is looked for no longer than a request may take") {
  SearchRequest request;
  request.authors = {"author"};
  check_ended(ask, request);
  request.authors.clear();
  request.missing = {"author"};
  check_ended(ask, request);
}

TEST_CASE("ranking is ended too, where finding was cheap") {
  const Opened& opened = large();
  const search::Snapshot::Lease handles = opened.snapshot().lease();
  for (const char* q : {"grain OR attack OR border OR cafe", "\"grain cafe\" OR \"border attack\" OR (border NEAR/1 attack)"}) {
    const search::Found found = search::find(asking(q), opened.snapshot(), *handles);
    const auto rank = [&](const query::Deadline& deadline) {
      return search::by_relevance({found.query.match, found.passing, nullptr, false, 0, 100, nullptr, deadline}, opened.snapshot(), *handles);
    };
    const auto whole = cost_of([&] { CHECK(rank({}).size() == 100); });
    const auto spent = least_cost_of([&] { CHECK_THROWS_AS(rank({whole / 10, 10s}), query::TooSlow); });
    CAPTURE(q, whole.count(), spent.count());
    CHECK(spent < whole / 2 + kAftermath);
  }
}

TEST_CASE("facets, hits, exports and lists are ended") {
  const search::Snapshot& snapshot = large().snapshot();
  const search::Snapshot::Lease handles = snapshot.lease();
  const SearchRequest free = asking("");
  const search::Found found = search::find(free, snapshot, *handles);
  SearchRequest spent = free;
  spent.deadline = {0ns, 10s};
  CHECK_THROWS_AS(search::facet_counts(found.selections, spent, found.filters, snapshot, *handles), query::TooSlow);
  CHECK_THROWS_AS(search::by_date(found.passing, query::SortBy::newest, 0, found.count, snapshot, spent.deadline), query::TooSlow);
  SearchRequest unknown = asking("grian");
  const search::Found nothing = search::find(unknown, snapshot, *handles);
  unknown.deadline = spent.deadline;
  CHECK_THROWS_AS(search::did_you_mean(unknown, nothing, snapshot, *handles), query::TooSlow);

  const auto shared = large().held;
  check_ended([&](const SearchRequest& request) { search::Walk(shared, request, false).found(); }, [] {
    SearchRequest request = asking("\"border grain attack\" OR grain");
    request.sort_by = query::SortBy::newest;
    return request;
  }());
  check_ended([&](const SearchRequest& request) { search::counts({{query::Facet::person, {}}, {std::nullopt, query::Interval::day}}, request, snapshot); }, free);
  check_ended([&](const SearchRequest& request) { search::spread(request, snapshot); }, free);
  check_ended([&](const SearchRequest& request) { search::suggest("word", request, snapshot, 12); }, free);
  check_ended([&](const SearchRequest& request) { search::find_names(std::vector<std::string>(300, "Volodimir Selenskyj"), request, snapshot); }, free);
  const names::EntityOrdinal zelensky = large().entity("volodymyr-zelenskyy");
  check_ended([&](const SearchRequest& request) { search::spellings(zelensky, true, request, snapshot); }, [] {
    SearchRequest request;
    request.interval = query::Interval::day;
    return request;
  }());
}

TEST_CASE("handles that a request left by an exception are not used again") {
  const Opened archive({named("a00000000001", "grain", {})});
  const auto use = [&](bool fails) {
    const search::Snapshot::Lease handles = archive.snapshot().lease();
    handles->segments.clear();
    if (fails) throw query::TooSlow();
  };
  CHECK_THROWS_AS(use(true), query::TooSlow);
  CHECK(archive.snapshot().lease()->segments.size() == 1);
  use(false);
  CHECK(archive.snapshot().lease()->segments.empty());  // what ended well is used again
}

TEST_CASE("the clock on the wall ends a request that waits") {
  const query::Deadline deadline(10s, 0ns);
  std::this_thread::sleep_for(1ms);
  CHECK_THROWS_AS(deadline.check(), query::TooSlow);
  CHECK_NOTHROW(query::Deadline(10s, 10s).check());
  CHECK_NOTHROW(query::Deadline().check());
}
