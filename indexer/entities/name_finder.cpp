#include "indexer/entities/name_finder.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "indexer/names/case_forms.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

using text::Script;

// Written together with the word behind them: and, in, to, as; Hebrew also the, that, from.
constexpr std::array<std::string_view, 12> kArabicProclitics = {"وال", "بال", "فال", "كال", "ول", "وب",
                                                                "ال",  "و",   "ف",   "ب",   "ل",  "ك"};
constexpr std::array<std::string_view, 11> kHebrewProclitics = {"וה", "וב", "ול", "שב", "מה", "ו",
                                                                "ב",  "ל",  "מ",  "ה",  "ש"};
// Korean particles behind a noun, longest first.
constexpr std::array<std::string_view, 20> kKoreanParticles = {"에서는", "으로", "에서", "에게", "까지", "부터", "와의",
                                                               "과의",   "은",   "는",   "이",   "가",   "을",   "를",
                                                               "의",     "에",   "와",   "과",   "로",   "도"};
constexpr std::size_t kShortPlace = 6;    // letters
constexpr std::size_t kShortSurname = 6;  // bytes: three Cyrillic letters
constexpr std::size_t kLeastInside =
    6;  // bytes of a name that is found inside a word: three letters of Arabic or Hebrew

bool ends_like_patronymic(std::string_view folded) {
  for (const std::string_view ending : {"ович", "евич", "йович", "івна", "ївна", "овна", "евна", "ovich", "evich",
                                        "ovych", "yovych", "ivna", "ovna", "evna"})
    if (folded.find(ending) != std::string_view::npos && folded.size() > ending.size() + 3) return true;
  for (const std::string_view ending : {"івн", "ївн", "овн", "евн"})
    if (folded.size() > 10 && folded.find(ending, folded.size() - 10) != std::string_view::npos) return true;
  return false;
}

bool is_initial(std::string_view word) {
  const auto letters = word.find('.') == std::string_view::npos ? text::length(word) : 1;
  return letters == 1;
}

bool has_initials(const Name& name) {
  return std::any_of(name.tokens.begin(), name.tokens.end(), [](const NameToken& token) {
    return token.letter_case == LetterCase::capitals || is_initial(token.folded);
  });
}

}  // namespace

Reading::Reading(const TextToMatch& text, text::Analyzer& thread_analyzer)
    : input(text), analyzer(thread_analyzer), units(units_of(text)), settings(settings_of(units, text)) {}

bool Reading::opens_sentence(std::size_t unit) const {
  const auto gap = units[unit].gap;
  return gap == Gap::section || gap == Gap::sentence || gap == Gap::quote ||
         (gap == Gap::dot && unit > 0 && word(unit - 1).size() > 3);
}

// Compares bytes, without folding: only the first letter differs between the two.
bool Reading::also_in_lower_case(std::size_t unit) const {
  const auto tail = [](std::string_view word) {
    return word.substr(static_cast<unsigned char>(word[0]) < 0x80 ? 1 : 2);
  };
  const auto own = word(unit);
  if (own.size() < 3) return false;
  const auto own_folded = folded(unit);
  for (std::size_t i = 0; i < units.size(); ++i)
    if (units[i].letter_case == LetterCase::lower && units[i].end - units[i].begin == own.size() &&
        units[i].script == units[unit].script && tail(word(i)) == tail(own) && folded(i) == own_folded)
      return true;
  return false;
}

NameFinder::NameFinder(const NameIndex& index, const std::vector<Entity>& entities, const Cues& cues,
                       const Reading& reading, Capitals capitals)
    : index_(index),
      entities_(entities),
      cues_(cues),
      reading_(reading),
      capitals_(capitals),
      keys_(reading.units.size()) {}

