#include "indexer/text/stop_words.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "indexer/text/fold.hpp"

namespace dispatches::text {
namespace {

struct List {
  std::string_view language;
  std::string_view words;
};

// Not "us" in English: folded, the United States is written so. Elided articles and pronouns stand as the tokenizer
// parts them: l'accord → l, accord.
constexpr std::array<List, 11> lists{{
    {"en",
     "a about above after again against all also am an and any are as at be because been before being below between "
     "both but by can could did do does doing down during each few for from further had has have having he her here "
     "hers him his how i if in into is it its itself just me more most my no nor not now of off on once only or "
     "other our out over own said same she should so some such than that the their theirs them then there these "
     "they this those through to too under until up very was we were what when where which while who whom why will "
     "with would you your"},
    {"uk",
     "а або але би бо був буде будуть була були було бути в вам вас ваш вже ви від він вона вони воно все всі всіх "
     "де для до з за зі і із її їй їм їх його йому й має мають між мене ми мій може на навіть над нам нас наш не "
     "неї нею них ні ніж но о об один під після по при про та так такий також там те ти тим тих то тобто тоді той "
     "того тож тому тут у уже хто це цей ці цього цьому цим цих ця чи через що щоб як яка яке який які яких якого "
     "якому якщо я є"},
    {"ru",
     "а без более бы был была были было быть в вам вас ваш во вот все всех вы где да для до его ее если есть еще же "
     "за и из или им их к как какой когда кто ли либо между меня мне может можно мы на над надо наш не него нее ней "
     "нет ни них но ну о об один однако он она они оно от очень по под после при про с со так также такой там те "
     "тем то того тоже той только том ты у уже хотя чего чем что чтобы эта эти этих это этого этой этом этому этот "
     "эту я которая которые который которых которого которой"},
    {"de",
     "ab aber als also am an auch auf aus bei beim bin bis bist da damit dann das dass dem den denn der des dessen "
     "die dies diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines er es etwas für "
     "gegen gewesen hat hatte hatten haben ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem "
     "jeden jeder jedes kann kein keine können man mehr mich mir mit muss nach nicht nichts noch nun nur ob oder "
     "ohne sehr sein seine seinem seinen seiner seit sich sie sind so solche soll sollte sondern über um und uns "
     "unser unter vom von vor war waren was weil weiter welche welcher wenn wer werden wie wieder will wir wird wo "
     "wurde wurden während zu zum zur zwar zwischen"},
    {"fr",
     "à afin ai ainsi alors après au aucun aussi autre autres aux avait avant avec avoir c ce cela celle celles "
     "celui ces cet cette ceux chez comme contre d dans de depuis des donc dont du elle elles en encore entre est "
     "et étaient était été être eu eux fait il ils j je jusqu l la le les leur leurs lors lui m ma mais me même mes "
     "moi mon n ne ni nos notre nous on ont ou où par parce pas pendant peu peut plus pour pourquoi puis qu quand "
     "que quel quelle quelles quels qui quoi s sa sans se selon ses si soit son sont sous sur t ta tandis te tes "
     "toi ton tous tout toute toutes très tu un une vers vos votre vous y"},
    {"es",
     "a al algo algunas algunos ante antes aquel aquella así aún aunque bajo bien cada como con contra cual cuales "
     "cuando cuyo da de del desde donde dos durante e el él ella ellas ellos en entre era eran es esa esas ese eso "
     "esos esta está están estas este esto estos fue fueron ha había habían hace hacia han hasta hay incluso la las "
     "le les lo los más me mi mientras mismo mucho muy nada ni no nos nosotros o otra otras otro otros para pero "
     "poco por porque pues que qué quien quienes se según ser si sí sido sin sobre solo son su sus también tan "
     "tanto te tiene tienen toda todas todo todos tras tu un una unas uno unos y ya yo"},
    {"it",
     "a abbiamo ad agli ai al alla alle allo all anche ancora anni aveva avevano c che chi ci ciò col come con "
     "contro cui d da dagli dai dal dall dalla dalle dallo degli dei del dell della delle dello dentro di dopo dove "
     "due e è ed era erano essere fa fino fra gli ha hai hanno ho i il in io l la le lei li lo loro lui ma me "
     "mentre mi mia mio molto ne negli nei nel nell nella nelle nello noi non nostro o ogni oltre per perché però "
     "più poi prima può qual quale quali quando quanto quella quelle quelli quello quell quest questa queste questi "
     "questo qui sarà se sei si sia solo sono sta stata stati stato su sua sue sugli sui sul sull sulla sulle suo "
     "suoi tra tutti tutto un una uno verso vi voi"},
    {"pt",
     "a à agora ainda além algum alguns ante antes ao aos após aquele aquela as às até cada com como contra cujo da "
     "das de dela dele deles depois desde desta deste disse do dos durante e é ela elas ele eles em enquanto entre "
     "era eram essa esse essas esses esta está estão estas estava este estes eu foi foram há isso isto já lhe mais "
     "mas me mesmo meu minha muito na não nas nem no nos nós nossa nosso num numa o onde os ou outra outras outro "
     "outros para pela pelas pelo pelos perante pode podem pois por porque quais qual quando que quem se segundo "
     "seja sem ser será seu seus sido só sob sobre sua suas também tanto tem têm ter teve tinha toda todas todo "
     "todos tudo um uma umas uns você"},
    {"nl",
     "aan af al alle alleen als altijd andere ben bij daar dan dat de deze die dit doch doen door dus een en er ge "
     "geen haar had hadden heb hebben heeft hem het hier hij hoe hun ik in is ja je jij kan kon konden kunnen maar "
     "me meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons onze ook op over reeds "
     "sinds te tegen ten ter tijdens toch toen tot tussen u uit uw van vanuit veel voor waar waren was wat we wel "
     "welke werd werden wie wij wil worden wordt zal ze zei zelf zich zij zijn zo zoals zonder zou zouden"},
    {"pl",
     "a aby ale ani aż bardzo bez bo by był była było były być chce choć ci cię co coś czy czyli dla do dlatego gdy "
     "gdyż gdzie go i ich ile im inne innych iż ja jak jaka jakie jako je jednak jego jej jemu jest jestem jeszcze "
     "jeśli jeżeli już każdy kiedy kto która które którego której którą który których którym którzy ku lub ma mają "
     "mi między mimo może można mu my na nad nam nas nasz natomiast nawet nią nic nich nie niej nim niż no o obok "
     "od on ona one oni oraz po pod poza ponad ponieważ przed przez przy roku są się sobie swoje swoich swój ta tak "
     "taka takie także tam te tego tej ten to tu twój ty tych tylko tym tę tą u w we więc wszystkie wszystkich "
     "wszystko wy z za zaś ze że żeby"},
    {"ar",
     "في من إلى على عن مع هذا هذه ذلك تلك التي الذي الذين اللذين اللتين ما لا لم لن قد كان كانت كانوا يكون تكون هو "
     "هي هم هن نحن أنا أنت و أو ثم بل لكن إن أن إذا إذ حتى كل بعض غير بين بعد قبل عند عندما حيث منذ خلال ضد حول فوق "
     "تحت أمام وراء دون كما كذلك أيضا لدى لها له لهم لنا به بها بهم فيه فيها فيهم منه منها منهم عنه عنها عليه عليها "
     "عليهم إليه إليها إليهم وفي ومن وعلى وإلى وقد وكان وكانت وهو وهي وأن وإن ولا ولم وما بأن لأن أي أية هناك هنا "
     "ليس ليست سوى فإن فقد فقط أما إما إلا يا"},
}};

using Words = std::vector<std::string>;  // sorted

Words folded_words(std::string_view words) {
  Words folded;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) folded.push_back(fold(words.substr(0, end)));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  std::sort(folded.begin(), folded.end());
  return folded;
}

// Null for a language without a list.
const Words* words_of(std::string_view language) {
  static const std::array<Words, lists.size()> folded = [] {
    std::array<Words, lists.size()> made;
    for (std::size_t i = 0; i < lists.size(); ++i) made[i] = folded_words(lists[i].words);
    return made;
  }();
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (lists[i].language == language) return &folded[i];
  }
  return nullptr;
}

}  // namespace

bool is_stop_word(std::string_view folded, std::string_view language) {
  const Words* words = words_of(language);
  return words != nullptr && std::binary_search(words->begin(), words->end(), folded, std::less<>());
}

}  // namespace dispatches::text
