#include "indexer/schema/inputs.hpp"

#include <stdexcept>

#include "indexer/base/sqlite.hpp"
#include "indexer/schema/encoding.hpp"

namespace dispatches::schema {

namespace {

// Articles are looked up by input (what a file gave before) and by record of it, inputs that have moved by what they hold.
constexpr const char* kTables = R"(
  CREATE TABLE IF NOT EXISTS input(path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, hash TEXT) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS input_hash ON input(hash);
  CREATE TABLE IF NOT EXISTS article(id TEXT PRIMARY KEY, input TEXT, number INTEGER, content_hash TEXT, record_hash TEXT,
                                     published TEXT, indexed INTEGER) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS article_record ON article(input, record_hash);
  CREATE TABLE IF NOT EXISTS lost(id TEXT, input TEXT, number INTEGER, published INTEGER, PRIMARY KEY(id, input)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS lost_input ON lost(input);
  CREATE TABLE IF NOT EXISTS rejection(input TEXT, place TEXT, reason TEXT, record TEXT DEFAULT '', PRIMARY KEY(input, place, reason)) WITHOUT ROWID;
)";

// '0' follows '/': everything below a folder lies between the two.
std::string first_below(const std::string& root) { return root + "/"; }
std::string first_after(const std::string& root) { return root + "0"; }

InputState read_input(const Statement& row) {
  return {row.text(0), static_cast<std::uint64_t>(row.number(1)), row.number(2), row.text(3)};
}

ArticleState read_article(const Statement& row) {
  ArticleState state;
  state.id = row.text(0);
  state.input = row.text(1);
  state.number = static_cast<std::uint64_t>(row.number(2));
  state.content_hash = row.text(3);
  state.record_hash = row.text(4);
  if (const std::string stated = row.text(5); !stated.empty()) state.published = text::parse_date(stated);
  state.indexed = text::sys_seconds(std::chrono::seconds(row.number(6)));
  return state;
}

std::int64_t seconds_of(text::sys_seconds time) { return static_cast<std::int64_t>(time.time_since_epoch().count()); }

void copy_previous(const std::filesystem::path& file, const std::filesystem::path& previous) {
  if (!previous.empty()) std::filesystem::copy_file(previous, file, std::filesystem::copy_options::overwrite_existing);
}

}  // namespace

struct Inputs::Tables {
  Tables(const std::filesystem::path& path, TableFile::Mode mode)
      : file(path, mode, mode == TableFile::Mode::write ? kTables : ""), is_of_this_version(bring_up(file, mode)) {}

  // Rejections of the version before know of no record. What is only read is not changed: a table of the connection's own goes before the file's.
  static bool bring_up(TableFile& file, TableFile::Mode mode) {
    if (!file.prepare("SELECT 1 FROM pragma_table_info('rejection') WHERE name = 'record'").step())
      file.run(mode == TableFile::Mode::write ? "ALTER TABLE rejection ADD COLUMN record TEXT DEFAULT ''"
                                              : "CREATE TEMP TABLE rejection AS SELECT input, place, reason, '' AS record FROM main.rejection");
    return true;
  }

