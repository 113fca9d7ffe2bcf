#include "indexer/entities/name_index.hpp"

#include <algorithm>
#include <array>

#include "indexer/names/case_forms.hpp"

namespace dispatches::entities {
namespace {

std::uint64_t edge(NameIndex::Node node, NameIndex::Key key) {
  return std::uint64_t{node} << 32 | key;
}

NameIndex::Key number_of(StringMap<NameIndex::Key>& keys, std::string key) {
  return keys.try_emplace(std::move(key), static_cast<NameIndex::Key>(keys.size() + 1)).first->second;
}

bool is_latin(const Name& name) {
  return std::all_of(name.tokens.begin(), name.tokens.end(),
                     [](const NameToken& token) { return token.script == text::Script::latin; });
}

bool is_surname_alone(const Name& name, EntityType type) {
  const auto words = std::count_if(name.tokens.begin(), name.tokens.end(),
                                   [](const NameToken& token) { return !is_particle(token.folded); });
  return type == EntityType::person && words <= 1 && name.tokens.front().script != text::Script::han;
}

}  // namespace

bool is_particle(std::string_view folded) {
  constexpr std::array<std::string_view, 26> kParticles = {"bin", "ibn", "al",  "el",  "ad",  "as",  "ash", "ar", "an",
                                                           "at",  "az",  "ul",  "the", "der", "die", "das", "le", "la",
                                                           "les", "von", "van", "de",  "den", "du",  "аль", "ель"};
  return folded.size() <= 6 && std::find(kParticles.begin(), kParticles.end(), folded) != kParticles.end();
}

std::string name_key(std::string_view folded, text::Script script) {
  return script == text::Script::cyrillic ? names::case_key(folded) : std::string(folded);
}

NameIndex::NameIndex(const Catalogue& catalogue)
    : names_(entities::names_of(catalogue)), names_of_(catalogue.entities().size()) {
  for (std::uint32_t number = 0; number < names_.size(); ++number) {
    const auto& name = names_[number];
    bare_.push_back(is_surname_alone(name, catalogue.entities()[name.entity].type));
    names_of_[name.entity].push_back(number);
    add_path(number, kRoot);
    if (is_latin(name)) add_path(number, kStemRoot);
  }
  number_nodes();
}

void NameIndex::add_path(std::uint32_t number, Node root) {
  auto node = root;
  for (const auto& token : names_[number].tokens) {
    const auto key = root == kRoot ? number_of(keys_, name_key(token.folded, token.script))
                                   : number_of(stem_keys_, names::case_key(token.folded, true));
    const auto [child, added] = children_.try_emplace(edge(node, key), last_node_ + 1);
    last_node_ += added;
    node = child->second;
  }
  ends_.emplace_back(node, number);
}

// The names that end in node n are numbers_[offsets_[n] … offsets_[n + 1]).
void NameIndex::number_nodes() {
  std::sort(ends_.begin(), ends_.end());
  offsets_.assign(last_node_ + 2, 0);
  for (const auto& [node, number] : ends_) {
    ++offsets_[node + 1];
    numbers_.push_back(number);
  }
  for (std::size_t node = 1; node < offsets_.size(); ++node) offsets_[node] += offsets_[node - 1];
  ends_ = {};
}

NameIndex::Key NameIndex::key(std::string_view name_key) const {
  const auto found = keys_.find(name_key);
  return found == keys_.end() ? kUnknown : found->second;
}

NameIndex::Key NameIndex::stem_key(std::string_view latin_stem) const {
  const auto found = stem_keys_.find(latin_stem);
  return found == stem_keys_.end() ? kUnknown : found->second;
}

NameIndex::Node NameIndex::child(Node node, Key key) const {
  const auto found = key == kUnknown ? children_.end() : children_.find(edge(node, key));
  return found == children_.end() ? kNowhere : found->second;
}

std::span<const std::uint32_t> NameIndex::names_at(Node node) const {
  return std::span(numbers_).subspan(offsets_[node], offsets_[node + 1] - offsets_[node]);
}

}  // namespace dispatches::entities
