// What the tests and the fuzzing of quotes share: texts read with the small catalogue, and what every quote keeps to.
#pragma once

#include <string>
#include <vector>

#include "indexer/quotes/quotes.hpp"
#include "tests/entities_desk.hpp"

namespace dispatches::quotes::tests {

using entities::Mention;
using entities::tests::desk, entities::tests::Desk;

struct ReadQuotes {
  std::string text;
  std::vector<Mention> mentions;
  std::vector<Quote> quotes;

  std::string slice(const TextSpan& span) const { return text.substr(span.begin, span.end - span.begin); }
  std::string words(const Quote& quote) const {
    std::string words;
    for (const TextSpan& part : quote.parts) words += (words.empty() ? "" : " | ") + slice(part);
    return words;
  }
  std::string speaker(const Quote& quote) const { return quote.speaker ? mentions[*quote.speaker].effective() : ""; }
};

// Nobody of that name is known to have said anything.
inline const char* const kMadeUpPeople = R"([
{"id": "ostap-verbolis", "type": "person", "names": {"en": ["Ostap Verbolis"], "uk": ["Остап Верболіс"], "ru": ["Остап Верболис"]}, "short": {"uk": ["Верболіс"], "ru": ["Верболис"]}},
{"id": "marta-hlybochanska", "type": "person", "names": {"en": ["Marta Hlybochanska"], "uk": ["Марта Глибочанська"], "ru": ["Марта Глыбочанская"]}},
{"id": "aurelien-vauxbrun", "type": "person", "names": {"fr": ["Aurélien Vauxbrun"]}},
{"id": "mathilde-orgeval", "type": "person", "names": {"fr": ["Mathilde Orgeval"]}},
{"id": "torben-quellmoos", "type": "person", "names": {"de": ["Torben Quellmoos"]}},
{"id": "rufina-almendral", "type": "person", "names": {"es": ["Rufina Almendral"]}},
{"id": "bozydar-lisciak", "type": "person", "names": {"pl": ["Bożydar Liściak"]}}
])";

// The small catalogue with the made-up people.
inline Desk& quotes_desk() {
  static Desk read([] {
    using namespace entities::tests;
    const Folder folder;
    folder.write("people.json", kPeople).write("people-made-up.json", kMadeUpPeople).write("organisations.json", kOrganisations);
    folder.write("places.json", kPlaces).write("countries.json", kCountries).write("topics.json", kTopics).write("sources.json", kSources);
    return entities::Catalogue::load(folder.path);
  }());
  return read;
}

// Sections end in line ends; the headline is not read, so texts here have none.
inline ReadQuotes read_quotes(const std::string& text, const std::string& language) {
  ReadQuotes read{text, quotes_desk().mentions(text, language), {}};
  const auto reading = Desk::read(text);
  read.quotes = quotes_in({read.text, reading.tokens, reading.sections, language, std::nullopt}, 0, read.mentions);
  return read;
}

// Spans lie in the text, in order, and begin and end at characters.
inline bool is_sound(const ReadQuotes& read) {
  const auto at_character = [&](std::uint32_t at) { return at == read.text.size() || (static_cast<unsigned char>(read.text[at]) & 0xC0) != 0x80; };
  const auto fits = [&](const TextSpan& span) { return span.begin <= span.end && span.end <= read.text.size() && at_character(span.begin) && at_character(span.end); };
  if (read.quotes.size() > kMostQuotes) return false;
  for (const Quote& quote : read.quotes) {
    if (quote.parts.empty() || (quote.speaker && *quote.speaker >= read.mentions.size())) return false;
    if (!fits(quote.as_written) || !fits(quote.verb) || !fits(quote.sentence)) return false;
    std::uint32_t end = 0;
    for (const TextSpan& part : quote.parts) {
      if (!fits(part) || part.begin < end) return false;
      end = part.end;
    }
  }
  return true;
}

}  // namespace dispatches::quotes::tests
