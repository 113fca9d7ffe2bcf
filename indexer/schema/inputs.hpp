// What has been read: inputs with size, time and hash, the articles each gave, and what was rejected. The file `inputs` of a generation (SQLite).
// It lets a night skip what has not changed and tell new, updated, unchanged and removed. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/text/time.hpp"

namespace dispatches::schema {

struct InputState {
  std::string path;          // absolute, as given and found
  std::uint64_t size = 0;
  std::int64_t modified = 0; // nanoseconds since 1970, by the file's last change of any kind; 0: too fresh for its clock to tell
  std::string hash;          // of the content and of what was said of it; empty: to be read again
};

// An article of the index and where it came from. Of one id from two inputs the newer by `published`, else the later by (path, number) wins.
struct ArticleState {
  std::string id, input;     // input: its path
  std::uint64_t number = 0;  // of the record in the input
  std::string content_hash;     // of what was made of it
  std::string record_hash;      // of the record as it stood in the input: equal, it need not even be parsed
  std::optional<text::Date> published;
  text::sys_seconds indexed{};  // first
};

// That an input's record is an article, as far as it takes to say whose claim is stronger.
struct InputClaim {
  std::string id, input;
  std::uint64_t number = 0;
  text::sys_seconds published{};  // sys_seconds::min(): not known
};

struct RejectionState {
  std::string input, place, reason;  // input: a folder that cannot be read ends in '/'
  std::string record;                // its record_hash; empty: of an input or a place in it, not of a record
};

class Inputs {
 public:
  // A working copy at `file`, begun from `previous` (if not empty). Throws std::runtime_error.
  Inputs(const std::filesystem::path& file, const std::filesystem::path& previous);
  // Of a generation, to read alone. Throws TableError, also where something is then written.
  explicit Inputs(const std::filesystem::path& file);
  ~Inputs();
  Inputs(const Inputs&) = delete;
  Inputs& operator=(const Inputs&) = delete;

  std::optional<InputState> input(const std::string& path) const;
  void put_input(const InputState& state);
  void remove_input(const std::string& path);  // its articles stay until removed by id
  // Inputs whose path is `root` or below it.
  std::vector<InputState> inputs_below(const std::string& root) const;
  std::vector<InputState> inputs_with(const std::string& hash) const;
  // All that is known of an input is known of it under another path from here on. REQUIRES: nothing is known under `to`.
  void move_input(const std::string& from, const std::string& to);

  std::optional<ArticleState> article(const std::string& id) const;
  std::optional<ArticleState> article_of_record(const std::string& input, const std::string& record_hash) const;
  void put_article(const ArticleState& state);
  void remove_article(const std::string& id);
  std::vector<ArticleState> articles_of(const std::string& input) const;
  std::uint64_t articles_below(const std::string& root) const;  // how many come from inputs there
  void each_article_count(const std::function<void(const std::string& input, std::uint64_t articles)>& visit) const;
  // Of an input that gave one article and no other.
  std::optional<ArticleState> only_article_of(const std::string& input) const;
  std::uint64_t article_count() const;
  void each_article(const std::function<void(const ArticleState&)>& visit) const;

  // Claims that lost their article to another input's.
  void put_lost(const InputClaim& claim);
  void clear_lost(const std::string& input);
  std::vector<InputClaim> lost_claims(const std::string& id) const;

  // True if this very rejection (input, place, reason) was known before.
  bool put_rejection(const RejectionState& rejection);
  void clear_rejections(const std::string& input);
  std::vector<RejectionState> rejections() const;

  void commit();  // synced

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

}  // namespace dispatches::schema
