// Names that nobody listed, in Ukrainian and Russian.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "indexer/entities/slavic_names.hpp"
#include "indexer/text/analyzer.hpp"

using namespace dispatches;
using namespace dispatches::entities;
using Strings = std::vector<std::string>;

namespace {

// Reads a text as the indexer does; lines are sections. `known` are names that the catalogue would have found.
struct Desk {
  SlavicNames names;
  text::Analyzer analyzer;

  struct Known {
    std::string surface;
    EntityType type;
  };
  std::vector<Mention> read(const std::string& text, const std::string& language,
                            const std::vector<Known>& known = {}) {
    const auto tokens = text::tokenize(text);
    std::vector<std::uint32_t> begins = {0};
    for (std::uint32_t i = 0; i + 1 < text.size(); ++i)
      if (text[i] == '\n') begins.push_back(i + 1);
    std::vector<Mention> mentions;
    for (const auto& [surface, type] : known) {
      const auto at = static_cast<std::uint32_t>(text.find(surface));
      REQUIRE(at < text.size());
      mentions.push_back({at, at + static_cast<std::uint32_t>(surface.size()), surface, {}, type, true});
    }
    return names.names_in({text, tokens, begins, language, std::nullopt}, mentions, analyzer);
  }

  // "person: Олена Зеркаль", with the antecedent in brackets, an exclamation mark where the type is plain.
  Strings found(const std::string& text, const std::string& language, const std::vector<Known>& known = {}) {
    Strings lines;
    for (const auto& mention : read(text, language, known)) {
      CHECK(text.substr(mention.begin, mention.end - mention.begin) == mention.surface);
      lines.push_back(std::string(type_name(*mention.type)) + (mention.plain ? "!" : "") + ": " + mention.surface +
                      (mention.antecedent.empty() ? "" : " (" + mention.antecedent + ")"));
    }
    return lines;
  }
};

constexpr auto kPerson = EntityType::person;
constexpr auto kPlace = EntityType::place;
constexpr auto kOrg = EntityType::org;

}  // namespace

TEST_CASE("a given name with what follows it is a person, in any case") {
  Desk desk;
  CHECK(desk.found("Про це повідомила Олена Зеркаль у вівторок.", "uk") == Strings{"person!: Олена Зеркаль"});
  CHECK(desk.found("Розмовляли з Віталієм Шабуніним про суд.", "uk") == Strings{"person!: Віталієм Шабуніним"});
  CHECK(desk.found("Награду вручили Дмитрию Муратову вчера.", "ru") == Strings{"person!: Дмитрию Муратову"});
  CHECK(desk.found("Победил Мануэль Мехуто Гонсалес из Мадрида.", "ru")[0] == "person!: Мануэль Мехуто Гонсалес");
  CHECK(desk.found("Глава комиссии Урсула фон дер Ляйен приехала.", "ru") == Strings{"person!: Урсула фон дер Ляйен"});
}

TEST_CASE("fathers' names, initials and surnames that come first belong to the name") {
  Desk desk;
  CHECK(desk.found("Ухвалу підписав Іван Петрович Сидоренко.", "uk") == Strings{"person!: Іван Петрович Сидоренко"});
  CHECK(desk.found("Нагородити: майора Кукурбу Олександра Васильовича.", "uk") ==
        Strings{"person!: Кукурбу Олександра Васильовича"});
  CHECK(desk.found("Об этом пишет В. В. Шендерович в своей колонке.", "ru") == Strings{"person!: В. В. Шендерович"});
  CHECK(desk.found("Дело ведет В.Л. Глазычев, эксперт.", "ru") == Strings{"person!: В.Л. Глазычев"});
}

TEST_CASE("a title makes a person of the surname behind it") {
  Desk desk;
  CHECK(desk.found("Тоді генерал Павлюк відповів на запитання.", "uk") == Strings{"person!: Павлюк"});
  CHECK(desk.found("Вчера полковник Буданцев вышел к прессе.", "ru") == Strings{"person!: Буданцев"});
  CHECK(desk.found("Шановний пане Президенте, шановний пане Голово!", "uk").empty());
}

