// The judged questions of corpus/judgements over the sample: how good the order of answers is, in numbers that may rise and not fall.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "searchd/http/service.hpp"
#include "tests/support.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using nlohmann::json;

namespace {

struct Judged {
  std::string language, kind, question;
  std::map<std::string, int> grades;  // article → 2: about it, 1: touches it
};

std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

std::vector<Judged> read_judgements() {
  std::vector<Judged> all;
  std::ifstream in(SOURCE_DIR "/corpus/judgements");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string> fields = parts_of(line, '\t');
    REQUIRE(fields.size() >= 4);
    Judged judged{fields[0], fields[1], fields[2], {}};
    for (std::size_t field = 3; field < fields.size(); ++field)
      for (const std::string& article : parts_of(fields[field], ' '))
        if (!article.empty()) judged.grades[article] = field == 3 ? 2 : 1;
    all.push_back(std::move(judged));
  }
  return all;
}

// As corpus/README.md names them: the folder, and the last part of the address, else of the file.
std::string name_of(const schema::StoredArticle& article) {
  const fs::path file = article.where.substr(0, article.where.find(':'));
  const std::string last = article.url.empty() ? file.stem().string() : article.url.substr(article.url.rfind('/') + 1);
  return file.parent_path().filename().string() + "/" + last;
}

// The sample, indexed once.
class Sample {
 public:
  Sample() {
    REQUIRE(pipeline::update(tests::update_of(folder_.path / "db", {SOURCE_DIR "/corpus/articles"})).rejected == 0);
    service_.refresh();
    query::SearchRequest everything;
    everything.per_page = query::kMaxPerPage, everything.group_by_story = false;
    for (bool more = true; more; ++everything.page) {
      const search::SearchResult result = searcher_.search(*searcher_.snapshot(), everything);
      for (const search::Hit& hit : result.hits) names_[hit.article.id] = name_of(hit.article);
      more = !result.hits.empty();
    }
  }

  json ask(const std::string& question) const {
    http::Question asked;
    asked.method = "GET", asked.path = "/api/v1/search";
    for (const std::string& pair : parts_of("per_page=100&group_by=none&facet_by=none&interval=none&snippet_words=0&" + question, '&'))
      asked.parameters.emplace(pair.substr(0, pair.find('=')), pair.substr(pair.find('=') + 1));
    return json::parse(service_.answer(asked).body);
  }

  std::vector<std::string> names_in(const json& reply) const {
    std::vector<std::string> names;
    for (const json& hit : reply.at("hits")) names.push_back(names_.at(hit["id"]));
    return names;
  }

  std::set<std::string> all() const {
    std::set<std::string> names;
    for (const auto& [id, name] : names_) names.insert(name);
    return names;
  }

 private:
  tests::TemporaryFolder folder_;
  http::Page page_;
  search::Searcher searcher_{folder_.path / "db"};
  http::Service service_{searcher_, page_, {folder_.path / "db", "test", std::chrono::hours(36)}};
  std::map<std::string, std::string> names_;
};

const Sample& sample() {
  static const Sample instance;
  return instance;
}

struct Score {
  double precision = 0, gain = 0, recall = 0;  // mean average precision, nDCG@10, recall
  std::size_t questions = 0;
};

double gain_of(int grade, std::size_t rank) { return (std::exp2(grade) - 1) / std::log2(static_cast<double>(rank) + 1); }

Score score(const std::vector<std::string>& ranked, const std::map<std::string, int>& grades) {
  Score one{0, 0, 0, 1};
  double found = 0, best = 0;
  for (std::size_t rank = 1; rank <= ranked.size(); ++rank) {
    const auto grade = grades.find(ranked[rank - 1]);
    if (grade == grades.end()) continue;
    one.precision += ++found / static_cast<double>(rank) / static_cast<double>(grades.size());
    if (rank <= 10) one.gain += gain_of(grade->second, rank);
  }
  std::vector<int> ideal;
  for (const auto& [article, grade] : grades) ideal.push_back(grade);
  std::sort(ideal.rbegin(), ideal.rend());
  for (std::size_t rank = 1; rank <= std::min<std::size_t>(10, ideal.size()); ++rank) best += gain_of(ideal[rank - 1], rank);
  one.gain /= best;
  one.recall = found / static_cast<double>(grades.size());
  return one;
}

