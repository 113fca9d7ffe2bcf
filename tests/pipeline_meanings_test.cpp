// Whom spellings mean: overrides, catalogue, rules, in this order. On spellings as a run would have written them down.
#include <catch2/catch.hpp>

#include <sstream>

#include "indexer/names/interner.hpp"
#include "indexer/pipeline/lexicon_changes.hpp"
#include "indexer/pipeline/meanings.hpp"
#include "tests/support.hpp"

using namespace dispatches;
using namespace dispatches::pipeline;
using names::EntityType;

namespace {

constexpr const char* kPeople = R"([
  {"id": "jane-roe", "type": "person", "names": {"en": ["Jane Roe"], "uk": ["Джейн Роу"]}},
  {"id": "petro-koval", "type": "person", "names": {"en": ["Petro Koval"], "uk": ["Петро Коваль"]}, "not": ["Petr Koval"]},
  {"id": "john-doe-a", "type": "person", "names": {"en": ["John Doe"]}},
  {"id": "john-doe-b", "type": "person", "names": {"en": ["John Doe"]}}
])";

// An archive of spellings, and what a run decides about them.
class Desk {
 public:
  explicit Desk(const std::string& overrides = "", entities::GazetteerFolders folders = {{}, {}, {}}) : overrides_(names::parse_overrides(overrides, "overrides.tsv")), gazetteer_(folders) {
    folder_.write("catalogue/people.json", kPeople);
    catalogue_ = std::make_unique<entities::Catalogue>(entities::Catalogue::load(folder_.path / "catalogue"));
    matcher_ = std::make_unique<entities::Matcher>(*catalogue_);
    for (const entities::Entity& entity : catalogue_->entities())
      for (const auto& [language, list] : entity.names)
        for (const std::string& name : list) interner_.spelling(name);
    for (const names::Override& line : overrides_) interner_.spelling(line.spelling), interner_.spelling(line.target);
  }

  // A spelling that `articles` articles have, first written down on night `night`.
  Desk& add(const std::string& spelling, EntityType type = EntityType::person, std::uint32_t articles = 3, int night = 1, bool plain = false,
            const std::string& language = "") {
    interner_.mention(spelling, {}, type, plain);
    const names::SpellingId id = interner_.spelling(spelling);
    grow();
    counts_[id].articles += articles;
    if (!language.empty()) counts_[id].languages[language] += articles;
    counts_[id].votes[static_cast<std::size_t>(type)] += articles * (plain ? kPlainVote : 1);
    counts_[id].plain[static_cast<std::size_t>(type)] |= plain;
    since_[id] = text::sys_seconds(std::chrono::days(night));
    return *this;
  }

  // An acronym that an article explains.
  Desk& explain(const std::string& acronym, const std::string& name) {
    interner_.mention(acronym, name, EntityType::org, true);
    return *this;
  }

  Desk& decide() {
    grow();
    table_ = std::make_unique<EntityTable>(*catalogue_, history_);
    const Decisions decisions(overrides_, "overrides.tsv", interner_.spellings(), *table_);
    meanings_ = decide_meanings({interner_.spellings(), interner_.mentions(), counts_, since_, asked_, *catalogue_, *matcher_, gazetteer_, decisions, nullptr, history_, 1}, *table_);
    decisions.rename(*table_);
    return *this;
  }

  // The next night: ids given stay given.
  Desk& decide_again(const std::string& overrides) {
    overrides_ = names::parse_overrides(overrides, "overrides.tsv");
    for (const names::Override& line : overrides_) interner_.spelling(line.spelling), interner_.spelling(line.target);
    history_.issued = table_->issued;
    return decide();
  }

  const names::Meaning* meaning(const std::string& spelling, std::optional<EntityType> type = {}) {
    const names::SpellingId id = interner_.spelling(spelling);
    for (const names::Meaning& meaning : meanings_.meanings)
      if (meaning.spelling == id && meaning.type == type.value_or(meanings_.types.at(id).value_or(EntityType::person))) return &meaning;
    return nullptr;
  }
  std::string who(const std::string& spelling, std::optional<EntityType> type = {}) {
    const names::Meaning* found = meaning(spelling, type);
    return found && found->entity != names::kNobody ? table_->entities[found->entity].id : "";
  }
  const names::NewEntity& entity(const std::string& id) { return table_->entities.at(table_->find(id)); }

 private:
  void grow() {
    counts_.resize(interner_.spellings().size());
    since_.resize(interner_.spellings().size());
  }

