// The gazetteer: names of places from files of other people, which may be missing or damaged, and who is meant by a name that several bear.
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "indexer/entities/catalogue.hpp"
#include "indexer/entities/gazetteer.hpp"
#include "indexer/entities/mo_file.hpp"
#include "tests/entities_desk.hpp"

using namespace dispatches;
using namespace dispatches::entities;
using entities::tests::Folder;
using Catch::Contains;

namespace {

using Messages = std::map<std::string, std::string>;

std::string number(std::uint32_t value, bool turned = false) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> 8 * (turned ? 3 - i : i));
  return bytes;
}

// As msgfmt writes it, without the hash table.
std::string mo_in_order(const std::vector<std::pair<std::string, std::string>>& messages, bool turned = false) {
  const auto count = static_cast<std::uint32_t>(messages.size());
  std::string ids, texts, strings;
  const auto add = [&](std::string& table, const std::string& string) {
    table += number(static_cast<std::uint32_t>(string.size()), turned) + number(28 + 16 * count + static_cast<std::uint32_t>(strings.size()), turned);
    strings += string + '\0';
  };
  for (const auto& [id, text] : messages) add(ids, id), add(texts, text);
  std::string header;
  for (const std::uint32_t value : {0x950412deu, 0u, count, 28u, 28 + 8 * count, 0u, 0u}) header += number(value, turned);
  return header + ids + texts + strings;
}

std::string mo(const Messages& messages) { return mo_in_order({messages.begin(), messages.end()}); }

const Messages kEnglish = {{"", "Project-Id-Version: geonames\n"}, {"174895", "Goris"},    {"5007", "Newport"},     {"5008", "Newport"},
                           {"706483", "Kharkiv"},                 {"GE", "Georgia"},      {"UA.07", "Kharkiv"},    {"US.GA", "Georgia"}};

class World {
 public:
  World() { write("en", mo(kEnglish)); }
  const World& write(const std::string& language, const std::string& bytes) const {
    std::filesystem::create_directories(folder.path / "locale" / language / "LC_MESSAGES");
    folder.write("locale/" + language + "/LC_MESSAGES/geonames.mo", bytes);
    return *this;
  }
  const World& regions(const std::string& language, const std::string& subdivisions) const {
    std::filesystem::create_directories(folder.path / "subdivisions");
    folder.write("subdivisions/" + language + ".xml", "<?xml version=\"1.0\"?><ldml><localeDisplayNames><subdivisions>" + subdivisions +
                                                          "</subdivisions></localeDisplayNames></ldml>");
    return *this;
  }
  GazetteerFolders folders(const std::string& cities = "") const { return {folder.path / "locale", folder.path / "subdivisions", cities}; }

  Folder folder;
};

std::string id_of(const Gazetteer& gazetteer, std::string_view spelling) {
  const auto place = gazetteer.place_called(spelling);
  return place ? place->id : "nobody";
}

std::string all(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

bool is_refused(const std::string& bytes, const std::string& reason) {
  const auto file = MoFile::parse(bytes, "geonames.mo");
  return !file && file.rejection().where == "geonames.mo" && file.rejection().reason.find(reason) != std::string::npos;
}

}  // namespace

TEST_CASE("a message catalogue is read in either byte order") {
  for (const bool turned : {false, true}) {
    const auto file = MoFile::parse(mo_in_order({{"174895", "Горис"}, {"UA.07", "Харьковская область"}}, turned), "geonames.mo");
    REQUIRE(file);
    CHECK(file->size() == 2);
    CHECK(file->text("174895") == "Горис");
    CHECK(file->text("UA.07") == "Харьковская область");
    CHECK(file->text("17489").empty());
    CHECK(file->message(1).id == "UA.07");
  }
}

