#include "indexer/text/address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/base/ascii.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

// Parameters that say where a reader came from, not what is read.
constexpr std::array<std::string_view, 25> tracking{
    "fbclid", "gclid",  "dclid",  "gbraid", "wbraid",    "msclkid",  "yclid",         "ysclid", "twclid",
    "ttclid", "mc_cid", "mc_eid", "igshid", "igsh",      "_ga",      "_gl",           "cmpid",  "ocid",
    "xtor",   "smid",   "smtyp",  "ncid",   "_openstat", "wt.mc_id", "traffic_source"};
constexpr std::array<std::string_view, 4> tracking_prefixes{"utm_", "at_", "pk_", "mtm_"};

bool is_tracking(std::string_view parameter) {
  const std::string name = lower(parameter.substr(0, parameter.find('=')));
  return std::find(tracking.begin(), tracking.end(), name) != tracking.end() ||
         std::any_of(tracking_prefixes.begin(), tracking_prefixes.end(),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

std::string kept_parameters(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), parameter.size() + 1));
    if (parameter.empty() || is_tracking(parameter)) continue;
    kept += kept.empty() ? '?' : '&';
    kept += parameter;
  }
  return kept;
}

// The part after "http://" or "https://" or "//"; empty if there is no such beginning.
std::string_view behind_scheme(std::string_view address) {
  const std::string scheme = lower(address.substr(0, 8));
  for (std::string_view beginning : {"https://", "http://", "//"})
    if (scheme.starts_with(beginning)) return address.substr(beginning.size());
  return {};
}

std::string canonical_host(std::string_view authority) {
  if (const auto at = authority.rfind('@'); at != authority.npos) authority.remove_prefix(at + 1);
  for (std::string_view port : {":80", ":443", ":"})
    if (authority.ends_with(port)) authority.remove_suffix(port.size());
  std::string host = fold_case(lower(authority));
  while (host.ends_with('.')) host.pop_back();
  // "www.com" is a host of its own.
  if (host.starts_with("www.") && host.find('.', 4) != host.npos) host.erase(0, 4);
  return host;
}

bool is_host(std::string_view host) {
  return !host.empty() && host.front() != '.' && host.find_first_of(" \t\n\"<>\\^`{|}%'()") == host.npos;
}

// A space or a quote pasted into a path must not end the address.
std::string escaped(std::string_view path) {
  std::string result;
  for (const char c : path) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>')
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      result += c;
  }
  return result;
}

}  // namespace

std::string canonical_url(std::string_view address) {
  std::string_view rest = behind_scheme(trim(address));
  if (rest.empty() || rest.size() > kMaxUrlBytes) return {};
  rest = rest.substr(0, rest.find('#'));
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  rest.remove_prefix(authority.size());
  const std::string host = canonical_host(authority);
  if (!is_host(host)) return {};
  const std::string_view path_only = rest.substr(0, rest.find('?'));
  std::string path = escaped(path_only);
  while (path.ends_with('/')) path.pop_back();
  const std::string parameters =
      path_only.size() < rest.size() ? kept_parameters(rest.substr(path_only.size() + 1)) : std::string();
  if (path.empty()) path = "/";
  return "https://" + host + path + escaped(parameters);
}

std::string host_of(std::string_view url) {
  std::string_view rest = behind_scheme(url);
  const std::string host = canonical_host(rest.substr(0, rest.find_first_of("/?#")));
  return is_host(host) ? host.substr(0, host.find(':')) : std::string();
}

std::string as_uri(std::string_view address) {
  constexpr std::string_view kNever = "\"<>\\^`{|}";
  std::string uri;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f && kNever.find(c) == kNever.npos) uri += c;
    else uri += fmt::format("%{:02X}", byte);
  }
  return uri;
}

}  // namespace dispatches::text
