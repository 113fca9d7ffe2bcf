#include "indexer/base/sqlite.hpp"

#include <sqlite3.h>

#include <utility>

namespace dispatches {

namespace {

std::string message_of(sqlite3* connection, std::string_view doing) {
  return std::string(doing) + ": " + (connection ? sqlite3_errmsg(connection) : "out of memory");
}

// REQUIRES: an open connection.
TableError failure(sqlite3* connection) {
  const char* file = sqlite3_db_filename(connection, "main");
  return TableError(message_of(connection, std::string("cannot use the table file ") + (file ? file : "")));
}

}  // namespace

TableFile::TableFile(const std::filesystem::path& file, Mode mode, const char* tables) : writing_(mode == Mode::write) {
  const int flags = writing_ ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  if (sqlite3_open_v2(file.c_str(), &connection_, flags | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) {
    const std::string message = message_of(connection_, "cannot open " + file.string());
    sqlite3_close(connection_);
    throw TableError(message);
  }
  try {
    // A file is written in a folder nobody reads yet, and published whole: a journal beside it would only be in the way.
    run("PRAGMA journal_mode = OFF; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF");
    if (writing_) run("BEGIN");
    run(tables);
  } catch (...) {
    sqlite3_close(connection_);
    throw;
  }
}

TableFile::~TableFile() { sqlite3_close_v2(connection_); }

void TableFile::run(const char* sql) {
  if (sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw failure(connection_);
}

Statement TableFile::prepare(const char* sql) { return {connection_, sql}; }

void TableFile::commit() {
  run("COMMIT");
  run("BEGIN");
}

std::string TableFile::check() {
  Statement statement = prepare("PRAGMA quick_check(1)");
  return statement.step() ? statement.text(0) : "no answer";
}

Statement::Statement(sqlite3* connection, const char* sql) : connection_(connection) {
  check(sqlite3_prepare_v2(connection_, sql, -1, &statement_, nullptr));
}

Statement::Statement(Statement&& other) noexcept : connection_(other.connection_), statement_(std::exchange(other.statement_, nullptr)) {}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::reset() { sqlite3_reset(statement_); }

bool Statement::step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) check(result);
  reset();
  return false;
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Statement::view(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string_view();
}

std::optional<double> Statement::real(int column) const {
  if (is_null(column)) return std::nullopt;
  return sqlite3_column_double(statement_, column);
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

void Statement::bind_one(int index, std::string_view value) {
  check(sqlite3_bind_text(statement_, index, value.data() ? value.data() : "", static_cast<int>(value.size()), SQLITE_TRANSIENT));
}
void Statement::bind_one(int index, std::int64_t value) { check(sqlite3_bind_int64(statement_, index, value)); }
void Statement::bind_one(int index, double value) { check(sqlite3_bind_double(statement_, index, value)); }
void Statement::bind_one(int index, std::nullptr_t) { check(sqlite3_bind_null(statement_, index)); }

void Statement::check(int result) const {
  if (result != SQLITE_OK) throw failure(connection_);
}

}  // namespace dispatches
