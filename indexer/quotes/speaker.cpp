#include "indexer/quotes/speaker.hpp"

#include <algorithm>
#include <array>

#include "indexer/text/month_names.hpp"

namespace dispatches::quotes {
namespace {

constexpr std::uint32_t kSubjectNear = 12;    // words between verb and subject
constexpr std::uint32_t kNameBehindRole = 7;  // words from an office to its holder's name
constexpr std::uint32_t kOfficeWords = 4;     // shown before an office: "the Ukrainian foreign"
constexpr std::uint32_t kOfficeTail = 6;      // and behind it: "of the agency"

constexpr std::uint32_t kActors = static_cast<std::uint32_t>(Speech::he) | static_cast<std::uint32_t>(Speech::she) | static_cast<std::uint32_t>(Speech::other_pronoun) |
                                  static_cast<std::uint32_t>(Speech::role) | static_cast<std::uint32_t>(Speech::body);

bool is_article(std::string_view word) {
  for (const std::string_view article : {"the", "a", "an", "der", "die", "das", "dem", "den", "des", "ein", "eine", "einem", "einer", "le", "la", "les", "l", "un", "une", "el", "los",
                                         "las", "una", "The", "A", "An", "Der", "Die", "Das", "Ein", "Eine", "Le", "La", "Les", "Un", "Une", "El", "Los", "Las", "Una", "his", "her",
                                         "their", "its", "this", "that"})
    if (word == article) return true;
  return false;
}

bool is_and(std::string_view word) {
  for (const std::string_view conjunction : {"and", "и", "і", "й", "та", "und", "et", "y", "i", "oraz"})
    if (word == conjunction) return true;
  return false;
}

Gender gender_of_verb(SpeechSet verb) {
  if (verb.has(Speech::feminine)) return Gender::woman;
  return verb.has(Speech::masculine) ? Gender::man : Gender::unknown;
}

bool is_person(const entities::Mention& mention) { return mention.type == entities::EntityType::person; }
bool is_place(const entities::Mention& mention) { return mention.type == entities::EntityType::place; }

}  // namespace

bool SpeakerFinder::is_actor(std::uint32_t word) const {
  return article_.word(word).mention != kNoMention || article_.word(word).classes.any(kActors);
}

Speaker SpeakerFinder::named(std::uint32_t word) const {
  const std::uint32_t mention = article_.word(word).mention;
  return {SpeakerKind::named, mention, {article_.mentions()[mention].begin, article_.mentions()[mention].end}};
}

// "the Ukrainian foreign minister": with the words before it as far as they belong to it.
Speaker SpeakerFinder::office(std::uint32_t word) {
  std::uint32_t first = word;
  // Adjectives cannot be told from what else stands there where there are cases and no articles.
  for (std::uint32_t i = 0; i < kOfficeWords && first > 0 && !article_.vocabulary().has_cases(); ++i) {
    const std::string_view gap = article_.gap(first);
    if (gap != " " && gap != "'s " && gap != "’s " && gap != "-") break;
    const bool article = is_article(article_.spelling(first - 1));
    const SpeechSet before = article_.word(first - 1).classes;
    if (!article && (before.any(Speech::verb | Speech::preposition) || before.any(Speech::opener | Speech::adverb) || before.has(Speech::that))) break;
    --first;
    if (article) break;
  }
  Speaker speaker{SpeakerKind::office, std::nullopt, {article_.word(first).begin, article_.word(word).end}};
  const bool definite = !article_.vocabulary().is_english() || article_.spelling(first) == "the" || article_.spelling(first) == "The";
  if (article_.is(word, Speech::role) && definite) speaker.mention = holder(word);
  return speaker;
}

Speaker SpeakerFinder::at(std::uint32_t word) {
  const SpeechWord& actor = article_.word(word);
  if (actor.mention != kNoMention) return named(word);
  const TextSpan span{actor.begin, actor.end};
  if (actor.classes.has(Speech::he)) return {SpeakerKind::he, antecedent(word, false), span};
  if (actor.classes.has(Speech::she)) return {SpeakerKind::she, antecedent(word, true), span};
  if (actor.classes.has(Speech::other_pronoun)) return {SpeakerKind::somebody, std::nullopt, span};
  if (actor.classes.any(Speech::role | Speech::body)) return office(word);
  return {};
}

// Behind a preposition, with articles and offices between them or not: "for US President Donald Trump". "In" before a body that speaks is
// seen to by the caller.
bool SpeakerFinder::is_governed(std::uint32_t word) const {
  const bool english = article_.vocabulary().is_english();
  for (std::uint32_t i = 0; i < 6 && word > 0; ++i, --word) {
    if (article_.parted(word) || article_.word(word - 1).quoted) return false;
    const std::uint32_t before = word - 1;
    const SpeechWord& at = article_.word(before);
    if (at.classes.has(Speech::preposition)) return true;
    if (is_article(article_.spelling(before))) return before > 0 && !article_.parted(before) && article_.is(before - 1, Speech::preposition);
    if (at.classes.has(Speech::role) || (english && at.classes.has(Speech::body))) continue;
    const bool place = at.mention != kNoMention && article_.mentions()[at.mention].type == entities::EntityType::place;
    if (english && place && article_.is(word, Speech::role)) continue;  // "US President"
    if (is_actor(before) || at.classes.has(Speech::verb) || !english || text::is_weekday_name(article_.spelling(before))) return false;
  }
  return false;
}

// May be a subject: not behind a preposition, no genitive.
bool SpeakerFinder::is_fit(std::uint32_t word, std::uint32_t verb) const {
  const std::uint32_t mention = article_.word(word).mention;
  const std::uint32_t first = mention == kNoMention ? word : article_.words_of_mention(word).first;
  return !is_governed(first) && (mention == kNoMention || !(is_possessive(mention) || is_oblique(word, verb)));
}

// "Zelensky thanked them and said": the one subject of both, which opens the sentence.
Speaker SpeakerFinder::shared(std::uint32_t verb, WordRange clause) {
  for (std::uint32_t word = clause.first; word < verb; ++word) {
    if (article_.word(word).quoted || !is_actor(word)) continue;
    const std::uint32_t last = article_.word(word).mention == kNoMention ? word + 1 : article_.words_of_mention(word).last;
    if (is_fit(word, verb)) {
      const Speaker found = at(word);
      return found.kind == SpeakerKind::named && !is_person(article_.mentions()[*found.mention]) ? fuller_behind(found, last, {word, verb}, verb)
             : found.kind == SpeakerKind::office                                                 ? fuller_behind(found, last, {word, verb}, verb)
                                                                                                 : found;
    }
    word = last - 1;
  }
  return {};
}

bool SpeakerFinder::is_possessive(std::uint32_t mention) const {
  const std::string_view behind = article_.text().substr(article_.mentions()[mention].end, 4);
  return behind.starts_with("'s") || behind.starts_with("’s") || behind.starts_with("' ") || behind.starts_with("’ ") ||
         article_.mentions()[mention].surface.size() + 1 < article_.mentions()[mention].end - article_.mentions()[mention].begin;
}

bool SpeakerFinder::is_oblique(std::uint32_t word, std::uint32_t verb) const {
  if (!article_.vocabulary().has_cases()) return false;
  const entities::Mention& mention = article_.mentions()[article_.word(word).mention];
  const Gender gender = gender_of_verb(article_.word(verb).classes);
  if (ends_oblique(mention.surface, mention.type.value_or(entities::EntityType::person), gender)) return true;
  // "машина Путіна заявляє": a genitive, if the article has the name without the ending.
  if (gender != Gender::unknown || !is_person(mention) || !mention.surface.ends_with("а")) return false;
  const std::string_view nominative = std::string_view(mention.surface).substr(0, mention.surface.size() - 2);
  const auto& all = article_.mentions();
  return std::any_of(all.begin(), all.begin() + std::min<std::ptrdiff_t>(std::ssize(all), kMentionsSearched),
                     [&](const entities::Mention& other) { return std::string_view(other.surface).ends_with(nominative); });
}

// "the foreign minister, Andrii Sybiha", "NATO Secretary General Mark Rutte": the person behind an office, a body or a place.
Speaker SpeakerFinder::fuller_behind(Speaker found, std::uint32_t word, WordRange clause, std::uint32_t verb) {
  const bool place = found.mention && is_place(article_.mentions()[*found.mention]);
  bool comma = false;
  for (std::uint32_t i = word; i < std::min(clause.last, word + kNameBehindRole); ++i) {
    if (i > word && article_.parted(i)) {
      if (comma || place) break;
      comma = true;
      if (article_.word(i).mention == kNoMention) break;
    }
    const SpeechSet classes = article_.word(i).classes;
    if (classes.any(Speech::verb | Speech::that) || classes.has(Speech::opener)) break;
    const std::uint32_t mention = article_.word(i).mention;
    if (mention == kNoMention) {
      // "Environmental Protection Department officials": they, not the department.
      const bool theirs = i == word && found.kind == SpeakerKind::named && !article_.parted(i);
      if ((place || theirs) && classes.any(Speech::role | Speech::body)) {
        const std::uint32_t begin = found.as_written.begin;
        found = office(i);
        if (theirs) found.as_written.begin = begin;
      }
      continue;
    }
    const entities::Mention& name = article_.mentions()[mention];
    if (is_person(name) && !is_governed(i) && !is_possessive(mention) && !is_oblique(i, verb)) return named(i);
    i = article_.words_of_mention(i).last - 1;
  }
  return found;
}

Speaker SpeakerFinder::after(std::uint32_t from, WordRange clause, bool nominative) {
  const std::uint32_t verb = from > clause.first ? from - 1 : from;
  for (std::uint32_t i = from; i < std::min(clause.last, from + kSubjectNear); ++i) {
    if (i > from && article_.parted(i)) return {};
    if (article_.is(i, Speech::verb) || article_.is(i, Speech::that)) return {};
    if (!is_actor(i)) continue;
    const std::uint32_t mention = article_.word(i).mention;
    // "повідомили в Генштабі": they of that place.
    const bool inside = i > from && article_.is(i - 1, Speech::inside) && article_.word(verb).classes.has(Speech::plural) &&
                        (i == from + 1 || (i == from + 2 && article_.is(from, Speech::adverb)));
    const bool unfit = !inside && ((i > from && is_governed(i)) || (mention != kNoMention && nominative && is_oblique(i, verb)));
    const std::uint32_t last = mention == kNoMention ? i + 1 : article_.words_of_mention(i).last;
    if (unfit || (mention != kNoMention && is_possessive(mention))) {
      i = last - 1;
      continue;
    }
    const Speaker speaker = at(i);
    if (speaker.kind == SpeakerKind::he || speaker.kind == SpeakerKind::she || speaker.kind == SpeakerKind::somebody) return speaker;
    if (speaker.kind == SpeakerKind::named && is_person(article_.mentions()[mention])) return speaker;
    if (inside) return speaker;
    Speaker found = fuller_behind(speaker, last, clause, verb);
    // "По словам представителя Кремля": whom the words before it mean is not told by their case.
    const bool by_another = !nominative && i > from && article_.vocabulary().has_cases() && found.kind == SpeakerKind::named &&
                            !is_person(article_.mentions()[*found.mention]);
    if (by_another) found = {SpeakerKind::office, std::nullopt, {article_.word(from).begin, found.as_written.end}};
    return found;
  }
  return {};
}

// "цитирует «Росбалт» канцлера": in the accusative, which for offices is the genitive.
Speaker SpeakerFinder::cited(std::uint32_t verb, WordRange clause) {
  const bool passive = article_.is(verb, Speech::passive);
  for (std::uint32_t i = verb + 1; i < std::min(clause.last, verb + kSubjectNear); ++i) {
    if (article_.parted(i) || article_.is(i, Speech::opener)) break;
    const std::uint32_t mention = article_.word(i).mention;
    if (mention != kNoMention) {
      if (article_.spelling(i - 1).ends_with("службу")) return {};  // his press office
      if (is_person(article_.mentions()[mention]) || (passive && !is_place(article_.mentions()[mention]))) return named(i);
      i = article_.words_of_mention(i).last - 1;
      continue;
    }
    const std::string_view spelling = article_.spelling(i);
    const TextSpan span{article_.word(i).begin, article_.word(i).end};
    if (const Speaker whose = possessor(i); whose.kind == SpeakerKind::he || whose.kind == SpeakerKind::she) return whose;
    const bool is_object = !passive && (i == verb + 1 || article_.word(i - 1).mention != kNoMention || article_.capitalised(i - 1) || article_.gap(i).size() > 1);
    const bool genitive = spelling.ends_with("а") || spelling.ends_with("я");
    const std::string_view nominative = spelling.substr(0, spelling.size() - std::min<std::size_t>(spelling.size(), 2));
    if (is_object && genitive && article_.vocabulary().of(nominative).has(Speech::role)) return {SpeakerKind::office, holder_of(caseless_hash(nominative), span.begin), span};
  }
  return {};
}

Speaker SpeakerFinder::possessor(std::uint32_t word) const {
  const std::string_view spelling = article_.spelling(word);
  const TextSpan span{article_.word(word).begin, article_.word(word).end};
  // "…, сообщил представитель штаба. По его словам": not whom that one met.
  const bool nameless = nameless_word_ > 0 && word - nameless_word_ <= kMemory;
  const auto whose = [&](bool she) { return nameless ? std::nullopt : antecedent(word, she); };
  if (spelling == "его" || spelling == "його") return {SpeakerKind::he, whose(false), span};
  if (spelling == "ее" || spelling == "её" || spelling == "її") return {SpeakerKind::she, whose(true), span};
  if (spelling == "их" || spelling == "їх" || spelling.starts_with("їхн")) return {SpeakerKind::somebody, std::nullopt, span};
  return {};
}

// From right to left, so that the nearest wins; not behind a preposition, no genitive.
Speaker SpeakerFinder::before(std::uint32_t to, WordRange clause, std::uint32_t verb) {
  const std::uint32_t limit = to > clause.first + kSubjectNear ? to - kSubjectNear : clause.first;
  for (std::uint32_t i = to; i > limit; --i) {
    if (i < to && article_.parted(i)) return {};
    const std::uint32_t word = i - 1;
    if (article_.is(word, Speech::opener) || article_.is(word, Speech::verb)) return {};
    if (!is_actor(word)) continue;
    const std::uint32_t mention = article_.word(word).mention;
    const std::uint32_t first = mention == kNoMention ? word : std::max(clause.first, article_.words_of_mention(word).first);
    const bool inside = first > clause.first && article_.is(first - 1, Speech::inside) && article_.word(verb).classes.has(Speech::plural) && first - 1 == clause.first;
    const bool unfit = !inside && (is_governed(first) || (mention != kNoMention && (is_possessive(mention) || is_oblique(word, verb))));
    if (!unfit) {
      Speaker found = at(word);
      // "Представитель Кремля", "президент США": not the Kremlin.
      const bool of_another = found.kind == SpeakerKind::named && first > clause.first && !article_.parted(first) && article_.is(first - 1, Speech::role) &&
                              !is_person(article_.mentions()[*found.mention]);
      if (of_another) found = office(first - 1);
      // "the head of the agency"
      if (found.kind == SpeakerKind::office && to - word <= kOfficeTail) found.as_written.end = article_.word(to - 1).end;
      return found;
    }
    i = first + 1;
  }
  return {};
}

Speaker SpeakerFinder::subject_of(std::uint32_t verb, WordRange clause) {
  std::uint32_t end = verb;  // of what may hold the subject: auxiliaries and adverbs go
  while (end > clause.first && !article_.parted(end) && article_.is(end - 1, Speech::adverb)) --end;
  Speaker speaker;
  if (end > clause.first + 1 && !article_.parted(end) && is_and(article_.spelling(end - 1))) return shared(verb, clause);
  if (end > clause.first) {
    if (!article_.parted(end)) {
      // "гендиректор Apple Тим Кук заявил", where nobody knows Tim Cook.
      if (end > clause.first + 1 && is_unknown_name(end - 1)) speaker = stranger(verb, end, clause);
      if (speaker.kind == SpeakerKind::nobody) speaker = before(end, clause, verb);
    } else {
      // "Kuleba, who met Trump, said": what the commas hold is passed over, unless it is the name: "the minister, Dmytro Kuleba, said".
      std::uint32_t comma = end - 1;
      while (comma > clause.first && !article_.parted(comma)) --comma;
      if (comma > clause.first) {
        speaker = before(comma, clause, verb);
        const std::uint32_t mention = article_.word(comma).mention;
        const bool is_name = mention != kNoMention && is_person(article_.mentions()[mention]) && article_.words_of_mention(comma).last == end;
        if (is_name && speaker.kind != SpeakerKind::named) speaker = named(comma);
        if (speaker.kind == SpeakerKind::nobody && is_unknown_name(comma - 1)) speaker = stranger(verb, comma, clause);
      }
    }
  }
  if (speaker.kind != SpeakerKind::nobody) return speaker;
  const bool inverted = !article_.vocabulary().is_english() || verb == clause.first;
  if (inverted) speaker = after(verb + 1, clause, true);
  return speaker.kind == SpeakerKind::nobody ? stranger(verb, end, clause) : speaker;
}

// "заявил парламентарий": a noun in the nominative that no list has, by its consonant; "сказал журналистам" is none.
bool SpeakerFinder::is_common_noun(std::uint32_t word) const {
  if (article_.parted(word) || article_.word(word).classes.bits != 0 || article_.word(word).mention != kNoMention) return false;
  if (article_.language() != "ru" && article_.language() != "uk") return false;
  if (article_.capitalised(word) || gender_of_verb(article_.word(word - 1).classes) != Gender::man) return false;
  const std::string_view spelling = article_.spelling(word);
  static constexpr std::array<std::string_view, 18> kEnds = {"б", "в", "г", "д", "ж", "з", "й", "к", "л", "н", "п", "р", "с", "т", "ф", "ц", "ч", "ш"};
  return spelling.size() > 6 && std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return spelling.ends_with(end); });
}

