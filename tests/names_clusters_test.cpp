// Merging in its two halves: links between names, night by night; clusters of them, with what is known of the names before any rule.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "tests/names_clusters.hpp"

using namespace dispatches::names;
using namespace dispatches::tests;

namespace {

constexpr auto kUnknown = Constraints::kUnknown;

const std::vector<Strings>& given_names() {
  static const std::vector<Strings> names = {
      {"Oleksandr", "Олександр", "Aleksandr", "Александр", "Alexander"},
      {"Serhii", "Сергій", "Sergey", "Сергей", "Sergej"},
      {"Andrii", "Андрій", "Andrey", "Андрей", "Andrej"},
      {"Kateryna", "Катерина", "Ekaterina", "Екатерина", "Jekaterina"},
      {"Dmytro", "Дмитро", "Dmitry", "Дмитрий", "Dmitri"},
      {"Mykhailo", "Михайло", "Mikhail", "Михаил", "Michail"},
      {"Giorgi", "გიორგი", "Георгий", "Georgi", "Γεώργιος"},
      {"Yusuf", "يوسف", "Юсуф", "Youssef", "יוסף"},
      {"Maryam", "مريم", "Марьям", "Mariam", "מרים"},
      {"Ibrahim", "إبراهيم", "Ибрагим", "Ibrahim", "İbrahim"},
  };
  return names;
}

const std::vector<Strings>& surnames() {
  static const std::vector<Strings> names = {
      {"Borovkovskyi", "Боровковський", "Borovkovsky", "Боровковский", "Borowkowskyj"},
      {"Shchedrenko", "Щедренко", "Shchedrenko", "Щедренко", "Schtschedrenko"},
      {"Tymchuk", "Тимчук", "Timchuk", "Тимчук", "Tymtschuk"},
      {"Zhurbenko", "Журбенко", "Zhurbenko", "Журбенко", "Schurbenko"},
      {"Khomenchuk", "Хоменчук", "Khomenchuk", "Хоменчук", "Chomentschuk"},
      {"Lavrinovych", "Лавринович", "Lavrinovich", "Лавринович", "Lawrynowytsch"},
      {"Kartvelidze", "ქართველიძე", "Картвелидзе", "Kartvelidse", "Καρτβελίτζε"},
      {"Haddadin", "حدادين", "Хаддадин", "Haddadine", "חדאדין"},
      {"Mansouri", "منصوري", "Мансури", "Mansuri", "מנסורי"},
      {"Barghouti", "برغوثي", "Баргути", "Barghuthi", "ברגותי"},
      {"Stefanovski", "Стефановскі", "Stefanovsky", "Стефановский", "Stefanowski"},
      {"Goncharova", "Гончарова", "Goncharova", "Гончарова", "Gontscharowa"},
  };
  return names;
}

// Several hundred distinct names in some order: two or three spellings each of many people, now and then the surname first or a patronymic between.
Strings people(std::mt19937& random) {
  const auto below = [&](std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most - 1)(random); };
  Strings names;
  for (const auto& given : given_names())
    for (const auto& surname : surnames())
      for (auto spellings = below(6); spellings > 0; --spellings) {
        const auto language = below(5);
        const std::string patronymic = language == 3 && below(3) == 0 ? below(2) ? " Петрович" : " Иванович" : "";
        names.push_back(below(6) ? given[language] + patronymic + " " + surname[language] : surname[language] + " " + given[language]);
      }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::shuffle(names.begin(), names.end(), random);
  return names;
}

// As many nights find them, each searching for its own names only; in no order.
std::vector<Link> links_night_by_night(const Strings& names, std::size_t nights, std::mt19937& random) {
  std::vector<Link> links;
  for (std::size_t night = 0; night < nights; ++night) {
    const std::size_t begin = names.size() * night / nights, end = names.size() * (night + 1) / nights;
    const auto fresh = strict_links(std::span(names).first(end), static_cast<NameIndex>(begin));
    links.insert(links.end(), fresh.begin(), fresh.end());
  }
  std::shuffle(links.begin(), links.end(), random);
  return links;
}

bool contains_pair(const std::vector<Link>& links, const Link& link) {
  return std::find(links.begin(), links.end(), link) != links.end();
}

