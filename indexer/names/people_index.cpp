#include "indexer/names/people_index.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "indexer/base/jobs.hpp"
#include "indexer/base/lists.hpp"

namespace dispatches::names {
namespace {

constexpr std::size_t kBatch = 16384;          // names parsed before they are put in: bounds the memory of building
constexpr std::size_t kMostCompared = 20'000;  // parts under the keys of one part
constexpr std::size_t kMostVisited = 100'000;  // names looked at for one question, from the rarer parts
constexpr std::size_t kMostScored = 1'000;     // the likeliest of them
constexpr std::size_t kMostMatches = 200;
constexpr float kLeastPart = .70f;  // as the scorer's: parts less alike are not each other's counterparts

std::uint16_t brief(std::size_t size) {
  return static_cast<std::uint16_t>(std::min<std::size_t>(size, 0xFFFF));
}

bool is_better(const PeopleIndex::Match& one, const PeopleIndex::Match& other) {
  if (one.mean != other.mean) return one.mean > other.mean;
  if (one.evidence != other.evidence) return one.evidence > other.evidence;
  return one.number < other.number;
}

// Best first, each number once, at most `most`.
std::vector<PeopleIndex::Match> ranked(std::vector<PeopleIndex::Match> matches, std::size_t most) {
  const auto by_number = [](const auto& one, const auto& other) {
    return one.number != other.number ? one.number < other.number : is_better(one, other);
  };
  std::sort(matches.begin(), matches.end(), by_number);
  const auto same_number = [](const auto& one, const auto& other) { return one.number == other.number; };
  matches.erase(std::unique(matches.begin(), matches.end(), same_number), matches.end());
  std::sort(matches.begin(), matches.end(), is_better);
  if (matches.size() > most) matches.resize(most);
  return matches;
}

}  // namespace

class PeopleIndex::Builder {
 public:
    void add(std::span<const Named> names, unsigned jobs) {
    std::vector<ParsedName> parsed(std::min(names.size(), kBatch));
    for (std::size_t begin = 0; begin < names.size(); begin += kBatch) {
      const auto batch = names.subspan(begin, std::min(kBatch, names.size() - begin));
      run_on(jobs, [&](unsigned job) {
        for (std::size_t i = job; i < batch.size(); i += jobs) parsed[i] = parse_name(batch[i].name);
      });
      for (std::size_t i = 0; i < batch.size(); ++i) add(parsed[i], batch[i].number);
    }
  }

  void finish(PeopleIndex& index) {
    std::sort(keys_.begin(), keys_.end(), [](const Key& a, const Key& b) { return a.key != b.key ? a.key < b.key : a.part < b.part; });
    add_holders();
    index.letters_ = Array<char>(std::move(letters_));
    index.parts_ = Array<PackedPart>(std::move(parts_));
    index.keys_ = Array<Key>(std::move(keys_));
    index.name_begins_ = Array<std::uint32_t>(std::move(name_begins_));
    index.holder_begins_ = Array<std::uint32_t>(std::move(holder_begins_));
    index.name_parts_ = Array<Part>(std::move(name_parts_));
    index.holders_ = Array<Name>(std::move(holders_));
    index.numbers_ = Array<std::uint32_t>(std::move(numbers_));
  }

 private:
  void add(const ParsedName& name, std::uint32_t number) {
    if (name.parts.empty()) return;
    for (const auto& part : name.parts) name_parts_.push_back(number_of(part));
    name_begins_.push_back(static_cast<std::uint32_t>(name_parts_.size()));
    numbers_.push_back(number);
  }

  Part number_of(const NamePart& part) {
    const char traits[] = {static_cast<char>(part.role), static_cast<char>(part.script),
                           static_cast<char>(part.is_fathers)};
    identity_.assign(traits, sizeof traits).append(part.folded);
    identity_.append(1, '\n').append(part.sounds).append(1, '\n').append(part.stem);
    const auto [at, is_new] = known_.try_emplace(identity_, static_cast<Part>(parts_.size()));
    if (is_new) keep(part, at->second);
    return at->second;
  }

  void keep(const NamePart& part, Part number) {
    const auto folded = brief(part.folded.size()), stem = brief(part.stem.size());
    const auto sounds = static_cast<std::uint8_t>(part.sounds.size());
    parts_.push_back({static_cast<std::uint32_t>(letters_.size()), folded, stem, sounds, part.role,
                             part.script, part.is_fathers, part.certain, part.possible, part.consonants, part.vowels,
                             part.weight});
    letters_.append(part.folded, 0, folded).append(part.sounds).append(part.stem, 0, stem);
    if (part.role != PartRole::name) return;
    for (const TokenKey key : token_keys(part)) keys_.push_back({key, number});
  }

