#include "indexer/recogniser/single_names.hpp"

#include <algorithm>
#include <array>

#include "indexer/base/ascii.hpp"

namespace dispatches::recogniser {
namespace {

}  // namespace

std::vector<NameSpan> SingleNames::settled(const std::vector<NameSpan>& names) const {
  std::vector<NameSpan> result;
  for (auto name : names) {
    trim(name);
    if (is_no_name(name)) continue;
    if (begins_with_country(name)) {
      result.push_back({name.first, name.first + 1, NameType::place, true});
      ++name.first;
    }
    const auto person = person_behind(name);
    if (person < name.end) {
      NameSpan behind{static_cast<std::uint32_t>(person), name.end, NameType::person, false};
      name.end = behind.first;
      settle_type(name);
      result.push_back(name);
      name = behind;
    }
    settle_type(name);
    result.push_back(name);
  }
  return result;
}

void SingleNames::trim(NameSpan& span) const {
  const auto is_mark = [&](std::size_t word) { return article_.words[word].kind == WordKind::mark; };
  while (span.end > span.first && is_mark(span.end - 1)) --span.end;
  while (span.end > span.first && is_mark(span.first)) ++span.first;
  cut_at_mark(span);
  if (span.type == NameType::org || span.type == NameType::place) cut_at_small_word(span);
  settle_article(span);
  if (span.type == NameType::person) trim_person(span);
  if (span.type == NameType::place) trim_people(span);
}

// "the" is no part of a name, but for The Guardian and The Hague.
void SingleNames::settle_article(NameSpan& span) const {
  static const auto kThe = word_hash("the");
  const auto listed = [&](const NameSpan& name) {
    return length(name) > 1 && (is_listed(name, List::organisations) || is_listed(name, List::cities));
  };
  if (span.end > span.first && span.first > article_.sentence_begin(span.first) && hash(span.first - 1) == kThe &&
      has_capital(article_.words[span.first - 1]) && listed({span.first - 1, span.end, span.type, false}))
    --span.first;
  if (length(span) > 1 && hash(span.first) == kThe && !listed(span)) ++span.first;
}

// "KHERSON – Water".
void SingleNames::cut_at_mark(NameSpan& span) const {
  static const std::array<std::uint64_t, 7> kDividers = {word_hash("–"), word_hash("—"), word_hash("-"), word_hash(":"),
                                                         word_hash(";"), word_hash("|"), word_hash("…")};
  for (auto word = span.first; word < span.end; ++word)
    if (article_.words[word].kind == WordKind::mark && is_one_of(kDividers, hash(word))) span.end = word;
}

// "Russian organisation Memorial": what stands behind a word that no name has inside.
void SingleNames::cut_at_small_word(NameSpan& span) const {
  static const std::array<std::uint64_t, 44> kInside = {
      word_hash("of"),   word_hash("and"), word_hash("for"), word_hash("the"), word_hash("in"),  word_hash("on"),
      word_hash("to"),   word_hash("de"),  word_hash("des"), word_hash("du"),  word_hash("van"), word_hash("da"),
      word_hash("del"),  word_hash("la"),  word_hash("le"),  word_hash("von"), word_hash("di"),  word_hash("a"),
      word_hash("e"),    word_hash("en"),  word_hash("y"),   word_hash("der"), word_hash("et"),  word_hash("na"),
      word_hash("at"),   word_hash("dos"), word_hash("og"),  word_hash("den"), word_hash("zu"),  word_hash("i"),
      word_hash("ben"),  word_hash("al"),  word_hash("el"),  word_hash("bin"), word_hash("ibn"), word_hash("abu"),
      word_hash("bint"), word_hash("ul"),  word_hash("ad"),  word_hash("as"),  word_hash("an"),  word_hash("ar"),
      word_hash("upon"), word_hash("ash")};
  for (auto word = span.first; word + 1 < span.end; ++word) {
    const auto& at = article_.words[word];
    const bool common = in(word, List::common_words) && !is_one_of(kInside, hash(word));
    if (at.kind == WordKind::lower && !at.tight && common) span.first = word + 1;
  }
}

void SingleNames::trim_person(NameSpan& span) const {
  static const auto kOf = word_hash("of");
  const auto leads = [&](std::size_t word) {
    return (in(word, List::titles) || in(word, List::peoples)) && !in(word, List::given_names);
  };
  while (length(span) > 1 && leads(span.first)) ++span.first;
  if (is_second_half_of_given_name(span.end)) ++span.end;
  for (auto word = span.first + 1; word < span.end; ++word)
    if (hash(word) == kOf) span.end = word;
}

// "Ukrainian Kharkiv"; not the Indian Ocean.
void SingleNames::trim_people(NameSpan& span) const {
  if (length(span) < 2 || !in(span.first, List::peoples) || is_listed(span, List::places) ||
      is_listed(span, List::towns))
    return;
  const NameSpan rest{span.first + 1, span.end, span.type, false};
  const auto word = article_.lexeme(rest.first).lists;
  const bool place =
      length(rest) == 1 &&
      (word & (in_list(List::cities) | in_list(List::towns) | in_list(List::regions) | in_list(List::places)));
  if (place && !in(rest.first, List::common_words)) span = rest;
}

// Ban Ki-moon, Lee Teng-hui; not the Putin-led talks.
bool SingleNames::is_second_half_of_given_name(std::size_t word) const {
  static const std::array<std::uint64_t, 12> kOthers = {
      word_hash("led"),   word_hash("era"),  word_hash("born"),  word_hash("run"), word_hash("held"), word_hash("like"),
      word_hash("style"), word_hash("made"), word_hash("owned"), word_hash("in"),  word_hash("to"),   word_hash("and")};
  if (word >= article_.words.size()) return false;
  const auto& at = article_.words[word];
  return at.kind == WordKind::lower && at.tight && at.end - at.begin <= 5 && !is_one_of(kOthers, hash(word));
}

// "Prime Minister of Bulgaria Kiril Petkov".
bool SingleNames::begins_with_country(const NameSpan& span) const {
  return span.type == NameType::person && length(span) > 2 && in(span.first, List::countries) &&
         !in(span.first, List::given_names) && in(span.first + 1, List::given_names);
}

// The first word of a person's name at the end of an organisation's, behind the noun that ends it: "Red Cross Peter
// Maurer"; span.end if there is none.
std::size_t SingleNames::person_behind(const NameSpan& span) const {
  if (span.type != NameType::org || length(span) < 3) return span.end;
  constexpr auto kNouns = in_list(List::organisation_nouns) | in_list(List::common_words) | in_list(List::place_nouns) |
                          in_list(List::countries) | in_list(List::cities) | in_list(List::peoples);
  const auto given = span.end - 2, surname = span.end - 1;
  const auto ends = [&](std::size_t word) { return in(word, List::organisation_nouns); };
  const NameSpan before{span.first, given, span.type, false};
  const bool person =
      in(given, List::given_names) && !((article_.lexeme(given).lists | article_.lexeme(surname).lists) & kNouns) &&
      article_.words[given].kind == WordKind::capitalised && article_.words[surname].kind == WordKind::capitalised;
  return person && (ends(given - 1) || is_listed(before, List::organisations)) ? given : span.end;
}

std::size_t SingleNames::surname_word(const NameSpan& person) const {
  static const auto kJunior = word_hash("jr"), kSenior = word_hash("sr");
  const auto last = person.end - 1;
  return length(person) > 2 && (hash(last) == kJunior || hash(last) == kSenior) ? last - 1 : last;
}

bool SingleNames::is_listed(const NameSpan& span, List list) const {
  const auto bit = in_list(list);
  const auto& marks = article_.marks;
  if (length(span) == 1) return marks[span.first].unit & bit;
  return (marks[span.first].begin & bit) && (marks[span.end - 1].last & bit) &&
         std::all_of(marks.begin() + span.first + 1, marks.begin() + span.end - 1,
                     [&](const ListMarks& mark) { return mark.inside & bit; });
}

// Nothing left, an account's name, a letter or a number alone.
bool SingleNames::is_no_name(const NameSpan& span) const {
  static const auto kAt = word_hash("@");
  if (span.first >= span.end) return true;
  if (span.first > 0 && hash(span.first - 1) == kAt) return true;
  if (is_foreign(span)) return true;
  const auto& word = article_.words[span.first];
  return length(span) == 1 &&
         (word.end - word.begin < 2 || word.kind == WordKind::initial || word.kind == WordKind::number) &&
         !article_.marks[span.first].unit;
}

// Words in other scripts are not English.
bool SingleNames::is_foreign(const NameSpan& span) const {
  return std::any_of(article_.words.begin() + span.first, article_.words.begin() + span.end,
                     [](const EnglishWord& word) { return word.foreign; });
}

void SingleNames::settle_type(NameSpan& span) const {
  const bool capitals = article_.words[span.first].kind == WordKind::capitals;
  if (span.type == NameType::other && !((length(span) > 1 || capitals) && is_listed_organisation(span))) return;
  if (is_listed_organisation(span) || is_force(span)) {
    span.type = NameType::org;
    span.plain = true;
  } else if (span.type == NameType::person) {
    span.plain = has_title_before(span);
  } else if (is_listed(span, List::countries)) {
    span.type = NameType::place;
    span.plain = true;
  } else if (span.type == NameType::org || is_organisation_of_place(span)) {
    span.type = NameType::org;
    const auto nouns = in_list(List::organisation_nouns);
    span.plain =
        length(span) > 1 && ((article_.lexeme(span.end - 1).lists | article_.lexeme(span.first).lists) & nouns);
  }
  if (is_of_another_kind(span) || (!span.plain && is_people(span))) span.type = NameType::other;
}

// "Wagner fighters": somebody's name too, but not before such a word.
bool SingleNames::is_force(const NameSpan& span) const {
  static const std::array<std::uint64_t, 10> kFighters = {
      word_hash("fighters"), word_hash("mercenaries"), word_hash("militants"),  word_hash("forces"),
      word_hash("troops"),   word_hash("mercenary"),   word_hash("militiamen"), word_hash("gunmen"),
      word_hash("rebels"),   word_hash("insurgents")};
  return span.end < article_.sentence_end(span.first) && is_listed(span, List::organisations) &&
         is_one_of(kFighters, hash(span.end));
}

// "Ukraine Crisis Media Center": three words and a noun that no place is called by.
bool SingleNames::is_organisation_of_place(const NameSpan& span) const {
  static const std::array<std::uint64_t, 2> kCentre = {word_hash("center"), word_hash("centre")};
  if (span.type != NameType::place || length(span) < 3 || !in(span.end - 1, List::organisation_nouns)) return false;
  return !in(span.end - 1, List::place_nouns) || is_one_of(kCentre, hash(span.end - 1));
}

// A single word may be somebody's name or a town's as well.
bool SingleNames::is_listed_organisation(const NameSpan& span) const {
  constexpr auto kOthers = in_list(List::given_names) | in_list(List::family_names) | in_list(List::countries) |
                           in_list(List::cities) | in_list(List::regions);
  return is_listed(span, List::organisations) && (length(span) > 1 || !(article_.lexeme(span.first).lists & kOthers));
}

// "Sunni Arabs": not a name of one thing.
bool SingleNames::is_people(const NameSpan& span) const {
  for (auto word = span.first; word < span.end; ++word) {
    const auto lists = article_.lexeme(word).lists;
    if (!(lists & in_list(List::peoples)) || (lists & in_list(List::countries))) return false;
    if (span.type == NameType::person && (lists & (in_list(List::given_names) | in_list(List::family_names))))
      return false;
  }
  return true;
}

// Easter, Budapest Memorandum, Order of Courage.
bool SingleNames::is_of_another_kind(const NameSpan& span) const {
  static const auto kOf = word_hash("of");
  if (is_listed(span, List::events) && !has_title_before(span)) return true;
  if (length(span) < 2 || span.type == NameType::person) return false;
  if (in(span.end - 1, List::event_nouns)) return true;
  return length(span) > 2 && hash(span.first + 1) == kOf && in(span.first, List::event_nouns);
}

bool SingleNames::has_title_before(const NameSpan& span) const {
  return span.first > article_.sentence_begin(span.first) && in(span.first - 1, List::titles) &&
         has_capital(article_.words[span.first - 1]);
}

}  // namespace dispatches::recogniser
