// Telling credits, colophons and datelines from text: lists of words and where they stand in a line.
#include "indexer/articles/credits.hpp"

#include <algorithm>
#include <array>

#include "indexer/text/fold.hpp"
#include "indexer/text/month_names.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// Bytes. A credit is a name or two; a longer tail is a sentence.
constexpr std::size_t kMaxCreditBytes = 160;

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Folded. What credits call themselves.
constexpr std::array<std::string_view, 32> credit_words{
    "photo"sv,      "photos"sv,   "photograph"sv, "photographer"sv, "photography"sv, "photographie"sv, "picture"sv,
    "pictures"sv,   "image"sv,    "images"sv,     "credit"sv,       "credits"sv,     "foto"sv,         "fotos"sv,
    "archivfoto"sv, "bild"sv,     "bilder"sv,     "archivbild"sv,   "symbolbild"sv,  "bildquelle"sv,   "bildnachweis"sv,
    "фото"sv,       "фотограф"sv, "світлина"sv,   "снимок"sv,       "зображення"sv,  "изображение"sv,  "fotografia"sv,
    "imagen"sv,     "zdjecie"sv,  "fot"sv,        "illustration"sv};
// In a caption these open a credit too.
constexpr std::array<std::string_view, 4> source_words{"source"sv, "quelle"sv, "источник"sv, "джерело"sv};
// Behind a credit word, instead of a colon.
constexpr std::array<std::string_view, 9> credit_links{"by"sv,   "courtesy"sv, "provided"sv, "via"sv, "von"sv,
                                                       "from"sv, "par"sv,      "credit"sv,   "de"sv};
constexpr std::array<std::string_view, 42> agencies{
    "reuters"sv,      "afp"sv,      "ap"sv,      "dpa"sv,       "epa"sv,       "efe"sv,       "ansa"sv,
    "tass"sv,         "xinhua"sv,   "getty"sv,   "images"sv,    "agencies"sv,  "agenturen"sv, "keystone"sv,
    "sda"sv,          "apa"sv,      "pap"sv,     "belga"sv,     "anp"sv,       "ntb"sv,       "imago"sv,
    "shutterstock"sv, "anadolu"sv,  "upi"sv,     "bloomberg"sv, "unian"sv,     "ukrinform"sv, "interfax"sv,
    "тасс"sv,         "риа"sv,      "новости"sv, "уніан"sv,     "укрінформ"sv, "унн"sv,       "інтерфакс"sv,
    "интерфакс"sv,    "alliance"sv, "picture"sv, "epd"sv,       "kna"sv,       "rtr"sv,       "press"sv};
// Words that hold the agencies of a colophon together.
constexpr std::array<std::string_view, 6> joints{"and"sv, "und"sv, "et"sv, "the"sv, "associated"sv, "agence"sv};

std::string_view trim_end(std::string_view line) {
  constexpr std::array<std::string_view, 12> marks{" "sv, "|"sv, "/"sv, "–"sv, "—"sv, "-"sv,
                                                   "•"sv, "·"sv, ","sv, ";"sv, "("sv, "["sv};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : marks)
      while (line.ends_with(mark)) line.remove_suffix(mark.size()), again = true;
  }
  return line;
}

// The next word from `at` on (letters up to white space or one of "/:,.()[]|"), and `at` behind it.
std::string_view next_word(std::string_view text, std::size_t& at) {
  constexpr std::string_view stops = " \t/:,.()[]|©+&"sv;
  while (at < text.size() && text[at] == ' ') ++at;
  const std::size_t begin = at;
  // Bytes of "©" are not ASCII: look for the sign as a whole.
  while (at < text.size() && stops.substr(0, 11).find(text[at]) == stops.npos) ++at;
  return text.substr(begin, at - begin);
}

// What stands behind a credit word says whether it is one: "Photo/Agencies", "Foto: dpa", "Photo by Jane Roe".
bool opens_credit(std::string_view behind) {
  std::size_t at = 0;
  while (at < behind.size() && (behind[at] == ' ' || behind[at] == '.')) ++at;
  behind.remove_prefix(at);
  if (behind.empty()) return false;
  if (behind.starts_with(':') || behind.starts_with('/') || behind.starts_with("©"sv)) return true;
  std::size_t end = 0;
  std::string link(next_word(behind, end).substr(0, 16));
  for (char& c : link)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return is_one_of(credit_links, link);
}

