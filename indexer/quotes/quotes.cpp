#include "indexer/quotes/quotes.hpp"

#include <algorithm>

#include "indexer/quotes/speaker.hpp"
#include "indexer/quotes/quote_text.hpp"
#include "indexer/quotes/reported_speech.hpp"

namespace dispatches::quotes {
namespace {

constexpr std::uint32_t kVerbBehind = 15;      // words from a closing mark to the verb
constexpr std::uint32_t kVerbAhead = 14;       // words from a verb to an opening mark
constexpr std::uint32_t kTailOfSentence = 20;  // words in which the article ends a sentence that a quotation began
constexpr std::uint32_t kSubjectWords = 6;     // of its subject, right before the verb
constexpr std::uint32_t kFragment = 3;         // words that a quotation inside a sentence needs
constexpr std::uint32_t kSentenceShaped = 4;   // that one needs which is a sentence by itself
constexpr std::uint32_t kUnattributed = 6;     // and with nobody's name to it
constexpr std::size_t kMostParts = 200;        // of one quote

// What makes a quotation somebody's words.
struct Attribution {
  std::uint32_t verb = 0;
  bool has_verb = false;
  bool close = false;   // right beside the quotation
  bool naming = false;  // called it "…"
  Speaker speaker;
};

class QuoteReader {
 public:
  explicit QuoteReader(QuoteText& article) : article_(article), speakers_(article), reported_(article, speakers_) {}

  std::vector<Quote> run() {
    for (const SpeechSection& section : article_.sections()) {
      if (quotes_.size() >= kMostQuotes) break;
      read(section);
    }
    if (open_ && has_open_quote_) drop_open();
    if (quotes_.size() > kMostQuotes) quotes_.resize(kMostQuotes);
    return std::move(quotes_);
  }

 private:
  void read(const SpeechSection& section) {
    quotations_ = article_.quotations(section);
    continue_open(section);
    const bool opens = !quotations_.empty() && !quotations_.back().span.closed;
    const Quotation open = opens ? quotations_.back() : Quotation{};
    section_ = section;
    merging_ = false;
    for (const Sentence& sentence : article_.sentences(section, quotations_)) {
      if (quotes_.size() >= kMostQuotes) return;
      read(sentence);
    }
    note_colon(section);
    if (opens) open_ = open;
    else open_.reset();
    has_open_quote_ = opens && last_quotation_taken_;
    carry_ = carries_on(section);
  }

  // “… (no mark at the paragraph's end) “… : the quotation before goes on. Else nobody knows where it ended.
  void continue_open(const SpeechSection& section) {
    continues_ = false;
    if (!open_ || !has_open_quote_) return;
    continues_ = !quotations_.empty() && opens_alike(article_.text(), section.begin, open_->span) && quotations_.front().span.open == section.begin;
    if (!continues_) drop_open();
  }

  void drop_open() {
    if (quotes_.empty()) return;
    quotes_.back().parts.pop_back();
    if (quotes_.back().parts.empty()) quotes_.pop_back();
  }

  // The section is a quotation to its end: the next may be by the same speaker.
  bool carries_on(const SpeechSection& section) const {
    if (quotes_.empty() || quotations_.empty()) return false;
    const Quote& last = quotes_.back();
    return last.direct && last.sentence.end >= section.end && last.sentence.begin >= section.begin;
  }

  void read(const Sentence& sentence) {
    const std::size_t before = quotes_.size();
    for (std::uint32_t i = sentence.first_quotation; i < sentence.last_quotation; ++i) take(sentence, i);
    const bool direct = quotes_.size() > before || took_part_;
    took_part_ = false;
    if (!direct) {
      if (auto quote = reported_.in(sentence, quotations_)) quotes_.push_back(std::move(*quote));
      merging_ = false;
    }
  }

  void take(const Sentence& sentence, std::uint32_t number) {
    const Quotation& quotation = quotations_[number];
    last_quotation_taken_ = false;
    if (quotation.words.empty()) return;
    if (continues_ && number == 0) {
      continues_ = false;
      return add_part(quotation, sentence);
    }
    if (merging_ && joins(sentence, number)) return add_part(quotation, sentence);
    const bool whole = is_whole(sentence, number);
    Attribution found = attribution_of(sentence, number);
    if (!qualifies(quotation, found, whole, sentence)) return;
    if (!found.has_verb && whole && found.speaker.kind == SpeakerKind::nobody) found.speaker = carried(sentence);
    add(quotation, sentence, found);
    merging_ = found.has_verb && found.close;
  }

