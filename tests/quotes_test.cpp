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

TEST_CASE("a verb that is its own participle says something without an auxiliary, its participle alone nothing") {
  check("fr", "« La digue tiendra tout l'hiver », dit Aurélien Vauxbrun.", {"La digue tiendra tout l'hiver", "Aurélien Vauxbrun"});
  check("fr", "Mathilde Orgeval est rentrée au port. « La digue tiendra tout l'hiver », dit-elle.", {"La digue tiendra tout l'hiver", "Mathilde Orgeval"});
  check("fr", "« La digue tiendra tout l'hiver », écrit Aurélien Vauxbrun.", {"La digue tiendra tout l'hiver", "Aurélien Vauxbrun"});
  check("fr", "« La digue tiendra tout l'hiver », a dit Aurélien Vauxbrun.", {"La digue tiendra tout l'hiver", "Aurélien Vauxbrun"});
  check("fr", "Aurélien Vauxbrun dit que la digue tiendra tout l'hiver.", {"la digue tiendra tout l'hiver.", "Aurélien Vauxbrun", false});
  check("fr", "Aurélien Vauxbrun dit : « La digue tiendra tout l'hiver. »", {"La digue tiendra tout l'hiver.", "Aurélien Vauxbrun"});
  check("fr", "La digue tiendra tout l'hiver, dit Mathilde Orgeval.", {"La digue tiendra tout l'hiver", "Mathilde Orgeval", false});
  check("fr", "Mathilde Orgeval est rentrée au port. Elle dit « n'avoir rien vu de la digue ».", {"n'avoir rien vu de la digue", "Mathilde Orgeval"});
  check("de", "„Der Deich hält den ganzen Winter“, erklärt Torben Quellmoos.", {"Der Deich hält den ganzen Winter", "Torben Quellmoos"});
  check("de", "„Der Deich hält den ganzen Winter“, erzählte Torben Quellmoos.", {"Der Deich hält den ganzen Winter", "Torben Quellmoos"});
  check_none("fr", "Aurélien Vauxbrun, dit « le gardien de la digue », dort au port.");
  check_none("fr", "Aurélien Vauxbrun refuse le plan dit « de la dernière digue » depuis lundi.");
  check_none("fr", "Aurélien Vauxbrun dit « le vieux gardien » dort au port.");
  check_none("fr", "Dans le vieux port du nord de la ville, Aurélien Vauxbrun, dit Le Gardien, dort.");
  check_none("fr", "La « Petite Digue », un ouvrage dit provisoire, sera réparée.");
  check_none("fr", "Le carnet écrit par Aurélien Vauxbrun, « les digues du nord », sera vendu.");
  check_none("fr", "Il est écrit que la digue tiendra tout l'hiver.");
  check_none("de", "Der Rat hat Torben Quellmoos zur „unerwünschten Person am Deich“ erklärt.");
  check_none("de", "Im Dorf wird erzählt, dass der Deich den ganzen Winter halte.");
}

TEST_CASE("the rarer verbs of saying take a quotation as well") {
  check("fr", "Mathilde Orgeval est rentrée au port. « Qui réparera donc cette digue ? », demande-t-elle.", {"Qui réparera donc cette digue ?", "Mathilde Orgeval"});
  check("fr", "« Aidez-nous à réparer la digue », implore Mathilde Orgeval.", {"Aidez-nous à réparer la digue", "Mathilde Orgeval"});
  check("fr", "« La digue ne tiendra pas l'hiver », a renchéri Mathilde Orgeval.", {"La digue ne tiendra pas l'hiver", "Mathilde Orgeval"});
  check("es", "«El dique aguantará todo el invierno», resumió Rufina Almendral.", {"El dique aguantará todo el invierno", "Rufina Almendral"});
  check("pl", "„Wał przetrwa całą zimę” – odparł Bożydar Liściak.", {"Wał przetrwa całą zimę", "Bożydar Liściak"});
  check("pl", "„Wał przetrwa całą zimę” – kontynuował Bożydar Liściak.", {"Wał przetrwa całą zimę", "Bożydar Liściak"});
  check("uk", "«Не ходіть на дамбу вночі», — закликав Остап Верболіс.", {"Не ходіть на дамбу вночі", "Остап Верболіс"});
  check("uk", "«Дамба простоїть усю зиму», — зізналась Марта Глибочанська.", {"Дамба простоїть усю зиму", "Марта Глибочанська"});
  check("uk", "«Дамба простоїть усю зиму», — поділилася Марта Глибочанська.", {"Дамба простоїть усю зиму", "Марта Глибочанська"});
  check("uk", "Остап Верболіс зізнавсь, що дамба не простоїть і до зими.", {"дамба не простоїть і до зими.", "Остап Верболіс", false});
  check_none("fr", "La « petite digue du nord » attend une demande de Mathilde Orgeval.");
}