// Given names that differ in their vowels alone, with one surname: one block. At most 256.
Strings one_block(std::size_t count) {
  Strings names;
  for (std::size_t i = 0; i < count; ++i) {
    std::string vowels;
    for (std::size_t rest = i, letter = 0; letter < 4; ++letter, rest /= 4) vowels += std::string("aeio").substr(rest % 4, 1) + "tnrl"[letter];
    names.push_back("K" + vowels + " Barghouti");
  }
  return names;
}

}  // namespace

TEST_CASE("clusters depend neither on the order of the names nor on the number of threads") {
  Strings names = {"Volodymyr Zelensky",
                   "Володимир Зеленський",
                   "Sergey Lavrov",
                   "Сергей Лавров",
                   "Ivan Ivanov",
                   "Ivan Petrovich Ivanov",
                   "Иван Сергеевич Иванов",
                   "George Bush",
                   "George W. Bush",
                   "George H. W. Bush",
                   "John Kerry",
                   "Джон Керри",
                   "Bush",
                   "习近平"};
  const auto expected = clusters_of(names);
  std::mt19937 random(7);
  for (unsigned jobs = 1; jobs <= 6; ++jobs) {
    std::shuffle(names.begin(), names.end(), random);
    CHECK(clusters_of(names, {}, jobs) == expected);
  }
}

TEST_CASE("what is known of names is stronger than the rules") {
  const Strings names = {"Volodymyr Zelensky", "Володимир Зеленський", "Зе", "Wladimir Selenski"};
  Constraints apart;
  apart.apart = {{0, 1}};
  CHECK_FALSE(clusters_of(names, apart).contains({"Volodymyr Zelensky", "Володимир Зеленський", "Wladimir Selenski"}));
  const auto parted = cluster_names(names, apart).cluster_of;
  CHECK(parted[0] != parted[1]);
  Constraints known;
  known.entities = {1, Constraints::kUnknown, 1, Constraints::kUnknown};
  CHECK(clusters_of(names, known).size() == 1);
}

TEST_CASE("a name that fits two known entities is neither") {
  const Strings names = {"Volodymyr Zelensky", "Володимир Зеленський", "Зе", "Wladimir Selenski"};
  Constraints known;
  known.entities = {1, Constraints::kUnknown, 1, 2};
  const auto found = cluster_names(names, known).cluster_of;
  CHECK(found[0] == found[2]);
  CHECK(found[0] != found[3]);
  CHECK((found[1] != found[0] && found[1] != found[3]));
}

TEST_CASE("every cluster says which pair made it") {
  const Strings names = {"Sergey Lavrov", "Сергей Лавров", "Serguei Lavroff"};
  const auto found = cluster_names(names);
  REQUIRE(found.links.size() == 2);
  CHECK(found.links[0].mean >= found.links[1].mean);
  for (const auto& link : found.links) CHECK((link.mean >= .88f && link.evidence >= 4));
}

TEST_CASE("nights that search for their own names find what one search finds") {
  std::mt19937 random(11);
  for (int round = 0; round < 3; ++round) {
    const Strings names = people(random);
    REQUIRE(names.size() > 200);
    const auto at_once = strict_links(names);
    auto found = links_night_by_night(names, 3, random);
    REQUIRE(at_once.size() > 100);
    CHECK(sets_of(names, cluster_links(names, found)) == clusters_of(names));
    std::sort(found.begin(), found.end(), [](const Link& a, const Link& b) { return std::tuple(a.one, a.other) < std::tuple(b.one, b.other); });
    found.erase(std::remove_if(found.begin(), found.end(), [&](const Link& link) { return contains_pair(at_once, link); }), found.end());
    CHECK(found.empty());
  }
}

TEST_CASE("clusters of many names depend neither on their order nor on the night they came") {
  std::mt19937 random(23);
  Strings names = people(random);
  const auto expected = clusters_of(names);
  CHECK(expected.size() < names.size());
  for (std::size_t nights = 2; nights < 6; ++nights) {
    std::shuffle(names.begin(), names.end(), random);
    const auto links = links_night_by_night(names, nights, random);
    CHECK(sets_of(names, cluster_links(names, links, {}, static_cast<unsigned>(nights))) == expected);
  }
}

TEST_CASE("links are the same for any number of threads") {
  std::mt19937 random(5);
  const Strings names = people(random);
  const auto expected = strict_links(names, 100, 1);
  REQUIRE_FALSE(expected.empty());
  for (unsigned jobs = 2; jobs < 6; ++jobs) CHECK(strict_links(names, 100, jobs) == expected);
  for (const auto& link : expected) CHECK((link.one < link.other && link.other >= 100));
}

