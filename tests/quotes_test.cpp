// Who said what, on sentences such as newspapers print.
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <sstream>

#include "indexer/quotes/cases.hpp"
#include "tests/quotes_desk.hpp"
#include "tests/fuzz/mutate.hpp"
#include "tests/fuzz/quotes_fuzz.cpp"

using namespace dispatches::quotes;
using namespace dispatches::quotes::tests;

namespace {

struct Expected {
  std::string words;    // parts joined by " | "
  std::string speaker;  // as the name that decides, or nothing
  bool direct = true;
};

// The only quote of a text.
void check(const std::string& language, const std::string& text, const Expected& expected) {
  const ReadQuotes read = read_quotes(text, language);
  INFO(text);
  CHECK(is_sound(read));
  REQUIRE(read.quotes.size() == 1);
  CHECK(read.words(read.quotes[0]) == expected.words);
  CHECK(read.speaker(read.quotes[0]) == expected.speaker);
  CHECK(read.quotes[0].direct == expected.direct);
}

void check_none(const std::string& language, const std::string& text) {
  const ReadQuotes read = read_quotes(text, language);
  INFO(text << " → " << (read.quotes.empty() ? "" : read.words(read.quotes[0])));
  CHECK(read.quotes.empty());
}

}  // namespace

TEST_CASE("English quotes stand before, after and around the verb") {
  check("en", "“We will rebuild every bridge,” President Donald Trump said on Monday.", {"We will rebuild every bridge", "Donald Trump"});
  check("en", "\"We will rebuild every bridge,\" said Donald Trump.", {"We will rebuild every bridge", "Donald Trump"});
  check("en", "Donald Trump told reporters: “We will rebuild every bridge.”", {"We will rebuild every bridge.", "Donald Trump"});
  check("en", "“We will rebuild,” Donald Trump said, “every bridge and every road.”", {"We will rebuild | every bridge and every road.", "Donald Trump"});
  check("en", "“We will rebuild,” Donald Trump said. “Every bridge, every road.”", {"We will rebuild | Every bridge, every road.", "Donald Trump"});
  check("en", "‘We met the ministers’ wives,’ Donald Trump said.", {"We met the ministers’ wives", "Donald Trump"});
  check("en", "“We must look at what is written” in that law, Donald Trump said.", {"We must look at what is written", "Donald Trump"});
  check("en", "“Is it over?” Donald Trump asked.", {"Is it over?", "Donald Trump"});
  check("en", "“The road is open,” according to Donald Trump.", {"The road is open", "Donald Trump"});
  check("en", "“He told me ‘never again’ and left the room,” Donald Trump said.", {"He told me ‘never again’ and left the room", "Donald Trump"});
}

TEST_CASE("whose words an outlet cites has said them, not the outlet") {
  check("ru", "«Мы построим мосты», — цитирует «Росбалт» Владимира Зеленского.", {"Мы построим мосты", "Владимира Зеленского"});
  check("ru", "Владимир Зеленский приехал в Киев. «Мы построим мосты», — приводит его слова РБК.", {"Мы построим мосты", "Владимир Зеленский"});
  check("ru", "Президент Владимир Зеленский приехал в Киев. «Мы построим мосты», - цитирует РБК президента.", {"Мы построим мосты", "Владимир Зеленский"});
  check("ru", "«Мы построим мосты», — передает слова Владимира Зеленского РБК.", {"Мы построим мосты", "Владимира Зеленского"});
  check("ru", "«Мы построим новые мосты», — цитирует РБК пресс-службу Зеленского.", {"Мы построим новые мосты", ""});
  check("uk", "«Ми відбудуємо мости», — цитує Володимира Зеленського видання.", {"Ми відбудуємо мости", "Володимира Зеленського"});
  check("uk", "«Ми відбудуємо мости», — йдеться в заяві Володимира Зеленського.", {"Ми відбудуємо мости", "Володимира Зеленського"});
  check("ru", "«Мосты будут построены к зиме», — говорится в сообщении департамента.", {"Мосты будут построены к зиме", ""});
  check_none("ru", "Это приводит к «гуманитарной катастрофе» в регионе.");
}

