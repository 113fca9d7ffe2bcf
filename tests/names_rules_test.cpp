// The rules that merge spellings of a person's name: sounds and keys, the scorer. How clusters are made of them: names_clusters_test.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "indexer/names/key.hpp"
#include "indexer/names/score.hpp"
#include "tests/names_clusters.hpp"

using namespace dispatches::names;
using namespace dispatches::tests;

namespace {

bool share_key(const std::string& one, const std::string& other) {
  const auto left = block_keys(parse_name(one)), right = block_keys(parse_name(other));
  return std::any_of(left.begin(), left.end(), [&](BlockKey key) { return std::binary_search(right.begin(), right.end(), key); });
}

Score score_of(const std::string& one, const std::string& other) { return score(parse_name(one), parse_name(other)); }

bool same(const std::string& one, const std::string& other, Point point = Point::strict) {
  return share_key(one, other) && is_same(score_of(one, other), point);
}

void check_one_cluster(const Strings& names) {
  INFO(names.front());
  CHECK(clusters_of(names).size() == 1);
}

void check_apart(const Strings& names) {
  INFO(names.front());
  CHECK(clusters_of(names).size() == names.size());
}

std::string sounds(const std::string& word) { return parse_name(word).parts.at(0).sounds; }

}  // namespace

TEST_CASE("a name is heard alike in whatever script it is written") {
  CHECK(sounds("Лавров") == "lavrov");
  CHECK(sounds("Щербаков") == "Serbakov");
  CHECK(sounds("Schtscherbakow") == "SerbakoW");
  CHECK(sounds("Shcherbakov") == "Serbakov");
  CHECK(sounds("Μητσοτάκης") == "miCotakis");
  CHECK(sounds("სააკაშვილი") == "sakaSvili");
  CHECK(sounds("نتنياهو") == "ntniahW");
  CHECK(sounds("זלנסקי") == "zlnski");
}

TEST_CASE("Latin letters among Cyrillic ones are read as what they look like") {
  CHECK(sounds("Зeлeнський") == sounds("Зеленський"));  // with two Latin e
  CHECK(sounds("Iнна") == sounds("Інна"));
}

TEST_CASE("marks, apostrophes and case are not heard") {
  CHECK(sounds("О’Брайен") == sounds("О'БРАЙЕН"));
  CHECK(sounds("مُحَمَّد") == sounds("محمد"));
}

TEST_CASE("particles and titles are no part of a name that has two others") {
  CHECK(parse_name("Ursula von der Leyen").parts.size() == 2);
  CHECK(parse_name("Bashar al-Assad").parts.size() == 2);
  CHECK(parse_name("Dr. Zaur Gurbanov").parts.size() == 2);
  CHECK(parse_name("Bin Laden").parts.size() == 2);
}

TEST_CASE("Abd al-Rahman is one name however it is parted") {
  for (const char* written : {"Abd al-Rahman Hasan", "Abdul Rahman Hasan", "Abdulrahman Hasan", "Abdurrahman Hasan", "عبد الرحمن حسن", "Абдул-Рахман Хасан"}) {
    INFO(written);
    CHECK(parse_name(written).parts.size() == 2);
    CHECK(same(written, "Abdel Rahman Hassan"));
  }
}

TEST_CASE("a patronymic is told from a surname that ends alike by where it stands") {
  const auto roles = [](const std::string& name) {
    std::vector<PartRole> found;
    for (const auto& part : parse_name(name).parts) found.push_back(part.role);
    return found;
  };
  using enum PartRole;
  CHECK(roles("Роман Аркадьевич Абрамович") == std::vector{name, patronymic, name});
  CHECK(roles("Абрамович Роман Аркадьевич") == std::vector{name, name, patronymic});
  CHECK(roles("Roman Abramovich") == std::vector{name, name});
  CHECK(roles("Iryna Leanidauna MAIKO") == std::vector{name, patronymic, name});
  CHECK(roles("Ольга Сергіївна Петренко") == std::vector{name, patronymic, name});
  CHECK(roles("Ana Marija Petrović") == std::vector{name, name, name});
}