Found settled(Found found) {
  for (const auto kind : {NameKind::name, NameKind::derived}) {
    const auto is = [kind](const Bearer& bearer) { return bearer.kind == kind; };
    if (std::none_of(found.bearers.begin(), found.bearers.end(), is)) continue;
    for (const auto& bearer : found.bearers)
      if (bearer.kind == NameKind::brief) found.rivals.push_back(bearer.entity);
    const bool exact = std::any_of(found.bearers.begin(), found.bearers.end(),
                                   [&](const Bearer& bearer) { return is(bearer) && bearer.exact; });
    std::erase_if(found.bearers, [&](const Bearer& bearer) { return !is(bearer) || bearer.exact != exact; });
    found.alone = true;
    break;
  }
  const auto order = [](const Bearer& a, const Bearer& b) {
    return std::tie(a.entity, b.exact) < std::tie(b.entity, a.exact);
  };
  std::sort(found.bearers.begin(), found.bearers.end(), order);
  const auto same = [](const Bearer& a, const Bearer& b) { return a.entity == b.entity; };
  found.bearers.erase(std::unique(found.bearers.begin(), found.bearers.end(), same), found.bearers.end());
  found.alone = found.alone && found.bearers.size() == 1;
  return found;
}

std::optional<Found> NameFinder::longest_at(std::size_t unit) {
  find_at(unit);
  return best_ ? std::optional(settled(std::move(*best_))) : std::nullopt;
}

std::optional<Found> NameFinder::whole_text() {
  whole_only_ = true;
  if (!reading_.units.empty()) find_at(0);
  return best_;
}

void NameFinder::find_at(std::size_t unit) {
  best_.reset();
  Path path;
  walk(NameIndex::kRoot, unit, path);
  if (names::has_latin_endings(reading_.input.language) && reading_.units[unit].script == Script::latin) {
    path.root = NameIndex::kStemRoot;
    walk(NameIndex::kStemRoot, unit, path);
  }
}

const NameFinder::UnitKey& NameFinder::key_of(std::size_t unit) {
  auto& key = keys_[unit];
  if (!key.known) look_up(unit, key);
  key.known = true;
  return key;
}

void NameFinder::look_up(std::size_t unit, UnitKey& found) const {
  const auto script = reading_.units[unit].script;
  const auto& folded = reading_.folded(unit);
  found.key = index_.key(script == Script::cyrillic ? names::case_key(folded) : folded);
  if (found.key == NameIndex::kUnknown) look_up_inside(unit, found);
}

// What some languages write together with a name: prefixes of Arabic and Hebrew, particles of Korean, Turkish endings
// behind an apostrophe.
void NameFinder::look_up_inside(std::size_t unit, UnitKey& found) const {
  const auto word = reading_.word(unit);
  const auto script = reading_.units[unit].script;
  if (script == Script::arabic) {
    for (const auto prefix : kArabicProclitics)
      if (word.starts_with(prefix) && look_up_without(unit, prefix.size(), 0, found)) return;
  } else if (script == Script::hebrew) {
    for (const auto prefix : kHebrewProclitics)
      if (word.starts_with(prefix) && look_up_without(unit, prefix.size(), 0, found)) return;
  } else if (script == Script::hangul) {
    for (const auto particle : kKoreanParticles)
      if (word.ends_with(particle) && look_up_without(unit, 0, particle.size(), found)) return;
  } else if (script == Script::latin && reading_.input.language == "tr") {
    const auto apostrophe = word.find_first_of("'\xE2");
    if (apostrophe != std::string_view::npos) look_up_without(unit, 0, word.size() - apostrophe, found);
  }
}

bool NameFinder::look_up_without(std::size_t unit, std::size_t front, std::size_t back, UnitKey& found) const {
  const auto word = reading_.word(unit);
  if (word.size() < front + back + kLeastInside && back == 0) return false;
  found.key = index_.key(reading_.analyzer.fold(word.substr(front, word.size() - front - back)));
  if (found.key == NameIndex::kUnknown) return false;
  found.front = static_cast<std::uint8_t>(front);
  found.back = static_cast<std::uint8_t>(std::min<std::size_t>(back, 255));
  return true;
}

NameIndex::Key NameFinder::stem_key_of(std::size_t unit) const {
  return index_.stem_key(names::case_key(reading_.folded(unit), true));
}