Speaker SpeakerFinder::left_out(std::uint32_t verb, WordRange clause, bool beside_quotation) {
  if (!article_.vocabulary().subject_may_be_left_out() || article_.word(verb).classes.has(Speech::plural)) return {};
  if (!beside_quotation && gender_of_verb(article_.word(verb).classes) == Gender::unknown) return {};
  Speaker speaker;
  for (std::uint32_t word = clause.first; word < verb; ++word)
    if (!article_.word(word).quoted && is_actor(word) && is_fit(word, verb)) return speaker;
  if (verb + 1 < clause.last && is_common_noun(verb + 1)) return {SpeakerKind::office, std::nullopt, {article_.word(verb + 1).begin, article_.word(verb + 1).end}};
  const Gender gender = gender_of_verb(article_.word(verb).classes);
  if (!last_speaker_ || verb - last_word_ > kMemory) return speaker;
  const Gender his = shown_gender(*last_speaker_);
  if (gender != Gender::unknown && his != Gender::unknown && his != gender) return speaker;
  speaker.kind = gender == Gender::woman ? SpeakerKind::she : SpeakerKind::he;
  speaker.mention = last_speaker_;
  return speaker;
}

void SpeakerFinder::spoke(const Speaker& speaker, std::uint32_t word) {
  if (!speaker.mention || speaker.kind == SpeakerKind::nobody) {
    if (speaker.kind == SpeakerKind::office || speaker.kind == SpeakerKind::named) {
      last_speaker_.reset();
      nameless_word_ = word;
    }
    return;
  }
  nameless_word_ = 0;
  last_word_ = word;
  last_speaker_ = is_person(article_.mentions()[*speaker.mention]) ? speaker.mention : std::nullopt;
}

}  // namespace dispatches::quotes
