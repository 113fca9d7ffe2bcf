#include "indexer/quotes/reported_speech.hpp"

#include <algorithm>

#include "indexer/text/month_names.hpp"

namespace dispatches::quotes {
namespace {

constexpr std::uint32_t kThatNear = 14;       // words between the verb and "that"
constexpr std::uint32_t kStatement = 4;       // words that a statement has at least
constexpr std::uint32_t kAttribution = 16;    // words at a sentence's end that may say who said it
constexpr std::uint32_t kSource = 6;          // words that name the source at a statement's end
constexpr std::uint32_t kAside = 4;           // words of an attribution between commas
constexpr std::uint32_t kRest = 2;            // words that what follows it has at least
constexpr std::uint32_t kAuxiliaryNear = 5;

}  // namespace

bool ReportedSpeech::is_saying(std::uint32_t word, WordRange clause, bool beside_quotation) const {
  const SpeechSet classes = article_.word(word).classes;
  if (!classes.has(Speech::verb)) return false;
  if (!beside_quotation && classes.any(Speech::quoting_only | Speech::naming)) return false;
  bool auxiliary = false;
  for (std::uint32_t i = word; i > clause.first && word - i < kAuxiliaryNear && !article_.parted(i); --i) {
    const SpeechSet before = article_.word(i - 1).classes;
    if (i == word && before.has(Speech::hindrance)) return false;
    if (before.has(Speech::auxiliary)) auxiliary = true;
    if (!before.any(Speech::auxiliary | Speech::adverb) && before.has(Speech::hindrance) && word - i < 3 && !article_.is(i, Speech::verb)) return false;
  }
  if (is_noun(word, clause)) return false;
  return auxiliary || !classes.has(Speech::participle) || (classes.has(Speech::finite) && is_finite(word, clause, beside_quotation));
}

// "dans une annonce", "la demande": between an article and the verb stands nothing else.
bool ReportedSpeech::is_noun(std::uint32_t word, WordRange clause) const {
  if (!article_.is(word, Speech::noun) || word == clause.first || article_.parted(word)) return false;
  for (const std::string_view article : {"la", "une", "cette", "sa", "leur", "La", "Une", "Cette", "Sa", "Leur"})
    if (article_.spelling(word - 1) == article) return true;
  return false;
}

// Of a form that may be a participle, without its auxiliary: "dit Jean" is none; "est dit", "écrit par", "wird erzählt" are.
bool ReportedSpeech::is_finite(std::uint32_t word, WordRange clause, bool beside_quotation) const {
  const bool german = article_.language() == "de";
  for (std::uint32_t i = word; i > clause.first && !article_.parted(i); --i) {
    if (article_.is(i - 1, Speech::being)) return false;
    if (!german && !article_.is(i - 1, Speech::adverb)) break;
  }
  const std::uint32_t next = word + 1;
  if (next >= article_.words().size()) return !german;
  if (!german) return has_french_subject(word, clause, beside_quotation);
  // The verb ends a German clause as a participle only: "zur „Gefahr“ erklärt".
  if (article_.gap(next).find(':') != std::string_view::npos) return true;
  return next < clause.last && !article_.word(next).classes.any(Speech::auxiliary | Speech::being) && (word > clause.first || article_.parted(word));
}

// Right beside the verb; "le plan dit « de la mer »", "Jean, dit le Vieux," say nothing.
bool ReportedSpeech::has_french_subject(std::uint32_t word, WordRange clause, bool beside_quotation) const {
  const auto is_any_of = [](std::string_view spelling, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), spelling) != words.end();
  };
  const auto acts = [&](std::uint32_t i) {
    const SpeechWord& at = article_.word(i);
    return at.mention != kNoMention || at.classes.any(Speech::he | Speech::she) || at.classes.any(Speech::role | Speech::body) || at.classes.has(Speech::other_pronoun);
  };
  const std::uint32_t next = word + 1;
  const bool colon = article_.gap(next).find(':') != std::string_view::npos, quoted = article_.word(next).quoted && !colon;
  if (word == clause.first || article_.parted(word)) {
    if (quoted || article_.spelling(next) == "par") return false;
    return beside_quotation || acts(next) || (next + 1 < clause.last && acts(next + 1));
  }
  const std::string_view before = article_.spelling(word - 1);
  if (is_any_of(before, {"par", "autrement", "Autrement", "proprement", "cela", "Cela", "ceci", "Ceci"}) || article_.spelling(next) == "par") return false;
  if (colon || article_.is(next, Speech::that)) return true;
  const bool pronoun = article_.word(word - 1).classes.any(Speech::he | Speech::she) || is_any_of(before, {"me", "m", "lui", "leur", "nous", "l"});
  if (quoted && is_any_of(article_.spelling(next), {"le", "la", "les", "l"})) return pronoun;  // "Jean Morel dit « le Vieux »"
  return pronoun || acts(word - 1) || article_.capitalised(word - 1);
}

