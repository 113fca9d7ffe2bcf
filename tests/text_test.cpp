// Languages are tested on real words in their own script.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "indexer/text/analyzer.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/language.hpp"
#include "indexer/text/stop_words.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"

using namespace dispatches::text;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  for (const Token token : tokenize(text)) found.emplace_back(text.substr(token.begin, token.end - token.begin));
  return found;
}

using Words = std::vector<std::string>;

// The distinct stems of the words of a line.
Words stems_of(Analyzer& analyzer, std::string_view line, std::string_view language) {
  Words stems;
  for (const std::string& word : words(line)) {
    const std::string& stem = analyzer.stem(word, language);
    if (std::find(stems.begin(), stems.end(), stem) == stems.end()) stems.push_back(stem);
  }
  return stems;
}

std::string random_bytes(std::mt19937& random, std::size_t length) {
  static const std::string seeds =
      "aZ.,'’@:/-_ 0123\n\r\t\0ß´éїґўъёЇ\u0301\u0308人东ไทย日本カナ\u05E6\"\u05DC\u0640\u064Eʼ\u200B\xFF\xC0\xE2\x80"s;
  std::string bytes;
  for (std::size_t i = 0; i < length; ++i)
    bytes += random() % 8 == 0 ? static_cast<char>(random()) : seeds[random() % seeds.size()];
  return bytes;
}

// Whole characters at random: scripts, marks, apostrophes, digits, signs.
std::string random_text(std::mt19937& random, std::size_t characters) {
  static const std::u32string seeds =
      U"aAzZsSeE.,'’´ʼ`@:/-_ "
      U"019\nßéÉїЇієґўъёЁеийøłđıİæǅﬁ½\u0301\u0308\u0300\u0345人东日本カナไทยצה\"ל\u05B8\u0640\u064Eةىאأ٣Σς한글"
      U"\U0001F600";
  std::string text;
  for (std::size_t i = 0; i < characters; ++i) {
    append_character(text,
                     random() % 10 == 0 ? static_cast<char32_t>(random() % 0x3000) : seeds[random() % seeds.size()]);
  }
  return clean(text);
}

}  // namespace

TEST_CASE("clean text is valid, normalised and without control characters") {
  CHECK(clean("caf\x65\u0301") == "café");
  CHECK(clean("a\r\nb\rc\td"sv) == "a\nb\nc\td");
  CHECK(clean("a\0b\x07\x7F"sv) == "a b  ");
  CHECK(clean("Ze\u00ADlen\u200Bsky\uFEFF\u202E") == "Zelensky");
  CHECK(clean("می\u200Cخواهم") == "می\u200Cخواهم");
  CHECK(clean("bad \xFF\xE2\x82 end") == "bad \uFFFD\uFFFD end");
  CHECK(clean("и\u0306") == "й");
}

TEST_CASE("a prefix never splits a character") {
  CHECK(prefix("Київ", 3) == "К");
  CHECK(prefix("Київ", 8) == "Київ");
  CHECK(prefix("Київ", 0).empty());
  CHECK(length("Київ 1") == 6);
  CHECK(squeeze(" a \n\u00A0 b\t") == "a b");
  CHECK(trim("\u2003 a b \n") == "a b");
  CHECK(replaced("a--b--", "--", "+") == "a+b+");
}

TEST_CASE("spellings that differ only in case and marks fold alike") {
  CHECK(fold("Lars Løkke") == "lars lokke");
  CHECK(fold("Wałęsa Đinđić Erdoğan İstanbul Straße Œuvre") == "walesa dindic erdogan istanbul strasse oeuvre");
  CHECK(fold("Türkiye") == fold("TÜRKIYE"));
  CHECK(fold("Зеленський") == "зеленський");
  CHECK(fold("Королёв") == "королев");
  CHECK(fold("Ґонґадзе Їжак Київ йод") == "гонгадзе їжак київ йод");
  CHECK(fold("за\u0301мок") == "замок");
  CHECK(fold("п'ять") == "пять");
  for (const char* apostrophe : {"’", "ʼ", "ʹ", "`", "´"}) CHECK(fold("п"s + apostrophe + "ять") == "пять");
  CHECK(fold("O’Neill") == "oneill");
  CHECK(fold("ΆΘΉΝΑΣ Αθήνας") == "αθηνασ αθηνασ");
  CHECK(fold("أَحْمَد إسرائيل آل مُوسَى غزة محمـــد") == "احمد اسرائيل ال موسي غزه محمد");
  CHECK(fold("יִשְׂרָאֵל") == "ישראל");
  CHECK(fold("צה״ל") == fold("צה\"ל"));
  CHECK(fold("ＮＡＴＯ ﬁ") == "nato fi");
  CHECK(fold("٢٠٢٤") == "2024");
  CHECK(fold_case("Lars LØKKE") == "lars løkke");
}

