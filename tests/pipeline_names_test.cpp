// Merges that can be seen and undone: overrides and catalogue through update, relink and the nights after.
#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

#include "indexer/pipeline/archive_names.hpp"
#include "indexer/pipeline/entity_lists.hpp"
#include "indexer/pipeline/run.hpp"
#include "tests/support.hpp"

using namespace dispatches;
using namespace dispatches::pipeline;
namespace fs = std::filesystem;

namespace {

// A folder of news, a small catalogue, an index, and an editor.
class Newsroom {
 public:
  Newsroom() {
    folder.write("catalogue/people.json", R"([{"id": "jane-roe", "type": "person", "names": {"en": ["Jane Roe"]}}])");
    options = tests::update_of(folder.path / "db", {folder.path / "news"});
    options.knowledge = {folder.path / "catalogue", tests::model(), {}};
  }

  void article(const std::string& name, const std::string& body, const std::string& source = "Valley Herald", const std::string& date = "2025-03-01") {
    folder.write("news/" + name + ".txt", "---\ntitle: Report " + name + "\nlang: en\nsource: " + source + "\ndate: " + date + "\n---\n" + body + "\n");
  }

  void night(const std::string& now = "2026-01-01T00:00:00Z") {
    options.now = text::parse_date(now)->start;
    update(options);
  }

  RelinkReport decide(const std::string& overrides, bool dry_run = false) {
    KnowledgeFiles files = options.knowledge;
    files.overrides = folder.write("overrides.tsv", overrides);
    return relink(options.index, files, dry_run, options.now);
  }

  // The entity's articles, and its spellings in the order of frequency.
  std::uint32_t articles(const std::string& id) const {
    const ArchiveNames archive = read_archive_names(options.index);
    const names::EntityOrdinal entity = archive.lexicon->entity_named(id);
    return entity == names::kNobody ? 0 : archive.articles[entity];
  }
  std::vector<std::string> spellings(const std::string& id) const {
    const ArchiveNames archive = read_archive_names(options.index);
    std::vector<std::string> texts;
    if (const auto entity = archive.lexicon->entity_named(id); entity != names::kNobody)
      for (const names::SpellingId spelling : archive.spellings[entity]) texts.emplace_back(archive.lexicon->spellings[spelling].text);
    return texts;
  }
  std::string id_behind(const std::string& id) const {
    const auto held = names::Lexicon::load(*schema::current_generation(options.index) / schema::kLexiconFile);
    const names::Lexicon& lexicon = *held;
    const auto entity = lexicon.entity_named(id);
    return entity == names::kNobody ? std::string() : std::string(lexicon.entities[entity].id);
  }
  bool is_sound() const {
    std::ostringstream out;
    return check(options.index, out);
  }

