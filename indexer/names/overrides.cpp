#include "indexer/names/overrides.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "indexer/names/entity_type.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/time.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::names {
namespace {

using std::string_view;
namespace chrono = std::chrono;

constexpr std::array<string_view, 6> kVerbs = {"same", "different", "is", "ignore", "name", "type"};
constexpr std::array<string_view, 7> kColumns = {"verb", "spelling", "target", "scope", "by", "on", "why"};
constexpr std::array<std::pair<string_view, Scope::Kind>, 3> kScopes = {
    {{"article:", Scope::Kind::article}, {"source:", Scope::Kind::source}, {"with:", Scope::Kind::with}}};
constexpr std::size_t kMostSlugBytes = 80;
constexpr string_view kNew = "new:";

using Fields = std::array<std::string, kColumns.size()>;

// Without the field's text where it would fill the screen.
std::string in_quotes(string_view text) {
  const auto brief = text::prefix(text, 60);
  return fmt::format("'{}{}'", brief, brief.size() < text.size() ? "…" : "");
}

bool is_slug(string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text.size() <= kMostSlugBytes && is_letter(text[0]) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_letter(c) || c == '-'; });
}

// One line's fields → Override. What is wrong is thrown with the place.
class Line {
 public:
  Line(string_view bytes, const std::string& file, std::size_t number) : file_(file), number_(number) { split(bytes); }

  bool is_header() const { return fields_[0] == "verb" && fields_[1] == "spelling"; }

  Override read() const {
    Override found{verb(), fields_[1], fields_[2], scope(), fields_[4], fields_[5], fields_[6], number_};
    if (override_key(found.spelling).empty()) refuse("the spelling is empty; the columns are {}, with a tab between them", fmt::join(kColumns, ", "));
    check_target(found);
    if (found.scope.kind != Scope::Kind::none && (found.verb == Verb::name || found.verb == Verb::type))
      refuse("'{}' speaks of an entity as a whole and takes no scope; leave the fourth column empty", verb_name(found.verb));
    return found;
  }

 private:
  template <typename... Parts>
  [[noreturn]] void refuse(fmt::format_string<Parts...> what, Parts&&... parts) const {
    throw BadOverrides(fmt::format("{}:{}: {}", file_, number_, fmt::format(what, std::forward<Parts>(parts)...)));
  }

  void split(string_view bytes) {
    if (!text::is_valid_utf8(bytes)) refuse("these bytes are not UTF-8; save the file as UTF-8");
    for (std::size_t column = 0;; ++column) {
      const auto field = bytes.substr(0, bytes.find('\t'));
      if (field.size() > kMaxOverrideFieldBytes) refuse("a field has {} bytes; at most {} are allowed", field.size(), kMaxOverrideFieldBytes);
      std::string value = text::squeeze(text::clean(field));
      if (column < fields_.size())
        fields_[column] = std::move(value);
      else if (!value.empty())
        refuse("there are more than {} columns; they are {}", fields_.size(), fmt::join(kColumns, ", "));
      if (field.size() == bytes.size()) return;
      bytes.remove_prefix(field.size() + 1);
    }
  }

  Verb verb() const {
    const auto found = std::find(kVerbs.begin(), kVerbs.end(), fields_[0]);
    if (found == kVerbs.end()) refuse("the verb {} is not known; use {}", in_quotes(fields_[0]), fmt::join(kVerbs, ", "));
    return static_cast<Verb>(found - kVerbs.begin());
  }

  void check_target(const Override& line) const {
    constexpr std::array<string_view, kVerbs.size()> kTargets = {
        "another spelling", "another spelling", "the id of an entity, or new:SLUG", "", "the entity's id or the name to show", "person, org or place"};
    if (line.verb == Verb::ignore) {
      if (!line.target.empty()) refuse("'ignore' takes no target but there is {}; leave the third column empty", in_quotes(line.target));
    } else if (line.target.empty()) {
      refuse("'{}' needs a target: {}", verb_name(line.verb), kTargets[static_cast<std::size_t>(line.verb)]);
    }
    if (line.verb == Verb::type && !type_named(line.target)) refuse("the type {} is not known; use person, org or place", in_quotes(line.target));
    if (line.verb == Verb::is && line.target.starts_with(kNew) && !is_slug(string_view(line.target).substr(kNew.size())))
      refuse("{} is no id: after new: come 1 to {} of a-z, 0-9 and -, the first no -", in_quotes(line.target), kMostSlugBytes);
    if ((line.verb == Verb::same || line.verb == Verb::different) && override_key(line.target).empty()) refuse("the target {} has no letters", in_quotes(line.target));
    if (line.verb == Verb::different && line.scope.kind == Scope::Kind::none && override_key(line.spelling) == override_key(line.target))
      refuse("{} and {} are one spelling; part them with 'is', new:SLUG and a scope", in_quotes(line.spelling), in_quotes(line.target));
  }

