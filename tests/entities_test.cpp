// Whom names in running text mean: with a small catalogue, then with the project's own.
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "tests/entities_desk.hpp"

using namespace dispatches;
using namespace dispatches::entities;
using namespace dispatches::entities::tests;
using Catch::Contains;

TEST_CASE("spellings of one person in several languages are one person") {
  auto& small = desk();
  for (const auto* spelling :
       {"Volodymyr Zelenskyy", "Zelensky", "ZELENSKY", "Володимир Зеленський", "Володимира Зеленського", "Зеленским",
        "Selenskyj", "Selenskyjs", "Zełenskiego", "Wolodymyr Zelensky", "Зеленському Володимиру"}) {
    INFO(spelling);
    CHECK(small.resolved(spelling) == "volodymyr-zelenskyy");
  }
  CHECK(small.resolved("Зеленської").empty());
  CHECK(small.resolved("Олени Зеленської") == "olena-zelenska");
  CHECK(small.resolved("Johnson").empty());
  CHECK(small.resolved("George Bush").empty());
}

TEST_CASE("whom a short form may mean are all its bearers") {
  auto& small = desk();
  std::set<std::string> ids;
  for (const auto* entity : small.matcher.candidates("johnson", small.analyzer)) ids.insert(entity->id);
  CHECK(ids == std::set<std::string>{"boris-johnson", "mike-johnson"});
  CHECK(small.matcher.candidates("Smith", small.analyzer).empty());
}

TEST_CASE("a name is found with its place in the text and without its possessive ending") {
  auto& small = desk();
  const std::string text = "Talks on Ukraine’s future began in Kyiv.";
  const auto mentions = small.mentions(text);
  REQUIRE(mentions.size() == 2);
  CHECK(mentions[0].surface == "Ukraine");
  CHECK(text.substr(mentions[0].begin, mentions[0].end - mentions[0].begin) == "Ukraine");
  CHECK(mentions[0].antecedent.empty());
  CHECK(mentions[1].type == EntityType::place);
}

TEST_CASE("a bare surname takes the full name in its article as antecedent, before it or after it") {
  auto& small = desk();
  const auto after = small.mentions("Johnson visits Kyiv\nBoris Johnson arrived on Friday. Johnson met nobody.");
  REQUIRE(after.size() == 4);
  CHECK(after[0].antecedent == "Boris Johnson");
  CHECK(after[2].antecedent.empty());
  CHECK(after[3].antecedent == "Boris Johnson");
}

TEST_CASE("of two bearers the one named last before the surname is meant") {
  CHECK(desk().named("Boris Johnson spoke. Then Johnson left. Mike Johnson came. Johnson stayed.") ==
        Names{"Boris Johnson=boris-johnson", "Johnson=boris-johnson", "Mike Johnson=mike-johnson",
              "Johnson=mike-johnson"});
}

TEST_CASE("a surname with two bearers and no evidence is nobody") {
  CHECK(desk().named("There was a word from Johnson in the hall.").empty());
  CHECK(desk().named("Johnson wins\nBoris Johnson met Mike Johnson.") ==
        Names{"Boris Johnson=boris-johnson", "Mike Johnson=mike-johnson"});
}

TEST_CASE("an office beside a short form or the country of its bearer is evidence, unless the date speaks against it") {
  auto& small = desk();
  const auto british = small.mentions("He met Prime Minister Johnson in Kyiv.", "en", "2022-04-09");
  REQUIRE(british.size() == 2);
  CHECK(british[0].antecedent == "Boris Johnson");
  CHECK(small.named("In Britain the party of Johnson lost.", "en", "2021-05-06") ==
        Names{"Britain=united-kingdom", "Johnson=boris-johnson"});
  CHECK(small.named("In Britain the party of Johnson lost.", "en", "2025-05-06") == Names{"Britain=united-kingdom"});
  CHECK(small.named("The American aid waits for Johnson to act.", "en", "2024-02-06") == Names{"Johnson=mike-johnson"});
  CHECK(small.named("Про це сказав міністр оборони Умєров.", "uk") == Names{"Умєров=rustem-umerov"});
}

TEST_CASE("a surname that belongs to somebody else in the article is not the catalogue's person") {
  auto& small = desk();
  CHECK(small.named("A teacher, Anna Johnson, said so in Britain. Later Johnson went home.", "en", "2021-05-06") ==
        Names{"Britain=united-kingdom"});
  CHECK(small.named("He named Ivana Trump and Trump Tower.").empty());
  CHECK(small.named("The letter by Barbara Trump-Smith arrived.").empty());
  CHECK(small.named("Цього дня Людмила Путіна мовчала.", "uk").empty());
}

TEST_CASE("titles, weekdays and sentence openers before a surname do not part it from its bearer") {
  auto& small = desk();
  for (const auto* text : {"President Putin spoke.", "On Monday Putin spoke.", "When Putin spoke, nobody listened.",
                           "Meanwhile Putin spoke.", "The Russian Putin spoke.", "V. Putin spoke.", "Mr. Putin spoke.",
                           "So said Putin."}) {
    INFO(text);
    const auto names = small.named(text);
    REQUIRE(names.size() == 1);
    CHECK_THAT(names[0], Contains("Putin=vladimir-putin"));
  }
  CHECK(small.named("B. Putin spoke.").empty());
}

