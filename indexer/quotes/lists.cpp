#include "indexer/quotes/lists.hpp"

namespace dispatches::quotes {
namespace {

constexpr std::uint32_t only(Speech one) { return static_cast<std::uint32_t>(one); }
constexpr std::uint32_t kVerb = only(Speech::verb), kHindrance = only(Speech::hindrance), kThat = only(Speech::that);
constexpr std::uint32_t kOpener = only(Speech::opener), kPreposition = only(Speech::preposition), kAdverb = only(Speech::adverb);
constexpr std::uint32_t kRole = only(Speech::role), kBody = only(Speech::body), kPronoun = only(Speech::other_pronoun);
constexpr std::uint32_t kParticiple = Speech::verb | Speech::participle, kQuoting = Speech::verb | Speech::quoting_only;
constexpr std::uint32_t kCiting = kQuoting | only(Speech::citing), kPassive = kQuoting | only(Speech::passive);
constexpr std::uint32_t kDoubtful = Speech::verb | Speech::doubtful;
constexpr std::uint32_t kBare = Speech::verb | Speech::bare, kNaming = Speech::verb | Speech::naming;

SpeechWords english() {
  return SpeechWords("en", {
      {kBare, "said says"},
      {kVerb, "say told tells added stated declared announced insisted insists warned warns argued argues explained explains replied responded asked wrote "
              "tweeted confirmed admitted acknowledged continued concluded recalled stressed stresses emphasised emphasized remarked commented suggested "
              "suggests promised vowed pledged denied testified urged observed reiterated recounted revealed predicted complained conceded countered "
              "cautioned asserted alleged alleges maintained noted claimed reported affirmed underlined underscored clarified lamented disclosed believes"},
      {kQuoting, "tell adds states claims reports notes replies remarks asks writes joked quipped exclaimed shouted cried whispered began thundered posted "
                 "mused sighed chanted yelled adding saying repeated agreed"},
      {kNaming, "called calls described describes dubbed denounced condemned labelled labeled branded hailed praised dismissed termed referred likened "
                "characterised characterized"},
      {only(Speech::auxiliary) | kAdverb, "has have had"},
      {kAdverb, "also later then earlier recently reportedly repeatedly already previously further still once again just simply himself herself themselves "
                "publicly privately bluntly flatly today yesterday tonight rightly"},
      {kHindrance, "to would will can could should might may must not never didn't didn’t cannot won't won’t wouldn't wouldn’t don't don’t doesn't doesn’t let if "
                   "whether neither nor being be been is are was were having"},
      {kThat, "that"},
      {only(Speech::according), "according"},
      {only(Speech::second) | kPreposition, "to"},
      {kPreposition, "of for in on at by with from about against between among under over after before during through near behind alongside beside via than "
                     "like towards toward into including without outside inside despite upon around quoting citing and"},
      {kOpener, "when while because although though since who whom whose which where but what how why until unless so and or if after before as"},
      {only(Speech::he), "he"},
      {only(Speech::she), "she"},
      {kPronoun, "this these those nothing something everything they it we i you one others many some both"},
      {kRole, "president minister premier chancellor secretary chief head leader spokesman spokeswoman spokesperson ambassador envoy general commander colonel "
              "mayor governor official officer diplomat senator congressman congresswoman lawmaker prosecutor judge director chairman chairwoman chair adviser "
              "advisor aide analyst expert professor lawyer doctor activist journalist reporter witness soldier pilot king queen prince pope patriarch deputy "
              "coordinator representative candidate politician speaker source man woman resident survivor mother father brother sister son daughter husband wife "
              "widow nurse teacher researcher historian economist executive founder owner manager author writer reader editor author student farmer driver "
              "volunteer refugee captain lieutenant major sergeant"},
      {kBody, "officials ministers spokesmen leaders ministry government army military police office department agency authorities administration commission "
              "council union parliament committee company group organisation organization party embassy court rebels militants witnesses sources residents analysts "
              "experts diplomats lawmakers prosecutors soldiers activists monitors doctors medics investigators troops forces presidency kremlin pentagon staff "
              "command service services navy report statement ministry's delegation alliance bloc watchdog regulator bank paper newspaper network observers "
              "critics supporters lawyers scientists researchers survivors families relatives intelligence opposition"},
      {only(Speech::abbreviation), "mr mrs ms dr prof gen col lt maj capt sgt sen rep gov st vs no jr sr adm brig rev hon etc inc ltd corp co dept jan feb mar "
                                   "apr jun jul aug sep sept oct nov dec"},
  });
}

SpeechWords ukrainian() {
  return SpeechWords("uk", {
      {kVerb, "сказав* розповів* розповідав* заявив* заявляв* повідомив* повідомляв* додав* додавав* зазначив* зазначав* наголосив* наголошував* підкреслив* "
              "підкреслював* пояснив* пояснював* написав* відповів* запитав* визнав* попередив* попереджав* пообіцяв* обіцяв* нагадав* нагадував* оголосив* "
              "констатував* резюмував* продовжив* прокоментував* заперечив* вигукнув* припустив* стверджував* зауважив* поінформував* акцентував* уточнив* "
              "підтвердив* підсумував* поскаржився* поділився* зізнався* запевнив* запевняв* вважав* спрогнозував* погодився* промовив* висловив* прогнозував* натякнув* попросив* згадав* згадував* коментував* говорив* "
              "казав* каже говорить заявляє повідомляє зазначає додає наголошує підкреслює пояснює стверджує вважає розповідає пише нагадує переконує запевняє "
              "попереджає уточнює прогнозує коментує згадує зауважує ділиться запитує відповідає передає переконаний переконана визнає"},
      {Speech::verb | Speech::plural, "кажуть говорять заявляють повідомляють зазначають додають наголошують підкреслюють пояснюють стверджують вважають "
                                      "розповідають пишуть нагадують запевняють попереджають уточнюють переконані"},
      {kCiting, "цитує цитують процитував* наводить наводять"},
      {kPassive, "йдеться ідеться мовиться сказано зазначається наголошується повідомляється підкреслюється вказується стверджується"},
      {kQuoting, "закликав* звернувся* поцікавився* гукнув* крикнув* пожартував* підсумовує"},
      {kNaming, "назвав* називав* називає називають"},
      {kAdverb, "також згодом раніше потім тоді вже ще тим часом уже зокрема сам сама водночас сьогодні вчора"},
      {kHindrance, "не ні щоб якби якщо чи"},
      {kThat, "що мовляв"},
      {only(Speech::according), "за із згідно відповідно"},
      {only(Speech::second), "словами даними інформацією оцінкою оцінками заявою твердженням повідомленням"},
      {kPreposition, "в у на з із зі до від про для під над перед після між через при за по без проти серед біля щодо крім поряд разом заради"},
      {only(Speech::inside), "в у на"},
      {kOpener, "коли якщо хоча бо оскільки який яка яке які якого якої яких котрий де куди чому а але проте однак і й та або чи доки поки як"},
      {only(Speech::he), "він"},
      {only(Speech::she), "вона"},
      {kPronoun, "це той ті нам мені вам їм йому їй мене нас хто ніхто вони ми я ви хтось дехто"},
      {kRole, "президент прем'єр прем’єр міністр міністерка глава голова речник речниця представник представниця спікер спікерка посол послиця "
              "генерал командувач командир полковник мер губернатор чиновник посадовець дипломат сенатор депутат депутатка прокурор прокурорка суддя директор "
              "директорка радник радниця аналітик експерт експертка професор адвокат адвокатка лікар лікарка активіст активістка журналіст журналістка свідок "
              "військовий боєць пілот король папа патріарх заступник заступниця секретар секретарка канцлер канцлерка лідер лідерка політик омбудсман очільник "
              "очільниця співрозмовник керівник керівниця начальник жінка чоловік мати батько дружина мешканець мешканка"},
      {kBody, "міністерство уряд армія поліція офіс відомство агентство влада адміністрація комісія рада парламент комітет компанія організація партія "
              "посольство суд генштаб штаб сбу мзс міноборони прокуратура розвідка служба депутати посадовці чиновники військові експерти аналітики журналісти "
              "мешканці свідки захисники правоохоронці рятувальники змі слідчі лікарі кремль союзники"},
      {only(Speech::abbreviation), "р рр ім м с вул просп млн млрд грн тис ст т д п ін див проф ген гр обл св"},
  });
}

SpeechWords russian() {
  return SpeechWords("ru", {
      {kVerb, "сказал* рассказал* рассказывал* заявил* заявлял* сообщил* сообщал* отметил* отмечал* добавил* подчеркнул* подчеркивал* подчёркивал* объяснил* "
              "объяснял* пояснил* пояснял* уточнил* утверждал* считал* полагал* указал* указывал* написал* ответил* отвечал* спросил* признал* признался* "
              "предупредил* предупреждал* пообещал* обещал* напомнил* объявил* констатировал* резюмировал* продолжил* прокомментировал* возразил* воскликнул* "
              "посетовал* предположил* говорил* подтвердил* заверил* заверял* пожаловался* поделился* проинформировал* заключил* заметил* согласился* "
              "подытожил* произнес* произнёс* опроверг* прогнозировал* намекнул* попросил* вспомнил* вспоминал* комментировал* констатирует "
              "прогнозирует комментирует вспоминает признается признаётся делится замечает соглашается отвечает спрашивает заключает сказав "
              "говорит заявляет сообщает отмечает добавляет подчеркивает подчёркивает объясняет поясняет уточняет утверждает считает полагает указывает пишет "
              "рассказывает напоминает признает признаёт предупреждает обещает передает передаёт уверяет уверен уверена убежден убеждена убеждён продолжает"},
      {Speech::verb | Speech::plural, "говорят заявляют сообщают отмечают добавляют подчеркивают подчёркивают объясняют поясняют уточняют утверждают считают "
                                      "полагают указывают пишут рассказывают напоминают уверяют уверены убеждены предупреждают"},
      {kCiting, "цитирует цитируют процитировал* приводит приводят"},
      {kPassive, "говорится сказано отмечается подчеркивается подчёркивается сообщается указывается утверждается"},
      {kQuoting, "обратился* поинтересовался* крикнул* пошутил* восклицает резюмирует"},
      {kNaming, "назвал* называл* называет называют охарактеризовал*"},
      {kAdverb, "также позже ранее затем тогда уже еще ещё тем временем вновь сам сама однако лично сегодня вчера"},
      {kHindrance, "не ни чтобы бы якобы если ли"},
      {kThat, "что"},
      {only(Speech::according), "по согласно из"},
      {only(Speech::second), "словам данным мнению информации оценке оценкам сообщению заявлению утверждению"},
      {kPreposition, "в во на с со к ко от о об обо про для под над перед после между через при за по без против среди около из у вместе кроме ради "},
      {only(Speech::inside), "в во на"},
      {kOpener, "когда если хотя потому поскольку который которая которое которые которого которой которых где куда почему а но и или либо пока как"},
      {only(Speech::he), "он"},
      {only(Speech::she), "она"},
      {kPronoun, "это тот те нам мне вам им ему ей меня нас кто никто они мы я вы некоторые многие"},
      {kRole, "президент премьер министр глава председатель представитель представительница спикер посол генерал командующий "
              "командир полковник мэр губернатор чиновник дипломат сенатор депутат прокурор судья директор советник советница аналитик эксперт профессор адвокат "
              "врач активист активистка журналист журналистка свидетель военный боец пилот король папа патриарх заместитель замглавы секретарь канцлер лидер "
              "политик омбудсмен руководитель начальник собеседник собеседница источник женщина мужчина мать отец жена муж житель жительница политолог "
              "правозащитник правозащитница основатель автор гендиректор замминистра юрист историк"},
      {kBody, "министерство правительство армия полиция ведомство агентство власти администрация комиссия совет парламент комитет компания организация партия "
              "посольство суд генштаб штаб фсб мид минобороны прокуратура разведка служба депутаты чиновники военные эксперты аналитики журналисты жители "
              "свидетели следователи врачи сми кремль союзники адвокаты источники очевидцы спасатели правоохранители издание газета"},
      {only(Speech::abbreviation), "г гг ул им млн млрд руб тыс стр т д п др пр см проф ген св обл р тов долл"},
  });
}

SpeechWords german() {
  return SpeechWords("de", {
      {kBare, "sagte sagten sagt sagen"},
      {kVerb, "erklärte erklärten betonte betonten betont schrieb schrieben schreibt berichtete berichteten warnte warnten warnt forderte forderten meinte "
              "meinten meint behauptete behaupteten antwortete fragte ergänzte bestätigte bestätigten versicherte versicherten unterstrich äußerte mahnte "
              "verkündete bekräftigte erläuterte entgegnete rief twitterte kritisierte kritisiert teilte teilten fügte räumte kündigte hob erinnerte beklagte "
              "urteilte resümierte konstatierte kommentierte hieß erzählte erzählten erzählt erklärt"},
      {kQuoting, "so"},
      {kParticiple, "gesagt erklärt erzählt mitgeteilt geschrieben gewarnt berichtet angekündigt"},
      {only(Speech::being), "wird werden wurde wurden worden"},
      {kNaming, "nannte nannten nennt bezeichnete bezeichneten"},
      {only(Speech::auxiliary) | kAdverb, "hat hatte haben hatten habe"},
      {kAdverb, "auch später dann zuvor bereits am montag dienstag mittwoch donnerstag freitag samstag sonntag abend"},
      {kHindrance, "nicht nie würde könnte wollte zu wenn ob falls wer"},
      {kThat, "dass daß"},
      {only(Speech::according), "laut nach"},
      {only(Speech::second), "angaben worten aussage ansicht auffassung"},
      {only(Speech::afterwards), "zufolge"},
      {kPreposition, "in im an am auf aus bei beim mit nach von vom zu zum zur für gegen über unter vor durch um ohne zwischen seit wegen während neben gegenüber und den dem des einen einem"},
      {kOpener, "als wenn weil obwohl während der die das welcher aber und oder ob denn doch wie nachdem bevor"},
      {only(Speech::he), "er"},
      {only(Speech::she), "sie"},
      {kPronoun, "wir ich es man"},
      {kRole, "präsident präsidentin minister ministerin ministerpräsident ministerpräsidentin premier premierminister kanzler kanzlerin bundeskanzler "
              "bundeskanzlerin außenminister außenministerin verteidigungsminister verteidigungsministerin innenminister chef chefin sprecher sprecherin "
              "regierungssprecher botschafter botschafterin general kommandeur oberst bürgermeister bürgermeisterin gouverneur beamter diplomat abgeordneter "
              "staatsanwalt richter direktor direktorin berater beraterin analyst experte expertin professor professorin anwalt anwältin arzt ärztin aktivist "
              "aktivistin journalist journalistin zeuge soldat pilot könig papst vorsitzender vorsitzende generalsekretär sekretär leiter leiterin politiker "
              "politikerin staatspräsident fraktionschef parteichef historiker"},
      {kBody, "ministerium regierung armee militär polizei amt behörde behörden verwaltung kommission rat parlament ausschuss firma unternehmen organisation partei "
              "botschaft gericht generalstab außenministerium verteidigungsministerium kreml luftwaffe beamte experten augenzeugen bewohner ärzte soldaten "
              "abgeordnete diplomaten"},
      {only(Speech::abbreviation), "dr prof nr st ca bzw usw evtl ggf inkl mio mrd jan feb okt nov dez"},
  });
}

SpeechWords french() {
  return SpeechWords("fr", {
      {kVerb, "disait disent déclare déclarait déclara affirme affirment affirmait affirma assure assurent assurait assura explique expliquent expliquait expliqua "
              "ajoute ajoutait ajouta annonce annonçait précise précisait souligne soulignent soulignait estime estiment estimait juge raconte racontait rappelle "
              "rappelait insiste insistait écrit écrivait répond répondait répondit reconnaît confie témoigne martèle poursuit conclut indique indiquait indiquent "
              "confirme prévient promet regrette résume dit lance soutient prétend renchérit renchérissait"},
      {kQuoting, "demande demandait demanda implore implorait implora"},
      {only(Speech::noun), "demande annonce"},
      {only(Speech::being), "est sont était étaient été être fut soit"},
      {kParticiple, "déclaré affirmé assuré expliqué ajouté annoncé précisé souligné estimé jugé raconté rappelé insisté écrit répondu reconnu confié témoigné "
                    "martelé lancé poursuivi conclu indiqué confirmé prévenu promis regretté résumé dit averti demandé soutenu dénoncé imploré "
                    "renchéri"},
      {kNaming, "qualifie qualifié qualifiait dénonce"},
      {only(Speech::auxiliary) | kAdverb, "a ont avait avaient aurait auraient t"},
      {kAdverb, "aussi également ensuite alors déjà encore notamment hier lundi mardi mercredi jeudi vendredi samedi dimanche"},
      {kHindrance, "si ne n pas jamais de"},
      {kThat, "que qu"},
      {only(Speech::according), "selon d"},
      {only(Speech::second), "après"},
      {kPreposition, "de du des d à au aux en dans sur sous avec sans pour par contre chez vers entre depuis pendant après avant dès devant et"},
      {kOpener, "quand lorsque si comme parce puisque qui dont où mais et ou car tandis alors"},
      {only(Speech::he), "il"},
      {only(Speech::she), "elle"},
      {kPronoun, "ils elles on nous je vous"},
      {kRole, "président présidente ministre premier première chancelier chancelière chef cheffe secrétaire parole ambassadeur ambassadrice général "
              "commandant colonel maire gouverneur responsable diplomate sénateur sénatrice député députée procureur juge directeur directrice conseiller "
              "conseillère analyste expert experte professeur avocat avocate médecin militant militante journaliste témoin soldat pilote roi pape dirigeant "
              "dirigeante patron représentant représentante chercheur chercheuse historien politologue"},
      {kBody, "ministère gouvernement armée police bureau agence autorités administration commission conseil parlement comité société organisation parti ambassade "
              "tribunal justice élysée kremlin responsables experts témoins habitants médecins soldats députés diplomates analystes ong présidence parquet"},
      {only(Speech::abbreviation), "m mm mme mmes dr st ste av janv févr sept oct nov déc"},
  });
}

SpeechWords spanish() {
  return SpeechWords("es", {
      {kVerb, "dijo dijeron dice dicen decía afirmó afirmaron afirma declaró declararon declara aseguró aseguraron asegura señaló señalaron señala explicó explicaron "
              "explica añadió añadieron añade agregó agregaron agrega indicó indicaron indica anunció anunciaron subrayó subrayaron sostuvo sostiene insistió insiste "
              "advirtió advirtieron advierte manifestó expresó reiteró recordó recordaron reconoció respondió preguntó escribió destacó confirmó confirmaron denunció "
              "denunciaron informó informaron comentó contó cuenta lamentó prometió concluyó precisó apuntó admitió relató aclaró opinó consideró resumió resumieron"},
      {kParticiple, "dicho afirmado declarado asegurado señalado explicado añadido indicado anunciado subrayado insistido advertido manifestado expresado reiterado "
                    "recordado reconocido respondido escrito destacado confirmado denunciado informado"},
      {kNaming, "calificó calificaron califica llamó tildó"},
      {only(Speech::auxiliary) | kAdverb, "ha han había habían"},
      {kAdverb, "también luego después ayer ya además este lunes martes miércoles jueves viernes sábado domingo"},
      {kHindrance, "no nunca jamás si"},
      {kThat, "que"},
      {only(Speech::according), "según"},
      {kPreposition, "de del a al en con sin para por contra hacia hasta desde entre sobre tras ante durante bajo y"},
      {kOpener, "cuando si aunque porque como quien cual cuyo donde pero y o pues mientras"},
      {only(Speech::he), "él"},
      {only(Speech::she), "ella"},
      {kPronoun, "ellos ellas nosotros yo"},
      {kRole, "presidente presidenta ministro ministra canciller primer primera jefe jefa secretario secretaria portavoz vocero vocera embajador embajadora general "
              "comandante coronel alcalde alcaldesa gobernador gobernadora funcionario diplomático senador senadora diputado diputada fiscal juez jueza director "
              "directora asesor asesora analista experto experta profesor profesora abogado abogada médico activista periodista testigo soldado piloto rey papa "
              "líder dirigente mandatario representante"},
      {kBody, "ministerio gobierno ejército policía oficina agencia autoridades administración comisión consejo parlamento comité empresa organización partido "
              "embajada tribunal fiscalía kremlin funcionarios expertos testigos residentes médicos soldados diputados diplomáticos analistas presidencia"},
      {only(Speech::abbreviation), "sr sra dr dra gral cnel lic ing av pág núm"},
  });
}

SpeechWords polish() {
  return SpeechWords("pl", {
      {kVerb, "powiedział* stwierdził* oświadczył* dodał* poinformował* zaznaczył* podkreślił* zapewnił* ocenił* ogłosił* napisał* odpowiedział* przyznał* "
              "wyjaśnił* zapowiedział* przypomniał* zauważył* tłumaczył* relacjonował* skomentował* mówił* zapytał* podsumował* ostrzegł ostrzegła ostrzegli odparł* "
              "opowiadał* wskazał* twierdził* przekonywał* deklarował* zadeklarował* mówi twierdzi podkreśla dodaje ocenia informuje zapewnia uważa tłumaczy pisze "
              "zaznacza przekonuje wyjaśnia przyznaje"},
      {kDoubtful, "przekazał* kontynuował*"},
      {Speech::verb | Speech::plural, "mówią twierdzą podkreślają dodają oceniają informują zapewniają uważają piszą"},
      {kNaming, "nazwał* określił*"},
      {kAdverb, "także też również później wcześniej potem już jeszcze sam sama wówczas"},
      {kHindrance, "nie żeby aby by jeśli czy"},
      {kThat, "że iż"},
      {only(Speech::according), "według zdaniem zgodnie"},
      {only(Speech::preposition), "w we na z ze do od o dla pod nad przed po między przez przy za bez przeciw wśród obok u i oraz"},
      {only(Speech::inside), "w we"},
      {kOpener, "kiedy gdy jeśli choć bo ponieważ który która które którzy którego gdzie ale a lub czy jak"},
      {only(Speech::he), "on"},
      {only(Speech::she), "ona"},
      {kPronoun, "oni one my ja"},
      {kRole, "prezydent premier minister szef szefowa rzecznik rzeczniczka przedstawiciel przedstawicielka ambasador generał dowódca pułkownik burmistrz gubernator "
              "urzędnik dyplomata senator poseł posłanka prokurator sędzia dyrektor dyrektorka doradca doradczyni analityk ekspert ekspertka profesor adwokat lekarz "
              "lekarka aktywista aktywistka dziennikarz dziennikarka świadek żołnierz pilot król papież zastępca wiceminister sekretarz kanclerz lider liderka polityk "
              "przewodniczący przewodnicząca kierownik marszałek przywódca przywódczyni"},
      {kBody, "ministerstwo rząd armia policja biuro agencja władze administracja komisja rada parlament komitet firma organizacja partia ambasada sąd sztab msz mon "
              "prokuratura wywiad służba posłowie urzędnicy wojskowi eksperci analitycy mieszkańcy świadkowie kreml"},
      {only(Speech::abbreviation), "r rr ul im mln mld zł tys str prof gen dr św płk min tzw np m.in al pl godz"},
  });
}

// Letters that join words to the next (و ف ب ل) are written with them.
SpeechWords arabic() {
  return SpeechWords("ar", {
      {Speech::verb | Speech::masculine, "قال وقال فقال يقول ويقول أضاف وأضاف صرح وصرح صرّح أكد وأكد أكّد وأكّد أعلن وأعلن ذكر وذكر أوضح وأوضح أشار وأشار كتب وكتب شدد وشدد "
                                         "شدّد وشدّد حذر وحذر حذّر وحذّر تابع وتابع اعتبر واعتبر رأى ورأى أفاد وأفاد زعم وزعم لفت ولفت"},
      {Speech::verb | Speech::feminine, "قالت وقالت تقول وتقول أضافت وأضافت صرحت وصرحت أكدت وأكدت أعلنت وأعلنت ذكرت وذكرت أوضحت وأوضحت أشارت وأشارت كتبت وكتبت شددت وشددت "
                                        "حذرت وحذرت تابعت وتابعت اعتبرت واعتبرت رأت ورأت أفادت وأفادت زعمت وزعمت لفتت ولفتت"},
      {Speech::verb | Speech::plural, "قالوا وقالوا"},
      {kNaming, "وصف ووصف وصفت ووصفت"},
      {kHindrance, "لم لا لن ما"},
      {kThat, "إن أن بأن إنه إنها أنه أنها بأنه بأنها إنهم أنهم"},
      {only(Speech::according), "وفقا ووفقا وفقاً ووفقاً بحسب وبحسب حسب وحسب"},
      {kPreposition, "في من إلى على عن مع بعد قبل خلال عند بين ضد حول منذ"},
      {kOpener, "الذي التي الذين عندما بينما لكن حيث إذا"},
      {only(Speech::he), "هو"},
      {only(Speech::she), "هي"},
      {kRole, "الرئيس رئيس وزير الوزير وزيرة المتحدث متحدث المتحدثة متحدثة الناطق ناطق السفير سفير الجنرال القائد قائد العقيد محافظ المسؤول مسؤول الأمين أمين مدير المدير "
              "مستشار المستشار المحامي الطبيب زعيم الزعيم الملك ولي نائب شاهد مصدر"},
      {kBody, "وزارة الوزارة الحكومة الجيش الشرطة الهيئة هيئة السلطات اللجنة لجنة المجلس مجلس البرلمان الشركة المنظمة منظمة الحزب حزب السفارة المحكمة الخارجية الكرملين "
              "مسؤولون شهود مصادر الأمم حركة"},
  });
}

}  // namespace

std::map<std::string, SpeechWords, std::less<>> speech_lists() {
  std::map<std::string, SpeechWords, std::less<>> lists;
  lists.emplace("en", english());
  lists.emplace("uk", ukrainian());
  lists.emplace("ru", russian());
  lists.emplace("de", german());
  lists.emplace("fr", french());
  lists.emplace("es", spanish());
  lists.emplace("pl", polish());
  lists.emplace("ar", arabic());
  return lists;
}

}  // namespace dispatches::quotes
