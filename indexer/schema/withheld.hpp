// What was taken out and must stay out: DIR/withheld.tsv, one line an article, appended to without the index's lock so that it holds at once.
// searchd leaves out what stands there, the next run drops it, and no run takes it back. Fields: id, address, when, reason, input, hash of the text.
#pragma once

#include <filesystem>
#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/text/time.hpp"

namespace dispatches::schema {

struct WithheldLine {
  std::string id, url;         // at least one of them; url: canonical
  text::sys_seconds when{};
  std::string reason;
  std::string input, text;     // the path it was read from, and the hash of what it says; empty where they are not known
};

// Immutable; shared by threads.
class Withheld {
 public:
  Withheld() = default;        // nothing is withheld
  explicit Withheld(const std::filesystem::path& index);  // no file: likewise

  bool has_id(const std::string& id) const { return ids_.contains(id); }
  // By any of the three; an empty one says nothing.
  bool has(const std::string& id, const std::string& url, const std::string& text) const {
    return ids_.contains(id) || urls_.contains(url) || texts_.contains(text);
  }
  const std::vector<WithheldLine>& lines() const { return lines_; }
  std::size_t of_input(const std::string& path) const { return inputs_.count(path); }  // lines
  // Index terms of ids and addresses: a document that has one of them is withheld.
  std::vector<std::string> terms() const;
  const std::string& stamp() const { return stamp_; }

 private:
  std::string stamp_;
  std::vector<WithheldLine> lines_;
  std::unordered_set<std::string> ids_, urls_, texts_;
  std::unordered_multiset<std::string> inputs_;
};

// Another one whenever the list has changed; empty without a list.
std::string withheld_stamp(const std::filesystem::path& index);

// Appends and syncs, all lines or none. Throws std::system_error.
void withhold(const std::filesystem::path& index, const std::vector<WithheldLine>& lines);
// Takes back every line with that id or address. Throws std::system_error.
std::vector<WithheldLine> take_back(const std::filesystem::path& index, const std::string& id_or_url);

// What is withheld here is withheld in a copy. Throws std::system_error.
void copy_withheld(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace dispatches::schema
