// The catalogue as it is read and checked, and the topics in it.
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "tests/entities_desk.hpp"

using namespace dispatches;
using namespace dispatches::entities;
using namespace dispatches::entities::tests;
using Catch::Contains;

namespace {

std::string complaint_about(const std::string& file, const std::string& content) {
  const Folder folder;
  folder.write(file, content);
  try {
    Catalogue::load(folder.path);
  } catch (const BadCatalogue& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a catalogue that cannot be used names the file and the entry") {
  CHECK_THAT(complaint_about("people.json", "[{\"id\": \"a\", "), Contains("people.json") && Contains("parse error"));
  CHECK_THAT(complaint_about("people.json", "{}"), Contains("people.json"));
  CHECK_THAT(complaint_about("people.json", R"([{"id": "a b", "type": "person", "names": {"en": ["A"]}}])"),
             Contains("people.json: entry 1 ('a b')"));
  CHECK_THAT(complaint_about("people-b.json", R"([{"id": "a", "type": "place", "names": {"en": ["A"]}}])"),
             Contains("people-b.json: entry 1 ('a')") && Contains("type"));
  CHECK_THAT(complaint_about("people.json", R"([{"id": "a", "type": "person", "names": ["A"]}])"), Contains("'names'"));
  CHECK_THAT(
      complaint_about(
          "people.json",
          R"([{"id": "a", "type": "person", "names": {"en": ["A"]}}, {"id": "a", "type": "person", "names": {"en": ["B"]}}])"),
      Contains("entry 2 ('a')") && Contains("twice"));
  CHECK_THAT(complaint_about("people.json",
                             R"([{"id": "a", "type": "person", "names": {"en": ["A"]}, "roles": [{"from": "soon"}]}])"),
             Contains("no date"));
  CHECK_THAT(
      complaint_about("places.json", R"([{"id": "a", "type": "place", "parent": "nowhere", "names": {"en": ["A"]}}])"),
      Contains("'nowhere'"));
  CHECK_THAT(
      complaint_about(
          "places.json",
          R"([{"id": "a", "type": "place", "parent": "b", "names": {"en": ["A"]}}, {"id": "b", "type": "place", "parent": "a", "names": {"en": ["B"]}}])"),
      Contains("circle"));
  CHECK_THAT(
      complaint_about("places.json", R"([{"id": "a", "type": "place", "lat": 91, "lon": 0, "names": {"en": ["A"]}}])"),
      Contains("'lat'"));
  CHECK_THAT(complaint_about("topics.json", R"([{"id": "a", "names": {"en": "A"}}])"),
             Contains("topics.json: entry 1 ('a')") && Contains("'words'"));
  CHECK_THROWS_AS(Catalogue::load("/nowhere/at/all"), BadCatalogue);
}

TEST_CASE("missing files of a catalogue are empty ones") {
  const Folder folder;
  CHECK(Catalogue::load(folder.path).entities().empty());
}

TEST_CASE("an entity is found by its id and by its Wikidata id") {
  const auto catalogue = small_catalogue();
  REQUIRE(catalogue.entity("boris-johnson"));
  CHECK(catalogue.entity("Q180589") == catalogue.entity("boris-johnson"));
  CHECK(catalogue.entity("nobody") == nullptr);
  CHECK(catalogue.entity("boris-johnson")->roles[0].until->precision == text::Precision::month);
}

TEST_CASE("countries have their names in all languages, but not those of another entity") {
  auto& small = desk();
  CHECK(small.catalogue.entity("ukraine")->name("de") == "Ukraine");
  CHECK(small.catalogue.entity("ukraine")->name("he") == "אוקראינה");
  CHECK(small.resolved("乌克兰") == "ukraine");
  CHECK(small.resolved("Georgia") == "georgia-us-state");
  CHECK(small.resolved("Грузія") == "georgia-country");
}

TEST_CASE("a source is known by id, name, alias and every subdomain") {
  const auto catalogue = small_catalogue();
  for (const auto* stated : {"kyiv-post", "KYIV POST", "The Kyiv Post", "kyivpost.com", "news.kyivpost.com"}) {
    INFO(stated);
    REQUIRE(catalogue.source(stated));
    CHECK(catalogue.source(stated)->zone == "Europe/Kyiv");
  }
  CHECK(catalogue.source("notkyivpost.com") == nullptr);
  CHECK(catalogue.source("post") == nullptr);
}

TEST_CASE("the fingerprint of a catalogue changes with its files and with nothing else") {
  const Folder folder;
  folder.write("people.json", kPeople);
  const auto before = Catalogue::load(folder.path).fingerprint();
  CHECK(before.size() == 32);
  CHECK(Catalogue::load(folder.write("notes.txt", "x").path).fingerprint() == before);
  CHECK(Catalogue::load(folder.write("people.json", std::string(kPeople) + "\n").path).fingerprint() != before);
}

TEST_CASE("warnings name clashing names, unknown targets and misspelt fields") {
  const Folder folder;
  folder.write("people.json", R"([
{"id": "a", "type": "person", "names": {"en": ["John Smith"]}, "context": ["nowhere"], "roles": [{"of": "nothing", "from": "2020", "until": "2019"}]},
{"id": "b", "type": "person", "names": {"en": ["John Smith"]}, "aliases": ["Jack"]}])");
  std::string all;
  for (const auto& warning : Catalogue::load(folder.path).warnings()) all += warning + "\n";
  CHECK_THAT(all, Contains("'john smith' means a, b") && Contains("'nowhere'") && Contains("'nothing'") &&
                      Contains("before it begins"));
  CHECK_THAT(all, Contains("unknown field 'aliases'"));
}

TEST_CASE("a topic is marked by a word in the title, two in the body, or one in a short article") {
  auto& small = desk();
  std::string filler;
  for (int i = 0; i < 200; ++i) filler += " word";
  CHECK(small.topics("Ceasefires hold\n" + filler, "en", 16) == Names{"ceasefire"});
  CHECK(small.topics("A title\nOne ceasefire." + filler, "en", 8).empty());
  CHECK(small.topics("A title\nOne ceasefire, another ceasefire." + filler, "en", 8) == Names{"ceasefire"});
  CHECK(small.topics("A halt in fighting came.", "en") == Names{"ceasefire"});
}

TEST_CASE("weak words count only beside a strong one, and beginnings end in anything") {
  auto& small = desk();
  CHECK(small.topics("A pause, and a pause.", "en").empty());
  CHECK(small.topics("They talk of denazification.", "en") == Names{"nazism"});
  CHECK(small.topics("Sanctions and an asset freeze; a ceasefire.", "en") == Names{"sanctions", "ceasefire"});
}

TEST_CASE("topics are found by stem in the article's language, or in all of its script") {
  auto& small = desk();
  CHECK(small.topics("Обговорили припиненням вогню.", "uk") == Names{"ceasefire"});
  CHECK(small.topics("Новые санкциями.", "ru") == Names{"sanctions"});
  CHECK(small.topics("Новые санкциями.", "") == Names{"sanctions"});
  CHECK(small.topics("Новые санкциями.", "en").empty());
}

TEST_CASE("the catalogue of the project loads and holds what was asked of it") {
  auto& real = real_desk();
  std::map<EntityType, int> counts;
  for (const auto& entity : real.catalogue.entities()) ++counts[entity.type];
  CHECK(counts[EntityType::person] >= 300);
  CHECK(counts[EntityType::org] >= 200);
  CHECK(counts[EntityType::place] >= 500);
  CHECK(real.catalogue.topics().size() >= 60);
  for (const auto& warning : real.catalogue.warnings()) {
    INFO(warning);
    CHECK(warning.find("not in the catalogue") == std::string::npos);
    CHECK(warning.find("unknown field") == std::string::npos);
  }
}