TEST_CASE("two words with capitals inside a sentence are a person unless something speaks against it") {
  Desk desk;
  CHECK(desk.found("Потом мяч получил Бессель Кок и забил.", "ru") == Strings{"person: Бессель Кок"});
  CHECK(desk.found("Показали фильм «Крокус Холл» вчера.", "ru").empty());
  CHECK(desk.found("Однако Вчера было иначе.", "ru").empty());
}

TEST_CASE("a surname alone stands for the full name in its article, in its nominative") {
  Desk desk;
  CHECK(desk.found("Прибув Володимир Жовнір. Рішення Жовніра оскаржили. Жовнір мовчить.", "uk") ==
        Strings{"person!: Володимир Жовнір", "person!: Жовніра (Володимир Жовнір)",
                "person!: Жовнір (Володимир Жовнір)"});
  CHECK(desk.found("Отпустили Андрея Пивоварова. Рядом стоял Андрей Пивоваров.", "ru") ==
        Strings{"person!: Андрея Пивоварова (Андрей Пивоваров)", "person!: Андрей Пивоваров"});
}

TEST_CASE("a man's surname does not stand for his wife") {
  Desk desk;
  const auto found = desk.found("Приїхала Марина Порошенківська. Про це знав Порошенківський.", "uk");
  REQUIRE(found.size() >= 1);
  CHECK(found[0] == "person!: Марина Порошенківська");
  for (const auto& line : found) CHECK(line.find("(Марина") == std::string::npos);
}

TEST_CASE("organisations are found by their heads, with what belongs to them") {
  Desk desk;
  CHECK(desk.found("Заяву зробило Міністерство аграрної політики.", "uk") ==
        Strings{"org!: Міністерство аграрної політики"});
  CHECK(desk.found("Это решил Следственный комитет при прокуратуре.", "ru") ==
        Strings{"org!: Следственный комитет при прокуратуре"});
  CHECK(desk.found("Его поддержал Комитет защиты журналистов.", "ru") == Strings{"org!: Комитет защиты журналистов"});
  CHECK(desk.found("Він служить у Державній службі з надзвичайних ситуацій.", "uk") ==
        Strings{"org!: Державній службі з надзвичайних ситуацій"});
  CHECK(desk.found("Об этом пишет Верховный суд признал вину.", "ru") == Strings{"org!: Верховный суд"});
}

TEST_CASE("quotation marks behind a head make an organisation, elsewhere they do not") {
  Desk desk;
  CHECK(desk.found("Бійці бригади «Холодний Яр» відступили.", "uk") == Strings{"org!: Холодний Яр"});
  CHECK(desk.found("Акции компании „Северсталь“ упали.", "ru") == Strings{"org!: Северсталь"});
  CHECK(desk.found("Он написал роман «Обломов» за год.", "ru").empty());
}

TEST_CASE("acronyms are organisations or places, but not every word in capitals") {
  Desk desk;
  CHECK(desk.found("Обшуки провели НАБУ та САП.", "uk") == Strings{"org: НАБУ", "org: САП"});
  CHECK(desk.found("Про це пишуть ЗМІ, зріс ВВП.", "uk").empty());
  CHECK(desk.found("Сбит самолет Су-27 и С-300.", "ru").empty());
  CHECK(desk.found("Источник в ФСИНе молчит.", "ru") == Strings{"org: ФСИНе"});
  CHECK(desk.found("В ХХ столітті було ІІІ конгреси.", "uk").empty());
}

TEST_CASE("words put together are organisations") {
  Desk desk;
  CHECK(desk.found("Про це сообщило Минобороны.", "ru") == Strings{"org!: Минобороны"});
  CHECK(desk.found("Кошти виділив Мінфін та Укренерго.", "uk") == Strings{"org!: Мінфін", "org!: Укренерго"});
}

TEST_CASE("Latin words in Cyrillic text are names, English passages are not") {
  Desk desk;
  CHECK(desk.found("Акции Walt Disney Company выросли.", "ru") == Strings{"org: Walt Disney Company"});
  CHECK(desk.found("Так пишет Lenta.ru сегодня.", "ru") == Strings{"org: Lenta.ru"});
  CHECK(desk.found("Выступил Томас Винье (Thomas Vinje) из Бельгии.", "ru")[1] == "person!: Thomas Vinje");
  CHECK(desk.found("Він сказав: This is only the beginning. They say so.", "uk").empty());
  CHECK(desk.found("Отримали HIMARS і NASAMS.", "uk").empty());
}