TEST_CASE("a name equal to an earlier one is searched for no more") {
  const Strings names = {"Sergey Lavrov", "Сергей Лавров", "SERGEY Lavrov", "Sergéy Lavrov"};
  CHECK(strict_links(names, 2).empty());
  CHECK(strict_links(names, 1) == strict_links(names));
  CHECK(strict_links(names).size() == 1);
  CHECK(cluster_links(names, strict_links(names)).cluster_of == std::vector<NameIndex>{0, 0, 0, 0});
  CHECK(cluster_links(names, {}).cluster_of == std::vector<NameIndex>{0, 1, 0, 0});
}

TEST_CASE("names of the same parts in another order are one without a link") {
  const Strings names = {"Li Hua", "HUA Li", "Hua, Li", "Li Huan"};
  CHECK(strict_links(names).empty());
  CHECK(cluster_links(names, {}).cluster_of == std::vector<NameIndex>{0, 0, 0, 3});
}

TEST_CASE("a fresh name of a large block meets its neighbours on both sides") {
  Strings names = one_block(200);
  const std::string fresh = "Keteneril Barghouti";
  names.erase(std::remove(names.begin(), names.end(), fresh), names.end());
  REQUIRE(names.size() > 150);
  names.push_back(fresh);
  const auto last = static_cast<NameIndex>(names.size() - 1);
  const auto at_once = strict_links(names), found = strict_links(names, last);
  bool before = false, after = false;
  for (const auto& link : found) (names[link.one] < fresh ? before : after) = true;
  CHECK((before && after));
  for (const auto& link : at_once)
    if (link.other == last) CHECK(contains_pair(found, link));
  CHECK(at_once.size() <= names.size() * 25);
}

TEST_CASE("nights find at least what one search finds in a large block") {
  std::mt19937 random(3);
  Strings names = one_block(240);
  std::shuffle(names.begin(), names.end(), random);
  const auto found = links_night_by_night(names, 4, random);
  for (const auto& link : strict_links(names)) CHECK(contains_pair(found, link));
}

TEST_CASE("names that must not be one are not, even if they are written alike") {
  const Strings names = {"Sergey Lavrov", "LAVROV Sergey", "Сергей Лавров", "sergey lavrov"};
  CHECK(clusters_of(names).size() == 1);
  Constraints apart;
  apart.apart = {{0, 1}, {3, 1}};
  CHECK(cluster_names(names, apart).cluster_of == std::vector<NameIndex>{0, 1, 2, 0});  // the third could be either
  Constraints twice;
  twice.apart = {{0, 1}};
  CHECK(cluster_names(Strings{"John Smithson", "John Smithson"}, twice).cluster_of == std::vector<NameIndex>{0, 1});
}

TEST_CASE("his name and hers are apart in whatever order either is written") {
  CHECK(clusters_of({"Maria Rossini", "Mario Rossini", "ROSSINI Mario"}) == Sets{{"Maria Rossini"}, {"Mario Rossini", "ROSSINI Mario"}});
  CHECK(clusters_of({"Maria Rossini", "ROSSINI Maria", "Mario Rossini"}) == Sets{{"Mario Rossini"}, {"Maria Rossini", "ROSSINI Maria"}});
}

TEST_CASE("two clusters with members who conflict do not become one") {
  const Strings names = {"Sergey Petrovich Kravtsov", "Oleh Bobrovnyk", "Олег Бобровник", "Sergey Ivanovich Kravtsov"};
  Constraints known;
  known.together = {{0, 1}};
  CHECK(cluster_names(names, known).cluster_of == std::vector<NameIndex>{0, 0, 0, 3});
  known.together = {{0, 1}, {2, 3}};
  CHECK(cluster_names(names, known).cluster_of == std::vector<NameIndex>{0, 0, 2, 2});
}

TEST_CASE("names parted from each other never come together through a third") {
  const Strings names = {"Sergey Lavrov", "Сергей Лавров", "Sergej Lawrow", "Сергій Лавров", "Serguei Lavrov"};
  for (NameIndex one = 0; one < names.size(); ++one)
    for (NameIndex other = 0; other < one; ++other) {
      Constraints apart;
      apart.apart = {{one, other}};
      const auto found = cluster_names(names, apart).cluster_of;
      CHECK(found[one] != found[other]);
    }
}

