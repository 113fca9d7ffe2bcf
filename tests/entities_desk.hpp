// What the tests of entities share: a small catalogue written to a temporary folder, and a desk that reads texts with a
// catalogue.
#pragma once

#include <string>
#include <vector>

#include "indexer/entities/catalogue.hpp"
#include "indexer/entities/matcher.hpp"
#include "indexer/entities/topics.hpp"
#include "indexer/text/analyzer.hpp"
#include "tests/folder.hpp"

namespace dispatches::entities::tests {

// With several files, one after another.
class Folder : public dispatches::tests::TemporaryFolder {
 public:
  const Folder& write(const std::string& name, const std::string& content) const { return TemporaryFolder::write(name, content), *this; }
};

inline const char* const kPeople = R"([
{"id": "boris-johnson", "type": "person", "wikidata": "Q180589", "names": {"en": ["Boris Johnson"], "uk": ["Борис Джонсон"]}, "short": {"en": ["Johnson"], "uk": ["Джонсон"]}, "roles": [{"title": {"en": "Prime Minister"}, "of": "united-kingdom", "from": "2019-07", "until": "2022-09"}]},
{"id": "mike-johnson", "type": "person", "names": {"en": ["Mike Johnson"]}, "short": {"en": ["Johnson"]}, "roles": [{"title": {"en": "Speaker of the House"}, "of": "united-states", "from": "2023-10"}]},
{"id": "theresa-may", "type": "person", "names": {"en": ["Theresa May"]}, "short": {"en": ["May"]}, "roles": [{"title": {"en": "Prime Minister"}, "of": "united-kingdom", "from": "2016-07", "until": "2019-07"}]},
{"id": "george-w-bush", "type": "person", "names": {"en": ["George W. Bush"]}, "short": {"en": ["Bush", "George Bush"]}},
{"id": "george-h-w-bush", "type": "person", "names": {"en": ["George H. W. Bush"]}, "short": {"en": ["Bush", "George Bush"]}},
{"id": "vladimir-putin", "type": "person", "names": {"en": ["Vladimir Putin", "Putin"], "uk": ["Володимир Путін", "Путін"], "ru": ["Владимир Путин", "Путин"], "ar": ["بوتين"], "zh": ["弗拉基米尔·普京", "普京"]}},
{"id": "volodymyr-zelenskyy", "type": "person", "names": {"en": ["Volodymyr Zelenskyy", "Zelenskyy", "Zelensky"], "uk": ["Володимир Зеленський", "Зеленський"], "ru": ["Владимир Зеленский", "Зеленский"], "de": ["Wolodymyr Selenskyj", "Selenskyj"], "pl": ["Wołodymyr Zełenski", "Zełenski"]}},
{"id": "olena-zelenska", "type": "person", "names": {"en": ["Olena Zelenska"], "uk": ["Олена Зеленська"]}, "short": {"uk": ["Зеленська"]}},
{"id": "donald-trump", "type": "person", "names": {"en": ["Donald Trump", "Trump"]}},
{"id": "ahmed-al-sharaa", "type": "person", "names": {"en": ["Ahmed al-Sharaa"]}, "short": {"en": ["al-Sharaa"]}},
{"id": "vitaliy-kim", "type": "person", "names": {"uk": ["Віталій Кім"]}, "short": {"uk": ["Кім"]}},
{"id": "vitali-klitschko", "type": "person", "names": {"uk": ["Віталій Кличко"], "en": ["Vitali Klitschko"]}, "short": {"uk": ["Кличко"], "en": ["Klitschko"]}},
{"id": "rustem-umerov", "type": "person", "names": {"uk": ["Рустем Умєров"]}, "short": {"uk": ["Умєров"]}, "roles": [{"title": {"uk": "міністр оборони"}, "of": "ukraine"}]}
])";
inline const char* const kOrganisations = R"([
{"id": "nato", "type": "org", "names": {"en": ["NATO"], "uk": ["НАТО"]}},
{"id": "who", "type": "org", "names": {"en": ["World Health Organization", "WHO"]}},
{"id": "verkhovna-rada", "type": "org", "names": {"uk": ["Верховна Рада"], "en": ["Verkhovna Rada"]}},
{"id": "peoples-bank", "type": "org", "names": {"en": ["People's Bank of China"]}},
{"id": "german-navy", "type": "org", "names": {"de": ["Deutsche Marine"], "en": ["German Navy"]}, "short": {"de": ["Marine"]}, "context": ["germany"]},
{"id": "united-nations", "type": "org", "names": {"en": ["United Nations"], "de": ["Vereinte Nationen"]}}
])";
inline const char* const kPlaces = R"([
{"id": "europe", "type": "place", "kind": "area", "names": {"en": ["Europe"]}},
{"id": "kyiv", "type": "place", "kind": "city", "parent": "ukraine", "lat": 50.45, "lon": 30.52, "names": {"en": ["Kyiv", "Kiev"], "uk": ["Київ"], "ru": ["Киев"], "pl": ["Kijów"]}},
{"id": "washington-dc", "type": "place", "kind": "city", "parent": "united-states", "names": {"en": ["Washington"]}},
{"id": "budapest", "type": "place", "kind": "city", "names": {"en": ["Budapest"]}, "not": ["Budapest Memorandum"]},
{"id": "sumy", "type": "place", "kind": "city", "parent": "ukraine", "names": {"uk": ["Суми"]}},
{"id": "kryvyi-rih", "type": "place", "kind": "city", "parent": "ukraine", "names": {"uk": ["Кривий Ріг"]}},
{"id": "georgia-us-state", "type": "place", "kind": "region", "parent": "united-states", "names": {"en": ["State of Georgia", "Georgia"]}}
])";
inline const char* const kCountries = R"([
{"id": "ukraine", "iso": "UA", "parent": "europe", "names": {"pl": ["Ukraina"]}, "demonyms": {"en": ["Ukrainian"], "uk": ["українськ*"]}},
{"id": "russia", "iso": "RU", "names": {"en": ["Russian Federation"]}, "demonyms": {"en": ["Russian"]}},
{"id": "united-states", "iso": "US", "names": {"en": ["US", "U.S."]}, "demonyms": {"en": ["American"]}},
{"id": "united-kingdom", "iso": "GB", "names": {"en": ["Britain", "UK"]}, "demonyms": {"en": ["British"]}},
{"id": "germany", "iso": "DE", "names": {}, "demonyms": {"de": ["deutsch*"]}},
{"id": "georgia-country", "iso": "GE", "names": {"en": ["Republic of Georgia"]}}
])";
inline const char* const kTopics = R"([
{"id": "ceasefire", "names": {"en": "Ceasefire"}, "words": {"en": ["ceasefire", "halt in fighting"], "uk": ["припинення вогню"]}, "weak": {"en": ["pause"]}},
{"id": "sanctions", "names": {"en": "Sanctions"}, "words": {"en": ["sanctions", "asset freeze"], "ru": ["санкции"], "uk": ["санкції"]}},
{"id": "nazism", "names": {"en": "Nazism"}, "words": {"en": ["denazif*"]}}
])";
inline const char* const kSources = R"([
{"id": "kyiv-post", "name": "Kyiv Post", "domains": ["kyivpost.com"], "aliases": ["The Kyiv Post"], "country": "UA", "zone": "Europe/Kyiv", "lang": "en"}
])";