TEST_CASE("nouns of places and prepositions make places") {
  Desk desk;
  CHECK(desk.found("Ворог наступає біля села Роботине на півдні.", "uk") == Strings{"place!: Роботине"});
  CHECK(desk.found("Взорван мост через реку Оскол.", "ru") == Strings{"place!: Оскол"});
  CHECK(desk.found("Удар по Сюникской области отбит.", "ru") == Strings{"place!: Сюникской области"});
  CHECK(desk.found("Бої тривають у Нью-Йорку та в Макіївці.", "uk").back() == "place!: Макіївці");
  CHECK(desk.found("Переговоры прошли в Евлахе утром.", "ru") == Strings{"place: Евлахе"});
  CHECK(desk.found("Спалені міста мовчать.", "uk").empty());
}

TEST_CASE("the catalogue's names stay unless a longer organisation holds them") {
  Desk desk;
  CHECK(desk.found("Про це знає Україна.", "uk", {{"Україна", kPlace}}) == Strings{"place!: Україна"});
  CHECK(desk.found("Заява Міністерства оборони України вийшла.", "uk", {{"України", kPlace}}) ==
        Strings{"org!: Міністерства оборони України"});
  CHECK(desk.found("Говорив Андрій Єрмак із Офісу.", "uk", {{"Андрій Єрмак", kPerson}}) ==
        Strings{"person!: Андрій Єрмак"});
  CHECK(desk.found("Так решила Госдума РФ вчера.", "ru", {{"Госдума", kOrg}}) == Strings{"org!: Госдума", "place: РФ"});
}

TEST_CASE("mentions come in order and do not overlap") {
  Desk desk;
  const std::string text =
      "Київ: заява\nМіністр оборони Рустем Умєров і Марія Берлінська зустрілися в місті Обухів. Умєров подякував "
      "«Укроборонпрому», "
      "Національній гвардії України та СБУ. Потім В. Залужний поїхав до Львова.";
  const auto mentions = desk.read(text, "uk", {{"Київ", kPlace}, {"Рустем Умєров", kPerson}, {"України", kPlace}});
  REQUIRE(mentions.size() > 6);
  for (std::size_t i = 1; i < mentions.size(); ++i) CHECK(mentions[i - 1].end <= mentions[i].begin);
  for (const auto& mention : mentions) CHECK(mention.type);
}

TEST_CASE("common words with a capital are no names") {
  Desk desk;
  for (const std::string text : {"Вчора в Понеділок було тихо. Тому всі мовчали.", "Слава Україні не зникла.",
                                 "Однако потом все изменилось. Прежде всего это важно.", "УВАГА ВСІМ МЕШКАНЦЯМ",
                                 "Російська армія відступила. Перше засідання минуло."}) {
    INFO(text);
    CHECK(desk.found(text, "uk",
                     text.find("Україні") == std::string::npos ? std::vector<Desk::Known>{}
                                                               : std::vector<Desk::Known>{{"Україні", kPlace}})
              .size() <= (text.find("Україні") == std::string::npos ? 0u : 1u));
  }
}

TEST_CASE("Belarusian and Bulgarian names are found by the same rules") {
  Desk desk;
  CHECK(desk.found("Пра гэта сказаў Аляксандр Мілінкевіч учора.", "be") == Strings{"person!: Аляксандр Мілінкевіч"});
  CHECK(desk.found("Това каза Николай Младенов вчера.", "bg") == Strings{"person!: Николай Младенов"});
}

TEST_CASE("texts of any kind are read without harm, also long ones of one name") {
  Desk desk;
  CHECK(desk.found("", "uk").empty());
  CHECK(desk.found("«", "uk").empty());
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "Іван Франко і Франка, Франкові. ";
  CHECK(desk.read(many, "uk").size() > 3000);
  std::string quotes;
  for (int i = 0; i < 3000; ++i) quotes += "бригада «Азов ";
  desk.read(quotes, "uk");
  desk.read(std::string(3000, '.') + "А.Б.В.Г. " + std::string(200, '-'), "ru");
}
