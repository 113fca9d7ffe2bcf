// Places by the nouns beside them: Донецька область, село Роботине, Чёрное море.
#include <algorithm>

#include "indexer/entities/slavic_text.hpp"

namespace dispatches::entities::slavic {
namespace {

constexpr std::size_t kMostAdjectives = 3;
constexpr std::size_t kMostWords = 3;  // of a name behind a noun

class PlaceFinder {
 public:
  explicit PlaceFinder(Text& text) : text_(text) {}

  void run() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (!text_.is_free(i)) continue;
      if (text_.is(i, kPlaceHead)) take_with_adjective(i);
      if (text_.is(i, kPlaceCue) || is_abbreviation(i)) take_behind(i);
    }
  }

 private:
  // "г. Москва", "м. Київ", "с. Роботине".
  bool is_abbreviation(std::size_t i) const {
    const auto& word = text_.folded(i);
    return text_.is_lower(i) && i + 1 < text_.size() && text_.unit(i + 1).gap == Gap::dot &&
           (word == "г" || word == "м" || word == "с" || word == "пос" || word == "пгт" || word == "смт" ||
            word == "ул" || word == "вул" || word == "обл");
  }

  // "у регіоні Східної та Центральної Європи"
  bool is_direction(std::size_t i) const {
    const auto& word = text_.folded(i);
    for (const std::string_view direction :
         {"східн", "західн", "північн", "південн", "центральн", "восточн", "западн", "северн", "южн"})
      if (word.starts_with(direction)) return true;
    return false;
  }

  bool is_free_word(std::size_t i) const { return text_.is_free(i) && text_.is_cyrillic(i); }

  // The noun belongs to the name: Кронштадтский бульвар. Of "Северо-Кавказский" the first half counts.
  void take_with_adjective(std::size_t noun) {
    std::size_t first = noun;
    for (std::size_t i = noun; i > 0 && noun - i < kMostAdjectives && text_.is_joined(i); --i) {
      const auto before = i - 1;
      if (!is_free_word(before) || !(text_.is(before, kAdjective) || text_.is_hyphened(i)) ||
          text_.is(before, kStopWord))
        break;
      if (text_.is_capital(before)) first = before;
    }
    if (first == noun || (text_.opens_sentence(first) && (text_.is_seen_lower(first) || !text_.is(first, kSurname))))
      return;
    take(first, noun + 1);
  }

  // Names in the nominative or in the noun's case; of several words the first that are capitalised.
  void take_behind(std::size_t noun) {
    const auto first = noun + 1;
    if (first >= text_.size() || !(text_.is_spaced(first) || is_abbreviation(noun))) return;
    std::size_t end = first;
    while (end < text_.size() && end - first < kMostWords && is_free_word(end) && text_.is_capital(end) &&
           (end == first || text_.is_joined(end)) && !text_.is(end, kStopWord | kGivenName))
      ++end;
    if (end == first || (end == first + 1 && is_direction(first)) ||
        (text_.is(end - 1, kAdjective) && text_.is_spaced(end) && text_.is_known_place(end)))
      return;
    take(first, end);
  }

  void take(std::size_t first, std::size_t end) {
    text_.take({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end), EntityType::place, true, false, 0});
  }

  Text& text_;
};

}  // namespace

void take_places(Text& text) {
  PlaceFinder(text).run();
}

}  // namespace dispatches::entities::slavic