// "Photo/Agencies", "AP Photo/Jane Roe", "File photo: Reuters", "© AFP", "Getty Images".
bool is_credit(std::string_view content) {
  if (content.starts_with("©"sv) || content.starts_with("(c)"sv) || content.starts_with("(C)"sv)) return true;
  std::size_t at = 0;
  for (int words = 0; words < 3 && at < content.size(); ++words) {
    const std::string_view word = next_word(content, at);
    if (opens_credit(content.substr(at)) && is_one_of(credit_words, text::fold(word))) return true;
    if (at < content.size() && content[at] != ' ' && content[at] != '/') break;
    if (at < content.size() && content[at] == '/') ++at;
  }
  return false;
}

bool opens_with_source(std::string_view content) {
  std::size_t at = 0;
  return is_one_of(source_words, text::fold(next_word(content, at))) && content.substr(at).starts_with(':');
}

bool is_agencies(std::string_view content) {
  bool any = false;
  for (std::size_t at = 0; at < content.size();) {
    const std::string word = text::fold(next_word(content, at));
    if (at < content.size() && content[at] != ' ') ++at;
    if (word.empty() || word == "-") continue;
    if (is_one_of(agencies, word))
      any = true;
    else if (!is_one_of(joints, word))
      return false;
  }
  return any;
}

// "REUTERS/Jane Roe", "Jane Roe/AFP via Getty Images": parts between slashes, one of them an agency, all of them short.
bool is_agency_credit(std::string_view content) {
  if (content.size() > kMaxCreditBytes / 2) return false;
  if (is_agencies(content)) return true;
  if (content.find('/') == content.npos) return false;
  bool any = false;
  while (!content.empty()) {
    const std::string_view part = content.substr(0, content.find('/'));
    content.remove_prefix(std::min(content.size(), part.size() + 1));
    std::size_t at = 0;
    any = any || is_one_of(agencies, text::fold(next_word(text::trim(part), at)));
    if (std::count(part.begin(), part.end(), ' ') > 5) return false;
  }
  return any;
}

// Where the group in brackets begins that ends the line; npos if none does.
std::size_t closing_group(std::string_view line) {
  while (line.ends_with('.')) line.remove_suffix(1);
  if (line.ends_with(']')) return line.rfind('[');
  return line.ends_with(')') ? line.rfind('(') : line.npos;
}

// Asked for every word of a line's end: only plain spaces are taken off, not all that Unicode knows.
bool stands_free(std::string_view before) {
  while (before.ends_with(' ')) before.remove_suffix(1);
  constexpr std::array<std::string_view, 18> ends{"."sv, "!"sv, "?"sv,  "…"sv, "|"sv, "/"sv, "–"sv, "—"sv, "-"sv,
                                                  "»"sv, "”"sv, "\""sv, "'"sv, ")"sv, "’"sv, "“"sv, "•"sv, "]"sv};
  return before.empty() ||
         std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return before.ends_with(end); });
}

bool is_short(std::string_view tail) {
  return tail.size() <= kMaxCreditBytes && std::count(tail.begin(), tail.end(), ' ') <= 9;
}

// Where an unbracketed credit begins that runs to the end of the line; npos if none does.
std::size_t open_credit(std::string_view line, bool is_caption) {
  std::size_t from = line.size() > 2 * kMaxCreditBytes ? line.size() - 2 * kMaxCreditBytes : 0;
  while (from < line.size() && (static_cast<unsigned char>(line[from]) & 0xC0) == 0x80) ++from;
  for (std::size_t at = from; at < line.size();) {
    const std::string_view rest = line.substr(at);
    const bool starts_word = at == 0 || line[at - 1] == ' ';
    if (rest.starts_with("©"sv) && is_short(rest)) return at;
    if (starts_word && is_short(rest) && stands_free(line.substr(0, at)) &&
        (is_credit(rest) || (is_caption && opens_with_source(rest)) ||
         ((is_caption || rest.find('/') != rest.npos) && at > 0 && is_agency_credit(rest))))
      return at;
    const std::size_t space = line.find(' ', at);
    const std::size_t sign = line.find("©"sv, at + 1);
    at = std::min({space == line.npos ? line.size() : space + 1, sign, line.size()});
  }
  return line.npos;
}

}  // namespace

