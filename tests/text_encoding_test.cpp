// Bytes in the encodings of three decades of news → text.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "indexer/text/utf8.hpp"

using namespace dispatches::text;
using namespace std::string_view_literals;

TEST_CASE("encodings are told by mark, by label and by looking") {
  std::string used;
  CHECK(decode("\xEF\xBB\xBFKyiv", {}, &used) == "Kyiv");
  CHECK(used == "UTF-8");
  CHECK(decode("\xCA\xE8\xE5\xE2", "windows-1251", &used) == "Киев");
  CHECK(used == "windows-1251");
  CHECK(decode("\xFF\xFE\x1A\x04\x38\x04"sv, "utf-8", &used) == "Ки");
  CHECK(decode("\x93Kyiv\x94", "iso-8859-1") == "“Kyiv”");
  CHECK(decode("Київ", "windows-1251") == "Київ");
  CHECK(decode("Київ", "no-such-charset") == "Київ");
  CHECK(decode("Ki\xFFv и дальше по-русски", "utf-8") == "Ki\uFFFDv и дальше по-русски");
  CHECK(decode(
            "\xCF\xF0\xE5\xE7\xE8\xE4\xE5\xED\xF2 \xD3\xEA\xF0\xE0\xE8\xED\xFB \xE7\xE0\xFF\xE2\xE8\xEB, \xF7\xF2\xEE "
            "\xEF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB \xE1\xF3\xE4\xF3\xF2 \xEF\xF0\xEE\xE4\xEE\xEB\xE6\xE5\xED\xFB") ==
        "Президент Украины заявил, что переговоры будут продолжены");
}

TEST_CASE("encodings without mark and label are told by where their letters lie") {
  std::string used;
  CHECK(decode("\xB7\xC8\xCE\xA6\x20\xD0\xC5\xD2\xC5\xC7\xCF\xD7\xCF\xD2\xC9\x20\xD4\xD2\xC9\xD7\xC1\xC0\xD4\xD8"
               "\x2C\x20\xA4\x20\xAD\xD2\xD5\xCE\xD4\x20\xC4\xCC\xD1\x20\xD5\xC7\xCF\xC4\xC9\x2C\x20\xA6\x20\xD3"
               "\xD4\xCF\xD2\xCF\xCE\xC9\x20\xA7\xA7\x20\xD0\xA6\xC4\xD0\xC9\xDB\xD5\xD4\xD8",
               {}, &used) == "Їхні переговори тривають, є ґрунт для угоди, і сторони її підпишуть");
  CHECK(used == "KOI8-U");
  CHECK(decode("\x8F\xE0\xA5\xA7\xA8\xA4\xA5\xAD\xE2\x20\xA7\xA0\xEF\xA2\xA8\xAB\x2C\x20\xE7\xE2\xAE\x20\xAF\xA5"
               "\xE0\xA5\xA3\xAE\xA2\xAE\xE0\xEB\x20\xA1\xE3\xA4\xE3\xE2\x20\xAF\xE0\xAE\xA4\xAE\xAB\xA6\xA5\xAD"
               "\xEB\x20\xA7\xA0\xA2\xE2\xE0\xA0\x20\xE3\xE2\xE0\xAE\xAC",
               {}, &used) == "Президент заявил, что переговоры будут продолжены завтра утром");
  CHECK(used == "IBM866");
  const std::string text = "Переговори тривали три дні, і все";
  std::string little, big;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_character(text, at);
    const char low = static_cast<char>(c & 0xFF), high = static_cast<char>(c >> 8);
    little.append({low, high});
    big.append({high, low});
  }
  CHECK(decode(little, {}, &used) == text);
  CHECK(used == "UTF-16LE");
  CHECK(decode(big, {}, &used) == text);
  CHECK(used == "UTF-16BE");
}