std::string missing_in(const std::vector<std::string>& ranked, const Judged& judged) {
  std::string missing;
  for (const auto& [article, grade] : judged.grades)
    if (std::find(ranked.begin(), ranked.end(), article) == ranked.end()) missing += " " + article;
  return missing;
}

// Of the questions of a kind, or in a language. A misspelt one counts by what it is told to mean.
Score score_of(const std::string& kind, std::string& bad) {
  Score all;
  for (const Judged& judged : read_judgements()) {
    if (judged.kind != kind && judged.language != kind) continue;
    json reply = sample().ask(judged.question);
    if (judged.kind == "misspelt" && reply["query_info"]["did_you_mean"].is_string()) reply = sample().ask("q=" + reply["query_info"]["did_you_mean"].get<std::string>());
    const std::vector<std::string> ranked = sample().names_in(reply);
    const Score one = score(ranked, judged.grades);
    if (one.gain < 0.9 || one.precision < 0.9 || one.recall < 1)
      bad += fmt::format("{}: nDCG {:.2f}, AP {:.2f}, {} found, without{}; first {}\n", judged.question, one.gain, one.precision, ranked.size(), missing_in(ranked, judged), ranked.empty() ? "none" : ranked[0]);
    all.precision += one.precision, all.gain += one.gain, all.recall += one.recall, ++all.questions;
  }
  const auto count = static_cast<double>(all.questions);
  return {all.precision / count, all.gain / count, all.recall / count, all.questions};
}

}  // namespace

TEST_CASE("judgements speak of articles that are there, and each question is asked once") {
  const std::vector<Judged> judged = read_judgements();
  CHECK(judged.size() >= 100);
  const std::set<std::string> known = sample().all();
  std::set<std::string> asked;
  for (const Judged& one : judged) {
    INFO(one.question);
    CHECK(asked.insert(one.question).second);
    CHECK_FALSE(one.grades.empty());
    for (const auto& [article, grade] : one.grades) {
      INFO(article);
      CHECK(known.count(article) == 1);
    }
  }
}

TEST_CASE("questions are answered as well as they were") {
  struct Least {
    const char* of;
    double precision, gain, recall;
  };
  for (const Least& least : {Least{"word", .94, .95, .94}, {"phrase", .98, .98, 1}, {"field", .98, .98, 1}, {"name", .975, .975, 1}, {"misspelt", .98, .98, 1},
                             {"en", .965, .975, .965}, {"uk", .905, .91, .905}, {"ru", .98, .98, .98}, {"de", .98, .98, .98}, {"fr", .935, .96, .96}}) {
    std::string bad;
    const Score now = score_of(least.of, bad);
    INFO(fmt::format("{}: {} questions, MAP {:.3f}, nDCG@10 {:.3f}, recall {:.3f}\n{}", least.of, now.questions, now.precision, now.gain, now.recall, bad));
    CHECK(now.precision >= least.precision);
    CHECK(now.gain >= least.gain);
    CHECK(now.recall >= least.recall);
  }
}

TEST_CASE("what is misspelt is offered better, and hardly anything else is") {
  std::size_t offered = 0;
  for (const Judged& judged : read_judgements()) {
    INFO(judged.question);
    const json meant = sample().ask(judged.question)["query_info"]["did_you_mean"];
    INFO(meant.dump());
    if (judged.kind == "misspelt") CHECK(meant.is_string());
    else offered += meant.is_string();
  }
  CHECK(offered <= read_judgements().size() / 50);
}

TEST_CASE("a name finds all articles that name whom it means, in every script and form") {
  for (const Judged& judged : read_judgements()) {
    if (judged.kind != "name") continue;
    const std::vector<std::string> ranked = sample().names_in(sample().ask(judged.question));
    INFO(judged.question);
    CHECK(missing_in(ranked, judged) == "");
  }
}