  Scope scope() const {
    const string_view stated = fields_[3];
    if (stated.empty()) return {};
    for (const auto& [prefix, kind] : kScopes)
      if (stated.starts_with(prefix)) {
        const auto text = text::trim(stated.substr(prefix.size()));
        if (text.empty()) refuse("nothing stands after {} in the scope", prefix);
        if (kind == Scope::Kind::with && override_key(text).empty()) refuse("the scope {} has no letters", in_quotes(stated));
        return {kind, std::string(text), {}, {}};
      }
    return dates(stated);
  }

  Scope dates(string_view stated) const {
    Scope scope{Scope::Kind::dates, {}, {}, {}};
    const auto dots = stated.find("..");
    const auto first = text::trim(stated.substr(0, dots)), last = dots == string_view::npos ? first : text::trim(stated.substr(dots + 2));
    if (!first.empty()) scope.from = days(first, stated).first;
    if (!last.empty()) scope.to = days(last, stated).second;
    if (!scope.from && !scope.to) refuse_scope(stated);
    if (scope.from && scope.to && *scope.from > *scope.to) refuse("the scope {} ends before it begins", in_quotes(stated));
    return scope;
  }

  // First and last day of a year, a month or a day.
  std::pair<chrono::sys_days, chrono::sys_days> days(string_view written, string_view stated) const {
    const bool has_form = written.size() == 4 || written.size() == 7 || written.size() == 10;
    const auto date = has_form && written.find_first_not_of("0123456789-") == string_view::npos ? text::parse_date(written) : std::nullopt;
    if (!date || date->precision == text::Precision::time) refuse_scope(stated);
    return {chrono::floor<chrono::days>(date->start), chrono::floor<chrono::days>(text::end_of(*date)) - chrono::days(1)};
  }

  [[noreturn]] void refuse_scope(string_view stated) const {
    refuse("the scope {} is not known; use article:ID, source:ID, with:WORDS or dates (2025-12-01..2025-12-15, 2025-12.., ..2014, 2014)", in_quotes(stated));
  }

  const std::string& file_;
  const std::size_t number_;
  Fields fields_;
};

// Finds lines that cannot both hold.
class Contradictions {
 public:
  explicit Contradictions(const std::string& file) : file_(file) {}

  void add(const Override& line) {
    const auto key = override_key(line.spelling);
    switch (line.verb) {
      case Verb::same:
      case Verb::different: {
        const auto [one, other] = std::minmax({key, override_key(line.target)});
        return add(line, {"pair", one, other}, std::string(verb_name(line.verb)));
      }
      case Verb::is:
      case Verb::ignore: return add(line, {"whom", key, ""}, line.verb == Verb::is ? "is " + line.target : "ignore");
      case Verb::type: return add(line, {"type", key, ""}, "type " + line.target);
      case Verb::name: return;
    }
  }

 private:
  struct Said {
    std::string what;
    std::size_t line;
  };

  void add(const Override& line, std::array<std::string, 3> about, const std::string& what) {
    const auto& scope = line.scope;
    const auto [said, fresh] = said_.try_emplace({scope.kind, scope.text, scope.from, scope.to, std::move(about)}, Said{what, line.line});
    if (fresh || said->second.what == what) return;
    throw BadOverrides(fmt::format("{}:{}: {} for {} contradicts line {}, which says {}; keep one of them, or give them different scopes", file_, line.line, in_quotes(what),
                                   in_quotes(line.spelling), said->second.line, in_quotes(said->second.what)));
  }

  using About = std::tuple<Scope::Kind, std::string, std::optional<chrono::sys_days>, std::optional<chrono::sys_days>, std::array<std::string, 3>>;
  const std::string& file_;
  std::map<About, Said> said_;
};

string_view without_bom(string_view bytes) {
  constexpr string_view kBom = "\xEF\xBB\xBF";
  return bytes.starts_with(kBom) ? bytes.substr(kBom.size()) : bytes;
}

bool is_blank_or_comment(string_view line) {
  const auto begin = line.find_first_not_of(" \t");
  return begin == string_view::npos || line[begin] == '#';
}

}  // namespace

string_view verb_name(Verb verb) { return kVerbs[static_cast<std::size_t>(verb)]; }

std::string override_key(string_view spelling) { return text::squeeze(text::fold(spelling)); }

std::vector<Override> parse_overrides(string_view bytes, const std::string& file) {
  if (bytes.size() > kMaxOverridesBytes) throw BadOverrides(fmt::format("{}: the file has {} bytes; at most {} are allowed", file, bytes.size(), kMaxOverridesBytes));
  bytes = without_bom(bytes);
  std::vector<Override> overrides;
  Contradictions contradictions(file);
  bool header_may_come = true;
  for (std::size_t number = 1; !bytes.empty(); ++number) {
    if (number > kMaxOverridesLines) throw BadOverrides(fmt::format("{}:{}: the file has more than {} lines; that is the most allowed", file, number, kMaxOverridesLines));
    auto line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (is_blank_or_comment(line)) continue;
    const Line read(line, file, number);
    if (std::exchange(header_may_come, false) && read.is_header()) continue;
    overrides.push_back(read.read());
    contradictions.add(overrides.back());
  }
  return overrides;
}

}  // namespace dispatches::names