std::optional<std::uint32_t> ReportedSpeech::behind_according(std::uint32_t word, WordRange clause) const {
  if (word >= clause.last || !article_.is(word, Speech::according)) return std::nullopt;
  const bool two = word + 1 < clause.last && article_.is(word + 1, Speech::second) && !article_.parted(word + 1);
  if (two) return word + 2;
  // Those that need no second word are no prepositions otherwise.
  const std::string_view spelling = article_.spelling(word);
  for (const std::string_view alone : {"selon", "Selon", "laut", "Laut", "según", "Según", "według", "Według", "zdaniem", "Zdaniem", "وفقا", "وفقاً", "ووفقا", "ووفقاً", "بحسب", "وبحسب",
                                       "حسب", "وحسب"})
    if (spelling == alone) return word + 1;
  return std::nullopt;
}

std::optional<ReportedSpeech::Source> ReportedSpeech::according(std::uint32_t word, WordRange clause) const {
  if (const auto from = behind_according(word, clause))
    return Source{speakers_.after(*from, {*from, clause.last}, false), {article_.word(word).begin, article_.word(*from - 1).end}, *from + 1};
  const std::uint32_t second = word + 2;
  if (second >= clause.last || !article_.is(word, Speech::according) || !article_.is(second, Speech::second)) return std::nullopt;
  const std::string_view spelling = article_.spelling(word);
  const bool with = spelling == "з" || spelling == "З" || spelling == "із" || spelling == "Із";  // "with his words"
  if (with || article_.parted(word + 1) || article_.parted(second)) return std::nullopt;
  Speaker speaker = speakers_.possessor(word + 1);
  if (speaker.kind == SpeakerKind::nobody) return std::nullopt;
  // Data are a staff's or a ministry's as often, whom no pronoun finds.
  if (!article_.spelling(second).starts_with("слов")) speaker.mention.reset();
  return Source{speaker, {article_.word(word).begin, article_.word(second).end}, second + 1};
}

// "X said the road was open": nothing parts the verb from what was said.
bool ReportedSpeech::begins_clause(std::uint32_t verb, const Sentence& sentence) const {
  const std::uint32_t next = verb + 1;
  if (!article_.vocabulary().is_english() || !article_.is(verb, Speech::bare) || next >= sentence.words.last || article_.parted(next)) return false;
  const SpeechSet first = article_.word(next).classes;
  return !first.any(Speech::preposition | Speech::opener) && !first.any(Speech::adverb | Speech::hindrance) && !first.any(Speech::according | Speech::that) &&
         !text::is_weekday_name(article_.spelling(next));
}