  tests::TemporaryFolder folder;
  UpdateOptions options;
};

bool has(const std::vector<std::string>& list, const std::string& text) { return std::find(list.begin(), list.end(), text) != list.end(); }

const LexiconChange* change_of(const RelinkReport& report, LexiconChange::Kind kind) {
  const auto found = std::find_if(report.changes.begin(), report.changes.end(), [&](const LexiconChange& change) { return change.kind == kind; });
  return found == report.changes.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("what an editor parts stays parted through the nights that follow, with no overrides given again") {
  Newsroom desk;
  desk.article("a", "Governor Oleksandr Mykhailenko spoke in the town hall. Mykhailenko left early.");
  desk.article("b", "Governor Aleksandr Mikhaylenko opened a school.");
  desk.night();
  REQUIRE(desk.articles("oleksandr-mykhailenko") + desk.articles("aleksandr-mikhaylenko") == 2);
  const std::string merged = desk.articles("oleksandr-mykhailenko") == 2 ? "oleksandr-mykhailenko" : "aleksandr-mikhaylenko";
  const std::string other = merged == "oleksandr-mykhailenko" ? "aleksandr-mikhaylenko" : "oleksandr-mykhailenko";
  REQUIRE(desk.articles(merged) == 2);

  const RelinkReport report = desk.decide("different\tOleksandr Mykhailenko\tAleksandr Mikhaylenko\t\tanna\t2026-01-02\tfather and son\n");
  const LexiconChange* parted = change_of(report, LexiconChange::Kind::parted);
  REQUIRE(parted);
  CHECK(parted->before == merged);
  CHECK(parted->after == other);
  CHECK(desk.articles(merged) == 1);
  CHECK(desk.articles(other) == 1);

  desk.article("c", "Governor Oleksandr Mykhaylenko and Governor Aleksandr Mikhailenko met.");
  desk.night("2026-01-03T00:00:00Z");
  CHECK(desk.spellings(merged) != desk.spellings(other));
  CHECK_FALSE(has(desk.spellings(merged), other == "oleksandr-mykhailenko" ? "Oleksandr Mykhailenko" : "Aleksandr Mikhaylenko"));

  const RelinkReport undone = desk.decide("");
  CHECK(std::any_of(undone.changes.begin(), undone.changes.end(), [&](const LexiconChange& change) {
    return change.kind == LexiconChange::Kind::merged && change.before == other && change.after == merged;
  }));
  CHECK(desk.id_behind(other) == merged);
  CHECK(desk.is_sound());
}

TEST_CASE("a dry run lists what would change and changes nothing") {
  Newsroom desk;
  desk.article("a", "Jane Roe spoke.");
  desk.night();
  const RelinkReport report = desk.decide("ignore\tJane Roe\n", true);
  CHECK(change_of(report, LexiconChange::Kind::unlinked));
  CHECK(desk.articles("jane-roe") == 1);
}

TEST_CASE("two people with equal names are parted by article, source, the words beside them, or dates") {
  Newsroom desk;
  desk.article("a", "Jane Roe, the judge, ruled on fishing. Jane Roe declined to comment.");
  desk.article("b", "Jane Roe, the pilot, landed.", "Sky Gazette");
  desk.article("c", "Jane Roe spoke of her orchestra in Lviv.", "Valley Herald", "2025-03-02");
  desk.article("d", "Jane Roe won a medal.", "Valley Herald", "2010-07-07");
  desk.night();
  REQUIRE(desk.articles("jane-roe") == 4);
  desk.decide(
      "is\tJane Roe\tnew:roe-the-pilot\tsource:sky-gazette\n"
      "is\tJane Roe\tnew:roe-the-musician\twith:orchestra\n"
      "is\tJane Roe\tnew:roe-the-runner\t..2012\n"
      "# a comment\n\n");
  CHECK(desk.articles("jane-roe") == 1);
  CHECK(desk.articles("roe-the-pilot") == 1);
  CHECK(desk.articles("roe-the-musician") == 1);
  CHECK(desk.articles("roe-the-runner") == 1);

  desk.article("e", "Jane Roe flew again.", "Sky Gazette");
  desk.night("2026-01-03T00:00:00Z");
  CHECK(desk.articles("roe-the-pilot") == 2);
  CHECK(desk.articles("jane-roe") == 1);

  desk.decide("ignore\tJane Roe\t\tsource:Sky Gazette\ndifferent\tJane Roe\tjane-roe\t..2012\n");
  CHECK(desk.articles("roe-the-pilot") == 0);
  CHECK(desk.articles("jane-roe") == 2);
  CHECK(desk.articles("jane-roe-2012-12-31") == 1);
}

TEST_CASE("a name that no article had as a mention is found by relinking, kept over nights, and absorbed by reanalysis") {
  Newsroom desk;
  desk.article("a", "Everybody at the port knows old man hackle as a smuggler, said Jane Roe. The grey Hackle Brothers denied it.");
  desk.article("b", "The Grey Otter struck again at night.");
  desk.night();
  desk.decide("is\tGrey Otter\tjane-roe\n");
  CHECK(desk.articles("jane-roe") == 2);
  CHECK(has(desk.spellings("jane-roe"), "Jane Roe"));
  desk.article("c", "Nothing to see.");
  desk.night("2026-01-03T00:00:00Z");
  CHECK(desk.articles("jane-roe") == 2);

  // The article is written anew without the name: what was found in its old text goes.
  desk.article("b", "A quiet night.");
  desk.night("2026-01-04T00:00:00Z");
  CHECK(desk.articles("jane-roe") == 1);

  desk.article("b", "The Grey Otter struck again at night.");
  desk.night("2026-01-05T00:00:00Z");
  reanalyse(desk.options.index, desk.options.knowledge, {});
  CHECK(names::Lexicon::load(*schema::current_generation(desk.options.index) / schema::kLexiconFile)->added.empty());
  CHECK(desk.is_sound());
}

TEST_CASE("a bad line in the overrides stops everything, and nothing is half applied") {
  Newsroom desk;
  desk.article("a", "Jane Roe spoke.");
  desk.night();
  CHECK_THROWS_AS(desk.decide("ignore\tJane Roe\nfrobnicate\tx\ty\n"), names::BadOverrides);
  CHECK_THROWS_AS(desk.decide("ignore\tJane Roe\nis\tx\tno-such-id\n"), names::BadOverrides);
  CHECK(desk.articles("jane-roe") == 1);
  CHECK(desk.is_sound());
}

TEST_CASE("the librarian's morning list holds what came in last, most frequent first, with the nearest names as override lines") {
  Newsroom desk;
  desk.article("a", "Governor Oleksandr Mykhailenko spoke.");
  desk.night();
  desk.article("b", "General Petro Ostapchuk spoke.");
  desk.article("c", "General Petro Ostapchuk and Colonel Ivan Mykhailenko spoke.");
  desk.night("2026-01-03T00:00:00Z");
  std::ostringstream out;
  list_new_names(desk.options.index, {}, ListFormat::text, out);
  const std::string list = out.str();
  CHECK(list.find("Petro Ostapchuk") != std::string::npos);
  CHECK(list.find("Petro Ostapchuk") < list.find("Ivan Mykhailenko"));
  CHECK(list.find("Oleksandr Mykhailenko") == std::string::npos);
  CHECK(list.find("# ignore\tPetro Ostapchuk") != std::string::npos);
  std::ostringstream all;
  list_new_names(desk.options.index, text::parse_date("2025-12-31")->start, ListFormat::tsv, all);
  CHECK(all.str().find("Oleksandr Mykhailenko") != std::string::npos);
}

TEST_CASE("one entity is shown with its spellings and the reason of each, by id, merged id, name or case form") {
  Newsroom desk;
  desk.article("a", "Governor Oleksandr Mykhailenko spoke.");
  desk.article("b", "Jane Roe spoke.");
  desk.night();
  desk.decide("is\tOleksandr Mykhailenko\tjane-roe\t\tanna\t2026-01-02\ther pen name\n");
  for (const std::string asked : {"jane-roe", "oleksandr-mykhailenko", "JANE ROE", "Oleksandr Mykhailenko"}) {
    std::ostringstream out;
    CHECK(show_entity(desk.options.index, asked, ListFormat::text, out));
    CHECK(out.str().find("override by anna: her pen name (2026-01-02)") != std::string::npos);
  }
  std::ostringstream none;
  CHECK_FALSE(show_entity(desk.options.index, "Nobody Atall", ListFormat::text, none));
}
