// What a newsroom does with the archive, as it is typed: transcripts of tests/cases/tasks, and the worked examples of searchd/README.md, over the real
// programs. In a transcript "$ " begins a command, "#" a remark; what else stands there is the answer, "…" in it whatever may vary.
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <thread>

#include "tests/engine_sample.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using namespace std::chrono_literals;

namespace {

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
  return text;
}

// A folder with the sample's index and a daemon over it.
class Desk {
 public:
  Desk() {
    fs::copy(tests::sample_index(), folder_.path / "index", fs::copy_options::recursive);
    daemon_ = fork();
    if (daemon_ == 0) {
      const std::string command = fmt::format("cd '{}' && exec '{}/searchd' --db index --port 0 >listening 2>/dev/null", folder_.path.string(), BINARY_DIR);
      execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
      _exit(127);
    }
    for (int i = 0; i < 1000 && url_.empty(); ++i, std::this_thread::sleep_for(10ms)) url_ = url_said();
    REQUIRE_FALSE(url_.empty());
  }
  ~Desk() {
    kill(daemon_, SIGTERM);
    waitpid(daemon_, nullptr, 0);
  }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  // Both of its outputs.
  std::string run(const std::string& command) const {
    const fs::path script = folder_.write("command", command);
    const std::string line = fmt::format("cd '{}' && LC_ALL=C.UTF-8 URL='{}' ARTICLES='{}/corpus/articles' CATALOGUE='{}/corpus/catalogue' PATH='{}':\"$PATH\" bash command 2>&1",
                                         folder_.path.string(), url_, SOURCE_DIR, SOURCE_DIR, BINARY_DIR);
    FILE* pipe = popen(line.c_str(), "r");
    REQUIRE(pipe);
    std::string said;
    char buffer[4096];
    for (std::size_t read = 0; (read = fread(buffer, 1, sizeof buffer, pipe)) > 0;) said.append(buffer, read);
    pclose(pipe);
    return said;
  }
  std::string here(const std::string& example) const { return replaced(example, "http://127.0.0.1:8080", url_); }
  const tests::TemporaryFolder& folder() const { return folder_; }

 private:
  std::string url_said() const {
    const std::string said = text_of(folder_.path / "listening"), mark = "listening on ";
    const std::size_t at = said.find(mark), end = said.find('\n', at);
    return at == std::string::npos || end == std::string::npos ? std::string() : said.substr(at + mark.size(), end - at - mark.size());
  }

  tests::TemporaryFolder folder_;
  std::string url_;
  pid_t daemon_ = 0;
};

struct Step {
  std::string command, expected;
};

std::vector<Step> steps_of(const fs::path& transcript) {
  std::ifstream in(transcript);
  std::vector<Step> steps;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("$ ")) steps.push_back({line.substr(2), {}});
    else if (!line.starts_with('#')) steps.back().expected += line + '\n';
  }
  return steps;
}

// "…" stands for any text; lines of CSV end in CR LF.
bool is_as_expected(std::string said, const std::string& expected) {
  static const std::string kAny = "…";
  std::erase(said, '\r');
  if (!said.empty() && !said.ends_with('\n')) said += '\n';
  std::size_t at = 0, from = 0;
  for (std::size_t end = expected.find(kAny); end != std::string::npos; end = expected.find(kAny, from)) {
    const std::string piece = expected.substr(from, end - from);
    const std::size_t found = said.find(piece, at);
    if (found == std::string::npos || (from == 0 && found != 0)) return false;
    at = found + piece.size();
    from = end + kAny.size();
  }
  const std::string last = expected.substr(from);
  return from == 0 ? said == last : said.size() >= at + last.size() && said.ends_with(last);
}

// The daemon takes up what a run has done within five seconds.
std::string answer_to(const Step& step, const Desk& desk) {
  std::string said = desk.run(step.command);
  for (int i = 0; i < 10 && step.command.starts_with("curl") && !is_as_expected(said, step.expected); ++i) {
    std::this_thread::sleep_for(500ms);
    said = desk.run(step.command);
  }
  return said;
}

void follow(const std::string& name) {
  const Desk desk;
  for (const Step& step : steps_of(SOURCE_DIR "/tests/cases/tasks/" + name + ".txt")) {
    const std::string said = answer_to(step, desk);
    INFO("$ " << step.command << "\n--- expected\n" << step.expected << "--- said\n" << said);
    CHECK(is_as_expected(said, step.expected));
  }
}

