// Reprints are folded into stories, and stories keep their ids over the nights.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>

#include "indexer/pipeline/next_generation.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/pipeline/story_builder.hpp"
#include "indexer/schema/stories.hpp"
#include "tests/support.hpp"

using namespace dispatches;
using namespace dispatches::pipeline;
namespace fs = std::filesystem;
namespace {

// A report on some event: the same for the same number, with nothing in common with any other.
std::vector<std::string> report(unsigned event, std::size_t words = 120) {
  std::mt19937 random(event);
  std::vector<std::string> text;
  for (std::size_t i = 0; i < words; ++i) text.push_back(fmt::format("w{}", random() % 50'000));
  return text;
}

// As another outlet prints it: every so many-th word is another.
std::string reprint(unsigned event, unsigned every = 0, std::size_t words = 120) {
  std::vector<std::string> text = report(event, words);
  for (std::size_t i = every; every > 0 && i < text.size(); i += every) text[i] = fmt::format("x{}", i);
  return fmt::format("{}.", fmt::join(text, " "));
}

// A folder of news, an index, and what it holds: articles go by the title they have.
class Newsroom {
 public:
  Newsroom() {
    folder.write("catalogue/people.json", R"([{"id": "jane-roe", "type": "person", "names": {"en": ["Jane Roe"]}}])");
    options = tests::update_of(folder.path / "db", {folder.path / "news"});
    options.knowledge = {folder.path / "catalogue", {}, {}};
  }

  void article(const std::string& title, const std::string& body, const std::string& date = "2025-03-01") {
    folder.write("news/" + title + ".txt", "---\ntitle: " + title + "\nlang: en\nsource: Herald\ndate: " + date + "\n---\n" + body + "\n");
  }
  RunReport night(bool prune = false) {
    options.prune = prune;
    options.prune_limit = 1;
    return update(options);
  }
  void drop(const std::string& title) { fs::remove(folder.path / ("news/" + title + ".txt")); }

  std::map<std::string, std::string> ids() const {
    const tests::TemporaryFolder copy;
    fs::copy(options.index, copy.path / "db", fs::copy_options::recursive);
    NextGeneration generation(copy.path / "db", {});
    std::map<std::string, std::string> ids;
    for (const LiveSegment& segment : generation.live_segments())
      each_live_article(segment, [&](const LiveArticle& live) {
        ids.emplace(schema::decode(segment.database.get_document(live.document).get_data()).title(), live.id);
      });
    return ids;
  }
  // Title → story; an article that the table does not list is a story of its own.
  std::map<std::string, std::string> stories() const {
    std::map<std::string, std::string> by_article, stories;
    for (const schema::StoryMember& member : rows()) by_article.emplace(member.article, member.story);
    for (const auto& [title, id] : ids()) stories.emplace(title, by_article.contains(id) ? by_article.at(id) : id);
    return stories;
  }
  // The same without ids: which titles stand together.
  std::set<std::set<std::string>> groups() const {
    std::map<std::string, std::set<std::string>> by_story;
    for (const auto& [title, story] : stories()) by_story[story].insert(title);
    std::set<std::set<std::string>> groups;
    for (const auto& [story, titles] : by_story) groups.insert(titles);
    return groups;
  }
  std::string leader_of(const std::string& title) const {
    const std::string story = stories().at(title);
    const auto titles = ids();
    for (const schema::StoryMember& member : rows())
      for (const auto& [name, id] : titles)
        if (member.story == story && member.leads && member.article == id) return name;
    return title;
  }
  std::vector<schema::StoryMember> rows() const { return schema::read_stories(*schema::current_generation(options.index)); }
  bool is_sound() const {
    std::ostringstream out;
    return check(options.index, out);
  }

  tests::TemporaryFolder folder;
  UpdateOptions options;
};

using Groups = std::set<std::set<std::string>>;

}  // namespace

TEST_CASE("reprints are one story, led by the first of them; other reports are not in it") {
  Newsroom room;
  room.article("wire", reprint(1), "2025-03-02");
  room.article("cut", reprint(1, 0, 100), "2025-03-03");
  room.article("edited", "KYIV, March 2 (Agency) " + reprint(1, 40), "2025-03-04");
  room.article("elsewhere", reprint(2), "2025-03-01");
  room.night();
  CHECK(room.groups() == Groups{{"wire", "cut", "edited"}, {"elsewhere"}});
  CHECK(room.stories().at("cut") == room.ids().at("wire"));
  CHECK(room.leader_of("edited") == "wire");
  CHECK(room.is_sound());
}

TEST_CASE("a report that takes half of its words from another is its own") {
  Newsroom room;
  room.article("wire", reprint(1));
  room.article("rewritten", reprint(1, 12));
  room.article("follow-up", reprint(1, 0, 60) + " " + reprint(2, 0, 60));
  room.night();
  CHECK(room.groups() == Groups{{"wire"}, {"rewritten"}, {"follow-up"}});
  CHECK(room.rows().empty());
}

TEST_CASE("nights in another order give the same stories") {
  const std::vector<std::vector<std::string>> nights = {{"a1", "b1", "c1"}, {"a2", "a3"}, {"b2", "d1"}, {"a4", "c2"}};
  const auto print = [](Newsroom& room, const std::string& title) {
    room.article(title, reprint(static_cast<unsigned>(title[0]), title[1] == '1' ? 0 : 60 + static_cast<unsigned>(title[1])), fmt::format("2025-03-0{}", title[1]));
  };
  Newsroom forward, backward, at_once;
  for (const auto& night : nights) {
    for (const std::string& title : night) print(forward, title), print(at_once, title);
    forward.night();
  }
  for (auto night = nights.rbegin(); night != nights.rend(); ++night) {
    for (const std::string& title : *night) print(backward, title);
    backward.night();
  }
  at_once.night();
  CHECK(forward.groups() == Groups{{"a1", "a2", "a3", "a4"}, {"b1", "b2"}, {"c1", "c2"}, {"d1"}});
  CHECK(backward.groups() == forward.groups());
  CHECK(at_once.stories() == forward.stories());
}

TEST_CASE("threads do not change stories") {
  Newsroom one, four;
  for (unsigned i = 0; i < 60; ++i)
    for (Newsroom* room : {&one, &four}) room->article(fmt::format("t{:02}", i), reprint(i / 3, i % 3 == 0 ? 0 : 30 + i), fmt::format("2025-03-{:02}", i % 28 + 1));
  one.options.jobs = 1;
  four.options.jobs = 4;
  one.night();
  four.night();
  CHECK(one.groups().size() == 20);
  CHECK(one.stories() == four.stories());
}

TEST_CASE("a story that loses its leader keeps its id, and the earliest of the rest leads") {
  Newsroom room;
  room.article("wire", reprint(1), "2025-03-01");
  room.article("late", reprint(1, 50), "2025-03-03");
  room.article("early", reprint(1, 40), "2025-03-02");
  room.night();
  const std::string story = room.stories().at("late");
  room.drop("wire");
  room.night(true);
  CHECK(room.stories() == std::map<std::string, std::string>{{"early", story}, {"late", story}});
  CHECK(room.leader_of("late") == "early");
  room.article("later", reprint(1, 45), "2025-03-04");
  room.night();
  CHECK(room.stories().at("later") == story);
  CHECK(room.is_sound());
}

TEST_CASE("a story of which one article is left keeps its id") {
  Newsroom room;
  room.article("wire", reprint(1));
  room.article("copy", reprint(1), "2025-03-02");
  room.night();
  const std::string story = room.stories().at("copy");
  room.drop("wire");
  room.night(true);
  CHECK(room.stories() == std::map<std::string, std::string>{{"copy", story}});
  CHECK(room.rows().size() == 1);
  room.article("another", reprint(9));
  room.night();
  CHECK(room.stories().at("copy") == story);
}

TEST_CASE("what was removed and restored is in its story again") {
  Newsroom room;
  room.article("wire", reprint(1));
  room.article("copy", reprint(1), "2025-03-02");
  room.night();
  const auto before = room.stories();
  RemoveOptions removal;
  removal.index = room.options.index;
  removal.ids = {room.ids().at("wire")};
  remove(removal);
  CHECK(room.stories() == std::map<std::string, std::string>{{"copy", before.at("copy")}});
  CHECK(room.is_sound());
  restore(room.options.index, removal.ids);
  room.night();
  CHECK(room.stories() == before);
}

TEST_CASE("an article that changes leaves its story, joins another, and comes back") {
  Newsroom room;
  room.article("first", reprint(1));
  room.article("second", reprint(2));
  room.article("mover", reprint(1, 50), "2025-03-02");
  room.night();
  CHECK(room.groups() == Groups{{"first", "mover"}, {"second"}});
  room.article("mover", reprint(2, 50), "2025-03-02");
  room.night();
  CHECK(room.groups() == Groups{{"first"}, {"second", "mover"}});
  CHECK(room.stories().at("mover") == room.ids().at("second"));
  room.article("mover", reprint(3), "2025-03-02");
  room.night();
  CHECK(room.groups() == Groups{{"first"}, {"second"}, {"mover"}});
  CHECK(room.rows().empty());
  room.article("mover", reprint(1, 45), "2025-03-02");
  room.night();
  CHECK(room.groups() == Groups{{"first", "mover"}, {"second"}});
  CHECK(room.is_sound());
}

TEST_CASE("a small correction changes nobody's story") {
  Newsroom room;
  room.article("wire", reprint(1));
  room.article("copy", reprint(1, 50), "2025-03-02");
  room.night();
  const auto before = room.stories();
  room.article("wire", reprint(1, 100));
  room.article("copy", reprint(1, 45), "2025-03-02");
  room.night();
  CHECK(room.stories() == before);
  CHECK(room.leader_of("copy") == "wire");
}

TEST_CASE("a leader that is rewritten leaves the id to the others, and its own id is never another story's") {
  Newsroom room;
  room.article("wire", reprint(1));
  room.article("copy", reprint(1, 50), "2025-03-02");
  room.article("other", reprint(1, 40), "2025-03-03");
  room.night();
  const std::string story = room.stories().at("copy"), wire = room.ids().at("wire");
  CHECK(story == wire);
  room.article("wire", reprint(7));
  room.night();
  CHECK(room.groups() == Groups{{"wire"}, {"copy", "other"}});
  CHECK(room.stories().at("copy") == story);
  CHECK(room.leader_of("other") == "copy");
  const std::string second = room.stories().at("wire");
  CHECK(second != story);
  room.article("fresh", reprint(7, 50), "2025-03-04");
  room.night();
  CHECK(room.stories().at("fresh") == second);
  room.article("wire", reprint(8));
  room.night();
  CHECK(std::set{room.stories().at("wire"), second, story}.size() == 3);
  CHECK(room.is_sound());
}

TEST_CASE("equal short texts of two outlets fold; a line that stands under many titles does not, nor a text of a few words") {
  Newsroom room;
  const std::string flash = "The ceasefire in the northern valley has come into force at noon local time.";
  room.folder.write("news/one.txt", "---\ntitle: Ceasefire in force\nsource: Herald\n---\n" + flash + "\n");
  room.folder.write("news/two.txt", "---\ntitle: Ceasefire in force\nsource: Ledger\n---\n" + flash + "\n");
  room.article("Parliament votes on the budget for defence", "Subscribe to go on reading this article and all others.");
  room.article("Harbour opens again after seven weeks of siege", "Subscribe to go on reading this article and all others.");
  room.folder.write("news/three.txt", "---\ntitle: Alert\nsource: Herald\n---\nMore follows.\n");
  room.folder.write("news/four.txt", "---\ntitle: Alert\nsource: Ledger\n---\nMore follows.\n");
  room.night();
  const std::vector<schema::StoryMember> rows = room.rows();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].story == rows[1].story);
  CHECK(room.stories().at("Ceasefire in force") == rows[0].story);
}