  // A part of the quote before: only its attribution lies between, in this sentence or the last.
  bool joins(const Sentence& sentence, std::uint32_t number) const {
    if (number == 0 || quotes_.empty()) return false;
    const Quotation& quotation = quotations_[number];
    if (sentence.first_quotation == number) return is_whole(sentence, number);
    const char32_t before = last_character(article_.text(), sentence.begin, quotation.span.open);
    return (before == ',' || is_dash(before) || before == '.') && !verb_behind(sentence, number);
  }

  // The sentence is the quotation, marks and dashes aside.
  bool is_whole(const Sentence& sentence, std::uint32_t number) const {
    const WordRange words = quotations_[number].words;
    return words.first == sentence.words.first && words.last == sentence.words.last;
  }

  WordRange behind(const Sentence& sentence, std::uint32_t number) const {
    const std::uint32_t end = number + 1 < sentence.last_quotation ? quotations_[number + 1].words.first : sentence.words.last;
    return {quotations_[number].words.last, end};
  }
  WordRange ahead(const Sentence& sentence, std::uint32_t number) const {
    const std::uint32_t begin = number > sentence.first_quotation ? quotations_[number - 1].words.last : sentence.words.first;
    return {begin, quotations_[number].words.first};
  }

  bool is_saying(std::uint32_t word, WordRange clause) const { return reported_.is_saying(word, clause, true); }

  std::optional<std::uint32_t> verb_behind(const Sentence& sentence, std::uint32_t number) const {
    const Quotation& quotation = quotations_[number];
    const WordRange clause = behind(sentence, number);
    if (clause.empty()) return std::nullopt;
    const std::string_view text = article_.text();
    const char32_t inside = last_character(text, quotation.span.begin, quotation.span.end);
    const char32_t mark = first_character(text, quotation.span.close, article_.word(clause.first).begin);
    const bool linked = inside == ',' || mark == ',' || is_dash(mark) || mark == U'،' || ((ends_speech(inside)) && !ends_speech(mark));
    if (!linked && !article_.is(clause.first, Speech::verb)) return verb_at_end(sentence, number);
    if (article_.is(clause.first, Speech::opener) && !is_as(clause.first)) return std::nullopt;
    for (std::uint32_t word = clause.first; word < std::min(clause.last, clause.first + kVerbBehind); ++word) {
      // «…», X said, that …: another statement.
      if (is_saying(word, clause) && !article_.is(word, Speech::naming)) return reported_.has_clause(word, sentence) ? std::nullopt : std::optional(word);
      if (word > clause.first && (article_.is(word, Speech::opener) || article_.is(word, Speech::that)) && !article_.parted(word)) return std::nullopt;
    }
    return std::nullopt;
  }

  // Somebody else's words: «…», — цитирует РБК министра; …, — передает слова министра РБК; …, — говорится в заявлении МИД.
  bool is_citing(std::uint32_t verb) const {
    if (article_.is(verb, Speech::citing) || article_.is(verb, Speech::passive)) return true;
    const bool passes_on = article_.language() == "ru" || article_.language() == "uk";
    return passes_on && verb + 1 < article_.words().size() && article_.spelling(verb + 1) == "слова";
  }

  // “We must look at what is written” in that law, Azzouz said.
  std::optional<std::uint32_t> verb_at_end(const Sentence& sentence, std::uint32_t number) const {
    const WordRange clause = behind(sentence, number);
    const bool begins = quotations_[number].words.first == sentence.words.first && number + 1 == sentence.last_quotation;
    if (!begins || !article_.vocabulary().is_english() || clause.size() < 3 || clause.size() > kTailOfSentence) return std::nullopt;
    const std::uint32_t verb = clause.last - 1;
    if (!is_saying(verb, clause) || article_.parted(verb)) return std::nullopt;
    for (std::uint32_t word = verb - 1; word > clause.first && verb - word < kSubjectWords; --word)
      if (article_.parted(word)) return verb;
    return std::nullopt;
  }

  // «…», как сообщил …; „…“, wie er sagte.
  bool is_as(std::uint32_t word) const {
    const std::string_view spelling = article_.spelling(word);
    return spelling == "как" || spelling == "як" || spelling == "wie" || spelling == "comme" || spelling == "como" || spelling == "jak" || spelling == "as";
  }

  std::optional<std::uint32_t> verb_ahead(const Sentence& sentence, std::uint32_t number) const {
    const WordRange clause = ahead(sentence, number);
    const bool marked = !clause.empty() && last_character(article_.text(), article_.word(clause.last - 1).end, quotations_[number].span.open) != 0;
    for (std::uint32_t i = clause.last; i > clause.first && clause.last - i < kVerbAhead; --i)
      if (is_saying(i - 1, clause) && !is_citing(i - 1) && (marked || !article_.is(i - 1, Speech::doubtful))) return i - 1;
    return std::nullopt;
  }

