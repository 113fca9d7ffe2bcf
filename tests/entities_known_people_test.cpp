// Known people in languages without a recogniser.
#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "indexer/entities/known_people.hpp"
#include "indexer/entities/known_words.hpp"
#include "indexer/text/analyzer.hpp"

using namespace dispatches;
using namespace dispatches::entities;
using Strings = std::vector<std::string>;

namespace {

const Strings kNames = {"Volodymyr Zelensky",   "Vladimir Putin", "Donald Trump",       "Olaf Scholz",
                        "Recep Tayyip Erdogan", "Yahya Sinwar",   "Benjamin Netanyahu", "Mikheil Saakashvili",
                        "Ursula von der Leyen", "Keir Starmer",   "Ismail Haniyeh",     "خالد مشعل",
                        "Melania Trump",        "Claudia Roth",   "Mahmoud Abbas",      "Jean Noel"};

struct Desk {
  KnownPeople people{kNames};
  text::Analyzer analyzer;

  std::vector<Mention> read(const std::string& text, const std::string& language, const std::string& known = {}) {
    const auto tokens = text::tokenize(text);
    const std::vector<std::uint32_t> begins = {0};
    std::vector<Mention> mentions;
    if (const auto at = static_cast<std::uint32_t>(text.find(known)); !known.empty())
      mentions.push_back({at, at + static_cast<std::uint32_t>(known.size()), known, {}, EntityType::org, true});
    return people.names_in({text, tokens, begins, language, std::nullopt}, mentions, analyzer);
  }

  // Surfaces, with the antecedent in brackets.
  Strings found(const std::string& text, const std::string& language, const std::string& known = {}) {
    Strings lines;
    for (const auto& mention : read(text, language, known)) {
      CHECK(text.substr(mention.begin, mention.end - mention.begin) == mention.surface);
      lines.push_back(mention.surface + (mention.antecedent.empty() ? "" : " (" + mention.antecedent + ")"));
    }
    return lines;
  }
};

}  // namespace

TEST_CASE("a known person is found as another language spells him") {
  Desk desk;
  CHECK(desk.found("In Kiew sprach Präsident Wolodymyr Selenskyj am Abend.", "de") == Strings{"Wolodymyr Selenskyj"});
  CHECK(desk.found("Le président Vladimir Poutine a répondu.", "fr") == Strings{"Vladimir Poutine"});
  CHECK(desk.found("El presidente Recep Tayyip Erdogan viaja hoy.", "es") == Strings{"Recep Tayyip Erdogan"});
  CHECK(desk.found("Przyjechała Ursula von der Leyen z Brukseli.", "pl") == Strings{"Ursula von der Leyen"});
  CHECK(desk.found("Rozmawiał z Wołodymyrem Zełenskim w Kijowie.", "pl") == Strings{"Wołodymyrem Zełenskim"});
}

TEST_CASE("a mention found is a person of whom others must say more") {
  Desk desk;
  const auto mentions = desk.read("Heute kam Olaf Scholz nach Paris.", "de");
  REQUIRE(mentions.size() == 1);
  CHECK(mentions[0].type == EntityType::person);
  CHECK_FALSE(mentions[0].plain);
  CHECK(mentions[0].antecedent.empty());
}

TEST_CASE("scripts without capitals are read too") {
  Desk desk;
  CHECK(desk.found("قال فولوديمير زيلينسكي إن الحرب مستمرة", "ar") == Strings{"فولوديمير زيلينسكي"});
  CHECK(desk.found("ראש הממשלה בנימין נתניהו אמר היום", "he") == Strings{"בנימין נתניהו"});
  CHECK(desk.found("პრეზიდენტი მიხეილ სააკაშვილი დაბრუნდა", "ka") == Strings{"მიხეილ სააკაშვილი"});
}

TEST_CASE("what is written together with a name is no part of it") {
  Desk desk;
  CHECK(desk.found("اجتمع مع خالد وفولوديمير زيلينسكي", "ar") == Strings{"فولوديمير زيلينسكي"});
  CHECK(desk.found("הם דיברו עם ביידן ולבנימין נתניהו לא אמרו", "he") == Strings{"בנימין נתניהו"});
  CHECK(desk.found("Cumhurbaşkanı Recep Tayyip Erdoğan'ın açıklaması", "tr") == Strings{"Recep Tayyip Erdoğan"});
  CHECK(desk.found("Wladimir Putins Angriff dauert an.", "de") == Strings{"Wladimir Putin"});
}

TEST_CASE("where a script has no capitals the sounds must be many or the letters the same") {
  Desk desk;
  CHECK(desk.found("وصل خالد مشعل إلى الدوحة", "ar") == Strings{"خالد مشعل"});
  CHECK(desk.found("حفظ البيانات في الملف وحذف النص", "ar").empty());
  CHECK(desk.found("הקובץ כבר מכיל שינויים רבים", "he").empty());
}