TEST_CASE("equal texts stand together, whoever else they are like") {
  Newsroom room;
  const auto print = [](std::size_t from, std::size_t to) {
    const std::vector<std::string> text = report(1, 300);
    return fmt::format("{}.", fmt::join(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(to), " "));
  };
  room.article("first", print(0, 200), "2025-03-01");    // 0.75 like the third
  room.article("second", print(40, 240), "2025-03-02");  // 0.66 like the first, 0.86 like the third
  room.article("third", print(25, 225), "2025-03-03");
  room.night();
  CHECK(room.groups() == Groups{{"first"}, {"second", "third"}});
  Newsroom other;
  other.article("first", print(0, 200), "2025-03-01");
  other.article("third", print(25, 225), "2025-03-02");
  other.article("second", print(40, 240), "2025-03-03");
  other.article("equal", print(25, 225), "2025-03-04");
  other.night();
  CHECK(other.groups() == Groups{{"first", "third", "equal"}, {"second"}});
}

TEST_CASE("a chain of versions is not one story: a member is like its leader, not like any member") {
  Newsroom room;
  std::vector<std::string> text = report(11, 200);
  for (int version = 0; version < 6; ++version) {
    room.article(fmt::format("v{}", version), fmt::format("{}.", fmt::join(text, " ")), fmt::format("2025-03-0{}", version + 1));
    for (std::size_t i = 0; i < 30; ++i) text[static_cast<std::size_t>(version) * 30 + i] = fmt::format("new{}x{}", version, i);
  }
  room.night();
  CHECK(room.groups() == Groups{{"v0", "v1"}, {"v2", "v3"}, {"v4", "v5"}});
}

