// Limits of XML elements, found without parsing them.
#include "indexer/articles/xml_splitter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/articles/files.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using Take = std::function<bool(RawRecord)>;
using Reject = std::function<void(Rejection)>;

bool begins_name(int c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

// "<rdf:RDF xmlns…" → "rdf:RDF"; the same of an end tag.
std::string_view full_name(std::string_view tag) {
  tag.remove_prefix(std::min<std::size_t>(tag.size(), tag.starts_with("</") ? 2 : 1));
  return tag.substr(0, tag.find_first_of(" \t\r\n/>"));
}

bool is_end_tag(std::string_view tag) {
  return tag.starts_with("</");
}
bool is_empty_tag(std::string_view tag) {
  return tag.ends_with("/>");
}

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

enum class Token { end, text, tag, other };

// Bytes → tags and what stands between them. CDATA, comments and DTDs are no tags, whatever is in them.
class TokenSource {
 public:
  explicit TokenSource(const Input& input) : source_(input.path) { step(); }

  // Reads on. A token over kMaxRecordBytes is read to its end, cut, and `was_cut`.
  Token next() {
    bytes_.clear();
    was_cut_ = false;
    if (byte_ < 0) return Token::end;
    if (byte_ != '<') return take_text();
    keep();
    if (byte_ == '?') return take_until("?>");
    if (byte_ == '!') return take_declaration();
    return byte_ == '/' || begins_name(byte_) ? take_tag() : take_text();
  }
  const std::string& bytes() const { return bytes_; }
  bool was_cut() const { return was_cut_; }

 private:
  void step() { byte_ = source_.next(); }

  void keep() {
    if (bytes_.size() < kMaxRecordBytes)
      bytes_ += static_cast<char>(byte_);
    else
      was_cut_ = true;
    step();
  }

  Token take_text() {
    while (byte_ >= 0 && byte_ != '<') keep();
    return Token::text;
  }

  // REQUIRES: `end` has at most three bytes.
  Token take_until(std::string_view end) {
    unsigned wanted = 0, last = 0, mask = 0;
    for (const char c : end) wanted = wanted << 8 | static_cast<unsigned char>(c), mask = mask << 8 | 0xFF;
    while (byte_ >= 0 && last != wanted) {
      last = (last << 8 | static_cast<unsigned>(byte_)) & mask;
      keep();
    }
    return Token::other;
  }

  Token take_declaration() {
    keep();
    if (byte_ == '[') return take_until("]]>"), Token::text;  // CDATA
    if (byte_ != '-') return take_doctype();
    keep();
    if (byte_ == '-') keep();
    return take_until("-->");
  }

  // Its entities stay unread; brackets hold the inner subset, and what is quoted may hold anything.
  Token take_doctype() {
    int brackets = 0;
    for (int quote = 0; byte_ >= 0; keep()) {
      if (quote != 0) {
        if (byte_ == quote) quote = 0;
        continue;
      }
      if (byte_ == '"' || byte_ == '\'') quote = byte_;
      if (byte_ == '-' && bytes_.ends_with("<!-")) take_until("-->");
      if (byte_ == '[') ++brackets;
      if (byte_ == ']') --brackets;
      if (byte_ == '>' && brackets <= 0) break;
    }
    if (byte_ >= 0) keep();
    return Token::other;
  }

  Token take_tag() {
    const bool has_values = byte_ != '/';
    for (int quote = 0; byte_ >= 0; keep()) {
      if (quote != 0) {
        if (byte_ == quote) quote = 0;
        continue;
      }
      if (has_values && (byte_ == '"' || byte_ == '\'') && bytes_.ends_with('=')) quote = byte_;
      if (byte_ == '>') break;
    }
    if (byte_ >= 0) keep();
    return Token::tag;
  }

  ByteSource source_;
  int byte_ = -1;
  std::string bytes_;
  bool was_cut_ = false;
};

class XmlSplitter {
 public:
  XmlSplitter(const Input& input, const XmlShape& shape, const Take& take, const Reject& reject)
      : input_(input), shape_(shape), take_(take), reject_(reject), tokens_(input) {}

  void split() {
    for (Token token = tokens_.next(); token != Token::end && go_on_; token = tokens_.next()) {
      const std::string& bytes = tokens_.bytes();
      if (token == Token::other && bytes.starts_with("<?xml ") && bytes.size() < 256) take_declaration(bytes);
      if (token == Token::tag && !take_tag(bytes)) return;
    }
    if (go_on_ && !open_.empty()) reject_({input_.relative, "the file ends before its last element is closed"});
    if (!found_root_)
      reject_({input_.relative, fmt::format("there is no element in it, so it is not {}", shape_.kind)});
  }

 private:
  struct Open {
    std::string name, tag;
  };

  // Two bytes a character cannot be: ByteSource has converted them.
  void take_declaration(const std::string& bytes) {
    std::string lower = bytes;
    for (char& c : lower)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    const bool is_wide = lower.find("utf-16") != lower.npos || lower.find("ucs-2") != lower.npos ||
                         lower.find("utf-32") != lower.npos || lower.find("ucs-4") != lower.npos;
    if (!is_wide) declaration_ = bytes;
  }

  // False if nothing more is to be had.
  bool take_tag(const std::string& tag) {
    if (is_end_tag(tag)) return take_end(std::string(full_name(tag)));
    const std::string name = local_name(tag);
    const bool is_root = !std::exchange(found_root_, true);
    if (is_one_of(shape_.records, name)) return take_record(is_root);
    if (is_one_of(shape_.containers, name)) return is_empty_tag(tag) || take_container(tag);
    if (is_root)
      return reject_rest(fmt::format("its root element is <{}>, so it is not {}",
                                     text::clean(full_name(tag).substr(0, 60)), shape_.kind));
    if (is_one_of(shape_.context, name)) return take_context();
    return is_empty_tag(tag) || pass_over(std::string(full_name(tag)));
  }

  bool take_container(const std::string& tag) {
    if (tag.size() > kMaxTagBytes) return reject_rest(fmt::format("a tag is longer than {} KB", kMaxTagBytes >> 10));
    if (open_.size() == kMaxContainers) return reject_rest("its containers are nested too deep");
    open_.push_back({std::string(full_name(tag)), tag});
    return true;
  }

  bool take_end(const std::string& name) {
    const auto found = std::find_if(open_.rbegin(), open_.rend(), [&](const Open& one) { return one.name == name; });
    if (found != open_.rend()) open_.erase(found.base() - 1, open_.end());
    return !open_.empty();
  }

  bool reject_rest(std::string reason) {
    reject_({input_.relative, std::move(reason)});
    go_on_ = false;
    return false;
  }

  // The element whose start tag was read, appended to `element` as far as `limit` bytes allow. Only its own name is
  // counted: HTML that was not escaped may leave any other open.
  enum class End { whole, too_large, none };
  End append_element(std::string& element, std::size_t limit) {
    const std::string name(full_name(tokens_.bytes()));
    bool too_large = false;
    for (int depth = 0;;) {
      const std::string& bytes = tokens_.bytes();
      too_large = too_large || tokens_.was_cut() || element.size() + bytes.size() > limit;
      if (!too_large) element += bytes;
      if (is_tag_ && full_name(bytes) == name) depth += is_end_tag(bytes) ? -1 : is_empty_tag(bytes) ? 0 : 1;
      if (depth <= 0) return too_large ? End::too_large : End::whole;
      const Token token = tokens_.next();
      if (token == Token::end) return End::none;
      is_tag_ = token == Token::tag;
    }
  }

  bool pass_over(const std::string& name) {
    std::string nothing;
    is_tag_ = true;
    if (append_element(nothing, 0) != End::none) return true;
    return reject_rest(fmt::format("the file ends inside <{}>", text::clean(name.substr(0, 60))));
  }

  bool take_context() {
    std::string element;
    is_tag_ = true;
    const End end = append_element(element, kMaxContextBytes);
    if (end == End::none) return reject_rest("the file ends before any record");
    if (end == End::whole && context_.size() + element.size() <= kMaxContextBytes) context_ += element;
    return true;
  }

  bool take_record(bool is_root) {
    RawRecord record{declaration_, is_root ? "" : fmt::format(":#{}", number_ + 1), number_};
    ++number_;
    for (const Open& open : open_) record.bytes += open.tag;
    record.bytes += context_;
    is_tag_ = true;
    const End end = append_element(record.bytes, kMaxRecordBytes);
    for (auto open = open_.rbegin(); open != open_.rend(); ++open) record.bytes += "</" + open->name + ">";
    if (end == End::whole)
      go_on_ = take_(std::move(record));
    else
      reject_({input_.relative + record.place,
               end == End::none ? std::string("the file ends inside the record") : too_large_reason()});
    if (end == End::none) go_on_ = false;
    return go_on_ && !is_root;
  }

  const Input& input_;
  const XmlShape& shape_;
  const Take& take_;
  const Reject& reject_;
  TokenSource tokens_;
  std::string declaration_, context_;
  std::vector<Open> open_;
  std::size_t number_ = 0;
  bool go_on_ = true, found_root_ = false, is_tag_ = false;
};

}  // namespace

std::string local_name(std::string_view tag) {
  std::string_view name = full_name(tag);
  if (const std::size_t colon = name.rfind(':'); colon != name.npos) name.remove_prefix(colon + 1);
  std::string lower(name);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return lower;
}

void split_xml(const Input& input, const XmlShape& shape, const Take& take, const Reject& reject) {
  XmlSplitter(input, shape, take, reject).split();
}

}  // namespace dispatches::articles
