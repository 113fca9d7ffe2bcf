// One pass over the source: copies tags and text, leaves out what is not read, counts open elements and attributes.
#include "indexer/articles/html_source.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "indexer/articles/html.hpp"
#include "indexer/base/ascii.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// FNV-1a of a name in lower case: names are compared often.
constexpr std::uint64_t key_of(std::string_view name) {
  std::uint64_t key = 14695981039346656037u;
  for (const char c : name)
    key = (key ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c)) * 1099511628211u;
  return key;
}

template <std::size_t N>
constexpr std::array<std::uint64_t, N> keys_of(const std::array<std::string_view, N>& names) {
  std::array<std::uint64_t, N> keys{};
  for (std::size_t i = 0; i < N; ++i) keys[i] = key_of(names[i]);
  return keys;
}

constexpr auto kept_attributes = keys_of(
    std::array{"class"sv,   "id"sv,       "role"sv,     "hidden"sv, "aria-hidden"sv, "style"sv,         "href"sv,
               "rel"sv,     "itemprop"sv, "property"sv, "name"sv,   "content"sv,     "http-equiv"sv,    "datetime"sv,
               "pubdate"sv, "lang"sv,     "xml:lang"sv, "type"sv,   "data-testid"sv, "data-component"sv});
// These do not nest in one another without end.
constexpr auto not_nesting =
    keys_of(std::array{"p"sv,      "li"sv,    "dt"sv,    "dd"sv,    "option"sv, "optgroup"sv, "tr"sv,   "td"sv,
                       "th"sv,     "tbody"sv, "thead"sv, "tfoot"sv, "rp"sv,     "rt"sv,       "area"sv, "base"sv,
                       "br"sv,     "col"sv,   "embed"sv, "hr"sv,    "img"sv,    "input"sv,    "link"sv, "meta"sv,
                       "source"sv, "track"sv, "wbr"sv,   "param"sv, "html"sv,   "body"sv,     "head"sv});
// Start tags that a drawing cannot hold: there it ends, whether closed or not.
constexpr auto html_only = keys_of(std::array{
    "div"sv,   "span"sv, "b"sv,    "i"sv,   "em"sv,     "strong"sv,     "u"sv, "s"sv,  "ul"sv, "ol"sv, "dl"sv,
    "table"sv, "font"sv, "code"sv, "pre"sv, "center"sv, "blockquote"sv, "p"sv, "h1"sv, "h2"sv, "h3"sv, "body"sv});
constexpr std::uint64_t script = key_of("script"), style = key_of("style"), svg = key_of("svg"), math = key_of("math"),
                        link = key_of("a"), href = key_of("href"), type = key_of("type"), style_text = style;
// Elements whose contents are text to the tokeniser, with tags or without.
constexpr auto unread_texts = keys_of(std::array{"textarea"sv, "iframe"sv, "noembed"sv, "noframes"sv});
constexpr auto read_texts = keys_of(std::array{"title"sv, "xmp"sv});

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool starts_with_name(std::string_view text, std::string_view lower_case_name) {
  return text.size() >= lower_case_name.size() &&
         std::equal(lower_case_name.begin(), lower_case_name.end(), text.begin(),
                    [](char wanted, char c) { return wanted == (is_letter(c) ? c | 0x20 : c); });
}

class Reducer {
 public:
  explicit Reducer(std::string_view html) : html_(html) { out_.reserve(html.size() / 2 + 64); }

  HtmlSource reduced() {
    while (at_ < html_.size() && excess_.empty()) {
      copy_text(html_.find('<', at_));
      if (at_ >= html_.size()) break;
      const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : ' ';
      const bool closes = next == '/' && at_ + 2 < html_.size() && is_letter(html_[at_ + 2]);
      if (html_.substr(at_, 4) == "<!--")
        skip_comment();
      else if (closes || is_letter(next))
        take_tag(closes);
      else if (next == '!' || next == '?' || next == '/')
        copy_verbatim(html_.find('>', at_));
      else
        out_ += html_[at_++];
    }
    return {std::move(out_), excess_};
  }

 private:
  struct Tag {
    std::string_view name;
    std::uint64_t key = 0;
    bool is_empty = false;  // "<br/>"
    bool is_data = false;   // a script of JSON-LD
  };