TEST_CASE("upkeep keeps stories: relink, reanalyse, compact, a copy, an old generation") {
  Newsroom room;
  room.article("wire", reprint(1));
  room.article("copy", reprint(1, 50), "2025-03-02");
  room.article("other", reprint(1, 40), "2025-03-03");
  room.night();
  room.drop("wire");
  room.night(true);
  const auto before = room.stories();
  CHECK(before.at("copy") == before.at("other"));
  relink(room.options.index, room.options.knowledge, false, {});
  CHECK(room.stories() == before);
  reanalyse(room.options.index, room.options.knowledge, {});
  CHECK(room.stories() == before);
  compact(room.options.index, {}, {});
  CHECK(room.stories() == before);
  compact(room.options.index, room.folder.path / "elsewhere", {});
  CHECK(schema::read_stories(*schema::current_generation(room.folder.path / "elsewhere")).size() == 2);
  room.article("copy", reprint(5), "2025-03-02");
  const std::uint32_t wanted = schema::read_manifest(*schema::current_generation(room.options.index)).number;
  room.night();
  CHECK(room.stories() != before);
  back_to(room.options.index, wanted);
  CHECK(room.stories() == before);
  CHECK(room.is_sound());
}

TEST_CASE("a check finds stories with articles that are not there, without a leader, or under the id of an article outside") {
  Newsroom room;
  room.article("wire", reprint(1));
  room.article("copy", reprint(1), "2025-03-02");
  room.article("alone", reprint(2));
  room.night();
  CHECK(room.is_sound());
  const fs::path generation = *schema::current_generation(room.options.index);
  const auto ids = room.ids();
  const auto sound_with = [&](std::vector<schema::StoryMember> rows) {
    fs::remove(generation / schema::kStoriesFile);
    schema::write_stories(generation, rows);
    return room.is_sound();
  };
  const schema::StoryMember wire{ids.at("wire"), ids.at("wire"), true}, copy{ids.at("copy"), ids.at("wire"), false};
  CHECK(sound_with({wire, copy}));
  CHECK_FALSE(sound_with({wire, copy, {"aunknownarticle", ids.at("wire"), false}}));
  CHECK_FALSE(sound_with({{wire.article, wire.story, false}, copy}));
  CHECK_FALSE(sound_with({wire, {copy.article, copy.story, true}}));
  CHECK_FALSE(sound_with({{wire.article, ids.at("alone"), true}, {copy.article, ids.at("alone"), false}}));
  fs::remove(generation / schema::kStoriesFile);
  CHECK_FALSE(room.is_sound());
}

