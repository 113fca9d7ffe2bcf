// tokenize(): where the words of a text stand. ASCII by a table, the rest by ICU's properties.
#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "indexer/text/analyzer.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

enum class Kind : std::uint8_t { other, letter, digit, mark, apostrophe, dictionary };

constexpr std::array<Kind, 128> ascii_kinds = [] {
  std::array<Kind, 128> kinds{};
  for (char c = 'a'; c <= 'z'; ++c) kinds[c] = kinds[c - 'a' + 'A'] = Kind::letter;
  for (char c = '0'; c <= '9'; ++c) kinds[c] = Kind::digit;
  kinds['\''] = kinds['`'] = Kind::apostrophe;
  return kinds;
}();

// Written without spaces between the words.
bool is_dictionary_script(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return c == 0x30FC || c == 0xFF70;  // ー, which is in no one script
  }
}

bool is_apostrophe(char32_t c) {
  return c == 0x2019 || c == 0x2018 || (c >= 0x2B9 && c <= 0x2BF) || c == 0x2C8 || c == 0x2032 || c == 0xB4 ||
         c == 0x5F3 || c == 0x5F4;
}

Kind kind_of(char32_t c) {
  if (c < 0x80) return ascii_kinds[c];
  if (is_apostrophe(c)) return Kind::apostrophe;
  if (c == 0x200C || c == 0x200D) return Kind::mark;  // joiners stand inside Persian words
  const auto point = static_cast<UChar32>(c);
  const std::uint32_t category = U_GET_GC_MASK(point);
  if (category & U_GC_L_MASK) return c >= 0xE00 && is_dictionary_script(point) ? Kind::dictionary : Kind::letter;
  if (category & U_GC_N_MASK) return c >= 0xE00 && is_dictionary_script(point) ? Kind::dictionary : Kind::digit;
  return category & U_GC_M_MASK ? Kind::mark : Kind::other;
}

bool is_word(Kind kind) {
  return kind == Kind::letter || kind == Kind::digit || kind == Kind::mark;
}

bool is_hebrew(char32_t c) {
  return c >= 0x5D0 && c <= 0x5EA;
}

bool is_latin(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return c < 0x80 ? ascii_kinds[c] == Kind::letter
                  : uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_LATIN;
}

bool is_ascii_alphanumeric(char c) {
  return static_cast<unsigned char>(c) < 0x80 && is_word(ascii_kinds[static_cast<unsigned char>(c)]);
}

char ascii_lower(char c) {
  return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

// Words of French and Italian that lose their vowel before another word's.
bool is_elided(std::string_view word) {
  static constexpr std::array<std::string_view, 22> elided{
      "l",      "d",      "j",      "m",    "t",    "s",   "n",    "c",    "qu",   "un",    "jusqu",
      "lorsqu", "puisqu", "quoiqu", "dell", "nell", "all", "sull", "dall", "coll", "quest", "quell"};
  if (word.size() > 6) return false;
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(), ascii_lower);
  return std::find(elided.begin(), elided.end(), lower) != elided.end();
}

// Only such as are not English words too ("it", "in", "at" end sentences that lack a space).
bool is_top_level_domain(std::string_view label) {
  static constexpr std::array<std::string_view, 24> domains{
      "com", "org", "net", "edu", "gov", "mil", "int", "info", "ua", "ru",    "by",   "pl",
      "de",  "fr",  "uk",  "eu",  "io",  "tv",  "cn",  "jp",   "il", "media", "news", "online"};
  return std::find(domains.begin(), domains.end(), label) != domains.end();
}

bool is_host_character(char c) {
  return is_ascii_alphanumeric(c) || c == '-' || c == '.';
}

using WordIterator = std::unique_ptr<icu::BreakIterator>;

