#include "indexer/entities/slavic_names.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "indexer/entities/slavic_text.hpp"
#include "indexer/names/case_forms.hpp"

namespace dispatches::entities {
namespace {

using slavic::Name;
using slavic::Text;

constexpr std::size_t kMostBearers = 20;  // full names of one surname that are looked at for a bare one

// The names found in one article: which of them are case forms of one, which of its forms is the nominative, and whose
// a surname is that stands alone.
class Article {
 public:
  Article(const Text& text, std::string_view whole) : text_(text), whole_(whole), names_(text.names()) {
    std::sort(names_.begin(), names_.end(), [](const Name& one, const Name& other) { return one.first < other.first; });
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      if (forms_.emplace(type_of(i) + folded(i), i).second) groups_[key(i)].push_back(i);
      if (names_[i].is_full) bearers_[text_.key(names_[i].surname)].push_back(i);
    }
  }

  std::vector<Mention> mentions() const {
    std::vector<Mention> found;
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      const auto& name = names_[i];
      Mention mention{begin(name), end(name), surface(name), {}, name.type, name.plain};
      if (const auto fullest = fullest_for(i); fullest != i) {
        mention.antecedent = surface(names_[fullest]);
        mention.plain = mention.plain || names_[fullest].plain;
      }
      found.push_back(std::move(mention));
    }
    return found;
  }

 private:
  std::uint32_t begin(const Name& name) const { return text_.unit(name.first).begin; }
  std::uint32_t end(const Name& name) const { return text_.unit(name.end - 1).end; }
  std::string surface(const Name& name) const {
    return std::string(whole_.substr(begin(name), end(name) - begin(name)));
  }

  std::string type_of(std::uint32_t number) const {
    return std::string(1, static_cast<char>('0' + static_cast<int>(names_[number].type)));
  }
  std::string folded(std::uint32_t number) const {
    std::string words;
    for (auto i = names_[number].first; i < names_[number].end; ++i) words.append(text_.folded(i)).append(1, ' ');
    return words;
  }
  // Equal for all case forms of a name.
  std::string key(std::uint32_t number) const {
    std::string key = type_of(number);
    for (auto i = names_[number].first; i < names_[number].end; ++i) key.append(text_.key(i)).append(1, ' ');
    return key;
  }

  // Whether each word of `form` can be a case form of that of `nominative`. REQUIRES: equal keys.
  bool is_form(const Name& nominative, const Name& form) const {
    for (std::uint32_t i = 0; i < nominative.end - nominative.first; ++i)
      if (!names::is_case_form(text_.folded(nominative.first + i), text_.folded(form.first + i))) return false;
    return true;
  }

  // The form in the article of which this one is a case form; itself if there is none.
  std::uint32_t nominative_of(std::uint32_t number) const {
    for (const auto candidate : groups_.at(key(number)))
      if (is_form(names_[candidate], names_[number]) && !is_form(names_[number], names_[candidate])) return candidate;
    return number;
  }

  std::uint32_t fullest_for(std::uint32_t number) const {
    const auto& name = names_[number];
    const bool is_bare = name.type == EntityType::person && !name.is_full && name.end == name.first + 1;
    return nominative_of((is_bare ? bearer_of(number) : std::nullopt).value_or(number));
  }

  // The full name with that surname: the last before, else the first behind.
  std::optional<std::uint32_t> bearer_of(std::uint32_t number) const {
    const auto found = bearers_.find(text_.key(names_[number].first));
    if (found == bearers_.end()) return std::nullopt;
    const auto& bearers = found->second;
    const auto behind = std::lower_bound(bearers.begin(), bearers.end(), number);
    const auto fits = [&](std::uint32_t bearer) { return agree(names_[bearer].surname, names_[number].first); };
    auto at = behind;
    for (std::size_t tried = 0; at != bearers.begin() && tried < kMostBearers; ++tried)
      if (fits(*--at)) return *at;
    at = behind;
    for (std::size_t tried = 0; at != bearers.end() && tried < kMostBearers; ++tried, ++at)
      if (fits(*at)) return *at;
    return std::nullopt;
  }

  // Not his surname and hers: Зеленський, Зеленська.
  bool agree(std::uint32_t one, std::uint32_t other) const {
    const auto &left = text_.folded(one), &right = text_.folded(other);
    return names::is_case_form(left, right) || names::is_case_form(right, left) ||
           (is_oblique(left) && is_oblique(right));
  }
  static bool is_oblique(std::string_view word) {
    for (const std::string_view ending : {"ого", "ому", "им", "ым", "ім", "у", "ом", "ем", "е", "а", "ові"})
      if (word.ends_with(ending)) return true;
    return false;
  }

  const Text& text_;
  std::string_view whole_;
  std::vector<Name> names_;
  std::unordered_map<std::string, std::uint32_t> forms_;                 // each distinct form once
  std::unordered_map<std::string, std::vector<std::uint32_t>> groups_;   // by key: its distinct forms
  std::unordered_map<std::string, std::vector<std::uint32_t>> bearers_;  // by key of the surname: full names, ascending
};

bool begins_before(const Mention& one, const Mention& other) {
  return one.begin < other.begin;
}

// What is known gives way where something longer was found over it. Both in order, neither overlapping itself.
std::vector<Mention> merged(const std::vector<Mention>& known, std::vector<Mention> found) {
  std::vector<Mention> kept;
  auto other = found.begin();
  for (const auto& mention : known) {
    while (other != found.end() && other->end <= mention.begin) ++other;
    if (other == found.end() || other->begin >= mention.end) kept.push_back(mention);
  }
  std::vector<Mention> all;
  std::merge(kept.begin(), kept.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()),
             std::back_inserter(all), begins_before);
  return all;
}

}  // namespace

struct SlavicNames::Index {
  slavic::Words words;
};

SlavicNames::SlavicNames() : index_(std::make_unique<Index>()) {}
SlavicNames::~SlavicNames() = default;
SlavicNames::SlavicNames(SlavicNames&&) noexcept = default;

std::vector<Mention> SlavicNames::names_in(const TextToMatch& input, const std::vector<Mention>& known,
                                           text::Analyzer& analyzer) const {
  Text text(input, known, index_->words, analyzer);
  slavic::take_organisations(text);
  slavic::take_places(text);
  slavic::take_people(text);
  slavic::take_single_words(text);
  return merged(known, Article(text, input.text).mentions());
}

}  // namespace dispatches::entities