TEST_CASE("folding twice is folding once") {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random_text(random, random() % 12);
    const std::string folded = fold(text);
    INFO(text);
    REQUIRE(fold(folded) == folded);
    REQUIRE(clean(folded) == folded);
    REQUIRE(fold_case(fold_case(text)) == fold_case(text));
    REQUIRE(fold(fold_case(text)) == folded);
  }
}

TEST_CASE("script, capitals and slugs of words are told") {
  CHECK(script_name(script_of("«Київ»")) == "Cyrl");
  CHECK(script_name(script_of("2024 Kyiv")) == "Latn");
  CHECK(script_name(script_of("北京")) == "Hani");
  CHECK(script_of("2024") == Script::none);
  CHECK(is_capitalised("Їжак"));
  CHECK_FALSE(is_capitalised("від"));
  CHECK_FALSE(is_capitalised("غزة"));
  CHECK(is_all_capitals("США"));
  CHECK_FALSE(is_all_capitals("F-16"));
  CHECK_FALSE(is_all_capitals("США-"s + "й"));
  CHECK(slug("Volodymyr Zelenskyy") == "volodymyr-zelenskyy");
  CHECK(slug(" Lars Løkke, O’Neill! ") == "lars-lokke-oneill");
  CHECK(slug("Зеленський") == "zelensʹkij"s.replace(6, 2, ""));
  CHECK(slug("北京") == "bei-jing");
  CHECK(slug("—").empty());
  CHECK(slug(std::string(100, 'x') + " y").size() == 60);
}

TEST_CASE("words are parted as readers part them") {
  CHECK(words("Russia's and Zelenskyy’s Russia-Ukraine war") ==
        Words{"Russia", "and", "Zelenskyy", "Russia", "Ukraine", "war"});
  CHECK(words("The U.S. and the U.S.A., U.S.-led; U.S.'s e.g. this") ==
        Words{"The", "U.S", "and", "the", "U.S.A", "U.S", "led", "U.S", "e.g", "this"});
  CHECK(words("3.5 million, 10,000 men. In 2024. The end.Then") ==
        Words{"3.5", "million", "10,000", "men", "In", "2024", "The", "end", "Then"});
  CHECK(words("п'ять зв’язок об'єднання O'Neill don't 'quoted' ‘so’") ==
        Words{"п'ять", "зв’язок", "об'єднання", "O'Neill", "don't", "quoted", "so"});
  CHECK(words("l'Ukraine d’Emmanuel Macron qu'il n'est N'Djamena L'viv") ==
        Words{"l", "Ukraine", "d", "Emmanuel", "Macron", "qu", "il", "n", "est", "N'Djamena", "L'viv"});
  CHECK(words("mail press.office@mfa.gov.ua, see https://www.bbc.com/news/a-1?x=2. Or www.dw.com/uk (bbc.co.uk)") ==
        Words{"mail", "press.office@mfa.gov.ua", "see", "https://www.bbc.com/news/a-1?x=2", "Or", "www.dw.com/uk",
              "bbc.co.uk"});
  CHECK(words("F-16 COVID-19 @foo_bar #війна") == Words{"F", "16", "COVID", "19", "foo_bar", "війна"});
  CHECK(words("«Президент» – сказав") == Words{"Президент", "сказав"});
  CHECK(words("צה\"ל אמר") == Words{"צה\"ל", "אמר"});
  CHECK(words("乌克兰总统Zelensky说") == Words{"乌克兰", "总统", "Zelensky", "说"});
  CHECK(words("ウクライナの大統領") == Words{"ウクライナ", "の", "大統領"});
  CHECK(words("대통령이 말했다") == Words{"대통령이", "말했다"});
  CHECK(words("الرئيس الأوكرانيّ") == Words{"الرئيس", "الأوكرانيّ"});
  CHECK(words(" .,;–'’ ").empty());
}

