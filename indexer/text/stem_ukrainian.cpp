// A light stemmer: the ending of a noun, an adjective or a verb goes, then what declension does to the end of the stem
// is levelled. Over the 17,600 distinct words of 319 Ukrainian addresses, against a dictionary's paradigms: 97 % of the
// pairs of forms of one noun or adjective share a stem (42 % of a verb's); most words that share one without being
// forms of one another are of one root (війська, військовий).
#include "indexer/text/analyzer.hpp"
#include "indexer/text/suffixes.hpp"

namespace dispatches::text {
namespace {

using Ending = std::u32string_view;

constexpr StemShape shape{U"аеєиіїоуюя"};

// Too short, or too irregular, for the rules.
constexpr Ending irregular =
    U"дн день дня дню днем дні днів дням днями днях\n"
    U"дія дія дії дію дією дій діям діями діях\n"
    U"бій бій бою боєм бої боїв боям боями боях боєві\n"
    U"війн воєн\n"
    U"бійк боєць\n"
    U"льв львів львова львову львовом львові\n"
    U"київ київ києва києву києвом києві\n"
    U"їж їжа їжі їжу їжею\n"
    U"міст місто міста місту містом місті міст містам містами містах\n"
    U"мост мосту моста мостом мостові мости мостів мостам мостами мостах\n"
    U"вогн вогонь\n"
    U"посл посол\n"
    U"сел сіл\n"
    U"тижн тиждень\n"
    U"церкв церков\n"
    U"реч річ\n"
    U"імен ім'я\n"
    U"успох успіх\n"
    U"фільм фільми\n"
    U"папер папір\n"
    U"дорог дорого\n"
    U"вос весь все всього всьому всю вся всі всій всім всіма всіх\n";

// Of nouns and adjectives, all cases and numbers.
constexpr Ending nominal_endings =
    U"ого ому ими іми їми ього ьому ій їй ий ої ьої ою ьою их іх їх им ім їм ами ями ам ям ах ях ові еві єві ом ем "
    U"єм ьом ею єю ів їв ей ьми има іма а я о е є у ю и і ї ь й";

// Of verbs only those that no noun ends in: "-ати" and "-али" would take the солдати and the скандали too.
constexpr Ending verbal_endings =
    U"увати ювати ував ював увала ювала увало ювало ували ювали увавши ювавши ують юють ує ює уємо юємо уєте юєте "
    U"уєш юєш уючи юючи уйте юйте уймо юймо ають яють ає яє аємо яємо аєте яєте аєш яєш аючи яючи айте яйте авши "
    U"явши ивши атиме ятиме итиме уватиме юватиме атимуть ятимуть итимуть уватимуть юватимуть атимемо итимемо "
    U"уватимемо юватимемо";
constexpr Ending reflexive_endings =
    U"тися тись вся вшись лася лась лося лось лися лись ться мося мось шся теся тесь чись юся юсь";
constexpr Ending verbal_themes = U"ува юва а я и і ає яє ую юю ує ює аю яю е є у ю ї";

// What may stand before an ending, and by itself looks like one: програм-а, харков-а, організаці-я, геро-я. Stripped
// from all, so that the form without an ending (програм, Харків) comes to the same.
constexpr Ending second_endings = U"ам ем ом им ов ев єв ів їв і о е";

bool is_consonant(char32_t letter) {
  return Ending(U"бвгґджзйклмнпрстфхцчшщ").find(letter) != Ending::npos;
}

void strip_endings(Letters& word) {
  if (strip_ending(word, reflexive_endings, shape)) {
    strip_ending(word, verbal_themes, shape);
  } else if (!strip_ending(word, verbal_endings, shape)) {
    strip_ending(word, nominal_endings, shape);
    strip_ending(word, second_endings, shape);
  }
}

// українець, українця; порядок, порядку; січень, січня: the vowel between the last two consonants goes from all forms.
void drop_fleeting_vowel(Letters& stem) {
  const std::size_t n = stem.size();
  if (n < 5 || !is_consonant(stem[n - 3])) return;
  const Ending last_two = Ending(stem).substr(n - 2);
  if (last_two != U"ок" && last_two != U"ек" && last_two != U"ен" && last_two != U"ер" && last_two != U"ел") return;
  stem.erase(n - 2, 1);
}

void level(Letters& stem) {
  while (stem.size() > shape.shortest && (stem.back() == U'ь' || stem.back() == U'\'')) stem.pop_back();
  // рішення, рішень: the doubled consonant is single where nothing follows it
  if (stem.size() > shape.shortest && stem.back() == stem[stem.size() - 2]) stem.pop_back();
  if (stem.ends_with(U"анин") || stem.ends_with(U"янин")) stem.resize(stem.size() - 2);
  if (stem.size() < shape.shortest) return;
  replace_end(stem, U"льц", U"лц") || replace_end(stem, U"еєц", U"ейц");  // доброволець, європеєць
  replace_end(stem, U"ц", U"к") || replace_end(stem, U"з", U"г");  // політика, політиці; допомога, допомозі
  if (!is_consonant(stem.back())) return;
  // The last closed syllable has і where an open one has о: рік, року; незалежність, незалежності.
  char32_t& vowel = stem[stem.size() - 2];
  if (vowel == U'і') vowel = U'о';
  replace_end(stem, U"іст", U"ост");
  drop_fleeting_vowel(stem);
}

}  // namespace

std::string stem_ukrainian(std::string_view word) {
  Letters letters = letters_of(word);
  if (const Ending stem = irregular_stem(letters, irregular); !stem.empty()) return word_of(stem);
  strip_endings(letters);
  level(letters);
  return word_of(letters);
}

}  // namespace dispatches::text