TEST_CASE("names said to be one are, and what is like either of them joins them") {
  const Strings names = {"Вагнерист", "Yevgeny Prigozhin", "Евгений Пригожин", "Anna Karlovna Bek"};
  Constraints known;
  known.together = {{0, 1}};
  CHECK(cluster_names(names, known).cluster_of == std::vector<NameIndex>{0, 0, 0, 3});
  known.entities = {kUnknown, kUnknown, 7, kUnknown};
  CHECK(cluster_names(names, known).cluster_of == std::vector<NameIndex>{0, 0, 0, 3});
}

TEST_CASE("of what is known entities come before apart and apart before together") {
  const Strings names = {"Zelensky", "Зе", "Володимир"};
  Constraints known;
  known.together = {{0, 1}, {1, 2}};
  CHECK(cluster_names(names, known).cluster_of == std::vector<NameIndex>{0, 0, 0});
  known.apart = {{0, 1}};
  CHECK(cluster_names(names, known).cluster_of == std::vector<NameIndex>{0, 1, 1});
  known.entities = {4, 4, 5};
  CHECK(cluster_names(names, known).cluster_of == std::vector<NameIndex>{0, 0, 2});
}

TEST_CASE("a single name joins its equal whose entity is known") {
  const Strings names = {"ZELENSKY", "Zelensky", "习近平", "习近平", "Zelenskyy"};
  Constraints known;
  known.entities = {kUnknown, 1, 2, kUnknown, kUnknown};
  CHECK(cluster_names(names, known).cluster_of == std::vector<NameIndex>{0, 0, 2, 2, 4});
  known.entities[4] = 3;
  CHECK(cluster_names(names, known).cluster_of == std::vector<NameIndex>{0, 0, 2, 2, 4});
}

TEST_CASE("a single name that is known to mean two is neither") {
  const Strings names = {"Bush", "BUSH", "bush"};
  Constraints known;
  known.entities = {1, 2, kUnknown};
  CHECK(cluster_names(names, known).cluster_of == std::vector<NameIndex>{0, 1, 2});
}

TEST_CASE("every name says for which other it is where it is") {
  const Strings names = {"Sergey Lavrov", "Сергей Лавров", "LAVROV Sergey", "СЕРГЕЙ ЛАВРОВ", "Barack Obama", "Sergej Lawrow"};
  const auto found = cluster_names(names);
  REQUIRE(found.reasons.size() == names.size());
  CHECK(found.reasons[0] == Link{0, 0, 0, 0});
  CHECK(found.reasons[4] == Link{4, 4, 0, 0});
  CHECK((found.reasons[2].other == 0 && found.reasons[2].mean == 1 && found.reasons[2].evidence > 4));
  CHECK((found.reasons[1].other == 0 && found.reasons[3].other == 0 && found.reasons[3].one == 3));
  CHECK(found.reasons[3].mean == found.reasons[1].mean);
  for (const auto& reason : found.reasons)
    if (reason.mean > 0) CHECK(found.cluster_of[reason.one] == found.cluster_of[reason.other]);
  CHECK(found.reasons[5].mean > .88f);
}

TEST_CASE("the reasons of all names lead to their founder") {
  std::mt19937 random(42);
  const Strings names = people(random);
  const auto found = cluster_names(names);
  for (NameIndex name = 0; name < names.size(); ++name) {
    NameIndex at = name;
    for (std::size_t steps = 0; found.reasons[at].other != at && steps < names.size(); ++steps) at = found.reasons[at].other;
    CHECK(at == found.cluster_of[name]);
  }
}

TEST_CASE("a name joined to a known entity says for which of its names") {
  const Strings names = {"Sergej Lawrow", "Сергей Лавров", "The Minister", "Сергій Лавров", "Мид"};
  Constraints known;
  known.entities = {kUnknown, 9, 9, kUnknown, kUnknown};
  known.together = {{4, 2}};
  const auto found = cluster_names(names, known);
  CHECK(found.cluster_of == std::vector<NameIndex>{0, 0, 0, 0, 0});
  CHECK((found.reasons[0].mean > .88f && found.reasons[0].other != 0));
  CHECK((found.reasons[1] == Link{1, 1, 0, 0} && found.reasons[2] == Link{2, 2, 0, 0}));
  CHECK(found.reasons[4] == Link{4, 2, 0, 0});
}
