#include "indexer/quotes/words.hpp"

#include <algorithm>

#include "indexer/quotes/lists.hpp"

namespace dispatches::quotes {
namespace {

constexpr std::uint64_t kFnvBasis = 14695981039346656037ULL, kFnvPrime = 1099511628211ULL;

// The second byte of a two-byte capital (Latin-1, Latin Extended-A by pairs, Cyrillic) becomes the small letter's; the first may change.
void make_small(unsigned char& lead, unsigned char& next) {
  if (lead == 0xC3 && next >= 0x80 && next <= 0x9E) {
    next = static_cast<unsigned char>(next + 0x20);
  } else if (lead == 0xC5 && (next == 0x81 || next == 0x83 || next == 0x9A || next == 0xB9 || next == 0xBB)) {
    next = static_cast<unsigned char>(next + 1);  // Ł Ń Ś Ź Ż
  } else if (lead == 0xD0 && next >= 0x90 && next <= 0x9F) {
    next = static_cast<unsigned char>(next + 0x20);
  } else if (lead == 0xD0 && next >= 0xA0 && next <= 0xAF) {
    lead = 0xD1, next = static_cast<unsigned char>(next - 0x20);
  } else if (lead == 0xD0 && next >= 0x80 && next <= 0x8F) {
    lead = 0xD1, next = static_cast<unsigned char>(next + 0x10);
  }
}

}  // namespace

// FNV-1a over the small letters.
std::uint64_t caseless_hash(std::string_view word) {
  std::uint64_t hash = kFnvBasis;
  const auto take = [&hash](unsigned char byte) { hash = (hash ^ byte) * kFnvPrime; };
  for (std::size_t i = 0; i < word.size(); ++i) {
    auto byte = static_cast<unsigned char>(word[i]);
    if (byte < 0x80) {
      take(byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte + 0x20) : byte);
    } else if (byte < 0xE0 && i + 1 < word.size()) {
      auto next = static_cast<unsigned char>(word[++i]);
      make_small(byte, next);
      take(byte), take(next);
    } else {
      take(byte);
    }
  }
  return hash;
}

SpeechWords::SpeechWords(std::string_view language, std::initializer_list<List> lists)
    : pro_drop_(language == "uk" || language == "ru" || language == "pl" || language == "es" || language == "ar"),
      verb_first_(language == "ar"),
      cases_(language == "uk" || language == "ru" || language == "pl"),
      english_(language == "en") {
  for (const List& list : lists) {
    for (std::string_view rest = list.words; !rest.empty();) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      const std::string_view word = rest.substr(0, space);
      if (word.ends_with('*')) add_past(word.substr(0, word.size() - 1), list.classes, language);
      else if (!word.empty()) add(word, list.classes);
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
  }
}

void SpeechWords::add(std::string_view word, std::uint32_t classes) {
  std::uint32_t& value = table_.at(caseless_hash(word));
  if (value == OpenTable<std::uint64_t>::kNone) {
    value = classes;
    return;
  }
  const SpeechSet before{value}, now{classes};
  const bool both = before.has(Speech::verb) && now.has(Speech::verb) && before.has(Speech::participle) != now.has(Speech::participle);
  value |= classes | (both ? static_cast<std::uint32_t>(Speech::finite) : 0);
}

// сказал → сказала, сказали, сказало; сказав → сказала …; зізнався → зізнавсь, зізналася, зізналась …; powiedział → powiedziała …
void SpeechWords::add_past(std::string_view masculine, std::uint32_t classes, std::string_view language) {
  struct Endings {
    std::string_view language, cut, feminine, plural, neuter;
  };
  static constexpr Endings kEndings[] = {{"ru", "", "а", "и", "о"}, {"uk", "в", "ла", "ли", "ло"}, {"pl", "ł", "ła", "li", "ło"}};
  const auto endings = std::find_if(std::begin(kEndings), std::end(kEndings), [&](const Endings& e) { return e.language == language; });
  if (endings == std::end(kEndings)) return;
  const bool reflexive = masculine.ends_with("ся");
  const std::string stem(masculine.substr(0, masculine.size() - (reflexive ? std::string_view("ся").size() : 0) - endings->cut.size()));
  std::string plural = stem;
  if (language == "pl" && plural.ends_with("a")) plural.back() = 'e';  // powiedziała, powiedzieli
  const auto add_with = [&](std::string_view tail) {
    add(stem + std::string(endings->feminine) + std::string(tail), classes | static_cast<std::uint32_t>(Speech::feminine));
    add(plural + std::string(endings->plural) + std::string(tail), classes | static_cast<std::uint32_t>(Speech::plural));
    add(stem + std::string(endings->plural) + std::string(tail), classes | static_cast<std::uint32_t>(Speech::plural));
    add(stem + std::string(endings->neuter) + std::string(tail), classes);
  };
  add(masculine, classes | static_cast<std::uint32_t>(Speech::masculine));
  add_with(!reflexive ? "" : language == "ru" ? "сь" : "ся");
  if (!reflexive || language != "uk") return;
  add(stem + std::string(endings->cut) + "сь", classes | static_cast<std::uint32_t>(Speech::masculine));
  add_with("сь");  // both are written
}

SpeechSet SpeechWords::of(std::string_view word) const {
  const std::uint32_t found = table_.find(caseless_hash(word));
  return {found == OpenTable<std::uint64_t>::kNone ? 0 : found};
}

const SpeechWords& speech_words(std::string_view language) {
  static const std::map<std::string, SpeechWords, std::less<>> kAll = speech_lists();
  static const SpeechWords kNone("", {});
  const auto found = kAll.find(language);
  return found == kAll.end() ? kNone : found->second;
}

}  // namespace dispatches::quotes