  // Up to `end`; of white space one sign is left, for the house squeezes it.
  void copy_text(std::size_t end) {
    end = std::min(end, html_.size());
    while (at_ < end) {
      std::size_t word = at_;
      while (word < end && !is_space(html_[word])) ++word;
      out_.append(html_, at_, word - at_);
      at_ = word;
      if (at_ < end) out_ += html_[at_];
      while (at_ < end && is_space(html_[at_])) ++at_;
    }
  }

  // Up to and with the sign at `last`.
  void copy_verbatim(std::size_t last) {
    const std::size_t end = last >= html_.size() ? html_.size() : last + 1;
    out_.append(html_, at_, end - at_);
    at_ = end;
  }

  void skip_comment() {
    for (const std::string_view empty : {"<!-->"sv, "<!--->"sv})
      if (html_.substr(at_, empty.size()) == empty) return void(at_ += empty.size());
    const std::size_t end = html_.find("-->", at_ + 4);
    at_ = end == html_.npos ? html_.size() : end + 3;
  }

  void take_tag(bool closes) {
    const std::size_t begin = out_.size();
    Tag tag;
    std::size_t end = at_ += closes ? 2 : 1;
    while (end < html_.size() && !is_space(html_[end]) && html_[end] != '/' && html_[end] != '>') ++end;
    tag.name = html_.substr(at_, end - at_);
    tag.key = key_of(tag.name);
    out_.append(closes ? "</" : "<").append(tag.name);
    at_ = end;
    read_attributes(tag, closes);
    out_ += tag.is_empty ? " />" : ">";
    if (closes)
      close(tag.key);
    else
      open(tag, begin);
    if (open_.size() > kMaxHtmlDepth) excess_ = "the page is nested too deep";
  }

  // From behind the name to behind ">". A tag without an end is none.
  void read_attributes(Tag& tag, bool closes) {
    for (std::size_t attributes = 0; at_ < html_.size();) {
      const char c = html_[at_];
      if (c == '>') return void(++at_);
      if (is_space(c) || c == '/') {
        tag.is_empty = c == '/' && html_.substr(at_ + 1, 1) == ">";
        ++at_;
        continue;
      }
      if (++attributes > kMaxHtmlAttributes) return void(excess_ = "an element of the page has too many attributes");
      read_attribute(tag, closes);
    }
  }

