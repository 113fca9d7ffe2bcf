// Spellings: case forms of names and their keys. (The lexicon is tested with the pipeline that fills it.)
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "indexer/names/case_forms.hpp"
#include "indexer/text/fold.hpp"

using dispatches::names::case_key;
using dispatches::names::is_case_form;
using dispatches::text::fold;

namespace {

// A nominative and forms of it, as they stand in newspapers.
struct Paradigm {
  std::string nominative;
  std::vector<std::string> forms;
};

const std::vector<Paradigm>& ukrainian() {
  static const std::vector<Paradigm> paradigms = {
      {"Зеленський", {"Зеленського", "Зеленському", "Зеленським"}},
      {"Зеленська", {"Зеленської", "Зеленській", "Зеленську", "Зеленською"}},
      {"Володимир", {"Володимира", "Володимиру", "Володимирові", "Володимиром", "Володимирі"}},
      {"Сергій", {"Сергія", "Сергію", "Сергієві", "Сергієм"}},
      {"Ігор", {"Ігоря", "Ігорю", "Ігорем", "Ігореві"}},
      {"Шмигаль", {"Шмигаля", "Шмигалю", "Шмигалем"}},
      {"Путін", {"Путіна", "Путіну", "Путіним"}},
      {"Кличко", {"Кличка", "Кличку", "Кличкові", "Кличком"}},
      {"Дуда", {"Дуди", "Дуді", "Дуду", "Дудою"}},
      {"Павло", {"Павла", "Павлу", "Павлові", "Павлом"}},
      {"Київ", {"Києва", "Києву", "Києвом", "Києві"}},
      {"Харків", {"Харкова", "Харкову", "Харковом", "Харкові"}},
      {"Миколаїв", {"Миколаєва", "Миколаєву", "Миколаєвом", "Миколаєві"}},
      {"Львів", {"Львова", "Львову", "Львовом", "Львові"}},
      {"Тернопіль", {"Тернополя", "Тернополю", "Тернополем", "Тернополі"}},
      {"Маріуполь", {"Маріуполя", "Маріуполю", "Маріуполем", "Маріуполі"}},
      {"Донецьк", {"Донецька", "Донецьку", "Донецьком"}},
      {"Одеса", {"Одеси", "Одесі", "Одесу", "Одесою"}},
      {"Україна", {"України", "Україні", "Україну", "Україною"}},
      {"Росія", {"Росії", "Росію", "Росією"}},
      {"Білорусь", {"Білорусі", "Білоруссю"}},
      {"Прага", {"Праги", "Празі", "Прагу", "Прагою"}},
      {"Америка", {"Америки", "Америці", "Америку", "Америкою"}},
      {"Суми", {"Сум", "Сумах", "Сумам", "Сумами"}},
      {"Чернівці", {"Чернівців", "Чернівцях", "Чернівцям"}},
      {"Запоріжжя", {"Запоріжжю", "Запоріжжям", "Запоріжжі"}},
      {"Рівне", {"Рівного", "Рівному", "Рівним"}},
      {"Ріг", {"Рогу", "Розі", "Рогом"}},
      {"Яр", {"Яру", "Яром"}},
      {"Часів", {"Часового", "Часовому", "Часовим"}},
      {"міст", {"мосту", "мостом"}},
      {"Сполучені", {"Сполучених", "Сполученим", "Сполученими"}},
  };
  return paradigms;
}

const std::vector<Paradigm>& russian() {
  static const std::vector<Paradigm> paradigms = {
      {"Путин", {"Путина", "Путину", "Путиным", "Путине"}},
      {"Лавров", {"Лаврова", "Лаврову", "Лавровым", "Лаврове"}},
      {"Зеленский", {"Зеленского", "Зеленскому", "Зеленским", "Зеленском"}},
      {"Навальная", {"Навальной", "Навальную"}},
      {"Захарова", {"Захаровой", "Захарову"}},
      {"Дмитрий", {"Дмитрия", "Дмитрию", "Дмитрием", "Дмитрии"}},
      {"Сергей", {"Сергея", "Сергею", "Сергеем", "Сергее"}},
      {"Павел", {"Павла", "Павлу", "Павлом", "Павле"}},
      {"Игорь", {"Игоря", "Игорю", "Игорем"}},
      {"Толстой", {"Толстого", "Толстому", "Толстым"}},
      {"Москва", {"Москвы", "Москве", "Москву", "Москвой", "Москвою"}},
      {"Россия", {"России", "Россию", "Россией"}},
      {"Киев", {"Киева", "Киеву", "Киевом", "Киеве"}},
      {"Казань", {"Казани", "Казанью"}},
      {"Запорожье", {"Запорожья", "Запорожью", "Запорожьем"}},
      {"Черновцы", {"Черновцов", "Черновцах", "Черновцам"}},
      {"Кремль", {"Кремля", "Кремлю", "Кремлем", "Кремле"}},
      {"Нижний", {"Нижнего", "Нижнему", "Нижним", "Нижнем"}},
  };
  return paradigms;
}

void check(const Paradigm& paradigm) {
  const auto nominative = fold(paradigm.nominative);
  for (const auto& form : paradigm.forms) {
    INFO(paradigm.nominative << " → " << form);
    CHECK(case_key(fold(form)) == case_key(nominative));
    CHECK(is_case_form(nominative, fold(form)));
  }
}

}  // namespace