// Whether a name may run on from the unit before into this one.
bool NameFinder::joins(std::size_t unit) const {
  switch (reading_.units[unit].gap) {
    case Gap::none:
    case Gap::space:
    case Gap::hyphen:
    case Gap::possessive:
    case Gap::elision:
    case Gap::dash:
    case Gap::unquote:
    case Gap::quote:
      return true;
    case Gap::bracket:
      return whole_only_;  // the catalogue's "Zolote (Luhansk Oblast)"
    case Gap::dot:
      return reading_.word(unit - 1).size() <= 6 || reading_.word(unit - 1).find('.') != std::string_view::npos;
    default:
      return false;
  }
}

// Between given name and surname: "Donald J. Trump", "Владимир Владимирович Путин".
bool NameFinder::may_be_skipped(std::size_t unit) const {
  return begins_with_capital(reading_.units[unit]) &&
         (is_initial(reading_.word(unit)) || ends_like_patronymic(reading_.folded(unit)));
}

void NameFinder::walk(NameIndex::Node node, std::size_t unit, Path& path) {
  if (unit >= reading_.units.size() || path.size == kLongest || (path.size > 0 && !joins(unit))) return;
  const auto key = path.root == NameIndex::kRoot ? key_of(unit).key : stem_key_of(unit);
  if (const auto next = index_.child(node, key); next != NameIndex::kNowhere) {
    path.units[path.size++] = static_cast<std::uint32_t>(unit);
    consider(next, path);
    walk(next, unit + 1, path);
    --path.size;
  }
  if (path.size == 0 || path.skipped == 2 || !may_be_skipped(unit)) return;
  ++path.skipped;
  walk(node, unit + 1, path);
  --path.skipped;
}

// Takes the names that end here if they are longer than the best so far.
void NameFinder::consider(NameIndex::Node node, const Path& path) {
  const auto last = path.units[path.size - 1];
  if (whole_only_ && last + 1 != reading_.units.size()) return;
  if (best_ && (best_->end > last + 1 || (best_->end == last + 1 && best_skipped_ <= path.skipped))) return;
  Found found{path.units[0], last + 1, reading_.units[path.units[0]].begin, reading_.units[last].end, {}, {}, false};
  if (path.root == NameIndex::kRoot) {
    found.begin_byte += key_of(path.units[0]).front;
    found.end_byte -= key_of(last).back;
  }
  bool blocked = false;
  for (const auto number : index_.names_at(node)) {
    const auto& name = index_.name(number);
    bool exact = true;
    if (!may_bear(name, path, exact)) continue;
    blocked |= name.kind == NameKind::blocked;
    if (name.kind != NameKind::blocked)
      found.bearers.push_back({name.entity, name.kind, exact, index_.is_bare(number)});
  }
  if (found.bearers.empty() && !blocked) return;
  best_ = std::move(found);
  best_skipped_ = path.skipped;
}

// Initials of the text may be left out only beside a name that has none: George H. W. Bush is not George W. Bush.
bool NameFinder::may_bear(const Name& name, const Path& path, bool& exact) const {
  if (path.skipped > 0 && (entities_[name.entity].type != EntityType::person || has_initials(name))) return false;
  return speaks_language(name) && fits(name, path, exact);
}

// Some names are words elsewhere. Short forms of organisations stand for them in their language only (the Marine is a
// navy in German). A short name of a place (Island) or a Latin acronym (BCE) that the text's language lacks, while it
// has others, is foreign; English ones travel.
bool NameFinder::speaks_language(const Name& name) const {
  const auto language = reading_.input.language;
  const auto has = [&](std::string_view wanted) {
    return std::find(name.languages.begin(), name.languages.end(), wanted) != name.languages.end();
  };
  if (language.empty() || name.languages.empty() || has(language)) return true;
  const auto& entity = entities_[name.entity];
  if (name.kind == NameKind::brief) return entity.type != EntityType::org;
  const auto& token = name.tokens[0];
  if (name.tokens.size() > 1 || token.script != Script::latin || has("en") || entity.type == EntityType::person)
    return true;
  const bool may_be_word =
      entity.type == EntityType::place ? token.folded.size() <= kShortPlace : token.letter_case == LetterCase::capitals;
  const auto own = entity.names.find(std::string(language));
  return !may_be_word || own == entity.names.end() || own->second.empty() ||
         text::script_of(own->second[0]) != Script::latin;
}

