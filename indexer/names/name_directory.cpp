#include "indexer/names/name_directory.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "indexer/base/lists.hpp"
#include "indexer/names/case_forms.hpp"
#include "indexer/names/latin_reading.hpp"
#include "indexer/text/shingles.hpp"

namespace dispatches::names {

namespace {

constexpr float kLeastSurname = .90f;     // of single words by sound: one letter in eight may differ, or a sound that scripts write differently
constexpr std::size_t kLongestDeclined = 2;  // words: given name and surname; each has a dozen forms at most
constexpr float kLeastEvidence = 3;       // consonants of such a word: two agree too easily
constexpr float kLeastOfShort = .925f;    // of single words with no more than those: many words of any language sound so far like one
constexpr float kPlainLead = .02f;        // names.md: by so much the best must lead

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

// The key under which a name is kept: the case keys of its tokens.
std::uint64_t key_of(const std::vector<std::string>& folded_tokens) {
  std::string key;
  for (const std::string& token : folded_tokens) key.append(key.empty() ? "" : " ").append(case_key(token));
  return text::hash_of_word(key);
}

// The coarse key lets in what no declension allows (Путинка for Путин): each token must be a case form of the name's.
bool can_be(std::string_view name, const std::vector<std::string>& folded_tokens) {
  for (const std::string& token : folded_tokens) {
    const std::size_t end = std::min(name.find(' '), name.size());
    if (!is_case_form(name.substr(0, end), token)) return false;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return name.empty();
}

}  // namespace

bool means_first(const std::vector<Candidate>& candidates) {
  if (candidates.size() < 2 || candidates[0].is_usual) return !candidates.empty();
  if (candidates[0].by != candidates[1].by) return true;
  return candidates[0].by == By::sound && candidates[0].mean - candidates[1].mean >= kPlainLead;
}

std::vector<std::string> typed_words(std::string_view text) {
  std::vector<std::string> words;
  for (const text::Token& token : text::tokenize(text)) words.emplace_back(text.substr(token.begin, token.end - token.begin));
  return words;
}

std::vector<std::string> folded_words(std::string_view text, text::Analyzer& analyzer) {
  std::vector<std::string> words;
  for (const text::Token& token : text::tokenize(text))
    if (std::string word = analyzer.fold(text.substr(token.begin, token.end - token.begin)); !word.empty()) words.push_back(std::move(word));
  return words;
}

class NameDirectory::Builder {
 public:
  explicit Builder(NameDirectory& directory) : directory_(directory), lexicon_(directory.lexicon_) {}

  // What the catalogue calls a short form stays one, though articles may use it as a spelling: so its names come first.
  void run() {
    for (const LexiconAlias& alias : lexicon_.aliases) add(alias.text, alias.entity, alias.alone ? By::name : By::short_name);
    for (const LexiconMeaning& meaning : lexicon_.meanings)
      if (meaning.entity != kNobody) add(lexicon_.spellings[meaning.spelling].text, meaning.entity, By::name);
    sort_keys();
    sort_beginnings();
    directory_.letters_ = Array<char>(std::move(letters_));
    directory_.names_ = Array<Name>(std::move(names_));
    directory_.keys_ = Array<Key>(std::move(keys_));
    directory_.beginnings_ = Array<Beginning>(std::move(beginnings_));
    directory_.longest_ = Array<std::uint64_t>(std::vector<std::uint64_t>{longest_});
    put_in_order();
    link_mentions();
    hear();
  }

 private:
  void add(std::string_view text, EntityOrdinal entity, By by) {
    const std::vector<std::string> words = folded_words(text, analyzer_);
    if (words.empty()) return;
    const std::string folded = joined(words);
    keys_.push_back({key_of(words), static_cast<std::uint32_t>(names_.size())});
    names_.push_back({put(folded, entity), entity, by});
    longest_ = std::max(longest_, words.size());
    for (const std::string& reading : latin_readings(folded)) put(reading, entity);
  }

  // Where it begins.
  std::uint32_t put(const std::string& folded, EntityOrdinal entity) {
    const auto begin = static_cast<std::uint32_t>(letters_.size());
    letters_.append(folded).append(1, '\n');
    for (std::size_t at = 0; at < folded.size(); at = std::min(folded.find(' ', at), folded.size() - 1) + 1)
      beginnings_.push_back({begin + static_cast<std::uint32_t>(at), entity});
    return begin;
  }