TEST_CASE("a speaker whom only a noun names is not whoever spoke before") {
  const ReadQuotes read = read_quotes("«Мы построим мосты», — сказал Владимир Зеленский. С ним спорил оппонент из комитета. «Мостов не будет никогда», - заявил парламентарий.", "ru");
  REQUIRE(read.quotes.size() == 2);
  CHECK(read.speaker(read.quotes[0]) == "Владимир Зеленский");
  CHECK(read.speaker(read.quotes[1]).empty());
  CHECK(read.slice(read.quotes[1].as_written) == "парламентарий");
}

TEST_CASE("she is a woman also where her name stands in another case") {
  CHECK(gender_of("Виктории Нуланд") == Gender::woman);
  CHECK(gender_of("Ангелой Меркель") == Gender::woman);
  CHECK(gender_of("Сергеем Рябковым") == Gender::man);
  CHECK(gender_of("Джону Керри") == Gender::unknown);
}

TEST_CASE("a quotation of several paragraphs is one quote") {
  check("en", "“The first night was quiet,” Donald Trump said. “The second was not.\n“Nobody slept after that.”\n",
        {"The first night was quiet | The second was not. | Nobody slept after that.", "Donald Trump"});
}

TEST_CASE("quotes in the marks of every language") {
  check("uk", "«Ми відбудуємо кожен міст», — сказав Володимир Зеленський.", {"Ми відбудуємо кожен міст", "Володимир Зеленський"});
  check("uk", "Володимир Зеленський сказав: «Ми відбудуємо кожен міст».", {"Ми відбудуємо кожен міст", "Володимир Зеленський"});
  check("uk", "«Ми відбудуємо, — сказав Володимир Зеленський. — Кожен міст і кожну дорогу».", {"Ми відбудуємо | Кожен міст і кожну дорогу", "Володимир Зеленський"});
  check("uk", "— Ми відбудуємо кожен міст, — сказав Володимир Зеленський. — І кожну дорогу.\n", {"Ми відбудуємо кожен міст | І кожну дорогу.", "Володимир Зеленський"});
  check("ru", "«Мы построим каждый мост заново», — сказал Владимир Путин.", {"Мы построим каждый мост заново", "Владимир Путин"});
  check("ru", "„Мы построим каждый мост“, — заявил президент России Владимир Путин.", {"Мы построим каждый мост", "Владимир Путин"});
  check("ru", "Как сообщил Владимир Путин, «мост построят за два года».", {"мост построят за два года", "Владимир Путин"});
  check("de", "„Wir bauen jede Brücke wieder auf“, sagte Wolodymyr Selenskyj am Montag.", {"Wir bauen jede Brücke wieder auf", "Wolodymyr Selenskyj"});
  check("de", "»Wir bauen jede Brücke wieder auf«, so Selenskyj.", {"Wir bauen jede Brücke wieder auf", "Selenskyj"});
  check("de", "Selenskyj sagte: „Wir bauen jede Brücke wieder auf.“", {"Wir bauen jede Brücke wieder auf.", "Selenskyj"});
  check("fr", "« Nous allons reconstruire chaque pont », a déclaré Donald Trump.", {"Nous allons reconstruire chaque pont", "Donald Trump"});
  check("fr", "« Nous allons reconstruire, a déclaré le président à Paris », selon Donald Trump.", {"Nous allons reconstruire, a déclaré le président à Paris", "Donald Trump"});
  check("es", "«Vamos a reconstruir cada puente», dijo Donald Trump.", {"Vamos a reconstruir cada puente", "Donald Trump"});
  check("es", "“Vamos a reconstruir cada puente”, aseguró el presidente Donald Trump.", {"Vamos a reconstruir cada puente", "Donald Trump"});
  check("pl", "„Odbudujemy każdy most” – powiedział Wołodymyr Zełenski.", {"Odbudujemy każdy most", "Wołodymyr Zełenski"});
  check("pl", "– Odbudujemy każdy most – powiedział Wołodymyr Zełenski.\n", {"Odbudujemy każdy most", "Wołodymyr Zełenski"});
  check("ar", "وقال بوتين: «سنعيد بناء كل جسر في المدينة».", {"سنعيد بناء كل جسر في المدينة", "بوتين"});
}