// Code of that language in the document, in order.
std::vector<std::string> examples_in(const std::string& language) {
  std::ifstream in(SOURCE_DIR "/searchd/README.md");
  std::vector<std::string> examples;
  bool inside = false, is_past = false;
  for (std::string line; std::getline(in, line);) {
    if (line == "## Worked examples") is_past = true;
    if (inside && line == "```") inside = false;
    else if (inside) examples.back() += line + '\n';
    else if (is_past && line == "```" + language) inside = true, examples.emplace_back();
  }
  return examples;
}

}  // namespace

TEST_CASE("this article must disappear now") { follow("this-article-must-disappear-now"); }
TEST_CASE("two people with the same name") { follow("two-people-with-the-same-name"); }
TEST_CASE("the outlet changed its name") { follow("the-outlet-changed-its-name"); }
TEST_CASE("the night failed") { follow("the-night-failed"); }
TEST_CASE("how many articles per outlet and month named somebody, as a share") { follow("shares-per-outlet-and-month"); }
TEST_CASE("all quotes of somebody on grain in 2022, as CSV") { follow("all-quotes-on-grain-in-2022"); }
TEST_CASE("our own Kyiv/Kiev mix") { follow("our-own-kyiv-kiev-mix"); }
TEST_CASE("200 names from a list") { follow("two-hundred-names"); }
TEST_CASE("cite a count in print and check it a week later") { follow("cite-a-count"); }
TEST_CASE("move the archive to another machine") { follow("move-the-archive"); }

TEST_CASE("every transcript is followed, and none is empty") {
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/tests/cases/tasks")) {
    INFO(entry.path().string());
    ++files;
    CHECK(steps_of(entry.path()).size() >= 2);
    CHECK(text_of(SOURCE_DIR "/tests/engine_tasks_test.cpp").find("follow(\"" + entry.path().stem().string() + "\")") != std::string::npos);
  }
  CHECK(files == 10);
}

TEST_CASE("the examples in Python print shares, and whom names of a list mean") {
  const Desk desk;
  const auto examples = examples_in("python");
  REQUIRE(examples.size() == 2);
  desk.folder().write("example.py", desk.here(examples[0]));
  const std::string shares = desk.run("python3 example.py");
  INFO(shares);
  CHECK_THAT(shares, Catch::Contains("2025-06-01 Harbour Post 50%\n") && Catch::Contains("2025-12-01 La Gazette des Quais 0%\n") && Catch::Contains("2025-12-01 Tagblatt am Rhein 100%\n") && !Catch::Contains("Error"));
  desk.folder().write("names.txt", "Selenskyj\nBush\nNobody Atall\n");
  desk.folder().write("example.py", desk.here(examples[1]));
  CHECK(desk.run("python3 example.py | cut -f 1-3") == "Selenskyj\tone\tvolodymyr-zelenskyy\nBush\tseveral\t\nNobody Atall\tnone\t\n");
}

TEST_CASE("the example in R prints shares; where there is no R, the table it reads has the columns it names") {
  const Desk desk;
  const auto examples = examples_in("r");
  REQUIRE(examples.size() == 1);
  desk.folder().write("example.R", desk.here(examples[0]));
  if (desk.run("command -v Rscript").empty()) {
    CHECK_THAT(desk.run("curl -s \"$(grep -o 'http[^\"]*' example.R)\" | head -1"), Catch::Contains("name,from,count,stories,total"));
    return;
  }
  const std::string table = desk.run("Rscript --vanilla example.R");
  INFO(table);
  CHECK_THAT(table, Catch::Contains("Harbour Post") && Catch::Contains("2025-12-01") && Catch::Contains("0.5") && !Catch::Contains("Error"));
}

TEST_CASE("the file for spreadsheets has its byte order mark, all rows, no live formula, and its generation") {
  const Desk desk;
  desk.run("mkdir inbox; printf -- '---\\ntitle: =SUM(A1) of a ceasefire\\n---\\nA ceasefire.\\n' > inbox/1.txt; indexer update --db index --progress never inbox");
  const auto examples = examples_in("sh");
  REQUIRE(examples.size() == 1);
  std::this_thread::sleep_for(2s);
  const std::string headers = desk.run(desk.here(examples[0]));
  CHECK_THAT(headers, Catch::Contains("Dispatches-Generation: 2") && Catch::Contains("Dispatches-Found: 7"));
  CHECK(text_of(desk.folder().path / "ceasefire.csv").starts_with("\xEF\xBB\xBF"));
  const std::string rows = desk.run("python3 -c \"import csv; rows = list(csv.DictReader(open('ceasefire.csv', encoding='utf-8-sig', newline=''))); "
                                    "print(len(rows), sum(r['title'][:1] in '=+-@' for r in rows), 'ceasefire' in ' '.join(r['title'] for r in rows))\"");
  CHECK(rows == "7 0 True\n");
}