TEST_CASE("by his words, by her words: whose they are is looked up") {
  check("uk", "Остап Верболіс приїхав на дамбу. За його словами, вода спаде лише за тиждень.", {"вода спаде лише за тиждень.", "Остап Верболіс", false});
  check("uk", "Марта Глибочанська приїхала на дамбу. За її словами, «вода спаде лише за тиждень».", {"вода спаде лише за тиждень", "Марта Глибочанська"});
  check("uk", "Остап Верболіс приїхав на дамбу. Вода спаде лише за тиждень, за його словами.", {"Вода спаде лише за тиждень", "Остап Верболіс", false});
  check("uk", "Остап Верболіс приїхав на дамбу. Вода біля старого млина, за його словами, спаде за тиждень.",
        {"Вода біля старого млина | спаде за тиждень.", "Остап Верболіс", false});
  check("uk", "За їхніми словами, «вода спаде лише за тиждень».", {"вода спаде лише за тиждень", ""});
  check("uk", "За словами Остапа Верболіса, «вода спаде лише за тиждень».", {"вода спаде лише за тиждень", "Остапа Верболіса"});
  check("uk", "Остап Верболіс приїхав на дамбу. За його даними, вода спаде лише за тиждень.", {"вода спаде лише за тиждень.", "", false});
  check("ru", "Остап Верболис приехал на дамбу. По его словам, вода спадёт лишь через неделю.", {"вода спадёт лишь через неделю.", "Остап Верболис", false});
  check("ru", "Марта Глыбочанская приехала на дамбу. По её словам, «вода спадёт лишь через неделю».", {"вода спадёт лишь через неделю", "Марта Глыбочанская"});
  check("uk", "Остап Верболіс приїхав на дамбу. За його словами, вода спаде лише за тиждень, передає місцева газета.",
        {"вода спаде лише за тиждень", "Остап Верболіс", false});
  const ReadQuotes nameless = read_quotes("Остап Верболіс оглянув дамбу. «Вода спадає», — повідомив речник громади. За його словами, вода спаде лише за тиждень.", "uk");
  REQUIRE(nameless.quotes.size() == 2);
  CHECK(nameless.speaker(nameless.quotes[1]).empty());
  check_none("uk", "Остап Верболіс подякував сусідам за роботу, яка, за його словами, врятувала дамбу.");
  check_none("uk", "Остап Верболіс приїхав на дамбу. З його словами згодні не всі, кажуть у селі.");
}

TEST_CASE("two marks of one shape are a pair by their places") {
  check("de", "“Der Deich hält den ganzen Winter“, sagte Torben Quellmoos.", {"Der Deich hält den ganzen Winter", "Torben Quellmoos"});
  check("es", "“El dique aguantará todo el invierno“, dijo Rufina Almendral.", {"El dique aguantará todo el invierno", "Rufina Almendral"});
  check("de", "„Der Deich hält den ganzen Winter“, sagte Torben Quellmoos.", {"Der Deich hält den ganzen Winter", "Torben Quellmoos"});
  check("en", "“The dyke will hold until spring,” said Ostap Verbolis.", {"The dyke will hold until spring", "Ostap Verbolis"});
  check("en", "“He read „Die Woche“ on the dyke all night,” said Ostap Verbolis.", {"He read „Die Woche“ on the dyke all night", "Ostap Verbolis"});
  check("en", "The “old dyke was left. “It will hold until spring,” said Ostap Verbolis.", {"It will hold until spring", "Ostap Verbolis"});
}

