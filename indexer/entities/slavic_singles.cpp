// Names of one word: acronyms (СБУ), words put together (Минобороны), Latin words, quotations, surnames and places that
// only their neighbours show.
#include <algorithm>
#include <unordered_set>

#include "indexer/entities/slavic_text.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities::slavic {
namespace {

constexpr std::size_t kLongestAcronym = 7;  // letters

class SingleFinder {
 public:
  explicit SingleFinder(Text& text) : text_(text) {
    for (const auto& name : text_.names()) {
      if (name.type == EntityType::person) people_ends_.insert(name.end);
      if (name.type == EntityType::person && name.is_full) surnames_.insert(text_.key(name.surname));
      if (name.type == EntityType::org && name.end == name.first + 1) orgs_.insert(text_.key(name.first));
    }
  }

  void run() {
    for (std::size_t i = 0; i < text_.size(); ++i)
      if (text_.is_free(i) && begins_with_capital(text_.unit(i))) {
        if (text_.is_latin(i))
          take_latin(i);
        else if (text_.is_capitals(i))
          take_acronym(i);
        else if (text_.is_capital(i))
          take_word(i);
      }
  }

 private:
  void take(std::size_t first, std::size_t end, EntityType type, bool plain) {
    text_.take({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end), type, plain, false, 0});
  }

  // МИД России
  std::size_t with_country(std::size_t end) const {
    if (end >= text_.size() || !text_.is_spaced(end) || !text_.is_known_place(end)) return end;
    const auto& country = text_.mention(text_.known(end));
    while (end < text_.size() && text_.unit(end).begin < country.end) ++end;
    return end;
  }

  static bool is_roman(std::string_view word) { return word.find_first_not_of("IVXLCM") == std::string_view::npos; }

  void take_acronym(std::size_t i) {
    const bool numbered = text_.is_hyphened(i + 1) || (i > 0 && text_.is_hyphened(i));  // С-300, СУ-27
    if (!text_.is_running(i) || text_.is(i, kNoAcronym | kStopWord | kOrgForm) || numbered) return;
    if (text::length(text_.word(i)) > kLongestAcronym) return;
    if (text_.is(i, kPlaceAcronym)) return take(i, i + 1, EntityType::place, false);
    take(i, with_country(i + 1), EntityType::org, false);
  }

  static bool is_link(std::string_view word) {
    return word == "of" || word == "the" || word == "and" || word == "de" || word == "della" || word == "for" ||
           word == "und" || word == "al" || word == "bin" || word == "von" || word == "van";
  }

  // Words parted by a dot only: Lenta.ru.
  bool is_dotted(std::size_t i) const {
    return i > 0 && i < text_.size() && text_.unit(i).gap == Gap::dot &&
           text_.unit(i).begin == text_.unit(i - 1).end + 1;
  }

  std::size_t latin_end(std::size_t i) const {
    std::size_t end = i + 1;
    for (auto next = end; next < text_.size() && text_.is_latin(next) && !text_.is_taken(next); ++next) {
      const bool joined = text_.is_joined(next) && (text_.is_free(next) || is_link(text_.folded(next - 1)));
      if (!joined && !is_dotted(next)) break;
      if (begins_with_capital(text_.unit(next)) || is_dotted(next))
        end = next + 1;
      else if (!is_link(text_.folded(next)))
        break;
    }
    return end;
  }

  // A passage in English: its words are none of ours.
  bool is_in_foreign_sentence(std::size_t i, std::size_t end) const {
    const auto is_small = [&](std::size_t at) { return text_.is_latin(at) && text_.is_lower(at) && text_.is_free(at); };
    return (i > 0 && is_small(i - 1)) || (end < text_.size() && is_small(end));
  }

  // Walt Disney Company, Bank of East Asia; Томас Винье (Thomas Vinje)
  void take_latin(std::size_t i) {
    if (text_.is(i, kNoAcronym)) return;
    const auto end = latin_end(i);
    const auto word = text_.word(i);
    if (is_in_foreign_sentence(i, end) || word.find_first_of("0123456789\xD0\xD1") != std::string_view::npos) return;
    const bool hyphened = text_.is_hyphened(end) || (i > 0 && text_.is_hyphened(i));
    if (end == i + 1 && (is_roman(word) || text::length(word) < 2 || hyphened)) return;
    const bool two = end > i + 1 && !is_dotted(i + 1);
    const bool in_other_letters =
        text_.unit(i).gap == Gap::bracket && people_ends_.contains(static_cast<std::uint32_t>(i));
    const bool titled = i > 0 && text_.is_spaced(i) && text_.is(i - 1, kTitle);
    const bool person = two && (in_other_letters || titled || text_.is(i, kGivenName));
    if (!person && two && text_.quotation_end(i) != Text::kNone) return;
    take(i, end, person ? EntityType::person : EntityType::org, in_other_letters);
  }