inline Catalogue small_catalogue() {
  const Folder folder;
  folder.write("people.json", kPeople).write("organisations.json", kOrganisations).write("places.json", kPlaces);
  folder.write("countries.json", kCountries).write("topics.json", kTopics).write("sources.json", kSources);
  return Catalogue::load(folder.path);
}

// A catalogue with what is built from it.
struct Desk {
  explicit Desk(Catalogue loaded) : catalogue(std::move(loaded)), matcher(catalogue), tagger(catalogue) {}

  struct Reading {
    std::vector<text::Token> tokens;
    std::vector<std::uint32_t> sections{0};
  };
  static Reading read(const std::string& text) {
    Reading reading{text::tokenize(text), {0}};
    for (std::uint32_t at = 0; at < text.size(); ++at)
      if (text[at] == '\n') reading.sections.push_back(at + 1);
    return reading;
  }
  std::vector<Mention> mentions(const std::string& text, const std::string& language = "en",
                                const std::string& date = "") {
    const auto reading = read(text);
    return matcher.match({text, reading.tokens, reading.sections, language, text::parse_date(date)}, analyzer);
  }
  // "Johnson=boris-johnson" in the order of the text; mentions that resolve to nobody end in "=?".
  std::vector<std::string> named(const std::string& text, const std::string& language = "en",
                                 const std::string& date = "") {
    std::vector<std::string> list;
    for (const auto& mention : mentions(text, language, date)) {
      const auto* entity = matcher.resolve(mention.effective(), analyzer);
      list.push_back(mention.surface + "=" + (entity ? entity->id : "?"));
    }
    return list;
  }
  std::vector<std::string> topics(const std::string& text, const std::string& language, std::uint32_t body_begin = 0) {
    const auto reading = read(text);
    return tagger.topics_of({text, reading.tokens, reading.sections, language, std::nullopt}, body_begin, analyzer);
  }
  std::string resolved(const std::string& spelling) {
    const auto* entity = matcher.resolve(spelling, analyzer);
    return entity ? entity->id : "";
  }

  Catalogue catalogue;
  Matcher matcher;
  TopicTagger tagger;
  text::Analyzer analyzer;
};

inline Desk& desk() {
  static Desk small(small_catalogue());
  return small;
}
inline Desk& real_desk() {
  static Desk real(Catalogue::load(SOURCE_DIR "/corpus/catalogue"));
  return real;
}

using Names = std::vector<std::string>;

}  // namespace dispatches::entities::tests