// Not across another verb of saying, a full stop or an opener.
std::optional<std::uint32_t> ReportedSpeech::that_behind(std::uint32_t verb, const Sentence& sentence) const {
  if (begins_clause(verb, sentence)) return std::nullopt;
  for (std::uint32_t word = verb + 1; word < std::min(sentence.words.last, verb + kThatNear); ++word) {
    if (article_.word(word).quoted) return std::nullopt;
    const bool that = article_.is(word, Speech::that);
    if ((!that || article_.vocabulary().is_english()) && article_.gap(word).find(',') != std::string_view::npos) return std::nullopt;
    if (that) return word;
    if (article_.is(word, Speech::verb) && !article_.is(word, Speech::quoting_only)) return std::nullopt;
    if (article_.is(word, Speech::opener) && article_.vocabulary().is_english()) return std::nullopt;
  }
  return std::nullopt;
}

std::uint32_t ReportedSpeech::end_of(const Sentence& sentence) const {
  std::uint32_t end = sentence.end;
  while (end > sentence.begin && article_.text()[end - 1] == ' ') --end;
  return end;
}

// A statement without the ", сообщает РИА" at its end.
std::uint32_t ReportedSpeech::without_source(std::uint32_t first, const Sentence& sentence, std::uint32_t end) const {
  if (!article_.vocabulary().has_cases()) return end;
  for (std::uint32_t word = sentence.words.last; word > first + kStatement && sentence.words.last - word < kSource; --word)
    if (article_.is(word - 1, Speech::verb) && article_.gap(word - 1).find(',') != std::string_view::npos) return article_.word(word - 2).end;
  return end;
}

// What is said behind the verb, if its form is plain.
std::optional<TextSpan> ReportedSpeech::clause_behind(std::uint32_t verb, const Sentence& sentence) const {
  const std::uint32_t next = verb + 1, end = end_of(sentence);
  if (const auto that = that_behind(verb, sentence)) {
    const std::uint32_t first = article_.vocabulary().verb_comes_first() && article_.spelling(*that).ends_with("ه") ? *that : *that + 1;
    if (first < sentence.words.last) return TextSpan{article_.word(first).begin, without_source(first, sentence, end)};
    return std::nullopt;
  }
  if (!article_.is(verb, Speech::bare) || next >= sentence.words.last) return std::nullopt;
  if (article_.language() == "de") {
    // "X sagte am Montag, man werde …"
    for (std::uint32_t word = next; word < std::min(sentence.words.last, verb + kThatNear); ++word)
      if (article_.gap(word).find(',') != std::string_view::npos) return TextSpan{article_.word(word).begin, end};
    return std::nullopt;
  }
  return begins_clause(verb, sentence) ? std::optional(TextSpan{article_.word(next).begin, end}) : std::nullopt;
}

// Behind "…, X said" stands nothing, or when, where and to whom it was.
bool ReportedSpeech::is_tail(std::uint32_t verb, const Sentence& sentence) const {
  const std::uint32_t next = verb + 1;
  if (!article_.vocabulary().is_english() && !article_.word(verb - 1).classes.any(Speech::he | Speech::she)) return false;
  if (next >= sentence.words.last || article_.parted(next) || article_.spelling(verb) == "told") return true;
  const SpeechSet after = article_.word(next).classes;
  return (after.has(Speech::preposition) && article_.spelling(next) != "to") || after.any(Speech::adverb | Speech::according) || text::is_weekday_name(article_.spelling(next));
}

