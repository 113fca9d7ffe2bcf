// Names of authors, and addresses that stand alone on a line.
#include <algorithm>
#include <array>
#include <utility>

#include "indexer/articles/credits.hpp"
#include "indexer/articles/identity.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxBylineBytes = 200;
constexpr std::size_t kMaxNameWords = 6;

constexpr std::array<std::string_view, 18> openings{
    "By "sv,  "BY "sv,  "by "sv,     "By: "sv,     "Von "sv,     "von "sv,   "VON "sv,    "Par "sv,     "par "sv,
    "PAR "sv, "Por "sv, "Автор: "sv, "Автори: "sv, "Авторы: "sv, "Автор "sv, "Текст: "sv, "Author: "sv, "Text: "sv};
constexpr std::array<std::string_view, 13> conjunctions{" and "sv, " AND "sv, " und "sv, " UND "sv, " et "sv,
                                                        " ET "sv,  " & "sv,   " і "sv,   " та "sv,  " и "sv,
                                                        " y "sv,   ";"sv,     "|"sv};
// Small words inside names.
constexpr std::array<std::string_view, 20> particles{"de"sv,  "la"sv,  "le"sv,  "du"sv,  "des"sv, "von"sv, "van"sv,
                                                     "der"sv, "den"sv, "zu"sv,  "al"sv,  "bin"sv, "ibn"sv, "da"sv,
                                                     "di"sv,  "del"sv, "dos"sv, "ter"sv, "e"sv,   "af"sv};
constexpr std::array<std::string_view, 32> public_services{
    "gmail.com"sv,   "googlemail.com"sv, "yahoo.com"sv,    "hotmail.com"sv, "outlook.com"sv,   "icloud.com"sv,
    "proton.me"sv,   "protonmail.com"sv, "gmx.de"sv,       "gmx.net"sv,     "web.de"sv,        "mail.ru"sv,
    "yandex.ru"sv,   "ya.ru"sv,          "rambler.ru"sv,   "ukr.net"sv,     "i.ua"sv,          "meta.ua"sv,
    "bigmir.net"sv,  "orange.fr"sv,      "free.fr"sv,      "laposte.net"sv, "t-online.de"sv,   "t.me"sv,
    "twitter.com"sv, "x.com"sv,          "facebook.com"sv, "youtube.com"sv, "instagram.com"sv, "aol.com"sv,
    "bit.ly"sv,      "youtu.be"sv};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = text::trim(text)).empty()) {
    words.push_back(text.substr(0, text.find_first_of(" \t\n")));
    text.remove_prefix(words.back().size());
  }
  return words;
}

bool is_name_word(std::string_view word) {
  return text::is_capitalised(word) || text::script_of(word) >= text::Script::arabic ||
         std::find(particles.begin(), particles.end(), word) != particles.end();
}

bool is_full_name(std::string_view text) {
  const auto words = words_of(text);
  return words.size() >= 2 && words.size() <= kMaxNameWords && std::all_of(words.begin(), words.end(), is_name_word);
}

std::string_view without_opening(std::string_view text) {
  for (const std::string_view opening : openings)
    if (text.starts_with(opening)) return text::trim(text.substr(opening.size()));
  return text;
}

