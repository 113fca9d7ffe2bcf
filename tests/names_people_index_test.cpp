// Names of people, found by sound.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "indexer/names/people_index.hpp"

using namespace dispatches::names;
using Strings = std::vector<std::string>;
using Numbers = std::vector<std::uint32_t>;

namespace {

// Each name's number is its place in the list.
PeopleIndex index_of(const Strings& names, unsigned jobs = 1) {
  std::vector<PeopleIndex::Named> named;
  for (std::uint32_t i = 0; i < names.size(); ++i) named.push_back({names[i], i});
  return PeopleIndex(named, jobs);
}

Numbers numbers(const std::vector<PeopleIndex::Match>& matches) {
  Numbers found;
  for (const auto& match : matches) found.push_back(match.number);
  return found;
}

const Strings kPeople = {"Volodymyr Zelensky",  "Сергей Лавров",           "Recep Tayyip Erdoğan",
                         "بنيامين نتنياهو",     "George W. Bush",          "George H. W. Bush",
                         "Kyriakos Mitsotakis", "Іван Петрович Сидоренко", "习近平",
                         "Оксана Петренко",     "Robert Kennedy",          "John Kennedy"};

Numbers found(const PeopleIndex& index, const std::string& name, Point point = Point::strict) {
  return numbers(index.find(name, point));
}

}  // namespace

TEST_CASE("a name is found in whatever script it is asked for") {
  const auto index = index_of(kPeople);
  CHECK(found(index, "Володимир Зеленський") == Numbers{0});
  CHECK(found(index, "Wolodymyr Selenskyj") == Numbers{0});
  CHECK(found(index, "فولوديمير زيلينسكي") == Numbers{0});
  CHECK(found(index, "Sergej Lawrow") == Numbers{1});
  CHECK(found(index, "Реджеп Тайип Эрдоган") == Numbers{2});
  CHECK(found(index, "Erdoğan Recep") == Numbers{2});
  CHECK(found(index, "Binjamin Netanjahu") == Numbers{3});
  CHECK(found(index, "בנימין נתניהו") == Numbers{3});
  CHECK(found(index, "Κυριάκος Μητσοτάκης") == Numbers{6});
}

TEST_CASE("a case form of a name is found") {
  const auto index = index_of(kPeople);
  CHECK(found(index, "Володимира Зеленського") == Numbers{0});
  CHECK(found(index, "Сергею Лаврову") == Numbers{1});
}

TEST_CASE("strangers who share one part of a name are not found") {
  const auto index = index_of(kPeople);
  CHECK(found(index, "Olena Zelenska").empty());
  CHECK(found(index, "Edward Kennedy", Point::loose).empty());
  CHECK(found(index, "Robert Lavrov", Point::loose).empty());
  CHECK(found(index, "Zelensky").empty());
  CHECK(found(index, "习近平").empty());
  CHECK(found(index, "").empty());
}

TEST_CASE("what tells people apart keeps them from being found") {
  const auto index = index_of(kPeople);
  CHECK(found(index, "George W. Bush") == Numbers{4});
  CHECK(found(index, "George H. W. Bush") == Numbers{5});
  CHECK(found(index, "Іван Олексійович Сидоренко").empty());
  CHECK(found(index, "Ivan Sydorenko") == Numbers{7});
}

TEST_CASE("matches come best first and each number once") {
  const Strings names = {"Sergei Lavrov", "Sergey Lavrow", "Серж Лавровский", "Сергей Лавров"};
  const std::vector<PeopleIndex::Named> named = {{names[0], 7}, {names[1], 7}, {names[2], 8}, {names[3], 9}};
  const auto matches = PeopleIndex(named, 1).find("Сергей Лавров", Point::standard);
  CHECK(numbers(matches) == Numbers{9, 7});
  CHECK(matches[0].mean >= matches[1].mean);
  CHECK(matches[0].evidence > 4);
}

TEST_CASE("a name parted otherwise is found by the one with more parts") {
  const auto index = index_of({"Shahgul Rezai"});
  CHECK(found(index, "Shah Gul Rezai") == Numbers{0});
}

TEST_CASE("one word finds those whose surname sounds so") {
  const auto index =
      index_of({"Olena Petrenko", "Petro Ivanenko", "Петренко", "Ivan Petrenko-Kovalchuk", "Oksana Petrivna Petrenko"});
  auto matches = index.find_surname("Петренко", .85f);
  auto sorted = numbers(matches);
  std::sort(sorted.begin(), sorted.end());
  CHECK(sorted == Numbers{0, 2, 4});
  CHECK(matches.front().mean == 1);
  CHECK(index.find_surname("Петренко", .85f, 1).size() == 1);
  CHECK(index.find_surname("Petro Ivanenko", .85f).empty());
  CHECK(index.find_surname("Оксана", .85f).empty());
  CHECK(index.find_surname("Петрівна", .85f).empty());
}

TEST_CASE("an index of nobody finds nobody") {
  CHECK(found(PeopleIndex(), "Volodymyr Zelensky").empty());
  CHECK(PeopleIndex().find_surname("Zelensky", .8f).empty());
  CHECK(index_of({}).size() == 0);
}

TEST_CASE("the number of threads that built an index is not seen in what it finds") {
  Strings names;
  for (int copy = 0; copy < 3000; ++copy)
    for (const auto& name : kPeople)
      names.push_back(name + " " + std::string(1, static_cast<char>('a' + copy % 26)) + "ov");
  const auto one = index_of(names, 1), three = index_of(names, 3);
  CHECK(one.bytes() == three.bytes());
  for (const auto& name : names) {
    if (&name - names.data() > 60) break;
    CHECK(found(one, name) == found(three, name));
  }
}

TEST_CASE("a question about the commonest names is bounded") {
  Strings names;
  for (int i = 0; i < 60'000; ++i) names.push_back("Mohammed Ali");
  names.push_back("Mohammed Zaluzhny");
  const auto index = index_of(names, 2);
  CHECK(index.find("Mohamed Aly", Point::loose).size() <= 200);
  CHECK(index.find_surname("Ali", .8f).size() == 50);
  CHECK(found(index, "Muhammad Saluschnyj", Point::loose) == Numbers{60'000});
  CHECK(index.bytes() < names.size() * 40);
}

TEST_CASE("names of any length and any characters are taken and asked for without harm") {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "Abu Muhammad ";
  const Strings odd = {std::string(5000, 'x'), many, "….—", "A", "\u200d", "Q x", "’ ' `", "अमित शाह", "ﷺ ﷺ"};
  const auto index = index_of(odd);
  for (const auto& name : odd) {
    CHECK(index.find(name, Point::loose).size() <= 200);
    CHECK(index.find_surname(name, .7f).size() <= 50);
  }
}

TEST_CASE("many threads may ask one index") {
  const auto index = index_of(kPeople);
  std::vector<Numbers> answers(4);
  {
    std::vector<std::jthread> threads;
    for (auto& answer : answers) threads.emplace_back([&] { answer = found(index, "Володимир Зеленський"); });
  }
  for (const auto& answer : answers) CHECK(answer == Numbers{0});
}