TEST_CASE("tokens stand in order, do not overlap and split no character") {
  std::mt19937 random(2);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random_text(random, random() % 40);
    std::uint32_t end = 0;
    for (const Token token : tokenize(text)) {
      INFO(text);
      REQUIRE(token.begin >= end);
      REQUIRE(token.begin < token.end);
      REQUIRE(token.end <= text.size());
      REQUIRE(is_valid_utf8(std::string_view(text).substr(token.begin, token.end - token.begin)));
      end = token.end;
    }
  }
}

TEST_CASE("random bytes never crash and always come out clean") {
  std::mt19937 random(3);
  Analyzer analyzer;
  for (int i = 0; i < 5'000; ++i) {
    const std::string bytes = random_bytes(random, random() % 60);
    const std::string text = clean(bytes);
    REQUIRE(is_valid_utf8(text));
    REQUIRE(clean(text) == text);
    REQUIRE(is_valid_utf8(decode(bytes)));
    for (const Token token : tokenize(bytes)) REQUIRE(token.end <= bytes.size());
    for (const std::string& word : words(text)) {
      for (const char* language : {"en", "uk", "ru", "pl", "ar", "fr", "xx"})
        REQUIRE(is_valid_utf8(analyzer.stem(word, language)));
      REQUIRE(fold(analyzer.fold(word)) == analyzer.fold(word));
    }
    for (const char* declared : {"utf-8", "utf-16", "koi8-r", "gbk"}) REQUIRE(is_valid_utf8(decode(bytes, declared)));
    detect_language(text), parse_written_date(text), find_written_date(text), slug(text), normalise_language(text),
        squeeze(bytes), fold(bytes);
  }
}

TEST_CASE("words are folded and stemmed alike in articles and questions") {
  Analyzer analyzer;
  CHECK(analyzer.fold("U.S.A") == "usa");
  CHECK(analyzer.fold("U.S") == "us");
  CHECK(analyzer.fold("3.5") == "3.5");
  CHECK(analyzer.fold("Zelenskyy") == "zelenskyy");
  CHECK(analyzer.fold("О’Ніл") == "оніл");
  CHECK(analyzer.stem("Sanctions", "en") == analyzer.stem("sanction", "en"));
  CHECK(analyzer.stem("переговоров", "ru") == analyzer.stem("переговоры", "ru"));
  CHECK(analyzer.stem("Verhandlungen", "de") == analyzer.stem("Verhandlung", "de"));
  CHECK(analyzer.stem("négociations", "fr") == analyzer.stem("NÉGOCIATION", "fr"));
  CHECK(analyzer.stem("negociaciones", "es") == analyzer.stem("negociación", "es"));
  CHECK(analyzer.stem("Київ", "el") == "київ");
  const std::string& folded = analyzer.fold("Zelenskyy");
  analyzer.stem("Zelenskyy", "en");
  analyzer.stem("Zelenskyy", "de");
  CHECK(folded == "zelenskyy");
}

TEST_CASE("the forms of a Ukrainian word share a stem") {
  Analyzer analyzer;
  for (const char* forms : {
           "війна війни війні війну війною воєн війнам війнами війнах",
           "Україна України Україні Україну Україною",
           "українець українця українцеві українцем українці українців українцям українцями українцях",
           "росіянин росіянина росіянину росіянином росіяни росіян росіянам росіянами росіянах",
           "солдат солдата солдатові солдату солдатом солдаті солдати солдатів солдатам солдатами солдатах",
           "президент президента президентові президентом президенти президентів президентами",
           "російський російського російському російським російська російської російську російською російське "
           "російські російських російськими",
           "військовий військового військовому військовим військова військової військові військових військовими",
           "Харків Харкова Харкову Харковом Харкові",
           "Київ Києва Києву Києвом Києві",
           "Львів Львова Львову Львовом Львові",
           "Зеленський Зеленського Зеленському Зеленським",
           "Порошенко Порошенка Порошенку Порошенком Порошенкові",
           "рішення рішенню рішенням рішенні рішень рішеннями рішеннях",
           "незалежність незалежності незалежністю",
           "перемога перемоги перемозі перемогу перемогою перемог перемогам",
           "політика політики політиці політику політикою",
           "безпека безпеки безпеці безпеку безпекою",
           "рік року роком роки років рокам роками роках",
           "місто міста місту містом місті міст містам містами містах",
           "день дня дню днем дні днів дням днями днях",
           "бій бою боєм бої боїв боям боями боях",
           "організація організації організацію організацією організацій організаціям",
           "герой героя герою героєм герої героїв героям героями",
           "боєць бійця бійцем бійці бійців бійцям",
           "атакувати атакував атакувала атакували атакує атакують",
           "зв’язок зв'язку зв’язком зв'язки",
       }) {
    INFO(forms);
    CHECK(stems_of(analyzer, forms, "uk").size() == 1);
  }
}