TEST_CASE("explain shows the fingerprint: the same for the same text, none for a few words") {
  Newsroom room;
  room.article("a", reprint(1));
  room.article("b", reprint(1));
  room.article("c", "More follows.");
  std::ostringstream out;
  explain({room.folder.path / "news"}, room.options.knowledge, out);
  std::istringstream lines(out.str());
  std::vector<nlohmann::json> fingerprints;
  for (std::string line; std::getline(lines, line);) fingerprints.push_back(nlohmann::json::parse(line).at("story"));
  REQUIRE(fingerprints.size() == 3);
  CHECK(fingerprints[0].is_string());
  CHECK(fingerprints[0] == fingerprints[1]);
  CHECK(fingerprints[2].is_null());
}

TEST_CASE("a killed run changes no story, and the next one ends as if it had not been") {
  Newsroom killed, whole;
  for (Newsroom* room : {&killed, &whole}) {
    room->article("wire", reprint(1));
    room->article("copy", reprint(1, 50), "2025-03-02");
    room->night();
    room->article("late", reprint(1, 40), "2025-03-03");
  }
  const auto before = killed.stories();
  killed.folder.write("db/building/gen-000002/stories", "half written");
  CHECK(killed.stories() == before);
  CHECK(killed.night().generation == 2);
  whole.night();
  CHECK(killed.stories() == whole.stories());
  CHECK(killed.stories().at("late") == before.at("wire"));
}
