#include "indexer/entities/known_people.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/entities/known_choice.hpp"
#include "indexer/entities/known_words.hpp"
#include "indexer/entities/name_finder.hpp"
#include "indexer/names/case_forms.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

using names::PartRole;
using names::PeopleIndex;
using std::string_view;

constexpr std::size_t kMostWords = 3;      // of a name, particles aside
constexpr std::size_t kMostParticles = 2;  // between two words: Ursula von der Leyen
constexpr std::size_t kLeastSurname = 4;   // letters of a surname that may stand alone
constexpr std::size_t kMostBearers = 100;  // full names that are looked at for it

// Small words inside names.
bool is_inner_particle(string_view folded) {
  constexpr std::array<string_view, 22> kInner = {"al",    "el", "von", "van", "der", "den", "de",  "del",
                                                  "della", "di", "da",  "dos", "bin", "ibn", "ben", "la",
                                                  "le",    "du", "zu",  "ter", "do",  "y"};
  return folded.size() <= 5 && std::find(kInner.begin(), kInner.end(), folded) != kInner.end();
}

// Before a noun, hardly before a surname.
bool is_article(string_view folded) {
  constexpr std::array<string_view, 22> kArticles = {"der",   "die",   "das",   "dem",   "den", "des", "ein", "eine",
                                                     "einem", "einen", "eines", "einer", "les", "un",  "une", "los",
                                                     "las",   "una",   "the",   "het",   "een", "beim"};
  return std::find(kArticles.begin(), kArticles.end(), folded) != kArticles.end();
}

bool has_people(string_view language) {
  return language != "zh" && language != "ja" && language != "ko";
}

}  // namespace

struct KnownPeople::Index {
  explicit Index(std::span<const std::string> given) : names(given.begin(), given.end()) {
    std::vector<PeopleIndex::Named> named;
    for (std::uint32_t i = 0; i < names.size(); ++i) named.push_back({names[i], i});
    people = PeopleIndex(named);
  }

  std::vector<std::string> names;
  PeopleIndex people;
  KnownWords words{people};
};

namespace {

// A full name found: whose surname may stand alone from here on.
struct FullName {
  std::string surface;
  std::string surname;  // folded
};

class Finder {
 public:
  Finder(const PeopleIndex& people, const KnownWords& words, const std::vector<std::string>& names,
         const TextToMatch& input, const std::vector<Mention>& known, text::Analyzer& analyzer)
      : people_(people), words_(words), names_(names), reading_(input, analyzer), readings_(reading_.units.size()) {
    mark_known(known);
  }

  std::vector<Mention> run() {
    for (std::size_t unit = 0; unit < reading_.units.size(); ++unit) {
      if (!may_be_name(unit)) continue;
      if (const auto end = take_full_name(unit))
        unit = *end - 1;
      else
        take_surname(unit);
    }
    return std::move(found_);
  }

 private:
  using Units = std::vector<std::size_t>;

  void mark_known(const std::vector<Mention>& known) {
    taken_.resize(reading_.units.size());
    auto mention = known.begin();
    for (std::size_t unit = 0; unit < reading_.units.size(); ++unit) {
      while (mention != known.end() && mention->end <= reading_.units[unit].begin) ++mention;
      taken_[unit] = mention != known.end() && mention->begin < reading_.units[unit].end;
    }
  }

  bool is_cased(std::size_t unit) const { return has_capitals(reading_.word(unit), reading_.units[unit].script); }

  bool may_be_name(std::size_t unit) {
    const auto& here = reading_.units[unit];
    using text::Script;
    if (taken_[unit] || here.script == Script::none || here.script == Script::han || here.script == Script::kana ||
        here.script == Script::hangul)
      return false;
    if (is_cased(unit) && !begins_with_capital(here)) return false;
    return !readings(unit).empty() && !reading_.analyzer.is_stop_word(reading_.folded(unit), reading_.input.language);
  }

  const WordReadings& readings(std::size_t unit) {
    if (!readings_[unit]) readings_[unit] = words_.readings(reading_.word(unit), reading_.input.language);
    return *readings_[unit];
  }

  bool joins(std::size_t unit) const {
    if (unit >= reading_.units.size() || taken_[unit]) return false;
    const auto gap = reading_.units[unit].gap;
    return gap == Gap::space || gap == Gap::hyphen || (gap == Gap::dot && text::length(reading_.word(unit - 1)) == 1);
  }

  // An initial or a father's name: may stand in the middle.
  bool may_stand_between(std::size_t unit) const {
    if (!is_cased(unit) || !begins_with_capital(reading_.units[unit])) return false;
    const auto parsed = names::parse_name(std::string("Iwan ").append(reading_.word(unit)).append(" Iwanow"));
    return parsed.parts.size() == 3 && parsed.parts[1].role != PartRole::name;
  }

  // The units of at most three words that go on from `unit`, particles left out.
  Units words_from(std::size_t unit) {
    Units units = {unit};
    std::size_t particles = 0;
    for (std::size_t next = unit + 1; units.size() < kMostWords && joins(next); ++next) {
      if (may_be_name(next) || (units.size() == 1 && may_stand_between(next))) {
        units.push_back(next);
        particles = 0;
      } else if (!is_inner_particle(reading_.folded(next)) || ++particles > kMostParticles) {
        break;
      }
    }
    return units;
  }