  // Of the same name of the same entity the first stays.
  void sort_keys() {
    const auto of = [&](const Key& key) -> const Name& { return names_[key.name]; };
    std::sort(keys_.begin(), keys_.end(), [&](const Key& a, const Key& b) {
      if (a.hash != b.hash) return a.hash < b.hash;
      return of(a).entity != of(b).entity ? of(a).entity < of(b).entity : a.name < b.name;
    });
    std::vector<Key> kept;
    for (const Key& key : keys_) {
      bool known = false;
      for (auto at = kept.rbegin(); !known && at != kept.rend() && at->hash == key.hash && of(*at).entity == of(key).entity; ++at)
        known = line(of(*at).begin) == line(of(key).begin);
      if (!known) kept.push_back(key);
    }
    keys_ = std::move(kept);
  }

  void sort_beginnings() {
    const char* const letters = letters_.data();
    const auto differ_at = [letters](std::uint32_t a, std::uint32_t b) {
      std::size_t i = 0;
      while (letters[a + i] == letters[b + i] && letters[a + i] != '\n') ++i;
      return i;
    };
    std::sort(beginnings_.begin(), beginnings_.end(), [&](const Beginning& a, const Beginning& b) {
      const std::size_t i = differ_at(a.begin, b.begin);
      const auto one = static_cast<unsigned char>(letters[a.begin + i]), other = static_cast<unsigned char>(letters[b.begin + i]);
      return one != other ? one < other : a.entity < b.entity;
    });
    const auto same = [&](const Beginning& a, const Beginning& b) {
      return a.entity == b.entity && letters[a.begin + differ_at(a.begin, b.begin)] == letters[b.begin + differ_at(a.begin, b.begin)];
    };
    beginnings_.erase(std::unique(beginnings_.begin(), beginnings_.end(), same), beginnings_.end());
  }

  void put_in_order() {
    std::vector<EntityOrdinal> order(lexicon_.entities.size());
    std::iota(order.begin(), order.end(), EntityOrdinal{0});
    const auto name = [&](EntityOrdinal entity) { return std::pair(lexicon_.entities[entity].name("en"), lexicon_.entities[entity].id.view()); };
    std::sort(order.begin(), order.end(), [&](EntityOrdinal a, EntityOrdinal b) { return name(a) < name(b); });
    std::vector<std::uint32_t> places(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) places[order[i]] = i;
    directory_.alphabetical_ = Array<std::uint32_t>(std::move(places));
  }

  void link_mentions() {
    std::vector<std::pair<EntityOrdinal, std::uint32_t>> mentions, spellings;
    for (MentionId id = 1; id < lexicon_.meant.size(); ++id)
      if (lexicon_.meant[id] != kNobody) mentions.emplace_back(lexicon_.meant[id], id);
    for (const LexiconMeaning& meaning : lexicon_.meanings)
      if (meaning.entity != kNobody) spellings.emplace_back(meaning.entity, meaning.spelling);
    directory_.mentions_ = lists(mentions);
    directory_.spellings_ = lists(spellings);
  }

  Lists lists(const std::vector<std::pair<EntityOrdinal, std::uint32_t>>& pairs) const {
    std::vector<std::uint32_t> begins(lexicon_.entities.size() + 1), values(pairs.size());
    for (const auto& [entity, value] : pairs) ++begins[entity + 1];
    for (std::size_t entity = 0; entity + 1 < begins.size(); ++entity) begins[entity + 1] += begins[entity];
    std::vector<std::uint32_t> ends(begins.begin(), begins.end() - 1);
    for (const auto& [entity, value] : pairs) values[ends[entity]++] = value;
    return {Array<std::uint32_t>(std::move(begins)), Array<std::uint32_t>(std::move(values))};
  }

  std::string_view line(std::uint32_t begin) const { return std::string_view(letters_).substr(begin, letters_.find('\n', begin) - begin); }

  // All names of people, and the single ones that mean somebody.
  void hear() {
    std::vector<PeopleIndex::Named> names;
    const auto is_person = [&](EntityOrdinal entity) { return lexicon_.entities[entity].type == EntityType::person; };
    for (const LexiconAlias& alias : lexicon_.aliases)
      if (alias.alone && is_person(alias.entity)) names.push_back({alias.text, alias.entity});
    for (const LexiconMeaning& meaning : lexicon_.meanings)
      if (meaning.entity != kNobody && is_person(meaning.entity)) names.push_back({lexicon_.spellings[meaning.spelling].text, meaning.entity});
    directory_.people_ = PeopleIndex(names);
  }

