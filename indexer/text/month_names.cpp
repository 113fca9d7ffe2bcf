#include "indexer/text/month_names.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "indexer/text/fold.hpp"

namespace dispatches::text {
namespace {

// en | de | fr | es | uk | ru | pl | be | bg | ar, by the names of Egypt, of the Levant and of the Maghreb. "mar" is March in French, Spanish and Polish; "may" stands for three languages.
constexpr std::array<std::string_view, 12> names_of_months{
    "january jan januar jän jänner janvier janv enero ene січень січня січні січ январь января январе янв styczeń "
    "stycznia styczniu sty студзень студзеня януари يناير جانفي",
    "february feb februar févr février febrero лютий лютого лютому лют февраль февраля феврале фев февр luty lutego "
    "lutym lut лютага февруари فبراير شباط فيفري",
    "march mar märz mär mrz mars marzo березень березня березні бер март марта марте мар marzec marca marcu "
    "сакавік сакавіка مارس آذار",
    "april apr avril avr abril abr квітень квітня квітні кві квіт апрель апреля апреле апр kwiecień kwietnia "
    "kwietniu kwi красавік красавіка أبريل إبريل نيسان أفريل",
    "may mai mayo травень травня травні трав тра май мая мае maj maja maju مايو أيار ماي",
    "june jun juni juin junio червень червня червні чер черв июнь июня июне июн czerwiec czerwca czerwcu cze "
    "чэрвень чэрвеня юни يونيو يونيه حزيران جوان",
    "july jul juli juillet juil julio липень липня липні лип июль июля июле июл lipiec lipca lipcu lip "
    "ліпень ліпеня юли يوليو يوليه تموز جويلية",
    "august aug août agosto ago серпень серпня серпні сер серп август августа августе авг sierpień sierpnia "
    "sierpniu sie жнівень жніўня أغسطس آب أوت",
    "september sep sept septembre septiembre setiembre вересень вересня вересні вер вере сентябрь сентября сентябре "
    "сен сент wrzesień września wrześniu wrz верасень верасня септември سبتمبر أيلول",
    "october oct oktober okt octobre octubre жовтень жовтня жовтні жов жовт октябрь октября октябре окт październik "
    "października październiku paź кастрычнік кастрычніка октомври أكتوبر",
    "november nov novembre noviembre листопад листопада листопаді лис лист ноябрь ноября ноябре ноя нояб listopad "
    "listopada listopadzie lis лістапад лістапада ноември نوفمبر",
    "december dec dezember dez décembre déc diciembre dic грудень грудня грудні гру груд декабрь декабря декабре "
    "дек grudzień grudnia grudniu gru снежань снежня декември ديسمبر",
};

constexpr std::string_view names_of_weekdays =
    "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun montag mo "
    "dienstag di mittwoch mi donnerstag do freitag fr samstag sa sonnabend sonntag so lundi lun mardi mercredi mer "
    "jeudi jeu vendredi ven samedi sam dimanche dim lunes martes miércoles jueves viernes sábado domingo понеділок "
    "понеділка вівторок вівторка середа середу середи четвер четверга п'ятниця п'ятницю п'ятниці субота суботу "
    "суботи неділя неділю неділі понедельник вторник среда среду четверг пятница пятницу суббота субботу "
    "воскресенье пн вт ср чт пт сб вс нд poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela "
    "niedzielę воскресенья понедельника вторника четверга الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت";

template <class Use>
void for_each_folded(std::string_view words, Use use) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    use(fold(words.substr(0, end)));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

std::unordered_map<std::string, int> months_by_name() {
  std::unordered_map<std::string, int> months;
  for (std::size_t i = 0; i < names_of_months.size(); ++i) {
    for_each_folded(names_of_months[i],
                    [&](std::string name) { months.emplace(std::move(name), static_cast<int>(i) + 1); });
  }
  return months;
}

std::unordered_set<std::string> weekdays() {
  std::unordered_set<std::string> names;
  for_each_folded(names_of_weekdays, [&](std::string name) { names.insert(std::move(name)); });
  return names;
}

}  // namespace

int month_named(std::string_view word) {
  static const std::unordered_map<std::string, int> months = months_by_name();
  const auto found = months.find(fold(word));
  return found == months.end() ? 0 : found->second;
}

bool is_weekday_name(std::string_view word) {
  static const std::unordered_set<std::string> names = weekdays();
  return names.contains(fold(word));
}

}  // namespace dispatches::text
