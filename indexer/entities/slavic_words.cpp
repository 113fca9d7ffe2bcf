#include "indexer/entities/slavic_words.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "indexer/names/case_forms.hpp"

namespace dispatches::entities::slavic {
namespace {

using std::string_view;

constexpr std::size_t kLetter = 2;  // bytes of a Cyrillic letter

constexpr string_view kNounForms = "- а у ом ым им ові еві е і ой ою ых их ыми ими ы и";
constexpr string_view kAdjectiveForms = "ий ый ого ому им ым ім ом ая ое ые ой ую ою а е і у ої ій их ых ими ыми";

constexpr std::array<Paradigm, 2> kPatronymics = {
    {{"ович евич йович ьович илич ілліч ильич", kNounForms}, {"овн евн івн ївн ичн", "а ы и е і у ой ою"}}};
// -енко declines in Ukrainian only.
constexpr std::array<Paradigm, 3> kStrongSurnames = {
    {{"енк", "о а у ом ові"},
     {"чук щук нюк люк рюк сюк тюк дюк зюк янц штейн берг шкин шкін чкин чкін пкин пкін", kNounForms},
     {"швили швілі дзе", "-"}}};
constexpr std::array<Paradigm, 3> kWeakSurnames = {{{"йк чк шк", "о а у ом ові"},
                                                    {"ов ев єв ин ін їн ян ук юк ман сон сен ич", kNounForms},
                                                    {"ськ цьк зьк ск цк", kAdjectiveForms}}};
constexpr std::array<Paradigm, 5> kAdjectives = {
    {{"ськ цьк зьк ск цк", "ий а е і ие ая ое ого ому ої ій ой ую ою у им ім ом их ими"},
     {"нн вн льн рн чн йн дн", "ый ий ая ое ые а е і ого ому ої ій ой ую ою у ым им ом ых их"},
     {"н т в р л м д с з", "ый ая ое ые ого ой ую ых ому ым"},
     {"н", "ий яя ее его ей юю им ем их ему"},
     {"ш щ ж ч к г х", "ий ая ое ее ие ого его ой ей ую ую им их ому ему"}}};
constexpr string_view kGenitives = "ого его ього ой ей ої ьої ых их іх ов ев ів їв ий ы и сті ї а я у ю";
// Of verbs, adverbs and accusatives, which end alike.
constexpr string_view kNoGenitives = "ими ыми іми ами ями ла ло ли ют ають ать ить ися ься лся лась лись тся но ую";
// What organisations are put together from: the beginnings of two words.
constexpr string_view kOrgPrefixes =
    "мин мін гос держ рос укр ген центр центро нац мос глав голов евро євро обл газ нафто спец верхов сов рад";
constexpr string_view kOrgTails =
    "обороны оборони дум банк прокуратур штаб космос надзор нагляд служб полиц поліц гварди гварді союз комитет "
    "комітет "
    "комісі юст здрав здоров фин фін обр образован освіт культур связ комсвяз звяз цифр транс энерго енерго газ нефт "
    "нафт реестр потреб природ сельхоз агро эконом економ пром имуществ молодеж стат атом залізниц пошт экспорт деп "
    "без прикордон кордон погран митн тамож мониторинг моніторинг рад совет суд парламент комисси центр соц строй авиа "
    "аэро "
    "информ інформ канал";

// Calls `visit` with each word of `list` until it returns true; whether it did.
bool any_of_list(string_view list, const auto& visit) {
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find(' ', at), list.size());
    if (end > at && visit(list.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

bool is_put_together(string_view word) {
  return any_of_list(kOrgPrefixes, [&](string_view prefix) {
    return word.starts_with(prefix) &&
           any_of_list(kOrgTails, [&](string_view tail) { return word.substr(prefix.size()).starts_with(tail); });
  });
}

constexpr std::uint32_t kNoGenitive = 1u << 31;  // beside the bits of Kind, inside here only

}  // namespace

Words::Words() : cues_({}, {}) {
  add_endings(kPatronymics, kPatronymic);
  add_endings(kStrongSurnames, kSurnameStrong);
  add_endings(kWeakSurnames, kSurnameWeak);
  add_endings(kAdjectives, kAdjective);
  add_endings(std::array{Paradigm{{}, kGenitives}}, kGenitive);
  add_endings(std::array{Paradigm{{}, kNoGenitives}}, kNoGenitive);
  add(Lists::given_names, kGivenName);
  add(Lists::titles, kTitle);
  add(Lists::relations, kRelation);
  add(Lists::org_heads, kOrgHead);
  add(Lists::place_heads, kPlaceHead);
  add(Lists::place_cues, kPlaceCue);
  add(Lists::place_names, kPlaceName);
  add(Lists::common, kCommon);
  add(Lists::pronouns, kStopWord);
  add(Lists::bare_orgs, kBareOrg | kOrgHead);
  add(Lists::institutional, kInstitutional | kAdjective);
  const auto add_exact = [this](string_view list, std::uint32_t kinds) {
    for (const auto& word : words_of(list)) exact_[word] |= kinds;
  };
  add_exact(Lists::speech, kSpeech);
  add_exact(Lists::org_forms, kOrgForm);
  add_exact(Lists::particles, kParticle);
  add_exact(Lists::in_prepositions, kInPreposition);
  add_exact(Lists::no_acronyms, kNoAcronym);
  add_exact(Lists::place_acronyms, kPlaceAcronym);
  add_exact(Lists::openers, kStopWord);
  add_exact(Lists::genitives, kGenitive);
}

std::vector<std::string> Words::words_of(string_view list) {
  std::vector<std::string> words;
  any_of_list(list, [&](string_view word) {
    words.push_back(text::fold(word));
    return false;
  });
  return words;
}

void Words::add_endings(std::span<const Paradigm> paradigms, std::uint32_t kinds) {
  for (const auto& paradigm : paradigms) {
    const auto add_stem = [&](string_view stem) {
      return any_of_list(paradigm.forms, [&](string_view form) {
        std::string ending(stem);
        if (form != "-") ending += form;
        longest_ending_ = std::max(longest_ending_, ending.size());
        endings_[std::move(ending)] |= kinds;
        return false;
      });
    };
    if (paradigm.stems.empty()) add_stem({});
    any_of_list(paradigm.stems, add_stem);
  }
}

// By the ending alone; two letters at least are before it.
std::uint32_t Words::kinds_by_form(string_view word) const {
  std::uint32_t kinds = 0;
  for (std::size_t size = kLetter; size <= longest_ending_ && size + 2 * kLetter <= word.size(); size += kLetter)
    if (const auto found = endings_.find(word.substr(word.size() - size)); found != endings_.end())
      kinds |= found->second;
  if (kinds & kNoGenitive) kinds &= ~(kNoGenitive | std::uint32_t{kGenitive});
  return is_put_together(word) ? kinds | kOrgPrefix : kinds;
}

void Words::add(string_view list, std::uint32_t kinds) {
  for (auto& word : words_of(list)) by_key_[names::case_key(word)].push_back({std::move(word), kinds});
}

std::uint32_t Words::exact_kinds(string_view folded) const {
  const auto found = exact_.find(folded);
  return found == exact_.end() ? 0 : found->second;
}

std::uint32_t Words::kinds(string_view folded) const {
  if (static_cast<unsigned char>(folded.empty() ? 0 : folded[0]) < 0x80)
    return (cues_.is_common_given_name(folded) ? std::uint32_t{kGivenName} : 0) | exact_kinds(folded);
  std::uint32_t kinds = kinds_by_form(folded);
  kinds |= exact_kinds(folded);
  if (const auto found = by_key_.find(names::case_key(folded)); found != by_key_.end())
    for (const auto& entry : found->second)
      if (names::is_case_form(entry.nominative, folded)) kinds |= entry.kinds;
  return kinds;
}

}  // namespace dispatches::entities::slavic
