#include "searchd/http/json_text.hpp"

#include <fmt/format.h>

#include "indexer/text/utf8.hpp"

namespace dispatches::http {

JsonText& JsonText::key(std::string_view name) {
  put_comma();
  put_quoted(name);
  out_ += ':';
  comma_ = false;
  return *this;
}

JsonText& JsonText::value(std::string_view text) {
  put_comma();
  put_quoted(text);
  comma_ = true;
  return *this;
}

JsonText& JsonText::value(double number) { return put(fmt::format("{}", number)); }

// Most texts stand as they are: one look at all of their bytes tells.
void JsonText::put_quoted(std::string_view text) {
  unsigned char all = 0;
  bool special = false;
  for (const char c : text) {
    all |= static_cast<unsigned char>(c);
    special |= static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
  }
  out_ += '"';
  if (all >= 0x80 && !text::is_valid_utf8(text)) put_escaped(text::clean(text));
  else if (special) put_escaped(text);
  else out_ += text;
  out_ += '"';
}

void JsonText::put_escaped(std::string_view text) {
  for (const char c : text) {
    if (c == '"' || c == '\\') out_ += '\\', out_ += c;
    else if (c == '\n') out_ += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20) out_ += fmt::format("\\u{:04x}", static_cast<int>(c));
    else out_ += c;
  }
}

}  // namespace dispatches::http