TEST_CASE("a message catalogue with anything wrong in it is refused whole") {
  const auto sound = mo(kEnglish);
  CHECK(is_refused("", "too short"));
  CHECK(is_refused(std::string(28, '\0'), "no message catalogue"));
  CHECK(is_refused(sound.substr(0, 60), "table of strings leads out"));
  CHECK(is_refused(sound.substr(0, sound.size() - 20), "string leads out"));
  CHECK(is_refused(number(0x950412de) + number(1 << 16) + sound.substr(8), "revision"));
  CHECK(is_refused(number(0x950412de) + number(0) + number(0xFFFFFFFF) + sound.substr(12), "table of strings leads out"));
  CHECK(is_refused(mo_in_order({{"2", "b"}, {"1", "a"}}), "not in order"));
  CHECK(is_refused(mo_in_order({{"1", "a"}, {"1", "b"}}), "not in order"));
  CHECK(is_refused(mo_in_order({{"1", "\xD0"}}), "UTF-8"));
  CHECK(is_refused(mo_in_order({{"1", std::string("a\0b", 3)}}), "zero byte"));
  CHECK(is_refused(std::string(kMaxMoBytes + 1, '\0'), "more than 16 MB"));
}

TEST_CASE("strings that lie over one another do not make a small file a large one") {
  const std::uint32_t count = 1000;
  std::string table;
  for (std::uint32_t i = 0; i < 2 * count; ++i) table += number(16 * count) + number(28);
  std::string header;
  for (const std::uint32_t value : {0x950412deu, 0u, count, 28u, 28 + 8 * count, 0u, 0u}) header += number(value);
  CHECK(is_refused(header + table, "over one another"));
}

TEST_CASE("a message catalogue cut short or with one bit turned is refused or read inside its bounds") {
  const auto sound = mo(kEnglish);
  const auto look_through = [](const std::string& bytes) {
    const auto file = MoFile::parse(bytes, "geonames.mo");
    std::size_t read = 0;
    if (file)
      for (std::size_t i = 0; i < file->size(); ++i) read += file->message(i).id.size() + file->message(i).text.size();
    return read;
  };
  for (std::size_t size = 0; size < sound.size(); ++size) CHECK(look_through(sound.substr(0, size)) <= size);
  for (std::size_t bit = 0; bit < 8 * sound.size(); ++bit) {
    auto turned = sound;
    turned[bit / 8] = static_cast<char>(turned[bit / 8] ^ 1 << bit % 8);
    CHECK(look_through(turned) <= sound.size());
  }
}

TEST_CASE("a place is found by its name in every language, case, marks and Cyrillic endings aside") {
  const World world;
  world.write("ru", mo(Messages{{"174895", "Горис"}, {"706483", "Харьков"}})).write("uk", mo(Messages{{"706483", "Харків"}})).write("fa", mo(Messages{{"174895", "گوریس، ارمنستان"}}));
  const Gazetteer gazetteer(world.folders());
  for (const char* spelling : {"Goris", "GORIS", "Горис", "Гориса", "Горису", "گوریس", " Goris "}) CHECK(id_of(gazetteer, spelling) == "geonames:174895");
  for (const char* spelling : {"Харків", "Харкова", "Харкові", "Харьковом"}) CHECK(id_of(gazetteer, spelling) == "geonames:706483");
  for (const char* spelling : {"", "—", "Gori", "Горист", "Харьковский", "Харків Горис"}) CHECK(id_of(gazetteer, spelling) == "nobody");
  const auto place = gazetteer.place_called("Гориса");
  CHECK(place->kind == "city");
  CHECK(place->names == ByLanguage{{"en", "Goris"}, {"ru", "Горис"}, {"fa", "گوریس"}});
}

TEST_CASE("a name that only Russian writes is found as Ukrainian writes it") {
  const World world;
  world.write("ru", mo(Messages{{"174895", "Горис"}, {"5007", "Купянск"}}));
  const Gazetteer gazetteer(world.folders());
  CHECK(id_of(gazetteer, "Горіс") == "geonames:174895");
  CHECK(id_of(gazetteer, "Горісом") == "geonames:174895");
  CHECK(id_of(gazetteer, "Куп'янську") == "geonames:5007");
}

