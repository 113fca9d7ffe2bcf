// Names beside a verb of saying that nobody found: by their capitals and their place.
#include "indexer/quotes/speaker.hpp"
#include "indexer/text/month_names.hpp"

namespace dispatches::quotes {

// In German every noun has a capital.
bool SpeakerFinder::is_unknown_name(std::uint32_t word) const {
  const SpeechWord& at = article_.word(word);
  return at.mention == kNoMention && at.classes.bits == 0 && at.end - at.begin > 2 && article_.capitalised(word) && article_.language() != "de" &&
         !text::is_weekday_name(article_.spelling(word)) && text::month_named(article_.spelling(word)) == 0;
}

// "M. Durand" by his name alone.
WordRange SpeakerFinder::name_behind(std::uint32_t verb, WordRange clause) const {
  std::uint32_t first = verb + 1;
  if (first + 1 < clause.last && article_.language() == "fr" && article_.is(first, Speech::abbreviation) && article_.capitalised(first)) ++first;
  WordRange run{first, first};
  while (run.last < clause.last && run.size() < 4 && is_unknown_name(run.last) && (run.empty() || !article_.parted(run.last))) ++run.last;
  return run;
}

// ", sagt Andrij.", ", meint Anna Vogt,": nouns have capitals too, but behind the verb no noun stands alone, without an article, up to the next mark.
WordRange SpeakerFinder::german_name_behind(std::uint32_t verb, WordRange clause) const {
  constexpr std::uint32_t kWords = 2;
  const WordRange none{verb + 1, verb + 1};
  WordRange run = none;
  const bool inverted = article_.parted(verb) || article_.word(verb - 1).quoted;
  if (!inverted || article_.spelling(verb).ends_with("n")) return none;  // "sagen Eltern": they
  while (run.last < clause.last && run.size() <= kWords && may_be_german_name(run.last) && (run.empty() || article_.gap(run.last) == " ")) ++run.last;
  const std::uint32_t least = article_.is(verb, Speech::bare) ? 1 : kWords;  // "fordert Reformen": what, not who
  if (run.size() < least || run.size() > kWords) return none;
  const std::uint32_t end = article_.word(run.last - 1).end;
  return end < article_.text().size() && (article_.text()[end] == ',' || article_.text()[end] == '.') ? run : none;
}

// No noun that the lists know, nor one made with it (Militärexperte), nor an abstract one.
bool SpeakerFinder::may_be_german_name(std::uint32_t word) const {
  const SpeechWord& at = article_.word(word);
  const std::string_view spelling = article_.spelling(word);
  if (at.mention != kNoMention || at.classes.bits != 0 || spelling.size() < 3 || !article_.capitalised(word)) return false;
  if (text::is_weekday_name(spelling) || text::month_named(spelling) > 0) return false;
  for (const std::string_view noun : {"Anfang", "Mitte", "Ende", "Gestern", "Heute", "Danke", "Nein"})
    if (spelling == noun) return false;
  for (const std::string_view ending : {"ung", "ungen", "heit", "keit", "schaft", "tion", "tät", "ismus"})
    if (spelling.ends_with(ending)) return false;
  for (std::size_t from = 1; from + 3 < spelling.size(); ++from)
    if (article_.vocabulary().of(spelling.substr(from)).any(Speech::role | Speech::body)) return false;
  return true;
}

// A word with a capital right beside the verb that nobody knows for a name: "Forte said", "a ajouté Laurent Fabius". Whose surname it is, he is.
Speaker SpeakerFinder::stranger(std::uint32_t verb, std::uint32_t end, WordRange clause) const {
  WordRange run{end, end};
  while (run.first > clause.first && run.size() < 4 && !article_.parted(run.first) && is_unknown_name(run.first - 1)) --run.first;
  if (run.empty() && !article_.vocabulary().is_english()) run = article_.language() == "de" ? german_name_behind(verb, clause) : name_behind(verb, clause);
  if (run.empty() || is_governed(run.first)) return {};
  Speaker speaker{SpeakerKind::office, std::nullopt, {article_.word(run.first).begin, article_.word(run.last - 1).end}};
  const std::string_view surname = article_.spelling(run.last - 1);
  for (std::uint32_t mention = 0; mention < article_.mentions().size() && mention < kMentionsSearched; ++mention) {
    const entities::Mention& name = article_.mentions()[mention];
    if (name.begin > speaker.as_written.begin) break;
    if (name.type == entities::EntityType::person && name.surface.size() > surname.size() && name.surface.ends_with(surname)) speaker.mention = mention;
  }
  return speaker;
}

}  // namespace dispatches::quotes
