// Whom a pronoun or an office means in the article.
#include <algorithm>

#include "indexer/quotes/speaker.hpp"

namespace dispatches::quotes {
namespace {

constexpr std::uint32_t kOfficeNear = 4;  // words from an office to the name of him whom the article introduces with it

bool is_person(const entities::Mention& mention) { return mention.type == entities::EntityType::person; }

}  // namespace

// By the name or, of a bare surname, by a fuller one in the article.
Gender SpeakerFinder::shown_gender(std::uint32_t mention) const {
  const auto [known, is_new] = genders_.try_emplace(mention, Gender::unknown);
  if (!is_new) return known->second;
  const auto count = static_cast<std::uint32_t>(std::min<std::size_t>(article_.mentions().size(), kMentionsSearched));
  Gender found = gender_of(article_.mentions()[mention].effective());
  for (std::uint32_t other = 0; other < count && found == Gender::unknown; ++other)
    if (is_same(mention, other)) found = gender_of(article_.mentions()[other].effective());
  return known->second = found;
}

// One name, or the surname of the other alone.
bool SpeakerFinder::is_same(std::uint32_t one, std::uint32_t other) const {
  const std::string &a = article_.mentions()[one].effective(), &b = article_.mentions()[other].effective();
  if (a == b) return true;
  const std::string &longer = a.size() > b.size() ? a : b, &shorter = a.size() > b.size() ? b : a;
  return longer.ends_with(shorter) && longer[longer.size() - shorter.size() - 1] == ' ';
}

// "he": the only man named in the paragraph before it, else the one who spoke last, if nobody else has come up since.
std::optional<std::uint32_t> SpeakerFinder::antecedent(std::uint32_t word, bool she) const {
  const auto& sections = article_.sections();
  auto section = std::upper_bound(sections.begin(), sections.end(), word, [](std::uint32_t at, const SpeechSection& s) { return at < s.words.first; });
  if (section == sections.begin()) return std::nullopt;
  --section;
  const auto fits = [&](std::uint32_t mention) {
    if (!is_person(article_.mentions()[mention])) return false;
    const Gender shown = shown_gender(mention);
    return shown == Gender::unknown || (shown == Gender::woman) == she;
  };
  for (int back = 0; back < 2; ++back) {
    // Captions, credits and headings between paragraphs name people of whom nobody speaks.
    while (back == 1 && section != sections.begin() && !ends_speech(last_character(article_.text(), section->begin, section->end)) && !article_.word(section->words.last - (section->words.empty() ? 0 : 1)).quoted) --section;
    std::optional<std::uint32_t> only, speaker, woman;
    bool several = false, women = false;
    const std::uint32_t end = back == 0 ? word : section->words.last;
    for (std::uint32_t i = std::max(section->words.first, end - std::min(end, kMemory)); i < end; ++i) {
      const std::uint32_t mention = article_.word(i).mention;
      if (mention == kNoMention || article_.word(i).quoted || !fits(mention)) continue;
      several = several || (only && !is_same(*only, mention));
      if (she && shown_gender(mention) == Gender::woman) women = women || (woman && !is_same(*woman, mention)), woman = mention;
      if (!only) only = mention;
      if (last_speaker_ && is_same(*last_speaker_, mention)) speaker = mention;
    }
    if (only && !several) return only;
    if (woman && !women) return woman;  // the others may be men
    if (several) return speaker && word - last_word_ <= kMemory ? speaker : std::nullopt;
    if (section == sections.begin()) break;
    --section;
  }
  const bool recent = last_speaker_ && word - last_word_ <= kMemory && fits(*last_speaker_);
  return recent ? last_speaker_ : std::nullopt;
}

// The only person whom the article introduces with that office before or behind his name.
std::optional<std::uint32_t> SpeakerFinder::holder(std::uint32_t role) {
  return holder_of(caseless_hash(article_.spelling(role)), article_.word(role).begin);
}

std::optional<std::uint32_t> SpeakerFinder::holder_of(std::uint64_t role, std::uint32_t before) {
  if (!holders_noted_) note_holders();
  const auto held = holders_.find(role);
  if (held == holders_.end()) return std::nullopt;
  const auto [mention, several] = held->second;
  if (several || article_.mentions()[mention].begin > before) return std::nullopt;
  return mention;
}

void SpeakerFinder::note_holders() {
  holders_noted_ = true;
  const auto count = static_cast<std::uint32_t>(article_.words().size());
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!article_.is(i, Speech::role)) continue;
    for (std::uint32_t next = i + 1; next < std::min(count, i + kOfficeNear); ++next) {
      if (article_.parted(next) || article_.is(next, Speech::preposition) || article_.is(next, Speech::verb)) break;
      const std::uint32_t mention = article_.word(next).mention;
      if (mention == kNoMention || !is_person(article_.mentions()[mention])) continue;
      const auto [held, first] = holders_.try_emplace(caseless_hash(article_.spelling(i)), Holder{mention, false});
      held->second.several = held->second.several || !is_same(held->second.mention, mention);
      break;
    }
  }
}

}  // namespace dispatches::quotes