  Attribution attribution_of(const Sentence& sentence, std::uint32_t number) {
    Attribution found;
    if (const auto verb = verb_behind(sentence, number)) {
      const WordRange clause = behind(sentence, number);
      if (is_citing(*verb)) return {*verb, true, true, false, speakers_.cited(*verb, clause)};
      found = {*verb, true, true, false, speakers_.subject_of(*verb, clause)};
      if (found.speaker.kind == SpeakerKind::nobody) found.speaker = speakers_.left_out(*verb, clause);
      if (found.speaker.kind == SpeakerKind::nobody && *verb > clause.first + 3) found = {};
      if (found.has_verb) return found;
    }
    if (const auto speaker = according_behind(sentence, number)) return {0, false, true, false, *speaker};
    if (const auto verb = verb_ahead(sentence, number)) return introduced(sentence, number, *verb);
    if (const auto speaker = according_ahead(sentence, number)) return {0, false, true, false, *speaker};
    return named_before_colon(sentence, number);
  }

  // "…", according to X.
  std::optional<Speaker> according_behind(const Sentence& sentence, std::uint32_t number) {
    const WordRange clause = behind(sentence, number);
    const auto source = clause.empty() ? std::nullopt : reported_.according(clause.first, clause);
    return source && source->speaker.kind != SpeakerKind::nobody ? std::optional(source->speaker) : std::nullopt;
  }

  // According to X, "…": to the end of the sentence, else it is the writer's with words of X in it.
  std::optional<Speaker> according_ahead(const Sentence& sentence, std::uint32_t number) const {
    const WordRange clause = ahead(sentence, number), words = quotations_[number].words;
    const bool alone = !clause.empty() && clause.first == sentence.words.first && words.last == sentence.words.last && words.size() >= kFragment;
    if (!alone || clause.size() > kVerbAhead) return std::nullopt;
    const char32_t mark = last_character(article_.text(), article_.word(clause.last - 1).end, quotations_[number].span.open);
    const auto source = mark == ',' || mark == ':' ? reported_.according(clause.first, clause) : std::nullopt;
    return source && source->speaker.kind != SpeakerKind::nobody ? std::optional(source->speaker) : std::nullopt;
  }

  Attribution introduced(const Sentence& sentence, std::uint32_t number, std::uint32_t verb) {
    const WordRange clause = ahead(sentence, number);
    const Quotation& quotation = quotations_[number];
    const char32_t mark = last_character(article_.text(), article_.word(clause.last - 1).end, quotation.span.open);
    Attribution found{verb, true, mark == ':' || mark == ',' || is_dash(mark), article_.is(verb, Speech::naming), speakers_.subject_of(verb, clause)};
    if (mark == ',' && clause.last - verb > kFragment + 3) found.close = false;
    if (mark == 0 && verb + 1 == clause.last && !found.naming) found.close = true;
    if (found.speaker.kind == SpeakerKind::nobody && !found.naming) found.speaker = speakers_.left_out(verb, clause);
    return found;
  }

  // Zelensky: "…"; a paragraph that ends "he wrote:" and the quotation as the next.
  Attribution named_before_colon(const Sentence& sentence, std::uint32_t number) {
    const WordRange clause = ahead(sentence, number);
    if (clause.empty() && colon_ && sentence.begin == section_.begin && number == 0) return *colon_;
    Attribution found;
    if (clause.empty() || last_character(article_.text(), article_.word(clause.last - 1).end, quotations_[number].span.open) != ':') return found;
    found.close = true;
    if (clause.size() <= 4 && article_.word(clause.last - 1).mention != kNoMention) {
      found.speaker = speakers_.before(clause.last, clause, clause.last - 1);
      if (found.speaker.mention && article_.mentions()[*found.speaker.mention].type != entities::EntityType::person) found.speaker = {};
    }
    return found;
  }

  bool qualifies(const Quotation& quotation, const Attribution& found, bool whole, const Sentence& sentence) const {
    const std::uint32_t words = quotation.words.size();
    const bool capital = article_.capitalised(quotation.words.first);
    const char32_t last = last_character(article_.text(), quotation.span.begin, quotation.span.end);
    const bool shaped = words >= kSentenceShaped && (ends_speech(last) || (whole && words >= kUnattributed)) && (capital || whole);
    if (!found.has_verb && found.close) return found.speaker.kind != SpeakerKind::nobody || shaped;
    if (!found.has_verb) return whole && shaped && (words >= kUnattributed || carry_);
    if (found.close) return words >= 2 || found.speaker.kind != SpeakerKind::nobody;
    const bool fragment = words >= (found.naming ? 2 : kFragment) && !capital && found.speaker.kind != SpeakerKind::nobody;
    return (fragment && !reported_.has_clause(found.verb, sentence)) || (shaped && words >= kUnattributed);
  }