// "…, the air force said": what stands before the comma, where only the attribution follows.
std::optional<TextSpan> ReportedSpeech::clause_ahead(std::uint32_t verb, const Sentence& sentence) const {
  if (sentence.words.last - verb > kAttribution || last_character(article_.text(), sentence.begin, sentence.end) == ':') return std::nullopt;
  std::uint32_t comma = verb;
  for (std::uint32_t looked = 0; comma > sentence.words.first && looked < kAttribution; --comma, ++looked) {
    if (article_.is(comma, Speech::that)) return std::nullopt;
    if (article_.is(comma, Speech::opener) && comma != verb) {
      const std::string_view word = article_.spelling(comma);
      if (word != "как" && word != "як" && word != "wie" && word != "jak") return std::nullopt;
    }
    if (!article_.parted(comma)) continue;
    // "…, the minister, Dmytro Kuleba, said": the name between commas is part of it.
    const bool name_only = article_.word(comma).mention != kNoMention && comma < verb && article_.words_of_mention(comma).last < verb + 1 && article_.parted(article_.words_of_mention(comma).last);
    if (!name_only && comma != verb) break;
    if (comma == verb && !article_.vocabulary().is_english()) break;
  }
  if (comma <= sentence.words.first + kStatement || (comma != verb && !is_tail(verb, sentence))) return std::nullopt;
  const std::string_view gap = article_.gap(comma);
  if (gap.find(',') == std::string_view::npos && gap.find("—") == std::string_view::npos && gap.find("–") == std::string_view::npos) return std::nullopt;
  return TextSpan{sentence.begin, article_.word(comma - 1).end};
}

// A subject behind its verb stands right there, but for when and where: "сообщил в четверг министр".
bool ReportedSpeech::is_near(std::uint32_t verb, std::uint32_t subject) const {
  if (article_.vocabulary().is_english() && (subject > verb + 4 || article_.is(verb + 1, Speech::preposition))) return false;
  bool preposition = false;
  for (std::uint32_t word = verb + 1; word < subject; ++word) preposition = preposition || article_.is(word, Speech::preposition);
  return subject <= verb + (preposition ? 7 : 3);
}

std::optional<Quote> ReportedSpeech::made(TextSpan words, const Speaker& speaker, TextSpan verb, const Sentence& sentence) const {
  const bool known = speaker.kind != SpeakerKind::nobody && speaker.kind != SpeakerKind::somebody;
  const std::uint32_t count = article_.words_between(words.begin, words.end, sentence.words).size();
  if (!known || count < kStatement || last_character(article_.text(), sentence.begin, sentence.end) == '?') return std::nullopt;
  Quote quote;
  quote.parts.push_back(words);
  quote.direct = false;
  quote.speaker = speaker.mention;
  quote.as_written = speaker.as_written;
  quote.verb = verb;
  quote.sentence = {sentence.begin, end_of(sentence)};
  return quote;
}

std::optional<Quote> ReportedSpeech::by_verb(std::uint32_t verb, const Sentence& sentence) {
  const TextSpan verb_span{article_.word(verb).begin, article_.word(verb).end};
  if (const auto words = clause_behind(verb, sentence)) {
    const auto that = article_.words_between(words->begin, words->end, sentence.words).first;
    Speaker speaker = speakers_.subject_of(verb, {sentence.words.first, std::max(verb + 1, that)});
    if (speaker.kind == SpeakerKind::nobody) speaker = speakers_.left_out(verb, sentence.words, false);
    // A subject behind the verb is none where the clause begins right there: "he said Trump was".
    if (!speaker.as_written.empty() && speaker.as_written.begin >= words->begin) return std::nullopt;
    return made(*words, speaker, verb_span, sentence);
  }
  if (const auto words = clause_ahead(verb, sentence)) {
    const auto attribution = article_.words_between(words->end, sentence.end, sentence.words);
    const Speaker speaker = speakers_.subject_of(verb, attribution);
    const std::uint32_t subject = article_.words_between(speaker.as_written.begin, speaker.as_written.end, sentence.words).first;
    if (subject > verb && !is_near(verb, subject)) return std::nullopt;
    auto quote = made(*words, speaker, verb_span, sentence);
    if (quote) add_rest(*quote, attribution);
    return quote;
  }
  return std::nullopt;
}