TEST_CASE("different Ukrainian words have different stems") {
  Analyzer analyzer;
  const auto different =
      "війна військо вона війт мир мирний область оборона обстріл Україна Крим Київ Харків Херсон Львів президент "
      "солдат "
      "генерал танк ракета літак дрон безпека перемога політика переговори перемир'я рішення місто мост рік день бій"sv;
  CHECK(stems_of(analyzer, different, "uk").size() == words(different).size());
}

TEST_CASE("the forms of a Polish word share a stem") {
  Analyzer analyzer;
  for (const char* forms : {
           "wojna wojny wojnie wojnę wojną wojen wojnom wojnami wojnach",
           "żołnierz żołnierza żołnierzowi żołnierzem żołnierzu żołnierze żołnierzy żołnierzom żołnierzami",
           "rosyjski rosyjskiego rosyjskiemu rosyjskim rosyjska rosyjskiej rosyjską rosyjskie rosyjskich rosyjskimi "
           "rosyjscy",
           "Ukrainiec Ukraińca Ukraińcowi Ukraińcem Ukraińcu Ukraińcy Ukraińców Ukraińcom Ukraińcami",
           "Rosjanin Rosjanina Rosjaninowi Rosjaninem Rosjanie Rosjan Rosjanom Rosjanami",
           "świat świata światu światem świecie światy światów światach",
           "miasto miasta miastu miastem mieście miast miastom miastami",
           "rząd rządu rządowi rządem rządzie rządy rządów",
           "polityk polityka politykowi politykiem polityku politycy polityków",
           "Ameryka Ameryki Ameryce Amerykę Ameryką",
           "Polska Polski Polsce Polskę Polską",
           "Kijów Kijowa Kijowowi Kijowem Kijowie",
           "Zełenski Zełenskiego Zełenskiemu Zełenskim",
           "wniosek wniosku wnioskiem wnioski wniosków",
           "sankcja sankcji sankcję sankcją sankcje sankcjom",
           "prezydent prezydenta prezydentowi prezydentem prezydencie prezydenci prezydentów",
           "wolność wolności wolnością",
           "dzień dnia dniem dniu dni dniom dniami dniach",
           "granica granicy granicę granicą granice granic granicom",
           "atakować atakował atakowała atakują atakuje",
       }) {
    INFO(forms);
    CHECK(stems_of(analyzer, forms, "pl").size() == 1);
  }
  const auto different =
      "wojna wojsko pokój świat miasto rząd polityk Ameryka Polska Ukraina Rosja Kijów Lwów granica rakieta atak "
      "żołnierz "
      "prezydent minister wolność bezpieczeństwo sankcja dzień noc"sv;
  CHECK(stems_of(analyzer, different, "pl").size() == words(different).size());
}

TEST_CASE("common words are stop words only in their own language") {
  Analyzer analyzer;
  CHECK(analyzer.is_stop_word("the", "en"));
  CHECK_FALSE(analyzer.is_stop_word("the", "de"));
  CHECK_FALSE(analyzer.is_stop_word("us", "en"));
  CHECK(analyzer.is_stop_word(fold("für"), "de"));
  CHECK(analyzer.is_stop_word(fold("її"), "uk"));
  CHECK(analyzer.is_stop_word(fold("ещё"), "ru"));
  CHECK(analyzer.is_stop_word(fold("إلى"), "ar"));
  CHECK_FALSE(analyzer.is_stop_word("the", "xx"));
  for (const char* language : {"en", "uk", "ru", "de", "fr", "es", "it", "pt", "nl", "pl", "ar"}) {
    for (const char* word : {"nato", "putin", "війна", "kyiv", "киев"}) CHECK_FALSE(is_stop_word(word, language));
  }
}