  // A paragraph that is nothing but a quotation is by him who ended the one before with his words.
  Speaker carried(const Sentence& sentence) const {
    if (!carry_ || sentence.begin != section_.begin || quotes_.empty() || !quotes_.back().speaker) return {};
    return {SpeakerKind::named, quotes_.back().speaker, {}};
  }

  TextSpan words_of(const Quotation& quotation) const {
    const std::string_view text = article_.text();
    TextSpan span{quotation.span.begin, quotation.span.end};
    const auto is_blank = [&](std::uint32_t at) { return text[at] == ' ' || text[at] == '\n'; };
    const auto no_break = [&](std::uint32_t at) { return text.substr(at).starts_with("\u00A0"); };
    while (span.begin < span.end && (is_blank(span.begin) || no_break(span.begin))) span.begin += is_blank(span.begin) ? 1 : 2;
    for (;;) {
      if (span.end > span.begin && (is_blank(span.end - 1) || text[span.end - 1] == ',')) --span.end;
      else if (span.end > span.begin + 1 && no_break(span.end - 2)) span.end -= 2;
      else break;
    }
    if (text.substr(span.begin, span.end - span.begin).starts_with("\u202F")) span.begin += 3;
    if (text.substr(span.begin, span.end - span.begin).ends_with("\u202F")) span.end -= 3;
    return span;
  }

  void add(const Quotation& quotation, const Sentence& sentence, const Attribution& found) {
    Quote quote;
    quote.parts.push_back(words_of(quotation));
    quote.speaker = found.speaker.mention;
    quote.as_written = found.speaker.as_written;
    if (found.has_verb) quote.verb = {article_.word(found.verb).begin, article_.word(found.verb).end};
    quote.sentence = {sentence.begin, sentence.end};
    if (colon_ && sentence.begin == section_.begin && found.has_verb && quote.verb.end <= section_.begin) quote.sentence.begin = colon_sentence_;
    if (found.speaker.kind != SpeakerKind::nobody) speakers_.spoke(found.speaker, sentence.words.last);
    quotes_.push_back(std::move(quote));
    last_quotation_taken_ = true;
  }

  void add_part(const Quotation& quotation, const Sentence& sentence) {
    Quote& quote = quotes_.back();
    if (quote.parts.size() < kMostParts) quote.parts.push_back(words_of(quotation));
    quote.sentence.end = sentence.end;
    took_part_ = last_quotation_taken_ = true;
  }

  // The paragraph ends "…, he wrote:" without a quotation: what opens the next is his.
  void note_colon(const SpeechSection& section) {
    colon_.reset();
    if (section.words.empty() || last_character(article_.text(), section.begin, section.end) != ':') return;
    const std::uint32_t first = section.words.size() > 25 ? section.words.last - 25 : section.words.first;
    const WordRange clause{std::max(first, sentence_start(section)), section.words.last};
    for (std::uint32_t i = clause.last; i > clause.first; --i) {
      if (!is_saying(i - 1, clause)) continue;
      colon_ = Attribution{i - 1, true, true, false, speakers_.subject_of(i - 1, clause)};
      if (colon_->speaker.kind == SpeakerKind::nobody) colon_->speaker = speakers_.left_out(i - 1, clause);
      colon_sentence_ = article_.word(clause.first).begin;
      return;
    }
  }

  std::uint32_t sentence_start(const SpeechSection& section) const {
    const auto sentences = article_.sentences(section, quotations_);
    return sentences.empty() ? section.words.first : sentences.back().words.first;
  }

  QuoteText& article_;
  SpeakerFinder speakers_;
  ReportedSpeech reported_;
  std::vector<Quote> quotes_;
  std::vector<Quotation> quotations_;  // of the section being read
  SpeechSection section_;
  bool merging_ = false;               // the last quote may go on behind its attribution
  bool took_part_ = false, last_quotation_taken_ = false;
  bool continues_ = false;             // the section goes on with the quote before
  bool carry_ = false;                 // the section before ended in a quote
  std::optional<Quotation> open_;      // the section before ended inside it
  bool has_open_quote_ = false;
  std::optional<Attribution> colon_;
  std::uint32_t colon_sentence_ = 0;
};

}  // namespace

std::vector<Quote> quotes_in(const entities::TextToMatch& input, std::uint32_t body_begin, const std::vector<entities::Mention>& mentions) {
  QuoteText article(input, body_begin, mentions);
  return QuoteReader(article).run();
}

}  // namespace dispatches::quotes