bool NameFinder::fits(const Name& name, const Path& path, bool& exact) const {
  for (std::size_t k = 0; k < name.tokens.size(); ++k)
    if (!form_fits(name, k, path, exact) || !capital_fits(name, k, path.units[k])) return false;
  return true;
}

bool NameFinder::form_fits(const Name& name, std::size_t k, const Path& path, bool& exact) const {
  const auto& token = name.tokens[k];
  if (token.script != Script::cyrillic && path.root == NameIndex::kRoot) return true;  // the key is the word
  const auto& folded = reading_.folded(path.units[k]);
  if (folded == token.folded) return true;
  exact = false;
  // Of surnames of three letters and fewer the stem stays as it is: Кому is no form of Кім.
  if (name.tokens.size() == 1 && token.folded.size() <= kShortSurname &&
      entities_[name.entity].type == EntityType::person &&
      folded.compare(0, token.folded.size() - 2, token.folded, 0, token.folded.size() - 2) != 0)
    return false;
  return names::is_case_form(token.folded, folded, reading_.input.language);
}

// "Labour party", "Donetsk region", "Служба безпеки": whether such a word has its capital is the paper's choice.
bool NameFinder::is_generic(const NameToken& token, EntityType type) const {
  if (type == EntityType::person) return false;
  return (token.script == Script::cyrillic && type == EntityType::org) || cues_.is_place_noun(token.folded) ||
         cues_.is_org_noun(token.folded);
}

// Small words of a name, what follows a hyphen, and the later words of Cyrillic organisations (Служба Безпеки, Служба
// безпеки) may lack the capital.
bool NameFinder::capital_fits(const Name& name, std::size_t k, std::size_t unit) const {
  const auto& token = name.tokens[k];
  const auto& written = reading_.units[unit];
  if (capitals_ == Capitals::ignored || written.letter_case == LetterCase::caseless ||
      token.letter_case == LetterCase::caseless)
    return true;
  if (!token.written.empty()) return reading_.word(unit) == token.written;
  if (token.letter_case == LetterCase::capitals) return acronym_fits(token, unit);
  if (is_foreign_acronym(name, unit)) return false;
  if (token.letter_case == LetterCase::lower || begins_with_capital(written) || capitals_ == Capitals::acronyms_only)
    return true;
  if (is_particle(token.folded) && name.tokens.size() > 1) return true;
  return k > 0 && (written.gap == Gap::hyphen || is_generic(token, entities_[name.entity].type));
}

// The party UFA is not the town; but a dateline is (KYIV, Reuters).
bool NameFinder::is_foreign_acronym(const Name& name, std::size_t unit) const {
  constexpr std::size_t kLongestAcronym = 4;
  return name.tokens.size() == 1 && entities_[name.entity].type != EntityType::person &&
         reading_.word(unit).size() <= kLongestAcronym && reading_.units[unit].letter_case == LetterCase::capitals &&
         reading_.setting(unit) == Setting::running && reading_.units[unit].gap != Gap::section;
}

// In capitals; among nothing but capitals only if it is no common word; Cyrillic ones may have an ending (МИДа,
// ЦАХАЛом).
bool NameFinder::acronym_fits(const NameToken& token, std::size_t unit) const {
  const auto& written = reading_.units[unit];
  const auto word = reading_.word(unit);
  if (written.letter_case == LetterCase::capitals)
    return reading_.setting(unit) != Setting::capitals || word.find('.') != std::string_view::npos ||
           !(cues_.is_common_word(token.folded) ||
             reading_.analyzer.is_stop_word(token.folded, reading_.input.language));
  return token.script == Script::cyrillic && word.size() > token.folded.size() &&
         text::is_all_capitals(word.substr(0, token.folded.size()));
}

}  // namespace dispatches::entities