TEST_CASE("reported speech is marked as such, with its clause") {
  check("en", "Donald Trump said that the road would be open by spring.", {"the road would be open by spring.", "Donald Trump", false});
  check("en", "Donald Trump said the road would be open by spring.", {"the road would be open by spring.", "Donald Trump", false});
  check("en", "The road will be open by spring, Donald Trump said on Monday.", {"The road will be open by spring", "Donald Trump", false});
  check("en", "According to Donald Trump, the road will be open by spring.", {"the road will be open by spring.", "Donald Trump", false});
  check("en", "NATO confirmed that the road would be open by spring.", {"the road would be open by spring.", "NATO", false});
  check("uk", "Володимир Зеленський заявив, що дорогу відкриють до весни.", {"дорогу відкриють до весни.", "Володимир Зеленський", false});
  check("ru", "Владимир Путин сообщил журналистам, что дорогу откроют только весной.", {"дорогу откроют только весной.", "Владимир Путин", false});
  check("ru", "По словам Владимира Путина, дорогу откроют к весне.", {"дорогу откроют к весне.", "Владимира Путина", false});
  check("de", "Selenskyj sagte, dass die Straße im Frühling offen sein werde.", {"die Straße im Frühling offen sein werde.", "Selenskyj", false});
  check("de", "Selenskyj sagte, man werde die Straße im Frühling öffnen.", {"man werde die Straße im Frühling öffnen.", "Selenskyj", false});
  check("fr", "Donald Trump a déclaré que la route serait ouverte au printemps.", {"la route serait ouverte au printemps.", "Donald Trump", false});
  check("es", "Donald Trump dijo que la carretera se abrirá en primavera.", {"la carretera se abrirá en primavera.", "Donald Trump", false});
  check("pl", "Wołodymyr Zełenski powiedział, że droga będzie otwarta wiosną.", {"droga będzie otwarta wiosną.", "Wołodymyr Zełenski", false});
  check("ar", "وقال بوتين إن الطريق سيفتح في الربيع.", {"الطريق سيفتح في الربيع.", "بوتين", false});
}

TEST_CASE("names, titles and single quoted words are nobody's speech") {
  check_none("uk", "Бійці полку «Азов» залишили завод «Азовсталь» увечері.");
  check_none("ru", "Газопровод «Северный поток» повредили взрывы на дне моря.");
  check_none("en", "The so-called “special operation” went on through the night.");
  check_none("en", "Her film “Twenty Nights in Spring,” which won a prize, opens on Friday.");
  check_none("en", "Donald Trump did not say that the road was open to everybody.");
  check_none("en", "Donald Trump would say nothing of the road to the north.");
  check_none("ru", "Владимир Путин не сказал, что дорогу откроют весной.");
  check_none("de", "Die »Gorch Fock« lag im Hafen von Kiel vor Anker.");
}

TEST_CASE("he and the office are looked up in the article, else nobody is named") {
  const auto speaker_of_last = [](const std::string& text, const std::string& language = "en") {
    const ReadQuotes read = read_quotes(text, language);
    return read.quotes.empty() ? std::string("no quote") : read.speaker(read.quotes.back());
  };
  CHECK(speaker_of_last("Donald Trump came late.\n“The road is open again,” he said.") == "Donald Trump");
  CHECK(speaker_of_last("Donald Trump met Boris Johnson in a hangar.\n“The road is open again,” he said.").empty());
  CHECK(speaker_of_last("“It was a long night,” Donald Trump said of Boris Johnson. “The road is open again,” he added.") == "Donald Trump");
  CHECK(speaker_of_last("President Donald Trump came late.\n“The road is open again,” the president said.") == "Donald Trump");
  CHECK(speaker_of_last("“The road is open again,” the president said.").empty());
  CHECK(speaker_of_last("Olena Zelenska spoke first.\n“The road is open again,” he said.").empty());
  CHECK(speaker_of_last("“The road is open again,” said a spokesman for Donald Trump.").empty());
  CHECK(speaker_of_last("“The road is open again,” Donald Trump’s lawyer said.").empty());
  CHECK(speaker_of_last("«Дорогу откроют весной», — сообщил представитель НАТО.", "ru").empty());
  CHECK(speaker_of_last("Представитель НАТО сообщил: «Дорогу откроют весной».", "ru").empty());
  CHECK(speaker_of_last("NATO officials said that the road would be open by spring.").empty());
  CHECK(speaker_of_last("Donald Trump was asked: “Is the road open again?”").empty());
  CHECK(speaker_of_last("«Дорогу відкрили», — сказав Володимир Зеленський.\n«Тепер черга за мостом», — додав він.", "uk") == "Володимир Зеленський");
  CHECK(speaker_of_last("«Дорогу відкрили», — сказав Володимир Зеленський.\n«Тепер черга за мостом», — додав.", "uk") == "Володимир Зеленський");
}

