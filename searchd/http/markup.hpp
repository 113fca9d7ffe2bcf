// HTML made of tags written in this program and of text that is escaped on its way in: whatever an article, an address or a name holds stays text.
// The page's script has the same in el(). Plain values.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dispatches::http {

class Markup {
 public:
  Markup() = default;
  // Text. Of control characters only tab and line end stay.
  Markup(std::string_view text);
  Markup(const std::string& text) : Markup(std::string_view(text)) {}
  Markup(const char* text) : Markup(std::string_view(text)) {}

  Markup& operator+=(const Markup& other);
  bool empty() const { return html_.empty(); }
  const std::string& html() const { return html_; }

 private:
  friend Markup tag(std::string_view name, const std::vector<std::pair<std::string_view, std::string>>& attributes, const std::vector<Markup>& content);
  std::string html_;
};

using Attributes = std::vector<std::pair<std::string_view, std::string>>;

// `name` and the names of attributes are literals; values are escaped, and an attribute with an empty one is left out, but for `value`.
Markup tag(std::string_view name, const Attributes& attributes = {}, const std::vector<Markup>& content = {});
// The parts that are not empty, with `by` between them.
Markup joined(const std::vector<Markup>& parts, std::string_view by = " · ");

}  // namespace dispatches::http