WordIterator new_word_iterator() {
  UErrorCode status = U_ZERO_ERROR;
  WordIterator iterator(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) throw std::runtime_error("loading ICU's word breaking rules: reinstall libicu72");
  return iterator;
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) { tokens_.reserve(text.size() / 5); }

  std::vector<Token> run() {
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 0x80) {
        is_word(ascii_kinds[byte]) ? word() : void(++at_);
      } else {
        non_ascii();
      }
    }
    return std::move(tokens_);
  }

 private:
  // The character at `at`, 0 at the end; `end` is moved behind it.
  char32_t character(std::size_t at, std::size_t& end) const {
    end = at;
    return at < text_.size() ? next_character(text_, end) : 0;
  }
  Kind kind_at(std::size_t at) const {
    std::size_t end;
    return kind_of(character(at, end));
  }
  char byte_at(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

  void non_ascii() {
    std::size_t end;
    const Kind kind = kind_of(character(at_, end));
    if (kind == Kind::dictionary) return dictionary_run();
    if (kind == Kind::letter || kind == Kind::digit) return word();
    at_ = end;
  }

  void emit(std::size_t begin, std::size_t end) {
    tokens_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  void word() {
    begin_ = segment_ = at_;
    while (step()) {
    }
    if (at_ < text_.size() && text_[at_] <= '@' && (text_[at_] == '@' || text_[at_] == '.' || text_[at_] == ':') &&
        address())
      return;
    emit(begin_, at_);
    skip_possessive();
  }

  // Moves behind the next character of the word, if it is one.
  bool step() {
    while (at_ < text_.size() && is_ascii_alphanumeric(text_[at_])) last_ = static_cast<unsigned char>(text_[at_++]);
    if (at_ == text_.size()) return false;
    std::size_t end;
    const char32_t c = character(at_, end);
    const Kind kind = kind_of(c);
    if (is_word(kind)) {
      if (kind != Kind::mark) last_ = c;
    } else if (!(kind == Kind::apostrophe ? joins_as_apostrophe(end) : joins(c, end))) {
      return false;
    }
    at_ = end;
    return true;
  }

  bool joins_as_apostrophe(std::size_t end) const {
    if (kind_of(last_) != Kind::letter || kind_at(end) != Kind::letter) return false;
    if (!is_latin(last_)) return true;
    const bool possessive = ascii_lower(byte_at(end)) == 's' && !is_word(kind_at(end + 1));
    return !possessive && !(is_elided(text_.substr(begin_, at_ - begin_)) && is_vowel_or_h(end));
  }

  bool is_vowel_or_h(std::size_t at) const {
    const char c = byte_at(at);
    return static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("aeiouyhAEIOUYH").find(c) != std::string_view::npos;
  }

  bool joins(char32_t c, std::size_t end) {
    const Kind next = c == '.' || c == ',' || c == '_' || c == '"' ? kind_at(end) : Kind::other;
    switch (c) {
      case '.':
        if (next == Kind::letter && is_initial(end)) return segment_ = end, true;
        [[fallthrough]];
      case ',':
        return kind_of(last_) == Kind::digit && next == Kind::digit;
      case '_':
        return is_word(next);
      case '"': {
        std::size_t behind;
        return is_hebrew(last_) && is_hebrew(character(end, behind));
      }
      default:
        return false;
    }
  }

  // One letter before the dot and one behind it: U.S
  bool is_initial(std::size_t behind_dot) const {
    std::size_t end;
    character(segment_, end);
    if (end != at_ || kind_of(last_) != Kind::letter) return false;
    character(behind_dot, end);
    return !is_word(kind_at(end));
  }

  // 's and ’s behind the word just ended (and its last dot: the U.S.'s) are no word.
  void skip_possessive() {
    std::size_t at = at_ + (byte_at(at_) == '.' && is_latin(last_));
    std::size_t end;
    if (at >= text_.size() || kind_of(character(at, end)) != Kind::apostrophe || !is_latin(last_)) return;
    if (ascii_lower(byte_at(end)) == 's' && !is_word(kind_at(end + 1))) at_ = end + 1;
  }

  // An e-mail or web address that the word just read begins or stands in.
  bool address() {
    const std::string_view word = text_.substr(begin_, at_ - begin_);
    if (text_.substr(at_).starts_with("://") && (word == "http" || word == "https" || word == "ftp")) {
      return take_address(begin_, end_of_path(at_ + 3));
    }
    if (text_[at_] == ':' || !is_ascii_alphanumeric(byte_at(at_ + 1))) return false;
    const bool mail = text_[at_] == '@';
    const std::size_t host_end = end_of_host(at_ + 1);
    const std::string_view host = text_.substr(at_ + 1, host_end - at_ - 1);
    const std::size_t last_dot = host.rfind('.');
    const std::string_view last_label = host.substr(last_dot + 1);
    if (mail ? last_dot == std::string_view::npos : word != "www" && !is_top_level_domain(last_label)) return false;
    return take_address(start_of_address(mail), mail ? host_end : end_of_path(host_end));
  }

  bool take_address(std::size_t begin, std::size_t end) {
    while (!tokens_.empty() && tokens_.back().end > begin)
      begin = std::min<std::size_t>(begin, tokens_.back().begin), tokens_.pop_back();
    emit(begin, end);
    at_ = end;
    return true;
  }

  std::size_t start_of_address(bool mail) const {
    constexpr std::size_t longest_look_back = 64;  // bytes; RFC 5321 section 4.5.3.1.1 for the part before @
    const auto belongs = [&](char c) { return is_host_character(c) || (mail && (c == '_' || c == '%' || c == '+')); };
    std::size_t begin = begin_;
    while (begin > 0 && begin_ - begin < longest_look_back && belongs(text_[begin - 1])) --begin;
    while (begin < begin_ && !is_ascii_alphanumeric(text_[begin])) ++begin;
    return begin;
  }

  std::size_t end_of_host(std::size_t at) const {
    while (at < text_.size() && is_host_character(text_[at])) ++at;
    while (!is_ascii_alphanumeric(text_[at - 1])) --at;
    return at;
  }

  // Up to white space, a quotation mark or a bracket; without the punctuation at the end.
  std::size_t end_of_path(std::size_t at) const {
    const std::size_t host_end = at;
    for (std::size_t end = at; at < text_.size(); at = end) {
      const char32_t c = character(at, end);
      if (c < 0x80 ? c <= ' ' || std::string_view("<>\"{}|\\^`").find(static_cast<char>(c)) != std::string_view::npos
                   : !is_word(kind_of(c))) {
        break;
      }
    }
    while (at > host_end && std::string_view(".,;:!?'\")]*/").find(text_[at - 1]) != std::string_view::npos) --at;
    return at;
  }

  void dictionary_run() {
    const std::size_t begin = at_;
    std::size_t end;
    for (Kind kind = kind_of(character(at_, end)); kind == Kind::dictionary || kind == Kind::mark;
         kind = kind_of(character(at_, end))) {
      at_ = end;
    }
    part(begin, at_);
  }

  void part(std::size_t begin, std::size_t end) {
    thread_local const WordIterator iterator = new_word_iterator();
    UErrorCode status = U_ZERO_ERROR;
    UText run = UTEXT_INITIALIZER;
    utext_openUTF8(&run, text_.data() + begin, static_cast<std::int64_t>(end - begin), &status);
    iterator->setText(&run, status);
    if (U_FAILURE(status)) throw std::runtime_error("parting a text into words");
    for (std::int32_t from = iterator->first(), to = iterator->next(); to != icu::BreakIterator::DONE;
         from = to, to = iterator->next()) {
      emit(begin + static_cast<std::size_t>(from), begin + static_cast<std::size_t>(to));
    }
    utext_close(&run);
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;    // of the word being read
  std::size_t segment_ = 0;  // behind the word's last dot
  char32_t last_ = 0;        // the word's last letter or digit so far
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
  return Tokenizer(text).run();
}

}  // namespace dispatches::text
