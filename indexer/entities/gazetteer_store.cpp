#include "indexer/entities/gazetteer_store.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>

#include "indexer/entities/gazetteer_reader.hpp"
#include "indexer/names/case_forms.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

// Whether a character parts words: what is neither letter nor mark nor digit in names of places.
bool parts_words(char32_t character) {
  const bool is_ascii_sign = character < 0x80 && !(character >= 'a' && character <= 'z') && !(character >= '0' && character <= '9');
  return is_ascii_sign || (character >= 0x2000 && character < 0x2070) || character == 0xB7 || character == 0x30FB || character == 0x3000;
}

// The words of a name, folded: "Нью-Йорк" → "нью", "иорк". Hyphens and points part them; text without spaces stays one.
std::vector<std::string> words_of(std::string_view name) {
  const std::string folded = text::fold(name);
  std::vector<std::string> words(1);
  for (std::size_t at = 0; at < folded.size();) {
    const auto begin = at;
    if (!parts_words(text::next_character(folded, at)))
      words.back().append(folded, begin, at - begin);
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// Ukrainian and Russian write one another's names by their own letters: Горис, Горіс; Купянск, Куп'янськ. Their letters made one.
std::string levelled(const std::string& word) {
  constexpr std::array<std::array<std::string_view, 2>, 8> kLetters = {
      {{"і", "и"}, {"ї", "и"}, {"ы", "и"}, {"э", "е"}, {"є", "е"}, {"ськ", "ск"}, {"цьк", "цк"}, {"зьк", "зк"}}};
  if (text::script_of(word) != text::Script::cyrillic) return word;
  std::string level = word;
  for (const auto& [from, to] : kLetters) level = text::replaced(level, from, to);
  return level;
}

std::vector<std::string> levelled(std::vector<std::string> words) {
  for (std::string& word : words) word = levelled(word);
  return words;
}

// Equal for all forms of a name, and for some that are none.
std::uint32_t key_of(const std::vector<std::string>& words) {
  std::string keys;
  for (const std::string& word : words) keys += names::case_key(word) + ' ';
  return static_cast<std::uint32_t>(std::hash<std::string>{}(keys));
}

bool ends_in_one_of(std::string_view word, std::string_view letters) {
  return word.size() >= 2 && letters.find(word.substr(word.size() - 2)) != letters.npos;
}

// A town has no plural and is not called upon: Хіт is not Хіта, Слатино not Слатина.
bool is_form_of_place(const std::string& name, const std::string& form) {
  if (text::script_of(name) != text::Script::cyrillic || !names::is_case_form(name, form)) return false;
  return !ends_in_one_of(name, "а я") || (ends_in_one_of(form, "а я у ю і ї и ы е є й") || form.ends_with("ою") || form.ends_with("ею"));
}

bool is_form_of(const std::vector<std::string>& name, const std::vector<std::string>& written) {
  return std::equal(name.begin(), name.end(), written.begin(), written.end(),
                    [](const std::string& word, const std::string& form) { return word == form || is_form_of_place(word, form); });
}

}  // namespace

GazetteerStore::GazetteerStore(const GazetteerFolders& folders, std::span<const std::string_view> languages_asked) {
  GazetteerReader(*this, folders, languages_asked).read();
  by_id.resize(places.size());
  for (Place place = 0; place < places.size(); ++place) by_id[place] = place;
  std::sort(by_id.begin(), by_id.end(), [this](Place one, Place other) { return id(one) < id(other); });
  build_index();
}

void GazetteerStore::build_index() {
  for (Place place = 0; place < places.size(); ++place) {
    std::vector<std::string_view> written;
    for (const PackedName& each : names_of(place)) {
      const auto number = static_cast<std::uint32_t>(&each - names.data());
      if (std::find(written.begin(), written.end(), name(number)) != written.end()) continue;
      written.push_back(name(number));
      const auto words = words_of(name(number));
      if (words.empty()) continue;
      index.push_back({key_of(words), number, place});
      if (const auto level = levelled(words); level != words) index.push_back({key_of(level), number, place});
    }
  }
  index.shrink_to_fit();
  std::sort(index.begin(), index.end());
}

std::span<const GazetteerStore::PackedName> GazetteerStore::names_of(Place place) const {
  const auto begin = places[place].first_name;
  const auto end = place + 1 < places.size() ? places[place + 1].first_name : names.size();
  return std::span(names).subspan(begin, end - begin);
}

std::vector<GazetteerStore::Bearer> GazetteerStore::bearers(std::string_view spelling) const {
  const auto words = words_of(spelling);
  if (words.empty()) return {};
  const auto found = bearers_of(words, [](std::vector<std::string> name) { return name; });
  return found.empty() ? bearers_of(levelled(words), [](std::vector<std::string> name) { return levelled(std::move(name)); }) : found;
}

template <class Level>
std::vector<GazetteerStore::Bearer> GazetteerStore::bearers_of(const std::vector<std::string>& words, Level level) const {
  std::vector<Bearer> bearers;
  const auto key = key_of(words);
  for (auto entry = std::lower_bound(index.begin(), index.end(), Entry{key, 0, 0}); entry != index.end() && entry->key == key; ++entry)
    if (const auto bearer = level(words_of(name(entry->name))); is_form_of(bearer, words)) bearers.push_back({entry->place, bearer == words});
  // Of a place's names the one that is written so before those of which it is a form.
  std::sort(bearers.begin(), bearers.end(), [](const Bearer& one, const Bearer& other) {
    return std::tie(one.place, other.by_name) < std::tie(other.place, one.by_name);
  });
  const auto is_same = [](const Bearer& one, const Bearer& other) { return one.place == other.place; };
  bearers.erase(std::unique(bearers.begin(), bearers.end(), is_same), bearers.end());
  return bearers;
}

std::optional<GazetteerStore::Place> GazetteerStore::find(std::string_view asked) const {
  const auto found = std::lower_bound(by_id.begin(), by_id.end(), asked, [this](Place one, std::string_view other) { return id(one) < other; });
  if (found == by_id.end() || id(*found) != asked) return std::nullopt;
  return *found;
}

std::size_t GazetteerStore::bytes() const {
  return letters.capacity() + places.capacity() * sizeof(PackedPlace) + names.capacity() * sizeof(PackedName) + index.capacity() * sizeof(Entry) +
         by_id.capacity() * sizeof(Place);
}

}  // namespace dispatches::entities