  void take_word(std::size_t i) {
    if (text_.word(i).find('.') != std::string_view::npos) return take(i, i + 1, EntityType::org, false);  // Лента.ру
    if (is_dotted(i + 1) && text_.folded(i + 1) == "ру") return take(i, i + 2, EntityType::org, false);
    if (text_.is(i, kStopWord | kCommon)) return;
    if (text_.is(i, kOrgPrefix)) return take(i, with_country(i + 1), EntityType::org, true);
    if (orgs_.contains(text_.key(i)) && is_alone(i)) return take(i, i + 1, EntityType::org, false);
    if (is_surname(i)) return take(i, i + 1, EntityType::person, surnames_.contains(text_.key(i)));
    if (is_place(i)) return take(i, place_end(i), EntityType::place, text_.is(i, kPlaceName));
  }

  // No other name goes on from it or into it.
  bool is_alone(std::size_t i) const {
    const bool before = i > 0 && text_.is_joined(i) && begins_with_capital(text_.unit(i - 1)) &&
                        !text_.opens_sentence(i - 1) && text_.is_free(i - 1);
    const bool behind = text_.is_joined(i + 1) && begins_with_capital(text_.unit(i + 1)) && text_.is_free(i + 1);
    return !before && !behind;
  }

  // "сказав Юсов", "Безугла заявила"; but "сказав Українській правді".
  bool is_beside_speech(std::size_t i) const {
    return (text_.is_spaced(i + 1) && text_.is(i + 1, kSpeech)) ||
           (i > 0 && text_.is_spaced(i) && text_.is(i - 1, kSpeech) && text_.is(i, kSurname));
  }

  // Of a full name in the article; else by a strong ending inside a sentence, or beside a word of speech.
  bool is_surname(std::size_t i) const {
    if (text_.is(i, kOrgHead | kPlaceHead | kTitle | kRelation) || text_.is_hyphened(i + 1)) return false;
    if (!is_alone(i)) return false;
    if (surnames_.contains(text_.key(i))) return !text_.opens_sentence(i) || !text_.is_seen_lower(i);
    if (text_.is(i, kPlaceName | kGivenName) || text_.is_seen_lower(i)) return false;
    if (text_.is(i, kSurnameStrong)) return !text_.opens_sentence(i) || text_.is_seen_inside(i) || is_beside_speech(i);
    return is_beside_speech(i) && (!text_.opens_sentence(i) || text_.is_seen_inside(i)) &&
           (text_.is(i, kSurname) || !text_.is(i, kAdjective));
  }

  // Of the list; else behind "в" and its like, in a case that goes with it.
  bool is_place(std::size_t i) const {
    if (text_.is(i, kOrgHead | kTitle | kRelation) || text_.is_seen_lower(i)) return false;
    if (text_.quotation_end(i) != Text::kNone) return false;
    if (text_.is(i, kPlaceName)) return is_alone(i);
    if (i == 0 || !text_.is_spaced(i) || !text_.is(i - 1, kInPreposition) || !text_.is_running(i)) return false;
    if (text_.is(i, kGivenName | kAdjective | kPatronymic | kSurnameStrong) || !is_alone(i)) return false;
    const auto& before = text_.folded(i - 1);
    if (before == "у" && text_.language() == "ru") return false;  // у Путина: he has
    const auto& word = text_.folded(i);
    if (before == "под" || before == "під") return word.ends_with("ом") || word.ends_with("ою") || word.ends_with("ой");
    for (const std::string_view ending : {"е", "и", "і", "ї", "у", "а", "ах", "ях", "ы", "ово", "ево", "ино"})
      if (word.ends_with(ending)) return true;
    return false;
  }

  // Ростов-на-Дону
  std::size_t place_end(std::size_t i) const {
    std::size_t end = i + 1;
    while (text_.is_hyphened(end) && text_.is_free(end)) ++end;
    return end;
  }

  Text& text_;
  std::unordered_set<std::string> surnames_, orgs_;
  std::unordered_set<std::uint32_t> people_ends_;
};

}  // namespace

void take_single_words(Text& text) {
  SingleFinder(text).run();
}

}  // namespace dispatches::entities::slavic