  NameDirectory& directory_;
  const Lexicon& lexicon_;
  text::Analyzer analyzer_;
  std::string letters_;
  std::vector<Name> names_;
  std::vector<Key> keys_;
  std::vector<Beginning> beginnings_;
  std::size_t longest_ = 0;
};

NameDirectory::NameDirectory(const Lexicon& lexicon) : lexicon_(lexicon) { Builder(*this).run(); }

template <class Self, class Visit>
void NameDirectory::each_array(Self& self, Visit&& visit) {
  visit(self.letters_), visit(self.names_), visit(self.keys_), visit(self.beginnings_), visit(self.longest_), visit(self.alphabetical_);
  for (auto* lists : {&self.mentions_, &self.spellings_}) visit(lists->begins), visit(lists->values);
}

NameDirectory::NameDirectory(const Lexicon& lexicon, const Image& image, std::size_t first) : lexicon_(lexicon) {
  each_array(*this, [&]<class T>(Array<T>& array) { array = image.array<T>(first++); });
  people_ = PeopleIndex(image, first);
  if (!is_sound()) throw ImageError("the image of the names' directory leads out of itself");
}

bool NameDirectory::is_sound() const {
  const auto is_entity = [&](EntityOrdinal entity) { return entity < lexicon_.entities.size(); };
  const auto of_entities = [&](const Lists& lists, std::size_t most) { return are_lists(lists.begins, lexicon_.entities.size(), lists.values, most); };
  return longest_.size() <= 1 && alphabetical_.size() == lexicon_.entities.size() && std::all_of(names_.begin(), names_.end(), [&](const Name& one) { return one.begin <= letters_.size() && is_entity(one.entity) && one.by <= By::surname_sound; }) &&
         std::all_of(keys_.begin(), keys_.end(), [&](const Key& one) { return one.name < names_.size(); }) &&
         std::all_of(beginnings_.begin(), beginnings_.end(), [&](const Beginning& one) { return one.begin <= letters_.size() && is_entity(one.entity); }) &&
         of_entities(mentions_, lexicon_.mentions.size()) && of_entities(spellings_, lexicon_.spellings.size()) && people_.numbers_below(lexicon_.entities.size());
}

void NameDirectory::add_to(ImageWriter& writer) const {
  each_array(*this, [&](const auto& array) { writer.add(array.span()); });
  people_.add_to(writer);
}

std::string_view NameDirectory::letters(std::uint32_t begin, std::size_t size) const { return std::string_view(letters_.data(), letters_.size()).substr(begin, size); }

std::string_view NameDirectory::line(std::uint32_t begin) const {
  const std::string_view rest = letters(begin, std::string_view::npos);
  return rest.substr(0, rest.find('\n'));
}

std::vector<Candidate> NameDirectory::candidates(const std::vector<std::string>& folded_tokens) const {
  std::vector<Candidate> found;
  if (folded_tokens.empty() || folded_tokens.size() > longest()) return found;
  const std::uint64_t key = key_of(folded_tokens);
  const std::string typed = joined(folded_tokens);
  const auto before = [](const Key& one, std::uint64_t wanted) { return one.hash < wanted; };
  for (auto at = std::lower_bound(keys_.begin(), keys_.end(), key, before); at != keys_.end() && at->hash == key; ++at) {
    const Name& name = names_[at->name];
    if (!can_be(line(name.begin), folded_tokens)) continue;
    // Names of one entity stand side by side.
    const bool is_form = line(name.begin) != typed;
    if (!found.empty() && found.back().entity == name.entity) found.back().by = std::min(found.back().by, name.by), found.back().is_form &= is_form;
    else found.push_back({name.entity, name.by, 1, is_form});
  }
  std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.by < b.by; });
  return found;
}

std::vector<Candidate> NameDirectory::sounding_like(std::string_view text) const {
  const ParsedName parsed = parse_name(text);
  std::vector<Candidate> found;
  if (std::count_if(parsed.parts.begin(), parsed.parts.end(), [](const auto& part) { return part.role == PartRole::name; }) == 1 && parsed.parts.size() > 1) {
    found = with_initials(parsed);
  } else if (parsed.parts.size() > 1) {
    for (const auto& match : people_.find(parsed, Point::strict)) found.push_back({match.number, By::sound, match.mean});
  } else {
    for (const auto& match : people_.find_surname(text, kLeastSurname)) {
      const bool same = match.mean >= kSameSurname;
      const bool sounds = match.evidence > kLeastEvidence || (match.evidence == kLeastEvidence && match.mean >= kLeastOfShort);
      if (same || (sounds && sounds_so_in_its_script(text, match.number))) found.push_back({match.number, same ? By::surname : By::surname_sound, match.mean});
    }
    put_usual_first(found);
  }
  return found;
}