TEST_CASE("initials keep father and son apart") {
  auto& small = desk();
  CHECK(small.named("George H. W. Bush came first. Bush was followed by George W. Bush. Bush was younger. George H.W. "
                    "Bush was not.") == Names{"George H. W. Bush=george-h-w-bush", "Bush=george-h-w-bush",
                                              "George W. Bush=george-w-bush", "Bush=george-w-bush",
                                              "George H.W. Bush=george-h-w-bush"});
}

TEST_CASE("middle initials and patronymics may stand between given name and surname") {
  auto& small = desk();
  CHECK(small.named("Donald J. Trump spoke.") == Names{"Donald J. Trump=donald-trump"});
  CHECK(small.named("Владимир Владимирович Путин молчал.", "ru") ==
        Names{"Владимир Владимирович Путин=vladimir-putin"});
  CHECK(small.named("О Владимире Владимировиче Путине молчали.", "ru") ==
        Names{"Владимире Владимировиче Путине=vladimir-putin"});
}

TEST_CASE("hyphens part names and join their own") {
  auto& small = desk();
  CHECK(small.named("The Russia-Ukraine war and a Trump–Putin summit.") ==
        Names{"Russia=russia", "Ukraine=ukraine", "Trump=donald-trump", "Putin=vladimir-putin"});
  for (const auto* text : {"It was Ahmed al-Sharaa.", "It was Ahmed Al Sharaa.", "It was Ahmed Sharaa."}) {
    INFO(text);
    const auto names = small.named(text);
    REQUIRE(names.size() == 1);
    CHECK_THAT(names[0], Contains("=ahmed-al-sharaa"));
  }
  CHECK(small.named("Ahmed al-Sharaa came; then al-Sharaa left.") ==
        Names{"Ahmed al-Sharaa=ahmed-al-sharaa", "al-Sharaa=ahmed-al-sharaa"});
}

TEST_CASE("acronyms must stand in capitals") {
  auto& small = desk();
  CHECK(small.named("They told us who joined NATO and WHO, and U.S. aid; the US agreed.") ==
        Names{"NATO=nato", "WHO=who", "U.S.=united-states", "US=united-states"});
  CHECK(small.named("TELL US WHO JOINED NATO TODAY\nNobody did.") == Names{"NATO=nato"});
}

TEST_CASE("the names of the catalogue are found in a headline in capitals") {
  CHECK(desk().named("ZELENSKYY MEETS TRUMP IN WASHINGTON\nThey met.") ==
        Names{"ZELENSKYY=volodymyr-zelenskyy", "TRUMP=donald-trump", "WASHINGTON=washington-dc"});
}

TEST_CASE("longer strings with a name in them that mean something else are not it") {
  auto& small = desk();
  CHECK(small.named("The Budapest Memorandum was signed in Budapest.") == Names{"Budapest=budapest"});
  CHECK(small.named("Denzel Washington reads the Washington Post in Washington.") == Names{"Washington=washington-dc"});
}

TEST_CASE("surnames that are words need more than a capital") {
  auto& small = desk();
  CHECK(small.named("In Britain, May 5 was a holiday. May was warm.", "en", "2018-05-05") ==
        Names{"Britain=united-kingdom"});
  CHECK(small.named("In Britain, Prime Minister May resigned.", "en", "2019-05-24") ==
        Names{"Britain=united-kingdom", "May=theresa-may"});
  CHECK(small.named("Віталій Кім прийшов. Кому він казав? Усі слухали Кіма.", "uk") ==
        Names{"Віталій Кім=vitaliy-kim", "Кіма=vitaliy-kim"});
  CHECK(small.named("Суми збитків відомі. Такі суми великі.", "uk").empty());
  CHECK(small.named("Ворог обстріляв Суми.", "uk") == Names{"Суми=sumy"});
}

TEST_CASE("case forms are found in their own language and script") {
  auto& small = desk();
  CHECK(small.named("У Києві говорили про Верховну Раду і Кривому Розі.", "uk") ==
        Names{"Києві=kyiv", "Верховну Раду=verkhovna-rada", "Кривому Розі=kryvyi-rih"});
  CHECK(small.named("Київська влада і путінська армія.", "uk").empty());
  CHECK(small.named("W Kijowie mówił o Ukrainie z Zełenskim.", "pl") ==
        Names{"Kijowie=kyiv", "Ukrainie=ukraine", "Zełenskim=volodymyr-zelenskyy"});
  CHECK(small.named("Selenskyjs Rede vor den Vereinten Nationen.", "de") ==
        Names{"Selenskyjs=volodymyr-zelenskyy", "Vereinten Nationen=united-nations"});
  CHECK(small.named("قال إن روسيا وبوتين", "ar") == Names{"روسيا=russia", "بوتين=vladimir-putin"});
  CHECK(small.named("俄罗斯总统普京访问乌克兰", "zh") ==
        Names{"俄罗斯=russia", "普京=vladimir-putin", "乌克兰=ukraine"});
}