  tests::TemporaryFolder folder_;
  std::vector<names::Override> overrides_;
  std::unique_ptr<entities::Catalogue> catalogue_;
  std::unique_ptr<entities::Matcher> matcher_;
  entities::Gazetteer gazetteer_;
  names::Interner interner_{nullptr};
  std::vector<SpellingCount> counts_;
  std::vector<text::sys_seconds> since_;
  std::set<names::SpellingId> asked_;
  names::LexiconHistory history_;
  std::unique_ptr<EntityTable> table_;
  Meanings meanings_;
};

}  // namespace

TEST_CASE("spellings of one person nobody lists are one entity, across scripts, named for the first") {
  Desk desk;
  desk.add("Oleksandr Mykhailenko", EntityType::person, 2, 1).add("Олександр Михайленко", EntityType::person, 5, 2).add("Aleksandr Mihajlenko", EntityType::person, 1, 3).decide();
  CHECK(desk.who("Олександр Михайленко") == "oleksandr-mykhailenko");
  CHECK(desk.who("Oleksandr Mykhailenko") == "oleksandr-mykhailenko");
  CHECK(desk.who("Aleksandr Mihajlenko") == "oleksandr-mykhailenko");
  const names::Reason& reason = *desk.meaning("Олександр Михайленко")->reason;
  CHECK(reason.by == "rule");
  CHECK(reason.score > 0.85f);
  CHECK_FALSE(reason.with.empty());
}

TEST_CASE("somebody found in Ukrainian articles is shown in the nominative if any of them has it, not in the case that is most frequent") {
  Desk desk;
  desk.add("Олени Ткаченкової", EntityType::person, 5, 1, false, "uk").add("Олена Ткаченкова", EntityType::person, 1, 2, false, "uk").decide();
  const std::string id = desk.who("Олена Ткаченкова");
  REQUIRE_FALSE(id.empty());
  CHECK(desk.who("Олени Ткаченкової") == id);
  CHECK(desk.entity(id).name("uk") == "Олена Ткаченкова");
}

TEST_CASE("rules join an unlisted spelling to a person of the catalogue, and say so") {
  Desk desk;
  desk.add("Dzhein Rou").add("Pyotr Kowal").decide();
  CHECK(desk.who("Pyotr Kowal") == "petro-koval");
  CHECK(desk.meaning("Pyotr Kowal")->reason->by == "rule");
  CHECK(desk.meaning("Pyotr Kowal")->reason->score >= 0.86f);
}

TEST_CASE("a surname alone is nobody's, and neither is a full name that two people of the catalogue have") {
  Desk desk;
  desk.add("Mykhailenko").add("John Doe").decide();
  CHECK(desk.who("Mykhailenko").empty());
  CHECK(desk.who("John Doe").empty());
}

TEST_CASE("what the catalogue says somebody is not called, he is not") {
  Desk desk;
  desk.add("Petr Koval").decide();
  CHECK(desk.who("Petr Koval") == "petr-koval");
}

TEST_CASE("the type that most articles give a spelling is its type; where an article leaves no doubt it is read by that") {
  Desk desk;
  desk.add("Azov", EntityType::place, 1).add("Azov", EntityType::org, 80).add("Paul Azov", EntityType::person, 1, 1, true).add("Paul Azov", EntityType::org, 9).decide();
  CHECK(desk.who("Azov") == "azov");
  CHECK(desk.entity("azov").type == EntityType::org);
  CHECK(desk.who("Azov", EntityType::place).empty());
  CHECK(desk.entity(desk.who("Paul Azov", EntityType::person)).type == EntityType::person);
  CHECK(desk.who("Paul Azov", EntityType::person) != desk.who("Paul Azov", EntityType::org));
}

TEST_CASE("an organisation that one article names in passing is not one until it is seen again") {
  Desk desk;
  desk.add("Grey Wind Group", EntityType::org, 1).add("Blue Wind Group", EntityType::org, 2).add("Ministry of Winds", EntityType::org, 1, 1, true).decide();
  CHECK(desk.who("Grey Wind Group").empty());
  CHECK(desk.who("Blue Wind Group") == "blue-wind-group");
  CHECK(desk.who("Ministry of Winds") == "ministry-of-winds");
}

TEST_CASE("organisations join only where they are equal but for case, article and endings, or by an acronym that articles explain") {
  Desk desk;
  desk.add("Blue Wind Group", EntityType::org).add("The BLUE WIND Group", EntityType::org).add("Blue Winds Group", EntityType::org);
  desk.add("Служба вітрів", EntityType::org).add("Служби вітрів", EntityType::org);
  desk.explain("BWG", "Blue Wind Group").add("BWG", EntityType::org).decide();
  CHECK(desk.who("The BLUE WIND Group") == "blue-wind-group");
  CHECK(desk.who("Blue Winds Group") == "blue-winds-group");
  CHECK(desk.who("Служби вітрів") == desk.who("Служба вітрів"));
  CHECK(desk.who("BWG") == "blue-wind-group");
}