TEST_CASE("a town is not called by the plural of its name") {
  const World world;
  world.write("uk", mo(Messages{{"174895", "Хіта"}}));
  const Gazetteer gazetteer(world.folders());
  CHECK(id_of(gazetteer, "Хіту") == "geonames:174895");
  CHECK(id_of(gazetteer, "Хіт") == "nobody");
  CHECK(id_of(gazetteer, "Хіто") == "nobody");
}

TEST_CASE("where two places bear a name and nobody knows which is larger nobody is meant") {
  const World world;
  const Gazetteer gazetteer(world.folders());
  CHECK(id_of(gazetteer, "Newport") == "nobody");
  CHECK(gazetteer.place("geonames:5007")->names.at("en") == "Newport");
}

TEST_CASE("the name of a country is no city's and no region's") {
  const World world;
  const Gazetteer gazetteer(world.folders());
  CHECK(id_of(gazetteer, "Georgia") == "nobody");
  CHECK(gazetteer.place("geonames:US.GA"));
  CHECK_FALSE(gazetteer.place("geonames:GE"));
}

TEST_CASE("a region that two sources name alike in one country is one region") {
  const World world;
  world.write("uk", mo(Messages{{"UA.07", "Харківська область"}}));
  world.regions("uk", "<subdivision type=\"ua63\">Харківська область</subdivision><subdivision type=\"ru63\">Харківська область</subdivision>"
                      "<subdivision type=\"../x\">Ніщо</subdivision><subdivision type=\"am08\">↑↑↑</subdivision>");
  world.regions("ru", "<subdivision type=\"ua63\">Харьковская область</subdivision><subdivision type=\"ua14\">Донецкая область</subdivision>");
  const Gazetteer gazetteer(world.folders());
  CHECK(id_of(gazetteer, "Харьковской области") == "geonames:UA.07");
  CHECK(gazetteer.place_called("Харьковская область")->kind == "region");
  CHECK(gazetteer.place_called("Донецкая область")->country == "UA");
  CHECK(id_of(gazetteer, "Донецкой областью") == "iso:ua-14");
  CHECK(id_of(gazetteer, "Ніщо") == "nobody");
  CHECK(id_of(gazetteer, "Харківська область") == "nobody");  // two countries have one here
}

TEST_CASE("a machine without the data knows no places and says what is missing") {
  const Gazetteer gazetteer(GazetteerFolders{"/nowhere/locale", "/nowhere/subdivisions", "libnowhere.so.0"});
  CHECK(id_of(gazetteer, "Paris") == "nobody");
  CHECK(gazetteer.size() == 0);
  CHECK(gazetteer.remarks().size() == 3);
  CHECK_THAT(all(gazetteer.remarks()), Contains("libgeonames-common") && Contains("unicode-cldr-core") && Contains("libgeonames0"));
  CHECK(Gazetteer(GazetteerFolders{"", "", ""}).remarks().empty());
}

TEST_CASE("a damaged file is left out with a remark and the others are read") {
  const World world;
  world.write("uk", "no catalogue at all, but long enough").regions("uk", "<subdivision type=\"ua63\">").regions("ru", "<subdivision type=\"ua14\">\xD0</subdivision>");
  const Gazetteer gazetteer(world.folders());
  CHECK(id_of(gazetteer, "Goris") == "geonames:174895");
  CHECK_THAT(all(gazetteer.remarks()), Contains("uk/LC_MESSAGES/geonames.mo: this is no message catalogue") && Contains("uk.xml: is no well-formed XML") &&
                                           Contains("ru.xml: is not in UTF-8"));
}