  // By counting sort, so that the names of a part ascend.
  void add_holders() {
    auto& begins = holder_begins_;
    begins.assign(parts_.size() + 1, 0);
    const auto each = [&](const auto& visit) {
      for (Name name = 0; name < numbers_.size(); ++name) {
        const auto parts = std::span(name_parts_).subspan(name_begins_[name], name_begins_[name + 1] - name_begins_[name]);
        for (auto part = parts.begin(); part != parts.end(); ++part)
          if (std::find(parts.begin(), part, *part) == part) visit(name, *part);
      }
    };
    each([&](Name, Part part) { ++begins[part + 1]; });
    for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
    holders_.resize(begins.back());
    auto ends = begins;
    each([&](Name name, Part part) { holders_[ends[part]++] = name; });
  }

  std::string letters_;
  std::vector<PackedPart> parts_;
  std::vector<Key> keys_;
  std::vector<std::uint32_t> name_begins_{0}, holder_begins_;
  std::vector<Part> name_parts_;
  std::vector<Name> holders_;
  std::vector<std::uint32_t> numbers_;
  std::unordered_map<std::string, Part> known_;
  std::string identity_;
};

PeopleIndex::PeopleIndex(std::span<const Named> names, unsigned jobs) {
  if (jobs == 0) jobs = jobs_or_cores();
  Builder builder;
  builder.add(names, jobs);
  builder.finish(*this);
}

template <class Self, class Visit>
void PeopleIndex::each_array(Self& self, Visit&& visit) {
  visit(self.letters_), visit(self.parts_), visit(self.keys_), visit(self.name_begins_), visit(self.holder_begins_), visit(self.name_parts_);
  visit(self.holders_), visit(self.numbers_);
}

PeopleIndex::PeopleIndex(const Image& image, std::size_t first) {
  each_array(*this, [&]<class T>(Array<T>& array) { array = image.array<T>(first++); });
  if (!is_sound()) throw ImageError("the image of the people's names leads out of itself");
}

bool PeopleIndex::is_sound() const {
  if (name_begins_.empty() && numbers_.empty() && parts_.empty()) return keys_.empty() && holders_.empty();
  const auto is_part = [&](const PackedPart& one) {
    return one.begin <= letters_.size() && std::size_t{one.folded} + one.sounds + one.stem <= letters_.size() - one.begin && one.role <= PartRole::ordinal &&
           one.script <= text::Script::other && reinterpret_cast<const unsigned char&>(one.is_fathers) <= 1;
  };
  return std::all_of(parts_.begin(), parts_.end(), is_part) && std::all_of(keys_.begin(), keys_.end(), [&](const Key& one) { return one.part < parts_.size(); }) &&
         are_lists(name_begins_, numbers_.size(), name_parts_, parts_.size()) && are_lists(holder_begins_, parts_.size(), holders_, numbers_.size());
}

bool PeopleIndex::numbers_below(std::size_t most) const {
  return std::all_of(numbers_.begin(), numbers_.end(), [&](std::uint32_t number) { return number < most; });
}

void PeopleIndex::add_to(ImageWriter& writer) const {
  each_array(*this, [&](const auto& array) { writer.add(array.span()); });
}

std::size_t PeopleIndex::bytes() const {
  std::size_t bytes = 0;
  each_array(*this, [&](const auto& array) { bytes += array.span().size_bytes(); });
  return bytes;
}

NamePart PeopleIndex::part(Part number) const {
  const auto& packed = parts_[number];
  NamePart part;
  const char* at = letters_.data() + packed.begin;
  part.folded.assign(at, packed.folded);
  part.sounds.assign(at += packed.folded, packed.sounds);
  part.stem.assign(at + packed.sounds, packed.stem);
  part.role = packed.role;
  part.script = packed.script;
  part.is_fathers = packed.is_fathers;
  part.weight = packed.weight;
  part.certain = packed.certain;
  part.possible = packed.possible;
  part.consonants = packed.consonants;
  part.vowels = packed.vowels;
  return part;
}

ParsedName PeopleIndex::parsed(Name name) const {
  ParsedName parsed;
  for (const Part number : parts_of(name)) parsed.parts.push_back(part(number));
  return parsed;
}

std::span<const PeopleIndex::Part> PeopleIndex::parts_of(Name name) const {
  return name_parts_.span().subspan(name_begins_[name], name_begins_[name + 1] - name_begins_[name]);
}

std::span<const PeopleIndex::Name> PeopleIndex::holders_of(Part part) const {
  return holders_.span().subspan(holder_begins_[part], holder_begins_[part + 1] - holder_begins_[part]);
}

PeopleIndex::Sounding PeopleIndex::sounding(const NamePart& asked) const {
  Sounding sounding;
  if (asked.role != PartRole::name) return sounding;
  std::vector<Part> sharing;
  for (const TokenKey key : token_keys(asked)) {
    auto at = std::lower_bound(keys_.begin(), keys_.end(), key, [](const Key& one, TokenKey wanted) { return one.key < wanted; });
    for (; at != keys_.end() && at->key == key && sharing.size() < kMostCompared; ++at) sharing.push_back(at->part);
  }
  std::sort(sharing.begin(), sharing.end());
  sharing.erase(std::unique(sharing.begin(), sharing.end()), sharing.end());
  for (const Part number : sharing) {
    const NamePart known = part(number);
    const float alike = similarity(asked, known);
    if (alike < kLeastPart) continue;
    sounding.is_spelt_so |= known.folded == asked.folded;
    sounding.parts.push_back({number, alike});
    sounding.holders += holders_of(number).size();
  }
  return sounding;
}

// The greatest similarity among the parts of `name` other than `found` to another slot than `slot`; 0: there is none.
float PeopleIndex::best_of_others(Name name, Part found, std::size_t slot,
                                  std::span<const Sounding* const> soundings) const {
  float best = 0;
  bool passed = false;
  for (const Part other : parts_of(name)) {
    if (other == found && !std::exchange(passed, true)) continue;
    for (std::size_t i = 0; i < soundings.size(); ++i) {
      if (i == slot) continue;
      const auto& parts = soundings[i]->parts;
      const auto at = std::lower_bound(parts.begin(), parts.end(), other,
                                       [](const Alike& alike, Part wanted) { return alike.part < wanted; });
      if (at != parts.end() && at->part == other) best = std::max(best, at->similarity);
    }
  }
  return best;
}

// Names that share two parts, from the rarer ones: whoever shares two shares one that is not the most common.
std::vector<PeopleIndex::Candidate> PeopleIndex::candidates(std::span<const Sounding* const> soundings) const {
  std::vector<std::size_t> slots(soundings.size());
  for (std::size_t i = 0; i < slots.size(); ++i) slots[i] = i;
  std::sort(slots.begin(), slots.end(),
            [&](std::size_t one, std::size_t other) { return soundings[one]->holders < soundings[other]->holders; });
  if (!slots.empty()) slots.pop_back();
  std::vector<Candidate> found;
  std::size_t visited = 0;
  for (const std::size_t slot : slots)
    for (const Alike& alike : soundings[slot]->parts)
      for (const Name name : holders_of(alike.part)) {
        if (++visited > kMostVisited) return found;
        if (const float other = best_of_others(name, alike.part, slot, soundings); other > 0)
          found.push_back({name, alike.similarity + other});
      }
  return found;
}

std::vector<PeopleIndex::Match> PeopleIndex::find(const ParsedName& name, std::span<const Sounding* const> soundings,
                                                  Point point) const {
  auto found = candidates(soundings);
  std::sort(found.begin(), found.end(), [](const Candidate& one, const Candidate& other) {
    return one.name != other.name ? one.name < other.name : one.sum > other.sum;
  });
  const auto same = [](const Candidate& one, const Candidate& other) { return one.name == other.name; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  if (found.size() > kMostScored) {
    const auto likelier = [](const Candidate& one, const Candidate& other) {
      return one.sum != other.sum ? one.sum > other.sum : one.name < other.name;
    };
    std::nth_element(found.begin(), found.begin() + kMostScored, found.end(), likelier);
    found.resize(kMostScored);
  }
  std::vector<Match> matches;
  for (const Candidate& candidate : found) {
    const Score all = score(name, parsed(candidate.name));
    if (is_same(all, point)) matches.push_back({numbers_[candidate.name], all.mean, all.evidence});
  }
  return ranked(std::move(matches), kMostMatches);
}

std::vector<PeopleIndex::Match> PeopleIndex::find(const ParsedName& name, Point point) const {
  std::vector<Sounding> soundings;
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    soundings.push_back(sounding(name.parts[i]));
    const bool may_join = name.parts.size() > 2 && i + 1 < name.parts.size() && name.parts[i].role == PartRole::name &&
                          name.parts[i + 1].role == PartRole::name;
    if (may_join) soundings.push_back(sounding(joined(name.parts[i], name.parts[i + 1])));
  }
  std::erase_if(soundings, [](const Sounding& sounding) { return sounding.parts.empty(); });
  std::vector<const Sounding*> slots;
  for (const Sounding& sounding : soundings) slots.push_back(&sounding);
  return slots.size() < 2 ? std::vector<Match>() : find(name, slots, point);
}

bool PeopleIndex::is_surname(Name name, Part part) const {
  const auto parts = parts_of(name);
  for (auto at = parts.rbegin(); at != parts.rend(); ++at)
    if (parts_[*at].role == PartRole::name) return *at == part;
  return false;
}

std::vector<PeopleIndex::Match> PeopleIndex::find_surname(std::string_view word, float least, std::size_t most) const {
  const auto asked = parse_name(word);
  if (asked.parts.size() != 1) return {};
  auto alike = sounding(asked.parts[0]).parts;
  std::stable_sort(alike.begin(), alike.end(),
                   [](const Alike& one, const Alike& other) { return one.similarity > other.similarity; });
  std::vector<Match> matches;
  std::size_t visited = 0;
  for (const Alike& found : alike)
    for (const Name name : holders_of(found.part)) {
      if (found.similarity < least || ++visited > kMostVisited) return ranked(std::move(matches), most);
      const auto evidence = static_cast<float>(std::min(asked.parts[0].consonants, parts_[found.part].consonants));
      if (is_surname(name, found.part)) matches.push_back({numbers_[name], found.similarity, evidence});
    }
  return ranked(std::move(matches), most);
}

}  // namespace dispatches::names
