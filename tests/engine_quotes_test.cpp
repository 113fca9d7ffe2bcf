// What people say, from the articles' files to the replies.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "indexer/schema/stored_article.hpp"
#include "searchd/http/service.hpp"
#include "tests/support.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using nlohmann::json;

namespace {

std::string line(const std::string& id, const std::string& date, const std::string& language, const std::string& source, const std::string& text) {
  return json({{"id", id}, {"title", "Report " + id}, {"date", date}, {"language", language}, {"source", source}, {"text", text}}).dump() + "\n";
}

const std::string kReport =
    "The talks in Berlin went on until late on Monday, and nobody expected an end of them before the week was over.\n\n"
    "“Frozen assets must pay for every bridge,” President Volodymyr Zelenskyy said in Kyiv. “Not one of them stands.”\n\n"
    "Donald Trump said that sanctions would wait until the spring. The assets are frozen in Belgium.";

// Two prints of one report, one article of another language, two of different stories in which somebody unknown says the same.
const std::string kArticles =
    line("a", "2025-12-15", "en", "Meridian Wire", kReport) + line("b", "2025-12-16", "en", "Harbour Post", kReport) +
    line("c", "2025-12-17", "uk", "Visnyk", "Переговори тривали до ночі, і ніхто не чекав їхнього завершення до кінця тижня.\n\n"
                                            "«Ми відбудуємо кожен міст», — сказав Володимир Зеленський у Києві.") +
    line("d", "2025-12-18", "en", "Meridian Wire", "The city was quiet on Thursday, and the bridges over the river stood open for everybody who wished to leave.\n\n"
                                                   "“We have never seen such a winter in this valley,” said a nurse. Nobody else spoke.") +
    line("e", "2025-12-19", "en", "Harbour Post", "Farmers in the hills counted their sheep on Friday, and the snow lay higher than anybody in the village remembered.\n\n"
                                                  "“We have never seen such a winter in this valley,” said a farmer. His dog agreed.");

class Archive {
 public:
  Archive() {
    std::ofstream(folder_.path / "in.jsonl", std::ios::binary) << kArticles;
    const auto report = pipeline::update(tests::update_of(folder_.path / "db", {folder_.path / "in.jsonl"}));
    REQUIRE(report.added == 5);
    searcher_.emplace(folder_.path / "db");
    service_.emplace(*searcher_, page_, http::ServiceOptions{folder_.path / "db", "test", std::chrono::hours(36)});
    service_->refresh();
  }
  http::Reply get(const std::string& path, http::Parameters parameters) const {
    http::Question question;
    question.method = "GET", question.path = path, question.target = path, question.parameters = std::move(parameters);
    return service_->answer(question);
  }
  json ask(const std::string& path, http::Parameters parameters = {}) const { return json::parse(get(path, std::move(parameters)).body); }
  std::string all_of(const std::string& path, http::Parameters parameters) const {
    http::Reply reply = get(path, std::move(parameters));
    REQUIRE(reply.status == 200);
    std::string body = reply.body;
    while (reply.rest && reply.rest(body) == http::Piece::more) {
    }
    return body;
  }

 private:
  tests::TemporaryFolder folder_;
  http::Page page_;
  std::optional<search::Searcher> searcher_;
  std::optional<http::Service> service_;
};

const Archive& archive() {
  static const Archive instance;
  return instance;
}

json said(http::Parameters parameters) { return archive().ask("/api/v1/quotes", std::move(parameters)); }

}  // namespace

TEST_CASE("quotes are found by speaker in every spelling, newest first, and those of reprints count once") {
  const json found = said({{"speaker", "Зеленський"}});
  CHECK(found["found"] == 3);
  CHECK(found["found_distinct"] == 2);
  CHECK(found["complete"] == true);
  REQUIRE(found["quotes"].size() == 2);
  CHECK(found["quotes"][0]["quote"] == "Ми відбудуємо кожен міст");
  CHECK(found["quotes"][0]["speaker"]["id"] == "volodymyr-zelenskyy");
  CHECK(found["quotes"][0]["speaker"]["as_written"] == "Володимир Зеленський");
  CHECK(found["quotes"][0]["verb"] == "сказав");
  CHECK(found["quotes"][1]["quote"] == "Frozen assets must pay for every bridge, Not one of them stands.");
  CHECK(found["quotes"][1]["direct"] == true);
  CHECK(found["quotes"][1]["article"]["source"]["name"] == "Harbour Post");
  CHECK_FALSE(found["quotes"][1]["article"].contains("snippet"));
  const json apart = said({{"speaker", "volodymyr-zelenskyy"}, {"group_by", "none"}});
  CHECK(apart["quotes"].size() == 3);
}

TEST_CASE("pages of quotes follow one another") {
  const json first = said({{"per_page", "1"}}), second = said({{"per_page", "1"}, {"page", "2"}});
  CHECK(first["found"] == second["found"]);
  REQUIRE(first["quotes"].size() == 1);
  REQUIRE(second["quotes"].size() == 1);
  CHECK(first["quotes"][0]["id"] != second["quotes"][0]["id"]);
}

