// Tables in a file: a thin wrapper over SQLite 3 (https://sqlite.org/c3ref), for the lexicon and the inputs. The one door to that library.
// A connection and its statements belong to one thread. Every failure throws TableError with the file and SQLite's own sentence.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace dispatches {

struct TableError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Statement;

class TableFile {
 public:
  enum class Mode { read, write };  // write: created if missing; one transaction from opening to commit()
  // `tables` is run first: what must be there before statements are prepared.
  TableFile(const std::filesystem::path& file, Mode mode, const char* tables = "");
  ~TableFile();
  TableFile(const TableFile&) = delete;
  TableFile& operator=(const TableFile&) = delete;

  void run(const char* sql);  // statements without parameters or results
  Statement prepare(const char* sql);
  void commit();              // synced to disk; begins the next transaction
  std::string check();        // SQLite's integrity check: "ok", or what is wrong

 private:
  sqlite3* connection_ = nullptr;
  bool writing_ = false;
};

// A prepared statement, used again and again: bind(...) all parameters, then step() rows, then read columns from 0.
class Statement {
 public:
  Statement(sqlite3* connection, const char* sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  template <class... Values>
  Statement& bind(const Values&... values) {
    reset();
    int index = 0;
    (bind_one(++index, values), ...);
    return *this;
  }
  bool step();  // false: no (more) row
  void run() { while (step()) {} }

  std::int64_t number(int column) const;
  std::string text(int column) const { return std::string(view(column)); }
  std::string_view view(int column) const;  // valid until the next step() or bind()
  std::optional<double> real(int column) const;
  bool is_null(int column) const;

 private:
  void reset();
  void bind_one(int index, std::string_view value);
  void bind_one(int index, std::int64_t value);
  void bind_one(int index, std::uint64_t value) { bind_one(index, static_cast<std::int64_t>(value)); }
  void bind_one(int index, std::uint32_t value) { bind_one(index, static_cast<std::int64_t>(value)); }
  void bind_one(int index, int value) { bind_one(index, static_cast<std::int64_t>(value)); }
  void bind_one(int index, double value);
  void bind_one(int index, std::nullptr_t);
  template <class T>
  void bind_one(int index, const std::optional<T>& value) {
    if (value) bind_one(index, *value);
    else bind_one(index, nullptr);
  }
  void check(int result) const;

  sqlite3* connection_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace dispatches