TEST_CASE("the fingerprint of a gazetteer follows what was read") {
  const World world;
  const auto before = Gazetteer(world.folders()).fingerprint();
  CHECK(Gazetteer(world.folders()).fingerprint() == before);
  world.write("uk", mo(Messages{{"706483", "Харків"}}));
  CHECK(Gazetteer(world.folders()).fingerprint() != before);
}

TEST_CASE("threads that ask a gazetteer at once get one answer") {
  const World world;
  const Gazetteer gazetteer(world.folders());
  std::vector<std::string> answers(4);
  {
    std::vector<std::jthread> threads;
    for (auto& answer : answers) threads.emplace_back([&] { answer = id_of(gazetteer, "Goris"); });
  }
  CHECK(answers == std::vector<std::string>(4, "geonames:174895"));
}

TEST_CASE("of several places of one name the one that is by far the largest is meant") {
  const World world;
  world.write("en", mo(Messages{{"2988507", "Paris"}, {"4717560", "Paris"}, {"4409896", "Springfield"}, {"4951788", "Springfield"}, {"706483", "Kharkiv"}, {"UA.07", "Kharkiv"}}));
  const Gazetteer gazetteer(world.folders("libgeonames.so.0"));
  const auto paris = gazetteer.place("geonames:2988507");
  if (paris->population == 0) {
    WARN("libgeonames0 is not installed: populations are not tested");
    return;
  }
  CHECK(id_of(gazetteer, "Paris") == "geonames:2988507");
  CHECK(paris->country == "FR");
  CHECK(*paris->latitude == Approx(48.85).margin(0.1));
  CHECK(*paris->longitude == Approx(2.35).margin(0.1));
  CHECK(id_of(gazetteer, "Springfield") == "nobody");
  CHECK(id_of(gazetteer, "Kharkiv") == "geonames:706483");  // the city, not the region around it
  CHECK(gazetteer.place("geonames:UA.07")->population == gazetteer.place("geonames:706483")->population);
}

TEST_CASE("a place of the catalogue gets names from GeoNames where it has none, safe ones only and nobody else's") {
  const World world;
  world.write("en", mo(Messages{{"1", "Somewhere"}})).write("ar", mo(Messages{{"1", "خاركيف"}, {"2", "دونيتسك"}, {"3", "صور"}})).write("he", mo(Messages{{"1", "חרקוב"}}))
      .write("es", mo(Messages{{"1", "Jarkov"}})).write("zh", mo(Messages{{"2", "顿涅茨克"}}));
  world.folder.write("places.json", R"([
{"id": "kharkiv", "type": "place", "geonames": 1, "names": {"en": ["Kharkiv"], "he": ["חרקיב"]}},
{"id": "donetsk", "type": "place", "geonames": 2, "names": {"en": ["Donetsk"]}},
{"id": "tyre", "type": "place", "geonames": 3, "names": {"en": ["Tyre"]}},
{"id": "shakhtar", "type": "place", "names": {"en": ["Shakhtar"]}, "short": {"ar": ["دونيتسك"]}}])");
  const auto catalogue = Catalogue::load(world.folder.path, world.folder.path / "locale");
  CHECK(catalogue.entity("kharkiv")->names == ListByLanguage{{"en", {"Kharkiv"}}, {"he", {"חרקיב"}}, {"ar", {"خاركيف"}}});
  CHECK(catalogue.entity("donetsk")->names == ListByLanguage{{"en", {"Donetsk"}}, {"zh", {"顿涅茨克"}}});
  CHECK(catalogue.entity("tyre")->names.size() == 1);
  CHECK(catalogue.entity_in_geonames("2") == catalogue.entity("donetsk"));
  CHECK(catalogue.entity_in_geonames("4") == nullptr);

  const auto without = Catalogue::load(world.folder.path, "");
  CHECK(without.entity("kharkiv")->names.size() == 2);
  CHECK(without.fingerprint() != catalogue.fingerprint());
}
