// indexer/text: the language of a text, told by its letters and words. Real sentences in their own script.
#include <catch2/catch.hpp>
#include <string>

#include "indexer/text/language.hpp"
#include "indexer/text/utf8.hpp"

using namespace dispatches::text;

TEST_CASE("Russian of a line is not taken for a language that lacks its letters") {
  CHECK(detect_language("Первый канал покажет матч в прямом эфире") == "ru");
  for (const char* text : {"ми зможемо до вас пробитися, зможемо до вас прорватися", "цей шанс. Литва – за нас."}) {
    INFO(text);
    CHECK(detect_language(text) != "sr");
    CHECK(detect_language(text) != "mk");
  }
  CHECK(detect_language("Председник је рекао да ће преговори бити настављени у Београду") == "sr");
}
TEST_CASE("Belarusian and Bulgarian of a line are kept apart from their neighbours") {
  CHECK(detect_language("Урад плануе падняць пенсіі з першага студзеня наступнага") == "be");
  CHECK(detect_language("У Мінску прайшла сустрэча міністраў замежных спраў") == "be");
  CHECK(detect_language("По думите на местни жители експлозии са се чували цяла нощ.") == "bg");
  CHECK(detect_language("Цените на горивата се повишиха за трети път този месец.") == "bg");
  for (const char* text : {"Надо объявить подъезд закрытым для проезда машин", "Объект признали памятником, сообщил комитет", "Объём контракта не раскрывается"}) CHECK(detect_language(text) == "ru");
  for (const char* text : {"Рада схвалила закон про землю без обговорення у вівторок", "Після бою на полі залишалось сім танків"}) CHECK(detect_language(text) == "uk");
}
TEST_CASE("the language of articles is told") {
  CHECK(detect_language(
            "The president said on Monday that the talks in Berlin would continue until an agreement was reached.") ==
        "en");
  CHECK(detect_language("Президент заявив, що переговори в Берліні триватимуть, доки не буде досягнуто згоди.") ==
        "uk");
  CHECK(detect_language(
            "Президент заявил, что переговоры в Берлине продолжатся, пока не будет достигнуто соглашение.") == "ru");
  CHECK(detect_language(
            "Прэзідэнт заявіў, што перамовы ў Берліне працягнуцца, пакуль не будзе дасягнута пагадненне.") == "be");
  CHECK(detect_language(
            "Президентът заяви, че преговорите в Берлин ще продължат, докато не бъде постигнато споразумение.") ==
        "bg");
  CHECK(detect_language("Председник је изјавио да ће се преговори у Берлину наставити док се не постигне споразум.") ==
        "sr");
  CHECK(detect_language("Der Präsident sagte am Montag, die Gespräche in Berlin würden fortgesetzt, bis eine Einigung "
                        "erreicht sei.") == "de");
  CHECK(detect_language(
            "Le président a déclaré lundi que les discussions à Berlin se poursuivraient jusqu'à un accord.") == "fr");
  CHECK(detect_language(
            "El presidente dijo el lunes que las conversaciones en Berlín continuarían hasta alcanzar un acuerdo.") ==
        "es");
  CHECK(detect_language("Il presidente ha detto lunedì che i colloqui a Berlino continueranno fino al raggiungimento "
                        "di un accordo.") == "it");
  CHECK(detect_language("Prezydent powiedział w poniedziałek, że rozmowy w Berlinie będą kontynuowane do osiągnięcia "
                        "porozumienia.") == "pl");
  CHECK(detect_language("قال الرئيس يوم الاثنين إن المحادثات في برلين ستستمر حتى التوصل إلى اتفاق") == "ar");
  CHECK(detect_language("הנשיא אמר ביום שני כי השיחות בברלין יימשכו עד שיושג הסכם") == "he");
  CHECK(detect_language("总统周一表示，柏林会谈将继续进行，直到达成协议。") == "zh");
  CHECK(detect_language("大統領は月曜日、ベルリンでの協議は合意に達するまで続くと述べた。") == "ja");
  CHECK(detect_language("Ο πρόεδρος δήλωσε ότι οι συνομιλίες θα συνεχιστούν") == "el");
}

TEST_CASE("the language of two or three words is told where letters or common words tell it") {
  CHECK(detect_language("Зеленський у Києві") == "uk");
  CHECK(detect_language("Війна в Україні") == "uk");
  CHECK(detect_language("їжак") == "uk");
  CHECK(detect_language("Мы не знаем") == "ru");
  CHECK(detect_language("Это война") == "ru");
  CHECK(detect_language("Вайна ва Ўкраіне") == "be");
  CHECK(detect_language("Съветът за сигурност") == "bg");
  CHECK(detect_language("The war in Ukraine") == "en");
  CHECK(detect_language("Der Krieg in der Ukraine") == "de");
  CHECK(detect_language("La guerre en Ukraine") == "fr");
  CHECK(detect_language("Wojna w Ukrainie") == "pl");
  CHECK(detect_language("12345 – !").empty());
  CHECK(detect_language("").empty());
}

TEST_CASE("languages and countries are known by code and name") {
  for (const char* code : {"uk", "UK", "uk-UA", "uk_UA", "ukr", "Ukrainian", "українська", "ua"})
    CHECK(normalise_language(code) == "uk");
  CHECK(normalise_language("Deutsch") == "de");
  CHECK(normalise_language("ger") == "de");
  CHECK(normalise_language("zh-Hant-TW") == "zh");
  CHECK(normalise_language("nb-NO") == "no");
  for (const char* nothing : {"", "und", "xx", "not a language", "1", "mul"})
    CHECK(normalise_language(nothing).empty());
  CHECK(language_name("uk", "en") == "Ukrainian");
  CHECK(language_name("en", "de") == "Englisch");
  CHECK(country_name("UA", "de") == "Ukraine");
  CHECK(country_name("UA", "uk") == "Україна");
  CHECK(country_name("QZ", "en").empty());
}
