// Organisations by their heads: Министерство обороны, Верховный суд, бригада «Холодний Яр».
#include <algorithm>

#include "indexer/entities/slavic_text.hpp"

namespace dispatches::entities::slavic {
namespace {

constexpr std::size_t kMostComplements = 7;  // words behind a head
constexpr std::size_t kMostAdjectives = 3;   // before it

class OrgFinder {
 public:
  explicit OrgFinder(Text& text) : text_(text) {}

  void run() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_.is_taken(i)) continue;
      if (!take_quoted(i) && is_head(i) && !text_.is(i, kPlaceName) && !text_.is_known_place(i)) take_phrase(i);
    }
  }

 private:
  // «Азов» behind a head, of which a few words may be in between: бригади Національної гвардії «Азов».
  bool take_quoted(std::size_t i) {
    const auto end = text_.quotation_end(i);
    if (end == Text::kNone || !begins_with_capital(text_.unit(i)) || is_known_within(i, end)) return false;
    if (!has_head_before(i)) return false;
    text_.take({static_cast<std::uint32_t>(i), end, EntityType::org, true, false, 0});
    return true;
  }

  bool is_known_within(std::size_t first, std::size_t end) const {
    for (std::size_t i = first; i < end; ++i)
      if (text_.known(i) != Text::kNone)
        return text_.mention(text_.known(i)).type != EntityType::place || end - first == 1;
    return false;
  }

  bool has_head_before(std::size_t i) const {
    for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
      const auto before = i - back;
      if (text_.unit(before).section != text_.unit(i).section) return false;
      if (text_.is(before, kOrgHead | kOrgForm)) return true;
      if (!text_.is(before, kGenitive | kAdjective) && !text_.is_known_place(before)) return false;
      if (!text_.is_joined(before)) return false;
    }
    return false;
  }

  bool is_head(std::size_t i) const {
    return text_.is(i, kOrgHead) || (text_.is(i, kOrgPrefix) && text_.is_capital(i));
  }

  // A head with a capital, or an adjective with one before it, or a ministry.
  void take_phrase(std::size_t head) {
    const auto first = first_adjective(head);
    const bool has_capital = begins_with_capital(text_.unit(first)) && text_.is_running(first);
    const bool is_court = text_.folded(head).starts_with("суд");  // which says and does much
    const auto end = complement_end(head, (has_capital && !is_court) || is_ministry(head));
    if (has_capital ? !is_sure(first, head, end) : !(is_ministry(head) && end > head + 1)) return;
    if (!is_longer_than_known(first, end)) return;
    text_.take({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end), EntityType::org, true, false, 0});
  }

  // The capital must be the name's, not the sentence's.
  bool is_sure(std::size_t first, std::size_t head, std::size_t end) const {
    const bool opens = text_.opens_sentence(first);
    if (text_.is(head, kOrgPrefix)) return true;
    if (first == head && end == head + 1) return text_.is(head, kBareOrg) && !opens;
    if (!opens) return true;
    return first == head ? is_ministry(head) : text_.is(first, kInstitutional);
  }

  bool is_ministry(std::size_t head) const {
    const auto& word = text_.folded(head);
    return word.starts_with("министерств") || word.starts_with("міністерств") || word.starts_with("минобороны");
  }

  // Of the adjectives before the head the first with a capital; the head itself if none has.
  std::size_t first_adjective(std::size_t head) const {
    std::size_t first = head;
    for (std::size_t i = head; i > 0 && head - i < kMostAdjectives && text_.is_joined(i); --i) {
      const auto before = i - 1;
      const bool half = text_.is_hyphened(i) && begins_with_capital(text_.unit(before));
      if (!(text_.is(before, kAdjective) || half) || text_.is_taken(before) || text_.is(before, kStopWord) ||
          text_.is_known_place(before))
        break;
      if (begins_with_capital(text_.unit(before))) first = before;
    }
    return first;
  }

  // Behind the last word that belongs to the head: genitives, "по" and "з" with their nouns, and places.
  std::size_t complement_end(std::size_t head, bool may_be_lower) const {
    std::size_t end = head + 1;
    bool in_object = false;
    for (std::size_t i = head + 1; i < text_.size() && i <= head + kMostComplements; ++i) {
      if (!text_.is_joined(i) || text_.is_taken(i)) break;
      if (is_link(i, head, end) && text_.is_spaced(i + 1) &&
          (is_complement(i + 1, head, may_be_lower) || is_object(i + 1)))
        continue;
      const bool of_object = in_object && text_.is(i - 1, kAdjective) && text_.is_lower(i);
      in_object = (is_preposition(i - 1) && is_object(i)) || (of_object && text_.is(i, kAdjective));
      if (!is_complement(i, head, may_be_lower) && !in_object && !of_object) break;
      end = i + 1;
      if (text_.is_known_place(i) && !(i + 1 < text_.size() && text_.known(i + 1) == text_.known(i))) break;
      if (text_.is_capitals(i)) break;
    }
    while (end > head + 1 && may_not_end(end - 1)) --end;
    return end;
  }

  bool may_not_end(std::size_t i) const {
    return (text_.is(i, kAdjective) && !text_.is(i, kSurname)) || text_.is(i, kStopWord | kInPreposition) ||
           text_.folded(i) == "імені" || text_.folded(i) == "имени";
  }

  bool is_preposition(std::size_t i) const {
    const auto& word = text_.folded(i);
    return word == "по" || word == "з" || word == "із" || word == "при" || word == "против" || word == "проти" ||
           word == "у" || word == "за";
  }
  bool is_link(std::size_t i, std::size_t head, std::size_t end) const {
    const auto& word = text_.folded(i);
    if (word == "и" || word == "і" || word == "та") return end > head + 1;
    if (word == "за" || word == "против" || word == "проти" || word == "у") return is_cause(text_.folded(head));
    return word == "имени" || word == "імені" || is_preposition(i);
  }
  // Движение за права человека
  static bool is_cause(std::string_view head) {
    return head.starts_with("движени") || head.starts_with("рух") || head.starts_with("комитет") ||
           head.starts_with("комітет") || head.starts_with("фронт");
  }
  // Behind a preposition: Комитет по делам, Служба з питань.
  bool is_object(std::size_t i) const {
    if (text_.is(i, kStopWord | kSpeech | kTitle | kRelation) || text_.folded(i).size() < 8) return false;
    const auto& before = text_.folded(i - 1);
    if (before != "по" && before != "з" && before != "із" && before != "при") return false;
    return text_.is_lower(i);
  }

  // Lower case only where the head has a capital of its own: else "Верховный суд признал".
  bool is_complement(std::size_t i, std::size_t head, bool may_be_lower) const {
    if (text_.is_known_place(i) || text_.is_capitals(i)) return true;
    if (text_.is(i, kStopWord | kSpeech | kTitle | kRelation)) return false;
    if (text_.is_capital(i)) {
      const bool may_be_person = text_.is_spaced(i + 1) && text_.is_capital(i + 1) && !text_.is(i, kAdjective);
      return text_.is(i, kGenitive | kAdjective) && !text_.is(i, kGivenName) && !may_be_person;
    }
    const bool half = text_.is_hyphened(i + 1);  // крымско-татарского
    if (!text_.is_lower(i) || !may_be_lower || text_.is(head, kOrgPrefix)) return false;
    return text_.is(i, kGenitive) || half || is_behind_plural(i);
  }

  // Genitives of the plural may have no ending: регіональних влад, внутренних дел.
  bool is_behind_plural(std::size_t i) const {
    const auto& before = text_.folded(i - 1);
    return text_.is(i - 1, kAdjective) && (before.ends_with("их") || before.ends_with("ых"));
  }

  // The catalogue's names win unless they are a part only.
  bool is_longer_than_known(std::size_t first, std::size_t end) const {
    for (std::size_t i = first; i < end; ++i) {
      if (text_.known(i) == Text::kNone) continue;
      const auto& known = text_.mention(text_.known(i));
      if (known.type == EntityType::person) return false;
      if (known.type == EntityType::org && i == first) return false;
      if (known.begin < text_.unit(first).begin || known.end > text_.unit(end - 1).end) return false;
      if (known.begin <= text_.unit(first).begin && known.end >= text_.unit(end - 1).end) return false;
    }
    return true;
  }

  Text& text_;
};

}  // namespace

void take_organisations(Text& text) {
  OrgFinder(text).run();
}

}  // namespace dispatches::entities::slavic