  // The unit behind the name that begins here, if one does.
  std::optional<std::size_t> take_full_name(std::size_t unit) {
    if (goes_before(unit)) return std::nullopt;
    for (auto units = words_from(unit); units.size() > 1; units.pop_back()) {
      if (readings(units.back()).empty() || is_one_word(units)) continue;
      const auto& name = name_at(units);
      if (!name || goes_on(units.back() + 1, *name)) continue;
      add_full_name(units, *name);
      return units.back() + 1;
    }
    return std::nullopt;
  }

  // The same words are asked for once in a text: a list of common names must not cost a question for each line.
  const std::optional<KnownName>& name_at(const Units& units) {
    WordsInQuestion question{{}, {}, is_cased(units[0])};
    std::string words;
    for (const auto unit : units) {
      question.words.push_back(reading_.word(unit));
      question.readings.push_back(&readings(unit));
      words.append(question.words.back()).append(1, ' ');
    }
    const auto [asked, is_new] = asked_.try_emplace(std::move(words));
    if (is_new) asked->second = known_name(question, people_, names_);
    return asked->second;
  }

  // Jean-Noël is a given name.
  bool is_one_word(const Units& units) const {
    for (std::size_t unit = units.front() + 1; unit <= units.back(); ++unit)
      if (reading_.units[unit].gap != Gap::hyphen) return false;
    return is_cased(units.front());
  }

  // "Mohammed Hamdan Daglo": a longer name, of which only the beginning is known. "Putins Krieg" is not.
  bool goes_on(std::size_t next, const KnownName& name) const {
    return joins(next) && is_cased(next) && begins_with_capital(reading_.units[next]) &&
           name.readings.back()->back == 0;
  }

  // "Mohammed Hamdan": the end of one whose beginning is not known so.
  bool goes_before(std::size_t unit) { return unit > 0 && joins(unit) && is_cased(unit) && may_be_name(unit - 1); }

  void add_full_name(const Units& units, const KnownName& name) {
    const auto begin = reading_.units[units.front()].begin + name.readings.front()->front;
    const auto end = reading_.units[units.back()].end - name.readings.back()->back;
    add(begin, end, {});
    full_names_.push_back({found_.back().surface, core(units[name.surname], *name.readings[name.surname])});
  }

  // The folded word without what is no part of the name.
  std::string core(std::size_t unit, const WordReading& reading) const {
    const auto word = reading_.word(unit);
    return reading_.analyzer.fold(word.substr(reading.front, word.size() - reading.front - reading.back));
  }

  // Of two bearers the one named last.
  void take_surname(std::size_t unit) {
    if (full_names_.empty() || !stands_alone(unit)) return;
    const auto most = static_cast<std::ptrdiff_t>(std::min(kMostBearers, full_names_.size()));
    for (auto name = full_names_.rbegin(); name != full_names_.rbegin() + most; ++name)
      for (const WordReading& reading : readings(unit))
        if (text::length(name->surname) >= kLeastSurname &&
            names::is_case_form(name->surname, core(unit, reading), reading_.input.language)) {
          const auto& here = reading_.units[unit];
          return add(here.begin + reading.front, here.end - reading.back, name->surface);
        }
  }

  // Neither "Ivanka Trump" nor "Trump Tower", nor a word of the language.
  bool stands_alone(std::size_t unit) {
    const bool german = reading_.input.language == "de";
    if (is_cased(unit) && reading_.also_in_lower_case(unit)) return false;
    if (joins(unit) && unit > 0) {
      const bool capital_before = begins_with_capital(reading_.units[unit - 1]) && !reading_.opens_sentence(unit - 1);
      if (is_article(reading_.folded(unit - 1)) || (capital_before && !german && is_cased(unit))) return false;
      if (may_be_name(unit - 1)) return false;
    }
    if (!joins(unit + 1)) return true;
    const bool capital_behind = begins_with_capital(reading_.units[unit + 1]) && is_cased(unit);
    return reading_.units[unit + 1].gap != Gap::hyphen && (german || !capital_behind);
  }

  void add(std::uint32_t begin, std::uint32_t end, const std::string& antecedent) {
    std::string surface(reading_.input.text.substr(begin, end - begin));
    const bool is_full_name = surface == antecedent;
    found_.push_back(
        {begin, end, std::move(surface), is_full_name ? std::string() : antecedent, EntityType::person, false});
  }

  const PeopleIndex& people_;
  const KnownWords& words_;
  const std::vector<std::string>& names_;
  Reading reading_;
  std::vector<std::shared_ptr<const WordReadings>> readings_;
  std::vector<bool> taken_;
  StringMap<std::optional<KnownName>> asked_;  // by the words
  std::vector<FullName> full_names_;
  std::vector<Mention> found_;
};

}  // namespace

KnownPeople::KnownPeople(std::span<const std::string> names) : index_(std::make_unique<Index>(names)) {}
KnownPeople::~KnownPeople() = default;
KnownPeople::KnownPeople(KnownPeople&&) noexcept = default;

std::vector<Mention> KnownPeople::names_in(const TextToMatch& input, const std::vector<Mention>& known,
                                           text::Analyzer& analyzer) const {
  if (!has_people(input.language) || index_->people.size() == 0) return known;
  const auto found = Finder(index_->people, index_->words, index_->names, input, known, analyzer).run();
  std::vector<Mention> all;
  std::merge(known.begin(), known.end(), found.begin(), found.end(), std::back_inserter(all),
             [](const Mention& one, const Mention& other) { return one.begin < other.begin; });
  return all;
}

}  // namespace dispatches::entities
