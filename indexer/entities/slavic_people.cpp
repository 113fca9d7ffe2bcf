// People by their given names, fathers' names, initials and titles: Олена Зеркаль, Ельцин Б. Н., генерал Залужний.
#include <algorithm>

#include "indexer/entities/slavic_text.hpp"

namespace dispatches::entities::slavic {
namespace {

// No part of a person's name, though it has a capital.
constexpr std::uint32_t kNoName = kStopWord | kOrgHead | kPlaceHead | kPlaceCue | kCommon | kOrgPrefix | kPlaceAcronym;

class PeopleFinder {
 public:
  explicit PeopleFinder(Text& text) : text_(text) {}

  void run() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (!text_.is_free(i) || !begins_with_capital(text_.unit(i)) || text_.is_hyphened(i)) continue;
      const bool taken = take_with_initials(i) || take_with_given_name(i) || take_around_father(i) || take_surname_first(i) ||
                         take_after_title(i) || take_two_words(i);
      if (taken) i = text_.names().back().end - 1;
    }
  }

 private:
  // A free capitalised word, with what a hyphen joins to it: its end; `at` if there is none.
  std::size_t word_end(std::size_t at) const {
    if (at >= text_.size() || !text_.is_free(at) || !text_.is_capital(at)) return at;
    std::size_t end = at + 1;
    while (text_.is_hyphened(end) && text_.is_free(end) && (text_.is_capital(end) || text_.is(end, kParticle))) ++end;
    return end;
  }
  bool has(std::size_t first, std::size_t end, std::uint32_t kinds) const {
    for (auto i = first; i < end; ++i)
      if (text_.is(i, kinds)) return true;
    return false;
  }
  bool is_word(std::size_t first, std::size_t end) const { return end > first && !has(first, end, kNoName); }

  // Small words inside names, with what a hyphen joins: ван дер, аль-.
  std::size_t after_particles(std::size_t at) const {
    std::size_t next = at;
    while (next < text_.size() && next < at + 3 && text_.is_joined(next) && text_.is_free(next) &&
           text_.is(next, kParticle) && (text_.is_lower(next) || text_.is_capital(next)))
      ++next;
    return next > at && text_.is_joined(next) && word_end(next) > next ? next : at;
  }

