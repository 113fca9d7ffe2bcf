#include "indexer/entities/slavic_text.hpp"

#include <algorithm>

#include "indexer/names/case_forms.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities::slavic {
namespace {

using std::string_view;

constexpr std::size_t kLongestQuotation = 7;  // words
constexpr std::size_t kLetter = 2;            // bytes of a Cyrillic letter

bool ends_with_opening_quote(string_view before) {
  return before.ends_with("«") || before.ends_with("„") || before.ends_with("“") || before.ends_with("\"");
}
bool begins_with_closing_quote(string_view after) {
  return after.starts_with("»") || after.starts_with("“") || after.starts_with("”") || after.starts_with("\"");
}

// "В", "В.Л".
bool is_single_letters(string_view word) {
  while (!word.empty()) {
    const auto piece = word.substr(0, word.find('.'));
    if (text::length(piece) != 1) return false;
    word.remove_prefix(std::min(piece.size() + 1, word.size()));
  }
  return true;
}

// МИДа, ЦАХАЛом
bool is_with_brief_ending(string_view word) {
  for (std::size_t letters = 1; letters <= 2; ++letters)
    if (word.size() >= (letters + 2) * kLetter &&
        text::is_all_capitals(word.substr(0, word.size() - letters * kLetter)))
      return true;
  return false;
}

}  // namespace

Text::Text(const TextToMatch& input, const std::vector<Mention>& known, const Words& words, text::Analyzer& analyzer)
    : reading_(input, analyzer), mentions_(known), taken_(reading_.units.size()) {
  note_forms(words);
  note_known();
}

void Text::note_forms(const Words& words) {
  StringMap<std::uint32_t> form_numbers, use_numbers;
  form_of_.resize(size());
  use_of_.resize(size());
  std::vector<std::uint32_t> use_of_form;
  for (std::size_t i = 0; i < size(); ++i) {
    const auto& word = reading_.folded(i);
    const auto [form, is_new] = form_numbers.try_emplace(word, static_cast<std::uint32_t>(forms_.size()));
    if (is_new) {
      forms_.push_back({word, names::case_key(word), is_cyrillic(i) || is_latin(i) ? words.kinds(word) : 0});
      const auto use = use_numbers.try_emplace(forms_.back().key, static_cast<std::uint32_t>(uses_.size())).first;
      if (use->second == uses_.size()) uses_.emplace_back();
      use_of_form.push_back(use->second);
    }
    form_of_[i] = form->second;
    use_of_[i] = use_of_form[form->second];
    if (is_lower(i)) ++uses_[use_of_[i]].lower;
    if (begins_with_capital(unit(i)) && is_running(i) && !opens_sentence(i)) ++uses_[use_of_[i]].inside;
  }
}

void Text::note_known() {
  known_.assign(size(), kNone);
  std::uint32_t mention = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    while (mention < mentions_.size() && mentions_[mention].end <= unit(i).begin) ++mention;
    if (mention < mentions_.size() && mentions_[mention].begin < unit(i).end) known_[i] = mention;
  }
}

bool Text::is_initial(std::size_t i) const {
  if (!begins_with_capital(unit(i)) || i + 1 >= size() || unit(i + 1).gap != Gap::dot) return false;
  return is_single_letters(word(i));
}

bool Text::is_capital(std::size_t i) const {
  return is_cyrillic(i) && unit(i).letter_case == LetterCase::capitalised && word(i).size() > kLetter &&
         !is_capitals(i) && !is_single_letters(word(i));
}

bool Text::is_capitals(std::size_t i) const {
  if (!is_cyrillic(i) || word(i).size() < 2 * kLetter || is_single_letters(word(i))) return false;
  if (unit(i).letter_case == LetterCase::capitals) return true;
  return is_with_brief_ending(word(i));
}

bool Text::is_joined(std::size_t i) const {
  return is_spaced(i) || is_hyphened(i);
}

std::uint32_t Text::quotation_end(std::size_t i) const {
  const auto& all = reading_.input.text;
  const auto previous = i > 0 ? unit(i - 1).end : 0;
  if (!ends_with_opening_quote(all.substr(previous, unit(i).begin - previous))) return kNone;
  for (std::size_t last = i; last < size() && last < i + kLongestQuotation; ++last) {
    if (last > i && unit(last).section != unit(i).section) return kNone;
    if (begins_with_closing_quote(all.substr(unit(last).end))) return static_cast<std::uint32_t>(last + 1);
  }
  return kNone;
}

bool Text::is_in_quotation(std::size_t i) const {
  for (std::size_t back = 0; back <= i && back < kLongestQuotation; ++back)
    if (const auto end = quotation_end(i - back); end != kNone && end > i) return true;
  return false;
}

bool Text::is_known_place(std::size_t i) const {
  return known_[i] != kNone && mentions_[known_[i]].type == EntityType::place;
}

void Text::take(const Name& name) {
  for (auto i = name.first; i < name.end; ++i) taken_[i] = true;
  names_.push_back(name);
}

}  // namespace dispatches::entities::slavic