TEST_CASE("spellings of one person in several languages and scripts are one cluster") {
  check_one_cluster({"Volodymyr Zelensky", "Volodymyr Zelenskyy", "Vladimir Zelenskiy", "Wolodymyr Selenskyj", "Володимир Зеленський", "Владимир Зеленский",
                     "וולודימיר זלנסקי", "فولوديمير زيلينسكي"});
  check_one_cluster({"Sergey Lavrov", "Sergej Lawrow", "Сергей Лавров", "Сергій Лавров"});
  check_one_cluster({"Muammar Gaddafi", "Muammar Qaddafi", "Mouammar Kadhafi", "معمر القذافي"});
  check_one_cluster({"Benjamin Netanyahu", "Benjamin Netanjahu", "בנימין נתניהו", "بنيامين نتنياهو", "Биньямин Нетаньяху"});
  check_one_cluster({"Oleksandr Syrskyi", "Александр Сырский", "Олександр Сирський"});
  check_one_cluster({"Jewgeni Prigoschin", "Evgueni Prigojine", "Yevgeny Prigozhin", "Евгений Пригожин"});
  check_one_cluster({"Kyriakos Mitsotakis", "Κυριάκος Μητσοτάκης"});
  check_one_cluster({"Mikheil Saakashvili", "მიხეილ სააკაშვილი", "Михаил Саакашвили"});
  check_one_cluster({"Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "Реджеп Тайип Эрдоган"});
  check_one_cluster({"Sviatlana Tsikhanouskaya", "Светлана Тихановская", "Святлана Ціханоўская", "Swetlana Tichanowskaja"});
}

TEST_CASE("people of one surname stay apart") {
  check_apart({"Ramzan Kadyrov", "Ахмат Кадыров"});
  check_apart({"Bashar al-Assad", "حافظ الأسد"});
  check_apart({"Robert Kennedy", "John Kennedy"});
  check_apart({"Ismail Qaani", "Ismail Haniyeh"});
}

TEST_CASE("a patronymic may be missing but not another") {
  check_one_cluster({"Sergey Nikolayevich Lukin", "Сергей Лукин"});
  check_apart({"Sergey Nikolayevich Lukin", "Сергей Анатольевич Лукин"});
  CHECK(score_of("Sergey Nikolayevich Lukin", "Сергей Анатольевич Лукин").conflict == Conflict::patronymic);
  CHECK(same("Сергій Миколайович Лукін", "Sergey Nikolayevich Lukin"));
}

TEST_CASE("the son of Salman is not the father of Salman") {
  check_apart({"Muhammad bin Salman al-Rawi", "Salman bin Muhammad al-Rawi"});
  check_one_cluster({"Mohammed bin Salman", "Mohammad bin Salman", "محمد بن سلمان"});
}

TEST_CASE("other initials are other people") {
  check_apart({"George W. Bush", "George H. W. Bush"});
  check_apart({"Robert F. Kennedy", "Robert G. Kennedy"});
  CHECK(score_of("George W. Bush", "George H. W. Bush").conflict == Conflict::initial);
  CHECK(same("John F. Kennedy", "John Fitzgerald Kennedy"));
  CHECK_FALSE(same("R. Kennedy", "Robert Kennedy"));
}

TEST_CASE("father and son of one name are two people") {
  check_apart({"Yevgeny Primakov Jr", "Евгений Примаков старший"});
  check_one_cluster({"Yevgeny Primakov Jr", "Евгений Примаков-младший"});
}

TEST_CASE("his name and hers are two people's") {
  check_apart({"Valentin Petrenko", "Valentina Petrenko"});
  check_apart({"Александр Иванов", "Александра Иванова"});
  check_apart({"Mario Rossini", "Maria Rossini"});
  check_one_cluster({"Olga Stefanishyna", "Ольга Стефанішина"});
}

TEST_CASE("a name that fits two people who are not one joins neither") {
  check_apart({"Ivan Petrovich Ivanov", "Ivan Sergeevich Ivanov", "Ivan Ivanov"});
  check_one_cluster({"Ivan Petrovich Ivanov", "Ivan Ivanov"});
}

TEST_CASE("case forms of a name meet its nominative") {
  check_one_cluster({"Володимир Зеленський", "Володимира Зеленського", "Володимиру Зеленському", "Володимиром Зеленським", "Volodymyr Zelensky"});
  check_one_cluster({"Валерій Залужний", "Валерія Залужного", "Valerii Zaluzhnyi"});
  check_one_cluster({"Дмитрий Песков", "Дмитрия Пескова", "Dmitri Peskow"});
}

TEST_CASE("a surname alone meets only its equals") {
  CHECK(block_keys(parse_name("Zelensky")).empty());
  check_apart({"Zelensky", "Zelenskyy", "Volodymyr Zelensky"});
  check_one_cluster({"ZELENSKY", "Zelensky"});
}

TEST_CASE("what the rules cannot read meets only its equals") {
  CHECK(parse_name("习近平").parts.empty());
  check_apart({"习近平", "Xi Jinping", "习仲勋"});
  check_one_cluster({"김정은", "김정은"});
}

TEST_CASE("short names need more than to be alike") {
  check_apart({"Kim Jong Un", "Kim Jong Nam"});
  check_apart({"Ri Yong Mu", "Ryu Mi Yong"});
  check_apart({"Lee Hwa", "Li Hua"});
}

TEST_CASE("scores rise no further than the points they are asked at") {
  for (const auto& [one, other] : std::vector<std::pair<std::string, std::string>>{
           {"David Ward", "David Ford"}, {"Kerstin Nilsson", "Kristina Nilsson"}, {"Josef Hurta", "Joseph Ghartey"}}) {
    const auto found = score_of(one, other);
    CHECK((!is_same(found, Point::strict) || is_same(found, Point::standard)));
    CHECK((!is_same(found, Point::standard) || is_same(found, Point::loose)));
  }
}

TEST_CASE("a score is the same from both sides") {
  const Strings names = {"Shah Gul Rezai",
                         "Shahgul Rezai",
                         "George W. Bush",
                         "George Bush",
                         "عبد الرحمن حسن",
                         "Abdul Rahman Hasan",
                         "Лукин Сергей Петрович",
                         "Sergey Lukin",
                         "",
                         "."};
  for (const auto& one : names)
    for (const auto& other : names) {
      INFO(one << " | " << other);
      CHECK(score_of(one, other).mean == Approx(score_of(other, one).mean));
      CHECK(score_of(one, other).conflict == score_of(other, one).conflict);
    }
}

TEST_CASE("names of any length and any characters are read without harm") {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "Abu Muhammad ";
  for (const std::string& name : {std::string(5000, 'x'), many, std::string("….—"), std::string("A"), std::string("\u200d"), std::string("Q x"),
                                  std::string("’ ' `"), std::string("अमित शाह")}) {
    const auto parsed = parse_name(name);
    CHECK(parsed.parts.size() <= 8);
    CHECK(block_keys(parsed).size() <= 256);
    CHECK(score(parsed, parsed).mean <= 1);
  }
  CHECK(clusters_of(Strings(3000, many)).size() == 1);
}
