// The program as its user meets it: exit statuses, the closing line, and what a kill, a full disk or a second run do to an index.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "dispatches-indexer-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  fs::path path;
};

// A run of the program in the background; its output goes into a file.
class Run {
 public:
  Run(const std::vector<std::string>& arguments, const fs::path& output, rlim_t file_limit = RLIM_INFINITY) : output_(output) {
    std::vector<char*> argv{const_cast<char*>(kProgram)};
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    process_ = fork();
    if (process_ != 0) return;
    const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    const rlimit limit{file_limit, file_limit};
    if (file_limit != RLIM_INFINITY) setrlimit(RLIMIT_FSIZE, &limit), signal(SIGXFSZ, SIG_IGN);
    execv(kProgram, argv.data());
    _exit(127);
  }

  void kill() const { ::kill(process_, SIGKILL); }
  int wait() const {
    int status = 0;
    waitpid(process_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string said() const {
    std::ifstream in(output_);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  static constexpr const char* kProgram = BINARY_DIR "/indexer";
  fs::path output_;
  pid_t process_ = 0;
};

struct Said {
  int status;
  std::string text;
};

Said indexer(const Folder& folder, const std::vector<std::string>& arguments) {
  const Run run(arguments, folder.path / "said");
  const int status = run.wait();
  return {status, run.said()};
}

void write_articles(const fs::path& file, int from, int to) {
  std::ofstream out(file, std::ios::app);
  for (int i = from; i < to; ++i)
    out << fmt::format(R"({{"id": "n{0}", "title": "Report {0}", "source": "Harbour Post", "body": "Volodymyr Zelensky spoke in Kyiv of matter {0} and of {1}."}})", i, i * 7919) << '\n';
}

std::vector<std::string> update(const Folder& folder) {
  return {"update", "--db", (folder.path / "db").string(), "--now", "2026-01-01T00:00:00Z", "--progress", "never", (folder.path / "news.jsonl").string()};
}

std::string checked(const Folder& folder) { return indexer(folder, {"check", "--db", (folder.path / "db").string()}).text; }

}  // namespace

TEST_CASE("the exit status and the last line say how a run went") {
  const Folder folder;
  write_articles(folder.path / "news.jsonl", 0, 20);
  Said said = indexer(folder, update(folder));
  CHECK(said.status == 0);
  CHECK_THAT(said.text, Catch::EndsWith("20 new, 0 updated, 0 unchanged, 0 removed, 0 rejected; 20 articles, generation 1; 0 skipped, 0 withheld\n"));
  std::ofstream(folder.path / "news.jsonl", std::ios::app) << "{broken\n";
  said = indexer(folder, update(folder));
  CHECK(said.status == 1);
  CHECK_THAT(said.text, Catch::Contains("news.jsonl:21"));
  CHECK(indexer(folder, update(folder)).status == 0);
  CHECK(indexer(folder, {"update", "--db", (folder.path / "db").string()}).status == 2);
  CHECK(indexer(folder, {"update", "--db", (folder.path / "db").string(), (folder.path / "nowhere").string()}).status == 2);
  CHECK(indexer(folder, {"nonsense"}).status == 2);
  CHECK(indexer(folder, {"check", "--db", (folder.path / "empty").string()}).status == 3);
}

TEST_CASE("a killed run leaves the index whole, and the next one ends as an undisturbed one") {
  const Folder folder, calm;
  write_articles(folder.path / "news.jsonl", 0, 300);
  write_articles(calm.path / "news.jsonl", 0, 300);
  REQUIRE(indexer(folder, update(folder)).status == 0);
  write_articles(folder.path / "news.jsonl", 300, 1500);
  write_articles(calm.path / "news.jsonl", 300, 1500);
  std::mt19937 random(std::random_device{}());
  for (int round = 0; round < (std::getenv("DISPATCHES_LONG") ? 20 : 4); ++round) {
    const Run run(update(folder), folder.path / "said");
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 700));
    run.kill();
    run.wait();
    CHECK_THAT(checked(folder), Catch::EndsWith("OK\n"));
  }
  CHECK(indexer(folder, update(folder)).status == 0);
  CHECK(indexer(calm, update(calm)).status == 0);
  CHECK_THAT(checked(folder), Catch::Contains("1500 articles") && Catch::EndsWith("OK\n"));
  CHECK_THAT(checked(calm), Catch::Contains("1500 articles"));
}

TEST_CASE("where nothing more can be written, the run says so and the old generation stays") {
  const Folder folder;
  write_articles(folder.path / "news.jsonl", 0, 20);
  REQUIRE(indexer(folder, update(folder)).status == 0);
  write_articles(folder.path / "news.jsonl", 20, 3000);
  const Run run(update(folder), folder.path / "said", 150'000);
  CHECK(run.wait() == 3);
  CHECK_THAT(run.said(), Catch::Contains("nothing was published"));
  CHECK_THAT(checked(folder), Catch::Contains("20 articles") && Catch::EndsWith("OK\n"));
}

TEST_CASE("a second run at the same time leaves at once") {
  const Folder folder, other;
  write_articles(folder.path / "news.jsonl", 0, 20);
  REQUIRE(indexer(folder, update(folder)).status == 0);
  const int lock = open((folder.path / "db/lock").c_str(), O_RDWR);
  REQUIRE(flock(lock, LOCK_EX) == 0);
  const Said said = indexer(folder, update(folder));
  close(lock);
  CHECK(said.status == 3);
  CHECK_THAT(said.text, Catch::Contains("another indexer"));
}

TEST_CASE("a truncated index is refused with a sentence that says what to do") {
  const Folder folder;
  write_articles(folder.path / "news.jsonl", 0, 200);
  REQUIRE(indexer(folder, update(folder)).status == 0);
  fs::resize_file(folder.path / "db/gen-000001/seg-000001", 9000);
  const Said said = indexer(folder, {"check", "--db", (folder.path / "db").string()});
  CHECK(said.status == 3);
  CHECK_THAT(said.text, Catch::Contains("restore a backup"));
}
