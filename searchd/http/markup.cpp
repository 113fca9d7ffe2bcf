#include "searchd/http/markup.hpp"

namespace dispatches::http {

namespace {

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
}

// Elements without content (HTML, 13.1.2).
bool is_void(std::string_view name) { return name == "input" || name == "link" || name == "meta"; }

}  // namespace

Markup::Markup(std::string_view text) { append_escaped(html_, text); }

Markup& Markup::operator+=(const Markup& other) {
  html_ += other.html_;
  return *this;
}

Markup tag(std::string_view name, const Attributes& attributes, const std::vector<Markup>& content) {
  Markup out;
  out.html_.append("<").append(name);
  for (const auto& [key, value] : attributes) {
    if (value.empty() && key != "value") continue;
    out.html_.append(" ").append(key).append("=\"");
    append_escaped(out.html_, value);
    out.html_ += '"';
  }
  out.html_ += '>';
  for (const Markup& one : content) out += one;
  if (!is_void(name)) out.html_.append("</").append(name).append(">");
  return out;
}

Markup joined(const std::vector<Markup>& parts, std::string_view by) {
  Markup out;
  for (const Markup& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += by;
    out += part;
  }
  return out;
}

}  // namespace dispatches::http
