#include "indexer/entities/matcher.hpp"

#include <algorithm>
#include <array>

#include "indexer/entities/antecedents.hpp"

namespace dispatches::entities {

struct Matcher::Index {
  explicit Index(const Catalogue& source)
      : catalogue(source), names(source), cues(names.names(), source.entities()), evidence(source) {}

  std::vector<Found> names_in(const Reading& reading) const;
  std::optional<Found> whole_name(std::string_view spelling, std::string_view language, Capitals capitals,
                                  text::Analyzer& analyzer) const;
  Mention mention(const Meant& meant, const std::vector<Found>& found, const Antecedents& antecedents,
                  const Reading& reading) const;
  std::string full_name(const Entity& entity, std::string_view language, text::Script script,
                        text::Analyzer& analyzer) const;
  const Entity* resolve(std::string_view spelling, text::Analyzer& analyzer) const;

  const Catalogue& catalogue;
  NameIndex names;
  Cues cues;
  EvidenceIndex evidence;
};

namespace {

// "al-Sharaa", "the Hague", "von der Leyen": the only names that begin with a small letter.
bool begins_with_particle(const Reading& reading, std::size_t unit) {
  return reading.units[unit].end - reading.units[unit].begin <= 6 && unit + 1 < reading.units.size() &&
         is_particle(reading.word(unit)) &&
         (begins_with_capital(reading.units[unit + 1]) || is_particle(reading.word(unit + 1)));
}

bool may_begin_name_at(const Reading& reading, std::size_t unit) {
  if (reading.units[unit].script == text::Script::none) return false;
  return may_begin_name(reading.units[unit]) || begins_with_particle(reading, unit);
}

// "the Netherlands" → "Netherlands", but "the Guardian" stays.
Found without_article(Found name, NameFinder& finder) {
  const auto rest = finder.longest_at(name.first + 1);
  const bool same =
      rest && rest->end == name.end && rest->alone && name.alone && rest->bearers[0].entity == name.bearers[0].entity;
  return same ? *rest : name;
}

// "Sheikh Tamim" gives way to "Tamim bin Hamad Al Thani", which begins inside it and is longer.
Found longest_inside(Found name, NameFinder& finder) {
  for (auto unit = name.first + 1; unit < name.end; ++unit) {
    auto other = finder.longest_at(unit);
    if (other && other->alone >= name.alone && other->end > name.end &&
        other->end - other->first > name.end - name.first)
      return std::move(*other);
  }
  return name;
}

// With what belongs to a name and is not in its last token: the last dot of "U.S.", the closing mark of «батальйон
// «Азов»».
std::uint32_t whole_end(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  const auto name = text.substr(begin, end - begin), rest = text.substr(end);
  if (name.size() > 2 && name[name.size() - 2] == '.' && rest.starts_with('.')) return end + 1;
  constexpr std::array<std::array<std::string_view, 2>, 4> kQuotes = {
      {{"«", "»"}, {"“", "”"}, {"„", "“"}, {"\"", "\""}}};
  for (const auto& [opening, closing] : kQuotes)
    if (name.find(opening) != std::string_view::npos && rest.starts_with(closing))
      return end + static_cast<std::uint32_t>(closing.size());
  return end;
}

}  // namespace

std::vector<Found> Matcher::Index::names_in(const Reading& reading) const {
  std::vector<Found> found;
  NameFinder finder(names, catalogue.entities(), cues, reading);
  for (std::size_t unit = 0; unit < reading.units.size();) {
    auto name = may_begin_name_at(reading, unit) ? finder.longest_at(unit) : std::nullopt;
    if (name && reading.word(unit) == "the") name = without_article(std::move(*name), finder);
    if (name) name = longest_inside(std::move(*name), finder);
    unit = name ? name->end : unit + 1;
    if (name) found.push_back(std::move(*name));
  }
  return found;
}

Mention Matcher::Index::mention(const Meant& meant, const std::vector<Found>& found, const Antecedents& antecedents,
                                const Reading& reading) const {
  const auto& entity = catalogue.entities()[meant.entity];
  const auto surface = [&](const Found& name) {
    return std::string(reading.input.text.substr(
        name.begin_byte, whole_end(reading.input.text, name.begin_byte, name.end_byte) - name.begin_byte));
  };
  auto name = found[meant.found];
  if (meant.extended) name.begin_byte = reading.units[name.first - 1].begin;
  Mention mention{
      name.begin_byte, whole_end(reading.input.text, name.begin_byte, name.end_byte), surface(name), {}, entity.type, true};
  if (meant.speaks_for_itself) return mention;
  if (const auto fullest = antecedents.fullest_name(meant.entity))
    mention.antecedent = surface(found[*fullest]);
  else
    mention.antecedent = full_name(entity, reading.input.language, reading.units[name.first].script, reading.analyzer);
  return mention;
}

// The catalogue's name that means the entity by itself: in the article's language, else in English, else in the
// surface's script, else any.
std::string Matcher::Index::full_name(const Entity& entity, std::string_view language, text::Script script,
                                      text::Analyzer& analyzer) const {
  for (const auto& preferred : {entity.name(std::string(language)), entity.name("en")})
    if (resolve(preferred, analyzer) == &entity) return preferred;
  for (const bool any_script : {false, true})
    for (const auto& [other, list] : entity.names)
      for (const auto& name : list)
        if ((any_script || text::script_of(name) == script) && resolve(name, analyzer) == &entity) return name;
  return entity.name("en");
}

std::optional<Found> Matcher::Index::whole_name(std::string_view spelling, std::string_view language, Capitals capitals,
                                                text::Analyzer& analyzer) const {
  const auto tokens = text::tokenize(spelling);
  const std::vector<std::uint32_t> no_sections;
  const TextToMatch input{spelling, tokens, no_sections, language, std::nullopt};
  const Reading reading(input, analyzer);
  return NameFinder(names, catalogue.entities(), cues, reading, capitals).whole_text();
}

// As written; then with the endings of the Latin languages that have some, since a spelling does not say its language.
const Entity* Matcher::Index::resolve(std::string_view spelling, text::Analyzer& analyzer) const {
  for (const std::string_view language : {"", "de", "pl", "tr"}) {
    auto found = whole_name(spelling, language, Capitals::acronyms_only, analyzer);
    if (!found) continue;
    found = settled(std::move(*found));
    return found->alone ? &catalogue.entities()[found->bearers[0].entity] : nullptr;
  }
  return nullptr;
}

Matcher::Matcher(const Catalogue& catalogue) : index_(std::make_unique<Index>(catalogue)) {}
Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;

std::vector<Mention> Matcher::match(const TextToMatch& input, text::Analyzer& analyzer) const {
  const Reading reading(input, analyzer);
  const auto found = index_->names_in(reading);
  const Neighbours neighbours(index_->cues, index_->names, index_->evidence, index_->catalogue.entities(), reading,
                              found);
  Antecedents antecedents(index_->evidence, index_->catalogue.entities(), reading, neighbours, found);
  std::vector<Mention> mentions;
  for (const auto& meant : antecedents.meant()) mentions.push_back(index_->mention(meant, found, antecedents, reading));
  return mentions;
}

const Entity* Matcher::resolve(std::string_view spelling, text::Analyzer& analyzer) const {
  return index_->resolve(spelling, analyzer);
}

std::vector<const Entity*> Matcher::candidates(std::string_view spelling, text::Analyzer& analyzer) const {
  std::vector<const Entity*> entities;
  for (const std::string_view language : {"", "de", "pl", "tr"}) {
    const auto found = index_->whole_name(spelling, language, Capitals::ignored, analyzer);
    if (!found || found->bearers.empty()) continue;
    for (const auto& bearer : found->bearers) {
      const auto* entity = &index_->catalogue.entities()[bearer.entity];
      if (std::find(entities.begin(), entities.end(), entity) == entities.end()) entities.push_back(entity);
    }
    break;
  }
  return entities;
}

}  // namespace dispatches::entities
