// Names of people, findable by sound: who is meant by a spelling that nobody has listed? Each distinct part of a name
// is kept once, under its token keys (names/key), with the names that hold it; names that share two parts with what is
// asked are scored (names/score). Costs: the strings given are not kept; 50 bytes a distinct part and 28 a name, so 14
// MB for 500,000 names of few parts, 43 MB where nearly every part is new; 120,000–200,000 names a second to build on
// two threads; 6,000 questions a second, at worst some 6 ms each (the limits stand in people_index.cpp). Immutable once
// built; may be shared by threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/array.hpp"
#include "indexer/base/image.hpp"
#include "indexer/names/key.hpp"
#include "indexer/names/score.hpp"

namespace dispatches::names {

class PeopleIndex {
 public:
  struct Named {
    std::string_view name;
    std::uint32_t number = 0;  // whatever the owner finds the name by; several names may have one
  };
  struct Match {
    std::uint32_t number = 0;
    float mean = 0, evidence = 0;  // as names/score
  };

  PeopleIndex() = default;
  // Names that the rules cannot read (Chinese, Japanese, Korean) are left out. jobs 0: a thread for each core.
  // REQUIRES: valid UTF-8; fewer than 2^32 parts in all.
  explicit PeopleIndex(std::span<const Named> names, unsigned jobs = 0);
  // As it was added to the image, from that array on. Throws ImageError.
  PeopleIndex(const Image& image, std::size_t first);
  void add_to(ImageWriter& writer) const;

  // Who is called so, in any script: names that share two parts with it, by token key, and pass the scorer; best first,
  // each number once with its best name. Empty for names of a single part. A name parted otherwise (Shahgul, Shah Gul)
  // is found where the one asked for has more parts. At most 200.
  std::vector<Match> find(const ParsedName& name, Point point) const;
  std::vector<Match> find(std::string_view name, Point point) const { return find(parse_name(name), point); }

  // Names whose surname, the last part that is neither patronymic nor initial, sounds like `word`: `mean` is the
  // similarity of the two, at least `least`. Best first, each number once, at most `most`.
  std::vector<Match> find_surname(std::string_view word, float least, std::size_t most = 50) const;

  // For readers of running text, who ask for the same words again and again: the parts that sound like one, which may
  // be kept, and the question put together from them.
  struct Alike {
    std::uint32_t part = 0;
    float similarity = 0;
  };
  struct Sounding {
    std::vector<Alike> parts;  // ascending by part
    std::size_t holders = 0;   // names that hold one of them, at most
    bool is_spelt_so = false;  // one of them has the same letters
  };
  Sounding sounding(const NamePart& part) const;
  // As find(). `soundings` are of the parts of `name`, and of what else may stand for them.
  std::vector<Match> find(const ParsedName& name, std::span<const Sounding* const> soundings, Point point) const;

  std::size_t size() const { return numbers_.size(); }  // names
  bool numbers_below(std::size_t most) const;           // all that find() may give
  std::size_t bytes() const;                            // of memory, about

 private:
  class Builder;
  using Part = std::uint32_t;
  using Name = std::uint32_t;
  struct Candidate {
    Name name;
    float sum;  // of the similarities of the two parts that found it
  };
  // A NamePart without its strings, which stand in letters_ from `begin`: folded, sounds, stem.
  struct PackedPart {
    std::uint32_t begin;
    std::uint16_t folded, stem;  // bytes
    std::uint8_t sounds;         // bytes
    PartRole role;
    text::Script script;
    bool is_fathers;
    std::uint16_t certain, possible;
    std::uint8_t consonants, vowels;
    float weight;
  };

  struct Key {
    TokenKey key;
    Part part;
  };

  bool is_sound() const;                                // no number leads out of what it numbers
  template <class Self, class Visit>
  static void each_array(Self& self, Visit&& visit);
  NamePart part(Part number) const;
  ParsedName parsed(Name name) const;
  std::span<const Part> parts_of(Name name) const;
  std::span<const Name> holders_of(Part part) const;
  std::vector<Candidate> candidates(std::span<const Sounding* const> soundings) const;
  float best_of_others(Name name, Part found, std::size_t slot, std::span<const Sounding* const> soundings) const;
  bool is_surname(Name name, Part part) const;

  Array<char> letters_;
  Array<PackedPart> parts_;
  Array<Key> keys_;  // sorted
  Array<std::uint32_t> name_begins_, holder_begins_;
  Array<Part> name_parts_;
  Array<Name> holders_;  // by part; each name once
  Array<std::uint32_t> numbers_;
};

}  // namespace dispatches::names