TEST_CASE("all case forms of a Ukrainian name have the key of its nominative") {
  for (const auto& paradigm : ukrainian()) check(paradigm);
}

TEST_CASE("all case forms of a Russian name have the key of its nominative") {
  for (const auto& paradigm : russian()) check(paradigm);
}

TEST_CASE("words that only begin like a name are not its case forms") {
  const std::vector<Paradigm> strangers = {
      {"Путин", {"Путинка", "Путинизм", "Путинский", "Путинцы"}},
      {"Київ", {"Київський", "Киянин", "Київщина", "Київстар"}},
      {"Киев", {"Киевлянин", "Киевский", "Киевщина"}},
      {"Зеленський", {"Зеленська", "Зеленської"}},
      {"Москва", {"Москвич", "Московский", "Москвичі"}},
      {"Суми", {"Сума", "Сумнів", "Сумський"}},
      {"Трамп", {"Трампізм", "Трамплін"}},
      {"Росія", {"Росіянин", "Російський", "Роса"}},
  };
  for (const auto& [nominative, forms] : strangers)
    for (const auto& form : forms) {
      INFO(nominative << " ≠ " << form);
      CHECK_FALSE(is_case_form(fold(nominative), fold(form)));
    }
}

TEST_CASE("Latin endings come off only in languages that decline names") {
  CHECK(is_case_form("zelenski", "zelenskiego", "pl"));
  CHECK(is_case_form("putin", "putinem", "pl"));
  CHECK(is_case_form("ukraina", "ukrainie", "pl"));
  CHECK(is_case_form("polska", "polsce", "pl"));
  CHECK(is_case_form("selenskyj", "selenskyjs", "de"));
  CHECK(is_case_form("vereinte", "vereinten", "de"));
  CHECK(is_case_form("haus", "hauses", "de"));
  CHECK_FALSE(is_case_form("adam", "adams", "en"));
  CHECK_FALSE(is_case_form("putin", "putina", "en"));
  CHECK_FALSE(is_case_form("putin", "putina"));
}

TEST_CASE("a Latin name keeps its last s unless endings are asked for") {
  CHECK(case_key("adams") == "adams");
  CHECK(case_key("adams", true) == case_key("adam", true));
  CHECK(case_key("zelenskiego", true) == case_key("zelenski", true));
  CHECK(case_key("kijowie", true) == case_key("kijow", true));
}

TEST_CASE("a key is never empty and never shorter than two letters") {
  for (const std::string word : {"я", "о", "им", "ого", "ові", "єю", "ими", "аа", "ая", "s", "ow", "ego", "習", "ب"}) {
    INFO(word);
    CHECK_FALSE(case_key(word).empty());
    CHECK_FALSE(case_key(word, true).empty());
    CHECK(case_key(word).size() >= std::min<std::size_t>(word.size(), 2));
  }
  CHECK(case_key("").empty());
}