  TableFile file;
  const bool is_of_this_version;  // before the statements, which name what it has
  Statement get_input = file.prepare("SELECT path, size, modified, hash FROM input WHERE path = ?");
  Statement put_input = file.prepare("INSERT OR REPLACE INTO input VALUES (?, ?, ?, ?)");
  Statement remove_input = file.prepare("DELETE FROM input WHERE path = ?");
  Statement inputs_below = file.prepare("SELECT path, size, modified, hash FROM input WHERE path = ? OR path >= ? AND path < ? ORDER BY path");
  Statement inputs_with = file.prepare("SELECT path, size, modified, hash FROM input WHERE hash = ? ORDER BY path");
  Statement move_input = file.prepare("UPDATE input SET path = ?2 WHERE path = ?1");
  Statement move_articles = file.prepare("UPDATE article SET input = ?2 WHERE input = ?1");
  Statement move_lost = file.prepare("UPDATE OR REPLACE lost SET input = ?2 WHERE input = ?1");
  Statement move_rejections = file.prepare("UPDATE OR REPLACE rejection SET input = ?2 WHERE input = ?1");
  Statement article_of_record = file.prepare("SELECT * FROM article WHERE input = ? AND record_hash = ?");
  Statement get_article = file.prepare("SELECT * FROM article WHERE id = ?");
  Statement put_article = file.prepare("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?)");
  Statement remove_article = file.prepare("DELETE FROM article WHERE id = ?");
  Statement articles_of = file.prepare("SELECT * FROM article WHERE input = ? ORDER BY number, id");
  Statement two_articles_of = file.prepare("SELECT * FROM article WHERE input = ? LIMIT 2");
  Statement articles_below = file.prepare("SELECT count(*) FROM article WHERE input = ? OR input >= ? AND input < ?");
  Statement article_counts = file.prepare("SELECT input, count(*) FROM article GROUP BY input");
  Statement put_lost = file.prepare("INSERT OR REPLACE INTO lost VALUES (?, ?, ?, ?)");
  Statement clear_lost = file.prepare("DELETE FROM lost WHERE input = ?");
  Statement lost_claims = file.prepare("SELECT id, input, number, published FROM lost WHERE id = ?");
  Statement count_articles = file.prepare("SELECT count(*) FROM article");
  Statement all_articles = file.prepare("SELECT * FROM article ORDER BY id");
  Statement get_rejection = file.prepare("SELECT 1 FROM rejection WHERE input = ? AND place = ? AND reason = ?");
  Statement put_rejection = file.prepare("INSERT OR IGNORE INTO rejection(input, place, reason, record) VALUES (?, ?, ?, ?)");
  Statement clear_rejections = file.prepare("DELETE FROM rejection WHERE input = ?");
  Statement all_rejections = file.prepare("SELECT input, place, reason, record FROM rejection ORDER BY input, place");
};

Inputs::Inputs(const std::filesystem::path& file, const std::filesystem::path& previous) {
  copy_previous(file, previous);
  tables_ = std::make_unique<Tables>(file, TableFile::Mode::write);
}

Inputs::Inputs(const std::filesystem::path& file) : tables_(std::make_unique<Tables>(file, TableFile::Mode::read)) {}

Inputs::~Inputs() = default;

std::optional<InputState> Inputs::input(const std::string& path) const {
  if (!tables_->get_input.bind(path).step()) return std::nullopt;
  return read_input(tables_->get_input);
}

void Inputs::put_input(const InputState& state) { tables_->put_input.bind(state.path, state.size, state.modified, state.hash).run(); }

void Inputs::remove_input(const std::string& path) { tables_->remove_input.bind(path).run(); }

std::vector<InputState> Inputs::inputs_below(const std::string& root) const {
  std::vector<InputState> found;
  for (tables_->inputs_below.bind(root, first_below(root), first_after(root)); tables_->inputs_below.step();)
    found.push_back(read_input(tables_->inputs_below));
  return found;
}

std::vector<InputState> Inputs::inputs_with(const std::string& hash) const {
  std::vector<InputState> found;
  for (tables_->inputs_with.bind(hash); tables_->inputs_with.step();) found.push_back(read_input(tables_->inputs_with));
  return found;
}

void Inputs::move_input(const std::string& from, const std::string& to) {
  for (Statement* statement : {&tables_->move_input, &tables_->move_articles, &tables_->move_lost, &tables_->move_rejections}) statement->bind(from, to).run();
}

std::optional<ArticleState> Inputs::article(const std::string& id) const {
  if (!tables_->get_article.bind(id).step()) return std::nullopt;
  return read_article(tables_->get_article);
}

std::optional<ArticleState> Inputs::article_of_record(const std::string& input, const std::string& record_hash) const {
  if (!tables_->article_of_record.bind(input, record_hash).step()) return std::nullopt;
  return read_article(tables_->article_of_record);
}

void Inputs::put_article(const ArticleState& state) {
  tables_->put_article
      .bind(state.id, state.input, state.number, state.content_hash, state.record_hash, state.published ? text::format_date(*state.published) : std::string(),
            seconds_of(state.indexed))
      .run();
}

void Inputs::remove_article(const std::string& id) { tables_->remove_article.bind(id).run(); }

std::vector<ArticleState> Inputs::articles_of(const std::string& input) const {
  std::vector<ArticleState> found;
  for (tables_->articles_of.bind(input); tables_->articles_of.step();) found.push_back(read_article(tables_->articles_of));
  return found;
}

std::optional<ArticleState> Inputs::only_article_of(const std::string& input) const {
  Statement& found = tables_->two_articles_of;
  if (!found.bind(input).step()) return std::nullopt;
  ArticleState state = read_article(found);
  return found.step() ? std::nullopt : std::optional(std::move(state));
}

std::uint64_t Inputs::articles_below(const std::string& root) const {
  tables_->articles_below.bind(root, first_below(root), first_after(root)).step();
  return static_cast<std::uint64_t>(tables_->articles_below.number(0));
}

void Inputs::each_article_count(const std::function<void(const std::string&, std::uint64_t)>& visit) const {
  for (tables_->article_counts.bind(); tables_->article_counts.step();)
    visit(tables_->article_counts.text(0), static_cast<std::uint64_t>(tables_->article_counts.number(1)));
}

void Inputs::put_lost(const InputClaim& claim) {
  tables_->put_lost.bind(claim.id, claim.input, claim.number, seconds_of(claim.published)).run();
}

void Inputs::clear_lost(const std::string& input) { tables_->clear_lost.bind(input).run(); }

std::vector<InputClaim> Inputs::lost_claims(const std::string& id) const {
  std::vector<InputClaim> found;
  for (tables_->lost_claims.bind(id); tables_->lost_claims.step();) {
    const Statement& row = tables_->lost_claims;
    found.push_back({row.text(0), row.text(1), static_cast<std::uint64_t>(row.number(2)), text::sys_seconds(std::chrono::seconds(row.number(3)))});
  }
  return found;
}

std::uint64_t Inputs::article_count() const {
  tables_->count_articles.bind().step();
  return static_cast<std::uint64_t>(tables_->count_articles.number(0));
}

void Inputs::each_article(const std::function<void(const ArticleState&)>& visit) const {
  for (tables_->all_articles.bind(); tables_->all_articles.step();) visit(read_article(tables_->all_articles));
}

bool Inputs::put_rejection(const RejectionState& rejection) {
  const bool known = tables_->get_rejection.bind(rejection.input, rejection.place, rejection.reason).step();
  if (!known) tables_->put_rejection.bind(rejection.input, rejection.place, rejection.reason, rejection.record).run();
  return known;
}

void Inputs::clear_rejections(const std::string& input) { tables_->clear_rejections.bind(input).run(); }

std::vector<RejectionState> Inputs::rejections() const {
  std::vector<RejectionState> found;
  for (tables_->all_rejections.bind(); tables_->all_rejections.step();)
    found.push_back({tables_->all_rejections.text(0), tables_->all_rejections.text(1), tables_->all_rejections.text(2), tables_->all_rejections.text(3)});
  return found;
}

void Inputs::commit() { tables_->file.commit(); }

}  // namespace dispatches::schema