  void take(std::size_t first, std::size_t end, bool plain, bool is_full, std::size_t surname) {
    text_.take({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end), EntityType::person, plain, is_full,
                static_cast<std::uint32_t>(surname)});
  }

  std::size_t initials_end(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && end < at + 3 && text_.is_free(end) && text_.is_initial(end) &&
           (end == at || text_.unit(end).gap == Gap::dot))
      ++end;
    return end;
  }

  // В. В. Путін
  bool take_with_initials(std::size_t i) {
    const auto first = initials_end(i);
    if (first == i || first >= text_.size() || text_.unit(first).gap != Gap::dot) return false;
    const auto end = word_end(first);
    if (!is_word(first, end)) return false;
    take(i, end, true, true, end - 1);
    return true;
  }

  // Олена Зеркаль, Борис Николаевич Ельцин, Жан-Мари Ле Пен, Мануэль Мехуто Гонсалес
  bool take_with_given_name(std::size_t i) {
    const auto given = word_end(i);
    if (!has(i, given, kGivenName) || has(i, given, kStopWord)) return false;
    auto next = given;
    if (const auto father = text_.is_joined(next) ? word_end(next) : next;
        father > next && has(next, father, kPatronymic) && father < text_.size()) {
      const auto surname = text_.is_joined(father) ? word_end(father) : father;
      if (!is_surname_after_father(father, surname)) {
        take(i, father, true, false, father - 1);
        return true;
      }
      next = father;
    }
    if (given < text_.size() && text_.is_spaced(given) && text_.is_initial(given)) return take_middle_initial(i, given);
    const auto first = after_particles(next);
    auto end = text_.is_joined(first) ? word_end(first) : first;
    if (next > given ? !is_surname_after_father(first, end) : !is_word(first, end)) return false;
    if (!has(first, end, kSurname | kPatronymic) && next == given) end = further_surname(end);
    take(i, end, true, true, end - 1);
    return true;
  }

  // Behind a father's name stands the surname, though it may be a common word: Дмитрий Юрьевич Гора.
  bool is_surname_after_father(std::size_t first, std::size_t end) const {
    return end > first && !has(first, end, kStopWord | kOrgHead | kPlaceHead | kTitle | kRelation);
  }

  // A given name that no list has: Микаил Сафарбекович Гуцериев
  bool take_around_father(std::size_t i) {
    const auto given = word_end(i);
    if (!is_word(i, given) || has(i, given, kTitle | kRelation | kPatronymic)) return false;
    const auto father = text_.is_joined(given) ? word_end(given) : given;
    if (father == given || !has(given, father, kPatronymic) || has(given, father, kSurnameStrong)) return false;
    const auto surname = text_.is_joined(father) ? word_end(father) : father;
    if (!is_surname_after_father(father, surname)) return false;
    take(i, surname, true, true, surname - 1);
    return true;
  }

  // Джордж У. Буш
  bool take_middle_initial(std::size_t i, std::size_t initial) {
    const auto first = initials_end(initial);
    const auto end = word_end(first);
    if (!is_word(first, end)) return false;
    take(i, end, true, true, end - 1);
    return true;
  }

  // A second surname or a third part where the first word behind the given name does not look like a surname.
  std::size_t further_surname(std::size_t end) const {
    const auto first = after_particles(end);
    const auto further = text_.is_joined(first) ? word_end(first) : first;
    return is_word(first, further) && !has(first, further, kAdjective | kPlaceName) ? further : end;
  }

  // Ельцин Борис Николаевич, Ельцин Б. Н.
  bool take_surname_first(std::size_t i) {
    const auto surname = word_end(i);
    if (!is_word(i, surname) || surname >= text_.size() || !text_.is_spaced(surname)) return false;
    if (text_.is_initial(surname) && has(i, surname, kSurname)) {
      const auto end = initials_end(surname);
      const bool goes_on = end < text_.size() && text_.unit(end).gap == Gap::dot && text_.is_capital(end);
      if (goes_on || end == surname) return false;
      take(i, end, true, true, surname - 1);
      return true;
    }
    const auto given = word_end(surname);
    if (!has(surname, given, kGivenName)) return false;
    const auto father = given < text_.size() && text_.is_spaced(given) ? word_end(given) : given;
    const bool with_father = has(given, father, kPatronymic);
    if (!with_father && (father > given || !has(i, surname, kSurname) || has(i, surname, kTitle | kRelation)))
      return false;
    if (with_father && text_.opens_sentence(i) && !has(i, surname, kSurname)) return false;
    if (!with_father && text_.opens_sentence(i) && !has(i, surname, kSurnameStrong)) return false;
    take(i, with_father ? father : given, true, true, surname - 1);
    return true;
  }

  bool has_title_before(std::size_t i, std::uint32_t kinds) const {
    return i > 0 && text_.is_spaced(i) && !text_.is_taken(i - 1) && text_.is(i - 1, kinds);
  }

  // генерал Залужний; but "директор Гаража" is somebody's who has no name here.
  bool take_after_title(std::size_t i) {
    const bool title = has_title_before(i, kTitle);
    if (!title && !has_title_before(i, kRelation)) return false;
    const auto first = word_end(i);
    if (!is_word(i, first) || has(i, first, kPlaceName | kTitle | kRelation)) return false;
    auto end = first;
    const auto next = after_particles(first);
    if (const auto second = text_.is_joined(next) ? word_end(next) : next; is_word(next, second)) end = second;
    const bool two = end > first;
    if (!two && text_.is(i, kAdjective | kGivenName) && !text_.is(i, kSurname)) return false;
    if (text_.folded(i).ends_with("ські") || text_.folded(i).ends_with("ские")) return false;  // several people's
    if (!two && !has(i, first, kSurname) && !is_speaking(end) && (!title || is_declined_alone(i))) return false;
    if (!two && !title && !has(i, first, kSurnameStrong) && !is_speaking(end)) return false;
    take(i, end, title, two, end - 1);
    return true;
  }

  // The title is a nominative, the name beside it is not: "президент Франції".
  bool is_declined_alone(std::size_t i) const {
    const auto& name = text_.folded(i);
    const auto& title = text_.folded(i - 1);
    const bool nominative = !title.ends_with("а") && !title.ends_with("у") && !title.ends_with("ом");
    return nominative && (name.ends_with("ы") || name.ends_with("и") || name.ends_with("ії") || name.ends_with("у"));
  }

  bool is_speaking(std::size_t end) const {
    return end < text_.size() && text_.is_spaced(end) && text_.is(end, kSpeech);
  }

  // Two or three words that nobody listed: Бессель Кок, Ким Ир Сен.
  bool take_two_words(std::size_t i) {
    if (!text_.is_running(i)) return false;
    const auto first = word_end(i);
    if (!is_word(i, first) || has(i, first, kPlaceName | kAdjective | kTitle | kRelation) || text_.is(i, kParticle))
      return false;
    const auto next = after_particles(first);
    auto end = text_.is_joined(next) ? word_end(next) : next;
    if (!is_word(next, end) || has(next, end, kPlaceName | kTitle | kRelation | kGivenName) || end - i > 5)
      return false;
    const bool surname = has(next, end, kSurname);
    if (text_.opens_sentence(i) && (text_.is_seen_lower(i) || !text_.is_seen_inside(i))) return false;
    if (has(next, end, kAdjective) && !surname) return false;
    if (text_.is_in_quotation(i)) return false;
    if (!surname) end = further_surname(end);
    take(i, end, false, true, end - 1);
    return true;
  }

  Text& text_;
};

}  // namespace

void take_people(Text& text) {
  PeopleFinder(text).run();
}

}  // namespace dispatches::entities::slavic