  void read_attribute(Tag& tag, bool closes) {
    const std::size_t begin = at_++;  // "=" may begin a name
    while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '/' && html_[at_] != '>' && html_[at_] != '=')
      ++at_;
    const std::uint64_t key = key_of(html_.substr(begin, at_ - begin));
    const std::size_t name_end = at_;
    const std::string_view value = read_value();
    if (closes || !is_one_of(kept_attributes, key)) return;
    if (key == type && tag.key == script) tag.is_data = value.find("ld+json") != value.npos;
    if (key == style_text && value.find("isplay") == value.npos && value.find("isibility") == value.npos) return;
    const bool bare = key == href && tag.key == link;
    out_.append(1, ' ').append(html_, begin, (bare ? name_end : at_) - begin);
  }

  // What stands behind "=", without its quotation marks; empty if there is no "=".
  std::string_view read_value() {
    std::size_t sign = at_;
    while (sign < html_.size() && is_space(html_[sign])) ++sign;
    if (sign >= html_.size() || html_[sign] != '=') return {};
    at_ = sign + 1;
    while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    if (at_ >= html_.size() || html_[at_] == '>') return {};
    const char quote = html_[at_];
    if (quote == '"' || quote == '\'') {
      const std::size_t begin = at_ + 1, end = std::min(html_.find(quote, begin), html_.size());
      at_ = std::min(end + 1, html_.size());
      return html_.substr(begin, end - begin);
    }
    const std::size_t begin = at_;
    while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '>') ++at_;
    return html_.substr(begin, at_ - begin);
  }

  // `begin`: of the tag in what is written.
  void open(const Tag& tag, std::size_t begin) {
    if (tag.key == script || tag.key == style) {
      if (!tag.is_data) out_.resize(begin);
      take_raw_text(tag, tag.key == script ? end_of_script() : end_of_raw_text(tag.name), tag.is_data);
    } else if (is_one_of(unread_texts, tag.key)) {
      out_.resize(begin);
      take_raw_text(tag, end_of_raw_text(tag.name), false);
    } else if (is_one_of(read_texts, tag.key)) {
      take_raw_text(tag, end_of_raw_text(tag.name), true);
    } else if (tag.key == svg && (tag.is_empty || skip_drawing())) {
      out_.resize(begin);
    } else if (!is_one_of(not_nesting, tag.key) && !(tag.is_empty && closes_itself(tag.key))) {
      open_.push_back(tag.key);
    }
  }

  // Up to the end tag at `end`, which goes where the contents go.
  void take_raw_text(const Tag& tag, std::size_t end, bool kept) {
    if (kept) out_.append(html_, at_, std::min(end, html_.size()) - at_);
    at_ = std::min(end, html_.size());
    if (kept) out_.append("</").append(tag.name).append(">");
    at_ = at_ == html_.size() ? at_ : std::min(html_.find('>', at_), html_.size() - 1) + 1;
  }

  bool is_end_tag(std::size_t at, std::string_view name) const {
    const std::string_view rest = html_.substr(at);
    if (!rest.starts_with("</") || key_of(rest.substr(2, name.size())) != key_of(name)) return false;
    const std::string_view behind = rest.substr(2).substr(std::min(name.size(), rest.size() - 2));
    return !behind.empty() && (is_space(behind.front()) || behind.front() == '/' || behind.front() == '>');
  }

  std::size_t end_of_raw_text(std::string_view name) const {
    std::size_t at = html_.find("</", at_);
    while (at != html_.npos && !is_end_tag(at, name)) at = html_.find("</", at + 2);
    return at;
  }

  // "<!-- document.write('<script></script>') -->" inside a script does not end it.
  std::size_t end_of_script() const {
    bool escaped = false, twice = false;
    for (std::size_t at = html_.find_first_of("<-", at_); at != html_.npos; at = html_.find_first_of("<-", at + 1)) {
      const std::string_view rest = html_.substr(at, 8);
      if (is_end_tag(at, "script")) {
        if (!twice) return at;
        twice = false;
      } else if (rest.starts_with("<!--")) {
        escaped = true;
      } else if (rest.starts_with("-->")) {
        escaped = twice = false;
      } else if (escaped && starts_with_name(rest, "<script")) {
        twice = true;
      }
    }
    return html_.npos;
  }

  // Leaves a drawing out that is closed before anything that cannot be of it. False, and nothing is skipped, if not.
  bool skip_drawing() {
    for (std::size_t at = html_.find('<', at_); at != html_.npos; at = html_.find('<', at + 1)) {
      if (is_end_tag(at, "svg")) {
        at_ = html_.find('>', at);
        at_ = at_ == html_.npos ? html_.size() : at_ + 1;
        return true;
      }
      std::size_t end = at + 1;
      while (end < html_.size() && (is_letter(html_[end]) || (html_[end] >= '0' && html_[end] <= '9'))) ++end;
      const std::uint64_t key = key_of(html_.substr(at + 1, end - at - 1));
      if (key == svg || key == script || is_one_of(html_only, key)) return false;
    }
    return false;
  }

  // "<path/>" in a drawing does; "<div/>" opens a div wherever it stands.
  bool closes_itself(std::uint64_t key) const {
    if (key == svg || key == math) return true;
    if (is_one_of(html_only, key)) return false;
    return std::any_of(open_.begin(), open_.end(), [](std::uint64_t one) { return one == svg || one == math; });
  }

  // An end tag closes the nearest open element of its name and all inside it; far below, it is a stray one.
  void close(std::uint64_t key) {
    const std::size_t deep = std::min<std::size_t>(open_.size(), 200);
    for (std::size_t i = 0; i < deep; ++i)
      if (open_[open_.size() - 1 - i] == key) return open_.resize(open_.size() - 1 - i);
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<std::uint64_t> open_;
  std::string_view excess_;
};

}  // namespace

bool is_kept_attribute(std::string_view name) {
  return is_one_of(kept_attributes, key_of(name));
}

HtmlSource reduced_source(std::string_view html) {
  return Reducer(html).reduced();
}

}  // namespace dispatches::articles