TEST_CASE("a name in another case is not who speaks") {
  const ReadQuotes read = read_quotes("«Дорогу откроют весной», — сказал Владимиру Путину Борис Джонсон.", "ru");
  REQUIRE(read.quotes.size() == 1);
  CHECK(read.speaker(read.quotes[0]) != "Владимиру Путину");
}

TEST_CASE("verb, sentence and what stands for the speaker are places in the text") {
  const ReadQuotes read = read_quotes("It rained. “The road is open again,” the foreign minister said on Monday. Nobody came.", "en");
  REQUIRE(read.quotes.size() == 1);
  const Quote& quote = read.quotes[0];
  CHECK(read.slice(quote.verb) == "said");
  CHECK(read.slice(quote.as_written) == "the foreign minister");
  CHECK(read.slice(quote.sentence) == "“The road is open again,” the foreign minister said on Monday.");
}

TEST_CASE("a quote without a name to it stays without one") {
  check("en", "“Nothing in this valley will ever be the same again.”\n", {"Nothing in this valley will ever be the same again.", ""});
}

TEST_CASE("a sentence full of names is no title") {
  check("en", "“While Boris Johnson is loved in Washington, President Donald Trump is not,” Mike Johnson said.",
        {"While Boris Johnson is loved in Washington, President Donald Trump is not", "Mike Johnson"});
}

TEST_CASE("a quotation that nobody closes is none") {
  check_none("en", "Donald Trump said: “The road is open and so is the bridge.\nNobody came to see it.\n");
  check_none("en", "Donald Trump said: “The road is open and so is the bridge.");
}

TEST_CASE("more quotes than one article may have are left out") {
  std::string text;
  for (std::size_t i = 0; i < kMostQuotes + 200; ++i) text += "“The road is open again,” Donald Trump said.\n";
  CHECK(read_quotes(text, "en").quotes.size() == kMostQuotes);
}

TEST_CASE("hostile texts cost no more than long ones and give no more quotes than are taken") {
  const auto seconds = [](const std::string& text, const std::string& language) {
    const auto reading = Desk::read(text);
    const auto began = std::chrono::steady_clock::now();
    const std::vector<Mention> mentions;
    const auto quotes = quotes_in({text, reading.tokens, reading.sections, language, std::nullopt}, 0, mentions);
    CHECK(quotes.size() <= kMostQuotes);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  };
  const auto repeated = [](const std::string& piece, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += piece;
    return text;
  };
  constexpr std::size_t kBytes = 2 << 20;
  for (const std::string piece : {"“It is so,” he said. ", "“", "\"", " 'a", " ‘a ", "« ", "he said that ", "the president said ", "— да, — сказал он ", "X said, ", "“a “b ", "said ", "… — сказал "}) {
    INFO(piece);
    CHECK(seconds(repeated(piece, kBytes), "en") < 5);
    CHECK(seconds(repeated(piece, kBytes), "ru") < 5);
  }
}

TEST_CASE("any bytes are an article whose quotes are sound") {
  CHECK(dispatches::tests::replay(SOURCE_DIR "/tests/fuzz/quotes", dispatches::quotes::fuzz::article) >= 5);
}