TEST_CASE("who is not known is absent, and nothing is invented for him") {
  const json found = said({{"q", "winter"}});
  REQUIRE(found["quotes"].size() == 2);
  CHECK(found["found_distinct"] == 2);
  CHECK(found["quotes"][1]["speaker"]["as_written"] == "a nurse");
  CHECK_FALSE(found["quotes"][1]["speaker"].contains("id"));
}

TEST_CASE("q is looked for inside the quotes, by stem, as a phrase, and not beside them") {
  CHECK(said({{"q", "bridges"}})["found"] == 2);
  CHECK(said({{"q", "bridges"}, {"spelling", "folded"}})["found"] == 0);
  CHECK(said({{"q", "\"frozen assets\""}})["found"] == 2);
  CHECK(said({{"q", "\"assets frozen\""}})["found"] == 0);
  CHECK(said({{"q", "belgium"}})["found"] == 0);
  CHECK(said({{"q", "assets -bridge"}})["found"] == 0);
  CHECK(said({{"q", "assets OR winter"}})["found"] == 4);
  CHECK(said({{"q", "sanctions"}})["quotes"][0]["direct"] == false);
}

TEST_CASE("an id means itself, though other names begin so") {
  for (const char* name : {"kyiv", "belgium", "Q1899"}) {
    INFO(name);
    CHECK(archive().get("/api/v1/quotes", {{"about", name}}).status == 200);
  }
  const json listed = archive().ask("/api/v1/entities", {{"per_page", "100"}});
  REQUIRE(listed["entities"].size() > 3);
  for (const auto& entry : listed["entities"]) {
    const std::string id = entry["id"];
    INFO(id);
    CHECK(archive().get("/api/v1/quotes", {{"about", id}}).status == 200);
    if (entry["type"] == "person") CHECK(archive().get("/api/v1/quotes", {{"speaker", id}}).status == 200);
  }
}

TEST_CASE("about asks whom or what the sentence names") {
  CHECK(said({{"about", "kyiv"}})["found"] == 3);
  CHECK(said({{"about", "kyiv"}, {"speaker", "donald-trump"}})["found"] == 0);
  CHECK(said({{"about", "sanctions"}})["found"] == 2);
}

TEST_CASE("filters of a search hold for quotes") {
  CHECK(said({{"speaker", "volodymyr-zelenskyy"}, {"lang", "uk"}})["found"] == 1);
  CHECK(said({{"speaker", "volodymyr-zelenskyy"}, {"from", "2025-12-16"}, {"to", "2025-12-16"}})["found"] == 1);
}

TEST_CASE("a speaker of no name is refused") {
  const http::Reply reply = archive().get("/api/v1/quotes", {{"speaker", "Qwertyuiop Zxcvb"}});
  CHECK(reply.status == 400);
  CHECK(json::parse(reply.body)["error"]["code"] == "unknown_entity");
  CHECK(archive().get("/api/v1/quotes", {{"speaker", "kyiv"}, {"speaker", "donald-trump"}}).status == 400);
}

TEST_CASE("quotes as a table and as lines are those of the list") {
  const std::string csv = archive().all_of("/api/v1/quotes.csv", {{"speaker", "volodymyr-zelenskyy"}});
  CHECK(csv.starts_with("id,quote,direct,speaker_id,speaker,as_written,verb,sentence,article_id,title,url,source_id,source,published,language\r\n"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
  const std::string lines = archive().all_of("/api/v1/quotes.ndjson", {{"speaker", "volodymyr-zelenskyy"}, {"group_by", "none"}});
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 3);
  CHECK(json::parse(lines.substr(0, lines.find('\n')))["quote"] == "Ми відбудуємо кожен міст");
}

TEST_CASE("an article shows its quotes, an entity their number") {
  const json entity = archive().ask("/api/v1/entities/volodymyr-zelenskyy");
  CHECK(entity["quotes"] == 3);
  const std::string id = said({{"speaker", "donald-trump"}})["quotes"][0]["article"]["id"];
  const json article = archive().ask("/api/v1/articles/" + id);
  REQUIRE(article["quotes"].size() == 2);
  CHECK(article["quotes"][1]["quote"] == "sanctions would wait until the spring.");
  CHECK(article["quotes"][1]["speaker"]["id"] == "donald-trump");
}

TEST_CASE("said: finds articles by the words inside quotes, with their stems, phrases within quotes only") {
  const auto found = [](const std::string& q, const std::string& spelling = "variants") {
    const json reply = archive().ask("/api/v1/search", {{"q", q}, {"spelling", spelling}, {"words", "all"}});
    CHECK(reply["query_info"]["notes"].empty());
    CHECK(reply["hits"].size() == reply["found_stories"]);
    return reply["found"].get<int>();
  };
  CHECK(found("said:bridges") == 2);
  CHECK(found("bridges") == 3);
  CHECK(found("said:bridge", "folded") == 2);
  CHECK(found("said:bridges", "folded") == 0);
  CHECK(found("said:\"frozen assets\"") == 2);
  CHECK(found("said:\"Frozen assets\"", "exact") == 2);
  CHECK(found("said:\"assets are\"") == 0);
  CHECK(found("said:belgium") == 0);
  CHECK(found("said:міст") == 1);
}