Uncredited without_credit(std::string_view line, bool is_caption) {
  line = text::trim(line);
  for (const std::string_view label : {"Image caption"sv, "Media caption"sv, "Caption:"sv, "Bildunterschrift:"sv})
    if (is_caption && line.starts_with(label)) line = text::trim(line.substr(label.size()));
  bool had = false;
  for (bool again = true; again && !line.empty();) {
    again = false;
    std::size_t at = closing_group(line);
    if (at != line.npos) {
      const std::string_view content = text::trim(line.substr(at + 1, line.find_last_of(")]") - at - 1));
      const bool credit =
          content.size() <= kMaxCreditBytes &&
          (is_credit(content) || ((is_caption || content.find('/') != content.npos) && is_agency_credit(content)));
      if (!credit) at = line.npos;
    }
    if (at == line.npos) at = open_credit(line, is_caption);
    if (at == line.npos) break;
    line = trim_end(line.substr(0, at));
    again = had = true;
  }
  return {std::string(line), had};
}

bool is_colophon(std::string_view line) {
  line = text::trim(line);
  if (line.size() > kMaxCreditBytes) return false;
  if (line.starts_with("©"sv) || text::fold(line.substr(0, 9)) == "copyright") return true;
  for (const std::string_view opening :
       {"With material from "sv, "With reporting by "sv, "Additional reporting by "sv, "Reporting by "sv,
        "Mit Material von "sv, "Avec "sv, "Editing by "sv, "(Reporting by "sv, "(Editing by "sv})
    if (line.starts_with(opening) && (opening != "Avec "sv || line.size() < 40)) return true;
  // "(Meridian Wire)": a name in brackets and nothing else
  if ((line.starts_with('(') && line.ends_with(')')) || (line.starts_with('[') && line.ends_with(']')))
    if (line.size() <= 50 && line.find('.') == line.npos && text::is_capitalised(line.substr(1))) return true;
  while (line.starts_with('(') || line.starts_with('[')) line.remove_prefix(1);
  while (line.ends_with(')') || line.ends_with(']') || line.ends_with('.')) line.remove_suffix(1);
  return line.size() <= 60 && is_agencies(line);
}

namespace {

// "KHARKIV", "ANCHORAGE, Alaska", "Gao"; not "On Friday", not a sentence.
bool is_dateline_place(std::string_view place) {
  int words = 0;
  for (std::size_t at = 0; at < place.size(); ++words) {
    const std::string_view word = next_word(place, at);
    if (at < place.size()) ++at;
    if (!word.empty() && (text::is_weekday_name(word) || (words == 0 && !text::is_capitalised(word)))) return false;
  }
  return words > 0 && words <= 6;
}

}  // namespace

std::optional<text::Date> dateline_date(std::string_view paragraph) {
  const std::string_view head = text::prefix(paragraph, 120);
  for (const std::string_view separator : {" – "sv, " — "sv, " - "sv, " -- "sv, ". "sv, ": "sv}) {
    for (std::size_t end = head.find(separator); end != head.npos; end = head.find(separator, end + 1)) {
      std::string_view dateline = head.substr(0, end);
      if (const std::size_t agency = dateline.find(" ("); agency != dateline.npos)
        dateline = dateline.substr(0, agency);
      for (std::size_t comma = dateline.find(','); comma != dateline.npos; comma = dateline.find(',', comma + 1)) {
        if (!is_dateline_place(dateline.substr(0, comma))) continue;
        const auto date = text::parse_written_date(dateline.substr(comma + 1));
        if (date && date->precision == text::Precision::day) return date;
      }
    }
  }
  return std::nullopt;
}

}  // namespace dispatches::articles
