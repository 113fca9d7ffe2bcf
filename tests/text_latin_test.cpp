// indexer/text: titles of other scripts, read in Latin letters.
#include <catch2/catch.hpp>

#include "indexer/text/latin.hpp"

using dispatches::text::latin_reading;

TEST_CASE("a title reads in Latin as its language is romanised") {
  CHECK(latin_reading("Зеленський замінив Залужного", "uk") == "Zelenskyy zaminyv Zaluzhnoho");
  CHECK(latin_reading("Третья встреча в Стамбуле", "ru") == "Tretya vstrecha v Stambule");
  CHECK(latin_reading("Зеленський", "uk") != latin_reading("Зеленський", "ru"));
  CHECK(latin_reading("Αθήνα", "el") == "Athína");
}

TEST_CASE("without a romanisation of its language a title reads letter by letter") {
  CHECK(latin_reading("北京", "zh") == "běi jīng");
  CHECK(latin_reading("سلام", "ar") == "slạm");
  CHECK(latin_reading("שלום", "") == "şlwm");
}

TEST_CASE("what is Latin already, or has no letters, has no reading") {
  for (const char* text : {"", "2025", "Kyiv", "Zürich, 2025", "NATO и Украина"}) CHECK(latin_reading(text, "ru").empty());
}