// At commas only if full names stand on both sides: "Roe, Jane" is one author.
void append_at_commas(std::string_view text, std::vector<std::string>& names) {
  std::vector<std::string_view> parts;
  for (std::string_view rest = text;;) {
    const std::size_t comma = std::min(rest.find(','), rest.find("、"sv));
    parts.push_back(text::trim(rest.substr(0, comma)));
    if (comma == rest.npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (!std::all_of(parts.begin(), parts.end(), is_full_name)) parts = {text::trim(text)};
  for (const std::string_view part : parts)
    if (!part.empty()) names.emplace_back(part);
}

// "https://…/jane-roe", "jane@example.org", "Source: ČTK"; "17", as databases number people.
bool is_no_name(std::string_view name) {
  return text::script_of(name) == text::Script::none || name.find(':') != name.npos || (name.find('@') != name.npos && name.find(' ') == name.npos);
}

std::string outlet_domain(std::string host) {
  for (const std::string_view prefix :
       {"www."sv, "mail."sv, "email."sv, "e-mail."sv, "m."sv, "smtp."sv, "webmail."sv, "mx."sv})
    if (host.starts_with(prefix) && host.find('.', prefix.size()) != host.npos) host.erase(0, prefix.size());
  const bool is_public = std::find(public_services.begin(), public_services.end(), host) != public_services.end();
  return is_public ? "-" : host;
}

// Letters, digits, dots and hyphens with a dot inside: "mail.chinadailyuk.com".
bool looks_like_host(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  if (dot == host.npos || dot == 0 || host.size() - dot < 3 || host.find("..") != host.npos) return false;
  return std::all_of(host.begin(), host.end(), [](unsigned char c) {
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-';
  });
}

std::string_view without_label(std::string_view line) {
  for (const std::string_view label :
       {"E-mail:"sv, "Email:"sv, "e-mail:"sv, "email:"sv, "Contact:"sv, "Contact the writer at"sv,
        "Contact the reporter at"sv, "Contact the author at"sv, "Mail:"sv, "mailto:"sv})
    if (line.starts_with(label)) return text::trim(line.substr(label.size()));
  return line;
}

}  // namespace

namespace {

bool is_agency(std::string_view text) {
  return text.find(' ') == text.npos && text::is_all_capitals(text);
}

// Names are parted at "and" and its like; "Ministry of Defence and Aviation" and "Mac & i" are one name each.
bool parts_names(std::string_view left, std::string_view conjunction, std::string_view right) {
  if (conjunction == ";" || conjunction == "|") return true;
  left = left.substr(left.rfind(',') == left.npos ? 0 : left.rfind(',') + 1);
  for (const std::string_view next : conjunctions) right = right.substr(0, right.find(next));
  right = right.substr(0, right.find(','));
  return (is_full_name(left) || is_agency(text::trim(left))) && (is_full_name(right) || is_agency(text::trim(right)));
}

}  // namespace

std::vector<std::string> author_names(std::string_view stated) {
  std::vector<std::string> names;
  for (std::string_view rest = without_opening(text::trim(stated)); !rest.empty();) {
    std::size_t end = rest.npos, length = 0;
    for (const std::string_view conjunction : conjunctions)
      if (const std::size_t at = rest.find(conjunction);
          at < end && parts_names(rest.substr(0, at), conjunction, rest.substr(at + conjunction.size())))
        end = at, length = conjunction.size();
    append_at_commas(rest.substr(0, end), names);
    if (end == rest.npos) break;
    rest = text::trim(rest.substr(end + length));
  }
  std::erase_if(names, is_no_name);
  return names;
}

std::vector<std::string> names_in_byline(std::string_view line) {
  line = text::trim(line);
  const std::string_view behind = without_opening(line);
  if (behind.size() == line.size() || line.size() > kMaxBylineBytes || line.ends_with('.')) return {};
  std::vector<std::string> names = author_names(behind);
  for (std::string& name : names)  // "Jane Roe in Kyiv", "Jane Roe, Reuters"
    for (const std::string_view tail : {" in "sv, " à "sv, " у "sv, " в "sv, ", "sv, " | "sv})
      name = name.substr(0, name.find(tail));
  const bool all_names = std::all_of(names.begin(), names.end(), is_full_name);
  return all_names ? names : std::vector<std::string>();
}

std::string address_line_domain(std::string_view line) {
  line = without_label(text::trim(line));
  while (line.ends_with('.') || line.ends_with(')') || line.ends_with('>')) line.remove_suffix(1);
  while (line.starts_with('(') || line.starts_with('<')) line.remove_prefix(1);
  if (line.empty() || line.find_first_of(" \n\t") != line.npos) return {};
  if (const std::string host = host_of(line); !host.empty()) return outlet_domain(host);
  const std::size_t at = line.find('@');
  const bool is_mail = at != line.npos && at > 0;
  std::string host = text::fold_case(is_mail ? line.substr(at + 1) : line.substr(0, line.find('/')));
  const bool is_web = !is_mail && host.starts_with("www.");
  return (is_mail || is_web) && looks_like_host(host) ? outlet_domain(std::move(host)) : std::string();
}

}  // namespace dispatches::articles