TEST_CASE("an override parts what the catalogue or the rules join, with its case forms, and says who did") {
  Desk desk("different\tДжейн Роу\tjane-roe\t\tanna\t2026-11-01\ta namesake\ndifferent\tPyotr Kowal\tPetro Koval\n");
  desk.add("Джейн Роу").add("Jane Roe").add("Pyotr Kowal").add("Петра Коваля").decide();
  CHECK(desk.who("Jane Roe") == "jane-roe");
  CHECK(desk.who("Джейн Роу") == "dzejn-rou");
  CHECK(desk.who("Pyotr Kowal") == "pyotr-kowal");
  CHECK(desk.who("Петра Коваля") == "petro-koval");
}

TEST_CASE("an override joins what nothing else would, however long the chain") {
  Desk desk("same\tMadyar\tRobert Vogel\t\tanna\t\tcall sign\nsame\tThe Bird\tMadyar\nis\tFalcon\tjane-roe\nsame\tThe Hub\tCentre for Maps\n");
  desk.add("Madyar", EntityType::person, 3, 2).add("Robert Vogel").add("The Bird", EntityType::org).add("Falcon");
  desk.add("The Hub", EntityType::org).add("Centre for Maps", EntityType::org).decide();
  CHECK(desk.who("Madyar") == "robert-vogel");
  CHECK(desk.meaning("Madyar")->reason->why == "call sign");
  CHECK(desk.who("The Bird") == "robert-vogel");
  CHECK(desk.who("The Hub") == "centre-for-maps");
  CHECK(desk.who("Falcon") == "jane-roe");
  CHECK(desk.meaning("Falcon")->reason->by == "override");
}

TEST_CASE("a city that only GeoNames lists is one place in every language, and a small town with namesakes is not guessed") {
  Desk desk("", {});
  desk.add("Gyumri", EntityType::place).add("Гюмрі", EntityType::place).add("Goris", EntityType::place).decide();
  CHECK(desk.who("Gyumri") == "gyumri-616635");
  CHECK(desk.who("Гюмрі") == "gyumri-616635");
  CHECK(desk.entity("gyumri-616635").latitude.has_value());
  CHECK(desk.meaning("Gyumri")->reason->by == "catalogue");
  CHECK(desk.who("Goris") == "goris");
}

TEST_CASE("ignore, type, name and new do what they say") {
  Desk desk("ignore\tJane Roe\nis\tNorth Star\tnew:north-star\ntype\tNorth Star\torg\nname\tPetro the Great\tpetro-koval\n");
  desk.add("Jane Roe").add("North Star", EntityType::person).add("Petro Koval").decide();
  CHECK(desk.who("Jane Roe").empty());
  CHECK(desk.meaning("Jane Roe")->reason->by == "override");
  CHECK(desk.who("North Star") == "north-star");
  CHECK(desk.entity("north-star").type == EntityType::org);
  CHECK(desk.entity("petro-koval").name("en") == "Petro the Great");
}

TEST_CASE("an override for an id that nobody has is refused with its line") {
  Desk desk("is\tFalcon\tno-such-id\n");
  desk.add("Falcon");
  CHECK_THROWS_WITH(desk.decide(), Catch::Matchers::Contains("overrides.tsv:1") && Catch::Matchers::Contains("no-such-id"));
  Desk naming("name\tSomebody\tno-such-id\n");
  CHECK_THROWS_AS(naming.decide(), names::BadOverrides);
}

TEST_CASE("an id once given is kept when a cluster is parted and joined again, and is never given to another") {
  Desk desk;
  desk.add("Oleksandr Mykhailenko", EntityType::person, 2, 1).add("Олександр Михайленко", EntityType::person, 5, 2).decide();
  CHECK(desk.who("Олександр Михайленко") == "oleksandr-mykhailenko");
  desk.decide_again("different\tОлександр Михайленко\tOleksandr Mykhailenko\n");
  CHECK(desk.who("Oleksandr Mykhailenko") == "oleksandr-mykhailenko");
  CHECK(desk.who("Олександр Михайленко") == "oleksandr-mihajlenko");
  desk.decide_again("");
  CHECK(desk.who("Олександр Михайленко") == "oleksandr-mykhailenko");
  desk.decide_again("is\tFalcon\toleksandr-mihajlenko\n");
  CHECK(desk.who("Олександр Михайленко") == "oleksandr-mihajlenko");
}