TEST_CASE("a possessive inside a name does not part it") {
  CHECK(desk().named("The People's Bank of China lent more.") == Names{"People's Bank of China=peoples-bank"});
}

TEST_CASE("short forms of organisations belong to their language") {
  auto& small = desk();
  CHECK(small.named("In Deutschland klagt die Marine.", "de") == Names{"Deutschland=germany", "Marine=german-navy"});
  CHECK(small.named("In Germany the Marine complained.", "en") == Names{"Germany=germany"});
}

TEST_CASE("a name does not run over the border of a section") {
  CHECK(desk().named("The story of Boris\nJohnson was not named").empty());
}

TEST_CASE("mentions come in the order of the text and do not overlap, whatever the text") {
  auto& small = desk();
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += i % 7 == 0 ? "George H. W. " : i % 5 == 0 ? "Bush-Putin " : i % 3 == 0 ? "U.S. Київ’" : "普京\nal-Sharaa ";
  std::uint32_t end = 0;
  for (const auto& mention : small.mentions(text)) {
    CHECK(mention.begin >= end);
    CHECK(mention.begin < mention.end);
    CHECK(mention.end <= text.size());
    end = mention.end;
  }
  CHECK(small.mentions("").empty());
  CHECK(small.mentions("… — \" ").empty());
}

TEST_CASE("matching twice gives the same mentions") {
  auto& small = desk();
  const std::string text = "Johnson and Bush met Putin in Washington. Mike Johnson smiled. Johnson left for Kyiv.";
  CHECK(small.named(text) == small.named(text));
  Desk other(small_catalogue());
  CHECK(other.named(text) == small.named(text));
}

TEST_CASE("every listed full name of a person in the project's catalogue means that person") {
  auto& real = real_desk();
  for (const auto& entity : real.catalogue.entities()) {
    if (entity.type != EntityType::person) continue;
    for (const auto& [language, names] : entity.names)
      for (const auto& name : names) {
        INFO(entity.id << ": " << name);
        CHECK(real.resolved(name) == entity.id);
      }
  }
}

TEST_CASE("the spellings of Zelensky are one person from the first day") {
  for (const auto* spelling : {"Zelensky", "Zelenskiy", "Zelenskyy", "Selenskyj", "Зеленський", "Зеленский",
                               "Volodymyr Zelenskiy", "Володимиром Зеленським"}) {
    INFO(spelling);
    CHECK(real_desk().resolved(spelling) == "volodymyr-zelenskyy");
  }
}

TEST_CASE("a report of the Berlin talks gives everyone whom a reader would name and nothing else") {
  const std::string text =
      "Ukraine's President Volodymyr Zelenskiy and US Special Envoy Steve Witkoff met at the Chancellery in Berlin, "
      "Germany.\n"
      "Zelensky said Kyiv would drop its bid for NATO membership, for Article 5-like guarantees from the United "
      "States, Canada and Japan.\n"
      "Reuters reported on the future of Ukrainian territory. Kremlin spokesman Dmitry Peskov was quiet; Peskov "
      "expects a US update.\n"
      "Denmark's Foreign Minister Lars Lokke Rasmussen spoke in Brussels for the European Union, where the bloc backs "
      "a loan.\n"
      "The 1994 Budapest Memorandum, after World War II, had assurances from the U.S., Russia, and the U.K. Those "
      "failed.\n"
      "Germany’s Defense Minister Boris Pistorius welcomed Washington’s help for the Donbas region.";
  CHECK(real_desk().named(text, "en", "2025-12-15") == Names{"Ukraine=ukraine",
                                                             "Volodymyr Zelenskiy=volodymyr-zelenskyy",
                                                             "US=united-states",
                                                             "Steve Witkoff=steve-witkoff",
                                                             "Chancellery=german-chancellery",
                                                             "Berlin=berlin",
                                                             "Germany=germany",
                                                             "Zelensky=volodymyr-zelenskyy",
                                                             "Kyiv=kyiv",
                                                             "NATO=nato",
                                                             "United States=united-states",
                                                             "Canada=canada",
                                                             "Japan=japan",
                                                             "Reuters=reuters",
                                                             "Kremlin=kremlin",
                                                             "Dmitry Peskov=dmitry-peskov",
                                                             "Peskov=dmitry-peskov",
                                                             "US=united-states",
                                                             "Denmark=denmark",
                                                             "Lars Lokke Rasmussen=lars-lokke-rasmussen",
                                                             "Brussels=brussels",
                                                             "European Union=european-union",
                                                             "U.S.=united-states",
                                                             "Russia=russia",
                                                             "U.K.=united-kingdom",
                                                             "Germany=germany",
                                                             "Boris Pistorius=boris-pistorius",
                                                             "Washington=washington-dc",
                                                             "Donbas=donbas"});
}
