#include "searchd/http/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>

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
  if (text::is_valid_utf8(text)) put_quoted(text);
  else put_quoted(text::clean(text));
  comma_ = true;
  return *this;
}

JsonText& JsonText::value(double number) { return put(fmt::format("{}", number)); }

void JsonText::put_quoted(std::string_view text) {
  out_ += '"';
  while (!text.empty()) {
    const auto special = std::find_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
    const auto plain = static_cast<std::size_t>(special - text.begin());
    out_ += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const char c = text.front();
    if (c == '"' || c == '\\') out_ += '\\', out_ += c;
    else if (c == '\n') out_ += "\\n";
    else out_ += fmt::format("\\u{:04x}", static_cast<int>(c));
    text.remove_prefix(1);
  }
  out_ += '"';
}

}  // namespace dispatches::http
