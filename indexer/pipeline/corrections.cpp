#include "indexer/pipeline/corrections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>

#include "indexer/articles/identity.hpp"
#include "indexer/text/language.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::string_view kNames = "id or url, and any of title, date, source, author, lang";

// One line → whose it is, and the correction. What is wrong is thrown with the place.
class Line {
 public:
  Line(std::string_view bytes, const std::string& file, std::size_t number) : file_(file), number_(number) {
    if (!text::is_valid_utf8(bytes)) refuse("these bytes are not UTF-8; save the file as UTF-8");
    object_ = json::parse(bytes, nullptr, false);
    if (!object_.is_object()) refuse("this is no JSON object on one line");
    for (const auto& [name, value] : object_.items()) take(name, value);
    if (id_.empty() == url_.empty()) refuse(fmt::format("an article is named by its id or its url; the members are {}", kNames));
    if (object_.size() < 2) refuse(fmt::format("nothing is put right; the members are {}", kNames));
    correction_.line = number;
    correction_.text = object_.dump();
  }

  const std::string& whose() const { return id_.empty() ? url_ : id_; }
  Correction correction() { return std::move(correction_); }

 private:
  [[noreturn]] void refuse(const std::string& what) const { throw BadCorrections(fmt::format("{}:{}: {}", file_, number_, what)); }

  void take(const std::string& name, const json& value) {
    if (name == "id") id_ = text_of(name, value);
    else if (name == "url") take_url(text_of(name, value));
    else if (name == "title") correction_.title = known_text(name, value);
    else if (name == "source") correction_.source = known_text(name, value);
    else if (name == "lang") take_language(known_text(name, value));
    else if (name == "date") take_date(known_text(name, value));
    else if (name == "author") take_authors(value);
    else refuse(fmt::format("'{}' is not known; the members are {}", text::prefix(name, 60), kNames));
  }

  std::string text_of(const std::string& name, const json& value) const {
    if (!value.is_string()) refuse(fmt::format("'{}' is no text", name));
    std::string text = text::squeeze(text::clean(value.get<std::string>()));
    if (text.empty()) refuse(fmt::format("'{}' is empty; use null for what is not known", name));
    return text;
  }

  std::string known_text(const std::string& name, const json& value) const { return value.is_null() ? std::string() : text_of(name, value); }

  void take_url(const std::string& address) {
    url_ = articles::canonical_url(address);
    if (url_.empty()) refuse("'url' is no address; use https://…");
  }

  void take_language(const std::string& stated) {
    correction_.language = text::normalise_language(stated);
    if (!stated.empty() && correction_.language->empty()) refuse(fmt::format("'{}' is no language; use a code as 'uk'", text::prefix(stated, 60)));
  }

  void take_date(const std::string& stated) {
    correction_.published.emplace(text::parse_date(stated));
    if (!stated.empty() && !*correction_.published) refuse(fmt::format("'{}' is no date; use YYYY, YYYY-MM, YYYY-MM-DD or 2026-11-20T02:10:00Z", text::prefix(stated, 60)));
  }

  void take_authors(const json& value) {
    correction_.authors.emplace();
    if (value.is_array())
      for (const json& one : value) correction_.authors->push_back(text_of("author", one));
    else if (!value.is_null()) correction_.authors->push_back(text_of("author", value));
  }

  const std::string& file_;
  const std::size_t number_;
  json object_;
  std::string id_, url_;
  Correction correction_;
};

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file)) throw std::runtime_error(fmt::format("the corrections {} cannot be read", file.string()));
  std::error_code no_file;  // a pipe has no size
  std::string bytes(std::min<std::uintmax_t>(kMaxCorrectionsBytes, fs::file_size(file, no_file)) + 1, '\0');  // one more than allowed: the parser refuses it
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

}  // namespace

void Correction::apply(articles::Article& article) const {
  if (title) article.title = *title;
  if (source) article.source = *source;
  if (language) article.language = *language;
  if (published) article.published = *published;
  if (authors) article.authors = *authors;
  articles::tidy(article);
}

Corrections::Corrections(std::string bytes, const std::string& file) : bytes_(std::move(bytes)) {
  if (bytes_.size() > kMaxCorrectionsBytes) throw BadCorrections(fmt::format("{}: the file has more than the {} bytes that are allowed", file, kMaxCorrectionsBytes));
  std::string_view rest = bytes_;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (text::trim(line).empty()) continue;
    if (lines_.size() == kMaxCorrections) throw BadCorrections(fmt::format("{}:{}: more than the {} lines that are allowed", file, number, kMaxCorrections));
    Line read(line, file, number);
    const auto [said, fresh] = lines_.emplace(read.whose(), read.correction());
    if (!fresh) throw BadCorrections(fmt::format("{}:{}: line {} speaks of the same article; make one line of them", file, number, said->second.line));
  }
}

Corrections Corrections::load(const std::optional<fs::path>& given, const fs::path& previous) {
  const fs::path kept = previous.empty() ? fs::path() : previous / kCorrectionsFile;
  if (given) return {bytes_of(*given), given->string()};
  return kept.empty() || !fs::exists(kept) ? Corrections() : Corrections(bytes_of(kept), kept.string());
}

void Corrections::apply(articles::Article& article) const {
  for (const std::string& whose : {article.url, article.id})
    if (const auto found = lines_.find(whose); found != lines_.end()) found->second.apply(article);
}

std::vector<std::string> Corrections::not_in(const Corrections& other) const {
  std::vector<std::string> changed;
  for (const auto& [whose, correction] : lines_) {
    const auto there = other.lines_.find(whose);
    if (there == other.lines_.end() || there->second.text != correction.text) changed.push_back(whose);
  }
  return changed;
}

}  // namespace dispatches::pipeline