TEST_CASE("whom nobody knows is still written beside the verb, in German and behind a title") {
  const auto written = [](const std::string& language, const std::string& text) {
    const ReadQuotes read = read_quotes(text, language);
    return read.quotes.empty() ? std::string("no quote") : read.slice(read.quotes.back().as_written);
  };
  CHECK(written("de", "„Der Deich hält den ganzen Winter“, sagt Hinnerk Moorbüttel, Bauer am Fluss.") == "Hinnerk Moorbüttel");
  CHECK(written("de", "„Der Deich hält den ganzen Winter“, meint Hinnerk Moorbüttel.") == "Hinnerk Moorbüttel");
  CHECK(written("de", "„Der Deich hält den ganzen Winter“, sagt Hinnerk.") == "Hinnerk");
  CHECK(written("de", "„Der Deich hält den ganzen Winter“, sagt Hinnerk über die Flut.").empty());
  CHECK(written("de", "„Der Deich hält den ganzen Winter“, sagte Mitte Mai, wer dort wohnt.").empty());
  CHECK(written("de", "„Der Deich hält den ganzen Winter“, sagen Eltern.").empty());
  CHECK(written("de", "„Der Deich hält den ganzen Winter“, sagte Deichexperte Moorbüttel.").empty());
  CHECK(written("de", "„Der Deich hält den ganzen Winter“, meinte Hoffnung.").empty());
  CHECK(written("fr", "« La digue tiendra tout l'hiver », a indiqué M. Grandpuits.") == "Grandpuits");
  check("fr", "Aurélien Vauxbrun est rentré au port. « La digue tiendra tout l'hiver », a indiqué M. Vauxbrun lundi.", {"La digue tiendra tout l'hiver", "Aurélien Vauxbrun"});
}

TEST_CASE("Polish dialogue stands behind a sentence as well as at a paragraph's beginning") {
  const ReadQuotes read = read_quotes("Bożydar Liściak wrócił nad rzekę. – Badamy stary wał – powiedział Bożydar Liściak. – To potrwa całą zimę. Nie dłużej – dodał.", "pl");
  REQUIRE(read.quotes.size() == 2);
  CHECK(read.words(read.quotes[0]) == "Badamy stary wał");
  CHECK(read.words(read.quotes[1]) == "To potrwa całą zimę. Nie dłużej");
  CHECK(read.speaker(read.quotes[0]) == "Bożydar Liściak");
  CHECK(read.speaker(read.quotes[1]) == "Bożydar Liściak");
  CHECK(is_sound(read));
  check("pl", "Bożydar Liściak wrócił nad rzekę. – Badamy „stary wał” i młyn – stwierdził Bożydar Liściak. Potem wyjechał.", {"Badamy „stary wał” i młyn", "Bożydar Liściak"});
  check_none("pl", "Bożydar Liściak wrócił nad rzekę. – Tak było – i tak zostało.");
}

TEST_CASE("what is so called, and what is handed over, nobody has said") {
  check_none("uk", "Остап Верболіс назвав так звану «велику осінню переправу» помилкою.");
  check_none("ru", "Остап Верболис назвал так называемую «большую осеннюю переправу» ошибкой.");
  check_none("pl", "Bożydar Liściak przekazał sąsiadom „więcej łodzi niż wszystkie inne kraje razem wzięte”.");
  check("pl", "Bożydar Liściak przekazał: „Wał przetrwa całą zimę”.", {"Wał przetrwa całą zimę", "Bożydar Liściak"});
  check("pl", "„Wał przetrwa całą zimę” – przekazał Bożydar Liściak.", {"Wał przetrwa całą zimę", "Bożydar Liściak"});
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
  for (const std::string piece : {"“It is so,” he said. ", "“", "\"", " 'a", " ‘a ", "« ", "he said that ", "the president said ", "— да, — сказал он ", "X said, ", "“a “b ", "said ", "… — сказал ", "По его словам, так. ", "“a“ „b“ "}) {
    INFO(piece);
    CHECK(seconds(repeated(piece, kBytes), "en") < 5);
    CHECK(seconds(repeated(piece, kBytes), "ru") < 5);
  }
  CHECK(seconds(repeated(". – Tak „to” – mówi ", kBytes), "pl") < 5);
  CHECK(seconds(repeated(", sagt Moorbüttel, ", kBytes), "de") < 5);
}

TEST_CASE("any bytes are an article whose quotes are sound") {
  CHECK(dispatches::tests::replay(SOURCE_DIR "/tests/fuzz/quotes", dispatches::quotes::fuzz::article) >= 5);
}