bool NameDirectory::sounds_so_in_its_script(std::string_view word, EntityOrdinal entity) const {
  std::vector<PeopleIndex::Named> names;
  for (const LexiconText& name : lexicon_.entities[entity].names)
    if (text::script_of(name.text.view()) == text::script_of(word)) names.push_back({name.text, entity});
  return names.empty() || !PeopleIndex(names, 1).find_surname(word, kLeastSurname).empty();
}

// "Navalnyi" is the one who is called Navalny, not his wife or brother.
void NameDirectory::put_usual_first(std::vector<Candidate>& found) const {
  if (means_first(found)) return;
  for (const Candidate& candidate : found) {
    if (candidate.by != found.front().by) return;
    const std::string name = text::fold(lexicon_.entities[candidate.entity].name("en"));
    const std::vector<Candidate> meant = candidates({name.substr(name.find_last_of(" -") + 1)});
    if (meant.empty() || !means_first(meant)) continue;
    const auto usual = std::find_if(found.begin(), found.end(), [&](const Candidate& one) { return one.entity == meant.front().entity && one.by == found.front().by; });
    if (usual == found.end()) continue;
    std::rotate(found.begin(), usual, usual + 1);
    found.front().is_usual = true;
    return;
  }
}

std::vector<Candidate> NameDirectory::declined(const std::vector<std::string>& typed, text::Analyzer& analyzer) const {
  if (typed.size() > kLongestDeclined) return {};
  std::vector<std::vector<std::string>> runs(1);
  for (const std::string& word : typed) {
    const std::string folded = analyzer.fold(word);
    std::vector<std::string> forms{folded};
    if (text::script_of(word) != text::Script::latin || text::is_capitalised(word))
      for (std::string& form : nominatives(folded)) forms.push_back(std::move(form));
    std::vector<std::vector<std::string>> longer;
    for (const std::vector<std::string>& run : runs)
      for (const std::string& form : forms) longer.push_back(run), longer.back().push_back(form);
    runs = std::move(longer);
  }
  for (const std::vector<std::string>& run : runs) {
    std::vector<Candidate> found = candidates(run);
    for (Candidate& one : found) one.is_form = true;
    if (!found.empty() && means_first(found)) return found;
  }
  return {};
}

std::vector<Candidate> NameDirectory::whom(std::string_view text, text::Analyzer& analyzer) const {
  const std::vector<std::string> words = folded_words(text, analyzer);
  std::vector<Candidate> found = candidates(words);
  if (found.empty()) found = declined(typed_words(text), analyzer);
  if (found.empty()) return sounding_like(text);
  if (words.size() > 1 || lexicon_.entities[found.front().entity].type != EntityType::person) return found;
  for (const Candidate& other : sounding_like(text)) {
    const auto known = [&](const Candidate& one) { return one.entity == other.entity; };
    if (other.by == By::surname && !lexicon_.entities[other.entity].listed && std::none_of(found.begin(), found.end(), known)) found.push_back(other);
  }
  return found;
}

// The end of all where there is none.
const NameDirectory::Beginning* NameDirectory::first_beginning(std::string_view prefix) const {
  const Beginning* const all = beginnings_.data();
  return std::lower_bound(all, all + beginnings_.size(), prefix, [&](const Beginning& entry, std::string_view wanted) { return letters(entry.begin, wanted.size()) < wanted; });
}

bool NameDirectory::has_word(std::string_view folded) const {
  const std::string ends = std::string(folded) + '\n', goes_on = std::string(folded) + ' ';
  for (const std::string& wanted : {ends, goes_on}) {
    const Beginning* const at = first_beginning(wanted);
    if (at != beginnings_.data() + beginnings_.size() && letters(at->begin, wanted.size()) == wanted) return true;
  }
  return false;
}

std::vector<EntityOrdinal> NameDirectory::beginning_with(std::string_view folded_prefix, std::size_t limit) const {
  std::vector<EntityOrdinal> found;
  std::set<EntityOrdinal> seen;
  const auto add = [&](std::string_view prefix) {
    const Beginning* const end = beginnings_.data() + beginnings_.size();
    for (const Beginning* at = first_beginning(prefix); at != end && letters(at->begin, prefix.size()) == prefix && found.size() < limit; ++at)
      if (seen.insert(at->entity).second) found.push_back(at->entity);
  };
  add(folded_prefix);
  for (const std::string& reading : latin_readings(folded_prefix)) add(reading);
  return found;
}

}  // namespace dispatches::names