TEST_CASE("words without a capital are no names where the script has some") {
  Desk desk;
  CHECK(desk.found("donald trump hat getwittert", "de").empty());
  CHECK(desk.found("Donald trump hat getwittert", "de").empty());
}

TEST_CASE("a name does not cross a sentence or touch what the catalogue knows") {
  Desk desk;
  CHECK(desk.found("Es kam Donald. Trump blieb.", "de").empty());
  CHECK(desk.found("Die Donald Trump Stiftung zahlt.", "de", "Donald Trump Stiftung") ==
        Strings{"Donald Trump Stiftung"});
  CHECK(desk.found("Die Trump Stiftung und Donald Trump zahlen.", "de", "Trump Stiftung") ==
        Strings{"Trump Stiftung", "Donald Trump"});
}

TEST_CASE("a surname alone gets the full name before it") {
  Desk desk;
  CHECK(desk.found("Es sprach Wolodymyr Selenskyj. Später flog Selenskyj ab.", "de") ==
        Strings{"Wolodymyr Selenskyj", "Selenskyj (Wolodymyr Selenskyj)"});
  CHECK(desk.found("Selenskyj flog ab. Es sprach Wolodymyr Selenskyj.", "de") == Strings{"Wolodymyr Selenskyj"});
  CHECK(desk.found("بنيامين نتنياهو رفض. وقال نتنياهو إنه باق", "ar") ==
        Strings{"بنيامين نتنياهو", "نتنياهو (بنيامين نتنياهو)"});
}

TEST_CASE("a surname beside another given name or a building is not the person's") {
  Desk desk;
  CHECK(desk.found("A parlé Donald Trump. La Trump Tower brûle.", "fr") == Strings{"Donald Trump"});
  CHECK(desk.found("A parlé Donald Trump. Puis Ivanka Trump est venue.", "fr") == Strings{"Donald Trump"});
  CHECK(desk.found("Hier ist Claudia Roth. Der Roth war billig.", "de") == Strings{"Claudia Roth"});
}

TEST_CASE("of a longer name its known part is not taken") {
  Desk desk;
  CHECK(desk.found("Hablaron con Mahmoud Abbas Zaki ayer.", "es").empty());
  CHECK(desk.found("Le ministre Jean-Noël parle.", "fr").empty());
  CHECK(desk.found("Gestern kam Edward Trump.", "de").empty());
}

TEST_CASE("Chinese, Japanese and Korean are left to the catalogue") {
  Desk desk;
  CHECK(desk.found("Donald Trump 說話", "zh").empty());
  CHECK(desk.found("習近平主席", "zh", "習近平") == Strings{"習近平"});
}

TEST_CASE("nobody known means nothing found") {
  text::Analyzer analyzer;
  const std::string text = "Es sprach Wolodymyr Selenskyj.";
  const auto tokens = text::tokenize(text);
  CHECK(KnownPeople({}).names_in({text, tokens, {0}, "de", std::nullopt}, {}, analyzer).empty());
}

TEST_CASE("the words remembered are bounded") {
  const std::vector<names::PeopleIndex::Named> named = {{"Volodymyr Zelensky", 0}};
  const names::PeopleIndex people(named, 1);
  const KnownWords words(people, 100);
  for (int i = 0; i < 1000; ++i) {
    CHECK(words.readings("Wort" + std::to_string(i) + "en", "de")->empty());
    CHECK(words.remembered() <= 100);
  }
  CHECK(words.readings("Selenskyj", "de")->size() == 1);
  CHECK(words.readings(std::string(500, 'a'), "de")->empty());
}

TEST_CASE("a long list of the commonest names is read in bounded time") {
  Strings many;
  for (int i = 0; i < 20'000; ++i) many.push_back("Mohammed Ali");
  const KnownPeople people(many);
  std::string text;
  for (int i = 0; i < 3'000; ++i) text += "Mohammed Hassan Ali, Ali Mohammed und Muhammad Ali. ";
  const auto tokens = text::tokenize(text);
  text::Analyzer analyzer;
  const auto found = people.names_in({text, tokens, {0}, "de", std::nullopt}, {}, analyzer);
  CHECK(found.size() >= 3'000);  // the test's time limit is the check
}

TEST_CASE("threads that share the known people find the same") {
  const Desk shared;
  std::vector<std::size_t> counts(4);
  {
    std::vector<std::jthread> threads;
    for (auto& count : counts)
      threads.emplace_back([&] {
        text::Analyzer analyzer;
        const std::string text = "Wolodymyr Selenskyj traf Olaf Scholz und Keir Starmer. Scholz schwieg.";
        const auto tokens = text::tokenize(text);
        const std::vector<std::uint32_t> begins = {0};
        for (int i = 0; i < 50; ++i)
          count = shared.people.names_in({text, tokens, begins, "de", std::nullopt}, {}, analyzer).size();
      });
  }
  for (const auto count : counts) CHECK(count == 4);
}
