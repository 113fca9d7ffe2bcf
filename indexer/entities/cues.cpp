#include "indexer/entities/cues.hpp"

#include <algorithm>
#include <array>

#include "indexer/names/case_forms.hpp"
#include "indexer/text/fold.hpp"

namespace dispatches::entities {
namespace {

// Folded as text/fold does it; Cyrillic in the nominative, compared by case key.
constexpr std::string_view kTitles =
    // en
    "mr mrs ms miss mx sir dame lord lady dr prof professor rev reverend pope king queen prince princess crown emir "
    "sultan sheikh shah ayatollah "
    "imam rabbi cardinal patriarch archbishop bishop metropolitan president presidents premier prime minister "
    "ministers chancellor deputy vice acting "
    "interim former ex late then incoming outgoing senator sen congressman congresswoman congressmen rep "
    "representative governor gov mayor "
    "ambassador envoy special presidential secretary general gen lieutenant lt colonel col major maj captain capt "
    "sergeant sgt corporal private "
    "admiral adm commander brigadier brig marshal chief commissioner director chairman chairwoman chair head leader "
    "speaker spokesman spokeswoman "
    "spokesperson adviser advisor aide analyst journalist reporter author actor singer billionaire tycoon oligarch "
    "businessman magnate warlord "
    "dictator strongman politician lawmaker mp mep attorney judge justice lawyer prosecutor candidate nominee "
    "republican democrat democratic "
    "conservative labour foreign defence defense interior finance energy economy justice security national military "
    "army air naval police "
    "intelligence counterpart colleague ally opponent rival mediator negotiator diplomat official host successor "
    "predecessor comrade brother "
    "majority minority father mother son daughter wife husband sister founder boss tsar czar "
    // de
    "herr frau doktor prasident prasidentin bundesprasident kanzler kanzlerin bundeskanzler bundeskanzlerin altkanzler "
    "minister ministerin premier "
    "premierminister premierministerin regierungschef regierungschefin staatschef staatsoberhaupt aussenminister "
    "aussenministerin verteidigungsminister "
    "verteidigungsministerin innenminister finanzminister wirtschaftsminister general oberst botschafter botschafterin "
    "gesandter gesandte sondergesandter "
    "sondergesandte sonderbeauftragter sprecher sprecherin chef chefin fuhrer machthaber burgermeister burgermeisterin "
    "oberburgermeister gouverneur "
    "generalsekretar generalsekretarin kommissionsprasidentin ratsprasident papst konig konigin prinz kollege kollegin "
    "amtskollege amtsinhaber "
    "vorganger nachfolger berater beraterin politiker politikerin experte kommandeur oppositionsfuhrer "
    // fr
    "mm mme mlle monsieur madame maitre president presidente ministre premier premiere chancelier chanceliere general "
    "colonel ambassadeur "
    "ambassadrice secretaire maire gouverneur depute deputee senateur senatrice chef cheffe porte parole roi reine "
    "prince pape emissaire envoye "
    "conseiller conseillere dirigeant leader homologue commandant ancien ancienne "
    // es it pl
    "senor senora presidente ministro ministra canciller prezydent premier minister kanclerz general pan pani szef "
    "rzecznik przewodniczacy "
    // uk
    "пан пані президент президентка прем'єр премєр міністр міністерка прем'єр-міністр канцлер генерал полковник майор "
    "капітан адмірал посол речник "
    "речниця голова очільник очільниця керівник лідер командувач головнокомандувач головком секретар спікер депутат "
    "депутатка радник радниця "
    "губернатор мер мерка спецпосланник посланець посланник спецпредставник представник заступник король королева "
    "принц папа патріарх диктатор "
    "експрезидент віцепрезидент держсекретар генсек глава начальник директор журналіст товариш колега брат батько син "
    "дружина "
    // ru
    "господин госпожа президент премьер министр канцлер генерал полковник майор капитан адмирал посол представитель "
    "спикер глава лидер командующий "
    "главнокомандующий секретарь депутат советник губернатор мэр спецпосланник посланник спецпредставник замглавы "
    "заместитель король королева принц папа "
    "патриарх диктатор экс вице госсекретарь генсек начальник директор журналист товарищ коллега брат отец сын жена "
    "пресс";

constexpr std::string_view kCalendar =
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight mon tue wed thu fri sat "
    "sun "
    "januar februar marz mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag "
    "freitag samstag sonnabend sonntag "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi "
    "vendredi samedi dimanche "
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень понеділок вівторок "
    "середа четвер п'ятниця субота неділя "
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь понедельник вторник среда четверг "
    "пятница суббота воскресенье";

constexpr std::string_view kGivenNames =
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark "
    "donald steven paul andrew joshua "
    "kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen "
    "larry justin scott brandon "
    "benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan henry "
    "douglas zachary peter kyle walter "
    "ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan "
    "joe jordan billy bruce albert "
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley "
    "kimberly emily donna michelle "
    "carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna "
    "brenda pamela emma nicole helen "
    "samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce "
    "virginia victoria kelly lauren "
    "christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances "
    "kathryn janice jean abigail "
    "alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany "
    "charlotte marie kayla alexis "
    "boris stanley rachel marina melania ivanka eric barron lara hunter jill ashley tiffany denzel serena carrie rosa "
    "austin "
    "hans peter klaus jurgen wolfgang thomas michael andreas stefan stephan christian markus matthias martin frank uwe "
    "jens jan lars sven torsten "
    "ralf bernd dieter horst gunter heinz karl kurt otto fritz heinrich friedrich johannes lukas felix tobias "
    "sebastian florian philipp sabine monika "
    "petra ursula angela claudia susanne birgit heike andrea stefanie katrin nicole anja julia katharina annalena "
    "franziska johanna "
    "jean pierre michel alain philippe nicolas francois laurent christophe jacques gerard olivier luc yves dominique "
    "sylvie nathalie isabelle "
    "brigitte valerie sandrine celine aurelie camille lea chloe manon "
    "ahmed ahmad mohammed muhammad mohamed mahmoud ali hassan hussein omar khaled khalid ibrahim yusuf youssef "
    "abdullah abdul fatima aisha layla "
    "giorgia giuseppe matteo marco luca carlos juan pedro luis javier pablo jorge fernando "
    "олена олександр володимир іван петро микола сергій андрій дмитро олексій василь юрій михайло віктор богдан тарас "
    "роман ігор олег павло максим "
    "євген анатолій валерій віталій ярослав денис артем кирило кирил марія ольга наталія тетяна ірина світлана юлія "
    "людмила оксана катерина анна ганна "
    "вікторія надія любов галина валентина дарина софія анастасія христина людмила "
    "александр владимир иван пётр николай сергей андрей дмитрий алексей василий юрий михаил виктор роман игорь олег "
    "павел максим евгений анатолий "
    "валерий виталий ярослав денис артём кирилл мария ольга наталья татьяна ирина светлана юлия людмила оксана "
    "екатерина анна виктория надежда "
    "галина валентина дарья софья анастасия кристина елена константин вячеслав геннадий георгий борис аркадий степан "
    "фёдор илья никита";

constexpr std::string_view kOpeners =
    "meanwhile however earlier later also asked speaking addressing responding writing according despite although "
    "though while when after before since "
    "because if as but and or so yet still even now then there here this that these those what why how who where "
    "whether both neither either "
    "in on at by for from with without against about under over during between among like unlike instead rather "
    "moreover furthermore "
    "nevertheless nonetheless only once perhaps maybe yes no not never today yesterday did does do is are was were "
    "will would can could should has "
    "have had may might must let says said photo video watch exclusive analysis opinion live update breaking read more "
    "doch aber und oder wie wo wer was warum weil wenn als nach vor bei mit ohne gegen fur uber unter seit auch nur "
    "noch schon dann dabei damit dass "
    "laut so nun hat ist war wird will kann soll sagte "
    "mais et ou donc or ni car selon pour avec sans contre apres avant pendant depuis quand lorsque comme si alors "
    "ainsi aussi enfin "
    "тому потім але і й та а проте однак також тим зате водночас після перед під за на у в з із зі до від для про при "
    "через щоб якщо коли де хто що як чому "
    "раніше пізніше вчора сьогодні завтра нагадаємо зокрема адже тоді тепер "
    "но и а однако также тем после перед под за на у в с со из к от для про при через чтобы если когда где кто что как "
    "почему ранее позже вчера "
    "сегодня завтра напомним тогда теперь";

constexpr std::string_view kOrgNouns =
    "party army navy forces force troops military police government parliament ministry group movement brigade "
    "regiment battalion corps fleet command "
    "commission committee council court agency service office department bank union alliance administration";

constexpr std::string_view kPlaceNouns =
    "city town village region oblast province district raion governorate county state strip valley peninsula island "
    "islands sea river bay gulf strait "
    "canal border front airport port harbour harbor heights desert mountains coast metro time dc proper based area "
    "stadt gebiet федерация республика республіка федерація штаты штати королевство королівство bezirk region область "
    "район місто край округ город";

constexpr std::string_view kQualifiers =
    "eastern western northern southern central east west north south upper lower greater occupied annexed liberated "
    "besieged neighbouring neighboring "
    "modern post pre pro anti former soviet nazi imperial tsarist wartime mainland free new old "
    "західна східна північна південна центральна велика окупована західний східний північний південний западная "
    "восточная северная южная "
    "центральная большая оккупированная западный восточный северный южный ostliche westliche ganz pro anti ex non";

// Acronyms and names of the catalogue that are words too.
constexpr std::string_view kCommonWords =
    "us it who un on as is are am an at be by do go he if in me my no of or so to up we ai aid act arm art care hope "
    "save start safe swift fire will "
    "mark grant rose may june april august hunter price young long short brown black white green gold case chase stone "
    "ward wall hill field wood woods "
    "park pope bishop king law page read rice rich power best bond bush cook church day fox frost gray grey hall hunt "
    "justice lane little major miller "
    "moon moore north paul pence penny person pool post reed rush sharp smart snow star steel summers sunday swan true "
    "walker walls war waters "
    "wise wolf liberation memorial marine council guard guards house senate parliament ministry bloc alliance union "
    "agency court bank committee commission signal meta x time "
    "политика самое додому ровно суми мена мир рівне дача правда заря зоря надія воля свобода любов слава голос рада "
    "батьківщина "
    "вагнер кіт мороз козак коваль гончар ткач "
    "лев лис заєць вовк баран гай дуб море річка гора поле сила рух "
    "мир слава надежда воля свобода правда голос орёл лев волк мороз";

constexpr std::string_view kNameTails =
    "jr junior sr senior iii tower towers plaza foundation fund institute university college school academy library "
    "museum prize award street square avenue "
    "boulevard road bridge hospital post times daily herald tribune gazette journal express memorandum protocol accord "
    "accords agreement agreements "
    "treaty convention conventions declaration conference forum summit wall "
    "меморандум протокол конвенція угоди угода соглашения конвенция меморандум";

constexpr std::array<std::string_view, 14> kGermanRoles = {
    "minister", "ministerin", "prasident",  "prasidentin", "kanzler",  "kanzlerin",   "chef",
    "chefin",   "sprecher",   "sprecherin", "sekretar",    "gesandte", "beauftragte", "general"};

std::string key_of(std::string_view word) {
  return name_key(word, text::script_of(word));
}

}  // namespace

Cues::Cues(const std::vector<Name>& names, const std::vector<Entity>& entities) {
  add(titles_, kTitles);
  add(calendar_, kCalendar);
  add(given_, kGivenNames);
  common_given_ = given_;
  add(openers_, kOpeners);
  add(org_nouns_, kOrgNouns);
  add(place_nouns_, kPlaceNouns);
  add(qualifiers_, kQualifiers);
  add(common_, kCommonWords);
  add(tails_, kNameTails);
  for (const auto& name : names)
    if (entities[name.entity].type == EntityType::person && name.kind == NameKind::name && name.tokens.size() >= 2 &&
        !is_particle(name.tokens[0].folded) && !has(titles_, name.tokens[0].folded))
      add_word(given_, name.tokens[0].folded);
}

void Cues::add(Words& words, std::string_view list) {
  while (!list.empty()) {
    const auto space = std::min(list.find(' '), list.size());
    if (space > 0) add_word(words, text::fold(list.substr(0, space)));
    list.remove_prefix(std::min(space + 1, list.size()));
  }
}

void Cues::add_word(Words& words, const std::string& folded) {
  words[key_of(folded)].push_back(folded);
}

bool Cues::has(const Words& words, std::string_view word) {
  if (static_cast<unsigned char>(word.empty() ? 0 : word[0]) < 0x80) return words.contains(word);
  const auto found = words.find(key_of(word));
  const auto is_form = [word](const std::string& nominative) { return names::is_case_form(nominative, word); };
  return found != words.end() && std::any_of(found->second.begin(), found->second.end(), is_form);
}

bool Cues::is_title(std::string_view word) const {
  if (has(titles_, word)) return true;
  return std::any_of(kGermanRoles.begin(), kGermanRoles.end(),
                     [&](std::string_view role) { return word.size() > role.size() + 2 && word.ends_with(role); });
}
bool Cues::is_calendar(std::string_view word) const {
  return has(calendar_, word);
}
bool Cues::is_given_name(std::string_view word) const {
  return has(given_, word);
}
bool Cues::is_common_given_name(std::string_view word) const {
  return has(common_given_, word);
}
bool Cues::is_opener(std::string_view word) const {
  return has(openers_, word);
}
bool Cues::is_org_noun(std::string_view word) const {
  return has(org_nouns_, word);
}
bool Cues::is_place_noun(std::string_view word) const {
  return has(place_nouns_, word);
}
bool Cues::is_qualifier(std::string_view word) const {
  return has(qualifiers_, word);
}
bool Cues::is_common_word(std::string_view word) const {
  return has(common_, word);
}
bool Cues::is_name_tail(std::string_view word) const {
  return has(tails_, word);
}

}  // namespace dispatches::entities