// "…, he noted, …": a short attribution between commas; what follows it is said too, unless it tells of the saying.
void ReportedSpeech::add_rest(Quote& quote, WordRange attribution) const {
  std::uint32_t next = attribution.first + 1;
  while (next < attribution.last && !article_.parted(next)) ++next;
  if (next - attribution.first > kAside || next + kRest > attribution.last || article_.gap(next).find(',') == std::string_view::npos) return;
  const std::string_view word = article_.spelling(next);
  const bool tells = word.ends_with("ing") || word.ends_with("в") || word.ends_with("вши") || word.ends_with("я") || word.ends_with("чи");
  if (tells || article_.is(next, Speech::opener) || article_.word(next).classes.any(Speech::role | Speech::body) || article_.word(next).mention != kNoMention) return;
  quote.parts.push_back({article_.word(next).begin, quote.sentence.end});
}

// "Коваль знайшов ключ, який, за його словами, …": only what follows is his, and that is no sentence.
bool ReportedSpeech::tells_of_somebody(WordRange ahead) const {
  if (ahead.empty() || article_.word(ahead.last - 1).classes.any(Speech::opener | Speech::that)) return true;
  for (std::uint32_t word = ahead.first; word < ahead.last; ++word) {
    const std::uint32_t mention = article_.word(word).mention;
    if (mention != kNoMention && article_.mentions()[mention].type == entities::EntityType::person) return true;
    if (article_.word(word).classes.any(Speech::he | Speech::she)) return true;
  }
  return false;
}

// "According to X, …" and "…, according to X".
std::optional<Quote> ReportedSpeech::by_according(const Sentence& sentence) {
  for (std::uint32_t word = sentence.words.first; word < sentence.words.last; ++word) {
    if (!article_.is(word, Speech::according)) continue;
    const bool opens = word == sentence.words.first;
    if (!opens && (!article_.parted(word) || sentence.words.last - word > kAttribution)) continue;
    const auto source = according(word, sentence.words);
    if (!source) continue;
    const Speaker& speaker = source->speaker;
    const bool pronoun = speaker.kind == SpeakerKind::he || speaker.kind == SpeakerKind::she;
    if (!opens) {
      if (pronoun && tells_of_somebody({sentence.words.first, word})) return std::nullopt;
      auto quote = made({sentence.begin, article_.word(word - 1).end}, speaker, source->words, sentence);
      if (quote && pronoun) add_rest(*quote, {word, sentence.words.last});  // behind a name may stand what he is
      return quote;
    }
    for (std::uint32_t next = source->next; next < std::min(sentence.words.last, source->next + kAttribution); ++next)
      if (article_.gap(next).find_first_of(",") != std::string_view::npos && article_.word(next - 1).begin >= speaker.as_written.begin)
        return made({article_.word(next).begin, without_source(next, sentence, end_of(sentence))}, speaker, source->words, sentence);
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Quote> ReportedSpeech::in(const Sentence& sentence, const std::vector<Quotation>& quotations) {
  if (sentence.words.size() <= kStatement) return std::nullopt;
  std::uint32_t quotation = sentence.first_quotation;
  bool according_there = false;
  for (std::uint32_t word = sentence.words.first; word < sentence.words.last; ++word) {
    while (quotation < sentence.last_quotation && quotations[quotation].words.last <= word) ++quotation;
    if (quotation < sentence.last_quotation && word >= quotations[quotation].words.first) continue;
    const SpeechSet classes = article_.word(word).classes;
    if (classes.bits == 0) continue;
    according_there = according_there || classes.has(Speech::according);
    if (!classes.has(Speech::verb) || !is_saying(word, sentence.words, false)) continue;
    if (auto quote = by_verb(word, sentence)) {
      speakers_.spoke({SpeakerKind::named, quote->speaker, quote->as_written}, sentence.words.last);
      return quote;
    }
    if (that_behind(word, sentence)) break;  // what others say inside somebody's statement is not to be told apart
  }
  return according_there ? by_according(sentence) : std::nullopt;
}

}  // namespace dispatches::quotes
