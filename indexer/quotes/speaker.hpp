// Who speaks: the subject of a verb of saying, and whom a pronoun or an office means in the article. Internal to this room.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "indexer/quotes/cases.hpp"
#include "indexer/quotes/quote_text.hpp"
#include "indexer/quotes/quotes.hpp"

namespace dispatches::quotes {

inline constexpr std::uint32_t kMentionsSearched = 300;  // for a surname: enough for a report, and a bound for a list
inline constexpr std::uint32_t kMemory = 120;            // words for which the last speaker stays "he"

enum class SpeakerKind : std::uint8_t { nobody, named, he, she, somebody, office };

struct Speaker {
  SpeakerKind kind = SpeakerKind::nobody;
  std::optional<std::uint32_t> mention;
  TextSpan as_written;
};

class SpeakerFinder {
 public:
  explicit SpeakerFinder(const QuoteText& article) : article_(article) {}

  // The subject of the verb in a clause, before or behind it; nobody where there is none. REQUIRES: the verb is in the clause.
  Speaker subject_of(std::uint32_t verb, WordRange clause);
  // Whom "according to" and the like name: the first behind word `from`.
  Speaker after(std::uint32_t from, WordRange clause, bool nominative);
  // Whose words somebody cites: the object of such a verb, or whose paper says so.
  Speaker cited(std::uint32_t verb, WordRange clause);
  // Whose "his" or "their" is; nobody where the word is no such pronoun.
  Speaker possessor(std::uint32_t word) const;
  // The last before word `to`, in the same part of the sentence.
  Speaker before(std::uint32_t to, WordRange clause, std::uint32_t verb);
  // What a verb without a subject means in languages that leave it out.
  Speaker left_out(std::uint32_t verb, WordRange clause, bool beside_quotation = true);
  // Notes who has spoken, for those who are "he" afterwards.
  void spoke(const Speaker& speaker, std::uint32_t word);
  std::optional<std::uint32_t> last_to_speak() const { return last_speaker_; }

 private:
  bool is_unknown_name(std::uint32_t word) const;
  Speaker stranger(std::uint32_t verb, std::uint32_t end, WordRange clause) const;
  WordRange name_behind(std::uint32_t verb, WordRange clause) const;
  WordRange german_name_behind(std::uint32_t verb, WordRange clause) const;
  bool may_be_german_name(std::uint32_t word) const;
  bool is_common_noun(std::uint32_t word) const;
  Speaker shared(std::uint32_t verb, WordRange clause);
  Speaker at(std::uint32_t word);
  Speaker named(std::uint32_t word) const;
  Speaker office(std::uint32_t word);
  bool is_actor(std::uint32_t word) const;
  bool is_governed(std::uint32_t word) const;
  bool is_possessive(std::uint32_t mention) const;
  bool is_fit(std::uint32_t word, std::uint32_t verb) const;
  bool is_oblique(std::uint32_t word, std::uint32_t verb) const;
  Speaker fuller_behind(Speaker found, std::uint32_t word, WordRange clause, std::uint32_t verb);
  Gender shown_gender(std::uint32_t mention) const;
  bool is_same(std::uint32_t one, std::uint32_t other) const;
  std::optional<std::uint32_t> antecedent(std::uint32_t word, bool she) const;
  std::optional<std::uint32_t> holder(std::uint32_t role);
  std::optional<std::uint32_t> holder_of(std::uint64_t role, std::uint32_t before);
  void note_holders();

  const QuoteText& article_;
  std::optional<std::uint32_t> last_speaker_;
  std::uint32_t last_word_ = 0;  // where he spoke
  std::uint32_t nameless_word_ = 0;  // where somebody spoke whom nobody names, if that was the last; else 0
  mutable std::unordered_map<std::uint32_t, Gender> genders_;  // by mention, as far as they were asked for
  bool holders_noted_ = false;
  struct Holder {
    std::uint32_t mention = 0;
    bool several = false;  // people in that office
  };
  std::unordered_map<std::uint64_t, Holder> holders_;
};

}  // namespace dispatches::quotes
